"""What the tests of places ask of every document in Turtle, TriG, N-Triples and N-Quads."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from mediagora.reading.locating import directives, locate
from mediagora.reading.parsing import chunks
from mediagora.reading.spans import Sought
from mediagora.validation.blanks import Numbers

if TYPE_CHECKING:
    from mediagora.reading.inputs import Source
    from mediagora.reading.spans import Directive, Placed, Span

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
ANY: Final = "<urn:any>"


class Text:
    """A document's text, to be asked for what stands in a span."""

    def __init__(self, data: bytes) -> None:
        self._text = data.removeprefix(BOM_UTF8).decode()
        lengths = map(len, re.findall(r"[^\r\n]*(?:\r\n|\r|\n|\Z)", self._text))
        self._starts = [0, *accumulate(lengths)]

    def at(self, span: Span) -> str:
        assert span.line >= 1
        assert span.column >= 1
        start = self._starts[span.line - 1] + span.column - 1
        end = self._starts[span.end_line - 1] + span.end_column - 1
        assert start <= self._starts[span.line]
        assert start < end <= self._starts[span.end_line]
        return self._text[start:end]


def told(source: Source, before: int = 0) -> list[Triple]:
    """The triples of a document, blank nodes by the numbers that people are told."""
    numbers = Numbers(before)
    triples = []
    for chunk in chunks(source):
        numbers.add(chunk)
        for quad in chunk:
            subject, predicate, value = (
                BlankNode(numbers.of(str(term))[2:]) if isinstance(term, BlankNode) else term
                for term in quad.triple
            )
            triples.append(Triple(subject, predicate, value))
    return triples


def check(source: Source) -> list[Placed]:
    """Place all statements: each is there, each span's text gives its term. Give them back."""
    placed = list(locate(source, Sought(everything=True)))
    assert Counter(each.triple for each in placed) == Counter(told(source))
    text = Text(source.read())
    declared = directives(source) if source.format in {"turtle", "trig"} else []
    for each in placed:
        triple = each.triple
        assert each.subject is not None
        is_list = each.predicate is None
        if each.predicate is None:
            assert triple.predicate.value in {RDF + "first", RDF + "rest"}
        else:
            found = _read(declared, each.predicate, f"{ANY} {text.at(each.predicate)} {ANY}")
            assert found.predicate == triple.predicate
        if each.object is None:
            assert is_list
            assert triple.object == NamedNode(RDF + "nil")
        for term, span in ((triple.subject, each.subject), (triple.object, each.object)):
            if span is not None:
                written = text.at(span)
                found = _read(declared, span, f"{ANY} {ANY} {written}")
                if isinstance(term, BlankNode):
                    assert isinstance(found.object, BlankNode)
                    assert (written[0] in "[(") or written.startswith("_:")
                else:
                    assert found.object == term
    return placed


def _read(declared: list[Directive], span: Span, statement: str) -> Triple:
    """Parse a statement with the directives that stand before a place."""
    before = [each for each in declared if each.span < span]
    lines = [
        f"@base <{each.iri}> ." if each.prefix is None else f"@prefix {each.prefix}: <{each.iri}> ."
        for each in before
    ]

    lines.append(f"{statement} .")
    quads = list(parse("\n".join(lines), format=RdfFormat.TURTLE))
    if statement.startswith(f"{ANY} {ANY}"):
        [found] = [quad.triple for quad in quads if quad.predicate.value == ANY[1:-1]]
    else:
        [found] = [quad.triple for quad in quads]
    return found
