"""What SHACL says of each parameter, as a table.

The rules are those of the recommendation of 2017 (appendix "Summary of SHACL Syntax Rules"),
narrowed to what both engines take.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from mediagora.validation import names
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediagora.validation.names import Term


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value may be, in words and as a test."""

    words: str
    fits: Callable[[Term], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """What SHACL says of one parameter.

    Attributes:
        kind: What its value is, or each member of its list.
        once: There is one value at most.
        listed: The value is a list.
        property_only: It stands on property shapes alone.
        needs: One of these parameters must stand beside it.
    """

    kind: Kind
    once: bool = False
    listed: bool = False
    property_only: bool = False
    needs: tuple[str, ...] = ()


def _typed(*local: str) -> Callable[[Term], bool]:
    datatypes = {PREFIXES["xsd"] + name for name in local}
    return lambda term: isinstance(term, Literal) and term.datatype.value in datatypes


_STRINGS: Final = _typed("string")
_INTEGERS: Final = _typed("integer")
_BOOLEANS: Final = _typed("boolean")
_DIGITS: Final = re.compile(r"\d{1,9}")
"""The fast engine counts to 2^32."""
_NODE_KINDS: Final = frozenset(
    NamedNode(names.SH + name)
    for name in (
        "BlankNode",
        "IRI",
        "Literal",
        "BlankNodeOrIRI",
        "BlankNodeOrLiteral",
        "IRIOrLiteral",
    )
)

_SEVERITIES: Final = frozenset(
    NamedNode(names.SH + name) for name in ("Info", "Warning", "Violation")
)

_ANY: Final = Kind("anything", lambda _: True)
_AN_IRI: Final = Kind("an IRI", lambda term: isinstance(term, NamedNode))
A_SHAPE: Final = Kind("a shape", lambda term: isinstance(term, NamedNode | BlankNode))
A_LIMIT: Final = Kind(
    "a number, a string, or a value of xsd:date, xsd:dateTime or xsd:time; the engines know no "
    "order of others",
    _typed(
        *("integer", "decimal", "double", "float", "long", "int", "short", "byte"),
        *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
        *("string", "date", "dateTime", "time"),
    ),
)
"""For a year there is xsd:integer: nothing compares to an xsd:gYear, so all would be findings."""
_NO_BLANK: Final = Kind("an IRI or a literal", lambda term: isinstance(term, NamedNode | Literal))
_A_STRING: Final = Kind("a string without a language", _STRINGS)
_A_TEXT: Final = Kind(
    "a string", lambda term: _STRINGS(term) or (isinstance(term, Literal) and bool(term.language))
)
_A_BOOLEAN: Final = Kind(
    "true or false", lambda term: _BOOLEANS(term) and names.plain(term) in {"true", "false"}
)
_A_FLAG: Final = Kind("true or false", _BOOLEANS)
"""Where W3C's suite has a `1`, which is without effect."""

_A_SEVERITY: Final = Kind(
    "sh:Info, sh:Warning, sh:Violation or an IRI of your own",
    lambda term: (
        isinstance(term, NamedNode) and (not term.value.startswith(names.SH) or term in _SEVERITIES)
    ),
)
_A_NUMBER: Final = Kind(
    "a whole number (xsd:integer) of nine digits at most",
    lambda term: _INTEGERS(term) and _DIGITS.fullmatch(names.plain(term)) is not None,
)
_A_NODE_KIND: Final = Kind(
    "one of sh:IRI, sh:BlankNode, sh:Literal, sh:BlankNodeOrIRI, sh:BlankNodeOrLiteral and "
    "sh:IRIOrLiteral",
    lambda term: term in _NODE_KINDS,
)
_AN_ADDRESS: Final = Kind("an IRI as a literal (xsd:anyURI)", _typed("anyURI", "string"))

_COUNTS: Final = ("qualifiedMinCount", "qualifiedMaxCount")
_QUALIFIED: Final = ("qualifiedValueShape",)

RULES: Final = {
    "targetClass": Rule(_AN_IRI),
    "targetNode": Rule(_NO_BLANK),
    "targetSubjectsOf": Rule(_AN_IRI),
    "targetObjectsOf": Rule(_AN_IRI),
    "severity": Rule(_A_SEVERITY, once=True),
    "message": Rule(_A_TEXT),
    "deactivated": Rule(_A_BOOLEAN, once=True),
    "name": Rule(_A_TEXT),
    "description": Rule(_A_TEXT),
    "property": Rule(A_SHAPE),
    "node": Rule(A_SHAPE),
    "not": Rule(A_SHAPE),
    "and": Rule(A_SHAPE, listed=True),
    "or": Rule(A_SHAPE, listed=True),
    "xone": Rule(A_SHAPE, listed=True),
    "class": Rule(_AN_IRI),
    "datatype": Rule(_AN_IRI, once=True),
    "nodeKind": Rule(_A_NODE_KIND, once=True),
    "minCount": Rule(_A_NUMBER, once=True, property_only=True),
    "maxCount": Rule(_A_NUMBER, once=True, property_only=True),
    "minExclusive": Rule(A_LIMIT, once=True),
    "minInclusive": Rule(A_LIMIT, once=True),
    "maxExclusive": Rule(A_LIMIT, once=True),
    "maxInclusive": Rule(A_LIMIT, once=True),
    "minLength": Rule(_A_NUMBER, once=True),
    "maxLength": Rule(_A_NUMBER, once=True),
    "pattern": Rule(_A_STRING, once=True),
    "flags": Rule(_A_STRING, once=True, needs=("pattern",)),
    "languageIn": Rule(_A_STRING, once=True, listed=True),
    "uniqueLang": Rule(_A_FLAG, once=True, property_only=True),
    "equals": Rule(_AN_IRI),
    "disjoint": Rule(_AN_IRI),
    "lessThan": Rule(_AN_IRI, property_only=True),
    "lessThanOrEquals": Rule(_AN_IRI, property_only=True),
    "qualifiedValueShape": Rule(A_SHAPE, once=True, property_only=True, needs=_COUNTS),
    "qualifiedMinCount": Rule(_A_NUMBER, once=True, needs=_QUALIFIED),
    "qualifiedMaxCount": Rule(_A_NUMBER, once=True, needs=_QUALIFIED),
    "qualifiedValueShapesDisjoint": Rule(_A_FLAG, once=True, needs=_QUALIFIED),
    "closed": Rule(_A_BOOLEAN, once=True),
    "ignoredProperties": Rule(_AN_IRI, once=True, listed=True, needs=("closed",)),
    "in": Rule(_ANY, once=True, listed=True),
    "sparql": Rule(Kind("a SPARQL constraint", A_SHAPE.fits)),
    "select": Rule(_A_STRING, once=True),
    "prefix": Rule(_A_STRING, once=True, needs=("namespace",)),
    "namespace": Rule(_AN_ADDRESS, once=True, needs=("prefix",)),
}
NOT_EMPTY: Final = frozenset({"and", "or", "xone"})

CLASSES: Final = frozenset(
    {
        "AbstractResult",
        "ConstraintComponent",
        "NodeKind",
        "NodeShape",
        "Parameter",
        "PrefixDeclaration",
        "PropertyGroup",
        "PropertyShape",
        "ResultAnnotation",
        "SPARQLConstraint",
        "Severity",
        "Shape",
        "ValidationReport",
        "ValidationResult",
        "Validator",
    }
)
"""Types that a node may have, of those that SHACL declares."""
