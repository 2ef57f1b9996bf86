"""Comparisons: classes by what sources say, platforms by what they have."""

from __future__ import annotations

import re

import pytest
import rdflib

from mediagora.errors import UnknownNameError, UsageError
from mediagora.querying import compare
from mediagora.querying.comparing import ClassComparison, PlatformComparison
from mediagora.vocabulary import OWN_PREFIXES


def classes(first: str, second: str) -> ClassComparison:
    comparison = compare(first, second)
    assert isinstance(comparison, ClassComparison)
    return comparison


def platforms(first: str, second: str) -> PlatformComparison:
    comparison = compare(first, second)
    assert isinstance(comparison, PlatformComparison)
    return comparison


def test_social_media_against_social_networks() -> None:
    """By hand from S0 and S2: the criteria, and who compares by which."""
    comparison = classes("social media", "social network")
    prefix = OWN_PREFIXES["source"]

    assert {
        row.criterion.iri.rpartition("/")[2]: [each.removeprefix(prefix) for each in row.sources]
        for row in comparison.contrasts
    } == {
        "purpose": ["S2"],
        "content-or-connections": ["S0", "S2"],
        "visibility-and-privacy": ["S2"],
        "advertising": ["S2"],
        "platform-features": ["S0"],
        "use": ["S0"],
    }
    assert all(row.first and row.second for row in comparison.contrasts)
    assert (
        comparison.relation == "every social network is social media, and not the other way round"
    )


def test_sides_follow_the_order_asked_for() -> None:
    one, other = (
        classes("social media", "social network"),
        classes("social network", "social media"),
    )

    assert [row.first for row in one.contrasts] == [row.second for row in other.contrasts]
    assert one.relation == other.relation


def test_contact_against_content_networks() -> None:
    comparison = classes("ContactNetwork", "ContentNetwork")
    aspects = {aspect.name: (aspect.first, aspect.second) for aspect in comparison.aspects}

    assert len(comparison.contrasts) == 1
    assert aspects["main purpose"] == (("keep in contact",), ("share original content",))
    assert aspects["platforms"] == (("Facebook",), ("Pinterest", "X"))
    assert "both fall under social network" in comparison.relation


def test_classes_that_no_source_contrasts() -> None:
    comparison = classes("blog platform", "wiki platform")

    assert comparison.contrasts == ()
    assert comparison.aspects[0].name == "definition"
    assert "both fall under publishing platform" in comparison.relation


def test_classes_with_nothing_in_common() -> None:
    assert classes("Feature", "Purpose").relation == "neither holds the other"


def test_platforms_by_what_they_have() -> None:
    comparison = platforms("facebook", "whatsapp")
    features = {
        held.value.name: (held.first, held.second) for held in comparison.aspects["features"]
    }

    assert features["group chat"] == ("stated", "stated")
    assert features["marketplace"] == ("stated", None)
    assert features["video calls"] == (None, "stated")
    assert features["connections"] == ("entailed", None)


def test_what_both_have_comes_first() -> None:
    for held in platforms("linkedin", "xing").aspects.values():
        shared = [bool(each.first and each.second) for each in held]
        assert shared == sorted(shared, reverse=True)


def test_categories_are_those_of_social_media() -> None:
    names = {held.value.name for held in platforms("xing", "pinterest").aspects["categories"]}

    assert names == {
        "social media",
        "social network",
        "professional network",
        "content network",
        "content curation platform",
    }


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("facebook", "social media", "'facebook' is a platform and 'social media' is a class"),
        ("groups", "pages", "'groups' is a feature and 'pages' is a feature"),
        ("X", "Twitter", "'X' and 'Twitter' are one and the same: X"),
    ],
)
def test_what_cannot_be_compared(first: str, second: str, message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        compare(first, second)


def test_unknown_name() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'facebook'"):
        compare("facebok", "xing")


def test_platform_of_the_users_own() -> None:
    data = rdflib.Graph().parse(
        data="""@prefix mediagora: <https://w3id.org/mediagora/ns#> .
            @prefix feature: <https://w3id.org/mediagora/feature/> .
            <urn:chirp> a mediagora:SocialNetwork ; mediagora:hasFeature feature:groups ;
              <http://www.w3.org/2000/01/rdf-schema#label> "Chirp" ."""
    )
    comparison = compare("Chirp", "facebook", data=data)

    assert isinstance(comparison, PlatformComparison)
    assert ("groups and communities", "stated", "stated") in [
        (held.value.name, held.first, held.second) for held in comparison.aspects["features"]
    ]


def test_values_that_are_no_iris() -> None:
    data = rdflib.Graph().parse(
        data="""@prefix mediagora: <https://w3id.org/mediagora/ns#> .
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
            <urn:chirp> a mediagora:SocialNetwork ; rdfs:label "Chirp" ;
              mediagora:hasFeature [ rdfs:label "chirping" ], "a song", [] ."""
    )
    comparison = compare("Chirp", "facebook", data=data)

    assert isinstance(comparison, PlatformComparison)
    features = comparison.aspects["features"]
    assert {each.value.name for each in features if not each.value.iri} == {"chirping", "a song"}
