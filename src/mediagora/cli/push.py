"""`mediagora push`: ontology and data into a store on the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from mediagora.cli.amounts import MAX_SECONDS, seconds
from mediagora.cli.interrupt import ends_in_order
from mediagora.cli.progress import progress_bar

if TYPE_CHECKING:
    from mediagora.remote.pushing import Pushed

_TIMEOUT: Final = 300.0
_INFERENCES: Final = ("none", "rdfs", "rl")
_LISTED: Final = 20
"""Graphs that are listed one by one: of the user's own, and such as are gone."""


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--endpoint", metavar="URL", required=True, help="Where the store takes queries.")
@click.option(
    "--update", metavar="URL", help="Where it takes updates. [default: as such servers have it]"
)
@click.option(
    "--store",
    metavar="URL",
    help="Where it takes graphs (Graph Store Protocol). [default: as such servers have it]",
)
@click.option(
    "--inference",
    type=click.Choice(_INFERENCES),
    default="rl",
    show_default=True,
    help="What follows, in a graph of its own: nothing, by RDFS, by OWL 2 RL.",
)
@click.option(
    "--without-shipped",
    is_flag=True,
    help="Leave out the platform data that ships; the ontology is always there.",
)
@click.option(
    "--graph",
    metavar="IRI",
    help="Graph for data without an ontology IRI, in place of what it holds. "
    "[default: https://w3id.org/mediagora/data/own]",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(0, MAX_SECONDS, min_open=True),
    default=_TIMEOUT,
    callback=seconds,
    help=f"Time for reasoning, and for each request. [default: {_TIMEOUT:g}]",
)
@click.option("--dry-run", is_flag=True, help="Tell what would be done, and do nothing.")
def command(
    *,
    paths: tuple[str, ...],
    endpoint: str,
    without_shipped: bool,
    **how: Any,  # noqa: ANN401 -- as `push` says
) -> None:
    """Put ontology, data and the RDF files, folders and globs PATH into a store.

    Each file becomes a graph named by the IRI of its ontology. All graphs are replaced or none, and
    those that were not pushed stay as they are. Stores: Oxigraph, Virtuoso, Fuseki, RDF4J, GraphDB,
    any with SPARQL Update. User and password are taken from MEDIAGORA_ENDPOINT_USER and
    MEDIAGORA_ENDPOINT_PASSWORD, or from netrc.
    Exit code 1: a file cannot be read, or contradicts the ontology; 2: the store fails or refuses.

    \b
    mediagora push --endpoint http://localhost:7878/query
    mediagora push my-platforms.ttl --endpoint http://localhost:8890/sparql
    mediagora push my-platforms.ttl --without-shipped --dry-run --endpoint http://localhost:7878/query
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    from mediagora.remote.pushing import push

    with ends_in_order(), progress_bar("pushing") as progress:
        pushed = push(
            paths or None,
            endpoint=endpoint,
            with_shipped=not without_shipped,
            progress=progress,
            **how,
        )
    for line in _told(pushed, endpoint):
        click.echo(line)


def _told(pushed: Pushed, endpoint: str) -> list[str]:
    from mediagora.remote.addresses import shown
    from mediagora.reporting.layout import printable
    from mediagora.reporting.wording import count

    where = shown(endpoint)
    verb = "would push" if pushed.dry else "pushed"
    every = f"{count(len(pushed.graphs), 'graph')} with {count(pushed.triples, 'triple')}"
    lines = [f"{verb} {every} to {where}"]
    shipped = [graph for graph in pushed.graphs if not graph.source]
    given = [graph for graph in pushed.graphs if graph.source]
    if shipped:
        together = count(sum(graph.triples for graph in shipped), "triple")
        lines.append(f"  what ships: {count(len(shipped), 'graph')}, {together}")
    lines += [
        f"  {printable(graph.source)}: <{graph.iri}>, {count(graph.triples, 'triple')}"
        for graph in given[:_LISTED]
    ]
    if len(given) > _LISTED:
        lines.append(f"  and {count(len(given) - _LISTED, 'other graph')}")
    replaced = [graph.replaced for graph in pushed.graphs if graph.replaced is not None]
    if replaced:
        lines.append(
            f"in place of {count(len(replaced), 'graph')} with {count(sum(replaced), 'triple')}"
        )
    lost = "would be lost" if pushed.dry else "is lost"
    lines += [
        f"what <{graph.iri}> held and no push had put there {lost}: "
        f"{count(graph.replaced or 0, 'triple')}"
        for graph in pushed.graphs
        if graph.is_foreign
    ]
    lines += [
        f"removed <{iri}>, {count(triples, 'triple')}" for iri, triples in pushed.removed[:_LISTED]
    ]
    if len(pushed.removed) > _LISTED:
        lines.append(f"removed {count(len(pushed.removed) - _LISTED, 'other graph')}")
    if pushed.repeated:
        lines.append(f"left out {count(pushed.repeated, 'triple')} that stood there twice")
    if not pushed.dry:
        lines.append(f"ask it with: mediagora query NAME --endpoint {where}")
    return lines
