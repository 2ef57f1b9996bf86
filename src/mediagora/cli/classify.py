"""`mediagora classify`: what a platform is, by what is known of it."""

from __future__ import annotations

import shutil

import click

from mediagora.cli import completing
from mediagora.cli.interrupt import ends_at_once


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--type",
    "types",
    metavar="CLASS",
    multiple=True,
    shell_complete=completing.things("owl:Class"),
    help="A class that it is in.",
)
@click.option(
    "--main-purpose",
    "main_purposes",
    metavar="PURPOSE",
    multiple=True,
    shell_complete=completing.things("mediagora:Purpose"),
    help="What it is for above all.",
)
@click.option(
    "--purpose",
    "purposes",
    metavar="PURPOSE",
    multiple=True,
    shell_complete=completing.things("mediagora:Purpose"),
    help="What else it is for.",
)
@click.option(
    "--feature",
    "features",
    metavar="FEATURE",
    multiple=True,
    shell_complete=completing.things("mediagora:Feature"),
    help="What it offers.",
)
@click.option(
    "--content",
    metavar="TYPE",
    multiple=True,
    shell_complete=completing.things("mediagora:ContentType"),
    help="What is shared there.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the answer.",
)
@ends_at_once()
def command(
    *,
    paths: tuple[str, ...],
    types: tuple[str, ...],
    features: tuple[str, ...],
    purposes: tuple[str, ...],
    main_purposes: tuple[str, ...],
    content: tuple[str, ...],
    form: str,
) -> int:
    """Tell what the platforms are that PATH describes, or one that has what the options name.

    Told are the classes it is in, those it is close to and what is missing for each, and the
    platforms on record that it is most like. PATH is an RDF file, a folder, a pattern or `-`. Each
    option may be given several times; a name is an IRI, a CURIE such as `feature:groups`, a short
    name or a label. Where a description contradicts itself or the ontology, the exit code is 1.

    \b
    mediagora classify chirp.ttl
    mediagora classify --main-purpose keep-in-contact --feature groups --feature commenting
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    from mediagora.querying.classifying import classified
    from mediagora.reporting.classifications import classify_json, classify_text

    found, names = classified(
        list(paths) or None,
        types=types,
        features=features,
        purposes=purposes,
        main_purposes=main_purposes,
        content=content,
    )
    if form == "json":
        click.echo(classify_json(found), nl=False)
    else:
        width = shutil.get_terminal_size().columns
        click.echo(classify_text(found, names=names, width=width, data=paths), nl=False)
    return int(any(each.contradictions for each in found))
