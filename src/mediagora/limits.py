"""Limits of time and memory for work that no Python code can interrupt.

An engine in the middle of an aggregate looks neither at signals nor at exceptions. It lets other
threads run, though: one of them looks at the clock and at the memory of the process, and ends the
process when either is used up. So this is for processes that do one thing: a command, or a child.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from mediagora.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import NoReturn

Item = TypeVar("Item")

DEFAULT_TIMEOUT: Final = 300.0
"""Seconds that a query may take, reading the data included, unless told otherwise."""

DEFAULT_MEMORY: Final = 8 << 30
"""Bytes of memory that it may take."""

LATE: Final = "the query did not end"
"""What is said of a query whose time is up, unless told otherwise."""

_STEP: Final = 0.02
"""Seconds between two looks: an engine takes some ten MB meanwhile."""

_FAILED: Final = 2
_FAREWELLS: Final[list[Callable[[], object]]] = []


class Watch:
    """Counts the time of work, and ends the process when its time or memory is used up.

    Args:
        seconds: How long the work may take in all; what happens between `rest` and `work` does not
            count.
        memory: Bytes of memory that the process may take; more is possible for a moment.
        late: What is said of work whose time is up.
        end: Called with a sentence when it is too much; by default the process ends with 2.
        used: Gives the memory that the process takes.

    Example:
        >>> watch = Watch(60, 1 << 40)
        >>> list(watch.over([1, 2, 3]))
        [1, 2, 3]
    """

    def __init__(
        self,
        seconds: float,
        memory: int,
        *,
        late: str = LATE,
        end: Callable[[str], None] | None = None,
        used: Callable[[], int] | None = None,
    ) -> None:
        self._seconds = seconds
        self._memory = memory
        self._late = late
        self._end = end or _leave
        self._used = used or memory_used
        self._spent = 0.0
        self._since: float | None = None
        self._lock = threading.Lock()

    def work(self) -> None:
        """Let the clock run."""
        with self._lock:
            if self._since is None:
                self._since = time.monotonic()

    def rest(self) -> None:
        """Let the clock stand, as while a reader takes what was given."""
        with self._lock:
            if self._since is not None:
                self._spent += time.monotonic() - self._since
            self._since = None

    def over(self, items: Iterable[Item]) -> Iterator[Item]:
        """Give items on; only the time of their making counts."""
        iterator = iter(items)
        while True:
            self.work()
            try:
                item = next(iterator)
            except StopIteration:
                return
            finally:
                self.rest()
            yield item

    def look(self) -> str | None:
        """Tell what is used up, in a sentence; `None` as long as nothing is.

        Example:
            >>> Watch(60, 0, used=lambda: 1 << 30).look()
            'the query needs more memory than 0 MB; raise the limit with --memory-limit'
        """
        with self._lock:
            running = 0.0 if self._since is None else time.monotonic() - self._since
            spent = self._spent + running  # both before `rest` makes the one of the other
        if spent > self._seconds:
            return f"{self._late} within {self._seconds:g} seconds; raise the limit with --timeout"
        if self._used() > self._memory:
            return (
                f"the query needs more memory than {self._memory >> 20} MB; "
                "raise the limit with --memory-limit"
            )
        return None

    def keep(self, done: threading.Event) -> None:
        """Look again and again until the work is done, or too much."""
        while not done.wait(_STEP):
            if reason := self.look():
                self._end(reason)
                return


@contextmanager
def within(seconds: float, memory: int, *, late: str = LATE) -> Iterator[Watch]:
    """End this process when the work in the `with` block takes too much time or memory.

    Args:
        seconds: Time of work, from now on.
        memory: Bytes of memory.
        late: What is said of work whose time is up.

    Raises:
        UsageError: A limit is no positive number.

    Example:
        >>> with within(60, 1 << 40) as watch:
        ...     sum(watch.over([1, 2]))
        3
    """
    if not (seconds > 0 and memory > 0):
        message = "limits of time and memory are numbers above 0"
        raise UsageError(message)
    watch, done = Watch(seconds, memory, late=late), threading.Event()
    watch.work()
    threading.Thread(target=watch.keep, args=(done,), daemon=True).start()
    try:
        yield watch
    finally:
        done.set()


def memory_used() -> int:
    """Give the memory of this process in bytes: what it takes now, or where that is not told, most.

    Example:
        >>> memory_used() > 1_000_000
        True
    """
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 -- fifty times a second
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        try:
            import resource
        except ImportError:  # no such limit on this system
            return 0
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024


@contextmanager
def before_the_end(do: Callable[[], object]) -> Iterator[None]:
    """Let something be done before a limit ends the process, as long as the `with` block lasts.

    Example:
        >>> with before_the_end(lambda: None):
        ...     pass
    """
    _FAREWELLS.append(do)
    try:
        yield
    finally:
        _FAREWELLS.remove(do)


def _leave(reason: str) -> NoReturn:
    """Say why and end the process, whatever its other threads are doing."""
    try:
        for do in _FAREWELLS:
            do()
        os.write(2, f"error: {reason}\n".encode())
    finally:
        os._exit(_FAILED)
