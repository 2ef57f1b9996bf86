"""Parameters: typed, checked, and never part of the query's text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import assume, given
from hypothesis import strategies as st

from mediagora.errors import QueryError, UnknownNameError
from mediagora.querying import query
from mediagora.querying.parameters import TYPES, Parameter, used_in
from mediagora.querying.values import term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mediagora.querying.parameters import Type

GROUPS: Final = "https://w3id.org/mediagora/feature/groups"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
FEATURE: Final = Parameter(name="feature", type="iri", of_class="urn:Feature")
ECHO: Final = "SELECT ?x { BIND (?_text AS ?x) }"

HOSTILE: Final = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(
        st.sampled_from(
            [
                '"', "'", '"""', "\\", "\\u0022", "\\U00000022", ")", "}", "{", "<", ">", "#", "\n",
                "\r", "?_text", " . ?s ?p ?o ", "SERVICE <http://127.0.0.1:9/>", "UNION", "groups",
                "feature:groups", "urn:a", "> ", "^^", "@en", "\0",
            ]
        )
    ).map("".join),
)  # fmt: skip
"""Anything at all, and what breaks out of quotes and brackets where values are pasted."""


def members(_: str) -> list[str]:
    return [GROUPS, "https://w3id.org/mediagora/feature/pages", "https://example.org/my#stories"]


@pytest.mark.parametrize(
    "value", ["groups", "feature:groups", GROUPS, f"<{GROUPS}>", rdflib.URIRef(GROUPS)]
)
def test_iri_by_slug_curie_or_in_full(value: object) -> None:
    assert term(FEATURE, value, members=members) == ox.NamedNode(GROUPS)


def test_slug_in_a_namespace_of_the_users_own() -> None:
    assert term(FEATURE, "stories", members=members).value == "https://example.org/my#stories"


@pytest.mark.parametrize(
    ("value", "nearest"),
    [("grups", ["groups"]), ("feature:grups", ["groups"]), ("urn:zzz", []), ("", [])],
)
def test_unknown_value_gives_the_nearest(value: str, nearest: list[str]) -> None:
    with pytest.raises(UnknownNameError) as caught:
        term(FEATURE, value, members=members)

    assert caught.value.nearest == nearest


@pytest.mark.parametrize(
    ("value", "nearest"),
    [
        ("mensajes privados", ["private-messages"]),
        ("boards", ["collections"]),
        ("message", ["disappearing-messages", "private-messages", "voice-messages"]),
        ("group", ["groups"]),
        ("facebook", []),
        ("me", []),
    ],
)
def test_unknown_value_is_looked_for_in_labels_and_parts(value: str, nearest: list[str]) -> None:
    with pytest.raises(UnknownNameError) as caught:
        query("who-has-feature", feature=value)

    assert caught.value.nearest == nearest
    assert str(caught.value).startswith(f"there is no value for 'feature' called '{value}'")


@pytest.mark.parametrize("value", ["nonsense", "", "<a b>", "<>", "http://[", "urn:a b"])
def test_what_is_no_iri(value: str) -> None:
    with pytest.raises(QueryError, match="takes an IRI or a CURIE"):
        term(Parameter(name="term", type="iri"), value, members=members)


@pytest.mark.parametrize("value", [2010, "2010", "+2010", rdflib.Literal(2010)])
def test_integer(value: object) -> None:
    year = term(Parameter(name="year", type="integer"), value, members=members)

    assert year == ox.Literal(2010)


@pytest.mark.parametrize(
    ("kind", "value", "spelling"),
    [
        ("decimal", "2.50", "2.50"),
        ("decimal", Decimal("-1.5"), "-1.5"),
        ("decimal", 7, "7"),
        ("boolean", True, "true"),
        ("boolean", "false", "false"),
        ("boolean", rdflib.Literal("true", datatype=rdflib.XSD.boolean), "true"),
        ("date", dt.date(2024, 2, 29), "2024-02-29"),
        ("date", "2024-02-29Z", "2024-02-29Z"),
        ("dateTime", dt.datetime(2024, 2, 29, 12, tzinfo=dt.UTC), "2024-02-29T12:00:00+00:00"),
        ("dateTime", "2024-02-29T12:00:00.5", "2024-02-29T12:00:00.5"),
    ],
)
def test_value_of_each_type(kind: Type, value: object, spelling: str) -> None:
    found = term(Parameter(name="x", type=kind), value, members=members)

    assert found == ox.Literal(spelling, datatype=ox.NamedNode(f"{XSD}{kind}"))


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("decimal", "1e3", "'x' takes a decimal number such as 2.5, not '1e3'"),
        ("decimal", "1,5", "takes a decimal number"),
        ("decimal", float("nan"), "takes a decimal number"),
        ("boolean", "yes", "'x' takes true or false, not 'yes'"),
        ("boolean", "True", "takes true or false"),
        ("boolean", 1, "takes true or false"),
        ("date", "2023-02-29", "'x' takes a date such as 2026-01-31, not '2023-02-29'"),
        ("date", "29.2.2024", "takes a date"),
        ("date", "2024-02-29\n", "takes a date"),
        ("dateTime", "2024-02-29", "takes a date with its time such as"),
        ("dateTime", "2024-02-29 12:00:00", "takes a date with its time"),
    ],
)
def test_what_is_no_value_of_the_type(kind: Type, value: object, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        term(Parameter(name="x", type=kind), value, members=members)


def test_text_in_a_language() -> None:
    [label] = used_in("ASK { BIND (?_label_pt_BR AS ?x) }").values()

    assert label == Parameter(name="label", type="string", language="pt-BR")
    assert term(label, "olá", members=members) == ox.Literal("olá", language="pt-BR")


@pytest.mark.parametrize("kind", [each for each in TYPES if each != "iri"])
def test_ending_of_basil_and_of_grlc(kind: Type) -> None:
    """BASIL writes the prefix of the datatype; either spelling is read."""
    for ending in (kind, f"xsd_{kind}"):
        [found] = used_in(f"ASK {{ BIND (?_x_{ending} AS ?y) }}").values()
        assert found == Parameter(name="x", type=kind)


@pytest.mark.parametrize(
    ("parameter", "value", "nearest"),
    [
        (Parameter(name="x", type="string", values=("table", "csv")), "tabel", ["table"]),
        (Parameter(name="x", type="string", values=("table", "csv")), "", ["table", "csv"]),
        (Parameter(name="x", type="integer", values=("1", "2")), 3, ["1", "2"]),
        (Parameter(name="x", type="iri", values=("feature:groups",)), "grups", ["groups"]),
        (Parameter(name="x", type="iri", values=("feature:groups",)), "urn:a", []),
    ],
)
def test_value_that_is_not_among_those_allowed(
    parameter: Parameter, value: object, nearest: list[str]
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        term(parameter, value, members=members)

    assert caught.value.nearest == nearest


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (Parameter(name="x", type="string", values=("table", "csv")), "csv"),
        (Parameter(name="x", type="integer", values=("1", "2")), "+2"),
        (Parameter(name="x", type="iri", values=("feature:groups",)), "groups"),
        (Parameter(name="x", type="iri", values=("feature:groups",)), GROUPS),
    ],
)
def test_value_that_is_allowed(parameter: Parameter, value: object) -> None:
    term(parameter, value, members=members)


