"""A report as annotations of a pull request: the workflow commands of GitHub Actions.

They are described in
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands; what its
runner does with them decides. It takes a line each, parts properties at `,` and undoes the escapes
`%25`, `%0D` and `%0A`, in properties `%3A` and `%2C` as well. Columns it takes only where the
annotation begins and ends on one line and `endColumn` is not before `col`, so that the two are the
same for one character.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mediagora.findings import Severity
from mediagora.reporting.wording import gist, place, sentences, shown, unlisted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.findings import Finding, Report

_COMMANDS: Final = {
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def github_report(report: Report) -> str:
    """Write a command for each finding; nothing at all where there are none.

    Example:
        >>> from mediagora.findings import Finding, Report, Severity, Summary
        >>> summary = Summary(files=1, triples=3, focus_nodes=1, violations=1, warnings=0, infos=0,
        ...                   fixable=0, seconds=0.02, engine="shacl 0.3.4")
        >>> finding = Finding(code="MG205", severity=Severity.VIOLATION, message="No such year.",
        ...                   path="a.ttl", line=7, column=5, end_line=7, end_column=9)
        >>> print(github_report(Report((finding,), summary)), end="")
        ::error file=a.ttl,line=7,endLine=7,col=5,endColumn=8,title=MG205::a.ttl:7:5: No such year.
    """
    lines = [_annotation(finding) for finding in report.findings]
    if report.unlisted:
        lines.append(f"::notice title=Mediagora::{_data(unlisted(report))}")
    return "".join(f"{line}\n" for line in lines)


def _annotation(finding: Finding) -> str:
    properties = ",".join(f"{key}={_property(value)}" for key, value in _properties(finding))
    # The log shows nothing but the text, so the place is told there as well.
    where = place(finding)
    mend = sentences(finding.message)[1]
    text = (f"{where}: " if where else "") + gist(finding) + (f"\n{mend}" if mend else "")
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(text)}"


def _properties(finding: Finding) -> Iterator[tuple[str, str]]:
    if finding.path and finding.path != "-":
        yield "file", shown(finding.path)
        if finding.line is not None:
            yield "line", str(finding.line)
            yield "endLine", str(finding.end_line or finding.line)
            if finding.column is not None and finding.end_line in {None, finding.line}:
                yield "col", str(finding.column)
                yield "endColumn", str(max((finding.end_column or 0) - 1, finding.column))
    yield "title", shown(finding.code)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
