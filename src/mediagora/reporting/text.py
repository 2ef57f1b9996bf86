"""A report as text for people: what is wrong, where, and how to mend it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mediagora.findings import Severity
from mediagora.reporting.excerpt import marked_lines, marked_text, wrapped
from mediagora.reporting.wording import (
    checked,
    counted,
    cut,
    is_told,
    left_out,
    name,
    path_name,
    place,
    sentences,
    shown,
    subject,
)
from mediagora.rules import codes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mediagora.findings import Finding, Report
    from mediagora.reporting.excerpt import Marked

    Lines = Mapping[tuple[str, int], str]

_IN_FULL: Final = 5
"""Findings of one kind that are shown with their source; of further ones the place is told."""
_TALLIED: Final = 10
"""Findings beyond which a table tells how many there are of each kind."""

_PROSE: Final = 100
"""Columns beyond which a line of words is hard to read."""
_WIDEST: Final = 160
"""Columns of a source line where no terminal sets a limit."""
_NARROWEST: Final = 20
_LONGEST_MARK: Final = 10_000
"""Characters at a finding's place that are compared with what was found."""

_COLOURS: Final = {Severity.VIOLATION: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
_FRAME: Final = "34"
_LABEL: Final = "1"


def text_report(report: Report, *, color: bool = False, width: int | None = None) -> str:
    """Write each finding with its place, source and mend, and what was checked.

    The first finding of a kind has all there is to tell, the next few their source, and further
    ones their place, so that many of the same do not hide what else there is.

    Args:
        report: What `validate` gave.
        color: Whether severities and marks are coloured with ANSI sequences.
        width: Columns of the terminal; `None` for lines of any length.

    Example:
        >>> from mediagora.findings import Finding, Report, Severity, Summary
        >>> summary = Summary(files=1, triples=3, focus_nodes=1, violations=1, warnings=0, infos=0,
        ...                   fixable=0, seconds=0.02, engine="shacl 0.3.4")
        >>> finding = Finding(code="MG205", severity=Severity.VIOLATION, message="No such year.",
        ...                   path="a.ttl", line=7, column=5, end_line=7, end_column=9)
        >>> print(text_report(Report((finding,), summary, {("a.ttl", 7): "    2204 ."})), end="")
        MG205 violation: No such year.
         --> a.ttl:7:5
          |
        7 |     2204 .
          |     ^^^^
        <BLANKLINE>
        1 file, 3 triples, 1 focus node checked in 0.02 s (shacl 0.3.4)
        1 violation, 0 warnings, 0 infos
        more on a code: mediagora rule MG205
    """
    page = _Page(report.lines, color=color, width=width)
    told: Counter[tuple[str, ...]] = Counter()
    blocks: list[list[str]] = []
    in_brief: tuple[str, ...] | None = None
    for finding in report.findings:
        kind = _kind(finding)
        told[kind] += 1
        if told[kind] <= _IN_FULL:
            blocks.append(list(page.finding(finding, explained=told[kind] == 1)))
            in_brief = None
            continue
        if kind != in_brief:
            blocks.append([*page.head(finding)])
            in_brief = kind
        blocks[-1].append(page.brief(finding))
    blocks += page.summary(report, told)
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def finding_text(
    finding: Finding, lines: Lines, *, color: bool = False, width: int | None = None
) -> str:
    """Write one finding with all there is to tell of it.

    Args:
        finding: Any.
        lines: Text of source lines by path and number, as in a report.
        color: Whether severity and mark are coloured with ANSI sequences.
        width: Columns of the terminal; `None` for lines of any length.

    Returns:
        Lines, the last without an end.

    Example:
        >>> from mediagora.findings import Finding, Severity
        >>> print(finding_text(Finding(code="MG231", severity=Severity.VIOLATION,
        ...     message="This is no feature. Take one that is declared.", path="a.ttl", line=3,
        ...     suggestion="https://w3id.org/mediagora/feature/groups"), {}))
        MG231 violation: This is no feature.
         --> a.ttl:3
          = help: did you mean feature:groups?
          = help: Take one that is declared.
    """
    return "\n".join(_Page(lines, color=color, width=width).finding(finding, explained=True))


@dataclass(frozen=True, slots=True)
class _Page:
    """Sets findings in lines for one terminal."""

    lines: Lines
    color: bool
    width: int | None

    def finding(self, finding: Finding, *, explained: bool) -> Iterator[str]:
        yield from self.head(finding)
        gutter = len(str(finding.line or 0))
        room = (self.width or _WIDEST) - gutter - len(" | ")
        marked, is_more = marked_lines(finding, self.lines, max(room, _NARROWEST))
        if marked:
            gutter = len(str(marked[-1].number))
        where = place(finding)
        if where:
            yield f"{' ' * gutter}{self._painted('-->', _FRAME)} {where}"
        if marked:
            yield from self._excerpt(finding, marked, gutter, is_more=is_more)
        margin = f"{' ' * gutter} {self._painted('=', _FRAME)} "
        for label, text in self._notes(finding, marked, explained=explained):
            first, *others = wrapped(text.split(" "), self._prose(gutter + 3), f"{label}: ", "  ")
            yield margin + self._painted(first[: len(label) + 1], _LABEL) + first[len(label) + 1 :]
            yield from (" " * (gutter + 3) + line for line in others)

    def head(self, finding: Finding) -> Iterator[str]:
        """Code, severity and what is wrong."""
        start = f"{_called(finding)}:"
        words = sentences(finding.message)[0].split(" ")
        first, *others = wrapped(words, self._prose(0), f"{start} ", "  ")
        yield self._painted(start, _COLOURS[finding.severity]) + first[len(start) :].rstrip()
        yield from others

    def brief(self, finding: Finding) -> str:
        """Where the same is wrong again, and with what."""
        about = subject(finding)
        named = "" if about is None else f"  {about}"
        meant = f" (did you mean {name(finding.suggestion)}?)" if finding.suggestion else ""
        return f" {self._painted('-->', _FRAME)} {place(finding) or 'somewhere'}{named}{meant}"

    def summary(self, report: Report, told: Counter[tuple[str, ...]]) -> Iterator[list[str]]:
        if len(report.findings) > max(_TALLIED, 2 * len(told)) and len(told) > 1:
            yield list(self._tally(report.findings, told))
        lines = [checked(report.summary), counted(report.summary), *left_out(report)]
        paged = set(codes())  # shapes of one's own may have codes of one's own, without a page
        explained = [finding for finding in report.findings if finding.code in paged]
        if explained:
            lines.append(f"more on a code: mediagora rule {min(explained, key=_gravity).code}")
        prose = self._prose(0)
        yield [each for line in lines for each in wrapped(line.split(" "), prose, "", "  ")]

    def _excerpt(
        self, finding: Finding, marked: Sequence[Marked], gutter: int, *, is_more: bool
    ) -> Iterator[str]:
        bar = self._painted("|", _FRAME)
        yield f"{' ' * gutter} {bar}"
        for line in marked:
            number = self._painted(f"{line.number:>{gutter}}", _FRAME)
            yield f"{number} {bar} {line.text}".rstrip()
            if line.width:
                mark = self._painted("^" * line.width, _COLOURS[finding.severity])
                yield f"{' ' * gutter} {bar} {' ' * line.indent}{mark}"
        if is_more:
            yield self._painted("...", _FRAME)

    def _notes(
        self, finding: Finding, marked: Sequence[Marked], *, explained: bool
    ) -> Iterator[tuple[str, str]]:
        headline, mend = sentences(finding.message)
        seen = " ".join([headline, *(line.text for line in marked)])
        value, node = finding.value, finding.focus_node
        told = value is None or is_told(name(value), headline)
        if value is not None and not told and not _stands(value, finding, self.lines):
            yield "found", name(value)
        about = path_name(finding.property or "")
        if explained and about.partition(":")[2] not in seen:
            yield "property", about
        if node and not _stands(node, finding, self.lines) and name(node) not in seen:
            if not node.startswith("_:"):
                yield "node", name(node)
            elif not marked:
                yield "node", f"one without a name ({name(node)})"
        if finding.suggestion or finding.fix is not None:
            yield "help", _meant(finding)
        if explained and mend:
            yield "help", mend
        if explained and (finding.shape or finding.shape_path):
            yield "shape", _shape(finding)

    def _tally(self, findings: Sequence[Finding], told: Counter[tuple[str, ...]]) -> Iterator[str]:
        first = {_kind(finding): finding for finding in reversed(findings)}
        kinds = sorted(told, key=lambda kind: (_gravity(first[kind]), -told[kind], kind))
        most = len(f"{max(told.values()):,}")
        longest = max(len(_called(first[kind])) for kind in kinds)
        for kind in kinds:
            finding = first[kind]
            label = _called(finding)
            painted = self._painted(label, _COLOURS[finding.severity])
            start = f"{told[kind]:>{most + 2},}  {painted}{' ' * (longest - len(label))}  "
            margin = " " * (most + longest + 6)
            said, *others = wrapped(
                sentences(finding.message)[0].split(" "), self._prose(len(margin)), "", ""
            )
            yield (start + said).rstrip()
            yield from (margin + line for line in others)

    def _prose(self, indent: int) -> int | None:
        if self.width is None:
            return None
        return max(min(self.width, _PROSE) - indent, _NARROWEST)

    def _painted(self, text: str, colour: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self.color else text


def _kind(finding: Finding) -> tuple[str, ...]:
    """What is explained once for all findings that have it in common."""
    return (finding.code, finding.severity, finding.message, finding.shape or "")


def _called(finding: Finding) -> str:
    return f"{shown(finding.code)} {finding.severity}"


def _gravity(finding: Finding) -> int:
    return list(Severity).index(finding.severity)


def _stands(text: str, finding: Finding, lines: Lines) -> bool:
    """Tell whether a value or a node is what is marked in the source, in whatever spelling."""
    marked = marked_text(finding, lines, _LONGEST_MARK)
    if not marked:
        return False
    if marked[0] in "\"'":
        start = (text.splitlines() or [""])[0] if _is_long(finding) else text
        return start in marked
    if text in {marked, marked.strip("<>")}:
        return True
    local = marked.rpartition(":")[2].replace("\\", "")
    return bool(local) and ":" in marked and text.endswith(("/" + local, "#" + local, ":" + local))


def _is_long(finding: Finding) -> bool:
    return finding.end_line not in {None, finding.line}


def _meant(finding: Finding) -> str:
    if finding.suggestion is None:
        return f"--fix writes {cut(finding.fix or '')} here"
    meant = f"did you mean {name(finding.suggestion)}?"
    if finding.fix is None:
        return meant
    if finding.fix == name(finding.suggestion):
        return f"{meant} --fix writes it"
    return f"{meant} --fix writes {cut(finding.fix) or 'nothing'} here"


def _shape(finding: Finding) -> str:
    named = name(finding.shape) if finding.shape else "a shape without a name"
    parts = [cut(finding.shape_path)] if finding.shape_path else []
    if parts and finding.shape_line is not None:
        parts = [f"{parts[0]}:{finding.shape_line}"]
    return ", ".join([named, *parts])
