"""Output on a terminal: through the reader's pager where it is longer than the screen, and plain.

What goes to a file or a pipe is written as it is.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, Final, cast

from mediagora.limits import before_the_end
from mediagora.reporting.layout import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BOLD: Final = ("\x1b[1m", "\x1b[m")
_TRICKS: Final = re.compile(r"[^\t\n -~]+")
_USUAL: Final = (["less"], ["more"])
_SETTINGS: Final = {"LESS": "FRX", "LV": "-c"}
"""What `less` and `lv` are told where nothing is set: leave at once what fits, let bold through."""


def show(pieces: Iterable[str], *, is_table: bool) -> None:
    r"""Write pieces of text to standard output as they come.

    On a terminal, control characters are shown and not obeyed, and what is longer than the screen
    goes through `$PAGER`, else `less`, else `more`; who leaves the pager ends the output. No pager
    is run where `$PAGER` is empty or `cat`, or where the terminal is a dumb one.

    Args:
        pieces: Text; no more is drawn than is written or fits the screen.
        is_table: Whether it is a table for people, which has a head.

    Raises:
        BrokenPipeError: Who read standard output, other than the pager, has gone.

    Example:
        >>> show(["one\n", "two\n"], is_table=False)
        one
        two
    """
    if not sys.stdout.isatty():
        for piece in pieces:
            sys.stdout.write(piece)
        return
    shown: Iterator[str] = (_plain(piece) for piece in pieces)
    if is_table and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb":
        shown = _with_bold_head(shown)
    drawn, fits = _screenful(shown)
    pager = None if fits else _pager()
    if pager is None:
        for piece in chain(drawn, shown):
            sys.stdout.write(piece)
    else:
        _page(chain(drawn, shown), pager)


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n")  # of CSV
    return _TRICKS.sub(lambda found: printable(found[0]), text)


def _with_bold_head(pieces: Iterator[str]) -> Iterator[str]:
    """Names of columns in bold, where a rule of dashes stands below them."""
    first = next(pieces, "")
    head, end, rest = first.rpartition("\n")[0].rpartition("\n")
    if end and rest and not rest.strip("- "):
        on, off = _BOLD
        first = f"{on}{head}{off}\n{rest}\n"
    yield first
    yield from pieces


def _screenful(pieces: Iterator[str]) -> tuple[list[str], bool]:
    """Draw pieces until they are more than the screen holds, or all."""
    width, height = shutil.get_terminal_size()
    drawn: list[str] = []
    used = 1  # the prompt
    for piece in pieces:
        drawn.append(piece)
        used += sum(1 + max(len(line) - 1, 0) // width for line in piece.split("\n")[:-1])
        if used > height:
            return drawn, False
    return drawn, True


def _pager() -> list[str] | None:
    """The command of the pager, or `None` where there is none or none is wanted."""
    if os.environ.get("TERM") == "dumb":
        return None
    chosen = os.environ.get("PAGER")
    if chosen is None:
        return next((usual for usual in _USUAL if shutil.which(usual[0])), None)
    try:
        command = shlex.split(chosen)
    except ValueError:  # a quotation without its end
        return None
    if not command or command == ["cat"] or not shutil.which(command[0]):
        return None
    return command


def _page(pieces: Iterable[str], pager: list[str]) -> None:
    sys.stdout.flush()
    with subprocess.Popen(  # noqa: S603 -- the pager that the user has chosen
        pager,
        stdin=subprocess.PIPE,
        env=_SETTINGS | os.environ,
        encoding=sys.stdout.encoding,
        errors="backslashreplace",
    ) as process:
        stream = cast("IO[str]", process.stdin)

        def close() -> None:
            """Let the reader see what there is, and leave."""
            with suppress(BrokenPipeError):
                stream.close()
            process.wait()

        with _on_interrupt(signal.SIG_IGN), before_the_end(close):
            # The reader has seen enough, and leaves the pager or interrupts what feeds it.
            with (
                suppress(BrokenPipeError, KeyboardInterrupt),
                stream,
                _on_interrupt(signal.default_int_handler),
            ):
                stream.writelines(pieces)
            process.wait()


@contextmanager
def _on_interrupt(handler: Any) -> Iterator[None]:  # noqa: ANN401 -- as `signal.signal` takes it
    """Let Ctrl-C do this; the pager keeps the terminal on it, so this process may not end first."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
