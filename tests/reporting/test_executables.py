"""The catalogue as `sh:SPARQLExecutable`: by the rules of the SIB's collection, and by SHACL's."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import pyoxigraph as ox
import pytest
import rdflib
from pyshacl import validate
from rdflib import RDF, RDFS, SH, XSD

from mediagora.errors import MediagoraError, UsageError
from mediagora.publishing.turtle import format as laid_out
from mediagora.querying import queries
from mediagora.querying.catalogue import find, read
from mediagora.reporting.executables import QUERIES, executables

SCHEMA: Final = rdflib.Namespace("https://schema.org/")
ENDPOINT: Final = "https://example.org/sparql"

SHAPES: Final = """
@prefix ex: <urn:ex:> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix spex: <https://purl.expasy.org/sparql-examples/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex:Example a sh:NodeShape ;
  sh:targetClass sh:SPARQLExecutable ;
  sh:nodeKind sh:IRI ;
  sh:property ex:text, ex:comment, ex:target, ex:keywords, ex:declarations, ex:parameters .

ex:text sh:path [ sh:alternativePath (sh:select sh:ask sh:construct spex:describe) ] ;
  sh:minCount 1 ; sh:maxCount 1 .
ex:comment sh:path rdfs:comment ; sh:minCount 1 ;
  sh:or ([ sh:datatype rdf:langString ] [ sh:datatype rdf:HTML ]) .
ex:target sh:path schema:target ; sh:minCount 1 ; sh:nodeKind sh:IRI .
ex:keywords sh:path schema:keywords ; sh:pattern "^\\\\S(.*\\\\S)?$" .
ex:declarations sh:path sh:prefixes ; sh:minCount 1 ; sh:property ex:declare .
ex:declare sh:path sh:declare ; sh:minCount 1 ; sh:property ex:prefix, ex:namespace .
ex:prefix sh:path sh:prefix ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string .
ex:namespace sh:path sh:namespace ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:anyURI .
ex:parameters sh:path sh:parameter ; sh:class sh:Parameter ; sh:property ex:path, ex:optional .
ex:path sh:path sh:path ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ;
  sh:pattern "#[A-Za-z0-9]+$" .
ex:optional sh:path sh:optional ; sh:hasValue true .
"""
"""What the collection's own shapes ask for, and what SHACL asks of prefixes and parameters."""


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=executables(queries(), endpoint=ENDPOINT), format="turtle")


def conforms(data: str) -> tuple[bool, str]:
    shapes = rdflib.Graph().parse(data=SHAPES, format="turtle")
    read_graph = rdflib.Graph().parse(data=data, format="turtle")
    answer, _, text = validate(read_graph, shacl_graph=shapes)
    return bool(answer), text


def test_catalogue_is_by_the_rules() -> None:
    answer, text = conforms(executables(queries(), endpoint=ENDPOINT))

    assert answer, text


def test_rules_ask_for_a_target() -> None:
    """A catalogue that runs anywhere has none until it is told one."""
    answer, text = conforms(executables([find("in-numbers")]))

    assert not answer
    assert text.count("Constraint Violation") == 1
    assert "schema:target" in text


def test_every_question_is_told(graph: rdflib.Graph) -> None:
    told = set(graph.subjects(RDF.type, SH.SPARQLExecutable))

    assert told == {rdflib.URIRef(QUERIES + question.name) for question in queries()}
    for question in queries():
        subject = rdflib.URIRef(QUERIES + question.name)
        [text] = [*graph.objects(subject, SH.select), *graph.objects(subject, SH.construct)]
        assert str(text) in question.text
        assert "#+" not in str(text)
        assert str(graph.value(subject, RDFS.comment)) == question.question
        assert {str(tag) for tag in graph.objects(subject, SCHEMA.keywords)} == set(question.tags)


