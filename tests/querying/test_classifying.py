"""What a platform is: the classes, the close ones, the platforms it is most like."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from mediagora import bundle
from mediagora.errors import InputError, UnknownNameError, UsageError
from mediagora.querying import query
from mediagora.querying.asking import Asking
from mediagora.querying.classified import Classification, percent
from mediagora.querying.classifying import classify
from mediagora.querying.known import ours
from mediagora.querying.resemblance import MOST, jaccard, profile, resembling
from mediagora.querying.store import open_store
from mediagora.querying.view import SOCIAL_MEDIA, SUBCLASS, TYPE, View
from mediagora.reading.shipped import shipped
from mediagora.reasoning.axioms import Pair
from mediagora.vocabulary import NS, OWN_PREFIXES, slug

CASES: Final = Path(__file__).parents[1] / "cases" / "classify"
HEAD: Final = """@prefix ex: <https://example.org/> .
@prefix feature: <https://w3id.org/mediagora/feature/> .
@prefix m: <https://w3id.org/mediagora/ns#> .
@prefix platform: <https://w3id.org/mediagora/platform/> .
@prefix purpose: <https://w3id.org/mediagora/purpose/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
STRIPPED: Final = ("facebook", "linkedin", "orkut", "reddit", "twitch", "whatsapp", "tumblr")
"""Of our platforms, those that are classified without the types that are stated of them."""


def described(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=HEAD + text, format="turtle")


def one(text: str) -> Classification:
    [classification] = classify(described(text))
    return classification


def classes(classification: Classification) -> list[str]:
    return [slug(each.iri) for each in classification.classes]


@pytest.mark.parametrize(
    ("purpose", "expected"),
    [
        ("build-relationships", ["SocialNetwork", "SocialMedia"]),
        ("connect by shared interest", ["SocialNetwork", "SocialMedia"]),
        ("purpose:keep-in-contact", ["ContactNetwork", "SocialNetwork", "SocialMedia"]),
        ("professional-networking", ["ProfessionalNetwork", "SocialNetwork", "SocialMedia"]),
        ("share-original-content", ["SocialMedia"]),
        ("exchange-messages", ["SocialMedia"]),
    ],
)
def test_the_main_purpose_decides(purpose: str, expected: list[str]) -> None:
    """By hand from S0, S1 and S2; sharing original content alone makes no network."""
    assert classes(classify(main_purposes=purpose)) == expected


def test_a_purpose_that_is_no_main_one_decides_nothing() -> None:
    assert classes(classify(purposes=["keep-in-contact", "build-relationships"])) == ["SocialMedia"]


def test_two_conditions_meet() -> None:
    found = classify(types="social network", main_purposes="share-original-content")

    assert classes(found) == ["ContentNetwork", "SocialNetwork", "SocialMedia"]
    assert [each.standing for each in found.classes] == ["entailed", "stated", "entailed"]


def test_the_most_specific_class_comes_first() -> None:
    found = classify(
        types=["PodcastPlatform", "ShortVideoPlatform", "SharingPlatform", "FederatedPlatform"]
    )
    view = View(open_store())
    order = [each.iri for each in found.classes]

    assert len(order) == len(set(order)) == 7
    for place, narrow in enumerate(order):
        assert not set(order[place + 1 :]) & (view.below(narrow) - {narrow})


@cache
def stripped() -> dict[str, Classification]:
    """Some of our platforms by what is on record of them but their types."""
    platforms = {f"{OWN_PREFIXES['platform']}{name}" for name in STRIPPED}
    kept = rdflib.Graph()
    for triple in shipped(ontology=False, evidence=False):
        subject, predicate, _ = triple
        of_one = isinstance(subject, ox.NamedNode) and subject.value in platforms
        if of_one and predicate.value != TYPE:
            kept.parse(data=f"{triple} .", format="nt")
    return {slug(each.platform.iri): each for each in classify(kept) if each.platform}


@pytest.mark.parametrize("name", STRIPPED)
def test_our_platforms_without_their_types_are_in_none_but_their_classes(name: str) -> None:
    entailed = View(open_store(inference="rl"))
    known = entailed.values(f"{OWN_PREFIXES['platform']}{name}", TYPE)
    found = stripped()[name]

    assert {each.iri for each in found.classes} <= set(known)
    assert classes(found)[-1] == "SocialMedia"
    assert all(each.standing == "entailed" for each in found.classes)


