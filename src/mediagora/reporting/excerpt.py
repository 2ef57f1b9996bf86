"""Lines of a source with a mark under what is meant, in the columns of a terminal."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.reporting.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mediagora.findings import Finding

ELLIPSIS: Final = "…"
TAB: Final = " " * 4

_FIRST_LINES: Final = 2
"""Lines that are shown of a span over several."""
_COMBINING: Final = {"Mn", "Me"}
_JOINING_JAMO: Final = range(0x1160, 0x1200)
"""Vowels and finals of Hangul, which a terminal joins with the initial before them."""


class Marked(NamedTuple):
    """A line of a source, fit for a terminal.

    Attributes:
        number: Of the line, counted from 1.
        text: The line or the part of it around the mark, tabs expanded.
        indent: Columns before the mark.
        width: Columns of the mark; 0 where there is none.
    """

    number: int
    text: str
    indent: int
    width: int


def columns(text: str) -> int:
    r"""Count the columns that a printable text takes on a terminal.

    Wide and fullwidth characters (Unicode Standard Annex #11) take two, combining ones none.

    Example:
        >>> columns("漢"), columns("e\u0301")
        (2, 1)
    """
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def marked_text(finding: Finding, lines: Mapping[tuple[str, int], str], longest: int) -> str | None:
    """Give what stands at the place of a finding, of several lines the first; `None` if unknown.

    Args:
        finding: Any.
        lines: Text of source lines by path and number.
        longest: Characters beyond which it is cut.
    """
    if finding.path is None or finding.line is None or finding.column is None:
        return None
    line = lines.get((finding.path, finding.line))
    if line is None:
        return None
    start, end = _ends(finding, finding.line, line)
    return line[start : min(end, start + longest)]


def marked_lines(
    finding: Finding, lines: Mapping[tuple[str, int], str], room: int
) -> tuple[list[Marked], bool]:
    """Give the first lines of a finding's span, and whether there are more.

    Args:
        finding: Any.
        lines: Text of source lines by path and number.
        room: Columns that a line may take.
    """
    if finding.path is None or finding.line is None:
        return [], False
    last = max(finding.end_line or finding.line, finding.line)
    if finding.end_column == 1 and last > finding.line:  # ends are no longer part of a span
        last -= 1
    marked = []
    for number in range(finding.line, min(last, finding.line + _FIRST_LINES - 1) + 1):
        line = lines.get((finding.path, number))
        if line is None:
            break
        marked.append(_marked(number, line, *_ends(finding, number, line), room))
    return marked, bool(marked) and last >= finding.line + _FIRST_LINES


def _ends(finding: Finding, number: int, line: str) -> tuple[int, int]:
    """Where a span begins and ends within one of its lines; the same where there is no mark."""
    if finding.column is None:
        return 0, 0
    start = finding.column - 1
    if number != finding.line:
        start = len(line) - len(line.lstrip())
    if finding.end_line in {None, number}:
        end = (finding.end_column or finding.column + 1) - 1
    else:
        end = len(line.rstrip())
    start = max(min(start, len(line)), 0)
    # What is missing at the end of a line is marked behind it.
    return start, max(min(end, len(line)), start + 1)


def _marked(number: int, line: str, start: int, end: int, room: int) -> Marked:
    first, last = _window(line, start, end, room)
    before, after = ELLIPSIS if first else "", ELLIPSIS if last < len(line) else ""
    lead = before + _shown(line[first:start])
    within = _shown(line[start : min(end, last)])
    rest = _shown(line[max(start, min(end, last)) : last])
    width = max(columns(within), 1) if end > start else 0
    return Marked(number, lead + within + rest + after, columns(lead), width)


def _window(line: str, start: int, end: int, room: int) -> tuple[int, int]:
    """Choose which part of a line is shown; never more of it is looked at than can be."""
    if len(line) <= room and columns(_shown(line)) <= room:
        return 0, len(line)
    room = max(room - 2, 1)  # an ellipsis on either side
    span = _fitting(line[start : min(end, start + room)], room)
    within = columns(_shown(line[start : start + span]))
    behind = line[start + span : start + span + room]
    after = min(columns(_shown(behind)), (room - within) // 3)
    before = line[max(start - room, 0) : start]
    first = start - _fitting(before[::-1], room - within - after)
    return first, first + _fitting(line[first : first + room], room)


def _fitting(characters: str, room: int) -> int:
    """How many characters fit."""
    taken = 0
    for number, character in enumerate(characters):
        taken += columns(_shown(character))
        if taken > room:
            return number
    return len(characters)


def _shown(text: str) -> str:
    return text if text.isprintable() else TAB.join(map(shown, text.split("\t")))


def _columns(character: str) -> int:
    if unicodedata.category(character) in _COMBINING or ord(character) in _JOINING_JAMO:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(words: Iterable[str], width: int | None, head: str, hanging: str) -> list[str]:
    """Set words in lines no wider than a width, as far as words allow; none is broken.

    Args:
        words: What is set.
        width: Columns; `None` for one line of any length.
        head: What the first line begins with.
        hanging: What the others begin with.

    Example:
        >>> wrapped(["one", "two", "three"], 9, "- ", "  ")
        ['- one two', '  three']
    """
    lines: list[str] = []
    line: list[str] = []
    taken = columns(head)
    for word in words:
        wide = columns(word) + bool(line)
        if line and width is not None and taken + wide > width:
            lines.append((hanging if lines else head) + " ".join(line))
            line = []
            taken, wide = columns(hanging), wide - 1
        line.append(word)
        taken += wide
    return [*lines, (hanging if lines else head) + " ".join(line)]
