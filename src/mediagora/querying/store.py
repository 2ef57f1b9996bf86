"""The graph that questions are asked of: what ships, the user's data, and what follows."""

from __future__ import annotations

from functools import cache
from os import PathLike, fspath
from typing import TYPE_CHECKING, Final

from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyoxigraph as ox
    import rdflib

    from mediagora.querying.catalogue import Inference

    Path = str | PathLike[str]
    Data = Path | Sequence[Path] | rdflib.Graph

_TYPE: Final = f"{PREFIXES['rdf']}type"
_SUBCLASS: Final = f"{PREFIXES['rdfs']}subClassOf"


def open_store(data: Data | None = None, *, inference: Inference = "none") -> ox.Store:
    """Load what ships and the user's data into a store in memory.

    Args:
        data: Files, folders or globs, or an rdflib graph; added to what ships.
        inference: `rl` adds everything that the ontology's OWL RL axioms entail.

    Returns:
        A store with one graph, its default graph. Callers read it and never write to it.

    Raises:
        InputError: A file is no RDF.
        UsageError: A path matches nothing.

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

    store = ox.Store()
    for part in (shipped(), triples):
        store.bulk_extend(ox.Quad(*triple) for triple in part)
    if inference == "rl":
        from mediagora.reasoning.closure import entail

        entail(store, profile="rl")
    return store


def _triples(data: Data) -> list[ox.Triple]:
    if isinstance(data, (str, PathLike)):
        data = [data]
    from mediagora.reading.inputs import collect
    from mediagora.reading.interop import from_rdflib
    from mediagora.reading.parsing import parse

    if not isinstance(data, (list, tuple)):
        import rdflib

        if isinstance(data, rdflib.Graph):
            return from_rdflib(data)
    sources = collect([fspath(path) for path in data])
    return [triple for source in sources for triple in parse(source)]


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
