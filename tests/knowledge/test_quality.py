"""Quality of what ships: each kind of defect is planted in a copy of it, and seen caught.

Shapes catch what one thing says of itself, questions of the group `quality` what only shows in the
whole. The languages of texts are for `test_languages.py`, the headers of files for
`test_modules.py`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest

from mediagora.querying.catalogue import find, queries
from mediagora.reading.shipped import shipped
from mediagora.validation import validate
from mediagora.vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mediagora.findings import Finding

HEADER: Final = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
EVERY: Final = ("platform", "recommended", "ranges", "evidence", "ontology")
# Gaps that no source on record fills (see data/README.md): nothing to be mended.
GAPS: Final = {"MG222", "MG223", "MG224", "MG225", "MG226"}
DEFECTS: Final = [question.name for question in queries() if "defects" in question.tags]

FACEBOOK_YEAR: Final = (
    "[] a owl:Axiom ; owl:annotatedSource platform:facebook ; dcterms:source source:S9 ;"
    " owl:annotatedProperty mediagora:launchYear ; owl:annotatedTarget 2004 ; "
)
"""Evidence for a fact, open for more; its source is known to nobody."""
KNOWN_YEAR: Final = FACEBOOK_YEAR.replace("source:S9", "source:S0")


def node(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def copy(more: str = "", *, without: Iterable[tuple[str, str]] = ()) -> list[ox.Triple]:
    """Everything that ships, with some Turtle added and all values of some properties gone."""
    gone = {(node(subject), node(predicate)) for subject, predicate in without}
    added = ox.parse(HEADER + more, format=ox.RdfFormat.TURTLE)
    kept = [triple for triple in shipped() if (triple.subject, triple.predicate) not in gone]
    return [*kept, *(quad.triple for quad in added)]


def values(subject: str, predicate: str) -> list[str]:
    """Values in Turtle."""
    wanted = (node(subject), node(predicate))
    return sorted(str(t.object) for t in shipped() if (t.subject, t.predicate) == wanted)


def first_party_source() -> str:
    kind = (node("rdf:type"), node("mediagora:FirstPartySource"))
    return min(shorten(t.subject.value) for t in shipped() if (t.predicate, t.object) == kind)


# --- Shapes ---------------------------------------------------------------------------------------


def checked(triples: Iterable[ox.Triple], folder: Path, *shapes: str) -> list[Finding]:
    file = folder / "copy.nt"
    ox.serialize(triples, str(file), format=ox.RdfFormat.N_TRIPLES)
    return list(validate(file, shapes=shapes).findings)


def test_what_ships_has_gaps_but_no_defects(tmp_path: Path) -> None:
    found = [each for each in checked(shipped(), tmp_path, *EVERY) if each.code not in GAPS]

    assert [(each.code, each.focus_node, each.value) for each in found] == []


LINKEDIN_HOME: Final = values("platform:linkedin", "mediagora:homepage")[0]

# What is planted: name of the shapes, Turtle that is added, code, and node or value of the finding.
ADDED: Final = {
    "feature misspelt": (
        "ranges", "platform:facebook mediagora:hasFeature feature:gruops .",
        "MG231", "feature:gruops",
    ),
    "purpose misspelt": (
        "ranges", "platform:facebook mediagora:hasMainPurpose purpose:lern .",
        "MG233", "purpose:lern",
    ),
    "property misspelt": (
        "ranges", "platform:facebook mediagora:hasFeatur feature:groups .",
        "MG101", "platform:facebook",
    ),
    "class misspelt": (
        "ranges", "platform:facebook a mediagora:SocialNetwrk .",
        "MG101", "mediagora:SocialNetwrk",
    ),
    "platform misspelt": (
        "ranges", "platform:instagram-live mediagora:partOfPlatform platform:instagramm .",
        "MG240", "platform:instagramm",
    ),
    "operator misspelt": (
        "ranges", "platform:facebook mediagora:operatedBy organization:meta .",
        "MG236", "organization:meta",
    ),
    "former operator misspelt": (
        "ranges", "platform:facebook mediagora:formerlyOperatedBy organization:meta .",
        "MG237", "organization:meta",
    ),
    "source of evidence misspelt": (
        "evidence", f"{FACEBOOK_YEAR} .", "MG253", "source:S9",
    ),
    "claim behind evidence misspelt": (
        "evidence", f"{KNOWN_YEAR} mediagora:restsOn claim:T99 .", "MG254", "claim:T99",
    ),
    "property in evidence misspelt": (
        "evidence", KNOWN_YEAR.replace("launchYear", "lanchYear") + ".",
        "MG101", "mediagora:lanchYear",
    ),
    "Wikidata id without evidence": (
        "evidence", "platform:facebook skos:exactMatch wd:Q42 .", "MG250", "wd:Q42",
    ),
    "shared homepage": (
        "recommended", f"platform:facebook mediagora:homepage {LINKEDIN_HOME} .",
        "MG227", LINKEDIN_HOME.split('"')[1],
    ),
    "language misspelt": (
        "ontology", "feature:groups rdfs:label 'Gruppen'@ge .", "MG220", "feature:groups",
    ),
    "label without a language": (
        "ontology", "feature:groups rdfs:label 'Gruppen' .", "MG263", "feature:groups",
    ),
    "two labels in a language": (
        "ontology", "feature:groups rdfs:label 'gangs'@en .", "MG262", "feature:groups",
    ),
    "date in words": (
        "evidence", f"{KNOWN_YEAR} mediagora:validFrom 'May 2004' .", "MG248", "May 2004",
    ),
    "date without a type": (
        "evidence", f"{KNOWN_YEAR} mediagora:validUntil '2023' .", "MG249", "2023",
    ),
    "source of a platform misspelt": (
        "evidence", "platform:facebook dcterms:source source:S9 .", "MG247", "source:S9",
    ),
}  # fmt: skip

# What is taken away: name of the shapes, subject and property, code. The subject is the node.
TAKEN: Final = {
    "organization without a label": (
        "platform", "organization:meta-platforms", "rdfs:label", "MG218",
    ),
    "page without an address": ("evidence", first_party_source(), "schema:url", "MG228"),
    "page without the day": ("evidence", first_party_source(), "mediagora:readOn", "MG229"),
}  # fmt: skip


@pytest.mark.parametrize("defect", ADDED)
def test_a_shape_catches_what_is_added(defect: str, tmp_path: Path) -> None:
    name, more, code, about = ADDED[defect]
    found = checked(copy(more), tmp_path, name)

    assert [each.code for each in found if code == each.code] == [code]
    [finding] = [each for each in found if each.code == code]
    assert about in {shorten(text) for text in (finding.focus_node, finding.value) if text}


@pytest.mark.parametrize("defect", TAKEN)
def test_a_shape_catches_what_is_missing(defect: str, tmp_path: Path) -> None:
    name, subject, predicate, code = TAKEN[defect]
    found = checked(copy(without=[(subject, predicate)]), tmp_path, name)
    about = {shorten(text) for each in found if each.code == code
             for text in (each.focus_node, each.value) if text}  # fmt: skip

    assert subject in about


def test_two_dates_of_one_kind_are_caught(tmp_path: Path) -> None:
    dates = "mediagora:validUntil '2023'^^xsd:gYear , '2024'^^xsd:gYear ."
    found = checked(copy(KNOWN_YEAR + dates), tmp_path, "evidence")

    assert [each.code for each in found if each.code != "MG250"] == ["MG249"]


# --- Questions ------------------------------------------------------------------------------------


def asked(name: str, triples: Iterable[ox.Triple]) -> list[dict[str, str]]:
    """Rows of a question on these triples alone, with short names."""
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in triples)
    answer = store.query(find(name).text)
    assert isinstance(answer, ox.QuerySolutions)
    columns = [variable.value for variable in answer.variables]
    texts = [[shorten(getattr(term, "value", "")) for term in row] for row in answer]
    return [dict(zip(columns, row, strict=True)) for row in texts]


@cache
def as_shipped(name: str) -> list[dict[str, str]]:
    return asked(name, shipped())


def news(name: str, triples: Iterable[ox.Triple]) -> list[dict[str, str]]:
    """Rows that what ships does not give."""
    return [row for row in asked(name, triples) if row not in as_shipped(name)]


def test_there_are_questions_for_defects() -> None:
    assert len(DEFECTS) >= 4


@pytest.mark.parametrize("name", DEFECTS)
def test_what_ships_has_no_such_defect(name: str) -> None:
    assert as_shipped(name) == []


def test_no_wikidata_id_ships_without_a_source() -> None:
    assert "0" not in {row["sources"] for row in as_shipped("wikidata-support")}


def test_a_wikidata_id_that_nothing_supports_is_told() -> None:
    said_by_us = (
        "platform:facebook skos:exactMatch wd:Q42 , wd:Q43 . [] a owl:Axiom ;"
        " owl:annotatedSource platform:facebook ; owl:annotatedProperty skos:exactMatch ;"
        " owl:annotatedTarget wd:Q43 ; dcterms:source source:editorial ."
    )
    found = news("wikidata-support", copy(said_by_us))

    assert [(row["item"], row["sources"]) for row in found] == [("wd:Q42", "0"), ("wd:Q43", "0")]


def test_a_fact_stated_twice_by_one_source_is_told() -> None:
    twice = f"{KNOWN_YEAR} . {KNOWN_YEAR} mediagora:restsOn claim:R1 ."
    [row] = news("stated-twice", copy(twice))

    assert (row["subject"], row["source"], row["nodes"]) == ("platform:facebook", "source:S0", "2")
    assert news("stated-twice", copy(f"{KNOWN_YEAR} .")) == []


@pytest.mark.parametrize(
    ("more", "gone"),
    [
        ("", [("platform:facebook", "mediagora:launchYear")]),
        (KNOWN_YEAR.replace(":facebook", ":facebok") + ".", []),
        (KNOWN_YEAR.replace("2004", "2005") + ".", []),
    ],
)
def test_evidence_for_what_no_file_states_is_told(more: str, gone: list[tuple[str, str]]) -> None:
    found = news("evidence-without-fact", copy(more, without=gone))

    assert {row["property"] for row in found} == {"mediagora:launchYear"}


@pytest.mark.parametrize("spelling", ["http://{}", "https://www.{}", "https://{}/", "HTTPS://{}"])
def test_a_homepage_shared_in_another_spelling_is_told(spelling: str) -> None:
    bare = "shared.example"
    more = (
        f"platform:facebook mediagora:homepage 'https://{bare}'^^xsd:anyURI ."
        f"platform:xing mediagora:homepage '{spelling.format(bare)}'^^xsd:anyURI ."
    )
    found = news("shared-homepages", copy(more))

    assert [row["platform"] for row in found] == ["platform:facebook", "platform:xing"]


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ("claim:a mediagora:aboutSubject platform:sixdegres .", "platform:sixdegres"),
        ("claim:a mediagora:disagreesWith claim:R99 .", "claim:R99"),
        ("feature:groups mediagora:restsOn claim:T99 .", "claim:T99"),
        ("organization:cnn mediagora:publishesOn platform:twiter .", "platform:twiter"),
        ("platform:facebook dcterms:source source:S9 .", "source:S9"),
    ],
)
def test_a_name_that_nothing_describes_is_told(more: str, name: str) -> None:
    assert [row["name"] for row in news("unknown-names", copy(more))] == [name]


def test_a_label_pasted_over_missing_translations_is_told() -> None:
    pasted = "feature:groups rdfs:label 'groups'@en , 'groups'@fr , 'groups'@de ."
    found = news("same-label", copy(pasted, without=[("feature:groups", "rdfs:label")]))

    assert found == [{"term": "feature:groups", "name": "groups", "languages": "3"}]
