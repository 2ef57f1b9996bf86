"""The progress bar, on pseudo-terminals: what is seen while a check runs, and after it."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.cli.progress import _line, progress_bar
from mediagora.errors import EngineError
from validation.conftest import HEADER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Command

pty = pytest.importorskip("pty", reason="terminals of POSIX")
fcntl = pytest.importorskip("fcntl")
termios = pytest.importorskip("termios")

PLATFORM = """ex:p{0} a mediagora:BlogPlatform ; rdfs:label "Platform {0}"@en ; \
mediagora:launchYear {1} ; mediagora:homepage "https://p{0}.example/"^^xsd:anyURI .
"""
TYPED_CTRL_C = b"\x03"


class Terminal(NamedTuple):
    """The two ends of a pseudo-terminal."""

    person: int
    program: int


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    ends = Terminal(*pty.openpty())
    resize(ends, columns=80)
    yield ends
    for end in ends:
        os.close(end)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some more than is checked in one piece, with one mistake."""
    file = tmp_path_factory.mktemp("large") / "large.ttl"
    with file.open("w") as stream:
        stream.write(HEADER)
        stream.writelines(PLATFORM.format(number, 2009) for number in range(60_000))
        stream.write(PLATFORM.format("-bad", 1066))
    return file


def resize(terminal: Terminal, columns: int) -> None:
    size = struct.pack("HHHH", 24, columns, 0, 0)
    fcntl.ioctl(terminal.program, termios.TIOCSWINSZ, size)


def written(terminal: Terminal) -> str:
    """All that has been written so far."""
    os.set_blocking(terminal.person, False)
    found = b""
    try:
        while piece := os.read(terminal.person, 1 << 16):
            found += piece
    except BlockingIOError:
        pass
    finally:
        os.set_blocking(terminal.person, True)
    return found.decode()


def screen(text: str) -> list[str]:
    """The lines that a person sees in the end, where the later stands over the earlier."""
    lines: list[list[str]] = [[]]
    column = 0
    for sign in text:
        if sign == "\r":
            column = 0
        elif sign == "\n":
            lines.append([])
        else:
            lines[-1][column:] = [sign, *lines[-1][column + 1 :]]
            column += 1
    return ["".join(line).rstrip() for line in lines]


def check(
    terminal: Terminal, file: Path, *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a check with a terminal for messages, and the report in a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "mediagora", "validate", file, *arguments],
        stdout=subprocess.PIPE,
        stderr=terminal.program,
        text=True,
        env=os.environ | {"TERM": "xterm"} | (environment or {}),
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_bar_is_seen_and_gone_in_the_end(terminal: Terminal, large: Path, form: str) -> None:
    done = check(terminal, large, "--format", form)
    text = written(terminal)
    shares = [int(share) for share in re.findall(r"checking \[[# ]{40}\] +(\d+)%", text)]
    assert done.returncode == 1
    assert "MG207" in done.stdout
    assert "checking" not in done.stdout
    assert len(shares) > 2
    assert shares == sorted(set(shares))
    assert shares[-1] == 100
    assert screen(text) == [""]
    assert text.endswith("\r")
    assert "\x1b" not in text


def test_the_report_stands_alone_on_a_terminal(terminal: Terminal, large: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mediagora", "validate", large],
        stdout=terminal.program,
        stderr=terminal.program,
        env=os.environ | {"TERM": "xterm", "NO_COLOR": "1"},
        timeout=120,
        check=False,
    )
    text = written(terminal)
    lines = screen(text)
    assert done.returncode == 1
    assert "checking [" in text
    assert lines[0].startswith("MG207 violation: ")
    assert not any("checking" in line or "#####" in line for line in lines)


