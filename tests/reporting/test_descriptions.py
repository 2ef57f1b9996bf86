"""Descriptions, comparisons and the catalogue as text and JSON."""

from __future__ import annotations

import json
from typing import Final

import pytest

from mediagora.querying import compare, describe, queries
from mediagora.querying.catalogue import Question
from mediagora.reporting.catalogue import GROUPS, catalogue_json, catalogue_text
from mediagora.reporting.comparisons import compare_json, compare_text
from mediagora.reporting.descriptions import describe_json, describe_text
from mediagora.reporting.layout import fields, one_line, paragraph

TERMS: Final = ["facebook", "social network", "groups", "hasFeature", "G9", "S3", "CNN", "P5"]
PAIRS: Final = [
    ("social media", "social network"),
    ("facebook", "whatsapp"),
    ("blog platform", "wiki platform"),
]


@pytest.mark.parametrize("term", TERMS)
def test_description_tells_name_definition_and_claims(term: str) -> None:
    description = describe(term)
    text = describe_text(description)

    assert text.startswith(description.name)
    for told in description.claims:
        assert told.claim.rpartition("/")[2] in text
    for fact in description.facts:
        assert fact.value.name.split()[0] in text


@pytest.mark.parametrize("term", TERMS)
def test_description_in_json_has_all_fields(term: str) -> None:
    description = describe(term)
    document = json.loads(describe_json(description))

    assert document["iri"] == description.iri
    assert set(document) == set(type(description).__slots__)
    assert len(document["facts"]) == len(description.facts)


@pytest.mark.parametrize("pair", PAIRS)
def test_comparison_names_both_sides(pair: tuple[str, str]) -> None:
    comparison = compare(*pair)
    text = compare_text(comparison)
    document = json.loads(compare_json(comparison))

    assert text.startswith(f"{comparison.first.name} | {comparison.second.name}\n")
    assert document["first"]["iri"] == comparison.first.iri


def test_comparison_says_who_says_so() -> None:
    assert "By purpose, says S2 (K1)" in compare_text(compare("social media", "social network"))


def test_what_follows_is_marked_and_explained() -> None:
    text = compare_text(compare("facebook", "xing"))

    assert "connections*" in text
    assert "* not stated, but follows" in text


def test_common_knowledge_is_explained_where_it_is_named() -> None:
    assert "common knowledge or our own reading" in describe_text(describe("linkedin"))
    assert "common knowledge or our own reading" not in describe_text(describe("connections"))


@pytest.mark.parametrize("width", [60, 80, 120])
def test_text_fits_the_terminal(width: int) -> None:
    texts = [
        *(describe_text(describe(term), width=width) for term in ("facebook", "social network")),
        *(compare_text(compare(*pair), width=width) for pair in PAIRS),
        catalogue_text(queries(), width=width),
    ]

    for text in texts:
        assert max(map(len, text.splitlines())) <= width


def test_catalogue_lists_every_question_with_its_parameters() -> None:
    text = catalogue_text(queries())

    for question in queries():
        assert question.slug in text
    assert "[feature=feature:groups]" in text


def test_catalogue_begins_with_the_rule_and_says_what_each_group_is_about() -> None:
    lines = catalogue_text(queries()).splitlines()
    heads = [line for line in lines if line in {question.group for question in queries()}]

    assert lines[0] == "rule"
    assert heads == list(GROUPS)
    assert all(about in " ".join(" ".join(lines).split()) for about in GROUPS.values())


def test_catalogue_marks_questions_that_should_have_no_row() -> None:
    text = " ".join(catalogue_text(queries()).split())
    defects = [question for question in queries() if "defects" in question.tags]

    assert text.count("(no row is right)") == len(defects) > 0
    assert all(f"{question.question} (no row is right)" in text for question in defects)


def test_catalogue_takes_a_group_of_which_nothing_is_known() -> None:
    text = catalogue_text([Question(text="", group="mine", slug="one", question="What?")])

    assert text.splitlines()[:2] == ["mine", "  one  What?"]


def test_catalogue_in_json_holds_the_queries() -> None:
    listed = json.loads(catalogue_json(queries()))

    assert [each["name"] for each in listed] == [question.name for question in queries()]
    assert all("SELECT" in each["text"] or "CONSTRUCT" in each["text"] for each in listed)


def test_layout_keeps_to_one_line_what_is_one_thing() -> None:
    assert one_line("a\x1b[31m\n b") == "a\\x1b[31m b"
    assert fields([("a", "")], 80) == ["  a"]
    assert fields([], 80) == []
    assert paragraph("", 80) == []
