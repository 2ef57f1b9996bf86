"""Questions by names, as people ask them."""

from __future__ import annotations

import pytest

import mediagora
from mediagora.errors import UnknownNameError, UsageError
from mediagora.querying.asking import Asking
from mediagora.vocabulary import PREFIXES

XSD = PREFIXES["xsd"]


@pytest.fixture(scope="module")
def asking() -> Asking:
    return Asking()


@pytest.mark.parametrize(
    "question",
    [
        ("linkedin", "SocialNetwork"),
        ("LinkedIn", "réseau social"),
        ("platform:linkedin", "a", "mediagora:SocialNetwork"),
        ("linkedin", "rdf:type", "social network"),
        ("facebook", "hasFeature", "connections"),
        ("facebook", "launchYear", "2004"),
        ("facebook", "rdfs:label", "Facebook"),
        ("facebook", "skos:exactMatch", "wd:Q355"),
        ("facebook", f"{PREFIXES['skos']}exactMatch", f"{PREFIXES['wd']}Q355"),
        ("ContactNetwork", "SocialMedia"),
        ("ContactNetwork", "rdfs:subClassOf", "SocialMedia"),
        ("hasMainPurpose", "hasPurpose"),
    ],
    ids=" ".join,
)
def test_what_holds_can_be_asked_by_any_name(asking: Asking, question: tuple[str, ...]) -> None:
    assert asking.why(*question).holds


def test_a_value_that_nobody_states_can_be_asked_for(asking: Asking) -> None:
    question = ("facebook", "launchYear", "1999")
    asked = asking.why(*question)

    assert not asked.holds
    assert asked.question.object == f'"1999"^^<{XSD}integer>'
    assert [each.facts for each in asking.why_not(*question).missing] == [(asked.question,)]


@pytest.mark.parametrize(
    ("question", "error", "said"),
    [
        (("linkedin",), UsageError, "name a subject and a class"),
        (("linkedin", "a", "b", "c"), UsageError, "name a subject and a class"),
        (("linkedin", "groups"), UsageError, "'groups' is no class"),
        (("facebook", "launchYear", "many"), UsageError, "'many' is not an xsd:integer"),
        (("linkedn", "SocialNetwork"), UnknownNameError, "did you mean 'linkedin'"),
        (("linkedin", "urn:x:nowhere"), UnknownNameError, "no term 'urn:x:nowhere'"),
        (("linkedin", "http://a b"), UnknownNameError, "no term 'http://a b'"),
        (("linkedin", "https://a b", "SocialMedia"), UnknownNameError, "no term 'https://a b'"),
    ],
)
def test_what_cannot_be_asked_is_told(
    asking: Asking, question: tuple[str, ...], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        asking.why(*question)


def test_nothing_should_be_a_member_of_nothing(asking: Asking) -> None:
    assert not asking.why("facebook", "owl:Nothing").holds
    with pytest.raises(UsageError, match="owl:Nothing"):
        asking.why_not("facebook", "owl:Nothing")


@pytest.mark.parametrize("limit", range(1, 8))
def test_a_limit_leaves_out_the_last_and_says_so(limit: int) -> None:
    every = mediagora.why_not("whatsapp", "SocialNetwork")
    some = mediagora.why_not("whatsapp", "SocialNetwork", limit=limit)

    assert len(every.missing) == 8
    assert every.notes == ()
    assert some.missing == every.missing[:limit]
    assert (some.is_complete, some.total) == (False, 8)