@pytest.mark.parametrize("value", ["China", "C", "", "CN\n", "中国"])
def test_value_that_does_not_match_the_pattern(value: str) -> None:
    country = Parameter(name="country", type="string", pattern="[A-Za-z]{2}", default="CN")

    assert term(country, "de", members=members) == ox.Literal("de")
    with pytest.raises(QueryError) as caught:
        term(country, value, members=members)
    assert str(caught.value) == (
        f"parameter 'country' takes a text of the form [A-Za-z]{{2}} such as CN, not '{value}'"
    )


@pytest.mark.parametrize("value", ["", "20x", "2010.0", 1.5, True, None, "9" * 19, "٣", "1\n"])
def test_what_is_no_integer(value: object) -> None:
    with pytest.raises(QueryError, match="takes an integer"):
        term(Parameter(name="year", type="integer"), value, members=members)


def test_used_in_reads_names_and_types_and_no_comments() -> None:
    text = (
        "#+ ?_no_iri\n# ?_no\nASK { BIND (?_a_iri AS ?a) BIND ($__b AS ?b) BIND (?_a_iri AS ?c) }"
    )

    assert used_in(text) == {
        "a": Parameter(name="a", type="iri"),
        "b": Parameter(name="b", type="string"),
    }


@given(HOSTILE)
def test_string_arrives_as_it_was_given(value: str) -> None:
    """One row, one column, and in it the value itself."""
    result = query(ECHO, text=value)

    assert [str(row.x) for row in result] == [value]


@given(HOSTILE)
def test_iri_is_refused_or_arrives_as_one_term(value: str) -> None:
    try:
        result = query("SELECT ?x { BIND (?_term_iri AS ?x) }", term=value)
    except QueryError:
        return
    (row,) = result.rows
    assert isinstance(row.x, rdflib.URIRef)


@given(HOSTILE)
def test_class_lets_only_its_members_through(value: str) -> None:
    assume(value not in {"groups", "feature:groups"})

    with pytest.raises(UnknownNameError):
        query("who-has-feature", feature=value)


@given(st.integers(min_value=-(10**17), max_value=10**17))
def test_integer_arrives_as_it_was_given(value: int) -> None:
    (row,) = query("SELECT ?x { BIND (?_n_integer AS ?x) }", n=value).rows

    assert int(row.x) == value


def test_value_is_bound_wherever_it_is_read() -> None:
    """In a subquery, an OPTIONAL and a filter as well, where a substitution would not reach."""
    result = query(
        """SELECT ?a ?b ?c {
             { SELECT ?a { BIND (?_text AS ?a) } }
             OPTIONAL { BIND (?_text AS ?b) }
             VALUES ?c { "x" "y" } FILTER (?c = ?_text) }""",
        text="x",
    )

    assert [[str(cell) for cell in row] for row in result] == [["x", "x", "x"]]


def test_parameter_in_the_place_of_a_term_is_explained() -> None:
    with pytest.raises(QueryError, match="read it in a BIND"):
        query("SELECT ?p { ?p mediagora:hasFeature ?_feature_iri }", feature=GROUPS)


def test_unbound_parameter_keeps_its_default() -> None:
    result = query('SELECT ?x { BIND (COALESCE(?_text, "as written") AS ?x) }')

    assert [str(row.x) for row in result] == ["as written"]


def test_members_are_asked_only_where_there_is_a_class() -> None:
    def fail(_: str) -> Iterable[str]:
        raise AssertionError

    ask: Callable[[str], Any] = fail
    assert term(Parameter(name="term", type="iri"), "feature:groups", members=ask).value == GROUPS


def test_short_name_of_several_values_is_no_choice() -> None:
    several = ["https://example.org/a/two", "https://example.org/b/two", f"{GROUPS}/three"]

    def members(_: str) -> list[str]:
        return several

    with pytest.raises(QueryError, match=f"give the IRI, {several[0]} or {several[1]}"):
        term(FEATURE, "two", members=members)
    assert term(FEATURE, several[1], members=members).value == several[1]
    assert term(FEATURE, "three", members=members).value == several[2]
