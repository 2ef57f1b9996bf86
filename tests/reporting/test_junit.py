"""JUnit XML, held to the rules that its schemas have in common."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from mediagora.findings import Report, Severity
from mediagora.reporting.junit import junit_report
from reporting.sample import CLEAN, EX, REPORT, any_report, finding

ATTRIBUTES: Final = {
    "testsuites": ("name", "tests", "failures", "errors", "time"),
    "testsuite": ("name", "tests", "failures", "errors", "skipped"),
    "testcase": ("name", "classname"),
    "failure": ("type", "message"),
    "skipped": ("message",),
    "system-out": (),
}
OPTIONAL: Final = {"testcase": {"file", "line"}}
CHILDREN: Final = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase"},
    "testcase": {"failure", "skipped", "system-out"},
}
FULL: Final = finding(
    code="MG231", message="This is no feature. Take another.", path="data/a.ttl", line=3, value="x"
)


def parsed(report: Report) -> ET.Element:
    """Parse what is written as bytes, and hold it to the rules."""
    root = ET.fromstring(junit_report(report).encode())  # noqa: S314 -- our own
    assert root.tag == "testsuites"
    for element in root.iter():
        required = set(ATTRIBUTES[element.tag])
        assert required <= set(element.attrib) <= required | OPTIONAL.get(element.tag, set())
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
    for suite in (root, *root):
        cases = list(suite.iter("testcase"))
        assert int(suite.attrib["tests"]) == len(cases)
        assert int(suite.attrib["failures"]) == len(list(suite.iter("failure")))
        assert suite.attrib["errors"] == "0"
        assert all(len(case) <= 1 for case in cases)
    for suite in root:
        assert int(suite.attrib["skipped"]) == len(list(suite.iter("skipped")))
    return root


def case(**fields: object) -> ET.Element:
    root = parsed(Report((dataclasses.replace(FULL, **fields),), REPORT.summary))
    return root[1][0]


def test_violation_is_a_failure_with_all_there_is_to_tell() -> None:
    told = case(line=3, focus_node=f"{EX}a")
    assert told.attrib == {
        "name": "MG231 https://example.org/a: This is no feature: x",
        "classname": "data.a",
        "file": "data/a.ttl",
        "line": "3",
    }
    assert told[0].tag == "failure"
    assert told[0].attrib == {"type": "MG231", "message": "This is no feature: x"}
    assert told[0].text
    assert "data/a.ttl:3\n" in told[0].text
    assert "= help: Take another." in told[0].text


@pytest.mark.parametrize("severity", [Severity.WARNING, Severity.INFO])
def test_what_fails_nothing_is_skipped_with_a_message(severity: Severity) -> None:
    told = case(severity=severity)
    assert told[0].tag == "skipped"
    assert told[0].attrib["message"] == f"{severity}: This is no feature: x"


def test_name_stays_when_the_file_moves() -> None:
    for fields in ({}, {"focus_node": "_:b7"}, {"focus_node": f"{EX}a"}):
        before, after = case(**fields), case(**fields, line=30)
        assert before.attrib["name"] == after.attrib["name"]
    assert "_:b7" not in case(focus_node="_:b7").attrib["name"]


def test_same_finding_twice_has_two_names() -> None:
    root = parsed(Report((FULL, FULL, FULL), REPORT.summary))
    assert [each.attrib["name"] for each in root[1]] == [
        "MG231 This is no feature: x",
        "MG231 This is no feature: x (2)",
        "MG231 This is no feature: x (3)",
    ]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("data/a.ttl", "data.a"),
        ("./data/v1.0/a.b.ttl", "data.v1_0.a_b"),
        ("../a.jsonld", "a"),
        ("/tmp/a", "tmp.a"),  # noqa: S108 -- a name, and no file
        ("C:\\data\\a.ttl", "C:.data.a"),
        ("-", "stdin"),
        (None, "mediagora"),
        ("...", "mediagora"),
    ],
)
def test_class_is_the_file_in_its_folders(path: str | None, name: str) -> None:
    assert case(path=path).attrib["classname"] == name


def test_standard_input_is_no_file() -> None:
    assert "file" not in case(path="-").attrib
    assert "file" not in case(path=None).attrib


def test_a_file_without_findings_is_a_passed_test() -> None:
    report = dataclasses.replace(CLEAN, files=("data/a.ttl", "-"))
    suites = parsed(report).findall("testsuite")
    assert [each.attrib["name"] for each in suites] == ["mediagora", "data/a.ttl", "<stdin>"]
    [case] = suites[1]
    assert (case.attrib["name"], case.attrib["classname"]) == ("no findings", "data.a")
    assert len(case) == 0


def test_what_was_checked_is_a_passed_test() -> None:
    root = parsed(CLEAN)
    assert [each.attrib["name"] for each in root.iter("testcase")] == ["the check"]
    assert root.findtext(".//system-out") == (
        "1 file, 1 triple, 2 focus nodes checked in 0.00 s (shacl 0.3.4)\n"
        "0 violations, 0 warnings, 0 infos"
    )
    [told] = parsed(dataclasses.replace(CLEAN, unlisted=2)).iter("system-out")
    assert told.text
    assert "2 more are not listed" in told.text


def test_control_characters_are_shown_as_what_xml_can_hold() -> None:
    told = case(value="\x00\x1b\ud800\ufffe\r\n")
    assert told.attrib["name"].endswith(r"\x00\x1b\ud800\ufffe\r\n")


@given(any_report())
def test_any_report_is_well_formed_and_every_case_has_a_name_of_its_own(report: Report) -> None:
    root = parsed(report)
    names = Counter(
        (each.attrib["classname"], each.attrib["name"]) for each in root.iter("testcase")
    )
    assert set(names.values()) == {1}
    assert names.total() == len(report.findings) + 1
