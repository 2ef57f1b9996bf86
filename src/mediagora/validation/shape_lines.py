"""Lines of the shapes files on which shapes stand, so that a finding can name the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import BlankNode

from mediagora.reading.spans import Sought
from mediagora.validation.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediagora.validation.shapes import Shapes


def shape_lines(shapes: Shapes, wanted: Iterable[str]) -> dict[str, int]:
    """Give the line of each shape by its name, made up or not; none for what cannot be told.

    Args:
        shapes: The shapes of the run.
        wanted: Names of shapes in `shapes.by_name`.
    """
    by_file: dict[str, dict[str, str]] = {}
    for name in wanted:
        shape = shapes.by_name.get(name)
        if shape is not None and shape.file in shapes.sources:
            by_file.setdefault(shape.file, {})[shapes.blanks.get(name, name)] = name
    if not by_file:
        return {}
    from mediagora.reading.locating import locate

    lines: dict[str, int] = {}
    for file, names in by_file.items():
        sought = Sought(
            subjects=frozenset(node for node in names if not node.startswith("_:")),
            blanks=frozenset(node[2:] for node in names if node.startswith("_:")),
        )
        for statement in locate(shapes.sources[file], sought):
            node = statement.triple.subject
            found = names.get(str(node) if isinstance(node, BlankNode) else plain(node))
            if found is not None and statement.subject is not None:
                line = statement.subject.line
                lines[found] = min(lines.get(found, line), line)
    return lines
