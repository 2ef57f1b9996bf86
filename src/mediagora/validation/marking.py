"""Marks in the place of classes, so that shapes check the nodes of a piece and no others.

A piece is told the classes of nodes of other pieces, since values are asked for their class. By
`sh:targetClass` these nodes would be checked as well, in each piece, and found wanting: little else
is known of them there. So the nodes to be checked get a mark for the piece, which is then the
target.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Triple

from mediagora.validation import names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediagora.validation.names import Term

_MARK: Final = "urn:mediagora:instance-of:"
_CLOSED: Final = NamedNode(f"{names.SH}closed")


def mark(shapes: Iterable[Triple]) -> tuple[list[Triple], dict[Term, NamedNode]]:
    """Let shapes find their nodes by marks.

    Args:
        shapes: The shapes graph.

    Returns:
        The shapes with a mark in the place of each class that is a target, and the marks: a node
        has one by having the mark as a property. There are no marks where a shape is closed, as
        that would forbid them.

    Example:
        >>> target = Triple(NamedNode("urn:s"), names.SH_TARGET_CLASS, NamedNode("urn:c"))
        >>> [shape], marks = mark([target])
        >>> shape.object == marks[NamedNode("urn:c")]
        True
    """
    triples = list(shapes)
    if any(each.predicate == _CLOSED and names.plain(each.object) != "false" for each in triples):
        return triples, {}
    classes = [each.object for each in triples if each.predicate == names.SH_TARGET_CLASS]
    marks = {each: NamedNode(f"{_MARK}{number}") for number, each in enumerate(classes)}
    return [
        Triple(each.subject, names.SH_TARGET_SUBJECTS_OF, marks[each.object])
        if each.predicate == names.SH_TARGET_CLASS
        else each
        for each in triples
    ], marks
