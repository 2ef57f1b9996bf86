"""Kinds of subjects: what follows from types and main purposes, once for all subjects alike.

A type under `mediagora:SocialMedia` follows from a node's own types and main purposes and from
nothing else that is said of it. Among a million platforms there are few different sets of these; so
the closure is taken of one member for each.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from mediagora.reasoning.closure import entail
from mediagora.validation import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mediagora.validation.extract import Extract, Kind
    from mediagora.validation.names import Term

SCHEMA: Final = frozenset(
    {
        names.RDF_FIRST,
        names.RDF_REST,
        names.RDFS_SUBCLASS,
        names.RDFS_SUBPROPERTY,
        names.EQUIVALENT_CLASS,
        names.INTERSECTION_OF,
        names.ON_PROPERTY,
        names.HAS_VALUE,
        names.BROADER_PURPOSE,
    }
)
"""Predicates on which a node's types depend, beside its own types and main purposes."""


_NONE: Final[frozenset[Term]] = frozenset()
_MEMBER: Final = "urn:mediagora:member-of-kind:"


class Kinds:
    """All subjects of a run by kind; nodes stand as their hashes.

    Args:
        documents: What was taken from the user's documents.
        shared: Subjects that several of them describe.
        ontology: What ships as ontology.
        known: Types of what ships and the user's data points at.
        in_full: Whether shapes have to be told of types that are broader than another one; an
            engine follows `rdfs:subClassOf` itself where SHACL speaks of a class.
    """

    def __init__(
        self,
        documents: list[Extract],
        shared: set[int],
        ontology: list[Triple],
        known: list[Triple],
        *,
        in_full: bool,
    ) -> None:
        self._in_full = in_full
        self._all_classes: dict[Kind, set[Term]] = {}
        self._documents = documents
        self._schema = [
            *(triple for triple in ontology if triple.predicate in SCHEMA),
            *(
                triple
                for document in documents
                for predicate in SCHEMA
                for triple in document.kept.get(predicate, ())
            ),
        ]
        self.shipped = [triple for triple in ontology if triple.predicate == names.RDF_TYPE]
        self.shipped += known
        self._known: dict[Kind, list[Term]] = {}
        for subject in {triple.subject for triple in known}:
            types = frozenset(triple.object for triple in known if triple.subject == subject)
            self._known.setdefault((types, _NONE), []).append(subject)
        self.of_shared: dict[int, Kind] = {}
        """What several documents say of one subject, taken together."""
        self.nodes: dict[Kind, set[int]] = {}
        for document in documents:
            for kind, nodes in document.kinds.items():
                self.nodes.setdefault(kind, set()).update(nodes - shared)
                for node in nodes & shared:
                    types, purposes = self.of_shared.get(node, (_NONE, _NONE))
                    self.of_shared[node] = types | kind[0], purposes | kind[1]
        for node, kind in self.of_shared.items():
            self.nodes.setdefault(kind, set()).add(node)

    @cached_property
    def _entailed(self) -> dict[Kind, frozenset[Term]]:
        """Types that follow for each kind, without those that are stated."""
        of_parts = {kind for document in self._documents for kind in document.terms}
        kinds = list({*self.nodes, *of_parts, *self._known})
        store = Store()
        store.extend(Quad(*triple) for triple in self._schema)
        members = [NamedNode(f"{_MEMBER}{number}") for number in range(len(kinds))]
        for member, (types, purposes) in zip(members, kinds, strict=True):
            for predicate, values in ((names.RDF_TYPE, types), (names.MAIN_PURPOSE, purposes)):
                store.extend(Quad(member, predicate, value) for value in values)
        entail(store, profile="types")
        return {
            kind: frozenset(
                quad.object for quad in store.quads_for_pattern(member, names.RDF_TYPE, None)
            )
            - kind[0]
            for member, kind in zip(members, kinds, strict=True)
        }

    def entailed(self, terms: Mapping[Kind, Iterable[Term]]) -> Iterator[Triple]:
        """Give the types that follow for subjects of which the kind is known.

        Args:
            terms: Subjects by kind, as in `Extract.terms`.
        """
        for kind, subjects in terms.items():
            for entailed in self.told(kind):
                for subject in subjects:
                    if not isinstance(subject, Literal | Triple):
                        yield Triple(subject, names.RDF_TYPE, entailed)

    def told(self, kind: Kind) -> frozenset[Term]:
        """Give the types that follow for a kind, as far as shapes have to be told of them."""
        entailed = self._entailed[kind]
        if self._in_full or not entailed:
            return entailed
        told = set(entailed)
        for each in sorted(entailed, key=str):
            if each in self.classes(kind[0] | told - {each}):
                told.remove(each)
        return frozenset(told)

    def entailed_for(self, nodes: set[int]) -> Iterator[Triple]:
        """Give the types that follow for some subjects, all that is said of them taken together.

        Args:
            nodes: Hashes of subjects.
        """
        for document in self._documents:
            for kind, subjects in document.terms.items():
                for subject in subjects:
                    if hash(subject) in nodes:
                        together = self.of_shared.get(hash(subject), kind)
                        yield from self.entailed({together: [subject]})

    def entailed_of_known(self) -> Iterator[Triple]:
        """Give the types that follow for what ships and the user's data points at."""
        return self.entailed(self._known)

    def all_classes(self, kind: Kind) -> set[Term]:
        """Give the classes of a kind: stated, entailed, and all that are broader."""
        if kind not in self._all_classes:
            self._all_classes[kind] = self.classes(kind[0] | self._entailed[kind])
        return self._all_classes[kind]

    def of(self, nodes: set[int]) -> dict[int, Kind]:
        """Give the kinds of some subjects, where they have one."""
        return {node: kind for kind, all_ in self.nodes.items() for node in all_ & nodes}

    @cached_property
    def _broader(self) -> dict[Term, set[Term]]:
        found: dict[Term, set[Term]] = {}
        for narrow, predicate, broad in self._schema:
            if predicate == names.RDFS_SUBCLASS:
                found.setdefault(narrow, set()).add(broad)
        return found

    def classes(self, types: Iterable[Term]) -> set[Term]:
        """Give classes and all broader ones."""
        found: set[Term] = set()
        waiting = list(types)
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting += self._broader.get(each, ())
        return found

    def members(self, class_: Term) -> set[int]:
        """Give the instances of a class, among the user's subjects and among what ships."""
        found: set[int] = set()
        for kind, nodes in self.nodes.items():
            if class_ in self.all_classes(kind):
                found |= nodes
        for subject, _, type_ in self.shipped:
            if class_ in self.classes([type_]):
                found.add(hash(subject))
        return found
