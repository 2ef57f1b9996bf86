"""The bridge to rdflib changes nothing, there and back."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from mediagora.errors import InputError
from mediagora.reading.interop import from_rdflib, to_rdflib
from mediagora.vocabulary import PREFIXES

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
IRIS = st.from_regex(r"\Ahttps://example\.org/[a-zA-Z0-9é]{0,4}\Z").map(ox.NamedNode)
BLANKS = st.sampled_from("abc").map(ox.BlankNode)
DATATYPES = st.sampled_from(["integer", "boolean", "date", "string", "decimal", "anyURI", "double"])
LITERALS = st.one_of(
    TEXTS.map(ox.Literal),
    st.builds(
        lambda text, tag: ox.Literal(text, language=tag), TEXTS, st.sampled_from(["en", "pt-br"])
    ),
    st.builds(
        lambda text, name: ox.Literal(text, datatype=ox.NamedNode(XSD + name)), TEXTS, DATATYPES
    ),
)
GRAPHS = st.sets(st.builds(ox.Triple, IRIS | BLANKS, IRIS, IRIS | BLANKS | LITERALS), max_size=12)


def canonical(triples: set[ox.Triple]) -> set[ox.Quad]:
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


@given(GRAPHS)
def test_there_and_back_is_the_same_graph(triples: set[ox.Triple]) -> None:
    graph = to_rdflib(triples)
    assert len(graph) == len(triples)
    assert canonical(set(from_rdflib(graph))) == canonical(triples)


@pytest.mark.parametrize("text", ["02004", "1e0", "TRUE", "2004-1-1", "", " 1 "])
def test_a_literal_stays_as_it_was_written(text: str) -> None:
    for name in ("integer", "double", "boolean", "date", "string"):
        literal = ox.Literal(text, datatype=ox.NamedNode(XSD + name))
        triple = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), literal)
        assert from_rdflib(to_rdflib([triple])) == [triple]


def test_our_prefixes_are_bound_and_no_others() -> None:
    assert {name: str(space) for name, space in to_rdflib([]).namespaces()} == PREFIXES


def test_blank_nodes_keep_their_labels_on_the_way_out() -> None:
    triple = ox.Triple(ox.BlankNode("here"), ox.NamedNode("urn:p"), ox.BlankNode("there"))
    [(subject, _, value)] = to_rdflib([triple])
    assert (subject, value) == (rdflib.BNode("here"), rdflib.BNode("there"))


def test_a_label_that_only_rdflib_allows_is_replaced() -> None:
    graph = rdflib.Graph()
    odd = rdflib.BNode("a b/c")
    graph.add((odd, rdflib.RDF.value, odd))
    [triple] = from_rdflib(graph)
    assert triple.subject == triple.object


def test_named_graphs_of_a_dataset_are_merged() -> None:
    dataset = rdflib.Dataset()
    for number in range(3):
        named = dataset.graph(rdflib.URIRef(f"urn:g:{number}"))
        named.add((rdflib.URIRef("urn:a"), rdflib.URIRef("urn:b"), rdflib.Literal(number)))
    assert len(from_rdflib(dataset)) == 3


@pytest.mark.parametrize(
    "triple",
    [
        (rdflib.Literal("a"), rdflib.URIRef("urn:b"), rdflib.URIRef("urn:c")),
        (rdflib.URIRef("urn:a"), rdflib.BNode(), rdflib.URIRef("urn:c")),
        (rdflib.URIRef("a b"), rdflib.URIRef("urn:b"), rdflib.URIRef("urn:c")),
        (rdflib.URIRef("relative"), rdflib.URIRef("urn:b"), rdflib.URIRef("urn:c")),
        (rdflib.URIRef("urn:a"), rdflib.URIRef("urn:b"), rdflib.Variable("c")),
        (rdflib.URIRef("urn:a"), rdflib.URIRef("urn:b"), rdflib.Literal("x", datatype="no iri")),
    ],
)
def test_what_rdf_does_not_allow_is_refused(
    triple: tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node],
) -> None:
    graph = rdflib.Graph()
    graph.add(triple)
    with pytest.raises(InputError) as caught:
        from_rdflib(graph, path="given")
    assert (caught.value.code, caught.value.path) == ("MG001", "given")


S, P, TEXT = rdflib.URIRef("urn:s"), rdflib.URIRef("urn:p"), rdflib.Literal("o")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ((TEXT, P, TEXT), "a literal cannot be a subject: 'o'"),
        ((S, TEXT, TEXT), "a literal cannot be a predicate: 'o'"),
        ((S, rdflib.BNode("b"), TEXT), "a blank node cannot be a predicate: 'b'"),
        ((rdflib.URIRef("http://a b"), P, TEXT), "'http://a b' is no IRI: "),
        ((S, P, rdflib.URIRef("a")), "'a' is no IRI: "),
        ((S, P, rdflib.URIRef("urn:\ud800")), r"'urn:\ud800' is no IRI"),
        ((S, P, rdflib.Literal("1", datatype=rdflib.URIRef("a"))), "'a' is no IRI: "),
        ((S, P, rdflib.Literal("a\ud800b")), r"'a\ud800b' holds half a surrogate pair"),
        ((S, P, rdflib.Variable("v")), "'v' is no RDF term"),
        ((rdflib.Literal("long" * 100), P, TEXT), "a literal cannot be a subject: 'longlong"),
    ],
)
def test_what_is_no_rdf_is_named(statement: tuple[rdflib.term.Node, ...], said: str) -> None:
    graph = rdflib.Graph()
    graph.add(statement)
    with pytest.raises(InputError) as caught:
        from_rdflib(graph)
    assert str(caught.value).startswith(said)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200