@pytest.mark.parametrize("name", ["reddit", "twitch", "whatsapp"])
def test_messenger_stream_and_forum_are_no_social_network(name: str) -> None:
    [shipped_as] = classify(bundle.root() / "data" / "platforms" / f"{name}.ttl")

    for found in (stripped()[name], shipped_as):
        assert not {slug(each.iri) for each in found.classes} & {"SocialNetwork", "ContactNetwork"}
        assert "SocialNetwork" in {slug(each.iri) for each in found.close}


@pytest.mark.parametrize("name", ["facebook", "linkedin", "orkut"])
def test_a_social_network_without_its_type_is_close_to_one(name: str) -> None:
    shares = {slug(each.iri): each.percent for each in stripped()[name].close}

    assert shares["SocialNetwork"] > 50


def test_what_is_close_to_live_streaming_is_twitch() -> None:
    assert slug(stripped()["twitch"].close[0].iri) == "LiveStreamingPlatform"


def test_conditions_and_common_features_are_kept_apart() -> None:
    """By hand from the definition and the characteristic features of social networks (S0)."""
    found = one("""ex:a m:hasPurpose purpose:keep-in-contact ;
        m:hasFeature feature:commenting, feature:groups .""")
    [network] = [each for each in found.close if slug(each.iri) == "SocialNetwork"]
    [lacking] = network.definition.lacks

    assert (network.held, network.tied, network.percent) == (2, 6, 33)
    assert network.definition.holds == ()
    assert lacking.value
    assert slug(lacking.value.iri) == "build-relationships"
    assert lacking.held_as
    assert slug(lacking.held_as.iri) == "hasPurpose"
    assert [slug(each.iri) for each in network.characteristic_features.holds] == [
        "groups",
        "interactions",
    ]
    assert sorted(slug(each.iri) for each in network.characteristic_features.lacks) == [
        "connections",
        "content-sharing",
        "personal-profile",
    ]


def test_all_common_features_make_no_member() -> None:
    found = classify(features=["group-chat", "private-messages"])

    assert classes(found) == ["SocialMedia"]
    assert (slug(found.close[0].iri), found.close[0].percent) == ("MessagingPlatform", 100)
    assert found.close[0].missing == ()


def test_of_what_nothing_holds_nothing_is_told() -> None:
    assert classify(content="image").close == ()


@pytest.mark.parametrize("case", ["network", "messenger"])
def test_what_is_missing_is_enough(case: str) -> None:
    """Each set, added to the description, makes a member; and none says of what class it is."""
    graph = rdflib.Graph().parse(CASES / case / "description.ttl")
    sets = 0
    for found in classify(graph):
        assert found.platform
        for close in found.close:
            for way in close.missing:
                more = rdflib.Graph()
                for triple in graph:
                    more.add(triple)
                for fact in way:
                    assert fact.value
                    assert fact.property.iri != TYPE
                    more.add(
                        (
                            rdflib.URIRef(found.platform.iri),
                            rdflib.URIRef(fact.property.iri),
                            rdflib.URIRef(fact.value.iri),
                        )
                    )
                again = {each.platform: each for each in classify(more)}[found.platform]
                assert close.iri in {each.iri for each in again.classes}
                sets += 1
    assert sets > 2


@pytest.mark.parametrize("case", ["network", "messenger"])
def test_what_is_missing_is_what_why_not_tells(case: str) -> None:
    """Of its answers those that say nothing of classes, which here rest on fewer facts."""
    path = CASES / case / "description.ttl"
    asking = Asking(path)
    for found in classify(path):
        assert found.platform
        for close in found.close:
            if close.definition.lacks:
                ways = asking.why_not(found.platform.iri, close.iri).missing
                assert {
                    frozenset((each.property.iri, each.value and each.value.iri) for each in way)
                    for way in close.missing
                } == {
                    frozenset((fact.predicate, fact.object) for fact in way.facts)
                    for way in ways
                    if all(fact.predicate != TYPE for fact in way.facts)
                }


def test_the_greatest_share_comes_first() -> None:
    for found in stripped().values():
        shares = [each.held / each.tied for each in found.close]
        assert shares == sorted(shares, reverse=True)
        assert all(0 < each.held <= each.tied for each in found.close)


@pytest.mark.parametrize("name", ["instagram", "reddit", "orkut", "strava", "whatsapp"])
def test_by_features_alone_it_is_the_answer_of_the_catalogue(name: str) -> None:
    """The question comparison/alike counts shared and either; this is the same, told in Python."""
    known = ours()
    feature = ox.NamedNode(f"{NS}hasFeature")

    def features(pairs: frozenset[Pair]) -> frozenset[Pair]:
        return frozenset(pair for pair in pairs if pair.predicate == feature)

    platform = ox.NamedNode(f"{OWN_PREFIXES['platform']}{name}")
    others = {each: features(theirs) for each, theirs in known.running.items() if each != platform}
    told = resembling(features(profile(known.of(platform))), others, known.thing)
    rows = query("comparison/alike", platform=name).solutions

    assert [
        (each.iri, each.name, str(each.shared), str(each.either), str(each.percent))
        for each in told
    ] == [tuple(getattr(term, "value", None) for term in row) for row in rows]


