"""Results of an engine to findings: which shape, which code, what words, whose node."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, RdfFormat

from mediagora.findings import Finding, Severity
from mediagora.validation.messages import code_for, default_message
from mediagora.validation.names import SH, plain
from mediagora.validation.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mediagora.validation.engine import Result
    from mediagora.validation.names import Term
    from mediagora.validation.shapes import Shapes
    from mediagora.validation.terms import Declared
    from mediagora.validation.userdata import ValidationGraph

_CLASS: Final = f"{SH}ClassConstraintComponent"
_CLOSED: Final = f"{SH}ClosedConstraintComponent"
_SPARQL: Final = f"{SH}SPARQLConstraintComponent"


def findings(
    rows: Iterable[Result], shapes: Shapes, graph: ValidationGraph, declared: Declared
) -> Iterator[Finding]:
    """Give a finding for each result whose focus node belongs to the user's data."""
    ours = [
        (row, number)
        for row in rows
        if (number := graph.document_of(_term(row.focus_node))) is not None
    ]
    labels = graph.data.blank_labels(
        {
            term
            for row, _ in ours
            for term in (row.focus_node, row.value or "")
            if term.startswith("_:")
        }
    )
    for row, number in ours:
        shape = shapes.by_name.get(_plain(row.source_shape, labels) or "")
        if shape is None:  # an engine that names no shape we know; nothing is hidden for that
            shape = Shape(name=None, file="", severity=Severity.VIOLATION)
        finding = _finding(row, shape, labels, declared)
        place = graph.data.document_with(
            _term(row.focus_node), finding.property, finding.value, default=number
        )
        yield dataclasses.replace(finding, path=graph.data.documents[place].path)


def _finding(row: Result, shape: Shape, labels: dict[str, str], declared: Declared) -> Finding:
    about = shape.path
    if row.component == _CLOSED:  # about the property that should not be there
        about = _plain(row.path, labels)
    value = _plain(row.value, labels)
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
        focus_node=_plain(row.focus_node, labels),
        property=about,
        value=value,
        shape=shape.name,
        shape_path=shape.file or None,
        suggestion=suggestion,
    )


def _plain(text: str | None, labels: dict[str, str]) -> str | None:
    """An IRI in full, a literal's text, the number of a blank node."""
    if text is None or text.startswith("_:"):
        return None if text is None else labels.get(text, text)
    return plain(_term(text))


@lru_cache(maxsize=4096)
def _term(text: str) -> Term:
    """Read one term in N-Triples syntax."""
    if text.startswith("_:"):
        return BlankNode(text[2:])
    if text.startswith("<"):
        return NamedNode(text[1:-1])
    statement = f"<urn:a> <urn:b> {text} ."
    quad: pyoxigraph.Quad = next(pyoxigraph.parse(statement, format=RdfFormat.N_TRIPLES))
    return quad.object
