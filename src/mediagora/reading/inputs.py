"""Which files a user means: files, folders, globs and standard input, each with its format."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from mediagora.errors import InputError, UsageError
from mediagora.reading.naming import shown, told_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

RdfFormat = Literal["turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld"]
Format = RdfFormat | Literal["sparql"]
"""Of data, and of queries."""

FORMATS: Final[dict[str, RdfFormat]] = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nt": "ntriples",
    ".nq": "nquads",
    ".rdf": "rdfxml",
    ".owl": "rdfxml",
    ".xml": "rdfxml",
    ".jsonld": "jsonld",
    ".json": "jsonld",
}
"""Format by the end of a file's name."""

QUERIES: Final[dict[str, Format]] = {".rq": "sparql", ".sparql": "sparql"}
"""Format of queries by the end of a file's name, where queries are wanted."""

STDIN: Final = "-"
DEFAULT_MAX_BYTES: Final = 2 << 30
"""Largest file read unless told otherwise: 2 GiB, some three million platforms."""

_ONLY_NAMED: Final = frozenset({".json", ".xml", *QUERIES})
"""Endings that mostly stand for something else, or for no data; read where the user names the file
or ending."""

_SKIPPED_FOLDERS: Final = frozenset({"node_modules"})


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read: its name as the user knows it, its format, and where its bytes are.

    Attributes:
        path: What to call it in messages; `-` is standard input.
        format: How its bytes are to be read.
        data: The bytes, or the file that holds them (read when asked for, not before).
        max_bytes: Largest size that is read.

    Example:
        >>> Source("note.ttl", "turtle", b"<urn:a> <urn:b> <urn:c> .").read()
        b'<urn:a> <urn:b> <urn:c> .'
    """

    path: str
    format: Format
    data: bytes | Path = field(repr=False)
    max_bytes: int = DEFAULT_MAX_BYTES

    def read(self) -> bytes:
        """Give the bytes.

        Raises:
            InputError: There are more than `max_bytes` (`MG004`).
            UsageError: The file cannot be read.
        """
        if isinstance(self.data, bytes):
            return self._checked(self.data)
        self.size()
        try:
            with self.data.open("rb") as stream:  # which may have grown since it was measured
                return self._checked(stream.read(self.max_bytes + 1))
        except OSError as error:
            raise _unreadable(self.path, error) from error

    def size(self) -> int:
        """Give the number of bytes, before they are read.

        Raises:
            InputError: There are more than `max_bytes` (`MG004`).
            UsageError: The file cannot be read.
        """
        if isinstance(self.data, bytes):
            return len(self._checked(self.data))
        try:
            size = self.data.stat().st_size
        except OSError as error:
            raise _unreadable(self.path, error) from error
        if size > self.max_bytes:
            raise self._too_large(size)
        return size

    def _checked(self, data: bytes) -> bytes:
        if len(data) > self.max_bytes:
            raise self._too_large(None)
        return data

    def _too_large(self, size: int | None) -> InputError:
        found = "more" if size is None else human_size(size)
        message = (
            f"the file is larger than the limit of {human_size(self.max_bytes)} ({found}); "
            "`mediagora validate` takes a higher limit with --max-size"
        )
        return InputError(message, code="MG004", path=self.path)


def paths_of(data: object) -> list[str] | None:
    """Give the paths that a caller's data stands for, or `None` where it is an rdflib graph.

    Raises:
        UsageError: It is neither a path, nor several of them, nor an rdflib graph.

    Example:
        >>> paths_of(Path("a.ttl")), paths_of(["a.ttl", "b.ttl"])
        (['a.ttl'], ['a.ttl', 'b.ttl'])
    """
    rdflib = sys.modules.get("rdflib")  # where nobody has loaded it, nobody holds a graph
    if rdflib and isinstance(data, rdflib.Graph):
        return None
    given = [data] if isinstance(data, str | os.PathLike) else data
    if not isinstance(given, Sequence):
        raise _no_data(data)
    paths = [os.fspath(path) for path in given if isinstance(path, str | os.PathLike)]
    if len(paths) < len(given):
        raise _no_data(data)
    if not paths:
        message = "no path was given; name a file, a folder or a pattern, or give an rdflib graph"
        raise UsageError(message)
    return paths


def _no_data(data: object) -> UsageError:
    return UsageError(
        f"data is given as a path, a list of paths or an rdflib graph, not as {type(data).__name__}"
    )


def collect(
    paths: Sequence[str],
    *,
    max_bytes: int = DEFAULT_MAX_BYTES,
    queries: bool = False,
    stdin_name: str | None = None,
    excluded: Callable[[Path], bool] = lambda _: False,
) -> list[Source]:
    """Find the documents that files, folders, globs and `-` stand for.

    A folder, named or matched, stands for every RDF file in it and below it, but for hidden ones,
    those of `node_modules`, and `.json` and `.xml`, which are read where a file or a pattern names
    them. A file named twice is read once. Files are not read here, standard input is. Where two
    have the same name to be shown, the later one has a number behind it.

    Args:
        paths: As the user gave them.
        max_bytes: Largest size of one document, in bytes.
        queries: Whether query files are taken as well, where a path or pattern names them.
        stdin_name: What to call standard input; its ending tells the format, Turtle if `None`.
        excluded: Whether a file found in a folder or by a pattern is left out; a file that is named
            is not.

    Raises:
        UsageError: A path matches nothing, cannot be read, or has no known format.

    Example:
        >>> collect(["no-such-file.ttl"])
        Traceback (most recent call last):
        mediagora.errors.UsageError: there is no file or folder 'no-such-file.ttl'
    """
    known: Mapping[str, Format] = {**FORMATS, **QUERIES} if queries else FORMATS
    found: dict[str, Source] = {}
    for path in paths:
        if path == STDIN:
            if STDIN not in found:
                found[STDIN] = _standard_input(max_bytes, stdin_name, known)
            continue
        try:
            files = _matches(path, known, excluded)
        except OSError as error:  # a name that the system refuses, a folder it does not let us list
            raise _unreadable(path, error) from error
        for file in files:
            source = Source(shown(file), _format(file, known), file, max_bytes)
            found.setdefault(os.path.realpath(file), source)
    return told_apart(found.values())


def human_size(size: int) -> str:
    """Write a number of bytes for people.

    Example:
        >>> human_size(1 << 30), human_size(1536), human_size(12)
        ('1 GiB', '1.5 KiB', '12 bytes')
    """
    for unit, name in ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")):
        if size >= unit:
            return f"{size / unit:.1f}".removesuffix(".0") + f" {name}"
    return f"{size} bytes"


def _matches(
    path: str, known: Mapping[str, Format], excluded: Callable[[Path], bool]
) -> list[Path]:
    if "\0" in path:
        message = "a path cannot hold a NUL character"
        raise UsageError(message)
    given = Path(path)
    if path and given.is_dir():
        found = sorted(_data_files(given))
        if not found:
            raise UsageError(f"the folder '{path}' holds no RDF file ({_taken_ends()})")
        return _left(found, excluded, f"the folder '{path}'")
    if path and (given.exists() or given.is_symlink()):
        return [_readable(given)]
    if glob.has_magic(path):
        # `Path.glob` takes no absolute pattern before Python 3.13.
        hits = [Path(hit) for hit in sorted(glob.glob(path, recursive=True))]  # noqa: PTH207
        files = [hit for hit in hits if hit.is_file() and _taken(hit, known, pattern=path)]
        folders = [hit for hit in hits if hit.is_dir() and hit.name not in _SKIPPED_FOLDERS]
        files += [file for folder in folders for file in sorted(_data_files(folder))]
        if not files:
            raise UsageError(f"the pattern '{path}' matches no RDF file ({_taken_ends()})")
        return _left([_readable(file) for file in files], excluded, f"the pattern '{path}'")
    raise UsageError(f"there is no file or folder '{path}'")


def _left(files: list[Path], excluded: Callable[[Path], bool], where: str) -> list[Path]:
    left = [file for file in files if not excluded(file)]
    if not left:
        raise UsageError(f"{where} holds no RDF file that 'exclude' does not leave out")
    return left


def _data_files(folder: Path) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:  # else `walk` passes over it in silence
        raise error

    for parent, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in _SKIPPED_FOLDERS
        )
        for name in names:
            file = Path(parent, name)
            if _taken(file) and not name.startswith(".") and file.is_file():
                yield _readable(file)


def _taken(file: Path, known: Mapping[str, Format] = FORMATS, *, pattern: str = "") -> bool:
    """Tell whether a file that was found, and not named, is taken."""
    end = file.suffix.lower()
    return end in known and (end not in _ONLY_NAMED or pattern.lower().endswith(end))


def _readable(file: Path) -> Path:
    if file.exists() and not file.is_file():  # reading a pipe or a device may never end
        raise UsageError(f"'{file}' is no regular file; give its content to standard input, as -")
    if file.exists() and not os.access(file, os.R_OK):
        raise UsageError(f"'{file}' cannot be read: permission denied")
    return file


def _format(file: Path, known: Mapping[str, Format]) -> Format:
    try:
        return known[file.suffix.lower()]
    except KeyError:
        message = f"'{file}' has no ending that names an RDF format; known are {' '.join(known)}"
        raise UsageError(message) from None


def _standard_input(max_bytes: int, name: str | None, known: Mapping[str, Format]) -> Source:
    format_ = _format(Path(name), known) if name else "turtle"
    try:
        return Source(name or STDIN, format_, sys.stdin.buffer.read(max_bytes + 1), max_bytes)
    except (AttributeError, OSError, ValueError) as error:  # closed, or no stream at all
        message = "standard input cannot be read"
        raise UsageError(message) from error


def _taken_ends() -> str:
    found = " ".join(end for end in FORMATS if end not in _ONLY_NAMED)
    named = " and ".join(sorted(end for end in FORMATS if end in _ONLY_NAMED))
    return f"{found}; {named} only where named"


def _unreadable(path: str, error: OSError) -> UsageError:
    return UsageError(f"'{path}' cannot be read: {(error.strerror or str(error)).lower()}")
