"""What `--fix` writes: a document with the mistakes replaced that can be mended for certain."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.publishing.renaming import Renamed, says_the_same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mediagora.findings import Finding
    from mediagora.reading.inputs import Source

_LINES: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class Mended(NamedTuple):
    """A document with fixes applied.

    Attributes:
        data: Its bytes; all but the mended places is as it was.
        applied: The findings that were mended.
    """

    data: bytes
    applied: list[Finding]


def mend(source: Source, findings: Iterable[Finding]) -> Mended:
    r"""Replace the text at the place of each finding by its fix.

    A fix that overlaps an earlier one is left for another run. Afterwards the document states what
    it did, with the right names in place of the wrong ones; a fix after which it would not, because
    a name means something else there, is left out.

    Args:
        source: The document, unchanged since it was checked.
        findings: Of this document; those without a fix or a place are passed over.

    Raises:
        InputError: The document cannot be read as what it was when it was checked.
        UsageError: It cannot be read at all.

    Example:
        >>> from mediagora.findings import Finding, Severity
        >>> from mediagora.reading.inputs import Source
        >>> source = Source("a.ttl", "turtle", b"<urn:a> a <urn:Grup> .\n")
        >>> finding = Finding(code="MG101", severity=Severity.VIOLATION, message="", line=1,
        ...                   column=11, end_line=1, end_column=21, value="urn:Grup",
        ...                   suggestion="urn:Group", fix="<urn:Group>")
        >>> mend(source, [finding]).data
        b'<urn:a> a <urn:Group> .\n'
    """
    data = source.read()
    mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    text = data.removeprefix(mark).decode(errors="surrogateescape")
    starts = list(accumulate((len(line) for line in _LINES.findall(text)), initial=0))
    fixes: list[_Fix] = []
    for (start, end), group in sorted(_by_place(findings, starts).items()):
        after = fixes[-1].end if fixes else 0
        if start >= after and end <= len(text) and len({each.fix for each in group}) == 1:
            fixes.append(_Fix(start, end, group))

    def with_fixes(some: list[_Fix]) -> bytes:
        parts: list[str] = []
        done = 0
        for fix in some:
            parts += text[done : fix.start], fix.findings[0].fix or ""
            done = fix.end
        return mark + "".join([*parts, text[done:]]).encode(errors="surrogateescape")

    def is_right(some: list[_Fix]) -> bool:
        renamed = Renamed(each for fix in some for each in fix.findings)
        mended = replace(source, data=with_fixes(some))
        return says_the_same(replace(source, data=data), mended, renamed)

    kept = _largest(fixes, is_right)
    return Mended(with_fixes(kept), [each for fix in kept for each in fix.findings])


class _Fix(NamedTuple):
    """A place in the text, as offsets, and the findings that want the same there."""

    start: int
    end: int
    findings: list[Finding]


def _largest(fixes: list[_Fix], is_right: Callable[[list[_Fix]], bool]) -> list[_Fix]:
    """Give all fixes if they are right together, else those of each half that are."""
    if not fixes or is_right(fixes):
        return fixes
    if len(fixes) == 1:
        return []
    half = len(fixes) // 2
    first, second = _largest(fixes[:half], is_right), _largest(fixes[half:], is_right)
    return [*first, *second] if not (first and second) or is_right([*first, *second]) else first


def _by_place(
    findings: Iterable[Finding], starts: Sequence[int]
) -> dict[tuple[int, int], list[Finding]]:
    found: dict[tuple[int, int], list[Finding]] = {}
    for each in findings:
        place = each.line, each.column, each.end_line, each.end_column
        if each.fix is None or None in place:
            continue
        line, column, end_line, end_column = (number or 0 for number in place)
        if end_line < len(starts):
            span = starts[line - 1] + column - 1, starts[end_line - 1] + end_column - 1
            found.setdefault(span, []).append(each)
    return found
