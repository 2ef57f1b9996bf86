"""A large Turtle or N-Triples document to parts that can be parsed each on its own.

This is no parser. Regular expressions find ends of lines at which a statement ends, and the
directives before them; what they do not know for certain is left whole, in the last part.

Why the parts are right: each starts with a line and with the directives in force there. If all of
them parse, the parser of the whole document would stand between two statements at each cut too,
for it reads the same bytes; so the document parses, to the same triples. What is left to chance is
that no directive is missed, which could give a prefix a wrong meaning in silence. The parser takes
one at the start, after a dot that ends a statement or after another directive: there the
expressions are strict. If the document parses, each part does, as none is cut inside a statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from mediagora.reading.lexis import BLANK, COMMENT, IRI, SINGLE_QUOTED, STRING, many

if TYPE_CHECKING:
    from collections.abc import Iterator
    from mmap import mmap

    from mediagora.reading.inputs import Format

_WINDOW: Final = 1 << 16
"""Bytes in which ends of statements are looked for at once."""

_MAX_WINDOW: Final = 1 << 20
"""Longest statement that is looked through: the search may need 200 times as much memory."""

_MAX_PROLOGUE: Final = 1 << 16
"""Bytes of directives beyond which nothing more is cut: every part would carry them all."""


_KEYWORD: Final = rb"(?i:prefix|base|version)"
_INNER_DOT: Final = rb"\.(?![ \t\r\n#]|%b[ \t\r\n#<\"'])" % _KEYWORD
"""Within a name or a number, or between two statements of which the latter is no directive."""
_OTHER: Final = rb"""[^"'<#.\\@{}]*+"""
_TOKEN: Final = b"|".join((IRI, STRING, _INNER_DOT, COMMENT, rb"\\.", SINGLE_QUOTED))
_STATEMENT: Final = b"".join(
    (
        BLANK,
        rb"(?!%b(?![\w.-]*+:))" % _KEYWORD,  # `base:a` and `prefixes:a` are names
        _OTHER + many(rb"(?:%b)%b" % (_TOKEN, _OTHER)),
        rb"\.(?=[ \t\r\n#])",  # not at the end, which may be that of a window
        rb"(?:[ \t]*+(?:%b)?\r?\n)?" % COMMENT,
    )
)
_STATEMENTS: Final = re.compile(many(_STATEMENT))
"""As many as there are, each with the rest of its line if that is blank."""

_DIRECTIVE: Final = re.compile(
    b"".join(
        (
            BLANK,
            rb"(?:(?P<at>@)(?:prefix|base)|(?i:prefix|base)(?=[ \t\r\n#<]))",
            BLANK,
            # The parser refuses a prefix without a name, and a base with one.
            rb"(?P<name>[\w.\x80-\xff-]*+:)?",
            BLANK,
            rb"(?P<iri>(?=<[A-Za-z][A-Za-z0-9+.-]*+:)%b)" % IRI,
            rb"(?(at)%b\.)" % BLANK,
        )
    )
)
"""With an absolute IRI, so that it means the same wherever it stands."""


@dataclass(frozen=True, slots=True)
class Part:
    r"""Some lines of a document, and what to put before them so that they can be parsed alone.

    Attributes:
        start: Offset of the first byte.
        end: Offset after the last byte, where the next part starts.
        prologue: One line, its end included: the directives in force at `start`, if any.
        line: Line at which the part starts, from 1. As the prologue is a line of its own, line `n`
            of what is parsed is line `line + n - 2` of the document; columns are the same.

    Example:
        >>> Part(start=120, end=240, prologue=b"@prefix e: <urn:e:> .\n", line=3).end
        240
    """

    start: int
    end: int
    prologue: bytes
    line: int


def cut(data: bytes | mmap, format: Format, *, size: int) -> list[Part]:  # noqa: A002 -- as in Source
    r"""Cut a document at ends of lines where a statement ends. Together the parts are all of it.

    There is one part where the document is small, of another format than Turtle and N-Triples, or
    where nothing is certain: a relative `@prefix` or `@base`, RDF 1.2, no Turtle at all. The last
    part may be large for these reasons, or for a statement of more than a mebibyte.

    A label such as `_:a` names the same blank node in all parts, so parse them with the labels
    kept. Nodes without a label get random names; processes that were forked from one may draw the
    same names, so spawn them.

    Args:
        data: The document, without a byte order mark.
        format: Its format.
        size: Wished number of bytes in a part, at least 1. A part has as many or more, up to 64 KiB
            or twice the length of a long statement; only the last one may have less.

    Example:
        >>> document = b"@prefix e: <urn:e:> .\ne:a e:b 1 .\ne:a e:b 2 .\n"
        >>> for part in cut(document, "turtle", size=24):
        ...     print(part.line, part.prologue + document[part.start : part.end])
        1 b'\n@prefix e: <urn:e:> .\ne:a e:b 1 .\n'
        3 b'@prefix e: <urn:e:> .\ne:a e:b 2 .\n'
    """
    cuts: Iterator[tuple[int, bytes]] = iter(())
    if format == "turtle":
        cuts = _after_statements(data, size)
    elif format == "ntriples":
        cuts = _after_lines(data, size)
    parts = []
    start, prologue, line = 0, b"\n", 1
    for end, following in chain(cuts, [(len(data), b"")]):
        parts.append(Part(start, end, prologue, line))
        line += _line_ends(data[start:end])
        start, prologue = end, following
    return parts


def _after_lines(data: bytes | mmap, size: int) -> Iterator[tuple[int, bytes]]:
    """In N-Triples no statement goes on in the next line (N-Triples, section 2.1)."""
    start = 0
    while start + size < len(data):
        start = data.find(b"\n", start + size - 1) + 1
        if start in {0, len(data)}:
            return
        yield start, b"\n"


def _after_statements(data: bytes | mmap, size: int) -> Iterator[tuple[int, bytes]]:
    directives: dict[bytes | None, bytes] = {}
    start = pos = 0
    window = min(size, _WINDOW)
    while start + size < len(data):
        directive = _DIRECTIVE.match(data, pos, pos + window)
        if directive:
            name, iri = directive.group("name", "iri")
            directives[name] = b"@prefix %b %b ." % (name, iri) if name else b"@base %b ." % iri
            pos = directive.end()
            continue
        statements = _STATEMENTS.match(data, pos, pos + window)
        if statements is None or statements.end() == pos:
            if window >= _MAX_WINDOW or pos + window >= len(data):
                return
            window *= 2
            continue
        pos = statements.end()
        window = min(size, _WINDOW)
        if pos - start >= size and pos < len(data) and data[pos - 1 : pos] == b"\n":
            prologue = b" ".join(directives.values()) + b"\n"
            if len(prologue) > _MAX_PROLOGUE:
                return
            start = pos
            yield pos, prologue


def _line_ends(text: bytes) -> int:
    r"""Count as the parser does: `\n`, `\r` and `\r\n` end a line."""
    found = text.count(b"\n")
    if b"\r" in text:
        found += text.count(b"\r") - text.count(b"\r\n")
    return found
