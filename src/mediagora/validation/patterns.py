r"""Patterns of `sh:pattern` that both engines read alike.

SHACL takes the regular expressions of XPath. The fast engine reads those of Rust, the reference
those of Python: what is not in both is refused here, and so is what each reads in its own way.
The common differences (`$`, `\w`, `\b`, `\s`, `\p{L}`) are rewritten for Python as Rust reads them.
What remains: each knows its own version of Unicode, and with the flag `i` Python alone takes the
Turkish letters U+0130 and U+0131 for an i.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_ESCAPE: Final = (
    r"\\(?:(?P<property>[pP]\{(?P<category>\w+)\})|(?P<code>x[\dA-Fa-f]{2}|u(?![dD][89a-fA-F])[\dA-Fa-f]{4})"
    r"|(?P<letter>.?))"
)
_MEMBER: Final = re.compile(rf"{_ESCAPE}|(?P<bad>\[|&&|--|~~|(?<=\\[dDsSwW])-(?!\]))|.", re.DOTALL)
"""What stands in a character class."""

_PART: Final = re.compile(
    rf"{_ESCAPE}|\((?P<group>\?(?:P?<[=!]?|[a-zA-Z-]*.?))?"
    r"|(?:[*+?]|\{\d+(?:,\d*)?\})\??(?P<bad>\+)?|(?P<lone>\{|\[\^?\]-)|\[\^?\]?|.",
    re.DOTALL,
)
"""What stands elsewhere; a bracket that comes first in a class is one of its members."""

_GROUPS: Final = re.compile(r"\?(?:P<|[is]*:|[is]+\))")
_LETTERS: Final = frozenset("dDsSwWbBAnrtfv")
_NOT_IN_CLASS: Final = frozenset("bBA")
_SIGNS: Final = frozenset(" !\"#$%&'()*+,-./:;=?@[\\]^_`{|}~")
_CATEGORY: Final = re.compile("L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfo]")
_FLAGS: Final = frozenset("im")

_WORD: Final = ("L", "M", "Nd", "Nl", "Pc")
_WORD_TOO: Final = frozenset(
    point
    for first, last in (
        (0x200C, 0x200D),
        (0x24B6, 0x24E9),
        (0x1F130, 0x1F149),
        (0x1F150, 0x1F169),
        (0x1F170, 0x1F189),
    )
    for point in range(first, last + 1)
)
"""Joiners, and the letters in circles and squares (Unicode's technical standard 18, annex C)."""

_SPACE: Final = ("Z",)
_SPACE_TOO: Final = frozenset([*range(0x09, 0x0E), 0x85])


def refusal(pattern: str, flags: str = "") -> str | None:
    """Say why the engines would not read a pattern alike; `None` where they do.

    Args:
        pattern: The value of `sh:pattern`.
        flags: The value of `sh:flags`.

    Example:
        >>> refusal("^[a-z]+$"), refusal("a(?=b)")
        (None, "has '(?=', which the engines do not take or do not read alike")
    """
    unknown = sorted(set(flags) - _FLAGS)
    if unknown:
        return f"has the flag '{unknown[0]}', and both engines take i and m alone"
    for part, inside in _parts(pattern):
        if _is_bad(part, inside=inside):
            return f"has '{part[0]}', which the engines do not take or do not read alike"
    try:
        # As written for Python it says the same in much longer classes.
        re.compile("".join(r"\w" if part["property"] else part[0] for part, _ in _parts(pattern)))
    except (re.error, RecursionError, OverflowError) as error:
        return f"is no regular expression: {error}"
    return None


def for_python(pattern: str, flags: str = "") -> str:
    r"""Write a pattern so that Python's `re` reads it as the fast engine does.

    Args:
        pattern: One that `refusal` has nothing against.
        flags: The value of `sh:flags`.

    Example:
        >>> print(for_python("^[$a]$"), for_python("^a$", "m"))
        ^[$a]\Z ^a$
    """
    return "".join(_for_python(part, flags, inside=inside) for part, inside in _parts(pattern))


def _parts(pattern: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Cut a pattern; each part with whether it stands in a character class."""
    inside, place = False, 0
    while part := (_MEMBER if inside else _PART).match(pattern, place):
        yield part, inside
        place = part.end()
        inside = part[0] != "]" if inside else part[0].startswith("[")


def _is_bad(part: re.Match[str], *, inside: bool) -> bool:
    found = part.groupdict()
    if found["property"]:
        return _CATEGORY.fullmatch(part["category"]) is None
    if found["letter"] is not None:
        letter = part["letter"]
        return letter not in _LETTERS | _SIGNS or (inside and letter in _NOT_IN_CLASS)
    if found.get("group"):
        return _GROUPS.fullmatch(part["group"]) is None
    return bool(found["bad"] or found.get("lone"))


def _for_python(part: re.Match[str], flags: str, *, inside: bool) -> str:
    if part[0] == "$" and not inside and "m" not in flags:
        return r"\Z"
    if part["property"]:
        negated = part[0][1] == "P"
        return _class((part["category"],), frozenset(), negated=negated, inside=inside)
    if part["letter"] in {"w", "W"}:
        return _class(_WORD, _WORD_TOO, negated=part["letter"] == "W", inside=inside)
    if part["letter"] in {"s", "S"}:
        return _class(_SPACE, _SPACE_TOO, negated=part["letter"] == "S", inside=inside)
    if part["letter"] in {"b", "B"}:
        word = _class(_WORD, _WORD_TOO, negated=False, inside=False)
        same = "!" if part["letter"] == "b" else "="
        other = "=" if part["letter"] == "b" else "!"
        return f"(?:(?<={word})(?{same}{word})|(?<!{word})(?{other}{word}))"
    return part[0]


@cache
def _class(
    categories: tuple[str, ...], also: frozenset[int], *, negated: bool, inside: bool
) -> str:
    """Write characters by their Unicode categories; in a class, as ranges without its brackets."""
    ranges: list[list[int]] = []
    for point in range(sys.maxunicode + 1):
        within = unicodedata.category(chr(point)).startswith(categories) or point in also
        if within == negated:
            continue
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    members = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
    return members if inside else f"[{members}]"
