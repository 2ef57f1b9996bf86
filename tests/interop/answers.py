"""What every tool is asked after an import, and what the files themselves answer.

A tool that speaks SPARQL is sent `QUERY`; one that has an interface of its own is asked the
same through that, and says the rest by what it writes out again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

Literal = tuple[str, str, str]
"""Lexical form, datatype and language tag."""

BASE: Final = "https://w3id.org/mediagora/"
HEADER: Final = (
    ox.NamedNode(PREFIXES["rdf"] + "type"),
    ox.NamedNode(PREFIXES["owl"] + "Ontology"),
)
EVIDENCE: Final = (HEADER[0], ox.NamedNode(PREFIXES["owl"] + "Axiom"))

_HEAD: Final = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_OURS: Final = f'GRAPH ?graph {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?graph), "{BASE}"))'

_QUESTIONS: Final = {
    "triples": f"SELECT (COUNT(*) AS ?answer) WHERE {{ {_OURS} }}",
    "axioms": "SELECT (COUNT(DISTINCT ?node) AS ?answer) WHERE { ?node a owl:Axiom }",
    "platforms": """SELECT DISTINCT ?answer WHERE {
        ?answer a ?class . ?class rdfs:subClassOf* mediagora:SocialMedia }""",
    "features": "SELECT DISTINCT ?answer WHERE { platform:facebook mediagora:hasFeature ?answer }",
    "sources": """SELECT DISTINCT ?answer WHERE {
        platform:facebook mediagora:launchYear ?year .
        [] a owl:Axiom ; owl:annotatedSource platform:facebook ;
           owl:annotatedProperty mediagora:launchYear ; owl:annotatedTarget ?year ;
           dcterms:source ?answer }""",
    "literals": f"SELECT (?o AS ?answer) WHERE {{ {_OURS} FILTER isLITERAL(?o) }}",
}
_ALTERNATIVES: Final = " UNION ".join(
    f'{{ {{ {query} }} BIND ("{name}" AS ?question) }}' for name, query in _QUESTIONS.items()
)
QUERY: Final = f"{_HEAD}SELECT ?question ?answer WHERE {{ {_ALTERNATIVES} }}"
"""All questions in one, so that a tool that starts anew for each query starts once."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a tool says of what it holds.

    Attributes:
        triples: How many there are, each graph counted by itself.
        axioms: How many `owl:Axiom` nodes, the evidence.
        platforms: IRIs of all that is social media by a stated class.
        features: IRIs of Facebook's features.
        sources: IRIs of the sources for Facebook's launch year.
        literals: All literals, each once.
    """

    triples: int
    axioms: int
    platforms: frozenset[str]
    features: frozenset[str]
    sources: frozenset[str]
    literals: frozenset[Literal]


def by_sparql(ask: Callable[[str], bytes]) -> Answers:
    """Ask a tool in SPARQL.

    Args:
        ask: Gives the results of a query in the SPARQL JSON format.
    """
    found: dict[str, list[ox.NamedNode | ox.Literal]] = defaultdict(list)
    for row in ox.parse_query_results(ask(QUERY), ox.QueryResultsFormat.JSON):
        found[row["question"].value].append(row["answer"])
    return Answers(
        triples=int(found["triples"][0].value),
        axioms=int(found["axioms"][0].value),
        platforms=frozenset(term.value for term in found["platforms"]),
        features=frozenset(term.value for term in found["features"]),
        sources=frozenset(term.value for term in found["sources"]),
        literals=frozenset(map(_literal, found["literals"])),
    )


def by_interface(
    written: Iterable[ox.Quad], *, platforms: set[str], features: set[str], sources: set[str]
) -> Answers:
    """Put together what a tool's own interface answers and what it writes out again."""
    quads = set(written)
    return Answers(
        triples=len(quads),
        axioms=len({quad.subject for quad in quads if (quad.predicate, quad.object) == EVIDENCE}),
        platforms=frozenset(platforms),
        features=frozenset(features),
        sources=frozenset(sources),
        literals=frozenset(
            _literal(quad.object) for quad in quads if isinstance(quad.object, ox.Literal)
        ),
    )


def without_header(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """All but what an ontology says of itself, which a tool may write in its own way."""
    quads = list(quads)
    headers = {quad.subject for quad in quads if (quad.predicate, quad.object) == HEADER}
    return [quad for quad in quads if quad.subject not in headers]


def _literal(term: ox.Literal) -> Literal:
    return term.value, term.datatype.value, (term.language or "").lower()


def in_graphs(files: Iterable[Path]) -> Answers:
    """What the files answer, each in the graph that its ontology names."""
    store = ox.Store()
    for path in files:
        triples = [quad.triple for quad in ox.parse(path=path, rename_blank_nodes=True)]
        (name,) = (subject for subject, *stated in triples if tuple(stated) == HEADER)
        store.extend(ox.Quad(*triple, name) for triple in triples)
    return of_store(store)


def in_one_document(ntriples: str) -> Answers:
    """What one document answers that holds all files, without its header."""
    quads = without_header(ox.parse(ntriples, ox.RdfFormat.N_TRIPLES))
    store = ox.Store()
    store.extend(quads)
    found = of_store(store)
    return by_interface(
        quads,
        platforms=set(found.platforms),
        features=set(found.features),
        sources=set(found.sources),
    )


def of_store(store: ox.Store) -> Answers:
    """What a store answers, all its graphs at once."""

    def ask(query: str) -> bytes:
        results = store.query(query, use_default_graph_as_union=True)
        return bytes(results.serialize(format=ox.QueryResultsFormat.JSON))

    return by_sparql(ask)
