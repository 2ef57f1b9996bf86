"""Consequences gained and lost: what holds, whether stated or not, and what is followed up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from changes.graphs import HEADER
from changes.test_compare import EX, NS, RDFS, compared

if TYPE_CHECKING:
    from mediagora.changes.records import Consequence

OWL: Final = "http://www.w3.org/2002/07/owl#"
TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
MODEL: Final = """
mediagora:SocialMedia a owl:Class .
ex:Network a owl:Class ; rdfs:subClassOf mediagora:SocialMedia ; owl:equivalentClass
  [ a owl:Class ; owl:intersectionOf ( mediagora:SocialMedia
      [ a owl:Restriction ; owl:onProperty ex:for ; owl:hasValue ex:ties ] ) ] .
ex:has a owl:ObjectProperty ; owl:propertyChainAxiom ( ex:has ex:part ) ; rdfs:domain ex:Network .
ex:part a owl:ObjectProperty, owl:TransitiveProperty .
ex:by a owl:ObjectProperty .
"""
PLATFORM: Final = (
    "ex:chirp a mediagora:SocialMedia ; ex:for ex:ties ; ex:has ex:wing ; ex:by ex:me ."
)


def told(a: str, b: str) -> tuple[set[tuple[str | bool, ...]], set[tuple[str | bool, ...]]]:
    """What is gained and what is lost, names of the example shortened."""
    found = compared(MODEL + a, MODEL + b, header=HEADER)

    def plain(told: Consequence) -> tuple[str | bool, ...]:
        parts = (part or "" for part in told.statement)
        names = (part.replace(EX, "").replace(TYPE, "a").replace(NS, "") for part in parts)
        return (*names, told.is_stated)

    return {plain(each) for each in found.gained}, {plain(each) for each in found.lost}


def test_a_fact_and_what_follows_from_it() -> None:
    gained, lost = told(PLATFORM, PLATFORM + "ex:wing ex:part ex:feather .")
    assert lost == set()
    assert gained == {
        ("wing", "part", "feather", True),
        ("chirp", "has", "feather", False),
    }


def test_whatever_follows_without_being_stated_is_followed_up() -> None:
    """An operator is a fact; what follows from one by the axioms is a consequence."""
    axioms = "ex:by rdfs:subPropertyOf ex:knows ; rdfs:range ex:Firm ."
    gained, lost = told(axioms, axioms + "ex:it ex:by ex:me .")
    assert lost == set()
    assert gained == {("it", "knows", "me", False), ("me", "a", "Firm", False)}


def test_what_still_follows_is_not_lost() -> None:
    """A type that is stated no more, and still follows from the purpose, holds."""
    stated = "ex:chirp a ex:Network ."
    gained, lost = told(PLATFORM + stated, PLATFORM)
    assert (gained, lost) == (set(), set())


def test_what_followed_and_is_stated_now_is_not_gained() -> None:
    assert told(PLATFORM, PLATFORM + "ex:chirp a ex:Network .") == (set(), set())


def test_a_class_that_a_platform_is_of_no_longer() -> None:
    """The domain of `has` would keep it, so nothing that has anything is left."""
    before = "ex:chirp a mediagora:SocialMedia ; ex:for ex:ties ."
    gained, lost = told(before, "ex:chirp a mediagora:SocialMedia .")
    assert gained == set()
    assert lost == {("chirp", "a", "Network", False), ("chirp", "for", "ties", True)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ex:by ex:me", "ex:by ex:you"),
        ("rdfs:label 'a'@en", "rdfs:label 'b'@en"),
        ("ex:n 1", "ex:n 2"),
    ],
)
def test_other_facts_are_no_consequences(old: str, new: str) -> None:
    """An operator, a label or a number that is another one: a change of a fact."""
    assert told(f"{PLATFORM} ex:chirp {old} .", f"{PLATFORM} ex:chirp {new} .") == (set(), set())


def test_a_claim_that_is_gone_is_no_lost_consequence() -> None:
    assert told("ex:c a mediagora:Claim ; rdfs:label 'c'@en .", "") == (set(), set())


def test_a_platform_that_is_gone_loses_what_it_was() -> None:
    _, lost = told(PLATFORM, "")
    assert {each[:3] for each in lost} == {
        ("chirp", "a", "Network"),
        ("chirp", "a", "SocialMedia"),
        ("chirp", "for", "ties"),
        ("chirp", "has", "wing"),
    }


@pytest.mark.parametrize(
    ("old", "new", "is_lost"),
    [
        ("ex:by rdfs:domain ex:Network .", "ex:by rdfs:domain mediagora:SocialMedia .", True),
        ("ex:by rdfs:domain mediagora:SocialMedia .", "ex:by rdfs:domain ex:Network .", False),
        ("ex:by rdfs:range ex:Network .", "", True),
        ("ex:by a owl:TransitiveProperty .", "", True),
        ("ex:by rdfs:subPropertyOf ex:has .", "", True),
        (
            "ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:C .",
            "ex:A rdfs:subClassOf ex:B .",
            True,
        ),
        (
            "ex:A rdfs:subClassOf ex:B, ex:C . ex:B rdfs:subClassOf ex:C .",
            "ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:C .",
            False,
        ),
        (
            "ex:A owl:equivalentClass [ owl:onProperty ex:by ; owl:hasValue ex:x ] .",
            "ex:A owl:equivalentClass [ owl:onProperty ex:by ; owl:hasValue ex:y ] .",
            True,
        ),
        (
            "[] a owl:AllDisjointClasses ; owl:members ( ex:A ex:B ) .",
            "[] a owl:AllDisjointClasses ; owl:members ( ex:B ex:C ex:A ) .",
            False,
        ),
        (
            "[] a owl:AllDisjointClasses ; owl:members ( ex:A ex:B ex:C ) .",
            "[] a owl:AllDisjointClasses ; owl:members ( ex:A ex:B ) .",
            True,
        ),
        ("ex:B owl:disjointWith ex:A .", "ex:A owl:disjointWith ex:B .", False),
        (
            "ex:A owl:disjointWith ex:B .",
            "[] a owl:AllDisjointClasses ; owl:members ( ex:A ex:B ) .",
            False,
        ),
        ("[] a owl:NegativePropertyAssertion ; owl:sourceIndividual ex:a .", "", True),
    ],
)
def test_axioms(old: str, new: str, is_lost: bool) -> None:  # noqa: FBT001 -- a column of a table
    """An axiom is lost where what it says holds no more, however that is said."""
    _, lost = told(old, new)
    assert bool(lost) == is_lost


def test_the_order_and_the_flag() -> None:
    found = compared("", PLATFORM.replace("ex:for", "mediagora:hasMainPurpose"))
    assert list(found.gained) == sorted(found.gained, key=lambda each: [str(part) for part in each])
    stated = {(each.predicate, each.object): each.is_stated for each in found.gained}
    assert stated[TYPE, f"{NS}SocialMedia"]
    assert f"{RDFS}subClassOf" not in {each.predicate for each in found.gained}
    assert OWL not in str(found.gained)
