"""What sparq-rdf is asked for, what is left out of its answer, and what is said where it fails."""

from __future__ import annotations

import sys

import pyoxigraph as ox
import pytest

from mediagora.errors import EngineError
from mediagora.reasoning import fast
from mediagora.vocabulary import PREFIXES

HEADER = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())

BEYOND_OURS = {
    "inverse": (
        "<urn:runs> owl:inverseOf mediagora:operatedBy . <urn:a> mediagora:operatedBy <urn:b> .",
        "<urn:b> <urn:runs> <urn:a>",
    ),
    "symmetric": (
        "<urn:p> a owl:SymmetricProperty . <urn:a> <urn:p> <urn:b> .",
        "<urn:b> <urn:p> <urn:a>",
    ),
    "functional": (
        "<urn:p> a owl:FunctionalProperty . <urn:a> <urn:p> <urn:b>, <urn:c> . <urn:b> a <urn:D> .",
        "<urn:c> a <urn:D>",
    ),
    "union": (
        "<urn:C> owl:equivalentClass [ owl:unionOf ( <urn:D> <urn:E> ) ] . <urn:a> a <urn:D> .",
        "<urn:a> a <urn:C>",
    ),
    "some": (
        """<urn:C> owl:equivalentClass [ owl:onProperty <urn:p> ; owl:someValuesFrom <urn:D> ] .
        <urn:a> <urn:p> <urn:b> . <urn:b> a <urn:D> .""",
        "<urn:a> a <urn:C>",
    ),
    "only": (
        """<urn:C> rdfs:subClassOf [ owl:onProperty <urn:p> ; owl:allValuesFrom <urn:D> ] .
        <urn:a> a <urn:C> ; <urn:p> <urn:b> .""",
        "<urn:b> a <urn:D>",
    ),
}

EQUAL = """
    <urn:C> rdfs:subClassOf [ a owl:Restriction ; owl:onProperty <urn:p> ; owl:someValuesFrom
        [ a owl:Restriction ; owl:onProperty <urn:q> ; owl:hasValue <urn:v> ] ] .
    [ a owl:Restriction ; owl:onProperty <urn:p> ; owl:someValuesFrom
        [ a owl:Restriction ; owl:onProperty <urn:q> ; owl:hasValue <urn:v> ] ]
        rdfs:subClassOf <urn:D> .
    <urn:a> a <urn:C> .
"""
"""Two restrictions that say the same, one in another, on both sides of what follows."""


def store(turtle: str) -> ox.Store:
    loaded = ox.Store()
    loaded.load((HEADER + turtle).encode(), ox.RdfFormat.TURTLE)
    return loaded


def holds(in_store: ox.Store, pattern: str) -> bool:
    return bool(in_store.query(f"{HEADER} ASK {{ {pattern} }}"))


@pytest.mark.parametrize("name", BEYOND_OURS)
def test_axioms_that_our_own_rules_do_not_read_are_applied(name: str) -> None:
    turtle, wanted = BEYOND_OURS[name]
    given = store(turtle)
    assert not holds(given, wanted)

    fast.entail(given)

    assert holds(given, wanted)


def test_equal_restrictions_are_one() -> None:
    given = store(EQUAL)

    fast.entail(given)

    assert holds(given, "<urn:a> a <urn:D>")


def test_what_is_derived_is_new_and_there_once() -> None:
    given = store(
        "<urn:C> rdfs:subClassOf <urn:D> . <urn:D> rdfs:subClassOf <urn:E> . [] a <urn:C> ."
    )
    before = set(given)

    derived = list(fast.derived(given))

    assert len(derived) == len(set(derived)) == 3
    assert set(given) == before
    assert before.isdisjoint(ox.Quad(*triple) for triple in derived)


def test_blank_nodes_keep_their_names() -> None:
    given = store("<urn:C> rdfs:subClassOf <urn:D> . [] a <urn:C> .")
    (member,) = {quad.subject for quad in given if isinstance(quad.subject, ox.BlankNode)}

    assert {triple.subject for triple in fast.derived(given)} == {member}


def test_nothing_is_said_of_literals_class_expressions_or_things_being_themselves() -> None:
    given = store(
        """<urn:p> rdfs:range <urn:R> ; owl:inverseOf <urn:i> ; a owl:FunctionalProperty .
        <urn:C> rdfs:subClassOf [ a owl:Restriction ; owl:onProperty <urn:p> ; owl:hasValue 1 ] .
        <urn:a> a <urn:C> ; <urn:p> "x", <urn:b> ."""
    )

    derived = list(fast.derived(given))

    assert ox.Triple(*map(ox.NamedNode, ("urn:b", "urn:i", "urn:a"))) in derived
    assert not [triple for triple in derived if isinstance(triple.subject, ox.Literal)]
    assert not [triple for triple in derived if ox.BlankNode in map(type, triple)]
    assert not [triple for triple in derived if triple.subject == triple.object]


def test_literals_come_back_as_they_are() -> None:
    literals = '"01"^^xsd:integer, "Zürich\\n\\"x\\""@de-CH, "a\\\\b", "2004"^^xsd:gYear'
    given = store(f"<urn:p> rdfs:subPropertyOf <urn:q> . <urn:a> <urn:p> {literals} .")

    fast.entail(given)

    told = given.quads_for_pattern(None, ox.NamedNode("urn:p"), None)
    derived = given.quads_for_pattern(None, ox.NamedNode("urn:q"), None)
    assert {quad.object for quad in derived} == {quad.object for quad in told}


def test_named_graphs_are_left_alone() -> None:
    given = store("<urn:C> rdfs:subClassOf <urn:D> .")
    given.add(ox.Quad(*map(ox.NamedNode, ("urn:a", f"{PREFIXES['rdf']}type", "urn:C", "urn:g"))))

    assert list(fast.derived(given)) == []


def test_nothing_follows_from_nothing() -> None:
    assert list(fast.derived(ox.Store())) == []


def test_without_the_engine_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sparq", None)

    with pytest.raises(EngineError, match=r"pip install 'mediagora\[fast\]'"):
        fast.entail(store("<urn:a> a <urn:C> ."))


def test_a_failure_of_the_engine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import sparq

    class Failing:
        @staticmethod
        def load(document: str, form: str) -> None:
            raise ValueError(f"no {form} today: {len(document)}")

    monkeypatch.setattr(sparq, "Graph", Failing)

    with pytest.raises(EngineError, match="no ntriples today"):
        fast.entail(store("<urn:a> a <urn:C> ."))
