"""The documents of a run, where findings stand: read once more to place and to show those."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from mediagora.errors import EngineError
from mediagora.reading.excerpts import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from mediagora.findings import Finding
    from mediagora.reading.inputs import Source
    from mediagora.validation.extract import Extract
    from mediagora.validation.judging import Judged
    from mediagora.validation.shapes import Shapes

_MAX_LINES: Final = 10
"""Lines of a place that are kept to be shown; a literal may have thousands."""


@dataclass(frozen=True, slots=True)
class Document:
    """Where findings of one document are looked for.

    Attributes:
        source: The document.
        blanks_before: How many blank nodes the documents before it have.
        describes: Whether a node is among its subjects.
    """

    source: Source
    blanks_before: int = 0
    describes: Callable[[str], bool] = lambda _: True


def documents_of(
    judgement: Judged, shapes: Shapes, queries: Iterable[Source]
) -> dict[str, Document]:
    """Give the documents in which findings may stand, those with the user's own shapes as well.

    Args:
        judgement: The data of the run.
        shapes: The shapes of the run.
        queries: Those that were checked beside the data.
    """
    documents = {path: Document(shapes.sources[path]) for path in shapes.own_files}
    sources = {source.path: source for source in (*judgement.sources, *queries)}
    documents |= {path: Document(source) for path, source in sources.items()}
    parts: dict[str, list[Extract]] = {}
    blanks_before: dict[str, int] = {}
    blanks = 0
    for extract in judgement.data.documents:
        if extract.path is not None:
            blanks_before.setdefault(extract.path, blanks)
            parts.setdefault(extract.path, []).append(extract)
        blanks += extract.blanks
    for path, before in blanks_before.items():
        documents[path] = Document(sources[path], before, _describes(parts[path]))
    return documents


def _describes(parts: list[Extract]) -> Callable[[str], bool]:
    def describes(node: str) -> bool:
        try:
            found = hash(NamedNode(node))
        except ValueError:  # a literal
            return False
        return any(found in part.subjects for part in parts)

    return describes


def excerpts(
    findings: Iterable[Finding], documents: Mapping[str, Document]
) -> dict[tuple[str, int], str]:
    """Give the text of the lines that findings point at, by path and number.

    Args:
        findings: With their places.
        documents: By path.
    """
    wanted: dict[str, set[int]] = {}
    for finding in findings:
        if finding.path is not None and finding.line is not None:
            last = min(finding.end_line or finding.line, finding.line + _MAX_LINES - 1)
            wanted.setdefault(finding.path, set()).update(range(finding.line, last + 1))
    return {
        (path, number): line
        for path, numbers in wanted.items()
        if path in documents
        for number, line in lines_of(documents[path].source, numbers).items()
    }


def state(file: Path) -> tuple[int, int]:
    """Give what changes when a file is written: its time and size, 0 for a file that is gone."""
    try:
        found = file.stat()
    except OSError:  # told when it is read
        return 0, 0
    return found.st_mtime_ns, found.st_size


def states(sources: Iterable[Source]) -> dict[Path, tuple[str, tuple[int, int]]]:
    """Give the path for people, and the state, of each source that is a file."""
    return {
        source.data: (source.path, state(source.data))
        for source in sources
        if not isinstance(source.data, bytes)
    }


def refuse_changed(before: Mapping[Path, tuple[str, tuple[int, int]]]) -> None:
    """Refuse files that are no longer what they were: they are read more than once.

    Args:
        before: What `states` gave.

    Raises:
        EngineError: One was changed.
    """
    for file, (path, then) in before.items():
        if state(file) != then:
            raise EngineError(f"'{path}' was changed while it was checked; check it again")
