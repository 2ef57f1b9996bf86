"""The graph for users of rdflib: the same triples and answers as in rdflib's own store."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, RDFS, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.plugins.sparql import prepareQuery

import mediagora
from mediagora.querying.rdflibstore import graph_on
from mediagora.vocabulary import NS, PREFIXES

TURTLE: Final = """
PREFIX mediagora: <https://w3id.org/mediagora/ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<urn:x:a> a mediagora:SocialMedia ; <urn:x:says> "plain", "text"@en, 7, 0.5, true, <urn:x:b>,
    [ <urn:x:says> "inner" ], "2024-02-29"^^xsd:date, "abc"^^xsd:integer, "x"^^<urn:x:type> .
"""


@pytest.fixture
def fast() -> rdflib.Graph:
    store = ox.Store()
    store.load(TURTLE.encode(), format=ox.RdfFormat.TURTLE)
    return graph_on(store)


@pytest.fixture
def plain() -> rdflib.Graph:
    return rdflib.Graph().parse(data=TURTLE, format="turtle")


def test_triples_are_those_of_rdflib(fast: rdflib.Graph, plain: rdflib.Graph) -> None:
    assert isomorphic(fast, plain)
    assert len(fast) == len(plain)
    assert all(triple in fast for triple in fast)
    assert Literal("plain") in set(fast.objects())


def test_what_ships_is_what_load_gives() -> None:
    fast, plain = mediagora.Graph().to_rdflib(), mediagora.load()
    triples, expected = (
        {triple for triple in graph if not any(isinstance(each, rdflib.BNode) for each in triple)}
        for graph in (fast, plain)
    )

    assert len(fast) == len(plain)
    assert triples == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?o { <urn:x:a> <urn:x:says> ?o FILTER (!ISBLANK(?o)) }",
        "SELECT ?s ?none { ?s a mediagora:SocialMedia OPTIONAL { ?s <urn:x:none> ?none } }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    ],
)
def test_rows_are_those_of_rdflib(fast: rdflib.Graph, plain: rdflib.Graph, query: str) -> None:
    rows, expected = (
        {tuple(row) for row in graph.query(query, initNs={"mediagora": NS})}
        for graph in (fast, plain)
    )

    assert rows == expected


def test_other_forms_of_query(fast: rdflib.Graph) -> None:
    found = fast.query("CONSTRUCT { ?s rdfs:label 'plain' } WHERE { ?s a mediagora:SocialMedia }")

    assert list(found) == [(URIRef("urn:x:a"), RDFS.label, Literal("plain"))]
    assert fast.query("ASK { <urn:x:a> a mediagora:SocialMedia }").askAnswer
    assert not fast.query("ASK { <urn:x:a> a mediagora:Feature }").askAnswer


def test_bindings_and_prepared_queries(fast: rdflib.Graph) -> None:
    text = "SELECT ?type { ?x a ?type }"
    expected = [(URIRef(f"{NS}SocialMedia"),)]

    assert list(fast.query(text, initBindings={"x": URIRef("urn:x:a")})) == expected
    assert list(fast.query(text, initBindings={"x": URIRef("urn:x:b")})) == []
    assert list(fast.query(prepareQuery(text))) == expected
    assert list(fast.query(text, initBindings={"type": expected[0][0]})) == expected


def test_prefixes_are_bound(fast: rdflib.Graph) -> None:
    assert dict(fast.namespaces()) == {name: URIRef(iri) for name, iri in PREFIXES.items()}
    assert "mediagora:SocialMedia" in fast.serialize(format="turtle")
    assert '"plain"^^' not in fast.serialize(format="turtle")


def test_changes_reach_the_copy_alone() -> None:
    graph = mediagora.Graph()
    before = len(graph.to_rdflib())
    copy = graph.to_rdflib()
    copy.add((URIRef("urn:x:mine"), RDF.type, URIRef(f"{NS}SocialMedia")))
    copy.update("INSERT DATA { <urn:x:mine> rdfs:label 'Mine' }")

    assert copy.value(URIRef("urn:x:mine"), RDFS.label) == Literal("Mine")
    assert len(copy) == before + 2
    assert len(graph.to_rdflib()) == before
    assert not graph.query("ASK { <urn:x:mine> ?p ?o }")
    copy.remove((URIRef("urn:x:mine"), None, None))
    assert len(copy) == before


def test_what_follows_is_there_on_request() -> None:
    graph = mediagora.Graph()
    fact = (
        URIRef(f"{PREFIXES['platform']}linkedin"),
        RDF.type,
        URIRef(f"{NS}SocialNetwork"),
    )

    assert fact in graph.to_rdflib(inference="rl")
    assert len(graph.to_rdflib()) < len(graph.to_rdflib(inference="rdfs"))
