"""What a tool is to these tests, and the trial that each goes through."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import mediagora
from interop.answers import Answers, in_graphs, in_one_document
from mediagora import bundle

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

FOLDERS: Final = ("ontology", "data", "shapes")

ONCE: Final = {
    "data/platforms/facebook.ttl": """
<https://w3id.org/mediagora/platform/facebook>
    <https://w3id.org/mediagora/ns#launchYear> 1904 ;
    <https://w3id.org/mediagora/ns#hasFeature> <https://w3id.org/mediagora/feature/telegrams> ;
    <http://www.w3.org/2004/02/skos/core#altLabel> "Gesichtsbuch"@de .
<https://w3id.org/mediagora/feature/telegrams> a <https://w3id.org/mediagora/ns#Feature> .
<https://w3id.org/mediagora/source/telegram> a <https://w3id.org/mediagora/ns#Source> .
""",
    "data/evidence/facebook.ttl": """
[] a <http://www.w3.org/2002/07/owl#Axiom> ;
    <http://www.w3.org/2002/07/owl#annotatedSource> <https://w3id.org/mediagora/platform/facebook> ;
    <http://www.w3.org/2002/07/owl#annotatedProperty> <https://w3id.org/mediagora/ns#launchYear> ;
    <http://www.w3.org/2002/07/owl#annotatedTarget> 1904 ;
    <http://purl.org/dc/terms/source> <https://w3id.org/mediagora/source/telegram> .
""",
}
"""What files say in the older version and no longer say today."""


@dataclass(frozen=True)
class Session:
    """A tool into which the files have been imported once, as the page says.

    Attributes:
        version: The tool's own.
        printed: What it prints when the page asks it for Facebook's features.
        load_again: Imports what the folder holds now, as the page says.
        answers: Asks the tool.
    """

    version: str
    printed: str
    load_again: Callable[[], object]
    answers: Callable[[], Answers]


@dataclass(frozen=True)
class Tool:
    """One tool that imports the files.

    Attributes:
        name: The heading of its section in docs/import.md.
        opened: Does what the section says in a folder that holds the files, and ends the tool.
        marks: What it needs that not every machine has, see conftest.py.
        in_graphs: Whether it takes each file into a graph; if not, one ontology, without shapes.
        mind: What to mind, for the table.
    """

    name: str
    opened: Callable[[Path], AbstractContextManager[Session]]
    marks: tuple[str, ...]
    in_graphs: bool
    mind: str


@dataclass(frozen=True)
class Trial:
    """What became of an import: each stage as the tool has it, and as the files have it.

    The stages: an older version, the one of today over it, and that again.
    """

    version: str
    printed: str
    got: tuple[Answers, Answers, Answers]
    expected: tuple[Answers, Answers, Answers]


@dataclass(frozen=True)
class Versions:
    """Two folders with all files: as they are, and as they might have been before."""

    older: Path
    today: Path


def versions(folder: Path) -> Versions:
    """Copy the files that ship, once as they are and once as an older version."""
    made = Versions(folder / "older", folder / "today")
    for version in (made.older, made.today):
        for name in FOLDERS:
            shutil.copytree(bundle.root() / name, version / name)
    for path in made.older.rglob("*.ttl"):
        text = path.read_text("utf-8")
        text = re.sub(r"(owl:versionIRI\s+<[^>]+/)[^/>]+>", r"\g<1>0.0.1>", text)
        name = path.relative_to(made.older).as_posix()
        path.write_text(text + ONCE.get(name, ""), encoding="utf-8")
    return made


def attempt(tool: Tool, files: Versions, folder: Path) -> Trial:
    """Import an older version as the page says, then the one of today over it, and that again."""
    _put(files.older, folder)
    with tool.opened(folder) as session:
        first = session.answers()
        _put(files.today, folder)
        session.load_again()
        second = session.answers()
        session.load_again()
        third = session.answers()
    today = expected(tool, files.today)
    return Trial(
        session.version,
        session.printed,
        (first, second, third),
        (expected(tool, files.older), today, today),
    )


class Trials:
    """The trials so far: each tool goes through one, whichever test asks first."""

    def __init__(self, files: Versions) -> None:
        self._files = files
        self._done: dict[str, Trial | Exception] = {}

    def of(self, tool: Tool, folder: Path) -> Trial:
        """The trial of a tool, in this folder if it is the first time.

        Raises:
            Exception: What the trial failed with, also for every later test of the tool.
        """
        if tool.name not in self._done:
            try:
                self._done[tool.name] = attempt(tool, self._files, folder)
            except Exception as error:
                self._done[tool.name] = error
        done = self._done[tool.name]
        if isinstance(done, Exception):
            raise done
        return done


def turtle(folder: Path) -> list[Path]:
    """All Turtle files of a folder."""
    return sorted(path for name in FOLDERS for path in (folder / name).rglob("*.ttl"))


def _put(files: Path, folder: Path) -> None:
    for name in FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(files / name, folder / name)


def expected(tool: Tool, folder: Path) -> Answers:
    """What a tool is to answer that holds the files of a folder."""
    if tool.in_graphs:
        return in_graphs(turtle(folder))
    with shipping(folder):
        return in_one_document(mediagora.export(format="ntriples"))


def shipping(folder: Path) -> AbstractContextManager[object]:
    """Let Mediagora take the files of a folder for those that ship with it."""
    return patch.object(bundle, "root", lambda: folder)
