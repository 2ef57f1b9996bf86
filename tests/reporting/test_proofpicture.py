"""Explanations as pictures: well-formed, whole in themselves, nothing on top of anything else."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.reporting.prooflayout import BOX, SIZES, Box, Drawing, lay_out
from mediagora.reporting.proofpicture import why_svg
from mediagora.reporting.proofs import proof
from mediagora.reporting.svgtext import text_lines, text_width
from mediagora.reporting.verbalising import sayer
from reporting.explained import (
    CHAIN,
    EXPLANATIONS,
    FAILS,
    HOLDS,
    LINKEDIN,
    LONG,
    MEDIA,
    QUESTION,
    STATED,
    any_explanation,
    any_justification,
    any_names,
    fact,
    names,
    reason,
    step,
)
from reporting.sample import ANY_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediagora.reasoning.records import Explanation, Justification

SVG: Final = "{http://www.w3.org/2000/svg}"
ELEMENTS: Final = {f"{SVG}{name}" for name in ("svg", "title", "style", "rect", "text", "path")}
ATTRIBUTES: Final = {
    *("x", "y", "width", "height", "rx", "d", "class", "viewBox", "role"),
    *("textLength", "lengthAdjust"),
}


def parsed(drawn: str) -> ET.Element:
    return ET.fromstring(drawn)  # noqa: S314 -- our own, without entities or a document type


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def drawing(justification: Justification, by: Callable[[str], str] = names) -> Drawing:
    return lay_out(proof(justification), sayer([], by))


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


@pytest.mark.parametrize("name", EXPLANATIONS)
def test_picture_is_whole_in_itself(name: str) -> None:
    drawn = why_svg(EXPLANATIONS[name], names=names)

    assert {element.tag for element in parsed(drawn).iter()} <= ELEMENTS
    assert "href" not in drawn
    assert "url(" not in drawn
    assert "@import" not in drawn


def test_picture_says_what_the_text_says() -> None:
    told = " ".join(texts(parsed(why_svg(HOLDS, names=names))))

    for said in (
        "LinkedIn has the main purpose 'professional networking'",
        "a social network is the same as social media with main purpose 'build relationships'",
        "S1, digitalstuart data/platforms/linkedin.ttl:29",
        "Reason 3 of 3",
        "stated common knowledge only follows",
    ):
        assert said in told


def test_picture_of_what_does_not_hold_says_why() -> None:
    told = " ".join(texts(parsed(why_svg(FAILS, names=names))))
    assert told.startswith("Nothing says that WhatsApp is a social network It is not on record")


def test_a_chain_runs_straight_down_and_premises_stand_beside_each_other() -> None:
    drawn = drawing(LONG)
    conclusions = [box for box in drawn.boxes if box.kind == "follows"]

    assert {box.x for box in conclusions} == {0}
    assert {box.x for box in drawn.boxes} == {0, BOX + 22}
    assert [box.y for box in conclusions] == sorted(box.y for box in conclusions)


def test_many_facts_of_one_step_stand_in_three_columns() -> None:
    facts = [fact(LINKEDIN, "urn:p", f"urn:{number}") for number in range(8)]
    drawn = drawing(reason(step(facts, CHAIN, "x", QUESTION)))

    assert len({box.x for box in drawn.boxes}) == 3


def test_what_is_derived_once_is_drawn_once_with_what_it_follows_from() -> None:
    first, second = LONG.steps[:2]
    again = reason(first, second, step([first.conclusion, second.conclusion], CHAIN, "x", QUESTION))

    assert len(drawing(again).arrows) == 3
    assert sum(box.kind == "stated" for box in drawing(again).boxes) == 2


def test_a_path_breaks_behind_a_stroke() -> None:
    assert text_lines("/one/two/three/four", 10, 70) == ["/one/two/", "three/four"]
    assert text_lines("abcdefghijklmnop", 10, 60) == ["abcdefghij", "klmnop"]
    assert text_lines("", 10, 60) == [""]


def test_deep_reasoning_is_drawn() -> None:
    known, steps = STATED, []
    for number in range(150):
        conclusion = fact(LINKEDIN, "urn:p", f"urn:{number}")
        steps.append(step([known, MEDIA], CHAIN, "x", conclusion))
        known = conclusion
    assert len(drawing(reason(*steps)).arrows) == 150


@given(any_explanation(), any_names())
def test_any_label_gives_a_well_formed_picture_and_adds_nothing_to_it(
    explanation: Explanation, any_name: Callable[[str], str]
) -> None:
    drawn = why_svg(explanation, names=any_name)
    drawn.encode()
    root = parsed(drawn)

    assert {element.tag for element in root.iter()} <= ELEMENTS
    assert {each for element in root.iter() for each in element.attrib} <= ATTRIBUTES
    kinds = {element.get("class") for element in root.iter(f"{SVG}rect")}
    assert kinds <= {"page", "stated", "common", "follows", "refused"}


@given(any_explanation(), any_names())
def test_everything_is_on_the_page(
    explanation: Explanation, any_name: Callable[[str], str]
) -> None:
    root = parsed(why_svg(explanation, names=any_name))
    _, _, width, height = map(float, (root.get("viewBox") or "").split())

    for element in root.iter(f"{SVG}rect"):
        if element.get("class") != "page":
            assert float(element.get("x")) + float(element.get("width")) <= width
            assert float(element.get("y")) + float(element.get("height")) <= height
    for element in root.iter(f"{SVG}text"):
        size = {"title": 17, "heading": 13, **SIZES}[element.get("class")]
        end = float(element.get("x")) + text_width(element.text or "", size)
        assert end <= width + 1
        assert 0 < float(element.get("y")) <= height


@given(any_justification(), any_names())
def test_nothing_stands_on_top_of_anything_else(
    justification: Justification, any_name: Callable[[str], str]
) -> None:
    drawn = drawing(justification, any_name)

    assert not any(overlap(*pair) for pair in itertools.combinations(drawn.boxes, 2))
    for text in drawn.texts:
        wide = text_width(text.said, SIZES[text.kind])
        own = Box("", text.x, text.y - 8, wide, 10)
        holding = [box for box in drawn.boxes if overlap(own, box)]
        assert len(holding) <= 1
        for box in holding:
            assert own.x >= box.x
            assert own.x + own.width <= box.x + box.width
            assert own.y + own.height <= box.y + box.height


@given(ANY_TEXT, st.integers(20, 300))
def test_lines_fit_and_lose_nothing(text: str, room: int) -> None:
    lines = text_lines(text, 10, room)

    assert all(text_width(line, 10) <= room or len(line) == 1 for line in lines)
    shown = text_lines(text, 10, 10**9)
    assert "".join(lines).replace(" ", "") == "".join(shown).replace(" ", "")


def test_what_is_not_ascii_is_held_to_its_width() -> None:
    drawn = why_svg(HOLDS, names=lambda iri: "漢字" if iri == LINKEDIN else names(iri))
    root = parsed(drawn)
    for element in root.iter(f"{SVG}text"):
        assert (element.get("textLength") is None) == (element.text or "").isascii()
