"""The graph as one object."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rdflib

import mediagora
from mediagora.errors import InputError, UsageError
from mediagora.querying.catalogue import INFERENCES
from mediagora.reading.parsing import parse
from mediagora.vocabulary import NS, OWN_PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyoxigraph as ox

    from mediagora.querying.catalogue import Inference
    from mediagora.reading.inputs import Source

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


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.ttl"
    path.write_text(MINE + "<urn:x:mine> a <urn:x:Kind> .", encoding="utf-8")
    return path


class TestQuery:
    """The catalogue and SPARQL, on the graph that is held."""

    def test_data_is_read_at_first_use_and_no_second_time(
        self, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read: list[str] = []

        def counted(source: Source) -> Iterator[ox.Triple]:
            read.append(source.path)
            return parse(source)

        monkeypatch.setattr("mediagora.reading.parsing.parse", counted)
        graph = mediagora.Graph(str(file))
        assert read == []
        for inference in INFERENCES:
            graph.query("ASK {}", inference=inference)
        graph.query("in-numbers")
        assert "mine" in graph.platforms
        assert len(graph.features) > 50
        graph.to_rdflib(inference="rl")

        assert read == [str(file)]

    @pytest.mark.parametrize("inference", INFERENCES)
    def test_answers_are_those_of_mediagora_query(self, file: Path, inference: Inference) -> None:
        text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

        for with_shipped in (True, False):
            held = mediagora.Graph(str(file), with_shipped=with_shipped)
            found = held.query(text, inference=inference).values()
            again = mediagora.query(
                text, data=str(file), with_shipped=with_shipped, inference=inference
            )
            assert found == again.values()

    def test_what_follows_is_asked_where_the_question_wants_it(self) -> None:
        text = "ASK { <urn:x:mine> a mediagora:ContactNetwork }"
        graph = own()

        assert not graph.query(text)
        assert graph.query(text, inference="rl")
        assert graph.query(f"#+ inference: rl\n{text}")
        found = graph.query("platforms-in", category=graph.classes.ContactNetwork).to_dicts()
        assert "urn:x:mine" in [row["platform"] for row in found]

    def test_an_entry_is_a_parameter(self) -> None:
        graph = mediagora.Graph()
        found = graph.query("who-has-feature", feature=graph.features["marketplace"])

        assert [row.name for row in found.values()] == ["Facebook", "Nextdoor"]

    def test_a_query_with_a_limit_of_time_has_the_same_data(self, file: Path) -> None:
        text = "SELECT ?x { ?x rdfs:label 'Mine' }"
        for data in (str(file), rdflib.Graph().parse(file)):
            graph = mediagora.Graph(data, with_shipped=False)
            assert graph.query(text, timeout=60).values() == [("urn:x:mine",)]
            assert graph.query("SELECT * {?s ?p ?o}", limit=3, memory_limit=1 << 32).truncated

    def test_folders_of_the_user_are_catalogues(self, tmp_path: Path) -> None:
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "all.rq").write_text("SELECT (1 AS ?one) {}", encoding="utf-8")

        assert mediagora.Graph().query("all", queries=tmp_path).values() == [(1,)]

    def test_an_unknown_inference_is_told(self) -> None:
        with pytest.raises(UsageError, match="none, rdfs"):
            mediagora.Graph().query("ASK {}", inference="owl")  # type: ignore[arg-type]
        with pytest.raises(UsageError, match="none, rdfs, rl"):
            mediagora.Graph().to_rdflib(inference="owl")  # type: ignore[arg-type]


class TestCollections:
    """Platforms, features, purposes and classes."""

    def test_have_what_ships_and_the_data_of_the_user(self) -> None:
        graph, shipped = own(), mediagora.Graph()

        assert set(graph.platforms) - set(shipped.platforms) == {"mine"}
        assert graph.platforms["Mine"].iri == "urn:x:mine"
        assert list(graph.features) == list(shipped.features)
        assert graph.platforms is graph.platforms

    def test_have_only_the_data_of_the_user_where_that_is_asked(self, file: Path) -> None:
        graph = mediagora.Graph(str(file), with_shipped=False)

        assert list(graph.platforms) == ["mine"]
        assert len(graph.features) > 50
        assert len(mediagora.Graph(with_shipped=False).platforms) == 0

    def test_have_members_of_classes_that_the_user_declares(self) -> None:
        data = """
            PREFIX mediagora: <https://w3id.org/mediagora/ns#>
            PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
            <urn:x:Kind> rdfs:subClassOf mediagora:ForumPlatform ; rdfs:label "kind"@en .
            <urn:x:a> a <urn:x:Kind> . <urn:x:b> a mediagora:Feature .
        """
        graph = mediagora.Graph(rdflib.Graph().parse(data=data, format="turtle"))

        assert "a" in graph.platforms
        assert "b" in graph.features
        assert graph.classes["kind"].iri == "urn:x:Kind"
        assert "b" not in graph.platforms

    def test_are_of_one_kind_each(self) -> None:
        graph = mediagora.Graph()

        assert graph.classes["Kontaktnetzwerk"].iri == f"{NS}ContactNetwork"
        assert graph.classes.SocialMedia.name == "social media"
        assert graph.purposes.keep_in_contact.iri == f"{OWN_PREFIXES['purpose']}keep-in-contact"
        assert not set(graph.purposes) & set(graph.features)

    def test_give_subjects_to_ask_about(self) -> None:
        graph = mediagora.Graph()

        assert graph.why(graph.platforms.linkedin, graph.classes.SocialNetwork).holds
        assert not graph.why_not(graph.platforms.whatsapp, graph.classes.SocialNetwork).holds
        assert graph.classify(graph.platforms.linkedin).classes


def test_reason_without_platforms_takes_the_ontology_alone() -> None:
    twitch = rdflib.URIRef(f"{PLATFORM}twitch")

    assert (twitch, None, None) not in mediagora.Graph(with_shipped=False).reason()


def test_a_prompt_shows_how_the_graph_was_made() -> None:
    assert repr(mediagora.Graph()) == "Graph()"
    assert repr(mediagora.Graph("a.ttl", with_shipped=False)) == (
        "Graph('a.ttl', with_shipped=False)"
    )
