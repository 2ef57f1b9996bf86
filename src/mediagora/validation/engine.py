"""The engines behind one function: each run is a child process, with a limit on its time.

`fast` is the pinned `shacl` package, `reference` is `pyshacl`. Both read the same two files and
give back the same record; where the fast engine cannot be imported, the other takes its place.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import pyoxigraph

from mediagora.errors import EngineError, ShapesError
from mediagora.validation._worker import BAD_SHAPES, NOT_INSTALLED

if TYPE_CHECKING:
    from collections.abc import Iterable

EngineName = Literal["fast", "reference"]

DEFAULT_TIMEOUT: Final = 600.0
"""Seconds that one validation may take unless told otherwise."""

_WORKER: Final = Path(__file__).with_name("_worker.py")


@dataclass(frozen=True, slots=True)
class Result:
    """One SHACL validation result; terms are in N-Triples syntax, the component is an IRI."""

    focus_node: str
    path: str | None
    value: str | None
    component: str
    source_shape: str | None
    messages: tuple[str, ...]


def run(
    shapes: Iterable[pyoxigraph.Triple],
    data: Iterable[pyoxigraph.Triple],
    *,
    engine: EngineName = "fast",
    timeout: float = DEFAULT_TIMEOUT,
) -> tuple[list[Result], str]:
    """Validate data against shapes; give the results, and the name and version of the engine.

    Args:
        shapes: The shapes graph.
        data: The data graph; labels of its blank nodes come back in the results.
        engine: `fast` or `reference`.
        timeout: Seconds until the engine is stopped.

    Raises:
        EngineError: The engine failed, is not installed or ran out of time.
        ShapesError: The engine refused the shapes.
    """
    with tempfile.TemporaryDirectory(prefix="mediagora-") as name:
        folder = Path(name)
        _write(folder / "shapes.nt", shapes)
        _write(folder / "data.nt", data)
        rows = _attempt(engine, folder, timeout)
        if rows is None and engine == "fast":
            rows = _attempt("reference", folder, timeout)
        if rows is None:
            message = "no SHACL engine can be imported; install mediagora again"
            raise EngineError(message)
        return rows


def _write(file: Path, triples: Iterable[pyoxigraph.Triple]) -> None:
    with file.open("wb") as stream:
        pyoxigraph.serialize(triples, stream, format=pyoxigraph.RdfFormat.N_TRIPLES)


def _attempt(engine: EngineName, folder: Path, timeout: float) -> tuple[list[Result], str] | None:
    """Run one engine; `None` where it cannot be imported."""
    code, complaint = _run_child(engine, folder, timeout)
    if code == NOT_INSTALLED:
        return None
    if code == BAD_SHAPES:
        raise ShapesError(f"the shapes cannot be used: {' '.join(complaint.split())}")
    if code != 0:
        last = complaint.splitlines()[-1] if complaint else f"it ended with code {code}"
        raise EngineError(f"the {engine} engine failed: {last}")
    with (folder / "results.jsonl").open(encoding="utf-8") as lines:
        version = json.loads(next(lines))
        results = [
            Result(focus, path, value, component, shape, tuple(messages))
            for focus, path, value, component, shape, messages in map(json.loads, lines)
        ]
    return results, version


def _run_child(engine: EngineName, folder: Path, timeout: float) -> tuple[int, str]:
    complaints = folder / "complaints.txt"
    with complaints.open("wb") as stderr:
        # -P: the modules beside the script do not stand in for those they share a name with.
        child = subprocess.Popen(  # noqa: S603 -- this interpreter and a file of this package
            [sys.executable, "-P", str(_WORKER), engine, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,  # nothing is written there: its end is the child's
            stderr=stderr,
            start_new_session=True,
        )
    try:
        if not _ends_within(timeout, child):
            raise EngineError(
                f"the {engine} engine did not end within {timeout:g} seconds; "
                "raise the limit with --timeout, or check fewer files at once"
            )
        code = child.wait()
    finally:  # also when the user interrupts
        _end(child)
    return code, complaints.read_text(encoding="utf-8", errors="replace").strip()


def _ends_within(timeout: float, child: subprocess.Popen[bytes]) -> bool:
    if sys.platform == "win32":
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout)
        return child.poll() is not None
    # `wait` would sleep up to 0.05 s too long; the pipe is closed the moment the child ends.
    with selectors.DefaultSelector() as selector:
        if child.stdout:
            selector.register(child.stdout, selectors.EVENT_READ)
        return bool(selector.select(timeout))


def _end(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe:
            pipe.close()
    if child.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                child.kill()
            else:
                os.killpg(child.pid, signal.SIGKILL)
        child.wait()
