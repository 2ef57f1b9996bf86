"""The section on reasoning: medians, what failed, and whether the answers are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.reasoningpage import section
from benchmarks.reasoningpeers import agreement

if TYPE_CHECKING:
    from benchmarks.reasoningpage import Results, Row


def row(name: str, failure: str = "") -> Row:
    wall = [] if failure else [9.0, 0.5, 1.25]
    return {"name": name, "wall": wall, "mb": [40.0] * len(wall), "new": 1234, "agrees": "yes",
            "failure": failure}  # fmt: skip


def test_rows_of_each_table() -> None:
    results: Results = {
        "date": "2026-11-22", "machine": "one", "cores": 2, "limit": 60, "command": "again",
        "versions": {"mediagora": "1"},
        "tables": [
            {"platforms": 0, "triples": 5, "rows": [row("why")]},
            {"platforms": 1000, "triples": 13_000, "rows": [row("a"), row("b", "not run")]},
        ],
    }  # fmt: skip
    text = section(results)
    assert "### What follows from 1,000 platforms\n\n13,000 triples." in text
    assert "| `a` | 1.25 | 40 | 1,234 | yes |\n| `b` | not run |  |  |  |\n" in text
    assert "| `why` | 1.25 | 40 |\n" in text


def test_answers_are_the_same_or_it_is_told_how_many_differ() -> None:
    assert agreement({"a"}, {"a"}) == "yes"
    assert agreement({"a", "b"}, {"b", "c", "d"}) == "no: 1 missing, 2 others"
