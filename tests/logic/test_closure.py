"""Mediagora's own closure concludes what the judges conclude, no more and no less."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox
import pytest

from logic import oracles
from mediagora.reasoning.closure import entail
from mediagora.vocabulary import NS

if TYPE_CHECKING:
    from logic.oracles import Entailed, Statements

TRIED = """
    <urn:x:linkedin> a mediagora:SocialMedia ;
        mediagora:hasMainPurpose purpose:professional-networking .
    <urn:x:untyped> mediagora:hasMainPurpose <urn:x:narrower> ; mediagora:operatedBy <urn:x:firm> .
    <urn:x:narrower> mediagora:broaderPurpose <urn:x:narrow> .
    <urn:x:narrow> mediagora:broaderPurpose purpose:keep-in-contact .
    <urn:x:said> a mediagora:SocialNetwork ; mediagora:hasFeature feature:commenting ;
        mediagora:hasMainPurpose purpose:share-original-content .
    <urn:x:messenger> a mediagora:MessagingPlatform ;
        mediagora:hasPurpose purpose:keep-in-contact .
    <urn:x:contact> a mediagora:ContactNetwork .
"""
"""Platforms on which each rule has to fire, some of them twice in a row."""

MARKS = (
    "build-relationships",
    "keep-in-contact",
    "professional-networking",
    "share-original-content",
    "connect-by-shared-interest",
    "exchange-messages",
)
"""Purposes that make a network of a platform, by themselves or through a broader one, and one that
makes none."""


def below_social_media(ontology: Statements) -> set[str]:
    """`mediagora:SocialMedia` and every class under it, as IRIs."""
    subclasses = oracles.entailed(ontology, ontology).subclasses
    top = f"{NS}SocialMedia"
    return {top} | {lower for lower, upper in subclasses if upper == top}


def every_pair(ontology: Statements) -> Statements:
    """A platform of every class with every main purpose."""
    pairs = product(sorted(below_social_media(ontology)), MARKS)
    return oracles.parse(
        "".join(
            f"<urn:x:{number}> a <{kind}> ; mediagora:hasMainPurpose purpose:{mark} .\n"
            for number, (kind, mark) in enumerate(pairs)
        )
    )


def closed(statements: Statements, profile: Literal["types", "rl"]) -> set[ox.Triple]:
    """What is in a store after the closure, the statements among it."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in statements)
    entail(store, profile=profile)
    return {quad.triple for quad in store}


@pytest.fixture(scope="module")
def asked(shipped: Statements, ontology: Statements) -> Statements:
    """Ontology, facts and the platforms tried."""
    return oracles.facts(shipped | oracles.parse(TRIED) | every_pair(ontology))


@pytest.fixture(scope="module")
def by_owl_rl(asked: Statements) -> Entailed:
    """What follows by the OWL 2 RL rules."""
    return oracles.owl_rl(asked)


@pytest.fixture(scope="module")
def by_closure(asked: Statements) -> Entailed:
    """What follows by Mediagora's own rules."""
    return oracles.entailed(closed(asked, "rl"), asked)


def test_rl_gives_what_owlrl_gives(by_closure: Entailed, by_owl_rl: Entailed) -> None:
    assert by_closure.types == by_owl_rl.types
    assert by_closure.values == by_owl_rl.values


@pytest.mark.java
def test_rl_gives_what_hermit_gives(asked: Statements, by_closure: Entailed) -> None:
    by_hermit = oracles.hermit(asked)
    assert by_closure.types == by_hermit.types
    assert by_closure.values == by_hermit.values


def test_rules_had_something_to_do(asked: Statements, by_closure: Entailed) -> None:
    asserted = oracles.entailed(asked, asked)
    assert by_closure.types > asserted.types
    assert by_closure.values > asserted.values


def test_types_gives_the_types_under_social_media(
    asked: Statements, by_closure: Entailed, ontology: Statements
) -> None:
    below = below_social_media(ontology)
    # Types from domain and range are left out of this profile on purpose: <urn:x:untyped> says
    # nowhere that it is social media, and its firm not that it is an organization.
    wanted = {(member, kind) for member, kind in by_closure.types if kind in below}
    wanted = {(member, kind) for member, kind in wanted if member != "urn:x:untyped"}
    added = closed(asked, "types") - asked
    assert {triple.predicate for triple in added} == {oracles.TYPE}
    given = oracles.entailed(asked | added, asked)
    assert {(member, kind) for member, kind in given.types if kind in below} == wanted
    assert {kind for _, kind in given.types - oracles.entailed(asked, asked).types} <= below


@pytest.mark.parametrize("profile", ["types", "rl"])
def test_closure_of_the_closure_adds_nothing(
    asked: Statements, profile: Literal["types", "rl"]
) -> None:
    once = closed(asked, profile)
    assert closed(frozenset(once), profile) == once
