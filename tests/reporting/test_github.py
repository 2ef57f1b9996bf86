"""Annotations, read back as the runner of GitHub Actions reads them."""

from __future__ import annotations

import dataclasses
from typing import Final

import pytest
from hypothesis import given

from mediagora.findings import Finding, Report, Severity
from mediagora.reporting.github import github_report
from reporting.sample import CLEAN, REPORT, any_report, finding

FULL: Final = finding(
    code="MG231",
    message="No, a: b is 100% wrong. Take another.",
    path="data, old/50%: a.ttl",
    line=3,
    column=5,
    end_line=3,
    end_column=18,
    value="x",
)
ESCAPES: Final = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


def read(line: str) -> tuple[str, dict[str, str], str]:
    """Take a command apart as `Runner.Common/ActionCommand.cs` of actions/runner does."""
    assert line.startswith("::")
    end = line.index("::", 2)
    command, _, properties = line[2:end].partition(" ")
    pairs = [each.split("=", 1) for each in properties.strip().split(",") if each]
    data = _unescaped(line[end + 2 :], (*ESCAPES[:2], ESCAPES[4]))
    return command, {key: _unescaped(value, ESCAPES) for key, value in pairs}, data


def _unescaped(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for escape, character in escapes:
        text = text.replace(escape, character)
    return text


def annotation(**fields: object) -> tuple[str, dict[str, str], str]:
    report = Report((dataclasses.replace(FULL, **fields),), REPORT.summary)
    [line] = github_report(report).splitlines()
    return read(line)


def test_annotation_is_read_back_as_it_was_meant() -> None:
    assert annotation() == (
        "error",
        {
            "file": "data, old/50%: a.ttl",
            "line": "3",
            "endLine": "3",
            "col": "5",
            "endColumn": "17",
            "title": "MG231",
        },
        "data, old/50%: a.ttl:3:5: No, a: b is 100% wrong: x\nTake another.",
    )


@pytest.mark.parametrize(
    ("severity", "command"),
    [
        (Severity.VIOLATION, "error"),
        (Severity.WARNING, "warning"),
        (Severity.INFO, "notice"),
    ],
)
def test_severity_is_the_command(severity: Severity, command: str) -> None:
    assert annotation(severity=severity)[0] == command


@pytest.mark.parametrize(
    ("span", "told"),
    [
        ({}, "line=3 endLine=3 col=5 endColumn=17"),
        ({"end_column": 6}, "line=3 endLine=3 col=5 endColumn=5"),
        ({"end_line": None, "end_column": None}, "line=3 endLine=3 col=5 endColumn=5"),
        ({"end_line": 5}, "line=3 endLine=5"),
        ({"column": None}, "line=3 endLine=3"),
        ({"line": None}, ""),
    ],
)
def test_columns_are_those_that_the_runner_takes(span: dict[str, int | None], told: str) -> None:
    properties = annotation(**span)[1]
    assert " ".join(f"{key}={value}" for key, value in list(properties.items())[1:-1]) == told


def test_standard_input_is_no_file() -> None:
    _, properties, said = annotation(path="-")
    assert properties == {"title": "MG231"}
    assert said.startswith("<stdin>:3:5: ")


def test_nothing_is_said_where_nothing_was_found() -> None:
    assert github_report(CLEAN) == ""
    assert github_report(dataclasses.replace(CLEAN, unlisted=2)) == (
        "::notice title=Mediagora::2 more are not listed; --max-findings 0 lists all\n"
    )


def _is_taken(told: dict[str, str], of: Finding) -> bool:
    if "col" in told and not (
        told["line"] == told["endLine"] and int(told["col"]) <= int(told["endColumn"])
    ):
        return False
    return ("file" in told) == (of.path not in {None, "", "-"})


@given(any_report())
def test_each_finding_has_one_command_whatever_it_holds(report: Report) -> None:
    lines = github_report(dataclasses.replace(report, unlisted=0)).splitlines()
    assert len(lines) == len(report.findings)
    for line, each in zip(lines, report.findings, strict=True):
        command, told, _ = read(line)
        assert command in {"error", "warning", "notice"}
        assert set(told) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert _is_taken(told, each)
