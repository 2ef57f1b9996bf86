r"""A document to its top-level statements: where each starts, ends, and how its subject is written.

This is no parser: a lexer, which knows where tokens end, finds the dots (in TriG the braces too)
that end statements. It takes what is in order for granted and is quick: 100,000 statements in some
0.3 s. In N-Triples and N-Quads each line is a statement.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.reading.lexis import BLANK, COMMENT, IRI, SINGLE_QUOTED, STRING, many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.reading.inputs import Format

_MAX_TOKENS: Final = 500
"""Tokens matched at once: a match keeps some memory for each of them."""

_NAME: Final = rb"\w:%\x80-\xff-"
"""Bytes of names, in brackets; a dot within a name stands between two of them."""

_KEYWORD: Final = rb"(?:@|(?i:prefix|base|version)(?![.\\%b]))" % _NAME  # `base:a` is a name

# Before a digit a dot is always part of a number or a name. After a digit it may end a number, and
# before a colon a label: `_in_token` looks closely.
_INNER_DOT: Final = (
    rb"\.(?:(?=[0-9])|(?<=[%b]\.)(?<![0-9]\.)\.*+(?=[\w%%\\\x80-\xff-])|(?<=[0-9]\.)(?=[eE]))"
) % _NAME
_OTHER: Final = many(rb"""[^"'<#.\\@{}]++(?:%b)?""" % _INNER_DOT)
_ESCAPE: Final = rb"\\.(?:\.++(?=[\\%b]))?" % _NAME
_TOKENS: Final = b"(?>(?:(?:%b)%b){0,%d})" % (
    b"|".join((IRI, STRING, COMMENT, _ESCAPE, SINGLE_QUOTED)),
    _OTHER,
    _MAX_TOKENS,
)
_SUBJECT: Final = b"(%b|%b)" % (IRI, many(rb"""[^ \t\r\n<"'#\[\](){};,\\]++|\\."""))

_STATEMENT: Final = re.compile(
    BLANK + rb"(?!%b)" % _KEYWORD + _SUBJECT + _OTHER + _TOKENS + rb"([.{}])?"
)
_MORE: Final = re.compile(b"()" + _OTHER + _TOKENS + rb"([.{}])?")
_NUMBER: Final = re.compile(rb"[+-]?(?:[0-9]++\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NAME_BYTE: Final = re.compile(rb"[.\\%b]" % _NAME)
_MAX_NUMBER: Final = 100
"""Bytes before a dot that are looked at, to tell whether they are a number."""

_DECLARATION: Final = re.compile(
    BLANK
    + rb"(?:(@)(?:prefix|base|version)|(?i:prefix|base|version))"
    + BLANK
    + rb"([^ \t\r\n<#\"']*:)?"
    + BLANK
    + b"(%b|%b|%b)" % (IRI, STRING, SINGLE_QUOTED)
    + rb"(?(1)%b\.)" % BLANK
)
"""A version has a string in the place of the IRI."""

_LINE: Final = re.compile(rb"[ \t]*+(<[^>\r\n]*+>|_:[^\s<]++)?[^\r\n]*+([\r\n]*+)")


class Statement(NamedTuple):
    """Where a statement stands, as offsets of bytes.

    Attributes:
        start: First byte of its subject.
        subject_end: Behind the subject, or `start` where that is not a single token.
        end: Behind its dot, or before the brace that ends it instead; in a format of lines, end of
            the line.
        has_dot: Whether it has a dot of its own.
    """

    start: int
    subject_end: int
    end: int
    has_dot: bool


class Declaration(NamedTuple):
    """Where a prefix or a base is declared, as offsets of bytes.

    Attributes:
        start: First byte, or blanks before it.
        end: Behind it, its dot included.
        prefix: With its colon; `None` for a base.
        iri_start: At the angle bracket that opens the namespace.
        iri_end: Behind the one that closes it.
    """

    start: int
    end: int
    prefix: bytes | None
    iri_start: int
    iri_end: int


def statements(data: bytes, format: Format) -> Iterator[Statement | Declaration]:  # noqa: A002 -- as in Source
    r"""Walk through a document that a parser has taken, in Turtle, TriG, N-Triples or N-Quads.

    What the walker does not know ends the walk: nothing is told of the rest.

    Args:
        data: The document, without a byte order mark.
        format: Its format.

    Example:
        >>> document = b"@prefix e: <urn:e:> .\ne:a e:b 1. e:c e:d 'x.'; e:f [ e:g e:h ] ."
        >>> for found in statements(document, "turtle"):
        ...     print(document[found.start : found.end].decode())
        @prefix e: <urn:e:> .
        e:a e:b 1.
        e:c e:d 'x.'; e:f [ e:g e:h ] .
    """
    return _lines(data) if format in {"ntriples", "nquads"} else _statements(data)


def _lines(data: bytes) -> Iterator[Statement]:
    for line in _LINE.finditer(data):
        start, subject_end = line.span(1)
        if start >= 0:
            yield Statement(start, subject_end, line.start(2), has_dot=True)


def _statements(data: bytes) -> Iterator[Statement | Declaration]:
    pos = 0
    while True:
        found = _STATEMENT.match(data, pos)
        if found is None:
            declared = _DECLARATION.match(data, pos)
            if declared is None:
                return
            if declared[3].startswith(b"<"):
                yield Declaration(pos, declared.end(), declared[2], *declared.span(3))
            pos = declared.end()
            continue
        start, subject_end = found.span(1)
        pos = found.end()
        mark = found[2]
        while mark is None or (mark == b"." and _in_token(data, start, pos - 1)):
            found = _MORE.match(data, pos)
            if found is None or found.end() == pos:  # the end of the document, or unknown
                return
            pos = found.end()
            mark = found[2]
        if mark == b".":
            yield Statement(start, subject_end, pos, has_dot=True)
        elif mark == b"}" and start < pos - 1:
            yield Statement(start, subject_end, pos - 1, has_dot=False)


def _in_token(data: bytes, start: int, dot: int) -> bool:
    """Tell whether a dot that looks like the end of a statement is part of a name after all."""
    if not _NAME_BYTE.match(data, dot + 1):
        return False
    if data[dot + 1 : dot + 2].isdigit():
        return True
    first = dot
    while first > max(start, dot - _MAX_NUMBER):
        if data[first - 2 : first - 1] == b"\\" != data[first - 3 : first - 2]:  # `\,` in a name
            first -= 2
        elif _NAME_BYTE.match(data, first - 1) or data[first - 1 : first] == b"+":
            first -= 1
        else:
            break
    token = data[first:dot]
    if not token or data[first - 1 : first] == b"@":  # after a bracket, an IRI, a language
        return False
    if token.startswith(b"_:") and data[dot + 1 : dot + 2] == b":":
        return False
    return _NUMBER.fullmatch(token) is None
