"""`mediagora tour`: it comes out as told, and says so when it does not."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mediagora as package
from mediagora import bundle
from mediagora.cli import tour
from mediagora.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Command


def test_tour_comes_out_as_told(mediagora: Command) -> None:
    start = time.monotonic()
    done = mediagora("tour")

    assert done.returncode == 0
    assert done.stderr == ""
    assert time.monotonic() - start < 60  # seconds; it takes one, and a test is no benchmark
    for promise in (
        "ProfessionalNetwork, SocialMedia, SocialNetwork",
        "MessagingPlatform, SocialMedia: social media and",
        "These are the first of",
        "0 violations",
        "MG206 violation",
        "All came out as told.",
    ):
        assert promise in " ".join(done.stdout.split())


def test_tour_is_plain_text_of_eighty_columns(mediagora: Command) -> None:
    done = mediagora("tour")

    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_every_command_it_shows_works(mediagora: Command, tmp_path: Path) -> None:
    """Each line after a $, from the folder where one would type it."""
    (tmp_path / "chirp.ttl").write_text(tour._BROKEN)
    shown = [
        line.strip()[2:].split()
        for line in mediagora("tour", cwd=tmp_path).stdout.splitlines()
        if line.startswith("  $ ")
    ]

    assert len(shown) >= 6
    for words in shown:
        assert words[0] == "mediagora"
        expected = 1 if "chirp.ttl" in words else 0
        assert mediagora(*words[1:], cwd=tmp_path).returncode == expected


@pytest.fixture
def spoil(
    mediagora: Command, tmp_path: Path
) -> Callable[[str, Callable[[str], str]], tuple[int, str, str]]:
    """Runs the tour on a copy of everything, with one file changed."""

    def run(name: str, change: Callable[[str], str]) -> tuple[int, str, str]:
        source = Path(package.__file__).parent
        shutil.copytree(source, tmp_path / "src" / "mediagora")
        for folder in bundle.FOLDERS:
            shutil.copytree(bundle.root() / folder, tmp_path / folder)
        file = tmp_path / name
        before = file.read_text(encoding="utf-8")
        file.write_text(change(before), encoding="utf-8")
        assert file.read_text(encoding="utf-8") != before
        path = os.pathsep.join([str(tmp_path / "src"), os.environ.get("PYTHONPATH", "")])
        done = mediagora("tour", cwd=tmp_path, environment={"PYTHONPATH": path})
        return done.returncode, done.stdout, done.stderr

    return run


RULE = "owl:hasValue purpose:professional-networking"
MESSAGES = "hasMainPurpose purpose:exchange-messages"


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("ontology/mediagora.ttl", RULE, "owl:hasValue purpose:publish", "is entailed to be"),
        (
            "data/platforms/whatsapp.ttl",
            MESSAGES,
            "hasMainPurpose purpose:build-relationships",
            "no social network",
        ),
        ("queries/advice/for-goal.expected.csv", "/source/S0", "/source/S1", "answer on record"),
        ("data/platforms/xing.ttl", 'rdfs:label "XING"@en ;', "", "violations"),
        ("shapes/platform.ttl", '"MG206"', '"MG299"', "it is refused"),
    ],
)
def test_what_does_not_come_out_as_told_is_a_failure(
    spoil: Callable[[str, Callable[[str], str]], tuple[int, str, str]],
    name: str,
    old: str,
    new: str,
    told: str,
) -> None:
    code, out, err = spoil(name, lambda text: text.replace(old, new))

    assert code == 2
    assert "  NO " in out
    assert "did not come out as told" in err
    assert told in err


def test_failure_is_an_error_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tour, "_MISTAKES", ("MG999",))

    with pytest.raises(EngineError, match="did not come out as told: it is refused"):
        tour.command.main(args=[], standalone_mode=False)
