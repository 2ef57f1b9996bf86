"""What cannot be: facts that contradict the axioms, and classes that can have no members."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from mediagora.reasoning.axioms import Pair
from mediagora.reasoning.derivations import Atom, Derivations
from mediagora.reasoning.explaining import (
    ANY,
    DEFAULT_TIMEOUT,
    Question,
    standing,
    told,
    triple_of,
    unread,
    written,
)
from mediagora.reasoning.minimal import DEFAULT_LIMIT, Justifications
from mediagora.reasoning.owlterms import NOTHING, TYPE
from mediagora.reasoning.records import Contradiction, Explanation, Fact
from mediagora.reasoning.words import with_article

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mediagora.reasoning.axioms import Term
    from mediagora.reasoning.knowledge import Knowledge
    from mediagora.reasoning.records import Justification


def contradictions(
    knowledge: Knowledge,
    subjects: Iterable[Term] = (),
    *,
    limit: int = DEFAULT_LIMIT,
    timeout: float = DEFAULT_TIMEOUT,
) -> list[Contradiction]:
    """Find the facts and axioms that cannot hold together, each smallest set to blame.

    Args:
        knowledge: What is known.
        subjects: What to look at; none stands for everything.
        limit: Most sets for one thing.
        timeout: Seconds that the search may take.

    Raises:
        EngineError: The search did not end in time.

    Example:
        >>> from mediagora.reasoning.knowledge import shipped_knowledge
        >>> contradictions(shipped_knowledge())
        []
    """
    deadline = time.monotonic() + timeout
    wanted = set(subjects)
    derivations = Derivations(knowledge.axioms, knowledge.closure(wanted).known)
    found: list[Contradiction] = []
    for subject in sorted(derivations.contradicted(), key=str):
        if not wanted or subject in wanted:
            question = Question(Atom(subject, TYPE, NOTHING))
            found += _told(knowledge, question, derivations, limit=limit, deadline=deadline)
    return found


def contradictions_among(
    knowledge: Knowledge, supposed: Iterable[Atom], *, deadline: float
) -> tuple[Contradiction, ...]:
    """Find what contradicts statements that are supposed; what cannot hold anyway is left out.

    Args:
        knowledge: What is known.
        supposed: The statements, all about one thing.
        deadline: Time on the monotonic clock at which the search has to have ended.

    Returns:
        One contradiction for each cause. Its justification has the statements among its facts.
    """
    atoms = list(supposed)
    about = {each.subject for each in atoms}
    about |= {each.object for each in atoms if isinstance(each.object, NamedNode)}
    while True:  # what is supposed of one thing may say something of others
        known = knowledge.closure(about).known
        closure = knowledge.closure(about, [triple_of(each) for each in atoms])
        touched = {each for each, pairs in closure.known.items() if pairs != known.get(each)}
        if touched <= about:
            break
        about |= touched
    anyway = set(Derivations(knowledge.axioms, known).contradicted())
    derivations = Derivations(knowledge.axioms, closure.known)
    found: list[Contradiction] = []
    for subject in sorted(set(derivations.contradicted()) - anyway, key=str):
        question = Question(Atom(subject, TYPE, NOTHING))
        found += _told(knowledge, question, derivations, supposed=atoms, limit=1, deadline=deadline)
    return tuple(found)


def why_impossible(
    knowledge: Knowledge,
    triple: Triple,
    *,
    limit: int = DEFAULT_LIMIT,
    timeout: float = DEFAULT_TIMEOUT,
) -> Explanation:
    """Explain why a thing cannot be what it is said to be, or a class can have no members.

    Args:
        knowledge: What is known.
        triple: That the thing is of the class `owl:Nothing`, or that the class lies under it.
        limit: Most justifications to give.
        timeout: Seconds that the search may take.

    Raises:
        EngineError: The search did not end in time.

    Example:
        >>> from mediagora.reasoning.knowledge import shipped_knowledge
        >>> vine = NamedNode("https://w3id.org/mediagora/platform/vine")
        >>> why_impossible(shipped_knowledge(), Triple(vine, TYPE, NOTHING)).holds
        False
    """
    if triple.predicate == TYPE:
        found = contradictions(knowledge, [triple.subject], limit=limit + 1, timeout=timeout)
        reason = "nothing that is said of it contradicts anything"
    else:
        of_class = [triple.subject]
        found = unsatisfiable(knowledge, of_class, limit=limit + 1, timeout=timeout)
        reason = "nothing keeps it from having members"
    return Explanation(
        question=Fact(
            subject=written(triple.subject),
            predicate=triple.predicate.value,
            object=NOTHING.value,
        ),
        holds=bool(found),
        justifications=tuple(each.justification for each in found[:limit]),
        is_complete=len(found) <= limit,
        reason=None if found else reason,
        notes=unread(knowledge),
    )


def unsatisfiable(
    knowledge: Knowledge,
    classes: Iterable[Term] | None = None,
    *,
    limit: int = DEFAULT_LIMIT,
    timeout: float = DEFAULT_TIMEOUT,
) -> list[Contradiction]:
    """Find the classes that can have no members, with the smallest sets to blame.

    Args:
        knowledge: What is known.
        classes: Which to look at; all named ones if `None`.
        limit: Most sets for one class.
        timeout: Seconds that the search may take.

    Raises:
        EngineError: The search did not end in time.

    Example:
        >>> from mediagora.reasoning.knowledge import shipped_knowledge
        >>> unsatisfiable(shipped_knowledge())
        []
    """
    deadline = time.monotonic() + timeout
    found: list[Contradiction] = []
    wanted = knowledge.axioms.classes if classes is None else classes
    for of_class in sorted(wanted, key=str):
        said, others = knowledge.rules.close([Pair(TYPE, of_class)])
        # Without a value that becomes a member of something, no fact has to be looked at.
        if not others and not any(Derivations(knowledge.axioms, {ANY: said}).contradicted()):
            continue
        values = {value for value, _ in others}
        supposed = Atom(ANY, TYPE, of_class)
        before = Derivations(knowledge.axioms, knowledge.closure(values).known) if values else None
        anyway = set(before.contradicted()) if before else set()
        closure = Question(supposed, supposed).closure(knowledge, values)
        derivations = Derivations(knowledge.axioms, closure.known)
        for subject in sorted(set(derivations.contradicted()) - anyway, key=str):
            if subject == ANY or subject in values:
                question = Question(Atom(subject, TYPE, NOTHING), supposed)
                found += _told(knowledge, question, derivations, limit=limit, deadline=deadline)
    return found


def _told(
    knowledge: Knowledge,
    question: Question,
    derivations: Derivations,
    *,
    limit: int,
    deadline: float,
    supposed: Collection[Atom] = (),
) -> list[Contradiction]:
    sets = Justifications(
        derivations,
        lambda atom: True if atom in supposed else standing(atom, knowledge, question),
        limit=limit,
        deadline=deadline,
    )
    justifications, _ = told(knowledge, question, sets, sets.of(question.goal))
    about = question.supposed.object if question.supposed else question.goal.subject
    return [
        Contradiction(
            individual=written(about),
            words=_words(knowledge, question, justification),
            justification=justification,
        )
        for justification in justifications
    ]


def _words(knowledge: Knowledge, question: Question, justification: Justification) -> str:
    """Say what cannot be, by the last step that leads there."""
    if question.supposed:
        return f"{knowledge.name(question.supposed.object)} can have no members"
    name = knowledge.name(question.goal.subject)
    if not justification.steps:  # stated to be of owl:Nothing
        return f"{name} is of a class that can have no members"
    last = justification.steps[-1]
    match last.rule:
        case "dt-not-type":
            return f"{name} has {_value(last.facts[0])}, and {last.axiom.words}"
        case "cax-dw" | "cax-adc":
            kinds = [
                with_article(knowledge.name(NamedNode(fact.object)))
                for fact in last.facts
                if fact.object is not None
            ]
            return f"{name} is {' and '.join(kinds)}, and nothing is both"
        case _:
            return f"{name} is of a class that can have no members"


def _value(fact: Fact) -> str:
    text, _, _ = (fact.object or "").rpartition('"')
    return f"the value '{text[1:]}'"
