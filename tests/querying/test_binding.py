"""Values bound where a query runs and written where it is sent: the same rows, the same query."""

from __future__ import annotations

import datetime as dt
import decimal
from typing import TYPE_CHECKING, Any, Final, cast

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from mediagora.errors import QueryError
from mediagora.querying.binding import bound, written
from mediagora.querying.parameters import Parameter, used_in
from mediagora.querying.values import term

if TYPE_CHECKING:
    from mediagora.querying.parameters import Term

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
TEXTS: Final = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(
        st.sampled_from(
            [
                '"', "'", '"""', "'''", "\\", "\\u0022", "\\U00000022", "\\u005C", "\\\\u0027",
                "\\n", ")", "}", "{", "<", ">", "#", "\n", "\r", "\t", "?_x", "?_x_iri", "^^",
                "SERVICE <http://127.0.0.1:9/>", "UNION", "} INSERT DATA { <urn:a> <urn:b> 1 }",
                "\0", "@en", " . ?s ?p ?o ", "\N{PILE OF POO}", "u0022", "U0022",
            ]
        )
    ).map("".join),
)  # fmt: skip
"""Anything at all, and what breaks out of quotes and brackets where values are pasted."""

QUERY: Final = """# ?_x
PREFIX e: <http://e.org/?_x>
SELECT ?x ?same ?text ("?_x" AS ?word) ('''it's ?_x ''' AS ?long) {
  VALUES ?text { "a" "groups" }
  { SELECT ?x { BIND (COALESCE(%s, "none") AS ?x) } }
  OPTIONAL { BIND (STR(?x)=?text AS ?same) } # ?_x
  FILTER (<http://e.org/?_x> != e:a)
}"""


def terms() -> st.SearchStrategy[tuple[str, Term]]:
    """A variable and a term that its parameter takes."""

    def of(ending: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[str, Term]]:
        name = f"?_x{ending}"
        [parameter] = used_in(f"ASK {{ BIND ({name} AS ?y) }}").values()
        return values.map(lambda value: (name, term(parameter, value, members=lambda _: ())))

    return st.one_of(
        of("", TEXTS),
        of("_en", TEXTS),
        of("_integer", st.integers(-(10**17), 10**17)),
        of("_xsd_decimal", st.decimals(-(10**9), 10**9, places=4)),
        of("_boolean", st.booleans()),
        of("_date", st.dates(dt.date(1000, 1, 1))),
        of("_dateTime", st.datetimes(dt.datetime(1000, 1, 1))),
        of("_iri", st.from_regex(r"urn:[a-z?_x()&=/@'*+;$!~]{1,20}(#[a-z?_()]*)?", fullmatch=True)),
    )


def rows(text: str, functions: object = None) -> list[tuple[object, ...]]:
    answer = ox.Store().query(text, custom_functions=cast("dict[Any, Any]", functions or {}))
    assert isinstance(answer, ox.QuerySolutions)
    return [tuple(row) for row in answer]


def shape(text: str) -> list[str]:
    """The structure of a query: what it is made of, leaving out every literal and IRI."""
    found: list[str] = []

    def walk(node: object) -> None:
        if hasattr(node, "name") and not isinstance(node, str):
            found.append(str(node.name))
        if isinstance(node, rdflib.term.Identifier):
            found.append(
                type(node).__name__ if not isinstance(node, rdflib.Variable) else str(node)
            )
        elif isinstance(node, dict):
            for key in sorted(node):
                walk(node[key])
        elif isinstance(node, list | tuple):
            for each in node:
                walk(each)

    walk(translateQuery(parseQuery(text)).algebra)
    return found


@given(terms())
def test_bound_and_written_give_the_same_rows(given_: tuple[str, Term]) -> None:
    variable, value = given_
    text = QUERY % variable

    found = rows(written(text, {"x": value}))
    assert found == rows(*bound(text, {"x": value}))
    assert len(found) == 2
    assert [str(row[3]) for row in found] == ['"?_x"', '"?_x"']


@given(terms())
def test_value_arrives_as_it_is(given_: tuple[str, Term]) -> None:
    variable, value = given_
    [[found]] = rows(written(f"SELECT ?x {{ BIND ({variable} AS ?x) }}", {"x": value}))
    [[same]] = rows(f"SELECT ?x {{ VALUES ?x {{ {value} }} }}")

    assert found == same


