"""Places of statements in Turtle, TriG, N-Triples and N-Quads.

A walk through the document chooses the statements in which what is sought may stand, by how names
are written. pyoxigraph reads those for their triples, rdflib for the places of their terms; where
the two do not agree, only the subject is placed.
"""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from codecs import BOM_UTF8
from itertools import chain
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from mediagora.reading.forward import Forward
from mediagora.reading.linemap import LineMap
from mediagora.reading.pairing import pairs
from mediagora.reading.prologue import Prologue, Spellings
from mediagora.reading.seeking import is_sought
from mediagora.reading.spans import Directive, Placed, Span
from mediagora.reading.statements import Declaration, statements
from mediagora.reading.termspans import Node, Term, TermReader, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mediagora.reading.inputs import Source
    from mediagora.reading.spans import Sought
    from mediagora.reading.statements import Statement
    from mediagora.reading.termspans import Terms

_FORMATS: Final = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TURTLE,  # a statement is read alone, without the graph around it
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
}
_BATCH: Final = 1 << 18
"""Bytes of statements that are read at once."""

_MAX_PLACED: Final = 4 << 20
"""Bytes of a statement beyond which only its subject is placed."""

_MAX_OCCURRENCES: Final = 1_000
"""Places of a text beyond which it is no help: all those statements would be read."""

_MAY_BE_BLANK: Final = re.compile(rb"[\[(]|_:")


def locate_turtle(source: Source, sought: Sought, *, blanks_before: int) -> Iterator[Placed]:
    """As `mediagora.reading.locating.locate`, for Turtle and the formats beside it.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> from mediagora.reading.spans import Sought
        >>> source = Source("a.ttl", "turtle", b"<urn:a> <urn:b> 1, 2 .")
        >>> for placed in locate_turtle(source, Sought(everything=True), blanks_before=0):
        ...     print(placed.object)
        Span(line=1, column=17, end_line=1, end_column=18)
        Span(line=1, column=20, end_line=1, end_column=21)
    """
    document = _Document(source)
    chosen: Iterable[Statement | Declaration]
    if sought.everything or sought.blanks:
        chosen, is_numbered = document.chosen(sought, with_blanks=True), True
    else:
        chosen = list(document.chosen(sought))
        is_numbered = any(document.may_be_blank(each) for each in chosen)
        if is_numbered:  # the blank nodes before it count
            chosen = document.chosen(sought, with_blanks=True)
    placer = _Placer(document, sought, _Numbers(blanks_before) if is_numbered else None)
    batch: list[Statement] = []
    size = 0
    for each in chosen:
        is_declaration = isinstance(each, Declaration)
        if batch and (is_declaration or size >= _BATCH):
            yield from placer.place(batch)
            batch, size = [], 0
        if isinstance(each, Declaration):
            placer.prologue.declare(document.data, each)
        else:
            batch.append(each)
            size += each.end - each.start
    yield from placer.place(batch)


def directives_turtle(source: Source) -> list[Directive]:
    """As `mediagora.reading.locating.directives`, for Turtle and TriG.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> [directive] = directives_turtle(Source("a.ttl", "turtle", b"PREFIX e: <urn:e:>"))
        >>> directive.prefix, directive.iri, directive.span.column
        ('e', 'urn:e:', 11)
    """
    document = _Document(source)
    places = Forward(document.data)
    found = []
    for each in statements(document.data, source.format):
        if isinstance(each, Declaration):
            start, end = each.iri_start, each.iri_end
            written = _decoded(document.data[start:end])
            prefix = None if each.prefix is None else _decoded(each.prefix[:-1])
            span = places.within(start, LineMap(written).span(0, len(written)))
            found.append(Directive(prefix, written[1:-1], span))
    return found


class _Document:
    """The bytes of a document, and which of its statements may matter."""

    def __init__(self, source: Source) -> None:
        self.data = source.read().removeprefix(BOM_UTF8)
        self.format = source.format
        self.rdf_format = _FORMATS[source.format]

    def chosen(
        self, sought: Sought, *, with_blanks: bool = False
    ) -> Iterator[Statement | Declaration]:
        """Give the directives, and the statements in which what is sought may stand."""
        data = self.data
        prologue = Prologue(self.rdf_format)
        subjects, objects = Spellings(sought.subjects), Spellings(sought.objects)
        texts = sorted(chain.from_iterable(_occurrences(data, each) for each in sought.literals))
        for each in statements(data, self.format):
            if isinstance(each, Declaration):
                declared = prologue.declare(data, each)
                for spellings in (subjects, objects):
                    spellings.declare(*declared)
                yield each
            elif (
                sought.everything
                or subjects.may_be(data[each.start : each.subject_end])
                or objects.may_be_in(data, each.start, each.end)
                or bisect(texts, each.end) > bisect_left(texts, each.start)
                or (with_blanks and self.may_be_blank(each))
            ):
                yield each

    def may_be_blank(self, each: Statement | Declaration) -> bool:
        """Tell whether a statement may hold blank nodes; none does without these marks."""
        return _MAY_BE_BLANK.search(self.data, each.start, each.end) is not None


