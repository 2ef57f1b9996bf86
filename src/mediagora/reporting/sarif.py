"""A report as SARIF 2.1.0, for code scanning and for editors.

Its head is laid out for a reader; each result takes one line, so that a great many are written in
linear time. Nothing in it tells of the time or of the machine: the same findings, the same bytes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from mediagora.errors import UnknownNameError
from mediagora.findings import Severity
from mediagora.reporting.sarif_places import ROOTS, artifact, place, region, shape_place
from mediagora.reporting.wording import gist, left_out, sentences
from mediagora.rules import help_uri, rule
from mediagora.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.findings import Finding, Report
    from mediagora.reporting.sarif_places import Object

GITHUB_ACCEPTS: Final = 25_000
"""Results of a run that GitHub's code scanning takes in; it refuses a file with more."""

GITHUB_SHOWS: Final = 5_000
"""Results of a run that GitHub's code scanning keeps, the gravest first."""

FINGERPRINT: Final = "mediagora/v1"
"""Name of our fingerprint, and with it the way it is made. `primaryLocationLineHash` is not given:
GitHub's upload makes that one itself, and warns of each that is not its own."""

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
_PROBLEMS: Final = {"error": "error", "warning": "warning", "note": "recommendation"}
"""GitHub's words for the levels of rules that are not about security."""

_LONGEST_DESCRIPTION: Final = 1024
"""Characters of a rule's description that GitHub takes."""

_WORD: Final = re.compile(r"[a-z0-9]+")


def sarif_report(report: Report) -> str:
    """Write the report as one SARIF log with one run.

    Columns are counted in Unicode code points, as everywhere here. Paths are relative to the folder
    the command runs in, where the user gave them so. Above what GitHub takes in, a notification in
    the run says what to do.

    Args:
        report: What `validate` gave.

    Example:
        >>> from mediagora.findings import Finding, Report, Severity, Summary
        >>> summary = Summary(files=1, triples=3, focus_nodes=1, violations=1, warnings=0, infos=0,
        ...                   fixable=0, seconds=0.02, engine="shacl 0.3.4")
        >>> finding = Finding(code="MG201", severity=Severity.VIOLATION, message="No label.",
        ...                   path="a.ttl", line=3, focus_node="https://example.org/a")
        >>> run = json.loads(sarif_report(Report((finding,), summary)))["runs"][0]
        >>> run["results"][0]["ruleId"], run["results"][0]["level"]
        ('MG201', 'error')
    """
    severities = {finding.code: finding.severity for finding in reversed(report.findings)}
    codes = sorted(severities)
    places = {code: index for index, code in enumerate(codes)}
    release = version("mediagora")
    run = {
        "tool": {
            "driver": {
                "name": "Mediagora",
                "version": release,
                "semanticVersion": release,
                "informationUri": f"{BASE}ns",
                "rules": [_rule(code, severities[code]) for code in codes],
            }
        },
        "originalUriBaseIds": ROOTS,
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": list(_notes(report))}
        ],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "defaultEncoding": "UTF-8",
        "properties": _counts(report),
    }
    met: Counter[str] = Counter()
    results = (_result(finding, places, met, report) for finding in report.findings)
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run | {"results": [None]}]}
    head, tail = _text(log, indent=2).rsplit("null", 1)  # where the results belong
    return "".join((head, ",\n          ".join(map(_text, results)), tail, "\n"))


def _rule(code: str, severity: Severity) -> Object:
    try:
        known = rule(code)
    except UnknownNameError:  # of the user's own
        title = f"Rule {code} of your own"
        summary = page = f"{title}: see the shape that the result names."
        name = code
    else:
        title, summary, page, severity = known.title, known.summary, known.text, known.severity
        name = "-".join(_WORD.findall(title.lower()))
    level = _LEVELS[severity]
    return {
        "id": code,
        "name": name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": _cut(summary)},
        "help": {"text": page, "markdown": page},
        "helpUri": help_uri(code),
        "defaultConfiguration": {"level": level},
        "properties": {"precision": "very-high", "problem.severity": _PROBLEMS[level]},
    }


def _result(finding: Finding, rules: dict[str, int], met: Counter[str], report: Report) -> Object:
    met[finding.fingerprint] += 1
    where = place(finding, report)
    result: Object = {
        "ruleId": finding.code,
        "ruleIndex": rules[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(_words(finding))},
        "locations": [where] if where else [],
        "partialFingerprints": {
            # The same may be wrong twice, in two files for instance.
            FINGERPRINT: f"{finding.fingerprint}:{met[finding.fingerprint]}"
        },
    }
    if finding.shape or finding.shape_path:
        result["relatedLocations"] = [shape_place(finding)]
    whole = region(finding)
    if finding.fix is not None and finding.path and "endColumn" in whole:
        change = {
            "artifactLocation": artifact(finding.path),
            "replacements": [
                {"deletedRegion": whole, "insertedContent": {"text": finding.fix}},
            ],
        }
        result["fixes"] = [
            {
                "description": {"text": _message(f"Replace by {_cut(finding.fix)}")},
                "artifactChanges": [change],
            }
        ]
    about = {
        "property": finding.property,
        "value": finding.value,
        "suggestion": finding.suggestion,
    }
    if told := {name: text for name, text in about.items() if text is not None}:
        result["properties"] = told
    return result


def _counts(report: Report) -> Object:
    """What the run did; not in what time, which is another one each time."""
    summary = report.summary
    return {
        "engine": summary.engine,
        "files": summary.files,
        "triples": summary.triples,
        "focusNodes": summary.focus_nodes,
        "violations": summary.violations,
        "warnings": summary.warnings,
        "infos": summary.infos,
        "fixable": summary.fixable,
        "unlisted": report.unlisted,
        "suppressed": report.suppressed,
        "known": report.known,
        "gone": report.gone,
    }


def _notes(report: Report) -> Iterator[Object]:
    for text in left_out(report):
        yield {"level": "note", "message": {"text": f"{text[:1].upper()}{text[1:]}."}}
    number = len(report.findings)
    if number > GITHUB_SHOWS:
        does = (
            f"refuses a run with more than {GITHUB_ACCEPTS:,}"
            if number > GITHUB_ACCEPTS
            else f"shows the gravest {GITHUB_SHOWS:,}"
        )
        text = f"Of {number:,} results, GitHub's code scanning {does}; --max-findings lists fewer."
        yield {"level": "warning", "message": {"text": text}}


def _words(finding: Finding) -> str:
    """What is wrong with what, by which a reader tells results of a rule apart, and the rest."""
    _, advice = sentences(finding.message)
    return f"{gist(finding).removesuffix('.')}. {advice}".rstrip()


def _message(text: str) -> str:
    """Leave no placeholder and no link in a message, which the data may have a say in.

    SARIF 2.1.0, sections 3.11.5 and 3.11.6.
    """
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_DESCRIPTION else text[: _LONGEST_DESCRIPTION - 1] + "…"


def _text(content: Object, indent: int | None = None) -> str:
    text = json.dumps(content, ensure_ascii=False, indent=indent)
    # Half a surrogate pair, as in the name of a file that is not in UTF-8, is no character.
    return text if text.isascii() else text.encode(errors="replace").decode()
