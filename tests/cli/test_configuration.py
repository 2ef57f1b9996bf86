"""A project's configuration: which file counts, what it may say, and that the command line wins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

from mediagora.cli.configuration import Configuration, configured, find, read
from mediagora.errors import UsageError
from mediagora.reading.excluding import Excluded

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE = "[tool.mediagora]\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one below it, in which the command is run."""
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path / "data")
    return tmp_path


@pytest.fixture
def run(project: Path) -> Callable[..., dict[str, Any]]:  # noqa: ARG001 -- set up first
    """Gives what a command with some of the options hears."""

    @click.command()
    @click.option("--shapes", multiple=True)
    @click.option("--extend-shapes", multiple=True)
    @click.option("--select", multiple=True)
    @click.option("--ignore", multiple=True)
    @click.option("--fail-on", type=click.Choice(["violation", "warning"]), default="violation")
    @click.option("--strict/--no-strict")
    @click.option("--baseline")
    @click.option("--max-findings", type=click.IntRange(min=0))
    @configured
    @click.pass_obj
    def command(configuration: Configuration, **options: Any) -> dict[str, Any]:
        return options | {"configuration": configuration}

    def call(*arguments: str) -> dict[str, Any]:
        heard: dict[str, Any] = command.main(list(arguments), standalone_mode=False)
        return heard

    return call


EVERYTHING = """
shapes = ["platform", "./own.ttl", "shapes/*.ttl"]
extend-shapes = ["more.ttl"]
select = ["MG1", "MG2"]
ignore = ["MG222"]
fail-on = "warning"
strict = true
baseline = "known.json"
max-findings = 0
exclude = ["drafts/", "*.old.ttl"]
"""


def test_without_a_file_options_have_their_own_defaults(run: Callable[..., Any]) -> None:
    assert run() == {
        "shapes": (),
        "extend_shapes": (),
        "select": (),
        "ignore": (),
        "fail_on": "violation",
        "strict": False,
        "baseline": None,
        "max_findings": None,
        "configuration": Configuration(),
    }


@pytest.mark.parametrize("name", ["pyproject.toml", "mediagora.toml"])
def test_every_key_becomes_the_default_of_its_option(
    project: Path, run: Callable[..., Any], name: str
) -> None:
    (project / name).write_text((TABLE if name == "pyproject.toml" else "") + EVERYTHING)
    heard = run()
    configuration = heard.pop("configuration")
    assert heard == {
        "shapes": ("platform", "../own.ttl", "../shapes/*.ttl"),
        "extend_shapes": ("../more.ttl",),
        "select": ("MG1", "MG2"),
        "ignore": ("MG222",),
        "fail_on": "warning",
        "strict": True,
        "baseline": "../known.json",
        "max_findings": 0,
    }
    assert configuration.file == Path("..", name)
    assert configuration.exclude == ("drafts/", "*.old.ttl")
    assert Excluded(configuration.exclude, configuration.folder)(project / "drafts" / "a.ttl")


def test_the_command_line_wins_option_by_option(project: Path, run: Callable[..., Any]) -> None:
    (project / "mediagora.toml").write_text(EVERYTHING)
    heard = run(
        "--select", "MG3", "--no-strict", "--fail-on", "violation", "--baseline", "own.json",
        "--max-findings", "7", "--shapes", "ranges",
    )  # fmt: skip
    assert heard["select"] == ("MG3",)
    assert heard["ignore"] == ("MG222",)
    assert heard["shapes"] == ("ranges",)
    assert heard["extend_shapes"] == ("../more.ttl",)
    assert (heard["strict"], heard["fail_on"]) == (False, "violation")
    assert (heard["baseline"], heard["max_findings"]) == ("own.json", 7)


@pytest.mark.parametrize("content", ["", "strict = false\n", "select = []\n"])
def test_what_says_little_changes_nothing(
    project: Path, run: Callable[..., Any], content: str
) -> None:
    (project / "mediagora.toml").write_text(content)
    heard = run()
    assert (heard["strict"], heard["select"]) == (False, ())
    assert heard["configuration"].file == Path("../mediagora.toml")


