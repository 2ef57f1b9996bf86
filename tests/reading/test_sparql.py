"""Queries are parsed and not run; what is wrong with one is told with its place."""

from __future__ import annotations

import time

import pytest

from mediagora import bundle
from mediagora.reading.sparql import MAX_DEPTH, QuerySyntaxError, check


@pytest.mark.parametrize(
    "text",
    [
        "ASK {}",
        "ASK {} # a comment at the end",
        "SELECT * { ?x ?p ?y } VALUES ?x { 1 }",
        "SELECT ?x { ?x a mediagora:WikiPlatform } ORDER BY ?x LIMIT 3",
        "SELECT (COUNT(*) AS ?n) { ?x ?p ?y }",
        "DESCRIBE <urn:a>",
        "CONSTRUCT { ?x ?p 1 } { ?x ?p 2 }",
        "PREFIX e: <urn:e:>\nASK { e:a e:b ?c }",
        "ASK { SERVICE <http://localhost:1/> { ?x ?p ?y } }",
    ],
)
def test_a_query_is_one(text: str) -> None:
    check(text)


def test_the_catalogue_is_of_queries() -> None:
    for file in bundle.query_files():
        check(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("", None, None, "the query is empty"),
        ("SELECT ?x\n{ ?x a ?y", 2, 10, "the query ends too early"),
        ("SELECT ?x {\n ?x a }", 2, 2, "'?x' cannot be read here"),
        ("ASK {\n ?x e:p 1 }", 2, 5, "prefix 'e:' is not declared; add a PREFIX line"),
        ("ASK {\n ?x mediagra:p 1 }", 2, 5,
         "prefix 'mediagra:' is not declared; did you mean 'mediagora:'?"),
        ("ASK { SERVICE <http://localhost:1/> { ?x e:p ?y } }", 1, 42,
         "prefix 'e:' is not declared; add a PREFIX line"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", None, None,
         "an update is refused: queries only read; begin with SELECT, ASK or CONSTRUCT"),
        ("SELECT ?x ?z { ?x a ?y } GROUP BY ?x", 1, 37,
         "a variable is selected that is neither grouped nor aggregated"),
        ("ASK " + "{" * (MAX_DEPTH + 1), None, None,
         f"the query nests its brackets more than {MAX_DEPTH} deep"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(
    text: str, line: int | None, column: int | None, reason: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        check(text)
    error = caught.value
    assert (error.line, error.column, error.reason) == (line, column, reason)


@pytest.mark.parametrize(
    ("text", "line", "column", "shown", "blanks"),
    [
        ("SELECT ?x {\n\t?x\ta 1 foo }", 2, 9, " ?x a 1 foo }", 8),
        ("SELECT ?x {\n\t\t\t?x a\t1 foo }\n", 2, 11, "   ?x a 1 foo }", 10),
        ('SELECT ?x { ?x a "日本" foo }', 1, 23, 'SELECT ?x { ?x a "日本" foo }', 24),
        ('SELECT ?x { ?x a "🎉" foo }', 1, 22, 'SELECT ?x { ?x a "🎉" foo }', 22),
        ('SELECT ?x { ?x a "e\u0301" foo }', 1, 23, 'SELECT ?x { ?x a "e\u0301" foo }', 21),
        ('SELECT ?x {\n\t?x a "日"', 2, 10, ' ?x a "日"', 10),
    ],
)
def test_the_caret_stands_under_the_fault(
    text: str, line: int, column: int, shown: str, blanks: int
) -> None:
    """A tab is one column of the file; a wide character takes two of a terminal, an accent none."""
    with pytest.raises(QuerySyntaxError) as caught:
        check(text)
    error = caught.value
    assert (error.line, error.column) == (line, column)
    assert error.shown == f"\n    {shown}\n    {' ' * blanks}^"


def test_no_query_is_run() -> None:
    numbers = " ".join(map(str, range(900)))
    blocks = " ".join(f"VALUES ?{name} {{ {numbers} }}" for name in "abc")
    started = time.monotonic()
    check(f"ASK {{ {blocks} FILTER(?a + ?b + ?c < 0) }}")  # a thousand million rows
    assert time.monotonic() - started < 20
