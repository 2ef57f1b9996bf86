"""Results of an engine to findings: which shape, which code, what words, whose node."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from mediagora.findings import Finding, Origin, Severity
from mediagora.validation.engine import term
from mediagora.validation.messages import code_for, default_message
from mediagora.validation.names import SH, plain
from mediagora.validation.places import Places
from mediagora.validation.shape_lines import shape_lines
from mediagora.validation.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mediagora.validation.engine import Result
    from mediagora.validation.onepiece import Found
    from mediagora.validation.places import Select
    from mediagora.validation.shapes import Shapes
    from mediagora.validation.terms import Declared
    from mediagora.validation.userdata import UserData

_CLASS: Final = f"{SH}ClassConstraintComponent"
_CLOSED: Final = f"{SH}ClosedConstraintComponent"
_IRI: Final = re.compile(r"<[^<>]*>")
_SPARQL: Final = f"{SH}SPARQLConstraintComponent"


def findings(
    found: Iterable[Found], shapes: Shapes, data: UserData, declared: Declared, select: Select
) -> Iterator[Finding]:
    """Give a finding for each result whose focus node belongs to the user's data.

    Args:
        found: What the engine found.
        shapes: The shapes of the run.
        data: The data of the run.
        declared: What is declared, for suggestions.
        select: Looks statements up in all documents.
    """
    all_found = list(found)
    nodes = {result.focus_node for result, document in all_found if document is None}
    places = Places(data, select, (hash(term(node)) for node in nodes))
    found_of_shapes: list[tuple[str, Finding]] = []
    for result, document in all_found:
        place = document if document is not None else places.of(hash(term(result.focus_node)))
        if place is None:
            continue
        name = _plain(result.source_shape) or ""
        shape = shapes.by_name.get(name)
        if shape is None:  # an engine that names no shape we know; nothing is hidden for that
            shape = Shape(name=None, file="", severity=Severity.VIOLATION)
        finding = _finding(result, shape, declared)
        if document is None:
            node = hash(term(result.focus_node))
            place = places.of(node, finding.property, result.value) or 0
        path = data.documents[place].path
        found_of_shapes.append((name, dataclasses.replace(finding, path=path)))
    # Only now: much that an engine finds is of what ships, and nobody is told of it.
    lines = shape_lines(shapes, {name for name, _ in found_of_shapes})
    for name, finding in found_of_shapes:
        yield dataclasses.replace(finding, shape_line=lines.get(name))


def _finding(row: Result, shape: Shape, declared: Declared) -> Finding:
    about = shape.path
    # A closed shape is about the property that should not be there; a query tells what it found.
    if row.component == _CLOSED or (row.component == _SPARQL and about is None):
        about = _path(row.path)
    value = _plain(row.value)
    if row.value == row.focus_node and shape.path is None:  # a node shape finds fault with the node
        value = None
    message = shape.message
    if row.component == _SPARQL and row.messages:  # it may speak of what the query found
        message = min(row.messages)
    suggestion = None
    if row.component == _CLASS and value:
        suggestion = declared.suggest(value)
    return Finding(
        code=shape.code or code_for(row.component),
        severity=shape.severity,
        message=message or default_message(row.component, shape, about),
        focus_node=_plain(row.focus_node),
        property=about,
        value=value,
        shape=shape.name,
        shape_path=shape.file or None,
        suggestion=suggestion,
        fix=suggestion if value and declared.is_certain(value) else None,
        origin=Origin(row.component, row.focus_node, row.value),
    )


def _path(text: str | None) -> str | None:
    """An IRI in full; a longer path has no one way to write it."""
    return _plain(text) if text and _IRI.fullmatch(text) else None


def _plain(text: str | None) -> str | None:
    """An IRI in full, a literal's text, the name of a blank node."""
    if text is None or text.startswith("_:"):
        return text
    return plain(term(text))
