"""Which literal is a value of which datatype."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from mediagora.reasoning.datatypes import fits
from mediagora.vocabulary import PREFIXES

XSD = PREFIXES["xsd"]


def datatype(name: str) -> ox.NamedNode:
    prefix, _, local = name.rpartition(":")
    return ox.NamedNode(PREFIXES[prefix or "xsd"] + local)


@pytest.mark.parametrize(
    ("value", "of", "wanted", "does"),
    [
        ("2004", "integer", "integer", True),
        ("early", "integer", "integer", False),
        ("2004", "string", "integer", False),
        ("2004", "integer", "decimal", True),
        ("2004.0", "decimal", "integer", True),
        ("2004.5", "decimal", "integer", False),
        ("-1", "integer", "nonNegativeInteger", False),
        ("300", "integer", "byte", False),
        ("127", "integer", "byte", True),
        ("1", "double", "float", False),
        ("1", "double", "decimal", False),
        ("2004", "gYear", "integer", False),
        ("2004-02-30", "date", "date", False),
        ("2004-02-29", "date", "date", True),
        ("2004-02-29T00:00:00Z", "dateTime", "date", False),
        ("2004-02-29T00:00:00Z", "dateTime", "dateTimeStamp", True),
        ("a b", "string", "token", True),
        ("https://example.org/", "anyURI", "string", False),
        ("x", "rdf:langString", "rdf:langString", True),
        ("whatever", "owl:real", "integer", True),
        ("x", "string", "rdfs:Literal", True),
    ],
)
def test_values_and_others(value: str, of: str, wanted: str, does: bool) -> None:  # noqa: FBT001 -- pytest's
    literal = (
        ox.Literal(value, language="en")
        if of == "rdf:langString"
        else ox.Literal(value, datatype=datatype(of))
    )
    assert fits(literal, datatype(wanted)) is does


def test_what_is_not_known_here_fits() -> None:
    mine = ox.NamedNode("urn:x:mine")
    assert fits(ox.Literal("x", datatype=mine), datatype("integer"))
    assert fits(ox.Literal("x"), mine)
    assert fits(ox.Literal("x", datatype=mine), mine)


def test_a_number_of_many_digits_is_one() -> None:
    digits = "9" * 400
    assert fits(ox.Literal(f"{digits}.0", datatype=datatype("decimal")), datatype("integer"))
    assert not fits(ox.Literal(f"{digits}.5", datatype=datatype("decimal")), datatype("integer"))
