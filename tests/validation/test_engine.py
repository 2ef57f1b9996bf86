"""Both engines behind one adapter: the same results for the same shapes and data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediagora.errors import EngineError, ShapesError
from mediagora.reading.inputs import Source
from mediagora.reading.parsing import parse
from mediagora.validation import engine
from validation.conftest import HEADER, _InThisProcess

if TYPE_CHECKING:
    from pathlib import Path

SHAPES = """
ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:property ex:P, ex:Q, ex:R .
ex:P a sh:PropertyShape ; sh:path ex:p ; sh:minCount 2 ; sh:maxCount 2 ; sh:datatype xsd:integer ;
    sh:message "two whole numbers"@en .
ex:Q a sh:PropertyShape ; sh:path ( ex:q [ sh:zeroOrMorePath ex:broader ] ) ; sh:hasValue ex:top .
ex:R a sh:PropertyShape ; sh:path [ sh:inversePath ex:q ] ; sh:class ex:C ; sh:nodeKind sh:IRI .
"""
UNUSABLE = "ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:minLength 'x' ."


def read(text: str) -> list[ox.Triple]:
    return parse(Source("x", "turtle", (HEADER + text).encode()))


def test_both_engines_are_run_and_named() -> None:
    data = read("ex:a ex:p 1 ; ex:q ex:top .")
    fast, name = engine.run(read(SHAPES), data)
    assert name == "shacl 0.3.4"
    reference, judge = engine.run(read(SHAPES), data, engine="reference")
    assert judge.startswith("pyshacl 0.")
    assert [(found.focus_node, found.component) for found in fast] == [
        ("<https://example.org/a>", "http://www.w3.org/ns/shacl#MinCountConstraintComponent")
    ]
    assert fast == reference


NODES = st.sampled_from(["ex:a", "ex:b", "ex:top", "ex:C", "_:x", "_:y"])
VALUES = NODES | st.sampled_from(["1", "'1'", "'a'@en", "01", "'x'^^xsd:integer", "1.0", "true"])
LINKS = st.sampled_from(["ex:p", "ex:q", "ex:broader", "a", "rdfs:subClassOf"])
DATA = st.lists(st.builds("{} {} {} .".format, NODES, LINKS, VALUES), max_size=10)


@settings(max_examples=60)
@given(DATA)
def test_both_engines_give_the_same_results(statements: list[str]) -> None:
    data = read("\n".join(statements))
    shapes = read(SHAPES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "Children", _InThisProcess)
        fast, _ = engine.run(shapes, data)
        reference, _ = engine.run(shapes, data, engine="reference")

    def known_by(results: list[engine.Result]) -> list[tuple[str | None, ...]]:
        # A path that is longer than a step has no name that both give; the shape stands for it.
        return sorted(
            (found.focus_node, found.value or "", found.component, found.source_shape)
            for found in results
        )

    assert known_by(fast) == known_by(reference)


@pytest.mark.parametrize("name", ["fast", "reference"])
def test_shapes_that_cannot_be_used_are_told(name: engine.EngineName) -> None:
    with pytest.raises(ShapesError, match="the shapes cannot be used: "):
        engine.run(read(UNUSABLE), read("ex:a ex:p 1 ."), engine=name)


@pytest.mark.usefixtures("engine_in_process")
@pytest.mark.parametrize("name", ["fast", "reference"])
def test_blank_nodes_come_back_with_their_labels(name: engine.EngineName) -> None:
    shapes = read("ex:S sh:targetSubjectsOf ex:p ; sh:closed true ; sh:nodeKind sh:IRI .")
    link = ox.NamedNode("https://example.org/p")
    data = [ox.Triple(ox.BlankNode("here"), link, ox.BlankNode("there"))]
    results, _ = engine.run(shapes, data, engine=name)
    assert sorted(
        (found.focus_node, found.value, found.component.rpartition("#")[2]) for found in results
    ) == [
        ("_:here", "_:here", "NodeKindConstraintComponent"),
        ("_:here", "_:there", "ClosedConstraintComponent"),
    ]


def test_an_engine_is_named_once_it_has_taken_the_shapes(tmp_path: Path) -> None:
    file = tmp_path / "data.nt"
    with engine.Engine(read(SHAPES), processes=2) as running:
        assert running.name == ""
        assert running.is_fast()
        assert running.name == "shacl 0.3.4"
        for _ in range(3):  # one engine checks one file after another
            file.write_bytes(engine.ntriples(read("ex:a ex:p 1 ; ex:q ex:top .")))
            assert len(running.check(file)) == 1
    with engine.Engine(read(SHAPES), engine="reference") as running:
        assert not running.is_fast()


@pytest.mark.parametrize("count", [1, 3])
def test_unusable_shapes_are_told_by_each_process_once(count: int) -> None:
    with (
        engine.Engine(read(UNUSABLE), processes=count) as running,
        pytest.raises(ShapesError, match=r"^the shapes cannot be used: "),
    ):
        running.ready()


def test_a_file_that_is_gone_is_an_error_of_the_engine(tmp_path: Path) -> None:
    for name in ("fast", "reference"):
        with (
            engine.Engine(read(SHAPES), engine=name) as running,
            pytest.raises(EngineError, match=rf"^the {name} engine failed: \w+Error: "),
        ):
            running.check(tmp_path / "gone.nt")


def test_terms_are_read_as_they_are_written() -> None:
    for term in (
        ox.NamedNode("urn:a"),
        ox.BlankNode("b1"),
        ox.Literal('a "b"\n\\'),
        ox.Literal("a", language="en-gb"),
        ox.Literal("01", datatype=ox.NamedNode("urn:int")),
    ):
        assert engine.term(str(term)) == term
