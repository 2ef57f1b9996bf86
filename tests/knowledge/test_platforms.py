"""Platforms and organizations: each fact with its sources, against tables checked by hand.

In facts.tsv and axioms.tsv, `claims` stand in the order of `sources`; a dash is a source whose word
has no claim of its own, `+` joins several claims of one source. Labels and the bare type of an
organization need no evidence. facts.tsv holds all that is said of the platforms of the articles;
platforms.tsv what was verified of every platform outside them, with the sources of each row;
features.tsv what pages say of features.
"""

from __future__ import annotations

from collections import Counter

import pytest

from knowledge import graph

PLATFORMS = {row[0]: row for row in graph.rows("platforms")}
ARTICLES = {f"source:S{n}" for n in range(5)}

# The articles that name a platform or an organization, and what they say of it, with who says it.
NAMED = {
    "platform:facebook": "S1 S2 S3 S4",
    "platform:twitter": "S1 S2 S3 S4",
    "platform:instagram": "S0 S2 S3 S4",
    "platform:linkedin": "S2 S4",
    "platform:xing": "S2",
    "platform:youtube": "S0 S2 S3",
    "platform:tiktok": "S2 S3 S4",
    "platform:pinterest": "S1",
    "platform:whatsapp": "S3 S4",
    "platform:instagram-live": "S4",
    "platform:twitch": "S4",
    "platform:tumblr": "S4",
    "platform:sixdegrees": "S4",
    "organization:cnn": "S4",
    "organization:fox-news": "S4",
}
SAID = """
facebook rdf:type mediagora:SocialMedia S1 S2 S3 S4
facebook rdf:type mediagora:SocialNetwork S2 S4
facebook rdf:type mediagora:ContactNetwork S1
facebook mediagora:hasFeature feature:status-updates S1 S2
facebook mediagora:hasFeature feature:photo-sharing S1 S2
facebook mediagora:hasFeature feature:marketplace S2
facebook mediagora:hasFeature feature:commenting S1 S2 S4
facebook mediagora:hasFeature feature:liking S1 S2 S4
facebook mediagora:hasFeature feature:people-tagging S1
facebook mediagora:hasFeature feature:wall-posting S1
facebook mediagora:hasFeature feature:private-messages S1 S2
facebook mediagora:hasFeature feature:group-chat S1
facebook mediagora:hasFeature feature:groups S1 S2
facebook mediagora:hasFeature feature:befriending S2 S4
facebook mediagora:hasPurpose purpose:promote-brand S2 S4
twitter rdf:type mediagora:SocialMedia S1 S2 S3 S4
twitter rdf:type mediagora:SocialNetwork S4
twitter rdf:type mediagora:ContentNetwork S1
twitter mediagora:sharesContent content:short-text S1
twitter mediagora:hasFeature feature:short-posts S1 S2
twitter mediagora:hasFeature feature:real-time-updates S1 S2
twitter skos:altLabel "Twitter"@en S1 S2 S3 S4
instagram rdf:type mediagora:SocialMedia S0 S2 S3 S4
instagram rdf:type mediagora:SocialNetwork S4
instagram rdf:type mediagora:PhotoAndVideoSharingPlatform S0
instagram mediagora:sharesContent content:image S0
instagram mediagora:sharesContent content:short-video S2
linkedin rdf:type mediagora:SocialMedia S2 S4
linkedin rdf:type mediagora:SocialNetwork S2 S4
linkedin rdf:type mediagora:ProfessionalNetwork S2
linkedin mediagora:hasFeature feature:job-search S2
xing rdf:type mediagora:SocialNetwork S2
xing rdf:type mediagora:ProfessionalNetwork S2
youtube rdf:type mediagora:SocialMedia S0 S2 S3
youtube rdf:type mediagora:PhotoAndVideoSharingPlatform S0
youtube mediagora:sharesContent content:video S0
tiktok rdf:type mediagora:SocialMedia S2 S3 S4
tiktok rdf:type mediagora:SocialNetwork S4
pinterest rdf:type mediagora:ContentNetwork S1
pinterest mediagora:sharesContent content:image S1
whatsapp rdf:type mediagora:SocialMedia S3
whatsapp mediagora:hasFeature feature:video-calls S4
instagram-live mediagora:hasFeature feature:live-video S4
instagram-live mediagora:partOfPlatform platform:instagram instagram-safer-internet-day
instagram-live rdf:type mediagora:LiveStreamingPlatform editorial
twitch rdf:type mediagora:LiveStreamingPlatform S4
twitch mediagora:hasFeature feature:live-interaction S4
tumblr rdf:type mediagora:SocialMedia S4
tumblr mediagora:usesTechnology technology:google-analytics S4
tumblr mediagora:usesTechnology technology:google-workspace S4
tumblr mediagora:usesTechnology technology:wordpress S4
sixdegrees rdf:type mediagora:SocialNetwork S4
sixdegrees mediagora:launchYear 1997 S4
"""
COUNTRIES = {
    "United States": "US",
    "China": "CN",
    "Germany": "DE",
    "Russia": "RU",
    "Japan": "JP",
    "South Korea": "KR",
    "France": "FR",
    "Sweden": "SE",
    "New Zealand": "NZ",
}
# What the record calls a kind of platform, and the classes that say so here.
KINDS = {
    "social network": "SocialNetwork",
    "federated social network": "FederatedPlatform SocialNetwork",
    "professional network": "ProfessionalNetwork",
    "neighbourhood network": "NeighbourhoodPlatform",
    "event network": "EventPlatform",
    "sport network": "SportPlatform",
    "microblogging": "MicroblogPlatform",
    "federated microblogging": "FederatedPlatform MicroblogPlatform",
    "blogging": "BlogPlatform",
    "newsletter and blogging": "BlogPlatform NewsletterPlatform",
    "wiki": "OnlineEncyclopedia WikiPlatform",
    "forum": "ForumPlatform",
    "federated forum": "FederatedPlatform ForumPlatform",
    "question and answer": "QuestionAndAnswerPlatform",
    "social news": "SocialNewsPlatform",
    "messaging": "MessagingPlatform",
    "messaging protocol and network": "MessagingPlatform",
    "social audio": "SocialAudioPlatform",
    "photo and video sharing": "PhotoAndVideoSharingPlatform",
    "photo sharing": "PhotoSharingPlatform",
    "federated photo sharing": "FederatedPlatform PhotoSharingPlatform",
    "image hosting": "PhotoSharingPlatform",
    "video sharing": "VideoSharingPlatform",
    "federated video sharing": "FederatedPlatform VideoSharingPlatform",
    "short video sharing": "ShortVideoPlatform",
    "live streaming": "LiveStreamingPlatform",
    "live video feature of Instagram": "LiveStreamingPlatform",
    "audio sharing": "AudioSharingPlatform",
    "podcasts": "PodcastPlatform",
    "music and podcasts": "MusicPlatform PodcastPlatform",
    "music network": "MusicPlatform",
    "music sharing": "MusicPlatform",
    "art sharing": "ArtSharingPlatform",
    "portfolio sharing": "PortfolioPlatform",
    "lifestyle sharing": "SharingPlatform",
    "humour sharing": "SharingPlatform",
    "image curation": "ContentCurationPlatform",
    "content curation": "ContentCurationPlatform",
    "social cataloguing": "SocialCataloguingPlatform",
}
VERIFIED = (
    "mediagora:homepage",
    "mediagora:launchYear",
    "mediagora:closedYear",
    "mediagora:countryCode",
    "mediagora:operatedBy",
    "mediagora:formerlyOperatedBy",
    "skos:exactMatch",
)
# Looked up beside the record: when platforms changed hands.
LATER = {"source:media-in-canada-x-corp", "source:guardian-flickr", "source:wtvr-tumblr"}
# Names under which the graph has what the record calls otherwise.
RENAMED = {"X (formerly Twitter)": "X", "Twitter": "Twitter, Inc."}


