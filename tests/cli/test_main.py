"""The command itself: help, its commands, and how it ends when something goes wrong."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click
import click.testing
import pytest

from mediagora import __version__
from mediagora.cli import main as module
from mediagora.errors import EngineError, InputError, UsageError

if TYPE_CHECKING:
    from conftest import Command


def test_help_lists_every_command(mediagora: Command) -> None:
    done = mediagora("--help")
    assert (done.returncode, done.stderr) == (0, "")
    for name, (_, summary) in module.COMMANDS.items():
        assert f"  {name} " in done.stdout
        assert summary in done.stdout
    assert mediagora("-h").stdout == done.stdout == mediagora().stderr


def test_version(mediagora: Command) -> None:
    assert mediagora("--version").stdout == f"mediagora {__version__}\n"


@pytest.mark.parametrize("name", module.COMMANDS)
def test_a_command_and_its_options_are_described(name: str) -> None:
    command = import_module(module.COMMANDS[name][0]).command
    assert isinstance(command, click.Command)
    assert command.help
    parameters = [each for each in command.params if isinstance(each, click.Option)]
    assert all(option.help for option in parameters)
    said = click.testing.CliRunner().invoke(command, ["--help"]).output
    assert "Usage: " in said
    assert "\\b" not in said
    assert "\b" not in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["validat"], "No such command 'validat'. Did you mean 'validate'?"),
        (["xyzzy"], "No such command 'xyzzy'."),
        (["--nope"], "No such option"),
        (["validate", "--nope"], "No such option"),
        (["validate"], "Missing argument 'PATH...'"),
    ],
)
def test_a_wrong_call_is_told_and_ends_with_2(
    mediagora: Command, arguments: list[str], said: str
) -> None:
    done = mediagora(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_help_loads_no_command_and_no_engine() -> None:
    script = (
        "import sys\n"
        "from mediagora.cli.main import main\n"
        "sys.argv = ['mediagora', '--help']\n"
        "main()\n"
        "print([name for name in sys.modules if name.startswith(('mediagora.', 'pyoxigraph'))])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    loaded = ast.literal_eval(done.stdout.splitlines()[-1])
    assert set(loaded) == {
        "mediagora.cli", "mediagora.cli.interrupt", "mediagora.cli.main", "mediagora.errors",
        "mediagora.vocabulary",
    }  # fmt: skip


def run(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    def fail(**_: object) -> None:
        raise error

    monkeypatch.setattr(module.mediagora, "main", fail)
    return module.main()


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (UsageError("no such thing"), 2, "error: no such thing\n"),
        (EngineError("out of order"), 2, "error: out of order\n"),
        (InputError("a dot is missing", code="MG001", path="a.ttl", line=2), 1,
         "error: a.ttl:2: a dot is missing\n"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
        (click.Abort(), 130, "interrupted\n"),
    ],
)  # fmt: skip
def test_an_error_is_one_line(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    said: str,
) -> None:
    assert run(monkeypatch, error) == code
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    "error",
    [
        UsageError("there is no '\x1b]0;\N{RIGHT-TO-LEFT OVERRIDE}\x07'"),
        click.UsageError("No such command '\x1b[2J\x07\N{RIGHT-TO-LEFT OVERRIDE}'."),
        ZeroDivisionError("\x1b[2J \N{RIGHT-TO-LEFT OVERRIDE}"),
    ],
)
def test_a_terminal_obeys_nothing_that_a_message_quotes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    monkeypatch.delenv("MEDIAGORA_DEBUG", raising=False)
    run(monkeypatch, error)
    said = capsys.readouterr().err
    assert "\N{RIGHT-TO-LEFT OVERRIDE}".encode("unicode_escape").decode() in said
    assert all(character.isprintable() or character == "\n" for character in said)


def test_what_nobody_foresaw_is_one_line_with_a_way_to_report_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("MEDIAGORA_DEBUG", raising=False)
    assert run(monkeypatch, ZeroDivisionError("by zero")) == 2
    said = capsys.readouterr().err
    assert said.startswith("error: mediagora failed unexpectedly (ZeroDivisionError: by zero); ")
    assert said.count("\n") == 1
    monkeypatch.setenv("MEDIAGORA_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run(monkeypatch, ZeroDivisionError("by zero"))


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_reader_that_goes_away_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "mediagora", "--help"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == module.READER_GONE


@pytest.mark.skipif(sys.platform != "linux", reason="asks for /dev/full")
@pytest.mark.parametrize(
    ("redirected", "code", "said"),
    [
        (">/dev/full", 2, "error: cannot write the output: no space left on device\n"),
        (">&-", 2, "error: cannot write the output: standard output is closed\n"),
        (">/dev/full 2>/dev/full", 2, ""),
        (">&- 2>&-", 2, ""),
        ("--nope 2>/dev/full", 2, ""),
        ("2>/dev/full", 0, ""),
    ],
)
@pytest.mark.parametrize("command", ["queries", "--help"])
def test_output_that_cannot_be_written(command: str, redirected: str, code: int, said: str) -> None:
    line = f'"{sys.executable}" -m mediagora {command} {redirected}'
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    if command == "--help" and "--nope" in redirected:
        return  # help goes before
    assert (done.returncode, done.stderr) == (code, said)


def test_the_functions_of_the_package_are_those_of_the_command() -> None:
    import mediagora as package

    verbs = set(module.COMMANDS) - {"tour", "rule"}  # for people alone
    functions = {name.replace("-", "_") for name in verbs}
    for name in functions:
        assert callable(getattr(package, name))
    assert set(package.__all__) == functions | {
        "__version__", "Endpoint", "Graph", "load", "owl",
    }  # fmt: skip
    with pytest.raises(AttributeError, match="module 'mediagora' has no attribute 'nonsense'"):
        package.nonsense  # noqa: B018 -- looking it up is the test
