"""Which statements are to be placed, and the names that people are told for blank nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediagora.reading.spans import Sought


class Names:
    """Names for the blank nodes of one document, such as `b3`, in the order of its statements.

    Args:
        before: How many there are in the documents before it.

    Example:
        >>> names = Names(before=2)
        >>> print(names.named(Triple(BlankNode("x"), NamedNode("urn:p"), BlankNode("y"))))
        _:b3 <urn:p> _:b4
    """

    def __init__(self, before: int = 0) -> None:
        self._before = before
        self._names: dict[str, BlankNode] = {}

    def named(self, triple: Triple) -> Triple:
        """Give a statement with the names in place of the parser's."""
        subject, predicate, value = triple
        if not isinstance(subject, BlankNode) and not isinstance(value, BlankNode):
            return triple
        if isinstance(subject, BlankNode):
            subject = self._of(subject)
        if isinstance(value, BlankNode):
            value = self._of(value)
        return Triple(subject, predicate, value)

    def __len__(self) -> int:
        """How many have a name so far."""
        return len(self._names)

    def _of(self, node: BlankNode) -> BlankNode:
        name = self._names.get(node.value)
        if name is None:
            name = BlankNode(f"b{self._before + len(self._names) + 1}")
            self._names[node.value] = name
        return name


def is_sought(triple: Triple, sought: Sought, names: Mapping[str, str] | None = None) -> bool:
    """Tell whether a statement is to be placed.

    Args:
        triple: The statement.
        sought: What is sought.
        names: Names of its blank nodes for people, by label; `None` where `Names` has named them.

    Example:
        >>> from mediagora.reading.spans import Sought
        >>> triple = Triple(BlankNode("b1"), NamedNode("urn:p"), NamedNode("urn:a"))
        >>> is_sought(triple, Sought(blanks=frozenset({"b1"})))
        True
    """
    if sought.everything:
        return True
    subject, _, value = triple
    if isinstance(subject, BlankNode):
        if (names[subject.value] if names else subject.value) in sought.blanks:
            return True
    elif isinstance(subject, NamedNode) and subject.value in sought.subjects:
        return True
    if isinstance(value, Literal):
        return value.value in sought.literals
    return isinstance(value, NamedNode) and value.value in sought.objects
