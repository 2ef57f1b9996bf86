"""Places of a document that stand in the way, told all at once."""

from __future__ import annotations

from mediagora.errors import InputError


class Faults:
    """Collects what is wrong with a document, so that nobody mends it one run at a time.

    Args:
        path: What to call the document in messages.

    Example:
        >>> faults = Faults("a.ttl")
        >>> faults.add("too long", 7)
        >>> faults.add("too wide", 2, 80)
        >>> faults.tell()
        Traceback (most recent call last):
        mediagora.errors.InputError: a.ttl:2:80: too wide (and 1 more like it, on line 7)
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._found: list[tuple[int, int, str]] = []

    def add(self, message: str, line: int, column: int = 1) -> None:
        """Note what is wrong at a place; lines and columns are counted from 1."""
        self._found.append((line, column, message))

    def tell(self) -> None:
        """Say what is wrong at the first place, and name the lines of the others.

        Raises:
            InputError: Something is wrong (`MG001`).
        """
        if not self._found:
            return
        (line, column, message), *others = sorted(self._found)
        lines = list(dict.fromkeys(str(each[0]) for each in others))
        if lines:
            where = f"line{'s' * (len(lines) > 1)} {', '.join(lines)}"
            message += f" (and {len(others)} more like it, on {where})"
        raise InputError(message, code="MG001", path=self._path, line=line, column=column)
