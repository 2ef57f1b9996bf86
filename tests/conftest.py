"""What many tests share: the command in a process of its own, and how hypothesis searches."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

# No test is to fail for being slow, and a failure found in CI is to be found here.
settings.register_profile("mediagora", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("mediagora")


class Command(Protocol):
    """Runs `mediagora` with arguments and gives the finished process, its output as text."""

    def __call__(
        self,
        *arguments: str | Path,
        stdin: bytes = b"",
        cwd: Path | None = None,
        environment: dict[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]: ...


@pytest.fixture(scope="session")
def mediagora() -> Command:
    def run(
        *arguments: str | Path,
        stdin: bytes = b"",
        cwd: Path | None = None,
        environment: dict[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "mediagora", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=cwd,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"} | (environment or {}),
            timeout=120,
            check=False,
        )
        assert b"Traceback" not in done.stderr
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run
