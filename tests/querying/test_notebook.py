"""What a notebook shows: every value as text, links to the web only, and how much there is."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from mediagora.querying import query
from mediagora.querying.notebook import MOST_ROWS, line, table

if TYPE_CHECKING:
    from collections.abc import Iterator

ALLOWED: Final = {"table", "thead", "tbody", "tr", "th", "td", "a", "span", "p"}


class Page(HTMLParser):
    """The tags of a text, their attributes, and the texts of its cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in {"td", "th", "p"}:
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells and data != "\n":
            self.cells[-1] += data

    @property
    def links(self) -> list[str | None]:
        return [attributes["href"] for tag, attributes in self.tags if tag == "a"]


def test_a_script_in_a_value_stays_text() -> None:
    script = "<script>alert(1)</script>"
    result = query(f'SELECT ("{script}" AS ?a) ("&lt;" AS ?b) {{}}')
    page = Page(result._repr_html_())

    assert {tag for tag, _ in page.tags} <= ALLOWED
    assert page.cells == ["a", "b", script, "&lt;", "1 row"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40), max_size=5))
def test_every_text_is_shown_as_it_is(texts: list[str]) -> None:
    rows = [(text, ox.Literal(text), ox.Literal(text, language="en")) for text in texts]
    page = Page(table(("x", "y", "z"), rows, below=texts) + line("".join(texts)))

    assert {tag for tag, _ in page.tags} <= ALLOWED
    assert all(set(attributes) <= {"class", "style", "lang"} for _, attributes in page.tags)
    shown = [text for text in texts for _ in range(3)]
    assert page.cells == ["x", "y", "z", *shown, *texts, "".join(texts)]


def test_an_iri_of_the_web_is_a_link_and_no_other_is() -> None:
    iris = ["https://w3id.org/mediagora/platform/facebook", "http://a.example/?x=1&y='2'"]
    others = ["javascript:alert(1)", "urn:x:y", "file:///etc/passwd", "data:text/html,x"]
    page = Page(table(("x",), [(ox.NamedNode(iri),) for iri in iris + others]))

    assert page.links == iris
    assert page.cells[1:3] == ["platform:facebook", iris[1]]
    titles = [attributes["title"] for _, attributes in page.tags if "title" in attributes]
    assert titles == iris + others


def test_no_more_rows_are_taken_than_are_shown() -> None:
    def rows() -> Iterator[list[str]]:
        yield from [["x"]] * MOST_ROWS
        message = "one row more was taken"
        raise AssertionError(message)

    assert table(("x",), rows()).count("<td") == MOST_ROWS


def test_a_long_value_is_cut() -> None:
    assert len(table(("x",), [("x" * 1_000_000,)])) < 2_000


def test_how_many_rows_there_are_is_told() -> None:
    everything = query("SELECT * { ?s ?p ?o }", limit=1234)
    page = Page(everything._repr_html_())

    assert len(page.cells) == 3 * (MOST_ROWS + 1) + 1
    assert page.cells[-1] == "the first 60 of 1,234 rows and more, which the limit left out"
    assert "1,234 rows and more" in repr(everything)


def test_an_ask_is_yes_or_no_and_a_graph_its_triples() -> None:
    graph = query("CONSTRUCT { <urn:a> <urn:b> 1, 2 } WHERE {}")

    assert Page(query("ASK {}")._repr_html_()).cells == ["yes"]
    assert repr(query("ASK { <urn:a> ?p ?o }")) == "<Result: no>"
    assert Page(graph._repr_html_()).cells[:3] == ["subject", "predicate", "object"]
    assert Page(graph._repr_html_()).cells[-1] == "2 triples"
    assert repr(graph) == "<Result: 2 triples>"


def test_notes_are_shown() -> None:
    result = replace(query("SELECT * {}"), notes=("<b> is declared nowhere",))

    assert Page(result._repr_html_()).cells[-1] == "<b> is declared nowhere"


def test_a_prompt_shows_the_question_and_its_columns() -> None:
    result = query("who-has-feature", feature="marketplace")

    assert repr(result) == "<Result features/who-has-feature: 2 rows (platform, name, has)>"
