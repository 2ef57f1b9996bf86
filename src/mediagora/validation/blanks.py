"""Numbers for blank nodes, in the order of the documents.

A parser makes up labels anew at each run; the same files should give the same report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad


class Numbers:
    """The blank nodes of one document by label, numbered as they come.

    Args:
        before: How many there are in the documents before it.

    Example:
        >>> from pyoxigraph import NamedNode, Quad
        >>> numbers = Numbers(before=2)
        >>> numbers.add([Quad(BlankNode("x"), NamedNode("urn:p"), BlankNode("y"))])
        >>> numbers.of("_:y")
        '_:b4'
    """

    def __init__(self, before: int = 0) -> None:
        self._before = before
        self._order: dict[str, int] = {}

    def add(self, quads: Iterable[Quad]) -> None:
        """Number the blank nodes of some more statements."""
        order = self._order
        for quad in quads:
            for node in (quad.subject, quad.object):
                if isinstance(node, BlankNode):
                    order.setdefault(node.value, len(order) + 1)

    def __contains__(self, term: str) -> bool:
        return term.startswith("_:") and term[2:] in self._order

    def of(self, term: str) -> str:
        """Give the name of a blank node for people; other terms stay as they are."""
        number = self._order.get(term[2:]) if term.startswith("_:") else None
        return term if number is None else f"_:b{self._before + number}"
