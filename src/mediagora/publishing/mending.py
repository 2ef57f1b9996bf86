"""What `--fix` writes: a document with the mistakes replaced that can be mended for certain."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.errors import InputError
from mediagora.reading.parsing import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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

    A fix that overlaps an earlier one is left for another run, and none is applied if the document
    could not be read afterwards.

    Args:
        source: The document, unchanged since it was checked.
        findings: Of this document; those without a fix or a place are passed over.

    Raises:
        InputError: The document is larger than its limit.
        UsageError: It cannot be read.

    Example:
        >>> from mediagora.findings import Finding, Severity
        >>> from mediagora.reading.inputs import Source
        >>> source = Source("a.ttl", "turtle", b"<urn:a> a <urn:Grup> .\n")
        >>> finding = Finding(code="MG101", severity=Severity.VIOLATION, message="", line=1,
        ...                   column=11, end_line=1, end_column=21, fix="<urn:Group>")
        >>> mend(source, [finding]).data
        b'<urn:a> a <urn:Group> .\n'
    """
    data = source.read()
    mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    text = data.removeprefix(mark).decode()
    starts = list(accumulate((len(line) for line in _LINES.findall(text)), initial=0))
    parts: list[str] = []
    applied: list[Finding] = []
    done = 0
    for (start, end), group in sorted(_by_place(findings, starts).items()):
        fixes = {finding.fix for finding in group}
        if start < done or end > len(text) or len(fixes) > 1:
            continue
        parts += text[done:start], fixes.pop() or ""
        applied += group
        done = end
    result = mark + "".join([*parts, text[done:]]).encode()
    if applied and not _can_be_read(replace(source, data=result)):
        return Mended(data, [])
    return Mended(result, applied)


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


def _can_be_read(source: Source) -> bool:
    try:
        for _ in chunks(source):
            pass
    except InputError:
        return False
    return True
