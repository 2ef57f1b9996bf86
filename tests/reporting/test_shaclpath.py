"""Property paths in SHACL's own form: the same path to others, and nothing where there is none."""

from __future__ import annotations

from typing import Any, Final

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import SH
from rdflib.paths import AlternativePath, InvPath, MulPath, Path, SequencePath
from rdflib.plugins.sparql import prepareQuery

from mediagora.reporting.shaclpath import path_node
from reporting.sample import ANY_TEXT

SHAPE: Final = rdflib.URIRef("urn:shape")
TIMES: Final = {SH.zeroOrMorePath: "*", SH.oneOrMorePath: "+", SH.zeroOrOnePath: "?"}
IRIS: Final = st.sampled_from(["<urn:p>", "<urn:q>", "<https://example.org/a/b(c)*?d=e+f>"])


def longer(paths: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Paths one rule of the grammar longer."""
    primary = st.one_of(IRIS, paths.map("({})".format))
    element = st.tuples(primary, st.sampled_from(["", "*", "+", "?"])).map("".join)
    step = st.tuples(st.sampled_from(["", "^"]), element).map("".join)
    steps = st.lists(step, min_size=1, max_size=3).map("/".join)
    return st.lists(steps, min_size=1, max_size=3).map("|".join)


PATHS: Final = st.recursive(IRIS, longer, max_leaves=6)


def by_sparql(path: str) -> str:
    """A path as rdflib reads it in a query."""
    algebra = prepareQuery(f"SELECT * {{ ?a {path} ?b }}").algebra
    [(_, read, _)] = algebra.p.p.triples
    return str(read.n3())


def by_shacl(graph: rdflib.Graph, node: Any) -> Path | rdflib.URIRef:
    """A path in SHACL's form as rdflib has paths."""
    if isinstance(node, rdflib.URIRef):
        return node
    if (node, rdflib.RDF.first, None) in graph:
        return SequencePath(*(by_shacl(graph, each) for each in graph.items(node)))
    [(operator, value)] = graph.predicate_objects(node)
    if operator == SH.alternativePath:
        return AlternativePath(*(by_shacl(graph, each) for each in graph.items(value)))
    inner = by_shacl(graph, value)
    if operator == SH.inversePath:
        return InvPath(inner)
    return MulPath(inner, TIMES[operator])


@settings(max_examples=150)
@given(path=PATHS)
def test_it_is_the_same_path_to_others(path: str) -> None:
    text = f"@prefix sh: <{SH}> . <{SHAPE}> sh:path {path_node(path)} ."
    graph = rdflib.Graph().parse(data=text, format="turtle")
    node = graph.value(SHAPE, SH.path)

    assert by_shacl(graph, node).n3() == by_sparql(path)


@pytest.mark.parametrize(
    ("path", "node"),
    [
        ("urn:p", "<urn:p>"),
        ("<urn:p>", "<urn:p>"),
        ("^<urn:p>*", "[ sh:inversePath [ sh:zeroOrMorePath <urn:p> ] ]"),
        ("(^<urn:p>)+", "[ sh:oneOrMorePath [ sh:inversePath <urn:p> ] ]"),
        ("<urn:p>/<urn:q>?", "( <urn:p> [ sh:zeroOrOnePath <urn:q> ] )"),
        (
            "<urn:p>|<urn:q>/<urn:r>",
            "[ sh:alternativePath ( <urn:p> ( <urn:q> <urn:r> ) ) ]",
        ),
    ],
)
def test_nodes(path: str, node: str) -> None:
    assert path_node(path) == node


def test_brackets_beside_each_other_are_not_deep() -> None:
    assert path_node("/".join(["(<urn:p>)"] * 500)) == f"( {' '.join(['<urn:p>'] * 500)} )"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "p",
        "urn:p/<q>",
        "<>",
        "<p>",
        "<urn:a b>",
        "<urn:p",
        "<urn:p>/",
        "/<urn:p>",
        "<urn:p>|",
        "<urn:p> <urn:q>",
        "x<urn:p>",
        "<urn:p>**",
        "^^<urn:p>",
        "^",
        "*",
        "()",
        "(<urn:p>",
        "<urn:p>)",
        pytest.param(f"{'(' * 5000}<urn:p>{')' * 5000}", id="deep"),
    ],
)
def test_what_is_no_path(text: str) -> None:
    assert path_node(text) is None


@given(text=st.one_of(ANY_TEXT, st.text("<>()^*+?/|:urn", max_size=12)))
def test_any_text_is_a_path_or_none(text: str) -> None:
    path_node(text)
