"""The data of one run: what the user's documents say, and what the shapes see besides."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from mediagora.reading.shipped import shipped
from mediagora.validation import names
from mediagora.validation.extract import Interest
from mediagora.validation.kinds import SCHEMA, Kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

    from mediagora.validation.extract import Extract
    from mediagora.validation.names import Term
    from mediagora.validation.shapes import Shapes

_DEPRECATION: Final = {names.DEPRECATED, names.REPLACED_BY}
_ANNOTATED: Final = {names.ANNOTATED_SOURCE, names.ANNOTATED_PROPERTY, names.ANNOTATED_TARGET}


def interest_of(shapes: Shapes, *, evidence: bool) -> Interest:
    """Tell what a run with these shapes wants to know of each document.

    Args:
        shapes: The shapes of the run.
        evidence: Whether evidence is to be checked as well.
    """
    targets: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    for target in shapes.targets:
        if isinstance(target.value, NamedNode):
            targets[target.kind].add(target.value)
    return Interest(
        kept=SCHEMA | _DEPRECATION | (_ANNOTATED if evidence else set()),
        # Of the shapes that ship, nobody asks whether one of these targets selects nothing.
        subjects_of={
            each: each if shapes.own_files else names.SH_TARGET_SUBJECTS_OF
            for each in targets[names.SH_TARGET_SUBJECTS_OF]
        },
        objects_of=frozenset(targets[names.SH_TARGET_OBJECTS_OF]),
        # The user's own shapes may ask for types in other ways than by class.
        all_kinds=bool(shapes.own_files),
        evidence=evidence,
    )


class UserData:
    """What the user's documents say, and what is known besides of what they speak of.

    That is the ontology, the types of what ships and is only pointed at, and the types under
    `mediagora:SocialMedia` that follow from all this. Nodes stand as their hashes, as in `Extract`.

    Args:
        documents: In the order of the user.
        interest: What was asked of them.
    """

    def __init__(self, documents: list[Extract], interest: Interest) -> None:
        self.documents = documents
        self.interest = interest
        self.subjects: dict[int, int] = {}
        """Each named subject, with the number of the first document that describes it."""
        self.shared: set[int] = set()
        """Subjects that several documents describe."""
        for number, document in enumerate(documents):
            new = document.subjects.difference(self.subjects)
            self.shared |= document.subjects - new
            self.subjects.update(dict.fromkeys(new, number))
        self.evidence = set().union(*(document.evidence for document in documents))
        self.ontology = shipped(data=False, evidence=False)
        facts = shipped(ontology=False, evidence=False)
        self.shipped: set[int] = {hash(triple.subject) for triple in (*self.ontology, *facts)}
        self.only_ships = self.shipped.difference(self.subjects)
        """What ships and no document describes."""
        self._known = list(self._types_of_what_ships(facts))
        self.kinds = Kinds(
            documents, self.shared, self.ontology, self._known, in_full=interest.all_kinds
        )

    def _types_of_what_ships(self, facts: list[Triple]) -> Iterator[Triple]:
        """Give the types of what the documents point at, and do not type themselves."""
        pointed_at = set().union(*(document.own for document in self.documents))
        typed = {
            node
            for document in self.documents
            for (types, _), nodes in document.kinds.items()
            if types
            for node in nodes & self.shipped
        }
        for triple in facts:
            is_type = triple.predicate == names.RDF_TYPE and triple.subject in pointed_at
            if is_type and hash(triple.subject) not in typed:
                yield triple

    def known(self) -> Iterator[Triple]:
        """Give what the shapes see besides the documents: what ships, and what follows from it."""
        yield from self.ontology
        yield from self._known
        if self.interest.all_kinds:
            yield from self.kinds.entailed_of_known()

    def entailed(self, documents: Iterable[int]) -> Iterator[Triple]:
        """Give the types that follow for the subjects of some documents, by number.

        What follows only from several documents together is for `kinds.entailed_for` to say.
        """
        for number in documents:
            yield from self.kinds.entailed(self.documents[number].terms)

    @property
    def triples(self) -> int:
        """Number of statements in all documents."""
        return sum(document.triples for document in self.documents)

    @property
    def has_evidence(self) -> bool:
        """Whether nodes that hold evidence are seen by the shapes."""
        return self.interest.evidence

    def kept(self, predicate: NamedNode) -> Iterator[Triple]:
        """Give the statements with a predicate that all documents were asked to keep."""
        for document in self.documents:
            yield from document.kept.get(predicate, ())

    def of_the_user(self, node: int) -> bool:
        """Tell whether a node is one that a document describes, and no evidence left out."""
        return node in self.subjects and (self.has_evidence or node not in self.evidence)

    def members(self, kind: Term) -> set[int]:
        """Give the instances of a class, and of its subclasses, that the documents describe."""
        found = self.kinds.members(kind) - self.only_ships
        return found if self.has_evidence else found - self.evidence
