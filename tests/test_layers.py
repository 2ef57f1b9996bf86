"""The package's shape: who may import whom, how long a module may be, what start-up may cost."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import mediagora

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE: Final = Path(mediagora.__file__).parent
MODULES: Final = sorted(PACKAGE.rglob("*.py"))
NAMES: Final = [path.relative_to(PACKAGE).as_posix() for path in MODULES]

LAYERS: Final = (
    {
        "vocabulary",
        "bundle",
        "errors",
        "findings",
        "garbage",
        "output",
        "limits",
        "rules",
        "declared",
    },
    {"reading"},
    {"reasoning"},
    {"validation", "querying"},
    {"remote"},
    {"reporting"},
    {"publishing", "changes"},
    {"graph"},
    {"__init__"},
    {"cli"},
    {"__main__"},
)
"""From the ground up; what stands in one layer may import the layers before it and its own part."""

HEAVY: Final = {
    "SPARQLWrapper",
    "owlready2",
    "oxrdflib",
    "pandas",
    "pyshacl",
    "rdflib",
    "rich",
    "yaml",
}


def layer(part: str) -> int:
    """How high a part of the package stands."""
    heights = [height for height, parts in enumerate(LAYERS) if part in parts]
    assert heights, f"{part} is in no layer: give it one in this test and in the design"
    return heights[0]


def imports(path: Path) -> Iterator[str]:
    """The parts of the package that a module imports, wherever in its text."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            top, _, rest = name.partition(".")
            if top == "mediagora":
                part = rest.partition(".")[0]
                known = (PACKAGE / part).is_dir() or (PACKAGE / f"{part}.py").is_file()
                yield part if part and known else "__init__"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_imports_point_only_upward(path: Path) -> None:
    part = path.relative_to(PACKAGE).with_suffix("").parts[0]
    for imported in imports(path):
        if part == imported or (layer(part) == layer(imported) == 0):
            continue
        assert layer(imported) < layer(part), f"{part} imports {imported}"


def test_every_folder_is_a_package() -> None:
    folders = {path.parent for path in MODULES}
    assert {folder for folder in folders if not (folder / "__init__.py").is_file()} == set()


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("argument", ["", "--help", "--version"])
def test_start_up_imports_nothing_heavy(argument: str) -> None:
    script = "import sys\nimport mediagora\n"
    if argument:
        script += f"from mediagora.cli.main import main\nsys.argv[1:] = [{argument!r}]\n"
        script += "assert not main()\n"
    script += f"print('heavy:', sorted({HEAVY!r} & set(sys.modules)))\n"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "heavy: []"
