"""The graph that questions are asked of: what ships, the user's data, and what follows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, cast

from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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


def open_store(data: Data | None = None, *, inference: Inference = "none") -> ox.Store:
    """Load what ships and the user's data into a store in memory.

    Args:
        data: Files, folders or globs, or an rdflib graph; added to what ships. Evidence that is
            there already, word for word, is not added again.
        inference: `rl` adds everything that the ontology's OWL RL axioms entail.

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
        return _shipped(inference)
    return _filled(_triples(data), inference)


def open_stores(data: Data | None = None) -> tuple[ox.Store, ox.Store]:
    """Load the graph twice, as stated and with all that follows; data is read once.

    Example:
        >>> stated, entailed = open_stores()
        >>> len(stated) < len(entailed)
        True
    """
    if data is None:
        return _shipped("none"), _shipped("rl")
    triples = _triples(data)
    return _filled(triples, "none"), _filled(triples, "rl")


@cache
def _shipped(inference: Inference) -> ox.Store:
    return _filled((), inference)


def _filled(triples: Iterable[ox.Triple], inference: Inference) -> ox.Store:
    import pyoxigraph as ox

    from mediagora.reading.shipped import shipped

    facts, evidence = shipped(evidence=False), shipped(ontology=False, data=False)
    more_facts, more_evidence = _parted(triples)
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in (*facts, *more_facts))
    if inference == "rl":
        from mediagora.reasoning.closure import entail

        entail(store, profile="rl")
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


def members(store: ox.Store, of_class: str) -> list[str]:
    """List the IRIs of a class's instances, those of its subclasses included, in order.

    Example:
        >>> "https://w3id.org/mediagora/feature/groups" in members(
        ...     open_store(), "https://w3id.org/mediagora/ns#Feature")
        True
    """
    import pyoxigraph as ox

    def subjects(predicate: str, value: ox.NamedNode) -> set[ox.NamedNode]:
        quads = store.quads_for_pattern(None, ox.NamedNode(predicate), value, ox.DefaultGraph())
        return {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}

    classes = set[ox.NamedNode]()
    waiting = {ox.NamedNode(of_class)}
    while waiting:
        found = waiting.pop()
        classes.add(found)
        waiting |= subjects(_SUBCLASS, found) - classes
    return sorted({node.value for found in classes for node in subjects(_TYPE, found)})
