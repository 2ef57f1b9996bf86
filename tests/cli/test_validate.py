"""`mediagora validate`, as a user and a CI job meet it: exit codes, formats, options, bad input."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest
from click.testing import CliRunner

from mediagora import bundle
from mediagora.cli.amounts import size as size_of
from mediagora.cli.validate import command
from mediagora.errors import UsageError
from mediagora.reading.inputs import DEFAULT_MAX_BYTES
from mediagora.validation.engine import DEFAULT_MEMORY_LIMIT, DEFAULT_TIMEOUT
from mediagora.validation.sizes import SMALLEST
from validation.conftest import HEADER

if TYPE_CHECKING:
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
    "good.ttl --max-size 0": 2,
    "good.ttl --memory-limit many": 2,
    "good.ttl --memory-limit 10MB": 2,
    "good.ttl --memory-limit 2GiB": 0,
    "good.ttl --jobs 0": 2,
    "good.ttl --jobs many": 2,
    "good.ttl --jobs 1.5": 2,
    "good.ttl --jobs 1": 0,
    "violation.ttl --jobs 3": 1,
    "good.ttl --timeout 0": 2,
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
        (
            "good.ttl --max-size many",
            "--max-size: 'many' is no size; write it as 500MB or 2GiB\n",
        ),
        ("good.ttl --max-size 17GiB", "--max-size: '17GiB' is too much; the most is 16 GiB\n"),
        ("good.ttl --max-size 0", "a limit of memory or size is a number of bytes above 0\n"),
        (
            "good.ttl --memory-limit many",
            "--memory-limit: 'many' is no size; write it as 500MB or 2GiB\n",
        ),
        (
            "good.ttl --memory-limit 10MB",
            "--memory-limit: '10MB' is too little; the least is 64 MiB\n",
        ),
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
        ("syntax.ttl", "syntax.ttl:1:17: MG001 violation "),
        ("binary.ttl", "binary.ttl: MG003 violation The file is not text"),
        ("latin.ttl", f"latin.ttl:{LINES + 1}:45: MG002 violation Byte 0xe9"),
        ("empty.ttl", "empty.ttl: MG401 warning The file holds no statement"),
        ("unchecked.ttl", "unchecked.ttl: MG401 warning Nothing in this file was checked"),
    ],
)
def test_bad_input_is_a_finding(mediagora: Command, folder: Path, file: str, said: str) -> None:
    done = mediagora("validate", file, "--format", "concise", cwd=folder)
    assert done.stdout.startswith(said)


def test_a_file_over_the_limit_is_a_finding(mediagora: Command, tmp_path: Path) -> None:
    with (tmp_path / "big.ttl").open("wb") as stream:
        stream.truncate(3 << 30)
    started = time.monotonic()
    done = mediagora("validate", "big.ttl", "--format", "concise", cwd=tmp_path)
    assert time.monotonic() - started < 10
    assert done.returncode == 1
    assert done.stdout.startswith(
        "big.ttl: MG004 violation The file is larger than the limit of 2 GiB (3 GiB); "
        "`mediagora validate` takes a higher limit with --max-size.\n"
    )
    assert mediagora("query", "overview", "--data", "big.ttl", cwd=tmp_path).returncode == 1


def test_a_large_file_that_is_no_text_is_a_finding(mediagora: Command, tmp_path: Path) -> None:
    with (tmp_path / "hole.ttl").open("wb") as stream:
        stream.truncate(200 << 20)
    done = mediagora("validate", "hole.ttl", "--format", "concise", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("hole.ttl: MG003 violation ")


@pytest.mark.parametrize(
    ("name", "limit"), [("max_size", DEFAULT_MAX_BYTES), ("memory_limit", DEFAULT_MEMORY_LIMIT)]
)
def test_the_limits_in_the_help_are_those_of_the_library(name: str, limit: int) -> None:
    [option] = [each for each in command.params if each.name == name]
    assert size_of("", str(option.default), 0, limit) == limit


def test_the_time_in_the_help_is_that_of_the_library() -> None:
    [option] = [each for each in command.params if each.name == "timeout"]
    assert option.default == DEFAULT_TIMEOUT


def test_the_limits_of_the_page_are_those_of_the_command() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "validate.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `(--[a-z-]+ [A-Z]+)` \| (.*?) \|", page, re.MULTILINE))
    assert told == {
        f"{option.opts[0]} {option.metavar}": str(
            option.show_default if isinstance(option.show_default, str) else option.default
        )
        for option in command.params
        if isinstance(option, click.Option)
        and option.name in {"max_size", "timeout", "memory_limit", "jobs"}
    }


def test_the_limits_reach_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    def validate(paths: tuple[str, ...], **options: object) -> None:
        given.update(options, paths=paths)
        raise UsageError("enough")

    monkeypatch.setattr("mediagora.cli.checking.validate", validate)
    arguments = "a.ttl --jobs 3 --memory-limit 1GiB --max-size 5MB --timeout 7"
    assert isinstance(CliRunner().invoke(command, arguments.split()).exception, UsageError)
    assert given["jobs"] == 3
    assert (given["memory_limit"], given["max_bytes"]) == (1 << 30, 5 << 20)
    assert (given["timeout"], given["paths"]) == (7, ("a.ttl",))
    CliRunner().invoke(command, ["a.ttl"])
    assert given["jobs"] is None
    assert (given["memory_limit"], given["max_bytes"]) == (DEFAULT_MEMORY_LIMIT, DEFAULT_MAX_BYTES)


def many_platforms(file: Path, count: int, *, comment: str = "") -> None:
    """Write platforms, of which one in a thousand was launched too early."""
    platform = GOOD.removeprefix(HEADER).removesuffix(".") + f'; rdfs:comment "{comment}" .\n'
    with file.open("w") as stream:
        stream.write(HEADER)
        for number in range(count):
            year = "2009" if number % 1_000 else "1066"
            stream.write(platform.replace("ex:a", f"ex:p{number}").replace("2009", year))


def test_jobs_do_not_change_what_is_found(mediagora: Command, tmp_path: Path) -> None:
    many_platforms(tmp_path / "large.ttl", 6_000, comment="long " * 300)
    assert (tmp_path / "large.ttl").stat().st_size > 2 * SMALLEST
    found = []
    for jobs in ("1", "3"):
        arguments = ["large.ttl", "--jobs", jobs, "--format", "json"]
        done = mediagora("validate", *arguments, cwd=tmp_path)
        assert done.returncode == 1
        assert done.stdout.count("MG207") == 6
        found.append(re.sub(r"\"seconds\": [\d.]+", "", done.stdout))
    assert found[0] == found[1]


def test_what_takes_longer_is_told_in_a_line(mediagora: Command, tmp_path: Path) -> None:
    many_platforms(tmp_path / "many.ttl", 10_000)
    done = mediagora("validate", "many.ttl", "--timeout", "0.001", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: the fast engine did not end within 0.001 seconds; raise the limit with --timeout, "
        "or check fewer files at once\n"
    )


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="knows no limit of memory")
def test_what_needs_more_memory_is_told_in_a_line(mediagora: Command, tmp_path: Path) -> None:
    with (tmp_path / "long.ttl").open("w") as stream:
        stream.write(HEADER + 'ex:a a mediagora:BlogPlatform ; rdfs:label "')
        stream.writelines("label " * 1000 for _ in range(20_000))
        stream.write('"@en .')
    done = mediagora("validate", "long.ttl", "--memory-limit", "128MB", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: the fast engine needs more memory than 128 MiB; raise the limit with "
        "--memory-limit, or check fewer files at once\n"
    )


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
    concise = ["validate", "-", "--format", "concise"]
    done = mediagora(*concise, stdin=VIOLATION.encode())
    assert done.returncode == 1
    assert done.stdout.startswith(f"<stdin>:{LINES + 1}:74: MG207 violation ")
    assert mediagora("validate", "-", "good.ttl", stdin=GOOD.encode(), cwd=folder).returncode == 0
    assert mediagora(*concise, stdin=b"").stdout.startswith("<stdin>: MG401 warning ")


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
    assert " violation: " not in done.stdout


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
    assert ("\x1b[1;31mMG207 violation" in said) == colored


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
    assert size_of("--max-size", text, 0, 2 << 30) == size


@pytest.mark.parametrize("text", ["", "-1", "1T", "k", "1e9", "nan", "2.1GiB"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(UsageError):
        size_of("--max-size", text, 0, 2 << 30)


@pytest.mark.parametrize(
    "option",
    [
        "--timeout=nan",
        "--timeout=inf",
        "--timeout=1e300",
        "--max-size=99999999999999999999g",
        "--memory-limit=99999999999999999999g",
        "--jobs=99999999999999999999",
    ],
)
def test_a_limit_that_is_none_is_refused(mediagora: Command, tmp_path: Path, option: str) -> None:
    (tmp_path / "a.ttl").write_text("")
    done = mediagora("validate", "a.ttl", option, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "unexpectedly" not in done.stderr
    assert "rror: " in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_run_that_is_called_off_leaves_nothing_behind(tmp_path: Path) -> None:
    large, temporary = tmp_path / "large.nt", tmp_path / "tmp"
    temporary.mkdir()
    lines = (f"<https://example.org/{n}> <https://example.org/p> {n:9} .\n" for n in range(400_000))
    large.write_text("".join(lines).replace(" .", '"^^<urn:t> .').replace("/p> ", '/p> "'))
    run = subprocess.Popen(
        [sys.executable, "-m", "mediagora", "validate", str(large)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(temporary)},
    )
    for _ in range(1000):
        if list(temporary.glob("mediagora-*/links-*")):
            break
        time.sleep(0.01)
    run.send_signal(signal.SIGTERM)
    said = run.communicate(timeout=30)
    assert (run.returncode, *said) == (143, "", "terminated\n")
    assert list(temporary.iterdir()) == []
