"""Terms in the user's own shapes: wherever one stands, a misspelt one is told at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mediagora.reading.locating import locate
from mediagora.reading.spans import Sought
from mediagora.validation.shapes import load_shapes
from mediagora.validation.shapeterms import faulty_terms_of_shapes
from mediagora.validation.userdata import UserData, interest_of
from mediagora.vocabulary import BASE, NS, PREFIXES
from validation.conftest import AS_OF, HEADER

if TYPE_CHECKING:
    from pathlib import Path

    from mediagora.findings import Finding

SH = PREFIXES["sh"]
TARGET = "ex:S a sh:NodeShape ; sh:targetClass ex:C ;"


def told(text: str, folder: Path, header: str = HEADER) -> list[Finding]:
    own = folder / "own.ttl"
    own.write_text(header + text, encoding="utf-8")
    shapes = load_shapes([str(own)], as_of=AS_OF)
    found = list(faulty_terms_of_shapes(shapes, UserData([], interest_of(shapes, evidence=False))))
    assert {each.path for each in found} <= {str(own)}
    return found


PLACES = {
    "ex:S a sh:NodeShape ; sh:targetClass mediagora:WikiPlatfrom .":
        ("class", "mediagora:WikiPlatfrom", f"{SH}targetClass"),
    "ex:S a sh:NodeShape ; sh:targetSubjectsOf mediagora:hasFeatures .":
        ("property", "mediagora:hasFeatures", f"{SH}targetSubjectsOf"),
    "ex:S a sh:NodeShape ; sh:targetNode feature:grups .":
        ("term", "feature:grups", f"{SH}targetNode"),
    f"{TARGET} sh:class mediagora:WikiPlatfrom .":
        ("class", "mediagora:WikiPlatfrom", f"{SH}class"),
    f"{TARGET} sh:property [ sh:path mediagora:hasFeatures ; sh:minCount 1 ] .":
        ("property", "mediagora:hasFeatures", f"{SH}path"),
    f"{TARGET} sh:property [ sh:path [ sh:inversePath mediagora:hasFeatures ] ; sh:minCount 1 ] .":
        ("property", "mediagora:hasFeatures", f"{SH}inversePath"),
    f"{TARGET} sh:property [ sh:path ( ex:p mediagora:hasFeatures ) ; sh:minCount 1 ] .":
        ("term", "mediagora:hasFeatures", f"{PREFIXES['rdf']}first"),
    f"{TARGET} sh:property [ sh:path ex:p ; sh:hasValue purpose:lern ] .":
        ("term", "purpose:lern", f"{SH}hasValue"),
    f"{TARGET} sh:property [ sh:path ex:p ; sh:in ( feature:groups feature:grups ) ] .":
        ("term", "feature:grups", f"{PREFIXES['rdf']}first"),
    f"{TARGET} sh:equals mediagora:hasFeatures .":
        ("property", "mediagora:hasFeatures", f"{SH}equals"),
    f"{TARGET} sh:closed true ; sh:ignoredProperties ( mediagora:hasFeatures ) .":
        ("term", "mediagora:hasFeatures", f"{PREFIXES['rdf']}first"),
    f"{TARGET} sh:not [ sh:class mediagora:WikiPlatfrom ] .":
        ("class", "mediagora:WikiPlatfrom", f"{SH}class"),
    f"{TARGET} mediagora:measuredAgianst 'as-of' .":
        ("property", "mediagora:measuredAgianst", None),
}  # fmt: skip


@pytest.mark.parametrize("text", PLACES)
def test_an_undeclared_term_is_told_wherever_it_stands(text: str, tmp_path: Path) -> None:
    role, name, about = PLACES[text]
    [finding] = told(text, tmp_path)
    assert finding.code == "MG101"
    assert finding.message == (
        f"The {role} {name} is declared neither by Mediagora nor in the data."
    )
    assert finding.shape == "https://example.org/S"
    assert finding.suggestion
    if about:
        assert finding.property == about
        assert finding.value == PREFIXES[name.partition(":")[0]] + name.partition(":")[2]
    # As the statement has it, so that it can be placed.
    blank = finding.focus_node or ""
    sought = Sought(
        subjects=frozenset({blank} if blank[:2] != "_:" else ()),
        blanks=frozenset({blank[2:]} if blank[:2] == "_:" else ()),
    )
    load = load_shapes([str(tmp_path / "own.ttl")], as_of=AS_OF)
    statements = locate(load.sources[str(tmp_path / "own.ttl")], sought)
    assert any(
        placed.triple.predicate.value == finding.property
        and finding.value in {None, getattr(placed.triple.object, "value", "")}
        for placed in statements
    )


def test_terms_in_queries_and_datatypes_are_told(tmp_path: Path) -> None:
    text = f"""{TARGET} sh:property [ sh:path ex:p ; sh:datatype xsd:Integer ] ;
        sh:sparql [ sh:prefixes ex:P ;
            sh:select 'SELECT $this {{ $this m:hasFeatures ?x FILTER(?x != "m:no") }}' ] .
        ex:P sh:declare [ sh:prefix 'm' ; sh:namespace '{NS}' ] ."""
    found = {(each.code, each.value, each.property) for each in told(text, tmp_path)}
    assert found == {
        ("MG101", f"{NS}hasFeatures", f"{SH}select"),
        ("MG104", f"{PREFIXES['xsd']}Integer", f"{SH}datatype"),
    }


def test_other_vocabularies_are_looked_up_as_well(tmp_path: Path) -> None:
    text = f"{TARGET} sh:property [ sh:path skos:prefLable ; sh:class schema:Website ] ."
    found = {(each.code, each.suggestion) for each in told(text, tmp_path)}
    assert found == {
        ("MG104", f"{PREFIXES['skos']}prefLabel"),
        ("MG104", f"{PREFIXES['schema']}WebSite"),
    }


def test_an_almost_right_namespace_is_told_once(tmp_path: Path) -> None:
    text = f"""@prefix f: <http://w3id.org/mediagora/feature/> .
        {TARGET} sh:property [ sh:path ex:p ; sh:in ( f:groups f:pages f:none ) ] ."""
    [finding] = told(text, tmp_path)
    assert (finding.code, finding.value) == ("MG103", "http://w3id.org/mediagora/feature/")
    assert finding.suggestion == f"{BASE}feature/"
    assert finding.focus_node is None


@pytest.mark.parametrize(
    "text",
    [
        f"{TARGET} sh:node mediagora:MyShape . mediagora:MyShape sh:class ex:D .",
        "shape:Mine a sh:NodeShape ; sh:targetClass mediagora:SocialMedia .",
        f"{TARGET} sh:class mediagora:Mine . mediagora:Mine a owl:Class .",
        f"{TARGET} sh:in ( platform:none 'feature:grups' ) ; mediagora:code 'OWN1' .",
    ],
)
def test_what_is_declared_or_no_term_is_left_alone(text: str, tmp_path: Path) -> None:
    assert told(text, tmp_path) == []


def test_shapes_that_ship_are_not_looked_through() -> None:
    shapes = load_shapes(["platform"], as_of=AS_OF)
    data = UserData([], interest_of(shapes, evidence=False))
    assert list(faulty_terms_of_shapes(shapes, data)) == []
