"""Which literals are values of which datatype (OWL 2 Structural Specification, section 4)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode

from mediagora.reading.lexical import is_well_formed
from mediagora.vocabulary import PREFIXES

_XSD: Final = PREFIXES["xsd"]
_RDF: Final = PREFIXES["rdf"]

_DECIMAL: Final = frozenset({
    "decimal", "integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
    "negativeInteger", "long", "int", "short", "byte", "unsignedLong", "unsignedInt",
    "unsignedShort", "unsignedByte",
})  # fmt: skip
_STRING: Final = frozenset(
    {"string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN"}
)
_ALONE: Final = frozenset({
    "anyURI", "base64Binary", "boolean", "date", "double", "duration", "float", "gDay", "gMonth",
    "gMonthDay", "gYear", "gYearMonth", "hexBinary", "time",
})  # fmt: skip
_FAMILIES: Final = (
    dict.fromkeys((_XSD + name for name in _DECIMAL), "decimal")
    | dict.fromkeys((_XSD + name for name in _STRING), "string")
    | {_XSD + name: name for name in _ALONE}
    | {f"{_XSD}dateTime": "dateTime", f"{_XSD}dateTimeStamp": "dateTime"}
    | {f"{_RDF}langString": "langString", f"{_RDF}XMLLiteral": "XMLLiteral"}
)
"""Datatypes whose value spaces overlap have one family; those of two families share no value."""


def fits(literal: Literal, datatype: NamedNode) -> bool:
    """Tell whether a literal is a value of a datatype; true where either is not known here.

    Example:
        >>> integer = NamedNode(f"{PREFIXES['xsd']}integer")
        >>> fits(Literal(2004), integer), fits(Literal("early"), integer)
        (True, False)
        >>> fits(Literal("2004.0", datatype=NamedNode(f"{PREFIXES['xsd']}decimal")), integer)
        True
    """
    family, wanted = _FAMILIES.get(literal.datatype.value), _FAMILIES.get(datatype.value)
    if family is None or not is_well_formed(literal):
        return family is None
    if wanted is None or literal.datatype == datatype:
        return True
    if family != wanted:
        return False
    if family != "decimal" or datatype.value == f"{_XSD}decimal":
        return True
    value = Decimal(literal.value)
    return value == value.to_integral_value() and is_well_formed(
        Literal(f"{value:.0f}", datatype=datatype)
    )
