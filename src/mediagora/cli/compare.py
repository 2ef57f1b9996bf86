"""`mediagora compare`: two classes or two platforms side by side."""

from __future__ import annotations

import shutil

import click

from mediagora.cli import completing
from mediagora.cli.interrupt import ends_at_once


@click.command()
@click.argument("first", metavar="A", shell_complete=completing.comparable)
@click.argument("second", metavar="B", shell_complete=completing.comparable)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the comparison.",
)
@click.option("--data", metavar="PATH", multiple=True, help="Your own RDF files or folders, added.")
@ends_at_once()
def command(*, first: str, second: str, form: str, data: tuple[str, ...]) -> None:
    """Compare A and B: two classes by the sources' criteria, two platforms by what they have.

    \b
    mediagora compare 'social media' 'social network'
    mediagora compare facebook linkedin
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    from mediagora.querying import compare
    from mediagora.reporting.comparisons import compare_json, compare_text

    comparison = compare(first, second, data=data or None)
    if form == "json":
        click.echo(compare_json(comparison), nl=False)
    else:
        width = shutil.get_terminal_size().columns
        click.echo(compare_text(comparison, width=width), nl=False)
