"""Why something holds: all minimal justifications, step by step, with sources and places."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Triple

from mediagora.reasoning.axioms import Axiom, Pair
from mediagora.reasoning.derivations import Atom, Derivations
from mediagora.reasoning.minimal import DEFAULT_LIMIT, Justifications
from mediagora.reasoning.owlterms import NOTHING, SUBCLASS, SUBPROPERTY, TYPE
from mediagora.reasoning.owlterms import node as node_of
from mediagora.reasoning.records import AxiomUsed, Explanation, Fact, Justification, Step
from mediagora.reasoning.words import with_article, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from mediagora.reading.whereabouts import Place
    from mediagora.reasoning.axioms import Term
    from mediagora.reasoning.closing import Closure
    from mediagora.reasoning.derivations import Inference
    from mediagora.reasoning.knowledge import Knowledge

DEFAULT_TIMEOUT: Final = 60.0
"""Seconds that a search may take, unless told otherwise."""

ANY: Final = NamedNode("https://mediagora.invalid/any")
"""Stands for any member of a class, or for any two things with a property."""
ANYTHING: Final = "https://mediagora.invalid/anything/"
"""Stands, with a property behind it, for any value of the property."""
_OTHER: Final = NamedNode("https://mediagora.invalid/other")


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be derived, from what is known and perhaps something that is supposed.

    Attributes:
        goal: The statement to be derived.
        supposed: What is given without being on record.
    """

    goal: Atom
    supposed: Atom | None = None

    @classmethod
    def of(cls, triple: Triple) -> Question:
        """Ask for a triple. That a class lies under another is asked of anything of that class."""
        subject, predicate, value = triple
        if predicate == SUBCLASS:
            return cls(Atom(ANY, TYPE, value), Atom(ANY, TYPE, subject))
        both_named = isinstance(subject, NamedNode) and isinstance(value, NamedNode)
        if predicate == SUBPROPERTY and both_named:
            return cls(Atom(ANY, value, _OTHER), Atom(ANY, subject, _OTHER))
        return cls(Atom(subject, predicate, value))

    def closure(
        self, knowledge: Knowledge, others: Iterable[Term] = (), more: Iterable[Triple] = ()
    ) -> Closure:
        """Draw the conclusions that bear on the question.

        Args:
            knowledge: What is known.
            others: Things about which conclusions are wanted as well.
            more: What is supposed besides.
        """
        supposed = [triple_of(self.supposed)] if self.supposed else []
        return knowledge.closure([self.goal.subject, *others], [*supposed, *more])


def why(
    knowledge: Knowledge,
    triple: Triple,
    *,
    limit: int = DEFAULT_LIMIT,
    timeout: float = DEFAULT_TIMEOUT,
) -> Explanation:
    """Explain why a triple holds, by the axioms that `mediagora.reasoning.axioms` reads.

    Args:
        knowledge: What is known.
        triple: What is asked about: that something is of a class, has a value, or that a class or
            property lies under another.
        limit: Most justifications to give.
        timeout: Seconds that the search may take.

    Raises:
        EngineError: The search did not end in time.

    Example:
        >>> from mediagora.reasoning.knowledge import shipped_knowledge
        >>> ns, platform = "https://w3id.org/mediagora/ns#", "https://w3id.org/mediagora/platform/"
        >>> linkedin, network = NamedNode(f"{platform}linkedin"), NamedNode(f"{ns}SocialNetwork")
        >>> why(shipped_knowledge(), Triple(linkedin, TYPE, network)).holds
        True
    """
    question = Question.of(triple)
    closure = question.closure(knowledge)
    notes = unread(knowledge)
    goal = question.goal
    derivations = Derivations(knowledge.axioms, closure.known)
    if next(derivations.of(Atom(goal.subject, TYPE, NOTHING)), None):
        name = "it" if goal.subject == ANY else knowledge.name(goal.subject)
        notes = (*notes, f"{name} contradicts the ontology, and from that anything would follow")
    if Pair(goal.predicate, goal.object) not in closure.known.get(goal.subject, ()):
        return Explanation(
            question=teller(knowledge, []).fact(goal, question),
            holds=False,
            reason="it is not on record and follows from nothing that is",
            notes=notes,
        )
    sets = Justifications(
        derivations,
        lambda atom: standing(atom, knowledge, question),
        limit=limit,
        deadline=time.monotonic() + timeout,
    )
    found = sets.of(goal)
    justifications, asked = told(knowledge, question, sets, found)
    return Explanation(
        question=asked,
        holds=True,
        justifications=justifications,
        is_complete=sets.is_complete,
        total=sets.total,
        notes=notes,
    )


