"""A report with one line for each finding, for editors, `grep` and `sort`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediagora.reporting.wording import counted, gist, left_out, place, shown

if TYPE_CHECKING:
    from mediagora.findings import Report


def concise_report(report: Report) -> str:
    """Write `path:line:column: code severity gist` for each finding, and how many there are.

    Example:
        >>> from mediagora.findings import Finding, Report, Severity, Summary
        >>> summary = Summary(files=1, triples=3, focus_nodes=1, violations=1, warnings=0, infos=0,
        ...                   fixable=0, seconds=0.02, engine="shacl 0.3.4")
        >>> finding = Finding(code="MG205", severity=Severity.VIOLATION,
        ...                   message="The launch year is in the future. Give another.",
        ...                   path="a.ttl", line=3, column=9, value="2204")
        >>> print(concise_report(Report((finding,), summary)), end="")
        a.ttl:3:9: MG205 violation The launch year is in the future: 2204
        1 violation, 0 warnings, 0 infos
    """
    lines = []
    for finding in report.findings:
        where = place(finding)
        told = f"{shown(finding.code)} {finding.severity} {gist(finding)}"
        lines.append(f"{where}: {told}" if where else told)
    return "\n".join([*lines, counted(report.summary), *left_out(report), ""])
