"""`mediagora queries`: the catalogue, by group, and whether one of the user's own holds."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mediagora.cli import completing
from mediagora.cli.interrupt import ends_at_once
from mediagora.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediagora.querying.catalogue import Question


@click.command()
@click.argument("word", metavar="[GROUP|WORD]", required=False, shell_complete=completing.groups)
@click.option(
    "--queries",
    "folder",
    metavar="DIR",
    shell_complete=completing.folders,
    help="Folder with a catalogue of your own, listed before ours.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "turtle"]),
    help="Form of the list. [default: table]",
)
@click.option(
    "--endpoint", metavar="URL", help="With turtle: the endpoint that the questions are for."
)
@click.option(
    "--check",
    is_flag=True,
    help="Ask every question of the catalogue, and exit with 1 if one is at fault: for CI.",
)
@click.option(
    "--data",
    metavar="PATH",
    multiple=True,
    shell_complete=completing.paths,
    help="With --check: your own RDF files or folders, asked as well.",
)
@ends_at_once()
def command(
    *,
    word: str | None,
    folder: str | None,
    form: str | None,
    endpoint: str | None,
    check: bool,
    data: tuple[str, ...],
) -> int:
    """List the questions that `mediagora query NAME` answers, with their parameters.

    GROUP lists one group, and WORD what has it in a name, a summary, a question or a keyword. A
    catalogue of your own is a folder of files like ours, GROUP/NAME.rq; --check tells which of them
    do not parse, use terms that nothing declares or do not answer what NAME.expected.csv beside
    them records.

    \b
    mediagora queries features
    mediagora queries --queries my-queries --check
    mediagora queries --format turtle > queries.ttl
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    from mediagora.querying import queries
    from mediagora.reporting.catalogue import picked

    if check and (word is not None or form is not None):
        message = "--check goes through the whole catalogue; leave out the word and --format"
        raise UsageError(message)
    if data and not check:
        message = "--data is asked by --check alone; leave it out, or add --check"
        raise UsageError(message)
    if endpoint is not None and form != "turtle":
        message = "--endpoint is told by --format turtle alone; leave it out, or add that"
        raise UsageError(message)
    own = None if folder is None else Path(folder)
    if check:
        return _checked(own, data)
    questions = queries(own)
    click.echo(
        _told(questions if word is None else picked(questions, word), form, endpoint), nl=False
    )
    return 0


def _told(questions: Sequence[Question], form: str | None, endpoint: str | None) -> str:
    from mediagora.reporting.catalogue import catalogue_json, catalogue_text

    match form:
        case "json":
            return catalogue_json(questions)
        case "turtle":
            from mediagora.publishing.turtle import format as laid_out
            from mediagora.reporting.executables import executables

            return laid_out(executables(questions, endpoint=endpoint))
        case _:
            return catalogue_text(questions, width=shutil.get_terminal_size().columns)


def _checked(folder: Path | None, data: tuple[str, ...]) -> int:
    from mediagora.querying.catalogue import files
    from mediagora.reporting.checking import faults

    count = 0
    for fault in faults(folder, data=data or None):
        count += 1
        click.echo(fault)
    many = len(files(folder))
    asked = "1 question" if many == 1 else f"{many} questions"
    found = {0: "no fault", 1: "1 fault"}.get(count, f"{count} faults")
    click.echo(f"{asked}, {found}", err=True)
    return int(count > 0)
