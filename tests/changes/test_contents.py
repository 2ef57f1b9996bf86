"""What a graph says, told by its content: equal where and only where graphs are isomorphic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from changes.graphs import BLANKS, IRIS, PREDICATES, TANGLES, are_isomorphic, parsed, relabelled
from mediagora.changes.contents import Contents
from mediagora.changes.records import Evidence, Statement
from mediagora.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

EX = "https://example.org/"
SOURCE = "http://purl.org/dc/terms/source"


@given(TANGLES, TANGLES)
def test_same_contents_mean_isomorphic_graphs(one: list[ox.Triple], other: list[ox.Triple]) -> None:
    same = Contents(one).statements == Contents(other).statements
    assert same == are_isomorphic(one, other)


@given(TANGLES, st.permutations(BLANKS), st.randoms())
def test_labels_of_blank_nodes_make_no_difference(
    graph: list[ox.Triple], blanks: Sequence[ox.BlankNode], random: st.DataObject
) -> None:
    names = dict(zip(BLANKS, blanks, strict=True))
    again = [ox.Triple(*(names.get(term, term) for term in triple)) for triple in graph]
    random.shuffle(again)
    assert Contents(again).statements == Contents(graph).statements


@pytest.mark.parametrize("size", [2, 3, 7, 300])
def test_circles(size: int) -> None:
    """Circles of one size are the same, of two sizes are not; a graph of two is not one of both."""

    def circle(length: int, name: str) -> list[ox.Triple]:
        nodes = [ox.BlankNode(f"{name}{number}") for number in range(length)]
        links = [
            ox.Triple(node, PREDICATES[0], nodes[number - 1]) for number, node in enumerate(nodes)
        ]
        return [*links, ox.Triple(nodes[0], PREDICATES[1], IRIS[0])]

    whole = Contents(circle(size, "x"))
    assert len(whole.statements) == size + 1
    assert whole.statements == Contents(relabelled(circle(size, "y"))).statements
    assert whole.statements != Contents(circle(size + 1, "x")).statements
    twice = Contents([*circle(size, "x"), *circle(size, "y")])
    assert sum(twice.statements.values()) == 2 * (size + 1)


def test_blank_nodes_are_written_where_they_stand() -> None:
    graph = parsed("""
        ex:C owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( ex:D
          [ owl:hasValue ex:v ; owl:onProperty ex:p ; a owl:Restriction ] ) ] .
        [] ex:q 1 , "b"@en .
    """)
    owl, xsd = "http://www.w3.org/2002/07/owl#", "http://www.w3.org/2001/XMLSchema#"
    definition = (
        f"[ a <{owl}Class> ; <{owl}intersectionOf> ( <{EX}D> [ a <{owl}Restriction> ; "
        f"<{owl}hasValue> <{EX}v> ; <{owl}onProperty> <{EX}p> ] ) ]"
    )
    assert set(Contents(graph).statements) == {
        Statement(f"{EX}C", f"{owl}equivalentClass", definition),
        Statement(f'[ <{EX}q> "1"^^<{xsd}integer>, "b"@en ]'),
    }


def test_evidence_is_told_by_the_fact() -> None:
    graph = parsed("""
        ex:a ex:p 1 .
        [] a owl:Axiom ; owl:annotatedSource ex:a ; owl:annotatedProperty ex:p ;
           owl:annotatedTarget "b" ; dcterms:source source:S1 , source:S2 .
        ex:node a owl:Axiom ; owl:annotatedSource ex:a ; owl:annotatedProperty ex:p ;
           owl:annotatedTarget [ ex:q "c" ] .
    """)
    found = Contents(graph)
    sources = tuple((SOURCE, f"https://w3id.org/mediagora/source/{name}") for name in ("S1", "S2"))
    assert len(found.statements) == 1
    assert set(found.evidence) == {
        Evidence(f"{EX}a", f"{EX}p", '"b"', sources),
        Evidence(f"{EX}a", f"{EX}p", f'[ <{EX}q> "c" ]', (), f"{EX}node"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "[] a owl:Axiom ; owl:annotatedSource ex:a .",
        """[] a owl:Axiom ; owl:annotatedSource ex:a ; owl:annotatedProperty ex:p , ex:q ;
             owl:annotatedTarget 1 .""",
        """ex:c ex:q [ a owl:Axiom ; owl:annotatedSource ex:a ; owl:annotatedProperty ex:p ;
             owl:annotatedTarget 1 ] .""",
    ],
)
def test_what_is_no_evidence_is_told_whole(text: str) -> None:
    found = Contents(parsed(text))
    assert not found.evidence
    assert len(found.statements) == 1


def test_evidence_is_no_second_referrer() -> None:
    """The class expression that evidence speaks of is still written in place."""
    axiom = "ex:C rdfs:subClassOf _:r . _:r owl:onProperty ex:p ."
    evidence = """[] a owl:Axiom ; owl:annotatedSource ex:C ; owl:annotatedTarget _:r ;
        owl:annotatedProperty rdfs:subClassOf ."""
    plain, told = Contents(parsed(axiom)), Contents(parsed(axiom + evidence))
    assert plain.statements == told.statements
    assert next(iter(told.evidence)).object == next(iter(plain.statements)).object


def test_a_long_list_is_written_out() -> None:
    items = " ".join(map(str, range(5000)))
    (statement,) = Contents(parsed(f"ex:a ex:p ( {items} ) .")).statements
    assert statement.object is not None
    assert statement.object.count("^^") == 5000


@pytest.mark.parametrize(
    ("graph", "words"),
    [
        (
            [
                ox.Triple(ox.BlankNode(f"n{number}"), PREDICATES[0], ox.BlankNode(f"n{number + 1}"))
                for number in range(3000)
            ],
            "nested more than 100 deep",
        ),
        (
            [
                ox.Triple(ox.BlankNode(f"n{one}"), PREDICATES[0], ox.BlankNode(f"n{other}"))
                for one in range(30)
                for other in range(30)
                if one != other
            ],
            "told apart by their links to each other alone",
        ),
    ],
)
def test_what_nobody_could_read_is_refused(graph: list[ox.Triple], words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        Contents(graph, path="a.nt")
    assert refused.value.code == "MG004"
    assert str(refused.value).startswith("a.nt: ")
