"""Large data in pieces, which several processes read and check at once.

A piece is some documents, or some lines of one; a document of which nobody can tell where to cut it
is a piece as a whole. The findings are those of one piece: `context.py` says how.
"""

from __future__ import annotations

import mmap
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from mediagora.errors import InputError, MediagoraError
from mediagora.reading.parsing import chunks
from mediagora.reading.parts import cut
from mediagora.validation._piece import Around, Lines
from mediagora.validation.context import Context, OneGraph
from mediagora.validation.documents import refuse_changed, state
from mediagora.validation.engine import Result, ntriples, term
from mediagora.validation.marking import mark
from mediagora.validation.onepiece import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Triple

    from mediagora.reading.inputs import Source
    from mediagora.validation.engine import Engine
    from mediagora.validation.extract import Extract, Interest
    from mediagora.validation.reach import Reach
    from mediagora.validation.selection import Statement, Wanted
    from mediagora.validation.userdata import UserData


class Pieces:
    """The documents of a run, in pieces.

    Args:
        folder: Where to put what has no file of its own.
        interest: What to take from each document; links are noted as well.
        engine: Its processes do the work.
        shapes: The shapes graph.
        reach: How far the shapes look.
        targets: Nodes that a target names, as hashes.
        size: Bytes of a piece.
        progress: Called with the share of the work that is done, from 0 to 1.

    Attributes:
        documents: What was taken from each document, or from each part of one, in order.
        failures: What could not be read.
    """

    def __init__(
        self,
        folder: Path,
        interest: Interest,
        engine: Engine,
        *,
        shapes: list[Triple],
        reach: Reach,
        targets: set[int],
        size: int,
        progress: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._folder = folder
        self._interest = replace(
            interest, in_parts=True, entered=reach.entered, followed_back=reach.inverse
        )
        self._engine = engine
        self._shapes = shapes
        self._reach = reach
        self._targets = targets
        self._size = size
        self._progress = progress
        self._pieces: list[list[Lines]] = []
        self._states: dict[Path, tuple[str, tuple[int, int]]] = {}
        self._answered = 0
        self.documents: list[Extract] = []
        self.failures: list[InputError] = []

    def read(self, sources: Iterable[Source]) -> None:
        """Read documents; one that cannot be read adds to `failures` and nothing else.

        Raises:
            EngineError: A process failed, ran out of time or of memory.
            OneGraph: A document cannot be read in the parts that it was cut into.
            UsageError: A file cannot be read.
        """
        parts: list[Lines] = []
        by_file: dict[Path, Source] = {}
        for source in sources:
            try:
                found = self._parts(source, len(parts))
            except InputError as error:
                self.failures.append(error)
                continue
            parts += found
            by_file[found[0].file] = source
        extracts = self._scanned(parts)
        unread = {
            part.file for part, extract in zip(parts, extracts, strict=True) if extract is None
        }
        self.failures += [_why_not(by_file[file]) for file in by_file if file in unread]
        kept = [part for part in parts if part.file not in unread]
        self.documents = [
            extract
            for part, extract in zip(parts, extracts, strict=True)
            if extract is not None and part.file not in unread
        ]
        numbered = [replace(part, number=number) for number, part in enumerate(kept)]
        self._pieces = _together(numbered, self._size)

    def _parts(self, source: Source, before: int) -> list[Lines]:
        file = source.data
        if isinstance(file, bytes):
            file = self._folder / "standard-input"
            file.write_bytes(source.read())
        size = source.size()
        self._states[file] = source.path, state(file)
        whole = Lines(before, source.path, source.format, file, 0, size, *self._beside(before))
        if size <= self._size or source.format not in {"turtle", "ntriples"}:
            return [whole]
        with (
            file.open("rb") as stream,
            mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data,
        ):
            if data.find(b"_:") >= 0 or data[:3] == b"\xef\xbb\xbf":
                return [whole]  # a label may name the same blank node anywhere
            return [
                Lines(
                    number,
                    source.path,
                    source.format,
                    file,
                    part.start,
                    part.end,
                    *self._beside(number),
                    part.prologue,
                )
                for number, part in enumerate(
                    cut(data, source.format, size=self._size), start=before
                )
            ]

    def _scanned(self, parts: list[Lines]) -> list[Extract | None]:
        self._pieces = _together(parts, self._size)
        self._progress(0.0)
        questions = (("scan", piece, self._interest) for piece in self._pieces)
        found: list[Extract | None] = [None] * len(parts)
        for number, extracts in self._ask(questions):
            for lines, extract in zip(self._pieces[number], extracts, strict=True):
                found[lines.number] = extract
        return found

    def _ask(self, questions: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Any]]:
        """Ask for each piece, once to read it and once to check it, and tell how far that is."""
        try:
            for number, answer in self._engine.ask(("piece", *each) for each in questions):
                self._answered += 1
                self._progress(min(1.0, self._answered / (2 * len(self._pieces))))
                yield number, answer
        except MediagoraError:
            refuse_changed(self._states)
            raise

    def select(self, wanted: Wanted) -> list[Statement]:
        """Look statements up in all documents."""
        questions = (
            ("piece", "select", piece, wanted, before)
            for piece, before in zip(self._pieces, self._blanks_before(), strict=True)
        )
        return [each for _, found in sorted(self._engine.ask(questions)) for each in found]

    def _blanks_before(self) -> Iterator[list[int]]:
        """Give for each piece how many blank nodes come before each part of it."""
        before = list(accumulate((each.blanks for each in self.documents), initial=0))
        for piece in self._pieces:
            yield [before[lines.number] for lines in piece]

    def _followed_back(self, wanted: Wanted) -> list[Triple]:
        questions = (("piece", "links", piece, wanted) for piece in self._pieces)
        return [triple for _, found in self._engine.ask(questions) for triple in found]

    def _beside(self, number: int) -> tuple[Path, Path]:
        return self._folder / f"links-{number}.nt", self._folder / f"subjects-{number}"

    def _around(self, context: Context, piece: int, blanks_before: list[int]) -> Around:
        known, others = context.of(piece)
        return Around(
            ntriples(known).decode(),
            others,
            *context.roles(piece),
            blanks_before,
            self._interest.evidence,
        )

    def check(self, data: UserData) -> Iterator[Found]:
        """Validate the documents with what is known besides.

        Raises:
            EngineError: A process failed, ran out of time or of memory.
            OneGraph: The data hangs together too closely to be cut.
            ShapesError: The engine refused the shapes.
        """
        shapes, marks = mark(self._shapes)
        context = Context(
            data,
            [[lines.number for lines in piece] for piece in self._pieces],
            self._reach,
            targets=self._targets,
            marks=marks,
            select=self.select,
            links=self._followed_back,
        )
        self._engine.take(shapes)
        self._engine.tell("piece", "context", ntriples([*data.known(), *context.schema]).decode())
        told: set[Result] = set()
        questions = (
            ("check", piece, self._around(context, number, before))
            for number, (piece, before) in enumerate(
                zip(self._pieces, self._blanks_before(), strict=True)
            )
        )
        for number, rows in self._ask(questions):
            for row, document in rows:
                result = Result.of(row)
                if document is None:
                    node = hash(term(result.focus_node))
                    if result in told or not context.is_known_to(number, node):
                        continue
                    told.add(result)
                yield Found(result, document)
        refuse_changed(self._states)  # files are read twice, and once more to look up


def _together(parts: list[Lines], most: int) -> list[list[Lines]]:
    """Put small documents together until they make a piece."""
    pieces: list[list[Lines]] = []
    size = 0
    for part in parts:
        if not pieces or size + part.end - part.start > most:
            pieces.append([])
            size = 0
        pieces[-1].append(part)
        size += part.end - part.start
    return pieces


def _why_not(source: Source) -> InputError:
    """Read a document as a whole, to tell where the fault is."""
    try:
        for _ in chunks(source):
            pass
    except InputError as error:
        return error
    raise OneGraph
