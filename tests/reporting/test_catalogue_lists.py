"""The list of questions: by group, the user's own first, and nothing that plays tricks."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mediagora.errors import UnknownNameError
from mediagora.querying import queries
from mediagora.querying.catalogue import find, read
from mediagora.reporting.catalogue import GROUPS, catalogue_json, catalogue_text, picked

OWN = replace(read("#+ summary: Mine\nASK {}"), group="features", slug="mine")


def test_every_group_has_its_words() -> None:
    assert set(GROUPS) == {question.group for question in queries()}


def test_own_questions_come_first_and_without_words_of_ours() -> None:
    lines = catalogue_text([find("who-has-feature"), OWN]).splitlines()

    assert lines[:4] == ["features", "  mine  Mine", "", "features"]
    assert GROUPS["features"] in lines[4]
    assert lines[-1] == "2 questions; ask one with: mediagora query NAME"


def test_questions_without_a_group_need_no_heading() -> None:
    assert catalogue_text([replace(OWN, group="")]).splitlines()[0] == "  mine  Mine"


def test_names_of_files_play_no_tricks_on_the_terminal() -> None:
    tricky = replace(OWN, group="a\x1b[2Jb", slug="c\x1b[31md", summary="e\x1b[0mf")

    assert "\x1b" not in catalogue_text([tricky])


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_width_is_kept(width: int) -> None:
    questions = [find("who-has-feature"), find("in-country")]

    assert max(map(len, catalogue_text(questions, width=width).splitlines()[:-1])) <= max(width, 40)


def test_json_gives_back_every_field() -> None:
    [one] = json.loads(catalogue_json([find("in-country")]))

    assert one["name"] == "platforms/in-country"
    assert one["tags"] == ["platforms", "organizations"]
    assert one["parameters"][0]["name"] == "country"


def test_group_goes_before_words() -> None:
    """`features` is in the summary of other questions as well."""
    assert {question.group for question in picked(queries(), "features")} == {"features"}


@pytest.mark.parametrize("word", ["", "zzz", "featurs"])
def test_word_that_picks_nothing(word: str) -> None:
    with pytest.raises(UnknownNameError, match="there is no group or question"):
        picked(queries(), word)
