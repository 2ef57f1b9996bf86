"""Pictures of what commands print, held to what they print."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs" / "pictures" / "validate.svg"


def test_the_picture_shows_what_is_printed() -> None:
    """A change of the output needs a new picture: python docs/terminal.py."""
    run = subprocess.run(
        [sys.executable, "docs/terminal.py", "-"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr.decode()
    assert run.stdout.decode() == PICTURE.read_text("utf-8")


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
    assert run.stdout.decode() == (ROOT / "docs" / "pictures" / "why.svg").read_text("utf-8")


def test_the_picture_is_an_image_that_others_can_read() -> None:
    root = ET.parse(PICTURE).getroot()  # noqa: S314 -- our own
    texts = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "mediagora validate docs/examples/my-platforms.ttl" in texts
    assert "^" * len("feature:grups") in texts
    assert root.find("{http://www.w3.org/2000/svg}title") is not None
