"""The graph as one object: what ships and data of your own, read once and asked many times."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mediagora.reasoning.explaining import DEFAULT_TIMEOUT
from mediagora.reasoning.materialising import DEFAULT_TIMEOUT as REASON_TIMEOUT
from mediagora.reasoning.materialising import reason
from mediagora.reasoning.minimal import DEFAULT_LIMIT

if TYPE_CHECKING:
    import rdflib

    from mediagora.querying.asking import Asking
    from mediagora.querying.classified import Classification
    from mediagora.querying.store import Data
    from mediagora.reasoning.materialising import Engine, Profile
    from mediagora.reasoning.records import Abduction, Contradiction, Explanation


class Graph:
    """What ships, and data of your own.

    Args:
        data: Files, folders, globs or an rdflib graph, added to what ships.

    Example:
        >>> import mediagora
        >>> graph = mediagora.Graph()
        >>> graph.why("linkedin", "SocialNetwork").holds
        True
        >>> len(graph.why_not("whatsapp", "SocialNetwork").missing) > 3
        True
    """

    def __init__(self, data: Data | None = None) -> None:
        self._data = data

    @cached_property
    def _asking(self) -> Asking:
        from mediagora.querying.asking import Asking

        return Asking(self._data)

    def why(
        self,
        subject: str,
        *rest: str,
        limit: int = DEFAULT_LIMIT,
        timeout: float = DEFAULT_TIMEOUT,
    ) -> Explanation:
        """Explain why something holds; as `mediagora.why`.

        Args:
            subject: An IRI, a CURIE, a short name or a label.
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
        return self._asking.why(subject, *rest, limit=limit, timeout=timeout)

    def why_not(
        self,
        subject: str,
        *rest: str,
        limit: int = DEFAULT_LIMIT,
        timeout: float = DEFAULT_TIMEOUT,
    ) -> Abduction:
        """Tell which facts would make something hold; as `mediagora.why_not`.

        Args:
            subject: An IRI, a CURIE, a short name or a label.
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
        return self._asking.why_not(subject, *rest, limit=limit, timeout=timeout)

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
        return reason(
            self._data,
            profile=profile,
            engine=engine,
            stated=stated,
            with_shipped=True,
            timeout=timeout,
        )

    def classify(self, platform: str) -> Classification:
        """Tell what a platform of the graph is; as `mediagora.classify`, by all that is known here.

        Args:
            platform: An IRI, a CURIE, a short name or a label.

        Raises:
            InputError: It is no platform.
            UnknownNameError: Nothing has the name.

        Example:
            >>> Graph().classify("linkedin").classes[0].name
            'professional network'
        """
        from mediagora.querying.classifying import classified_in

        return classified_in(self._asking.knowledge, self._asking.term(platform))
