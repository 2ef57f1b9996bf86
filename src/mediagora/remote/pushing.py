"""`push`: ontology and data put into a store on the network, in place of what was pushed before."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mediagora import bundle
from mediagora.errors import EngineError, InconsistentError, UsageError
from mediagora.reading.inputs import FORMATS, Source
from mediagora.reading.parsing import chunks, parse
from mediagora.remote.graphs import ENTAILED, MANIFEST, OURS, Known, known, manifest
from mediagora.remote.modules import Spool, header
from mediagora.remote.servers import addresses
from mediagora.remote.swapping import Swap, clear
from mediagora.remote.writing import TRIPLES_AN_INSERT, Store, parted
from mediagora.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from os import PathLike

    import rdflib

    from mediagora.remote.graphs import Inference

    Path = str | PathLike[str]

TIMEOUT: Final = 300.0
"""Seconds for reasoning, and for each request; moving a million triples takes Virtuoso 20."""

INFERENCES: Final[tuple[Inference, ...]] = ("none", "rdfs", "rl")

OWN: Final = f"{BASE}data/own"
"""The graph of data that has no name of its own."""

_FOLDERS: Final = {each: f"{BASE}data/{each}" for each in ("platforms", "evidence")}
_A_BATCH: Final = 30_000
"""Triples in a request of the Graph Store Protocol."""
_REASONING: Final = 0.4
"""The share of the work that reasoning is."""
_SHIPPED, _GIVEN, _ENTAILED = range(3)
"""Of a triple in several graphs, the first of these has it."""


@dataclass(frozen=True, slots=True)
class PushedGraph:
    """A graph that was put into the store.

    Attributes:
        iri: Its name.
        triples: How many it has.
        replaced: How many the graph had that stood there before; `None` where there was none.
        source: The file that it is from as the user named it, or `entailed by rl`; empty for what
            ships.
        is_foreign: Whether no push had put there what it replaced.
    """

    iri: str
    triples: int
    replaced: int | None = None
    source: str = ""
    is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a push did.

    Attributes:
        graphs: The graphs that are in the store now.
        removed: Graphs of an earlier push that are no longer there, with the number of their
            triples.
        repeated: Triples left out since another graph has them, or the same one.
        dry: Whether nothing was sent, and this is what would be done.

    Example:
        >>> Pushed((PushedGraph("urn:a", 2), PushedGraph("urn:b", 3))).triples
        5
    """

    graphs: tuple[PushedGraph, ...]
    removed: tuple[tuple[str, int], ...] = ()
    repeated: int = 0
    dry: bool = False

    @property
    def triples(self) -> int:
        """How many triples the graphs have together."""
        return sum(graph.triples for graph in self.graphs)


def push(
    data: Path | Sequence[Path] | rdflib.Graph | None = None,
    *,
    endpoint: str,
    update: str | None = None,
    store: str | None = None,
    inference: Inference = "rl",
    with_shipped: bool = True,
    graph: str | None = None,
    timeout: float = TIMEOUT,
    dry_run: bool = False,
    progress: Callable[[float], None] = lambda _: None,
) -> Pushed:
    """Put the ontology, data and what follows into a store, in place of what was pushed before.

    A graph is named by the IRI of its ontology; all platforms share one, and all evidence. All are
    replaced or none; graphs that were not pushed stay as they are. A graph of the store describes
    the others, so that a query to the endpoint finds them.

    Args:
        data: Files, folders, globs or an rdflib graph, beside what ships. A file with the ontology
            IRI of one that ships takes its place.
        endpoint: Where the store takes queries.
        update: Where it takes updates; by default as servers with such an endpoint have it.
        store: Where it takes graphs (Graph Store Protocol); by default likewise.
        inference: What is entailed: `none`, `rdfs` or `rl`, in a graph of its own.
        with_shipped: Whether the platform data that ships is pushed; the ontology always is.
        graph: Where data without an ontology IRI goes, instead of `OWN`.
        timeout: Seconds for reasoning, and for each request.
        dry_run: Whether to tell what would be done, and do nothing.
        progress: Called now and then with the share of the work that is done, from 0 to 1.

    Raises:
        EndpointError: The store fails, refuses or loses something; what stood there stands.
        InconsistentError: Ontology and data contradict each other; nothing was sent.
        InputError: A file cannot be read as RDF; nothing was sent.
        UsageError: A path matches nothing, or an option makes no sense.

    Example:
        >>> push(endpoint="http://localhost:1/query", inference="all")
        Traceback (most recent call last):
        mediagora.errors.UsageError: inference is none, rdfs or rl, not 'all'
    """
    if inference not in INFERENCES:
        message = f"inference is none, rdfs or rl, not '{inference}'"
        raise UsageError(message)
    if graph is not None:
        _refuse_name(graph, "--graph")
    from mediagora.reasoning.materialising import sources_of

    at = addresses(endpoint, update, store)
    target = Store(at, timeout=timeout)
    sources = sources_of(data) or []
    with Spool(most_triples=_A_BATCH if at.store else TRIPLES_AN_INSERT) as spool:
        titles = _read_given(spool, sources, graph)
        facts = _read_shipped(spool, set(titles), with_shipped=with_shipped)
        if inference != "none":
            triples = _entailed(sources, facts, inference, timeout, progress)
            spool.add(triples, ENTAILED[inference], rank=_ENTAILED)
            titles[ENTAILED[inference]] = f"entailed by {inference}"
        return _sent(target, spool, titles, dry_run=dry_run, progress=progress)


