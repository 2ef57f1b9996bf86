"""Where a finding stands, as SARIF 2.1.0 puts it: `location` and what belongs to it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from mediagora.vocabulary import SHAPES, shorten

if TYPE_CHECKING:
    from mediagora.findings import Finding, Report

Object = dict[str, Any]
"""An object of JSON."""

_DATA: Final = "%SRCROOT%"
_SHIPPED: Final = "MEDIAGORA"
ROOTS: Final = {
    _DATA: {"description": {"text": "The folder in which mediagora was run."}},
    _SHIPPED: {"description": {"text": "What ships with Mediagora."}},
}
"""What paths are relative to; where that is on a machine is nobody's business (section 3.14.14)."""

_STDIN: Final = "-"
_LONGEST_EXCERPT: Final = 1000
"""Characters of source that are shown with a result: a line of JSON-LD may be a whole document."""


def place(finding: Finding, report: Report) -> Object:
    """Give the `location` of a finding (section 3.28); empty where there is nothing to tell.

    Args:
        finding: The finding.
        report: The report that lists it, with the lines it points at.
    """
    found: Object = {}
    if finding.path:
        physical: Object = {"artifactLocation": artifact(finding.path)}
        if where := region(finding):
            lines = _lines(finding, report)
            physical["region"] = where | _excerpt(finding, lines)
            physical |= _context(finding, lines)
        found["physicalLocation"] = physical
    if finding.focus_node:
        found["logicalLocations"] = [_logical(finding.focus_node)]
    return found


def shape_place(finding: Finding) -> Object:
    """Give the `location` of the shape that a finding comes from."""
    found: Object = {"id": 1, "message": {"text": "The shape that asks for it."}}
    if finding.shape_path:
        root = _SHIPPED if (finding.shape or "").startswith(SHAPES) else _DATA
        physical: Object = {"artifactLocation": artifact(finding.shape_path, root)}
        if finding.shape_line is not None:
            physical["region"] = {"startLine": finding.shape_line}
        found["physicalLocation"] = physical
    if finding.shape:
        found["logicalLocations"] = [_logical(finding.shape)]
    return found


def artifact(path: str, root: str = _DATA) -> Object:
    """Give the `artifactLocation` of a file (section 3.4).

    Args:
        path: As the user gave it.
        root: Which of `ROOTS` it is relative to.

    Example:
        >>> artifact("my data/a.ttl")
        {'uri': 'my%20data/a.ttl', 'uriBaseId': '%SRCROOT%'}
    """
    if path == _STDIN:
        return {"uri": _STDIN, "description": {"text": "standard input"}}
    uri, is_absolute = _uri(path)
    return {"uri": uri} if is_absolute else {"uri": uri, "uriBaseId": root}


@lru_cache(maxsize=1024)
def _uri(path: str) -> tuple[str, bool]:
    try:
        os.fsencode(path)
    except UnicodeEncodeError:  # no name of a file
        path = path.encode(errors="replace").decode()
    if PurePath(path).is_absolute():
        return Path(path).as_uri(), True
    return quote(os.fsencode(PurePath(path).as_posix())), False


def region(finding: Finding) -> Object:
    """Give the `region` of a finding, as far as it is known (section 3.30).

    One without an end goes to the end of the line.
    """
    whole = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }
    if None not in whole.values():
        return whole
    if finding.line is None:
        return {}
    start = {"startLine": finding.line}
    return start if finding.column is None else start | {"startColumn": finding.column}


def _logical(node: str) -> Object:
    return {"name": shorten(node), "fullyQualifiedName": node, "kind": "resource"}


def _lines(finding: Finding, report: Report) -> list[str]:
    """The lines of a region; none where one of them is not known, or they are many."""
    if finding.line is None or finding.end_line is None:
        return []
    lines: list[str] = []
    for number in range(finding.line, finding.end_line + 1):
        line = report.lines.get((finding.path or "", number))
        if line is None or len(lines) == _LONGEST_EXCERPT:
            return []
        lines.append(line)
    return lines


def _excerpt(finding: Finding, lines: list[str]) -> Object:
    if not lines or finding.column is None or finding.end_column is None:
        return {}
    start, end = finding.column - 1, finding.end_column - 1
    if len(lines) == 1:
        text = lines[0][start:end]
    else:
        text = "\n".join([lines[0][start:], *lines[1:-1], lines[-1][:end]])
    return {"snippet": {"text": text}} if len(text) <= _LONGEST_EXCERPT else {}


def _context(finding: Finding, lines: list[str]) -> Object:
    """The whole lines that a region stands in."""
    if not lines or sum(map(len, lines)) > _LONGEST_EXCERPT:
        return {}
    whole = {"startLine": finding.line, "endLine": finding.end_line}
    return {"contextRegion": whole | {"snippet": {"text": "\n".join(lines)}}}
