"""Terms of Mediagora that nothing declares, and the names that were probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
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
