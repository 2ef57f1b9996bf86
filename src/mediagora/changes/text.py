"""A difference as text: the gist in ten lines, then what differs, by term and platform."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from mediagora.changes.groups import gist, groups, warnings
from mediagora.changes.naming import short
from mediagora.reporting.layout import fields, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediagora.changes.groups import Group, Line
    from mediagora.changes.records import Answer, Difference

_GROUPS: Final = 20
_LINES: Final = 15
_VALUES: Final = 6
_ANSWERS: Final = 8
_ROWS: Final = 3
_CELL: Final = 60


def diff_text(difference: Difference, *, width: int = 80) -> str:
    """Tell a difference to people; long lists are cut, and say how much more there is.

    Args:
        difference: What `diff` gave.
        width: Columns of the terminal.

    Example:
        >>> from mediagora.changes.records import Difference, Side, Suggestion
        >>> side = Side(name="a.ttl", files=1, triples=1, version=None)
        >>> same = Difference(a=side, b=side, suggestion=Suggestion(level="none"), labels={})
        >>> print(diff_text(same))
        a.ttl -> a.ttl: no difference
        <BLANKLINE>
    """
    title = f"{one_line(difference.a.name)} -> {one_line(difference.b.name)}"
    warned = [line for each in warnings(difference) for line in _wrapped("", one_line(each), width)]
    if difference.is_equal:
        return "\n".join([f"{title}: no difference", *warned, ""])
    lines = [title, *warned, *fields(_summary(difference), width)]
    told = groups(difference)
    for group in told[:_GROUPS]:
        lines += ["", *_group(group, width)]
    if len(told) > _GROUPS:
        lines += ["", f"... and {len(told) - _GROUPS:,} more: {_names(told[_GROUPS:])}"]
    lines += _answers(difference.answers, width)
    return "\n".join([*lines, ""])


def _summary(difference: Difference) -> list[tuple[str, str]]:
    level, reasons = difference.suggestion.level, difference.suggestion.reasons
    why = [reason.words for reason in reasons if reason.level == level]
    return [*gist(difference), ("suggested", f"{level} release: {'; '.join(why)}")]


def _group(group: Group, width: int) -> list[str]:
    head = f"{group.label} ({group.name})" if group.label else group.name
    lines = _wrapped("", f"{head}: {group.standing}" if group.standing else head, width)
    for line in group.lines[:_LINES]:
        lines += _line(line, width)
    more = len(group.lines) - _LINES
    return [*lines, f"  ... and {more:,} more lines"] if more > 0 else lines


def _line(line: Line, width: int) -> list[str]:
    values = list(line.values[:_VALUES])
    if len(line.values) > _VALUES:
        values.append(f"and {len(line.values) - _VALUES:,} more")
    return _wrapped(
        "  ", " ".join(filter(None, [line.mark, line.predicate, ", ".join(values)])), width
    )


def _wrapped(indent: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}    ",
        break_on_hyphens=False,
        break_long_words=False,
    )


def _names(told: Iterable[Group]) -> str:
    names = [group.name for group in told]
    shown = ", ".join(names[:_VALUES])
    return f"{shown}, ..." if len(names) > _VALUES else shown


def _answers(answers: Iterable[Answer], width: int) -> list[str]:
    told = list(answers)
    lines = ["", "Questions answered differently"] if told else []
    for answer in told[:_ANSWERS]:
        counts = [
            f"{len(rows):,} {'row' if len(rows) == 1 else 'rows'} {word}"
            for rows, word in ((answer.added, "new"), (answer.removed, "gone"))
            if rows
        ]
        lines += _wrapped("  ", f"{answer.query}: {', '.join(counts)}", width)
        for mark, rows in (("-", answer.removed), ("+", answer.added)):
            for row in rows[:_ROWS]:
                lines.append(_row(mark, row, width))
            if len(rows) > _ROWS:
                lines.append(f"    {mark} ... and {len(rows) - _ROWS:,} more")
    if len(told) > _ANSWERS:
        names = ", ".join(answer.query for answer in told[_ANSWERS:])
        lines += _wrapped("  ", f"... and {len(told) - _ANSWERS:,} more: {names}", width)
    return lines


def _row(mark: str, row: Iterable[str | None], width: int) -> str:
    cells = ("" if each is None else short(each, longest=_CELL) for each in row)
    line = f"    {mark} {' | '.join(cells)}".rstrip()
    return line if len(line) <= width else f"{line[: width - 4]} ..."
