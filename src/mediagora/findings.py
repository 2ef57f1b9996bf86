"""The finding: what validation and reasoning hand to reporting, and nothing else.

One frozen record, many printers. The field names are the JSON output's own and do not change.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class Severity(StrEnum):
    """How grave a finding is, the gravest first (SHACL's three severities)."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    def at_least(self, threshold: Severity) -> bool:
        """Tell whether this severity is as grave as the threshold, or graver.

        Example:
            >>> Severity.VIOLATION.at_least(Severity.WARNING)
            True
        """
        order = list(Severity)
        return order.index(self) <= order.index(threshold)


@dataclass(frozen=True, slots=True)
class Origin:
    """The SHACL result that a finding comes from, for a report in SHACL's own form.

    Attributes:
        component: IRI of the constraint component.
        focus_node: The node, in N-Triples syntax.
        value: The value, in N-Triples syntax, with language and datatype.
    """

    component: str
    focus_node: str
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong, and where.

    Lines and columns count from 1, columns in Unicode code points; ends are exclusive; `None` means
    unknown. IRIs stand in full. `property` is an IRI, or a SPARQL property path where the path is
    longer than one step.

    Example:
        >>> finding = Finding(code="MG201", severity=Severity.VIOLATION, message="no label",
        ...                   path="a.ttl", focus_node="https://example.org/a")
        >>> finding.code, len(finding.fingerprint)
        ('MG201', 16)
    """

    code: str
    severity: Severity
    message: str
    path: str | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    focus_node: str | None = None
    property: str | None = None
    value: str | None = None
    shape: str | None = None
    shape_path: str | None = None
    shape_line: int | None = None
    suggestion: str | None = None
    fix: str | None = None
    fingerprint: str = field(default="", compare=False)
    origin: Origin | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not self.fingerprint:
            object.__setattr__(self, "fingerprint", self._digest())

    def _digest(self) -> str:
        # No line numbers: a finding keeps its fingerprint when the file around it moves. A finding
        # about a file as a whole has nothing but its path and message to be known by.
        # The number of a blank node changes with what stands before it.
        node, value = (
            "_:" if each and each.startswith("_:") else each
            for each in (self.focus_node, self.value)
        )
        known_by: tuple[str | None, ...] = (self.code, node, self.property, value)
        if self.focus_node is None:
            known_by = (self.code, self.path, self.message)
        text = "\x1f".join("" if part is None else part for part in known_by)
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]

    def at(self, line: int, column: int, end_line: int, end_column: int) -> Finding:
        """Give the same finding with a place.

        Args:
            line: From 1, as all of them.
            column: In Unicode code points.
            end_line: Line of the first character that is no longer meant.
            end_column: Its column.

        Example:
            >>> finding = Finding(code="MG201", severity=Severity.VIOLATION, message="no label")
            >>> finding.at(3, 1, 3, 5).end_column
            5
        """
        return replace(self, line=line, column=column, end_line=end_line, end_column=end_column)

    def sort_key(self) -> tuple[str, int, int, str, str, str, str]:
        """File, line, column, code, then what the finding is about."""
        return (
            self.path or "",
            self.line or 0,
            self.column or 0,
            self.code,
            self.focus_node or "",
            self.property or "",
            self.value or "",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run of `validate` did. `seconds` is wall time; the rest are counts."""

    files: int
    triples: int
    focus_nodes: int
    violations: int
    warnings: int
    infos: int
    fixable: int
    seconds: float
    engine: str


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one run, sorted by file, line, column and code, and the summary.

    Attributes:
        findings: Those that are listed.
        summary: Counts of all findings that count, listed or not.
        lines: Text of the lines at which listed findings point, without their ends, by path and
            line; none where it is not known.
        unlisted: How many more findings there are than the caller wanted to have listed.
        suppressed: How many findings comments in the data suppress.
        known: How many findings the baseline holds.
        gone: How many it holds that occur no more.
        files: All files of the run, as the user named them.
        checks_too_little: Whether something is checked in vain (`MG401` to `MG404`), such as a file
            in which no shape has a target.

    Example:
        >>> import mediagora
        >>> report = mediagora.validate("data/platforms/facebook.ttl")  # doctest: +SKIP
        >>> report.conforms  # doctest: +SKIP
        True
    """

    findings: tuple[Finding, ...]
    summary: Summary
    lines: Mapping[tuple[str, int], str] = field(default_factory=dict, repr=False)
    unlisted: int = 0
    suppressed: int = 0
    known: int = 0
    gone: int = 0
    files: tuple[str, ...] = field(default=(), repr=False)
    checks_too_little: bool = False

    @property
    def conforms(self) -> bool:
        """Whether nothing as grave as a violation was found, listed or not."""
        return not self.summary.violations

    def at_least(self, threshold: Severity) -> list[Finding]:
        """The listed findings as grave as the threshold, or graver."""
        return [finding for finding in self.findings if finding.severity.at_least(threshold)]


SCHEMA_VERSION: Final = 1
"""Version of the JSON output; it grows when a field changes its meaning or goes."""
