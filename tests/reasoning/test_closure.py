"""The rules on a small ontology: case by case, against owlrl, and on any small graph."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal

import owlrl
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediagora.errors import InputError
from mediagora.reading.inputs import Source
from mediagora.reading.interop import from_rdflib, to_rdflib
from mediagora.reading.parsing import parse
from mediagora.reasoning.closure import entail
from mediagora.vocabulary import NS, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    import rdflib

Profile = Literal["types", "rl"]

HEADER = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
ONTOLOGY = (
    HEADER
    + """
mediagora:SocialMedia a owl:Class .
mediagora:BlogPlatform rdfs:subClassOf mediagora:PublishingPlatform .
mediagora:PublishingPlatform rdfs:subClassOf mediagora:SocialMedia .
mediagora:SocialNetwork rdfs:subClassOf mediagora:SocialMedia ;
    owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( mediagora:SocialMedia
        [ owl:onProperty mediagora:hasMainPurpose ; owl:hasValue purpose:relate ] ) ] .
mediagora:ContactNetwork rdfs:subClassOf mediagora:SocialNetwork ;
    owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( mediagora:SocialNetwork
        [ owl:onProperty mediagora:hasMainPurpose ; owl:hasValue purpose:keep ] ) ] .
mediagora:NewsOutlet rdfs:subClassOf org:Organization .
mediagora:Newsroom owl:equivalentClass [ owl:intersectionOf ( mediagora:NewsOutlet
        [ owl:onProperty mediagora:hasMainPurpose ; owl:hasValue purpose:relate ] ) ] .
mediagora:hasMainPurpose rdfs:subPropertyOf mediagora:hasPurpose ;
    owl:propertyChainAxiom ( mediagora:hasMainPurpose mediagora:broaderPurpose ) .
mediagora:hasPurpose rdfs:domain mediagora:SocialMedia ; rdfs:range mediagora:Purpose ;
    owl:propertyChainAxiom ( mediagora:hasPurpose mediagora:broaderPurpose ) .
