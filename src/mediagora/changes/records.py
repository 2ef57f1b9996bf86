"""What `diff` tells: plain records, which print as text, JSON and Markdown alike.

A term is one string: an IRI in full, a literal as N-Triples has it, such as `"a"@en`. A blank node
is written out as Turtle has it, `[ … ]` or `( … )` with IRIs in angle brackets, so that its label
makes no difference; only one that several statements share, or that stands in a circle, has a
label, `_:` and a number made from all that hangs together with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Level = Literal["none", "patch", "minor", "major"]
"""What part of a semantic version (https://semver.org/) is to be raised."""


class Statement(NamedTuple):
    """A triple.

    Attributes:
        subject: A term. A blank node that nothing refers to is told whole, with all it says.
        predicate: An IRI; `None` where the subject tells everything.
        object: A term; `None` where the subject tells everything.

    Example:
        >>> Statement("urn:a", "urn:p", '"b"').predicate
        'urn:p'
    """

    subject: str
    predicate: str | None = None
    object: str | None = None


class Evidence(NamedTuple):
    """What one `owl:Axiom` node tells of a triple.

    Attributes:
        subject: Of the triple, a term.
        predicate: Of the triple, an IRI.
        object: Of the triple, a term.
        annotations: Property and value of everything said of the triple, in order.
        node: IRI of the node, `None` where it is blank.
    """

    subject: str
    predicate: str
    object: str
    annotations: tuple[tuple[str, str], ...]
    node: str | None = None


class Change(NamedTuple):
    """A value in place of another: of one subject and predicate, a text in one language.

    Attributes:
        subject: An IRI, or a blank node's label.
        predicate: An IRI.
        old: The term in A.
        new: The term in B.
    """

    subject: str
    predicate: str
    old: str
    new: str


class Consequence(NamedTuple):
    """Something that holds, by what is stated and by the axioms of OWL 2 RL.

    Attributes:
        subject: An IRI; a text in brackets where a nameless axiom is told whole.
        predicate: An IRI.
        object: A term.
        is_stated: Whether it is stated as well, in the version in which it holds.
    """

    subject: str
    predicate: str | None
    object: str | None
    is_stated: bool

    @property
    def statement(self) -> Statement:
        """The triple that holds."""
        return Statement(self.subject, self.predicate, self.object)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A term, or a thing such as a platform, that is in one version only.

    Attributes:
        iri: Its IRI.
        kind: What it is in a word, such as `class`, `property`, `code`, `feature` or `platform`.
    """

    iri: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprecation:
    """A term that B deprecates and A does not.

    Attributes:
        iri: Its IRI.
        replaced_by: IRIs of what to use instead.
    """

    iri: str
    replaced_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question of the catalogue that the two versions answer differently.

    Attributes:
        query: Its name in the catalogue.
        question: What it asks.
        columns: Names of the columns; subject, predicate and object where the answer is a graph.
        added: Rows of B's answer that A's lacks, each a term or `None` in each column.
        removed: Rows of A's answer that B's lacks.
    """

    query: str
    question: str
    columns: tuple[str, ...]
    added: tuple[tuple[str | None, ...], ...]
    removed: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two versions.

    Attributes:
        name: As the user gave it.
        files: Number of files; 0 for a graph in memory.
        triples: Number of triples, without what was added to both sides.
        version: `owl:versionInfo` of the ontology, where it is in this version.
        contradictions: What cannot hold together in it, each as a sentence.
    """

    name: str
    files: int
    triples: int
    version: str | None
    contradictions: tuple[str, ...] = ()


class Reason(NamedTuple):
    """Why a release has to be of some level, at least."""

    level: Level
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What release the difference asks for.

    Attributes:
        level: The highest level that a reason has, `none` where nothing differs.
        reasons: The reasons, those of the highest level first.
    """

    level: Level
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs between two versions, A and B. All lists are complete and in order.

    Attributes:
        a: The older version.
        b: The newer version.
        terms_added: Classes, properties, features, codes and the like that are only in B.
        terms_removed: Those that are only in A.
        deprecated: Terms that B deprecates.
        things_added: What else is described in B only: platforms, sources, claims and the like.
        things_removed: What else is described in A only.
        added: Triples that are only in B, without `changed` and evidence.
        removed: Triples that are only in A, without `changed` and evidence.
        changed: Values that others took the place of.
        evidence_added: What is on record of triples in B only.
        evidence_removed: What is on record of triples in A only.
        gained: What holds in B and not in A: by the axioms, or stated of the class hierarchy, the
            types of platforms and what the axioms reason with, such as features and purposes.
        lost: What holds in A and not in B.
        answers: Questions of the catalogue that are answered differently.
        questions: How many questions were asked.
        suggestion: Which release it makes.
        labels: English labels of the IRIs that are spoken of.
        notes: What a reader should know besides.
    """

    a: Side
    b: Side
    terms_added: tuple[Subject, ...] = ()
    terms_removed: tuple[Subject, ...] = ()
    deprecated: tuple[Deprecation, ...] = ()
    things_added: tuple[Subject, ...] = ()
    things_removed: tuple[Subject, ...] = ()
    added: tuple[Statement, ...] = ()
    removed: tuple[Statement, ...] = ()
    changed: tuple[Change, ...] = ()
    evidence_added: tuple[Evidence, ...] = ()
    evidence_removed: tuple[Evidence, ...] = ()
    gained: tuple[Consequence, ...] = ()
    lost: tuple[Consequence, ...] = ()
    answers: tuple[Answer, ...] = ()
    questions: int = 0
    suggestion: Suggestion
    labels: dict[str, str]
    notes: tuple[str, ...] = ()

    @property
    def is_equal(self) -> bool:
        """Whether the two say the same."""
        facts = self.added or self.removed or self.changed
        return not (facts or self.evidence_added or self.evidence_removed)
