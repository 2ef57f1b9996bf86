"""What of the data the logic has to look at closely: the things that may contradict the axioms.

Documents are gone through, not held: once for the axioms where there are some, once for what may
contradict them, and where that is something, once more for what is said of it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from mediagora import bundle
from mediagora.reading.inputs import FORMATS, Source
from mediagora.reading.naming import told_apart
from mediagora.reading.parsing import chunks
from mediagora.reading.seeking import Names
from mediagora.reading.whereabouts import numbered
from mediagora.reasoning.axioms import axioms_of, is_axiomatic
from mediagora.reasoning.closing import linking
from mediagora.reasoning.knowledge import Knowledge
from mediagora.reasoning.owlterms import PREDICATES, TYPE, TYPES
from mediagora.reasoning.suspects import Suspects

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pyoxigraph import NamedNode, Triple

    from mediagora.reasoning.axioms import Axioms
    from mediagora.validation.documents import Document
    from mediagora.validation.extract import Extract
    from mediagora.validation.names import Term

_SUBJECT: Final = attrgetter("subject")
_OBJECT: Final = attrgetter("object")

_MOST: Final = 10_000
"""Things that are looked at closely; in data that contradicts itself more often, the first."""

_MOST_POINTING: Final = 100
"""Things that are taken into account for pointing at the same one."""


@dataclass(frozen=True, slots=True)
class Suspected:
    """What may contradict the axioms, and all that is known of it.

    Attributes:
        knowledge: The axioms, what is said of the suspects, and what ships.
        subjects: The suspects.
        left: How many more there are.
        paths: By fact and part of an axiom, the document of the user's that states it; `None` for
            a graph from memory. What only ships is not in it.
        unread: By document, the kinds of axiom in it that are not looked at.
        sources: The user's documents and, apart from them, what ships.
        blanks_before: How many blank nodes come before each of these.
    """

    knowledge: Knowledge
    subjects: list[Term]
    left: int
    paths: dict[Triple, str | None]
    unread: dict[str | None, Counter[str]]
    sources: list[Source]
    blanks_before: list[int]


def suspected(
    extracts: Sequence[Extract], documents: Mapping[str, Document], graph: Sequence[Triple]
) -> Suspected:
    """Find what may contradict the axioms of the model and the user's own.

    Args:
        extracts: What was taken from each document, or from each part of one.
        documents: By path.
        graph: What the caller has in memory.

    Raises:
        InputError: A document is no longer what it was.
        UsageError: A file cannot be read any more.
    """
    return _Search(_given(extracts, documents, graph)).found()


@dataclass(slots=True)
class _Given:
    """A document of the user's, or the graph."""

    path: str | None
    document: Document | None
    graph: Sequence[Triple]
    before: int
    blanks: int = 0
    predicates: set[Term] = field(default_factory=set)
    types: set[Term] = field(default_factory=set)

    def read(self) -> Iterator[list[Triple]]:
        """Give its statements, the blank nodes with the names that people are told."""
        names = Names(self.before)
        if self.document is None:
            yield [names.named(triple) for triple in self.graph]
            return
        for chunk in chunks(self.document.source):
            triples = [quad.triple for quad in chunk]
            yield [names.named(triple) for triple in triples] if self.blanks else triples

    def uses(self, predicates: frozenset[NamedNode]) -> bool:
        return not self.predicates.isdisjoint(predicates)


def _given(
    extracts: Sequence[Extract], documents: Mapping[str, Document], graph: Sequence[Triple]
) -> list[_Given]:
    by_path: dict[str | None, _Given] = {}
    before = 0
    for extract in extracts:
        path = extract.path
        if path not in by_path:
            document = None if path is None else documents[path]
            by_path[path] = _Given(path, document, graph, before)
        given = by_path[path]
        given.blanks += extract.blanks
        given.predicates |= extract.predicates
        given.types |= {each for types, _ in extract.kinds for each in types}
        before += extract.blanks
    return list(by_path.values())


