"""The guide of `mediagora query`: what its blocks show, errors and notes included."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from mediagora.querying.parameters import TYPES
from mediagora.reporting.answers import FORMS
from mediagora.vocabulary import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "query.md").read_text("utf-8")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(name, body) for name, body in FENCE.findall(PAGE)]
EXAMPLES = [
    (example.partition("\n")[0], example.partition("\n")[2])
    for name, body in BLOCKS
    if name == "text"
    for example in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the reader works: the catalogue that the page shows, and `mediagora` as a command."""
    own = tmp_path / "my-queries" / "trends"
    own.mkdir(parents=True)
    [question] = [body for name, body in BLOCKS if name == "sparql"]
    (own / "launched-between.rq").write_text(question, encoding="utf-8")
    command = tmp_path / "mediagora"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m mediagora "$@"\n')
    command.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(("command", "told"), EXAMPLES, ids=[each for each, _ in EXAMPLES])
def test_what_is_shown_is_what_is_said(command: str, told: str, folder: Path) -> None:
    """Of the blocks that hold errors and notes as well; the others are tested for every page."""
    run = subprocess.run(
        ["bash", "-c", f"({command}) 2>&1"],
        cwd=folder,
        env={
            **os.environ,
            "PATH": os.pathsep.join([str(folder), os.environ.get("PATH", "")]),
            "COLUMNS": "80",
            "PYTHONUTF8": "1",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert run.stdout.strip() == told.strip()
    assert (run.returncode == 2) == ("error: " in told)


def test_the_tables_leave_nothing_out() -> None:
    """Every form, profile, language, key and type is told of."""
    assert [form for form in FORMS if f"`{form}`" not in PAGE] == []
    assert [kind for kind in TYPES if f"`{kind}`" not in PAGE] == []
    assert len(LANGUAGES) == 6


def test_every_option_is_told_of() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "mediagora", "query", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    options = set(re.findall(r"^\s+(?:-\w, )?(--[a-z-]+)", run.stdout, re.MULTILINE))

    assert options
    assert {option for option in options if option not in PAGE} <= {"--help"}
