"""Answers as tables for people: aligned for a terminal, or Markdown, never out of shape."""

from __future__ import annotations

import re
import tracemalloc
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.querying import queries, query
from mediagora.reporting.answers import printed
from mediagora.reporting.columns import layout, spaced, width_of
from reporting.solutions import TERMS, Drawn, graph_of, rows_of, yes

if TYPE_CHECKING:
    from collections.abc import Sequence

GRAPH: Final = "CONSTRUCT WHERE { platform:xing mediagora:launchYear ?year }"
FACEBOOK: Final = ox.NamedNode("https://w3id.org/mediagora/platform/facebook")
ROW: Final = (FACEBOOK, ox.Literal("x"))

WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
CELLS = st.lists(WORDS, max_size=8).map(" ".join)


def table(answer: Any, *, width: int = 80) -> str:
    return "".join(printed(answer, "table", width=width))


def markdown(*rows: tuple[Any, ...], columns: str = "x") -> list[str]:
    return "".join(printed(rows_of(columns, rows), "markdown")).splitlines()


def aligned(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    heading, lay_out = layout(columns, rows, width)
    text = "".join(spaced(map(lay_out, rows), is_apart=False))
    return [*heading, *text.splitlines()]


def test_table_is_aligned_and_short() -> None:
    result = query("SELECT ?a ?b { VALUES (?a ?b) { (feature:groups 'x') (wd:Q1 'yy') } }")

    assert table(result) == (
        "a               b\n--------------  --\nfeature:groups  x\nwd:Q1           yy\n\n2 rows\n"
    )


def test_table_without_rows() -> None:
    assert table(query("SELECT ?a ?b { VALUES (?a ?b) { } }")) == "a  b\n-  -\n\n0 rows\n"


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_yes_or_no(form: str) -> None:
    assert "".join(printed(yes(), form)) == "yes\n"
    assert "".join(printed(query("ASK { platform:xing a platform:xing }"), form)) == "no\n"


def test_table_of_a_graph_shows_its_triples() -> None:
    text = table(query(GRAPH))

    assert re.search(r"^platform:xing +mediagora:launchYear +2003$", text, re.MULTILINE)
    assert text.endswith("1 triple\n")


def test_rows_that_are_too_wide_become_records() -> None:
    result = query(
        "SELECT ?name ?text { VALUES (?name ?text) { (feature:groups 'one two three') } }"
    )

    assert table(result, width=20) == ("name  feature:groups\ntext  one two three\n\n1 row\n")


@pytest.mark.parametrize("question", queries(), ids=lambda each: each.name)
def test_no_answer_of_the_catalogue_is_wider_than_a_terminal(question: object) -> None:
    text = table(query(getattr(question, "name", "")), width=80)

    assert max(map(len, text.splitlines())) <= 80


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=4), st.integers(20, 100))
def test_nothing_is_lost_in_a_table(rows: list[list[str]], width: int) -> None:
    """Whatever is wrapped or broken, all characters are there, in their order within a cell."""
    shown = "".join("\n".join(aligned(["a", "b", "c"], rows, width)).split())

    for row in rows:
        for cell in row:
            for word in cell.split():
                assert len(word) > 8 or word in shown


def test_wide_characters_take_two_columns() -> None:
    lines = aligned(["a", "b"], [["日本", "x"], ["ab", "y"]], 80)

    assert lines[1:] == ["----  -", "日本  x", "ab    y"]


def test_control_characters_do_not_reach_the_terminal() -> None:
    text = table(query("SELECT ?x { BIND ('\\u001b[31mred\\u0007' AS ?x) }"))

    assert "\x1b" not in text
    assert "\x07" not in text


def test_bidi_and_joining_controls_are_shown_too() -> None:
    text = table(rows_of("x", [(ox.Literal("a\u202eb\u200fc"),)]))

    assert "a\\u202eb\\u200fc" in text


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("ab", 2),
        ("日本", 4),
        ("e\u0301", 1),
        ("한국", 4),
        ("\u1112\u1161\u11ab", 2),
        ("😀", 2),
        ("é", 1),
    ],
)
def test_width_of_a_text(text: str, width: int) -> None:
    assert width_of(text) == width


def test_accents_of_their_own_take_no_column() -> None:
    lines = aligned(["a", "b"], [["e\u0301e\u0301", "x"], ["ab", "y"]], 80)

    assert lines[1:] == ["--  -", "e\u0301e\u0301  x", "ab  y"]


