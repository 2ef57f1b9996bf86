"""Python values and data frames: the type that fits, and nothing lost."""

from __future__ import annotations

import math
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.errors import EngineError, UsageError
from mediagora.querying import query
from mediagora.querying.frames import frame, value_of
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from mediagora.querying.answer import Term

XSD: Final = PREFIXES["xsd"]


def literal(text: str, datatype: str) -> ox.Literal:
    """A literal of a datatype of XML Schema."""
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


@pytest.mark.parametrize(
    ("text", "datatype", "value"),
    [
        ("2004", "integer", 2004),
        ("-02", "int", -2),
        ("9" * 30, "nonNegativeInteger", int("9" * 30)),
        ("1.50", "decimal", Decimal("1.50")),
        ("1e3", "double", 1000.0),
        ("-INF", "double", -math.inf),
        ("0.5", "float", 0.5),
        ("true", "boolean", True),
        ("0", "boolean", False),
        ("2024-02-29", "date", date(2024, 2, 29)),
        ("2024-02-29T12:30:00", "dateTime", datetime(2024, 2, 29, 12, 30)),
        ("2024-02-29T12:30:00.25Z", "dateTime", datetime(2024, 2, 29, 12, 30, 0, 250000, UTC)),
        (
            "2024-02-29T12:30:00-05:00",
            "dateTime",
            datetime(2024, 2, 29, 12, 30, tzinfo=timezone(timedelta(hours=-5))),
        ),
        ("plain", "string", "plain"),
        ("https://example.org/", "anyURI", "https://example.org/"),
    ],
)
def test_a_literal_is_the_value_that_it_stands_for(text: str, datatype: str, value: Any) -> None:
    found = value_of(literal(text, datatype))

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("abc", "integer"),
        ("1_000", "integer"),
        ("٣", "integer"),
        (" 5", "integer"),
        ("300", "byte"),
        ("9" * 5000, "integer"),
        ("1e3", "decimal"),
        ("NaN", "decimal"),
        ("infinity", "double"),
        ("True", "boolean"),
        ("2023-02-29", "date"),
        ("20240229", "date"),
        ("2024-02-29Z", "date"),  # Python's dates have no zone
        ("-0044-03-15", "date"),
        ("2024-02-29T12:30:00.123456789", "dateTime"),  # and its times no nanoseconds
        ("2024-02-29", "dateTime"),
        ("2024", "gYear"),
    ],
)
def test_what_has_no_exact_value_stays_as_it_is_written(text: str, datatype: str) -> None:
    assert value_of(literal(text, datatype)) == text


def test_other_terms_are_strings() -> None:
    named = ox.NamedNode("urn:a")

    assert value_of(named) == "urn:a"
    assert value_of(ox.BlankNode("b")) == "_:b"
    assert value_of(ox.Literal("chat", language="fr")) == "chat"
    assert value_of(ox.Literal("x", datatype=named)) == "x"
    assert value_of(ox.Triple(named, named, named)) == "<urn:a> <urn:a> <urn:a>"
    assert value_of(None) is None


@given(st.one_of(st.integers(), st.booleans(), st.floats(allow_nan=False), st.dates()))
def test_values_come_back(value: Any) -> None:
    texts = {
        bool: ("boolean", str(value).lower()),
        date: ("date", str(value)),
        float: ("double", repr(value).replace("inf", "INF")),
        int: ("integer", str(value)),
    }
    datatype, text = texts[type(value)]

    assert value_of(literal(text, datatype)) == value


@given(st.text(), st.sampled_from(["integer", "decimal", "double", "boolean", "date", "dateTime"]))
def test_any_text_of_any_datatype_has_a_value(text: str, datatype: str) -> None:
    found = value_of(literal(text, datatype))

    assert found is not None
    if isinstance(found, str):
        assert found == text


DAY: Final = literal("2024-02-29", "date")
INTEGER: Final = literal("7", "integer")
LARGE: Final = literal("9" * 30, "integer")
LOCAL: Final = literal("2024-02-29T12:30:00", "dateTime")
ZONED: Final = literal("2024-02-29T12:30:00+02:00", "dateTime")


@pytest.mark.parametrize(
    ("terms", "dtype", "first"),
    [
        ([INTEGER, None], "Int64", 7),
        ([LARGE, None], "object", int("9" * 30)),
        ([literal("0.5", "decimal"), INTEGER, literal("1e0", "double"), None], "Float64", 0.5),
        ([literal("0.5", "double"), LARGE], "object", 0.5),
        ([literal("9" * 400, "decimal")], "object", Decimal("9" * 400)),
        ([ox.Literal("a"), ox.NamedNode("urn:a"), None], "string", "a"),
        ([literal("true", "boolean"), None], "boolean", True),
        ([DAY, None], "datetime64[s]", pd.Timestamp("2024-02-29")),
        ([LOCAL, None], "datetime64[us]", pd.Timestamp("2024-02-29T12:30")),
        ([ZONED, None], "datetime64[us, UTC]", pd.Timestamp("2024-02-29T10:30Z")),
        ([literal("9999-12-31T23:00:00-02:00", "dateTime")], "object", None),
        ([LOCAL, ZONED], "object", datetime(2024, 2, 29, 12, 30)),
        ([DAY, LOCAL], "object", date(2024, 2, 29)),
        ([INTEGER, ox.Literal("seven"), None], "object", 7),
        ([literal("true", "boolean"), INTEGER], "object", True),
        ([literal("abc", "integer"), None], "string", "abc"),
        ([literal("9999-12-31", "date"), literal("0001-01-01", "date")], "datetime64[s]", None),
    ],
)
def test_a_column_has_the_type_that_fits(
    terms: list[Term | None], dtype: str, first: object
) -> None:
    column = frame(["x"], [(term,) for term in terms])["x"]

    assert str(column.dtype) == dtype
    assert first is None or column[0] == first
    assert [pd.isna(value) for value in column] == [term is None for term in terms]


def test_columns_without_values_and_frames_without_rows() -> None:
    assert frame(["x"], [(None,)])["x"].isna().all()
    assert frame(["b", "a"], []).columns.tolist() == ["b", "a"]
    assert frame([], [(), ()]).shape == (2, 0)


def test_a_result_gives_values_dicts_and_a_frame() -> None:
    result = query(
        """SELECT ?name ?year ?class { VALUES (?name ?year ?class) {
             ("Tie"@en 2004 <urn:x:C>) ("Knot" "early"^^xsd:integer UNDEF) } }"""
    )
    rows = result.values()

    assert rows[0] == ("Tie", 2004, "urn:x:C")
    assert rows[1].year == "early"
    assert result.to_dicts()[1] == {"name": "Knot", "year": "early", "class": None}
    assert result.to_pandas().columns.tolist() == ["name", "year", "class"]
    assert result.to_pandas()["year"].tolist() == [2004, "early"]


def test_a_graph_gives_its_triples() -> None:
    result = query("CONSTRUCT { <urn:a> <urn:b> 7 } WHERE {}")

    assert result.to_dicts() == [{"subject": "urn:a", "predicate": "urn:b", "object": 7}]
    assert result.values()[0].object == 7
    assert result.to_pandas()["object"].dtype == "Int64"


def test_an_ask_has_no_rows() -> None:
    result = query("ASK {}")

    for give in (result.values, result.to_dicts, result.to_pandas):
        with pytest.raises(UsageError, match=r"bool\(result\)"):
            give()


def test_without_pandas_the_error_tells_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(EngineError, match=r"pip install 'mediagora\[pandas\]'"):
        query("SELECT * {}").to_pandas()
