"""`mediagora reason`: what follows from ontology and data, as RDF."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from mediagora import __version__, bundle
from mediagora.cli.amounts import seconds
from mediagora.cli.interrupt import ends_in_order
from mediagora.cli.progress import progress_bar
from mediagora.errors import UsageError
from mediagora.output import whole, write_whole
from mediagora.reading.inputs import DEFAULT_MAX_BYTES, collect
from mediagora.reasoning.materialising import (
    DEFAULT_TIMEOUT,
    ENGINES,
    PROFILES,
    contradicted,
    entailments,
)
from mediagora.reporting.wording import count
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import IO

    import pyoxigraph

    from mediagora.reading.inputs import Source
    from mediagora.reasoning.streaming import Account

_ENDINGS: Final = {".ttl": "turtle", ".nt": "ntriples"}
_STDOUT: Final = "-"


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    default="rl",
    show_default=True,
    help="rdfs: hierarchies, domains, ranges; rl: OWL 2 RL; dl: OWL 2 DL by HermiT (needs Java).",
)
@click.option("--all", "stated", is_flag=True, help="Write ontology and data as well.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_ENDINGS.values())),
    help="Form of the output. [default: as the FILE's ending says, else turtle]",
)
@click.option("-o", "--output", metavar="FILE", help="File to write. [default: standard output]")
@click.option(
    "--provenance", metavar="FILE", help="File for a PROV description of the run, in Turtle."
)
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="rules",
    show_default=True,
    help="For rl; fast: sparq-rdf, which also takes axioms that the model does without.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(0, 1_000_000, min_open=True),
    default=DEFAULT_TIMEOUT,
    callback=seconds,
    help=f"Time after which the work is ended. [default: {DEFAULT_TIMEOUT:g}]",
)
def command(
    *,
    paths: tuple[str, ...],
    form: str | None,
    output: str | None,
    provenance: str | None,
    **how: Any,  # noqa: ANN401 -- as `entailments` says
) -> int:
    """Write what follows from the ontology and the RDF files, folders and globs PATH.

    `-` is standard input; without a PATH it is the data that ships. Only new triples are written,
    as they are found: files of any size take little memory. Axioms in the data count as well.
    Exit code 1: data cannot be read, or data and ontology contradict each other; what rdfs and rl
    make of it is written all the same. Nothing is fetched from the network.

    \b
    mediagora reason my-platforms.ttl
    mediagora reason data/ --all --format ntriples -o everything.nt
    mediagora reason my-platforms.ttl --profile dl
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    file = None if output == _STDOUT else output
    form = form or _by_ending(file)
    sources = collect(paths, max_bytes=DEFAULT_MAX_BYTES) if paths else None
    for name in (file, provenance):
        if name is not None:
            _refuse_overwriting(name, sources or ())
    _refuse_provenance(provenance, file)
    with ends_in_order(), progress_bar("reasoning") as progress:
        triples, account = entailments(sources, progress=progress, **how)
        if file is None:
            _write(triples, sys.stdout.buffer, form)
        else:
            with whole(file) as stream:
                _write(triples, stream, form)
    if provenance is not None:
        from mediagora.reasoning.provenance import provenance as described

        how.pop("timeout")
        told = described(sources, account, version=__version__, output=file, **how)
        write_whole(provenance, told)
    return _concluded(account)


def _concluded(account: Account) -> int:
    for name, number in sorted(account.unread.items()):
        click.echo(f"note: {name} was not applied ({number} in the data)", err=True)
    if account.left_out:
        click.echo(
            f"note: {count(account.left_out, 'triple')} about blank nodes left out; --all writes "
            "all",
            err=True,
        )
    if account.contradictions:
        click.echo(f"error: {contradicted(account)}", err=True)
    return int(bool(account.contradictions))


def _write(triples: Iterable[pyoxigraph.Triple], stream: IO[bytes], form: str) -> None:
    from pyoxigraph import RdfFormat, serialize

    if form == "turtle":
        serialize(triples, stream, RdfFormat.TURTLE, prefixes=PREFIXES)
    else:
        serialize(triples, stream, RdfFormat.N_TRIPLES)


def _by_ending(file: str | None) -> str:
    if file is None:
        return "turtle"
    for ending, form in _ENDINGS.items():
        if file.lower().endswith(ending):
            return form
    endings = " ".join(_ENDINGS)
    raise UsageError(f"'{file}' has no ending that names a format ({endings}); say --format")


def _refuse_overwriting(file: str, sources: Sequence[Source]) -> None:
    if Path(file).is_file():
        read = [source.data for source in sources if isinstance(source.data, Path)]
        for each in (*read, *bundle.ontology_files(), *bundle.data_files()):
            if each.samefile(file):
                raise UsageError(f"'{file}' is a file that this run reads")


def _refuse_provenance(provenance: str | None, file: str | None) -> None:
    if provenance == _STDOUT:
        raise UsageError("--provenance needs a file: standard output has what follows")
    if provenance and file and os.path.realpath(provenance) == os.path.realpath(file):
        raise UsageError(f"--output and --provenance cannot both be '{file}'")
