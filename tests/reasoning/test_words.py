"""Axioms of each kind, and expressions, in words."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from logic.explaining import AXIOMS, graph
from mediagora.reasoning.axioms import axioms_of
from mediagora.reasoning.owlterms import THING
from mediagora.reasoning.words import with_article, words_of


def name(term: object) -> str:
    if term == THING:
        return "owl:Thing"
    text = getattr(term, "value", str(term))
    return {"A": "album", "p": "has main purpose", "v": "Vote"}.get(
        text.removeprefix("urn:x:"), text.removeprefix("urn:x:").partition("#")[2] or text[6:]
    )


_P_V = "[ owl:onProperty :p ; owl:hasValue :v ]"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (":A rdfs:subClassOf :B .", "every album is a B"),
        (":B rdfs:subClassOf :A .", "every B is an album"),
        (f":B rdfs:subClassOf {_P_V} .", "every B has the main purpose 'Vote'"),
        (f"{_P_V} rdfs:subClassOf :B .", "every thing with the main purpose 'Vote' is a B"),
        (":B owl:equivalentClass :C .", "a B is the same as a C"),
        (f":B owl:equivalentClass [ owl:intersectionOf ( :A {_P_V} ) ] .",
         "a B is the same as an album with the main purpose 'Vote'"),
        (":B owl:disjointWith :C .", "nothing is two of these: B, C"),
        ("[] a owl:AllDisjointClasses ; owl:members ( :B :C :D ) .",
         "nothing is two of these: B, C, D"),
        (":q rdfs:subPropertyOf :r .", "'q' implies 'r'"),
        (":q owl:equivalentProperty :r .", "'q' and 'r' mean the same"),
        (":q a owl:TransitiveProperty .", "'q' is transitive"),
        (":q owl:propertyChainAxiom ( :q :r ) .", "'q' extends to every 'r' of a value"),
        (":t owl:propertyChainAxiom ( :q :r ) .", "'q' and then 'r' make 't'"),
        (":q rdfs:domain :A .", "what has a value for 'q' is an album"),
        (":q rdfs:range :B .", "a value of 'q' is a B"),
        (":q rdfs:range xsd:gYear .", "a value of 'q' is a gYear"),
    ],
)  # fmt: skip
def test_each_kind_has_its_words(said: str, words: str) -> None:
    [axiom] = axioms_of(graph([said])).read
    assert words_of(axiom, name) == words


def test_no_two_axioms_have_the_same_words() -> None:
    told = [words_of(axiom, str) for axiom in axioms_of(graph(AXIOMS)).read]
    assert len(set(told)) == len(told) == len(AXIOMS)


@pytest.mark.parametrize(
    ("label", "noun"),
    [
        ("online media", "online media"),
        ("Media", "Media"),
        ("organization", "an organization"),
        ("Album", "an Album"),
        ("forum", "a forum"),
        ("", "a "),
    ],
)
def test_articles(label: str, noun: str) -> None:
    assert with_article(label) == noun


def test_a_value_that_is_a_literal_is_quoted() -> None:
    [axiom] = axioms_of(graph([":B rdfs:subClassOf [ owl:onProperty :d ; owl:hasValue 4 ] ."])).read
    told = words_of(axiom, lambda term: term.value if isinstance(term, ox.Literal) else name(term))
    assert told == "every B has the d '4'"
