"""Graphs for the tests of `mediagora diff`: drawn by hypothesis, and small ones in Turtle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PREFIXES: Final = """\
@prefix ex: <https://example.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix feature: <https://w3id.org/mediagora/feature/> .
@prefix mediagora: <https://w3id.org/mediagora/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix purpose: <https://w3id.org/mediagora/purpose/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix source: <https://w3id.org/mediagora/source/> .
"""
HEADER: Final = "<https://w3id.org/mediagora/ns> a owl:Ontology .\n"
"""By which a graph is an ontology of its own: what ships is not added, and the test is quick."""

IRIS: Final = [ox.NamedNode(f"https://example.org/{name}") for name in "abc"]
PREDICATES: Final = [ox.NamedNode(f"https://example.org/{name}") for name in "pq"]
BLANKS: Final = [ox.BlankNode(name) for name in ("x", "y", "z", "w")]


def parsed(turtle: str) -> list[ox.Triple]:
    """Triples of a text in Turtle, the prefixes known."""
    quads = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    return [quad.triple for quad in quads]


def are_isomorphic(one: Iterable[ox.Triple], other: Iterable[ox.Triple]) -> bool:
    """Whether two graphs say the same, by RDFC-1.0."""
    datasets = [ox.Dataset(ox.Quad(*triple) for triple in graph) for graph in (one, other)]
    for dataset in datasets:
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return datasets[0] == datasets[1]


def relabelled(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """The same graph, its blank nodes under other labels."""
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert text is not None
    quads = ox.parse(text, format=ox.RdfFormat.N_TRIPLES, rename_blank_nodes=True)
    return [quad.triple for quad in quads]


_TERMS: Final = st.sampled_from(
    ["ex:a", "ex:b", '"a"', '"a"@en', '"é \\"\\\\ \\n > ]"@fr', "2004", '"2004"', "true"]
)
_NODES: Final = st.recursive(
    _TERMS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"( {' '.join(items)} )"),
        st.lists(st.tuples(st.sampled_from(["ex:p", "ex:q", "rdf:type"]), inner), max_size=3).map(
            lambda pairs: f"[ {' ; '.join(' '.join(pair) for pair in pairs)} ]"
        ),
    ),
    max_leaves=5,
)
_FACTS: Final = st.tuples(
    st.sampled_from(["ex:a", "ex:b", "ex:c"]),
    st.sampled_from(["ex:p", "rdfs:label", "rdf:type"]),
    _NODES,
).map(lambda parts: f"{' '.join(parts)} .")
_LONE: Final = _NODES.filter(lambda text: text.startswith("[ ") and len(text) > len("[  ]")).map(
    lambda text: f"{text} ."
)
_EVIDENCE: Final = st.tuples(
    st.sampled_from(["ex:a", "ex:b"]), _TERMS, st.sampled_from(["source:S1", "source:S2", '"x"'])
).map(
    lambda parts: (
        f"[] a owl:Axiom ; owl:annotatedSource {parts[0]} ; owl:annotatedProperty ex:p ;"
        f" owl:annotatedTarget {parts[1]} ; dcterms:source {parts[2]} ."
    )
)
STATEMENTS: Final = st.one_of(_FACTS, _LONE, _EVIDENCE)
"""A statement in Turtle whose blank nodes are written in place."""

_ENDS: Final = st.sampled_from([*IRIS[:2], *BLANKS])
TANGLES: Final = st.lists(
    st.tuples(_ENDS, st.sampled_from(PREDICATES), _ENDS).map(lambda parts: ox.Triple(*parts)),
    max_size=7,
)
"""Graphs whose blank nodes are shared and stand in circles."""


@st.composite
def edited(draw: st.DrawFn) -> tuple[Sequence[str], Sequence[str]]:
    """Statements of one graph, and of another that has some of them and others."""
    both, older, newer = (draw(st.lists(STATEMENTS, max_size=4)) for _ in range(3))
    return [*both, *older], draw(st.permutations([*both, *newer]))
