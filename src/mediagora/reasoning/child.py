"""Engines in processes of their own, which end in time whatever they are doing."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.errors import EngineError
from mediagora.reasoning import _watcher

if TYPE_CHECKING:
    from pathlib import Path

_GRACE: Final = 2.0
"""Seconds in which a process is to end once nobody waits for it."""


class Done(NamedTuple):
    """How an engine ended: its exit code, and what it wrote."""

    code: int
    answer: str
    complaints: str


def run(
    name: str, command: list[str], folder: Path, timeout: float, *, otherwise: str = ""
) -> Done:
    """Run an engine until it ends, or is to have ended; nothing of it is left then.

    Args:
        name: What to call it in messages.
        command: The program and its arguments.
        folder: Its current folder, which also takes what it writes.
        timeout: Seconds until it has to have ended.
        otherwise: What may help besides more time, for the message.

    Raises:
        EngineError: It cannot be started, or did not end in time.

    Example:
        >>> import pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     run("Python", [sys.executable, "-c", "print(1)"], pathlib.Path(folder), 60).code
        0
    """
    answer, complaints = folder / "answer", folder / "complaints"
    with answer.open("wb") as out, complaints.open("wb") as errors:
        try:
            process = subprocess.Popen(  # noqa: S603 -- this interpreter and a file of ours
                [sys.executable, "-P", _watcher.__file__, str(folder), *command],
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=errors,
                start_new_session=True,  # Ctrl-C reaches us alone, and we end it
            )
        except OSError as error:
            message = f"{name} cannot be started: {error.strerror}"
            raise EngineError(message) from error
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            message = f"{name} did not end within {timeout:g} seconds; "
            message += "raise the limit with --timeout" + (f", {otherwise}" if otherwise else "")
            raise EngineError(message) from None
        finally:
            _end(process)
    texts = (path.read_text("utf-8", errors="replace") for path in (answer, complaints))
    return Done(code, *texts)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what still runs, its children included: first by closing the pipe, then by force."""
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
