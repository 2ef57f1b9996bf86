"""The reference engine, `pyshacl`, on one folder: the other half of `_worker.py`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph
import pyshacl
from pyparsing import ParseException
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError
from rdflib import SH, BNode, Graph

from mediagora.errors import ShapesError
from mediagora.reading.interop import term_from_rdflib, to_rdflib

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rdflib.term import Node

    from mediagora.validation._worker import Row


def results(folder: Path) -> Iterator[Row]:
    """Check core and SPARQL constraints; nothing is fetched or inferred.

    Args:
        folder: Holds `shapes.nt` and `data.nt`.

    Raises:
        ShapesError: The engine refuses the shapes.
    """
    try:
        _, report, text = pyshacl.validate(
            _graph(folder / "data.nt"),
            shacl_graph=_graph(folder / "shapes.nt"),
            inference="none",
            advanced=False,
            js=False,
            meta_shacl=False,
            do_owl_imports=False,
            inplace=True,
        )
    except (ShapeLoadError, ConstraintLoadError) as error:
        raise ShapesError(str(error.args[0])) from error
    except ReportableRuntimeError as error:
        raise ShapesError(str(error)) from error
    except ParseException as error:
        message = f"a query is no valid SPARQL: {error.msg}, at {error.line.strip()!r}"
        raise ShapesError(message) from error
    except re.error as error:
        raise ShapesError(f"a pattern is no regular expression: {error}") from error
    if not isinstance(report, Graph):
        raise ShapesError(text)
    for result in report.objects(None, SH.result):
        yield (
            _text(report.value(result, SH.focusNode)) or "",
            _text(report.value(result, SH.resultPath)),
            _text(report.value(result, SH.value)),
            str(report.value(result, SH.sourceConstraintComponent)),
            _text(report.value(result, SH.sourceShape)),
            [str(message) for message in report.objects(result, SH.resultMessage)],
        )


def _text(node: Node | None) -> str | None:
    """A term in N-Triples syntax."""
    if node is None or isinstance(node, BNode):
        return None if node is None else f"_:{node}"
    return str(term_from_rdflib(node))


def _graph(file: Path) -> Graph:
    # Not `parse`, which would make new labels for the blank nodes.
    quads = pyoxigraph.parse(path=str(file), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return to_rdflib(quad.triple for quad in quads)
