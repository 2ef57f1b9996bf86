"""The graph that questions are asked of: what ships, the user's data, and what follows."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, cast

from mediagora.garbage import without_collector
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from os import PathLike

    import pyoxigraph as ox
    import rdflib

    from mediagora.querying.catalogue import Inference

    Path = str | PathLike[str]
    Subject = ox.NamedNode | ox.BlankNode | ox.Triple
    Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    Data = Path | Sequence[Path] | rdflib.Graph

_TYPE: Final = f"{PREFIXES['rdf']}type"
_AXIOM: Final = f"{PREFIXES['owl']}Axiom"
_SUBCLASS: Final = f"{PREFIXES['rdfs']}subClassOf"


def open_store(
    data: Data | None = None, *, inference: Inference = "none", with_shipped: bool = True
) -> ox.Store:
    """Load what ships and the user's data into a store in memory.

    Args:
        data: Files, folders or globs, or an rdflib graph. Evidence that is there already, word for
            word, is not added again.
        inference: `rl` adds everything that the ontology's OWL RL axioms entail, `rdfs` what those
            entail that RDF Schema knows.
        with_shipped: Whether the platform data that ships is there as well; the ontology always is.

    Returns:
        A store with one graph, its default graph. Callers read it and never write to it.

    Raises:
        InputError: A file is no RDF.
        UsageError: No path is given, or one matches nothing.

    Example:
        >>> len(open_store(inference="rl")) > len(open_store())
        True
    """
    if data is None:
        return _shipped(inference, with_shipped)
    with without_collector():
        return filled(_triples(data), inference, with_shipped=with_shipped)


def open_stores(data: Data | None = None) -> tuple[ox.Store, ox.Store]:
    """Load the graph twice, as stated and with all that follows; data is read once.

    Example:
        >>> stated, entailed = open_stores()
        >>> len(stated) < len(entailed)
        True
    """
    if data is None:
        return _shipped("none", True), _shipped("rl", True)  # noqa: FBT003 -- a cache's key
    with without_collector():
        triples = _triples(data)
        return filled(triples, "none"), filled(triples, "rl")


@cache
def _shipped(inference: Inference, with_shipped: bool) -> ox.Store:  # noqa: FBT001 -- a cache's key
    return filled((), inference, with_shipped=with_shipped)


def filled(
    triples: Iterable[ox.Triple], inference: Inference, *, with_shipped: bool = True
) -> ox.Store:
    """Make a store of the ontology, what ships, and more triples; as `open_store`.

    Example:
        >>> len(filled([], "none", with_shipped=False)) < len(filled([], "none"))
        True
    """
    import pyoxigraph as ox

    from mediagora.reading.shipped import shipped

    facts = shipped(data=with_shipped, evidence=False)
    evidence = shipped(ontology=False, data=False, evidence=with_shipped)
    more_facts, more_evidence = _parted(triples)
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in (*facts, *more_facts))
    if inference != "none":
        from mediagora.reasoning.closure import entail

        entail(store, profile=inference)
    # Nothing follows from evidence, which outweighs the facts it is about: it is not gone through.
    pointed_at = {triple.object for triple in (*more_facts, *more_evidence)}
    new = _without_known(more_evidence, evidence, pointed_at=pointed_at)
    store.bulk_extend(ox.Quad(*triple) for triple in (*evidence, *new))
    return store


def _parted(triples: Iterable[ox.Triple]) -> tuple[list[ox.Triple], list[ox.Triple]]:
    """Part the facts from the evidence for them, which is what `owl:Axiom` nodes say."""
    every = list(triples)
    axioms = {
        triple.subject
        for triple in every
        if triple.predicate.value == _TYPE and getattr(triple.object, "value", None) == _AXIOM
    }
    facts: list[ox.Triple] = []
    evidence: list[ox.Triple] = []
    for triple in every:
        (evidence if triple.subject in axioms else facts).append(triple)
    return facts, evidence


def _without_known(
    new: list[ox.Triple], known: list[ox.Triple], *, pointed_at: set[Value]
) -> list[ox.Triple]:
    """Leave out blank nodes that say what one of the known nodes says; they would count twice."""
    import pyoxigraph as ox

    told = {frozenset(values) for values in _by_subject(known).values()}
    return [
        ox.Triple(subject, *value)
        for subject, values in _by_subject(new).items()
        if not isinstance(subject, ox.BlankNode)
        or subject in pointed_at
        or frozenset(values) not in told
        for value in values
    ]


def _by_subject(triples: list[ox.Triple]) -> dict[Subject, list[tuple[ox.NamedNode, Value]]]:
    found: dict[Subject, list[tuple[ox.NamedNode, Value]]] = {}
    for triple in triples:
        found.setdefault(triple.subject, []).append((triple.predicate, triple.object))
    return found


def _triples(data: Data) -> list[ox.Triple]:
    from mediagora.reading.inputs import collect, paths_of
    from mediagora.reading.interop import from_rdflib
    from mediagora.reading.parsing import parse

    paths = paths_of(data)
    if paths is None:
        return from_rdflib(cast("rdflib.Graph", data))
    return [triple for source in collect(paths) for triple in parse(source)]


class Members(Collection[str]):
    """The IRIs of a class's instances, those of its subclasses included.

    Args:
        store: Where they are.
        of_class: IRI of the class.

    Example:
        >>> features = Members(open_store(), "https://w3id.org/mediagora/ns#Feature")
        >>> "https://w3id.org/mediagora/feature/groups" in features, "no IRI" in features
        (True, False)
        >>> len(features) > 60
        True
    """

    def __init__(self, store: ox.Store, of_class: str) -> None:
        self._store = store
        self._of_class = of_class

    @cached_property
    def _classes(self) -> set[ox.NamedNode]:
        import pyoxigraph as ox

        classes = set[ox.NamedNode]()
        waiting = {ox.NamedNode(self._of_class)}
        while waiting:
            found = waiting.pop()
            classes.add(found)
            waiting |= self._subjects(_SUBCLASS, found) - classes
        return classes

    def _subjects(self, predicate: str, value: ox.NamedNode) -> set[ox.NamedNode]:
        import pyoxigraph as ox

        quads = self._store.quads_for_pattern(None, ox.NamedNode(predicate), value)
        return {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}

    def __contains__(self, iri: object) -> bool:
        """Look one up, without going through the others."""
        import pyoxigraph as ox

        try:
            node = ox.NamedNode(str(iri))
        except ValueError:
            return False
        types = self._store.quads_for_pattern(node, ox.NamedNode(_TYPE), None)
        return any(quad.object in self._classes for quad in types)

    def __iter__(self) -> Iterator[str]:
        """Give all, in order."""
        found = (node for each in self._classes for node in self._subjects(_TYPE, each))
        return iter(sorted({node.value for node in found}))

    def __len__(self) -> int:
        return sum(1 for _ in self)
