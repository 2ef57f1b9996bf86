"""The section of docs/benchmarks.md on reasoning, from the results that are kept."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RESULTS: Final = Path(__file__).parent / "results" / "reasoning.json"

_TEXT: Final = """
## Reasoning

What follows from ontology and platforms, by `mediagora reason` and by other reasoners; and what
`why`, `why-not`, `classify` and `diff` take. Written by `{command}` on {date}.

{sizes}### One question

{asked}
### How reasoning was measured

- Machine: {machine}.
- Versions: {versions}.
- Each command is a whole process of its own, from the start of the interpreter, on all {cores}
  cores. Shown is the median of its runs; *MB* is the most that all its processes held together.
- The platforms are those of `benchmarks/platforms.py`, without mistakes. `mediagora` reads them
  alone, as it brings the ontology; the others are given both in one file, without headers.
- *New facts* are classes and values of the made-up platforms, in the names of the model, that
  nobody stated; *the same* is whether they are those of `mediagora reason`. Konclude is asked for
  classes alone, and compared by these; what is above what HermiT names by owlready2 is added.
- A run that takes more than {limit:g} s is stopped; the slower reasoners are not given the larger
  files. `OWL API and HermiT: why` looks for all justifications of what `mediagora why` is asked.
"""


class Row(TypedDict):
    """One command on one file."""

    name: str
    wall: list[float]
    mb: list[float]
    new: int | None
    agrees: str
    failure: str


class Table(TypedDict):
    """One file, and all that was run on it; `platforms` is 0 for single questions."""

    platforms: int
    triples: int
    rows: list[Row]


class Results(TypedDict):
    """One run."""

    date: str
    machine: str
    cores: int
    limit: float
    command: str
    versions: dict[str, str]
    tables: list[Table]


def kept() -> str:
    """The section for the results that are kept; nothing where there are none."""
    if not RESULTS.is_file():
        return ""
    return section(json.loads(RESULTS.read_text(encoding="utf-8")))


def section(results: Results) -> str:
    """The section, in Markdown."""
    sizes = [table for table in results["tables"] if table["platforms"]]
    asked = [row for table in results["tables"] if not table["platforms"] for row in table["rows"]]
    return _TEXT.format(
        command=results["command"],
        date=results["date"],
        sizes="".join(map(_size, sizes)),
        asked=_table(("command", "s", "MB"), (_cells(row)[:3] for row in asked)),
        machine=results["machine"],
        versions=", ".join(f"{name} {number}" for name, number in results["versions"].items()),
        cores=results["cores"],
        limit=results["limit"],
    )


def _size(table: Table) -> str:
    head = ("reasoner", "s", "MB", "new facts", "the same")
    rows = _table(head, map(_cells, table["rows"]))
    title = f"### What follows from {table['platforms']:,} platforms"
    return f"{title}\n\n{table['triples']:,} triples.\n\n{rows}\n"


def _cells(row: Row) -> list[str]:
    if row["failure"]:
        return [f"`{row['name']}`", row["failure"], "", "", ""]
    wall = median(row["wall"])
    return [
        f"`{row['name']}`",
        f"{wall:.2f}" if wall < 10 else f"{wall:.1f}",
        f"{median(row['mb']):,.0f}",
        "" if row["new"] is None else f"{row['new']:,}",
        row["agrees"],
    ]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    ruler = ["---", *["---:"] * (len(head) - 1)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, ruler, *rows))