def test_the_nearest_file_counts_and_ours_before_the_shared_one(project: Path) -> None:
    assert find(project / "data") is None or not find(project / "data").is_relative_to(project)
    (project / "pyproject.toml").write_text(f"{TABLE}strict = true\n")
    assert find(project / "data") == project / "pyproject.toml"
    (project / "mediagora.toml").touch()
    assert find(project / "data") == project / "mediagora.toml"
    (project / "data" / "pyproject.toml").write_text("[project]\nname = 'mediagora-data'\n")
    assert find(project / "data") == project / "mediagora.toml"
    (project / "data" / "pyproject.toml").write_text(TABLE)
    assert find(project / "data") == project / "data" / "pyproject.toml"


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("pyproject.toml", "[tool]\nmediagora = { strict = true }\n", True),
        ("pyproject.toml", "[ tool . mediagora ]\n", True),
        ("pyproject.toml", "tool.mediagora.strict = true\n", True),
        ("pyproject.toml", "[project]\ndependencies = ['mediagora']\n", False),
        ("pyproject.toml", "[tool.other]\n", False),
        ("pyproject.toml", "this is no TOML", False),
        ("mediagora.toml", "", True),
    ],
)
def test_a_file_that_does_not_speak_to_us_is_passed_over(
    project: Path, name: str, content: str, *, found: bool
) -> None:
    (project / name).write_text(content)
    nearest = find(project)
    assert (nearest == project / name) is found


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("selct = ['MG2']", "has an unknown key 'selct'; did you mean 'select'?"),
        ("fail_on = 'warning'", "has an unknown key 'fail_on'; did you mean 'fail-on'?"),
        ("xyz = 1", "has an unknown key 'xyz'; known are shapes, extend-shapes, select, ignore, "),
        ("[validate]\nstrict = true", "has an unknown key 'validate'; known are"),
        ("select = 'MG2'", "the value of 'select' must be a list of codes, such as"),
        ("ignore = [1]", "the value of 'ignore' must be a list of codes"),
        ("shapes = 'own.ttl'", "the value of 'shapes' must be a list of names and files"),
        ("exclude = 'old/'", "the value of 'exclude' must be a list of patterns"),
        ("strict = 'yes'", "the value of 'strict' must be true or false"),
        ("strict = 1", "the value of 'strict' must be true or false"),
        ("max-findings = -1", "the value of 'max-findings' must be a number from 0 on"),
        ("max-findings = true", "the value of 'max-findings' must be a number from 0 on"),
        ("max-findings = 1.5", "the value of 'max-findings' must be a number from 0 on"),
        ("baseline = ['a']", "the value of 'baseline' must be a file, such as"),
        (
            "fail-on = 'Error'",
            "the value of 'fail-on' must be \"violation\" or \"warning\" or \"info\"",
        ),
        ("fail-on = ['info']", "the value of 'fail-on' must be"),
        ("strict = yes", "is no TOML: Invalid value (at line 1, column 10)"),
        ("a = " + "[" * 10_000, "is no TOML"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told_with_the_file_and_the_key(
    project: Path, run: Callable[..., Any], content: str, said: str
) -> None:
    (project / "mediagora.toml").write_text(content)
    with pytest.raises(UsageError) as told:
        run()
    assert said in str(told.value)
    assert "'../mediagora.toml'" in str(told.value)
    assert told.value.exit_code == 2


@pytest.mark.parametrize("content", ["tool = 1\n# mediagora", "[tool]\nmediagora = 1"])
def test_a_table_that_is_none(project: Path, run: Callable[..., Any], content: str) -> None:
    (project / "pyproject.toml").write_text(content)
    with pytest.raises(UsageError, match=r"must be a table, \[tool.mediagora\]"):
        run()


def test_a_file_that_is_no_text(project: Path) -> None:
    (project / "mediagora.toml").write_bytes(b"strict = \xff")
    with pytest.raises(UsageError, match="it is not in UTF-8"):
        read(project / "mediagora.toml")
    (project / "mediagora.toml").write_text("\ufeffstrict = true", encoding="utf-8")
    assert read(project / "mediagora.toml").strict


def test_a_file_may_be_named(project: Path, run: Callable[..., Any]) -> None:
    (project / "mediagora.toml").write_text("select = ['MG1']\n")
    (project / "ci").mkdir()
    (project / "ci" / "strict.toml").write_text("strict = true\nshapes = ['own.ttl']\n")
    heard = run("--config", "../ci/strict.toml")
    assert (heard["strict"], heard["select"]) == (True, ())
    assert heard["shapes"] == ("../ci/own.ttl",)
    assert heard["configuration"].file == Path("../ci/strict.toml")


def test_a_path_beside_the_working_folder_stays_as_it_is(
    project: Path, run: Callable[..., Any]
) -> None:
    (project / "data" / "mediagora.toml").write_text(
        "shapes = ['./own', '/abs/own.ttl']\nbaseline = 'known.json'\n"
    )
    heard = run()
    assert heard["shapes"] == ("./own", "/abs/own.ttl")
    assert heard["baseline"] == "known.json"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.toml", "the configuration 'none.toml' cannot be read: no such file"),
        (".", "the configuration '.' cannot be read: is a directory"),
        ("../pyproject.toml", r"'../pyproject.toml' has no table [tool.mediagora]"),
    ],
)
def test_a_file_that_is_named_must_be_one(
    project: Path, run: Callable[..., Any], name: str, said: str
) -> None:
    (project / "pyproject.toml").write_text("[project]\n")
    with pytest.raises(UsageError) as told:
        run("--config", name)
    assert said in str(told.value)


def test_configuration_may_be_left_out(project: Path, run: Callable[..., Any]) -> None:
    (project / "mediagora.toml").write_text("no TOML at all")
    assert run("--isolated")["configuration"] == Configuration()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--isolated", "--config", "../mediagora.toml"),
        ("--config", "../mediagora.toml", "--isolated"),
    ],
)
def test_it_cannot_be_both(
    project: Path, run: Callable[..., Any], arguments: tuple[str, ...]
) -> None:
    (project / "mediagora.toml").touch()
    with pytest.raises(UsageError, match="exclude each other"):
        run(*arguments)


def test_a_working_folder_that_is_gone_has_no_configuration(
    tmp_path: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert run()["configuration"] == Configuration()
