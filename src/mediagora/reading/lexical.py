"""Is a literal a well-formed value of its datatype? For the datatypes that shapes compare by."""

from __future__ import annotations

import re
from datetime import date, time
from typing import TYPE_CHECKING, Final

from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyoxigraph import Literal

_WHOLE: Final = {  # XML Schema 1.1, part 2, sections 3.3.13 and 3.4.13 to 3.4.25
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(1 << 63), (1 << 63) - 1),
    "int": (-(1 << 31), (1 << 31) - 1),
    "short": (-(1 << 15), (1 << 15) - 1),
    "byte": (-(1 << 7), (1 << 7) - 1),
    "unsignedLong": (0, (1 << 64) - 1),
    "unsignedInt": (0, (1 << 32) - 1),
    "unsignedShort": (0, (1 << 16) - 1),
    "unsignedByte": (0, (1 << 8) - 1),
}
_MAX_DIGITS: Final = 4_000
"""Python converts no longer ones."""

_INTEGER: Final = re.compile(rf"[+-]?[0-9]{{1,{_MAX_DIGITS}}}")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DOUBLE: Final = re.compile(rf"{_DECIMAL.pattern}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_ZONE: Final = r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_DAY: Final = r"-?(?P<year>[1-9][0-9]{3,}|0[0-9]{3})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_CLOCK: Final = r"(?:24:00:00(?:\.0+)?|(?P<clock>[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]+)?)"
_TIMES: Final = {
    "date": re.compile(_DAY + _ZONE),
    "dateTime": re.compile(f"{_DAY}T{_CLOCK}{_ZONE}"),
    "time": re.compile(_CLOCK + _ZONE),
}


def is_well_formed(literal: Literal) -> bool:
    """Tell whether a literal is in the lexical space of its datatype; true of those not known here.

    Example:
        >>> from pyoxigraph import Literal, NamedNode
        >>> is_well_formed(Literal("abc", datatype=NamedNode(PREFIXES["xsd"] + "integer")))
        False
        >>> is_well_formed(Literal("2024-02-29", datatype=NamedNode(PREFIXES["xsd"] + "date")))
        True
    """
    name = literal.datatype.value.removeprefix(PREFIXES["xsd"])
    test = _TESTS.get(name)
    return test is None or test(literal.value)


def _is_whole(name: str) -> Callable[[str], bool]:
    least, most = _WHOLE[name]

    def test(text: str) -> bool:
        if not _INTEGER.fullmatch(text):
            return False
        value = int(text)
        return (least is None or value >= least) and (most is None or value <= most)

    return test


def _is_time(name: str) -> Callable[[str], bool]:
    def test(text: str) -> bool:
        match = _TIMES[name].fullmatch(text)
        if not match:
            return False
        parts = match.groupdict()
        try:
            if "year" in parts:
                # What matters of a year is whether it is a leap year, which comes back.
                date(int(parts["year"][-4:]) % 400 + 400, int(parts["month"]), int(parts["day"]))
            if parts.get("clock"):
                time.fromisoformat(parts["clock"])
        except ValueError:
            return False
        return True

    return test


_TESTS: Final[dict[str, Callable[[str], bool]]] = {
    **{name: _is_whole(name) for name in _WHOLE},
    **{name: _is_time(name) for name in _TIMES},
    "decimal": lambda text: _DECIMAL.fullmatch(text) is not None,
    "double": lambda text: _DOUBLE.fullmatch(text) is not None,
    "float": lambda text: _DOUBLE.fullmatch(text) is not None,
}
