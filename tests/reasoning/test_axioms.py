"""Axioms read out of triples: each kind, wherever it stands, and nothing in silence."""

from __future__ import annotations

from collections import Counter
from typing import Final

import pyoxigraph as ox
import pytest

from logic import oracles
from logic.explaining import AXIOMS, DECLARED, graph
from mediagora.reading.shipped import shipped
from mediagora.reasoning.axioms import RDFS_KINDS, axioms_of, is_axiomatic
from mediagora.reasoning.closing import consequences
from mediagora.vocabulary import NS


def kinds(said: str) -> list[str]:
    return [axiom.kind for axiom in axioms_of(graph([said])).read]


@pytest.mark.parametrize("said", AXIOMS)
def test_each_axiom_is_read_as_one_with_all_its_triples(said: str) -> None:
    stated = graph([said])
    [axiom] = axioms_of(stated).read
    declared = {triple for triple in stated if triple.predicate == oracles.TYPE}
    assert stated - declared <= set(axiom.triples) <= stated
    assert not axioms_of(stated).unread
    assert all(is_axiomatic(triple) for triple in axiom.triples)


def test_facts_and_annotations_are_no_axioms() -> None:
    said = ":x a :A ; :p :y ; rdfs:label 'x' . [] a owl:Axiom ; owl:annotatedSource :x ."
    stated = graph([said]) - graph([])
    assert not any(is_axiomatic(triple) for triple in stated)
    assert axioms_of(stated) == axioms_of([])


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (":A rdfs:subClassOf [ owl:unionOf ( :B :C ) ] .", "owl:unionOf"),
        (":p owl:inverseOf :q .", "owl:inverseOf"),
        (":p a owl:SymmetricProperty .", "owl:SymmetricProperty"),
        (":x owl:sameAs :y .", "owl:sameAs"),
        (":N owl:intersectionOf ( :A :B ) .", "owl:intersectionOf of a class with a name"),
        (":p rdfs:range [ owl:intersectionOf ( :A :B ) ] .", "a domain or range without a name"),
        (":C owl:equivalentClass _:x . _:x owl:intersectionOf ( :B _:x ) .",
         "owl:intersectionOf within itself, or too deep"),
        (":A rdfs:subClassOf [ owl:onProperty :p ; owl:someValuesFrom :B ] .",
         "owl:someValuesFrom"),
        (":r owl:propertyChainAxiom ( :p :q :p ) .",
         "owl:propertyChainAxiom of other than two properties"),
        (":A owl:disjointWith [ owl:complementOf :B ] .",
         "a disjointness of classes without a name"),
    ],
)  # fmt: skip
def test_what_is_not_applied_is_told(said: str, name: str) -> None:
    axioms = axioms_of(graph([said]))
    assert axioms.unread[name] == 1
    assert axioms.read == ()


def test_the_ontology_is_read_whole() -> None:
    assert axioms_of(shipped(data=False, evidence=False)).unread == Counter()


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (":p rdfs:range xsd:integer .", ["DataPropertyRange"]),
        (":p rdfs:range rdfs:Literal .", ["DataPropertyRange"]),
        (":p rdfs:range :A .", ["ObjectPropertyRange"]),
        (":p rdfs:range owl:Thing ; rdfs:domain owl:Thing .", []),
        (":A rdfs:subClassOf :A . :p rdfs:subPropertyOf :p .", []),
        (":A rdfs:subClassOf 4 . :p rdfs:domain 4 .", []),
        (":A owl:equivalentClass [ owl:intersectionOf () ] .", []),
        (":A owl:equivalentClass [ owl:onProperty :p ] .", []),
    ],
)
def test_what_says_nothing_is_no_axiom(said: str, read: list[str]) -> None:
    assert kinds(said) == read


def test_a_list_that_runs_in_a_circle_comes_to_an_end() -> None:
    said = ":A rdfs:subClassOf [ owl:intersectionOf :l ] . :l rdf:first :B ; rdf:rest :l ."
    assert kinds(said) == ["SubClassOf"]


_BOTH: Final = "[ a owl:Class ; owl:intersectionOf ( :B :C ) ]"


def test_rdf_schema_knows_the_plain_ones_only() -> None:
    said = f"""
        :A rdfs:subClassOf :B , {_BOTH} , [ owl:onProperty :p ; owl:hasValue :v ] .
        :A owl:equivalentClass :D . :p a owl:TransitiveProperty ; rdfs:domain :A .
    """
    kept = axioms_of(graph([said])).of(RDFS_KINDS)
    assert sorted(axiom.kind for axiom in kept.read) == ["ObjectPropertyDomain", "SubClassOf"]


@pytest.mark.parametrize("number", range(0, len(AXIOMS), 3))
def test_the_profile_rdfs_is_what_owlrl_makes_of_rdf_schema(number: int) -> None:
    import owlrl
    import rdflib

    facts = ":x a :A ; :p :u ; :r :y ; :d 4 . :y a :D ; :q :v . :u :q :v ."
    stated = graph([*AXIOMS[number : number + 9], ":p rdfs:subPropertyOf :s .", facts])
    closed = rdflib.Graph().parse(
        data=ox.serialize(stated, format=ox.RdfFormat.N_TRIPLES), format="nt"
    )
    owlrl.DeductiveClosure(owlrl.RDFS_Semantics).expand(closed)
    for triple in list(closed):
        if isinstance(triple[0], rdflib.Literal):  # generalised RDF, which no parser takes
            closed.remove(triple)
    text = closed.serialize(format="nt", encoding="utf-8")
    theirs = oracles.entailed(
        (quad.triple for quad in ox.parse(text, ox.RdfFormat.N_TRIPLES)), stated
    )
    follows = consequences(stated, axioms_of(stated).of(RDFS_KINDS))
    ours = oracles.entailed([*stated, *follows], stated)
    assert (ours.types, ours.values, ours.subclasses) == (
        theirs.types, theirs.values, theirs.subclasses
    )  # fmt: skip


def test_classes_are_those_declared_or_used() -> None:
    stated = graph([":x a :X . :Y rdfs:subClassOf owl:Thing . :p rdfs:range :Z ."])
    names = {each.value for each in axioms_of(stated).classes}
    assert names == {f"urn:x:{name}" for name in "ABCDEFY"}
    assert DECLARED.count("owl:Class") == 6
    assert f"{NS}SocialMedia" in {each.value for each in axioms_of(shipped(data=False)).classes}
