"""The data of one run: the user's documents, seen once, and the graph that the shapes see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode, Quad, Store, Triple

from mediagora.reading.shipped import shipped
from mediagora.reasoning.closure import entail
from mediagora.validation import names
from mediagora.vocabulary import NS, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mediagora.validation.names import Term

_SCHEMA: Final = frozenset(
    {
        names.RDF_TYPE,
        names.RDF_FIRST,
        names.RDF_REST,
        names.RDFS_SUBCLASS,
        NamedNode(PREFIXES["rdfs"] + "subPropertyOf"),
        NamedNode(PREFIXES["owl"] + "equivalentClass"),
        NamedNode(PREFIXES["owl"] + "intersectionOf"),
        NamedNode(PREFIXES["owl"] + "onProperty"),
        NamedNode(PREFIXES["owl"] + "hasValue"),
        NamedNode(NS + "hasMainPurpose"),
        NamedNode(NS + "broaderPurpose"),
    }
)
"""Predicates that types can follow from; nothing else needs to be in the store."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file that was read.

    Attributes:
        path: `None` for a graph that came from memory.
        triples: What it states.
        is_context: Whether it is a JSON-LD context, which states nothing by its nature.
    """

    path: str | None
    triples: list[Triple]
    is_context: bool = False


class UserData:
    """What the user's documents say, by what validation asks of them.

    Args:
        documents: In the order of the user.
        wanted: Predicates whose triples are to be found again by `by_predicate`.
    """

    def __init__(self, documents: list[Document], wanted: Iterable[NamedNode]) -> None:
        self.documents = documents
        self.subjects: dict[Term, int] = {}
        """Each subject, with the number of the first document that describes it."""
        self.predicates: set[NamedNode] = set()
        self.objects: set[NamedNode] = set()
        self.by_predicate: dict[NamedNode, list[Triple]] = defaultdict(list)
        kept = _SCHEMA | set(wanted)
        for number, document in enumerate(documents):
            for triple in document.triples:
                subject, predicate, value = triple
                self.subjects.setdefault(subject, number)
                self.predicates.add(predicate)
                if isinstance(value, NamedNode):
                    self.objects.add(value)
                if predicate in kept:
                    self.by_predicate[predicate].append(triple)
        self.evidence = {
            triple.subject
            for triple in self.by_predicate[names.RDF_TYPE]
            if triple.object == names.OWL_AXIOM
        }
        """Nodes that tell what is known about a fact."""

    def __iter__(self) -> Iterator[Triple]:
        for document in self.documents:
            yield from document.triples

    @cached_property
    def pointed_at(self) -> dict[Term, int]:
        """Each object, with the number of the first document that points at it.

        Where nothing but evidence does so, that is its document.
        """
        found: dict[Term, int] = {}
        in_evidence: dict[Term, int] = {}
        for number, document in enumerate(self.documents):
            for triple in document.triples:
                places = in_evidence if triple.subject in self.evidence else found
                places.setdefault(triple.object, number)
        return in_evidence | found

    @cached_property
    def _told_twice(self) -> dict[tuple[Term, Term], list[tuple[int, str]]]:
        """Where each statement stands about a subject that several documents describe."""
        documents: dict[Term, set[int]] = defaultdict(set)
        for number, document in enumerate(self.documents):
            for triple in document.triples:
                documents[triple.subject].add(number)
        found: dict[tuple[Term, Term], list[tuple[int, str]]] = defaultdict(list)
        for number, document in enumerate(self.documents):
            for subject, predicate, value in document.triples:
                if len(documents[subject]) > 1:
                    found[subject, predicate].append((number, names.plain(value)))
        return found

    def document_with(
        self, subject: Term, predicate: str | None, value: str | None, *, default: int
    ) -> int:
        """Among documents that describe a subject, choose the one that says what is meant.

        Args:
            subject: What is described.
            predicate: IRI of the property in question.
            value: IRI or text of the value in question; `None` stands for any.
            default: The document to fall back on.
        """
        if predicate is None or len(self.documents) == 1 or "<" in predicate:
            return default
        places = self._told_twice.get((subject, NamedNode(predicate)), [])
        exact = [number for number, told in places if value in {None, told}]
        return next(iter(exact or [number for number, _ in places]), default)

    def blank_labels(self, wanted: set[str]) -> dict[str, str]:
        """Number the blank nodes that are to be named to the user, in the order of the documents.

        A parser makes up labels anew at each run; the same files should give the same report.
        """
        if not wanted:
            return {}
        order: dict[str, str] = {}
        for triple in self:
            for node in (triple.subject, triple.object):
                if isinstance(node, BlankNode):
                    order.setdefault(f"_:{node.value}", f"_:b{len(order) + 1}")
        return {label: order[label] for label in wanted if label in order}


class ValidationGraph:
    """The user's data with what the shapes need to know besides.

    That is the ontology, the types of what ships and is only pointed at, and the types under
    `mediagora:SocialMedia` that follow from all this.

    Args:
        data: The user's data.
        evidence: Whether the nodes that hold evidence are part of it; the shapes for platforms do
            not look at them, and they are most of the data.
    """

    def __init__(self, data: UserData, *, evidence: bool) -> None:
        self.data = data
        self.ontology = shipped(data=False, evidence=False)
        facts = shipped(ontology=False, evidence=False)
        self.shipped_subjects: set[Term] = {triple.subject for triple in (*self.ontology, *facts)}
        typed = {triple.subject for triple in data.by_predicate[names.RDF_TYPE]}
        known = [
            triple
            for triple in facts
            if triple.predicate == names.RDF_TYPE
            and triple.subject in data.objects
            and triple.subject not in typed
        ]
        self._added = [*self.ontology, *known, *_entailed(data, [*self.ontology, *known])]
        self._skipped = set() if evidence else data.evidence

    def __iter__(self) -> Iterator[Triple]:
        for document in self.data.documents:
            if self._skipped:
                for triple in document.triples:
                    if triple.subject not in self._skipped:
                        yield triple
            else:
                yield from document.triples
        yield from self._added

    def document_of(self, node: Term) -> int | None:
        """Tell which of the user's documents a focus node belongs to, by number.

        That is the document it is a subject of, or else the one that points at it; `None` for what
        only ships, and for evidence where that is left out.
        """
        if node in self._skipped:
            return None
        if node in self.data.subjects:
            return self.data.subjects[node]
        return None if node in self.shipped_subjects else self.data.pointed_at.get(node)

    def of_the_user(self, nodes: set[Term]) -> set[Term]:
        """Give those of the nodes that belong to one of the user's documents."""
        described = nodes & self.data.subjects.keys()  # most of them, by one look at both sets
        others = {node for node in nodes - described if self.document_of(node) is not None}
        return (described - self._skipped) | others

    @cached_property
    def members(self) -> dict[Term, set[Term]]:
        """Each class with its instances, those of its subclasses included."""
        direct: dict[Term, set[Term]] = defaultdict(set)
        broader: dict[Term, set[Term]] = defaultdict(set)
        for triple in (*self.data.by_predicate[names.RDF_TYPE], *self._added):
            if triple.predicate == names.RDF_TYPE:
                direct[triple.object].add(triple.subject)
        for triple in (*self.data.by_predicate[names.RDFS_SUBCLASS], *self._added):
            if triple.predicate == names.RDFS_SUBCLASS:
                broader[triple.subject].add(triple.object)
        members = defaultdict(set, {each: set(known) for each, known in direct.items()})
        to_hand_up = dict(direct)  # each membership once, however long the way up
        while to_hand_up:
            narrow, known = to_hand_up.popitem()
            for broad in broader.get(narrow, ()):
                if new := known - members[broad]:
                    members[broad] |= new
                    to_hand_up[broad] = to_hand_up.get(broad, set()) | new
        return members


def _entailed(data: UserData, known: list[Triple]) -> list[Triple]:
    stated = [triple for kept in _SCHEMA for triple in data.by_predicate[kept]]
    before = {*stated, *(triple for triple in known if triple.predicate in _SCHEMA)}
    store = Store()
    store.extend(Quad(*triple) for triple in before)
    entail(store, profile="types")
    types = store.quads_for_pattern(None, names.RDF_TYPE, None)
    return [quad.triple for quad in types if quad.triple not in before]
