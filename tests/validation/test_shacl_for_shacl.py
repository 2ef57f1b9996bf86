"""SHACL's own shapes have the last word on shapes; ours are never laxer, and say it better."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

import pytest
import shacl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mediagora import bundle
from mediagora.errors import ShapesError
from mediagora.reading.inputs import Source
from mediagora.reading.parsing import parse
from mediagora.validation.engine import Engine, _checked, _shacl_for_shacl, ntriples
from mediagora.validation.guard import refuse_queries, refuse_terms
from mediagora.validation.names import RDF_FIRST, RDF_NIL, RDF_REST, SH
from mediagora.validation.shapes import load_shapes
from mediagora.validation.shapesgraph import ShapesGraph
from mediagora.validation.wellformed import refuse_malformed
from mediagora.vocabulary import PREFIXES
from validation.conftest import AS_OF, HEADER
from validation.strategies import LITERALS, shapes_graphs
from validation.test_wellformed import FAULTS, SHAPE

if TYPE_CHECKING:
    from pathlib import Path

    from mediagora.validation.names import Term

EX = "https://example.org/"


@cache
def judge() -> shacl.Shapes:
    return shacl.Shapes.from_text(_shacl_for_shacl(), "ntriples")


def is_refused_by_shacl(triples: list[Triple]) -> bool:
    return bool(judge().validate_text(_checked(triples), "ntriples").results)


def is_refused_by_us(triples: list[Triple]) -> bool:
    try:
        refuse_queries(triples, "own.ttl")
        refuse_terms(triples, "own.ttl")
        refuse_malformed(ShapesGraph(triples), {})
    except ShapesError:
        return True
    return False


VALUES: list[Term] = [
    *LITERALS,
    Literal("true", datatype=NamedNode(f"{PREFIXES['xsd']}boolean")),
    Literal("-1", datatype=NamedNode(f"{PREFIXES['xsd']}integer")),
    NamedNode(f"{EX}nothing"),
    NamedNode(f"{SH}IRI"),
    NamedNode(f"{SH}Violation"),
    BlankNode("nothing"),
    RDF_NIL,
]
PREDICATES = [
    *(
        NamedNode(SH + name)
        for name in (
            *("targetClass", "targetNode", "severity", "message", "deactivated", "property"),
            *("node", "not", "and", "or", "xone", "class", "datatype", "nodeKind", "minCount"),
            *("maxCount", "minExclusive", "maxInclusive", "minLength", "maxLength", "pattern"),
            *("flags", "languageIn", "uniqueLang", "equals", "disjoint", "lessThan", "closed"),
            *("lessThanOrEquals", "qualifiedValueShape", "qualifiedMinCount", "in", "hasValue"),
            *("qualifiedMaxCount", "qualifiedValueShapesDisjoint", "ignoredProperties", "path"),
            *("inversePath", "alternativePath", "zeroOrMorePath", "sparql", "name", "order"),
        )
    ),
    NamedNode(f"{PREFIXES['rdf']}type"),
    RDF_FIRST,
    RDF_REST,
]


@given(shapes_graphs(), st.data())
@settings(deadline=None, max_examples=400, suppress_health_check=list(HealthCheck))
def test_whatever_shacl_refuses_we_refuse(triples: list[Triple], data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(triples) - 1))
        subject, predicate, value = triples[number]
        way = data.draw(st.sampled_from(["drop", "replace", "add", "rename", "point"]))
        if way == "drop":
            del triples[number]
        elif way == "replace":
            triples[number] = Triple(subject, predicate, data.draw(st.sampled_from(VALUES)))
        elif way == "add":
            triples.append(Triple(subject, predicate, data.draw(st.sampled_from(VALUES))))
        elif way == "rename":
            triples[number] = Triple(subject, data.draw(st.sampled_from(PREDICATES)), value)
        else:
            other = data.draw(st.sampled_from(triples)).object
            triples.append(Triple(subject, data.draw(st.sampled_from(PREDICATES)), other))
        if not triples:
            return
    if is_refused_by_shacl(triples):
        assert is_refused_by_us(triples)


def test_shacl_finds_many_of_the_faults_that_we_know() -> None:
    refused = [
        said
        for said in FAULTS
        if is_refused_by_shacl(parse(Source("x", "turtle", f"{HEADER}{SHAPE} {said} .".encode())))
    ]
    assert len(refused) > 40


def test_no_shapes_of_ours_are_refused() -> None:
    assert not is_refused_by_shacl(load_shapes([*bundle.shape_files()], as_of=AS_OF).triples)


def test_a_list_may_be_another_path_as_well_which_the_engines_pass_over() -> None:
    path = "[ rdf:first ex:p ; rdf:rest ( ex:q ) ; sh:inversePath ( ex:p ) ]"
    text = f"{HEADER}ex:S sh:targetClass ex:C ; sh:path {path} ; sh:class ex:C ."
    triples = parse(Source("x", "turtle", text.encode()))
    assert judge().validate_text(ntriples(triples).decode(), "ntriples").results
    assert not is_refused_by_shacl(triples)


@pytest.mark.conformance
def test_what_we_take_of_w3cs_suite_shacl_takes(w3c_suite: Path, tmp_path: Path) -> None:
    taken = 0
    for file in sorted((w3c_suite / "shacl").rglob("*.ttl")):
        own = tmp_path / file.name
        own.write_text(f"@base <https://example.org/{file.name}> .\n{file.read_text('utf-8')}")
        with suppress(ShapesError):
            triples = load_shapes([str(own)], as_of=AS_OF).triples
            assert not is_refused_by_shacl(triples), file.name
            taken += 1
    assert taken > 100


@pytest.mark.parametrize("engine", ["fast", "reference"])
def test_engines_take_no_shapes_that_shacl_refuses(engine: str) -> None:
    text = f"{HEADER}{SHAPE} sh:minLength 'x' ."  # which load_shapes would not let through
    triples = parse(Source("x", "turtle", text.encode()))
    with (
        Engine(triples, engine=engine, own=True) as running,  # type: ignore[arg-type] -- one of them
        pytest.raises(ShapesError, match=r"SHACL's own shapes refuse them: they find fault with"),
    ):
        running.ready()
    with Engine(triples[:2], engine=engine, own=True) as running:  # type: ignore[arg-type]
        running.ready()
