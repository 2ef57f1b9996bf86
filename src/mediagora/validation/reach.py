"""How far shapes look: what they need to know of other nodes than the one they check.

Large data is cut by subject and its parts are validated one by one. That gives the results of one
piece only where each part is given the triples of other parts that its shapes look at; which those
are is read off the shapes here, and so is whether it can be told at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mediagora.validation.walk import NotUnderstood, Walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import NamedNode, Triple


@dataclass(frozen=True, slots=True)
class Reach:
    """The predicates by which shapes leave the node that they check.

    Attributes:
        forward: Followed from subject to object, from other nodes than the focus node.
        inverse: Followed from object to subject, from any node, or to find a focus node so.
        entered: Of those followed forward, from any node, the ones that lead to nodes at which a
            shape goes on, with more than a look at their classes.
        goes_on_from_subjects: Whether a shape does so at nodes to which it came backwards.
        looks_at_subjects: Whether it looks at the classes of those at least.
    """

    forward: frozenset[NamedNode]
    inverse: frozenset[NamedNode]
    entered: frozenset[NamedNode]
    goes_on_from_subjects: bool
    looks_at_subjects: bool


def reach(shapes: Iterable[Triple]) -> Reach | None:
    """Tell which triples shapes look at beyond those whose subject is the focus node itself.

    Take a node f of some data, a part of the data with all triples whose subject is f, and beside
    it those triples of the data whose predicate is in `inverse`, and those whose predicate is in
    `forward` and whose subject is either an object in the data or a subject of the former. Every
    step of a path (SHACL, section 2.3.1), pair of properties (4.5) and class goes along a triple.
    From f forward, it is in the part. Backwards, its predicate is in `inverse`. From another node
    forward, its predicate is in `forward`, and that node was entered as an object or backwards. And
    nothing is there that is not in the data. So each shape finds at f what it finds in the whole;
    and since targets are found along such triples too (2.1.3), the same shapes are applied to f.

    Results for nodes with triples in other parts mean nothing. A node that is no subject at all has
    the same results in each part. All this is of the node that a target selects; a result is told
    of another only where `sh:property` stands in a property shape (4.7.2), as one of its values.

    Args:
        shapes: The shapes graph.

    Returns:
        The predicates; `None` if the data has to stay in one piece: the shapes ask a query, have a
        component of their own, close other nodes than the focus node, have a property shape in a
        property shape, or say anything in SHACL's namespace that is not known here.

    Example:
        >>> from pyoxigraph import NamedNode, RdfFormat, parse
        >>> shapes = '''
        ...     @prefix sh: <http://www.w3.org/ns/shacl#> .
        ...     @prefix ex: <https://example.org/> .
        ...     ex:Shape sh:targetClass ex:Platform ; sh:property [
        ...         sh:path ( ex:owner ex:name ) ; sh:minCount 1 ] .
        ... '''
        >>> found = reach(quad.triple for quad in parse(shapes, RdfFormat.TURTLE))
        >>> NamedNode("https://example.org/name") in found.forward
        True
        >>> NamedNode("https://example.org/owner") in found.forward
        False
    """
    try:
        walk = Walk(shapes)
        walk.run()
    except NotUnderstood:
        return None
    return Reach(
        frozenset(walk.forward),
        frozenset(walk.inverse),
        frozenset(walk.entered),
        walk.goes_on_from_subjects,
        walk.looks_at_subjects,
    )
