"""The graph in owlready2: complete, at hand by its prefixes, and ready for HermiT."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import owlready2
import pyoxigraph as ox
import pytest
import rdflib

from logic import oracles
from mediagora.errors import EngineError, InputError, UsageError
from mediagora.reading.shipped import shipped
from mediagora.reasoning.live import owl
from mediagora.vocabulary import NS, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLATFORM: Final = """
@prefix ex: <https://example.org/> .
@prefix mediagora: <https://w3id.org/mediagora/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix purpose: <https://w3id.org/mediagora/purpose/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex:header a owl:Ontology ; owl:imports <https://127.0.0.1:9/nowhere> .
ex:tie a mediagora:SocialMedia ; rdfs:label "Tie"@en ;
    mediagora:hasMainPurpose purpose:keep-in-contact ; mediagora:launchYear 2019 ;
    mediagora:operatedBy ex:nobody-typed .
[] a owl:Axiom ; owl:annotatedSource ex:tie ; owl:annotatedProperty mediagora:launchYear ;
    owl:annotatedTarget 2019 ; mediagora:validFrom "2019"^^xsd:gYear .
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A platform of a user, in a file that imports what is not there."""
    path = tmp_path / "tie.ttl"
    path.write_text(PLATFORM, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def onto() -> Iterator[owlready2.Ontology]:
    """What ships, without its evidence."""
    onto = owl()
    yield onto
    onto.world.close()


def typed(kind: str) -> set[str]:
    """What ships as a member of a class, by IRI."""
    members = oracles.members(frozenset(shipped()), ox.NamedNode(kind))
    return {node.value for node in members if isinstance(node, ox.NamedNode)}


def test_classes_and_properties_are_attributes(onto: owlready2.Ontology) -> None:
    for name in typed(f"{PREFIXES['owl']}Class"):
        if name.startswith(NS):
            assert getattr(onto, name.removeprefix(NS)).iri == name
    assert issubclass(onto.ContactNetwork, onto.SocialMedia)
    assert "social network" in onto.SocialNetwork.label.en
    assert str(onto.SocialNetwork) == "mediagora.SocialNetwork"
    assert onto.hasFeature in onto.object_properties()


def test_all_individuals_are_there(onto: owlready2.Ontology) -> None:
    """owlready2 lists what is declared as one, and nothing else."""
    individuals = {each.iri for each in onto.individuals()}
    for kind in ("Feature", "Purpose", "Claim", "Source", "BlogPlatform", "ContactNetwork"):
        assert typed(NS + kind)
        assert typed(NS + kind) <= individuals
    assert individuals == {each.iri for each in onto.world.individuals()}
    assert {each.iri for each in onto.classes()}.isdisjoint(individuals)


def test_facts_are_attributes(onto: owlready2.Ontology) -> None:
    facebook = onto.platform.facebook
    assert isinstance(facebook, onto.SocialNetwork)
    assert facebook in onto.SocialNetwork.instances()
    assert facebook.label.en == ["Facebook"]
    assert facebook.launchYear == [2004]
    assert onto.feature.marketplace in facebook.hasFeature
    assert onto.platform["google-plus"].formerlyOperatedBy == [onto.organization.google]
    assert onto.search_one(label="Facebook") is facebook
    found = onto.search(type=onto.SocialNetwork, hasFeature=onto.feature.marketplace)
    assert facebook in list(found)


def test_what_only_is_a_value_is_an_individual_too(onto: owlready2.Ontology) -> None:
    """Such as an entity of Wikidata, which nothing here describes."""
    assert onto.platform.facebook.exactMatch == [onto.wd.Q355]


def test_every_prefix_is_an_attribute_and_hides_nothing(onto: owlready2.Ontology) -> None:
    world = owlready2.World()
    assert PREFIXES.keys().isdisjoint(dir(world.get_ontology(NS)))
    world.close()
    for prefix in PREFIXES.keys() - {"mediagora"}:
        assert getattr(onto, prefix).base_iri == PREFIXES[prefix]
        assert onto.world[NS + prefix] is None


def test_one_header_is_left_and_imports_nothing(onto: owlready2.Ontology) -> None:
    headers = onto.world.sparql(f"SELECT ?x {{ ?x a <{PREFIXES['owl']}Ontology> }}")
    of_its_own = {"http://anonymous"}  # owlready2 has it in every world
    assert {found.iri for (found,) in headers} - of_its_own == {NS.removesuffix("#")}
    assert onto.imported_ontologies == []
    assert onto.metadata.title.en == ["Mediagora, an ontology of social media"]
    assert onto.base_iri == NS


def test_data_of_a_user_comes_along_and_nothing_is_fetched(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("the network was asked")

    monkeypatch.setattr("urllib.request.urlopen", refuse)
    monkeypatch.setattr("socket.create_connection", refuse)
    for data in (file, [str(file)], rdflib.Graph().parse(data=PLATFORM)):
        mine = owl(data)
        tie = mine.search_one(label="Tie")
        assert tie.iri == "https://example.org/tie"
        assert tie is mine.world["https://example.org/tie"]
        assert [each.iri for each in tie.operatedBy] == ["https://example.org/nobody-typed"]
        assert mine.platform.facebook in mine.SocialNetwork.instances()
        mine.world.close()


def test_evidence_comes_when_it_is_asked_for(onto: owlready2.Ontology, file: Path) -> None:
    """Its years too, which owlready2 by itself cannot read."""
    mine = owl(file, evidence=True)
    facebook, tie = mine.platform.facebook, mine.search_one(label="Tie")
    sources = mine.dcterms.source[facebook, mine.launchYear, 2004]
    assert sources
    assert all(isinstance(each, mine.Source) for each in sources)
    assert mine.validFrom[tie, mine.launchYear, 2019] == ["2019"]
    twitter = mine.platform.twitter
    assert mine.validFrom[twitter, mine.operatedBy, mine.organization["x-corp"]] == ["2023"]
    mine.world.close()

    assert onto.dcterms.source[onto.platform.facebook, onto.launchYear, 2004] == []


def test_evidence_of_a_user_stays_out_when_it_is_not(file: Path) -> None:
    mine = owl(file)
    assert mine.validFrom[mine.search_one(label="Tie"), mine.launchYear, 2019] == []
    mine.world.close()


def test_two_calls_share_nothing(onto: owlready2.Ontology) -> None:
    other = owl()
    with other:
        other.SocialNetwork("urn-of-mine")
    assert other.world is not onto.world
    assert other.SocialNetwork is not onto.SocialNetwork
    assert onto.search_one(iri="*urn-of-mine") is None
    assert not list(owlready2.default_world.individuals())
    other.world.close()


@pytest.mark.java
def test_hermit_works_on_it(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    mine = owl(file)
    tie = mine.search_one(label="Tie")
    assert mine.ContactNetwork not in tie.is_a
    owlready2.sync_reasoner_hermit(mine.world, infer_property_values=True, debug=0)

    assert tie in mine.ContactNetwork.instances()
    assert tie in mine.SocialNetwork.instances()
    assert mine.purpose["build-relationships"] in tie.hasMainPurpose
    assert mine.platform.facebook in mine.ContactNetwork.instances()
    assert mine.platform.whatsapp not in mine.SocialNetwork.instances()
    assert list(mine.world.inconsistent_classes()) == []
    assert capfd.readouterr() == ("", "")
    mine.world.close()


@pytest.mark.java
def test_hermit_works_with_evidence() -> None:
    """Its dates are on annotations, which no reasoner reads."""
    mine = owl(evidence=True)
    owlready2.sync_reasoner_hermit(mine, debug=0)
    assert mine.platform.facebook in mine.SocialNetwork.instances()
    mine.world.close()


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("<urn:a> <urn:b>", encoding="utf-8")
    with pytest.raises(InputError, match=r"broken\.ttl:1"):
        owl(tmp_path / "broken.ttl")
    with pytest.raises(UsageError, match="there is no file or folder"):
        owl(tmp_path / "none.ttl")


def test_without_owlready2_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "owlready2", None)
    with pytest.raises(EngineError, match="pip install owlready2"):
        owl()
