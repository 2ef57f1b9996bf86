"""Why, and why not, as people read it and as programs get it."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.reasoning.records import Abduction, Explanation, Justification
from mediagora.reporting.abductions import why_not_json, why_not_text
from mediagora.reporting.excerpt import columns
from mediagora.reporting.explanations import contradictions_text, why_json, why_text
from mediagora.reporting.mermaid import why_mermaid
from mediagora.reporting.proofpicture import why_svg
from reporting.explained import (
    CHAIN,
    CONTRADICTION,
    EXPLANATIONS,
    FAILS,
    HOLDS,
    KIND,
    LONG,
    MEDIA,
    MISSING,
    NETWORKING,
    QUESTION,
    RELATING,
    STATED,
    any_explanation,
    any_names,
    names,
    reason,
    step,
)

GOLDEN: Final = Path(__file__).parents[1] / "cases" / "explanations"
OWN_COLOURS: Final = re.compile(r"\x1b\[[0-9;]+m")
FACT: Final = ["subject", "predicate", "object", "sources", "path", "line"]
WIDTHS: Final = (60, 80, 120)


def compare(name: str, told: str) -> None:
    """Compare with a golden file; MEDIAGORA_WRITE_GOLDEN=1 writes it anew, to be read in a diff."""
    path = GOLDEN / name
    if os.environ.get("MEDIAGORA_WRITE_GOLDEN"):
        path.write_text(told, encoding="utf-8", newline="")
    assert told == path.read_bytes().decode()


@pytest.mark.parametrize("name", EXPLANATIONS)
def test_explanation_is_as_on_record(name: str) -> None:
    explanation = EXPLANATIONS[name]
    compare(f"{name}.expected.txt", why_text(explanation, names=names))
    compare(f"{name}.expected.json", why_json(explanation))
    compare(f"{name}.expected.mmd", why_mermaid(explanation, names=names))
    compare(f"{name}.expected.svg", why_svg(explanation, names=names))


@pytest.mark.parametrize("width", [60, 120])
def test_explanation_is_set_for_the_terminal(width: int) -> None:
    compare(f"holds-{width}.expected.txt", why_text(HOLDS, names=names, width=width))


def test_coloured_text_is_as_on_record() -> None:
    compare("holds-colour.expected.txt", why_text(HOLDS, names=names, color=True))


def test_contradiction_is_as_on_record() -> None:
    compare("contradiction.expected.txt", contradictions_text([CONTRADICTION], names=names))


def test_what_is_missing_is_as_on_record() -> None:
    compare("missing.expected.txt", why_not_text(MISSING, names=names))
    compare("missing.expected.json", why_not_json(MISSING))


def test_json_has_exactly_the_fields_that_were_promised() -> None:
    document = json.loads(why_json(HOLDS))
    told = document["justifications"][2]
    [first, *_] = told["steps"]

    assert {"question", "holds", "complete", "total", "reason", "notes", "justifications"} == set(
        document
    )
    assert document["holds"] is document["complete"] is True
    assert list(told) == ["facts", "axioms", "steps", "sources", "common_knowledge"]
    assert [list(each) for each in told["facts"]] == [FACT] * 3
    assert list(first) == ["facts", "axiom", "rule", "conclusion"]
    assert list(first["axiom"]) == ["kind", "words", "about", "sources", "path", "line"]
    assert list(first["conclusion"]) == FACT
    assert told["common_knowledge"] is True
    assert document["justifications"][0]["common_knowledge"] is False


def test_json_of_why_not_sets_contradictions_beside_what_is_missing() -> None:
    document = json.loads(why_not_json(MISSING))

    assert [[list(each) for each in way] for way in document["missing"]] == [
        [["subject", "predicate", "object"]] * size for size in (1, 2, 1)
    ]
    assert document["missing"][1][1]["object"] is None
    assert [len(each) for each in document["contradictions"]] == [0, 0, 1]
    [told] = document["contradictions"][2]
    assert list(told) == ["individual", "words", "justification"]


def test_json_can_be_written_where_a_file_is_not_named_in_utf8() -> None:
    odd = dataclasses.replace(STATED, path="caf\udce9.ttl")
    told = why_json(dataclasses.replace(HOLDS, justifications=(only(odd),)))

    told.encode()
    assert json.loads(told)["justifications"][0]["facts"][0]["path"] == odd.path


def only(*facts: object) -> Justification:
    return Justification(facts=facts, axioms=(), steps=())


def told(*justifications: Justification, **fields: object) -> str:
    explanation = dataclasses.replace(HOLDS, justifications=justifications, **fields)
    return why_text(explanation, names=names)


def test_one_reason_is_not_counted() -> None:
    assert told(only(STATED)).startswith(
        "LinkedIn is a social network\n============================\n\nReason: it is stated\n"
    )


def test_reasons_that_may_be_more_are_told_to_be() -> None:
    assert "\nAt least 1 reason; a higher --limit may tell more.\n" in told(
        only(STATED), is_complete=False
    )
    assert "no reason was found within the limits" in told()


def test_common_knowledge_is_warned_of_where_a_reason_rests_on_it_alone() -> None:
    other = dataclasses.replace(KIND, sources=MEDIA.sources)
    both = dataclasses.replace(KIND, sources=(*MEDIA.sources, *KIND.sources))

    assert "Number 1 is common knowledge only: no source on record states it.\n" in told(
        only(MEDIA)
    )
    assert "Numbers 1 and 2 are common knowledge only: no source on record states them.\n" in told(
        only(MEDIA, other)
    )
    assert "common knowledge only" not in told(only(both))
    assert "common knowledge only" not in told(only(dataclasses.replace(MEDIA, sources=())))


def test_so_says_from_what_where_that_is_not_just_above() -> None:
    steps = LONG.steps
    late = reason(steps[0], step([MEDIA, KIND], CHAIN, "x", STATED), *steps[1:])

    assert ", from " not in told(LONG)
    assert "6. so LinkedIn has the main purpose 'build relationships', from 2 and 4\n" in told(late)


def test_what_is_to_be_pasted_stays_on_one_line() -> None:
    command = "  mediagora why-not platform:whatsapp mediagora:SocialNetwork --data 'my data.ttl'\n"
    assert command in why_text(FAILS, names=names, width=40, data=["my data.ttl"])
    held = Abduction(question=QUESTION, holds=True)
    assert "\nIt holds already.\n" in why_not_text(held, names=names)
    assert (
        "\n  mediagora why platform:linkedin mediagora:SocialNetwork --data a.ttl --data b.ttl\n"
    ) in why_not_text(held, names=names, data=["a.ttl", "b.ttl"])


def test_nothing_contradictory_is_nothing() -> None:
    assert contradictions_text([], names=names) == ""


def test_a_source_is_explained_unless_its_name_says_all() -> None:
    listed = told(only(STATED, *LONG.facts)).partition("\nSources\n")[2]

    assert re.findall(r"^  (\S+)", listed, re.MULTILINE) == ["S0", "S1", "S4", "common"]
    assert "\nSources\n" not in told(only(NETWORKING, RELATING))


@pytest.mark.parametrize("width", WIDTHS)
def test_text_fits_the_terminal(width: int) -> None:
    texts = [
        *(why_text(each, names=names, width=width) for each in EXPLANATIONS.values()),
        contradictions_text([CONTRADICTION], names=names, width=width),
        why_not_text(MISSING, names=names, width=width),
    ]
    pasted = re.compile(r" +(mediagora why|platform:).*")

    for text in texts:
        lines = [line for line in text.splitlines() if not pasted.fullmatch(line)]
        assert max(map(columns, lines)) <= min(width, 100)


@given(any_explanation(), any_names(), st.integers(1, 200))
def test_a_terminal_obeys_nothing_and_colour_alone_says_nothing(
    explanation: Explanation, any_name: object, width: int
) -> None:
    text = why_text(explanation, names=any_name, width=width)
    coloured = why_text(explanation, names=any_name, width=width, color=True)

    assert all(character.isprintable() or character == "\n" for character in text)
    assert OWN_COLOURS.sub("", coloured) == text
    assert text.endswith("\n")


@given(any_explanation())
def test_any_explanation_can_be_written_as_json(explanation: Explanation) -> None:
    told = why_json(explanation)
    told.encode()
    document = json.loads(told)
    assert len(document["justifications"]) == len(explanation.justifications)
