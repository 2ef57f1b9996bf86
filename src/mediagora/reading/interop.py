"""The bridge to rdflib: graphs and terms in and out, literals as they were written.

Inside Mediagora, terms are pyoxigraph's; rdflib is what callers bring and take away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from mediagora.errors import InputError
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyoxigraph
    import rdflib
    from rdflib.term import Node

    Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal

_MAX_SHOWN: Final = 100
"""Characters of a term that a message shows."""


def to_rdflib(triples: Iterable[pyoxigraph.Triple]) -> rdflib.Graph:
    """Make an rdflib graph, with Mediagora's prefixes bound and no literal rewritten.

    Example:
        >>> from pyoxigraph import Literal, NamedNode, Triple
        >>> integer = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
        >>> year = Literal("02004", datatype=integer)
        >>> graph = to_rdflib([Triple(NamedNode("urn:a"), NamedNode("urn:b"), year)])
        >>> str(next(graph.objects()))
        '02004'
    """
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for subject, predicate, value in triples:
        graph.add((term_to_rdflib(subject), term_to_rdflib(predicate), term_to_rdflib(value)))
    return graph


def term_to_rdflib(term: Term) -> Node:
    """Give one term as rdflib's; a blank node keeps its label."""
    import pyoxigraph
    import rdflib

    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language, normalize=False)
    datatype = rdflib.URIRef(term.datatype.value)
    plain = datatype == rdflib.XSD.string
    return rdflib.Literal(term.value, datatype=None if plain else datatype, normalize=False)


def from_rdflib(graph: rdflib.Graph, *, path: str | None = None) -> list[pyoxigraph.Triple]:
    """Take the triples out of an rdflib graph; named graphs of a dataset are merged.

    Args:
        graph: Any rdflib graph.
        path: What to call it in messages.

    Raises:
        InputError: The graph holds what RDF 1.1 does not allow: a literal as a subject, an IRI that
            is none (`MG001`).

    Example:
        >>> import rdflib
        >>> graph = rdflib.Graph().parse(data="<urn:a> <urn:b> 'c' .")
        >>> [str(triple) for triple in from_rdflib(graph)]
        ['<urn:a> <urn:b> "c"']
    """
    import pyoxigraph
    import rdflib
    from rdflib.graph import ConjunctiveGraph

    blanks: dict[Node, pyoxigraph.BlankNode] = {}

    def take(node: Node) -> Term:
        if isinstance(node, rdflib.BNode):  # its label may be none that pyoxigraph allows
            return blanks.setdefault(node, pyoxigraph.BlankNode())
        return term_from_rdflib(node)

    everything = (None, None, None)
    statements: Iterable[tuple[Any, ...]] = (
        graph.quads() if isinstance(graph, ConjunctiveGraph) else graph.triples(everything)
    )
    try:
        found = {tuple(map(take, _allowed(statement[:3]))) for statement in statements}
    except ValueError as error:
        raise InputError(str(error), code="MG001", path=path) from error
    triples = cast("set[tuple[pyoxigraph.NamedNode, pyoxigraph.NamedNode, Term]]", found)
    return [pyoxigraph.Triple(*terms) for terms in triples]


def _allowed(statement: tuple[Any, ...]) -> tuple[Any, ...]:
    import rdflib

    subject, predicate, _ = statement
    if isinstance(subject, rdflib.Literal):
        message = f"a literal cannot be a subject: {_shown(subject)}"
        raise ValueError(message)
    if isinstance(predicate, rdflib.Literal | rdflib.BNode):
        kind = "literal" if isinstance(predicate, rdflib.Literal) else "blank node"
        message = f"a {kind} cannot be a predicate: {_shown(predicate)}"
        raise ValueError(message)
    return statement


def _shown(text: str) -> str:
    """What may be of any length and hold anything, in one short line."""
    shown = text if len(text) <= _MAX_SHOWN else text[:_MAX_SHOWN] + " ..."
    return "'" + "".join(each if each.isprintable() else ascii(each)[1:-1] for each in shown) + "'"


def term_from_rdflib(node: Node) -> Term:
    """Give one rdflib term as pyoxigraph's.

    Raises:
        ValueError: It is no RDF term, or not a valid one.
    """
    import pyoxigraph
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return _named_node(node)
    if isinstance(node, rdflib.BNode):
        return pyoxigraph.BlankNode(str(node))
    if not isinstance(node, rdflib.Literal):
        message = f"{_shown(str(node))} is no RDF term"
        raise ValueError(message)
    try:
        str(node).encode()
    except UnicodeEncodeError as error:
        message = f"{_shown(node)} holds half a surrogate pair, which is no character"
        raise ValueError(message) from error
    if node.language:
        return pyoxigraph.Literal(str(node), language=node.language)
    datatype = _named_node(node.datatype) if node.datatype else None
    return pyoxigraph.Literal(str(node), datatype=datatype)


def _named_node(iri: str) -> pyoxigraph.NamedNode:
    import pyoxigraph

    try:
        return pyoxigraph.NamedNode(str(iri))
    except ValueError as error:  # of which an encoding error is one
        reason = "" if isinstance(error, UnicodeEncodeError) else f": {error}"
        message = f"{_shown(iri)} is no IRI{reason}"
        raise ValueError(message) from error
