"""docs/python.md: what its blocks print is what it says beside each line."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, Final

import pytest

PAGE: Final = (Path(__file__).resolve().parents[2] / "docs" / "python.md").read_text("utf-8")
BLOCKS: Final = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
TOLD: Final = re.compile(r"^ *print\(.*\)  # (.*)$", re.MULTILINE)


def test_every_part_of_the_page_has_a_block() -> None:
    assert len(BLOCKS) == 5
    assert all(TOLD.search(block) for block in BLOCKS)


@pytest.mark.parametrize("number", range(5))
def test_a_block_prints_what_it_says(number: int) -> None:
    """Each runs by itself, as it does in test_documents.py."""
    printed = StringIO()
    names: dict[str, Any] = {}
    with redirect_stdout(printed):
        exec(compile(BLOCKS[number], f"block {number}", "exec"), names)  # noqa: S102 -- of ours
    lines = iter(printed.getvalue().splitlines())

    # In this order, other lines between them.
    assert [told for told in TOLD.findall(BLOCKS[number]) if told not in lines] == []
