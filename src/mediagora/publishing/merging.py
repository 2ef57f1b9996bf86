"""Several modules as one ontology, for formats that hold a single graph.

OWL tools read a file with several `owl:Ontology` headers as one ontology, under any one of these
names. So the modules' headers give way to one, and stay as plain annotations of its parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mediagora.publishing.selection import ONTOLOGY, TYPE, called
from mediagora.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyoxigraph as ox

    from mediagora.publishing.selection import Module

_OWL: Final = PREFIXES["owl"]
_DCTERMS: Final = PREFIXES["dcterms"]

_VERSION: Final = f"{_OWL}versionInfo"
_SHARED: Final = (_VERSION, f"{_DCTERMS}creator", f"{_DCTERMS}license")
"""What the merged ontology says of itself in the words of its parts."""


def merged(modules: Sequence[Module]) -> list[ox.Triple]:
    """Give the triples of several modules under one header; those of one module as they are.

    The merged ontology lists its modules (`dcterms:hasPart`), keeps their titles, versions and
    licences as annotations, and imports only what is not among them.

    Example:
        >>> from mediagora.publishing.selection import select
        >>> for triple in merged(select(["features", "purposes"]))[:2]:
        ...     print(triple.subject)
        <https://w3id.org/mediagora/export/features+purposes>
        <https://w3id.org/mediagora/export/features+purposes>
    """
    import pyoxigraph as ox

    if len(modules) == 1:
        return list(modules[0].triples)
    iris = {module.iri for module in modules}
    whole = ox.NamedNode(f"{BASE}export/{called(modules)}")
    kept: list[ox.Triple] = []
    imported: set[ox.Triple] = set()
    for module in modules:
        for triple in module.triples:
            if getattr(triple.subject, "value", "") != module.iri:
                kept.append(triple)
            elif triple.predicate.value == f"{_OWL}imports":
                if getattr(triple.object, "value", "") not in iris:
                    imported.add(ox.Triple(whole, triple.predicate, triple.object))
            elif triple.predicate.value not in {TYPE, f"{_OWL}versionIRI"}:
                kept.append(triple)
    return [*_header(whole, modules), *imported, *kept]


def header(iri: ox.NamedNode, like: Module, *, title: str, description: str) -> list[ox.Triple]:
    """Head an ontology that is made here, with version, creator and licence of another.

    Example:
        >>> import pyoxigraph as ox
        >>> from mediagora.publishing.selection import select
        >>> like = select(["features"])[0]
        >>> head = header(ox.NamedNode("urn:x"), like, title="T", description="D")
        >>> [str(triple.predicate).rpartition("/")[2] for triple in head][-2:]
        ['creator>', 'license>']
    """
    import pyoxigraph as ox

    given = [
        ox.Triple(iri, triple.predicate, triple.object)
        for predicate in _SHARED
        for triple in like.triples
        if getattr(triple.subject, "value", "") == like.iri and triple.predicate.value == predicate
    ]
    version = "".join(
        triple.object.value
        for triple in given
        if isinstance(triple.object, ox.Literal) and triple.predicate.value == _VERSION
    )
    return [
        ox.Triple(iri, ox.NamedNode(TYPE), ox.NamedNode(ONTOLOGY)),
        ox.Triple(iri, ox.NamedNode(f"{_OWL}versionIRI"), ox.NamedNode(f"{iri.value}/{version}")),
        ox.Triple(iri, ox.NamedNode(f"{_DCTERMS}title"), ox.Literal(title, language="en")),
        ox.Triple(
            iri, ox.NamedNode(f"{_DCTERMS}description"), ox.Literal(description, language="en")
        ),
        *given,
    ]


def _header(whole: ox.NamedNode, modules: Sequence[Module]) -> list[ox.Triple]:
    import pyoxigraph as ox

    part = ox.NamedNode(f"{_DCTERMS}hasPart")
    property_ = ox.NamedNode(f"{_OWL}AnnotationProperty")
    return [
        *header(
            whole,
            modules[0],
            title="Mediagora: " + called(modules).replace("+", ", "),
            description=f"{len(modules)} modules of Mediagora as one ontology.",
        ),
        *(ox.Triple(whole, part, ox.NamedNode(module.iri)) for module in modules),
        # OWL 2 DL wants every annotation property declared.
        ox.Triple(part, ox.NamedNode(TYPE), property_),
    ]
