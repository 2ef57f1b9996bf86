"""Answers made by hand, and terms of all kinds for hypothesis to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
from hypothesis import strategies as st

from mediagora.querying.answer import Answer
from mediagora.querying.catalogue import read

if TYPE_CHECKING:
    from collections.abc import Iterable

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
TEXTS: Final = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    ["", " ", " a ", "\r\n", 'a, "b"\n\t', "<&>]]>", "\u2028", "\x85", "|", "日本", "\\"]
)
IRIS: Final = st.builds(
    lambda end: ox.NamedNode(f"https://example.org/{end}"),
    st.text(st.sampled_from("aé/?&=;(),.'*_-~$1"), max_size=8) | st.just("a%20b#c"),
) | st.sampled_from(
    [ox.NamedNode("urn:a"), ox.NamedNode("https://w3id.org/mediagora/platform/facebook")]
)
TEXTUAL: Final = (
    st.builds(ox.Literal, TEXTS)
    | st.builds(ox.Literal, TEXTS, language=st.sampled_from(["en", "pt-br", "zh-hant"]))
    | st.builds(lambda text, of: ox.Literal(text, datatype=of), TEXTS, IRIS)
)
"""Literals that no reader has to turn into a number or a date, which rdflib writes anew."""

LITERALS: Final = TEXTUAL | st.builds(
    lambda value, name: ox.Literal(value, datatype=ox.NamedNode(XSD + name)),
    st.sampled_from(["1", "-01", "+5", "1.50", "5.", "1e3", "INF", "true", "a", " 1 "]),
    st.sampled_from(["integer", "decimal", "double", "boolean", "float", "gYear", "date"]),
)
BLANKS: Final = st.sampled_from([ox.BlankNode("a"), ox.BlankNode("b1")])
TERMS: Final = IRIS | LITERALS | BLANKS
TRIPLES: Final = st.builds(ox.Triple, IRIS | BLANKS, IRIS, TERMS)


def rows_of(columns: str, rows: Iterable[tuple[Any, ...]]) -> Answer:
    """An answer to a `SELECT`; columns are parted by spaces."""
    return Answer("select", read("SELECT * {}"), columns=tuple(columns.split()), solutions=rows)


def graph_of(triples: Iterable[ox.Triple]) -> Answer:
    """An answer to a `CONSTRUCT`."""
    return Answer("graph", read("CONSTRUCT {} {}"), triples=triples)


def yes() -> Answer:
    """An answer to an `ASK`."""
    return Answer("ask", read("ASK {}"), boolean=True)


class Drawn:
    """Gives so many items, and counts how many were asked for."""

    def __init__(self, items: int, item: Any) -> None:
        self.left = items
        self.taken = 0
        self._item = item

    def __iter__(self) -> Drawn:
        return self

    def __next__(self) -> Any:
        if not self.left:
            raise StopIteration
        self.left -= 1
        self.taken += 1
        return self._item
