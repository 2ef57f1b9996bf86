"""Parameters: typed, checked, and never part of the query's text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import assume, given
from hypothesis import strategies as st

from mediagora.errors import QueryError, UnknownNameError
from mediagora.querying import query
from mediagora.querying.parameters import Parameter, bound, term, used_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

GROUPS: Final = "https://w3id.org/mediagora/feature/groups"
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


@given(HOSTILE, HOSTILE)
def test_text_that_runs_does_not_depend_on_the_value(one: str, other: str) -> None:
    texts = {bound(ECHO, {"text": ox.Literal(value)})[0] for value in (one, other)}

    assert len(texts) == 1


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
