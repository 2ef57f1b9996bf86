"""The order in which facts and conclusions are read."""

from __future__ import annotations

import dataclasses

from hypothesis import given

from mediagora.reasoning.records import COMMON_KNOWLEDGE, Justification
from mediagora.reporting.proofs import is_axiom, is_plain, origin, proof, references
from reporting.explained import (
    BELOW,
    CHAIN,
    CONTRADICTION,
    KIND,
    LONG,
    MEDIA,
    NETWORKING,
    OF_CLASS,
    PROFESSIONAL,
    QUESTION,
    RELATING,
    STATED,
    any_justification,
    reason,
    sources,
    step,
)


def test_a_fact_stands_where_it_is_first_needed() -> None:
    lines = proof(LONG)

    assert [line.fact for line in lines] == [
        PROFESSIONAL,
        NETWORKING,
        KIND,
        RELATING,
        MEDIA,
        QUESTION,
    ]
    assert [line.premises for line in lines] == [(), (0,), (), (1, 2), (), (4, 3)]
    assert all(is_plain(lines, place) for place, line in enumerate(lines) if line.step)


def test_facts_that_nothing_needs_stand_first() -> None:
    more = dataclasses.replace(LONG, facts=(*LONG.facts, STATED))
    assert [line.fact for line in proof(more)][:2] == [STATED, PROFESSIONAL]


def test_a_fact_is_told_with_the_sources_on_record_for_it() -> None:
    bare = dataclasses.replace(PROFESSIONAL, sources=(), path=None, line=None)
    one = step([bare], BELOW, "cax-sco", QUESTION)
    lines = proof(Justification(facts=(PROFESSIONAL,), axioms=(BELOW,), steps=(one,)))
    assert lines[0].fact == PROFESSIONAL


def test_a_contradiction_says_nothing() -> None:
    *facts, last = proof(CONTRADICTION.justification)
    assert last.fact is None
    assert last.premises == (0, 1)
    assert all(line.fact for line in facts)


def test_so_is_enough_for_all_since_the_last_conclusion_only() -> None:
    skipping = proof(reason(*LONG.steps[:1], step([KIND], CHAIN, "x", MEDIA)))
    assert [is_plain(skipping, place) for place in (1, 3)] == [True, False]


def test_an_axiom_that_says_the_same_is_told_once() -> None:
    [first, last] = proof(OF_CLASS.justifications[0])
    assert is_axiom(first, BELOW.words)
    assert not is_axiom(first, "something else")
    assert not is_axiom(last, "every social network is social media")


def test_origin_has_sources_and_place() -> None:
    assert origin(STATED) == "[S1, S4; data/platforms/linkedin.ttl:29]"
    assert origin(dataclasses.replace(STATED, line=None, path="-")) == "[S1, S4; <stdin>]"
    assert origin(NETWORKING) == ""
    assert references([COMMON_KNOWLEDGE, *sources("S1")]) == "common knowledge, S1"


@given(any_justification())
def test_every_line_rests_on_lines_above_it(justification: Justification) -> None:
    lines = proof(justification)

    assert {fact.triple for fact in justification.facts} <= {
        line.fact.triple for line in lines if line.fact
    }
    for place, line in enumerate(lines):
        assert all(premise < place for premise in line.premises)
    assert [line.step for line in lines if line.step] == list(justification.steps)
