"""OWL 2 RL in full by sparq-rdf, an engine in Rust: more kinds of axiom than our own rules read.

Beside what `closure` applies, that is inverse, symmetric and functional properties, `owl:sameAs`,
unions, `owl:someValuesFrom`, `owl:allValuesFrom` and cardinalities, as far as OWL 2 RL goes
(https://www.w3.org/TR/owl2-profiles/#OWL_2_RL). The engine is young: the tests of the logic hold it
to HermiT and to owlrl.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse_query_results,
    serialize,
)

from mediagora.errors import EngineError
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    import sparq
    from pyoxigraph import QuerySolutions, Store

    _Subject = NamedNode | BlankNode | Triple
    Term = _Subject | Literal

_OWL: Final = PREFIXES["owl"]
_RDF: Final = PREFIXES["rdf"]
_RDFS: Final = PREFIXES["rdfs"]

_ON_PROPERTY: Final = NamedNode(f"{_OWL}onProperty")
_SYNTAX: Final = (
    *(
        NamedNode(_OWL + name)
        for name in ("onProperty", "intersectionOf", "unionOf", "complementOf", "oneOf", "members")
    ),
    NamedNode(f"{_RDF}first"),
)
"""What only a blank node that stands for a class expression, a list or an axiom has."""

_BESIDE: Final = frozenset(
    NamedNode(_OWL + name) for name in ("complementOf", "disjointWith", "equivalentClass")
)
_REFLEXIVE: Final = frozenset(
    NamedNode(name)
    for name in (
        f"{_OWL}sameAs",
        f"{_OWL}equivalentClass",
        f"{_OWL}equivalentProperty",
        f"{_RDFS}subClassOf",
        f"{_RDFS}subPropertyOf",
    )
)
_COUNTS: Final = "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p"
_PAIRS: Final = "SELECT ?s ?o WHERE {{ ?s {} ?o FILTER(!isLiteral(?s)) }}"


def entail(store: Store) -> None:
    """Add what follows by OWL 2 RL to the store's default graph, which is to hold the ontology.

    Args:
        store: Data and ontology; changed in place.

    Raises:
        EngineError: sparq-rdf is not installed, or cannot work on this.

    Example:
        >>> from pyoxigraph import RdfFormat, Store
        >>> store = Store()
        >>> store.load(b'''@prefix owl: <http://www.w3.org/2002/07/owl#> .
        ...   <urn:runs> owl:inverseOf <urn:runBy> . <urn:a> <urn:runBy> <urn:b> .''',
        ...   RdfFormat.TURTLE)
        >>> entail(store)
        >>> store.query("ASK { <urn:b> <urn:runs> <urn:a> }").__bool__()
        True
    """
    store.extend(Quad(*triple) for triple in derived(store))


def derived(store: Store) -> Iterator[Triple]:
    """What follows by OWL 2 RL from the store's default graph and is not in it.

    Left out is what says nothing of what has a name or is an individual: all about the blank nodes
    that class expressions are made of, statements about literals, and that a thing is itself.

    Args:
        store: Data and ontology; not changed.

    Yields:
        Each new triple once.

    Raises:
        EngineError: sparq-rdf is not installed, or cannot work on this.
    """
    try:
        import sparq
    except ImportError:
        message = "sparq-rdf is not installed: pip install 'mediagora[fast]'"
        raise EngineError(message) from None
    shared = _shared_restrictions(store)
    syntax = {quad.subject for each in _SYNTAX for quad in _quads(store, None, each)}
    try:
        graph = sparq.Graph.load(_document(store, shared), "ntriples")
        given = _counts(graph)
        graph.reason("owl")
        for predicate, number in sorted(_counts(graph).items()):
            if number != given.get(predicate):  # one at a time: all at once would be much text
                yield from _new(graph.query_json, NamedNode(predicate), syntax, store)
    except ValueError as error:
        message = f"sparq-rdf cannot work on this: {error}"
        raise EngineError(message) from error


def _counts(graph: sparq.Graph) -> dict[str, str]:
    """How many triples each predicate has."""
    return {row["p"].value: row["n"].value for row in graph.query(_COUNTS).rows}


def _new(
    ask: Callable[[str], str], predicate: NamedNode, syntax: Container[Term], store: Store
) -> Iterator[Triple]:
    # An IRI that a parser has let through holds no `>`: it cannot end the term that it stands in.
    answer = ask(_PAIRS.format(predicate)).encode()
    rows = cast("QuerySolutions", parse_query_results(answer, QueryResultsFormat.JSON))
    for row in rows:
        subject, value = row["s"], row["o"]
        if subject in syntax or value in syntax:
            continue
        if subject == value and predicate in _REFLEXIVE:
            continue
        if Quad(subject, predicate, value) not in store:
            yield Triple(subject, predicate, value)


def _document(store: Store, shared: dict[_Subject, _Subject]) -> str:
    """The default graph as N-Triples, equal restrictions as one node."""
    if not shared:
        document = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    else:
        document = serialize(
            (
                Triple(
                    shared.get(quad.subject, quad.subject),
                    quad.predicate,
                    _shared(quad.object, shared),
                )
                for quad in _quads(store)
            ),
            format=RdfFormat.N_TRIPLES,
        )
    return (document or b"").decode()


def _shared_restrictions(store: Store) -> dict[_Subject, _Subject]:
    """For each restriction that says the same as another, the one to take for all of them.

    The engine does not see by itself that two restrictions are equal: what is a member of one
    would not become a member of the other.
    """
    restrictions = {
        quad.subject
        for quad in _quads(store, None, _ON_PROPERTY)
        if isinstance(quad.subject, BlankNode)
    }
    told = {
        each: [(quad.predicate, quad.object) for quad in _quads(store, each) if _defines(quad)]
        for each in sorted(restrictions, key=str)
    }
    shared: dict[_Subject, _Subject] = {}
    known = -1
    while known != len(shared):  # one restriction may stand in another
        known = len(shared)
        first: dict[frozenset[tuple[NamedNode, Term]], BlankNode] = {}
        for each, statements in told.items():
            said = frozenset((name, _shared(value, shared)) for name, value in statements)
            if first.setdefault(said, each) != each:
                shared[each] = first[said]
    return shared


def _defines(quad: Quad) -> bool:
    """Whether it says what a restriction is, and not what is above, below or beside it."""
    name = quad.predicate.value
    return name.startswith(_OWL) and quad.predicate not in _BESIDE


def _shared(value: Term, shared: dict[_Subject, _Subject]) -> Term:
    return value if isinstance(value, Literal) else shared.get(value, value)


def _quads(
    store: Store, subject: _Subject | None = None, predicate: NamedNode | None = None
) -> Iterator[Quad]:
    return store.quads_for_pattern(subject, predicate, None, DefaultGraph())
