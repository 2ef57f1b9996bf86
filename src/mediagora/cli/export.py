"""`mediagora export`: what ships as a file that other tools take in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from mediagora.errors import UsageError
from mediagora.publishing.export import FORMS, Form, export
from mediagora.reading.inputs import FORMATS

_ENDINGS: Final[dict[str, Form]] = {**FORMATS, ".csv": "csv"}
_STDOUT: Final = "-"


@click.command()
@click.argument("parts", metavar="[PART]...", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="Form of the document. [default: as the FILE's ending says, else turtle]",
)
@click.option(
    "--evidence/--no-evidence",
    default=True,
    help="With or without the sources of each fact. [default: with]",
)
@click.option("--entailed", is_flag=True, help="Add what follows from the ontology (OWL 2 RL).")
@click.option("-o", "--output", metavar="FILE", help="File to write. [default: standard output]")
def command(
    *, parts: tuple[str, ...], form: Form | None, evidence: bool, entailed: bool, output: str | None
) -> None:
    """Write what ships, or each PART of it, as one document; the same version, the same bytes.

    PART is `ontology`, `data`, `alignments`, `shapes` or a single module such as `features`,
    `facebook` or `shapes/platform`; without one, ontology and data.

    In trig and nquads each module stands in a graph named by its ontology IRI: replace graph by
    graph, and a newer version leaves nothing doubled. The other forms hold one graph under one
    ontology header. csv is the table of platforms by features: `stated`, `narrower` where only a
    narrower feature is stated, and empty where nothing is known, which does not mean no.

    \b
    mediagora export -o mediagora.trig
    mediagora export ontology --no-evidence --format rdfxml > mediagora.owl
    mediagora export facebook linkedin --entailed --format jsonld
    mediagora export -o features.csv
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    file = None if output == _STDOUT else output
    text = export(
        *parts,
        format=form or ("turtle" if file is None else _by_ending(file)),
        evidence=evidence,
        entailed=entailed,
    )
    if file is not None:
        from mediagora.output import write_whole

        write_whole(file, text.encode())
    else:
        # RDF is UTF-8 wherever it goes, and its line ends are its own.
        sys.stdout.buffer.write(text.encode())


def _by_ending(file: str) -> Form:
    try:
        return _ENDINGS[Path(file).suffix.lower()]
    except KeyError:
        message = f"'{file}' has no ending that names a format ({' '.join(_ENDINGS)}); say --format"
        raise UsageError(message) from None