def test_every_fact_is_as_in_the_table() -> None:
    rows = graph.rows("facts")
    told = {subject for subject, *_ in rows}

    assert set(NAMED) <= told
    assert graph.difference(rows, graph.facts_found(told)) == []


def test_every_axiom_with_evidence_is_as_in_the_table() -> None:
    assert graph.difference(graph.rows("axioms"), graph.axioms_found()) == []


@pytest.mark.parametrize("line", SAID.strip().splitlines())
def test_what_the_articles_say_of_a_platform_is_a_fact_with_their_word(line: str) -> None:
    slug, predicate, value, *said_by = line.split(" ")
    fact = (f"platform:{slug}", predicate, value)

    assert fact in set(graph.triples(fact[0], predicate))
    sources = {name for node in graph.evidence()[fact] for name in node["dcterms:source"]}
    assert {f"source:{name}" for name in said_by} - sources == set()


@pytest.mark.parametrize(
    ("claim", "subject", "source"),
    [
        ("claim:xing-europe", "platform:xing", ["source:S2"]),
        (
            "claim:youtube-productions",
            "platform:youtube",
            ["source:S0", "source:S2", "source:S3"],
        ),
        ("claim:sixdegrees-first", "platform:sixdegrees", ["source:S4"]),
    ],
)
def test_what_no_property_can_say_of_a_platform_is_a_claim(
    claim: str, subject: str, source: list[str]
) -> None:
    assert graph.values(claim, "mediagora:aboutSubject") == [subject]
    assert graph.values(claim, "mediagora:statedBy") == source


