"""IRIs that validation looks for, as terms of the store."""

from __future__ import annotations

from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mediagora.vocabulary import NS, PREFIXES

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
"""What pyoxigraph may give as a subject or object; `parse` lets no `Triple` through."""


def plain(term: Term) -> str:
    """Give an IRI in full, the text of a literal, the label of a blank node."""
    return str(term) if isinstance(term, Triple) else term.value


def _in(prefix: str, local: str) -> NamedNode:
    return NamedNode(PREFIXES[prefix] + local)


RDF_TYPE: Final = _in("rdf", "type")
RDF_FIRST: Final = _in("rdf", "first")
RDF_REST: Final = _in("rdf", "rest")
RDF_NIL: Final = _in("rdf", "nil")
RDFS_CLASS: Final = _in("rdfs", "Class")
RDFS_SUBCLASS: Final = _in("rdfs", "subClassOf")
RDFS_SUBPROPERTY: Final = _in("rdfs", "subPropertyOf")
XSD_INTEGER: Final = _in("xsd", "integer")

OWL_AXIOM: Final = _in("owl", "Axiom")
OWL_CLASS: Final = _in("owl", "Class")
ANNOTATED_SOURCE: Final = _in("owl", "annotatedSource")
ANNOTATED_PROPERTY: Final = _in("owl", "annotatedProperty")
ANNOTATED_TARGET: Final = _in("owl", "annotatedTarget")

EQUIVALENT_CLASS: Final = _in("owl", "equivalentClass")
INTERSECTION_OF: Final = _in("owl", "intersectionOf")
ON_PROPERTY: Final = _in("owl", "onProperty")
HAS_VALUE: Final = _in("owl", "hasValue")

DEPRECATED: Final = _in("owl", "deprecated")
REPLACED_BY: Final = _in("dcterms", "isReplacedBy")
ORGANIZATION: Final = _in("org", "Organization")
SOCIAL_MEDIA: Final = NamedNode(NS + "SocialMedia")
MAIN_PURPOSE: Final = NamedNode(NS + "hasMainPurpose")
BROADER_PURPOSE: Final = NamedNode(NS + "broaderPurpose")
CODE: Final = NamedNode(NS + "code")
ABOUT_PROPERTY: Final = NamedNode(NS + "aboutProperty")
MEASURED_AGAINST: Final = NamedNode(NS + "measuredAgainst")
ALT_LABEL: Final = _in("skos", "altLabel")
EXACT_MATCH: Final = _in("skos", "exactMatch")

SH: Final = PREFIXES["sh"]
SH_PATH: Final = _in("sh", "path")
SH_PROPERTY: Final = _in("sh", "property")
SH_NODE_SHAPE: Final = _in("sh", "NodeShape")
SH_PROPERTY_SHAPE: Final = _in("sh", "PropertyShape")
SH_MESSAGE: Final = _in("sh", "message")
SH_SEVERITY: Final = _in("sh", "severity")
SH_DEACTIVATED: Final = _in("sh", "deactivated")
SH_MAX_INCLUSIVE: Final = _in("sh", "maxInclusive")
SH_TARGET_CLASS: Final = _in("sh", "targetClass")
SH_TARGET_NODE: Final = _in("sh", "targetNode")
SH_TARGET_SUBJECTS_OF: Final = _in("sh", "targetSubjectsOf")
SH_TARGET_OBJECTS_OF: Final = _in("sh", "targetObjectsOf")
