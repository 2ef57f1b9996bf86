"""JSON (RFC 8259) with the place of each key and value in its text.

Python's own reader tells no places; its scanner still does the work wherever only an end is asked.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN: Final = re.compile(
    r'[ \t\r\n]*(?:("[^"\\]*(?:\\.[^"\\]*)*")|([{\[\]},:])|([^\s{}\[\],:"]+))', re.DOTALL
)
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_SCAN: Final = json.JSONDecoder(parse_int=str, parse_float=str, strict=False).raw_decode
"""Numbers stay text, as Python refuses integers of some thousand digits."""


class Value:
    """A value and where it stands: from `start` up to `end`.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last one.
        items: Values of an array.
        members: Members of an object, in order, doubles included.
    """

    __slots__ = ("end", "items", "members", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.items: list[Value] | None = None
        self.members: list[Member] | None = None

    def put(self, key: tuple[str, int, int] | None, value: Value) -> None:
        """Add a value to an array, or with its key and the place of that to an object."""
        if self.members is not None and key is not None:
            self.members.append(Member(*key, value))
        elif self.items is not None:
            self.items.append(value)

    def elements(self) -> list[Value]:
        """Give what stands in an array, else the value itself."""
        return [self] if self.items is None else self.items


class Member(NamedTuple):
    """A key of an object with its value; the place of the key has the quotes."""

    key: str
    start: int
    end: int
    value: Value


def read(text: str, start: int = 0) -> Value:
    """Read one value of valid JSON, of any depth.

    Args:
        text: In which it stands.
        start: Where it or the space before it begins.

    Raises:
        ValueError: This is no JSON.

    Example:
        >>> text = '{"a": [1, "b"]}'
        >>> [member] = read(text).members
        >>> [(text[each.start : each.end]) for each in member.value.items]
        ['1', '"b"']
    """
    around: list[Value] = []
    key: tuple[str, int, int] | None = None
    for match in _TOKEN.finditer(text, start):
        string, mark, _ = match.groups()
        begin, end = match.span(match.lastindex or 0)
        if mark in {",", ":"}:
            continue
        if mark in {"}", "]"} and around:
            done = around.pop()
            done.end = end
            if not around:
                return done
            continue
        if string and key is None and around and around[-1].members is not None:
            key = (decoded(string), begin, end)
            continue
        value = Value(begin, end)
        if around:
            around[-1].put(key, value)
        key = None
        if mark:
            value.items, value.members = ([], None) if mark == "[" else (None, [])
            around.append(value)
        elif not around:
            return value
    message = "the text ends inside of a value"
    raise ValueError(message)


def decoded(string: str) -> str:
    r"""Give what a string says.

    Raises:
        ValueError: It is no JSON string.

    Example:
        >>> decoded('"\\u0041"')
        'A'
    """
    if string and "\\" not in string:
        return string[1:-1]
    found = _SCAN(string)[0]
    return str(found)


def skipped(text: str, start: int) -> int:
    """Give the place after the space at `start`."""
    match = _SPACE.match(text, start)
    return match.end() if match else start


def scanned(text: str, start: int) -> tuple[object, int]:
    """Read a value at `start` without places, and tell where it ends.

    Raises:
        ValueError: This is no JSON.

    Example:
        >>> scanned("[1, {}] ", 0)
        (['1', {}], 7)
    """
    return _SCAN(text, start)


def children(value: Value) -> Iterator[Value]:
    """Give the values that stand directly in an array or object."""
    if value.items is not None:
        yield from value.items
    elif value.members is not None:
        for member in value.members:
            yield member.value
