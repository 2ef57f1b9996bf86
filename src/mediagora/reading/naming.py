"""What documents are called in messages: a text that can be printed, each another one."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mediagora.reading.inputs import Source


def shown(file: Path) -> str:
    """Name a file. A name may hold bytes that are no UTF-8; what cannot be printed is replaced.

    Example:
        >>> from pathlib import Path
        >>> shown(Path("a.ttl"))
        'a.ttl'
    """
    return os.fsencode(file).decode(errors="replace")


def told_apart(sources: Iterable[Source]) -> list[Source]:
    """Number documents of the same name: all that is found later is kept by that name.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> [each.path for each in told_apart([Source("a.ttl", "turtle", b"")] * 2)]
        ['a.ttl', 'a.ttl (2)']
    """
    names: set[str] = set()
    apart = []
    for source in sources:
        path, number = source.path, 1
        while path in names:
            number += 1
            path = f"{source.path} ({number})"
        names.add(path)
        apart.append(replace(source, path=path))
    return apart
