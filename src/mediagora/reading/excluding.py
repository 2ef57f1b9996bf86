"""Files that a project leaves out, by patterns much as in a `.gitignore`."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARK: Final = re.compile(r"(\*\*/|/\*\*\Z|\*|\?)")
_MEANINGS: Final = {"**/": "(?:[^/]+/)*", "/**": "/.+", "*": "[^/]*", "?": "[^/]"}


class Excluded:
    """Tells which files patterns leave out.

    `*` and `?` stand for characters of a name, `**` for any number of folders. A pattern that has
    no `/`, or one at its end only, matches at any depth; others are seen from the folder. What is
    in a folder that matches is left out with it.

    Args:
        patterns: As the user wrote them.
        folder: From where they are seen.

    Example:
        >>> excluded = Excluded(["drafts/", "data/*.old.ttl"], Path("/project"))
        >>> excluded(Path("/project/a/drafts/b.ttl")), excluded(Path("/project/data/b.ttl"))
        (True, False)
    """

    def __init__(self, patterns: Iterable[str], folder: Path) -> None:
        self._folder: Final = folder.absolute()
        self._patterns: Final = re.compile("|".join(map(_expression, patterns)) or r"(?!)")

    def __call__(self, file: Path) -> bool:
        """Tell whether a file, or a folder that it is in, is left out."""
        try:
            seen = Path(os.path.relpath(file, self._folder)).as_posix()
        except ValueError:  # on another drive
            return False
        return self._patterns.match(seen) is not None


def _expression(pattern: str) -> str:
    """What a path that is left out starts with."""
    name = pattern.rstrip("/")
    start = "" if "/" in name else _MEANINGS["**/"]
    parts = _MARK.split(name.removeprefix("./").lstrip("/"))
    return start + "".join(_MEANINGS.get(part) or re.escape(part) for part in parts) + r"(?:/|\Z)"
