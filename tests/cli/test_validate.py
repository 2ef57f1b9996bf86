"""`mediagora validate`, as a user and a CI job meet it: exit codes, formats, options, bad input."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from mediagora import bundle
from mediagora.cli.validate import _bytes, command
from mediagora.errors import UsageError
from mediagora.reading.inputs import DEFAULT_MAX_BYTES
from validation.conftest import HEADER

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command

LINES = HEADER.count("\n")
GOOD = (
    HEADER
    + """ex:a a mediagora:BlogPlatform ; rdfs:label "A"@en ; mediagora:launchYear 2009 ;
    mediagora:homepage "https://a.example/"^^xsd:anyURI ."""
)
WARNING = GOOD.replace("mediagora:launchYear 2009", "rdfs:comment 'x'")
VIOLATION = GOOD.replace("2009", "1066")
UNCHECKED = HEADER + "ex:a a schema:WebSite ."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.ttl").write_text(GOOD)
    (tmp_path / "warning.ttl").write_text(WARNING)
    (tmp_path / "violation.ttl").write_text(VIOLATION)
    (tmp_path / "unchecked.ttl").write_text(UNCHECKED)
    (tmp_path / "syntax.ttl").write_text("<urn:a> <urn:b> .")
    (tmp_path / "empty.ttl").write_text("")
    (tmp_path / "binary.ttl").write_bytes(bytes(range(256)))
    (tmp_path / "latin.ttl").write_bytes(GOOD.replace('"A"', '"é"').encode("latin-1"))
    (tmp_path / "nothing").mkdir()
    (tmp_path / "notes.txt").write_text("")
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "bad.ttl").write_text(
        HEADER + "ex:S sh:targetNode ex:a ; sh:minLength 'x' ."
    )
    (tmp_path / "shapes" / "info.ttl").write_text(
        HEADER + "ex:S sh:targetNode ex:a ; sh:nodeKind sh:Literal ; sh:severity sh:Info ."
    )
    return tmp_path


def as_json(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(done.stdout)
    return content


EXIT_CODES = {
    "good.ttl": 0,
    "warning.ttl": 0,
    "warning.ttl --fail-on warning": 1,
    "warning.ttl --fail-on info": 1,
    "warning.ttl --strict": 0,
    "violation.ttl": 1,
    "violation.ttl --fail-on warning": 1,
    "good.ttl violation.ttl": 1,
    "unchecked.ttl": 0,
    "unchecked.ttl --strict": 1,
    "empty.ttl": 0,
    "empty.ttl --strict": 1,
    "good.ttl --strict --fail-on info": 0,
    "syntax.ttl": 1,
    "binary.ttl": 1,
    "latin.ttl": 1,
    "good.ttl syntax.ttl": 1,
    "good.ttl --max-size 10": 1,
    "missing.ttl": 2,
    "good.ttl missing.ttl": 2,
    "nothing": 2,
    "*.rdf": 2,
    "notes.txt": 2,
    "good.ttl --shapes nonsense": 2,
    "good.ttl --shapes missing/shapes.ttl": 2,
    "good.ttl --shapes ./syntax.ttl": 2,
    "good.ttl --shapes ./good.ttl": 2,
    "good.ttl --shapes shapes/bad.ttl": 2,
    "good.ttl --shapes shapes/info.ttl": 0,
    "good.ttl --shapes shapes/info.ttl --fail-on info": 1,
    "good.ttl --as-of yesterday": 2,
    "good.ttl --max-size many": 2,
    "good.ttl --timeout 0": 2,
    "good.ttl --timeout 0.0001": 2,
    "good.ttl --fail-on never": 2,
    "good.ttl --engine other": 2,
    "violation.ttl --engine reference": 1,
    "good.ttl --engine reference": 0,
}


@pytest.mark.parametrize(("arguments", "code"), EXIT_CODES.items(), ids=EXIT_CODES)
def test_exit_codes(mediagora: Command, folder: Path, arguments: str, code: int) -> None:
    done = mediagora("validate", *arguments.split(), cwd=folder)
    assert done.returncode == code, done.stdout + done.stderr
    if code == 2:
        assert done.stdout == ""
        assert done.stderr
    else:
        assert done.stderr == ""
        assert "focus node" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("missing.ttl", "there is no file or folder 'missing.ttl'\n"),
        ("nothing", "the folder 'nothing' holds no RDF file ("),
        ("*.rdf", "the pattern '*.rdf' matches no RDF file ("),
        (
            "good.ttl --shapes platforms",
            "there is no shapes file 'platforms'; did you mean 'platform'?",
        ),
        ("good.ttl --shapes ./syntax.ttl", "shapes cannot be read: syntax.ttl:1:17: "),
        ("good.ttl --max-size many", "'many' is no size; write it as 500MB or 2GiB\n"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    mediagora: Command, folder: Path, arguments: str, said: str
) -> None:
    done = mediagora("validate", *arguments.split(), cwd=folder)
    assert done.stderr.startswith(f"error: {said}")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("syntax.ttl", "syntax.ttl:1:17: violation MG001 "),
        ("binary.ttl", "binary.ttl: violation MG003 The file is not text"),
        ("latin.ttl", f"latin.ttl:{LINES + 1}:45: violation MG002 Byte 0xe9"),
        ("empty.ttl", "empty.ttl: warning MG401 The file holds no statement"),
        ("unchecked.ttl", "unchecked.ttl: warning MG401 Nothing in this file was checked"),
    ],
)
def test_bad_input_is_a_finding(mediagora: Command, folder: Path, file: str, said: str) -> None:
    assert mediagora("validate", file, cwd=folder).stdout.startswith(said)


def test_a_file_over_the_limit_is_a_finding(mediagora: Command, tmp_path: Path) -> None:
    with (tmp_path / "big.ttl").open("wb") as stream:
        stream.truncate(300 << 20)
    started = time.monotonic()
    done = mediagora("validate", "big.ttl", cwd=tmp_path)
    assert time.monotonic() - started < 10
    assert done.returncode == 1
    assert done.stdout.startswith(
        "big.ttl: violation MG004 The file is larger than the limit of 256 MiB (300 MiB); "
        "`mediagora validate` takes a higher limit with --max-size.\n"
    )
    assert mediagora("query", "overview", "--data", "big.ttl", cwd=tmp_path).returncode == 1


def test_a_large_file_that_is_no_text_is_a_finding(mediagora: Command, tmp_path: Path) -> None:
    with (tmp_path / "hole.ttl").open("wb") as stream:
        stream.truncate(200 << 20)
    done = mediagora("validate", "hole.ttl", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("hole.ttl: violation MG003 ")


def test_the_limit_in_the_help_is_that_of_the_library() -> None:
    [option] = [each for each in command.params if each.name == "max_size"]
    assert _bytes(str(option.default)) == DEFAULT_MAX_BYTES


def test_json_is_one_object_and_nothing_else(mediagora: Command, folder: Path) -> None:
    done = mediagora("validate", "violation.ttl", "syntax.ttl", "--format", "json", cwd=folder)
    content = as_json(done)
    assert done.stderr == ""
    assert [finding["code"] for finding in content["findings"]] == ["MG001", "MG207"]
    summary = content["summary"]
    assert (summary["files"], summary["focus_nodes"], summary["violations"]) == (2, 2, 2)
    assert summary["engine"] == "shacl 0.3.4"


def test_the_same_files_give_the_same_report(mediagora: Command, folder: Path) -> None:
    contents = []
    for _ in range(2):
        content = as_json(mediagora("validate", ".", "--format", "json", cwd=folder))
        content["summary"].pop("seconds")
        contents.append(content)
    assert contents[0] == contents[1]


def test_standard_input_is_turtle(mediagora: Command, folder: Path) -> None:
    done = mediagora("validate", "-", stdin=VIOLATION.encode())
    assert done.returncode == 1
    assert done.stdout.startswith("-: violation MG207 ")
    assert mediagora("validate", "-", "good.ttl", stdin=GOOD.encode(), cwd=folder).returncode == 0
    assert mediagora("validate", "-", stdin=b"").stdout.startswith("-: warning MG401 ")


def test_shapes_may_be_named_several_times(mediagora: Command, folder: Path) -> None:
    arguments = ["warning.ttl", "--shapes", "recommended", "--shapes", "shapes/info.ttl"]
    content = as_json(mediagora("validate", *arguments, "--format", "json", cwd=folder))
    assert [finding["code"] for finding in content["findings"]] == ["MG223", "MG291"]
    assert content["findings"][1]["shape_path"] == "shapes/info.ttl"


def test_the_date_is_taken_from_the_option(mediagora: Command, folder: Path) -> None:
    assert mediagora("validate", "good.ttl", "--as-of", "2008-12-31", cwd=folder).returncode == 1
    assert mediagora("validate", "good.ttl", "--as-of", "2009-01-01", cwd=folder).returncode == 0


def test_the_shipped_data_is_clean(mediagora: Command) -> None:
    done = mediagora("validate", bundle.root() / "data", "--as-of", "2026-11-22")
    assert done.returncode == 0
    assert ": violation " not in done.stdout


def test_a_missing_engine_is_told_on_stderr(mediagora: Command, folder: Path) -> None:
    (folder / "blocked").mkdir()
    (folder / "blocked" / "shacl.py").write_text("raise ImportError")
    path = os.pathsep.join([str(folder / "blocked"), os.environ.get("PYTHONPATH", "")])
    done = mediagora("validate", "good.ttl", cwd=folder, environment={"PYTHONPATH": path})
    assert done.returncode == 0
    assert done.stderr == "note: the shacl package cannot be imported; pyshacl took over\n"
    assert "(pyshacl " in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
@pytest.mark.parametrize(("environment", "colored"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_is_for_terminals(
    folder: Path, environment: dict[str, str], *, colored: bool
) -> None:
    main_end, terminal = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    subprocess.run(
        [sys.executable, "-m", "mediagora", "validate", "violation.ttl"],
        cwd=folder,
        stdout=terminal,
        env=kept | environment,
        check=False,
    )
    os.close(terminal)
    said = os.read(main_end, 100_000).decode()
    os.close(main_end)
    assert "MG207" in said
    assert ("\x1b[1;31mviolation" in said) == colored


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0", 0),
        ("12", 12),
        ("1k", 1024),
        ("1.5 KiB", 1536),
        ("500MB", 500 << 20),
        ("2GiB", 2 << 30),
    ],
)
def test_sizes(text: str, size: int) -> None:
    assert _bytes(text) == size


@pytest.mark.parametrize("text", ["", "-1", "1T", "k", "1e9", "nan"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(UsageError):
        _bytes(text)


@pytest.mark.parametrize(
    "option",
    ["--timeout=nan", "--timeout=inf", "--timeout=1e300", "--max-size=99999999999999999999g"],
)
def test_a_limit_that_is_none_is_refused(mediagora: Command, tmp_path: Path, option: str) -> None:
    (tmp_path / "a.ttl").write_text("")
    done = mediagora("validate", "a.ttl", option, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "unexpectedly" not in done.stderr
    assert "rror: " in done.stderr
