"""The section on queries: medians, budgets, what failed, and whether the answers are the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from benchmarks.queries import written
from benchmarks.queryengines import failed
from benchmarks.querypage import RUNAWAY, section

if TYPE_CHECKING:
    from benchmarks.queryengines import Asked
    from benchmarks.queryresults import Answered, Results, Table


def asked(seconds: float, digest: str = "aa", rows: int = 1234) -> Asked:
    return {"seconds": seconds, "asked": 4, "rows": rows, "digest": digest, "mb": 1, "failure": ""}


def answered(name: str, *answers: Asked) -> Answered:
    return {
        "name": name,
        "failure": "",
        "loaded": {each: {"seconds": 1.25, "mb": 40.0} for each in ("none", "rl")},
        "mb": {"none": 1500.0, "rl": 2500.0},
        "answers": dict(zip(("a/one", "a/two", "b/three"), answers, strict=True)),
    }


def table(platforms: int, *engines: Answered, sources: bool = True) -> Table:
    triples = {"none": 5000, "rl": 6000}
    return {
        "platforms": platforms, "sources": sources, "triples": triples, "engines": list(engines),
    }  # fmt: skip


@pytest.fixture
def results() -> Results:
    small = table(
        1000,
        answered("mediagora", asked(0.001), asked(0.002), asked(0.004)),
        answered("pyoxigraph", asked(0.001), asked(0.001, "bb"), asked(0.001)),
        answered("rdflib", asked(0.1), failed("over 5 s"), asked(0.3)),
    )
    small["engines"].append({**answered("server", *[asked(1)] * 3), "failure": "failed: no"})
    ours = answered("mediagora", asked(0.05), asked(0.2, rows=99_999), asked(0.9))
    return {
        "date": "2026-11-22", "machine": "one", "limit": 5, "rounds": 3, "command": "again",
        "versions": {"mediagora": "1"},
        "questions": {
            "a/one": {"kind": "lookup", "inference": "none"},
            "a/two": {"kind": "lookup", "inference": "rl"},
            "b/three": {"kind": "aggregate", "inference": "none"},
        },
        "tables": [small, table(100_000, ours, sources=False)],
        "commands": [
            {"name": "start", "wall": [0.3, 0.1, 0.2], "mb": [9], "rows": None, "failure": ""},
            {"name": "few", "wall": [0.5], "mb": [60], "rows": 3000, "failure": ""},
            {"name": "many", "wall": [4], "mb": [63], "rows": 30_000, "failure": ""},
            {"name": RUNAWAY, "wall": [1.3], "mb": [9], "rows": None, "failure": ""},
        ],
    }  # fmt: skip


def test_a_budget_is_met_or_missed(results: Results) -> None:
    text = section(results)

    many = "100,000 platforms, no source a fact, warm"
    assert f"| lookups, {many} | 1 of 2 | 0.1 s | **missed** |" in text
    assert f"| aggregates, {many} | 1 of 1 | 1 s | met |" in text
    assert "| a query that never ends, after its limit | 0.30 s | 0.5 s | met |" in text


def test_a_query_that_was_not_stopped_in_time(results: Results) -> None:
    results["commands"][-1]["wall"] = [1.7]

    assert "| 0.70 s | 0.5 s | **missed** |" in section(results)


def test_a_query_that_was_not_stopped_at_all(results: Results) -> None:
    results["commands"][-1] |= {"wall": [], "failure": "failed: exit code 0"}

    text = section(results)

    assert "| a query that never ends, after its limit | not measured | 0.5 s |  |" in text
    assert f"| {RUNAWAY} | failed: exit code 0 |" in text


def test_engines_side_by_side(results: Results) -> None:
    text = section(results)

    loads = "1.25 | 1,500 | 1.25 | 2,500"
    assert "### 1,000 platforms, one source a fact\n\n5,000 triples stated, 6,000 with" in text
    assert f"| `mediagora` | {loads} | 2.00 | 4.00 | 0.01 | 2.00 | 3 of 3 |" in text
    assert f"| `pyoxigraph` | {loads} | 1.00 | 1.00 | 0.00 | 1.00 | 2 of 3 |" in text
    assert f"| `rdflib` | {loads} | 200 | over 5,000 | over 5.40 | 200.00 | 2 of 3 |" in text
    assert "| `server` | failed: no |" in text
    assert "`pyoxigraph`: `a/two` (other rows).\n" in text
    assert "`rdflib`: `a/two` (over 5 s).\n" in text
    assert "`mediagora`: " not in text


def test_why_answers_are_not_the_same_is_told_once_for_each_reason(results: Results) -> None:
    engine = results["tables"][0]["engines"][2]
    names = [f"c/{number}" for number in range(14)]
    engine["answers"] = dict.fromkeys(names, failed("failed: no")) | {"b/three": asked(1, "cc")}

    several = ", ".join(f"`{name}`" for name in names[:12])
    assert f"`rdflib`: {several} and 2 more (failed: no); `b/three` (other rows).\n" in section(
        results
    )


def test_groups_of_the_largest_size(results: Results) -> None:
    text = section(results)

    assert "### `mediagora` by group, 100,000 platforms, no source a fact\n" in text
    assert "| a, lookups | 1 of 2 | 0.1 s | 125 | 200 | `two` |" in text
    assert "| b, aggregates | 1 of 1 | 1 s | 900 | 900 | `three` |" in text


def test_every_question_has_its_row(results: Results) -> None:
    text = section(results)

    assert "| `a/two` | lookup | 1,234 | 2.00 | 1.00 | over 5 s | 99,999 | 200 |" in text


def test_commands_have_their_median(results: Results) -> None:
    text = section(results)

    assert "| start | 0.20 | 9 |  |  |" in text
    assert "| many | 4.00 | 63 | 30,000 | 7,500 |" in text
    assert "| memory for 30,000 rows as csv, against 3,000 | 1.05 times | 1.1 times | met |" in text


def test_nothing_measured(results: Results) -> None:
    empty: Results = {**results, "tables": [], "commands": []}

    assert "Not measured.\n" in section(empty)


def test_results_are_kept_as_they_are_a_line_for_each_answer(results: Results) -> None:
    text = written(results)

    assert json.loads(text) == results
    assert '"a/one": { "seconds": 0.001, "asked": 4, "rows": 1234, "digest": "aa"' in text.replace(
        '{"sec', '{ "sec'
    )
