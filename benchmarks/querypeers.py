"""The engines that queries are measured on, the graphs that they are given, and their processes."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import TYPE_CHECKING, Any, Final, Literal, cast

import pyoxigraph as ox

from benchmarks import platforms
from benchmarks.queryengines import failed, peak_mb
from mediagora.reading.shipped import shipped
from mediagora.reasoning.closure import entail

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from benchmarks.queryengines import Asked, Job, Loaded
    from benchmarks.queryresults import Answered, Inference, Kind
    from mediagora.querying.catalogue import Question


Server = Literal["oxigraph", "virtuoso"]
INFERENCES: Final[tuple[Inference, ...]] = ("none", "rl")
LOADING: Final = 400.0
"""Seconds that loading may take."""

_ENGINES: Final = str(Path(__file__).with_name("queryengines.py"))
_TESTS: Final = Path(__file__).parents[1] / "tests"
_COMMENT: Final = re.compile(r"^\s*#.*$", re.MULTILINE)
_AGGREGATE: Final = re.compile(
    r"\bGROUP\s+BY\b|\b(?:COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)\s*\(", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Peer:
    """One engine."""

    name: str
    engine: str
    up_to: int = sys.maxsize
    """The most platforms that it is given."""
    server: Server | None = None
    """What is to be started for it."""


@dataclass(frozen=True, slots=True)
class Graphs:
    """The same graph in the forms that it is given in."""

    data: Path
    """The made-up platforms and their evidence, in Turtle: the rest Mediagora brings."""
    complete: dict[Inference, Path]
    """All that is asked, in N-Triples, by what is entailed: `none` or `rl`."""
    triples: dict[Inference, int]


def peers() -> list[Peer]:
    """All that can be measured here; the first is what the others are compared with."""
    several = [
        Peer("mediagora", "mediagora"),
        Peer("pyoxigraph", "pyoxigraph"),
        Peer("rdflib", "rdflib", up_to=1000),
    ]
    if find_spec("oxrdflib"):
        several.append(Peer("rdflib on oxrdflib", "oxrdflib", up_to=1000))
    if (Path(sys.executable).parent / "oxigraph").exists():
        name = "mediagora, on oxigraph serve"
        several.append(Peer(name, "endpoint", up_to=1000, server="oxigraph"))
    if shutil.which("virtuoso-t"):
        name = "mediagora, on Virtuoso"
        several.append(Peer(name, "endpoint", up_to=1000, server="virtuoso"))
    return several


def prepare(folder: Path, number: int, *, sources: bool) -> Graphs:
    """Write as many platforms as are wanted, together with all that ships, as stated and entailed.

    Args:
        folder: Where to.
        number: How many platforms; nothing in them is wrong.
        sources: Whether each made-up fact has a source, which makes six times the triples.
    """
    data, lines = folder / "platforms.ttl", folder / "platforms.nt"
    complete = {name: folder / f"{name}.nt" for name in INFERENCES}
    platforms.write(data, number, every=2 * number, evidence=sources)
    platforms.write(lines, number, every=2 * number, evidence=sources, form="nt")
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in shipped(evidence=False))
    with lines.open("rb") as every:
        facts = b"".join(line for line in every if not line.startswith(b"_:"))
    store.bulk_load(facts, format=ox.RdfFormat.N_TRIPLES)
    evidence = shipped(ontology=False, data=False)
    triples = {}
    for name, file in complete.items():
        if name == "rl":  # nothing follows from evidence
            entail(store, profile="rl")
        with file.open("wb") as out:
            store.dump(out, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
            ox.serialize(evidence, out, format=ox.RdfFormat.N_TRIPLES)
            with lines.open("rb") as every:
                out.writelines(line for line in every if line.startswith(b"_:"))
        with file.open("rb") as every:
            triples[name] = sum(1 for _ in every)
    return Graphs(data, complete, triples)


def kind(text: str) -> Kind:
    """Whether a question counts or sums up, or looks up what there is.

    Example:
        >>> kind("SELECT ?p { ?p a mediagora:Count }"), kind("SELECT (COUNT (*) AS ?n) {}")
        ('lookup', 'aggregate')
    """
    return "aggregate" if _AGGREGATE.search(_COMMENT.sub("", text)) else "lookup"


def ask(
    peer: Peer,
    graphs: Graphs,
    questions: Sequence[Question],
    folder: Path,
    *,
    rounds: int,
    limit: float,
) -> Answered:
    """Ask one engine all questions, each of what it needs to have entailed."""
    answered: Answered = {"name": peer.name, "failure": "", "loaded": {}, "mb": {}, "answers": {}}
    served: AbstractContextManager[Any] = _server(peer, folder)
    try:
        with served as server:
            for inference in INFERENCES:
                several = [each for each in questions if each.inference == inference]
                job = _job(peer, graphs, inference, server, rounds=rounds, limit=limit)
                given = os.environ | _credentials(server)
                with _worker(job, given) as worker:
                    answered["loaded"][inference] = worker.loaded
                    for question in several:
                        told = worker.ask(question.name, question.text)
                        answered["answers"][question.name] = told
                most = [answered["answers"][each.name]["mb"] for each in several]
                answered["mb"][inference] = max(worker.loaded["mb"], *most, _of_servers(server))
    except (OSError, RuntimeError) as error:
        answered["failure"] = f"failed: {' '.join(str(error).split())[:100]}"
    return answered


def _job(
    peer: Peer,
    graphs: Graphs,
    inference: Inference,
    server: Any,  # noqa: ANN401 -- of the tests, which mypy is not told of
    *,
    rounds: int,
    limit: float,
) -> Job:
    source = graphs.data if peer.engine == "mediagora" else graphs.complete[inference]
    filled = None
    if server:
        filled = {"data": str(graphs.data), "update": server.update, "store": server.store}
    return {
        "engine": peer.engine,
        "source": server.query if server else str(source),
        "inference": inference,
        "limit": limit,
        "rounds": rounds,
        "push": filled if inference == INFERENCES[0] else None,  # all graphs at once
    }


def _server(peer: Peer, folder: Path) -> AbstractContextManager[Any]:
    """A server as the tests start it; it ends with the block."""
    if peer.server is None:
        return nullcontext()
    if str(_TESTS) not in sys.path:
        sys.path.append(str(_TESTS))
    servers = import_module("remote.servers")
    place = folder / peer.server
    place.mkdir(exist_ok=True)
    return cast("AbstractContextManager[Any]", getattr(servers, peer.server)(place))


def _credentials(server: Any) -> dict[str, str]:  # noqa: ANN401 -- see above
    if server is None or not server.user:
        return {}
    return {
        "MEDIAGORA_ENDPOINT_USER": server.user,
        "MEDIAGORA_ENDPOINT_PASSWORD": server.password,
    }


def _of_servers(server: object) -> float:
    """The most memory that the programs started here have held: servers, when nothing else runs."""
    if server is None:
        return 0
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return max((peak_mb(pid) for task in tasks for pid in task.read_text().split()), default=0)


class _Worker:
    """A process that has loaded a graph and answers."""

    def __init__(self, process: subprocess.Popen[str], loaded: Loaded, limit: float) -> None:
        self._process = process
        self._limit = limit
        self.loaded = loaded

    def ask(self, name: str, text: str) -> Asked:
        said = _said(self._process, json.dumps([name, text]), 2 * self._limit + 10)
        return cast("Asked", json.loads(said)) if said else failed("failed: the engine has ended")


@contextmanager
def _worker(job: Job, environment: dict[str, str]) -> Iterator[_Worker]:
    with (
        TemporaryFile("w+", encoding="utf-8", errors="replace") as complaints,
        subprocess.Popen(
            [sys.executable, "-P", _ENGINES],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=environment,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        ) as process,
    ):
        try:
            said = _said(process, json.dumps(job), LOADING)
            if not said:
                complaints.seek(0)
                last = complaints.read().strip().splitlines()[-1:]
                raise RuntimeError(*(last or [f"it did not load within {LOADING:g} s"]))
            yield _Worker(process, cast("Loaded", json.loads(said)), job["limit"])
        finally:
            _kill(process)


def _said(process: subprocess.Popen[str], line: str, limit: float) -> str:
    """What a process answers to a line; nothing if it ends, or is killed at its limit."""
    if process.stdin is None or process.stdout is None:
        return ""
    timer = Timer(limit, _kill, [process])
    timer.start()
    try:
        print(line, file=process.stdin, flush=True)
        return process.stdout.readline()
    except BrokenPipeError:
        return ""
    finally:
        timer.cancel()


def _kill(process: subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