@given(st.lists(st.text(st.sampled_from("日本語x e\u0301"), max_size=40), min_size=1, max_size=3))
def test_wide_text_is_wrapped_within_the_terminal(cells: list[str]) -> None:
    columns = ["a", "b", "c"][: len(cells)]
    lines = aligned(columns, [cells], 24)

    assert max(map(width_of, lines)) <= 24
    if len(cells) == 1:
        assert "".join("".join(lines).split()).endswith("".join(cells[0].split()))


def test_what_comes_late_is_wrapped_to_the_width_of_the_first() -> None:
    rows = [(ox.Literal("short"),)] * 1000 + [(ox.Literal("long and longer"),), (ox.Literal("z"),)]
    lines = table(rows_of("x", rows)).splitlines()

    assert lines[:3] == ["x", "-----", "short"]
    assert lines[1001:] == ["short", "", "long", "and l", "onger", "", "z", "", "1002 rows"]


def test_triples_of_a_large_graph_are_all_there() -> None:
    predicate = ox.NamedNode("urn:b")
    triples = [ox.Triple(FACEBOOK, predicate, ox.Literal(n)) for n in range(1500)]

    assert table(graph_of(triples)).endswith("\n1500 triples\n")
    assert [line.split()[2] for line in table(graph_of(triples[9:0:-1])).splitlines()[2:11]] == [
        str(n) for n in range(1, 10)
    ]


@pytest.mark.parametrize("form", ["table", "markdown", "csv", "tsv", "json", "xml"])
def test_memory_stays_as_it_is_however_many_rows(form: str) -> None:
    pieces = printed(rows_of("a b", Drawn(60_000, ROW)), form)
    next(pieces)
    tracemalloc.start()
    length = sum(map(len, pieces))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert length > 600_000
    assert peak < 1_000_000


def test_labels_stand_for_iris() -> None:
    names = {FACEBOOK.value: "Facebook\x1b[2J"}.get
    answer = [(FACEBOOK, ox.NamedNode("https://schema.org/url"), None)]

    assert "".join(printed(rows_of("a b c", answer), "table", names=names)).splitlines()[2] == (
        "Facebook\\x1b[2J  schema:url"
    )
    assert "| [Facebook\\\\x1b\\[2J](https://w3id" in "".join(
        printed(rows_of("a b c", answer), "markdown", names=names)
    )


def test_markdown_to_the_letter() -> None:
    rows = [
        (FACEBOOK, ox.Literal(7), None),
        (ox.NamedNode("urn:a"), ox.Literal(8), ox.BlankNode("b")),
    ]

    assert markdown(*rows, columns="p n none") == [
        "| p | n | none |",
        "| --- | --: | --- |",
        "| [platform:facebook](https://w3id.org/mediagora/platform/facebook) | 7 |  |",
        "| urn:a | 8 | \\_:b |",
    ]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("a|b", r"a\|b"),
        ("a\r\nb", "a b"),
        ("`a`", r"\`a\`"),
        ("<b>&amp;", r"\<b\>\&amp;"),
        ("[a](b)", r"\[a\](b)"),
        ("\\|", r"\\\|"),
        ("*a* _b_ ~c~ $d$", r"\*a\* \_b\_ \~c\~ \$d\$"),
        ("https://a.b www.c.d", r"https\://a.b www\.c.d"),
        ("@all #1", "@<!-- -->all #<!-- -->1"),
        ("\u202ea", r"\\u202ea"),
    ],
)
def test_no_value_breaks_out_of_its_cell(value: str, cell: str) -> None:
    assert markdown((ox.Literal(value),))[2:] == [f"| {cell} |"]


@given(st.lists(st.tuples(TERMS, TERMS), min_size=1, max_size=3))
def test_markdown_has_a_cell_for_each_value(rows: list[tuple[Any, ...]]) -> None:
    lines = markdown(*rows, columns="a b")

    assert len(lines) == 2 + len(rows)
    for line in lines:
        bare = re.sub(r"\\.", "", line)
        assert bare.count("|") == 3
        assert "`" not in bare


def test_a_link_leads_where_the_iri_does() -> None:
    iri = ox.NamedNode("https://example.org/a_(b)?c=1&d=*")

    assert markdown((iri,))[2].endswith(r"](https://example.org/a_\(b\)?c=1&amp;d=*) |")
    assert markdown((ox.NamedNode("javascript:alert(1)"),))[2] == "| javascript:alert(1) |"


def test_triple_terms_are_in_their_own_notation() -> None:
    triple = ox.Triple(FACEBOOK, ox.NamedNode("urn:b"), ox.Literal("c"))

    assert "<urn:b>" in table(rows_of("x", [(triple,)]))
    assert r"\<urn:b\>" in markdown((triple,))[2]
