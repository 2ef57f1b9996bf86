"""What is to be pushed, read whole before anything is sent: by graph, no triple in two of them.

The triples stand in a temporary file, so that memory hardly grows with the data.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final, NamedTuple, Self

import pyoxigraph as ox

from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType
    from typing import IO

_SLOTS: Final = 1 << 27
"""Of a table of as many bits: of a million lines some four in a thousand are looked at twice."""
_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_ONTOLOGY: Final = ox.NamedNode(f"{PREFIXES['owl']}Ontology")


class Batch(NamedTuple):
    """Some lines of the file, with all that is said of the blank nodes among them."""

    start: int
    size: int


@dataclass(slots=True)
class Portion:
    """The triples of one graph.

    Attributes:
        count: How many there are.
        batches: Where they stand.
    """

    count: int = 0
    batches: list[Batch] = field(default_factory=list)


class _Document(NamedTuple):
    rank: int
    graph: str
    start: int
    end: int
    whole: list[tuple[int, int]]
    """From the start of one line to that of another: in between no batch may end."""


class Spool:
    r"""Triples by graph in a temporary file, as N-Triples; gone after the `with` block.

    Args:
        most_triples: How many a batch has, unless blank nodes hold more together.
        most_bytes: How large a batch grows before it is ended, unless they do.

    Attributes:
        repeated: How many triples were left out, since they stood there already.

    Example:
        >>> triple = ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("o"))
        >>> with Spool() as spool:
        ...     added = spool.add([triple, triple], "urn:a"), spool.add([triple], "urn:b")
        ...     portions = spool.portions()
        ...     spool.read(portions["urn:a"].batches[0])
        b'<urn:s> <urn:p> "o" .\n'
        >>> added, list(portions), portions["urn:a"].count, spool.repeated
        (('urn:a', 'urn:b'), ['urn:a'], 1, 2)
    """

    def __init__(self, *, most_triples: int = 30_000, most_bytes: int = 4 << 20) -> None:
        self._file: IO[bytes] = TemporaryFile()  # noqa: SIM115 -- `__exit__` closes it
        self._most_triples = most_triples
        self._most_bytes = most_bytes
        self._seen = bytearray(_SLOTS >> 3)
        self._suspects: set[int] = set()
        self._documents: list[_Document] = []
        self._size = 0
        self.repeated = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(
        self, triples: Iterable[ox.Triple], graph: str | None = None, *, by: str = "", rank: int = 0
    ) -> str:
        """Take in one document, whose blank nodes are in no other.

        Args:
            triples: As they come.
            graph: Where they go; by default into the graph that their ontology's header names.
            by: Where they go if they have no header, or several.
            rank: Of a triple in several graphs, the one that was added with the lowest has it.

        Returns:
            The IRI of the graph.
        """
        start = position = self._size
        headers: set[str] = set()
        spans: dict[str, list[int]] = {}
        for triple in triples:
            line = f"{triple} .\n".encode()
            self._mark(line)
            for term in (triple.subject, triple.object):
                if isinstance(term, ox.BlankNode):
                    spans.setdefault(term.value, [position, position])[1] = position
            if iri := header(triple):
                headers.add(iri)
            position += self._file.write(line)
        self._size = position
        if graph is None:
            graph = headers.pop() if len(headers) == 1 else by
        self._documents.append(_Document(rank, graph, start, position, _united(spans.values())))
        return graph

    def portions(self) -> dict[str, Portion]:
        """Tell what each graph has; a triple that one before it has is left out, and counted.

        Called once, when all documents are there. A graph with nothing in it is left out.
        """
        raw, self._file = self._file, TemporaryFile()  # noqa: SIM115 -- `__exit__` closes it
        found: dict[str, Portion] = {}
        kept: set[bytes] = set()
        with raw:
            for document in sorted(self._documents, key=lambda document: document.rank):
                portion = found.setdefault(document.graph, Portion())
                for lines in self._parted(document, raw, kept):
                    if lines:
                        start = self._file.tell()
                        size = self._file.write(b"".join(lines))
                        portion.batches.append(Batch(start, size))
                        portion.count += len(lines)
        return {graph: portion for graph, portion in found.items() if portion.count}

    def read(self, batch: Batch) -> bytes:
        """Give the lines of a batch."""
        self._file.seek(batch.start)
        return self._file.read(batch.size)

    def _mark(self, line: bytes) -> None:
        """Note a line in the table; where its place is taken, it may be there already."""
        slot = hash(line) % _SLOTS
        if self._seen[slot >> 3] & 1 << (slot & 7):
            self._suspects.add(slot)
        self._seen[slot >> 3] |= 1 << (slot & 7)

    def _parted(
        self, document: _Document, raw: IO[bytes], kept: set[bytes]
    ) -> Iterator[list[bytes]]:
        lines: list[bytes] = []
        size = 0
        spans = deque(document.whole)
        position = document.start
        raw.seek(position)
        while position < document.end:
            line = raw.readline()
            if self._is_repeated(line, kept):
                self.repeated += 1
            else:
                lines.append(line)
                size += len(line)
            position += len(line)
            while spans and spans[0][1] < position:
                spans.popleft()
            may_end = not spans or position <= spans[0][0]
            if may_end and (len(lines) >= self._most_triples or size >= self._most_bytes):
                yield lines
                lines, size = [], 0
        yield lines

    def _is_repeated(self, line: bytes, kept: set[bytes]) -> bool:
        if hash(line) % _SLOTS not in self._suspects:
            return False
        if line in kept:
            return True
        kept.add(line)
        return False


def header(triple: ox.Triple) -> str | None:
    """Give the IRI of the ontology that a triple heads (OWL 2 Mapping to RDF Graphs, table 4).

    Example:
        >>> header(ox.Triple(ox.NamedNode("urn:a"), _TYPE, _ONTOLOGY))
        'urn:a'
    """
    subject, predicate, value = triple
    if predicate == _TYPE and value == _ONTOLOGY and isinstance(subject, ox.NamedNode):
        return subject.value
    return None


def _united(spans: Iterable[list[int]]) -> list[tuple[int, int]]:
    """Unite spans that overlap, in order.

    Example:
        >>> _united([[5, 9], [0, 2], [2, 2], [7, 12], [20, 20]])
        [(0, 2), (5, 12)]
    """
    united: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = united[-1][0], max(end, united[-1][1])
        else:
            united.append((start, end))
    return [(start, end) for start, end in united if start < end]
