"""A report as JSON, with the field names that do not change."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import TYPE_CHECKING, Any, Final

from mediagora.findings import SCHEMA_VERSION, Finding

if TYPE_CHECKING:
    from mediagora.findings import Report

_FIELDS: Final = tuple(
    field.name for field in dataclasses.fields(Finding) if field.name != "origin"
)
_NONE: Final = "[]\n}"
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
"""Half a character, as in the name of a file that is not in UTF-8; no encoding can write it."""


def json_report(report: Report) -> str:
    """Write the report as one JSON object: `schema_version`, `summary` and `findings`.

    Every field of a finding is there, `null` where it is unknown.

    Example:
        >>> from mediagora.findings import Report, Summary
        >>> summary = Summary(files=1, triples=3, focus_nodes=1, violations=0, warnings=0, infos=0,
        ...                   fixable=0, seconds=0.02, engine="shacl 0.3.4")
        >>> json.loads(json_report(Report((), summary)))["summary"]["focus_nodes"]
        1
    """
    summary = dataclasses.asdict(report.summary)
    head = {
        "schema_version": SCHEMA_VERSION,
        "summary": summary | {"seconds": round(report.summary.seconds, 3)},
        "findings": [],
    }
    text = _text(head)
    if report.findings:
        # One by one: an encoder holds all the pieces of what it writes until it is done.
        told = ",\n    ".join(map(_finding, report.findings))
        text = f"{text.removesuffix(_NONE)}[\n    {told}\n  ]\n}}"
    return text + "\n"


def _finding(finding: Finding) -> str:
    fields = {name: getattr(finding, name) for name in _FIELDS}
    return _text(fields).replace("\n", "\n    ")  # a line never ends within a string of JSON


def _text(content: dict[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)