@pytest.mark.parametrize(
    ("environment", "bar"),
    [({"TERM": "dumb"}, False), ({"NO_COLOR": "1"}, True), ({"TERM": ""}, True)],
)
def test_a_dumb_terminal_is_left_alone(
    terminal: Terminal, large: Path, environment: dict[str, str], *, bar: bool
) -> None:
    check(terminal, large, environment=environment)
    assert bool(written(terminal)) == bar


def test_small_data_has_no_bar(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "small.ttl").write_text(HEADER + PLATFORM.format("a", 2009))
    assert check(terminal, tmp_path / "small.ttl").returncode == 0
    assert written(terminal) == ""


def test_what_is_no_terminal_has_no_bar(mediagora: Command, large: Path) -> None:
    done = mediagora("validate", large)
    assert done.returncode == 1
    assert done.stderr == ""


def test_ctrl_c_leaves_no_bar(terminal: Terminal, large: Path) -> None:
    command = "import fcntl, sys, termios; fcntl.ioctl(2, termios.TIOCSCTTY, 0);"
    command += "from mediagora.cli.main import main; sys.exit(main())"
    running = subprocess.Popen(
        [sys.executable, "-c", command, "validate", large, "--jobs", "1"],
        stdin=terminal.program,
        stdout=subprocess.DEVNULL,
        stderr=terminal.program,
        env=os.environ | {"TERM": "xterm"},
        start_new_session=True,
    )
    text = os.read(terminal.person, 1 << 16).decode()
    assert "checking [" in text
    os.write(terminal.person, TYPED_CTRL_C)
    assert running.wait(timeout=60) == 130
    text += written(terminal)
    assert "^C" in text
    assert screen(text) == ["", "interrupted", ""]


def test_an_error_leaves_no_bar(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    with os.fdopen(os.dup(terminal.program), "w") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        with suppress(EngineError), progress_bar("checking") as progress:
            progress(0.5)
            text = written(terminal)
            assert screen(text) == [f"checking [{'#' * 20}{' ' * 20}]  50%"]
            raise EngineError("broken")
    text += written(terminal)
    assert screen(text) == [""]
    assert text.endswith("\r")


@pytest.mark.parametrize(
    ("columns", "seen"),
    [
        (0, "work [" + 20 * "#" + 20 * " " + "]  50%"),
        (40, "work [" + 12 * "#" + 13 * " " + "]  50%"),
        (24, " 50%"),
        (6, ""),
        (1, ""),
    ],
)
def test_a_terminal_may_be_narrow(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, columns: int, seen: str
) -> None:
    resize(terminal, columns)
    monkeypatch.setenv("TERM", "xterm")
    with os.fdopen(os.dup(terminal.program), "w") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        with progress_bar("work") as progress:
            progress(0.5)
            progress(0.501)  # which looks the same
            text = written(terminal)
            assert text == ("\r" + seen if seen else "")
        assert screen(text + written(terminal)) == [""]


def test_a_terminal_that_becomes_narrow_keeps_nothing(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    with os.fdopen(os.dup(terminal.program), "w") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        with progress_bar("checking") as progress:
            progress(0.5)
            resize(terminal, 40)
            progress(0.6)
            assert screen(written(terminal)) == [f"checking [{'#' * 12}{' ' * 9}]  60%"]


def test_a_terminal_that_has_gone_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    person, program = pty.openpty()
    stream = os.fdopen(program, "w")
    monkeypatch.setattr(sys, "stderr", stream)
    with progress_bar("checking") as progress:
        progress(0.1)
        os.close(person)
        progress(0.9)
    with pytest.raises(OSError, match="Input/output"):  # what was not written still waits
        stream.close()


def test_no_standard_error_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    with progress_bar("checking") as progress:
        progress(0.5)


@given(share=st.floats(min_value=-1, max_value=2), columns=st.integers(1, 300))
def test_a_line_always_fits(share: float, columns: int) -> None:
    line = _line("checking", share, columns)
    assert not line or len(line) <= columns - 3
    assert not line or 0 <= int(line.split()[-1].rstrip("%")) <= 100
