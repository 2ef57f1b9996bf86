"""Pictures of what commands print, held to what they print."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
SHOWN = {
    "validate": [
        "mediagora validate docs/examples/my-platforms.ttl",
        "^" * len("feature:grups"),
    ],
    "query": [
        "mediagora query facts-with-sources -p platform=kakaotalk --labels en",
        "messaging platform",
        "Kakao Talk Social: REST API",
    ],
}


def texts(name: str) -> list[str]:
    """Every text that a picture shows, in its order."""
    root = ET.parse(PICTURES / f"{name}.svg").getroot()  # noqa: S314 -- our own
    assert root.find("{http://www.w3.org/2000/svg}title") is not None
    return ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]


@pytest.mark.parametrize("name", SHOWN)
def test_the_picture_shows_what_is_printed(name: str) -> None:
    """A change of the output needs a new picture: python docs/terminal.py."""
    run = subprocess.run(
        [sys.executable, "docs/terminal.py", name, "-"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr.decode()
    assert run.stdout.decode() == (PICTURES / f"{name}.svg").read_text("utf-8")


def test_the_picture_of_a_reason_is_what_why_draws() -> None:
    """A change of the drawing, or of a source, needs a new picture: make pages."""
    question = ["why", "chirp", "SocialNetwork", "--data", "docs/examples/chirp.ttl"]
    run = subprocess.run(
        [sys.executable, "-m", "mediagora", *question, "--limit", "1", "--format", "svg"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr.decode()
    assert run.stdout.decode() == (PICTURES / "why.svg").read_text("utf-8")


@pytest.mark.parametrize("name", SHOWN)
def test_the_picture_is_an_image_that_others_can_read(name: str) -> None:
    assert set(SHOWN[name]) <= set(texts(name))


def test_columns_stand_below_each_other_wherever_it_is_shown() -> None:
    """Spaces between columns are no characters of a picture: some programs make one of many."""
    assert [text for name in SHOWN for text in texts(name) if "  " in text] == []
