"""The shapes of a run: read, set to the date of the run, and known one by one.

Property shapes without a name get one for the run, so that each result tells which shape it comes
from; code, message, severity and path are then looked up here, whichever engine gave the result.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from mediagora import bundle
from mediagora.errors import InputError, ShapesError, UnknownNameError
from mediagora.findings import Severity
from mediagora.reading.inputs import DEFAULT_MAX_BYTES, FORMATS, Source, collect
from mediagora.reading.parsing import parse
from mediagora.validation import names
from mediagora.validation.blanks import Numbers
from mediagora.validation.guard import refuse_queries, refuse_terms
from mediagora.validation.ownshapes import no_shape, refuse_codes
from mediagora.validation.paths import path_text
from mediagora.validation.shapesgraph import NAMELESS, ShapesGraph, public_name
from mediagora.vocabulary import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from mediagora.validation.names import Term

_TARGETS: Final = (
    names.SH_TARGET_CLASS,
    names.SH_TARGET_NODE,
    names.SH_TARGET_SUBJECTS_OF,
    names.SH_TARGET_OBJECTS_OF,
)


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
    files: dict[Term, str] = field(default_factory=dict)
    """Where each subject is described."""
    sources: dict[str, Source] = field(default_factory=dict)
    """The files, by what they are called."""
    blanks: dict[str, str] = field(default_factory=dict)
    """For the names made up for a run, those of the blank nodes they stand for, such as `_:b3`."""


def load_shapes(
    wanted: Sequence[str], *, as_of: date, max_bytes: int = DEFAULT_MAX_BYTES
) -> Shapes:
    """Read shipped shapes by name and other shapes by path.

    Args:
        wanted: Names such as `platform`, and files, folders or globs; a text is one of them.
        as_of: What "in the future" is measured against.
        max_bytes: Largest size of one file.

    Raises:
        ShapesError: A file is no RDF, holds no shape or one that no engine would apply.
        UnknownNameError: What looks like a name is the name of no shipped shapes.
        UsageError: A path matches nothing or cannot be read.
    """
    shapes = Shapes()
    shipped = bundle.shape_files()
    for name in dict.fromkeys([wanted] if isinstance(wanted, str) else wanted):
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
    if shapes.own_files:  # those that ship are tested
        from mediagora.validation.wellformed import refuse_malformed

        refuse_malformed(ShapesGraph(shapes.triples), shapes.files)
    return shapes


def _add(shapes: Shapes, source: Source, as_of: date) -> None:
    try:
        triples = parse(source)
    except InputError as error:
        raise ShapesError(f"shapes cannot be read: {error}") from error
    refuse_queries(triples, source.path)
    refuse_terms(triples, source.path)
    if source.path in shapes.own_files:
        refuse_codes(triples, source.path)
    made_up = _made_up(triples, start=len(shapes.by_name))
    graph = ShapesGraph(_renamed(triples, made_up))
    numbers = Numbers()
    numbers.add(Quad(*triple) for triple in triples)
    shapes.blanks |= {name.value: numbers.of(str(node)) for node, name in made_up.items()}
    shapes.sources[source.path] = source
    found = [node for node in graph.subjects if _is_shape(graph, node)]
    if not found:
        raise no_shape(triples, source.path)
    shapes.files.update(dict.fromkeys(graph.subjects, source.path))
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


def _made_up(triples: list[Triple], start: int) -> dict[Term, NamedNode]:
    """Name the nameless shapes that results can come from; paths and lists stay blank."""
    marks = {names.SH_PATH, *_TARGETS}
    made_up: dict[Term, NamedNode] = {}
    for subject, predicate, value in triples:
        node = value if predicate == names.SH_PROPERTY else subject
        is_shape = predicate in marks or predicate == names.SH_PROPERTY
        if is_shape and isinstance(node, BlankNode):
            made_up.setdefault(node, NamedNode(f"{NAMELESS}{start}-{len(made_up)}"))
    return made_up


def _renamed(triples: list[Triple], made_up: dict[Term, NamedNode]) -> Iterable[Triple]:
    for subject, predicate, value in triples:
        yield Triple(made_up.get(subject, subject), predicate, made_up.get(value, value))


def _is_shape(graph: ShapesGraph, node: Term) -> bool:
    types = graph.get(node, names.RDF_TYPE)
    return (
        names.SH_NODE_SHAPE in types
        or names.SH_PROPERTY_SHAPE in types
        or node in graph.parents
        or any(graph.get(node, mark) for mark in (names.SH_PATH, names.SH_PROPERTY, *_TARGETS))
    )


def _is_active(graph: ShapesGraph, node: Term) -> bool:
    flags = graph.get(node, names.SH_DEACTIVATED)
    return not any(isinstance(flag, Literal) and flag.value in {"true", "1"} for flag in flags)


def _describe(graph: ShapesGraph, node: Term, file: str) -> Shape:
    about = graph.get(node, names.ABOUT_PROPERTY)
    path = graph.get(node, names.SH_PATH)
    return Shape(
        name=public_name(graph, node),
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


def _targets(graph: ShapesGraph, node: Term, file: str) -> Iterable[Target]:
    for kind in _TARGETS:
        for value in graph.get(node, kind):
            yield Target(kind, value, public_name(graph, node), file)
    types = graph.get(node, names.RDF_TYPE)
    if names.RDFS_CLASS in types or names.OWL_CLASS in types:  # an implicit class target
        yield Target(names.SH_TARGET_CLASS, node, public_name(graph, node), file)
