"""A progress bar on a terminal, gone when the work is done."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LONGEST: Final = 40
_SHORTEST: Final = 10
"""Marks of a bar; where there is room for fewer, the percentage stands alone."""

_SPARE: Final = 3
"""Columns that stay free, for the `^C` of a terminal and its cursor."""

_USUAL_COLUMNS: Final = 80


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[float], None]]:
    """Draw a bar on standard error, and wipe it however the `with` block ends.

    Nothing is drawn where standard error is no terminal, or one that says it is `dumb`. There is no
    colour in it, and nothing but plain characters and carriage returns.

    Args:
        label: What is being done, in a word.

    Yields:
        A function to call with the share of the work that is done, from 0 to 1.

    Example:
        >>> with progress_bar("checking") as progress:
        ...     progress(0.5)
    """
    stream = getattr(sys, "stderr", None)
    if stream is None or not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _: None
        return
    drawn = ""

    def draw(share: float) -> None:
        nonlocal drawn
        before, drawn = drawn, _line(label, share, _columns(stream))
        if drawn != before:
            _write(stream, f"\r{drawn:<{len(before)}}")

    try:
        yield draw
    finally:
        if drawn:
            _write(stream, f"\r{'':{_columns(stream) - 1}}\r")


def _line(label: str, share: float, columns: int) -> str:
    share = min(1.0, max(0.0, share))
    percent = f"{int(100 * share):3d}%"
    room = columns - _SPARE
    marks = min(_LONGEST, room - len(f"{label} [] {percent}"))
    if marks >= _SHORTEST:
        return f"{label} [{'#' * int(marks * share):<{marks}}] {percent}"
    return percent if len(percent) <= room else ""


def _columns(stream: TextIO) -> int:
    with suppress(OSError, ValueError):
        # Not shutil's, which asks standard output. Some terminals do not know, and say 0.
        return os.get_terminal_size(stream.fileno()).columns or _USUAL_COLUMNS
    return _USUAL_COLUMNS


def _write(stream: TextIO, text: str) -> None:
    with suppress(OSError):  # a terminal that has gone is no reason to stop
        stream.write(text)
        stream.flush()
