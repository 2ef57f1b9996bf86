"""One test of the suite, as Mediagora runs it: `load_shapes`, then an engine on shapes and data.

`load_shapes` is what reads a user's own shapes. It refuses what the engines do not apply alike, and
names the shapes that have no name. What comes back is put into the words of `suite.Row`; the
severity is that of the source shape, which is where findings have it from.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from conformance.suite import SH, Triples
from mediagora.errors import ShapesError
from mediagora.validation import _reference, engine
from mediagora.validation.engine import Result
from mediagora.validation.shapes import load_shapes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from conformance.suite import Case, Row
    from mediagora.validation.engine import EngineName

_IRI: Final = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a test: its results, or why it was refused."""

    got: Counter[Row] | None
    message: str | None = None


def run(case: Case, engine_name: EngineName, folder: Path, *, in_child: bool) -> Outcome:
    """Run one test.

    Args:
        case: The test.
        engine_name: `fast` or `reference`.
        folder: An empty folder.
        in_child: By `engine.run`, as users do; else the reference engine runs in this process,
            half a second faster.
    """
    file = folder / f"{case.name.rpartition('/')[2]}.nt"
    write(file, case.shapes)
    try:
        shapes = load_shapes([str(file)], as_of=date(2026, 1, 1)).triples
        if in_child:
            results, _ = engine.run(shapes, case.data, engine=engine_name)
        else:
            assert engine_name == "reference"
            results = _in_this_process(shapes, case.data, folder)
    except ShapesError as error:
        return Outcome(None, str(error).replace(f"{folder}/", "").replace(".nt'", ".ttl'"))
    graph = Triples(shapes)
    return Outcome(Counter(_row(result, graph) for result in results))


def _in_this_process(
    shapes: Iterable[ox.Triple], data: Iterable[ox.Triple], folder: Path
) -> list[Result]:
    write(folder / "shapes.nt", shapes)
    write(folder / "data.nt", data)
    return [Result(*row[:5], tuple(row[5])) for row in _reference.results(folder)]


def write(file: Path, triples: Iterable[ox.Triple]) -> None:
    ox.serialize(triples, str(file), format=ox.RdfFormat.N_TRIPLES)


def _row(result: Result, shapes: Triples) -> Row:
    name = result.source_shape or ""
    shape = ox.NamedNode(name[1:-1]) if _IRI.fullmatch(name) else ox.BlankNode(name[2:])
    path = result.path
    if path and not _IRI.fullmatch(path):  # longer than a step: each engine has its own way with it
        stated = shapes.one(shape, f"{SH}path")
        path = stated and shapes.structure(stated)
    severity = shapes.one(shape, f"{SH}severity") or ox.NamedNode(f"{SH}Violation")
    component = f"<{result.component}>"
    return result.focus_node, path, result.value, component, str(severity), name
