"""Processes that check: started, asked, and ended in time, whatever they are doing.

Each is a child with a limit on its memory. The parent waits for answers until a deadline and then
ends the children; they end by themselves when the parent does.
"""

from __future__ import annotations

import contextlib
import errno
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, TYPE_CHECKING, Any, Final, Self

from mediagora.errors import EngineError, ShapesError
from mediagora.reading.inputs import human_size
from mediagora.validation import _worker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SCRIPT: Final = Path(_worker.__file__)
_OUT_OF_MEMORY: Final = (
    "memory allocation of",
    "MemoryError",
    "Cannot allocate memory",
    "can't start new thread",
    "failed to map segment",
)


class NotInstalled(EngineError):  # noqa: N818 -- leads to the other engine
    """The engine cannot be imported."""


class Children:
    """Some processes that answer questions, ended with the `with` block.

    Args:
        number: How many.
        engine: `fast` or `reference`, for messages.
        memory_limit: Address space that each may take, in bytes.
    """

    def __init__(self, number: int, *, engine: str, memory_limit: int) -> None:
        self._engine = engine
        self._limit = memory_limit
        self._arrived: SimpleQueue[tuple[_Child, bytes]] = SimpleQueue()
        self._children: list[_Child] = []
        try:
            for _ in range(number):
                self._children.append(_Child(memory_limit, self._arrived))
        except OSError as error:
            self.end()
            message = f"the {engine} engine cannot be started: {error.strerror}"
            raise EngineError(message) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End the processes, and what they may have started."""
        for child in self._children:
            child.end()

    def tell(self, *question: Any) -> None:  # noqa: ANN401 -- as the functions of `_worker` say
        """Put a question to each; `told` waits for the answers."""
        for child in self._children:
            child.ask(question)

    def told(self, timeout: float) -> Any:  # noqa: ANN401
        """Give what the first answered to `tell`, when all have answered.

        Args:
            timeout: Seconds until they have to.

        Raises:
            EngineError: As for `ask`.
            ShapesError: The engine refused the shapes.
        """
        deadline = time.monotonic() + timeout
        answers = [self._answer(deadline, timeout)[1] for _ in self._children]
        return answers[0]

    def ask(
        self, questions: Iterable[tuple[Any, ...]], *, timeout: float
    ) -> Iterator[tuple[int, Any]]:
        """Put questions, each to the first process that is free; give answers as they arrive.

        Args:
            questions: Each a function of `_worker` and its arguments.
            timeout: Seconds until all answers have to be there.

        Yields:
            The number of the question, from 0, and its answer.

        Raises:
            EngineError: An answer did not arrive in time, or the engine failed.
            ShapesError: The engine refused the shapes.
        """
        deadline = time.monotonic() + timeout
        waiting = enumerate(questions)
        busy: dict[_Child, int] = {}
        idle = list(self._children)
        while True:
            while idle and (following := next(waiting, None)):
                busy[child := idle.pop()] = following[0]
                child.ask(following[1])
            if not busy:
                return
            child, answer = self._answer(deadline, timeout)
            yield busy.pop(child), answer
            idle.append(child)

    def _answer(self, deadline: float, timeout: float) -> tuple[_Child, Any]:
        try:
            child, body = self._arrived.get(timeout=max(0.0, deadline - time.monotonic()))
        except Empty:
            raise EngineError(
                f"the {self._engine} engine did not end within {timeout:g} seconds; "
                "raise the limit with --timeout, or check fewer files at once"
            ) from None
        if not body:
            raise self._failure(child)
        return child, self._value(*pickle.loads(body))  # noqa: S301 -- of our child

    def _value(self, outcome: str, value: Any) -> Any:  # noqa: ANN401
        """Give what was answered, or raise what went wrong."""
        if outcome == _worker.OK:
            return value
        if outcome != _worker.BAD_SHAPES and any(words in value for words in _OUT_OF_MEMORY):
            raise self._out_of_memory()
        if outcome == _worker.NOT_INSTALLED:
            raise NotInstalled(f"the {self._engine} engine cannot be imported: {value}")
        if outcome == _worker.BAD_SHAPES:
            raise ShapesError(f"the shapes cannot be used: {' '.join(value.split())}")
        if outcome == _worker.OUT_OF_MEMORY:
            raise self._out_of_memory()
        if f"Errno {errno.ENOSPC}]" in value:
            folder = tempfile.gettempdir()
            raise EngineError(f"no space is left in '{folder}'; TMPDIR names another folder")
        raise EngineError(f"the {self._engine} engine failed: {value}")

    def _failure(self, child: _Child) -> EngineError:
        code, complaint = child.end()
        if any(words in complaint for words in _OUT_OF_MEMORY):
            return self._out_of_memory()
        last = complaint.splitlines()[-1] if complaint else f"it ended with code {code}"
        return EngineError(f"the {self._engine} engine failed: {last}")

    def _out_of_memory(self) -> EngineError:
        return EngineError(
            f"the {self._engine} engine needs more memory than {human_size(self._limit)}; "
            "raise the limit with --memory-limit, or check fewer files at once"
        )


class _Child:
    """One process, and a thread that takes its answers to the queue of all."""

    def __init__(self, limit: int, arrived: SimpleQueue[tuple[_Child, bytes]]) -> None:
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by `end`
        # -P: modules of the current folder do not stand in for those they share a name with.
        try:
            self._process = subprocess.Popen(  # noqa: S603 -- this interpreter and a file of ours
                [sys.executable, "-P", str(_SCRIPT), str(limit)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                start_new_session=True,
                # Each further arena of glibc reserves 64 MiB of addresses; a thread without one
                # would map each allocation by itself, and take a hundred times as long.
                env={"MALLOC_ARENA_MAX": "1"} | os.environ,
            )
        except OSError:
            self._complaints.close()
            raise
        self._is_listened_to = False
        self._questions: SimpleQueue[bytes | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._talk, args=(arrived,), daemon=True)
        try:
            self._thread.start()
        except RuntimeError as error:  # no more threads
            self._process.kill()
            self._process.wait()
            raise OSError(errno.EAGAIN, str(error)) from error

    def _talk(self, arrived: SimpleQueue[tuple[_Child, bytes]]) -> None:
        """Take questions there and answers back, so that nobody else waits for a full pipe."""
        stdin, stdout = self._process.stdin, self._process.stdout
        while stdin and stdout and (question := self._questions.get()):
            try:
                _send(stdin, question)
                if not self._is_listened_to:
                    self._is_listened_to = _skip_to(stdout, _worker.START)
                size = int.from_bytes(stdout.read(8), "big")
                answer = stdout.read(size)
                if len(answer) < size:  # the process was ended in the middle of it
                    answer = b""
            except OSError:  # the process has ended
                answer = b""
            arrived.put((self, answer))

    def ask(self, question: tuple[Any, ...]) -> None:
        self._questions.put(pickle.dumps(question, pickle.HIGHEST_PROTOCOL))

    def end(self) -> tuple[int, str]:
        """End the process; give its code and what it complained of."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if self._process.poll() is None and sys.platform == "win32":
                self._process.kill()
            elif self._process.poll() is None:
                os.killpg(self._process.pid, signal.SIGKILL)
        code = self._process.wait()
        self._questions.put(None)
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        if self._complaints.closed:
            return code, ""
        self._complaints.seek(0)
        complaint = self._complaints.read().decode(errors="replace").strip()
        self._complaints.close()
        return code, complaint


def _send(stream: IO[bytes], body: bytes) -> None:
    stream.write(len(body).to_bytes(8, "big"))
    stream.write(body)
    stream.flush()


def _skip_to(stream: IO[bytes], mark: bytes) -> bool:
    """Pass over what was printed before the answers start."""
    last = b""
    while last != mark:
        if not (byte := stream.read(1)):
            return False
        last = (last + byte)[-len(mark) :]
    return True
