"""A difference as Markdown, for a pull request or release notes; as GitHub takes it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final

from mediagora.changes.groups import gist, groups, warnings
from mediagora.changes.naming import short
from mediagora.reporting.layout import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mediagora.changes.groups import Group, Line
    from mediagora.changes.records import Answer, Difference

_LONG: Final = 5
"""Items beyond which a list is folded."""
_VALUES: Final = 20
_ROWS: Final = 20
_ANSWERS: Final = 30
_MAX: Final = 60_000
"""Characters: GitHub refuses comments of more than 65,536."""

_MARKS: Final = {
    "+": "added",
    "-": "removed",
    "~": "changed",
    "evidence +": "evidence added of",
    "evidence -": "evidence removed of",
}
_SPECIAL: Final = re.compile(r"([\\`*_\[\]|~<>&])")
_CALL: Final = re.compile(r"([@#])(?=\w)")
_TICKS: Final = re.compile(r"`+")


def diff_markdown(difference: Difference) -> str:
    """Write a difference as Markdown: gist and suggestion, then by term and platform, then answers.

    Long lists are folded; what would make the text longer than a comment may be is left out, with a
    count.

    Example:
        >>> from mediagora.changes.records import Difference, Side, Suggestion
        >>> side = Side(name="a.ttl", files=1, triples=1, version=None)
        >>> same = Difference(a=side, b=side, suggestion=Suggestion(level="none"), labels={})
        >>> print(diff_markdown(same))
        ## Changes from `a.ttl` to `a.ttl`
        <BLANKLINE>
        No difference.
        <BLANKLINE>
    """
    lines = [f"## Changes from {_code(difference.a.name)} to {_code(difference.b.name)}", ""]
    for words in warnings(difference):
        lines += [f"> **Warning:** {_escaped(words)}", ""]
    if difference.is_equal:
        return "\n".join([*lines, "No difference.", ""])
    lines += [f"**Suggested: {difference.suggestion.level} release.**", ""]
    lines += [f"- {each.level}: {_escaped(each.words)}" for each in difference.suggestion.reasons]
    lines += ["", "| | |", "|---|---|"]
    lines += [f"| {name} | {_escaped(words)} |" for name, words in gist(difference)]
    answers = list(_answers(difference.answers))
    room = _MAX - sum(len(line) + 1 for line in (*lines, *answers))
    lines += _all_groups(groups(difference), room)
    return "\n".join([*lines, *answers, ""])


def _all_groups(told: Sequence[Group], room: int) -> list[str]:
    lines: list[str] = ["", "### By term and platform"] if told else []
    for done, group in enumerate(told):
        block = ["", *_group(group)]
        room -= sum(len(line) + 1 for line in block)
        if room < 0:
            return [*lines, "", f"… and {len(told) - done:,} more; the JSON form has all."]
        lines += block
    return lines


def _group(group: Group) -> list[str]:
    items = [_line(line) for line in group.lines]
    if len(items) > _LONG:
        name = f"<code>{_html(group.name)}</code>"
        head = f"<b>{_html(group.label)}</b> ({name})" if group.label else name
        standing = _html(f": {group.standing}") if group.standing else ""
        return _folded(f"{head}{standing}, {len(items)} lines", items)
    name = _code(group.name)
    head = f"**{_escaped(group.label)}** ({name})" if group.label else name
    if group.standing:
        head += f": {_escaped(group.standing)}"
    return [head, "", *items]


def _folded(summary: str, items: Iterable[str]) -> list[str]:
    return [f"<details><summary>{summary}</summary>", "", *items, "", "</details>"]


def _line(line: Line) -> str:
    values = [_code(value) for value in line.values[:_VALUES]]
    if len(line.values) > _VALUES:
        values.append(f"and {len(line.values) - _VALUES:,} more")
    mark = _MARKS.get(line.mark, line.mark)
    predicate = f" {_code(line.predicate)}" if line.predicate else ""
    return f"- {mark}{predicate} {', '.join(values)}"


def _answers(answers: Sequence[Answer]) -> Iterator[str]:
    if not answers:
        return
    yield from ("", "### Questions answered differently")
    for answer in answers[:_ANSWERS]:
        rows = [
            f"- {word}: {' · '.join(map(_cell, row))}"
            for word, side in (("removed", answer.removed), ("added", answer.added))
            for row in side[:_ROWS]
        ]
        more = len(answer.added) + len(answer.removed) - len(rows)
        if more:
            rows.append(f"- and {more:,} more rows")
        counts = f"{len(answer.added)} added, {len(answer.removed)} removed"
        yield ""
        yield from _folded(f"<code>{answer.query}</code>: {counts}", rows)
    if len(answers) > _ANSWERS:
        yield from ("", f"… and {len(answers) - _ANSWERS:,} more questions.")


def _cell(term: str | None) -> str:
    return "(none)" if term is None else _code(short(term, longest=60))


def _code(text: str) -> str:
    """A code span, in which Markdown, HTML and mentions mean nothing."""
    told = one_line(text) or " "
    ticks = "`" * (max(map(len, _TICKS.findall(told)), default=0) + 1)
    return f"{ticks} {told} {ticks}" if len(ticks) > 1 else f"`{told}`"


def _escaped(text: str) -> str:
    """Text in which Markdown and HTML mean nothing."""
    return _unlinked(_SPECIAL.sub(r"\\\1", one_line(text)))


def _html(text: str) -> str:
    """The same within HTML, where GitHub reads no Markdown."""
    return _unlinked(html.escape(one_line(text), quote=False))


def _unlinked(text: str) -> str:
    """Nobody is called, and nothing linked to, by what somebody's label holds."""
    return _CALL.sub(r"\1<!-- -->", text)
