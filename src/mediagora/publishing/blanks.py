"""A graph by subject, with what Turtle needs to know of its blank nodes.

A blank node that one triple refers to is written in place, `[ … ]` or `( … )`; one that no triple
refers to starts a statement, `[] …`. Only those with several references, or in a circle, need a
label, and the same graph must give them the same one, for which `naming` puts them in order.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from mediagora.errors import InputError
from mediagora.publishing.naming import Naming
from mediagora.publishing.order import TYPE
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

    from mediagora.publishing.naming import Edge
    from mediagora.reading.interop import Term

    Subject = NamedNode | BlankNode

_FIRST: Final = NamedNode(PREFIXES["rdf"] + "first")
_REST: Final = NamedNode(PREFIXES["rdf"] + "rest")
_NIL: Final = NamedNode(PREFIXES["rdf"] + "nil")

_MAX_DEPTH: Final = 50
"""Brackets within brackets at which a document is refused; nobody reads that, and Python's stack
ends some hundreds further on."""


class Statements:
    """Triples by subject and predicate, and the part that each blank node has in writing them.

    Args:
        triples: The graph.
        path: What to call it in messages.

    Attributes:
        triples: The graph.
        by_subject: Objects by subject and predicate.
        lists: For the first cell of each list that can be written `( … )`: all its cells.
        labels: For each blank node that needs one: its label.
        alike: Blank nodes that nothing around them tells from others, so that which of them has
            which label is open.

    Raises:
        InputError: Blank nodes are nested too deep, or too many to be put in order are told apart
            by their links alone (`MG004`).

    Example:
        >>> from pyoxigraph import RdfFormat, parse
        >>> data = "_:x <urn:p> ( 1 2 ) . <urn:a> <urn:p> _:x, _:y . <urn:b> <urn:p> _:x ."
        >>> quads = parse(data, format=RdfFormat.TURTLE)
        >>> found = Statements([quad.triple for quad in quads], path="-")
        >>> found.labels, [len(cells) for cells in found.lists.values()]
        ({<BlankNode value=x>: 'b1'}, [2])
    """

    def __init__(self, triples: Iterable[Triple], *, path: str) -> None:
        self.triples = set(triples)
        self.by_subject: dict[Term, dict[NamedNode, list[Term]]] = {}
        self._referrers: dict[Term, list[tuple[Subject, NamedNode]]] = defaultdict(list)
        for subject, predicate, value in self.triples:
            self.by_subject.setdefault(subject, {}).setdefault(predicate, []).append(value)
            if isinstance(value, BlankNode):
                self._referrers[value].append((subject, predicate))
        self._path = path
        self._labelled = {
            node
            for node, found in self._referrers.items()
            if isinstance(node, BlankNode) and len(found) > 1
        }
        self._labelled |= self._in_circles()
        self.lists = self._find_lists()
        self._refuse_depth()
        naming = Naming(self._edges(), self._labelled, path=path)
        self.labels = {node: f"b{number}" for number, node in enumerate(naming.order, 1)}
        self.alike = naming.alike

    def items(self, head: Term) -> list[Term]:
        """What stands in the list that starts here."""
        return [self.by_subject[cell][_FIRST][0] for cell in self.lists[head]]

    def roots(self) -> list[Subject]:
        """The nodes that start a statement: IRIs, labelled nodes and those nothing refers to."""
        return [
            node
            for node in self.by_subject
            if not isinstance(node, Literal) and not self._is_inline(node)
        ]

    def iris(self) -> Iterator[NamedNode]:
        """Every IRI that may be written, but for `rdf:type`, which is `a`."""
        for subject, predicate, value in self.triples:
            named = [subject] if predicate == TYPE else [subject, predicate]
            named.append(value.datatype if isinstance(value, Literal) else value)
            yield from (each for each in named if isinstance(each, NamedNode))

    def _is_inline(self, node: Term) -> bool:
        return (
            isinstance(node, BlankNode) and node in self._referrers and node not in self._labelled
        )

    def _in_circles(self) -> set[BlankNode]:
        """Nodes from which a chain of single references leads back to themselves."""
        found: set[BlankNode] = set()
        seen: set[Term] = set()
        for start in self._referrers:
            chain: dict[Term, None] = {}
            node: Term = start
            while node not in seen and self._is_inline(node):
                seen.add(node)
                chain[node] = None
                node = self._referrers[node][0][0]
            if node in chain:
                nodes = list(chain)
                found |= {
                    each for each in nodes[nodes.index(node) :] if isinstance(each, BlankNode)
                }
        return found

    def _is_cell(self, node: Term) -> bool:
        found = self.by_subject.get(node, {})
        return (
            self._is_inline(node)
            and found.keys() == {_FIRST, _REST}
            and all(len(values) == 1 for values in found.values())
        )

    def _find_lists(self) -> dict[Term, list[BlankNode]]:
        """Walk from the end of each list to its first cell that is a cell and nothing else."""
        found: dict[Term, list[BlankNode]] = {}
        for last, properties in self.by_subject.items():
            if properties.get(_REST) != [_NIL]:
                continue
            cells: list[BlankNode] = []
            node: Term = last
            predicate = _REST
            while predicate == _REST and isinstance(node, BlankNode) and self._is_cell(node):
                cells.append(node)
                node, predicate = self._referrers[node][0]
            if cells:
                found[cells[-1]] = cells[::-1]
        return found

    def _inside(self, value: Term) -> Iterator[tuple[str, Term]]:
        """A value as it is, or the members of a list, each with its place."""
        if value not in self.lists:
            yield "", value
            return
        for index, item in enumerate(self.items(value)):
            for place, member in self._inside(item):
                yield f"{index} {place}", member

    def _refuse_depth(self) -> None:
        waiting: list[tuple[Term, int]] = [(root, 0) for root in self.roots()]
        while waiting:
            node, depth = waiting.pop()
            if depth > _MAX_DEPTH:
                message = (
                    f"blank nodes are nested more than {_MAX_DEPTH} deep; give some of them IRIs"
                )
                raise InputError(message, code="MG004", path=self._path)
            if node in self.lists:
                waiting += [(item, depth + 1) for item in self.items(node)]
            elif depth == 0 or self._is_inline(node):
                for values in self.by_subject.get(node, {}).values():
                    waiting += [(value, depth + 1) for value in values]

    def _edges(self) -> dict[BlankNode, list[Edge]]:
        """What each blank node is joined to, a list taken as its members."""
        edges: dict[BlankNode, list[Edge]] = defaultdict(list)
        if not self._labelled:
            return edges
        cells = {cell for chain in self.lists.values() for cell in chain}
        for subject, properties in self.by_subject.items():
            if subject in cells:
                continue
            for predicate, values in properties.items():
                for place, value in (pair for each in values for pair in self._inside(each)):
                    arc = f"{predicate.value} {place}"
                    if isinstance(subject, BlankNode):
                        edges[subject].append(_edge(f"> {arc}", value))
                    if isinstance(value, BlankNode):
                        edges[value].append(_edge(f"< {arc}", subject))
        return edges


def _edge(arc: str, other: Term) -> Edge:
    return (arc, other) if isinstance(other, BlankNode) else (f"{arc} {other}", None)
