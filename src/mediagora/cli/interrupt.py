"""What ends a command: Ctrl-C while a query runs, SIGTERM while files lie about, and its time.

An engine that holds the interpreter has to be ended by the system. Where there are processes and
temporary files to be rid of, the command ends in order instead.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mediagora.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def ends_at_once() -> Iterator[None]:
    """Let Ctrl-C end the process at once, not when Python next gets to look.

    Where it is ignored, as under `nohup`, or somebody else handles it, nothing changes.

    Example:
        >>> with ends_at_once():
        ...     signal.getsignal(signal.SIGINT) == signal.SIG_DFL
        True
    """
    usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if not usual or threading.current_thread() is not threading.main_thread():
        yield
        return
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def ends_in_time(seconds: float, what: str) -> Iterator[None]:
    """Let the work end when its time is up, whatever it is doing.

    Where the system has no such signal, or this is no main thread, nothing is done.

    Args:
        seconds: How long it may take.
        what: What to call it.

    Raises:
        EngineError: Its time is up.

    Example:
        >>> with ends_in_time(60, "the search"):
        ...     pass
    """
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def end(*_: object) -> None:
        raise EngineError(
            f"{what} did not end within {seconds:g} seconds; raise the limit with --timeout"
        )

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, 1_000_000))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Terminated(BaseException):
    """The process was asked to end, with SIGTERM or SIGHUP."""


@contextmanager
def ends_in_order() -> Iterator[None]:
    """Let SIGTERM and SIGHUP, as from a CI job that is called off, unwind the command in order.

    Where somebody else handles it, nothing changes.

    Example:
        >>> with ends_in_order():
        ...     signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
        False
    """
    asked = [
        number
        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM))
        if signal.getsignal(number) == signal.SIG_DFL
    ]
    if not asked or threading.current_thread() is not threading.main_thread():
        yield
        return
    for number in asked:
        signal.signal(number, _terminate)
    try:
        yield
    finally:
        for number in asked:
            signal.signal(number, signal.SIG_DFL)


def _terminate(*_: object) -> None:
    raise Terminated
