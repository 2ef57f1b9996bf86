"""The report as programs get it."""

from __future__ import annotations

import dataclasses
import json

from hypothesis import given

from mediagora.findings import Report
from mediagora.reporting.jsonform import json_report
from reporting.sample import NS, REPORT, any_report, finding

FULL = finding(
    code="MG231",
    path="a.ttl",
    line=3,
    value=f"{NS}feature/grups",
    suggestion=f"{NS}feature/groups",
)


def test_json_has_exactly_the_fields_that_were_promised() -> None:
    content = json.loads(json_report(Report((FULL,), REPORT.summary, {("a.ttl", 3): ""}, 1, 2, 3)))
    assert list(content) == ["schema_version", "summary", "findings"]
    assert content["schema_version"] == 1
    assert list(content["summary"]) == [
        "files", "triples", "focus_nodes", "violations", "warnings", "infos", "fixable", "seconds",
        "engine",
    ]  # fmt: skip
    assert content["summary"]["seconds"] == 0.124
    [told] = content["findings"]
    assert list(told) == [
        "code", "severity", "message", "path", "line", "column", "end_line", "end_column",
        "focus_node", "property", "value", "shape", "shape_path", "shape_line", "suggestion", "fix",
        "fingerprint",
    ]  # fmt: skip
    assert told["severity"] == "violation"
    assert told["suggestion"] == f"{NS}feature/groups"
    assert told["value"] == f"{NS}feature/grups"
    assert told["end_line"] is None
    assert told["fix"] is None
    assert told["fingerprint"] == FULL.fingerprint


def test_json_keeps_letters_and_ends_with_a_line() -> None:
    said = json_report(Report((dataclasses.replace(FULL, value="é\x1b"),), REPORT.summary))
    assert '"é\\u001b"' in said
    assert said.endswith("}\n")


@given(any_report())
def test_json_gives_back_every_finding(report: Report) -> None:
    told = json_report(report)
    content = json.loads(told.encode())
    assert (
        told
        == json.dumps(content, indent=2, ensure_ascii=False)
        .encode(errors="backslashreplace")
        .decode()
        + "\n"
    )
    fields = [dataclasses.asdict(each) for each in report.findings]
    for each in fields:
        each.pop("origin")
    assert content["findings"] == fields
