"""The shapes of a run: read, set to the date of the run, and known one by one.

Property shapes without a name get one for the run, so that each result tells which shape it comes
from; code, message, severity and path are then looked up here, whichever engine gave the result.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mediagora import bundle
from mediagora.errors import InputError, ShapesError, UnknownNameError
from mediagora.findings import Severity
from mediagora.reading.inputs import DEFAULT_MAX_BYTES, FORMATS, Source, collect
from mediagora.reading.parsing import parse
from mediagora.validation import names
from mediagora.validation.guard import refuse_advanced_targets, refuse_other_data, without_one_path
from mediagora.vocabulary import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from mediagora.validation.names import Term

_NAMELESS: Final = "urn:mediagora:nameless-shape:"
_TARGETS: Final = (
    names.SH_TARGET_CLASS,
    names.SH_TARGET_NODE,
    names.SH_TARGET_SUBJECTS_OF,
    names.SH_TARGET_OBJECTS_OF,
)
_OPERATORS: Final = {
    "inversePath": "^{}",
    "zeroOrMorePath": "{}*",
    "oneOrMorePath": "{}+",
    "zeroOrOnePath": "{}?",
}
_IRI: Final = re.compile(r"<[^>]*>")
_MAX_PATH_DEPTH: Final = 20
"""A deeper path holds itself; the engine refuses it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a finding needs to know of the shape it comes from.

    Attributes:
        name: IRI of the shape, or of the nearest named shape around it.
        file: The file it stands in, as shown to the user.
        path: IRI or SPARQL property path of what it looks at.
        parameters: Values of its SHACL parameters by local name, such as `minCount`.
    """

    name: str | None
    file: str
    severity: Severity
    code: str | None = None
    message: str | None = None
    path: str | None = None
    parameters: dict[str, list[Term]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Target:
    """What a shape is applied to: `kind` is one of SHACL's four target predicates."""

    kind: NamedNode
    value: Term
    shape: str | None
    file: str


@dataclass(slots=True)
class Shapes:
    """All shapes of one run."""

    triples: list[Triple] = field(default_factory=list)
    by_name: dict[str, Shape] = field(default_factory=dict)
    targets: list[Target] = field(default_factory=list)
    own_files: list[str] = field(default_factory=list)
    """Files that the user brought, as given."""


def load_shapes(
    wanted: Sequence[str], *, as_of: date, max_bytes: int = DEFAULT_MAX_BYTES
) -> Shapes:
    """Read shipped shapes by name and other shapes by path.

    Args:
        wanted: Names such as `platform`, and files, folders or globs.
        as_of: What "in the future" is measured against.
        max_bytes: Largest size of one file.

    Raises:
        ShapesError: A file is no RDF, holds no shape or one that no engine would apply.
        UnknownNameError: What looks like a name is the name of no shipped shapes.
        UsageError: A path matches nothing or cannot be read.
    """
    shapes = Shapes()
    shipped = bundle.shape_files()
    for name in dict.fromkeys(wanted):
        if name in shipped:
            file = shipped[name]
            shown = f"shapes/{file.name}"
            _add(shapes, Source(shown, FORMATS[file.suffix], file), as_of)
            continue
        if not any(mark in name for mark in "./\\*"):
            raise UnknownNameError("shapes file", name, nearest(name, shipped))
        for source in collect([name], max_bytes=max_bytes):
            shapes.own_files.append(source.path)
            _add(shapes, source, as_of)
    for node, paths in without_one_path(shapes.triples):
        raise _no_path(shapes, node, paths)
    return shapes


def _no_path(shapes: Shapes, node: Term, paths: int) -> ShapesError:
    shape = shapes.by_name.get(names.plain(node))
    name, where = (shape.name, f" of '{shape.file}'") if shape else (names.plain(node), "")
    which = f"'{name}'{where}" if name == names.plain(node) else f"one in '{name}'{where}"
    return ShapesError(f"a property shape needs one sh:path, and {which} has {paths or 'none'}")


def _add(shapes: Shapes, source: Source, as_of: date) -> None:
    try:
        triples = parse(source)
    except InputError as error:
        raise ShapesError(f"shapes cannot be read: {error}") from error
    refuse_other_data(triples, source.path)
    refuse_advanced_targets(triples, source.path)
    graph = _Graph(_named(triples, start=len(shapes.by_name)))
    found = [node for node in graph.subjects if _is_shape(graph, node)]
    if not found:
        raise ShapesError(f"'{source.path}' holds no SHACL shape")
    year = Literal(str(as_of.year), datatype=names.XSD_INTEGER)
    for triple in graph.triples:
        measured = triple.predicate == names.SH_MAX_INCLUSIVE and Literal("as-of") in graph.get(
            triple.subject, names.MEASURED_AGAINST
        )
        shapes.triples.append(
            Triple(triple.subject, triple.predicate, year) if measured else triple
        )
    for node in found:
        shapes.by_name[names.plain(node)] = _describe(graph, node, source.path)
        is_class = names.OWL_CLASS in graph.get(node, names.RDF_TYPE)
        if is_class and isinstance(node, NamedNode):
            # A class that is a shape is its own target. SHACL says so of rdfs:Class alone, and the
            # engines differ on owl:Class.
            shapes.triples.append(Triple(node, names.SH_TARGET_CLASS, node))
        if _is_active(graph, node):
            shapes.targets += _targets(graph, node, source.path)


