"""The axioms of an ontology, read out of its triples.

Read are the kinds that the model is made of (OWL 2 Mapping to RDF Graphs,
https://www.w3.org/TR/owl2-mapping-to-rdf/, table 16), wherever they stand: classes under and
equivalent to named classes, values (`owl:hasValue`) and intersections of these; disjoint classes;
properties under each other, transitive ones, chains of two, domains and ranges. Axioms of other
kinds are kept in mind as `unread`, so that nobody takes silence for an answer.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import BlankNode, NamedNode

from mediagora.reasoning.owlterms import (
    ALL_DISJOINT,
    CHAIN,
    CLASSES,
    DATATYPES,
    DISJOINT,
    DOMAIN,
    EQUIVALENT,
    FIRST,
    MEMBERS,
    NIL,
    NOTHING,
    ON,
    OWL,
    PARTS,
    PREDICATES,
    RANGE,
    REST,
    SAME_PROPERTY,
    SUBCLASS,
    SUBPROPERTY,
    THING,
    TRANSITIVE,
    TYPE,
    TYPES,
    UNREAD,
    VALUE,
    XSD,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Literal, Triple

    Term = NamedNode | BlankNode | Literal | Triple

RDFS_KINDS: Final = frozenset({
    "SubClassOf", "SubObjectPropertyOf", "ObjectPropertyDomain", "ObjectPropertyRange",
    "DataPropertyRange",
})  # fmt: skip
"""Kinds that RDF Schema knows as well."""
_DEEPEST: Final = 100
"""Intersections within intersections that are read."""


class Pair(NamedTuple):
    """What is said of something: a property and its value; that it is of a class with rdf:type."""

    predicate: NamedNode
    object: Term


@dataclass(frozen=True, slots=True)
class Axiom:
    """One axiom.

    Attributes:
        kind: What OWL 2 calls it. `SubObjectPropertyOf` stands for data properties too.
        terms: The named terms, and values, in the order of OWL 2's functional syntax; classes that
            are disjoint, or equivalent, in no particular order.
        left: Of a class axiom, what makes something a member: all of these.
        right: What then holds of it.
        triples: What states it, the one to point at first.
    """

    kind: str
    terms: tuple[Term, ...]
    left: tuple[Pair, ...] = ()
    right: tuple[Pair, ...] = ()
    triples: tuple[Triple, ...] = field(default=(), compare=False, repr=False)

    @property
    def names(self) -> tuple[NamedNode, ...]:
        """The terms that are IRIs."""
        return tuple(each for each in self.terms if isinstance(each, NamedNode))


@dataclass(frozen=True, slots=True)
class Axioms:
    """All axioms of some triples.

    Attributes:
        read: Those that can be applied, in the order of the triples.
        unread: How many there are of other kinds, by their name in OWL 2 such as `owl:unionOf`.
        classes: The named classes, declared or used in an axiom.
    """

    read: tuple[Axiom, ...]
    unread: Counter[str] = field(default_factory=Counter)
    classes: frozenset[NamedNode] = frozenset()

    def of(self, kinds: frozenset[str]) -> Axioms:
        """Give the same with those of some kinds only; classes under named ones, in case of such.

        Example:
            >>> axioms_of([]).of(RDFS_KINDS).read
            ()
        """
        kept = tuple(axiom for axiom in self.read if axiom.kind in kinds and _is_plain(axiom))
        return Axioms(kept, self.unread, self.classes)


def _is_plain(axiom: Axiom) -> bool:
    """Whether one triple between names says it all."""
    return len(axiom.triples) <= 1


def is_axiomatic(triple: Triple) -> bool:
    """Tell whether a triple may be part of an axiom, or declares a class.

    Example:
        >>> from pyoxigraph import Triple
        >>> is_axiomatic(Triple(NamedNode("urn:a"), SUBCLASS, NamedNode("urn:b")))
        True
    """
    if triple.predicate == TYPE:
        return triple.object in TYPES
    return triple.predicate in PREDICATES


def axioms_of(triples: Iterable[Triple]) -> Axioms:
    """Read the axioms out of triples; others of them are passed over.

    Args:
        triples: An ontology, with data or without. Blank nodes of different documents are to have
            different labels.

    Example:
        >>> from pyoxigraph import RdfFormat, parse
        >>> text = '''@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        ...   <urn:Forum> rdfs:subClassOf <urn:Media> .'''
        >>> triples = [quad.triple for quad in parse(text, RdfFormat.TURTLE)]
        >>> [axiom.kind for axiom in axioms_of(triples).read]
        ['SubClassOf']
    """
    return _Reader(triple for triple in triples if is_axiomatic(triple)).axioms()


class _Reader:
    """Reads axioms; what it cannot read whole counts as unread."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._triples = list(dict.fromkeys(triples))
        self._by_subject: dict[Term, list[Triple]] = {}
        for triple in self._triples:
            self._by_subject.setdefault(triple.subject, []).append(triple)
        self._unread: Counter[str] = Counter()

    def axioms(self) -> Axioms:
        read = [axiom for triple in self._triples for axiom in self._of(triple)]
        for triple in self._triples:
            name = triple.object if triple.predicate == TYPE else triple.predicate
            if isinstance(name, NamedNode) and name in UNREAD:
                self._unread[f"owl:{name.value.removeprefix(OWL)}"] += 1
        declared = {
            triple.subject
            for triple in self._triples
            if triple.predicate == TYPE and triple.object in CLASSES
        }
        used = {
            pair.object
            for axiom in read
            for pair in (*axiom.left, *axiom.right)
            if pair.predicate == TYPE
        }
        classes = {each for each in declared | used if isinstance(each, NamedNode)}
        return Axioms(tuple(read), self._unread, frozenset(classes - {THING, NOTHING}))

    def _of(self, triple: Triple) -> Iterator[Axiom]:
        subject, predicate, value = triple
        if predicate == SUBCLASS:
            yield from self._of_classes("SubClassOf", triple)
        elif predicate == EQUIVALENT:
            yield from self._of_classes("EquivalentClasses", triple)
        elif predicate == DISJOINT:
            yield from self._disjoint(triple, [subject, value], [])
        elif predicate == TYPE and value == ALL_DISJOINT:
            for each in self._about(subject, MEMBERS):
                yield from self._disjoint(triple, *self._list(each.object), each)
        elif predicate == TYPE and value == TRANSITIVE and isinstance(subject, NamedNode):
            yield Axiom("TransitiveObjectProperty", (subject,), triples=(triple,))
        elif predicate == CHAIN:
            yield from self._chain(triple)
        elif predicate in {PARTS, VALUE} and isinstance(subject, NamedNode):
            self._unread[f"owl:{predicate.value.removeprefix(OWL)} of a class with a name"] += 1
        elif isinstance(subject, NamedNode) and isinstance(value, NamedNode):
            yield from self._of_property(triple, subject, value)
        elif predicate in {DOMAIN, RANGE}:
            self._unread["a domain or range without a name"] += 1

    def _of_property(self, triple: Triple, name: NamedNode, value: NamedNode) -> Iterator[Axiom]:
        match triple.predicate:
            case p if p == SUBPROPERTY and name != value:
                yield Axiom("SubObjectPropertyOf", (name, value), triples=(triple,))
            case p if p == SAME_PROPERTY and name != value:
                yield Axiom("EquivalentObjectProperties", (name, value), triples=(triple,))
            case p if p == DOMAIN and value != THING:
                yield Axiom("ObjectPropertyDomain", (name, value), triples=(triple,))
            case p if p == RANGE and value != THING:
                of_data = value.value.startswith(XSD) or value.value in DATATYPES
                kind = "DataPropertyRange" if of_data else "ObjectPropertyRange"
                yield Axiom(kind, (name, value), triples=(triple,))

    def _of_classes(self, kind: str, triple: Triple) -> Iterator[Axiom]:
        left, right = self._parts(triple.subject), self._parts(triple.object)
        if left and right and triple.subject != triple.object:
            (pairs, triples), (others, more) = left, right
            terms = (*_terms(pairs), *_terms(others))
            yield Axiom(kind, terms, pairs, others, (triple, *triples, *more))

    def _disjoint(
        self, triple: Triple, classes: list[Term], cells: list[Triple], *more: Triple
    ) -> Iterator[Axiom]:
        names = tuple(each for each in classes if isinstance(each, NamedNode))
        if len(names) < len(classes):
            self._unread["a disjointness of classes without a name"] += 1
        if len(names) > 1:
            yield Axiom("DisjointClasses", names, triples=(triple, *more, *cells))

    def _chain(self, triple: Triple) -> Iterator[Axiom]:
        steps, cells = self._list(triple.object)
        names = tuple(each for each in steps if isinstance(each, NamedNode))
        if len(steps) == len(names) == 2:  # noqa: PLR2004 -- what the module says: chains of two
            yield Axiom("SubPropertyChainOf", (*names, triple.subject), triples=(triple, *cells))
        else:
            self._unread["owl:propertyChainAxiom of other than two properties"] += 1

    def _parts(
        self, node: Term, within: tuple[Term, ...] = ()
    ) -> tuple[tuple[Pair, ...], tuple[Triple, ...]] | None:
        """What a class expression asks of its members, and the triples that write it down."""
        if isinstance(node, NamedNode):
            return (Pair(TYPE, node),), ()
        if not isinstance(node, BlankNode):
            return None
        about = {triple.predicate: triple for triple in self._by_subject.get(node, ())}
        if PARTS in about:
            if node in within or len(within) > _DEEPEST:
                self._unread["owl:intersectionOf within itself, or too deep"] += 1
                return None
            return self._intersection(about[PARTS], (*within, node))
        on, value = about.get(ON), about.get(VALUE)
        if on and value and isinstance(on.object, NamedNode):
            return (Pair(on.object, value.object),), (on, value)
        return None

    def _intersection(
        self, triple: Triple, within: tuple[Term, ...]
    ) -> tuple[tuple[Pair, ...], tuple[Triple, ...]] | None:
        members, cells = self._list(triple.object)
        found = [self._parts(member, within) for member in members]
        if not found or not all(found):
            return None
        pairs = tuple(pair for each in found if each for pair in each[0])
        triples = tuple(each for part in found if part for each in part[1])
        return pairs, (triple, *cells, *triples)

    def _list(self, node: Term) -> tuple[list[Term], list[Triple]]:
        members: list[Term] = []
        cells: list[Triple] = []
        seen: set[Term] = set()
        while node != NIL and node not in seen:
            seen.add(node)
            for triple in self._about(node, FIRST):
                members.append(triple.object)
                cells.append(triple)
            rest = self._about(node, REST)
            cells += rest
            node = rest[0].object if rest else NIL
        return members, cells

    def _about(self, node: Term, predicate: NamedNode) -> list[Triple]:
        return [each for each in self._by_subject.get(node, ()) if each.predicate == predicate]


def _terms(pairs: tuple[Pair, ...]) -> list[Term]:
    """What an expression names, a class or a property with its value."""
    return [
        term
        for pair in pairs
        for term in ([pair.object] if pair.predicate == TYPE else [pair.predicate, pair.object])
    ]
