"""What is started hangs nobody and stays behind nowhere."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from interop import processes
from interop.processes import LOCAL, Ports, conversation, serving, shell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAMED = "7878"
SERVER = f"{sys.executable} -m http.server {NAMED} --bind {LOCAL}"


@pytest.fixture
def ended(tmp_path: Path) -> Iterator[Callable[[], bool]]:
    """Whether all have ended that hold the pipe `alive` of the folder open."""
    os.mkfifo(tmp_path / "alive")
    reading = os.open(tmp_path / "alive", os.O_RDONLY | os.O_NONBLOCK)

    def seen() -> bool:
        return bool(select.select([reading], [], [], 60)[0]) and os.read(reading, 1) == b""

    yield seen
    os.close(reading)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "DEADLINE", 1.0)


@pytest.mark.usefixtures("impatient")
class TestDeadline:
    """Past its deadline a program is killed with all that it started."""

    def test_of_a_command(self, tmp_path: Path, ended: Callable[[], bool]) -> None:
        with pytest.raises(AssertionError, match="ended by -"):
            shell("exec 9> alive; sleep 600 & sleep 600 | cat", tmp_path)
        assert ended()

    def test_of_an_answer(self, tmp_path: Path, ended: Callable[[], bool]) -> None:
        script = "exec 9> alive; echo END; read; sleep 600 & echo begun; wait"
        with conversation(["bash", "-c", script], tmp_path) as talk:
            with pytest.raises(AssertionError, match="was killed"):
                talk.say("word")
            assert ended()


def test_a_command_leaves_nothing_running(tmp_path: Path, ended: Callable[[], bool]) -> None:
    assert shell("exec 9> alive; sleep 600 & echo done", tmp_path) == "done\n"
    assert ended()


def test_a_command_that_fails_says_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"(?s)ended by 3.*out.*wrong"):
        shell("echo out; echo wrong >&2; (exit 3); echo not here", tmp_path)


@pytest.mark.skipif(not processes.TIED, reason="there is no setpriv, which only Linux has")
def test_a_server_ends_with_tests_that_are_terminated(
    tmp_path: Path, ended: Callable[[], bool]
) -> None:
    script = f"""
from pathlib import Path
from interop.processes import Ports, serving
ports = Ports("{NAMED}")
with serving(ports, lambda: ports.put_in("{SERVER} 9> alive"), Path.cwd()):
    print("up", flush=True)
    input()
"""
    with subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[1])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as tests:
        assert tests.stdout is not None
        assert tests.stdout.readline() == "up\n"
        tests.send_signal(signal.SIGTERM)
        assert tests.wait(60) == -signal.SIGTERM
    assert ended()


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux tells who listens")
def test_another_listener_is_not_taken_for_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ports = Ports(NAMED)
    draw = ports.draw

    def draw_a_taken_one() -> None:
        monkeypatch.setattr(ports, "draw", draw)
        ports._of[NAMED] = str(other.getsockname()[1])

    monkeypatch.setattr(ports, "draw", draw_a_taken_one)
    with (
        socket.create_server((LOCAL, 0)) as other,
        serving(ports, lambda: ports.put_in(SERVER), tmp_path),
    ):
        assert ports.drawn != [str(other.getsockname()[1])]
        with socket.create_connection((LOCAL, int(ports.drawn[0]))) as asking:
            asking.sendall(b"HEAD / HTTP/1.0\r\n\r\n")
            assert b"SimpleHTTP" in asking.recv(1000)


def test_a_server_that_ends_at_once_is_reported_with_what_it_said(tmp_path: Path) -> None:
    with (
        pytest.raises(RuntimeError, match="no such setting"),
        serving(Ports(NAMED), lambda: "bash -c 'echo no such setting; exit 1'", tmp_path),
    ):
        pass
