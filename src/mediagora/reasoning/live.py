"""The graph as live owlready2 objects: classes as Python classes, platforms as their instances."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Final, cast

from mediagora.errors import EngineError
from mediagora.vocabulary import NS, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from os import PathLike

    import owlready2
    import pyoxigraph as ox
    import rdflib

    Path = str | PathLike[str]

_OWL: Final = PREFIXES["owl"]
_TYPE: Final = f"{PREFIXES['rdf']}type"
_HEADER: Final = NS.removesuffix("#")
_NOT_OURS: Final = {f"{_OWL}imports", f"{_OWL}versionIRI"}
_EVIDENCE: Final = f"{_OWL}Axiom"
_OBJECT_PROPERTY: Final = f"{_OWL}ObjectProperty"
_PARTS_OF_DATES: Final = ("gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay", "duration")
_OF_TERMS: Final = tuple(f"<{PREFIXES[name]}" for name in ("owl", "rdf", "rdfs", "xsd"))


def owl(
    data: Path | Sequence[Path] | rdflib.Graph | None = None, *, evidence: bool = False
) -> owlready2.Ontology:
    """Give ontology, data and your own data as one owlready2 ontology, in a world of its own.

    Its classes and properties are attributes (`onto.SocialNetwork`), and so are the namespaces by
    their prefixes (`onto.platform.facebook`, `onto.purpose["keep-in-contact"]`). Each named
    individual is declared as one (`owl:NamedIndividual`): without that, `onto.individuals()` would
    be empty. What has no name in one of the namespaces is found by its IRI, as `onto.world[iri]`.

    Nothing is inferred yet; `owlready2.sync_reasoner_hermit(onto)` asks HermiT, which needs Java.
    Nothing is fetched: headers of modules and their `owl:imports` are left out.

    Args:
        data: Files, folders or globs, or an rdflib graph; added to what ships.
        evidence: Whether the sources of the facts come along, as annotations on them.

    Returns:
        An ontology whose `world` holds it and nothing else; two calls share nothing.

    Raises:
        InputError: A file is no RDF.
        UsageError: No path is given, or one matches nothing.
        EngineError: owlready2 is not installed.

    Example:
        >>> onto = owl()
        >>> onto.platform.facebook in onto.SocialNetwork.instances()
        True
        >>> onto.world.close()
    """
    try:
        import owlready2
    except ImportError as error:
        message = "mediagora.owl needs owlready2: pip install owlready2"
        raise EngineError(message) from error
    import pyoxigraph as ox

    from mediagora.reading.shipped import shipped

    stated = [*shipped(evidence=evidence), *_triples(data)]
    kept = set(_without_headers(stated, evidence=evidence))
    kept |= set(_declarations(kept))
    document = BytesIO()
    ox.serialize(sorted(kept, key=str), document, format=ox.RdfFormat.N_TRIPLES)
    document.seek(0)
    _declare_datatypes()
    world = owlready2.World()
    ontology = world.get_ontology(NS)
    ontology.load(fileobj=document)
    ontology.name = "mediagora"
    for prefix, namespace in PREFIXES.items():
        if namespace != NS:
            setattr(ontology, prefix, ontology.get_namespace(namespace, prefix))
    return ontology


@cache
def _declare_datatypes() -> None:
    """Let owlready2 read the dates of XML Schema that Python has no type for, each as a text."""
    import owlready2

    for name in _PARTS_OF_DATES:
        owlready2.declare_datatype(type(name, (str,), {}), f"{PREFIXES['xsd']}{name}", str, str)


def _triples(data: Path | Sequence[Path] | rdflib.Graph | None) -> Iterable[ox.Triple]:
    from mediagora.reading.inputs import collect, paths_of
    from mediagora.reading.interop import from_rdflib
    from mediagora.reading.parsing import parse

    if data is None:
        return ()
    paths = paths_of(data)
    if paths is None:
        return from_rdflib(cast("rdflib.Graph", data))
    return (triple for source in collect(paths) for triple in parse(source))


def _without_headers(stated: list[ox.Triple], *, evidence: bool) -> Iterator[ox.Triple]:
    """Leave out all headers but one, and evidence where it is not wanted."""
    import pyoxigraph as ox

    headers, ours = _members(stated, f"{_OWL}Ontology"), ox.NamedNode(_HEADER)
    aside = set() if evidence else _members(stated, _EVIDENCE)
    for triple in stated:
        dropped = triple.subject in headers and triple.subject != ours
        if not dropped and triple.subject not in aside and triple.predicate.value not in _NOT_OURS:
            yield triple


def _members(stated: Iterable[ox.Triple], kind: str) -> set[object]:
    return {
        triple.subject
        for triple in stated
        if triple.predicate.value == _TYPE and getattr(triple.object, "value", None) == kind
    }


def _declarations(stated: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Declare as named individuals what is a member of a class, and what has or is a value."""
    import pyoxigraph as ox

    type_, named = ox.NamedNode(_TYPE), ox.NamedNode(f"{_OWL}NamedIndividual")
    properties = _members(stated, _OBJECT_PROPERTY)
    found = set[object]()
    for triple in stated:
        if triple.predicate in properties:
            found |= {triple.subject, triple.object}
        elif triple.predicate == type_ and not str(triple.object).startswith(_OF_TERMS):
            found.add(triple.subject)
    for node in found:
        if isinstance(node, ox.NamedNode):
            yield ox.Triple(node, type_, named)
