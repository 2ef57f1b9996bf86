"""What a finding is called wherever people read it: its place, its gist, its names in short."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mediagora.reporting.layout import one_line, printable
from mediagora.validation.messages import shorten_path
from mediagora.vocabulary import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.findings import Finding, Report, Summary

STANDARD_INPUT: Final = "<stdin>"

_ELLIPSIS: Final = "…"
_LONGEST: Final = 200
"""Characters of a value or a name that people are shown."""
_LONGEST_IN_GIST: Final = 80
_SENTENCE_END: Final = re.compile(r"(?<=[^\s.]{3})\.\s+(?=\S)")
"""After a word of three letters at least, so that an abbreviation such as `e.g.` ends nothing."""


def path_of(finding: Finding) -> str | None:
    """Name the file of a finding, fit for a terminal."""
    return None if finding.path is None else path_shown(finding.path)


def path_shown(path: str) -> str:
    """Name a file, fit for a terminal.

    Example:
        >>> path_shown("-")
        '<stdin>'
    """
    return STANDARD_INPUT if path == "-" else shown(path)


def place(finding: Finding) -> str:
    """Write file, line and column, as far as they are known.

    Example:
        >>> from mediagora.findings import Finding, Severity
        >>> place(Finding(code="MG001", severity=Severity.VIOLATION, message="", path="a.ttl",
        ...               line=3, column=9))
        'a.ttl:3:9'
    """
    parts = (path_of(finding), finding.line, finding.column)
    return ":".join(str(part) for part in parts if part is not None)


@lru_cache(maxsize=1024)
def sentences(message: str) -> tuple[str, str]:
    """Part what is wrong from what would be right: the first sentence from the others.

    Messages are written that way; of one that is not, no word is lost.

    Example:
        >>> sentences("This is no year. Write it bare, such as 2004.")
        ('This is no year.', 'Write it bare, such as 2004.')
    """
    text = one_line(message)
    end = _SENTENCE_END.search(text)
    return (text[: end.start() + 1], text[end.end() :]) if end else (text, "")


def name(iri: str) -> str:
    """Write an IRI, a blank node or the text of a literal in short, fit for one line.

    Example:
        >>> name("https://w3id.org/mediagora/feature/groups")
        'feature:groups'
    """
    return cut(shorten(iri) if len(iri) <= _LONGEST else iri) or "(an empty text)"


def path_name(path: str) -> str:
    """Write a property, or a property path, in short."""
    return cut(shorten_path(path))


def cut(text: str, longest: int = _LONGEST) -> str:
    """Show a text as far as it is not too long.

    Example:
        >>> cut("a long text", 6)
        'a long…'
    """
    return shown(text) if len(text) <= longest else shown(text[:longest]) + _ELLIPSIS


def shown(text: str) -> str:
    """Show a text, its control characters as escapes; most texts have none."""
    return text if text.isprintable() else printable(text)


def gist(finding: Finding) -> str:
    """Tell a finding in one line: what is wrong with what, and what may be meant.

    Example:
        >>> from mediagora.findings import Finding, Severity
        >>> gist(Finding(code="MG231", severity=Severity.VIOLATION,
        ...              message="This is no feature. Take another.", value="urn:grups",
        ...              suggestion="urn:groups"))
        'This is no feature: urn:grups (did you mean urn:groups?)'
    """
    said = sentences(finding.message)[0]
    about = subject(finding)
    if about is not None and not is_told(about, said):
        said = f"{said.removesuffix('.')}: {cut(about, _LONGEST_IN_GIST)}"
    return said + (f" (did you mean {name(finding.suggestion)}?)" if finding.suggestion else "")


def is_told(about: str, said: str) -> bool:
    """Tell whether a message names a value: a text in quotes, anything else as a whole.

    Example:
        >>> is_told("ex:a", "There is no ex:ab."), is_told("be", "It must be a year.")
        (False, False)
        >>> is_told("ex:a", "There is no ex:a."), is_told("be", "It is 'be', and no year.")
        (True, True)
    """
    if ":" not in about:
        return any(f"{mark}{about}{mark}" in said for mark in "\"'")
    return bool(re.search(rf"(?<![\w:/#.-]){re.escape(about)}(?![\w:/#-]|\.\w)", said))


def subject(finding: Finding) -> str | None:
    """Name the value that is wrong, or the node; a nameless one is told by its place, if it can."""
    about = finding.focus_node if finding.value is None else finding.value
    if about is None or (about.startswith("_:") and finding.line is not None):
        return None
    return name(about)


def checked(summary: Summary) -> str:
    """Say what was checked, in what time and by which engine."""
    return (
        f"{count(summary.files, 'file')}, {count(summary.triples, 'triple')}, "
        f"{count(summary.focus_nodes, 'focus node')} checked in {summary.seconds:.2f} s "
        f"({shown(summary.engine)})"
    )


def counted(summary: Summary) -> str:
    """Say how much was found, and how much of it can be mended."""
    found = ", ".join(
        count(number, noun)
        for number, noun in (
            (summary.violations, "violation"),
            (summary.warnings, "warning"),
            (summary.infos, "info"),
        )
    )
    return found + (f"; {summary.fixable:,} can be mended with --fix" if summary.fixable else "")


def left_out(report: Report) -> Iterator[str]:
    """Say what is not told, and why; nothing where all is."""
    quiet = []
    if report.known:
        quiet.append(f"{report.known:,} known to the baseline")
    if report.suppressed:
        quiet.append(f"{report.suppressed:,} suppressed by comments")
    if quiet:
        yield ", ".join(quiet)
    if report.gone:
        occurs = "occurs" if report.gone == 1 else "occur"
        entries = "entry" if report.gone == 1 else "entries"
        yield (
            f"{report.gone:,} {entries} of the baseline {occurs} no more; "
            "--update-baseline drops what is gone"
        )
    if report.unlisted:
        yield unlisted(report)


def unlisted(report: Report) -> str:
    """Say how many findings are not listed, and how to see them."""
    more = "is" if report.unlisted == 1 else "are"
    return f"{report.unlisted:,} more {more} not listed; --max-findings 0 lists all"


def count(number: int, noun: str) -> str:
    """Count things.

    Example:
        >>> count(1, "file"), count(1300000, "triple")
        ('1 file', '1,300,000 triples')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
