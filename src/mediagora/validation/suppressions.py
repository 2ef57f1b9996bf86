"""Comments at a line's end that say to ignore what is found there, and those that are of no use.

mediagora:launchYear 1899 ;  # mediagora: ignore[MG221]
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.errors import MediagoraError
from mediagora.findings import Finding, Severity
from mediagora.reading import comments as reading
from mediagora.validation.choice import codes_under, is_unreadable, nearest_codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mediagora.reading.inputs import Source
    from mediagora.reading.spans import Span
    from mediagora.validation.choice import Choice

USELESS: Final = "MG404"

_FORM: Final = re.compile(
    r"mediagora\s*:\s*ignore\s*(?:\[(?P<codes>[^][]*)\].*|(?:\#.*)?)", re.IGNORECASE | re.DOTALL
)
"""Not followed by a text without brackets, which might be codes."""

_SEPARATOR: Final = re.compile(r"[,\s]+")


@dataclass(frozen=True, slots=True)
class Suppression:
    """What one comment says.

    Attributes:
        path: The document it stands in.
        span: Its place.
        names: Codes or starts of codes, as written; `None` if it names none and so means all.
        alone: Whether nothing else stands on its line.
    """

    path: str
    span: Span
    names: tuple[str, ...] | None
    alone: bool


class Applied(NamedTuple):
    """Findings, sorted out by comments.

    Attributes:
        kept: Those that stay.
        suppressed: Those that a comment covers.
        useless: A finding for each comment, or code in one, that covers nothing (`MG404`).
    """

    kept: list[Finding]
    suppressed: list[Finding]
    useless: list[Finding]


def comments(source: Source) -> list[Suppression]:
    """Find the comments of a document or query that suppress findings; none if it cannot be read.

    They are of the form `# mediagora: ignore` or `# mediagora: ignore[MG203, MG22]`, in any case,
    also after the `#` of another comment, and in RDF/XML `<!-- mediagora: ignore -->`. Behind the
    brackets there may be a reason. JSON-LD has no comments.

    Args:
        source: The document or query.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> text = b"<urn:a> <urn:b> 1 .  # mediagora: ignore[MG203] until May"
        >>> [found] = comments(Source("a.ttl", "turtle", text))
        >>> found.names, found.span.line
        (('MG203',), 1)
    """
    try:
        return [
            Suppression(source.path, comment.span, _names(comment.text), comment.alone)
            for comment in reading.comments(source)
        ]
    except MediagoraError:  # told where its statements are read
        return []


def apply(
    findings: Iterable[Finding],
    by_path: Mapping[str, Sequence[Suppression]],
    choice: Choice,
) -> Applied:
    """Leave out the findings that comments cover.

    A comment covers what stands on its line, or on several lines of which its own is one. What
    cannot be read (`MG0…`) it does not cover.

    A comment, or a code in one, that covers nothing is reported, unless the run left out a code
    that it stands for, or checks none of them; or the comment names `MG404` as well.

    Args:
        findings: With their places. One without a line stays.
        by_path: The comments of documents. Those of one that cannot be read are not judged.
        choice: The codes of the run.
    """
    kept: list[Finding] = []
    suppressed: list[Finding] = []
    used: set[tuple[Suppression, str]] = set()
    unreadable = set()
    lines = {path: _Lines(each, choice) for path, each in by_path.items()}
    for finding in findings:
        if is_unreadable(finding.code):
            unreadable.add(finding.path)
        covering = list(lines[finding.path].covering(finding)) if finding.path in lines else []
        used.update(covering)
        (suppressed if covering else kept).append(finding)
    useless: list[Finding] = []
    if USELESS in choice:
        for path, each in by_path.items():
            if path not in unreadable:
                useless += [found for one in each for found in _useless(one, used, choice)]
    return Applied(kept, suppressed, useless)


class _Lines:
    """The comments of one document by line."""

    def __init__(self, suppressions: Iterable[Suppression], choice: Choice) -> None:
        self._all = sorted(suppressions, key=lambda each: each.span)
        self._lines = [each.span.line for each in self._all]
        self._codes = [_meant(each, choice) for each in self._all]

    def covering(self, finding: Finding) -> Iterator[tuple[Suppression, str]]:
        """The comments that cover a finding, each with the name that does."""
        if finding.line is None or is_unreadable(finding.code):
            return
        start = bisect_left(self._lines, finding.line)
        end = bisect_right(self._lines, _last_line(finding))
        for each, codes in zip(self._all[start:end], self._codes[start:end], strict=True):
            for name, meant in codes.items():
                if finding.code in meant:
                    yield each, name


def _names(text: str) -> tuple[str, ...] | None:
    """The names in brackets; `None` if there are no brackets, nothing if the form is wrong."""
    found = _FORM.fullmatch(text)
    if found and found["codes"] is None:
        return None
    return tuple(filter(None, _SEPARATOR.split(found["codes"]))) if found else ()


def _meant(suppression: Suppression, choice: Choice) -> dict[str, frozenset[str]]:
    """The codes that each name stands for: none if nothing is called so, all for no name."""
    if suppression.names is None:
        return {"": choice.known}
    return {name: codes_under(name, choice.known) for name in suppression.names}


def _last_line(finding: Finding) -> int:
    line, last = finding.line or 0, finding.end_line
    if last is None or last <= line:
        return line
    return last - (finding.end_column == 1)  # ends are exclusive


def _useless(
    suppression: Suppression, used: set[tuple[Suppression, str]], choice: Choice
) -> Iterator[Finding]:
    meant = _meant(suppression, choice)
    if suppression.names is not None and any(USELESS in codes for codes in meant.values()):
        return
    if not meant:
        message = (
            "This comment suppresses nothing. Write it as mediagora: ignore or as "
            "mediagora: ignore[MG203, MG222], with a reason behind the brackets."
        )
        yield _finding(suppression, message)
    idle = []
    for name, codes in meant.items():
        if not codes:
            near = nearest_codes(name, choice.known)
            hint = f" The nearest is {near[0]}." if near else ""
            yield _finding(suppression, f"There is no code '{name}' to suppress.{hint}", name)
        elif (
            (suppression, name) not in used
            and codes <= choice.codes
            and not codes.isdisjoint(choice.checked)
        ):
            idle.append(name)
    if idle:
        by = f" by {' or '.join(idle)}" if suppression.names else ""
        message = f"This comment suppresses nothing{by}: there is no such finding on its line."
        if suppression.alone:
            message += " It belongs at the end of the line at which a finding points."
        yield _finding(suppression, message, ", ".join(idle) or None)


def _finding(suppression: Suppression, message: str, value: str | None = None) -> Finding:
    span = suppression.span
    return Finding(
        code=USELESS,
        severity=Severity.WARNING,
        message=message,
        path=suppression.path,
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
        value=value,
    )
