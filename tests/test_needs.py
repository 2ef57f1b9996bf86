"""A test whose need is not met is skipped aloud, and fails in CI."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

POLICY: Final = Path(__file__).resolve().parents[1] / "conftest.py"

SUITE: Final = """
import pytest

@pytest.mark.{mark}
def test_that_needs_something():
    pass
"""


def run(folder: Path, mark: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a test with a mark where neither a JDK nor the W3C suites are to be found."""
    shutil.copy(POLICY, folder)
    (folder / "test_suite.py").write_text(SUITE.format(mark=mark), encoding="utf-8")
    kept = {key: text for key, text in os.environ.items() if key not in {"CI", "PYTEST_ADDOPTS"}}
    bare = {"PATH": str(folder), "MEDIAGORA_W3C_SUITE": str(folder)}
    options = ["-ra", "-p", "no:cacheprovider", f"--rootdir={folder}"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options],
        cwd=folder,
        env={**kept, **bare, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ("java", "JDK"),
        ("conformance", "W3C suites"),
        ("oxigraph", "no curl"),
        ("virtuoso", "no Virtuoso"),
        ("konclude", "no Konclude"),
        ("n3", "no N3.js"),
    ],
)
class TestMissingNeed:
    """Nothing but Python is there."""

    def test_is_told_and_skipped_at_home(self, tmp_path: Path, mark: str, told: str) -> None:
        done = run(tmp_path, mark)
        assert done.returncode == 0, done.stdout
        assert "1 skipped" in done.stdout
        assert told in done.stdout.partition("short test summary")[2]

    def test_fails_in_ci(self, tmp_path: Path, mark: str, told: str) -> None:
        done = run(tmp_path, mark, CI="true")
        assert done.returncode == 1, done.stdout
        assert "skipped" not in done.stdout
        assert told in done.stdout
