"""JSON-LD loses nothing, whatever the graph and whatever the words of its context."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import rdflib
from hypothesis import given
from hypothesis import strategies as st

import mediagora
from mediagora.publishing.jsonld import write
from mediagora.vocabulary import NS, OWN_PREFIXES, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

XSD: Final = PREFIXES["xsd"]
OWL: Final = PREFIXES["owl"]
RDF: Final = PREFIXES["rdf"]

WORDS: Final[dict[str, Any]] = {
    "@vocab": NS,
    **PREFIXES,
    "id": "@id",
    "type": "@type",
    "Thing": "urn:x:Thing",
    "plain": "urn:x:plain",
    "link": {"@id": "urn:x:link", "@type": "@id"},
    "text": {"@id": "urn:x:text", "@container": "@language"},
    "number": {"@id": "urn:x:number", "@type": "xsd:integer"},
    "day": {"@id": "urn:x:day", "@type": "xsd:date"},
    "row": {"@id": "urn:x:row", "@type": "@id", "@container": "@list"},
}
"""A word of each kind."""

blanks = st.sampled_from([ox.BlankNode(f"b{number}") for number in range(4)])
names = st.sampled_from(
    [
        *(ox.NamedNode(f"urn:x:{name}") for name in ("a", "b", "Thing")),
        ox.NamedNode(f"{OWN_PREFIXES['platform']}facebook"),
        ox.NamedNode(f"{NS}SocialMedia"),
        ox.NamedNode(f"{NS}Thing"),
        ox.NamedNode("platform:facebook"),
        ox.NamedNode("mediagora:SocialMedia"),
        ox.NamedNode("https://example.org/a b".replace(" ", "%20")),
        ox.NamedNode("mailto:someone@example.org"),
        ox.NamedNode(f"{RDF}nil"),
    ]
)
texts = st.one_of(
    st.sampled_from(["", "platform:facebook", "https://example.org/", "_:b0", "@id", "5", "true"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8),
)
numbers = st.sampled_from(["5", "-5", "0", "-0", "05", "+5", "5.0", "4620000000", "9" * 20, "x"])
datatypes = st.sampled_from(
    [
        ox.NamedNode(f"{XSD}{name}")
        for name in ("integer", "decimal", "double", "boolean", "gYearMonth", "date", "anyURI")
    ]
    + [ox.NamedNode("xsd:integer")]
)
literals = st.one_of(
    st.builds(ox.Literal, texts),
    st.builds(
        lambda text, tag: ox.Literal(text, language=tag), texts, st.sampled_from(["en", "de"])
    ),
    st.builds(
        lambda text, kind: ox.Literal(text, datatype=kind), st.one_of(numbers, texts), datatypes
    ),
    st.builds(
        lambda text: ox.Literal(text, datatype=ox.NamedNode(f"{XSD}boolean")),
        st.sampled_from(["true", "false", "1", "TRUE"]),
    ),
)
predicates = st.sampled_from(
    [
        *(
            ox.NamedNode(f"urn:x:{word}")
            for word in ("plain", "link", "text", "number", "day", "row")
        ),
        *(ox.NamedNode(f"{RDF}{name}") for name in ("type", "first", "rest")),
        ox.NamedNode(f"{OWL}sameAs"),
        ox.NamedNode("urn:x:unknown"),
        ox.NamedNode(f"{NS}plain"),
        ox.NamedNode("owl:sameAs"),
    ]
)
graphs = st.lists(
    st.builds(ox.Triple, st.one_of(names, blanks), predicates, st.one_of(names, blanks, literals)),
    max_size=12,
)


def canonical(triples: Iterable[ox.Triple]) -> frozenset[ox.Quad]:
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(dataset)


def parsed(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(text, ox.RdfFormat.JSON_LD)]


def parsed_by_rdflib(text: str) -> list[ox.Triple]:
    rdflib.NORMALIZE_LITERALS, before = False, rdflib.NORMALIZE_LITERALS
    try:
        graph = rdflib.Graph().parse(data=text, format="json-ld")
    finally:
        rdflib.NORMALIZE_LITERALS = before
    document = graph.serialize(format="nt", encoding="utf-8")
    return [quad.triple for quad in ox.parse(document, ox.RdfFormat.N_TRIPLES)]


@given(triples=graphs)
def test_any_graph_comes_back(triples: list[ox.Triple]) -> None:
    assert canonical(parsed(write(triples, WORDS))) == canonical(triples)


@given(triples=graphs)
def test_any_graph_comes_back_through_rdflib(triples: list[ox.Triple]) -> None:
    assert canonical(parsed_by_rdflib(write(triples, WORDS))) == canonical(triples)


def test_what_ships_comes_back_through_both_libraries() -> None:
    parts = ("ontology", "facebook", "alignments", "shapes")
    wanted = ox.parse(
        mediagora.export(*parts, format="ntriples", entailed=True), ox.RdfFormat.N_TRIPLES
    )
    exported = canonical(quad.triple for quad in wanted)

    text = mediagora.export(*parts, format="jsonld", entailed=True)

    assert canonical(parsed(text)) == exported
    assert canonical(parsed_by_rdflib(text)) == exported


def test_a_platform_reads_in_plain_words() -> None:
    document = json.loads(mediagora.export("twitch", format="jsonld", evidence=False))
    (twitch,) = [node for node in document["@graph"] if node["id"] == "platform:twitch"]

    assert twitch["label"] == {"en": "Twitch"}
    assert "feature:live-video" in twitch["hasFeature"]
    assert twitch["launchYear"] == 2011
    assert twitch["homepage"] == "https://www.twitch.tv/"


def test_evidence_has_no_labels_and_definitions_are_lists() -> None:
    document = json.loads(mediagora.export("ontology", format="jsonld"))
    axioms = [node for node in document["@graph"] if node.get("type") == "Axiom"]
    (network,) = [
        node for node in document["@graph"] if node.get("id") == "mediagora:SocialNetwork"
    ]

    assert axioms
    assert not any("id" in node for node in axioms)
    parts = network["equivalentClass"]["intersectionOf"]
    assert parts[0] == "mediagora:SocialMedia"
    assert parts[1]["hasValue"] == "purpose:build-relationships"


def test_what_a_word_does_not_suit_is_written_in_full() -> None:
    subject, text = ox.NamedNode("urn:x:a"), ox.NamedNode("urn:x:text")
    (node,) = json.loads(write([ox.Triple(subject, text, ox.Literal("plain"))], WORDS))["@graph"]
    assert node == {"id": "urn:x:a", "urn:x:text": "plain"}


def test_a_prefix_that_is_the_scheme_of_an_iri_is_taken_back() -> None:
    theirs, ours = ox.NamedNode("source:S0"), ox.NamedNode(f"{OWN_PREFIXES['source']}S0")
    triples = [
        ox.Triple(theirs, ox.NamedNode("urn:x:link"), ours),
        ox.Triple(theirs, ox.NamedNode("urn:x:day"), ox.Literal("2004", datatype=theirs)),
        ox.Triple(ours, theirs, ox.NamedNode("mailto:someone@example.org")),
    ]

    text = write(triples, WORDS)

    assert json.loads(text)["@context"] == [WORDS, {"source": None}]
    assert set(parsed(text)) == set(parsed_by_rdflib(text)) == set(triples)