@pytest.mark.parametrize(("name", "said_by"), NAMED.items())
def test_a_platform_has_the_word_of_the_articles_that_name_it_and_of_no_other(
    name: str, said_by: str
) -> None:
    sources = {
        source
        for (subject, _, _), nodes in graph.evidence().items()
        if subject == name
        for node in nodes
        for source in node["dcterms:source"]
    }

    assert sources & ARTICLES == {f"source:{source}" for source in said_by.split()}


def test_the_articles_speak_of_no_other_organization() -> None:
    subjects = {
        subject
        for (subject, _, _), nodes in graph.evidence().items()
        if subject.startswith("organization:")
        for node in nodes
        if ARTICLES & set(node["dcterms:source"])
    }

    assert subjects == {"organization:cnn", "organization:fox-news"}


def test_all_platforms_of_the_record_are_there() -> None:
    assert len(PLATFORMS) == 85
    assert {f"platform:{slug}" for slug in PLATFORMS} <= set(graph.platforms())


@pytest.mark.parametrize("slug", PLATFORMS)
def test_a_platform_has_the_verified_values_and_none_where_nothing_was_verified(slug: str) -> None:
    _, label, _, homepage, launched, ended, operator, country, wikidata, _ = PLATFORMS[slug]
    name = f"platform:{slug}"

    def listed(value: str) -> list[str]:
        return [value] if value else []

    assert graph.values(name, "rdfs:label") == [f'"{RENAMED.get(label, label)}"@en']
    typed_homepage = f'"{homepage}"^^xsd:anyURI' if homepage else ""
    assert graph.values(name, "mediagora:homepage") == listed(typed_homepage)
    assert graph.values(name, "mediagora:launchYear") == listed(launched)
    assert graph.values(name, "mediagora:closedYear") == listed(ended)
    code = f'"{COUNTRIES[country]}"' if country else ""
    assert graph.values(name, "mediagora:countryCode") == listed(code)
    assert graph.values(name, "skos:exactMatch") == listed(f"wd:{wikidata}" if wikidata else "")
    ran = "mediagora:formerlyOperatedBy" if ended else "mediagora:operatedBy"
    labels = [
        label
        for organization in graph.values(name, ran)
        for label in graph.values(organization, "rdfs:label")
    ]
    operators = [part for part in operator.split(", then ") if part]
    assert labels == [f'"{RENAMED.get(part, part)}"@en' for part in operators]
    assert not (ended and graph.values(name, "mediagora:operatedBy"))


@pytest.mark.parametrize("slug", PLATFORMS)
def test_a_platform_is_of_the_kind_on_record(slug: str) -> None:
    name = f"platform:{slug}"
    types = set(graph.values(name, "rdf:type"))
    kinds = {f"mediagora:{kind}" for kind in KINDS[PLATFORMS[slug][2]].split()}

    assert kinds == types or (kinds < types and name in NAMED)  # the articles say more


@pytest.mark.parametrize("slug", PLATFORMS)
def test_a_platform_names_the_sources_of_its_record_and_its_facts_draw_on_them(slug: str) -> None:
    name = f"platform:{slug}"
    on_record = set(graph.values(name, "dcterms:source"))

    assert on_record == {f"source:{source}" for source in PLATFORMS[slug][-1].split()}
    for predicate in VERIFIED:
        for value in graph.values(name, predicate):
            nodes = graph.evidence()[name, predicate, value]
            sources = {source for node in nodes for source in node["dcterms:source"]}
            assert sources <= on_record | ARTICLES | LATER, value


