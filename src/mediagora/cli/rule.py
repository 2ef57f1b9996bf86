"""`mediagora rule`: what a code means, why it matters and how to mend it."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Final

import click

from mediagora.cli import completing
from mediagora.cli.interrupt import ends_at_once

_WIDEST: Final = 100
"""Columns beyond which lines of prose are hard to read."""


@click.command()
@click.argument("codes", metavar="[CODE]...", nargs=-1, shell_complete=completing.codes)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="Form of the page.",
)
@ends_at_once()
def command(*, codes: tuple[str, ...], form: str) -> None:
    """Explain the rule CODE, with a bad and a good example; without a CODE, list all rules.

    \b
    mediagora rule MG203
    mediagora rule
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    from mediagora.reporting import rulepage
    from mediagora.rules import rule, rules

    asked = [rule(code) for code in dict.fromkeys(code.strip().upper() for code in codes)]
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    match form:
        case "json":
            told = rulepage.rules_json(asked or rules())
        case "markdown":
            pages = "\n".join(each.text for each in asked)
            told = pages or rulepage.rules_markdown(rules())
        case _:
            color = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
            pages = "\n".join(rulepage.rule_text(each, width=width, color=color) for each in asked)
            told = pages or rulepage.rules_text(rules(), width=width)
    click.echo(told, nl=False, color=True)  # what is coloured is decided above
