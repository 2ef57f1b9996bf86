"""The names of OWL and RDF Schema that axioms are written with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Literal, Triple

    Term = NamedNode | BlankNode | Literal | Triple

RDF: Final = PREFIXES["rdf"]
RDFS: Final = PREFIXES["rdfs"]
OWL: Final = PREFIXES["owl"]
XSD: Final = PREFIXES["xsd"]

TYPE: Final = NamedNode(f"{RDF}type")
AXIOM: Final = NamedNode(f"{OWL}Axiom")
SUBCLASS: Final = NamedNode(f"{RDFS}subClassOf")
SUBPROPERTY: Final = NamedNode(f"{RDFS}subPropertyOf")
NOTHING: Final = NamedNode(f"{OWL}Nothing")
THING: Final = NamedNode(f"{OWL}Thing")

DOMAIN: Final = NamedNode(f"{RDFS}domain")
RANGE: Final = NamedNode(f"{RDFS}range")
EQUIVALENT: Final = NamedNode(f"{OWL}equivalentClass")
SAME_PROPERTY: Final = NamedNode(f"{OWL}equivalentProperty")
DISJOINT: Final = NamedNode(f"{OWL}disjointWith")
CHAIN: Final = NamedNode(f"{OWL}propertyChainAxiom")
MEMBERS: Final = NamedNode(f"{OWL}members")
PARTS: Final = NamedNode(f"{OWL}intersectionOf")
ON: Final = NamedNode(f"{OWL}onProperty")
VALUE: Final = NamedNode(f"{OWL}hasValue")
FIRST: Final = NamedNode(f"{RDF}first")
REST: Final = NamedNode(f"{RDF}rest")
NIL: Final = NamedNode(f"{RDF}nil")
TRANSITIVE: Final = NamedNode(f"{OWL}TransitiveProperty")
ALL_DISJOINT: Final = NamedNode(f"{OWL}AllDisjointClasses")

_UNREAD_PREDICATES: Final = frozenset(
    NamedNode(OWL + name)
    for name in (
        "allValuesFrom", "cardinality", "complementOf", "differentFrom", "disjointUnionOf",
        "hasKey", "hasSelf", "inverseOf", "maxCardinality", "maxQualifiedCardinality",
        "minCardinality", "minQualifiedCardinality", "oneOf", "propertyDisjointWith",
        "qualifiedCardinality", "sameAs", "someValuesFrom", "unionOf",
    )
)  # fmt: skip
_UNREAD_TYPES: Final = frozenset(
    NamedNode(OWL + name)
    for name in (
        "AllDifferent", "AllDisjointProperties", "AsymmetricProperty", "FunctionalProperty",
        "InverseFunctionalProperty", "IrreflexiveProperty", "NegativePropertyAssertion",
        "ReflexiveProperty", "SymmetricProperty",
    )
)  # fmt: skip
UNREAD: Final = _UNREAD_PREDICATES | _UNREAD_TYPES
CLASSES: Final = frozenset({NamedNode(f"{OWL}Class"), NamedNode(f"{RDFS}Class")})
TYPES: Final = _UNREAD_TYPES | CLASSES | {TRANSITIVE, ALL_DISJOINT}
PREDICATES: Final = _UNREAD_PREDICATES | {
    SUBCLASS, SUBPROPERTY, DOMAIN, RANGE, EQUIVALENT, SAME_PROPERTY, DISJOINT, CHAIN,
    PARTS, ON, VALUE, FIRST, REST, MEMBERS,
}  # fmt: skip

DATATYPES: Final = frozenset(
    {f"{RDFS}Literal", f"{RDF}langString", f"{RDF}PlainLiteral", f"{RDF}XMLLiteral", f"{OWL}real"}
)


def node(term: Term) -> NamedNode | BlankNode:
    """Give a term that can be a subject.

    Raises:
        TypeError: It cannot.

    Example:
        >>> node(NamedNode("urn:a")).value
        'urn:a'
    """
    if isinstance(term, NamedNode | BlankNode):
        return term
    message = f"{term} cannot be a subject"
    raise TypeError(message)