def _read_given(spool: Spool, sources: Sequence[Source], graph: str | None) -> dict[str, str]:
    """Take in the user's documents, and give their names by graph."""
    titles: dict[str, str] = {}
    for source in sources:
        triples = (quad.triple for chunk in chunks(source) for quad in chunk)
        found = spool.add(triples, by=graph or OWN, rank=_GIVEN)
        _refuse_name(found, source.path)
        titles[found] = f"{titles[found]}, {source.path}" if found in titles else source.path
    return titles


def _read_shipped(spool: Spool, given: set[str], *, with_shipped: bool) -> list[ox.Triple]:
    """Take in what ships and is not given, and give the part that is no evidence."""
    facts: list[ox.Triple] = []
    evidence = bundle.evidence_files() if with_shipped else []
    files = [*bundle.ontology_files(), *(bundle.data_files() if with_shipped else [])]
    for file in (*files, *evidence):
        shown = file.relative_to(bundle.root()).as_posix()
        triples = parse(Source(shown, FORMATS[file.suffix], file))
        name = next(filter(None, map(header, triples)))
        if name not in given:
            # Servers take the longer the more graphs a query names, and some take no hundred.
            folder = file.parent.name
            spool.add(triples, _FOLDERS.get(folder, name), rank=_SHIPPED)
            if file in files:
                facts += triples
    return facts


def _entailed(
    sources: Sequence[Source],
    facts: list[ox.Triple],
    inference: Inference,
    timeout: float,
    progress: Callable[[float], None],
) -> Iterator[ox.Triple]:
    from mediagora.reasoning.axioms import RDFS_KINDS
    from mediagora.reasoning.materialising import contradicted
    from mediagora.reasoning.streaming import Materialisation

    deadline = time.monotonic() + timeout

    def in_time(share: float) -> None:
        if time.monotonic() > deadline:
            message = (
                f"reasoning did not end within {timeout:g} seconds; raise the limit with --timeout"
            )
            raise EngineError(message)
        progress(share * _REASONING)

    run = Materialisation(
        sources,
        facts,
        choose=lambda axioms: axioms if inference == "rl" else axioms.of(RDFS_KINDS),
        progress=in_time,
    )
    yield from run.new()
    if run.account.contradictions:
        message = f"{contradicted(run.account)}; --inference none pushes it as it is"
        raise InconsistentError(message)


def _sent(
    target: Store,
    spool: Spool,
    titles: dict[str, str],
    *,
    dry_run: bool,
    progress: Callable[[float], None],
) -> Pushed:
    portions = spool.portions()
    counts = {graph: portion.count for graph, portion in portions.items()}
    entailed = {name: graph for name, graph in ENTAILED.items() if graph in counts}
    run = secrets.token_hex(8)
    told = list(manifest(Known(counts, entailed), titles=titles, run=run))
    if not dry_run:
        clear(target)
    before = known(target.ask).triples
    standing = target.counts([*counts, *before, MANIFEST])
    old = {graph: count for graph, count in standing.items() if count}

    def fill() -> None:
        done, whole = 0, sum(batch.size for each in portions.values() for batch in each.batches)
        for graph, portion in portions.items():
            for batch in portion.batches:
                target.add(swap.staged[graph], spool.read(batch))
                done += batch.size
                progress(_REASONING + (1 - _REASONING) * done / whole)
        for some in parted(told, TRIPLES_AN_INSERT):
            target.insert(swap.staged[MANIFEST], some)

    if not dry_run:
        swap = Swap(target, {**counts, MANIFEST: len(told)}, old, run=run)
        swap.run(fill)
    return Pushed(
        tuple(
            PushedGraph(
                graph,
                count,
                old.get(graph),
                titles.get(graph, ""),
                is_foreign=graph in old and graph not in before,
            )
            for graph, count in counts.items()
        ),
        tuple((graph, old[graph]) for graph in before if graph in old and graph not in counts),
        spool.repeated,
        dry=dry_run,
    )


def _refuse_name(graph: str, where: str) -> None:
    try:
        ox.NamedNode(graph)
    except ValueError:
        message = f"{where}: '{graph}' is no IRI of a graph; write it in full"
        raise UsageError(message) from None
    if graph == MANIFEST or graph.startswith((OURS, *ENTAILED.values())):
        message = f"{where}: <{graph}> is a graph that push itself writes; choose another name"
        raise UsageError(message)
