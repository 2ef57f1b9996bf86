"""Explanations on any small graph: enough, minimal, all there are, and told step by step.

Whether something follows is asked of the closure, and for some of it of owlrl. The graphs are made
of the statements of logic/explaining.py, each of which is one axiom or one fact.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from logic import oracles
from logic.explaining import AXIOMS, FACTS, graph, of_axiom, of_justification, of_triple, triple_of
from mediagora.reasoning.axioms import axioms_of
from mediagora.reasoning.closing import consequences
from mediagora.reasoning.contradicting import contradictions
from mediagora.reasoning.datatypes import fits
from mediagora.reasoning.explaining import why
from mediagora.reasoning.knowledge import Knowledge, shipped_knowledge
from mediagora.reasoning.missing import why_not
from mediagora.vocabulary import NS, OWN_PREFIXES, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from logic.explaining import Canonical
    from logic.oracles import Statements
    from mediagora.reasoning.records import Justification

TYPE: Final = oracles.TYPE
SUBCLASS: Final = ox.NamedNode(f"{PREFIXES['rdfs']}subClassOf")
NOTHING: Final = ox.NamedNode(f"{PREFIXES['owl']}Nothing")
MEMBER: Final = ox.NamedNode("urn:x:some-member")
CLASSES: Final = [ox.NamedNode(f"urn:x:{name}") for name in "ABCDEF"]
THINGS: Final = [ox.NamedNode(f"urn:x:{name}") for name in "uvwxyz"]
PROPERTIES: Final = [ox.NamedNode(f"urn:x:{name}") for name in "pqr"]

DENSE: Final = (
    ":x a :A .",
    ":x a :B .",
    ":x a :D .",
    ":x :p :u .",
    ":x :r :u .",
    ":u :q :v .",
    ":v :q :u .",
    ":u :q :u .",
    ":A rdfs:subClassOf :B .",
    ":B rdfs:subClassOf :C .",
    ":A rdfs:subClassOf :C .",
    ":C rdfs:subClassOf :A .",
    ":p rdfs:domain :A .",
    ":p rdfs:range :B .",
    ":r rdfs:subPropertyOf :p .",
    ":q a owl:TransitiveProperty .",
    ":p owl:propertyChainAxiom ( :p :q ) .",
    ":A owl:disjointWith :B .",
    """:D owl:equivalentClass [ a owl:Class ; owl:intersectionOf
        ( :A [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :v ] ) ] .""",
)
"""Statements of which few are enough for several justifications."""

SMALL: Final = st.lists(st.sampled_from(DENSE), min_size=4, max_size=8, unique=True)
ANY: Final = st.builds(
    lambda axioms, facts: [*axioms, *facts],
    st.lists(st.sampled_from(AXIOMS), min_size=6, max_size=12, unique=True),
    st.lists(st.sampled_from(FACTS), min_size=3, max_size=8, unique=True),
)


def is_ours(triple: ox.Triple) -> bool:
    """Whether a triple says something of a thing in the names of small graphs."""
    told = triple.object if triple.predicate == TYPE else triple.predicate
    return str(told).startswith("<urn:x:")


def closed(statements: Statements) -> frozenset[ox.Triple]:
    """What is said of things, and what follows."""
    return frozenset(
        each
        for each in {*statements, *consequences(statements, axioms_of(statements))}
        if is_ours(each)
    )


def is_contradictory(statements: Statements) -> bool:
    """Whether something is of two classes that are disjoint, or has a value out of range."""
    known = {*statements, *consequences(statements, axioms_of(statements))}
    for axiom in axioms_of(statements).read:
        if axiom.kind == "DisjointClasses":
            for one, other in combinations(axiom.terms, 2):
                for each in known:
                    both = ox.Triple(each.subject, TYPE, other)
                    if (each.predicate, each.object) == (TYPE, one) and both in known:
                        return True
        elif axiom.kind == "DataPropertyRange":
            name, datatype = axiom.terms
            assert isinstance(datatype, ox.NamedNode)
            for each in known:
                value = each.object if each.predicate == name else None
                if isinstance(value, ox.Literal) and not fits(value, datatype):
                    return True
    return False


def holds(statements: Statements, goal: ox.Triple) -> bool:
    """Whether a triple follows; that a class lies under another, for any member of it."""
    if goal.predicate != SUBCLASS:
        return goal in closed(statements)
    assert isinstance(goal.object, ox.NamedNode)
    supposed = ox.Triple(MEMBER, TYPE, goal.subject)
    return ox.Triple(MEMBER, TYPE, goal.object) in closed(statements | {supposed})


def goals(statements: Statements) -> list[ox.Triple]:
    """What holds in a graph: of things, and of classes under others."""
    found = set(closed(statements))
    found |= {
        goal
        for lower in CLASSES
        for upper in CLASSES
        if lower != upper and holds(statements, goal := ox.Triple(lower, SUBCLASS, upper))
    }
    return sorted(found, key=str)


def parts(said: Iterable[str]) -> dict[Canonical, Statements]:
    """The triples of each statement, by its canonical form."""
    declared = graph([])
    found = {}
    for each in said:
        statements = graph([each])
        axioms = axioms_of(statements).read
        facts = [of_triple(triple) for triple in statements - declared if is_ours(triple)]
        [said_once] = [*facts, *map(of_axiom, axioms)]
        found[said_once] = statements
    return found


def together(leaves: Iterable[Canonical], given: dict[Canonical, Statements]) -> Statements:
    """The triples of some statements."""
    return frozenset().union(*(given[each] for each in leaves))


@settings(max_examples=60)
@given(ANY)
def test_each_is_enough_and_has_nothing_to_spare(said: list[str]) -> None:
    knowledge, given_parts = Knowledge(graph(said)), parts(said)
    for goal in goals(graph(said)):
        explanation = why(knowledge, goal)
        assert explanation.holds
        assert explanation.justifications
        for justification in explanation.justifications:
            leaves = of_justification(knowledge, justification)
            assert holds(together(leaves, given_parts), goal)
            for each in leaves:
                assert not holds(together(leaves - {each}, given_parts), goal)


@settings(max_examples=40)
@given(SMALL)
def test_these_are_all(said: list[str]) -> None:
    knowledge, given_parts = Knowledge(graph(said)), parts(said)
    wanted = goals(graph(said))
    enough: dict[ox.Triple | None, list[frozenset[Canonical]]] = {goal: [] for goal in wanted}
    enough[None] = []
    for size in range(len(given_parts) + 1):
        for leaves in map(frozenset, combinations(given_parts, size)):
            statements = together(leaves, given_parts)
            for goal, sets in enough.items():
                if any(each <= leaves for each in sets):
                    continue
                if is_contradictory(statements) if goal is None else holds(statements, goal):
                    sets.append(leaves)
    for goal in wanted:
        found = why(knowledge, goal).justifications
        assert {of_justification(knowledge, each) for each in found} == set(enough[goal])
        assert [len(each.facts) + len(each.axioms) for each in found] == sorted(
            len(each) for each in enough[goal]
        )
    to_blame = {
        of_justification(knowledge, each.justification) for each in contradictions(knowledge)
    }
    assert {each for each in to_blame if not any(other < each for other in to_blame)} == set(
        enough[None]
    )


@settings(max_examples=15)
@given(ANY, st.randoms(use_true_random=False))
def test_owlrl_agrees(said: list[str], random: Random) -> None:
    knowledge, given_parts = Knowledge(graph(said)), parts(said)
    follows = sorted(closed(graph(said)) - graph(said), key=str)
    assume(follows)
    goal = random.choice(follows)
    for justification in why(knowledge, goal).justifications[:2]:
        leaves = of_justification(knowledge, justification)
        assert by_owlrl(together(leaves, given_parts), goal)
        for each in leaves:
            assert not by_owlrl(together(leaves - {each}, given_parts) | graph([]), goal)


def by_owlrl(statements: Statements, goal: ox.Triple) -> bool:
    """Whether owlrl finds that a triple follows."""
    answer = oracles.owl_rl(statements)
    subject = str(goal.subject)[1:-1]
    if goal.predicate == TYPE:
        return (subject, str(goal.object)[1:-1]) in answer.types
    return (subject, goal.predicate.value, str(goal.object)) in answer.values


@settings(max_examples=60)
@given(ANY)
def test_steps_lead_from_facts_to_the_conclusion(said: list[str]) -> None:
    knowledge = Knowledge(graph(said))
    for goal in goals(graph(said)):
        explanation = why(knowledge, goal)
        assert triple_of(explanation.question) == goal
        for justification in explanation.justifications:
            check_steps(justification, goal)
            assert {triple_of(each) for each in justification.facts} <= knowledge.facts


def check_steps(justification: Justification, goal: ox.Triple) -> None:
    """Each step starts from what is there, every fact and axiom serves, the last is the goal."""
    there = {triple_of(each) for each in justification.facts}
    used: set[ox.Triple] = set()
    for step in justification.steps:
        starts = {triple_of(each) for each in step.facts}
        assert starts <= there
        used |= starts
        assert step.conclusion is not None
        conclusion = triple_of(step.conclusion)
        assert conclusion not in there
        there.add(conclusion)
    assert goal in there
    assert used >= there - {goal}
    if justification.steps:
        assert justification.steps[-1].conclusion is not None
        assert triple_of(justification.steps[-1].conclusion) == goal
    else:
        assert there == {goal}
    assert {each.axiom for each in justification.steps} == set(justification.axioms)
    assert len(set(justification.axioms)) == len(justification.axioms)


GOALS: Final = st.one_of(
    st.builds(
        lambda subject, kind: ox.Triple(subject, TYPE, kind),
        st.sampled_from(THINGS),
        st.sampled_from(CLASSES),
    ),
    st.builds(
        ox.Triple, st.sampled_from(THINGS), st.sampled_from(PROPERTIES), st.sampled_from(THINGS)
    ),
)


@given(ANY, GOALS)
def test_what_is_missing_makes_it_so(said: list[str], goal: ox.Triple) -> None:
    statements = graph(said)
    before = closed(statements)
    assume(goal not in before)
    assume(not is_contradictory(statements))
    answer = why_not(Knowledge(statements), goal)
    assert not answer.holds
    assert answer.missing
    for missing in answer.missing:
        facts = frozenset(triple_of(each) for each in missing.facts)
        assert {each.subject for each in facts} == {goal.subject}
        assert not facts & before
        assert goal in closed(statements | facts)
        for each in facts:
            assert goal not in closed(statements | (facts - {each}))
        assert bool(missing.contradictions) == is_contradictory(statements | facts)


@given(ANY, GOALS)
def test_no_single_fact_that_is_enough_is_left_out(said: list[str], goal: ox.Triple) -> None:
    # Of a chain of others, not every first link is told where any value of the chain will do.
    statements = graph(each for each in said if "( :r :q )" not in each or ":r owl" in each)
    before = closed(statements)
    assume(goal not in before)
    told = {
        (each.predicate, each.object)
        for missing in why_not(Knowledge(statements), goal).missing
        if len(missing.facts) == 1
        for each in missing.facts
    }
    tried = [ox.Triple(goal.subject, TYPE, each) for each in CLASSES]
    tried += [
        ox.Triple(goal.subject, name, value)
        for name in PROPERTIES
        for value in THINGS
        if value != goal.subject
    ]
    for each in tried:
        after = closed(statements | {each})
        # That something becomes its own value is not looked for.
        is_own_value = any(triple.subject == triple.object == goal.subject for triple in after)
        if each not in before and goal in after and not is_own_value:
            value = each.object
            assert isinstance(value, ox.NamedNode)
            assert told & {(each.predicate.value, value.value), (each.predicate.value, None)}, each


@given(ANY, GOALS)
def test_what_contradicts_is_to_blame(said: list[str], goal: ox.Triple) -> None:
    statements = graph(said)
    assume(goal not in closed(statements))
    assume(not is_contradictory(statements))
    knowledge, given_parts = Knowledge(statements), parts(said)
    for missing in why_not(knowledge, goal).missing:
        supposed = {
            of_triple(triple_of(each)): frozenset({triple_of(each)}) for each in missing.facts
        }
        for contradiction in missing.contradictions:
            leaves = of_justification(knowledge, contradiction.justification)
            every = given_parts | supposed
            assert leaves & supposed.keys()
            assert is_contradictory(together(leaves, every))
            for each in leaves:
                assert not is_contradictory(together(leaves - {each}, every))


P_V: Final = "[ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :v ]"
D_4: Final = "[ a owl:Restriction ; owl:onProperty :d ; owl:hasValue 4 ]"


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        (":A rdfs:subClassOf :B .", [":x a :B .", ":x a :A ."]),
        (f":B owl:equivalentClass [ owl:intersectionOf ( :A {P_V} ) ] . :x a :A .",
         [":x a :B .", ":x :p :v ."]),
        (f":B owl:equivalentClass [ owl:intersectionOf ( :A {P_V} ) ] .",
         [":x a :B .", ":x a :A . :x :p :v ."]),
        ((f":B owl:equivalentClass [ owl:intersectionOf ( :A {P_V} ) ] . :x a :A . :u :q :v . "
         ":p owl:propertyChainAxiom ( :p :q ) . :r rdfs:subPropertyOf :p ."),
         [":x a :B .", ":x :p :v .", ":x :p :u .", ":x :r :v .", ":x :r :u ."]),
        (":p rdfs:domain :B . :r rdfs:subPropertyOf :p .",
         [":x a :B .", ":x :p :anything .", ":x :r :anything ."]),
        (f":d rdfs:domain :B . :A rdfs:subClassOf {D_4} .",
         [":x a :B .", ":x a :A .", ":x :d :anything ."]),
    ],
    ids=["class", "value", "class and value", "chain", "domain", "domain of a value"],
)  # fmt: skip
def test_all_that_is_missing(said: str, missing: list[str]) -> None:
    statements = graph([said])
    answer = why_not(Knowledge(statements), ox.Triple(THINGS[3], TYPE, CLASSES[1]))
    assert {frozenset(map(triple_of, each.facts)) for each in answer.missing} == {
        graph([each]) - graph([]) for each in missing
    }
    assert not any(each.contradictions for each in answer.missing)


@pytest.mark.parametrize(
    "said",
    [
        ":x a :A . :A owl:disjointWith :B .",
        ":x a :A . :C owl:disjointWith :A . :B rdfs:subClassOf :C .",
        f":B rdfs:subClassOf {P_V} . :p rdfs:range :D . :v a :F . :D owl:disjointWith :F .",
        ":x a :A . :d rdfs:domain :B . :A owl:disjointWith :B .",
        f":B rdfs:subClassOf {D_4} . :d rdfs:range xsd:string .",
    ],
    ids=["class", "broader class", "value", "domain", "datatype"],
)
def test_what_would_contradict_is_told(said: str) -> None:
    statements = graph([said])
    answer = why_not(Knowledge(statements), ox.Triple(THINGS[3], TYPE, CLASSES[1]))
    for missing in answer.missing:
        facts = {triple_of(each) for each in missing.facts}
        assert missing.contradictions
        for each in missing.contradictions:
            on_record = {triple_of(fact) for fact in each.justification.facts}
            assert on_record <= statements | facts
            assert on_record & facts


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return shipped_knowledge()


@pytest.mark.parametrize("name", ["whatsapp", "twitch", "reddit"])
def test_what_is_no_social_network_and_what_would_make_it_one(
    shipped: Knowledge, name: str
) -> None:
    platform = ox.NamedNode(f"{OWN_PREFIXES['platform']}{name}")
    goal = ox.Triple(platform, TYPE, ox.NamedNode(f"{NS}SocialNetwork"))
    explanation = why(shipped, goal)
    assert not explanation.holds
    assert not explanation.justifications
    assert explanation.reason
    answer = why_not(shipped, goal)
    assert len(answer.missing) > 3
    for missing in answer.missing:
        facts = [triple_of(each) for each in missing.facts]
        made = Knowledge([*shipped.facts, *facts])
        assert why(made, goal).holds
        for each in facts:
            without = [other for other in facts if other != each]
            assert not why(Knowledge([*shipped.facts, *without]), goal).holds
        clashes = contradictions(made)
        assert bool(missing.contradictions) == bool(clashes)
