"""Which findings a report lists: the chosen codes, without what is suppressed or known already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from mediagora.findings import Finding, Severity
from mediagora.validation import baseline
from mediagora.validation.known import Checked
from mediagora.validation.placing import place
from mediagora.validation.suppressions import apply, comments

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from mediagora.validation.choice import Choice
    from mediagora.validation.documents import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a caller wants to hear of.

    Attributes:
        baseline: File with the findings that are known already.
        update_baseline: Whether to write all findings into it.
        max_findings: How many are listed, the gravest; all if `None`.
        roots: What was given to check: files, folders and patterns.
    """

    baseline: Path | None = None
    update_baseline: bool = False
    max_findings: int | None = None
    roots: tuple[str, ...] = ()


class Listing(NamedTuple):
    """The findings that count, and those of them that are listed.

    Attributes:
        findings: All that count.
        listed: Those to be listed, with their places.
        suppressed: How many comments suppress.
        known: How many the baseline holds.
        gone: How many it holds that occur no more.
    """

    findings: list[Finding]
    listed: list[Finding]
    suppressed: int
    known: int
    gone: int


def listing(
    findings: Iterable[Finding],
    wishes: Wishes,
    choice: Choice,
    documents: Mapping[str, Document],
) -> Listing:
    """Sort out which findings count and which are listed, and place those.

    Comments are judged by the lines they stand on, so all findings of a document that has some are
    placed; of the others only those that are listed.

    Args:
        findings: Of a run, without places.
        wishes: What the caller wants to hear of.
        choice: The codes of the run.
        documents: By path, those of shapes included.

    Raises:
        UsageError: The baseline cannot be read or written.
    """
    counted = [finding for finding in findings if finding.code in choice]
    counted, suppressed = _without_suppressed(counted, choice, documents)
    known = gone = 0
    if wishes.baseline is not None:
        checked = Checked(documents.keys(), choice.checked, wishes.roots)
        # A node without a name is known by what is said of it, which is looked up with its place.
        counted = [*_named(counted), *place(_nameless(counted), documents)]
        if wishes.update_baseline:
            held = baseline.write(wishes.baseline, counted, checked)
        else:
            held = baseline.read(wishes.baseline)
        gone = sum(entry.count for entry in held.gone(counted, checked))
        counted, old = held.split(counted)
        known = len(old)
    listed = counted
    if wishes.max_findings is not None and len(counted) > wishes.max_findings:
        listed = sorted(counted, key=_gravest_first)[: wishes.max_findings]
    return Listing(counted, place(listed, documents), suppressed, known, gone)


def _without_suppressed(
    findings: list[Finding], choice: Choice, documents: Mapping[str, Document]
) -> tuple[list[Finding], int]:
    found = {path: comments(document.source) for path, document in documents.items()}
    by_path = {path: each for path, each in found.items() if each}
    if not by_path:
        return findings, 0
    there = [finding for finding in findings if finding.path in by_path]
    kept = [finding for finding in findings if finding.path not in by_path]
    applied = apply(place(there, documents), by_path, choice)
    return [*kept, *applied.kept, *applied.useless], len(applied.suppressed)


def _named(findings: Iterable[Finding]) -> list[Finding]:
    return [each for each in findings if not (each.focus_node or "").startswith("_:")]


def _nameless(findings: Iterable[Finding]) -> list[Finding]:
    return [each for each in findings if (each.focus_node or "").startswith("_:")]


def _gravest_first(finding: Finding) -> tuple[int, tuple[object, ...]]:
    return list(Severity).index(finding.severity), finding.sort_key()
