"""Documents read by this process into one file, which an engine then checks as one graph."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from mediagora.errors import InputError
from mediagora.reading.parsing import chunks, is_context
from mediagora.validation.blanks import Numbers
from mediagora.validation.engine import ntriples
from mediagora.validation.extract import Extractor, holders_in
from mediagora.validation.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from pyoxigraph import Triple

    from mediagora.reading.inputs import Source
    from mediagora.validation.engine import Engine, Result
    from mediagora.validation.extract import Extract, Interest
    from mediagora.validation.selection import Statement, Wanted
    from mediagora.validation.userdata import UserData

_CHUNK: Final = 10_000


class Found(NamedTuple):
    """What an engine found, blank nodes named for people.

    Attributes:
        result: As the engine gave it.
        document: Number of the document that a blank focus node belongs to; `None` for a named
            node, of which the run knows more.
    """

    result: Result
    document: int | None


class OnePiece:
    """The documents of a run, in one file of N-Triples.

    Args:
        folder: Where to put the file.
        interest: What to take from each document.
        engine: Checks the file.

    Attributes:
        documents: What was taken from each.
        failures: What could not be read.
    """

    def __init__(self, folder: Path, interest: Interest, engine: Engine) -> None:
        self._file = folder / "data.nt"
        self._interest = interest
        self._engine = engine
        self._spans: list[tuple[int, int]] = []
        self.documents: list[Extract] = []
        self.failures: list[InputError] = []

    def read(self, sources: Iterable[Source]) -> None:
        """Read documents; one that cannot be read adds to `failures` and nothing else."""
        with self._file.open("ab") as stream:
            for source in sources:
                start = stream.tell()
                try:
                    extract = self._take(source.path, chunks(source), stream)
                    extract.is_context = not extract.triples and is_context(source)
                except InputError as error:
                    self.failures.append(error)
                    stream.truncate(start)
                    stream.seek(start)
                    continue
                self.documents.append(extract)
                self._spans.append((start, stream.tell()))

    def read_graph(self, triples: Iterable[Triple]) -> None:
        """Take a graph from memory as one document without a path."""
        quads = (Quad(*triple) for triple in triples)
        with self._file.open("ab") as stream:
            extract = self._take(None, _in_chunks(quads), stream)
            self._spans.append((0, stream.tell()))
        self.documents.append(extract)

    def _take(self, path: str | None, document: Iterable[list[Quad]], stream: BinaryIO) -> Extract:
        extractor = Extractor(path, self._interest)
        for chunk in document:
            extractor.add(chunk)
            stream.write(ntriples(chunk))
        return extractor.done()

    def _chunks(self, number: int) -> Iterator[list[Quad]]:
        """Read a document again; labels of blank nodes are those of the first time."""
        start, end = self._spans[number]
        with self._file.open("rb") as stream:
            stream.seek(start)
            quads = pyoxigraph.parse(stream.read(end - start), format=RdfFormat.N_TRIPLES)
        yield from _in_chunks(quads)

    def _numbered(self) -> Iterator[tuple[int, int]]:
        """Give the number of each document, with how many blank nodes come before it."""
        blanks = 0
        for number, document in enumerate(self.documents):
            yield number, blanks
            blanks += document.blanks

    def select(self, wanted: Wanted) -> list[Statement]:
        """Look statements up in all documents."""
        return [
            statement
            for number, blanks in self._numbered()
            for statement in select(
                self._chunks(number), wanted, document=number, blanks_before=blanks
            )
        ]

    def check(self, data: UserData) -> Iterator[Found]:
        """Validate the documents with what is known besides.

        Raises:
            EngineError: The engine failed, ran out of time or of memory.
            ShapesError: The engine refused the shapes.
        """
        with self._file.open("ab") as stream:
            stream.write(ntriples(data.known()))
            stream.write(ntriples(data.entailed(range(len(self.documents)))))
            stream.write(ntriples(data.kinds.entailed_for(data.shared)))
        results = self._engine.check(self._file)
        blanks = {
            term
            for result in results
            for term in (result.focus_node, result.value or "")
            if term.startswith("_:")
        }
        named, documents = self._names(blanks) if blanks else ({}, {})
        for result in results:
            focus_node = result.focus_node
            if focus_node.startswith("_:"):
                if focus_node not in documents:  # evidence, which was not asked for
                    continue
                focus_node = named[focus_node]
            document = documents.get(result.focus_node)
            value = named.get(result.value or "", result.value)
            yield Found(replace(result, focus_node=focus_node, value=value), document)

    def _names(self, blanks: set[str]) -> tuple[dict[str, str], dict[str, int]]:
        """Name blank nodes for people, and tell which document each of those belongs to."""
        named: dict[str, str] = {}
        documents: dict[str, int] = {}
        for number, before in self._numbered():
            if not self.documents[number].blanks or len(named) == len(blanks):
                continue
            numbers = Numbers(before)
            holders: set[str] = set()
            for chunk in self._chunks(number):
                numbers.add(chunk)
                if not self._interest.evidence:
                    holders |= holders_in(chunk)
            found = [term for term in blanks if term in numbers]
            named |= {term: numbers.of(term) for term in found}
            documents |= {term: number for term in found if term not in holders}
        return named, documents


def _in_chunks(quads: Iterable[Quad]) -> Iterator[list[Quad]]:
    following = iter(quads)
    while chunk := list(islice(following, _CHUNK)):
        yield chunk
