"""The commands that are measured side by side, and how the results of each are counted."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, RdfFormat, parse

from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

AS_OF: Final = "2026-11-22"
"""What all runs take for today."""

_ENGINES: Final = str(Path(__file__).with_name("engines.py"))
_BIN: Final = Path(sys.executable).parent
_VALIDATE: Final = (
    str(_BIN / "mediagora"), "validate", "{file}", "--format", "json", "--as-of", AS_OF,
    "--max-size", "16GiB", "--max-findings", "0",
)  # fmt: skip
ONE_PLACE: Final = "mediagora --jobs 1 --max-findings 1"
"""Tells what it takes to find the places of the other findings, none of which it looks for."""
_REPORT: Final = ("--shapes", "{shapes}", "--format", "nt", "{merged}")


@dataclass(frozen=True, slots=True)
class Files:
    """What one file of platforms is checked from."""

    file: Path
    """The platforms alone: Mediagora brings shapes and ontology itself."""
    merged: Path
    """The platforms together with the ontology, for the others."""
    shapes: Path
    """The shapes that Mediagora uses by default, in one file."""


@dataclass(frozen=True, slots=True)
class Peer:
    """One command; in its words `{file}`, `{merged}` and `{shapes}` stand for files."""

    name: str
    words: tuple[str, ...]
    results: Callable[[str], Iterator[str]] | None
    """From what it prints, the code or shape of each result; ValueError where it is no report.
    `None` for a command that checks nothing."""
    success: frozenset[int] = frozenset({0})
    up_to: int = sys.maxsize
    """The most platforms that it is given."""

    def command(self, files: Files) -> list[str]:
        """The command for these files."""
        return [
            word.format(file=files.file, merged=files.merged, shapes=files.shapes)
            for word in self.words
        ]


def peers(others: Path | None, *, pyshacl_up_to: int) -> list[Peer]:
    """All that can be measured here.

    Args:
        others: The interpreter of the environment that has the tools which are no part of
            Mediagora; without it they are left out.
        pyshacl_up_to: The most platforms that pyshacl is given.
    """
    found = Peer("mediagora", _VALIDATE, _findings, _FOUND)
    several = [found]
    if takes_jobs():
        alone = (*_VALIDATE, "--jobs", "1")
        several.append(Peer("mediagora --jobs 1", alone, _findings, _FOUND))
        several.append(Peer(ONE_PLACE, (*alone, "--max-findings", "1"), None, _FOUND))
    command = str(_BIN / "pyshacl")
    several += [
        _engine("shacl", sys.executable),
        Peer("pyshacl", (command, *_REPORT), _report, _FOUND, up_to=pyshacl_up_to),
    ]
    if others:
        command = str(others.parent / "pyshacl-turbo")
        several += [
            _engine("shacl-rust", str(others)),
            Peer("pyshacl-turbo", (command, *_REPORT), _report, _FOUND, up_to=10_000),
            _engine("pyrudof", str(others), up_to=10_000),
        ]
    return several


def starts() -> list[Peer]:
    """What is measured of the start: commands that do little or nothing."""
    mediagora = str(_BIN / "mediagora")
    return [
        Peer("python -c pass", (sys.executable, "-c", "pass"), None),
        Peer("mediagora --version", (mediagora, "--version"), None),
        Peer("mediagora --help", (mediagora, "--help"), None),
        Peer("mediagora validate", _VALIDATE, _findings, _FOUND),
        Peer("pyshacl", (str(_BIN / "pyshacl"), *_REPORT), _report, _FOUND),
    ]


def takes_jobs() -> bool:
    """Whether the command can be told how many processes to use."""
    told = subprocess.run([*_VALIDATE[:2], "--help"], capture_output=True, text=True, check=True)
    return "--jobs" in told.stdout


def versions(others: Path | None) -> dict[str, str]:
    """Name and version of all that is measured."""
    ours = ("mediagora", "pyoxigraph", "shacl", "pyshacl", "rdflib")
    found = {name: version(name) for name in ours}
    if others:
        names = ("shacl-rust", "pyshacl-turbo", "pyrudof")
        code = "import sys, importlib.metadata as m; print(*map(m.version, sys.argv[1:]))"
        told = subprocess.run(
            [str(others), "-c", code, *names], capture_output=True, text=True, check=True
        )
        found |= dict(zip(names, told.stdout.split(), strict=True))
    return found


def agreement(planted: Counter[str], found: Counter[str]) -> str:
    """`yes` where each mistake was found, and nothing else; otherwise what differs.

    Example:
        >>> from collections import Counter
        >>> agreement(Counter(MG201=2, MG203=1), Counter(MG201=2, MG205=4))
        'no: 2 of 3, and 4 others'
    """
    if planted == found:
        return "yes"
    right, others = (planted & found).total(), (found - planted).total()
    return f"no: {right} of {planted.total()}" + (f", and {others} others" if others else "")


_FOUND: Final = frozenset({0, 1})
"""Exit codes of a validator: nothing found, something found."""


def _engine(name: str, python: str, *, up_to: int = sys.maxsize) -> Peer:
    words = (python, "-P", _ENGINES, name, "{shapes}", "{merged}")
    return Peer(name, words, _lines, up_to=up_to)


def _findings(output: str) -> Iterator[str]:
    for finding in json.loads(output)["findings"]:
        yield finding["code"]


def _lines(output: str) -> Iterator[str]:
    for line in output.splitlines():
        yield line.strip("<>")


def _report(output: str) -> Iterator[str]:
    """Of a report in N-Triples; what explains a result (`sh:detail`) is no result."""
    sh = PREFIXES["sh"]
    results, shape_of = [], {}
    for subject, predicate, value, _ in parse(output.encode(), format=RdfFormat.N_TRIPLES):
        if predicate == NamedNode(f"{sh}result"):
            results.append(value)
        elif predicate == NamedNode(f"{sh}sourceShape"):
            shape_of[subject] = value
    if f"<{sh}conforms>" not in output:
        raise ValueError("it printed no report")
    for result in results:
        yield str(shape_of.get(result)).strip("<>")
