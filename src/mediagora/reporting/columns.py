"""Cells side by side in a terminal: how wide a column is, and where its text is wrapped."""

from __future__ import annotations

import textwrap
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_GAP: Final = "  "
_NARROWEST_TEXT: Final = 24


def layout(
    columns: Sequence[str], rows: Sequence[Sequence[str]], width: int
) -> tuple[list[str], Callable[[Sequence[str]], list[str]]]:
    r"""Choose widths by some rows, and give the ruled head and what lays out any row under it.

    Words are not broken while the width allows: text is wrapped first, and where names alone are
    too wide to stand side by side, each row becomes a record of its own, without a head.

    Example:
        >>> heading, lay_out = layout(["a", "b"], [["one", "two three"]], 80)
        >>> print("\n".join([*heading, *lay_out(["1", "a longer text"])]))
        a    b
        ---  ---------
        1    a longer
             text
    """
    cells = [[name, *(row[index] for row in rows)] for index, name in enumerate(columns)]
    natural = [max(map(width_of, column)) for column in cells]
    least = [_least(column) for column in cells]
    room = width - len(_GAP) * (len(columns) - 1)
    if sum(least) > room and rows:
        return [], _records(columns, width)
    widths = _fitted(natural, least, room)
    heading = [*_wrapped(columns, widths), _GAP.join("-" * each for each in widths)]
    return heading, lambda row: _wrapped(row, widths)


def spaced(blocks: Iterable[list[str]], *, is_apart: bool) -> Iterator[str]:
    r"""Give rows as text, set apart by an empty line once one of them takes several.

    Args:
        blocks: The lines of each row.
        is_apart: Whether there is to be an empty line from the start.

    Example:
        >>> list(spaced([["a"], ["b", "c"], ["d"]], is_apart=False))
        ['a\n', '\nb\nc\n', '\nd\n']
    """
    between = ""
    for block in blocks:
        is_apart = is_apart or len(block) > 1
        yield (between if is_apart else "") + "".join([f"{line}\n" for line in block])
        between = "\n"


def width_of(text: str) -> int:
    r"""Count the columns that a text takes in a terminal: two a wide character, none an accent.

    Example:
        >>> width_of("日本"), width_of("e\N{COMBINING ACUTE ACCENT}")
        (4, 1)
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"} or "\u1160" <= character <= "\u11ff":
        return 0  # marks, and what a Hangul syllable is written with after its first letter
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _least(column: Sequence[str]) -> int:
    """The width below which a column is no longer read with ease."""
    longest_word = max(width_of(word) for cell in column for word in cell.split() or [""])
    return max(longest_word, min(_NARROWEST_TEXT, max(map(width_of, column))))


def _fitted(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Narrow the column with most to spare, one step at a time, until all fit."""
    widths = list(natural)
    while sum(widths) > room:
        spare = [width - floor for width, floor in zip(widths, least, strict=True)]
        if max(spare) <= 0:
            break
        widths[spare.index(max(spare))] -= 1
    return widths


def _records(columns: Sequence[str], width: int) -> Callable[[Sequence[str]], list[str]]:
    head = max(map(width_of, columns))
    widths = (head, max(width - head - len(_GAP), 1))

    def lay_out(row: Sequence[str]) -> list[str]:
        return [line for pair in zip(columns, row, strict=True) for line in _wrapped(pair, widths)]

    return lay_out


def _wrapped(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [_lines(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for depth in range(max(map(len, wrapped), default=1)):
        parts = [
            part[depth] + " " * (width - width_of(part[depth]))
            if depth < len(part)
            else " " * width
            for part, width in zip(wrapped, widths, strict=True)
        ]
        lines.append(_GAP.join(parts).rstrip())
    return lines


def _lines(text: str, width: int) -> list[str]:
    """Wrap a text between words, and a word where it is too long by itself."""
    taken = width_of(text)
    if taken <= width:
        return [text]
    if taken == len(text):
        return textwrap.wrap(text, width, break_on_hyphens=False)
    lines = [""]  # what textwrap does counts characters, not columns
    for word in text.split():
        joined = f"{lines[-1]} {word}".lstrip()
        if width_of(joined) <= width:
            lines[-1] = joined
        else:
            lines += _broken(word, width)
    return [line for line in lines if line] or [""]


def _broken(word: str, width: int) -> list[str]:
    parts, taken = [""], 0
    for character in word:
        columns = _columns(character)
        if taken + columns > width and taken:
            parts.append("")
            taken = 0
        parts[-1] += character
        taken += columns
    return parts
