"""What a process of an engine does with one piece of the data: read it, look things up, check it.

Called through `_worker.py` with the engine first. A piece is some documents, or some lines of one.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from mediagora.errors import MediagoraError
from mediagora.reading.inputs import Source
from mediagora.reading.parsing import chunks, is_context
from mediagora.validation.blanks import Numbers
from mediagora.validation.engine import ntriples, term
from mediagora.validation.extract import Extractor, Interest, holders_in
from mediagora.validation.selection import select as select_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad, Triple

    from mediagora.reading.inputs import Format
    from mediagora.validation._worker import Fast, Row
    from mediagora.validation.extract import Extract, Kind
    from mediagora.validation.selection import Statement, Wanted


@dataclass(frozen=True, slots=True)
class Lines:
    """Some lines of a document, or all of it.

    Attributes:
        number: Number among all of the run.
        path: The document as the user named it.
        format: Its format.
        file: Where its bytes are.
        start: Offset of the first byte.
        end: Offset after the last byte.
        prologue: Directives to put before the bytes.
        links: Where to put the statements that shapes may follow back.
        subjects: Where to put the subjects by kind.
    """

    number: int
    path: str
    format: Format
    file: Path
    start: int
    end: int
    links: Path
    subjects: Path
    prologue: bytes = b""

    def read(self) -> bytes:
        """Give the bytes, with the directives that they need."""
        with self.file.open("rb") as stream:
            stream.seek(self.start)
            return self.prologue + stream.read(self.end - self.start)

    def chunks(self) -> Iterator[list[Quad]]:
        """Read the statements.

        Raises:
            InputError: They cannot be read.
        """
        data = self.read()
        return chunks(Source(self.path, self.format, data, max_bytes=len(data)))

    def linked(self) -> Iterator[list[Quad]]:
        """Read the statements that were put aside."""
        size = self.links.stat().st_size
        return chunks(Source(self.path, "ntriples", self.links, max_bytes=size))


class _Context:
    known = ""


def scan(_: Fast, piece: list[Lines], interest: Interest) -> list[Extract | None]:
    """Take from each part of a piece what the run wants to know; `None` if it cannot be read."""
    return [_extract(lines, interest) for lines in piece]


def _extract(lines: Lines, interest: Interest) -> Extract | None:
    extractor = Extractor(lines.path, interest)
    try:
        with lines.links.open("wb") as links:
            for chunk in lines.chunks():
                extractor.add(chunk)
                links.write(ntriples(extractor.links))
                extractor.links.clear()
        extract = extractor.done()
        by_kind = {kind: list(map(str, terms)) for kind, terms in extract.terms.items()}
        lines.subjects.write_bytes(pickle.dumps(by_kind, pickle.HIGHEST_PROTOCOL))
        extract.terms.clear()
        if not extract.triples:
            extract.is_context = is_context(Source(lines.path, lines.format, lines.read()))
    except MediagoraError:  # read again as a whole, to say where
        return None
    return extract


def select(
    _: Fast, piece: list[Lines], wanted: Wanted, blanks_before: list[int]
) -> list[Statement]:
    """Look statements up in a piece."""
    return [
        statement
        for lines, before in zip(piece, blanks_before, strict=True)
        for statement in select_in(
            lines.chunks(), wanted, document=lines.number, blanks_before=before
        )
    ]


def links(_: Fast, piece: list[Lines], wanted: Wanted) -> list[Triple]:
    """Look up statements that shapes may follow back."""
    return [
        quad.triple
        for lines in piece
        for chunk in lines.linked()
        for quad in chunk
        if quad in wanted
    ]


def context(_: Fast, known: str) -> None:
    """Take what all pieces are to be checked with, in N-Triples."""
    _Context.known = known


@dataclass(frozen=True, slots=True)
class Around:
    """What a piece has to know besides its statements.

    Attributes:
        known: What is known of nodes of other pieces, in N-Triples.
        others: Those nodes, of which the piece does not know enough to check them.
        roles: What follows for the piece's subjects, as predicate and object, by kind ...
        apart: ... and by node, as a hash, for subjects of which other parts say more.
        blanks_before: How many blank nodes come before each part of the piece.
        evidence: Whether nodes that hold evidence are to be checked.
    """

    known: str
    others: set[str]
    roles: dict[Kind, list[str]]
    apart: dict[int, list[str]]
    blanks_before: list[int]
    evidence: bool

    def lines(self, by_kind: dict[Kind, list[str]]) -> str:
        """Write what follows for subjects, in N-Triples."""
        found = []
        for kind, subjects in by_kind.items():
            roles = self.roles.get(kind, ())
            for subject in subjects:
                own = self.apart.get(hash(term(subject)), roles) if self.apart else roles
                found += [f"{subject} {role} .\n" for role in own]
        return "".join(found)


def check(engine: Fast, piece: list[Lines], around: Around) -> list[tuple[Row, int | None]]:
    """Validate a piece.

    Returns:
        The results, blank nodes named for people, each with the number of the part that a blank
        focus node belongs to; nodes that hold evidence are left out where it is not wanted.
    """
    if len(piece) == 1 and piece[0].format in {"turtle", "ntriples"}:
        [lines] = piece
        by_kind: dict[Kind, list[str]] = pickle.loads(lines.subjects.read_bytes())  # noqa: S301 -- ours
        roles = around.lines(by_kind)
        if not roles.startswith("_:") and "\n_:" not in roles:
            # The engine's parser is pyoxigraph's, which has read this before. Turtle may end with a
            # comment, and all lines of N-Triples are Turtle.
            text = lines.read().removeprefix(b"\xef\xbb\xbf").decode()
            form = "turtle" if lines.format == "turtle" else "ntriples"
            whole = f"{text}\n{_Context.known}{around.known}{roles}"
            has_direction = "--" in text  # perhaps: a base direction, which we leave out
            del text, roles, by_kind
            rows = None if has_direction else engine.check_text(whole, form, around.others)
            if rows is not None:
                return [(row, None) for row in rows]
    return _check_with_labels(engine, piece, around)


def _check_with_labels(
    engine: Fast, piece: list[Lines], around: Around
) -> list[tuple[Row, int | None]]:
    """Validate statements that are written anew, so that labels of blank nodes are known."""
    numbers: dict[int, Numbers] = {}
    holders: set[str] = set()
    interest = Interest(frozenset(), evidence=around.evidence, in_parts=True)
    # In the folder of the run, which is removed whatever becomes of this process.
    with TemporaryDirectory(dir=piece[0].links.parent) as folder:
        file = Path(folder, "data.nt")
        with file.open("wb") as stream:
            stream.write(_Context.known.encode() + around.known.encode())
            for lines, before in zip(piece, around.blanks_before, strict=True):
                numbers[lines.number] = Numbers(before)
                extractor = Extractor(lines.path, interest)
                for chunk in lines.chunks():
                    extractor.add(chunk)
                    numbers[lines.number].add(chunk)
                    stream.write(ntriples(chunk))
                    if not around.evidence:
                        holders |= holders_in(chunk)
                terms = extractor.done().terms
                by_kind = {kind: list(map(str, subjects)) for kind, subjects in terms.items()}
                stream.write(around.lines(by_kind).encode())
        rows = engine.check_file(str(file))
    found: list[tuple[Row, int | None]] = []
    for focus_node, path, value, component, shape, messages in rows:
        if focus_node in holders or focus_node in around.others:
            continue
        of = next((number for number, known in numbers.items() if focus_node in known), None)
        if of is None and focus_node.startswith("_:"):  # of what ships
            continue
        of_value = next((known for known in numbers.values() if (value or "") in known), None)
        named = of_value.of(value) if of_value and value else value
        shown = numbers[of].of(focus_node) if of is not None else focus_node
        found.append(((shown, path, named, component, shape, messages), of))
    return found
