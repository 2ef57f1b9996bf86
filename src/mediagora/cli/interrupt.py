"""Ctrl-C while a query runs: the engine holds the interpreter, so the system has to end it."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

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
