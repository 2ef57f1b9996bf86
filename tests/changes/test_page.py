"""docs/diff.md: its step of GitHub Actions, and that it tells of every option.

The examples of its console and of Python are run with those of all pages, in tests/docs; how to use
it with git is tried in tests/cli/test_diff.py.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
import yaml
from click.testing import CliRunner

from mediagora.cli.diff import command

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = (ROOT / "docs" / "diff.md").read_text(encoding="utf-8")
PLATFORM: Final = ROOT / "tests" / "cases" / "diff" / "platform"


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=x", "-c", "user.email=x")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True)


@pytest.mark.skipif(
    shutil.which("bash") is None or shutil.which("git") is None, reason="needs bash and git"
)
def test_the_step_of_github_actions(tmp_path: Path) -> None:
    """Run as it stands in a clone, it writes the Markdown form into the summary."""
    origin, clone, commands = (tmp_path / name for name in ("origin", "clone", "bin"))
    (origin / "data").mkdir(parents=True)
    shutil.copy(PLATFORM / "a.ttl", origin / "data" / "chirp.ttl")
    git(origin, "init", "--quiet", "--initial-branch", "main")
    git(origin, "add", "data")
    git(origin, "commit", "--quiet", "--message", "x")
    git(tmp_path, "clone", "--quiet", "origin", "clone")
    shutil.copy(PLATFORM / "b.ttl", clone / "data" / "chirp.ttl")
    commands.mkdir()
    mediagora = commands / "mediagora"
    mediagora.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mediagora "$@"\n', "utf-8")
    mediagora.chmod(0o755)

    (block,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (script,) = (step["run"] for step in yaml.safe_load(block) if "run" in step)
    summary = tmp_path / "summary.md"
    environment = {
        "GITHUB_BASE_REF": "main",
        "GITHUB_STEP_SUMMARY": str(summary),
        "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
    }
    subprocess.run(["bash", "-euc", script], cwd=clone, env=os.environ | environment, check=True)

    expected = (PLATFORM / "expected.md").read_text(encoding="utf-8")
    assert summary.read_text(encoding="utf-8").splitlines()[1:] == expected.splitlines()[1:]


def test_the_page_tells_of_every_option_and_form() -> None:
    told = CliRunner().invoke(command, ["--help"]).output
    options = set(re.findall(r"--[a-z-]+", told)) - {"--help"}
    forms = re.findall(r"\[([a-z|]+)\]", told)[0].split("|")
    assert {name for name in (*options, *forms) if f"`{name}" not in PAGE} == set()