class _Graph:
    """Triples by subject and predicate; a shapes graph is small."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = list(triples)
        self.subjects: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self.parents: dict[Term, list[Term]] = defaultdict(list)
        for subject, predicate, value in self.triples:
            self.subjects[subject][predicate].append(value)
            if predicate == names.SH_PROPERTY:
                self.parents[value].append(subject)

    def get(self, subject: Term, predicate: NamedNode) -> list[Term]:
        return self.subjects[subject].get(predicate, []) if subject in self.subjects else []


def _named(triples: list[Triple], start: int) -> Iterable[Triple]:
    """Name the nameless shapes that results can come from; paths and lists stay blank."""
    marks = {names.SH_PATH, *_TARGETS}
    shape_names: dict[Term, NamedNode] = {}
    for subject, predicate, value in triples:
        node = value if predicate == names.SH_PROPERTY else subject
        is_shape = predicate in marks or predicate == names.SH_PROPERTY
        if is_shape and isinstance(node, BlankNode):
            fresh = NamedNode(f"{_NAMELESS}{start}-{len(shape_names)}")
            shape_names.setdefault(node, fresh)
    for subject, predicate, value in triples:
        yield Triple(shape_names.get(subject, subject), predicate, shape_names.get(value, value))


def _is_shape(graph: _Graph, node: Term) -> bool:
    types = graph.get(node, names.RDF_TYPE)
    return (
        names.SH_NODE_SHAPE in types
        or names.SH_PROPERTY_SHAPE in types
        or node in graph.parents
        or any(graph.get(node, mark) for mark in (names.SH_PATH, names.SH_PROPERTY, *_TARGETS))
    )


def _is_active(graph: _Graph, node: Term) -> bool:
    flags = graph.get(node, names.SH_DEACTIVATED)
    return not any(isinstance(flag, Literal) and flag.value in {"true", "1"} for flag in flags)


def _describe(graph: _Graph, node: Term, file: str) -> Shape:
    about = graph.get(node, names.ABOUT_PROPERTY)
    path = graph.get(node, names.SH_PATH)
    return Shape(
        name=_public_name(graph, node),
        file=file,
        severity=_severity(graph.get(node, names.SH_SEVERITY)),
        code=next((names.plain(code) for code in graph.get(node, names.CODE)), None),
        message=_message(graph.get(node, names.SH_MESSAGE)),
        path=names.plain(about[0]) if about else path_text(graph, path[0]) if path else None,
        parameters={
            predicate.value.removeprefix(names.SH): values
            for predicate, values in graph.subjects[node].items()
            if predicate.value.startswith(names.SH)
        },
    )


def _public_name(graph: _Graph, node: Term) -> str | None:
    seen: set[Term] = set()
    while not isinstance(node, NamedNode) or node.value.startswith(_NAMELESS):
        parents = [parent for parent in graph.parents.get(node, []) if parent not in seen]
        if not parents:
            return None
        seen.add(node)
        node = parents[0]
    return node.value


def _severity(values: list[Term]) -> Severity:
    local = names.plain(values[0]).removeprefix(names.SH).lower() if values else ""
    return Severity(local) if local in set(Severity) else Severity.VIOLATION


def _message(values: list[Term]) -> str | None:
    """English before no language before any other."""
    order = {"en": 0, None: 1}
    texts = sorted(
        (order.get(value.language, 2), value.language or "", value.value)
        for value in values
        if isinstance(value, Literal)
    )
    return texts[0][2] if texts else None


def _targets(graph: _Graph, node: Term, file: str) -> Iterable[Target]:
    for kind in _TARGETS:
        for value in graph.get(node, kind):
            yield Target(kind, value, _public_name(graph, node), file)
    types = graph.get(node, names.RDF_TYPE)
    if names.RDFS_CLASS in types or names.OWL_CLASS in types:  # an implicit class target
        yield Target(names.SH_TARGET_CLASS, node, _public_name(graph, node), file)


def path_text(graph: _Graph, path: Term, *, depth: int = 0) -> str:
    """Write a SHACL path as an IRI, or as a SPARQL property path where it is longer than a step."""
    if isinstance(path, NamedNode):
        return path.value if depth == 0 else f"<{path.value}>"
    if depth > _MAX_PATH_DEPTH:
        return "..."
    if graph.get(path, names.RDF_FIRST):
        return "/".join(_parts(graph, path, depth))
    operators = graph.subjects[path].items() if path in graph.subjects else ()
    for predicate, values in operators:
        operator = predicate.value.removeprefix(names.SH)
        if operator == "alternativePath":
            return "|".join(_parts(graph, values[0], depth))
        if operator in _OPERATORS:
            inner = path_text(graph, values[0], depth=depth + 1)
            return _OPERATORS[operator].format(inner if _IRI.fullmatch(inner) else f"({inner})")
    return "..."


def _parts(graph: _Graph, items: Term, depth: int) -> Iterable[str]:
    seen: set[Term] = set()
    while items not in seen and graph.get(items, names.RDF_FIRST):
        seen.add(items)
        part = path_text(graph, graph.get(items, names.RDF_FIRST)[0], depth=depth + 1)
        is_longer = not {"/", "|"}.isdisjoint(_IRI.sub("", part))
        yield f"({part})" if is_longer else part
        items = next(iter(graph.get(items, names.RDF_REST)), names.RDF_NIL)
