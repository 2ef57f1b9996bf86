"""Which codes a run reports: all of its shapes and checks, or those that the user picks.

What cannot be read is always reported: a file that was not read was not checked.
"""

from __future__ import annotations

import re
from os.path import commonprefix
from typing import TYPE_CHECKING, Final

from mediagora.errors import UnknownNameError, UsageError
from mediagora.vocabulary import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mediagora.validation.shapes import Shapes

_UNREADABLE: Final = "MG0"
"""How the codes start of what cannot be read."""

_OF_SHAPES: Final = "MG2"
"""How the codes start that come from shapes."""

_OWN: Final = frozenset(f"MG29{digit}" for digit in range(1, 10))
"""The codes of a user's own shapes that bring none."""

_EVIDENCE: Final = ("shapes/evidence.ttl", "MG250")
"""The shapes with which facts that lack a source are looked for, which no shape does."""

_SEPARATOR: Final = re.compile(r"[,\s]+")


def is_unreadable(code: str) -> bool:
    """Tell whether a code says that a file cannot be read.

    Example:
        >>> is_unreadable("MG001"), is_unreadable("MG101")
        (True, False)
    """
    return code.startswith(_UNREADABLE)


def codes_under(name: str, known: Iterable[str]) -> frozenset[str]:
    """Give the codes that a code or the start of one stands for, in any case.

    Example:
        >>> sorted(codes_under("mg20", ["MG201", "MG203", "MG221"]))
        ['MG201', 'MG203']
        >>> codes_under("MG5", ["MG201"])
        frozenset()
    """
    folded = {code: code.casefold() for code in known}
    start = name.casefold()
    exact = frozenset(code for code, each in folded.items() if each == start)
    if exact or not name:
        return exact
    return frozenset(code for code, each in folded.items() if each.startswith(start))


def nearest_codes(name: str, known: Iterable[str]) -> list[str]:
    """Give the two codes that are closest to a misspelt one, those that start alike first.

    Example:
        >>> nearest_codes("MG22X", ["MG201", "MG221", "MG292"])
        ['MG221', 'MG292']
    """
    close = nearest(name, known, limit=100)
    name = name.upper()
    return sorted(close, key=lambda code: -len(commonprefix([code, name])))[:2]  # noqa: RUF071 -- by characters


def codes_of(shapes: Shapes, known: Iterable[str]) -> frozenset[str]:
    """Give the codes that a run with these shapes may report.

    Args:
        shapes: The shapes of the run.
        known: The codes that rules describe.
    """
    found = {shape.code for shape in shapes.by_name.values() if shape.code}
    evidence, without_source = _EVIDENCE
    if any(shape.file == evidence for shape in shapes.by_name.values()):
        found.add(without_source)
    for code in known:
        if not code.startswith(_OF_SHAPES) or (shapes.own_files and code in _OWN):
            found.add(code)
    return frozenset(found)


class Choice:
    """The codes that a run reports.

    Where a code is both selected and ignored, the longer of the two names counts, and between
    equals the one that ignores. What cannot be read (`MG0`) is always reported.

    Args:
        known: All codes there are, those of the user's own shapes among them.
        of_run: Those that this run may report; all if `None`.
        select: Codes or starts of codes to report, in texts or one text with commas; all if empty.
        ignore: Codes or starts of codes not to report, likewise.

    Raises:
        UnknownNameError: There is no such code.
        UsageError: What cannot be read is to be ignored, or nothing is left to report.

    Example:
        >>> choice = Choice(["MG001", "MG203", "MG222"], select=["MG2"], ignore=["MG222"])
        >>> "MG203" in choice, "MG222" in choice, "MG001" in choice
        (True, False, True)
    """

    def __init__(
        self,
        known: Collection[str],
        *,
        of_run: Collection[str] | None = None,
        select: Iterable[str] = (),
        ignore: Iterable[str] = (),
    ) -> None:
        self.known: Final = frozenset(known)
        self._selected = _codes_by_name(select, self.known)
        self._ignored = _codes_by_name(ignore, self.known)
        for name, codes in self._ignored.items():
            if all(map(is_unreadable, codes)):
                raise UsageError(
                    f"'{name}' cannot be ignored: a file that cannot be read is not checked; leave "
                    "it out of the run"
                )
        self.codes: Final = frozenset(code for code in self.known if self._chooses(code))
        """The codes that are reported where they occur."""
        self.checked: Final = self.codes if of_run is None else self.codes.intersection(of_run)
        """Those of them that this run looks for."""
        if (self._selected or self._ignored) and all(map(is_unreadable, self.checked)):
            message = (
                "nothing is left to check: no shapes of this run give a code that is selected and "
                "not ignored"
            )
            raise UsageError(message)

    def __contains__(self, code: str) -> bool:
        return code in self.codes or (code not in self.known and self._chooses(code))

    def _chooses(self, code: str) -> bool:
        selected = _longest(self._selected, code) if self._selected else 0
        return is_unreadable(code) or selected > _longest(self._ignored, code)


def _codes_by_name(given: Iterable[str], known: frozenset[str]) -> dict[str, frozenset[str]]:
    found = {}
    for text in [given] if isinstance(given, str) else given:
        for name in filter(None, _SEPARATOR.split(text)):
            found[name] = codes_under(name, known)
            if not found[name]:
                raise UnknownNameError("code", name, nearest_codes(name, known))
    return found


def _longest(names: dict[str, frozenset[str]], code: str) -> int:
    """Length of the longest name that stands for a code, -1 if there is none."""
    return max((len(name) for name, codes in names.items() if code in codes), default=-1)
