"""What a piece of the data has to be checked with, so that its findings are those of the whole.

Data is cut by subject. A shape looks beyond the subject that it checks in few ways, which `reach`
tells: at the classes of the nodes that it points at; back along some predicates; and further on
from some nodes. What it would find there in other pieces is looked up and given to the piece.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode, Triple

from mediagora.validation import names
from mediagora.validation.kinds import SCHEMA
from mediagora.validation.selection import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mediagora.validation.extract import Kind
    from mediagora.validation.names import Term
    from mediagora.validation.places import Select
    from mediagora.validation.reach import Reach
    from mediagora.validation.userdata import UserData

_MOST: Final = 300_000
"""Statements that are looked up at most; beyond that, one piece takes less time and memory."""


_MOST_ROUNDS: Final = 5
"""Steps from piece to piece at most."""


class OneGraph(Exception):  # noqa: N818 -- leads to the other way
    """The data hangs together too closely to be cut."""


class Context:
    """What the pieces of a run need to know of each other. Nodes stand as their hashes.

    Args:
        data: What was taken from each part.
        pieces: The numbers of the parts of each piece.
        reach: How far the shapes look.
        targets: Nodes that a target names.
        marks: What a node has to have to be checked, by class.
        select: Looks statements up in all parts.
        links: Looks up statements that may be followed back.

    Raises:
        OneGraph: Too much would have to be known to other pieces, or blank nodes are part of it.
    """

    def __init__(
        self,
        data: UserData,
        pieces: list[list[int]],
        reach: Reach,
        *,
        targets: set[int],
        marks: dict[Term, NamedNode],
        select: Select,
        links: Callable[[Wanted], Iterable[Triple]],
    ) -> None:
        self._data = data
        self._reach = reach
        self._targets = targets
        self._marks = marks
        self._parts = [[data.documents[number] for number in piece] for piece in pieces]
        self._subjects = [_union(part.subjects for part in parts) for parts in self._parts]
        self._reached = [
            _union(nodes for part in parts for nodes in (part.entered, part.followed_back))
            for parts in self._parts
        ]
        self._of_subject: dict[int, set[Triple]] = defaultdict(set)
        self._of_object: dict[int, set[Triple]] = defaultdict(set)
        self.schema = _schema(data)
        self._refuse_blank(self.schema)
        if not data.has_evidence and self._is_evidence_shared():
            raise OneGraph
        self._known = {
            hash(term)
            for triple in (*data.known(), *self.schema)
            for term in (triple.subject, triple.object)
        }
        """Nodes of statements that every piece sees: shapes may get to them from anywhere."""
        self._look_up(select, links)
        self._refuse_blank(self._statements())
        terms = {term for document in data.documents for term in document.foreign}
        terms |= {term for triple in self._statements() for term in triple}
        self._kinds = data.kinds.of({hash(term) for term in terms} & data.subjects.keys())

    def _is_evidence_shared(self) -> bool:
        """Tell whether a part speaks of a node of which only another knows that it is evidence."""
        evidence = self._data.evidence
        return not evidence.isdisjoint(self._data.shared) or any(
            hash(iri) in evidence
            for document in (self._data.documents if evidence else ())
            for iri in document.foreign
        )

    @staticmethod
    def _refuse_blank(triples: Iterable[Triple]) -> None:
        if any(isinstance(term, BlankNode) for triple in triples for term in triple):
            raise OneGraph

    def _statements(self) -> Iterator[Triple]:
        yield from self.schema
        for triples in (*self._of_subject.values(), *self._of_object.values()):
            yield from triples

    def _look_up(self, select: Select, links: Callable[[Wanted], Iterable[Triple]]) -> None:
        """Find the statements by which shapes get from one piece to another, and on from there."""
        described = self._data.subjects.keys()
        followed_back = _union(part.followed_back for part in self._data.documents)
        here = zip(self._subjects, self._reached, strict=True)
        back = _repeated((subjects | reached) & followed_back for subjects, reached in here)
        back |= (self._targets | self._known) & followed_back
        entered = zip(self._subjects, self._parts, strict=True)
        on = _repeated(self._subjects) | {
            node
            for subjects, parts in entered
            for node in _union(part.entered for part in parts) - subjects
            if node in described
        }
        on |= self._known & described
        done_back: set[int] = set()
        done_on: set[int] = set()
        found = rounds = 0
        while back or on:
            rounds += 1
            # Each round goes through all the data; and so many need not be looked for at all.
            if rounds > _MOST_ROUNDS or len(back) + len(on) > _MOST:
                raise OneGraph
            backwards = set(links(Wanted(objects=frozenset(back)))) if back else set()
            onwards = {each.triple for each in select(Wanted(frozenset(on)))} if on else set()
            found += len(backwards) + len(onwards)
            if found > _MOST:
                raise OneGraph
            for triple in backwards:
                self._of_object[hash(triple.object)].add(triple)
            for triple in onwards:
                self._of_subject[hash(triple.subject)].add(triple)
            done_back |= back
            done_on |= on
            sources = {hash(triple.subject) for triple in backwards}
            values = {
                hash(triple.object) for triple in onwards if triple.predicate in self._reach.entered
            }
            back = ((sources | values) & followed_back) - done_back
            on = values | sources if self._reach.goes_on_from_subjects else values
            on = {node for node in on if node in described} - done_on

    def is_known_to(self, piece: int, node: int) -> bool:
        """Tell whether a piece knows all of a node that is needed to check it."""
        return node in self._subjects[piece] or node not in self._data.subjects

    def of(self, piece: int) -> tuple[list[Triple], set[str]]:
        """Give what a piece needs to know.

        Args:
            piece: Its number.

        Returns:
            Statements; and nodes among them, in N-Triples syntax, of which the piece does not know
            enough to check them.
        """
        subjects = self._subjects[piece]
        found = self._statements_around(piece)
        asked: set[Term] = {term for part in self._parts[piece] for term in part.foreign}
        asked |= {triple.object for triple in found}
        sources: set[Term] = {triple.subject for triple in found}
        asked |= {term for term in sources if hash(term) in self._known}
        if self._marks or self._reach.looks_at_subjects:
            asked |= sources
        others: set[str] = set()
        for term in asked | sources:
            kind = self._kinds.get(hash(term))
            if hash(term) in subjects or hash(term) not in self._data.subjects:
                continue
            others.add(str(term))
            if kind and term in asked and isinstance(term, NamedNode):
                types = kind[0] | self._data.kinds.told(kind)
                found += [Triple(term, names.RDF_TYPE, each) for each in types]
        of_shared = self._data.kinds.of_shared
        for term in sources:
            if hash(term) in subjects and hash(term) in of_shared and isinstance(term, NamedNode):
                types = self._data.kinds.told(of_shared[hash(term)])
                found += [Triple(term, names.RDF_TYPE, each) for each in types]
        for term, _, type_ in self._data.kinds.shipped:
            if hash(term) in subjects and isinstance(term, NamedNode):
                marks = self._marks_of(self._data.kinds.classes([type_]))
                found += [Triple(term, each, each) for each in marks]
        return found, others

    def roles(self, piece: int) -> tuple[dict[Kind, list[str]], dict[int, list[str]]]:
        """Give what follows for the subjects of a piece, each as predicate and object.

        Args:
            piece: Its number.

        Returns:
            By kind; and by node, for subjects of which other parts say more.
        """
        by_kind = {kind for part in self._parts[piece] for kind in part.kinds}
        apart = self._data.kinds.of_shared
        shared = self._subjects[piece] & apart.keys()
        return (
            {kind: self._roles_of(kind) for kind in by_kind},
            {node: self._roles_of(apart[node]) for node in shared},
        )

    def _roles_of(self, kind: Kind) -> list[str]:
        kinds = self._data.kinds
        return [
            *(f"{names.RDF_TYPE} {each}" for each in kinds.told(kind)),
            *(f"{each} {each}" for each in self._marks_of(kinds.all_classes(kind))),
        ]

    def _marks_of(self, classes: set[Term]) -> list[NamedNode]:
        return [mark for each, mark in self._marks.items() if each in classes]

    def _statements_around(self, piece: int) -> list[Triple]:
        """Go where the shapes may go from the nodes of a piece."""
        inside = (self._subjects[piece], self._reached[piece], self._targets, self._known)
        waiting = [
            node
            for node in {*self._of_subject, *self._of_object}
            if any(node in nodes for nodes in inside)
        ]
        seen = set(waiting)
        found: set[Triple] = set()
        while waiting:
            node = waiting.pop()
            triples = self._of_subject.get(node, set()) | self._of_object.get(node, set())
            found |= triples
            next_ = {hash(term) for triple in triples for term in (triple.subject, triple.object)}
            waiting += next_ - seen
            seen |= next_
        return list(found)


def _schema(data: UserData) -> set[Triple]:
    """Statements on classes, which every piece has to know; lists where definitions have some."""
    has_definitions = any(data.kept(names.INTERSECTION_OF))
    lists = set() if has_definitions else {names.RDF_FIRST, names.RDF_REST}
    return {triple for predicate in SCHEMA - lists for triple in data.kept(predicate)}


def _union(sets: Iterable[set[int]]) -> set[int]:
    found: set[int] = set()
    return found.union(*sets)


def _repeated(sets: Iterable[set[int]]) -> set[int]:
    """Give what is in several sets."""
    once: set[int] = set()
    found: set[int] = set()
    for each in sets:
        found |= once & each
        once |= each
    return found