def _occurrences(data: bytes, text: str) -> list[int]:
    """Where the text of a literal stands, if it is written without escapes and not everywhere."""
    written = text.encode()
    found: list[int] = []
    at = data.find(written) if written else -1
    while at >= 0:
        if len(found) == _MAX_OCCURRENCES:
            return []
        found.append(at)
        at = data.find(written, at + len(written))
    return found


class _Numbers:
    """The blank nodes of a document by number, as `mediagora.validation.blanks.Numbers` has it."""

    def __init__(self, before: int) -> None:
        self._last = before
        self._labelled: dict[str, int] = {}

    def names(self, triples: Iterable[Triple], *, has_labels: bool) -> dict[str, str]:
        """Give the names of a statement's blank nodes; nodes without a label are not kept."""
        known = self._labelled if has_labels else {}
        names = {}
        for triple in triples:
            for node in (triple.subject, triple.object):
                if isinstance(node, BlankNode):
                    number = known.setdefault(node.value, self._last + 1)
                    self._last = max(self._last, number)
                    names[node.value] = f"b{number}"
        return names


class _Placer:
    """Reads statements and gives those that are sought with their places."""

    def __init__(self, document: _Document, sought: Sought, numbers: _Numbers | None) -> None:
        self.prologue = Prologue(document.rdf_format)
        self._document = document
        self._data = document.data
        self._sought = sought
        self._numbers = numbers
        self._places = Forward(document.data)
        self._reader = TermReader()

    def place(self, batch: list[Statement]) -> Iterator[Placed]:
        if not batch:
            return
        self._reader.declare(self.prologue.prefixes, self.prologue.base)
        texts = [self._data[each.start : each.end] + b" ." * (not each.has_dot) for each in batch]
        for statement, text, triples in zip(batch, texts, self.prologue.read(texts), strict=True):
            if triples is None:
                self._numbers = None  # what comes later cannot be counted
                continue
            if self._numbers is None and self._document.may_be_blank(statement):
                continue
            names = self._numbers.names(triples, has_labels=b"_:" in text) if self._numbers else {}
            wanted = {id(triple) for triple in triples if is_sought(triple, self._sought, names)}
            if wanted:
                for triple, places in self._placed(statement, _decoded(text), triples):
                    if id(triple) in wanted:
                        yield Placed(_told(triple, names), *places)

    def _placed(
        self, statement: Statement, text: str, triples: list[Triple]
    ) -> Iterator[tuple[Triple, tuple[Span | None, Span | None, Span | None]]]:
        lines = LineMap(text)

        def span(term: Term) -> Span | None:
            start, end = term.start, term.end
            if isinstance(term.value, Node):
                start, end = term.value.head.start, term.value.head.end
            if start < 0:
                return None
            return self._places.within(statement.start, lines.span(start, end))

        found = self._pairs(text, triples)
        if found is not None:
            for triple, terms in found:
                yield triple, (span(terms[0]), span(terms[1]), span(terms[2]))
            return
        written = _decoded(self._data[statement.start : statement.subject_end])
        place = span(Term(None, 0, len(written))) if written else None
        for triple in triples:
            subject = triple.subject
            is_top = written == str(subject) if isinstance(subject, BlankNode) else written
            yield triple, (place if is_top else None, None, None)

    def _pairs(self, text: str, triples: list[Triple]) -> list[tuple[Triple, Terms]] | None:
        def same(term: Term, wanted: NamedNode | Literal) -> bool:
            value, found = term.value, wanted.value
            if isinstance(value, str):
                is_same = value == found and isinstance(value, Text) == isinstance(wanted, Literal)
            else:
                is_same = text[term.start : term.end] == found
            # The two may read an IRI or a string in different ways: what is written decides.
            return is_same or (
                term.start >= 0 and self.prologue.says(text[term.start : term.end], wanted)
            )

        if len(text) > _MAX_PLACED:
            return None
        try:
            return pairs(triples, self._reader.read(text), same)
        except Exception:  # of whatever kind: rdflib cannot read what pyoxigraph has read
            return None


def _decoded(data: bytes) -> str:
    """No other text comes here unless the document has changed since it was read."""
    return data.decode(errors="replace")


def _told(triple: Triple, names: dict[str, str]) -> Triple:
    """The triple as the rest of Mediagora has it: blank nodes by number, strings of RDF 1.1."""
    subject, predicate, value = triple
    if isinstance(subject, BlankNode):
        subject = BlankNode(names[subject.value])
    if isinstance(value, BlankNode):
        value = BlankNode(names[value.value])
    elif isinstance(value, Literal) and value.direction:
        value = Literal(value.value, language=value.language)
    return Triple(subject, predicate, value)
