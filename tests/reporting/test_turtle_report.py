"""The report as SHACL's own: well-formed by the recommendation, and the same to every reader."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from rdflib.namespace import PROV, RDF, RDFS, SH

from mediagora.findings import Finding, Report, Severity
from mediagora.reporting.turtle import turtle_report
from mediagora.validation import validate
from reporting.sample import ANY_TEXT, CLEAN, FINDINGS, REPORT, any_report, finding

GOLDEN: Final = Path(__file__).parent.parent / "cases" / "reporting" / "turtle.expected.ttl"
NS: Final = rdflib.Namespace("https://w3id.org/mediagora/ns#")
YES: Final = rdflib.Literal("true", datatype=rdflib.XSD.boolean)
NO: Final = rdflib.Literal("false", datatype=rdflib.XSD.boolean)
EX: Final = rdflib.Namespace("https://example.org/")

# What section 3.6 of the recommendation asks of a report.
WELL_FORMED: Final = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<urn:Report> a sh:NodeShape ;
    sh:targetClass sh:ValidationReport ;
    sh:property
        [ sh:path sh:conforms ; sh:datatype xsd:boolean ; sh:minCount 1 ; sh:maxCount 1 ],
        [ sh:path sh:result ; sh:class sh:ValidationResult ; sh:nodeKind sh:BlankNodeOrIRI ] .

<urn:Result> a sh:NodeShape ;
    sh:targetObjectsOf sh:result ;
    sh:property
        [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ],
        [ sh:path sh:resultPath ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ],
        [ sh:path sh:value ; sh:maxCount 1 ],
        [ sh:path sh:sourceShape ; sh:maxCount 1 ; sh:nodeKind sh:BlankNodeOrIRI ],
        [ sh:path sh:sourceConstraintComponent ; sh:nodeKind sh:IRI ; sh:minCount 1 ; sh:maxCount 1 ],
        [ sh:path sh:resultSeverity ; sh:in ( sh:Info sh:Warning sh:Violation ) ;
            sh:minCount 1 ; sh:maxCount 1 ],
        [ sh:path sh:resultMessage ; sh:or (
            [ sh:datatype xsd:string ] [ sh:datatype <http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> ]
        ) ] .
"""  # noqa: E501 -- read as Turtle


def graph(report: Report) -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle_report(report), format="turtle")


def results(report: Report) -> tuple[rdflib.Graph, list[rdflib.term.Node]]:
    found = graph(report)
    return found, list(found.subjects(RDF.type, SH.ValidationResult))


def told(of: Finding, about: rdflib.URIRef) -> Any:
    """What the result of a finding says in one respect."""
    found, [result] = results(Report((of,), REPORT.summary))
    return found.value(result, about, any=False)


def is_well_formed(found: rdflib.Graph) -> bool:
    import pyshacl

    shapes = rdflib.Graph().parse(data=WELL_FORMED, format="turtle")
    conforms, _, _ = pyshacl.validate(found, shacl_graph=shapes)
    return bool(conforms)


def test_sample_is_as_expected() -> None:
    assert turtle_report(REPORT) == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("report", [REPORT, CLEAN], ids=["sample", "clean"])
def test_it_is_well_formed(report: Report) -> None:
    found, each = results(report)

    assert is_well_formed(found)
    assert len(each) == len(report.findings)
    [of] = found.subjects(RDF.type, SH.ValidationReport)
    assert set(found.objects(of, SH.result)) == set(each)


def test_well_formedness_is_looked_at() -> None:
    found, each = results(REPORT)
    found.remove((each[0], SH.focusNode, None))

    assert not is_well_formed(found)


def test_it_is_the_same_to_two_readers() -> None:
    quads = ox.parse(turtle_report(REPORT), format=ox.RdfFormat.TURTLE)
    plain = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    assert plain is not None

    assert isomorphic(graph(REPORT), rdflib.Graph().parse(data=plain, format="nt"))


@settings(max_examples=60)
@given(report=any_report())
def test_whatever_findings_say_it_is_one_result_each(report: Report) -> None:
    quads = list(ox.parse(turtle_report(report), format=ox.RdfFormat.TURTLE))
    found, each = results(report)

    assert len(each) == len(report.findings)
    assert len(found) == len(set(quads))
    for result in each:
        for about in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
            assert len(list(found.objects(result, about))) == 1


@given(text=ANY_TEXT)
def test_texts_are_kept_to_the_letter(text: str) -> None:
    found, [result] = results(
        Report(
            (finding(message=text, code=text, value=f" {text}", fingerprint="0"),), CLEAN.summary
        )
    )
    kept = text.encode(errors="replace").decode()

    assert str(found.value(result, SH.resultMessage)) == kept
    assert str(found.value(result, NS.code)) == kept
    assert str(found.value(result, SH.value)) == f" {kept}"


@pytest.mark.parametrize("severity", Severity)
def test_any_result_does_not_conform(severity: Severity) -> None:
    report = Report((finding(severity=severity),), CLEAN.summary)
    found, [result] = results(report)

    assert found.value(predicate=SH.conforms, object=NO) is not None
    assert found.value(result, SH.resultSeverity) == SH[severity.capitalize()]


