"""Plain text in columns, for people: titles, wrapped fields, names of sources."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from mediagora.vocabulary import OWN_PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_INDENT = "  "


def title(text: str, width: int) -> list[str]:
    """A title, ruled.

    Example:
        >>> title("Facebook (platform)", 80)
        ['Facebook (platform)', '===================']
    """
    lines = textwrap.wrap(one_line(text), width)
    return [*lines, "=" * max(map(len, lines), default=0)]


def section(name: str, lines: Iterable[str]) -> list[str]:
    """A named part set off by an empty line; nothing at all where it has no lines.

    Example:
        >>> section("Facts", ["  one"])
        ['', 'Facts', '  one']
    """
    body = list(lines)
    return ["", name, *body] if body else []


def paragraph(text: str, width: int) -> list[str]:
    """Wrap a text, indented.

    Example:
        >>> paragraph("one two", 7)
        ['  one', '  two']
    """
    return textwrap.wrap(
        one_line(text),
        width,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT,
        break_on_hyphens=False,
    )


def fields(pairs: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Names on the left, texts wrapped on the right.

    Example:
        >>> fields([("note", "one two"), ("by", "S0")], 12)
        ['  note  one', '        two', '  by    S0']
    """
    head = max((len(name) for name, _ in pairs), default=0)
    lines = []
    for name, text in pairs:
        start = f"{_INDENT}{name:<{head}}{_INDENT}"
        lines += textwrap.wrap(
            one_line(text),
            max(width, len(start) + 1),
            initial_indent=start,
            subsequent_indent=" " * len(start),
            break_on_hyphens=False,
        ) or [start.rstrip()]
    return lines


def source_names(sources: Iterable[str]) -> str:
    """Names of sources, short.

    Example:
        >>> source_names(["https://w3id.org/mediagora/source/S0"])
        'S0'
    """
    return ", ".join(
        source.removeprefix(OWN_PREFIXES["source"])
        if source.startswith(OWN_PREFIXES["source"])
        else shorten(source)
        for source in sources
    )


def one_line(text: str) -> str:
    """One line of text, spaces run together, fit for a terminal.

    Example:
        >>> one_line("one  two")
        'one two'
    """
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    r"""Show control characters, which somebody's text may hold to play tricks on a terminal.

    Example:
        >>> print(printable("one" + chr(27) + "[2J"))
        one\x1b[2J
    """
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )
