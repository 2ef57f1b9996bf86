"""Read the data and let an engine judge it: in one piece, or large data in several at once."""

from __future__ import annotations

import math
import os
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, Protocol

from mediagora.errors import EngineError, InputError, MediagoraError, UsageError
from mediagora.validation.documents import states
from mediagora.validation.engine import Engine
from mediagora.validation.names import SH_TARGET_NODE
from mediagora.validation.onepiece import OnePiece
from mediagora.validation.sizes import size_of_pieces
from mediagora.validation.userdata import UserData

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rdflib import Graph

    from mediagora.reading.inputs import Source
    from mediagora.validation.engine import EngineName
    from mediagora.validation.extract import Extract, Interest
    from mediagora.validation.onepiece import Found
    from mediagora.validation.pieces import Pieces
    from mediagora.validation.reach import Reach
    from mediagora.validation.selection import Statement, Wanted
    from mediagora.validation.shapes import Shapes

REFERENCE_MAX_TRIPLES: Final = 150_000
"""Triples that the reference engine is given at most: some 10,000 platforms, under a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a run may take.

    Attributes:
        timeout: Seconds for each part of the engine's work.
        memory: Bytes for each of its processes.
        jobs: Processes that check large data at once; `None` stands for one for each core.
        size: Bytes of one file.
    """

    timeout: float
    memory: int
    jobs: int | None
    size: int

    def __post_init__(self) -> None:
        if not 0 < self.timeout <= threading.TIMEOUT_MAX:  # which is false of NaN as well
            raise UsageError(f"a time limit is a number of seconds above 0, not {self.timeout}")
        if self.memory <= 0 or self.size <= 0:
            message = "a limit of memory or size is a number of bytes above 0"
            raise UsageError(message)
        if self.jobs is not None and self.jobs < 1:
            raise UsageError(f"the number of jobs is at least 1, not {self.jobs}")


class _Reading(Protocol):
    documents: list[Extract]
    failures: list[InputError]

    def select(self, wanted: Wanted) -> list[Statement]: ...
    def check(self, data: UserData) -> Iterator[Found]: ...


@dataclass(frozen=True, slots=True)
class Judged:
    """The data of a run, and what an engine found in it.

    Attributes:
        sources: The documents.
        states: Of the files among them, before they were read.
        data: What the documents say.
        found: The engine's results.
        failures: Documents that could not be read.
        engine: Name and version of the engine.
        select: Looks statements up in all documents, within the `with` block only.
    """

    sources: list[Source]
    states: dict[Path, tuple[str, tuple[int, int]]]
    data: UserData
    found: list[Found]
    failures: list[InputError]
    engine: str
    select: Callable[[Wanted], list[Statement]]


@contextmanager
def judged(
    sources: list[Source],
    graph: Graph | None,
    shapes: Shapes,
    interest: Interest,
    *,
    engine: EngineName,
    limits: Limits,
    in_pieces: bool,
    progress: Callable[[float], None],
) -> Iterator[Judged]:
    """Read documents and perhaps a graph, and have an engine check them.

    Args:
        sources: The documents.
        graph: What the caller has in memory.
        shapes: The shapes of the run.
        interest: What to take from each document.
        engine: `fast` or `reference`.
        limits: What the run may take.
        in_pieces: Whether large data may be cut, if the shapes allow it.
        progress: Told the share of the work that is done, where data is cut.

    Raises:
        EngineError: The engine failed, ran out of time or memory, or there is too much for it.
        ShapesError: The engine refused the shapes.
        UsageError: A file cannot be read.
    """
    before = states(sources)
    jobs = limits.jobs or _cores()
    total = _size(sources)
    size = size_of_pieces(total, jobs) if in_pieces and engine == "fast" else None
    far = _reach(shapes) if size else None
    with (
        TemporaryDirectory(prefix="mediagora-") as name,
        Engine(
            shapes.triples,
            engine=engine,
            timeout=limits.timeout,
            memory_limit=limits.memory,
            own=bool(shapes.own_files),
            processes=min(jobs, math.ceil(total / size)) if far and size else 1,
        ) as running,
    ):
        folder = Path(name)
        judgement: tuple[_Reading, UserData, list[Found]] | None = None
        if far and size and running.is_fast():
            judgement = _in_pieces(
                sources,
                shapes,
                interest,
                engine=running,
                folder=folder,
                far=far,
                size=size,
                progress=progress,
            )
        if judgement is None:
            whole = OnePiece(folder, interest, running)
            whole.read(sources)
            if graph is not None:
                _read_graph(whole, graph)
            user = UserData(whole.documents, interest)
            if engine == "reference" and user.triples > REFERENCE_MAX_TRIPLES:
                raise _too_many(user.triples)
            judgement = whole, user, list(whole.check(user))
        reading, user, found = judgement
        failures = reading.failures
        yield Judged(sources, before, user, found, failures, running.name, reading.select)


# What only large data needs is imported for large data: a small file is to be checked at once.


def _reach(shapes: Shapes) -> Reach | None:
    from mediagora.validation.reach import reach

    return reach(shapes.triples)


def _in_pieces(
    sources: list[Source],
    shapes: Shapes,
    interest: Interest,
    *,
    engine: Engine,
    folder: Path,
    far: Reach,
    size: int,
    progress: Callable[[float], None],
) -> tuple[Pieces, UserData, list[Found]] | None:
    """Judge the data in pieces; `None` if it hangs together too closely for that."""
    from mediagora.validation.context import OneGraph
    from mediagora.validation.pieces import Pieces

    named = [target.value for target in shapes.targets if target.kind == SH_TARGET_NODE]
    reading = Pieces(
        folder,
        interest,
        engine,
        shapes=shapes.triples,
        reach=far,
        targets=set(map(hash, named)),
        size=size,
        progress=progress,
    )
    try:
        reading.read(sources)
        user = UserData(reading.documents, interest)
        return reading, user, list(reading.check(user))
    except OneGraph:
        return None


def _size(sources: Sequence[Source]) -> int:
    size = 0
    for source in sources:
        with suppress(MediagoraError):  # told when it is read
            size += source.size()
    return size


def _cores() -> int:
    """Give the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _read_graph(reading: OnePiece, graph: Graph) -> None:
    from mediagora.reading.interop import from_rdflib

    try:
        reading.read_graph(from_rdflib(graph))
    except InputError as error:
        reading.failures.append(error)


def _too_many(triples: int) -> EngineError:
    return EngineError(
        f"{triples} triples are too many for the reference engine (at most "
        f"{REFERENCE_MAX_TRIPLES}); use --engine fast, or check fewer files at once"
    )