@settings(max_examples=40)  # rdflib takes its time
@given(TEXTS, TEXTS)
def test_written_value_never_changes_the_structure(one: str, other: str) -> None:
    """Seen by a parser that resolves escapes before it reads, as the specification has it."""
    text = QUERY % "?_x"
    first, second = (written(text, {"x": ox.Literal(value)}) for value in (one, other))
    in_pieces = [text.count("CONCAT") for text in (first, second)]

    if in_pieces == [0, 0]:
        assert shape(first) == shape(second)
    for made, value in ((first, one), (second, other)):
        found = [
            row for row in rdflib.Graph().query(made) if isinstance(row, rdflib.query.ResultRow)
        ]
        if "\r" not in value:  # rdflib reads a carriage return in a string as a line feed
            assert {str(row.x) for row in found} == {value}
        assert len(found) == 2


@given(TEXTS, TEXTS)
def test_text_that_runs_here_does_not_depend_on_the_value(one: str, other: str) -> None:
    texts = {bound(QUERY % "?_x", {"x": ox.Literal(value)})[0] for value in (one, other)}

    assert len(texts) == 1


@pytest.mark.parametrize(
    "text",
    [
        'ASK { BIND ("?_x" AS ?a) }',
        "ASK { BIND ('?_x' AS ?a) }",
        'ASK { BIND ("""a"?_x""\n?_x""" AS ?a) }',
        "ASK { BIND ('''a'?_x''' AS ?a) }",
        'ASK { BIND ("\\"?_x" AS ?a) }',
        "ASK { ?s <http://e.org/?_x> ?o }",
        "PREFIX e: <http://e.org/?_x> ASK { ?s e:a ?o }",
        "ASK { } # ?_x",
        "#+ summary: ?_x\nASK { }",
        "ASK { ?s ?_xy ?x_x }",
    ],
)
def test_what_is_no_variable_stays(text: str) -> None:
    value = {"x": ox.Literal("a")}

    assert written(text, value) == bound(text, value)[0] == text
    assert "x" not in used_in(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FILTER(?a<?_x_iri)", "FILTER(?a< <urn:v> )"),
        ("FILTER(?a<$_x_iri||?_x_iri!=?b)", "FILTER(?a< <urn:v> || <urn:v> !=?b)"),
        ("?s ?p ?__x_iri.", "?s ?p  <urn:v> ."),
    ],
)
def test_variable_is_replaced_as_a_token(text: str, expected: str) -> None:
    assert written(text, {"x": ox.NamedNode("urn:v")}) == expected


def test_parameter_without_a_value_keeps_its_default() -> None:
    text = 'SELECT ?x { BIND (COALESCE(?_x, "as written") AS ?x) }'

    assert written(text, {}) == bound(text, {})[0] == text


def test_backslash_before_u_is_no_escape_anywhere() -> None:
    r"""In a string, `\\u0022` is a backslash and letters, or a quote for who resolves it first."""
    made = written("SELECT ?x { BIND (?_x AS ?x) }", {"x": ox.Literal("a\\u0022 } #")})

    assert "\\u" not in made
    assert [str(row.x) for row in rdflib.Graph().query(made)] == ["a\\u0022 } #"]


@pytest.mark.parametrize("piece", ["a.", "a-", '"\\', '"""\\', "'", "a:", "PREFIX ", "<a"])
def test_longest_text_is_read(piece: str) -> None:
    """Whatever is tried at each place of it and fails; it would take minutes."""
    text = piece * (100_000 // len(piece))

    assert written(text, {"x": ox.Literal("a")}) == text


@pytest.mark.parametrize("value", ["\ud800", "a\udcff"])
@pytest.mark.parametrize("kind", ["string", "iri"])
def test_half_a_character_is_refused(value: str, kind: str) -> None:
    chosen = Parameter(name="x", type="iri" if kind == "iri" else "string")

    with pytest.raises(QueryError, match="no Unicode character"):
        term(chosen, value, members=lambda _: ())


def test_decimal_of_pythons_own() -> None:
    value = term(Parameter(name="x", type="decimal"), decimal.Decimal("1.50"), members=lambda _: ())

    assert value == ox.Literal("1.50", datatype=ox.NamedNode(f"{XSD}decimal"))
