"""A report as text for people and as JSON for programs."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Final

from mediagora.findings import SCHEMA_VERSION, Severity
from mediagora.reporting.layout import printable
from mediagora.validation.messages import shorten_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.findings import Finding, Report, Summary

_COLOURS: Final = {
    Severity.VIOLATION: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.INFO: "\x1b[1;36m",
}
_PLAIN: Final = "\x1b[0m"
_MAX_VALUE: Final = 200
"""Characters of a value that are shown to people."""


def text_report(report: Report, *, color: bool = False) -> str:
    """Write each finding with its place, code and message, what was found, and the summary.

    Args:
        report: What `validate` gave.
        color: Whether severities are coloured with ANSI sequences.

    Example:
        >>> from mediagora.findings import Finding, Report, Severity, Summary
        >>> summary = Summary(files=1, triples=3, focus_nodes=1, violations=1, warnings=0, infos=0,
        ...                   fixable=0, seconds=0.02, engine="shacl 0.3.4")
        >>> finding = Finding(code="MG201", severity=Severity.VIOLATION, message="No label.",
        ...                   path="a.ttl", focus_node="https://example.org/a")
        >>> print(text_report(Report((finding,), summary)))
        a.ttl: violation MG201 No label.
          node: https://example.org/a
        <BLANKLINE>
        1 file, 3 triples, 1 focus node checked in 0.02 s (shacl 0.3.4)
        1 violation, 0 warnings, 0 infos
        <BLANKLINE>
    """
    blocks = ["\n".join(_lines(finding, color=color)) for finding in report.findings]
    return "\n\n".join([*blocks, _summary(report.summary)]) + "\n"


def json_report(report: Report) -> str:
    """Write the report as one JSON object: `schema_version`, `summary` and `findings`.

    Every field of a finding is there, `null` where it is unknown.
    """
    summary = dataclasses.asdict(report.summary)
    content = {
        "schema_version": SCHEMA_VERSION,
        "summary": summary | {"seconds": round(report.summary.seconds, 3)},
        "findings": [dataclasses.asdict(finding) for finding in report.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _lines(finding: Finding, *, color: bool) -> Iterator[str]:
    place = ":".join(
        str(part) for part in (finding.path, finding.line, finding.column) if part is not None
    )
    severity = str(finding.severity)
    if color:
        severity = f"{_COLOURS[finding.severity]}{severity}{_PLAIN}"
    yield (f"{printable(place)}: " if place else "") + (
        f"{severity} {finding.code} {printable(finding.message)}"
    )
    if finding.focus_node:
        yield f"  node: {_short(finding.focus_node)}"
    if finding.property:
        yield f"  property: {_short(finding.property)}"
    if finding.value is not None:
        yield f"  found: {_short(finding.value) or '(an empty text)'}"
    if finding.suggestion:
        yield f"  help: did you mean {_short(finding.suggestion)}?"
    if finding.shape or finding.shape_path:
        named = _short(finding.shape) if finding.shape else "a shape without a name"
        yield f"  shape: {named}" + (
            f" ({printable(finding.shape_path)})" if finding.shape_path else ""
        )


def _summary(summary: Summary) -> str:
    return (
        f"{_count(summary.files, 'file')}, {_count(summary.triples, 'triple')}, "
        f"{_count(summary.focus_nodes, 'focus node')} checked in {summary.seconds:.2f} s "
        f"({summary.engine})\n"
        f"{_count(summary.violations, 'violation')}, {_count(summary.warnings, 'warning')}, "
        f"{_count(summary.infos, 'info')}"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _short(name: str) -> str:
    """An IRI, a property path or the text of a literal, fit for one line of a terminal."""
    text = printable(shorten_path(name))
    return text if len(text) <= _MAX_VALUE else text[:_MAX_VALUE] + "..."
