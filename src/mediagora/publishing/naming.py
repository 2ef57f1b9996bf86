"""The blank nodes that need a label, in an order that the graph alone decides.

Nodes are told apart by what they are joined to (colour refinement), and where that leaves a tie by
trying each, within a budget. RDFC-1.0 as pyoxigraph offers it tells no label of an input node,
takes minutes for a list of a thousand equal values and has no bound.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from mediagora.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from pyoxigraph import BlankNode

    Edge = tuple[str, BlankNode | None]
    Edges = Mapping[BlankNode, Sequence[Edge]]
    Colours = dict[BlankNode, int]
    Certificate = list[tuple[int, list[tuple[str, int]]]]

_MAX_WORK: Final = 2_000_000
"""Looks from one blank node at another that are spent on labels, a few seconds."""


class Naming:
    """Puts blank nodes in an order that the labels they have now do not enter into.

    Args:
        edges: For each blank node what it is joined to and how, from both ends; `None` stands for
            what is no blank node, and is then part of how.
        labelled: Those to put in order.
        path: What to call the document in messages.

    Attributes:
        order: `labelled`, in order.
        alike: Nodes that what surrounds them does not tell from others: one may come out in the
            place of another, which makes no other graph.

    Raises:
        InputError: The budget does not do (`MG004`).

    Example:
        >>> from pyoxigraph import BlankNode
        >>> a, b, c = map(BlankNode, "abc")
        >>> edges = {a: [("> p", b)], b: [("< p", a), ("> p", c)], c: [("< p", b)]}
        >>> naming = Naming(edges, {c, b, a}, path="-")
        >>> naming.order, naming.alike
        ([<BlankNode value=a>, <BlankNode value=b>, <BlankNode value=c>], set())
    """

    def __init__(self, edges: Edges, labelled: Collection[BlankNode], *, path: str) -> None:
        self._edges = edges
        self._labelled = labelled
        self._path = path
        self._work = 0
        self.alike: set[BlankNode] = set()
        found = [
            (*min(self._orders(part), key=lambda each: each[0]), part) for part in self._parts()
        ]
        found.sort(key=lambda each: each[0])
        for (one, _, part), (other, _, twin) in pairwise(found):
            if one == other:
                self.alike.update(part, twin)
        self.order = [node for _, order, _ in found for node in order]

    def _parts(self) -> Iterator[list[BlankNode]]:
        """The parts of the graph that blank nodes hold together, where one needs a label."""
        seen: set[BlankNode] = set()
        for start in self._labelled:
            waiting, part = [start], []
            while waiting:
                node = waiting.pop()
                if node not in seen:
                    seen.add(node)
                    part.append(node)
                    waiting += [other for _, other in self._edges[node] if other]
            if part:
                yield part

    def _orders(self, part: list[BlankNode]) -> Iterator[tuple[Certificate, list[BlankNode]]]:
        """Orders of one part's labelled nodes, each with a picture of the part in that order."""
        labelled = [node for node in part if node in self._labelled]
        waiting: list[tuple[Colours, BlankNode | None]] = [(self._first_colours(part), None)]
        while waiting:
            colours, chosen = waiting.pop()
            if chosen:
                self._spend(part)
                colours = self._single_out(colours, chosen)
            sizes = Counter(colours.values())
            tied = [node for node in labelled if sizes[colours[node]] > 1]
            if tied:
                self.alike.update(node for node in part if sizes[colours[node]] > 1)
                least = min(colours[node] for node in tied)
                waiting += [(colours, node) for node in tied if colours[node] == least]
            else:
                picture = sorted((colours[node], self._around(node, colours)) for node in part)
                yield picture, sorted(labelled, key=colours.__getitem__)

    def _first_colours(self, part: list[BlankNode]) -> Colours:
        """Tell nodes apart by what they say of IRIs and literals, and then by each other."""
        groups: dict[tuple[str, ...], list[BlankNode]] = defaultdict(list)
        for node in part:
            groups[tuple(sorted(arc for arc, other in self._edges[node] if not other))].append(node)
        colours: Colours = {}
        for signature in sorted(groups):
            colours |= dict.fromkeys(groups[signature], len(colours))
        return self._refine(colours, part)

    def _single_out(self, colours: Colours, chosen: BlankNode) -> Colours:
        """Give one of several equal nodes a colour of its own, behind the others."""
        tied = sum(colour == colours[chosen] for colour in colours.values())
        return self._refine({**colours, chosen: colours[chosen] + tied - 1}, [chosen])

    def _refine(self, colours: Colours, changed: list[BlankNode]) -> Colours:
        """Tell nodes apart by what they are joined to, again and again, until nothing changes.

        A colour is the number of nodes with a lower one. Only the neighbours of nodes whose colour
        has just changed are looked at, so that a long chain takes no longer than it has links.
        """
        sizes = Counter(colours.values())
        while changed:
            self._spend(changed)
            seen: dict[BlankNode, list[tuple[str, int]]] = defaultdict(list)
            for node in changed:
                for arc, other in self._edges[node]:
                    if other:
                        seen[other].append((arc, colours[node]))
            groups: dict[int, dict[tuple[tuple[str, int], ...], list[BlankNode]]] = {}
            for node, found in seen.items():
                group = groups.setdefault(colours[node], {})
                group.setdefault(tuple(sorted(found)), []).append(node)
            changed = []
            for colour, group in groups.items():
                rest = sizes[colour] - sum(map(len, group.values()))  # those not seen stay first
                behind = colour + rest
                for signature in sorted(group):
                    nodes = group[signature]
                    sizes[behind] = len(nodes)
                    if behind != colour:
                        colours.update(dict.fromkeys(nodes, behind))
                        changed += nodes
                    behind += len(nodes)
                sizes[colour] = rest or sizes[colour]
        return colours

    def _around(self, node: BlankNode, colours: Colours) -> list[tuple[str, int]]:
        return sorted((arc, colours[other] if other else -1) for arc, other in self._edges[node])

    def _spend(self, nodes: list[BlankNode]) -> None:
        self._work += sum(len(self._edges[node]) for node in nodes)
        if self._work > _MAX_WORK:
            message = (
                "too many blank nodes that only their links tell apart; give some of them IRIs"
            )
            raise InputError(message, code="MG004", path=self._path)
