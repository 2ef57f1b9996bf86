"""An explanation as a picture in SVG, whole in itself: no script, no font and no file besides.

It is drawn for light and dark surroundings alike (`prefers-color-scheme`, CSS Media Queries 5).
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from mediagora.reporting.layout import one_line
from mediagora.reporting.prooflayout import SIZES, Box, lay_out
from mediagora.reporting.proofs import proof
from mediagora.reporting.prooftext import full
from mediagora.reporting.svgtext import number, text_element, text_lines, text_width
from mediagora.reporting.verbalising import headline, sayer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mediagora.reasoning.records import Explanation
    from mediagora.reporting.prooflayout import Drawing
    from mediagora.reporting.verbalising import Names

_MARGIN: Final = 20
_BELOW: Final = 12
_SIZES: Final = {"title": 17, "heading": 13, **SIZES}
_NARROWEST: Final = 420
"""Width of title and words, in px, where what is drawn is narrower."""
_LEADING: Final = 1.4
_SWATCH: Final = 12

_KINDS: Final = {
    "stated": "stated",
    "common": "common knowledge only",
    "follows": "follows",
    "refused": "cannot be",
}
_SHEET: Final = """
  text { font: 13px "DejaVu Sans", Verdana, sans-serif; fill: #1d2730 }
  .title { font-size: 17px } .heading { fill: #4a5763 }
  .small { font-size: 11px; fill: #4a5763 } .why { font-size: 12px; fill: #4a5763 }
  .page { fill: #fff }
  .stated { fill: #f3f5f7; stroke: #7a8793 } .follows { fill: #dcebfa; stroke: #2f6fae }
  .common { fill: #fff8e5; stroke: #b7791f; stroke-dasharray: 4 3 }
  .refused { fill: #fde8e6; stroke: #b3261e }
  path { fill: none; stroke: #7a8793 } .tip { fill: #7a8793; stroke: none }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6ebf1 } .heading, .small, .why { fill: #a9b4c0 }
    .page { fill: #161b22 }
    .stated { fill: #262d36 } .follows { fill: #12324f; stroke: #6fa8dc }
    .common { fill: #3a2f14; stroke: #e3b341 } .refused { fill: #44201d; stroke: #ff7b72 }
  }
"""


def why_svg(explanation: Explanation, *, names: Names) -> str:
    """Draw all justifications below each other: facts as boxes, what follows below them.

    Args:
        explanation: What `why` gave.
        names: Gives a short name, such as a label or a CURIE, for an IRI.

    Example:
        >>> from mediagora.reasoning.records import Explanation, Fact
        >>> from mediagora.vocabulary import slug
        >>> fact = Fact(subject="urn:Chirp", predicate="urn:likes", object="urn:Xing")
        >>> drawn = why_svg(Explanation(question=fact, holds=False), names=slug)
        >>> print(drawn.splitlines()[1])
        <title>Nothing says that Chirp likes Xing</title>
    """
    reasons = explanation.justifications
    say = sayer([explanation.question], names)
    title = headline(explanation, say)
    drawings = [lay_out(proof(reason), say) for reason in reasons]
    sheet = _Sheet(max([_NARROWEST, *(drawing.right for drawing in drawings)]))
    sheet.write(title, "title")
    if explanation.reason:
        sheet.write(full(explanation.reason), "heading")
    for nth, drawing in enumerate(drawings, 1):
        if len(reasons) > 1:
            sheet.write(f"Reason {nth} of {len(reasons)}", "heading")
        sheet.draw(drawing)
    if drawings:
        sheet.legend({box.kind for drawing in drawings for box in drawing.boxes})
    return sheet.picture(title)


class _Sheet:
    """What is drawn, from above to below."""

    def __init__(self, room: float) -> None:
        self._room = room
        self._y: float = _MARGIN
        self._parts: list[str] = []

    def write(self, text: str, kind: str) -> None:
        """Words over the whole width, with room below them."""
        size = _SIZES[kind]
        for line in text_lines(text, size, self._room):
            self._y += size * _LEADING
            self._parts.append(text_element(line, _MARGIN, self._y, size=size, kind=kind))
        self._y += _BELOW

    def draw(self, drawing: Drawing) -> None:
        """A proof, with room below it."""
        moved = drawing.moved(_MARGIN, self._y)
        self._parts += _drawn(moved)
        self._y = max(box.y + box.height for box in moved.taken) + 2 * _BELOW

    def legend(self, kinds: Collection[str]) -> None:
        """What the colours mean, as far as they occur."""
        x = float(_MARGIN)
        for kind, meaning in _KINDS.items():
            if kind in kinds:
                self._parts.append(_rectangle(Box(kind, x, self._y, _SWATCH, _SWATCH), 2))
                x += _SWATCH + 6
                self._parts.append(
                    text_element(meaning, x, self._y + 10, size=_SIZES["small"], kind="small")
                )
                x += text_width(meaning, _SIZES["small"]) + 2 * _BELOW
        self._y += _SWATCH

    def picture(self, title: str) -> str:
        """The whole, named for those who do not see it."""
        size = f"{number(self._room + 2 * _MARGIN)} {number(self._y + _MARGIN)}"
        width, height = size.split(" ")
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" '
            f'width="{width}" height="{height}" role="img">'
        )
        named = f"<title>{html.escape(one_line(title), quote=False)}</title>"
        page = '<rect class="page" width="100%" height="100%" rx="8"/>'
        style = f"<style>{_SHEET}</style>"
        return "\n".join([head, named, style, page, *self._parts, "</svg>", ""])


def _drawn(drawing: Drawing) -> Iterator[str]:
    for path in (*drawing.paths, *drawing.arrows):
        yield f'<path d="M{" L".join(f"{number(x)} {number(y)}" for x, y in path)}"/>'
    for *_, (x, y) in drawing.arrows:
        yield f'<path class="tip" d="M{number(x)} {number(y)} l-4 -7 h8 Z"/>'
    for box in drawing.boxes:
        yield _rectangle(box, 5)
    for text in drawing.texts:
        yield text_element(text.said, text.x, text.y, size=SIZES[text.kind], kind=text.kind)


def _rectangle(box: Box, round_by: int) -> str:
    x, y, width, height = map(number, box[1:])
    at = f'x="{x}" y="{y}" width="{width}" height="{height}"'
    return f'<rect class="{box.kind}" {at} rx="{round_by}"/>'
