"""docs/owlready2.md: its blocks in their order, and what it says that they print."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, Final

import pytest

PAGE: Final = (Path(__file__).resolve().parents[2] / "docs" / "owlready2.md").read_text("utf-8")
BLOCK: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TOLD: Final = re.compile(r"# (\[.*\])$", re.MULTILINE)
BLOCKS: Final = BLOCK.findall(PAGE)


def run(number: int, names: dict[str, Any]) -> list[str]:
    """Run a block with the names of those before it; give the lines that it prints."""
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(BLOCKS[number][1], f"block {number}", "exec"), names)  # noqa: S102 -- of ours
    return printed.getvalue().splitlines()


def test_there_is_a_block_of_each_kind() -> None:
    """Those in `py` need Java; the others are also run by test_documents.py, each alone."""
    assert [kind for kind, _ in BLOCKS] == ["python", "python", "py", "python"]


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_block_prints_what_it_says(number: int) -> None:
    names: dict[str, Any] = {}
    printed = run(number, names)
    names["onto"].world.close()

    assert TOLD.findall(BLOCKS[number][1])
    assert [line for line in TOLD.findall(BLOCKS[number][1]) if line not in printed] == []


def test_the_search_finds_platforms() -> None:
    names: dict[str, Any] = {}
    printed = run(0, names)
    names["onto"].world.close()

    assert "True True" in printed
    assert any(line.startswith("WhatsApp ['messaging platform'") for line in printed)


@pytest.mark.java
def test_hermit_finds_what_the_page_says() -> None:
    names: dict[str, Any] = {}
    run(1, names)
    printed = run(2, names)
    names["onto"].world.close()

    assert printed == TOLD.findall(BLOCKS[2][1])