def test_purposes_count_as_features_do() -> None:
    """By hand: WhatsApp has one purpose more than what is described, and no feature."""
    found = classify(main_purposes="exchange-messages", purposes="keep-in-contact")
    whatsapp = next(each for each in found.resembles if slug(each.iri) == "whatsapp")
    known = ours().of(ox.NamedNode(f"{OWN_PREFIXES['platform']}whatsapp"))
    purposes = {slug(str(p.object)[1:-1]) for p in profile(known) if "hasPurpose" in str(p[0])}

    assert whatsapp.features == ()
    assert {slug(each.iri) for each in whatsapp.purposes} < purposes
    assert whatsapp.shared == len(whatsapp.purposes) == len(purposes) - 1
    assert whatsapp.either == len(profile(known))


def test_what_has_closed_and_the_platform_itself_are_left_out() -> None:
    found = stripped()["facebook"]
    told = {slug(each.iri) for each in found.resembles}

    assert len(told) == MOST
    assert not told & {"facebook", "orkut", "friendster", "google-plus", "sixdegrees", "vine"}


_PROFILES: Final = st.frozensets(
    st.builds(
        Pair,
        st.sampled_from([ox.NamedNode(f"{NS}hasFeature"), ox.NamedNode(f"{NS}hasPurpose")]),
        st.sampled_from([ox.NamedNode(f"urn:{letter}") for letter in "abcdef"]),
    )
)


@given(_PROFILES, _PROFILES)
def test_resemblance_is_symmetric_and_a_share(
    first: frozenset[Pair], second: frozenset[Pair]
) -> None:
    shared, either = jaccard(first, second)

    assert (shared, either) == jaccard(second, first)
    assert 0 <= percent(shared, either) <= 100
    assert (shared == either) == (first == second)
    assert (shared, either) == (len(first & second), len(first | second))


@settings(max_examples=12)
@given(st.data())
def test_more_facts_never_lose_a_class_and_order_says_nothing(data: st.DataObject) -> None:
    pool = [
        ("types", "ForumPlatform"),
        ("types", "SocialNetwork"),
        ("main_purposes", "keep-in-contact"),
        ("main_purposes", "share-original-content"),
        ("main_purposes", "exchange-messages"),
        ("purposes", "professional-networking"),
        ("features", "groups"),
        ("features", "live-interaction"),
    ]
    facts = data.draw(st.lists(st.sampled_from(pool), min_size=1, max_size=4, unique=True))
    shuffled = data.draw(st.permutations(facts))
    more = data.draw(st.lists(st.sampled_from(pool), max_size=3))

    def of(said: list[tuple[str, str]]) -> Classification:
        named: dict[str, list[str]] = {}
        for kind, name in said:
            named.setdefault(kind, []).append(name)
        return classify(None, **named)

    found = of(facts)
    assert of(shuffled) == found
    assert {each.iri for each in found.classes} <= {each.iri for each in of(facts + more).classes}


