"""docs/portability.md: two tables in it are written by the run, the rest by hand."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docs.test_documents import FENCE
from logic.oracles import Entailed

if TYPE_CHECKING:
    from logic.engines.engine import Engine

PAGE: Final = Path(__file__).resolve().parents[3] / "docs" / "portability.md"
GRAPHS: Final = {"ontology": "Ontology", "shipped": "Shipped data", "generated": "Generated data"}
"""The graphs, as fixtures and in the heads of the tables."""

VERSION: Final = 1
"""The cell of a row on an engine that need not be the same everywhere."""

PARTS: Final = {"subclasses": "class tree", "types": "types", "values": "values"}


def block(language: str) -> str:
    """The one fenced block of the page in a language."""
    (body,) = (text for name, text in FENCE.findall(PAGE.read_text("utf-8")) if name == language)
    return body


def counts(graph: str, triples: int, stated: Entailed, entailed: Entailed) -> list[str]:
    """What the first table says of a graph: how much is entailed, and how much of it is stated."""
    cells = []
    for part in PARTS:
        all_of_it, told = getattr(entailed, part), getattr(stated, part)
        cells.append(f"{len(all_of_it):,} ({len(all_of_it - told):,} of them new)")
    return [GRAPHS[graph], f"{triples:,}", *cells]


def row(engine: Engine, verdicts: dict[str, str]) -> list[str]:
    """What the second table says of an engine."""
    return [engine.name, engine.version(), *(verdicts[graph] for graph in GRAPHS), engine.needs]


def verdict(got: Entailed, expected: Entailed) -> str:
    """Whether an engine derives all, and only that, or what it lacks."""
    differing = [
        (field.name, getattr(got, field.name), getattr(expected, field.name))
        for field in fields(Entailed)
    ]
    lacking = [name for name, told, wanted in differing if wanted - told]
    assert all(told <= wanted for _, told, wanted in differing), "an engine derives too much"
    return f"all but {' and '.join(PARTS[name] for name in lacking)}" if lacking else "all"


def committed() -> dict[str, list[str]]:
    """The rows of both tables, by their first cell."""
    lines = PAGE.read_text("utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    return {cells[0]: cells for cells in rows}


def engines() -> list[str]:
    """The first cells of the second table."""
    names = list(committed())
    return names[names.index("Engine") + 1 :]


def write(row: list[str]) -> None:
    """Put a row into the page, in place of the one with the same first cell.

    Raises:
        KeyError: The page has no such row: a new engine is given its place by hand.
    """
    text = PAGE.read_text("utf-8")
    line = f"| {' | '.join(row)} |"
    if row[0] not in committed():
        raise KeyError(row[0])
    pattern = rf"^\| {re.escape(row[0])} \|.*$"
    PAGE.write_text(re.sub(pattern, lambda _: line, text, flags=re.MULTILINE), encoding="utf-8")
