"""Terms that nothing declares, deprecated ones, almost-right namespaces, and what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mediagora.reading.inputs import Source
from mediagora.reading.parsing import parse
from mediagora.validation import userdata
from validation.conftest import HEADER
from validation.test_pieces import same

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Triple

    from mediagora.findings import Finding, Report
    from validation.conftest import Check

NS = "https://w3id.org/mediagora/"


@pytest.mark.parametrize(
    ("text", "about", "suggestion", "said"),
    [
        ("ex:x mediagora:hasFeatures ex:f .", (f"{NS}ns#hasFeatures", None), f"{NS}ns#hasFeature",
         "The property mediagora:hasFeatures is declared neither by Mediagora nor in the data."),
        ("ex:x a mediagora:WikiPlatfrom .",
         ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{NS}ns#WikiPlatfrom"),
         f"{NS}ns#WikiPlatform",
         "The class mediagora:WikiPlatfrom is declared neither by Mediagora nor in the data."),
        ("ex:x rdfs:seeAlso purpose:lern .",
         ("http://www.w3.org/2000/01/rdf-schema#seeAlso", f"{NS}purpose/lern"),
         f"{NS}purpose/learn",
         "The term purpose:lern is declared neither by Mediagora nor in the data."),
        ("ex:x rdfs:seeAlso content:quetzalcoatlus .",
         ("http://www.w3.org/2000/01/rdf-schema#seeAlso", f"{NS}content/quetzalcoatlus"), None,
         "The term content:quetzalcoatlus is declared neither by Mediagora nor in the data."),
    ],
)  # fmt: skip
def test_an_undeclared_term_is_a_violation(
    check: Check, text: str, about: tuple[str, str | None], suggestion: str | None, said: str
) -> None:
    [found, *rest] = [each for each in check(text).findings if each.code != "MG401"]
    assert (found.code, str(found.severity), found.message) == ("MG101", "violation", said)
    assert found.focus_node == "https://example.org/x"
    assert (found.property, found.value) == about
    assert found.suggestion == suggestion
    assert rest == []


@pytest.mark.parametrize(
    "text",
    [
        "ex:x mediagora:hasFeature feature:groups ; a mediagora:BlogPlatform .",
        "ex:x rdfs:seeAlso feature:mine . feature:mine rdfs:label 'Mine' .",
        "ex:x mediagora:mine 1 . mediagora:mine a owl:DatatypeProperty .",
        "ex:x rdfs:seeAlso platform:none , organization:none , source:none , claim:none .",
        "ex:x rdfs:seeAlso feature: , mediagora: .",
        "ex:x rdfs:label 'feature:grups' ; ex:hasFeatures ex:grups .",
    ],
)
def test_what_is_declared_or_not_a_term_is_left_alone(check: Check, text: str) -> None:
    assert "MG101" not in {found.code for found in check(text).findings}


def test_each_subject_is_told_in_its_file(check: Check) -> None:
    report = check(
        "ex:x mediagora:hasFeatur ex:f . ex:y mediagora:hasFeatur ex:f .",
        "ex:z mediagora:hasFeatur 1 .",
    )
    found = [each for each in report.findings if each.code == "MG101"]
    assert [(each.path or "")[-5:] for each in found] == ["0.ttl", "0.ttl", "1.ttl"]
    assert {each.suggestion for each in found} == {f"{NS}ns#hasFeature"}


def test_a_term_declared_in_another_file_is_declared(check: Check) -> None:
    report = check("ex:x rdfs:seeAlso feature:mine .", "feature:mine a mediagora:Feature .")
    assert "MG101" not in {found.code for found in report.findings}


SKOS = "http://www.w3.org/2004/02/skos/core#"
FOAF = "http://xmlns.com/foaf/0.1/"


def of(code: str, report: Report) -> list[Finding]:
    return [each for each in report.findings if each.code == code]


@pytest.mark.parametrize(
    ("text", "about", "suggestion", "said"),
    [
        ("ex:x skos:prefferedLabel 'x' .", (f"{SKOS}prefferedLabel", None), f"{SKOS}prefLabel",
         "The property skos:prefferedLabel is not declared by SKOS."),
        ("ex:x a <http://xmlns.com/foaf/0.1/Persn> .",
         ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", f"{FOAF}Persn"), f"{FOAF}Person",
         "The class foaf:Persn is not declared by FOAF."),
        ("ex:x rdfs:subClassOf schema:Website .",
         ("http://www.w3.org/2000/01/rdf-schema#subClassOf", "https://schema.org/Website"),
         "https://schema.org/WebSite", "The class schema:Website is not declared by schema.org."),
        ("ex:x rdfs:subPropertyOf dcterms:creater .",
         ("http://www.w3.org/2000/01/rdf-schema#subPropertyOf", "http://purl.org/dc/terms/creater"),
         "http://purl.org/dc/terms/creator",
         "The property dcterms:creater is not declared by DCMI Metadata Terms."),
        ("ex:x rdfs:lable 'x' .", ("http://www.w3.org/2000/01/rdf-schema#lable", None),
         "http://www.w3.org/2000/01/rdf-schema#label",
         "The property rdfs:lable is not declared by RDF Schema."),
        ("ex:x <http://rdfs.org/sioc/ns#has_quetzalcoatlus> ex:y .",
         ("http://rdfs.org/sioc/ns#has_quetzalcoatlus", None), None,
         "The property sioc:has_quetzalcoatlus is not declared by SIOC."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("engine", ["fast", "reference"])
def test_an_unknown_term_of_another_vocabulary_is_a_warning(
    check: Check,
    text: str,
    about: tuple[str, str | None],
    suggestion: str,
    said: str,
    *,
    engine: str,
) -> None:
    [found] = of("MG104", check(text, engine=engine))
    assert (str(found.severity), found.message) == ("warning", said)
    assert (found.focus_node, found.suggestion) == ("https://example.org/x", suggestion)
    assert (found.property, found.value) == about


@pytest.mark.parametrize(
    "text",
    [
        "ex:x skos:prefLabel 'x' ; a schema:WebSite ; rdf:_1 ex:y .",
        "ex:x skos:mine 'x' . skos:mine rdfs:label 'of mine' .",
        "ex:x rdfs:seeAlso schema:Nothing , <https://schema.org/docs/about.html> .",
        "ex:x ex:preffLabel 'x' ; wd:none 1 ; vann:none 2 .",
    ],
)
def test_terms_that_are_declared_or_of_no_known_vocabulary(check: Check, text: str) -> None:
    assert of("MG104", check(text)) == []


DEPRECATED = """mediagora:offers owl:deprecated true ; dcterms:isReplacedBy mediagora:hasFeature .
    ex:Old owl:deprecated true . feature:old owl:deprecated true ;
    dcterms:isReplacedBy feature:groups , feature:pages . """


@pytest.mark.parametrize(
    ("text", "about", "suggestion", "said"),
    [
        ("ex:x mediagora:offers feature:groups .", (f"{NS}ns#offers", None), f"{NS}ns#hasFeature",
         "The property mediagora:offers is deprecated; use mediagora:hasFeature instead."),
        ("ex:x a ex:Old .",
         ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "https://example.org/Old"), None,
         "The class https://example.org/Old is deprecated; nothing is named in its place."),
        ("ex:x rdfs:seeAlso feature:old .",
         ("http://www.w3.org/2000/01/rdf-schema#seeAlso", f"{NS}feature/old"), None,
         "The term feature:old is deprecated; use feature:groups and feature:pages instead."),
    ],
)  # fmt: skip
def test_a_deprecated_term_is_a_warning(
    check: Check, text: str, about: tuple[str, str | None], suggestion: str | None, said: str
) -> None:
    [found] = of("MG102", check(text, DEPRECATED))
    assert (str(found.severity), found.message) == ("warning", said)
    assert (found.property, found.value, found.suggestion) == (*about, suggestion)
    assert (found.path or "").endswith("0.ttl")


@pytest.mark.parametrize(
    "text",
    [
        "ex:new dcterms:replaces feature:old .",
        "[] owl:annotatedSource feature:old ; owl:annotatedProperty mediagora:offers .",
        "feature:old rdfs:seeAlso feature:old .",
        "ex:x ex:wrong 1 . ex:wrong owl:deprecated false .",
    ],
)
def test_who_only_speaks_of_a_deprecated_term_does_not_use_it(check: Check, text: str) -> None:
    assert of("MG102", check(DEPRECATED, text)) == []


def test_a_term_that_the_ontology_deprecates(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    before = userdata.shipped
    said = DEPRECATED.partition("\n")[0].replace("mediagora:offers", "mediagora:hasPurpose")
    source = Source("x.ttl", "turtle", (HEADER + said).encode())
    more = [each for each in parse(source) if "hasPurpose" in str(each.subject)]

    def shipped(**options: bool) -> list[Triple]:
        return [*before(**options), *more] if not options.get("data", True) else before(**options)

    monkeypatch.setattr(userdata, "shipped", shipped)
    [found] = of("MG102", check("ex:x mediagora:hasPurpose purpose:learn ."))
    assert found.suggestion == f"{NS}ns#hasFeature"


@pytest.mark.parametrize("engine", ["fast", "reference"])
def test_an_almost_right_namespace_is_told_once_a_file(check: Check, engine: str) -> None:
    prefixes = """@prefix m: <http://w3id.org/mediagora/ns#> .
        @prefix f: <https://w3id.org/mediagora/features/> .
        @prefix s: <https://www.w3.org/2004/02/skos/core#> . """
    first = "ex:x a m:WikiPlatform , m:BlogPlatform ; m:hasFeature f:groups , f:pages ; s:note 1 ."
    report = check(prefixes + first, f"{prefixes} ex:y s:prefLable 'y' .", engine=engine)
    found = of("MG103", report)
    assert {each.code for each in report.findings} == {"MG103", "MG401"}
    assert [((each.path or "")[-5:], each.value, each.suggestion) for each in found] == [
        ("0.ttl", "http://w3id.org/mediagora/ns#", f"{NS}ns#"),
        ("0.ttl", f"{NS}features/", f"{NS}feature/"),
        ("0.ttl", f"https{SKOS[4:]}", SKOS),
        ("1.ttl", f"https{SKOS[4:]}", SKOS),
    ]
    assert {(each.focus_node, each.property) for each in found} == {(None, None)}
    first, second = (each.message for each in of("MG401", report))
    assert first.endswith(f"Write its namespace <http://w3id.org/mediagora/ns#> as <{NS}ns#>.")
    assert second.endswith("Give each platform a type, such as mediagora:BlogPlatform.")


def test_http_of_schema_org_is_no_more_than_a_hint(check: Check) -> None:
    [found] = of("MG103", check("ex:x <http://schema.org/name> 'x' ."))
    assert str(found.severity) == "info"


def test_terms_are_told_alike_in_pieces(tmp_path: Path) -> None:
    prefixes = "@prefix m: <http://w3id.org/mediagora/ns#> . "
    lines = "\n".join(
        f"ex:x{n} skos:prefLable 'x' ; a m:WikiPlatform , ex:Old ; rdfs:seeAlso feature:x{n % 3} ."
        for n in range(300)
    )
    files = [tmp_path / "a.ttl", tmp_path / "b.ttl"]
    files[0].write_text(HEADER + prefixes + lines, encoding="utf-8")
    files[1].write_text(HEADER + DEPRECATED, encoding="utf-8")
    codes = same(files, 2_000, 5_000)
    assert {code: codes.count(code) for code in ("MG101", "MG102", "MG103", "MG104")} == {
        "MG101": 300, "MG102": 300, "MG103": 1, "MG104": 300
    }  # fmt: skip