def test_the_form_of_the_description_says_nothing(tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(CASES / "network" / "description.ttl")
    written = tmp_path / "chirp.rdf"
    graph.serialize(written, format="xml")
    by_file = classify(CASES / "network" / "description.ttl")

    assert by_file == classify(graph) == classify([written])


def test_several_platforms_come_by_name() -> None:
    found = classify(CASES / "messenger" / "description.ttl")

    assert [each.platform.name for each in found if each.platform] == ["Pigeon", "Quill"]


def test_one_of_our_own_platforms_is_what_the_description_says() -> None:
    found = one("platform:facebook a m:BlogPlatform .")

    assert found.platform
    assert found.platform.name == "Facebook"
    assert classes(found) == ["BlogPlatform", "PublishingPlatform", "SocialMedia"]
    assert found.resembles == ()


def test_classes_and_features_of_the_users_own() -> None:
    found = one("""ex:Salon rdfs:subClassOf m:ChatPlatform ; rdfs:label "salon"@en .
        ex:shouting a m:Feature ; m:broaderFeature feature:group-chat .
        ex:a a ex:Salon ; m:hasFeature ex:shouting .""")
    messaging = next(each for each in found.close if slug(each.iri) == "MessagingPlatform")

    assert [each.name for each in found.classes][:2] == ["salon", "chat platform"]
    assert "group-chat" in {slug(each.iri) for each in messaging.characteristic_features.holds}


def test_of_several_definitions_the_one_that_holds_most_is_told() -> None:
    found = one("""@prefix owl: <http://www.w3.org/2002/07/owl#> .
        ex:Salon a owl:Class ; rdfs:subClassOf m:SocialMedia ; owl:equivalentClass
          [ owl:intersectionOf ( m:WikiPlatform
              [ owl:onProperty m:hasFeature ; owl:hasValue feature:polls ] ) ] ,
          [ owl:intersectionOf ( m:ForumPlatform
              [ owl:onProperty m:hasFeature ; owl:hasValue feature:groups ] ) ] .
        ex:a a m:ForumPlatform .""")
    [salon] = [each for each in found.close if slug(each.iri) == "Salon"]

    assert [each.value and slug(each.value.iri) for each in salon.definition.holds] == [
        "ForumPlatform"
    ]
    assert [each.value and slug(each.value.iri) for each in salon.definition.lacks] == ["groups"]
    assert len(salon.missing) == 1


def test_axioms_that_are_not_looked_at_are_noted() -> None:
    found = one("""@prefix owl: <http://www.w3.org/2002/07/owl#> .
        ex:Salon owl:unionOf ( m:ForumPlatform m:ChatPlatform ) . ex:a a m:ForumPlatform .""")

    assert found.notes == ("axioms of these kinds are not looked at: owl:unionOf (1)",)


def test_evidence_in_the_description_is_no_platform() -> None:
    found = one("""ex:a a m:ForumPlatform . [] a <http://www.w3.org/2002/07/owl#Axiom> ;
        <http://www.w3.org/2002/07/owl#annotatedSource> ex:a .""")

    assert classes(found)[0] == "ForumPlatform"


def test_a_contradiction_is_told_once_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "clash.ttl"
    path.write_text(HEAD + "ex:a a m:SocialMedia ;\n m:hasFeature purpose:keep-in-contact .")
    [found] = classify(path)
    [clash] = found.contradictions

    assert slug(clash.individual) == "keep-in-contact"
    assert [fact.line for fact in clash.justification.facts if fact.path] == [8]


def test_a_value_of_the_wrong_kind_contradicts_too() -> None:
    assert one("ex:a m:hasFeature platform:facebook .").contradictions
    assert one("ex:a m:launchYear 'soon' .").contradictions
    assert not one("ex:a m:hasFeature feature:groups .").contradictions


def test_a_misspelt_name_in_the_description_is_noted() -> None:
    [note] = one("ex:a m:hasFeature feature:grups, ex:mine .").notes

    assert note.startswith("feature:grups is declared nowhere; did you mean feature:groups")


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ({"features": ["grups"]}, "there is no feature 'grups'; did you mean 'groups'"),
        ({"features": ["keep-in-contact"]}, "there is no feature 'keep-in-contact'"),
        ({"purposes": ["keep-in-contct"]}, "did you mean 'keep-in-contact'"),
        ({"main_purposes": ["groups"]}, "there is no purpose 'groups'"),
        ({"content": ["vidéos"]}, "there is no content type 'vidéos'"),
        ({"types": ["Feature"]}, "there is no class of platforms 'Feature'"),
    ],
)
def test_names_are_looked_up_among_their_own_kind(named: dict[str, str], message: str) -> None:
    with pytest.raises(UnknownNameError, match="there is no") as raised:
        classify(None, **named)
    assert message in str(raised.value)


def test_labels_name_things_in_any_language() -> None:
    assert classify(features="groups and communities") == classify(features="feature:groups")
    assert classify(main_purposes="rester en contact") == classify(main_purposes="keep-in-contact")


def test_nothing_and_too_much_are_refused() -> None:
    with pytest.raises(UsageError, match="there is nothing to classify"):
        classify()
    with pytest.raises(UsageError, match="not by both"):
        classify(CASES / "network" / "description.ttl", features=["groups"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ex:a rdfs:label 'A' .", "no platform is described"),
        ("feature:shouting a m:Feature .", "no platform is described"),
        ("[] a m:SocialNetwork .", "has no IRI"),
    ],
)
def test_a_description_of_no_platform(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        classify(described(text))


def test_every_class_of_platforms_can_be_named() -> None:
    view = View(open_store())
    below = view.below(SOCIAL_MEDIA)

    assert {each.value for each in ours().classes} == below
    assert all(view.values(each, SUBCLASS) for each in below - {SOCIAL_MEDIA})
