"""The report as people and programs get it."""

from __future__ import annotations

import dataclasses
import json

import pytest

from mediagora.findings import Finding, Report, Severity, Summary
from mediagora.reporting.findings import json_report, text_report

NS = "https://w3id.org/mediagora/"
SUMMARY = Summary(
    files=2,
    triples=1,
    focus_nodes=7,
    violations=1,
    warnings=2,
    infos=0,
    fixable=0,
    seconds=0.12345,
    engine="shacl 0.3.4",
)
FULL = Finding(
    code="MG231",
    severity=Severity.VIOLATION,
    message="This value is no feature.",
    path="data/a.ttl",
    line=3,
    column=9,
    focus_node="https://example.org/a",
    property=f"{NS}ns#hasFeature",
    value=f"{NS}feature/grups",
    shape=f"{NS}shapes#FeatureIsFeature",
    shape_path="shapes/ranges.ttl",
    suggestion=f"{NS}feature/groups",
)


def text(finding: Finding, *, color: bool = False) -> str:
    return text_report(Report((finding,), SUMMARY), color=color)


def test_text_says_where_what_and_what_was_meant() -> None:
    assert text(FULL) == (
        "data/a.ttl:3:9: violation MG231 This value is no feature.\n"
        "  node: https://example.org/a\n"
        "  property: mediagora:hasFeature\n"
        "  found: feature:grups\n"
        "  help: did you mean feature:groups?\n"
        "  shape: shape:FeatureIsFeature (shapes/ranges.ttl)\n"
        "\n"
        "2 files, 1 triple, 7 focus nodes checked in 0.12 s (shacl 0.3.4)\n"
        "1 violation, 2 warnings, 0 infos\n"
    )


def test_text_leaves_out_what_is_unknown() -> None:
    bare = Finding(code="MG401", severity=Severity.WARNING, message="Nothing.")
    assert text(bare).startswith("warning MG401 Nothing.\n\n2 files")
    assert text_report(Report((), SUMMARY)).startswith("2 files")


def test_text_parts_findings_by_an_empty_line() -> None:
    assert text_report(Report((FULL, FULL), SUMMARY)).count("\n\n") == 2


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("", "(an empty text)"),
        ("\x1b[2J\n", "\\x1b[2J\\n"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b", "a\\u202eb"),
        ("é ü", "é ü"),
        ("x" * 1000, "x" * 200 + "..."),
        (f"<{NS}ns#hasFeature>/^<urn:x>", "mediagora:hasFeature/^<urn:x>"),
        ("a < b", "a < b"),
    ],
)
def test_text_shows_any_value_in_a_line(value: str, shown: str) -> None:
    assert f"  found: {shown}\n" in text(dataclasses.replace(FULL, value=value))


def test_a_terminal_obeys_nothing_that_comes_from_data() -> None:
    trick = "\x1b]0;title\x07"
    said = text(
        dataclasses.replace(
            FULL,
            message=trick,
            path=trick,
            focus_node=trick,
            property=trick,
            value=trick,
            shape=trick,
            shape_path=trick,
            suggestion=trick,
        )
    )
    assert all(character.isprintable() or character == "\n" for character in said)


def test_colour_is_on_the_severity_alone() -> None:
    assert "\x1b" not in text(FULL)
    colored = text(FULL, color=True)
    assert "\x1b[1;31mviolation\x1b[0m MG231" in colored
    assert colored.replace("\x1b[1;31m", "").replace("\x1b[0m", "") == text(FULL)


def test_json_has_exactly_the_fields_that_were_promised() -> None:
    content = json.loads(json_report(Report((FULL,), SUMMARY)))
    assert list(content) == ["schema_version", "summary", "findings"]
    assert content["schema_version"] == 1
    assert list(content["summary"]) == [
        "files", "triples", "focus_nodes", "violations", "warnings", "infos", "fixable", "seconds",
        "engine",
    ]  # fmt: skip
    assert content["summary"]["seconds"] == 0.123
    [finding] = content["findings"]
    assert list(finding) == [
        "code", "severity", "message", "path", "line", "column", "end_line", "end_column",
        "focus_node", "property", "value", "shape", "shape_path", "shape_line", "suggestion", "fix",
        "fingerprint",
    ]  # fmt: skip
    assert finding["severity"] == "violation"
    assert finding["suggestion"] == f"{NS}feature/groups"
    assert finding["value"] == f"{NS}feature/grups"
    assert finding["end_line"] is None
    assert finding["fix"] is None
    assert finding["fingerprint"] == FULL.fingerprint


def test_json_keeps_letters_and_ends_with_a_line() -> None:
    said = json_report(Report((dataclasses.replace(FULL, value="é\x1b"),), SUMMARY))
    assert '"é\\u001b"' in said
    assert said.endswith("}\n")
