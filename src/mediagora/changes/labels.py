"""Labels for blank nodes that no tree holds, made from what they are joined to and nothing else."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_COLOUR: Final = NamedNode("urn:x-mediagora:colour")
_MARK: Final = NamedNode("urn:x-mediagora:mark")
_MAX_ALIKE: Final = 8
"""Nodes that nothing around them tells apart: to put them in order takes time that grows with the
factorial of their number, some seconds for nine."""


def labels(quads: Collection[Quad], wanted: Collection[BlankNode]) -> dict[BlankNode, str] | None:
    """Give labels for blank nodes that hang together.

    Isomorphic graphs give the same labels, and nodes have the same label only where one can take
    the other's place.

    Args:
        quads: Everything that is said of and with the nodes that hang together.
        wanted: The nodes to be labelled.

    Returns:
        The labels, or `None` where too many of the nodes are alike to be told apart.

    Example:
        >>> one, other, says = BlankNode(), BlankNode(), NamedNode("urn:p")
        >>> circle = [Quad(one, says, other), Quad(other, says, one), Quad(one, says, says)]
        >>> len(set(labels(circle, [one, other]).values()))
        2
    """
    colours = _colours(quads)
    whole = _digest(sorted(colours.values()))
    seen = Counter(colours[node] for node in wanted)
    if all(number == 1 for number in seen.values()):
        return {node: _digest([whole, colours[node]]) for node in wanted}
    numbers = Counter(colours.values())
    alike = sum(number for number in numbers.values() if number > 1)
    if alike > _MAX_ALIKE:
        return None
    coloured = [*quads, *(Quad(node, _COLOUR, Literal(told)) for node, told in colours.items())]
    return {node: _digest(_canonical([*coloured, Quad(node, _MARK, _MARK)])) for node in wanted}


def _colours(quads: Iterable[Quad]) -> Mapping[BlankNode, str]:
    """What each node is joined to, what that is joined to, and so on, as far as it tells more."""
    edges: dict[BlankNode, list[tuple[str, BlankNode | str]]] = defaultdict(list)
    for quad in quads:
        subject, value = quad.subject, quad.object
        if isinstance(subject, BlankNode):
            other = value if isinstance(value, BlankNode) else str(value)
            edges[subject].append((f"> {quad.predicate}", other))
        if isinstance(value, BlankNode):
            other = subject if isinstance(subject, BlankNode) else str(subject)
            edges[value].append((f"< {quad.predicate}", other))
    colours = dict.fromkeys(edges, "")
    known = 0
    while (number := len(set(colours.values()))) > known:
        known = number
        colours = {
            node: _digest(
                sorted(
                    f"{arc} {colours[other] if isinstance(other, BlankNode) else other}"
                    for arc, other in found
                )
            )
            for node, found in edges.items()
        }
    return colours


def _canonical(quads: Iterable[Quad]) -> list[str]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
