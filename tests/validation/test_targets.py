"""Where nothing was looked at is told, and no one takes silence for a pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mediagora
from mediagora.findings import Severity
from mediagora.validation.userdata import UserData
from validation.conftest import HEADER

if TYPE_CHECKING:
    from pathlib import Path

    from mediagora.findings import Report
    from mediagora.validation.names import Term
    from validation.conftest import Check

BLOG = """ex:a a mediagora:BlogPlatform ; rdfs:label "A"@en ; mediagora:launchYear 2009 ;
    mediagora:homepage "https://a.example/"^^xsd:anyURI ."""
FOREIGN = "ex:b a schema:WebSite ; rdfs:label 'B' ."


def unchecked(report: Report) -> list[str]:
    found = [finding for finding in report.findings if finding.code == "MG401"]
    assert {finding.severity for finding in found} <= {Severity.WARNING}
    return [(finding.path or "").rpartition("/")[2] for finding in found]


@pytest.mark.parametrize(
    "text",
    ["", FOREIGN, "ex:o a org:Organization .", "ex:f a mediagora:Feature .", "[] a owl:Axiom ."],
)
def test_a_run_that_checks_nothing_says_so(check: Check, text: str) -> None:
    report = check(text, shapes=["recommended"])
    assert unchecked(report) == ["0.ttl"]
    assert report.conforms
    assert report.summary.focus_nodes == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", True),
        (FOREIGN, True),
        (FOREIGN + "ex:f a mediagora:Feature .", True),
        ("ex:o a org:Organization . ex:n a mediagora:NewsOutlet .", False),
        ("ex:s a mediagora:Source . ex:c a mediagora:Claim . [] rdfs:seeAlso ex:c .", False),
        ("ex:f a mediagora:Feature . ex:D a owl:Class . <urn:x> a owl:Ontology .", False),
        ("[] a owl:Axiom ; owl:annotatedSource ex:a . ex:e a owl:Axiom .", False),
        ("ex:a skos:altLabel 'Aa' .", False),
    ],
)
def test_beside_platforms_some_files_need_no_check(check: Check, text: str, *, told: bool) -> None:
    report = check(BLOG, text, shapes=["recommended"])
    assert unchecked(report) == (["1.ttl"] if told else [])


def test_a_platform_that_own_shapes_pass_over_is_told(check: Check) -> None:
    own = (
        "ex:S a sh:NodeShape ; sh:targetClass schema:WebSite ; sh:property [ sh:path rdfs:label ] ."
    )
    assert unchecked(check(FOREIGN, BLOG, own_shapes=own)) == ["1.ttl"]


def test_a_context_needs_no_check_beside_platforms(tmp_path: Path) -> None:
    (tmp_path / "context.jsonld").write_text('{"@context": {"name": "urn:name"}}')
    assert unchecked(mediagora.validate(tmp_path)) == ["context.jsonld"]
    (tmp_path / "blog.ttl").write_text(HEADER + BLOG)
    assert unchecked(mediagora.validate(tmp_path)) == []
    (tmp_path / "data.jsonld").write_text('{"@context": {"name": "urn:name"}, "@graph": []}')
    assert unchecked(mediagora.validate(tmp_path)) == ["data.jsonld"]


TARGETS = {
    "sh:targetClass ex:C": ("ex:x a ex:C .", 1),
    "sh:targetClass ex:D": (
        "ex:x a ex:C . ex:C rdfs:subClassOf ex:D . ex:D rdfs:subClassOf ex:C .",
        1,
    ),
    "sh:targetClass mediagora:SocialMedia": ("ex:x a mediagora:BlogPlatform .", 1),
    "sh:targetClass mediagora:Feature": ("ex:x mediagora:hasFeature feature:groups .", 0),
    "sh:targetNode ex:x": ("ex:x rdfs:label 'X' .", 1),
    "sh:targetNode ex:y": ("ex:x rdfs:seeAlso ex:y .", 1),
    "sh:targetNode ex:z": ("ex:x rdfs:seeAlso ex:y .", 0),
    "sh:targetNode platform:facebook": ("ex:x rdfs:seeAlso platform:facebook .", 0),
    "sh:targetSubjectsOf rdfs:seeAlso": ("ex:x rdfs:seeAlso ex:y , ex:z .", 1),
    "sh:targetObjectsOf rdfs:seeAlso": ("ex:x rdfs:seeAlso ex:y , ex:z , 'text' .", 3),
    "sh:targetSubjectsOf rdfs:isDefinedBy": ("ex:x rdfs:label 'X' .", 0),
    "sh:targetClass rdfs:Resource ; sh:targetNode ex:x , ex:x": ("ex:x rdfs:label 'X' .", 1),
    "a rdfs:Class": ("ex:x a ex:S .", 1),
    "a owl:Class": ("ex:x a ex:T . ex:T rdfs:subClassOf ex:S .", 1),
    "sh:targetNode ex:x ; sh:deactivated true": ("ex:x rdfs:label 'X' .", 0),
}


@pytest.mark.parametrize("engine", ["fast", "reference"])
@pytest.mark.parametrize("target", TARGETS)
def test_focus_nodes_are_those_of_the_engine(check: Check, target: str, engine: str) -> None:
    text, number = TARGETS[target]
    own = f"ex:S a sh:NodeShape ; {target} ; sh:message 'Seen.' ; sh:hasValue ex:nothing-has-this ."
    report = check(text, own_shapes=own, engine=engine)
    assert report.summary.focus_nodes == number
    seen = {finding.focus_node for finding in report.findings if finding.code == "MG298"}
    assert len(seen) == number


def test_a_target_that_matches_nothing_is_told(check: Check, tmp_path: Path) -> None:
    own = "ex:S sh:targetClass ex:None , mediagora:BlogPlatform ; sh:nodeKind sh:IRI ."
    [finding] = check(BLOG, own_shapes=own).findings
    assert (finding.code, finding.severity) == ("MG402", Severity.INFO)
    assert finding.path == str(tmp_path / "shapes" / "own.ttl")
    assert finding.message == (
        "The target sh:targetClass https://example.org/None matches nothing in the data."
    )
    assert finding.shape == "https://example.org/S"


def test_targets_of_shipped_shapes_may_match_nothing(check: Check) -> None:
    assert check(BLOG, shapes=["platform", "ranges", "recommended"]).findings == ()


def test_shapes_that_share_a_target_look_it_up_once(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    members = UserData.members

    def counting(data: UserData, kind: Term) -> set[int]:
        seen.append(kind)
        return members(data, kind)

    monkeypatch.setattr(UserData, "members", counting)
    own = """ex:S sh:targetClass ex:None . ex:T sh:targetClass ex:None , mediagora:BlogPlatform ."""
    check(BLOG, own_shapes=own)
    assert len(seen) == len(set(seen)) == 2


@pytest.mark.parametrize(
    ("target", "suggestion"),
    [
        ("sh:targetClass ex:Blogg", "https://example.org/Blog"),
        ("sh:targetClass schema:Blog", "https://example.org/Blog"),
        ("sh:targetClass ex:Quetzalcoatlus", None),
        ("sh:targetSubjectsOf ex:authr", "https://example.org/author"),
        ("sh:targetObjectsOf ex:Author", "https://example.org/author"),
        ("sh:targetNode ex:author", None),
    ],
)
def test_what_a_target_may_have_meant_is_told(
    check: Check, target: str, suggestion: str | None
) -> None:
    own = f"ex:S {target} ; sh:nodeKind sh:IRI ."
    [found] = [
        each
        for each in check("ex:a a ex:Blog ; ex:author ex:b .", own_shapes=own).findings
        if each.code == "MG402"
    ]
    assert found.suggestion == suggestion


@pytest.mark.parametrize(
    "target",
    [
        "sh:targetClass mediagora:BlogPlattform",
        "sh:targetClass <http://w3id.org/mediagora/ns#BlogPlatform>",
        "sh:targetSubjectsOf schema:nmae",
    ],
)
def test_what_is_no_term_is_not_told_to_match_nothing_as_well(check: Check, target: str) -> None:
    own = f"ex:S {target} ; sh:nodeKind sh:IRI . ex:T sh:targetClass ex:C ; sh:nodeKind sh:IRI ."
    report = check("ex:a a ex:C .", own_shapes=own)
    [found] = report.findings
    assert found.code in {"MG101", "MG103", "MG104"}
    assert (found.path or "").endswith("own.ttl")


def test_shapes_without_a_target_are_told_of_beside_the_data(check: Check) -> None:
    own = "ex:S a sh:NodeShape ; sh:property [ sh:path rdfs:label ; sh:minCount 1 ] ."
    report = check("ex:a a ex:C .", own_shapes=own)
    assert [(each.code, (each.path or "")[-7:]) for each in report.findings] == [
        ("MG401", f"{report.findings[0].path}"[-7:]),
        ("MG403", "own.ttl"),
    ]
