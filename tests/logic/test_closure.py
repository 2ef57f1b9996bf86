"""Mediagora's own closure on what ships and on platforms for each rule.

That `rl` concludes what other engines conclude is shown in test_portability.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox
import pytest

from logic import graphs, oracles
from mediagora.reasoning.closure import entail

if TYPE_CHECKING:
    from logic.oracles import Entailed, Statements


def closed(statements: Statements, profile: Literal["types", "rl"]) -> set[ox.Triple]:
    """What is in a store after the closure, the statements among it."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in statements)
    entail(store, profile=profile)
    return {quad.triple for quad in store}


@pytest.fixture(scope="module")
def asked(shipped: Statements, ontology: Statements) -> Statements:
    """Ontology, facts and the platforms tried."""
    return oracles.facts(shipped | oracles.parse(graphs.TRIED) | graphs.every_pair(ontology))


@pytest.fixture(scope="module")
def by_closure(asked: Statements) -> Entailed:
    """What follows by Mediagora's own rules."""
    return oracles.entailed(closed(asked, "rl"), asked)


def test_rules_had_something_to_do(asked: Statements, by_closure: Entailed) -> None:
    asserted = oracles.entailed(asked, asked)
    assert by_closure.types > asserted.types
    assert by_closure.values > asserted.values


def test_types_gives_the_types_under_social_media(
    asked: Statements, by_closure: Entailed, ontology: Statements
) -> None:
    below = graphs.below_social_media(ontology)
    # Types from domain and range are left out of this profile on purpose: nothing says of some that
    # they are social media, and of a firm that it is an organization.
    wanted = {
        (member, kind)
        for member, kind in by_closure.types
        if kind in below and member not in graphs.UNTYPED
    }
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
