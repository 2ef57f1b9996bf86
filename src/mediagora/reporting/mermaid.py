"""An explanation as a Mermaid flowchart: facts, what follows from them, axioms on the arrows.

A label holds letters and the numbers of all characters that Mermaid, its Markdown or HTML might
take for more (https://mermaid.js.org/syntax/flowchart.html, "Entity codes to escape characters").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mediagora.reporting.layout import one_line
from mediagora.reporting.proofs import is_axiom, proof, references
from mediagora.reporting.verbalising import headline, sayer
from mediagora.reporting.wording import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mediagora.reasoning.records import Explanation, Fact
    from mediagora.reporting.proofs import Line
    from mediagora.reporting.verbalising import Names, Say

_STYLES: Final = (
    "classDef stated fill:#f3f5f7,stroke:#7a8793,color:#1d2730",
    "classDef common fill:#fff8e5,stroke:#b7791f,color:#1d2730,stroke-dasharray:4 3",
    "classDef follows fill:#dcebfa,stroke:#2f6fae,color:#1d2730",
    "classDef refused fill:#fde8e6,stroke:#b3261e,color:#1d2730",
)
_ESCAPED: Final = re.compile(r"(?<![^\W\d_])[-.]|[-.](?![^\W\d_])|[^\w ,.-]|[_ﬂß]|(?<=direction) ")
"""All but letters, digits, spaces and commas; a full stop or a hyphen may stand between letters.

`direction LR` is taken for an order, within quotation marks as well. The two letters are of the
marks by which Mermaid itself stands in for such numbers.
"""
_READ_LATE: Final = re.compile(r"(?<=:)(?=fa-)|(?<=\$)(?=\$)|(?<=\\)(?=n)|(?<=ﬂ)(?=°)|(?<=¶)(?=ß)")
"""Within icons, formulas, line ends and those marks: Mermaid looks for them after the numbers."""
_NOTHING: Final = "\N{ZERO WIDTH NON-JOINER}"
_LONGEST: Final = 300
"""Characters of a label."""


def why_mermaid(explanation: Explanation, *, names: Names) -> str:
    """Draw all justifications, each in a part of its own where there are several.

    Args:
        explanation: What `why` gave.
        names: Gives a short name, such as a label or a CURIE, for an IRI.

    Example:
        >>> from mediagora.reasoning.records import Explanation, Fact
        >>> from mediagora.vocabulary import slug
        >>> fact = Fact(subject="urn:Chirp", predicate="urn:likes", object="urn:Xing")
        >>> print(why_mermaid(Explanation(question=fact, holds=False), names=slug), end="")
        graph TD
          n1["Nothing says that Chirp likes Xing"]:::refused
          classDef refused fill:#fde8e6,stroke:#b3261e,color:#1d2730
    """
    say = sayer([explanation.question], names)
    parts = [proof(reason) for reason in explanation.justifications]
    if not explanation.holds or not parts:
        kind = "follows" if explanation.holds else "refused"
        lines = [_box("n1", [headline(explanation, say)], kind)]
    elif len(parts) == 1:
        lines = _part(parts[0], "n", say)
    else:
        lines = list(_reasons(parts, say))
    used = [style for style in _STYLES if any(_is_of(line, style) for line in lines)]
    return "\n".join(["graph TD", *(f"  {line}" for line in [*lines, *used]), ""])


def _reasons(parts: Sequence[Sequence[Line]], say: Say) -> Iterator[str]:
    """Each proof in a frame of its own, kept in order by links that are not seen."""
    frames = [f"r{number}" for number in range(1, len(parts) + 1)]
    for number, (frame, lines) in enumerate(zip(frames, parts, strict=True), 1):
        yield f'subgraph {frame}["Reason {number} of {len(parts)}"]'
        yield "  direction TB"
        yield from (f"  {line}" for line in _part(lines, f"{frame}n", say))
        yield "end"
    yield " ~~~ ".join(frames)
    yield from (f"style {frame} fill:none,stroke:#7a8793" for frame in frames)


def _part(lines: Sequence[Line], start: str, say: Say) -> list[str]:
    """The boxes and arrows of one proof; several premises meet before the arrow."""
    nodes = [f"{start}{number}" for number in range(1, len(lines) + 1)]
    boxes = [_line(node, line, say) for node, line in zip(nodes, lines, strict=True)]
    return [*boxes, *_arrows(lines, nodes, say)]


def _line(node: str, line: Line, say: Say) -> str:
    if line.fact is None:
        return _box(node, ["This cannot be"], "refused")
    told = say(line.fact)
    if line.step and is_axiom(line, told):
        return _box(node, [told, references(line.step.axiom.sources)], "stated")
    if line.step:
        return _box(node, [told], "follows")
    return _box(node, [told, references(line.fact.sources)], _kind(line.fact))


def _arrows(lines: Sequence[Line], nodes: Sequence[str], say: Say) -> Iterator[str]:
    for node, line in zip(nodes, lines, strict=True):
        if line.step is None or (line.fact and is_axiom(line, say(line.fact))):
            continue
        starts = [nodes[place] for place in line.premises]
        axiom = line.step.axiom
        words = _escaped([axiom.words])
        if not starts:
            yield _box(
                f"{node}by", [axiom.words or axiom.kind, references(axiom.sources)], "stated"
            )
            yield f"{node}by --> {node}"
            continue
        if len(starts) > 1:
            meeting = f"{node}and"
            yield f'{meeting}(("and"))'
            yield from (f"{each} --- {meeting}" for each in starts)
            starts = [meeting]
        label = f'|"{words}"|' if words.strip() else ""
        yield f"{starts[0]} -->{label} {node}"


def _kind(fact: Fact) -> str:
    return "common" if fact.is_common_knowledge else "stated"


def _box(node: str, texts: Iterable[str], kind: str) -> str:
    return f'{node}["{_escaped(texts)}"]:::{kind}'


def _is_of(line: str, style: str) -> bool:
    return line.endswith(f":::{style.split(' ')[1]}")


def _escaped(texts: Iterable[str]) -> str:
    """Texts below each other, as a label in quotation marks; those that are empty are left out."""
    shown = (_READ_LATE.sub(_NOTHING, cut(one_line(text), _LONGEST)) for text in texts)
    return "<br/>".join(
        _ESCAPED.sub(lambda found: f"#{ord(found[0])};", text) for text in shown if text
    )
