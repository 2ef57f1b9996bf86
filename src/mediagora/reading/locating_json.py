"""Where the statements of a JSON-LD document (https://www.w3.org/TR/json-ld11/) stand in its text.

The parser tells no places. So the parts of the document that matter are parsed once more, with
marks in them (`json_marks`): what the parser makes of a mark tells what it made of the place. A
part counts only where, but for the marks, the statements are those of the document itself.
"""

from __future__ import annotations

import re
from itertools import count, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from mediagora.garbage import without_collector
from mediagora.reading.inputs import Source
from mediagora.reading.json_follow import Follower, Same
from mediagora.reading.json_marks import Marks
from mediagora.reading.json_places import decoded, read
from mediagora.reading.json_units import units
from mediagora.reading.json_words import Words, contexts_in
from mediagora.reading.linemap import LineMap
from mediagora.reading.parsing import chunks
from mediagora.reading.seeking import Names, is_sought
from mediagora.reading.spans import Directive, Placed
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

    from mediagora.reading.json_follow import Places
    from mediagora.reading.json_nodes import Place
    from mediagora.reading.json_places import Member, Value
    from mediagora.reading.spans import Sought

    Part = tuple[Place, list[ox.Triple]]
    """Where a part stands, and what it states."""

_BOM: Final = b"\xef\xbb\xbf"
_BASE: Final = "https://no-base.invalid/"
"""For the parser, which otherwise drops what is relative; a document that has that is refused."""
_LARGEST: Final = 1 << 22
"""Characters of one part that are marked: each costs some hundred bytes."""
_DELIMITERS: Final = (":", "/", "?", "#", "[", "]", "@")
"""Ends of an IRI that make its word a prefix (https://www.w3.org/TR/json-ld11/#dfn-prefix)."""
_CONTEXT: Final = re.compile(r'(?<!\\)"@context"[ \t\r\n]*:')
"""The key; in a string its quotes have backslashes before them."""
_SPECIAL: Final[dict[str, str | None]] = {"@base": None, "@vocab": ""}


class _AstrayError(Exception):
    """The statements of a part are not those of the document."""


def locate_jsonld(source: Source, sought: Sought, *, blanks_before: int = 0) -> Iterator[Placed]:
    """Place statements of a JSON-LD document.

    The place of a subject is that of its `@id`, or the opening brace of its object; that of an
    object the value, or the `@id` of an object, or its opening brace; that of a list the brackets.
    What cannot be told apart has the place of the outer object as that of its subject. A document
    of more than four million characters is placed where it is an array, or has its nodes in one
    `@graph`.

    Args:
        source: What the parser took.
        sought: Which statements.
        blanks_before: How many blank nodes there are in the documents before it.

    Raises:
        InputError: It has changed since, and is no JSON-LD any more.
        UsageError: It cannot be read any more.

    Example:
        >>> from mediagora.reading.spans import Sought
        >>> source = Source("a.jsonld", "jsonld", b'{"@id": "urn:a", "urn:p": [1, "b"]}')
        >>> for placed in locate_jsonld(source, Sought(subjects=frozenset({"urn:a"}))):
        ...     print(placed.triple.object.value, placed.object)
        1 Span(line=1, column=28, end_line=1, end_column=29)
        b Span(line=1, column=31, end_line=1, end_column=34)
    """
    data = source.read()
    source = Source(source.path, source.format, data, source.max_bytes)
    originals = _named(source, blanks_before)
    try:
        document = _Document(data.removeprefix(_BOM).decode())
    except ValueError:  # for which the parser has better words
        list(originals)
        return
    given = 0
    try:
        for batch in document.batches():
            for placed in document.placed(document.taken_apart(batch, originals), sought):
                yield placed
                given += 1
    except _AstrayError:
        document.units = document.units.whole()
        originals = _named(source, blanks_before)
        for batch in document.batches():
            parts = document.taken_apart(batch, originals)
            yield from islice(document.placed(parts, sought), given, None)


