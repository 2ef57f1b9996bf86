"""Numbered lines of a proof, set for a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mediagora.reasoning.records import COMMON_KNOWLEDGE
from mediagora.reporting.excerpt import columns, wrapped
from mediagora.reporting.layout import one_line
from mediagora.reporting.proofs import is_axiom, is_plain, origin, proof, references
from mediagora.vocabulary import shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from mediagora.reasoning.records import Fact, Justification, Step
    from mediagora.reporting.proofs import Line
    from mediagora.reporting.verbalising import Names, Say

_PROSE: Final = 100
"""Columns beyond which a line of words is hard to read."""
_NARROWEST: Final = 30

_SUPPOSED: Final = "[supposed]"
_EDITORIAL: Final = "known to everybody, or our own reading"

_BOLD: Final = "1"
_FAINT: Final = "2"
_WARNING: Final = "1;33"


@dataclass(frozen=True, slots=True)
class Page:
    """Sets lines for one terminal.

    Attributes:
        width: Columns.
        color: Whether to colour with ANSI sequences.
        names: Gives a short name for an IRI.
        say: Says a fact in words.

    Example:
        >>> page = Page(width=40, color=False, names=str, say=str)
        >>> page.paragraph("one  two")
        ['one two']
        >>> page.item("- ", "one", "[S1]")
        ['- one  [S1]']
    """

    width: int
    color: bool
    names: Names
    say: Say

    def title(self, text: str) -> list[str]:
        """A title, ruled."""
        lines = self.paragraph(text)
        return [*(self._painted(line, _BOLD) for line in lines), "=" * max(map(columns, lines))]

    def heading(self, text: str) -> list[str]:
        """What a part is about, set off by an empty line."""
        return ["", *(self._painted(line, _BOLD) for line in self.paragraph(text))]

    def paragraph(self, text: str, indent: str = "") -> list[str]:
        """Words in lines."""
        return wrapped(one_line(text).split(" "), self._room, indent, indent)

    def apart(self, *texts: str | None) -> list[str]:
        """Paragraphs, each set off by an empty line; those that are none are left out."""
        return [line for text in texts if text for line in ("", *self.paragraph(text))]

    def pasted(self, text: str, indent: str) -> str:
        """What is to be pasted somewhere: on one line, however long."""
        return indent + self._painted(text, _FAINT)

    def item(self, head: str, text: str, note: str = "") -> list[str]:
        """A text behind its mark; a note follows on the same line where all of it fits there."""
        hanging = " " * columns(head)
        lines = wrapped(text.split(" "), self._room, head, hanging)
        if not note:
            return lines
        if columns(lines[-1]) + 2 + columns(note) <= self._room:
            return [*lines[:-1], f"{lines[-1]}  {self._painted(note, _FAINT)}"]
        below = wrapped(note.split(" "), self._room - len(hanging), "", "")
        return [*lines, *(hanging + self._painted(line, _FAINT) for line in below)]

    def justification(
        self,
        justification: Justification,
        indent: str = "  ",
        supposed: Collection[Fact] = (),
    ) -> Iterator[str]:
        """The lines of a proof, and which of them no source states."""
        triples = {fact.triple for fact in supposed}
        lines = proof(justification)
        wide = len(str(len(lines)))
        for place, line in enumerate(lines):
            head = f"{indent}{place + 1:>{wide}}. "
            told = self.say(line.fact) if line.fact else "this cannot be"
            if line.step and is_axiom(line, told):
                yield from self.item(head, told, origin(line.step.axiom))
            elif line.step:
                so = "so " if line.premises else ""
                yield from self.item(head, f"{so}{told}{_from(lines, place)}")
                yield from self._axiom(" " * len(head), line.step)
            elif line.fact:
                is_supposed = line.fact.triple in triples
                yield from self.item(head, told, _SUPPOSED if is_supposed else origin(line.fact))
        weak = [
            number
            for number, line in enumerate(lines, 1)
            if line.step is None and line.fact and line.fact.is_common_knowledge
        ]
        if weak:
            are, them = ("s {} are", "them") if len(weak) > 1 else (" {} is", "it")
            note = f"common knowledge only: no source on record states {them}."
            said = self.paragraph(f"Number{are.format(listed(weak))} {note}", indent)
            start = len(indent)
            yield from (indent + self._painted(line[start:], _WARNING) for line in said)

    def sources(self, justifications: Iterable[Justification]) -> list[str]:
        """Who stands behind facts and axioms, as far as the short name does not tell."""
        named = {
            references([source]): source
            for justification in justifications
            for stated in (justification.facts, justification.axioms)
            for each in stated
            for source in each.sources
        }
        known = {
            short: _EDITORIAL if source == COMMON_KNOWLEDGE else one_line(self.names(source))
            for short, source in sorted(named.items())
        }
        told = {
            short: name
            for short, name in known.items()
            if name not in {short, shorten(named[short])}
        }
        wide = max(map(columns, told), default=0)
        lines = [
            line
            for short, name in told.items()
            for line in self.item(f"  {short}{' ' * (wide - columns(short))}  ", name)
        ]
        return [*self.heading("Sources"), *lines] if lines else []

    def _axiom(self, hanging: str, step: Step) -> Iterator[str]:
        first, *others = self.item(
            f"{hanging}since ", one_line(step.axiom.words), origin(step.axiom)
        )
        yield first
        yield from (hanging + line[len(hanging) + len("since ") :] for line in others)

    @property
    def _room(self) -> int:
        return max(min(self.width, _PROSE), _NARROWEST)

    def _painted(self, text: str, colour: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self.color else text


def full(text: str | None) -> str:
    """Make a sentence of words: a capital letter in front, a full stop behind.

    Example:
        >>> full("nothing is known"), full("Why?"), full(None)
        ('Nothing is known.', 'Why?', '')
    """
    words = one_line(text or "")
    return words[:1].upper() + words[1:] + ("" if words[-1:] in {"", ".", "!", "?"} else ".")


def listed(numbers: Iterable[int]) -> str:
    """Write numbers as people do.

    Example:
        >>> listed([1]), listed([1, 3, 4])
        ('1', '1, 3 and 4')
    """
    *others, last = map(str, numbers)
    return f"{', '.join(others)} and {last}" if others else last


def _from(lines: Sequence[Line], place: int) -> str:
    premises = lines[place].premises
    if not premises or is_plain(lines, place):
        return ""
    return f", from {listed(each + 1 for each in premises)}"