class _Search:
    def __init__(self, given: list[_Given]) -> None:
        self._given = given
        before = 0
        sources: list[Source] = []
        self._before: list[int] = []
        for each in given:
            if each.document is not None:
                sources.append(each.document.source)
                self._before.append(before)
            before += each.blanks
        self._shipped: list[Triple] = []
        for source in _shipping():
            sources.append(source)
            self._before.append(before)
            triples, blanks = numbered(source, before)
            self._shipped += triples
            before += blanks
        self._sources = told_apart(sources)
        self._paths: dict[Triple, str | None] = {}
        self._unread: dict[str | None, Counter[str]] = {}

    def found(self) -> Suspected:
        axioms = self._axioms()
        of_axioms = self._spoken_of(axioms)
        suspects = Suspects(axioms, self._links(axioms))
        suspects.add(self._shipped)
        for each in self._given:
            for chunk in each.read():
                suspects.add(chunk)
        nodes = suspects.found()
        first = dict.fromkeys(nodes[:_MOST])
        subjects = self._facts(suspects, first.keys(), of_axioms) if first or of_axioms else {}
        return Suspected(
            knowledge=Knowledge([*self._paths, *self._shipped]),
            subjects=[subjects[node] for node in first if node in subjects],
            left=len(nodes) - len(first),
            paths=self._paths,
            unread=self._unread,
            sources=self._sources,
            blanks_before=self._before,
        )

    def _axioms(self) -> Axioms:
        """Read the axioms of what ships, and of the documents that may have some."""
        for each in self._given:
            if not each.uses(PREDICATES) and each.types.isdisjoint(TYPES):
                continue
            found = [triple for triple in _triples(each) if is_axiomatic(triple)]
            self._keep(found, each.path)
            unread = axioms_of(found).unread
            if unread:
                self._unread[each.path] = unread
        return axioms_of([*self._shipped, *self._paths])

    def _spoken_of(self, axioms: Axioms) -> set[int]:
        """Give what the user's axioms speak of, for its labels, and the values of classes."""
        own = [each for each in axioms.read if not self._paths.keys().isdisjoint(each.triples)]
        values = {hash(pair.object) for axiom in axioms.read for pair in axiom.right}
        return values | {hash(term) for axiom in own for term in axiom.terms} if own else set()

    def _links(self, axioms: Axioms) -> list[Triple]:
        needed = linking(axioms)
        for each in self._given:
            if each.uses(needed):
                found = [triple for triple in _triples(each) if triple.predicate in needed]
                self._keep(found, each.path)
        return [each for each in (*self._paths, *self._shipped) if each.predicate in needed]

    def _facts(
        self, suspects: Suspects, nodes: AbstractSet[int], others: AbstractSet[int]
    ) -> dict[int, Term]:
        """Take what is said of some things, and what says of what class they are."""
        pointing: defaultdict[int, set[int]] = defaultdict(set)
        found: dict[int, Term] = {}
        wanted = nodes | others

        def bears(triple: Triple) -> bool:
            subject, value = hash(triple.subject), hash(triple.object)
            if subject in nodes:
                found[subject] = triple.subject
            if value in nodes and triple.predicate != TYPE:
                found[value] = triple.object
            bears = subject in wanted
            for target in suspects.concerned(triple) & wanted:
                if len(pointing[target]) < _MOST_POINTING or subject in pointing[target]:
                    pointing[target].add(subject)
                    bears = True
            return bears

        def may_bear(triples: list[Triple]) -> bool:
            return not (
                wanted.isdisjoint(map(hash, map(_SUBJECT, triples)))
                and wanted.isdisjoint(map(hash, map(_OBJECT, triples)))
            )

        everywhere = not suspects.targets.isdisjoint(wanted)
        for each in self._given:
            for triples in each.read():
                if everywhere or may_bear(triples):
                    self._keep(filter(bears, triples), each.path)
        for triple in self._shipped:
            bears(triple)
        return found

    def _keep(self, triples: Iterable[Triple], path: str | None) -> None:
        for triple in triples:
            self._paths.setdefault(triple, path)


def _triples(given: _Given) -> Iterator[Triple]:
    for chunk in given.read():
        yield from chunk


def _shipping() -> list[Source]:
    return [
        Source(file.relative_to(bundle.root()).as_posix(), FORMATS[file.suffix], file)
        for file in [*bundle.ontology_files(), *bundle.data_files()]
    ]
