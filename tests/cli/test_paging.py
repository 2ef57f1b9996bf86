"""The pager: on a terminal only, for what is longer than the screen, left whenever one likes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

import pytest

from mediagora.cli import paging

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINES: Final = [f"line {number}\n" for number in range(100)]


class Terminal(io.StringIO):
    """Standard output that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


class Shown:
    """What `show` did: what it wrote itself, and what it gave to the pager."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        self._output = Terminal()
        self._file = tmp_path / "paged"
        self._monkeypatch = monkeypatch
        for name in ("LESS", "NO_COLOR", "PAGER"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", "20")
        monkeypatch.setenv("LINES", "10")
        # Not `sys.stdout` itself, which pytest sets anew between a fixture and the test.
        monkeypatch.setattr(paging, "sys", SimpleNamespace(stdout=self._output))

    def pager(self, code: str) -> None:
        """Let a Python program be the pager; `out` is where it writes."""
        script = f"import os, sys; out = open({str(self._file)!r}, 'w'); {code}"
        program = self._file.with_name("pager.py")
        program.write_text(script)
        self._monkeypatch.setenv("PAGER", f"'{sys.executable}' '{program}'")

    @property
    def direct(self) -> str:
        return self._output.getvalue()

    @property
    def paged(self) -> str | None:
        return self._file.read_text() if self._file.exists() else None


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shown:
    shown = Shown(monkeypatch, tmp_path)
    shown.pager("out.write(sys.stdin.read())")
    return shown


def test_what_is_no_terminal_gets_it_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    paging.show(["\x1b[2Ja\r\n", *LINES], is_table=True)

    assert capsys.readouterr().out == "".join(["\x1b[2Ja\r\n", *LINES])


def test_what_fits_the_screen_is_not_paged(shown: Shown) -> None:
    paging.show(LINES[:9], is_table=False)

    assert (shown.direct, shown.paged) == ("".join(LINES[:9]), None)


@pytest.mark.parametrize("pieces", [LINES[:10], ["x" * 200 + "\n"], ["".join(LINES)]])
def test_what_does_not_is_paged(shown: Shown, pieces: list[str]) -> None:
    paging.show(pieces, is_table=False)

    assert (shown.direct, shown.paged) == ("", "".join(pieces))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PAGER", ""),
        ("PAGER", "cat"),
        ("PAGER", "no-such-pager"),
        ("PAGER", "'"),
        ("TERM", "dumb"),
    ],
)
def test_no_pager(shown: Shown, name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    paging.show(LINES, is_table=False)

    assert (shown.direct, shown.paged) == ("".join(LINES), None)


def test_the_usual_pager(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[Any] = []
    monkeypatch.delenv("PAGER")
    monkeypatch.setattr(paging, "_page", lambda _, pager: called.append(pager))
    for found in (["less", "more"], ["more"], []):
        monkeypatch.setattr(paging.shutil, "which", lambda name, found=found: name in found)
        paging.show(LINES, is_table=False)

    assert called == [["less"], ["more"]]
    assert shown.direct == "".join(LINES)


@pytest.mark.parametrize(("own", "told"), [(None, "FRX"), ("R", "R")])
def test_less_is_told_how(
    shown: Shown, own: str | None, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if own:
        monkeypatch.setenv("LESS", own)
    shown.pager("out.write(os.environ['LESS']); sys.stdin.read()")
    paging.show(LINES, is_table=False)

    assert shown.paged == told


def test_who_leaves_the_pager_ends_the_output(shown: Shown) -> None:
    drawn = 0

    def endless() -> Iterator[str]:
        nonlocal drawn
        while True:
            drawn += 1
            yield "line\n"

    shown.pager("out.write(sys.stdin.readline())")
    paging.show(endless(), is_table=False)

    assert shown.paged == "line\n"
    assert drawn < 100_000


def test_an_error_is_raised_once_the_pager_is_left(shown: Shown) -> None:
    def failing() -> Iterator[str]:
        yield from LINES
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        paging.show(failing(), is_table=False)
    assert shown.paged == "".join(LINES)


def test_control_characters_are_shown(shown: Shown) -> None:
    paging.show(["a\x1b[2J\x07\u202eé\tb\r\nc\rd\n"], is_table=False)

    assert shown.direct == "a\\x1b[2J\\x07\\u202eé\tb\nc\\rd\n"


@pytest.mark.parametrize("colour", ["", "1"])
def test_the_head_of_a_table_is_bold(
    shown: Shown, colour: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", colour)
    paging.show(["a    b\n---  -\n", "one  2\n"], is_table=True)
    bold = "a    b" if colour else "\x1b[1ma    b\x1b[m"

    assert shown.direct == f"{bold}\n---  -\none  2\n"


@pytest.mark.parametrize("text", ["yes\n", "", "a  one\nb  two\n"])
def test_what_has_no_head_has_none_in_bold(shown: Shown, text: str) -> None:
    paging.show([text], is_table=True)

    assert shown.direct == text


def test_ctrl_c_ends_what_feeds_the_pager(tmp_path: Path) -> None:
    """On a terminal: the pager lives on with what there was, and the command ends well."""
    pager = tmp_path / "pager.py"
    pager.write_text(
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "os.kill(os.getppid(), signal.SIGINT)\n"
        "text = sys.stdin.read()\n"
        f"open({str(tmp_path / 'paged')!r}, 'w').write(text)\n"
    )
    script = (
        "import signal, sys, time\n"
        "from mediagora.cli.paging import show\n"
        "signal.signal(signal.SIGINT, signal.SIG_DFL)\n"
        "def pieces():\n"
        "    yield 'line\\n' * 200\n"
        "    time.sleep(60)\n"
        "show(pieces(), is_table=False)\n"
        "assert signal.getsignal(signal.SIGINT) == signal.SIG_DFL\n"
    )
    ours, theirs = os.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-c", script],
            stdout=theirs,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            env=os.environ | {"PAGER": f"'{sys.executable}' '{pager}'", "TERM": "xterm"},
            timeout=50,
            check=False,
        )
    finally:
        os.close(ours)
        os.close(theirs)

    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "paged").read_text() == "line\n" * 200


def test_a_reader_that_has_gone_is_as_everywhere() -> None:
    script = (
        "from mediagora.cli.paging import show\n"
        "def pieces():\n"
        "    while True: yield 'line\\n'\n"
        "show(pieces(), is_table=False)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "line\n"
        process.stdout.close()
        error = process.stderr.read()
        process.wait(timeout=60)

    assert "BrokenPipeError" in error  # of which `main` makes exit code 141


def test_a_limit_waits_until_the_pager_is_left(tmp_path: Path) -> None:
    """What there is can be read; the pager is not left alone on the terminal."""
    read, script = tmp_path / "read", tmp_path / "script.py"
    pager = tmp_path / "pager"
    pager.write_text(f"#!/bin/sh\ncat > {read}\n")
    pager.chmod(0o755)
    script.write_text(
        "import os, time\n"
        "from mediagora.cli.paging import show\n"
        "from mediagora.limits import within\n"
        "def pieces():\n"
        "    yield 'line\\n' * 200\n"
        "    time.sleep(60)\n"
        "with within(0.5, 1 << 40) as watch:\n"
        "    show(watch.over(pieces()), is_table=False)\n"
    )
    leader, follower = os.openpty()
    try:
        done = subprocess.run(
            [sys.executable, str(script)],
            env=os.environ | {"PAGER": str(pager), "TERM": "xterm"},
            stdout=follower,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    finally:
        os.close(follower)
        os.close(leader)

    assert (done.returncode, read.read_text()) == (2, "line\n" * 200)
    assert b"did not end within 0.5 seconds" in done.stderr
