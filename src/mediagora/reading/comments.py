"""Comments that tell Mediagora to ignore something, and where they stand.

This is no parser: the text is cut into tokens just far enough to tell a comment from a `#` in an
IRI or a string (Turtle 1.1, section 6.5; SPARQL 1.1, section 19.4). Only strings in three quotes go
on in the next line, so that of a large document only the lines are read that hold three quotes or
the words that are looked for. JSON has no comments.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.reading.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.reading.inputs import Source

_BLOCK: Final = 1 << 20
_OVERLAP: Final = 1 << 10
"""Bytes that are read at a time, and those of a block that are looked at with the next one."""

_WORDS: Final = rb"[ \t]*+mediagora[ \t]*+:[ \t]*+ignore(?![\w-])"
_AFTER_HASH: Final = re.compile(rb"#" + _WORDS, re.IGNORECASE)
_IN_XML: Final = re.compile(rb"<!--\s*+" + _WORDS, re.IGNORECASE)
"""Both start with a character that is searched for quickly."""

_LANDMARK: Final = re.compile(rb"\"\"\"|'''|" + _AFTER_HASH.pattern, re.IGNORECASE)

# A string that is never closed goes on to the end, so that it is looked through once.
_TOKEN: Final = re.compile(
    rb"""
    (?P<end>\r\n|\r|\n)
  | (?P<comment>\#[^\r\n]*+)
  | <[^\x00-\x20<>"{}]*+>
  | \\[^\r\n]
  | \"\"\"[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*(?:\"\"\"|\\?\Z)
  | \'\'\'[^'\\]*+(?:(?:\\.|'(?!''))[^'\\]*+)*(?:\'\'\'|\\?\Z)
  | "[^"\\\r\n]*+(?:\\[^\r\n][^"\\\r\n]*+)*"
  | '[^'\\\r\n]*+(?:\\[^\r\n][^'\\\r\n]*+)*'
    """,
    re.VERBOSE | re.DOTALL,
)
_XML_TOKEN: Final = re.compile(
    rb"(?P<comment><!--.*?(?:-->|\Z))|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL
)


class Comment(NamedTuple):
    """A comment that starts with `mediagora: ignore`, in any case.

    Attributes:
        text: From these words on, to the end of the comment or the next of its kind.
        span: Its place, with the mark that opens it.
        alone: Whether nothing stands before it on its line.
    """

    text: str
    span: Span
    alone: bool


def comments(source: Source) -> Iterator[Comment]:
    r"""Find the comments that start with `mediagora: ignore`, or have it after another `#`.

    Args:
        source: A document or a query, which a parser has taken; of others as much is found as can
            be told.

    Raises:
        InputError: It has more than `max_bytes` (`MG004`).
        UsageError: The file cannot be read.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> text = b'<urn:#a> <urn:b> "# no" . # why # mediagora: ignore[MG203]\n'
        >>> [comment] = comments(Source("a.ttl", "turtle", text))
        >>> comment.text, comment.span.column, comment.alone
        ('mediagora: ignore[MG203]', 33, False)
    """
    is_xml = source.format == "rdfxml"
    words = _IN_XML if is_xml else _AFTER_HASH
    if source.format == "jsonld" or not _holds(source, words):
        return
    data = source.read()
    position = len(BOM_UTF8) if data.startswith(BOM_UTF8) else 0
    line, line_start = 1, position
    for start, end in _in_xml(data) if is_xml else _after_hash(data, position):
        line += _line_ends(data, position, start)
        line_start = max(line_start, _line_start(data, position, start))
        position = start
        for first, last in _with(words, data, start, end, once=is_xml):
            yield Comment(
                _text(data[first:last]),
                _span(data, (line, line_start), first, last),
                alone=not data[line_start:first].strip(),
            )


def _holds(source: Source, words: re.Pattern[bytes]) -> bool:
    """Tell whether a document has the words, without holding all of a large file in memory."""
    if isinstance(source.data, bytes):
        return words.search(source.data) is not None
    source.size()
    before = b""
    try:
        with source.data.open("rb") as stream:
            while block := stream.read(_BLOCK):
                if words.search(before + block):
                    return True
                before = block[-_OVERLAP:]
    except OSError:
        return True  # which `read` tells better
    return False


def _after_hash(data: bytes, position: int) -> Iterator[tuple[int, int]]:
    """Where comments start and end, in lines with landmarks."""
    is_plain = b'"""' not in data and b"'''" not in data
    landmarks = _AFTER_HASH if is_plain else _LANDMARK
    while landmark := landmarks.search(data, position):
        start = max(position, _line_start(data, position, landmark.start()))
        position = len(data)
        for token in _TOKEN.finditer(data, start):
            if token.lastgroup == "end":
                position = token.end()
                break
            if token.lastgroup == "comment":
                yield token.span()


def _in_xml(data: bytes) -> Iterator[tuple[int, int]]:
    for token in _XML_TOKEN.finditer(data):
        if token.lastgroup == "comment":
            yield token.span()


def _with(
    words: re.Pattern[bytes], data: bytes, start: int, end: int, *, once: bool
) -> Iterator[tuple[int, int]]:
    """The parts of a comment that start with the words; of one in XML, the whole or nothing."""
    if once:
        yield from [(start, end)] if words.match(data, start, end) else []
        return
    found = [hit.start() for hit in words.finditer(data, start, end)]
    yield from pairwise([*found, end])


def _line_ends(data: bytes, start: int, end: int) -> int:
    r"""Count as parsers do: `\n`, `\r` and `\r\n` end a line."""
    ends = data.count(b"\n", start, end) + data.count(b"\r", start, end)
    return ends - data.count(b"\r\n", start, end)


def _line_start(data: bytes, least: int, position: int) -> int:
    """Where the line of a position starts; 0 where that is before `least`."""
    return max(data.rfind(b"\n", least, position), data.rfind(b"\r", least, position)) + 1


def _text(comment: bytes) -> str:
    inner = comment.removeprefix(b"<!--").removesuffix(b"-->").lstrip(b"#")
    return inner.decode(errors="replace").strip()


def _span(data: bytes, line: tuple[int, int], start: int, end: int) -> Span:
    number, line_start = line
    column = 1 + len(data[line_start:start].decode(errors="replace"))
    text = data[start:end].decode(errors="replace").rstrip()
    lines = re.split(r"\r\n|\r|\n", text)
    if len(lines) == 1:
        return Span(number, column, number, column + len(text))
    return Span(number, column, number + len(lines) - 1, 1 + len(lines[-1]))
