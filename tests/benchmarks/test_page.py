"""The page of the benchmarks comes from the results that are kept beside them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from benchmarks.validation import PAGE, RESULTS

from benchmarks import page

if TYPE_CHECKING:
    from benchmarks.results import Results


@pytest.fixture
def results() -> Results:
    loaded: Results = json.loads(RESULTS.read_text(encoding="utf-8"))
    return loaded


def test_the_page_shows_the_results_that_are_kept(results: Results) -> None:
    assert PAGE.read_text(encoding="utf-8") == page.render(results)


def test_a_goal_is_met_missed_or_not_measured(results: Results) -> None:
    start = results["tables"][0]
    assert start["platforms"] == 0
    for row in start["rows"]:
        row["one_core"]["wall"] = [9.0, 0.1, 0.01]
        if row["name"] == "mediagora --version":
            row["failure"] = "more than 1 s"
    text = page.render({**results, "tables": [start]})
    assert "| `mediagora --help` | 0.10 s | 0.12 s | met | 0.06 s | **missed** |" in text
    assert "| `mediagora --version` | not measured | 0.12 s |  | 0.06 s |  |" in text
    assert "| `mediagora --version` | more than 1 s |" in text
