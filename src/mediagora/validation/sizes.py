"""How large the pieces are that large data is cut into."""

from __future__ import annotations

from typing import Final

SMALLEST: Final = 4 << 20
"""Bytes of a piece at least: what is done once for each is then little of the work."""

LARGEST: Final = 8 << 20
"""Bytes of a piece at most: a process takes some fifteen times as much memory."""


def size_of_pieces(size: int, jobs: int) -> int | None:
    """Give the size of pieces for some data; `None` where it is too little to be cut.

    Args:
        size: Bytes of the data.
        jobs: Processes that will share the work.

    Example:
        >>> size_of_pieces(1 << 20, 2), size_of_pieces(1 << 30, 2) == LARGEST
        (None, True)
    """
    if size <= 2 * SMALLEST:
        return None
    return min(LARGEST, max(SMALLEST, size // (2 * jobs)))
