"""Check one file with one engine, as little around it as there can be.

`python engines.py shacl shapes.ttl data.ttl` prints a line for each result: the shape that it
comes from. Each run is a process of its own that is measured whole, so it imports nothing else.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def shacl(shapes: str, data: str) -> Iterable[str | None]:
    """The engine under Mediagora, bare."""
    import shacl as engine

    report = engine.Shapes.from_file(shapes).validate_file(data)
    return [each.source_shape for each in report.results]


def shacl_rust(shapes: str, data: str) -> Iterable[str | None]:
    """With its index, which makes it faster on large files."""
    import shacl_rust as engine

    report = engine.validate_file(data, shapes, experimental_index=True)
    return [each["sourceShape"] for each in report["results"]]


def pyrudof(shapes: str, data: str) -> Iterable[str | None]:
    """With its own engine, which its authors advise."""
    from pathlib import Path

    import pyrudof as engine

    session = engine.Rudof()
    session.read_data(Path(data))
    session.read_shacl(Path(shapes))
    return [each.source_shape for each in session.validate_shacl()]


if __name__ == "__main__":
    try:
        check = {"shacl": shacl, "shacl-rust": shacl_rust, "pyrudof": pyrudof}[sys.argv[1]]
        sys.stdout.writelines(f"{shape}\n" for shape in check(sys.argv[2], sys.argv[3]))
    except Exception as error:  # of any engine
        sys.exit(f"{type(error).__name__}: {error}")
