"""`mediagora diff`, in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from conftest import Command

CASES: Final = Path(__file__).parents[1] / "cases" / "diff"
PLATFORM: Final = CASES / "platform"


@pytest.mark.parametrize(
    ("form", "name"), [("text", "txt"), ("markdown", "md"), (None, "txt"), ("json", None)]
)
def test_forms(mediagora: Command, form: str | None, name: str | None) -> None:
    options = ["--format", form] if form else []
    done = mediagora("diff", "a.ttl", "b.ttl", *options, cwd=PLATFORM)
    assert (done.returncode, done.stderr) == (0, "")
    if name:
        assert done.stdout == (PLATFORM / f"expected.{name}").read_text(encoding="utf-8")
    else:
        assert json.loads(done.stdout)["equal"] is False


@pytest.mark.parametrize(
    ("case", "b", "code"), [("platform", "b.ttl", 1), ("equal", "b.jsonld", 0)]
)
def test_exit_code(mediagora: Command, case: str, b: str, code: int) -> None:
    """As with git: 1 for a difference only where that is asked for."""
    assert mediagora("diff", "a.ttl", b, cwd=CASES / case).returncode == 0
    assert mediagora("diff", "a.ttl", b, "--exit-code", cwd=CASES / case).returncode == code


@pytest.mark.parametrize("order", [["-", "b.ttl"], ["a.ttl", "-"]])
def test_standard_input_is_one_side(mediagora: Command, order: list[str]) -> None:
    given = PLATFORM / ("a.ttl" if order[0] == "-" else "b.ttl")
    done = mediagora("diff", *order, stdin=given.read_bytes(), cwd=PLATFORM)
    expected = (PLATFORM / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert done.stdout.splitlines()[1:] == expected[1:]
    assert "<stdin>" in done.stdout.splitlines()[0]


def test_standard_input_is_not_both(mediagora: Command) -> None:
    done = mediagora("diff", "-", "-")
    assert (done.returncode, done.stdout) == (2, "")
    assert "not both" in done.stderr


def test_folders(mediagora: Command, tmp_path: Path) -> None:
    """How facts are spread over files, and how often they are stated, makes no difference."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        shutil.copy(PLATFORM / "a.ttl", tmp_path / name)
    (tmp_path / "two" / "again.nt").write_text(
        "<https://w3id.org/mediagora/platform/hoot> <http://www.w3.org/2000/01/rdf-schema#label> "
        '"Hoot"@en .',
        encoding="utf-8",
    )
    done = mediagora("diff", "one", "two", cwd=tmp_path)
    assert done.stdout == "one -> two: no difference\n"


def test_data_for_both(mediagora: Command, tmp_path: Path) -> None:
    (tmp_path / "chirp.ttl").write_text(
        "@prefix m: <https://w3id.org/mediagora/ns#> . <urn:x> a m:SocialMedia ;\n"
        "m:hasMainPurpose <https://w3id.org/mediagora/purpose/build-relationships> .",
        encoding="utf-8",
    )
    folder = CASES / "ontology"
    done = mediagora("diff", "a.ttl", "b.ttl", "--data", tmp_path, "--format", "json", cwd=folder)
    gained = json.loads(done.stdout)["consequences"]["gained"]
    assert ("urn:x", "https://w3id.org/mediagora/ns#hasPurpose") in {
        (each["subject"], each["predicate"]) for each in gained
    }


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [("<urn:a> <urn:b>", 1, "b.ttl:1:"), (None, 2, "there is no file or folder 'b.ttl'")],
)
def test_bad_input(
    mediagora: Command, tmp_path: Path, text: str | None, code: int, words: str
) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    if text:
        (tmp_path / "b.ttl").write_text(text, encoding="utf-8")
    done = mediagora("diff", "a.ttl", "b.ttl", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr


needs_bash = pytest.mark.skipif(
    shutil.which("bash") is None or shutil.which("git") is None, reason="needs bash and git"
)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A git repository with the older file on record and the newer one in its place."""
    shutil.copy(PLATFORM / "a.ttl", tmp_path / "chirp.ttl")
    for command in (
        "git init --quiet",
        "git add chirp.ttl",
        "git -c user.name=x -c user.email=x commit --quiet --message x",
    ):
        subprocess.run(command.split(), cwd=tmp_path, check=True)
    shutil.copy(PLATFORM / "b.ttl", tmp_path / "chirp.ttl")
    return tmp_path


def in_bash(script: str, folder: Path) -> str:
    """What a script of bash prints, `mediagora` being the command under test."""
    commands = folder / "bin"
    commands.mkdir()
    mediagora = commands / "mediagora"
    mediagora.write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m mediagora "$@"\n', encoding="utf-8"
    )
    mediagora.chmod(0o755)
    environment = os.environ | {"PATH": f"{commands}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-euc", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@needs_bash
@pytest.mark.parametrize(
    "script",
    [
        "mediagora diff <(git show HEAD:chirp.ttl) chirp.ttl",
        "git show HEAD:chirp.ttl | mediagora diff - chirp.ttl",
        "git worktree add --quiet old HEAD; mediagora diff old/chirp.ttl chirp.ttl",
        """echo '*.ttl diff=mediagora' > .gitattributes
           git config diff.mediagora.command 'f() { mediagora diff "$2" "$5"; }; f'
           git diff""",
    ],
)
def test_with_git(repository: Path, script: str) -> None:
    told = in_bash(script, repository).splitlines()
    expected = (PLATFORM / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in told[1:] if line][:6] == expected[1:7]
