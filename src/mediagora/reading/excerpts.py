"""Lines of a document by number, for those who are shown where a fault stands."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mediagora.errors import MediagoraError

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from mediagora.reading.inputs import Source


def lines_of(source: Source, numbers: AbstractSet[int]) -> dict[int, str]:
    r"""Give some lines of a document, without their ends; none that it does not have.

    Args:
        source: Any document; it is read line by line.
        numbers: Counted from 1, as in `Span`.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> lines_of(Source("a.ttl", "turtle", b"one\r\ntwo\nthree"), {2, 3, 9})
        {2: 'two', 3: 'three'}
    """
    if not numbers:
        return {}
    try:
        binary = (
            io.BytesIO(source.data) if isinstance(source.data, bytes) else source.data.open("rb")
        )
    except (OSError, MediagoraError):  # gone meanwhile: a report without excerpts is one still
        return {}
    found = {}
    last = max(numbers)
    with io.TextIOWrapper(binary, encoding="utf-8-sig", errors="replace") as text:
        for number, line in enumerate(text, start=1):
            if number in numbers:
                found[number] = line.rstrip("\n")
            if number == last:
                break
    return found
