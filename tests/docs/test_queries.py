"""The pages of questions: written by docs/queries.py, complete, and every link leads somewhere."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any, Final

import pytest

from mediagora.querying import queries

ROOT: Final = Path(__file__).resolve().parents[2]
PAGES: Final = sorted((ROOT / "docs" / "queries").glob("*.md"))
LINK: Final = re.compile(r"\]\(([^)\s]+)\)")
HEADING: Final = re.compile(r"^## (.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def generator() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "docs" / "queries.py"))


def test_pages_are_as_they_would_be_written(generator: dict[str, Any]) -> None:
    """Else run python docs/queries.py."""
    texts = {file: file.read_text(encoding="utf-8") for file in PAGES}

    assert generator["written"]() == texts


def test_every_question_has_its_place_and_is_listed() -> None:
    listed = (ROOT / "docs" / "queries" / "README.md").read_text(encoding="utf-8")
    for question in queries():
        page = (ROOT / "docs" / "queries" / f"{question.group}.md").read_text(encoding="utf-8")
        assert f"\n## {question.summary}\n" in page
        assert f"[{question.question}]({question.group}.md#" in listed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path, generator: dict[str, Any]) -> None:
    anchors = {each.name: generator["anchor"](each) for each in queries()}
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if link.startswith("https://"):
            continue
        file, _, fragment = link.partition("#")
        assert (page.parent / file).exists(), link
        if fragment:
            assert fragment in anchors.values(), link


def test_no_page_has_two_headings_alike() -> None:
    """GitHub would number the second, and the way to it would lead to the first."""
    for page in PAGES:
        headings = HEADING.findall(page.read_text(encoding="utf-8"))
        assert len(set(headings)) == len(headings)


def test_values_that_would_break_a_table_are_escaped(generator: dict[str, Any]) -> None:
    assert generator["cell"]("a|b <i>") == r"a\|b \<i\>"
    assert generator["cell"]("https://w3id.org/mediagora/feature/groups") == "`feature:groups`"
    assert len(generator["cell"]("word " * 100)) <= generator["WIDTH"]
