"""Literals are well formed as XML Schema says, and others are not."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from mediagora.reading.lexical import is_well_formed
from mediagora.vocabulary import PREFIXES

XSD = PREFIXES["xsd"]
GOOD = {
    "integer": ["0", "-12", "+7", "007", "123456789012345678901234567890"],
    "decimal": ["0", "1.5", ".5", "5.", "-0.0", "+1"],
    "double": ["1", "1.5e10", "-1E-3", "INF", "-INF", "NaN", ".5e1"],
    "float": ["1", "NaN"],
    "long": ["9223372036854775807", "-9223372036854775808"],
    "byte": ["127", "-128"],
    "unsignedByte": ["0", "255"],
    "positiveInteger": ["1"],
    "nonNegativeInteger": ["0"],
    "negativeInteger": ["-1"],
    "date": ["2024-02-29", "0400-02-29", "12024-02-29", "-0004-02-29", "2025-12-31Z",
             "2025-01-01+14:00", "2025-01-01-05:30"],
    "dateTime": ["2024-02-29T12:00:00", "2024-02-29T23:59:59.123Z", "2024-02-29T24:00:00"],
    "time": ["12:00:00", "23:59:59.5", "24:00:00", "00:00:00Z"],
    "string": ["", "anything"],
    "anyURI": ["anything"],
}  # fmt: skip
BAD = {
    "integer": ["", "abc", "1.0", "1e3", "--1", " 1", "\N{ARABIC-INDIC DIGIT ONE}"],
    "decimal": ["", ".", "1e3", "1,5", "INF"],
    "double": ["", "e1", "1e", "inf", "Infinity", "nan"],
    "float": ["", "x"],
    "long": ["9223372036854775808"],
    "byte": ["128", "-129"],
    "unsignedByte": ["-1", "256"],
    "positiveInteger": ["0"],
    "nonNegativeInteger": ["-1"],
    "negativeInteger": ["0"],
    "date": ["", "2025-02-29", "2025-13-01", "2025-00-10", "25-01-01", "2025-1-1", "1900-02-29",
             "2025-01-01T00:00:00", "2025-01-01+15:00"],
    "dateTime": ["2024-02-29", "2024-02-29T25:00:00", "2024-02-29T12:60:00", "2024-02-29 12:00:00",
                 "2023-02-29T12:00:00", "2024-02-29T24:00:01"],
    "time": ["", "1:00:00", "25:00:00", "12:00", "12:00:60"],
}  # fmt: skip


def literal(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + name))


@pytest.mark.parametrize("name", GOOD)
def test_well_formed_values(name: str) -> None:
    assert [text for text in GOOD[name] if not is_well_formed(literal(text, name))] == []


@pytest.mark.parametrize("name", BAD)
def test_values_that_are_none(name: str) -> None:
    assert [text for text in BAD[name] if is_well_formed(literal(text, name))] == []


def test_unknown_datatypes_are_not_judged() -> None:
    assert is_well_formed(Literal("x", datatype=NamedNode("urn:datatype")))
    assert is_well_formed(literal("x", "gYear"))
    assert is_well_formed(Literal("x", language="en"))
