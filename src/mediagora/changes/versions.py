"""Reading one version: files, folders, globs, standard input, a pipe, or an rdflib graph."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from mediagora import bundle
from mediagora.errors import UsageError
from mediagora.reading.inputs import DEFAULT_MAX_BYTES, STDIN, Source, collect, paths_of
from mediagora.vocabulary import BASE, PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from os import PathLike

    import rdflib
    from pyoxigraph import Triple

    Data = str | PathLike[str] | Sequence[str | PathLike[str]] | rdflib.Graph

_ONTOLOGY: Final = f"{BASE}ns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What one side states.

    Attributes:
        name: What to call it.
        files: Number of files.
        triples: What they state.
    """

    name: str
    files: int
    triples: list[Triple]

    @property
    def ontologies(self) -> set[str]:
        """IRIs of the ontologies of which it is one, or whose modules it holds."""
        return _ontologies(self.triples)

    @property
    def number(self) -> str | None:
        """The `owl:versionInfo` of the ontology."""
        from pyoxigraph import NamedNode

        subject, predicate = NamedNode(_ONTOLOGY), NamedNode(f"{PREFIXES['owl']}versionInfo")
        found = [
            getattr(triple.object, "value", "")
            for triple in self.triples
            if triple.subject == subject and triple.predicate == predicate
        ]
        return min(found, default=None)


def read(data: Data, *, max_bytes: int = DEFAULT_MAX_BYTES) -> Version:
    """Read one version.

    A pipe, such as bash makes of `<(git show HEAD:a.ttl)`, has no ending that tells its format: it
    is read as Turtle, like standard input. The null device, which git names in place of a file that
    is not there, states nothing.

    Args:
        data: A file, folder or glob, `-`, several of these, or an rdflib graph.
        max_bytes: Largest size of one file, in bytes.

    Raises:
        InputError: A file is no RDF.
        UsageError: A path matches nothing, cannot be read, or has no known format.

    Example:
        >>> read(os.devnull).triples
        []
    """
    from mediagora.reading.parsing import parse

    paths = paths_of(data)
    if paths is None:
        from mediagora.reading.interop import from_rdflib

        return Version(name="graph", files=0, triples=from_rdflib(cast("rdflib.Graph", data)))
    plain = [path for path in paths if not _is_stream(path)]
    sources = collect(plain, max_bytes=max_bytes)
    sources += [_stream(path, max_bytes) for path in paths if _is_stream(path)]
    return Version(
        name=", ".join("<stdin>" if path == STDIN else path for path in paths),
        files=len(sources),
        triples=[triple for source in sources for triple in parse(source)],
    )


def read_both(a: Data, b: Data) -> tuple[Version, Version]:
    """Read two versions.

    Raises:
        InputError: A file is no RDF.
        UsageError: As `read`; or both are standard input, which can be read once.

    Example:
        >>> read_both("-", "-")
        Traceback (most recent call last):
        mediagora.errors.UsageError: standard input is one of the two versions, not both
    """
    if _reads_standard_input(a) and _reads_standard_input(b):
        message = "standard input is one of the two versions, not both"
        raise UsageError(message)
    return read(a), read(b)


def ours(versions: Iterable[Version]) -> list[Triple]:
    """Give the ontology that ships, to be added to all; nothing where one of them holds it.

    A module that one of them holds, such as the features, is left out, since it would state what
    another version leaves out. So would the data that ships, which is never added.

    Example:
        >>> len(ours([Version(name="a", files=0, triples=[])])) > 1000
        True
    """
    from mediagora.reading.parsing import parse

    held = {iri for version in versions for iri in version.ontologies}
    if _ONTOLOGY in held:
        return []
    modules = (parse(Source(file.name, "turtle", file)) for file in bundle.ontology_files())
    return [each for module in modules if held.isdisjoint(_ontologies(module)) for each in module]


def _ontologies(triples: Iterable[Triple]) -> set[str]:
    from pyoxigraph import NamedNode

    predicate, kind = (NamedNode(expand(name) or "") for name in ("rdf:type", "owl:Ontology"))
    return {
        triple.subject.value
        for triple in triples
        if triple.object == kind
        and triple.predicate == predicate
        and isinstance(triple.subject, NamedNode)
    }


def _reads_standard_input(data: Data) -> bool:
    return STDIN in (paths_of(data) or ())


def _is_stream(path: str) -> bool:
    if path == os.devnull:
        return True
    try:
        return stat.S_ISFIFO(Path(path).stat().st_mode)
    except (OSError, ValueError):  # what is wrong with it is told where it is read
        return False


def _stream(path: str, max_bytes: int) -> Source:
    if path == os.devnull:
        return Source(path, "turtle", b"")
    try:
        with Path(path).open("rb") as stream:
            return Source(path, "turtle", stream.read(max_bytes + 1), max_bytes)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"'{path}' cannot be read: {reason}") from error