def test_what_is_not_listed_does_not_conform_either() -> None:
    found = graph(dataclasses.replace(CLEAN, unlisted=3))

    [of] = found.subjects(SH.conforms, NO)
    assert str(found.value(of, RDFS.comment)) == "Results that are not listed here: 3."
    assert list(graph(CLEAN).objects(None, SH.conforms)) == [YES]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("https://example.org/a", EX.a),
        ("urn:a:b", rdflib.URIRef("urn:a:b")),
        ("Treff", rdflib.Literal("Treff")),
        ("12:30", rdflib.Literal("12:30")),
        ("note: a", rdflib.Literal("note: a")),
        ("a/b", rdflib.Literal("a/b")),
        ("", rdflib.Literal("")),
        ("_: b", rdflib.Literal("_: b")),
        ('"\\\n', rdflib.Literal('"\\\n')),
    ],
)
def test_terms(text: str, term: rdflib.term.Node) -> None:
    assert told(finding(value=text), SH.value) == term
    assert told(finding(focus_node=text), SH.focusNode) == term


def test_a_blank_node_is_the_same_in_all_results() -> None:
    pair = (finding(focus_node="_:b1"), finding(focus_node="https://example.org/a", value="_:b1"))
    found, _ = results(Report(pair, REPORT.summary))

    [node] = found.objects(None, SH.value)
    assert isinstance(node, rdflib.BNode)
    assert node in set(found.objects(None, SH.focusNode))


def test_without_a_node_the_shape_or_the_file_is_in_focus() -> None:
    shape = "https://example.org/shape"
    assert told(finding(shape=shape, path="a.ttl"), SH.focusNode) == rdflib.URIRef(shape)
    found, [result] = results(Report((finding(path="a.ttl"),), REPORT.summary))
    node = found.value(result, SH.focusNode)
    assert node is not None
    assert found.value(node, RDFS.label) == rdflib.Literal("a.ttl")
    assert isinstance(told(finding(), SH.focusNode), rdflib.BNode)


def test_code_and_place_are_told() -> None:
    found, [result] = results(Report((finding(path="a.ttl", line=3, column=9),), REPORT.summary))
    where = found.value(result, PROV.atLocation)

    assert found.value(result, NS.code) == rdflib.Literal("MG201")
    assert where is not None
    assert found.value(where, RDFS.label) == rdflib.Literal("a.ttl:3:9")
    assert told(finding(code="MG201"), SH.sourceConstraintComponent) == rdflib.URIRef(
        "https://w3id.org/mediagora/rules/MG201"
    )


def test_messages_that_ship_are_in_english() -> None:
    ours = finding(shape="https://w3id.org/mediagora/shapes#A", shape_path="shapes/platform.ttl")
    own = finding(shape="https://example.org/A", shape_path="own.ttl")

    assert told(ours, SH.resultMessage).language == "en"
    assert told(finding(code="MG001"), SH.resultMessage).language == "en"
    assert told(own, SH.resultMessage).language is None


def test_the_terms_of_ours_are_declared() -> None:
    ontology = Path(__file__).parents[2] / "ontology" / "mediagora.ttl"
    declared = set(rdflib.Graph().parse(ontology).subjects())
    used = {term for triple in graph(REPORT) for term in triple if term in NS}
    given = {each.value for each in FINDINGS} | {each.property for each in FINDINGS}

    assert {term for term in used if str(term) not in given} <= declared


SHAPES: Final = """
@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:Shape a sh:NodeShape ; sh:targetClass ex:Thing ; sh:nodeKind sh:IRI ; sh:property ex:Year, ex:Name, ex:Near .
ex:Year a sh:PropertyShape ; sh:path ex:year ; sh:datatype xsd:integer ; sh:minInclusive 1960 ;
    sh:severity sh:Warning .
ex:Name a sh:PropertyShape ; sh:path ex:name ; sh:minCount 1 ; sh:pattern "^[a-z]*$" .
ex:Near a sh:PropertyShape ; sh:path ( ex:near [ sh:inversePath ex:near ] ) ; sh:nodeKind sh:Literal .
"""  # noqa: E501 -- read as Turtle
DATA: Final = """
@prefix ex: <https://example.org/> .
ex:a a ex:Thing ; ex:year 1950, "soon"@en, "urn:x:y" ; ex:near ex:c .
[] a ex:Thing ; ex:name "A"@fr, ex:b .
"""


def result_rows(found: rdflib.Graph) -> list[tuple[str, ...]]:
    """Each result as text, blank nodes as what they are."""
    rows = []
    for result in found.subjects(RDF.type, SH.ValidationResult):
        path = found.value(result, SH.resultPath)
        length = len(list(found.items(path))) if isinstance(path, rdflib.BNode) else 1
        terms = [
            found.value(result, SH[about])
            for about in ("focusNode", "value", "resultSeverity", "sourceConstraintComponent",
                          "sourceShape")
        ]  # fmt: skip
        named = [
            "_:" if isinstance(each, rdflib.BNode) else str(each and each.n3()) for each in terms
        ]
        rows.append((*named, "" if path is None else str(length)))
    return sorted(rows)


def test_results_of_shapes_are_those_of_another_tool(tmp_path: Path) -> None:
    import pyshacl

    (tmp_path / "data.ttl").write_text(DATA, encoding="utf-8")
    (tmp_path / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    report = validate(str(tmp_path / "data.ttl"), shapes=[str(tmp_path / "shapes.ttl")])
    shapes = rdflib.Graph().parse(data=SHAPES, format="turtle")
    _, theirs, _ = pyshacl.validate(rdflib.Graph().parse(data=DATA), shacl_graph=shapes)

    assert isinstance(theirs, rdflib.Graph)
    assert result_rows(graph(report)) == result_rows(theirs)
    assert len(report.findings) == 10


@given(number=st.integers(0, 40))
def test_results_keep_their_order(number: int) -> None:
    some = tuple(finding(focus_node=f"urn:{each}") for each in range(number))
    text = turtle_report(Report(some, REPORT.summary))

    assert [line.strip(" ;") for line in text.splitlines() if "focusNode" in line] == [
        f"sh:focusNode <urn:{each}>" for each in range(number)
    ]
