"""What an OWL DL reasoner makes of the model: the rule, and what it must not conclude."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from logic import oracles
from mediagora import bundle
from mediagora.vocabulary import NS, OWN_PREFIXES

if TYPE_CHECKING:
    from logic.oracles import Entailed, Statements

pytestmark = pytest.mark.java

PLATFORM = OWN_PREFIXES["platform"]

NETWORKS = ("SocialNetwork", "ContactNetwork", "ContentNetwork", "ProfessionalNetwork")

TRIED = """
    <urn:x:linkedin> a mediagora:SocialMedia ;
        mediagora:hasMainPurpose purpose:professional-networking .
    <urn:x:contact> a mediagora:SocialMedia ; mediagora:hasMainPurpose purpose:keep-in-contact .
    <urn:x:relationships> a mediagora:SocialMedia ;
        mediagora:hasMainPurpose purpose:build-relationships .
    <urn:x:content> a mediagora:SocialMedia ;
        mediagora:hasMainPurpose purpose:share-original-content .
    <urn:x:content-network> a mediagora:SocialNetwork ;
        mediagora:hasMainPurpose purpose:share-original-content .
    <urn:x:messenger> a mediagora:MessagingPlatform ;
        mediagora:hasMainPurpose purpose:exchange-messages ;
        mediagora:hasPurpose purpose:keep-in-contact, purpose:build-relationships .
    <urn:x:untyped> mediagora:hasMainPurpose purpose:build-relationships .
    <urn:x:commented> a mediagora:SocialMedia ; mediagora:hasFeature feature:commenting .
"""

CONCLUDED = {
    "linkedin": {"SocialMedia", "SocialNetwork", "ProfessionalNetwork"},
    "contact": {"SocialMedia", "SocialNetwork", "ContactNetwork"},
    "relationships": {"SocialMedia", "SocialNetwork"},
    "content": {"SocialMedia"},
    "content-network": {"SocialMedia", "SocialNetwork", "ContentNetwork"},
    "messenger": {"SocialMedia", "DiscussionPlatform", "MessagingPlatform"},
    "untyped": {"SocialMedia", "SocialNetwork"},
    "commented": {"SocialMedia"},
}


@pytest.fixture(scope="module")
def alone(ontology: Statements) -> Entailed:
    """What follows from the ontology without any platform."""
    return oracles.hermit(ontology)


@pytest.fixture(scope="module")
def tried(ontology: Statements) -> Entailed:
    """What follows for platforms of which little is said."""
    return oracles.hermit(ontology | oracles.parse(TRIED))


def test_every_class_can_have_members(alone: Entailed, by_hermit: Entailed) -> None:
    assert alone.unsatisfiable == by_hermit.unsatisfiable == frozenset()


def test_data_changes_nothing_in_the_class_tree(alone: Entailed, by_hermit: Entailed) -> None:
    assert alone.subclasses == by_hermit.subclasses


def test_one_file_is_enough_for_the_class_tree(alone: Entailed) -> None:
    core = oracles.hermit(oracles.read([bundle.root() / "ontology" / "mediagora.ttl"]))
    assert core.subclasses
    assert core.subclasses == {
        (lower, upper)
        for lower, upper in alone.subclasses
        if {lower, upper} <= {name for pair in core.subclasses for name in pair}
    }


@pytest.mark.parametrize("network", NETWORKS)
def test_every_social_network_is_social_media(alone: Entailed, network: str) -> None:
    assert (f"{NS}{network}", f"{NS}SocialMedia") in alone.subclasses


@pytest.mark.parametrize("network", NETWORKS)
def test_not_all_social_media_is_a_social_network(alone: Entailed, network: str) -> None:
    assert (f"{NS}SocialMedia", f"{NS}{network}") not in alone.subclasses


def test_only_the_networks_are_always_social_networks(alone: Entailed) -> None:
    below = {lower for lower, upper in alone.subclasses if upper == f"{NS}SocialNetwork"}
    assert below == {f"{NS}{network}" for network in NETWORKS[1:]}


@pytest.mark.parametrize("category", ["BlogPlatform", "ForumPlatform", "WikiPlatform"])
def test_category_alone_makes_no_social_network(alone: Entailed, category: str) -> None:
    assert (f"{NS}{category}", f"{NS}SocialMedia") in alone.subclasses
    assert (f"{NS}{category}", f"{NS}SocialNetwork") not in alone.subclasses


@pytest.mark.parametrize("name", CONCLUDED)
def test_platform_is_classed_by_its_main_purpose(tried: Entailed, name: str) -> None:
    assert tried.classes_of(f"urn:x:{name}") == {f"{NS}{kind}" for kind in CONCLUDED[name]}


def test_narrower_feature_counts_as_the_broader(tried: Entailed) -> None:
    feature = OWN_PREFIXES["feature"]
    assert {
        ("urn:x:commented", f"{NS}hasFeature", f"<{feature}{name}>")
        for name in ("commenting", "interactions")
    } <= tried.values


@pytest.mark.parametrize("slug", ["whatsapp", "twitch", "youtube", "tumblr"])
def test_shipped_platform_is_social_media_and_no_social_network(
    by_hermit: Entailed, slug: str
) -> None:
    classes = by_hermit.classes_of(PLATFORM + slug)
    assert f"{NS}SocialMedia" in classes
    assert classes.isdisjoint(f"{NS}{network}" for network in NETWORKS)


@pytest.mark.parametrize(
    "slug", ["facebook", "instagram", "linkedin", "pinterest", "tiktok", "twitter", "xing"]
)
def test_shipped_platform_is_both(by_hermit: Entailed, slug: str) -> None:
    assert {f"{NS}SocialMedia", f"{NS}SocialNetwork"} <= by_hermit.classes_of(PLATFORM + slug)


@pytest.mark.parametrize(
    "turtle",
    [
        "<urn:x:a> a mediagora:Feature, mediagora:SocialMedia .",
        "<urn:x:a> a mediagora:SocialMedia ; mediagora:operatedBy platform:facebook .",
        "<urn:x:a> a mediagora:ProfessionalNetwork ; mediagora:hasFeature purpose:publish .",
        'platform:facebook mediagora:launchYear "early" .',
    ],
    ids=["feature-and-platform", "operated-by-platform", "purpose-as-feature", "word-as-year"],
)
def test_contradiction_is_found(shipped: Statements, turtle: str) -> None:
    with pytest.raises(oracles.InconsistentError):
        oracles.hermit(shipped | oracles.parse(turtle), values=False)
