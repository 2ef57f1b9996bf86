"""How shapes refer to each other: in circles, or too deep for the engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mediagora.validation import names
from mediagora.validation.paths import path_text
from mediagora.validation.shapesgraph import is_named, shown
from mediagora.vocabulary import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.validation.names import Term
    from mediagora.validation.shapesgraph import ShapesGraph

    Fault = tuple[Term, str]
    Link = tuple[str, Term]

MAX_DEPTH: Final = 40
"""Shapes in each other that both engines take; the fast one takes 48."""

_MAX_LINKS: Final = 6
"""Links of a circle that are spelt out."""

_REFERENCES: Final = ("property", "node", "not", "qualifiedValueShape")
_LISTS: Final = ("and", "or", "xone")


def nesting_faults(graph: ShapesGraph) -> Iterator[Fault]:
    """Find shapes that refer to themselves, which SHACL leaves undefined, and nest too deep.

    Args:
        graph: All shapes of a run.

    Returns:
        A shape of each circle, and each that starts too long a chain, with the fault in words.
    """
    depths: dict[Term, int] = {}
    for start in graph.subjects:
        if start not in depths:
            yield from _from(graph, start, depths)
    inner = {value for node in graph.subjects for _, value in _links(graph, node)}
    for node, depth in depths.items():
        if depth > MAX_DEPTH and node not in inner:
            yield node, f"shapes are nested {depth} deep in it, and may be {MAX_DEPTH}"


def _from(graph: ShapesGraph, start: Term, depths: dict[Term, int]) -> Iterator[Fault]:
    """Walk down from a shape and note the depth below each; by hand, as it may be any depth."""
    trail: list[Term] = [start]
    taken: list[str] = []
    open_links = [_links(graph, start)]
    position = {start: 0}
    depths[start] = 0
    while trail:
        link = next(open_links[-1], None)
        if link is None:
            node = trail.pop()
            open_links.pop()
            del position[node]
            if trail:
                taken.pop()
                depths[trail[-1]] = max(depths[trail[-1]], depths[node] + 1)
            continue
        label, node = link
        if node in position:
            first = position[node]
            yield node, _circle(graph, trail[first:], [*taken[first:], label])
        elif node in depths:
            depths[trail[-1]] = max(depths[trail[-1]], depths[node] + 1)
        else:
            position[node] = len(trail)
            depths[node] = 0
            trail.append(node)
            taken.append(label)
            open_links.append(_links(graph, node))


def _links(graph: ShapesGraph, node: Term) -> Iterator[Link]:
    for predicate, values in graph.subjects.get(node, {}).items():
        local = predicate.value.removeprefix(names.SH)
        for value in values:
            if local in _REFERENCES:
                yield local, value
            elif local in _LISTS:
                yield from ((local, member) for member in graph.members(value) or ())


def _circle(graph: ShapesGraph, nodes: list[Term], labels: list[str]) -> str:
    steps = [
        f"{_name(graph, node)} \N{RIGHTWARDS ARROW} sh:{label}"
        for node, label in zip(nodes, labels, strict=True)
    ]
    if len(steps) > _MAX_LINKS:
        steps[_MAX_LINKS - 1 : -1] = ["..."]
    round_trip = " \N{RIGHTWARDS ARROW} ".join([*steps, _name(graph, nodes[0])])
    return f"the shape refers to itself, which SHACL leaves undefined: {round_trip}"


def _name(graph: ShapesGraph, node: Term) -> str:
    if is_named(node):
        return shown(node)
    path = graph.get(node, names.SH_PATH)
    return f"[ sh:path {shorten(path_text(graph, path[0]))} ]" if path else "[ ]"
