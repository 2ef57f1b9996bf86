"""Whether shapes are what SHACL asks for; all their faults are told at once.

The engines check some of this, each another part, and pass over the rest: what is malformed
constrains nothing, and data "conforms". Terms and queries are the business of `guard`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from mediagora.errors import ShapesError
from mediagora.reading.lexical import is_well_formed
from mediagora.validation import names
from mediagora.validation.nesting import nesting_faults
from mediagora.validation.paths import path_fault, path_text
from mediagora.validation.patterns import refusal
from mediagora.validation.shapesgraph import is_named, shown
from mediagora.validation.syntax import A_LIMIT, A_SHAPE, CLASSES, NOT_EMPTY, RULES, Rule
from mediagora.vocabulary import nearest, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mediagora.validation.names import Term
    from mediagora.validation.shapesgraph import ShapesGraph

    Fault = tuple[Term, str]

MAX_TOLD: Final = 10
"""Faults that are spelt out."""

_MAX_PATH: Final = 200
"""Characters of a path that are shown."""

_PATTERN: Final = NamedNode(f"{names.SH}pattern")
_FLAGS: Final = NamedNode(f"{names.SH}flags")
_SELECT: Final = NamedNode(f"{names.SH}select")


def refuse_malformed(graph: ShapesGraph, files: Mapping[Term, str]) -> None:
    """Refuse shapes that break SHACL's syntax rules, nest too deep or refer to themselves.

    Args:
        graph: All shapes of a run, as they may refer to each other across files.
        files: Where each subject is described, for the message.

    Raises:
        ShapesError: There are faults; each names file, shape, parameter and what would be right.
    """
    faults = list(dict.fromkeys(_faults(graph)))
    if not faults:
        return
    places = _Places(graph, files)
    lines = [f"{places.of(node)}: {fault}" for node, fault in faults[:MAX_TOLD]]
    if len(faults) == 1:
        raise ShapesError(f"the shapes cannot be used: {lines[0]}")
    if len(faults) > MAX_TOLD:
        lines.append(f"and {len(faults) - MAX_TOLD} more")
    message = f"the shapes cannot be used, for {len(faults)} reasons:"
    raise ShapesError("\n  ".join([message, *lines]))


class _Places:
    """Where a node stands: its file, the nearest named shape, and its path if it has one."""

    def __init__(self, graph: ShapesGraph, files: Mapping[Term, str]) -> None:
        self._graph = graph
        self._files = files
        self._around: dict[Term, Term] = {}
        for subject, _, value in graph.triples:
            if not is_named(value):
                self._around.setdefault(value, subject)

    def of(self, node: Term) -> str:
        path = self._graph.get(node, names.SH_PATH)
        file = self._files.get(node)
        seen: set[Term] = set()
        while not is_named(node) and node not in seen and node in self._around:
            seen.add(node)
            node = self._around[node]
            file = file or self._files.get(node)
        shape = f"'{names.plain(node)}'" if is_named(node) else "a shape without a name"
        where = f"{shape} of '{file}'" if file else shape
        if seen and len(path) == 1:
            text = shorten(path_text(self._graph, path[0]))
            return f"{where}, path {text[:_MAX_PATH]}"
        return where


def _faults(graph: ShapesGraph) -> Iterator[Fault]:
    property_shapes = _property_shapes(graph)
    for node, properties in graph.subjects.items():
        yield from ((node, each) for each in _of_types(graph, node))
        for predicate, values in properties.items():
            local = predicate.value.removeprefix(names.SH)
            if local in RULES and predicate.value.startswith(names.SH):
                has_path = node in property_shapes
                for fault in _of_parameter(graph, node, local, values, has_path=has_path):
                    yield node, fault
    for node in property_shapes:
        yield from ((node, each) for each in _of_paths(graph, node))
    yield from _of_patterns(graph)
    yield from nesting_faults(graph)


def _of_types(graph: ShapesGraph, node: Term) -> Iterator[str]:
    for value in graph.get(node, names.RDF_TYPE):
        local = names.plain(value).removeprefix(names.SH)
        if names.plain(value).startswith(names.SH) and local not in CLASSES:
            hint = " or ".join(f"sh:{name}" for name in nearest(local, CLASSES))
            fault = f"the type sh:{local} is not supported"
            yield f"{fault}; did you mean {hint}?" if hint else fault


def _of_parameter(
    graph: ShapesGraph, node: Term, local: str, values: list[Term], *, has_path: bool
) -> Iterator[str]:
    rule = RULES[local]
    if rule.once and len(values) > 1:
        yield f"sh:{local} has {len(values)} values, and may have one"
    if rule.property_only and not has_path:
        yield f"sh:{local} belongs on a property shape, and this has no sh:path"
    lacks = not any(graph.get(node, NamedNode(names.SH + name)) for name in rule.needs)
    # W3C's suite has counts without a qualified shape on a node shape, where they say nothing.
    if rule.needs and lacks and (has_path or "qualifiedValueShape" not in rule.needs):
        needed = " or ".join(f"sh:{name}" for name in rule.needs)
        yield f"sh:{local} says nothing without {needed}"
    for value in values:
        yield from _of_value(graph, local, rule, value)


def _of_value(graph: ShapesGraph, local: str, rule: Rule, value: Term) -> Iterator[str]:
    items = graph.members(value) if rule.listed else [value]
    if items is None:
        wrong = "a broken list" if graph.get(value, names.RDF_FIRST) else shown(value)
        yield f"sh:{local} is {wrong}, and must be a list, such as ( ... )"
        return
    if not items and local in NOT_EMPTY:
        yield f"sh:{local} is an empty list, and must have members"
    for item in items:
        described = item in graph.subjects or not is_named(item)
        if not rule.kind.fits(item):
            holds = "has the member" if rule.listed else "is"
            yield f"sh:{local} {holds} {shown(item)}, and must be {rule.kind.words}"
        elif rule.kind is A_LIMIT and isinstance(item, Literal) and not is_well_formed(item):
            name = shorten(item.datatype.value)
            yield f"sh:{local} is {shown(item)}, which is no well-formed {name}"
        elif rule.kind is A_SHAPE and not described and local != "property":
            yield f"sh:{local} refers to {shown(item)}, which no shapes describe"
        elif local == "sparql" and len(found := graph.get(item, _SELECT)) != 1:
            yield f"sh:sparql needs one query in sh:select, and has {len(found) or 'none'}"


def _property_shapes(graph: ShapesGraph) -> dict[Term, None]:
    pointed_at = [value for node in graph.subjects for value in graph.get(node, names.SH_PROPERTY)]
    with_path = [
        node
        for node in graph.subjects
        if graph.get(node, names.SH_PATH)
        or names.SH_PROPERTY_SHAPE in graph.get(node, names.RDF_TYPE)
    ]
    found = (node for node in [*with_path, *pointed_at] if not isinstance(node, Literal))
    return dict.fromkeys(found)


def _of_paths(graph: ShapesGraph, node: Term) -> Iterator[str]:
    paths = graph.get(node, names.SH_PATH)
    if len(paths) != 1:
        yield f"a property shape needs one sh:path, and this has {len(paths) or 'none'}"
    elif names.SH_NODE_SHAPE in graph.get(node, names.RDF_TYPE):
        yield "a sh:NodeShape has no sh:path; make it a sh:PropertyShape"
    elif fault := path_fault(graph, paths[0]):
        yield f"sh:path {fault}"


def _of_patterns(graph: ShapesGraph) -> Iterator[Fault]:
    for node, properties in graph.subjects.items():
        flags = "".join(names.plain(value) for value in properties.get(_FLAGS, ()))
        for pattern in properties.get(_PATTERN, ()):
            if isinstance(pattern, Literal) and (fault := refusal(pattern.value, flags)):
                yield node, f"sh:pattern {shown(pattern)} {fault}"