def told(
    knowledge: Knowledge,
    question: Question,
    sets: Justifications,
    found: Sequence[Collection[Atom | Axiom]],
) -> tuple[tuple[Justification, ...], Fact]:
    """Give minimal sets as justifications, with places and sources, and the question."""
    leaves = {leaf for each in found for leaf in each}
    tells = teller(knowledge, leaves)
    justifications = []
    for each in found:
        steps = sets.steps(question.goal, each)
        facts = [leaf for leaf in each if isinstance(leaf, Atom)]
        order = {atom: number for number, atom in enumerate(_in_order(steps))}
        facts.sort(key=lambda atom: (order.get(atom, len(order)), str(atom)))
        axioms = dict.fromkeys(inference.axiom for inference, _ in steps)
        justifications.append(
            Justification(
                facts=tuple(tells.fact(atom, question) for atom in facts),
                axioms=tuple(tells.axiom(axiom) for axiom in axioms),
                steps=tuple(tells.step(*step, question) for step in steps),
            )
        )
    return tuple(justifications), tells.fact(question.goal, question)


def unread(knowledge: Knowledge) -> tuple[str, ...]:
    """Say which axioms are not looked at, if there are any."""
    found = sorted(knowledge.axioms.unread.items())
    kinds = ", ".join(f"{name} ({count})" for name, count in found)
    return (f"axioms of these kinds are not looked at: {kinds}",) if found else ()


def teller(knowledge: Knowledge, leaves: Iterable[Atom | Axiom]) -> Teller:
    """Find the places of facts and axioms, and give what tells of them."""
    triples = {leaf: triple_of(leaf) for leaf in leaves if isinstance(leaf, Atom)}
    axioms = {leaf: leaf.triples[0] for leaf in leaves if isinstance(leaf, Axiom) and leaf.triples}
    wanted = {*triples.values(), *axioms.values()}
    return Teller(knowledge, knowledge.places(wanted) if wanted else {})


class Teller:
    """Turns terms into the plain objects of `mediagora.reasoning.records`."""

    def __init__(self, knowledge: Knowledge, places: dict[Triple, Place]) -> None:
        self._knowledge = knowledge
        self._places = places

    def fact(self, atom: Atom, question: Question | None = None) -> Fact:
        """Tell of a statement; one about any member of a class tells of the class."""
        subject, predicate, value = atom
        supposed = question.supposed if question else None
        if supposed and subject == ANY:
            if supposed.predicate == TYPE:
                subject = supposed.object
                predicate = SUBCLASS if predicate == TYPE else predicate
            elif predicate != TYPE:
                subject, predicate, value = supposed.predicate, SUBPROPERTY, predicate
        triple = Triple(node_of(subject), predicate, value)
        place = self._places.get(triple)
        return Fact(
            subject=written(subject),
            predicate=predicate.value,
            object=None if is_anything(value) else written(value),
            sources=self._knowledge.sources_of(triple),
            path=place.path if place else None,
            line=place.line if place else None,
        )

    def axiom(self, axiom: Axiom) -> AxiomUsed:
        """Tell of an axiom."""
        triple = axiom.triples[0] if axiom.triples else None
        place = self._places.get(triple) if triple else None
        about = triple.subject if triple else None
        sources = self._knowledge.sources_of(triple) if triple else ()
        return AxiomUsed(
            kind=axiom.kind,
            words=words_of(axiom, self._knowledge.name),
            about=about.value if isinstance(about, NamedNode) else None,
            sources=sources or (self._knowledge.sources_of_term(about) if about else ()),
            path=place.path if place else None,
            line=place.line if place else None,
        )

    def step(self, inference: Inference, conclusion: Atom, question: Question | None) -> Step:
        """Tell of one application of a rule."""
        supposed = question.supposed if question else None
        is_contradiction = conclusion.predicate == TYPE and conclusion.object == NOTHING
        axiom = self.axiom(inference.axiom)
        if inference.axiom.kind == "DisjointClasses":  # which may hold many besides
            names = [self._knowledge.name(each.object) for each in inference.premises]
            axiom = replace(
                axiom, words=f"nothing is both {' and '.join(map(with_article, names))}"
            )
        return Step(
            facts=tuple(
                self.fact(each, question) for each in inference.premises if each != supposed
            ),
            axiom=axiom,
            rule=inference.rule,
            conclusion=None if is_contradiction else self.fact(conclusion, question),
        )


def is_anything(term: Term) -> bool:
    """Tell whether a term stands for any value of a property."""
    return isinstance(term, NamedNode) and term.value.startswith(ANYTHING)


def written(term: Term) -> str:
    """Write a term as `mediagora.reasoning.records` says.

    Example:
        >>> from pyoxigraph import Literal
        >>> written(NamedNode("urn:a")), written(Literal("a"))
        ('urn:a', '"a"')
    """
    return term.value if isinstance(term, NamedNode) else str(term)


def standing(atom: Atom, knowledge: Knowledge, question: Question) -> bool | None:
    """Tell how a statement counts: on record, supposed (`False`), or neither (`None`)."""
    if atom == question.supposed:
        return False
    return True if triple_of(atom) in knowledge.facts else None


def triple_of(atom: Atom) -> Triple:
    """Give a statement as a triple."""
    return Triple(node_of(atom.subject), atom.predicate, atom.object)


def _in_order(steps: Iterable[tuple[Inference, Atom]]) -> dict[Atom, None]:
    return {premise: None for inference, _ in steps for premise in inference.premises}
