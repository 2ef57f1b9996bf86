"""Mediagora: a knowledge graph of social media, and what puts it to work.

    load       read Turtle, JSON-LD, RDF/XML, TriG or N-Triples, or what ships, as an rdflib graph
    validate   check platform data against the model: a `Report` of findings
    query      run a question of the catalogue, or SPARQL of your own
    queries    list the catalogue
    describe   tell what is known about one term or platform
    compare    set two classes or two platforms side by side
    classify   tell what a platform is, by what is known of it
    why        explain why something holds, step by step, with its sources
    why_not    tell which facts would make something hold
    reason     give what follows from ontology and data
    diff       compare two versions of ontology or data, and what follows from them
    Graph      what ships and data of your own, read once and asked many times
    Endpoint   a SPARQL endpoint, asked as the graph is
    push       put ontology and data into a SPARQL store
    owl        give ontology and data as live classes and individuals of owlready2
    format     lay out a text in Turtle in the one way that this repository uses
    export     give what ships as Turtle, TriG, RDF/XML, JSON-LD and the like, or as a table

Each is loaded at its first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mediagora.changes import diff
    from mediagora.graph import Graph
    from mediagora.publishing.export import export
    from mediagora.publishing.turtle import format  # noqa: A004 -- the name of its command
    from mediagora.querying import compare, describe, queries, query
    from mediagora.querying.classifying import classify
    from mediagora.querying.explaining import why, why_not
    from mediagora.reading import load
    from mediagora.reasoning.live import owl
    from mediagora.reasoning.materialising import reason
    from mediagora.remote.endpoint import Endpoint
    from mediagora.remote.pushing import push
    from mediagora.validation import validate

__all__ = [
    "Endpoint",
    "Graph",
    "__version__",
    "classify",
    "compare",
    "describe",
    "diff",
    "export",
    "format",
    "load",
    "owl",
    "push",
    "queries",
    "query",
    "reason",
    "validate",
    "why",
    "why_not",
]

__version__: Final = "0.1.0"

_HOMES: Final = {
    "Endpoint": "mediagora.remote.endpoint",
    "Graph": "mediagora.graph",
    "classify": "mediagora.querying.classifying",
    "compare": "mediagora.querying",
    "describe": "mediagora.querying",
    "diff": "mediagora.changes",
    "export": "mediagora.publishing.export",
    "format": "mediagora.publishing.turtle",
    "load": "mediagora.reading",
    "owl": "mediagora.reasoning.live",
    "push": "mediagora.remote.pushing",
    "queries": "mediagora.querying",
    "query": "mediagora.querying",
    "reason": "mediagora.reasoning.materialising",
    "validate": "mediagora.validation",
    "why": "mediagora.querying.explaining",
    "why_not": "mediagora.querying.explaining",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- each name has its own type, given above
    if name not in _HOMES:
        message = f"module 'mediagora' has no attribute '{name}'"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)
