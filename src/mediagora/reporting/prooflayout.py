"""Where the boxes and arrows of a proof stand in a picture: premises above what follows from them.

Each conclusion stands below its first premise, so that a chain of reasoning runs straight down.
What has been drawn is not drawn twice with all that it follows from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.reporting.proofs import is_axiom, origins
from mediagora.reporting.svgtext import text_lines, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediagora.reasoning.records import Step
    from mediagora.reporting.proofs import Line
    from mediagora.reporting.verbalising import Say

SIZES: Final = {"said": 13, "small": 11, "why": 12}
"""Of fonts, in px, by what a line of text is: a statement, who states it, or an axiom."""

BOX: Final = 240
"""Width of a box; all are alike, so that they stand in columns."""
_PAD: Final = 10
_ROOM: Final = BOX - 2 * _PAD
_GAP: Final = 22
_STACK_GAP: Final = 8
_DROP: Final = 12
"""From the lowest premise down to the line that gathers them."""
_FOOT: Final = 14
"""From the last line of an axiom down to what follows."""
_COLUMNS: Final = 3
"""Facts of one step that stand side by side; more stand on top of each other."""
_LEADING: Final = 1.35


class Text(NamedTuple):
    """A line of text: what it says, what it is, and where its baseline starts."""

    said: str
    kind: str
    x: float
    y: float


class Box(NamedTuple):
    """A box; `kind` is `stated`, `common`, `follows` or `refused`."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, y growing downwards.

    Attributes:
        boxes: Where the text of facts and conclusions stands.
        texts: All lines of text.
        paths: Lines from point to point; the last point of an arrow is its tip.
        arrows: Lines that end in an arrowhead.
        taken: Rectangles in which nothing else may stand.
    """

    boxes: tuple[Box, ...] = ()
    texts: tuple[Text, ...] = ()
    paths: tuple[tuple[tuple[float, float], ...], ...] = ()
    arrows: tuple[tuple[tuple[float, float], ...], ...] = ()
    taken: tuple[Box, ...] = field(default=(), repr=False)

    def moved(self, x: float, y: float) -> Drawing:
        """The same elsewhere."""
        return Drawing(
            tuple(box._replace(x=box.x + x, y=box.y + y) for box in self.boxes),
            tuple(text._replace(x=text.x + x, y=text.y + y) for text in self.texts),
            tuple(tuple((a + x, b + y) for a, b in path) for path in self.paths),
            tuple(tuple((a + x, b + y) for a, b in path) for path in self.arrows),
            tuple(box._replace(x=box.x + x, y=box.y + y) for box in self.taken),
        )

    def __add__(self, other: Drawing) -> Drawing:
        return Drawing(
            self.boxes + other.boxes,
            self.texts + other.texts,
            self.paths + other.paths,
            self.arrows + other.arrows,
            self.taken + other.taken,
        )

    @property
    def right(self) -> float:
        """Its right edge."""
        return max((box.x + box.width for box in self.taken), default=0)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min((box.y for box in self.taken), default=0)


def lay_out(lines: Sequence[Line], say: Say) -> Drawing:
    """Place a proof, its upper left corner at 0, 0.

    Args:
        lines: The proof.
        say: Says a fact in words.

    Example:
        >>> from mediagora.reasoning.records import Fact
        >>> from mediagora.reporting.proofs import Line
        >>> line = Line(Fact(subject="urn:a", predicate="urn:p", object="urn:b"), None)
        >>> [box.kind for box in lay_out([line], str).boxes]
        ['stated']
    """
    needed = {place for line in lines for place in line.premises}
    boxes = [_box(line, say) for line in lines]
    derived: set[int] = set()
    ends: dict[int, Drawing] = {}
    for place, (line, box) in enumerate(zip(lines, boxes, strict=True)):
        if line.step and box.boxes[0].kind != "stated":
            main = [each for each in line.premises if each in derived]
            others = [boxes[each] for each in line.premises if each not in derived]
            blocks = [ends.pop(each, boxes[each]) for each in main]
            blocks += _stacks(others, _COLUMNS - len(blocks))
            ends[place] = _concluded(_spread(blocks), line.step, box)
            derived.add(place)
        elif place not in needed:
            ends[place] = box
    whole = _together(_spread(ends.values()))
    return whole.moved(0, -whole.top)


def _box(line: Line, say: Say) -> Drawing:
    kind, said, who = "refused", "This cannot be", list[str]()
    if line.fact:
        kind, said = "follows", say(line.fact)
        if line.step is None:
            kind = "common" if line.fact.is_common_knowledge else "stated"
            who = origins(line.fact)
        elif is_axiom(line, said):
            kind, who = "stated", origins(line.step.axiom)
    texts = _texts([(said, "said"), *((each, "small") for each in who)], _PAD, _PAD - 2, _ROOM)
    box = Box(kind, 0, 0, BOX, max(text.y for text in texts) + _PAD)
    return Drawing(boxes=(box,), texts=tuple(texts), taken=(box,))


def _concluded(blocks: Sequence[Drawing], step: Step, box: Drawing) -> Drawing:
    """Premises, the lines that gather them, the words of the axiom beside the arrow, the box.

    The last box of each drawing, which others follow from, has its upper edge at y = 0.
    """
    starts = [block.boxes[-1] for block in blocks]
    low = max((start.height for start in starts), default=0)
    stem, gather = BOX / 2, low + _DROP if starts else low
    told = [(step.axiom.words, "why"), ("; ".join(origins(step.axiom)), "small")]
    words = _texts(told, stem + _PAD, gather, BOX)
    foot = max([gather, *(text.y for text in words)]) + _FOOT
    centres = [start.x + BOX / 2 for start in starts]
    paths = [
        ((centre, start.height), (centre, gather))
        for centre, start in zip(centres, starts, strict=True)
    ]
    if len(starts) > 1:
        paths.append(((stem, gather), (max(centres), gather)))
    wide = max((text_width(text.said, SIZES[text.kind]) for text in words), default=0)
    right = max([stem + _PAD + wide, *centres])
    between = Drawing(
        texts=tuple(words),
        paths=tuple(paths),
        arrows=(((stem, gather), (stem, foot)),),
        taken=(Box("", 0, low, right, foot - low),),
    )
    return (_together(blocks) + between).moved(0, -foot) + box


def _spread(drawings: Iterable[Drawing]) -> list[Drawing]:
    """Move each to the right until it is clear of those before it, the first nowhere."""
    placed: list[Drawing] = []
    taken: list[Box] = []
    for drawing in drawings:
        shift = max(
            (
                there.x + there.width + _GAP - here.x
                for there in taken
                for here in drawing.taken
                if there.y < here.y + here.height and here.y < there.y + there.height
            ),
            default=0,
        )
        placed.append(drawing.moved(max(shift, 0), 0))
        taken += placed[-1].taken
    return placed


def _stacks(boxes: Sequence[Drawing], room: int) -> list[Drawing]:
    """Boxes side by side, on top of each other where there is no room."""
    columns = min(max(room, 1), len(boxes))
    return [_stacked(boxes[start::columns]) for start in range(columns)]


def _stacked(boxes: Sequence[Drawing]) -> Drawing:
    stack = Drawing()
    for box in boxes:
        lift = stack.boxes[-1].height + _STACK_GAP if stack.boxes else 0
        stack = stack.moved(0, -lift) + box
    return stack


def _together(drawings: Iterable[Drawing]) -> Drawing:
    return sum(drawings, Drawing())


def _texts(told: Iterable[tuple[str, str]], x: float, y: float, room: float) -> list[Text]:
    """Texts below each other, the first at the height given; those that are empty are left out."""
    texts: list[Text] = []
    for said, kind in told:
        for line in text_lines(said, SIZES[kind], room) if said else ():
            y += SIZES[kind] * _LEADING
            texts.append(Text(line, kind, x, y))
    return texts
