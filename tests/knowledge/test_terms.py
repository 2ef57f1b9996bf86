"""Terms: classes, properties, and the features, purposes and other concepts that facts point at."""

from __future__ import annotations

from collections import Counter
from graphlib import TopologicalSorter

import pytest

from knowledge import graph

LANGUAGES = {"en", "fr", "es", "de", "it", "pt"}
INDIVIDUALS = {
    "mediagora:Feature": "feature:",
    "mediagora:Purpose": "purpose:",
    "mediagora:ContentType": "content:",
    "mediagora:Criterion": "criterion:",
    "mediagora:TermKind": "kind:",
    "mediagora:AccessDevice": "device:",
    "mediagora:Technology": "technology:",
    "mediagora:ManagementService": "service:",
    "mediagora:Indicator": "indicator:",
}
SCHEMA = {
    "owl:Class",
    "owl:ObjectProperty",
    "owl:DatatypeProperty",
    "owl:AnnotationProperty",
}
KINDS = {
    kind: sorted(term for term in graph.instances(kind) if not term.startswith(("_:", "<")))
    for kind in (*INDIVIDUALS, *SCHEMA)
}
OURS = sorted(
    {
        term
        for kind, terms in KINDS.items()
        for term in terms
        if kind not in SCHEMA or term.startswith("mediagora:")
    }
)

# Names that are fixed: they may never go.
FIXED = """
feature: personal-profile connections befriending following content-sharing interactions commenting
 liking resharing private-messages groups member-search pages visibility-control people-tagging
 targeted-advertising wall-posting group-chat marketplace job-search short-posts live-video
 video-calls
purpose: build-relationships keep-in-contact professional-networking share-original-content publish
 share-content discuss promote-brand learn
content: article short-text image video short-video audio link document comment
criterion: purpose content-or-connections visibility-and-privacy advertising platform-features use
kind: platform means practice content communication community
platform: facebook twitter instagram instagram-live linkedin xing youtube tiktok pinterest whatsapp
 twitch tumblr sixdegrees
source: S0 S1 S2 S3 S4 editorial
mediagora: SocialMedia SocialNetwork ContactNetwork ContentNetwork ProfessionalNetwork
 PublishingPlatform SharingPlatform NetworkingPlatform DiscussionPlatform BlogPlatform
 MicroblogPlatform WikiPlatform ForumPlatform ChatPlatform MessagingPlatform
 PhotoAndVideoSharingPlatform PhotoSharingPlatform VideoSharingPlatform LiveStreamingPlatform
 PodcastPlatform ContentCurationPlatform Feature Purpose ContentType Criterion Contrast
 Recommendation Consideration Observation Definition Claim Source TermKind hasFeature
 broaderFeature hasPurpose
 hasMainPurpose broaderPurpose sharesContent operatedBy formerlyOperatedBy partOfPlatform launchYear
 closedYear homepage accessedThrough denotes onCriterion forGoal statedBy definesTerm recommends
 characteristicFeature aboutSubject aboutProperty statesValue validFrom validUntil confidence code
"""

# A term has the sources of all the claims that it rests on, and is editorial without a claim.
# Those here do not: a claim that gives its sources detail by detail, or the reason beside them.
SOURCES = {
    # P6 gives its sources by content type.
    "content:article": "S0 S1",
    "content:audio": "S0 S2",
    "content:comment": "S0 S1 S2",
    "content:document": "S1",
    "content:link": "S0 S1",
    "content:short-video": "S2",
    # T10: demographics and interests are in S2 only.
    "feature:demographic-targeting": "S2",
    "feature:interest-targeting": "S2",
    # R2: wikis are in S1 only.
    "mediagora:WikiPlatform": "S1",
    # The features are those of T16, the category is ours.
    "mediagora:MicroblogPlatform": "editorial",
}


def fixed_names() -> list[str]:
    """The fixed names with their prefixes."""
    names: list[str] = []
    prefix = ""
    for word in FIXED.split():
        if word.endswith(":"):
            prefix = word
        else:
            names.append(prefix + word)
    return names


@pytest.mark.parametrize("name", fixed_names())
def test_a_fixed_name_is_there(name: str) -> None:
    assert graph.values(name, "rdf:type") != []


@pytest.mark.parametrize("kind", INDIVIDUALS)
def test_terms_of_a_kind_are_in_its_namespace_and_nothing_else_is(kind: str) -> None:
    prefix = INDIVIDUALS[kind]
    subjects = {subject for subject, _, _ in graph.triples() if subject.startswith(prefix)}

    assert subjects == set(KINDS[kind])
    assert all(graph.values(term, "rdf:type") == [kind] for term in subjects)


