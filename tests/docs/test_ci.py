"""docs/ci.md as a new user takes it: its files are made and its commands run, in its order."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
import yaml

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = (ROOT / "docs" / "ci.md").read_text("utf-8")
ACTION: Final = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS: Final = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))

FLAGS: Final = re.MULTILINE | re.DOTALL
FENCE: Final = re.compile(
    r"^(?P<before>(?:[^\n]+\n)*)\n```(?P<kind>\w+)\n(?P<body>.*?)^```$", FLAGS
)
EXPECTED: Final = re.compile(r"# exit code (\d)")
SECONDS: Final = re.compile(r"in [\d.]+ s")


class Done(NamedTuple):
    """A command of the page, and what came of it beside what the page says."""

    command: str
    expected: int
    status: int
    shown: str | None
    output: str


class Walk(NamedTuple):
    """The repository at the end of the page, and how it got there."""

    folder: Path
    environment: dict[str, str]
    done: list[Done]

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the repository."""
        return subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """The page, from its start to its end, in an empty folder."""
    programs = tmp_path_factory.mktemp("programs")
    program = programs / "mediagora"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mediagora "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    walk = Walk(tmp_path_factory.mktemp("my platforms"), environment, [])
    for fence in FENCE.finditer(PAGE):
        match fence["kind"]:
            case "sh":
                for command in fence["body"].splitlines():
                    run = walk.run(command)
                    found = EXPECTED.search(command)
                    expected = int(found[1]) if found else 0
                    output = run.stdout + run.stderr
                    walk.done.append(Done(command, expected, run.returncode, None, output))
            case "text":
                walk.done[-1] = walk.done[-1]._replace(shown=fence["body"])
            case _:
                path = walk.folder / file_name(fence["before"])
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(fence["body"], encoding="utf-8")
    return walk


def file_name(before: str) -> str:
    """The name of the file that a block is, from the text above it."""
    found = re.search(r"`([^`]+)`", before)
    assert found, before
    return found[1]


def content(name: str) -> Any:
    """The last version of a YAML file on the page."""
    texts = [each["body"] for each in FENCE.finditer(PAGE) if f"`{name}`" in each["before"]]
    return yaml.safe_load(texts[-1])


def test_every_command_ends_as_the_page_says(walk: Walk) -> None:
    """With its exit code; 0 where none is told."""
    assert len(walk.done) > 10
    for done in walk.done:
        assert done.status == done.expected, f"{done.command}\n{done.output}"


def test_the_page_shows_what_a_command_prints(walk: Walk) -> None:
    """But for the time it took."""
    shown = [done for done in walk.done if done.shown is not None]

    assert shown
    for done in shown:
        assert SECONDS.sub("", done.output).strip() == SECONDS.sub("", done.shown or "").strip()


def test_the_fix_mends_what_the_page_says(walk: Walk) -> None:
    """In the file, where nothing else changes."""
    before = re.findall(r"^ex:plaudertreff a .*?\.$", PAGE, FLAGS)[0]
    after = (walk.folder / "data" / "plaudertreff.ttl").read_text("utf-8")

    assert before.replace("feature:grups", "feature:groups") in after


def test_a_new_finding_fails_in_spite_of_the_baseline(walk: Walk) -> None:
    """The point of it all: what is known keeps quiet, what is new does not."""
    new = walk.folder / "data" / "new.ttl"
    text = (walk.folder / "data" / "plaudertreff.ttl").read_text("utf-8")
    new.write_text(text.replace("ex:plaudertreff", "ex:new"), encoding="utf-8")
    run = walk.run("mediagora validate --format json data")
    new.unlink()

    assert run.returncode == 1
    assert {each["focus_node"] for each in json.loads(run.stdout)["findings"]} == {
        "https://example.org/new"
    }
    assert walk.run("mediagora validate data").returncode == 0


def test_the_hook_of_the_page_passes(walk: Walk) -> None:
    """As pre-commit starts it: entry, arguments, and the names of files unless told otherwise."""
    (repo,) = content(".pre-commit-config.yaml")["repos"]
    (wanted,) = repo["hooks"]
    (known,) = [hook for hook in HOOKS if hook["id"] == wanted["id"]]
    hook = known | wanted
    command = [*shlex.split(hook["entry"]), *hook.get("args", [])]
    if hook.get("pass_filenames", True):
        files = walk.run("git ls-files").stdout.splitlines()
        command += [name for name in files if re.search(hook["files"], name)]
    run = walk.run(shlex.join(command))

    assert "data" in command
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_formatter_refuses_a_comment_within_a_statement(walk: Walk) -> None:
    """As the page warns; if it ever keeps one, the page is to say so."""
    run = walk.run("mediagora format --check data/telephone.ttl")

    assert run.returncode == 1
    assert "a comment inside a statement" in run.stderr


def test_files_alone_are_checked_as_the_page_says(walk: Walk) -> None:
    """What stands in a file that did not change is unknown, and so is what contradicts it there."""
    second = walk.folder / "data" / "second.ttl"
    head, _, _ = (walk.folder / "data" / "plaudertreff.ttl").read_text("utf-8").partition("ex:pl")
    second.write_text(f"{head}ex:plaudertreff mediagora:launchYear 2018 .\n", encoding="utf-8")
    alone = walk.run("mediagora validate data/plaudertreff.ttl --format json").stdout
    all_of_it = walk.run("mediagora validate data --format json").stdout
    second.unlink()

    def codes(report: str) -> set[str]:
        return {finding["code"] for finding in json.loads(report)["findings"]}

    assert codes(alone) == {"MG236"}
    assert "MG210" in codes(all_of_it)


def test_the_workflow_gives_the_action_what_it_takes() -> None:
    """And the page has a row for each input, with its default."""
    (job,) = content(".github/workflows/data.yml")["jobs"].values()
    (used,) = [step for step in job["steps"] if "mediagora" in step["uses"]]
    rows = re.findall(r"^\| (`[^|]*`) \| (?:`([^`|]+)`)? *\|", PAGE, re.MULTILINE)
    told = {name: default for names, default in rows for name in re.findall(r"`(.+?)`", names)}

    assert set(used["with"]) <= set(ACTION["inputs"])
    assert told == {name: given["default"] for name, given in ACTION["inputs"].items()}
    assert all(f"`{name}`" in PAGE for name in ACTION["outputs"])


def test_the_gitlab_job_leaves_a_report(walk: Walk) -> None:
    """Where the job says that it is."""
    (job,) = content(".gitlab-ci.yml").values()
    commands = [line for line in job["script"] if line.startswith("mediagora ")]
    report = walk.folder / job["artifacts"]["reports"]["junit"]
    for command in commands:
        assert walk.run(command).returncode == 0

    assert len(commands) == 1
    assert report.read_text("utf-8").startswith("<?xml")


def test_what_the_page_needs_is_there() -> None:
    """Else its commands would fail for want of them."""
    assert [name for name in ("bash", "git", "make") if not shutil.which(name)] == []
