"""Descriptions: found by any name, and holding what is on record with its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest
import rdflib

from mediagora.errors import UnknownNameError
from mediagora.querying import describe
from mediagora.querying.describing import graph_of, look_up
from mediagora.querying.store import open_store
from mediagora.querying.view import LABEL, View
from mediagora.vocabulary import NS, OWN_PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediagora.querying.records import Fact

NETWORK: Final = f"{NS}SocialNetwork"


def values(facts: Iterable[Fact], name: str) -> dict[str, list[str]]:
    """Sources, short, by value of one property."""
    prefix = OWN_PREFIXES["source"]
    return {
        fact.value.name: [source.removeprefix(prefix) for source in fact.sources]
        for fact in facts
        if fact.property.name == name
    }


@pytest.mark.parametrize(
    "name",
    [
        NETWORK, f"<{NETWORK}>", "mediagora:SocialNetwork", "SocialNetwork", "socialnetwork",
        "social network", "Social-Network", "réseau social", "red social", "soziales Netzwerk",
    ],
)  # fmt: skip
def test_any_name_will_do(name: str) -> None:
    assert describe(name).iri == NETWORK


@pytest.mark.parametrize("name", ["Twitter", "X", "twitter", "platform:twitter"])
def test_former_name_will_do(name: str) -> None:
    assert describe(name).iri == f"{OWN_PREFIXES['platform']}twitter"


def test_every_named_thing_can_be_described() -> None:
    """By its IRI, and what comes back is that thing."""
    store = open_store()
    labelled = store.quads_for_pattern(None, ox.NamedNode(LABEL), None)
    named = {quad.subject.value for quad in labelled if isinstance(quad.subject, ox.NamedNode)}

    assert len(named) > 250
    assert {iri for iri in named if describe(iri).iri != iri} == set()


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("facebok", "facebook"),
        ("feature:grups", "feature:groups"),
        ("mediagora:SocialNetwrok", "mediagora:SocialNetwork"),
        ("soziales netzwek", "soziales netzwerk"),
        ("urn:x y", None),
        ("", None),
        ("zzzzzz", None),
    ],
)
def test_unknown_name(name: str, nearest: str | None) -> None:
    with pytest.raises(UnknownNameError) as caught:
        describe(name)

    assert (caught.value.nearest or [None])[0] == nearest


def test_a_platform_goes_before_its_company() -> None:
    pinterest = describe("Pinterest")

    assert pinterest.kind == "platform"
    assert [other.iri for other in pinterest.others] == [f"{OWN_PREFIXES['organization']}pinterest"]


def test_platform_with_facts_and_sources() -> None:
    facebook = describe("facebook")

    assert values(facebook.facts, "is a") == {
        "contact network": ["S1"],
        "social media": ["S1", "S2", "S3", "S4"],
        "social network": ["S1", "S2", "S4"],
    }
    assert values(facebook.facts, "launch year") == {"2004": ["digitalstuart"]}
    assert values(facebook.facts, "has feature")["marketplace"] == ["S2"]
    assert {"build relationships", "keep in contact"} <= set(
        values(facebook.follows, "has main purpose")
    )
    assert "claim/R6" in " ".join(told.claim for told in facebook.claims)


def test_every_fact_of_a_platform_has_its_source() -> None:
    """Labels apart, which need none."""
    facts = describe("linkedin").facts

    assert [fact for fact in facts if not fact.sources] == []


def test_class_with_place_definition_and_platforms() -> None:
    contact = describe("contact network")

    assert contact.kind == "class"
    assert [thing.name for thing in contact.broader] == ["social network"]
    assert contact.narrower == ()
    assert [(part.property.name, part.value.name) for part in contact.definition_by] == [
        ("is a", "social network"),
        ("has main purpose", "keep in contact"),
    ]
    assert [thing.name for thing in contact.platforms] == ["Facebook"]
    assert set(contact.labels) == {"en", "fr", "es", "de", "it", "pt"}
    assert next(iter(contact.labels)) == "en"


def test_characteristic_features_have_sources() -> None:
    features = describe("social network").characteristic

    assert {fact.value.name for fact in features} == {
        "connections",
        "content sharing",
        "groups and communities",
        "interactions",
        "personal profile",
    }
    assert all(fact.sources == (f"{OWN_PREFIXES['source']}S0",) for fact in features)


def test_feature_with_narrower_ones_and_platforms_that_have_those() -> None:
    connections = describe("connections")

    assert [thing.name for thing in connections.narrower] == ["befriending", "following"]
    assert "XING" in [thing.name for thing in connections.platforms]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("hasFeature", "property"), ("launchYear", "property"), ("restsOn", "annotation property"),
        ("G9", "recommendation"), ("R1", "claim"), ("K1", "contrast"), ("P5", "observation"),
        ("S4", "source"), ("build-relationships", "purpose"), ("groups", "feature"),
        ("content:video", "content type"), ("CNN", "news outlet"),
    ],
)  # fmt: skip
def test_kind(name: str, kind: str) -> None:
    assert describe(name).kind == kind


def test_claims_come_in_the_order_of_their_numbers() -> None:
    claims = [told.claim.rpartition("/")[2] for told in describe("social network").claims]

    assert claims.index("D9") < claims.index("D10") < claims.index("K1")


def test_source_lists_its_claims() -> None:
    assert len(describe("S3").claims) >= 8


def test_graph_holds_the_thing_its_evidence_and_its_claims() -> None:
    description, view = look_up("xing")
    triples = graph_of(description, view)
    subjects = {str(triple.subject) for triple in triples}

    assert f"<{description.iri}>" in subjects
    assert f"<{OWN_PREFIXES['claim']}C11>" in subjects
    assert sum("owl#Axiom" in str(triple.object) for triple in triples) >= 5


def test_data_of_the_users_own() -> None:
    data = rdflib.Graph().parse(
        data="""@prefix mediagora: <https://w3id.org/mediagora/ns#> .
            @prefix purpose: <https://w3id.org/mediagora/purpose/> .
            <urn:chirp> a mediagora:SocialMedia ; mediagora:hasMainPurpose purpose:keep-in-contact ;
              <http://www.w3.org/2000/01/rdf-schema#label> "Chirp" , "Piep"@de ."""
    )
    chirp = describe("piep", data=data)

    assert (chirp.kind, chirp.name) == ("platform", "Chirp")
    assert {"contact network", "social network"} <= set(values(chirp.follows, "is a"))


def test_view_prefers_english_then_any_language() -> None:
    store = ox.Store()
    for text, language in (("b", "de"), ("a", "en")):
        store.add(
            ox.Quad(ox.NamedNode("urn:x"), ox.NamedNode(LABEL), ox.Literal(text, language=language))
        )
    view = View(store)

    assert view.name("urn:x") == "a"
    assert view.name("urn:y") == "urn:y"


def test_dates_of_a_fact_are_told() -> None:
    """X Corp. runs X since 2023, and Twitter was its name until then."""
    facts = {fact.value.name: fact for fact in describe("twitter").facts}

    assert (facts["X Corp."].since, facts["X Corp."].until) == ("2023", None)
    assert (facts["Twitter"].since, facts["Twitter"].until) == (None, "2023")
    assert facts["liking"].until is None
