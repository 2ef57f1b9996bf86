"""Mediagora: a knowledge graph of social media, and what puts it to work.

    load       read Turtle, JSON-LD, RDF/XML, TriG or N-Triples, or what ships, as an rdflib graph
    validate   check platform data against the model: a `Report` of findings
    query      run a question of the catalogue, or SPARQL of your own
    queries    list the catalogue
    describe   tell what is known about one term or platform
    compare    set two classes or two platforms side by side
    format     lay out a text in Turtle in the one way that this repository uses
    export     give what ships as Turtle, TriG, RDF/XML, JSON-LD and the like, or as a table

Each is loaded at its first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mediagora.publishing.export import export
    from mediagora.publishing.turtle import format  # noqa: A004 -- the name of its command
    from mediagora.querying import compare, describe, queries, query
    from mediagora.reading import load
    from mediagora.validation import validate

__all__ = [
    "__version__",
    "compare",
    "describe",
    "export",
    "format",
    "load",
    "queries",
    "query",
    "validate",
]

__version__: Final = "0.1.0"

_HOMES: Final = {
    "compare": "mediagora.querying",
    "describe": "mediagora.querying",
    "export": "mediagora.publishing.export",
    "format": "mediagora.publishing.turtle",
    "load": "mediagora.reading",
    "queries": "mediagora.querying",
    "query": "mediagora.querying",
    "validate": "mediagora.validation",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- each name has its own type, given above
    if name not in _HOMES:
        message = f"module 'mediagora' has no attribute '{name}'"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)
