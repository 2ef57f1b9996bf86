"""A term is declared, deprecated, almost in its namespace, or not known; and which was meant."""

from __future__ import annotations

import pytest

from mediagora.declared.terms import Terms
from mediagora.vocabulary import BASE, NS

OURS = {f"{NS}hasFeature", f"{NS}Feature", f"{BASE}feature/groups", f"{BASE}feature/pages"}
SKOS = "http://www.w3.org/2004/02/skos/core#"
FOAF = "http://xmlns.com/foaf/0.1/"


@pytest.mark.parametrize(
    ("iri", "role", "code", "suggestion"),
    [
        (f"{NS}hasFeatures", "property", "MG101", f"{NS}hasFeature"),
        (f"{BASE}feature/grups", "term", "MG101", f"{BASE}feature/groups"),
        (f"{BASE}feature/quetzalcoatlus", "term", "MG101", None),
        (f"{SKOS}preflabel", "property", "MG104", f"{SKOS}prefLabel"),
        (f"{SKOS}concept", "class", "MG104", f"{SKOS}Concept"),
        (f"{FOAF}Knows", "property", "MG104", f"{FOAF}knows"),
        (f"{FOAF}quetzalcoatlus", "term", "MG104", None),
        ("http://www.w3.org/2001/XMLSchema#Integer", "term", "MG104",
         "http://www.w3.org/2001/XMLSchema#integer"),
        ("https://schema.org/Website", "class", "MG104", "https://schema.org/WebSite"),
    ],
)  # fmt: skip
def test_an_unknown_term_is_told_with_the_nearest(
    iri: str, role: str, code: str, suggestion: str | None
) -> None:
    fault = Terms(OURS).fault(iri, role)  # type: ignore[arg-type] -- each of them is one
    assert fault
    assert (fault.code, fault.suggestion) == (code, suggestion)


@pytest.mark.parametrize(
    "iri",
    [
        *sorted(OURS),
        NS,
        f"{BASE}feature/",
        f"{BASE}platform/none",
        f"{BASE}claim/none",
        f"{BASE}shapes#none",
        f"{SKOS}prefLabel",
        SKOS,
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#_7",
        "https://example.org/none",
        "http://w3id.org/mediagora/feature/grups",  # is told as a namespace that is almost right
        f"{BASE}feature//groups",
    ],
)
def test_no_fault_is_found_with_others(iri: str) -> None:
    assert Terms(OURS).fault(iri, "term") is None


def test_what_the_data_describes_is_declared() -> None:
    mine = {f"{BASE}feature/mine", f"{SKOS}mine"}
    terms = Terms(OURS, is_described=mine.__contains__)
    assert [terms.fault(iri, "term") for iri in mine] == [None, None]
    assert terms.fault(f"{SKOS}yours", "term")


def test_what_is_no_iri_is_described_by_nobody() -> None:
    def refuse(iri: str) -> bool:
        raise ValueError(iri)

    assert Terms(OURS, is_described=refuse).fault(f"{SKOS}a%", "term")


@pytest.mark.parametrize(
    ("successors", "suggestion", "said"),
    [
        ((), None, "nothing is named in its place"),
        ((f"{NS}hasFeature",), f"{NS}hasFeature", "use mediagora:hasFeature instead"),
        ((f"{NS}hasFeature", f"{FOAF}topic"), None,
         "use mediagora:hasFeature and foaf:topic instead"),
    ],
)  # fmt: skip
def test_a_deprecated_term_names_its_successor(
    successors: tuple[str, ...], suggestion: str | None, said: str
) -> None:
    terms = Terms({*OURS, f"{NS}offers"}, {f"{NS}offers": successors})
    fault = terms.fault(f"{NS}offers", "property")
    assert fault
    assert (fault.code, fault.suggestion) == ("MG102", suggestion)
    assert fault.message == f"The property mediagora:offers is deprecated; {said}."


def test_a_term_with_an_almost_right_namespace_is_suggested_with_the_right_one() -> None:
    terms = Terms(OURS)
    assert terms.suggest("http://w3id.org/mediagora/feature/groups") == f"{BASE}feature/groups"
    assert terms.suggest("http://w3id.org/mediagora/feature/none") is None
    assert terms.suggest(f"{BASE}feature/groups") is None


def test_names_are_looked_for_a_limited_number_of_times() -> None:
    terms = Terms(OURS)
    suggested = [terms.suggest(f"{BASE}feature/groups{n}") for n in range(1_100)]
    assert suggested[0] == suggested[999] == f"{BASE}feature/groups"
    assert suggested[1_000:] == [None] * 100
