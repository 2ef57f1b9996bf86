"""Lines and columns of a large document, counted once from front to back."""

from __future__ import annotations

from mediagora.reading.spans import Span


class Forward:
    r"""Tells lines and columns of a document, for offsets that never go back.

    Args:
        data: The document, without a byte order mark.

    Example:
        >>> Forward(b"one\ntwo").within(6, Span(1, 1, 1, 2))
        Span(line=2, column=3, end_line=2, end_column=4)
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._has_returns = b"\r" in data
        self._offset = 0
        self._line = self._column = 1

    def within(self, offset: int, span: Span) -> Span:
        """Move a span within the text that starts at an offset, which never goes back."""
        self._advance(offset)
        line, column, end_line, end_column = span
        return Span(
            line + self._line - 1,
            column + self._column - 1 if line == 1 else column,
            end_line + self._line - 1,
            end_column + self._column - 1 if end_line == 1 else end_column,
        )

    def _advance(self, offset: int) -> None:
        data, start = self._data, self._offset
        if offset == start:
            return
        last = data.rfind(b"\n", start, offset)
        ends = data.count(b"\n", start, offset)
        if self._has_returns:
            last = max(last, data.rfind(b"\r", start, offset))
            ends += data.count(b"\r", start, offset) - data.count(b"\r\n", start, offset)
        self._line += ends
        before = 1 if ends else self._column
        self._column = before + len(data[max(start, last + 1) : offset].decode(errors="replace"))
        self._offset = offset
