"""The table of platforms by features."""

from __future__ import annotations

import csv
import io
from typing import Final

import pyoxigraph as ox
import pytest

import mediagora
from mediagora import bundle
from mediagora.errors import UsageError
from mediagora.publishing.matrix import matrix
from mediagora.publishing.selection import Module
from mediagora.vocabulary import NS, OWN_PREFIXES, PREFIXES, slug

HAS: Final = ox.NamedNode(f"{NS}hasFeature")
NAME: Final = ox.NamedNode(f"{PREFIXES['rdfs']}label")
FEATURE: Final = OWN_PREFIXES["feature"]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return table(mediagora.export(format="csv"))


def test_one_row_a_platform_and_one_column_a_feature(rows: list[dict[str, str]]) -> None:
    platforms = {path.stem for path in (bundle.root() / "data" / "platforms").glob("*.ttl")}
    features = mediagora.query("SELECT ?x { ?x a mediagora:Feature }")

    assert [slug(row["platform"]) for row in rows] == sorted(platforms)
    assert all(row["label"] for row in rows)
    columns = list(rows[0])
    assert columns[:2] == ["platform", "label"]
    assert sorted(columns[2:]) == sorted(slug(term.value) for (term,) in features.solutions)


def test_stated_cells_are_the_facts_on_record(rows: list[dict[str, str]]) -> None:
    facts = {
        (quad.subject.value, slug(quad.object.value))
        for path in bundle.data_files()
        for quad in ox.parse(path=path)
        if quad.predicate == HAS
    }
    assert facts == {
        (row["platform"], name)
        for row in rows
        for name, cell in row.items()
        if cell == "stated" and name != "label"
    }


def test_narrower_cells_are_the_features_that_follow(rows: list[dict[str, str]]) -> None:
    follows = mediagora.query(
        "SELECT ?p ?f { ?p mediagora:hasFeature ?f }", inference="rl"
    ).solutions
    assert {(platform.value, slug(feature.value)) for platform, feature in follows} == {
        (row["platform"], name)
        for row in rows
        for name, cell in row.items()
        if cell in {"stated", "narrower"} and name != "label"
    }
    assert any("narrower" in row.values() for row in rows)


def test_broader_features_stand_before_their_narrower_ones(rows: list[dict[str, str]]) -> None:
    columns = list(rows[0])
    pairs = mediagora.query("SELECT ?n ?b { ?n mediagora:broaderFeature ?b }").solutions
    for narrower, broader in pairs:
        assert columns.index(slug(broader.value)) < columns.index(slug(narrower.value))


def test_platforms_can_be_named() -> None:
    rows = table(mediagora.export("linkedin", "facebook", format="csv"))
    assert [row["label"] for row in rows] == ["Facebook", "LinkedIn"]


@pytest.mark.parametrize("parts", [("ontology",), ("shapes",), ("claims", "sources")])
def test_what_has_no_platform_makes_no_table(parts: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="describes no platform"):
        mediagora.export(*parts, format="csv")


def test_a_table_has_no_entailments_beside_it() -> None:
    with pytest.raises(UsageError, match="CSV has no entailments"):
        mediagora.export(format="csv", entailed=True)


def labelled(*labels: ox.Literal) -> str:
    """The label that a platform with all of these has in the table."""
    platform = ox.NamedNode(f"{OWN_PREFIXES['platform']}odd")
    triples = tuple(ox.Triple(platform, NAME, each) for each in labels)
    (row,) = table(matrix([Module("data", "odd", "urn:odd", triples)]))
    return row["label"]


@pytest.mark.parametrize("label", ["=1+1", "+1", "\t=1", 'say "hi", you\r\nthere'])
def test_a_label_stands_as_it_is(label: str) -> None:
    assert labelled(ox.Literal(label, language="en")) == label


def test_the_english_label_goes_before_others() -> None:
    german, english = ox.Literal("Ader", language="de"), ox.Literal("Vein", language="en")
    assert labelled(german, english) == labelled(english, german) == "Vein"
    assert labelled(german) == "Ader"