mediagora:broaderPurpose a owl:TransitiveProperty .
mediagora:hasFeature owl:propertyChainAxiom ( mediagora:hasFeature mediagora:broaderFeature ) .
mediagora:broaderFeature a owl:TransitiveProperty .
purpose:keep mediagora:broaderPurpose purpose:relate .
purpose:nearby mediagora:broaderPurpose purpose:keep .
feature:stories mediagora:broaderFeature feature:sharing .
"""
)


def read(text: str) -> list[ox.Triple]:
    return parse(Source("x", "turtle", (HEADER + text).encode()))


def closed(triples: Iterable[ox.Triple], profile: Profile) -> set[ox.Triple]:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    entail(store, profile=profile)
    return {quad.triple for quad in store}


def types(triples: Iterable[ox.Triple], name: str) -> set[str]:
    return {
        triple.object.value.removeprefix(NS)
        for triple in triples
        if str(triple.subject) == f"<{name}>" and str(triple.predicate).endswith("#type>")
        if isinstance(triple.object, ox.NamedNode)
    }


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("a mediagora:BlogPlatform", {"BlogPlatform", "PublishingPlatform", "SocialMedia"}),
        (
            "a mediagora:SocialMedia ; mediagora:hasMainPurpose purpose:relate",
            {"SocialMedia", "SocialNetwork"},
        ),
        (
            "a mediagora:BlogPlatform ; mediagora:hasMainPurpose purpose:nearby",
            {
                "BlogPlatform",
                "PublishingPlatform",
                "SocialMedia",
                "SocialNetwork",
                "ContactNetwork",
            },
        ),
        ("a mediagora:SocialMedia ; mediagora:hasPurpose purpose:keep", {"SocialMedia"}),
        ("mediagora:hasMainPurpose purpose:keep", set()),
        ("a mediagora:NewsOutlet ; mediagora:hasMainPurpose purpose:relate", {"NewsOutlet"}),
        (
            "a <urn:Mine> . <urn:Mine> rdfs:subClassOf mediagora:ContactNetwork",
            {"urn:Mine", "ContactNetwork", "SocialNetwork", "SocialMedia"},
        ),
    ],
)
def test_types_under_social_media_and_no_others(said: str, found: set[str]) -> None:
    before = {*read(ONTOLOGY), *read(f"<urn:x> {said} .")}
    after = closed(before, "types")
    assert types(after, "urn:x") == found
    assert {triple.predicate for triple in after - before} <= {
        ox.NamedNode(PREFIXES["rdf"] + "type")
    }


def test_rl_follows_chains_definitions_and_both_ends_of_a_property() -> None:
    after = closed(
        read(ONTOLOGY + "<urn:x> mediagora:hasMainPurpose purpose:nearby . "
             "<urn:y> a mediagora:ContactNetwork ; mediagora:hasFeature feature:stories ."), "rl"
    )  # fmt: skip
    assert types(after, "urn:x") == {"SocialMedia", "SocialNetwork", "ContactNetwork"}
    wanted = read(
        "<urn:x> mediagora:hasPurpose purpose:relate ; mediagora:hasMainPurpose purpose:relate . "
        "<urn:y> mediagora:hasMainPurpose purpose:keep, purpose:relate ; "
        "mediagora:hasPurpose purpose:keep ; mediagora:hasFeature feature:sharing . "
        "purpose:nearby a mediagora:Purpose ; mediagora:broaderPurpose purpose:relate ."
    )
    assert set(wanted) <= after


@pytest.mark.parametrize("profile", ["types", "rl"])
def test_circles_come_to_an_end(profile: Profile) -> None:
    circle = """
        purpose:a mediagora:broaderPurpose purpose:b .
        purpose:b mediagora:broaderPurpose purpose:a , purpose:relate .
        feature:a mediagora:broaderFeature feature:a .
        mediagora:SocialMedia rdfs:subClassOf mediagora:BlogPlatform .
        <urn:x> a mediagora:BlogPlatform ; mediagora:hasMainPurpose purpose:a ;
            mediagora:hasFeature feature:a .
    """
    after = closed(read(ONTOLOGY + circle), profile)
    assert types(after, "urn:x") >= {"BlogPlatform", "PublishingPlatform", "SocialNetwork"}


CLASSES = (
    "SocialMedia",
    "BlogPlatform",
    "SocialNetwork",
    "ContactNetwork",
    "NewsOutlet",
    "Purpose",
)
STATEMENTS = st.one_of(
    st.builds("<urn:{}> a mediagora:{} .".format, st.sampled_from("xyz"), st.sampled_from(CLASSES)),
    st.builds(
        "<urn:{}> mediagora:{} purpose:{} .".format,
        st.sampled_from("xyz"),
        st.sampled_from(["hasMainPurpose", "hasPurpose"]),
        st.sampled_from(["keep", "relate", "nearby", "a", "b"]),
    ),
    st.builds(
        "purpose:{} mediagora:broaderPurpose purpose:{} .".format,
        st.sampled_from(["a", "b", "keep"]),
        st.sampled_from(["a", "b", "keep", "relate"]),
    ),
    st.builds("<urn:{}> mediagora:hasFeature feature:{} .".format, st.sampled_from("xyz"),
              st.sampled_from(["stories", "a"])),
    st.just("feature:a mediagora:broaderFeature feature:stories ."),
)  # fmt: skip
BASE = read(ONTOLOGY)
GRAPHS = st.lists(STATEMENTS, max_size=8).map(lambda said: read("\n".join(said)))


@settings(max_examples=40)
@given(GRAPHS, st.sampled_from(["types", "rl"]))
def test_it_only_adds_and_a_second_time_adds_nothing(
    said: list[ox.Triple], profile: Profile
) -> None:
    before = {*BASE, *said}
    once = closed(before, profile)
    assert before <= once
    assert closed(once, profile) == once


@settings(max_examples=40)
@given(GRAPHS, GRAPHS, st.sampled_from(["types", "rl"]))
def test_more_facts_entail_no_less(
    said: list[ox.Triple], more: list[ox.Triple], profile: Profile
) -> None:
    assert closed({*BASE, *said}, profile) <= closed({*BASE, *said, *more}, profile)


@settings(max_examples=40)
@given(GRAPHS)
def test_types_are_among_those_of_rl(said: list[ox.Triple]) -> None:
    assert closed({*BASE, *said}, "types") <= closed({*BASE, *said}, "rl")


def of_interest(graph: rdflib.Graph) -> set[ox.Triple]:
    """Types and values of the things described: owlrl adds much about literals and OWL itself."""
    found = set()
    for statement in graph:
        one = graph.__class__()
        one.add(statement)
        try:
            [triple] = from_rdflib(one)
        except InputError:  # a literal as a subject
            continue
        ours = [
            isinstance(term, ox.NamedNode) and term.value.startswith(("urn:", "https://w3id.org/"))
            for term in triple
        ]
        is_type = triple.predicate.value == PREFIXES["rdf"] + "type"
        if ours[0] and ours[2] and (is_type or ours[1]) and triple.subject not in TERMS:
            found.add(triple)
    return found


TERMS = {
    triple.subject
    for triple in BASE
    if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(NS)
}


@pytest.mark.parametrize(
    "said",
    [
        "<urn:x> a mediagora:SocialMedia ; mediagora:hasMainPurpose purpose:nearby .",
        "<urn:x> mediagora:hasPurpose purpose:nearby ; mediagora:hasFeature feature:stories .",
        "<urn:x> a mediagora:ContactNetwork . <urn:y> a mediagora:NewsOutlet .",
        "<urn:x> a mediagora:SocialNetwork . purpose:relate mediagora:broaderPurpose purpose:b .",
    ],
)
def test_rl_is_what_owlrl_makes_of_it(said: str) -> None:
    triples = {*BASE, *read(said)}
    oracle = to_rdflib(triples)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(oracle)
    assert of_interest(to_rdflib(closed(triples, "rl"))) == of_interest(oracle)


@pytest.mark.parametrize("top", ["mediagora:SocialMedia", "<urn:top>"])
def test_a_long_way_up_is_gone_once(top: str) -> None:
    steps = "".join(f"<urn:{at}> rdfs:subClassOf <urn:{at + 1}> .\n" for at in range(4_000))
    said = read(
        f"{steps} <urn:4000> rdfs:subClassOf {top} . <urn:x> a <urn:0> . <urn:y> a <urn:7> ."
    )
    started = time.process_time()
    after = closed(said, "types")
    assert time.process_time() - started < 5
    added = 4_001 + 3_994 if top == "mediagora:SocialMedia" else 0
    assert len(after) == len(said) + added
