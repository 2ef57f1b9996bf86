"""The code blocks of docs/import.md: what a reader is told to run is what the tests run."""

from __future__ import annotations

import importlib.util
import re
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docs.test_documents import FENCE

if TYPE_CHECKING:
    from types import ModuleType

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "import.md"


def section(title: str) -> str:
    """The text under a heading, up to the next of the same level.

    Raises:
        KeyError: The page has no such heading.
    """
    parts = re.split(r"^## (.+)\n", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))[title]


def blocks(title: str, language: str) -> list[str]:
    """The fenced blocks of a section in one language, in their order."""
    return [body for name, body in FENCE.findall(section(title)) if name == language]


def run_python(title: str, folder: Path) -> tuple[ModuleType, str]:
    """Run the one Python block of a section in a folder.

    Returns:
        The module that it makes, so that its functions can be called again, and what it prints.
    """
    (source,) = blocks(title, "python")
    script = folder / "block.py"
    script.write_text(source, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("block", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    printed = StringIO()
    with chdir(folder), redirect_stdout(printed):
        spec.loader.exec_module(module)
    return module, printed.getvalue()
