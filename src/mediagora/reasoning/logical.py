"""The part of a graph that entails something in OWL 2 DL: its axioms and facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyoxigraph as ox

_RDF, _RDFS, _OWL, _XSD = (PREFIXES[name] for name in ("rdf", "rdfs", "owl", "xsd"))
_TYPE: Final = f"{_RDF}type"

_ASIDE: Final = {f"{_OWL}{name}" for name in ("Ontology", "Axiom", "Annotation")}
"""Types of nodes that assert nothing: headers and evidence."""

_OF_AXIOMS: Final = (_RDF, _RDFS, _OWL, _XSD, "http://www.w3.org/2003/11/swrl#")
"""Namespaces of the properties that axioms and rules are written with."""

_ANNOTATIONS: Final = {
    *(f"{_RDFS}{name}" for name in ("comment", "isDefinedBy", "label", "seeAlso")),
    *(f"{_OWL}{name}" for name in ("backwardCompatibleWith", "deprecated", "incompatibleWith")),
    *(f"{_OWL}{name}" for name in ("imports", "priorVersion", "versionInfo", "versionIRI")),
}
_PROPERTIES: Final = {
    f"{_OWL}{kind}Property"
    for kind in (
        *("Object", "Datatype", "Functional", "InverseFunctional", "Transitive"),
        *("Symmetric", "Asymmetric", "Reflexive", "Irreflexive"),
    )
}


def logical(triples: Iterable[ox.Triple]) -> set[ox.Triple]:
    """Leave out what entails nothing in OWL 2 DL (https://www.w3.org/TR/owl2-mapping-to-rdf/).

    That is ontology headers and their imports, evidence (`owl:Axiom` nodes), annotations, and the
    values of properties that nothing declares as an object or data property.

    Example:
        >>> from pyoxigraph import RdfFormat, parse
        >>> text = b'''PREFIX owl: <http://www.w3.org/2002/07/owl#>
        ...   <urn:o> a owl:Ontology ; owl:imports <https://example.org/nowhere> .
        ...   <urn:a> <urn:p> <urn:b> ; <urn:q> <urn:c> . <urn:p> a owl:ObjectProperty .'''
        >>> found = logical(quad.triple for quad in parse(text, RdfFormat.TURTLE))
        >>> sorted(triple.predicate.value for triple in found)
        ['http://www.w3.org/1999/02/22-rdf-syntax-ns#type', 'urn:p']
    """
    stated = set(triples)
    aside, properties = set[object](), set[object]()
    for triple in stated:
        if triple.predicate.value == _TYPE:
            kind = getattr(triple.object, "value", None)
            if kind in _ASIDE:
                aside.add(triple.subject)
            elif kind in _PROPERTIES:
                properties.add(triple.subject)
    return {
        triple
        for triple in stated
        if triple.subject not in aside
        and triple.predicate.value not in _ANNOTATIONS
        and (triple.predicate in properties or triple.predicate.value.startswith(_OF_AXIOMS))
    }
