"""What triples say, whatever their order and the labels of their blank nodes.

A blank node is its contents: it is written out in the place that refers to it. Where several
triples refer to one, or it stands in a circle, it has a label made from all the blank nodes that
hang together with it; where these are alike, by RDFC-1.0 (https://www.w3.org/TR/rdf-canon/). So two
graphs are isomorphic where their statements and evidence are the same, each as many times.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from mediagora.changes.labels import labels
from mediagora.changes.records import Evidence, Statement
from mediagora.errors import InputError
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Subject = NamedNode | BlankNode
    Term = NamedNode | BlankNode | Literal

RDF: Final = PREFIXES["rdf"]
OWL: Final = PREFIXES["owl"]

_TYPE: Final = NamedNode(f"{RDF}type")
_FIRST: Final = NamedNode(f"{RDF}first")
_REST: Final = NamedNode(f"{RDF}rest")
_NIL: Final = NamedNode(f"{RDF}nil")
_AXIOM: Final = NamedNode(f"{OWL}Axiom")
_FACT: Final = tuple(
    NamedNode(f"{OWL}annotated{part}") for part in ("Source", "Property", "Target")
)
_MAX_DEPTH: Final = 100
"""Brackets within brackets at which a graph is refused."""


class Contents:
    """Statements and evidence of a graph, each with how often it is there.

    Args:
        triples: The graph.
        path: What to call it in messages.
        evidence: Whether `owl:Axiom` nodes are told as evidence, and not as other nodes are.

    Attributes:
        statements: All triples but evidence, by what they say.
        evidence: The evidence.

    Raises:
        InputError: Blank nodes are nested too deep, or too many are alike (`MG004`).

    Example:
        >>> from pyoxigraph import RdfFormat, parse
        >>> data = "<urn:a> <urn:p> [ <urn:q> 1, 2 ] ."
        >>> graph = [quad.triple for quad in parse(data, format=RdfFormat.N3)]
        >>> next(iter(Contents(graph).statements)).object.startswith('[ <urn:q> "1"^^')
        True
    """

    def __init__(
        self, triples: Iterable[Triple], *, path: str | None = None, evidence: bool = True
    ) -> None:
        self._path = path
        self._by_subject: dict[Subject, dict[NamedNode, list[Term]]] = {}
        self._referrers: dict[BlankNode, list[Subject]] = defaultdict(list)
        self._texts: dict[BlankNode, str] = {}
        self._labels: dict[BlankNode, str] = {}
        for triple in set(triples):
            subject, predicate, value = cast("tuple[Subject, NamedNode, Term]", tuple(triple))
            self._by_subject.setdefault(subject, {}).setdefault(predicate, []).append(value)
            if isinstance(value, BlankNode):
                self._referrers[value].append(subject)
        axioms = self._axioms() if evidence else set()
        annotated = self._forget(axioms)
        self._label()
        self.statements = self._statements(axioms, annotated)
        self.evidence = Counter(map(self._evidence, axioms))

    def knows(self, term: Term) -> bool:
        """Tell whether a term is a blank node of the graph that says something, or refers to it."""
        return isinstance(term, BlankNode) and (term in self._by_subject or term in self._referrers)

    def written(self, value: Term) -> str:
        """Write a term of the graph; a blank node as what it says."""
        match value:
            case NamedNode():
                return value.value
            case BlankNode():
                return self._node(value, 0)
            case _:
                return str(value)

    def _axioms(self) -> set[Subject]:
        return {
            subject
            for subject, properties in self._by_subject.items()
            if _AXIOM in properties.get(_TYPE, ())
            and all(len(properties.get(each, ())) == 1 for each in _FACT)
            and isinstance(properties[_FACT[1]][0], NamedNode)
            and not isinstance(properties[_FACT[0]][0], Literal)
            and not (isinstance(subject, BlankNode) and self._referrers.get(subject))
        }

    def _forget(self, axioms: set[Subject]) -> set[BlankNode]:
        """Do not count evidence as a referrer: it shows what it speaks of, and owns nothing."""
        annotated = set()
        for node, subjects in self._referrers.items():
            if not axioms.isdisjoint(subjects):
                annotated.add(node)
                subjects[:] = [each for each in subjects if each not in axioms]
        return annotated

    def _statements(self, axioms: set[Subject], annotated: set[BlankNode]) -> Counter[Statement]:
        found: Counter[Statement] = Counter()
        for subject, properties in self._by_subject.items():
            if subject in axioms:
                continue
            if isinstance(subject, BlankNode) and subject not in self._labels:
                if not self._referrers.get(subject) and subject not in annotated:
                    found[Statement(self._node(subject, 0))] += 1
                continue
            name = self.written(subject)
            for predicate, values in properties.items():
                for value in values:
                    found[Statement(name, predicate.value, self.written(value))] += 1
        return found

    def _evidence(self, axiom: Subject) -> Evidence:
        properties = self._by_subject[axiom]
        subject, predicate, value = (self.written(properties[each][0]) for each in _FACT)
        annotations = sorted(
            (each.value, self.written(value))
            for each, values in properties.items()
            for value in values
            if each not in _FACT and (each, value) != (_TYPE, _AXIOM)
        )
        node = axiom.value if isinstance(axiom, NamedNode) else None
        return Evidence(subject, predicate, value, tuple(annotations), node)

    def _node(self, node: BlankNode, depth: int) -> str:
        if node in self._labels:
            return self._labels[node]
        if node not in self._texts:
            if depth > _MAX_DEPTH:
                raise self._refused(
                    f"blank nodes are nested more than {_MAX_DEPTH} deep; give some of them IRIs"
                )
            items = self._items(node)
            if items is None:
                self._texts[node] = self._bracket(node, depth)
            else:
                inside = [self._inside(each, depth) for each in items]
                self._texts[node] = " ".join(["(", *inside, ")"])
        return self._texts[node]

    def _inside(self, value: Term, depth: int) -> str:
        return self._node(value, depth + 1) if isinstance(value, BlankNode) else str(value)

    def _bracket(self, node: BlankNode, depth: int) -> str:
        properties = self._by_subject.get(node, {})
        ordered = sorted(properties, key=lambda each: (each != _TYPE, each.value))
        told = [
            f"{'a' if each == _TYPE else each} "
            + ", ".join(sorted(self._inside(value, depth) for value in properties[each]))
            for each in ordered
        ]
        return f"[ {' ; '.join(told)} ]" if told else "[]"

    def _items(self, node: BlankNode) -> list[Term] | None:
        """Give what stands in a list that starts here, or `None` where it is no list."""
        found: list[Term] = []
        cell: Term = node
        while cell != _NIL:
            properties = self._by_subject.get(cell, {}) if isinstance(cell, BlankNode) else {}
            is_cell = properties.keys() == {_FIRST, _REST} and cell not in self._labels
            if not is_cell or any(len(values) != 1 for values in properties.values()):
                return None
            found.append(properties[_FIRST][0])
            cell = properties[_REST][0]
        return found

    def _label(self) -> None:
        """Label the nodes that cannot be written in one place."""
        to_label = {node for node, subjects in self._referrers.items() if len(subjects) > 1}
        to_label |= self._in_circles(to_label)
        while to_label:
            part, quads = self._part(next(iter(to_label)))
            found = labels(quads, part & to_label)
            if found is None:
                raise self._refused(
                    "several blank nodes are told apart by their links to each other alone; "
                    "give some of them IRIs"
                )
            self._labels |= {node: f"_:b{label[:16]}" for node, label in found.items()}
            to_label -= part

    def _in_circles(self, shared: set[BlankNode]) -> set[BlankNode]:
        """Nodes from which a chain of single referrers leads back to themselves."""
        found: set[BlankNode] = set()
        seen: set[Subject] = set()
        for start in self._referrers:
            chain: list[BlankNode] = []
            node: Subject = start
            while isinstance(node, BlankNode) and node not in seen and node not in shared:
                seen.add(node)
                chain.append(node)
                node = next(iter(self._referrers.get(node, ())), _NIL)
            if node in chain and isinstance(node, BlankNode):
                found.update(chain[chain.index(node) :])
        return found

    def _part(self, start: BlankNode) -> tuple[set[BlankNode], list[Quad]]:
        """All blank nodes that hang together with one, and the triples in which they stand."""
        part: set[BlankNode] = set()
        quads: set[Quad] = set()
        waiting = {start}
        while waiting:
            node = waiting.pop()
            part.add(node)
            for quad in self._around(node):
                quads.add(quad)
                ends = {each for each in (quad.subject, quad.object) if isinstance(each, BlankNode)}
                waiting |= ends - part
        return part, list(quads)

    def _around(self, node: BlankNode) -> Iterator[Quad]:
        for subject in (node, *self._referrers.get(node, ())):
            for predicate, values in self._by_subject.get(subject, {}).items():
                for value in values:
                    if node in {subject, value}:
                        yield Quad(subject, predicate, value)

    def _refused(self, message: str) -> InputError:
        return InputError(message, code="MG004", path=self._path)
