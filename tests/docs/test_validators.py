"""The table of validators: what it says of Mediagora is held by tests that exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = ROOT / "docs" / "validators.md"
MOST_TOOLS: Final = 9

TEST: Final = re.compile(r"`([\w/]+\.py)::(\w+)`")
NOTHING: Final = "–"  # noqa: RUF001 -- as the page writes it


def tables() -> list[list[list[str]]]:
    """The cells of each table of the page, the line below its head left out."""
    blocks = re.findall(r"(?:^\|.*\n)+", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return [
        [
            [cell.strip() for cell in row.strip("|").split("|")]
            for row in block.splitlines()
            if not row.startswith("|---")
        ]
        for block in blocks
    ]


def own_cells() -> dict[str, str]:
    """What the page says of Mediagora, by the name of the row."""
    _, (head, *rows) = tables()
    column = head.index("Mediagora")
    return {row[0]: row[column] for row in rows}


def functions(file: Path) -> set[str]:
    """Names of the functions of a module, those in classes left out as pytest calls them so."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("row", "cell"), own_cells().items(), ids=list(own_cells()))
def test_each_statement_names_a_test_that_is_there(row: str, cell: str) -> None:
    if cell == NOTHING:
        return
    named = TEST.findall(cell)
    assert named, f"'{row}' names no test"
    for path, name in named:
        assert name.startswith("test_")
        assert (ROOT / "tests" / path).is_file(), path
        assert name in functions(ROOT / "tests" / path), f"{path} has no {name}"


def test_nothing_is_left_empty() -> None:
    for head, *rows in tables():
        assert {len(row) for row in rows} == {len(head)}
        assert all(all(row) for row in rows)


def test_what_is_missing_is_said_in_words_too() -> None:
    missing = [row for row, cell in own_cells().items() if cell == NOTHING]
    assert missing == ["Changed files only", "Watches files", "Choice of inference"]
    told = PAGE.read_text(encoding="utf-8").partition("Where Mediagora has nothing:")[2]
    for word in ("Changed files only", "Watching", "Inference"):
        assert f"**{word}.**" in told


def test_each_tool_is_told_with_its_version_and_how_it_was_judged() -> None:
    (first, *described), (head, *_) = tables()
    assert first == ["Tool", "Version", "For", "Judged by"]
    assert ["", "Mediagora", *(row[0] for row in described)] == head
    assert len(described) <= MOST_TOOLS
