"""A report as JUnit XML, which CI servers show as the results of tests.

There is no one schema. This keeps to what those of Ant and of Jenkins' xUnit plugin have in common,
with the attributes `file` and `line` of pytest beside it. A test case is a finding, and known by
what it is about and not by its line: Jenkins and GitLab tell new failures from old ones by class
and name, and so see the same one again after the file has moved. Both keep one failure of a test
case, and GitLab one test case of a name.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from typing import TYPE_CHECKING, Final

from mediagora.findings import Severity
from mediagora.reporting.text import finding_text
from mediagora.reporting.wording import (
    checked,
    counted,
    gist,
    left_out,
    name,
    path_of,
    path_shown,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mediagora.findings import Finding, Report

_TOOL: Final = "mediagora"
_SUFFIX: Final = re.compile(r"\.[A-Za-z]{1,6}$")


def junit_report(report: Report) -> str:
    """Write a test suite for each file, and one that says what was checked.

    A violation is a failure. Warnings and infos, which fail nothing, are skipped tests with their
    message: CI servers have no warnings.

    Example:
        >>> from mediagora.findings import Report, Summary
        >>> summary = Summary(files=1, triples=3, focus_nodes=1, violations=0, warnings=0, infos=0,
        ...                   fixable=0, seconds=0.02, engine="shacl 0.3.4")
        >>> 'tests="1" failures="0"' in junit_report(Report((), summary))
        True
    """
    by_path: dict[str | None, list[Finding]] = {}
    for finding in report.findings:
        by_path.setdefault(path_of(finding), []).append(finding)
    clean = [path for path in map(path_shown, report.files) if path not in by_path]
    names: Counter[tuple[str, str]] = Counter()
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<testsuites"
        + _attributes(
            name=_TOOL,
            **_counts(report.findings, passed=1 + len(clean)),
            time=f"{report.summary.seconds:.3f}",
        )
        + ">",
        f"  <testsuite{_attributes(name=_TOOL, **_counts((), passed=1), skipped='0')}>",
        f"    <testcase{_attributes(name='the check', classname=_TOOL)}>",
        f"      <system-out>{escape(_told(report), quote=False)}</system-out>",
        "    </testcase>",
        "  </testsuite>",
    ]
    for path, findings in by_path.items():
        skipped = sum(finding.severity != Severity.VIOLATION for finding in findings)
        attributes = _attributes(name=path or "no file", **_counts(findings), skipped=str(skipped))
        lines.append(f"  <testsuite{attributes}>")
        for finding in findings:
            lines += _case(finding, path, report, names)
        lines.append("  </testsuite>")
    for path in clean:
        lines += [
            f"  <testsuite{_attributes(name=path, **_counts((), passed=1), skipped='0')}>",
            f"    <testcase{_attributes(name='no findings', classname=_class(path))}/>",
            "  </testsuite>",
        ]
    return "\n".join([*lines, "</testsuites>", ""])


def _case(
    finding: Finding, path: str | None, report: Report, names: Counter[tuple[str, str]]
) -> Iterator[str]:
    called, of_class = _name(finding), _class(path)
    names[called, of_class] += 1
    if names[called, of_class] > 1:
        called += f" ({names[called, of_class]})"
    placed = {} if path is None or finding.path == "-" else {"file": path}
    if placed and finding.line is not None:
        placed["line"] = str(finding.line)
    yield f"    <testcase{_attributes(name=called, classname=of_class, **placed)}>"
    told = escape(finding_text(finding, report.lines), quote=False)
    if finding.severity == Severity.VIOLATION:
        yield f"      <failure{_attributes(type=shown(finding.code), message=gist(finding))}>"
        yield f"{told}</failure>"
    else:
        message = f"{finding.severity}: {gist(finding)}"
        yield f"      <skipped{_attributes(message=message)}>"
        yield f"{told}</skipped>"
    yield "    </testcase>"


def _told(report: Report) -> str:
    return "\n".join([checked(report.summary), counted(report.summary), *left_out(report)])


def _name(finding: Finding) -> str:
    said = gist(finding)
    node = finding.focus_node or "_:"  # the number of a nameless one changes as a line does
    if not node.startswith("_:") and name(node) not in said:
        said = f"{name(node)}: {said}"
    return f"{shown(finding.code)} {said}"


def _class(path: str | None) -> str:
    """Name a file as a class in packages, by which CI servers group what they show.

    Example:
        >>> _class("./data/v1.0/a.ttl")
        'data.v1_0.a'
    """
    parts = [
        part
        for part in re.split(r"[/\\]", _SUFFIX.sub("", path or _TOOL).strip("<>"))
        if part.strip(".")
    ]
    return ".".join(part.replace(".", "_") for part in parts) or _TOOL


def _counts(findings: Iterable[Finding], *, passed: int = 0) -> dict[str, str]:
    severities = Counter(finding.severity for finding in findings)
    return {
        "tests": str(severities.total() + passed),
        "failures": str(severities[Severity.VIOLATION]),
        "errors": "0",
    }


def _attributes(**values: str) -> str:
    return "".join(f' {key}="{escape(value)}"' for key, value in values.items())
