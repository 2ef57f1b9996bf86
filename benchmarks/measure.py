"""Run one command as a process of its own, and measure what it and its children take (Linux)."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_INTERVAL: Final = 0.02
_GROWN: Final = 1.02
_SIZES: Final = re.compile(r"^(\w+):\s+(\d+) kB$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Measured:
    """One run; times in seconds, memory in MB of 1,000,000 bytes."""

    code: int | None
    """Exit code, or `None` where it was stopped at its limit."""
    output: str
    complaints: str
    cpu: float
    wall: float
    process_mb: float
    tree_mb: float


def measure(
    command: Sequence[str], folder: Path, *, core: int | None = None, limit: float = 120
) -> Measured:
    r"""Run a command to its end, or to its limit.

    CPU time is the kernel's, of the process and of all children it waited for. Memory is looked at
    every 20 ms, at first oftener: of each process its high-water mark as the kernel keeps it, of
    all together what they hold, with what they share counted once.

    Args:
        command: Program and arguments.
        folder: Where its output may be kept meanwhile.
        core: The only core that it may run on; `None` for all.
        limit: Seconds after which it is killed with all its children.

    Example:
        >>> import sys, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     measure([sys.executable, "-c", "print(6 * 7)"], Path(folder)).output
        '42\n'
    """
    out, err = folder / "output", folder / "complaints"
    memory = _Memory()
    wall: float | None = None
    with out.open("wb") as stdout, err.open("wb") as stderr:
        started = time.perf_counter()
        with _only(core):
            child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr
            )
        try:
            wall = _watch(child.pid, memory, started, limit)
        finally:  # also when the user interrupts
            if wall is None:
                _kill(child.pid)
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
    return Measured(
        code=None if wall is None else child.returncode,
        output=out.read_text(encoding="utf-8", errors="replace"),
        complaints=err.read_text(encoding="utf-8", errors="replace"),
        cpu=used.ru_utime + used.ru_stime,
        wall=time.perf_counter() - started if wall is None else wall,
        process_mb=memory.process / 1e6,
        tree_mb=memory.tree / 1e6,
    )


class _Memory:
    """The most that was seen, in bytes."""

    def __init__(self) -> None:
        self.process = 0
        self.tree = 0
        self._looked_at = 0

    def look(self, pid: int) -> None:
        resident = 0
        processes = list(_tree(pid))
        for each in processes:
            sizes = _sizes(each, "status")
            self.process = max(self.process, sizes.get("VmHWM", 0))
            resident += sizes.get("VmRSS", 0)
        if len(processes) == 1:
            self.tree = max(self.tree, resident)
        elif resident > self._looked_at * _GROWN:
            # What is shared is dear to tell apart, so only where there is more than ever before.
            self._looked_at = resident
            self.tree = max(self.tree, _together(processes))
        self.tree = max(self.tree, self.process)


def _together(processes: Sequence[int]) -> int:
    """What processes hold together: each its own, and the most that one of them shares."""
    own, shared = 0, [0]
    for pid in processes:
        sizes = _sizes(pid, "smaps_rollup")
        shared.append(sizes.get("Shared_Clean", 0) + sizes.get("Shared_Dirty", 0))
        own += sizes.get("Rss", 0) - shared[-1]
    return own + max(shared)


class _only:  # noqa: N801 -- read as a word after `with`
    """What is started meanwhile runs on one core."""

    def __init__(self, core: int | None) -> None:
        self._core = core
        self._before = os.sched_getaffinity(0)

    def __enter__(self) -> None:
        if self._core is not None:
            os.sched_setaffinity(0, {self._core})

    def __exit__(self, *_: object) -> None:
        os.sched_setaffinity(0, self._before)


def _watch(pid: int, memory: _Memory, started: float, limit: float) -> float | None:
    """Seconds until a process ended, or `None` where it did not within its limit."""
    handle = os.pidfd_open(pid)
    try:
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        while (passed := time.perf_counter() - started) < limit:
            if poll.poll(1000 * min(_INTERVAL, 0.002 + passed / 10)):
                return time.perf_counter() - started
            memory.look(pid)
    finally:
        os.close(handle)
    return None


def _kill(pid: int) -> None:
    for each in list(_tree(pid)):
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)


def _tree(pid: int) -> Iterator[int]:
    """A process and all that descend from it."""
    yield pid
    with suppress(OSError):  # it has ended
        for thread in Path(f"/proc/{pid}/task").iterdir():
            with suppress(OSError):
                for child in (thread / "children").read_text(encoding="ascii").split():
                    yield from _tree(int(child))


def _sizes(pid: int, file: str) -> dict[str, int]:
    try:
        text = Path(f"/proc/{pid}/{file}").read_text(encoding="utf-8")
    except OSError:  # it has ended
        return {}
    return {name: int(size) * 1024 for name, size in _SIZES.findall(text)}
