"""Commands, servers and conversations with programs: none outlives its deadline or the test."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import IO, TYPE_CHECKING, Final
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOCAL: Final = "127.0.0.1"
TRIES: Final = 3
LISTENING: Final = "0A"
"""The state of a socket that listens, as /proc/net/tcp writes it."""
START: Final = 180.0
"""Seconds for a server to answer on all its ports, all tries together."""
DEADLINE: Final = 300.0
"""Seconds for a command, and for each answer of a program, before all of it is killed."""
END: Final = 10.0
"""Seconds for a process to end when it is asked to, before it is killed."""

TIED: Final = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
"""On Linux what is started ends with pytest however that ends; elsewhere only if in good order."""

ENVIRONMENT: Final = {
    "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    "NO_PROXY": LOCAL,
}
"""What pip installs is found without the environment being active; no proxy comes in between."""


@contextmanager
def _running(
    command: list[str],
    folder: Path,
    environment: dict[str, str],
    *,
    stdin: int,
    stdout: IO[str] | int,
    stderr: IO[str] | None = None,
) -> Iterator[subprocess.Popen[str]]:
    """Start a program in a group of its own, and end the whole group at last."""
    with subprocess.Popen(
        [*TIED, *command],
        cwd=folder,
        env=os.environ | ENVIRONMENT | {"TMPDIR": str(folder)} | environment,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                _send(signal.SIGTERM, process)
                with suppress(subprocess.TimeoutExpired):
                    process.wait(END)
            _send(signal.SIGKILL, process)


def _send(how: signal.Signals, process: subprocess.Popen[str]) -> None:
    """Send a signal to a process and all that it started, whether or not it has ended itself."""
    with suppress(ProcessLookupError, PermissionError):  # macOS: no permission for what has ended
        os.killpg(process.pid, how)


def shell(script: str, folder: Path, **environment: str) -> str:
    """Run a block of the page as a reader would, but stop at the first command that fails.

    Raises:
        AssertionError: A command fails, or the deadline passes.
    """
    # Into files: a pipe is not at its end as long as any process holds it, ended or not.
    with _text() as said, _text() as complained:
        with (
            _running(
                ["bash", "-euo", "pipefail", "-c", script],
                folder,
                environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=complained,
            ) as process,
            suppress(subprocess.TimeoutExpired),
        ):
            process.wait(DEADLINE)
        output, errors = (file.seek(0) or file.read() for file in (said, complained))
    assert process.returncode == 0, f"{script}\nended by {process.returncode}: {output}{errors}"
    return output


def _text() -> IO[str]:
    return TemporaryFile("w+", encoding="utf-8", errors="replace")


class Ports:
    """The ports that the page names, and free ones in their place."""

    def __init__(self, *named: str) -> None:
        self._named = named
        self._of = dict.fromkeys(named, "")

    def draw(self) -> None:
        """Let the operating system choose a free port for each."""
        for name in self._named:
            with socket.socket() as probe:
                probe.bind((LOCAL, 0))
                self._of[name] = str(probe.getsockname()[1])

    @property
    def drawn(self) -> list[str]:
        """The ports that were drawn, in the order of their names."""
        return list(self._of.values())

    def put_in(self, text: str) -> str:
        """The text with the ports that were drawn."""
        found = "|".join(self._named)
        return re.sub(rf"\b(?:{found})\b", lambda match: self._of[match[0]], text)


@contextmanager
def serving(ports: Ports, prepare: Callable[[], str], folder: Path) -> Iterator[None]:
    """Keep a server running.

    Between drawing a port and taking it another program may be quicker: then the server is started
    again on other ports.

    Args:
        ports: Drawn anew before each try; the server is up when it answers on all of them.
        prepare: Gives the command, and writes what files it needs.
        folder: Where it runs; its log goes there.

    Raises:
        RuntimeError: The server does not start.
    """
    deadline = time.monotonic() + START
    for nth in range(TRIES):
        ports.draw()
        log = folder / f"server-{nth}.log"
        with (
            log.open("w", encoding="utf-8") as output,
            _running(
                ["bash", "-c", f"exec {prepare()}"],
                folder,
                {},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            ) as server,
        ):
            if _is_up(server, ports, deadline):
                yield
                return
    message = f"the server does not start: {log.read_text('utf-8', 'replace')}"
    raise RuntimeError(message)


def _is_up(server: subprocess.Popen[str], ports: Ports, deadline: float) -> bool:
    """Wait until a server answers on all its ports; false if it ends, or another answers."""
    waiting = [int(port) for port in ports.drawn]
    while waiting and server.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection((LOCAL, waiting[0]), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            if not _listens(server, waiting.pop(0)):
                return False
    return not waiting and server.poll() is None


def _listens(server: subprocess.Popen[str], port: int) -> bool:
    """Whether who answers at a port is the server. Only Linux tells, others are trusted."""
    table = Path("/proc/net/tcp")
    if not table.exists():
        return True
    lines = [line.split() for line in table.read_text("ascii").splitlines()[1:]]
    address = f"{int.from_bytes(socket.inet_aton(LOCAL), sys.byteorder):08X}:{port:04X}"
    listening = {f"socket:[{line[9]}]" for line in lines if line[1:4:2] == [address, LISTENING]}
    held = set()
    for file in Path(f"/proc/{server.pid}/fd").glob("*"):
        with suppress(OSError):  # closed in between
            held.add(str(file.readlink()))
    return bool(listening & held)


def post(url: str, query: str) -> bytes:
    """Send a query to an endpoint and take its results as SPARQL JSON."""
    request = Request(  # noqa: S310 - the address is that of a server of our own
        url,
        data=urlencode({"query": query}).encode(),
        headers={"Accept": "application/sparql-results+json"},
    )
    with build_opener(ProxyHandler({})).open(request, timeout=DEADLINE) as answer:
        return bytes(answer.read())


class Conversation:
    """A program that is told a word a line, and says `name TAB value` until it says `END`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.printed = "".join(self._lines())

    def say(self, word: str) -> list[tuple[str, str]]:
        """Say a word, and give the pairs of the answer."""
        _pipe(self._process.stdin).write(word + "\n")
        _pipe(self._process.stdin).flush()
        pairs = (line.rstrip("\n").partition("\t") for line in self._lines())
        return [(name, value) for name, _, value in pairs]

    def _lines(self) -> Iterator[str]:
        timer = Timer(DEADLINE, _send, [signal.SIGKILL, self._process])
        timer.start()
        try:
            for line in iter(_pipe(self._process.stdout).readline, "END\n"):
                assert line, "the program ended, or was killed, before it had said all"
                yield line
        finally:
            timer.cancel()


@contextmanager
def conversation(command: list[str], folder: Path, **environment: str) -> Iterator[Conversation]:
    """Start a program and talk to it; what it says before its first `END` is `printed`."""
    pipe = subprocess.PIPE
    with _running(command, folder, environment, stdin=pipe, stdout=pipe) as process:
        yield Conversation(process)


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