@pytest.mark.parametrize(("slug", "feature", "page", "party"), graph.rows("features"))
def test_a_feature_read_on_a_page_carries_that_page(
    slug: str, feature: str, page: str, party: str
) -> None:
    fact = (f"platform:{slug}", "mediagora:hasFeature", f"feature:{feature}")
    nodes = graph.evidence()[fact]
    [node] = [
        node
        for node in nodes
        for source in node["dcterms:source"]
        if f'"{page}"^^xsd:anyURI' in graph.values(source, "schema:url")
    ]
    [source] = node["dcterms:source"]

    assert fact in set(graph.triples(fact[0], fact[1]))
    assert len(node["dcterms:description"]) == 1
    assert len(graph.values(source, "mediagora:readOn")) == 1
    first = "mediagora:FirstPartySource" in graph.values(source, "rdf:type")
    assert first == (party == "first")


def test_thirty_platforms_have_eight_features_by_their_own_word() -> None:
    own = graph.instances("mediagora:FirstPartySource")
    told = Counter(
        fact[0]
        for fact, nodes in graph.evidence().items()
        if fact[1] == "mediagora:hasFeature"
        and any(source in own for node in nodes for source in node["dcterms:source"])
    )

    assert len([name for name, count in told.items() if count >= 8]) >= 30


def test_no_feature_rests_on_common_knowledge() -> None:
    features = [fact for fact in graph.evidence() if fact[1] == "mediagora:hasFeature"]

    assert len(features) > 600
    for fact in features:
        sources = {source for node in graph.evidence()[fact] for source in node["dcterms:source"]}
        assert "source:editorial" not in sources, fact


def test_every_feature_read_on_a_page_is_in_the_table() -> None:
    told = {(slug, feature, page) for slug, feature, page, _ in graph.rows("features")}
    found = {
        (slug, feature.removeprefix("feature:"), page.split('"')[1])
        for (subject, predicate, feature), nodes in graph.evidence().items()
        if predicate == "mediagora:hasFeature"
        and (slug := subject.removeprefix("platform:")) in PLATFORMS
        for node in nodes
        for source in node["dcterms:source"]
        for page in graph.values(source, "schema:url")
    }

    assert found == told


def needs_evidence(fact: graph.Fact) -> bool:
    """Whether a triple on a platform or an organization is one whose source must be on record."""
    subject, predicate, value = fact
    if not subject.startswith(("platform:", "organization:")):
        return False
    if predicate == "rdf:type":
        return value.startswith("mediagora:")
    return predicate.startswith("mediagora:") or predicate in {"skos:exactMatch", "skos:altLabel"}


def test_every_fact_has_evidence() -> None:
    lacking = [
        fact for fact in graph.triples() if needs_evidence(fact) and fact not in graph.evidence()
    ]

    assert lacking == []


def test_all_evidence_is_on_a_fact_that_is_stated() -> None:
    stated = set(graph.triples())

    assert sorted(fact for fact in graph.evidence() if fact not in stated) == []


def test_a_node_of_evidence_has_one_source_and_a_fact_one_node_for_each() -> None:
    for fact, nodes in graph.evidence().items():
        sources = [source for node in nodes for source in node.get("dcterms:source", [])]
        assert len(sources) == len(nodes), fact
        assert len(sources) == len(set(sources)), f"{fact} has two nodes for one source"


def test_a_claim_behind_a_fact_is_held_by_the_source_of_the_node() -> None:
    for fact, nodes in graph.evidence().items():
        for node in nodes:
            for claim in node.get("mediagora:restsOn", []):
                holders = graph.values(claim, "mediagora:statedBy")
                assert set(node["dcterms:source"]) <= set(holders), (fact, claim)


def test_news_outlets_are_organizations_and_no_platforms() -> None:
    assert graph.instances("mediagora:NewsOutlet") == {"organization:cnn", "organization:fox-news"}
    for outlet in graph.instances("mediagora:NewsOutlet"):
        assert graph.values(outlet, "rdf:type") == ["mediagora:NewsOutlet", "org:Organization"]
        assert graph.values(outlet, "mediagora:publishesOn") == ["mediagora:SocialMedia"]
