"""`mediagora describe`: what is known of one term or platform."""

from __future__ import annotations

import shutil

import click

from mediagora.cli import completing
from mediagora.cli.interrupt import ends_at_once


@click.command()
@click.argument("term", shell_complete=completing.things())
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "turtle"]),
    default="text",
    show_default=True,
    help="Form of the description.",
)
@click.option("--data", metavar="PATH", multiple=True, help="Your own RDF files or folders, added.")
@ends_at_once()
def command(*, term: str, form: str, data: tuple[str, ...]) -> None:
    """Tell what is known of TERM: its names, its place, its facts and who says so.

    TERM is an IRI, a CURIE such as `feature:groups`, a short name such as `facebook`, or a label in
    English, French, Spanish, German, Italian or Portuguese.

    \b
    mediagora describe facebook
    mediagora describe 'social network'
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    from mediagora.querying.describing import graph_of, look_up
    from mediagora.reporting.descriptions import describe_json, describe_text

    description, view = look_up(term, data=data or None)
    match form:
        case "json":
            click.echo(describe_json(description), nl=False)
        case "turtle":
            from mediagora.reading.interop import to_rdflib

            click.echo(to_rdflib(graph_of(description, view)).serialize(format="turtle"), nl=False)
        case _:
            width = shutil.get_terminal_size().columns
            click.echo(describe_text(description, width=width), nl=False)
