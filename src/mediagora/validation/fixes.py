"""What would stand in the place of a mistake, spelt as the document spells it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediagora.findings import Finding

_LOCAL: Final = re.compile(r"[^/#:]*$")
_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_CLOSING: Final = ('"', ">", "'", "")


def spelt(
    finding: Finding, lines: Mapping[tuple[str, int], str], *, in_xml: bool = False
) -> Finding:
    """Turn the IRI that mends a finding into the text that replaces what stands at its place.

    Where that is not certain, because the name is written in another way, there is no fix.

    Args:
        finding: With a place; its `fix` is an IRI in full, or `None`.
        lines: The lines it points at, by path and number.
        in_xml: Whether the document is RDF/XML, where the name of an element stands twice.

    Example:
        >>> from mediagora.findings import Finding, Severity
        >>> wrong, right = "https://example.org/grups", "https://example.org/groups"
        >>> finding = Finding(code="MG101", severity=Severity.VIOLATION, message="", path="a.ttl",
        ...                   line=1, column=1, end_line=1, end_column=9, value=wrong, fix=right)
        >>> spelt(finding, {("a.ttl", 1): "ex:grups ."}).fix
        'ex:groups'
    """
    if finding.fix is None:
        return finding
    wrong = finding.value or finding.property
    text = _text(finding, lines)
    if wrong is None or text is None or (in_xml and text[:1] not in {'"', "'"}):
        return replace(finding, fix=None)
    return replace(finding, fix=_replaced(text, wrong, finding.fix))


def _text(finding: Finding, lines: Mapping[tuple[str, int], str]) -> str | None:
    line, column, end = finding.line, finding.column, finding.end_column
    if finding.path is None or line is None or column is None or line != finding.end_line:
        return None
    whole = lines.get((finding.path, line))
    return None if whole is None else whole[column - 1 : end and end - 1]


def _replaced(text: str, wrong: str, right: str) -> str | None:
    if text.count(wrong) == 1:
        return text.replace(wrong, right)
    local, new = _local(wrong), _local(right)
    if not local or wrong.removesuffix(local) != right.removesuffix(new):
        return None
    if not _PLAIN.fullmatch(new):  # which would have to be escaped here or there
        return None
    for closing in _CLOSING:
        before = text.removesuffix(closing) if closing else text
        if text.endswith(closing) and before.endswith(local):
            start = before.removesuffix(local)
            # A whole name and no part of one; a word alone means what a JSON-LD context says.
            return start + new + closing if start.endswith((":", "/", "#")) else None
    return None


def _local(iri: str) -> str:
    found = _LOCAL.search(iri)
    return found[0] if found else ""
