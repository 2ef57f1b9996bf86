"""Load one graph into one engine, and ask it questions: a process of its own for each engine.

It is told what to do by a line of JSON, says when it has loaded, and then answers a question a line
until its input ends. Each question is asked in a copy of the process that is killed at its limit,
so that what takes too long costs no other question anything. Nothing is imported but the engine.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final, Literal, TypedDict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Ask = Callable[[str, str], Iterable[Iterable[Any]]]
    """Takes name and text of a question, gives all rows or triples, or the one word of an `ASK`."""

_ENOUGH: Final = 1.0
"""Seconds after which a question is not asked again."""

_NUMBERS: Final = frozenset({"integer", "decimal", "double", "float", "int", "nonNegativeInteger"})


class Job(TypedDict):
    """What is to be loaded into what."""

    engine: str
    source: str
    """A file, or an address."""
    inference: Literal["none", "rl"]
    """What the graph has entailed: `none` or `rl`."""
    limit: float
    rounds: int
    push: dict[str, str] | None
    """For an endpoint that is to be filled first: `data`, `update` and `store`."""


class Loaded(TypedDict):
    """What loading took."""

    seconds: float
    mb: float


class Asked(TypedDict):
    """One question, asked several times; the median of all but the first, where there are more."""

    seconds: float
    asked: int
    rows: int
    digest: str
    """The same for the same bag of rows."""
    mb: float
    failure: str


def mediagora(job: Job) -> Ask:
    """As a user of Python has it: the graph in memory, a question by its name."""
    from mediagora import Graph

    graph = Graph(job["source"])

    def ask(name: str, _: str) -> Iterable[Iterable[Any]]:
        return _taken(graph.query(name))

    graph.query("ASK {}", inference=job["inference"])
    return ask


def endpoint(job: Job) -> Ask:
    """The same on a server, through the client."""
    from mediagora.querying.run import resolve
    from mediagora.remote.asking import answer_from
    from mediagora.remote.endpoint import Endpoint
    from mediagora.remote.pushing import push

    address = job["source"]
    if given := job["push"]:
        push(given["data"], endpoint=address, update=given["update"], store=given["store"])
    server = Endpoint(address)
    return lambda name, _: _taken(answer_from(server, resolve(name), {}))


def pyoxigraph(job: Job) -> Ask:
    """The engine under Mediagora, bare."""
    import pyoxigraph as ox

    store = ox.Store()
    store.bulk_load(path=job["source"], format=ox.RdfFormat.N_TRIPLES)

    def ask(_: str, text: str) -> Iterable[Iterable[Any]]:
        answer = store.query(text)
        if isinstance(answer, ox.QueryBoolean):
            return [[bool(answer)]]
        # A pattern may give one triple many times; a graph holds it once.
        return set(answer) if isinstance(answer, ox.QueryTriples) else list(answer)

    return ask


def rdflib(job: Job) -> Ask:
    """With its own store in memory."""
    return _rdflib(job, "default", "nt")


def oxrdflib(job: Job) -> Ask:
    """With Oxigraph as its store, and as its engine."""
    return _rdflib(job, "Oxigraph", "ox-nt")


def _rdflib(job: Job, store: str, form: str) -> Ask:
    from rdflib import Graph

    graph = Graph(store=store, bind_namespaces="none")
    graph.parse(job["source"], format=form)
    graph.query("ASK {}")  # it makes its parser at the first query

    def ask(_: str, text: str) -> Iterable[Iterable[Any]]:
        answer = graph.query(text)
        if answer.type == "ASK":
            return [[answer.askAnswer]]
        rows: list[Iterable[Any]] = [*(answer if answer.graph is None else answer.graph)]
        return rows

    return ask


def _taken(answer: Any) -> Iterable[Iterable[Any]]:  # noqa: ANN401 -- imports nothing to name it
    if answer.boolean is not None:
        return [[answer.boolean]]
    return [*(answer.triples if answer.form == "graph" else answer.solutions)]


ENGINES: Final[dict[str, Callable[[Job], Ask]]] = {
    each.__name__: each for each in (mediagora, endpoint, pyoxigraph, rdflib, oxrdflib)
}


def digest(rows: Iterable[Iterable[Any]]) -> str:
    """What two bags of rows have in common only if they are the same, in whatever order.

    Numbers are compared by value, to twelve digits; blank nodes by being such.

    Example:
        >>> digest([[1, "a"], [None, "b"]]) == digest([[None, "b"], [1, "a"]])
        True
        >>> digest([["a"]]) == digest([["a"], ["a"]])
        False
    """
    total = 0
    for row in rows:
        told = json.dumps([*map(_plain, row)]).encode()
        total += int.from_bytes(blake2b(told, digest_size=12).digest())
    return f"{total % (1 << 96):024x}"


def _plain(term: Any) -> list[str]:  # noqa: ANN401 -- of any engine
    """A term as lists of words, the same for the terms of all libraries."""
    kind = type(term).__name__
    if kind in {"BlankNode", "BNode"}:
        return ["_:"]
    if kind in {"NamedNode", "URIRef"}:
        return ["<>", getattr(term, "value", None) or str(term)]
    if kind != "Literal":
        return [kind, str(term)]
    # An rdflib.Literal is a string, whose `value` is one of Python's.
    text = str(term) if isinstance(term, str) else term.value
    if term.language:
        return ["@", text, term.language.lower()]
    datatype = str(getattr(term.datatype, "value", term.datatype) or "").rpartition("#")[2]
    if datatype in _NUMBERS:
        with suppress(ValueError):
            return ["#", f"{float(text):.12g}"]
    return ["^", text, "" if datatype == "string" else datatype]


def peak_mb(pid: int | str = "self") -> float:
    """The most memory that a process has held so far, in MB; 0 where there is none."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return round(int(line.split()[1]) * 1024 / 1e6, 1)
    return 0


