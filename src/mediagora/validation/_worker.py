"""One validation in a process of its own, started by `engine.py`: the script of the child.

Called with the engine's name and a folder that holds `shapes.nt` and `data.nt`; writes
`results.jsonl` there: first the engine's name and version, then a line for each result with focus
node, path, value, component, source shape and messages. Terms are in N-Triples syntax. It ends when
its standard input is closed, so that it never outlives its parent.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    import shacl

    Row = tuple[str, str | None, str | None, str, str | None, list[str]]

BAD_SHAPES: Final = 3
NOT_INSTALLED: Final = 4

_LABEL: Final = "urn:mediagora:blank-node-label"
_TRACER: Final = "urn:mediagora:blank-node-tracer"
_TRACER_SHAPE: Final = f"""
<{_TRACER}> <http://www.w3.org/ns/shacl#targetSubjectsOf> <{_LABEL}> .
<{_TRACER}> <http://www.w3.org/ns/shacl#property> <{_TRACER}-label> .
<{_TRACER}-label> <http://www.w3.org/ns/shacl#path> <{_LABEL}> .
<{_TRACER}-label> <http://www.w3.org/ns/shacl#nodeKind> <http://www.w3.org/ns/shacl#IRI> .
"""
_BLANK: Final = re.compile(r"^_:(\S+)|\s_:(\S+) \.$", re.MULTILINE)


class _BadShapes(Exception):  # noqa: N818 -- a signal within this file
    pass


def fast(folder: Path) -> Iterator[Row]:
    """Validate with the `shacl` package, which gives blank nodes labels of its own.

    Where a result is about a blank node, the run is repeated with each label told to the engine as
    a value that a shape finds fault with: that gives both labels of each node.
    """
    shapes = (folder / "shapes.nt").read_text(encoding="utf-8")
    data = folder / "data.nt"
    results = _results(shapes, data)
    labels: dict[str, str] = {}
    if any(_is_blank(result) for result in results):
        _append_labels(data)
        results = _results(shapes + _TRACER_SHAPE, data)
        labels = {
            result.focus_node: f"_:{result.value_plain}"
            for result in results
            if result.source_shape == f"<{_TRACER}-label>"
        }
    for result in results:
        traced = result.source_shape == f"<{_TRACER}-label>" or result.path == f"<{_LABEL}>"
        if not traced:
            yield (
                labels.get(result.focus_node, result.focus_node),
                result.path,
                labels.get(result.value or "", result.value),
                result.component_iri,
                result.source_shape,
                result.messages,
            )


def _results(shapes: str, data: Path) -> list[shacl.Result]:
    import shacl

    try:
        return shacl.Shapes.from_text(shapes, "ntriples").validate_file(str(data)).results
    except ValueError as error:  # of the shapes: the data was written by us
        raise _BadShapes(str(error)) from error


def _is_blank(result: shacl.Result) -> bool:
    return result.focus_node.startswith("_:") or (result.value or "").startswith("_:")


def _append_labels(data: Path) -> None:
    found = _BLANK.finditer(data.read_text(encoding="utf-8"))
    labels = sorted({match[1] or match[2] for match in found})
    with data.open("a", encoding="utf-8") as stream:
        stream.writelines(f'_:{label} <{_LABEL}> "{label}" .\n' for label in labels)


def reference(folder: Path) -> Iterator[Row]:
    """Validate with `pyshacl`; its half is a module of the package, as time is no matter there."""
    package = str(Path(__file__).resolve().parents[2])
    if package not in sys.path:  # this file is run as a script
        sys.path.insert(0, package)
    from mediagora.errors import ShapesError
    from mediagora.validation import _reference

    try:
        yield from _reference.results(folder)
    except ShapesError as error:
        raise _BadShapes(str(error)) from error


def _version(engine: str) -> str:
    if engine == "fast":
        import shacl

        return f"shacl {shacl.__version__}"
    import pyshacl

    return f"pyshacl {pyshacl.__version__}"


def _end_with_parent() -> None:
    # Not through `sys.stdin`: its lock, held here, would make the interpreter abort when it ends.
    while os.read(0, 1):
        pass
    os._exit(1)


def main(engine: str, folder: Path) -> int:
    """Validate, and give the exit code: 0, `BAD_SHAPES`, `NOT_INSTALLED`, or 1 for the rest."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        version = _version(engine)
    except ImportError as error:
        sys.stderr.write(f"{error}\n")
        return NOT_INSTALLED
    try:
        with (folder / "results.jsonl").open("w", encoding="utf-8") as stream:
            stream.write(json.dumps(version) + "\n")
            for row in fast(folder) if engine == "fast" else reference(folder):
                stream.write(json.dumps(row) + "\n")
    except _BadShapes as error:
        sys.stderr.write(f"{error}\n")
        return BAD_SHAPES
    except Exception as error:  # whatever an engine raises is told in one line
        sys.stderr.write(f"{type(error).__name__}: {' '.join(str(error).split())}".rstrip(": "))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
