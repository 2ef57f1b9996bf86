"""`mediagora diff`: what differs between two versions of ontology or data, and what comes of it."""

from __future__ import annotations

import shutil

import click

from mediagora.cli import completing
from mediagora.cli.interrupt import ends_at_once


@click.command()
@click.argument("a", metavar="A", shell_complete=completing.paths)
@click.argument("b", metavar="B", shell_complete=completing.paths)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="Form of the difference; json has all of it.",
)
@click.option(
    "--data",
    metavar="PATH",
    multiple=True,
    help="RDF files or folders added to both, so that consequences for them are seen.",
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 if the two differ.")
@ends_at_once()
def command(*, a: str, b: str, form: str, data: tuple[str, ...], exit_code: bool) -> int:
    """Tell what differs from A to B: terms, facts, evidence, consequences and answers.

    A and B are RDF files, folders or patterns; one of them may be `-`, Turtle on standard input, or
    a pipe. The order of triples, prefixes, formats and labels of blank nodes make no difference.
    Where neither holds the ontology, the one that ships is added to both. From the difference, a
    patch, minor or major release is suggested.

    \b
    mediagora diff old.ttl new.ttl
    git show HEAD:data/platforms/xing.ttl | mediagora diff - data/platforms/xing.ttl
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    from mediagora.changes import diff

    difference = diff(a, b, data=data or None)
    match form:
        case "json":
            from mediagora.changes.jsonform import diff_json

            told = diff_json(difference)
        case "markdown":
            from mediagora.changes.markdown import diff_markdown

            told = diff_markdown(difference)
        case _:
            from mediagora.changes.text import diff_text

            told = diff_text(difference, width=shutil.get_terminal_size().columns)
    click.echo(told.encode(errors="replace"), nl=False)
    return int(exit_code and not difference.is_equal)
