"""The claims of the graph against a table written by hand from what the articles say.

In claims.tsv, `terms` are the terms that rest on the claim, and `says` is what else it states, by
property; the sides of a contrast stand there by the classes that they are about.
"""

from __future__ import annotations

import pytest

from knowledge import graph

NUMBERED = {"R": 6, "D": 12, "C": 13, "F": 4, "T": 17, "K": 6, "G": 12, "P": 6}
# What each definition takes its term to be.
SOCIAL_MEDIA = {
    "kind:platform": {"D1 S0", "D2 S1", "D3 S2"},
    "kind:means": {"D4 S3"},
    "kind:practice": {"D5 S4"},
    "kind:content": {"D6 S4"},
    "kind:communication": {"D12 S4"},
}
SOCIAL_NETWORK = {
    "kind:platform": {"D7 S0", "D8 S1", "D9 S2", "D11 S4"},
    "kind:community": {"D10 S3"},
}
# Claims that do not go together, with who holds which: S2, S0 and S0 with themselves.
DISAGREEMENTS = {
    ("R1-overlap", "S2", "R1", "S0 S1 S2 S4"),
    ("R4", "S4", "R5", "S3"),
    ("G9", "S0", "G1", "S0"),
    ("T6-often", "S0", "T6-common", "S0"),
}


def test_every_claim_is_as_in_the_table() -> None:
    assert graph.difference(graph.rows("claims"), graph.claims_found()) == []


@pytest.mark.parametrize(
    "table", ["claims", "facts", "axioms", "hierarchy", "platforms", "features"]
)
def test_the_tables_are_sorted_and_repeat_nothing(table: str) -> None:
    rows = graph.rows(table)

    assert rows == sorted(set(rows))


def test_all_numbered_claims_are_there() -> None:
    numbered = {
        f"claim:{letter}{n}" for letter, last in NUMBERED.items() for n in range(1, last + 1)
    }

    assert len(numbered) == 76
    assert numbered - graph.instances("mediagora:Claim") == set()


@pytest.mark.parametrize("claim", sorted(graph.instances("mediagora:Claim")))
def test_a_claim_has_one_label_and_one_description(claim: str) -> None:
    labels = graph.values(claim, "rdfs:label")
    descriptions = graph.values(claim, "dcterms:description")

    assert len(labels) == len(descriptions) == 1
    assert labels[0].endswith('"@en')
    assert descriptions[0].endswith('."@en')


def test_no_two_claims_have_one_label_or_one_description() -> None:
    for predicate in ("rdfs:label", "dcterms:description"):
        texts = [
            text
            for claim in graph.instances("mediagora:Claim")
            for text in graph.values(claim, predicate)
        ]
        assert sorted(texts) == sorted(set(texts))


@pytest.mark.parametrize("contrast", sorted(graph.instances("mediagora:Contrast")))
def test_a_contrast_has_two_sides_each_with_its_class_and_words(contrast: str) -> None:
    sides = graph.values(contrast, "mediagora:hasSide")

    assert len(sides) == 2
    for side in sides:
        assert graph.values(side, "rdf:type") == ["mediagora:ContrastSide"]
        assert len(graph.values(side, "mediagora:aboutSubject")) == 1
        assert len(graph.values(side, "dcterms:description")) == 1


def test_every_side_belongs_to_one_contrast() -> None:
    used = [side for _, _, side in graph.triples(predicate="mediagora:hasSide")]

    assert sorted(used) == sorted(graph.instances("mediagora:ContrastSide"))


@pytest.mark.parametrize(
    ("term", "expected"),
    [("mediagora:SocialMedia", SOCIAL_MEDIA), ("mediagora:SocialNetwork", SOCIAL_NETWORK)],
)
def test_the_kinds_of_thing_on_which_definitions_disagree(
    term: str, expected: dict[str, set[str]]
) -> None:
    found: dict[str, set[str]] = {}
    for claim in graph.instances("mediagora:Definition"):
        if graph.values(claim, "mediagora:definesTerm") == [term]:
            (kind,) = graph.values(claim, "mediagora:denotes")
            (source,) = graph.values(claim, "mediagora:statedBy")
            holder = f"{claim} {source}".replace("claim:", "").replace("source:", "")
            found.setdefault(kind, set()).add(holder)

    assert found == expected


def test_claims_that_disagree_and_who_holds_them() -> None:
    def holders(claim: str) -> str:
        return " ".join(graph.values(claim, "mediagora:statedBy")).replace("source:", "")

    found = {
        (a.removeprefix("claim:"), holders(a), b.removeprefix("claim:"), holders(b))
        for a, _, b in graph.triples(predicate="mediagora:disagreesWith")
    }

    assert found == DISAGREEMENTS


def test_a_definition_that_is_not_asserted_supports_no_class() -> None:
    rejected = {"claim:D5", "claim:D6", "claim:D10", "claim:D12"}
    classes = graph.instances("owl:Class")

    assert [
        (term, claim)
        for term, _, claim in graph.triples(predicate="mediagora:restsOn")
        if term in classes and claim in rejected
    ] == []


def test_whatever_is_stated_rested_on_or_disagreed_with_exists() -> None:
    claims, sources = graph.instances("mediagora:Claim"), graph.instances("mediagora:Source")
    wanted = {
        "mediagora:statedBy": sources,
        "dcterms:source": sources,
        "prov:wasDerivedFrom": sources,
        "mediagora:restsOn": claims,
        "mediagora:disagreesWith": claims,
    }

    for predicate, known in wanted.items():
        assert {value for _, _, value in graph.triples(predicate=predicate)} - known == set()


def test_the_five_articles_are_described() -> None:
    assert graph.instances("schema:Article") == {f"source:S{n}" for n in range(5)}
    assert graph.values("source:S0", "dcterms:publisher") == ['"Optimize 360"']
    assert graph.values("source:S3", "dcterms:creator") == ['"Gianluca Gentile"']
    titles = [
        '"Social networks and social media: understanding the nuances"@en',
        '"Social Networking And Social Media, What Difference?"@en',
        '"Understanding the Difference Between Social Media and Social Networks"@en',
        '"Social media and social networks: what are the differences"@en',
        '"What is social media?"@en',
    ]
    for number, title in enumerate(titles):
        assert graph.values(f"source:S{number}", "dcterms:title") == [title]


def test_every_source_is_used() -> None:
    named = {
        value
        for predicate in ("dcterms:source", "mediagora:statedBy", "prov:wasDerivedFrom")
        for _, _, value in graph.triples(predicate=predicate)
    }

    assert graph.instances("mediagora:Source") - named == set()
