"""A query in a process of its own, which ends in time whatever its engine is doing."""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from mediagora.errors import EngineError, MediagoraError, UsageError
from mediagora.limits import DEFAULT_MEMORY, DEFAULT_TIMEOUT
from mediagora.querying import _apart
from mediagora.querying.values import spelt
from mediagora.reading.inputs import paths_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import rdflib

    from mediagora.querying.result import Result
    from mediagora.querying.run import Asked
    from mediagora.querying.store import Data

_SAID: Final = "error: "


def query_apart(
    asked: Asked,
    params: Mapping[str, object],
    *,
    data: Data | None = None,
    with_shipped: bool = True,
    limit: int | None = None,
    timeout: float | None = None,
    memory_limit: int | None = None,
) -> Result:
    """Ask in a process of its own, which reads the data anew.

    Args:
        asked: What `resolve` gave.
        params: Values of the query's parameters.
        data: Files, folders, globs or an rdflib graph.
        with_shipped: Whether the platform data that ships is asked as well.
        limit: Most rows or triples to give.
        timeout: Seconds until the process ends.
        memory_limit: Bytes of memory that it may take.

    Raises:
        EngineError: The query took too long, or too much memory.
        InputError: Data that is no RDF.
        QueryError: The query is malformed or refused, or a parameter has the wrong type.
        UsageError: A limit is no positive number, or a path matches nothing.

    Example:
        >>> from mediagora.querying.run import resolve
        >>> len(query_apart(resolve("in-numbers"), {}, timeout=60))
        1
    """
    from mediagora.reasoning.child import run

    seconds = DEFAULT_TIMEOUT if timeout is None else timeout
    memory = DEFAULT_MEMORY if memory_limit is None else memory_limit
    if not (_is_number(seconds) and _is_number(memory)):
        message = "timeout and memory_limit are numbers above 0"
        raise UsageError(message)
    with tempfile.TemporaryDirectory(prefix="mediagora-") as name:
        folder = Path(name)
        question = {
            "asked": asked,
            # As texts, which is how they are read there too: whatever they are need not go along.
            "params": {name: str(spelt(value)) for name, value in params.items()},
            "data": _found_again(data, folder),
            "folder": _current_folder(),
            "with_shipped": with_shipped,
            "limit": limit,
            "memory_limit": memory,
        }
        (folder / "asked").write_bytes(pickle.dumps(question, pickle.HIGHEST_PROTOCOL))
        command = [sys.executable, "-P", _apart.__file__, name]
        try:
            done = run("the query", command, folder, min(seconds, 1_000_000))
        except EngineError as error:
            raise _here(str(error)) from None
        found = folder / "found"
        if not found.exists():
            last = (done.complaints.strip().splitlines() or [f"it ended with code {done.code}"])[-1]
            if last.startswith(_SAID):
                raise _here(last.removeprefix(_SAID))
            raise EngineError(f"the query failed: {last}")
        answer = pickle.loads(found.read_bytes())  # noqa: S301 -- of our child
    if isinstance(answer, MediagoraError):
        raise answer
    return cast("Result", answer)


def _is_number(limit: object) -> bool:
    return isinstance(limit, int | float) and not isinstance(limit, bool) and limit > 0


def _current_folder() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 -- a text
    except FileNotFoundError:  # it has been deleted
        return os.path.abspath(os.sep)  # noqa: PTH100 -- likewise


def _found_again(data: Data | None, folder: Path) -> list[str] | None:
    """Give data as paths that another process finds."""
    if data is None:
        return None
    paths = paths_of(data)
    if paths is None:
        from mediagora.reading.interop import from_rdflib

        path = folder / "data.nt"
        lines = (f"{triple} .\n" for triple in from_rdflib(cast("rdflib.Graph", data)))
        path.write_text("".join(lines), encoding="utf-8")
        return [str(path)]
    if "-" in paths:
        message = "standard input is not read by a query with a limit of time or memory"
        raise UsageError(message)
    return paths


def _here(message: str) -> EngineError:
    """Name limits as Python has them, not as options of the command."""
    return EngineError(
        message.replace("--timeout", "timeout").replace("--memory-limit", "memory_limit")
    )
