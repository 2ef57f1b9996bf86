"""SHACL's property paths: what is wrong with one, and how it is written for a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from mediagora.validation import names
from mediagora.validation.shapesgraph import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.validation.names import Term
    from mediagora.validation.shapesgraph import ShapesGraph

_ALTERNATIVE: Final = NamedNode(f"{names.SH}alternativePath")
_SIGNS: Final = {
    NamedNode(f"{names.SH}inversePath"): "^{}",
    NamedNode(f"{names.SH}zeroOrMorePath"): "{}*",
    NamedNode(f"{names.SH}oneOrMorePath"): "{}+",
    NamedNode(f"{names.SH}zeroOrOnePath"): "{}?",
}
OPERATORS: Final = (_ALTERNATIVE, *_SIGNS)
_LIST: Final = {names.RDF_FIRST, names.RDF_REST}
_IRI: Final = re.compile(r"<[^>]*>")

_MAX_STEPS: Final = 1000
"""Steps of one path, each counted as often as it is walked."""

_MAX_DEPTH: Final = 10
"""Steps in a row, or in each other, that both engines take."""


def path_text(graph: ShapesGraph, path: Term) -> str:
    """Write a path as an IRI, or as a SPARQL property path where it is longer than a step.

    One that `path_fault` finds fault with is "...": it may hold itself.
    """
    if path_fault(graph, path):
        return "..."
    return path.value if isinstance(path, NamedNode) else _text(graph, path)


def _text(graph: ShapesGraph, path: Term) -> str:
    if isinstance(path, NamedNode):
        return f"<{path.value}>"
    if graph.get(path, names.RDF_FIRST):
        return "/".join(_parts(graph, path))
    [(operator, value)] = _operators(graph, path)
    if operator == _ALTERNATIVE:
        return "|".join(_parts(graph, value))
    inner = _text(graph, value)
    return _SIGNS[operator].format(inner if _IRI.fullmatch(inner) else f"({inner})")


def _parts(graph: ShapesGraph, items: Term) -> Iterator[str]:
    for item in graph.members(items) or ():
        part = _text(graph, item)
        is_longer = not {"/", "|"}.isdisjoint(_IRI.sub("", part))
        yield f"({part})" if is_longer else part


def _operators(graph: ShapesGraph, path: Term) -> list[tuple[NamedNode, Term]]:
    return [(each, value) for each in OPERATORS for value in graph.get(path, each)]


def path_fault(graph: ShapesGraph, path: Term) -> str | None:
    """Say what is wrong with a path (SHACL, section 2.3.1); `None` for nothing."""
    pending = [(path, 0)]
    seen = 0
    while pending:
        step, depth = pending.pop()
        seen += 1
        if seen > _MAX_STEPS:
            return f"has more than {_MAX_STEPS} steps"
        if depth > _MAX_DEPTH:
            return f"is longer or deeper than {_MAX_DEPTH} steps, or holds itself"
        if isinstance(step, NamedNode) and step != names.RDF_NIL:
            continue
        if not isinstance(step, BlankNode):
            return f"holds {shown(step)}, where a property or a path belongs"
        steps = _steps(graph, step)
        if isinstance(steps, str):
            return steps
        # The reference engine goes one level down for each member of a sequence.
        is_sequence = not _LIST.isdisjoint(graph.subjects.get(step, ()))
        pending += [(each, depth + 1 + is_sequence * place) for place, each in enumerate(steps)]
    return None


def _steps(graph: ShapesGraph, path: Term) -> list[Term] | str:
    """Give the paths in a longer one, or say what is wrong with it."""
    # A list goes before an operator on the same node: W3C's suite has that, and the engines agree.
    if not _LIST.isdisjoint(graph.subjects.get(path, ())):
        steps = graph.members(path)
        return (
            steps if steps and len(steps) > 1 else "has a sequence that is no list of two or more"
        )
    found = _operators(graph, path)
    if len(found) != 1:
        many = f"{len(found)} operators" if found else "no operator"
        return f"has a step with {many}, and needs one, such as sh:inversePath"
    [(operator, value)] = found
    if operator != _ALTERNATIVE:
        return [value]
    steps = graph.members(value)
    return steps if steps and len(steps) > 1 else "has alternatives that are no list of two or more"
