"""The graph as one object."""

from __future__ import annotations

import pytest
import rdflib

import mediagora
from mediagora.errors import InputError
from mediagora.vocabulary import NS, OWN_PREFIXES

PLATFORM = OWN_PREFIXES["platform"]
MINE = """
PREFIX mediagora: <https://w3id.org/mediagora/ns#>
PREFIX purpose: <https://w3id.org/mediagora/purpose/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
<urn:x:mine> a mediagora:SocialMedia ; rdfs:label "Mine" ;
    mediagora:hasMainPurpose purpose:keep-in-contact .
"""


def own() -> mediagora.Graph:
    """What ships, and one platform."""
    return mediagora.Graph(rdflib.Graph().parse(data=MINE, format="turtle"))


def test_own_data_is_explained_beside_what_ships() -> None:
    graph = own()

    assert graph.why("Mine", "ContactNetwork").holds
    assert graph.why("linkedin", "SocialNetwork").holds
    assert not graph.why("whatsapp", "SocialNetwork").holds


def test_what_is_missing_is_told() -> None:
    missing = own().why_not("Mine", "ProfessionalNetwork").missing

    assert [fact.object for fact in missing[0].facts] == [
        f"{OWN_PREFIXES['purpose']}professional-networking"
    ]


def test_reason_takes_all_of_the_graph() -> None:
    new = own().reason()
    mine, twitch = rdflib.URIRef("urn:x:mine"), rdflib.URIRef(f"{PLATFORM}twitch")

    assert (mine, rdflib.RDF.type, rdflib.URIRef(f"{NS}ContactNetwork")) in new
    assert (twitch, rdflib.RDF.type, rdflib.URIRef(f"{NS}SocialMedia")) in new


def test_contradictions_are_found() -> None:
    wrong = MINE + "<urn:x:mine> a mediagora:Feature ."
    graph = mediagora.Graph(rdflib.Graph().parse(data=wrong, format="turtle"))

    assert {each.individual for each in graph.contradictions()} == {"urn:x:mine"}
    assert graph.why("Mine", "owl:Nothing").holds
    assert own().contradictions() == []


def test_a_platform_is_classified() -> None:
    classes = own().classify("Mine").classes

    assert classes[0].iri == f"{NS}ContactNetwork"


CLASSES_OF_MINE = (
    MINE
    + """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX feature: <https://w3id.org/mediagora/feature/>
<urn:x:mine> mediagora:hasFeature <urn:x:waving> .
<urn:x:waving> a mediagora:Feature ; mediagora:broaderFeature <urn:x:gestures> .
<urn:x:gestures> a mediagora:Feature ; mediagora:broaderFeature feature:liking .
<urn:x:Kind> a owl:Class ; rdfs:label "kind of mine" ; rdfs:subClassOf mediagora:SocialMedia ;
    owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( mediagora:SocialMedia
        [ a owl:Restriction ; owl:onProperty mediagora:hasFeature ; owl:hasValue feature:liking ]
    ) ] .
"""
)


def test_a_platform_is_classified_by_the_classes_and_features_of_the_user_too() -> None:
    data = rdflib.Graph().parse(data=CLASSES_OF_MINE, format="turtle")
    found = mediagora.Graph(data).classify("Mine")

    assert "kind of mine" in [each.name for each in found.classes]
    assert (found,) == mediagora.classify(data)


def test_what_is_no_platform_is_not_classified() -> None:
    with pytest.raises(InputError):
        own().classify("feature:groups")
