"""Shapes that break SHACL's syntax rules: each is refused, and what would be right is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mediagora import bundle
from mediagora.errors import ShapesError
from mediagora.reading.inputs import Source
from mediagora.reading.parsing import parse
from mediagora.validation import engine
from mediagora.validation.paths import path_text
from mediagora.validation.shapes import load_shapes
from mediagora.validation.shapesgraph import ShapesGraph
from mediagora.validation.wellformed import MAX_TOLD, refuse_malformed
from mediagora.vocabulary import PREFIXES
from validation.conftest import AS_OF, HEADER

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = "ex:S a sh:NodeShape ; sh:targetNode ex:x ; "
COUNT = "must be a whole number (xsd:integer) of nine digits at most"
QUALIFIED = "sh:qualifiedValueShape [ sh:nodeKind sh:IRI ]"


def on_property(said: str) -> str:
    return f"sh:property [ sh:path ex:p ; {said} ]"


def on_path(path: str) -> str:
    return f"sh:property [ sh:path {path} ; sh:minCount 1 ]"


# What stands in a shape, and what is said of it.
FAULTS = {
    "sh:node 'x'": 'sh:node is "x", and must be a shape',
    "sh:node ex:Nowhere": "sh:node refers to https://example.org/Nowhere, which no shapes describe",
    "sh:not 5": 'sh:not is "5"^^xsd:integer, and must be a shape',
    "sh:property 'x'": 'sh:property is "x", and must be a shape',
    "sh:or ( 'x' )": 'sh:or has the member "x", and must be a shape',
    "sh:and ( )": "sh:and is an empty list, and must have members",
    "sh:xone ex:a": "sh:xone is https://example.org/a, and must be a list, such as ( ... )",
    "sh:in [ rdf:first ex:a ]": "sh:in is a broken list, and must be",
    "sh:in 'x'": 'sh:in is "x", and must be a list',
    "sh:in ( ex:a ) , ( ex:b )": "sh:in has 2 values, and may have one",
    "sh:in _:l . _:l rdf:first 1 ; rdf:rest _:l": "sh:in is a broken list",
    "sh:in _:l . _:l rdf:first 1, 2 ; rdf:rest ()": "sh:in is a broken list",
    "sh:class 'x'": 'sh:class is "x", and must be an IRI',
    "sh:datatype xsd:string, xsd:date": "sh:datatype has 2 values, and may have one",
    "sh:nodeKind ex:a": "sh:nodeKind is https://example.org/a, and must be one of sh:IRI, ",
    on_property("sh:minCount 'x'"): f'path https://example.org/p: sh:minCount is "x", and {COUNT}',
    on_property("sh:minCount '1'"): f'sh:minCount is "1", and {COUNT}',
    on_property("sh:minCount 1.0"): f'sh:minCount is "1.0"^^xsd:decimal, and {COUNT}',
    on_property("sh:maxCount -1"): f'sh:maxCount is "-1"^^xsd:integer, and {COUNT}',
    on_property("sh:maxCount 9999999999"): f"and {COUNT}",
    on_property("sh:minCount 1, 2"): "sh:minCount has 2 values, and may have one",
    "sh:minCount 1": "sh:minCount belongs on a property shape, and this has no sh:path",
    "sh:uniqueLang true": "sh:uniqueLang belongs on a property shape, and this has no sh:path",
    "sh:lessThan ex:p": "sh:lessThan belongs on a property shape, and this has no sh:path",
    "sh:lessThanOrEquals ex:p": "sh:lessThanOrEquals belongs on a property shape, and",
    f"{QUALIFIED} ; sh:qualifiedMinCount 1": "sh:qualifiedValueShape belongs on a property shape",
    on_property("sh:qualifiedMinCount 1"):
        "sh:qualifiedMinCount says nothing without sh:qualifiedValueShape",
    on_property(QUALIFIED):
        "sh:qualifiedValueShape says nothing without sh:qualifiedMinCount or sh:qualifiedMaxCount",
    on_property("sh:uniqueLang 'x'"): 'sh:uniqueLang is "x", and must be true or false',
    "sh:minInclusive ex:a": "sh:minInclusive is https://example.org/a, and must be a number",
    "sh:maxInclusive '2024'^^xsd:gYear":
        'sh:maxInclusive is "2024"^^xsd:gYear, and must be a number, a string, or a value of',
    "sh:minExclusive 'P1D'^^xsd:duration": "and must be a number, a string, or a value of xsd:date",
    "sh:maxExclusive 'a'@en": 'sh:maxExclusive is "a"@en, and must be a number',
    "sh:minInclusive 'abc'^^xsd:integer":
        'sh:minInclusive is "abc"^^xsd:integer, which is no well-formed xsd:integer',
    "sh:maxExclusive '2025-02-29'^^xsd:date": "which is no well-formed xsd:date",
    "sh:maxExclusive 5, 6": "sh:maxExclusive has 2 values, and may have one",
    "sh:minLength 'x'": f'sh:minLength is "x", and {COUNT}',
    "sh:languageIn 'en'": 'sh:languageIn is "en", and must be a list',
    "sh:languageIn ( 'en' 5 )": 'sh:languageIn has the member "5"^^xsd:integer, and must be',
    "sh:equals 'x'": 'sh:equals is "x", and must be an IRI',
    "sh:disjoint ( ex:a )": "sh:disjoint is a blank node, and must be an IRI",
    "sh:closed 'yes'": 'sh:closed is "yes", and must be true or false',
    "sh:ignoredProperties ( ex:p )": "sh:ignoredProperties says nothing without sh:closed",
    "sh:closed true ; sh:ignoredProperties ( 'x' )": 'sh:ignoredProperties has the member "x", and',
    "sh:deactivated 'maybe'": 'sh:deactivated is "maybe", and must be true or false',
    "sh:severity 'x'": 'sh:severity is "x", and must be sh:Info, sh:Warning, sh:Violation or an',
    "sh:severity sh:Warn": "sh:severity is sh:Warn, and must be sh:Info",
    "a sh:Propertyshape": "the type sh:Propertyshape is not supported; did you mean sh:",
    "a sh:SPARQLFunction": "the type sh:SPARQLFunction is not supported",
    "sh:message 5": 'sh:message is "5"^^xsd:integer, and must be a string',
    "sh:targetClass 'x'": 'sh:targetClass is "x", and must be an IRI',
    "sh:targetNode _:b": "sh:targetNode is a blank node, and must be an IRI or a literal",
    "sh:flags 'i'": "sh:flags says nothing without sh:pattern",
    "sh:pattern 5": 'sh:pattern is "5"^^xsd:integer, and must be a string without a language',
    "sh:pattern 'a', 'b'": "sh:pattern has 2 values, and may have one",
    "sh:pattern '('": 'sh:pattern "(" is no regular expression: missing )',
    "sh:pattern '(?=a)'": """sh:pattern "(?=a)" has '(?=', which the engines do not take or""",
    "sh:pattern 'a' ; sh:flags 's'": "has the flag 's', and both engines take i and m alone",
    "sh:sparql 'x'": 'sh:sparql is "x", and must be a SPARQL constraint',
    "sh:sparql [ ]": "sh:sparql needs one query in sh:select, and has none",
    "sh:sparql [ sh:ask 'ASK {}' ]": "sh:sparql needs one query in sh:select, and has none",
    "sh:path ex:p": "a sh:NodeShape has no sh:path; make it a sh:PropertyShape",
    "sh:property [ sh:name 'x' ]": "a property shape needs one sh:path, and this has none",
    on_path("'x'"): 'sh:path holds "x", where a property or a path belongs',
    on_path("( ex:p 'x' )"): 'sh:path holds "x", where',
    on_path("[ ]"): "sh:path has a step with no operator, and needs one, such as sh:inversePath",
    on_path("[ sh:inversePath ex:p, ex:q ]"): "sh:path has a step with 2 operators",
    on_path("[ sh:inversePath ex:p ; sh:zeroOrOnePath ex:q ]"): "has a step with 2 operators",
    on_path("( )"): "sh:path holds rdf:nil",
    on_path("( ex:p )"): "sh:path has a sequence that is no list of two or more",
    on_path("[ sh:alternativePath ex:p ]"): "sh:path has alternatives that are no list of two",
    "sh:property _:s . _:s sh:path _:p . _:p sh:inversePath _:p":
        "sh:path is longer or deeper than 10 steps, or holds itself",
    "sh:property _:s . _:s sh:path _:l . _:l rdf:first ex:p ; rdf:rest _:l":
        "sh:path has a sequence that is no list",
}  # fmt: skip


def read(text: str) -> ShapesGraph:
    return ShapesGraph(parse(Source("x", "turtle", (HEADER + text).encode())))


def complaint(text: str) -> str:
    graph = read(text)
    with pytest.raises(ShapesError) as caught:
        refuse_malformed(graph, dict.fromkeys(graph.subjects, "own.ttl"))
    return str(caught.value)


@pytest.mark.parametrize("said", FAULTS)
def test_a_fault_is_told_with_shape_and_file(said: str) -> None:
    message = complaint(f"{SHAPE} {said} .")
    assert FAULTS[said] in message
    assert "'https://example.org/S' of 'own.ttl'" in message


def test_all_faults_are_told_at_once_or_counted() -> None:
    message = complaint(
        SHAPE + "sh:class 'a' ; sh:node 'b' . ex:T sh:targetNode ex:x ; sh:class 'c' ."
    )
    first, *lines = message.split("\n")
    assert first == "the shapes cannot be used, for 3 reasons:"
    assert lines == [
        "  'https://example.org/S' of 'own.ttl': sh:class is \"a\", and must be an IRI",
        "  'https://example.org/S' of 'own.ttl': sh:node is \"b\", and must be a shape",
        "  'https://example.org/T' of 'own.ttl': sh:class is \"c\", and must be an IRI",
    ]
    many = complaint(SHAPE + "sh:class " + ", ".join(map(str, range(MAX_TOLD + 7))) + " .")
    assert len(many.split("\n")) == MAX_TOLD + 2
    assert many.endswith("\n  and 7 more")


ARROW = "\N{RIGHTWARDS ARROW}"
CIRCLES = {
    "ex:A sh:node ex:A .": "sh:node > ex:A",
    "ex:A sh:node ex:B . ex:B sh:node ex:A .": "sh:node > ex:B > sh:node > ex:A",
    "ex:A sh:not ex:A .": "sh:not > ex:A",
    "ex:A sh:and ( ex:C ex:B ) . ex:B sh:or ( ex:A ) . ex:C sh:class ex:D .":
        "sh:and > ex:B > sh:or > ex:A",
    "ex:A sh:xone ( [ sh:not ex:A ] ) .": "sh:xone > [ ] > sh:not > ex:A",
    "ex:A sh:property [ sh:path ex:p ; sh:node ex:A ] .":
        "sh:property > [ sh:path ex:p ] > sh:node > ex:A",
    "ex:A sh:property [ sh:path ex:p ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape ex:A ] .":
        "sh:property > [ sh:path ex:p ] > sh:qualifiedValueShape > ex:A",
}  # fmt: skip


@pytest.mark.parametrize("text", CIRCLES)
def test_a_shape_that_refers_to_itself_is_refused(text: str) -> None:
    message = complaint("ex:A sh:targetNode ex:x . " + text).replace("https://example.org/", "ex:")
    circle = CIRCLES[text].replace(">", ARROW)
    assert message.endswith(
        f"refers to itself, which SHACL leaves undefined: ex:A {ARROW} {circle}"
    )


def test_a_long_circle_is_told_short() -> None:
    text = "\n".join(f"ex:S{i} sh:node ex:S{(i + 1) % 5000} ." for i in range(5000))
    message = complaint(text)
    assert f"{ARROW} ... {ARROW}" in message
    assert len(message) < 700


def test_shapes_that_share_a_shape_are_no_circle() -> None:
    diamond = (
        "ex:A sh:and ( ex:B ex:C ) . ex:B sh:node ex:D . ex:C sh:node ex:D . ex:D sh:class ex:X ."
    )
    refuse_malformed(read(diamond), {})


def test_nesting_has_an_end() -> None:
    def nested(depth: int) -> str:
        return SHAPE + "sh:not [ " * depth + "sh:nodeKind sh:IRI" + " ]" * depth + " ."

    refuse_malformed(read(nested(40)), {})
    assert complaint(nested(41)).endswith("shapes are nested 41 deep in it, and may be 40")


@pytest.mark.parametrize(
    "path",
    [
        f"( {'ex:p ' * 10})",
        f"{'[ sh:zeroOrOnePath ' * 10} ex:p {'] ' * 10}",
        f"{'( ' * 9} ex:p {'ex:p ) ' * 9}",
    ],
)
def test_the_deepest_path_is_one_that_both_engines_take(path: str, engine_in_process: None) -> None:
    del engine_in_process
    graph = read(SHAPE + f"sh:property [ sh:path {path} ; sh:minCount 20 ] .")
    refuse_malformed(graph, {})
    values = read(" ".join(f"ex:x{i} ex:p ex:x{i + 1} ." for i in range(11))).triples
    for name in ("fast", "reference"):
        [found] = engine.run(graph.triples, values, engine=name)[0]
        assert found.component.endswith("MinCountConstraintComponent")


def test_a_path_that_holds_itself_has_no_text() -> None:
    # As text it would be twice as long with each of forty levels.
    levels = [f"_:p{i} sh:alternativePath ( _:p{i + 1} _:p{i + 1} ) ." for i in range(40)]
    graph = read(" ".join([f"{SHAPE} sh:property ex:P . ex:P sh:path _:p0 .", *levels]))
    [path] = [triple.object for triple in graph.triples if str(triple.predicate).endswith("path>")]
    assert path_text(graph, path) == "..."


def test_shapes_that_ship_are_well_formed() -> None:
    shapes = load_shapes(sorted(bundle.shape_files()), as_of=AS_OF)
    refuse_malformed(ShapesGraph(shapes.triples), shapes.files)


def test_a_shape_that_ships_may_be_referred_to(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(HEADER + SHAPE + f"sh:node <{PREFIXES['shape']}Platform> .")
    load_shapes(["platform", str(own)], as_of=AS_OF)
    with pytest.raises(ShapesError, match="which no shapes describe"):
        load_shapes([str(own)], as_of=AS_OF)


MANIFEST_ONLY = "holds no SHACL shape"


@pytest.mark.conformance
def test_the_shapes_of_w3cs_suite_are_well_formed(w3c_suite: Path, tmp_path: Path) -> None:
    refused = {}
    count = 0
    for file in sorted((w3c_suite / "shacl").rglob("*.ttl")):
        own = tmp_path / file.name
        own.write_text(f"@base <https://example.org/{file.name}> .\n{file.read_text('utf-8')}")
        try:
            load_shapes([str(own)], as_of=AS_OF)
            count += 1
        except ShapesError as error:
            if MANIFEST_ONLY not in str(error):
                refused[f"{file.parent.name}/{file.name}"] = str(error)
    # Of the rest, `guard` refuses what is to be refused or is not supported; none is of the core.
    assert {
        name for name in refused if not name.startswith(("component/", "pre-binding/"))
    } == set()
    assert not any(
        "for 2 reasons" in message or "must be" in message for message in refused.values()
    )
    assert count > 100
