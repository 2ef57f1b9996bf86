"""The graph as one object: what ships and data of your own, read once and asked many times."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mediagora.querying.holding import Held
from mediagora.reasoning.explaining import DEFAULT_TIMEOUT
from mediagora.reasoning.materialising import DEFAULT_TIMEOUT as REASON_TIMEOUT
from mediagora.reasoning.materialising import reason
from mediagora.reasoning.minimal import DEFAULT_LIMIT

if TYPE_CHECKING:
    from pathlib import Path

    import rdflib

    from mediagora.querying.asking import Asking
    from mediagora.querying.catalogue import Inference
    from mediagora.querying.classified import Classification
    from mediagora.querying.result import Result
    from mediagora.querying.store import Data
    from mediagora.querying.things import Entries, Entry
    from mediagora.reasoning.materialising import Engine, Profile
    from mediagora.reasoning.records import Abduction, Contradiction, Explanation


class Graph:
    """What ships, and data of your own, read at first use and no second time.

    Args:
        data: Files, folders, globs or an rdflib graph, beside what ships.
        with_shipped: Whether the platform data that ships is there as well; the ontology always is.

    Example:
        >>> import mediagora
        >>> graph = mediagora.Graph()
        >>> graph.platforms.linkedin.name
        'LinkedIn'
        >>> graph.why("linkedin", "SocialNetwork").holds
        True
    """

    def __init__(self, data: Data | None = None, *, with_shipped: bool = True) -> None:
        self._data = data
        self._with_shipped = with_shipped
        self._held = Held(data, with_shipped=with_shipped)

    def __repr__(self) -> str:
        parts = [] if self._data is None else [repr(self._data)]
        return f"Graph({', '.join(parts + ['with_shipped=False'] * (not self._with_shipped))})"

    def query(
        self,
        query: str | Path,
        /,
        *,
        inference: Inference | None = None,
        queries: str | Path | None = None,
        limit: int | None = None,
        timeout: float | None = None,
        memory_limit: int | None = None,
        **params: object,
    ) -> Result:
        """Ask a question of the catalogue, or run SPARQL of your own; as `mediagora.query`.

        Args:
            query: A name of the catalogue (`who-has-feature`), SPARQL text, or the `Path` of a
                file. The prefixes of Mediagora need no declaration.
            inference: What follows is asked too: `none`, by RDF Schema (`rdfs`) or by OWL 2 RL
                (`rl`); by default what the query's header asks for.
            queries: Folder of a catalogue of your own, whose names go before ours.
            limit: Most rows or triples to give.
            timeout: Seconds that the query may take; it then runs in a process of its own, which
                reads the data anew.
            memory_limit: Bytes of memory that it may take, in a process of its own as well.
            **params: Values of the query's parameters: strings (an IRI, a CURIE or a short name
                where an IRI is asked for), entries of a collection, integers or rdflib terms.

        Raises:
            EngineError: The query took too long, or too much memory.
            InputError: Data that is no RDF.
            QueryError: The query is malformed or refused, or a parameter has the wrong type.
            UnknownNameError: A query, a parameter or a parameter's value is not known.
            UsageError: A path matches nothing, or the file cannot be read.

        Example:
            >>> Graph().query("who-has-feature", feature="marketplace")
            <Result features/who-has-feature: 2 rows (platform, name, has)>
        """
        from mediagora.querying.run import query_on, resolve

        asked = resolve(query, queries=queries, inference=inference)
        if timeout is not None or memory_limit is not None:
            from mediagora.querying.apart import query_apart

            return query_apart(
                asked,
                params,
                data=self._data,
                with_shipped=self._with_shipped,
                limit=limit,
                timeout=timeout,
                memory_limit=memory_limit,
            )
        return query_on(self._held.store(asked.question.inference), asked, params, limit=limit)

    @cached_property
    def platforms(self) -> Entries:
        """All that is stated to be a social medium, or one of the classes under it.

        What only follows is found by a query with `inference="rl"`.

        Example:
            >>> Graph().platforms["Twitter"].iri
            'https://w3id.org/mediagora/platform/twitter'
        """
        return self._held.members("platform", "SocialMedia")

    @cached_property
    def features(self) -> Entries:
        """What a platform can have.

        Example:
            >>> Graph().features["Gruppenchat"].slug
            'group-chat'
        """
        return self._held.members("feature", "Feature")

    @cached_property
    def purposes(self) -> Entries:
        """What a platform can be for.

        Example:
            >>> Graph().purposes.keep_in_contact.curie
            'purpose:keep-in-contact'
        """
        return self._held.members("purpose", "Purpose")

    @cached_property
    def classes(self) -> Entries:
        """The classes of platforms: `SocialMedia`, and all under it.

        Example:
            >>> Graph().classes["réseau social"].slug
            'SocialNetwork'
        """
        return self._held.classes()

    def to_rdflib(self, *, inference: Inference = "none") -> rdflib.Graph:
        """Give an rdflib graph of one's own on the fast store, so that its SPARQL is Oxigraph's.

        It is a copy, with Mediagora's prefixes bound: changes do not reach this graph. As any
        rdflib graph, it sends requests for `SERVICE` and `LOAD`.

        Args:
            inference: Whether to give what follows as well: `none`, `rdfs` or `rl`.

        Raises:
            UsageError: There is no such inference.

        Example:
            >>> bool(Graph().to_rdflib().query("ASK { platform:facebook a mediagora:SocialMedia }"))
            True
        """
        from mediagora.querying.rdflibstore import graph_on

        return graph_on(self._held.copy(inference))

    @cached_property
    def _asking(self) -> Asking:
        from mediagora.querying.asking import Asking

        return Asking(self._data, with_shipped=self._with_shipped)

    def why(
        self,
        subject: str | Entry,
        *rest: str | Entry,
        limit: int = DEFAULT_LIMIT,
        timeout: float = DEFAULT_TIMEOUT,
    ) -> Explanation:
        """Explain why something holds; as `mediagora.why`.

        Args:
            subject: An IRI, a CURIE, a short name, a label, or an entry of a collection.
            rest: A class, or a property and a value.
            limit: Most justifications to give.
            timeout: Seconds that the search may take.

        Raises:
            EngineError: The search did not end in time.
            UnknownNameError: Nothing has one of the names.
            UsageError: There are too few or too many names.

        Example:
            >>> len(Graph().why("linkedin", "SocialNetwork").justifications)
            3
        """
        return self._asking.why(str(subject), *map(str, rest), limit=limit, timeout=timeout)

    def why_not(
        self,
        subject: str | Entry,
        *rest: str | Entry,
        limit: int = DEFAULT_LIMIT,
        timeout: float = DEFAULT_TIMEOUT,
    ) -> Abduction:
        """Tell which facts would make something hold; as `mediagora.why_not`.

        Args:
            subject: An IRI, a CURIE, a short name, a label, or an entry of a collection.
            rest: A class, or a property and a value.
            limit: Most sets of facts to give.
            timeout: Seconds that the search may take.

        Raises:
            EngineError: The search did not end in time.
            UnknownNameError: Nothing has one of the names.
            UsageError: There are too few or too many names.

        Example:
            >>> len(Graph().why_not("whatsapp", "ContactNetwork").missing)
            2
        """
        return self._asking.why_not(str(subject), *map(str, rest), limit=limit, timeout=timeout)

    def contradictions(self) -> list[Contradiction]:
        """Find facts and axioms that cannot hold together, and classes without possible members.

        Raises:
            EngineError: The search did not end in time.

        Example:
            >>> Graph().contradictions()
            []
        """
        from mediagora.reasoning.contradicting import contradictions, unsatisfiable

        knowledge = self._asking.knowledge
        return [*contradictions(knowledge), *unsatisfiable(knowledge)]

    def reason(
        self,
        *,
        profile: Profile = "rl",
        engine: Engine = "rules",
        stated: bool = False,
        timeout: float = REASON_TIMEOUT,
    ) -> rdflib.Graph:
        """Give what follows from the whole graph; as `mediagora.reason`, which tells more.

        Args:
            profile: `rdfs`, `rl` or `dl`.
            engine: `rules` or `fast`.
            stated: Whether to give what is stated as well.
            timeout: Seconds that the work may take.

        Raises:
            EngineError: It took too long, or an engine failed or is missing.
            InconsistentError: The graph contradicts itself.
            UsageError: There is no such profile or engine.

        Example:
            >>> len(Graph().reason()) > 500
            True
        """
        import rdflib

        # Without data, `reason` takes what ships.
        data = rdflib.Graph() if self._data is None and not self._with_shipped else self._data
        return reason(
            data,
            profile=profile,
            engine=engine,
            stated=stated,
            with_shipped=self._with_shipped,
            timeout=timeout,
        )

    def classify(self, platform: str | Entry) -> Classification:
        """Tell what a platform of the graph is; as `mediagora.classify`, by all that is known here.

        Args:
            platform: An IRI, a CURIE, a short name, a label, or an entry of `platforms`.

        Raises:
            InputError: It is no platform.
            UnknownNameError: Nothing has the name.

        Example:
            >>> Graph().classify("linkedin").classes[0].name
            'professional network'
        """
        from mediagora.querying.classifying import classified_in

        return classified_in(self._asking.knowledge, self._asking.term(str(platform)))