@pytest.mark.parametrize("term", OURS)
def test_a_term_has_a_label_in_each_language_and_one_english_definition(term: str) -> None:
    languages = [label.rpartition("@")[2] for label in graph.values(term, "rdfs:label")]
    definitions = graph.values(term, "skos:definition")

    assert sorted(languages) == sorted(LANGUAGES)
    assert len(definitions) == 1
    assert definitions[0].endswith('."@en')
    assert len(graph.values(term, "rdfs:isDefinedBy")) == 1


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_two_terms_of_a_kind_share_a_label_or_a_definition(kind: str) -> None:
    for predicate in ("rdfs:label", "skos:definition"):
        texts = Counter(
            text.casefold() for term in KINDS[kind] for text in graph.values(term, predicate)
        )
        assert [text for text, times in texts.items() if times > 1] == []


@pytest.mark.parametrize("term", OURS)
def test_a_term_has_the_sources_of_its_claims(term: str) -> None:
    sources = {source.removeprefix("source:") for source in graph.values(term, "dcterms:source")}
    claims = graph.values(term, "mediagora:restsOn")
    held = {
        source.removeprefix("source:")
        for claim in claims
        for source in graph.values(claim, "mediagora:statedBy")
    } or {"editorial"}

    if term in SOURCES:
        assert sources == set(SOURCES[term].split())
        assert sources != held, f"{term} is no exception any more"
    else:
        assert sources == held


@pytest.mark.parametrize("term", OURS)
def test_a_claim_on_which_a_term_rests_is_held_by_a_source_of_the_term(term: str) -> None:
    sources = set(graph.values(term, "dcterms:source")) - {"source:editorial"}
    idle = [
        claim
        for claim in graph.values(term, "mediagora:restsOn")
        if sources and not sources & set(graph.values(claim, "mediagora:statedBy"))
    ]

    assert idle == []


@pytest.mark.parametrize(
    ("predicate", "kind"),
    [
        ("mediagora:broaderFeature", "mediagora:Feature"),
        ("mediagora:broaderPurpose", "mediagora:Purpose"),
    ],
)
def test_a_hierarchy_has_no_circle_and_joins_terms_of_its_kind(predicate: str, kind: str) -> None:
    above: dict[str, set[str]] = {}
    for term, _, broader in graph.triples(predicate=predicate):
        above.setdefault(term, set()).add(broader)

    assert set(above) | set().union(*above.values()) <= set(KINDS[kind])
    TopologicalSorter(above).prepare()  # raises CycleError


def test_features_and_purposes_are_under_one_another_as_in_the_table() -> None:
    found = [
        (narrower, broader)
        for predicate in ("mediagora:broaderFeature", "mediagora:broaderPurpose")
        for narrower, _, broader in graph.triples(predicate=predicate)
    ]

    assert graph.difference(graph.rows("hierarchy"), found) == []


def test_original_content_alone_makes_no_relationships() -> None:
    above = graph.upward(["purpose:share-original-content"], "mediagora:broaderPurpose")

    assert "purpose:build-relationships" not in above


def test_each_step_between_classes_of_social_media_has_evidence() -> None:
    steps = [
        step
        for step in graph.triples(predicate="rdfs:subClassOf")
        if "mediagora:SocialMedia" in graph.upward([step[2]], "rdfs:subClassOf")
    ]
    common = list(graph.triples(predicate="mediagora:characteristicFeature"))

    assert [step for step in (*steps, *common) if step not in graph.evidence()] == []


def test_what_is_common_to_all_social_networks_is_the_word_of_s0() -> None:
    features = {
        "feature:personal-profile": ["claim:T1"],
        "feature:connections": ["claim:T2"],
        "feature:content-sharing": ["claim:T3"],
        "feature:interactions": ["claim:T4"],
        "feature:groups": ["claim:T6-common"],
    }
    predicate = "mediagora:characteristicFeature"
    assert graph.values("mediagora:SocialNetwork", predicate) == sorted(features)
    for feature, claims in features.items():
        (node,) = graph.evidence()["mediagora:SocialNetwork", predicate, feature]
        assert node == {"dcterms:source": ["source:S0"], "mediagora:restsOn": claims}


def test_blogs_forums_and_wikis_stand_outside_social_networks() -> None:
    kinds = ["mediagora:BlogPlatform", "mediagora:ForumPlatform", "mediagora:WikiPlatform"]
    above = graph.upward(kinds, "rdfs:subClassOf")

    assert "mediagora:SocialMedia" in above
    assert "mediagora:SocialNetwork" not in above


def test_what_marks_a_network_stands_with_the_definitions() -> None:
    """mediagora.ttl alone is complete for classification: every purpose that leads to a network."""
    home = "<https://w3id.org/mediagora/ns>"
    marking = {"build-relationships", "share-original-content"}
    below = {
        purpose
        for purpose in graph.instances("mediagora:Purpose")
        if graph.upward([purpose], "mediagora:broaderPurpose")
        & {f"purpose:{name}" for name in marking}
    }

    assert len(below) > len(marking)
    elsewhere = {name for name in below if graph.values(name, "rdfs:isDefinedBy") != [home]}
    assert elsewhere == set()