class _Document:
    """A document, of which parts are parsed on their own."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = LineMap(text)
        self._scheme = next(
            scheme for number in count() if (scheme := f"x-mark{number}:") not in text
        )
        self.units = units(text)

    def batches(self) -> Iterator[list[Place]]:
        """Give the parts, some at a time; one that is too large to be marked is left out."""
        if all(end - start <= _LARGEST for start, end in self.units.places):
            yield from self.units.batches()

    @without_collector()
    def taken_apart(self, batch: list[Place], originals: Iterator[ox.Triple]) -> list[Part]:
        """Tell which of the next statements come from which part.

        Raises:
            _AstrayError: The parts make other statements than the document.
        """
        if len(self.units.places) == 1:
            return [(batch[0], list(originals))]
        parts: list[Part] = [(place, []) for place in batch]
        same = Same()
        triples: list[ox.Triple] = []
        pieces = []
        for number, (start, end) in enumerate(batch):
            pieces += [f'{{"{self._scheme}":{number}}}', self._text[start:end]]
        for triple in self._parsed_apart(pieces):
            if triple.predicate.value == self._scheme:
                triples = parts[int(getattr(triple.object, "value", ""))][1]
                continue
            original = next(originals, None)
            if original is None or not same(triple, original):
                raise _AstrayError
            triples.append(original)
        return parts

    def placed(self, parts: list[Part], sought: Sought) -> Iterator[Placed]:
        """Place the statements of some parts, each with those before it if need be."""
        wanted = [part for part in parts if any(is_sought(each, sought) for each in part[1])]
        if not wanted:
            return
        try:
            found = self._followed(wanted, sought)
        except (_AstrayError, SyntaxError, ValueError):
            if len(wanted) > 1:
                half = len(wanted) // 2
                yield from self.placed(wanted[:half], sought)
                yield from self.placed(wanted[half:], sought)
                return
            found = {}
        number = 0
        for place, triples in wanted:
            for triple in triples:
                if is_sought(triple, sought):
                    places = found.get(number, (place, None, None))
                    yield Placed(triple, *(each and self._lines.span(*each) for each in places))
                number += 1

    @without_collector()
    def _followed(self, parts: list[Part], sought: Sought) -> dict[int, Places]:
        """Find the places of the statements of some parts, by their numbers in these.

        Raises:
            _AstrayError: With marks, they make other statements.
            SyntaxError: With marks, they are not taken.
            ValueError: As that.
        """
        values = [read(self._text, place[0]) for place, _ in parts]
        contexts = [context for value in values for context in contexts_in(value)]
        words = Words(self._text, [*self.units.contexts, *contexts])
        marks = Marks(self._text, words, self._scheme)
        pieces = [marks.add(value) for value in values]
        follower = Follower(marks, self._scheme)
        same = Same()
        every = [triple for _, triples in parts for triple in triples]
        originals = iter(every)
        for triple in self._parsed(pieces):
            if follower.take(triple):
                original = next(originals, None)
                if original is None or not same(triple, original):
                    raise _AstrayError
        if next(originals, None) is not None:
            raise _AstrayError
        numbers = {number for number, each in enumerate(every) if is_sought(each, sought)}
        return dict(follower.places(self._text, words, numbers))

    def _parsed_apart(self, pieces: list[str]) -> Iterator[ox.Triple]:
        try:
            yield from self._parsed(pieces)
        except (SyntaxError, ValueError) as error:
            raise _AstrayError from error

    def _parsed(self, pieces: list[str]) -> Iterator[ox.Triple]:
        import pyoxigraph as ox

        document = "".join([self.units.head, ",".join(pieces), self.units.tail])
        for quad in ox.parse(document, ox.RdfFormat.JSON_LD, base_iri=_BASE):
            yield quad.triple


def _named(source: Source, blanks_before: int) -> Iterator[ox.Triple]:
    names = Names(blanks_before)
    for chunk in chunks(source):
        for quad in chunk:
            yield names.named(quad.triple)


def directives_jsonld(source: Source) -> list[Directive]:
    """Give the namespaces that the contexts of a JSON-LD document declare, each with its place.

    These are its prefixes, `@base`, and `@vocab` as the empty prefix.

    Raises:
        InputError: There are more bytes than the source allows.
        UsageError: It cannot be read.

    Example:
        >>> data = b'{"@context": {"ex": "https://example.org/", "name": "ex:name"}}'
        >>> directives_jsonld(Source("a.jsonld", "jsonld", data))[0].iri
        'https://example.org/'
    """
    text = source.read().removeprefix(_BOM).decode(errors="replace")  # it may have changed
    found = []
    end = 0
    for key in _CONTEXT.finditer(text):
        if key.start() < end:  # in the one before, where it was read
            continue
        context = read(text, key.end())
        end = context.end
        for member in _declarations(context):
            prefix = _SPECIAL.get(member.key, member.key)
            for value in _iris(member.value):
                iri = _string(text, value)
                if iri and (prefix != member.key or _is_namespace(text, member.key, iri)):
                    found.append((value.start, value.end, prefix, iri))
    lines = LineMap(text[:end])
    return [
        Directive(prefix, iri, lines.span(start, end))
        for start, end, prefix, iri in sorted(found, key=itemgetter(0))
    ]


def _declarations(context: Value) -> Iterator[Member]:
    """The members of a context, and of those that its words have for themselves."""
    waiting = [context]
    while waiting:
        value = waiting.pop()
        waiting += value.items or []
        for member in value.members or []:
            yield member
            waiting += [each.value for each in member.value.members or [] if each.key == "@context"]


def _iris(value: Value) -> list[Value]:
    """Where a word says which IRI it stands for."""
    if value.members is None:
        return [value]
    return [member.value for member in value.members if member.key == "@id"]


def _string(text: str, value: Value) -> str:
    written = text[value.start : value.end]
    return decoded(written) if written.startswith('"') else ""


def _is_namespace(text: str, word: str, iri: str) -> bool:
    """Whether a word serves as a prefix; one that cannot may be used as one by mistake."""
    return (
        not word.startswith("@")
        and "://" in iri
        and (iri.endswith(_DELIMITERS) or word in PREFIXES or f'"{word}:' in text)
    )
