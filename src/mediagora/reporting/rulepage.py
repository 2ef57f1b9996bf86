"""Rules for people at a terminal, as Markdown and as JSON; their pages are Markdown already."""

from __future__ import annotations

import json
import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from mediagora.findings import Severity
from mediagora.reporting.layout import fields, paragraph, title
from mediagora.rules import help_uri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mediagora.rules import Rule

GROUPS: Final = (
    ("MG0", "Files that cannot be read"),
    ("MG1", "Terms of the vocabulary"),
    ("MG2(?!9[1-9])", "Shapes that ship"),
    ("MG29[1-9]", "Shapes of your own"),
    ("MG3", "Logic"),
    ("MG4", "The check itself"),
)
"""How the codes of a group begin, and what it is about."""

_INDENT: Final = "    "
_FENCE: Final = "\n```"
_CODE: Final = re.compile(r"`([^`]+)`")
_BOLD: Final = "\x1b[1m"
_CODE_COLOUR: Final = "\x1b[36m"
_COLOURS: Final = {
    Severity.VIOLATION: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.INFO: "\x1b[1;36m",
}
_PLAIN: Final = "\x1b[0m"


def rule_text(rule: Rule, *, width: int = 80, color: bool = False) -> str:
    """Show the page of a rule: paragraphs wrapped, examples indented and as they are.

    Args:
        rule: The rule.
        width: Columns of the terminal.
        color: Whether headings, code and the severity are coloured with ANSI sequences.

    Example:
        >>> from mediagora.rules import rule
        >>> print(rule_text(rule("MG203")).partition(":")[0])
        MG203
    """
    lines: list[str] = []
    for kind, content in _parts(rule.text):
        if kind == "code":
            lines += [f"{_INDENT}{line}".rstrip() for line in content.splitlines()]
        elif kind == "title":
            head, ruler = title(f"{content} ({rule.severity})", width), f"({rule.severity})"
            told = f"({_coloured(rule.severity, _COLOURS[rule.severity], color=color)})"
            lines += [line.replace(ruler, told) for line in head]
        elif kind == "heading":
            lines.append(_coloured(content, _BOLD, color=color))
        else:
            # `textwrap` leaves a space before a word that it has to break.
            prose = "\n".join(line.rstrip() for line in paragraph(content, width))
            marked = _CODE.sub(rf"{_CODE_COLOUR}\1{_PLAIN}", prose) if color else prose
            lines += marked.split("\n")
        lines.append("")
    return "\n".join(lines)


def rules_text(rules: Sequence[Rule], *, width: int = 80) -> str:
    """List rules by group, each with its severity and its title.

    Args:
        rules: Those of a group are listed in the order given.
        width: Columns of the terminal.
    """
    lines: list[str] = []
    for name, members in _groups(rules):
        pairs = [(f"{rule.code}  {rule.severity:<9}", rule.title) for rule in members]
        lines += [name, *fields(pairs, width), ""]
    lines.append(f"{len(rules)} rules; read about one with: mediagora rule CODE")
    return "\n".join([*lines, ""])


def rules_markdown(rules: Sequence[Rule], address: Callable[[str], str] = help_uri) -> str:
    """List rules by group in a table of Markdown, linked to their pages.

    Args:
        rules: Those of a group are listed in the order given.
        address: Gives the address of a code's page.
    """
    rows = ["| code | what is wrong | severity |", "|---|---|---|"]
    for name, members in _groups(rules):
        rows.append(f"| **{name}** | | |")
        rows += [
            f"| [{rule.code}]({address(rule.code)}) | {rule.title} | {rule.severity} |"
            for rule in members
        ]
    return "\n".join([*rows, ""])


def rules_json(rules: Sequence[Rule]) -> str:
    """Give each rule with its code, title, severity, address and the Markdown of its page."""
    listed = [
        {
            "code": rule.code,
            "title": rule.title,
            "severity": str(rule.severity),
            "help_uri": help_uri(rule.code),
            "text": rule.text,
        }
        for rule in rules
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def _groups(rules: Sequence[Rule]) -> Iterator[tuple[str, list[Rule]]]:
    names = [name for _, name in GROUPS]
    ordered = sorted(rules, key=lambda rule: names.index(_group(rule)))
    return ((name, list(members)) for name, members in groupby(ordered, key=_group))


def _group(rule: Rule) -> str:
    return next(name for codes, name in GROUPS if re.match(codes, rule.code))


def _parts(page: str) -> Iterator[tuple[str, str]]:
    """Take a page apart: `title`, `heading`, `prose` and `code`, each with its content."""
    for number, piece in enumerate(page.split(_FENCE)):
        if number % 2:  # the language stands on the first line
            yield "code", piece.partition("\n")[2]
            continue
        for block in re.split(r"\n{2,}", piece.strip("\n")):
            marks, _, text = block.partition(" ")
            kind = {"#": "title", "##": "heading"}.get(marks)
            if kind:
                yield kind, text
            elif block:
                yield "prose", block


def _coloured(text: str, sequence: str, *, color: bool) -> str:
    return f"{sequence}{text}{_PLAIN}" if color else text
