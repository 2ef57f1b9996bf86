"""Each rule by itself: it fires on what it needs, and on nothing less."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import pyoxigraph as ox
import pytest

from logic.explaining import graph
from mediagora.reasoning.axioms import Axiom, Axioms, Pair, axioms_of
from mediagora.reasoning.closing import closed, consequences
from mediagora.reasoning.owlterms import TYPE
from mediagora.reasoning.rules import Rules, broader, chains, inclusions

_P_V: Final = "[ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :v ]"
_A_AND_B: Final = "[ a owl:Class ; owl:intersectionOf ( :A :B ) ]"

FIRING: Final = {
    "cax-sco": ((":A rdfs:subClassOf :B .", ":x a :A ."), ":x a :B ."),
    "cax-eqc1": ((":A owl:equivalentClass :B .", ":x a :A ."), ":x a :B ."),
    "cax-eqc2": ((":A owl:equivalentClass :B .", ":x a :B ."), ":x a :A ."),
    "cls-int1": (
        (f":E owl:equivalentClass {_A_AND_B} .", ":x a :A .", ":x a :B ."), ":x a :E ."),
    "cls-int2": ((f":E owl:equivalentClass {_A_AND_B} .", ":x a :E ."), ":x a :B ."),
    "cls-hv1": ((f":A rdfs:subClassOf {_P_V} .", ":x a :A ."), ":x :p :v ."),
    "cls-hv2": ((f"{_P_V} rdfs:subClassOf :A .", ":x :p :v ."), ":x a :A ."),
    "prp-dom": ((":p rdfs:domain :A .", ":x :p :y ."), ":x a :A ."),
    "prp-rng": ((":p rdfs:range :A .", ":x :p :y ."), ":y a :A ."),
    "prp-spo1": ((":p rdfs:subPropertyOf :q .", ":x :p :y ."), ":x :q :y ."),
    "prp-eqp1": ((":p owl:equivalentProperty :q .", ":x :p :y ."), ":x :q :y ."),
    "prp-eqp2": ((":p owl:equivalentProperty :q .", ":x :q :y ."), ":x :p :y ."),
    "prp-trp": ((":p a owl:TransitiveProperty .", ":x :p :y .", ":y :p :z ."), ":x :p :z ."),
    "prp-spo2": (
        (":r owl:propertyChainAxiom ( :p :q ) .", ":x :p :y .", ":y :q :z ."), ":x :r :z ."),
    "scm-sco": ((":A rdfs:subClassOf :B .", ":B rdfs:subClassOf :C ."), ":A rdfs:subClassOf :C ."),
    "scm-eqc1": ((":A owl:equivalentClass :B .",), ":B rdfs:subClassOf :A ."),
    "scm-int": ((f":E owl:equivalentClass {_A_AND_B} .",), ":E rdfs:subClassOf :A ."),
    "scm-spo": (
        (":p rdfs:subPropertyOf :q .", ":q rdfs:subPropertyOf :r ."), ":p rdfs:subPropertyOf :r ."),
    "scm-eqp1": ((":p owl:equivalentProperty :q .",), ":q rdfs:subPropertyOf :p ."),
}  # fmt: skip
NOTHING: Final = graph([])


@pytest.mark.parametrize("rule", FIRING)
def test_each_rule_fires_on_all_it_needs_alone(rule: str) -> None:
    said, conclusion = FIRING[rule]
    [wanted] = graph([conclusion]) - NOTHING
    stated = graph(said)
    assert wanted not in stated
    assert wanted in set(consequences(stated, axioms_of(stated)))
    for left_out in said:
        less = graph(each for each in said if each != left_out)
        assert wanted not in set(consequences(less, axioms_of(less)))


def test_the_class_of_a_subject_may_tell_something_of_others() -> None:
    """By a domain, a value that the class has, and the range of that value."""
    stated = graph([f":A rdfs:subClassOf {_P_V} .", ":p rdfs:range :B .", ":d rdfs:domain :A ."])
    [wanted] = graph([":v a :B ."]) - NOTHING
    for fact in (":x a :A .", ":x :d 4 .", ":x :d :y ."):
        every = stated | graph([fact])
        assert wanted in set(consequences(every, axioms_of(every)))


@pytest.mark.parametrize(
    ("said", "contradicts"),
    [
        ([":A owl:disjointWith :B .", ":x a :A .", ":x a :B ."], True),
        ([":A owl:disjointWith :B .", ":x a :A ."], False),
        (["[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) .", ":x a :A , :C ."], True),
        (["[] a owl:AllDisjointClasses ; owl:members ( :A :B ) .",
          "[] a owl:AllDisjointClasses ; owl:members ( :C :D ) .", ":x a :A , :C ."], False),
        ([":x a owl:Nothing ."], True),
        ([":A rdfs:subClassOf owl:Nothing .", ":x a :A ."], True),
        ([":d rdfs:range xsd:integer .", ":x :d 'early' ."], True),
        ([":d rdfs:range xsd:integer .", ":x :d 4 ."], False),
        ([":d rdfs:range xsd:integer .", ":e rdfs:subPropertyOf :d .", ":x :e 'early' ."], True),
    ],
)  # fmt: skip
def test_contradictions_are_seen(said: list[str], contradicts: bool) -> None:  # noqa: FBT001 -- pytest's
    stated = graph(said)
    rules = Rules(axioms_of(stated))
    known = closed(stated, rules).known[ox.NamedNode("urn:x:x")]
    assert rules.contradict(known) is contradicts


def test_one_disjointness_stated_twice_is_one() -> None:
    """As where data comes with a copy of the ontology: its lists are other blank nodes."""
    twice = ["[] a owl:AllDisjointClasses ; owl:members ( :A :B ) ."] * 2
    stated = graph([*twice, ":C owl:disjointWith :D .", ":x a :A , :C ."])
    rules = Rules(axioms_of(stated))
    assert not rules.contradict(closed(stated, rules).known[ox.NamedNode("urn:x:x")])


def test_what_is_disjoint_with_itself_has_no_members() -> None:
    stated = graph([":A owl:disjointWith :A .", ":x a :A ."])
    rules = Rules(axioms_of(stated))
    assert rules.contradict(closed(stated, rules).known[ox.NamedNode("urn:x:x")])


def test_a_circle_of_properties_and_a_deep_hierarchy_of_them() -> None:
    name = [ox.NamedNode(f"urn:x:{at}") for at in range(2_000)]
    axioms = [Axiom("SubObjectPropertyOf", pair) for pair in pairwise(name)]
    rules = Rules(Axioms(tuple(axioms)))
    assert rules.superproperties(name[0]) == name[1:]
    axioms.append(Axiom("SubObjectPropertyOf", (name[-1], name[0])))
    rules = Rules(Axioms(tuple(axioms)))
    assert set(rules.superproperties(name[5])) == set(name) - {name[5]}


def test_it_tells_which_properties_type_their_values() -> None:
    stated = graph([":p rdfs:range :A .", ":r rdfs:subPropertyOf :p .", ":q rdfs:domain :A ."])
    rules = Rules(axioms_of(stated))
    p, q, r = (ox.NamedNode(f"urn:x:{name}") for name in "pqr")
    assert [rules.types_objects(each) for each in (p, q, r, TYPE)] == [True, False, True, False]


def test_nothing_follows_from_an_axiom_of_another_kind() -> None:
    axiom = Axiom("DisjointClasses", (ox.NamedNode("urn:x:A"), ox.NamedNode("urn:x:B")))
    assert (inclusions(axiom), chains(axiom), broader(axiom)) == ([], [], [])
    said = [Pair(TYPE, ox.NamedNode("urn:x:A"))]
    assert Rules(Axioms((axiom,))).close(said) == (set(said), [])
