"""Bytes to triples: `load` for callers with rdflib, its modules for the rest of the package."""

from __future__ import annotations

from os import PathLike, fspath
from typing import TYPE_CHECKING

from mediagora.reading.inputs import DEFAULT_MAX_BYTES, collect
from mediagora.reading.parsing import parse

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["load"]


def load(*paths: str | PathLike[str], max_bytes: int = DEFAULT_MAX_BYTES) -> Graph:
    """Read RDF files, folders and globs into one rdflib graph; without a path, all that ships.

    What ships is the ontology, the data and the evidence for each fact. Blank nodes of different
    files stay apart, and nothing is fetched from the network.

    Args:
        paths: Files, folders, globs, or `-` for Turtle on standard input.
        max_bytes: Largest size of one file, in bytes.

    Raises:
        InputError: A file is no RDF, or is larger than `max_bytes`.
        UsageError: A path matches nothing, or a file's format is unknown.

    Example:
        >>> import mediagora
        >>> graph = mediagora.load()
        >>> len(graph) > 1000
        True
    """
    from mediagora.reading.interop import to_rdflib

    if not paths:
        from mediagora.reading.shipped import shipped

        return to_rdflib(shipped())
    sources = collect([fspath(path) for path in paths], max_bytes=max_bytes)
    return to_rdflib(triple for source in sources for triple in parse(source))
