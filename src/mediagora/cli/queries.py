"""`mediagora queries`: the catalogue, by group."""

from __future__ import annotations

import shutil

import click


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Form of the list.",
)
def command(form: str) -> None:
    """List the questions that `mediagora query NAME` answers, with their parameters."""
    from mediagora.querying import queries
    from mediagora.reporting.catalogue import catalogue_json, catalogue_text

    questions = queries()
    if form == "json":
        click.echo(catalogue_json(questions), nl=False)
    else:
        width = shutil.get_terminal_size().columns
        click.echo(catalogue_text(questions, width=width), nl=False)
