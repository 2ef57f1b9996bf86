"""One line a finding."""

from __future__ import annotations

import dataclasses
from typing import Final

import pytest
from hypothesis import given

from mediagora.findings import Report
from mediagora.reporting.concise import concise_report
from reporting.sample import CLEAN, EX, NS, REPORT, any_report, finding

FULL: Final = finding(
    code="MG231",
    message="This value is no feature. Take another.",
    path="a.ttl",
    line=3,
    column=5,
    focus_node=f"{EX}a",
    value=f"{NS}feature/grups",
    suggestion=f"{NS}feature/groups",
)


def first(**fields: object) -> str:
    report = Report((dataclasses.replace(FULL, **fields),), REPORT.summary)
    return concise_report(report).split("\n")[0]


def test_line_has_place_code_severity_and_gist() -> None:
    said = "MG231 violation This value is no feature: feature:grups (did you mean feature:groups?)"
    assert first() == f"a.ttl:3:5: {said}"
    assert first(column=None) == f"a.ttl:3: {said}"
    assert first(column=None, line=None) == f"a.ttl: {said}"
    assert first(column=None, line=None, path=None) == said
    assert first(path="-").startswith("<stdin>:3:5: MG231")


def test_gist_names_the_node_where_there_is_no_value() -> None:
    assert first(value=None, suggestion=None).endswith(f"This value is no feature: {EX}a")
    nameless = {"value": None, "suggestion": None, "focus_node": "_:b1"}
    assert first(**nameless).endswith("This value is no feature.")
    assert first(**nameless, line=None).endswith("This value is no feature: _:b1")


def test_gist_does_not_repeat_what_the_message_says() -> None:
    assert first(message="The term feature:grups is not declared.", suggestion=None).endswith(
        "violation The term feature:grups is not declared."
    )


@pytest.mark.parametrize(
    ("value", "message", "told"),
    [
        ("be", "A launch year must be a number.", "A launch year must be a number: be"),
        ("s", "short", "short: s"),
        ("year", "This is no year.", "This is no year: year"),
        (
            f"{NS}feature/group",
            "There is feature:groups.",
            "There is feature:groups: feature:group",
        ),
        ("be", "This is 'be', and no year.", "This is 'be', and no year."),
        ("urn:a", "There is no <urn:a>.", "There is no <urn:a>."),
        ("urn:a", "There is no urn:a.b.", "There is no urn:a.b: urn:a"),
    ],
)
def test_gist_tells_a_value_that_is_a_word_of_the_message(
    value: str, message: str, told: str
) -> None:
    said = first(value=value, message=message, suggestion=None)
    assert said == f"a.ttl:3:5: MG231 violation {told}"


def test_counts_come_last() -> None:
    assert concise_report(CLEAN) == "0 violations, 0 warnings, 0 infos\n"
    assert concise_report(dataclasses.replace(CLEAN, unlisted=2)).endswith(
        "infos\n2 more are not listed; --max-findings 0 lists all\n"
    )


@given(any_report())
def test_each_finding_has_one_line_whatever_it_holds(report: Report) -> None:
    told = concise_report(dataclasses.replace(report, unlisted=0, suppressed=0, known=0))
    assert len(told.splitlines()) == len(report.findings) + 1
    assert all(character.isprintable() or character == "\n" for character in told)
