"""What would make something true: the minimal sets of facts that are missing (abduction).

Looked for are facts about the thing that is asked about: those that the rules, taken backwards,
call for. Facts about others, such as that one purpose is narrower than another, would change what
holds of all platforms, and are none of them.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Triple

from mediagora.reasoning.axioms import Pair
from mediagora.reasoning.contradicting import contradictions_among
from mediagora.reasoning.derivations import Atom, Derivations
from mediagora.reasoning.explaining import (
    ANYTHING,
    DEFAULT_TIMEOUT,
    Question,
    is_anything,
    teller,
    triple_of,
    unread,
    written,
)
from mediagora.reasoning.minimal import DEFAULT_LIMIT, Justifications
from mediagora.reasoning.owlterms import SUBCLASS, SUBPROPERTY, TYPE
from mediagora.reasoning.records import Abduction, Fact, MissingFacts
from mediagora.reasoning.rules import broader, chains, inclusions

_LOOKED_FOR: Final = 1_000
"""Sets that are looked for at least, of which the nearest are given."""

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.reasoning.axioms import Axiom
    from mediagora.reasoning.knowledge import Knowledge


def why_not(
    knowledge: Knowledge,
    triple: Triple,
    *,
    limit: int = DEFAULT_LIMIT,
    timeout: float = DEFAULT_TIMEOUT,
) -> Abduction:
    """Tell which facts would make a triple hold, and which of them would contradict others.

    Args:
        knowledge: What is known.
        triple: What is asked about: that something is of a class, or has a value.
        limit: Most sets to give.
        timeout: Seconds that the search may take.

    Raises:
        EngineError: The search did not end in time.

    Example:
        >>> from mediagora.reasoning.knowledge import shipped_knowledge
        >>> ns, platform = "https://w3id.org/mediagora/ns#", "https://w3id.org/mediagora/platform/"
        >>> whatsapp, network = NamedNode(f"{platform}whatsapp"), NamedNode(f"{ns}SocialNetwork")
        >>> answer = why_not(shipped_knowledge(), Triple(whatsapp, TYPE, network))
        >>> answer.missing[0].facts[0].object
        'https://w3id.org/mediagora/purpose/build-relationships'
    """
    deadline = time.monotonic() + timeout
    question = Question.of(triple)
    closure = question.closure(knowledge)
    goal = question.goal
    asked = teller(knowledge, []).fact(goal, question)
    notes = unread(knowledge)
    if Pair(goal.predicate, goal.object) in closure.known.get(goal.subject, ()):
        return Abduction(question=asked, holds=True, reason="it holds already", notes=notes)
    if triple.predicate in {SUBCLASS, SUBPROPERTY}:
        reason = "facts make no class or property lie under another: that takes an axiom"
        return Abduction(question=asked, holds=False, reason=reason, notes=notes)
    known = closure.known.get(goal.subject, set())
    wanted = [pair for pair in _called_for(knowledge, goal) if pair not in known]
    supposed = [Triple(triple.subject, *pair) for pair in wanted]
    held = question.closure(knowledge, more=supposed)
    hypotheses = {Atom(goal.subject, *pair) for pair in wanted}
    sets = Justifications(
        Derivations(knowledge.axioms, held.known),
        lambda atom: True if atom in hypotheses else _given(atom, knowledge),
        axioms_count=False,
        limit=max(limit, _LOOKED_FOR),  # the nearest of all, not of those that are found first
        deadline=deadline,
    )
    found = sets.of(goal)
    order = {pair: number for number, pair in enumerate(wanted)}
    missing = [[each for each in leaves if isinstance(each, Atom)] for leaves in found]
    missing.sort(key=lambda atoms: (len(atoms), sorted(order[Pair(*each[1:])] for each in atoms)))
    distinct = list(_distinct(missing))
    return Abduction(
        question=asked,
        holds=False,
        missing=tuple(
            MissingFacts(
                facts=tuple(_fact(each) for each in atoms),
                contradictions=contradictions_among(knowledge, atoms, deadline=deadline),
            )
            for atoms in distinct[:limit]
        ),
        is_complete=sets.is_complete and len(distinct) <= limit,
        total=len(distinct) if sets.is_complete else None,
        notes=notes,
    )


def _distinct(missing: list[list[Atom]]) -> Iterator[list[Atom]]:
    """Leave out what has been told, and a value where any value of its property will do."""
    told: set[frozenset[Fact]] = set()
    sets = {frozenset(_fact(each) for each in atoms) for atoms in missing}
    for atoms in missing:
        facts = frozenset(_fact(each) for each in atoms)
        wider = {facts - {each} | {replace(each, object=None)} for each in facts} - {facts}
        if facts not in told and not wider & sets:
            told.add(facts)
            yield atoms


def _given(atom: Atom, knowledge: Knowledge) -> bool | None:
    return False if triple_of(atom) in knowledge.facts else None


def _called_for(knowledge: Knowledge, goal: Atom) -> list[Pair]:
    """What the rules, taken backwards, could make of a statement: the nearest things first."""
    found: dict[Pair, None] = {}
    waiting = [Pair(goal.predicate, goal.object)]
    while waiting:
        pair = waiting.pop(0)
        if pair not in found:
            found[pair] = None
            for axiom in knowledge.axioms.read:
                waiting += _before(axiom, pair, knowledge)
    return sorted(found, key=lambda pair: _rank(pair, goal))  # which keeps the order in each rank


def _rank(pair: Pair, goal: Atom) -> int:
    """Values that make the difference first, then the thing itself, classes, and any value."""
    if pair.predicate != TYPE:
        return 3 if is_anything(pair.object) else 0
    return 1 if pair.object == goal.object else 2


def _before(axiom: Axiom, pair: Pair, knowledge: Knowledge) -> Iterator[Pair]:
    """What of one subject leads by an axiom to something else that is said of it."""
    for body, heads in inclusions(axiom):
        of_any = {each.predicate for each in heads} if is_anything(pair.object) else set()
        if pair in heads or pair.predicate in of_any:
            yield from body
    if axiom.kind == "ObjectPropertyDomain" and pair == Pair(TYPE, axiom.terms[1]):
        name = axiom.names[0]
        yield Pair(name, NamedNode(ANYTHING + name.value))
    for narrow, wide in broader(axiom):
        if wide == pair.predicate:
            yield Pair(narrow, pair.object)
    for first, second, result in chains(axiom):
        if result == pair.predicate:
            for between in knowledge.rules.leading(second, pair.object):
                yield Pair(first, between)


def _fact(atom: Atom) -> Fact:
    return Fact(
        subject=written(atom.subject),
        predicate=atom.predicate.value,
        object=None if is_anything(atom.object) else written(atom.object),
    )
