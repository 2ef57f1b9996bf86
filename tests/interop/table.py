"""docs/interoperability.md: one row for each tool, written by the trial of that tool."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from interop.answers import Answers
    from interop.tool import Tool, Trial

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "interoperability.md"

HEAD: Final = (
    "Tool",
    "Version",
    "Given",
    "Triples",
    "Questions",
    "Literals",
    "Newer over older",
    "Once more",
    "To mind",
)
VERSION: Final = HEAD.index("Version")

_PAGE: Final = """\
# Interoperability

What comes of [importing](import.md) all files into each tool, done as that page says. The tests
write this page (`make interop`) and hold each row, all but the version, to what the tool does.

How much there is to import is [counted](counts.md) by itself.

{table}

- **Given**: every file in a graph of its own, or ontology and data as the one ontology that
  `mediagora export` writes.
- **Triples**: the tool holds as many as it was given.
- **Questions**: which platforms there are (by a class under social media), which features Facebook
  has, and which sources state its launch year (by the evidence): each answered as by the files.
- **Literals**: every literal comes back with its lexical form, datatype and language tag.
- **Newer over older**: an older version was there before. Nothing that only it said is left, and no
  node of evidence is there twice.
- **Once more**: the same files loaded again change nothing.
"""


def row(tool: Tool, trial: Trial) -> list[str]:
    """What the table says of a tool, worked out from its trial."""
    older, newer, again = zip(trial.got, trial.expected, strict=True)
    return [
        tool.name,
        trial.version,
        "a graph for each file" if tool.in_graphs else "one ontology",
        "all" if older[0].triples == older[1].triples else "not all",
        "right" if _answers(older[0]) == _answers(older[1]) else "wrong",
        _literals(*older),
        "replaced" if _same(*newer) else "not replaced",
        "no change" if _same(*again) else "changed",
        tool.mind,
    ]


def _answers(answers: Answers) -> tuple[frozenset[str], ...]:
    return answers.platforms, answers.features, answers.sources


def _same(got: Answers, expected: Answers) -> bool:
    """Whether a tool holds what the files hold, no more and no less."""
    counts = (got.triples, got.axioms) == (expected.triples, expected.axioms)
    return counts and _answers(got) == _answers(expected)


def _literals(got: Answers, expected: Answers) -> str:
    """All are intact, or the datatypes of those that are not."""
    lost = sorted({datatype for _, datatype, _ in expected.literals - got.literals})
    names = ", ".join(f"`{kind.replace(PREFIXES['xsd'], 'xsd:')}`" for kind in lost)
    return f"all but {names}" if lost else "all intact"


def committed() -> dict[str, list[str]]:
    """The rows of the page, by tool."""
    lines = PAGE.read_text("utf-8").splitlines() if PAGE.exists() else []
    cells = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    return {found[0]: found for found in cells[1:]}


def write(new: list[str], order: list[str]) -> None:
    """Put a row into the page, in place of the one that is there.

    Args:
        new: The row.
        order: Names of the tools, as the table lists them.
    """
    rows = committed() | {new[0]: new}
    body = [rows[name] for name in order if name in rows]
    lines = [f"| {' | '.join(cells)} |" for cells in [HEAD, *body]]
    lines.insert(1, "|" + "---|" * len(HEAD))
    PAGE.write_text(_PAGE.format(table="\n".join(lines)), encoding="utf-8")
