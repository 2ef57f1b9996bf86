"""`mediagora query`: one query, from the catalogue, a file, the command line or standard input."""

from __future__ import annotations

import shutil
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from mediagora.cli.interrupt import ends_at_once
from mediagora.errors import QueryError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediagora.querying.result import Result

_ENDINGS: Final = (".rq", ".sparql")


@click.command()
@click.argument("name", metavar="NAME|FILE|-", required=False)
@click.option("-e", "--execute", metavar="TEXT", help="SPARQL text to run, instead of a name.")
@click.option(
    "-p", "--param", "params", metavar="NAME=VALUE", multiple=True, help="Value of a parameter."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "turtle"]),
    help="Form of the answer. [default: table; turtle where the answer is a graph]",
)
@click.option("--data", metavar="PATH", multiple=True, help="Your own RDF files or folders, added.")
@click.option(
    "--inference",
    type=click.Choice(["none", "rl"]),
    help="Entail nothing, or all that OWL RL says. [default: as the query says]",
)
@click.option(
    "--fail-on-rows",
    is_flag=True,
    help="Exit with 1 if the answer has a row, or is yes: for questions about defects, in CI.",
)
@ends_at_once()
def command(
    *,
    name: str | None,
    execute: str | None,
    params: tuple[str, ...],
    form: str | None,
    data: tuple[str, ...],
    inference: str | None,
    fail_on_rows: bool,
) -> int:
    """Run a query on what ships and on your own data.

    NAME is a question of the catalogue (see `mediagora queries`), FILE a SPARQL file, and `-` reads
    the query from standard input. The prefixes of Mediagora need no declaration. Nothing is fetched
    from the network.

    \b
    mediagora query who-has-feature --param feature=job-search
    mediagora query -e 'SELECT ?p { ?p a mediagora:ContactNetwork }'
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    from mediagora.querying import query
    from mediagora.querying.catalogue import INFERENCES

    if (name is None) == (execute is None):
        message = "give one query: a name, a file, `-`, or a text with -e"
        raise UsageError(message)
    if name == "-" and "-" in data:
        message = "standard input holds either the query or data, not both"
        raise UsageError(message)
    chosen = next((each for each in INFERENCES if each == inference), None)
    # A line end keeps a text of one word from being taken for a name of the catalogue.
    asked = f"{execute}\n" if name is None else _asked(name)
    result = query(asked, data=data or None, inference=chosen, **_params(params))
    for note in result.notes:
        click.echo(f"note: {note}", err=True)
    click.echo(_printed(result, form), nl=False)
    reading = result.question.reading
    if reading and form in {None, "table"} and sys.stdout.isatty():
        click.echo(f"\n{textwrap.fill(reading, shutil.get_terminal_size().columns)}", err=True)
    return int(fail_on_rows and bool(result))


def _asked(name: str) -> str | Path:
    if name == "-":
        return _standard_input()
    from mediagora.querying.catalogue import find

    path = Path(name)
    is_file, is_named_as_file = path.is_file(), name.endswith(_ENDINGS)
    if is_file and is_named_as_file:
        return path
    try:
        find(name)
    except UnknownNameError as error:
        if is_file:
            return path
        if is_named_as_file:
            raise UnknownNameError("file or query", name, error.nearest) from None
        raise
    return name


def _standard_input() -> str:
    try:
        return f"{sys.stdin.buffer.read().decode()}\n"
    except UnicodeDecodeError as error:
        message = "the query on standard input is not valid UTF-8"
        raise QueryError(message) from error


def _params(pairs: Iterable[str]) -> dict[str, str]:
    params: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            message = f"'{pair}' is no parameter; write name=value"
            raise UsageError(message)
        if name in params:
            message = f"parameter '{name}' is given twice"
            raise UsageError(message)
        if name in {"data", "inference"}:
            raise UnknownNameError("parameter", name, [])
        params[name] = value
    return params


def _printed(result: Result, form: str | None) -> str:
    from mediagora.reporting import tables

    match form or ("turtle" if result.form == "graph" else "table"):
        case "csv":
            return tables.csv_text(result)
        case "json":
            return tables.json_text(result)
        case "turtle":
            return tables.turtle(result)
        case _:
            return tables.table(result, width=shutil.get_terminal_size().columns)
