"""Node objects of a JSON-LD document, the members that state something, and their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, NamedNode

Place = tuple[int, int]
"""Offsets in the text: from, and up to."""


class Leaf:
    """A value that makes one statement, or none.

    Attributes:
        kind: `scalar` for a string, number or boolean, `value` for an object with `@value`,
            `json`, `node`, `list`, or `graph`.
        place: What gives the term back; of a node, its name.
        node: The node object of a `node`.
        key: Place of the key, where it is not that of the slot.
    """

    __slots__ = ("_place", "key", "kind", "node")

    def __init__(
        self, kind: str, place: Place, *, node: Node | None = None, key: Place | None = None
    ) -> None:
        self.kind = kind
        self._place = place
        self.node = node
        self.key = key

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.node.name if self.node else self._place


class Node:
    """A node object.

    Attributes:
        place: Of the object.
        name: Place of its `@id`, else of its opening brace.
        types: Values of `@type`.
        within: The member in whose values it stands.
        subject: What the parser made of it, once it is known.
        found: Numbers of the statements that come from `types`.
    """

    __slots__ = ("found", "name", "place", "subject", "types", "within")

    @property
    def is_named(self) -> bool:
        """Whether a name stands in the object."""
        return self.name[1] > self.place[0] + 1

    def __init__(self, place: Place, within: Slot | None) -> None:
        self.place = place
        self.name = (place[0], place[0] + 1)
        self.types: list[Leaf] = []
        self.within = within
        self.subject: NamedNode | BlankNode | None = None
        self.found: list[int] = []


class Slot:
    """A member of a node object that states something.

    Attributes:
        node: The object.
        key: Place of the key.
        is_reversed: Whether the values are subjects.
        leaves: Its values in order.
        has_lists: Whether a list is among them.
        found: Numbers of the statements that come from it.
    """

    __slots__ = ("found", "has_lists", "is_reversed", "key", "leaves", "node")

    def __init__(self, node: Node, key: Place, *, is_reversed: bool) -> None:
        self.node = node
        self.key = key
        self.is_reversed = is_reversed
        self.leaves: list[Leaf] = []
        self.has_lists = False
        self.found: list[int] = []
