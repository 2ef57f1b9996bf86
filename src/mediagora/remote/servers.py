"""Where a server takes updates and whole graphs, told from where it takes queries."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

_AT: Final = (
    (r"/query", "/update", "/store"),  # Oxigraph
    (r"/sparql(-auth)?", "/sparql-auth", "/sparql-graph-crud-auth"),  # Virtuoso
    (r"(.*/repositories/[^/]+)", r"\1/statements", r"\1/rdf-graphs/service"),  # RDF4J, GraphDB
    (r"(/.+)/(sparql|query)", r"\1/update", r"\1/data"),  # Jena Fuseki
)
"""Path for queries, for updates and for graphs; the first that fits."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a server is spoken to.

    Attributes:
        query: For queries.
        update: For SPARQL Update.
        store: For the Graph Store Protocol; `None` where there is none, and all goes by updates.
    """

    query: str
    update: str
    store: str | None


def addresses(endpoint: str, update: str | None = None, store: str | None = None) -> Addresses:
    """Tell a server's addresses from that for queries, where they are not given.

    Paths are those of Oxigraph, Virtuoso, RDF4J, GraphDB and Jena Fuseki. A server of another kind
    is taken to accept updates where it accepts queries, and to have no Graph Store Protocol; so is
    one whose address for updates alone is given.

    Args:
        endpoint: Where queries go.
        update: Where updates go (SPARQL 1.1 Protocol, section 2.2).
        store: Where graphs go (SPARQL 1.1 Graph Store HTTP Protocol), named by `?graph=`.

    Example:
        >>> addresses("http://localhost:7878/query").store
        'http://localhost:7878/store'
        >>> addresses("http://localhost:8890/sparql").update
        'http://localhost:8890/sparql-auth'
        >>> addresses("https://example.org/ask")
        Addresses(query='https://example.org/ask', update='https://example.org/ask', store=None)
    """
    if update is None:
        parts = urlsplit(endpoint)
        for queries, updates, graphs in _AT:
            if found := re.fullmatch(queries, parts.path):
                update = parts._replace(path=found.expand(updates)).geturl()
                store = store or parts._replace(path=found.expand(graphs)).geturl()
                break
    return Addresses(endpoint, update or endpoint, store)
