"""A justification as numbered lines, of which each is on record or follows from lines before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.reasoning.records import COMMON_KNOWLEDGE
from mediagora.reporting.layout import one_line, source_names
from mediagora.reporting.wording import path_shown, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediagora.reasoning.records import AxiomUsed, Fact, Justification, Step

_COMMON: Final = "common knowledge"


class Line(NamedTuple):
    """One line of a proof.

    Attributes:
        fact: What it says; `None` for what cannot be.
        step: How it follows; `None` for what is on record.
        premises: Places, from 0, of the lines that it follows from.
    """

    fact: Fact | None
    step: Step | None
    premises: tuple[int, ...] = ()


def proof(justification: Justification) -> tuple[Line, ...]:
    """Set facts and steps in the order in which they are read: a fact where it is first needed.

    Facts that no step needs stand first.

    Example:
        >>> from mediagora.reasoning.records import Fact, Justification
        >>> fact = Fact(subject="urn:a", predicate="urn:p", object="urn:b")
        >>> [line.fact.object for line in proof(Justification(facts=(fact,), axioms=(), steps=()))]
        ['urn:b']
    """
    recorded = {fact.triple: fact for fact in justification.facts}
    needed = {fact.triple for step in justification.steps for fact in step.facts}
    lines = [Line(fact, None) for fact in recorded.values() if fact.triple not in needed]
    places = {line.fact.triple: place for place, line in enumerate(lines) if line.fact}
    for step in justification.steps:
        for fact in step.facts:
            if fact.triple not in places:
                places[fact.triple] = len(lines)
                lines.append(Line(recorded.get(fact.triple, fact), None))
        premises = tuple(dict.fromkeys(places[fact.triple] for fact in step.facts))
        if step.conclusion:
            places[step.conclusion.triple] = len(lines)
        lines.append(Line(step.conclusion, step, premises))
    return tuple(lines)


def is_plain(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a conclusion follows from just what stands above it, so that `so` says enough.

    That is everything since the last conclusion, and that conclusion.

    Example:
        >>> is_plain((Line(None, None), Line(None, None, (0,))), 1)
        True
    """
    above = range(place)
    ends = [each for each in above if lines[each].step]
    return set(lines[place].premises) == set(above[ends[-1] if ends else 0 :])


def is_axiom(line: Line, told: str) -> bool:
    """Tell whether a line, said in words, is no more than its axiom, and follows from nothing.

    Example:
        >>> is_axiom(Line(None, None), "every forum is social media")
        False
    """
    return line.step is not None and not line.premises and told == one_line(line.step.axiom.words)


def references(sources: Iterable[str]) -> str:
    """Name sources in short.

    Example:
        >>> references(["https://w3id.org/mediagora/source/editorial"])
        'common knowledge'
    """
    return ", ".join(
        _COMMON if source == COMMON_KNOWLEDGE else shown(source_names([source]))
        for source in sources
    )


def origin(stated: Fact | AxiomUsed) -> str:
    """Say in brackets who states a fact or an axiom, and where; nothing where neither is known.

    Example:
        >>> from mediagora.reasoning.records import Fact
        >>> origin(Fact(subject="urn:a", predicate="urn:p", object="urn:b", path="a.ttl", line=3))
        '[a.ttl:3]'
    """
    told = "; ".join(origins(stated))
    return f"[{told}]" if told else ""


def origins(stated: Fact | AxiomUsed) -> list[str]:
    """Say who states a fact or an axiom, and where: none, one or both.

    Example:
        >>> from mediagora.reasoning.records import Fact
        >>> origins(Fact(subject="urn:a", predicate="urn:p", object="urn:b", path="a.ttl", line=3))
        ['a.ttl:3']
    """
    told = [references(stated.sources)] if stated.sources else []
    if stated.path is not None:
        place = path_shown(stated.path)
        told.append(place if stated.line is None else f"{place}:{stated.line}")
    return told
