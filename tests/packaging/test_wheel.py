"""What is built holds everything, and finds it again from wherever it is installed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

import pyoxigraph as ox
import pytest

import mediagora
from mediagora import bundle
from mediagora.vocabulary import NS, PREFIXES

ROOT: Final = Path(__file__).resolve().parents[2]

SHOW: Final = """
import json
from mediagora import bundle
root = bundle.root()
print(json.dumps([str(root), sorted(
    file.relative_to(root).as_posix()
    for folder in bundle.FOLDERS for file in (root / folder).rglob("*") if file.is_file()
)]))
"""

USE: Final = """
import sys
import mediagora
assert mediagora.query("ASK { platform:facebook a mediagora:SocialMedia }")
report = mediagora.validate(sys.argv[1])
print(report.summary.focus_nodes, report.summary.violations)
"""


def shipped_files() -> list[str]:
    """All files of the four folders in the repository."""
    return sorted(
        file.relative_to(ROOT).as_posix()
        for folder in bundle.FOLDERS
        for file in (ROOT / folder).rglob("*")
        if file.is_file()
    )


def python(*arguments: str, path: Path | None, folder: Path) -> str:
    """What a new Python prints, with modules from one path first, started in a folder."""
    environment = {key: text for key, text in os.environ.items() if key != "PYTHONPATH"}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def install(wheel: Path, folder: Path) -> Path:
    """Install a wheel alone into a folder, with nothing from the network; give the folder."""
    command = ("-m", "pip", "install", "-qq", "--no-index", "--no-deps", "--target", str(folder))
    python(*command, str(wheel), path=None, folder=folder)
    return folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel made from that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    command = ("-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT))
    python(*command, path=None, folder=folder)
    return folder


@pytest.fixture(scope="session")
def wheel(built: Path) -> Path:
    """The wheel."""
    (wheel,) = built.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel installed alone, away from the repository."""
    return install(wheel, tmp_path_factory.mktemp("installed"))


@pytest.fixture(scope="session")
def unpacked(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist unpacked."""
    folder = tmp_path_factory.mktemp("unpacked")
    (archive,) = built.glob("*.tar.gz")
    python("-m", "tarfile", "-e", str(archive), str(folder), path=None, folder=folder)
    (unpacked,) = folder.iterdir()
    return unpacked


def test_wheel_holds_the_four_folders_and_nothing_foreign(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    prefix = "mediagora/_bundle/"
    assert sorted(name.removeprefix(prefix) for name in names if name.startswith(prefix)) == (
        shipped_files()
    )
    assert {name.split("/")[0].split("-")[0] for name in names} == {"mediagora"}
    assert "mediagora/py.typed" in names
    assert {Path(name).name for name in names if "/licenses/" in name} == {"LICENSE", "LICENSE-CC0"}


def test_wheel_finds_its_bundle(installed: Path, tmp_path: Path) -> None:
    root, files = json.loads(python("-c", SHOW, path=installed, folder=tmp_path))
    assert Path(root) == installed / "mediagora" / "_bundle"
    assert files == shipped_files()


def test_sdist_finds_its_bundle(unpacked: Path, tmp_path: Path) -> None:
    root, files = json.loads(python("-c", SHOW, path=unpacked / "src", folder=tmp_path))
    assert Path(root) == unpacked
    assert files == shipped_files()


def test_checkout_finds_its_bundle_without_anything_installed(tmp_path: Path) -> None:
    root, files = json.loads(python("-S", "-c", SHOW, path=ROOT / "src", folder=tmp_path))
    assert Path(root) == ROOT
    assert files == shipped_files()


def test_editable_install_finds_its_bundle(tmp_path: Path) -> None:
    build = "import sys; from hatchling.build import build_editable; build_editable(sys.argv[1])"
    python("-c", build, str(tmp_path), path=None, folder=ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    target = install(wheel, tmp_path)
    link = f"import site; site.addsitedir({str(target)!r})"
    root, _ = json.loads(python("-S", "-c", f"{link}\n{SHOW}", path=None, folder=tmp_path))
    assert Path(root) == ROOT
    assert not (target / "mediagora").exists()


@pytest.mark.parametrize("form", ["wheel", "sdist"])
def test_what_is_built_answers_and_validates(
    form: str, installed: Path, unpacked: Path, tmp_path: Path
) -> None:
    path = installed if form == "wheel" else unpacked / "src"
    platform = tmp_path / "agora.ttl"
    platform.write_text(
        f"""@prefix mediagora: <{NS}> . @prefix rdfs: <{PREFIXES["rdfs"]}> .
        @prefix xsd: <{PREFIXES["xsd"]}> .
        <https://example.org/agora> a mediagora:ForumPlatform ; rdfs:label "Agora"@en ;
            mediagora:launchYear 2010 ; mediagora:homepage "https://example.org/"^^xsd:anyURI .
        """,
        encoding="utf-8",
    )
    checked = python("-c", USE, str(platform), path=path, folder=tmp_path).split()
    assert checked == ["2", "0"]  # focus nodes are the platform and its homepage


def test_one_version_for_package_and_ontology(wheel: Path) -> None:
    about = {
        quad.predicate.value.removeprefix(PREFIXES["owl"]): quad.object
        for quad in ox.parse(path=ROOT / "ontology" / "mediagora.ttl")
        if quad.subject == ox.NamedNode(NS.removesuffix("#"))
    }
    assert about["versionInfo"] == ox.Literal(mediagora.__version__)
    assert about["versionIRI"] == ox.NamedNode(f"{NS.removesuffix('#')}/{mediagora.__version__}")
    assert wheel.name.startswith(f"mediagora-{mediagora.__version__}-")


def test_commands_of_the_readme_can_be_made() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b(?=`|\s*$|\s*#)", readme, flags=re.MULTILINE))
    assert {"demo", "test"} <= named <= targets


def test_readme_names_only_what_is_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    questions = re.findall(r"mediagora query ([a-z-]+/[a-z-]+)", readme)
    assert questions
    assert [name for name in questions if not (ROOT / "queries" / f"{name}.rq").is_file()] == []
    links = re.findall(r"\]\((?!https?:)([^)#]+)", readme)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
