"""The GitHub Action and the pre-commit hooks: scripts are run as a runner would run them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

from mediagora.cli.main import COMMANDS
from mediagora.reading.inputs import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT: Final = Path(__file__).resolve().parents[2]
ACTION: Final = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS: Final = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
STEPS: Final = ACTION["runs"]["steps"]

CLEAN: Final = """\
@prefix ex: <https://example.org/> .
@prefix mediagora: <https://w3id.org/mediagora/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex:federkiel a mediagora:BlogPlatform ;
    rdfs:label "Federkiel"@de ;
    mediagora:launchYear 2009 ;
    mediagora:homepage "https://federkiel.example/"^^xsd:anyURI .
"""
BAD: Final = CLEAN.replace("launchYear 2009", "launchYear 1909")

RECORD: Final = """\
import json, os, sys
with open(os.environ["RECORD"], "w") as record:
    json.dump(sys.argv[1:], record)
for argument in sys.argv[1:]:
    if argument.startswith("--output=") and os.environ["STATUS"] != "2":
        open(argument.removeprefix("--output="), "w").close()
sys.exit(int(os.environ["STATUS"]))
"""


def step(name: str) -> dict[str, Any]:
    """The step of the action with an id."""
    (found,) = [each for each in STEPS if each.get("id") == name]
    return found


def program(path: Path, *command: str) -> Path:
    """A program that starts another one with its own arguments."""
    quoted = " ".join(f'"{part}"' for part in command)
    path.write_text(f'#!/bin/sh\nexec {quoted} "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return path


@dataclass(frozen=True)
class Run:
    """What came of a step, and what its program was given."""

    status: int
    printed: str
    outputs: dict[str, str]
    arguments: list[str]


@dataclass(frozen=True)
class Runner:
    """A runner with a repository of its own, on which nothing is installed.

    Attributes:
        repository: The working directory of the steps.
        away: What is outside of it.
    """

    repository: Path
    away: Path

    def run(self, name: str, **environment: str) -> Run:
        """Run the script of a step as GitHub runs it."""
        script, told, record = (self.away / each for each in ("step.sh", "outputs", "record"))
        script.write_text(step(name)["run"], encoding="utf-8")
        told.write_text("", encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.repository,
            env={
                "PATH": "/usr/bin:/bin",
                "RUNNER_TEMP": str(self.away),
                "GITHUB_OUTPUT": str(told),
                "RECORD": str(record),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        lines = told.read_text("utf-8").splitlines()
        return Run(
            done.returncode,
            done.stdout + done.stderr,
            dict(line.split("=", 1) for line in lines),
            json.loads(record.read_text("utf-8")) if record.exists() else [],
        )

    def validate(self, *command: str, status: int = 0, **inputs: str) -> Run:
        """Run the check with inputs as `with:` gives them; `_` stands for `-` in their names."""
        given = {name: each.get("default", "") for name, each in ACTION["inputs"].items()}
        given |= {name.replace("_", "-"): value for name, value in inputs.items()}
        environment = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: given[found[1]], value)
            for name, value in step("validate")["env"].items()
        }
        environment["MEDIAGORA"] = str(program(self.away / "mediagora", *command))
        return self.run("validate", STATUS=str(status), **environment)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    """A runner whose folders have a space in their names."""
    made = Runner(tmp_path / "my repository", tmp_path / "runner's own")
    made.repository.mkdir()
    made.away.mkdir()
    return made


@pytest.fixture
def recorded(runner: Runner) -> Callable[..., Run]:
    """The check with a program in place of `mediagora` that notes down what it is given."""
    (runner.away / "record.py").write_text(RECORD, encoding="utf-8")
    return lambda **inputs: runner.validate(
        sys.executable, str(runner.away / "record.py"), **inputs
    )


@pytest.fixture
def checked(runner: Runner) -> Callable[..., Run]:
    """The check with `mediagora` itself."""
    return lambda **inputs: runner.validate(sys.executable, "-m", "mediagora", **inputs)


def test_every_input_is_described_and_used() -> None:
    """An input that no step reads would be passed over in silence."""
    steps = json.dumps(STEPS)

    assert ACTION["runs"]["using"] == "composite"
    for name, given in ACTION["inputs"].items():
        assert given["description"].endswith(".")
        assert isinstance(given["default"], str)
        assert re.search(rf"inputs\.{name}\b(?!-)", steps), name


def test_no_script_has_an_expression_in_it() -> None:
    """GitHub would paste the value into the script, and the shell would run what is in it."""
    scripts = [each["run"] for each in STEPS if "run" in each]

    assert len(scripts) == 2
    assert not [script for script in scripts if "${{" in script]
    assert all(each["shell"] == "bash" for each in STEPS if "run" in each)


def test_without_inputs_the_configuration_has_the_say(recorded: Callable[..., Run]) -> None:
    """An option that nobody asked for would win over mediagora.toml."""
    run = recorded()

    assert run.arguments == [
        "validate",
        "--format=github",
        "--output=mediagora.sarif",
        "--",
        ".",
    ]


def test_inputs_become_arguments(recorded: Callable[..., Run]) -> None:
    """Lists have a line for each, codes may have commas as well."""
    run = recorded(
        paths="data\nmore data/*.trig\n",
        shapes="evidence\nown shapes.ttl",
        extend_shapes="other.ttl",
        select="MG1, MG2\nMG301",
        ignore="MG203",
        fail_on="warning",
        strict="true",
        baseline="known.json",
        args="--as-of=2026-11-22\n\n--jobs=2\n",
        sarif_file="out.sarif",
    )

    assert run.arguments == [
        "validate",
        "--format=github",
        "--output=out.sarif",
        "--shapes=evidence",
        "--shapes=own shapes.ttl",
        "--extend-shapes=other.ttl",
        "--select=MG1",
        "--select=MG2",
        "--select=MG301",
        "--ignore=MG203",
        "--fail-on=warning",
        "--baseline=known.json",
        "--strict",
        "--as-of=2026-11-22",
        "--jobs=2",
        "--",
        "data",
        "more data/*.trig",
    ]


@pytest.mark.parametrize("status", [0, 1, 2])
def test_the_exit_code_is_that_of_validate(status: int, recorded: Callable[..., Run]) -> None:
    """The job fails on findings and on a check that could not be made, and tells them apart."""
    run = recorded(status=status)

    assert run.status == status
    assert run.outputs["exit-code"] == str(status)
    assert run.outputs.get("written") == (None if status == 2 else "true")


def test_findings_of_an_earlier_run_are_not_uploaded(
    runner: Runner, recorded: Callable[..., Run]
) -> None:
    """Where the check could not be made, a file that lies there is not its report."""
    left = runner.repository / "mediagora.sarif"
    left.write_text("{}", encoding="utf-8")
    run = recorded(status=2)

    assert "written" not in run.outputs
    assert not left.exists()


@pytest.mark.parametrize(
    "name",
    [
        "a b.ttl",
        "$(touch harm).ttl",
        "`touch harm`.ttl",
        "x; touch harm; .ttl",
        "' \" touch harm.ttl",
        "*.ttl",
        "-x.ttl",
        "--exit-zero",
        "${{ inputs.args }}",
        "\\",
    ],
)
@pytest.mark.parametrize("of", ["paths", "shapes", "baseline", "args", "select", "fail_on"])
def test_an_input_is_never_read_as_shell(
    of: str, name: str, runner: Runner, recorded: Callable[..., Run]
) -> None:
    """What stands in an input reaches the command sign by sign, and nothing else happens."""
    (runner.repository / "other.ttl").touch()
    run = recorded(**{of: name})
    given = name.split(" ") if of == "select" else [name]

    assert [each for each in run.arguments if each.endswith(given[-1])]
    assert sorted(each.name for each in runner.repository.iterdir()) == [
        "mediagora.sarif",
        "other.ttl",
    ]


def test_a_path_is_no_option(recorded: Callable[..., Run]) -> None:
    """A file may be called as it likes."""
    arguments = recorded(paths="--exit-zero").arguments

    assert arguments.index("--") < arguments.index("--exit-zero")


def test_strict_is_true_or_false(recorded: Callable[..., Run]) -> None:
    """A slip there would let pass what was to be refused."""
    run = recorded(strict="yes")

    assert run.status == 2
    assert "'strict' is either true or false" in run.printed
    assert "--strict" not in recorded(strict="false").arguments


def test_it_is_installed_from_the_checkout_of_the_action(runner: Runner) -> None:
    """And into an environment of its own, whatever the job has installed."""
    checkout, record = runner.away / "check out", runner.away / "record"
    inner = runner.away / "mediagora" / "bin" / "python"
    script = (
        f'if [ "$2" = venv ]; then mkdir -p "$3/bin" && ln -s "$0" "$3/bin/python"\n'
        f'else printf "%s\\n" "$0" "$@" >"{record}.txt"; fi\n'
    )
    python = runner.away / "python"
    python.write_text(f"#!/bin/sh\n{script}", encoding="utf-8")
    python.chmod(0o755)
    run = runner.run("install", PYTHON=str(python), GITHUB_ACTION_PATH=str(checkout))
    installed = (runner.away / "record.txt").read_text("utf-8").splitlines()

    assert run.status == 0, run.printed
    assert run.outputs == {"mediagora": str(inner.with_name("mediagora"))}
    assert installed[:4] == [str(inner), "-m", "pip", "install"]
    assert installed[-1] == str(checkout)


def test_clean_data_passes(runner: Runner, checked: Callable[..., Run]) -> None:
    """With an empty report for code scanning, which closes what was open there."""
    (runner.repository / "federkiel.ttl").write_text(CLEAN, encoding="utf-8")
    run = checked()
    report = json.loads((runner.repository / "mediagora.sarif").read_text("utf-8"))

    assert run.status == 0, run.printed
    assert "::error" not in run.printed
    assert report["runs"][0]["results"] == []


def test_a_finding_is_an_annotation_and_a_result(
    runner: Runner, checked: Callable[..., Run]
) -> None:
    """At its line, in a file whose name would do harm in a shell."""
    name = "$(touch harm) a b.ttl"
    (runner.repository / name).write_text(BAD, encoding="utf-8")
    run = checked(paths=name)
    report = json.loads((runner.repository / "mediagora.sarif").read_text("utf-8"))
    (annotation,) = re.findall(r"^::error .*$", run.printed, re.MULTILINE)
    (result,) = report["runs"][0]["results"]

    assert run.status == 1, run.printed
    assert name in annotation
    assert "line=8" in annotation
    assert "MG207" in annotation
    assert result["ruleId"] == "MG207"
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 8
    assert not (runner.repository / "harm").exists()


def test_a_path_that_matches_nothing_ends_with_2(checked: Callable[..., Run]) -> None:
    """A misspelt folder must not look like clean data, and there is nothing to upload."""
    run = checked(paths="no-such-folder")

    assert run.status == 2
    assert run.outputs == {"exit-code": "2"}


def test_the_upload_is_after_findings_as_well_but_not_from_forks() -> None:
    """A step without a status function is passed over once a step before it has failed."""
    upload = STEPS[-1]

    assert upload["uses"].startswith("github/codeql-action/upload-sarif@")
    assert upload["if"].startswith("!cancelled() && ")
    assert "head.repo.full_name == github.repository" in upload["if"]
    assert upload["with"]["sarif_file"] == "${{ inputs.sarif-file }}"


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_starts_a_command_that_is_there(hook: dict[str, Any]) -> None:
    """pre-commit installs this package and starts the command with names of files behind it."""
    name, verb = hook["entry"].split()

    assert name == "mediagora"
    assert verb in COMMANDS
    assert hook["id"] == f"mediagora-{verb}"
    assert hook["language"] == "python"


def test_the_validate_hook_takes_the_files_that_validate_reads() -> None:
    """But no `.xml` and `.json`, which mostly hold something else, as in a folder."""
    (hook,) = [hook for hook in HOOKS if hook["id"] == "mediagora-validate"]
    files = re.compile(hook["files"])
    taken = {ending for ending in FORMATS if files.search(f"data/federkiel{ending}")}

    assert taken == set(FORMATS) - {".xml", ".json"}
    assert not files.search("data/ttl.md")
    assert hook["require_serial"]  # one run sees all files of a commit
