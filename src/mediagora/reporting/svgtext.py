"""Text in an SVG picture: how wide it is, where it breaks, and how it is written."""

from __future__ import annotations

import html
from typing import Final

from mediagora.reporting.excerpt import columns
from mediagora.reporting.layout import one_line

_WIDTHS: Final = {
    character: width
    for width, characters in {
        0.3: "'ijl",
        0.4: " !,.ft",
        0.47: '"()*-/:;IJ[\\]_`r|',
        0.6: "?FLPTYackosvxyz",
        0.84: "#&+<=>ABCDGHKNOQRUVXZ^w~",
        1.0: "%@MWm",
    }.items()
    for character in characters
}
"""Widths in em, at least those of DejaVu Sans and Verdana, the widest fonts that are asked for."""
_OTHER_ASCII: Final = 0.65
_OTHER: Final = 0.8
_WIDE: Final = 1.1


def text_width(text: str, size: float) -> float:
    """Estimate how wide a text is, in px, rather too wide than too narrow.

    Args:
        text: Printable.
        size: Of the font, in px.

    Example:
        >>> text_width("ill", 10) < text_width("www", 10)
        True
    """
    return size * sum(map(_em, text))


def text_lines(text: str, size: float, room: float) -> list[str]:
    """Break a text into lines that fit, between words and, where one is too long, within it.

    Args:
        text: Any; control characters are shown as escapes.
        size: Of the font, in px.
        room: In px.

    Example:
        >>> text_lines("one two", 10, 25)
        ['one', 'two']
    """
    lines: list[str] = []
    for word in one_line(text).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if text_width(longer, size) <= room:
            lines[-1:] = [longer]
            continue
        lines += _broken(word, size, room)
    return lines or [""]


def text_element(text: str, x: float, y: float, *, size: float, kind: str = "") -> str:
    """Write a line of text.

    What is not ASCII is held to the width that it was given, since its font is anybody's guess.

    Args:
        text: Printable.
        x: Of its start.
        y: Of its baseline.
        size: Of the font, in px.
        kind: Class in the picture's style sheet.

    Example:
        >>> text_element("a < b", 1, 2, size=10)
        '<text x="1" y="2">a &lt; b</text>'
    """
    held = "" if text.isascii() else f' textLength="{number(text_width(text, size))}"'
    if held:
        held += ' lengthAdjust="spacingAndGlyphs"'
    named = f' class="{kind}"' if kind else ""
    said = html.escape(text, quote=False)
    return f'<text x="{number(x)}" y="{number(y)}"{held}{named}>{said}</text>'


def number(value: float) -> str:
    """Write a length with at most one decimal.

    Example:
        >>> number(2.0), number(2.26)
        ('2', '2.3')
    """
    return f"{value:.1f}".removesuffix(".0")


def _broken(word: str, size: float, room: float) -> list[str]:
    """A word in parts that fit; a path or an address behind a stroke, if that is not too early."""
    parts = [""]
    for character in word:
        part = parts[-1]
        if part and text_width(part + character, size) > room:
            cut = part.rfind("/") + 1
            cut = cut if 2 * cut > len(part) else len(part)
            parts[-1:] = [part[:cut], part[cut:]]
        parts[-1] += character
    return parts


def _em(character: str) -> float:
    if character.isascii():
        return _WIDTHS.get(character, _OTHER_ASCII)
    return (0.0, _OTHER, _WIDE)[columns(character)]
