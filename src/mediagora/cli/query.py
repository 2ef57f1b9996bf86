"""`mediagora query`: one query, from the catalogue, a file, the command line or standard input."""

from __future__ import annotations

import shutil
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from mediagora.cli import completing
from mediagora.cli.amounts import MAX_SECONDS, MEMORY, seconds, size
from mediagora.cli.interrupt import ends_at_once
from mediagora.errors import QueryError, UnknownNameError, UsageError
from mediagora.limits import DEFAULT_TIMEOUT, LATE, within
from mediagora.reporting.answers import FORMS
from mediagora.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pyoxigraph as ox

    from mediagora.limits import Watch
    from mediagora.querying.run import Asked

_ENDINGS: Final = (".rq", ".sparql")


@click.command()
@click.argument("name", metavar="NAME|FILE|-", required=False, shell_complete=completing.questions)
@click.option("-e", "--execute", metavar="TEXT", help="SPARQL text to run, instead of a name.")
@click.option(
    "-p",
    "--param",
    "params",
    metavar="NAME=VALUE",
    multiple=True,
    shell_complete=completing.parameters,
    help="Value of a parameter.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="Form of the answer. [default: table; turtle where the answer is a graph]",
)
@click.option(
    "--labels",
    metavar="LANG",
    shell_complete=lambda _context, _option, begun: [
        each for each in LANGUAGES if each.startswith(begun)
    ],
    help="Labels in place of IRIs, in this language where there is one: en, fr, es, de, it, pt.",
)
@click.option(
    "--data",
    metavar="PATH",
    multiple=True,
    shell_complete=completing.paths,
    help="Your own RDF files or folders, added.",
)
@click.option(
    "--without-shipped",
    is_flag=True,
    help="Ask --data alone, without the platforms that ship; the ontology stays.",
)
@click.option(
    "--inference",
    type=click.Choice(["none", "rdfs", "rl"]),
    help="What follows is asked too: nothing, by RDF Schema, by OWL 2 RL. "
    "[default: as the query's header says, else nothing]",
)
@click.option(
    "--queries",
    metavar="DIR",
    shell_complete=completing.folders,
    help="Folder with a catalogue of your own, whose names go first.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Most rows to give.")
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(0, MAX_SECONDS, min_open=True),
    callback=seconds,
    default=DEFAULT_TIMEOUT,
    help=f"Time after which the query is ended. [default: {DEFAULT_TIMEOUT:g}]",
)
@click.option(
    "--memory-limit",
    metavar="SIZE",
    default="8GiB",
    show_default=True,
    help="Most memory that it may take.",
)
@click.option(
    "--endpoint", metavar="URL", help="Ask this SPARQL endpoint, over the network, instead."
)
@click.option(
    "--graph",
    "graphs",
    metavar="IRI",
    multiple=True,
    help="Graph of the endpoint to ask. [default: those that `mediagora push` put there]",
)
@click.option(
    "--fail-on-rows",
    is_flag=True,
    help="Exit with 1 if the answer has a row, or is yes: for questions about defects, in CI.",
)
@ends_at_once()
def command(**options: Any) -> int:  # noqa: ANN401 -- what click gives, by the options above
    """Run a query on what ships and on your own data, or on a SPARQL endpoint.

    NAME is a question of the catalogue (see `mediagora queries`), FILE a SPARQL file, and `-` reads
    the query from standard input. The prefixes of Mediagora need no declaration. Nothing is fetched
    from the network but what --endpoint answers.

    \b
    mediagora query who-has-feature --param feature=job-search
    mediagora query -e 'SELECT ?p { ?p a mediagora:ContactNetwork }'
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    _refuse_contradictions(options)
    memory = size("--memory-limit", options["memory_limit"], *MEMORY)
    with within(options["timeout"], memory, late=_late(options["endpoint"])) as watch:
        return _answered(options, watch)


def _late(endpoint: str | None) -> str:
    """What is said when the time is up."""
    if endpoint is None:
        return LATE
    from mediagora.remote.addresses import checked, shown

    return f"{shown(checked(endpoint))} did not answer in full"


def _refuse_contradictions(options: dict[str, Any]) -> None:
    if (options["name"] is None) == (options["execute"] is None):
        message = "give one query: a name, a file, `-`, or a text with -e"
        raise UsageError(message)
    if options["name"] == "-" and "-" in options["data"]:
        message = "standard input holds either the query or data, not both"
        raise UsageError(message)
    if options["endpoint"] is not None and (options["data"] or options["without_shipped"]):
        message = "an endpoint is asked for what it holds; put --data there by `mediagora push`"
        raise UsageError(message)
    if options["graphs"] and options["endpoint"] is None:
        message = "--graph names a graph of an --endpoint; name the endpoint as well"
        raise UsageError(message)


def _answered(options: dict[str, Any], watch: Watch) -> int:
    from mediagora.cli.paging import show
    from mediagora.querying.run import resolve
    from mediagora.reporting.answers import printed

    # A line end keeps a text of one word from being taken for a name of the catalogue.
    text = f"{options['execute']}\n" if options["name"] is None else _named(options)
    asked = resolve(text, queries=options["queries"], inference=options["inference"])
    # An empty URL, as of a variable that is not set, is no wish to ask what ships.
    ask = _of_store if options["endpoint"] is None else _of_endpoint
    answer, notes, names = ask(asked, options)
    for note in notes:
        click.echo(f"note: {note}", err=True)
    limit = options["limit"] or sys.maxsize
    answer, first = answer.limited(limit)
    form = options["form"] or ("turtle" if answer.form == "graph" else "table")
    width = shutil.get_terminal_size().columns
    pieces = printed(answer, form, width=width, names=names)
    show(watch.over(pieces), is_table=form == "table")
    if first.more:
        click.echo(f"note: there are more than {limit}; raise --limit to see them", err=True)
    reading = asked.question.reading
    if reading and form == "table" and sys.stdout.isatty():
        click.echo(f"\n{textwrap.fill(reading, width)}", err=True)
    return int(options["fail_on_rows"] and bool(answer.boolean or first.taken))


def _of_store(asked: Asked, options: dict[str, Any]) -> tuple[Any, Iterable[str], Any]:
    from mediagora.querying.run import answer_of, noted
    from mediagora.querying.store import open_store

    store = open_store(
        options["data"] or None,
        inference=asked.question.inference,
        with_shipped=not options["without_shipped"],
    )
    answer = answer_of(store, asked, _params(options["params"]))
    names = _names(store, options["labels"])
    return answer, noted(store, asked), names


def _of_endpoint(asked: Asked, options: dict[str, Any]) -> tuple[Any, Iterable[str], Any]:
    from mediagora.querying.run import noted
    from mediagora.querying.store import open_store
    from mediagora.remote.asking import answer_from
    from mediagora.remote.endpoint import Endpoint

    endpoint = Endpoint(options["endpoint"], graphs=options["graphs"], timeout=options["timeout"])
    try:
        answer = answer_from(endpoint, asked, _params(options["params"]))
    except UnknownNameError:  # where nothing was pushed, no name is known, and the notes say so
        for note in endpoint.notes:
            click.echo(f"note: {note}", err=True)
        raise
    store = open_store()
    names = _names(store, options["labels"])
    return answer, [*endpoint.notes, *noted(store, asked)], names


def _names(store: ox.Store, language: str | None) -> Callable[[str], str | None] | None:
    from mediagora.querying.labels import labels

    return None if language is None else labels(store, language)


def _named(options: dict[str, Any]) -> str | Path:
    name = options["name"]
    if name == "-":
        return _standard_input()
    from mediagora.querying.catalogue import find

    path = Path(name)
    is_file, is_named_as_file = path.is_file(), name.endswith(_ENDINGS)
    if is_file and is_named_as_file:
        return path
    try:
        find(name, Path(options["queries"]) if options["queries"] else None)
    except UnknownNameError as error:
        if is_file:
            return path
        if is_named_as_file:
            raise UnknownNameError("file or query", name, error.nearest) from None
        raise
    return str(name)


def _standard_input() -> str:
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = "the query on standard input is not valid UTF-8"
        raise QueryError(message) from error
    return f"{text}\n"


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
        params[name] = value
    return params
