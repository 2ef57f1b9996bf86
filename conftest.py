"""What some tests need and not every machine has: a JDK, the W3C's test suites, other tools.

A test says so by its mark, one of `NEEDS`. Where the need is not met the test is skipped and the
summary says why; with CI set in the environment it fails: nothing goes unchecked there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest


@cache
def _missing_java() -> str | None:
    """Why tests in Java cannot run, or `None`. They start from source: a runtime alone won't do."""
    if shutil.which("java") is None:
        return "there is no java on the PATH: install a JDK, 11 or later"
    modules = subprocess.run(
        ["java", "--list-modules"], capture_output=True, text=True, check=False
    )
    if modules.returncode or "jdk.compiler" not in modules.stdout:
        return "java on the PATH is no JDK, 11 or later: it lacks the compiler"
    return None


def _w3c_suite() -> Path:
    """Where the W3C suites are looked for: MEDIAGORA_W3C_SUITE, else beside the checkout."""
    default = Path(__file__).resolve().parent.parent / "shared" / "conformance"
    return Path(os.environ.get("MEDIAGORA_W3C_SUITE") or default)


def _missing_w3c_suite() -> str | None:
    """Why the W3C suites cannot be run, or `None`."""
    folder = _w3c_suite()
    if (folder / "shacl" / "manifest.ttl").is_file():
        return None
    return f"there are no W3C suites in {folder}: set MEDIAGORA_W3C_SUITE"


def _missing_oxigraph() -> str | None:
    """Why Oxigraph's server cannot be used, or `None`."""
    folders = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    if shutil.which("oxigraph", path=folders) and shutil.which("curl"):
        return None
    return "there is no server of Oxigraph, or no curl: pip install oxigraph; apt-get install curl"


def _missing_virtuoso() -> str | None:
    """Why Virtuoso cannot be started, or `None`."""
    if shutil.which("virtuoso-t") and shutil.which("curl"):
        return None
    return "there is no Virtuoso, or no curl: apt-get install virtuoso-opensource-7-bin curl"


def _missing_jena() -> str | None:
    """Why Jena cannot be run from Debian's jars, or `None`."""
    if Path("/usr/share/java/jena-tdb2.jar").is_file():
        return None
    return "there are no jars of Jena: apt-get install libapache-jena-java"


def _missing_konclude() -> str | None:
    """Why Konclude cannot be run, or `None`."""
    if shutil.which("Konclude"):
        return None
    return "there is no Konclude: apt-get install konclude"


def _missing_n3() -> str | None:
    """Why N3.js cannot be run, or `None`."""
    if shutil.which("node") and Path("/usr/share/nodejs/n3").is_dir():
        return None
    return "there is no N3.js: apt-get install nodejs node-n3"


def _missing_grlc() -> str | None:
    """Why grlc cannot be asked, or `None`: its pins keep it in an environment of its own."""
    if (Path(sys.prefix) / "grlc" / "bin" / "python").is_file():
        return None
    return "there is no grlc: make .venv/grlc/.installed"


NEEDS = {
    "java": _missing_java,
    "conformance": _missing_w3c_suite,
    "oxigraph": _missing_oxigraph,
    "virtuoso": _missing_virtuoso,
    "jena": _missing_jena,
    "konclude": _missing_konclude,
    "n3": _missing_n3,
    "grlc": _missing_grlc,
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose need is not met, or fail it in CI."""
    for mark, missing in NEEDS.items():
        reason = missing() if item.get_closest_marker(mark) else None
        if reason and os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        elif reason:
            pytest.skip(reason)


@pytest.fixture(scope="session")
def w3c_suite() -> Path:
    """Folder of the W3C suites, for tests with the mark `conformance`."""
    return _w3c_suite()
