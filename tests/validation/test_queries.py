"""Query files: their terms are looked up as those of data are, and each is told at its place."""

from __future__ import annotations

import pytest

from mediagora import bundle
from mediagora.errors import InputError
from mediagora.reading.inputs import Source, collect
from mediagora.reading.shipped import shipped
from mediagora.validation.queries import faults_of_queries, faults_of_query
from mediagora.validation.shapes import Shapes
from mediagora.validation.terms import Declared
from mediagora.validation.userdata import UserData, interest_of
from mediagora.vocabulary import BASE, NS

SKOS = "http://www.w3.org/2004/02/skos/core#"


@pytest.fixture
def declared() -> Declared:
    return Declared(UserData([], interest_of(Shapes(), evidence=False)))


def told(text: str | bytes, declared: Declared) -> list[tuple[object, ...]]:
    data = text if isinstance(text, bytes) else text.encode()
    return [
        (each.code, each.value, each.suggestion, each.line, each.column, each.end_line,
         each.end_column)
        for each in faults_of_query(Source("q.rq", "sparql", data), declared)
    ]  # fmt: skip


def test_each_term_is_told_where_it_stands(declared: Declared) -> None:
    text = "\n".join(
        [
            "#+ summary: feature:grups in a comment",
            "PREFIX f: <https://w3id.org/mediagora/feature/>",
            "SELECT ?x { ?x mediagora:hasFeatur f:grups ; a mediagora:WikiPlatform .",
            "\t?x skos:preflabel 'skos:preflabel', ?y ; <https://w3id.org/mediagora/ns#nmae> 1 }",
        ]
    )
    assert told(text, declared) == [
        ("MG101", f"{NS}hasFeatur", f"{NS}hasFeature", 3, 16, 3, 35),
        ("MG101", f"{BASE}feature/grups", f"{BASE}feature/groups", 3, 36, 3, 43),
        ("MG104", f"{SKOS}preflabel", f"{SKOS}prefLabel", 4, 5, 4, 19),
        ("MG101", f"{NS}nmae", None, 4, 43, 4, 79),
    ]


def test_a_namespace_is_told_once_and_at_its_prefix(declared: Declared) -> None:
    text = "\n".join(
        [
            "PREFIX m: <http://w3id.org/mediagora/ns#>",
            "PREFIX s: <http://www.w3.org/2004/02/skos/core>",
            "ASK { ?x a m:WikiPlatform, m:BlogPlatform ; s:prefLabel ?y ; ",
            "  a <http://xmlns.com/foaf/Person>, <http://xmlns.com/foaf/Agent> }",
        ]
    )
    assert told(text, declared) == [
        ("MG103", "http://w3id.org/mediagora/ns#", NS, 1, 11, 1, 42),
        ("MG103", SKOS[:-1], SKOS, 2, 11, 2, 48),
        ("MG103", "http://xmlns.com/foaf/", "http://xmlns.com/foaf/0.1/", 4, 5, 4, 35),
    ]


def test_a_byte_order_mark_is_no_column(declared: Declared) -> None:
    text = "\N{BYTE ORDER MARK}ASK { ?x a feature:grups }\r\n"
    [found] = told(text, declared)
    assert found[3:] == (1, 12, 1, 25)


def test_the_catalogue_has_no_fault(declared: Declared) -> None:
    sources = collect([str(bundle.root() / "queries" / "*" / "*.rq")], queries=True)
    assert len(sources) == len(bundle.query_files()) > 50
    assert faults_of_queries(sources, declared) == ([], [])


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"SELECT ?x {\n ?x a }", "MG001", 2),
        (b"ASK { ?x a '\xe9' }", "MG002", 1),
        (b"ASK {}\0", "MG003", None),
        (b"DELETE WHERE { ?x ?p ?y }", "MG001", None),
    ],
)
def test_what_is_no_query_fails(
    data: bytes, code: str, line: int | None, declared: Declared
) -> None:
    with pytest.raises(InputError) as caught:
        told(data, declared)
    assert (caught.value.code, caught.value.path, caught.value.line) == (code, "q.rq", line)
    good = Source("good.rq", "sparql", b"ASK { ?x a feature:grups }")
    findings, failures = faults_of_queries([Source("q.rq", "sparql", data), good], declared)
    assert [each.path for each in findings] == ["good.rq"]
    assert [each.path for each in failures] == ["q.rq"]


def test_terms_of_the_ontology_are_all_known(declared: Declared) -> None:
    names = {triple.subject.value for triple in shipped(data=False, evidence=False)
             if str(triple.subject).startswith(f"<{NS}")}  # fmt: skip
    text = "ASK { VALUES ?x { " + " ".join(f"<{name}>" for name in sorted(names)) + " } }"
    assert len(names) > 80
    assert told(text, declared) == []
