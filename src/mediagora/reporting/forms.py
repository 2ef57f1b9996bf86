"""The forms of a report by name: one record, many printers, each a pure function of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mediagora.errors import UnknownNameError
from mediagora.vocabulary import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediagora.findings import Report

FORMS: Final = ("text", "concise", "json", "sarif", "junit", "github", "turtle")
"""Names of the forms, the one for people first."""


def render(report: Report, form: str, *, color: bool = False, width: int | None = None) -> str:
    """Write a report in one of its forms.

    Args:
        report: What `validate` gave.
        form: One of `FORMS`.
        color: Whether text for people is coloured with ANSI sequences.
        width: Columns that text for people may take; `None` where nobody looks at it in a terminal.

    Returns:
        Whole lines, or nothing at all.

    Raises:
        UnknownNameError: There is no such form.

    Example:
        >>> from mediagora.findings import Report, Summary
        >>> summary = Summary(files=1, triples=3, focus_nodes=1, violations=0, warnings=0, infos=0,
        ...                   fixable=0, seconds=0.02, engine="shacl 0.3.4")
        >>> print(render(Report((), summary), "concise"), end="")
        0 violations, 0 warnings, 0 infos
    """
    if form == "text":
        from mediagora.reporting.text import text_report

        return text_report(report, color=color, width=width)
    return _printer(form)(report)


def _printer(form: str) -> Callable[[Report], str]:
    match form:
        case "concise":
            from mediagora.reporting.concise import concise_report as printer
        case "json":
            from mediagora.reporting.jsonform import json_report as printer
        case "sarif":
            from mediagora.reporting.sarif import sarif_report as printer
        case "junit":
            from mediagora.reporting.junit import junit_report as printer
        case "github":
            from mediagora.reporting.github import github_report as printer
        case "turtle":
            from mediagora.reporting.turtle import turtle_report as printer
        case _:
            raise UnknownNameError("form", form, nearest(form, FORMS))
    return printer
