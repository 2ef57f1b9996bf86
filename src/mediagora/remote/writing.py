"""A store on the network that is written to: batches of triples, updates, and counts of what came.

It speaks SPARQL 1.1 Update by the SPARQL 1.1 Protocol, and the Graph Store HTTP Protocol where
there is one.
"""

from __future__ import annotations

import urllib.request
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeVar, cast
from urllib.parse import urlencode

from mediagora.errors import EndpointError
from mediagora.remote.addresses import shown
from mediagora.remote.endpoint import Endpoint
from mediagora.remote.transport import Transport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyoxigraph as ox

    from mediagora.remote.servers import Addresses

Item = TypeVar("Item")

TRIPLES_AN_INSERT: Final = 500
"""Virtuoso runs out of memory at a statement of some thousand."""
_GRAPHS_A_QUERY: Final = 50


class Store:
    """A store that is written to.

    Args:
        addresses: Where it takes queries, updates and graphs.
        timeout: Seconds for each request.

    Raises:
        EndpointError: An address is none.

    Example:
        >>> from mediagora.remote.servers import addresses
        >>> Store(addresses("http://localhost:7878/query"), timeout=60).ask
        <bound method Endpoint.ask of Endpoint('http://localhost:7878/query')>
    """

    def __init__(self, addresses: Addresses, *, timeout: float) -> None:
        self.ask = Endpoint(addresses.query, timeout=timeout).ask
        self._addresses = addresses
        self._updates = Transport(addresses.update, timeout=timeout)
        self._graphs = None
        if addresses.store is not None:
            self._graphs = Transport(addresses.store, timeout=timeout)

    def add(self, graph: str, lines: bytes) -> None:
        """Add triples to a graph.

        Args:
            graph: Its IRI.
            lines: N-Triples. Blank nodes become new ones of the store.

        Raises:
            EndpointError: The store does not take them.
        """
        if self._graphs is None or self._addresses.store is None:
            # Not INSERT DATA, in which Virtuoso takes no blank nodes.
            self.update(f"INSERT {{ GRAPH <{graph}> {{\n{lines.decode()}}} }} WHERE {{}}")
            return
        joined = "&" if "?" in self._addresses.store else "?"
        request = urllib.request.Request(  # noqa: S310 -- the transport takes http and https only
            f"{self._addresses.store}{joined}{urlencode({'graph': graph})}",
            lines,
            {"Content-Type": "application/n-triples"},
            method="POST",
        )
        with self._graphs.send(request, idempotent=False) as reply:
            reply.read()

    def update(self, *operations: str) -> None:
        """Run operations of SPARQL Update in one request.

        Raises:
            EndpointError: The store refuses, or fails; what it has done then is its own affair.
        """
        request = urllib.request.Request(  # noqa: S310 -- the transport takes http and https only
            self._addresses.update,
            " ;\n".join(operations).encode(),
            {"Content-Type": "application/sparql-update"},
            method="POST",
        )
        with self._updates.send(request, idempotent=False) as reply:
            reply.read()

    def insert(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Add a few triples to a graph by an update."""
        lines = "".join(f"{triple} .\n" for triple in triples)
        self.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{lines}}} }}")

    def counts(self, graphs: Iterable[str]) -> dict[str, int]:
        """Tell how many triples graphs have; 0 where there is no such graph.

        Raises:
            EndpointError: The store does not answer, or not with numbers.
        """
        found = dict.fromkeys(graphs, 0)
        for some in parted(list(found), _GRAPHS_A_QUERY):
            wanted = " ".join(f"<{graph}>" for graph in some)
            text = (
                f"SELECT ?graph (COUNT(*) AS ?count) WHERE {{ VALUES ?graph {{ {wanted} }} "
                "GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
            )
            rows = cast("Iterable[tuple[ox.NamedNode, ox.Literal]]", self.ask(text).solutions)
            for graph, count in rows:
                try:
                    found[graph.value] = int(count.value)
                except (AttributeError, ValueError) as error:
                    at = shown(self._addresses.query)
                    message = f"{at} does not count the triples of a graph"
                    raise EndpointError(message) from error
        return found

    def rolls_back(self, probe: str) -> bool:
        """Tell whether a request that fails leaves nothing behind, by one that is to fail.

        Moving a graph that is not there is an error (SPARQL 1.1 Update, section 3.2.4).

        Args:
            probe: A graph that is made for it.

        Raises:
            EndpointError: The store does not answer.
        """
        self.update(f"INSERT DATA {{ GRAPH <{probe}> {{ <{probe}> <{probe}> <{probe}> }} }}")
        with suppress(EndpointError):
            self.update(
                f"DROP SILENT GRAPH <{probe}>", f"MOVE GRAPH <{probe}/no> TO GRAPH <{probe}/none>"
            )
        stands = bool(self.counts([probe])[probe])
        self.update(f"DROP SILENT GRAPH <{probe}>")
        return stands


def parted(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Part what is too much for one request.

    Example:
        >>> list(parted("abcde", 2))
        ['ab', 'cd', 'e']
    """
    return (items[start : start + size] for start in range(0, len(items), size))
