"""The closure in memory: circles, long ways, links through links, and what has no consequences."""

from __future__ import annotations

from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logic.explaining import AXIOMS, FACTS, graph
from mediagora.reasoning.axioms import axioms_of
from mediagora.reasoning.closing import closed, consequences, hierarchy, linking, links_of
from mediagora.reasoning.rules import Rules

P, Q, R = (ox.NamedNode(f"urn:x:{name}") for name in "pqr")
CHAIN: Final = ":q a owl:TransitiveProperty . :p owl:propertyChainAxiom ( :p :q ) ."


def values(said: str, subject: str, predicate: ox.NamedNode) -> set[str]:
    """What follows as values, without the namespace."""
    stated = graph([said])
    return {
        str(each.object).removeprefix("<urn:x:").rstrip(">")
        for each in consequences(stated, axioms_of(stated))
        if each.subject == ox.NamedNode(f"urn:x:{subject}") and each.predicate == predicate
    }


@pytest.mark.parametrize("circle", [False, True])
def test_a_deep_hierarchy_is_followed_to_its_end(circle: bool) -> None:  # noqa: FBT001 -- pytest's
    number = 300
    steps = "".join(f":f{at} :q :f{at + 1} . " for at in range(number))
    back = f":f{number} :q :f0 . " if circle else ""
    found = values(f"{CHAIN} {steps} {back} :x :p :f0 .", "x", P)
    assert found == {f"f{at}" for at in range(1, number + 1)}
    upwards = values(f"{CHAIN} {steps} {back}", "f7", Q)
    wanted = range(number + 1) if circle else range(9, number + 1)
    assert upwards == {f"f{at}" for at in wanted} - ({"f8"} if circle else set())


def test_a_deep_hierarchy_of_classes() -> None:
    steps = "".join(f":c{at} rdfs:subClassOf :c{at + 1} . " for at in range(2_000))
    stated = graph([steps, ":x a :c0 ."])
    rules = Rules(axioms_of(stated))
    assert len(closed(stated, rules).known[ox.NamedNode("urn:x:x")]) == 1 + 2_001


_VALUE: Final = "[ owl:onProperty :q ; owl:hasValue :w ]"


@pytest.mark.parametrize(
    "said",
    [
        ":q a owl:TransitiveProperty . :s rdfs:subPropertyOf :q . :u :s :v . :v :q :w . ",
        ":q owl:propertyChainAxiom ( :r :s ) . :u :r :a . :a :s :w . ",
        f":C rdfs:subClassOf {_VALUE} . :u a :C . ",
        f":C rdfs:subClassOf {_VALUE} . :r rdfs:domain :C . :u :r 4 .",
        f":C rdfs:subClassOf {_VALUE} . :r rdfs:range :C . :y :r :u .",
        ":s owl:equivalentProperty :q . :u :s :w . ",
    ],
    ids=["subproperty", "chain", "class", "domain", "range", "equivalent"],
)
def test_links_may_follow_themselves(said: str) -> None:
    """The second link of a chain that is stated nowhere."""
    assert "w" in values(f"{said} :t owl:propertyChainAxiom ( :p :q ) . :x :p :u .", "x",
                         ox.NamedNode("urn:x:t"))  # fmt: skip


def test_links_are_closed_and_hold_no_others() -> None:
    stated = graph([CHAIN, ":u :q :v . :v :q :w . :w :q :v . :x :p :u ; :r :u ."])
    axioms = axioms_of(stated)
    assert linking(axioms) == {Q}
    u, v, w = (ox.NamedNode(f"urn:x:{name}") for name in "uvw")
    assert links_of(stated, axioms) == {Q: {u: {v, w}, v: {v, w}, w: {v, w}}}


def test_evidence_has_no_consequences() -> None:
    said = ":e a owl:Axiom ; :p :y . :p rdfs:range :A ; rdfs:domain :B ; rdfs:subPropertyOf :q ."
    stated = graph([said])
    found = set(consequences(stated, axioms_of(stated)))
    assert not {each for each in found if str(each.subject) in {"<urn:x:e>", "<urn:x:y>"}}


def test_a_class_lies_under_what_its_members_turn_out_to_be() -> None:
    said = """
        :A rdfs:subClassOf [ owl:onProperty :p ; owl:hasValue :v ] .
        [ owl:onProperty :q ; owl:hasValue :v ] rdfs:subClassOf :B .
        :p rdfs:subPropertyOf :q ; rdfs:domain :C .
    """
    axioms = axioms_of(graph([said]))
    found = {str(each).replace("urn:x:", ":").partition("#")[2] for each in
             hierarchy(axioms, Rules(axioms))}  # fmt: skip
    assert found == {"subClassOf> <:B>", "subClassOf> <:C>", "subPropertyOf> <:q>"}


ANY: Final = st.lists(st.sampled_from((*AXIOMS, *FACTS)), max_size=20, unique=True).map(graph)


@settings(max_examples=60)
@given(ANY)
def test_of_what_follows_nothing_more_follows(stated: frozenset[ox.Triple]) -> None:
    axioms = axioms_of(stated)
    once = {*stated, *consequences(stated, axioms)}
    assert not set(consequences(once, axioms))


def test_it_can_be_ended_while_it_follows_links() -> None:
    def end() -> None:
        raise TimeoutError

    stated = graph([CHAIN, ":u :q :v ."])
    with pytest.raises(TimeoutError):
        links_of(stated, axioms_of(stated), tick=end)
