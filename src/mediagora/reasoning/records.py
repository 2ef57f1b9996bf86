"""What reasoning tells: facts, axioms, and the steps from them to a conclusion; plain objects.

A term is written as one string: an IRI in full, a blank node as `_:b1`, a literal as N-Triples has
it, such as `"2004"^^<http://www.w3.org/2001/XMLSchema#integer>`. So a quotation mark in front tells
a literal from an IRI.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mediagora.vocabulary import OWN_PREFIXES

COMMON_KNOWLEDGE: Final = f"{OWN_PREFIXES['source']}editorial"
"""The source of what is common knowledge, or our own reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A triple, who states it, and where it stands.

    Attributes:
        subject: A term.
        predicate: An IRI.
        object: A term; `None` stands for any value at all.
        sources: IRIs of the sources on record for it, in order; empty where there are none.
        path: File that states it, as the user named it; `None` where none does.
        line: Its line there, from 1.

    Example:
        >>> Fact(subject="urn:a", predicate="urn:p", object="urn:b").triple
        ('urn:a', 'urn:p', 'urn:b')
    """

    subject: str
    predicate: str
    object: str | None
    sources: tuple[str, ...] = ()
    path: str | None = None
    line: int | None = None

    @property
    def triple(self) -> tuple[str, str, str | None]:
        """Subject, predicate and object."""
        return self.subject, self.predicate, self.object

    @property
    def is_common_knowledge(self) -> bool:
        """Whether no other source than common knowledge is on record for it."""
        return set(self.sources) == {COMMON_KNOWLEDGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class AxiomUsed:
    """An axiom of the ontology, or of the user's data, that a conclusion rests on.

    Attributes:
        kind: What OWL 2 calls it, such as `SubClassOf` or `EquivalentClasses`.
        words: What it says, as a sentence without a full stop.
        about: IRI of the class or property that it is about; `None` where it has no name.
        sources: IRIs of the sources of what it is about.
        path: File that states it.
        line: Its line there, from 1.
    """

    kind: str
    words: str
    about: str | None = None
    sources: tuple[str, ...] = ()
    path: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One application of a rule: what is known, the axiom, and what follows.

    Attributes:
        facts: What it starts from: facts on record and conclusions of earlier steps.
        axiom: The axiom.
        rule: Name of the rule in OWL 2 RL (https://www.w3.org/TR/owl2-profiles/#OWL_2_RL), such as
            `cax-sco`.
        conclusion: What follows; `None` where it is a contradiction.
    """

    facts: tuple[Fact, ...]
    axiom: AxiomUsed
    rule: str
    conclusion: Fact | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Justification:
    """A minimal set of facts and axioms from which a conclusion follows: without any, it does not.

    Attributes:
        facts: The facts, all on record.
        axioms: The axioms.
        steps: How the conclusion follows, each step after those it builds on.
    """

    facts: tuple[Fact, ...]
    axioms: tuple[AxiomUsed, ...]
    steps: tuple[Step, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """IRIs of the sources behind its facts, in order."""
        return tuple(dict.fromkeys(source for fact in self.facts for source in fact.sources))

    @property
    def is_common_knowledge(self) -> bool:
        """Whether one of its facts has no other source than common knowledge."""
        return any(fact.is_common_knowledge for fact in self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why something holds.

    Attributes:
        question: What is asked about.
        holds: Whether it is on record or follows.
        justifications: All minimal ones, the shortest first; none where it does not hold.
        is_complete: Whether these are all; a limit may leave some out.
        total: How many there are; `None` where that is not known.
        reason: Where it does not hold, why that is, in a sentence.
        notes: What a reader should know besides, such as axioms that are not read.
    """

    question: Fact
    holds: bool
    justifications: tuple[Justification, ...] = ()
    is_complete: bool = True
    total: int | None = None
    reason: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Facts and axioms that cannot hold together.

    Attributes:
        individual: What they are about; for a class that can have no member, the class.
        words: What is contradictory, as a sentence without a full stop.
        justification: The smallest set to blame.
    """

    individual: str
    words: str
    justification: Justification


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFacts:
    """A minimal set of facts that would make something true.

    Attributes:
        facts: What would have to be stated. An object that is `None` may be anything.
        contradictions: What would contradict it; none where it can be added.
    """

    facts: tuple[Fact, ...]
    contradictions: tuple[Contradiction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Abduction:
    """What would make something true.

    Attributes:
        question: What is asked about.
        holds: Whether it is true already.
        missing: The minimal sets of facts about its subject, the smallest first.
        is_complete: Whether these are all; a limit may leave some out.
        total: How many there are; `None` where that is not known.
        reason: Where nothing can be said, why that is.
        notes: What a reader should know besides.
    """

    question: Fact
    holds: bool
    missing: tuple[MissingFacts, ...] = ()
    is_complete: bool = True
    total: int | None = None
    reason: str | None = None
    notes: tuple[str, ...] = ()
