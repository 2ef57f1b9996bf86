"""The forms of a difference, against what is recorded in tests/cases/diff.

In a folder there, after a change that is meant:

    mediagora diff a.ttl b.* > expected.txt
    mediagora diff a.ttl b.* --format markdown > expected.md
    mediagora diff a.ttl b.* --format json | sed 's/"questions": .*/"questions": 0/' > expected.json
"""

from __future__ import annotations

import dataclasses
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from changes.graphs import HEADER
from changes.test_compare import compared
from mediagora.changes import diff
from mediagora.changes.jsonform import diff_json
from mediagora.changes.markdown import diff_markdown
from mediagora.changes.records import Side
from mediagora.changes.text import diff_text

if TYPE_CHECKING:
    from mediagora.changes.records import Difference

CASES: Final = Path(__file__).parents[1] / "cases" / "diff"
PRINTERS: Final = {".txt": diff_text, ".md": diff_markdown, ".json": diff_json}


def case(name: str, monkeypatch: pytest.MonkeyPatch) -> Difference:
    """The difference of a recorded pair, its files named as they stand in its folder."""
    monkeypatch.chdir(CASES / name)
    (other,) = (path.name for path in Path().glob("b.*"))
    return diff("a.ttl", other)


@pytest.mark.parametrize(
    "expected",
    sorted(CASES.glob("*/expected.*")),
    ids=lambda path: f"{path.parent.name}{path.suffix}",
)
def test_golden(expected: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = case(expected.parent.name, monkeypatch)
    # How many questions there are is no matter of the pair.
    found = dataclasses.replace(found, questions=0)
    assert PRINTERS[expected.suffix](found) == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_the_gist_stands_in_ten_lines(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first empty line, but for what is contradictory and long reasons."""
    lines = diff_text(case(name, monkeypatch), width=100).splitlines()
    gist = lines[: lines.index("")] if "" in lines else lines
    assert len(gist) <= 10
    assert gist[-1].startswith(("  suggested", " ")) or "no difference" in gist[0]


def test_json_is_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    found = case("platform", monkeypatch)
    document = json.loads(diff_json(found))
    counts = document["summary"]
    assert counts["facts_added"] == len(document["facts"]["added"]) == len(found.added) > 0
    assert counts["consequences_lost"] == len(document["consequences"]["lost"]) > 0
    assert counts["evidence_added"] == len(document["evidence"]["added"]) > 0
    assert document["evidence"]["added"][0]["annotations"][0]["predicate"].startswith("http")
    assert len(document["answers"]) == counts["answers_changed"]
    fields = {field.name for field in dataclasses.fields(Side)}
    assert set(document["a"]) == fields


@cache
def many() -> Difference:
    """A difference that is too long to be told whole."""
    text = " ".join(
        f"ex:t{number} a owl:Class ; ex:p {', '.join(map(str, range(30)))} ; rdfs:label 't'@en ."
        for number in range(400)
    )
    return compared("", text, header=HEADER)


def test_long_lists_are_cut_in_text() -> None:
    found = many()
    text = diff_text(found)
    assert len(text.splitlines()) < 250
    assert "and 24 more" in text
    assert "... and 380 more: <https://example.org/t" in text
    assert len(json.loads(diff_json(found))["facts"]["added"]) == 400 * 32


def test_markdown_fits_into_a_comment() -> None:
    text = diff_markdown(many())
    assert len(text) < 65_536
    assert "more; the JSON form has all." in text
    assert text.count("<details>") == text.count("</details>")


def test_lines_fit_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for width in (60, 80, 120):
        for line in diff_text(case("platform", monkeypatch), width=width).splitlines():
            assert len(line) <= width


def test_what_a_label_holds_is_no_markup() -> None:
    label = "<b>@all</b> #1 `x` [l](urn:x) *y* | \\u001b[2J"
    facts = " ; ".join(f"ex:p{number} {number}" for number in range(9))
    for more in ("", f" ; {facts}"):
        found = compared("", f'ex:a rdfs:label "{label}"@en{more} .', header=HEADER)
        told = [
            line
            for line in diff_markdown(found).splitlines()
            if "all" in line and not line.startswith("- ")
        ]
        assert told
        for line in told:
            bare = line.replace("<!-- -->", "").replace("<b>", "", line.startswith("<details>"))
            assert "<b>@" not in bare.replace("\\<b\\>", "")
            assert "@all" not in line
            assert "#1" not in line
            assert "\x1b" not in line
        assert "\x1b" not in diff_text(found)