def _told(ask: Ask, name: str, text: str, rounds: int) -> Asked:
    """Ask one question, at first to warm up."""
    seconds: list[float] = []
    rows: Iterable[Iterable[Any]] = ()
    while len(seconds) <= rounds and sum(seconds) < _ENOUGH:
        started = time.perf_counter()
        rows = ask(name, text)
        seconds.append(time.perf_counter() - started)
    several = list(rows)
    return {
        "seconds": float(f"{median(seconds[1:] or seconds):.4g}"),
        "asked": len(seconds),
        "rows": len(several),
        "digest": digest(several),
        "mb": peak_mb(),
        "failure": "",
    }


def failed(why: str) -> Asked:
    """What is told of a question without an answer."""
    return {"seconds": 0, "asked": 0, "rows": 0, "digest": "", "mb": 0, "failure": why}


def within(limit: float, work: Callable[[], Asked]) -> Asked:
    """Do some work in a copy of this process; kill it with all that it started at its limit."""
    ends, writes = os.pipe()
    pid = os.fork()
    if not pid:
        os.setsid()
        try:
            told = work()
        except BaseException as error:  # of any engine
            words = f"{type(error).__name__}: {error}".split()
            told = failed(f"failed: {' '.join(words)[:100]}")
        with os.fdopen(writes, "w", encoding="utf-8") as out:
            out.write(json.dumps(told) + "\n")
        os._exit(0)  # nothing of the original is for the copy to end
    os.close(writes)
    with os.fdopen(ends, encoding="utf-8") as reply:
        told_in_time = select.select([reply], [], [], limit)[0]
        text = reply.readline() if told_in_time else ""
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    if not told_in_time:
        return failed(f"over {limit:g} s")
    answer: Asked = json.loads(text) if text else failed("failed: it was killed")
    return answer


def once(engine: str, source: str, question: str) -> int:
    """Load and ask one question, as a program that does nothing else.

    Returns:
        How many rows it has.
    """
    job: Job = {
        "engine": engine, "source": source, "inference": "none", "limit": 0, "rounds": 0,
        "push": None,
    }  # fmt: skip
    return len([*ENGINES[engine](job)("", Path(question).read_text(encoding="utf-8"))])


def main() -> None:
    """Load, say so, and answer."""
    if sys.argv[1:]:
        print(once(*sys.argv[1:]), "rows")
        return
    job: Job = json.loads(sys.stdin.readline())
    started = time.perf_counter()
    ask = ENGINES[job["engine"]](job)
    loaded: Loaded = {"seconds": round(time.perf_counter() - started, 3), "mb": peak_mb()}
    print(json.dumps(loaded), flush=True)
    for line in sys.stdin:
        name, text = json.loads(line)
        told = within(job["limit"], partial(_told, ask, name, text, job["rounds"]))
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
