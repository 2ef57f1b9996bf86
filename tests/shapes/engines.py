"""The shipped shapes and both SHACL engines, called directly."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph
import pyshacl
import shacl
from rdflib import SH, Graph

from mediagora import bundle
from mediagora.reading.inputs import FORMATS, Source
from mediagora.reading.interop import to_rdflib
from mediagora.reading.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    Result = tuple[str, str, str | None, str]

CASES: Final = Path(__file__).resolve().parents[1] / "cases"


def read(*files: Path) -> list[Triple]:
    """Give the triples of files, each file with blank nodes of its own."""
    return [
        triple for file in files for triple in parse(Source(str(file), FORMATS[file.suffix], file))
    ]


def fast(names: tuple[str, ...], data: Iterable[Triple]) -> list[Result]:
    """Validate with `shacl`: focus node, shape, value and severity of each result, sorted."""
    text = pyoxigraph.serialize(data, format=pyoxigraph.RdfFormat.N_TRIPLES)
    found = _compiled(names).validate_text((text or b"").decode(), "ntriples")
    return _sorted(
        (
            result.focus_node.strip("<>"),
            (result.source_shape or "").strip("<>"),
            result.value_plain,
            result.severity,
        )
        for result in found.results
    )


def reference(names: tuple[str, ...], data: Iterable[Triple]) -> list[Result]:
    """Validate with `pyshacl`: focus node, shape, value and severity of each result, sorted."""
    _, report, text = pyshacl.validate(
        to_rdflib(data), shacl_graph=_for_pyshacl(names), inference="none", advanced=False
    )
    assert isinstance(report, Graph), text
    return _sorted(
        (
            str(report.value(result, SH.focusNode)),
            str(report.value(result, SH.sourceShape)),
            None if (value := report.value(result, SH.value)) is None else str(value),
            str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)),
        )
        for result in report.objects(None, SH.result)
    )


def as_rdflib(names: tuple[str, ...]) -> Graph:
    """Give shipped shapes as one rdflib graph."""
    return to_rdflib(read(*(bundle.shape_files()[name] for name in names)))


# pyshacl adds to the shapes it is given: nothing else may read this graph.
_for_pyshacl = cache(as_rdflib)


@cache
def _compiled(names: tuple[str, ...]) -> shacl.Shapes:
    triples = read(*(bundle.shape_files()[name] for name in names))
    text = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return shacl.Shapes.from_text((text or b"").decode(), "ntriples")


def _sorted(results: Iterable[Result]) -> list[Result]:
    return sorted(results, key=lambda result: tuple(part or "" for part in result))
