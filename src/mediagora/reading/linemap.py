"""Lines and columns of a text, from places in it."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from typing import Final

from mediagora.reading.spans import Span

_LINE_END: Final = re.compile(r"\r\n?|\n")


class LineMap:
    r"""Tells line and column, counted from 1, of each character of a text.

    Args:
        text: Without a byte order mark. A line feed, a carriage return or both together end a
            line; nothing else does.

    Example:
        >>> LineMap("a\r\nbc").span(3, 5)
        Span(line=2, column=1, end_line=2, end_column=3)
    """

    def __init__(self, text: str) -> None:
        self._starts = array("q", [0])
        self._starts.extend(match.end() for match in _LINE_END.finditer(text))

    def span(self, start: int, end: int) -> Span:
        """Give the span of the characters from `start` up to `end`."""
        return Span(*self._place(start), *self._place(end))

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