def test_prefixes_make_the_text_complete(graph: rdflib.Graph) -> None:
    """As SHACL has it (section 5.2.1), the declarations before the text give a whole query."""
    for subject in graph.subjects(RDF.type, SH.SPARQLExecutable):
        [text] = [*graph.objects(subject, SH.select), *graph.objects(subject, SH.construct)]
        bare = re.sub(r"^PREFIX .*\n", "", str(text), flags=re.MULTILINE)
        declared = {
            str(graph.value(each, SH.prefix)): str(graph.value(each, SH.namespace))
            for each in graph.objects(graph.value(subject, SH.prefixes), SH.declare)
        }
        ox.Store().query(bare, prefixes=declared)


def test_laid_out_it_is_the_same_bytes_every_time() -> None:
    once, again = (laid_out(executables(queries())) for _ in range(2))

    assert once == again == laid_out(once)


def test_parameters_are_told(graph: rdflib.Graph) -> None:
    subject = rdflib.URIRef(f"{QUERIES}features/who-has-feature")
    [node] = graph.objects(subject, SH.parameter)

    assert graph.value(node, SH.path) == rdflib.URIRef(f"{subject}#feature")
    assert graph.value(node, SH["class"]) == rdflib.URIRef("https://w3id.org/mediagora/ns#Feature")
    assert str(graph.value(node, SH.defaultValue)).endswith("feature/groups")
    assert graph.value(node, SH.nodeKind) == SH.IRI


def test_values_pattern_and_language_are_told() -> None:
    question = read(
        "#+ summary: s\n#+ params:\n"
        '#+   code: {pattern: "[A-Z]{2}", default: CN}\n'
        "#+   size: {type: integer, values: [1, 2], default: 2}\n"
        "ASK { FILTER (?_code = ?_size_integer || ?_label_pt_BR = ?_code) }"
    )
    made = rdflib.Graph().parse(
        data=executables([replace(question, slug="s", is_shipped=True)]), format="turtle"
    )
    named = {str(made.value(node, SH.name)): node for node in made.objects(None, SH.parameter)}

    assert (None, RDF.type, SH.SPARQLAskExecutable) in made
    assert str(made.value(named["code"], SH.pattern)) == "^([A-Z]{2})$"
    assert made.value(named["size"], SH.datatype) == XSD.integer
    allowed = made.value(named["size"], SH["in"])
    assert [each.toPython() for each in made.items(allowed)] == [1, 2]
    assert made.value(named["label"], SH.datatype) == RDF.langString


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("SELECT * {}", SH.select),
        ("# CONSTRUCT\nASK {}", SH.ask),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", SH.construct),
        (
            "DESCRIBE ?s { ?s a 'CONSTRUCT' }",
            rdflib.URIRef("https://purl.expasy.org/sparql-examples/ontology#describe"),
        ),
    ],
)
def test_each_form_has_its_property(text: str, predicate: rdflib.URIRef) -> None:
    own = replace(read(text), group="my group", slug="a")
    made = rdflib.Graph().parse(data=executables([own], endpoint=ENDPOINT), format="turtle")

    assert [(str(s), str(o)) for s, o in made.subject_objects(predicate)] == [
        (f"{ENDPOINT}/.well-known/sparql-examples/my%20group/a", text)
    ]


def test_own_questions_need_an_endpoint() -> None:
    with pytest.raises(UsageError, match="give --endpoint"):
        executables([replace(read("ASK {}"), slug="a")])


@pytest.mark.parametrize("endpoint", ["", "example.org", "https://exa mple.org/", "file:///a"])
def test_what_is_no_endpoint(endpoint: str) -> None:
    with pytest.raises(UsageError, match="no URL of an endpoint"):
        executables([], endpoint=endpoint)


@pytest.mark.parametrize(
    "text",
    ["SELECT", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "DELETE {} WHERE {}"],
)
def test_own_question_that_may_not_run_is_refused(text: str) -> None:
    with pytest.raises(MediagoraError):
        executables([replace(read(text), slug="a")], endpoint=ENDPOINT)
