"""The fast store for users of rdflib: oxrdflib's, but for plain strings.

oxrdflib gives them the datatype `xsd:string`, by which rdflib takes them for other literals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rdflib
from oxrdflib import OxigraphStore
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyoxigraph as ox
    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result
    from rdflib.term import Identifier, Node

    Pattern = tuple[Node | None, Node | None, Node | None]
    Found = tuple[tuple[Node, Node, Node], Iterator[rdflib.Graph | None]]


def graph_on(store: ox.Store) -> rdflib.Graph:
    """Give an rdflib graph on a store, with Mediagora's prefixes bound.

    Args:
        store: Its default graph becomes the graph; changes go into it.

    Example:
        >>> import pyoxigraph as ox
        >>> a, b = ox.NamedNode("urn:a"), ox.NamedNode("urn:b")
        >>> store = ox.Store()
        >>> store.add(ox.Quad(a, b, ox.Literal("c")))
        >>> list(graph_on(store).objects()) == [rdflib.Literal("c")]
        True
    """
    return _with_prefixes(
        rdflib.Graph(
            store=_Store(store=store), identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none"
        )
    )


class _Store(OxigraphStore):
    def triples(
        self, triple_pattern: Pattern, context: rdflib.Graph | None = None
    ) -> Iterator[Found]:
        for (subject, predicate, value), contexts in super().triples(triple_pattern, context):
            yield (subject, predicate, _plain(value)), contexts

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],  # noqa: N803 -- the names are rdflib's
        initBindings: Mapping[str, Identifier],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **kwargs: object,
    ) -> Result:
        try:
            result = super().query(query, initNs, initBindings, queryGraph, **kwargs)
        except RuntimeError as error:
            if not initBindings:
                raise
            # The engine binds selected variables only. On this error rdflib's own takes over.
            raise NotImplementedError from error
        if result.type == "SELECT":
            result.bindings = [
                {name: _plain(term) for name, term in row.items()} for row in result.bindings
            ]
        elif result.graph is not None:
            triples = result.graph
            result.graph = _with_prefixes(rdflib.Graph(bind_namespaces="none"))
            result.graph += ((*rest, _plain(value)) for *rest, value in triples)
        return result


def _with_prefixes(graph: rdflib.Graph) -> rdflib.Graph:
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def _plain(term: Any) -> Any:  # noqa: ANN401 -- as rdflib has it: a term, or nothing
    """Give a string as rdflib writes it, and any other term as it is."""
    is_string = isinstance(term, rdflib.Literal) and term.datatype == rdflib.XSD.string
    return rdflib.Literal(str(term)) if is_string else term
