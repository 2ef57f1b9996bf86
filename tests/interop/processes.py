"""Commands, servers and conversations with programs, all ended at the latest when the test ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOCAL: Final = "127.0.0.1"
TRIES: Final = 3
PATIENCE: Final = 60.0
"""Seconds for a server to start, and for it to end before it is killed."""

ENVIRONMENT: Final = {
    "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    "NO_PROXY": LOCAL,
}
"""What pip installs is found without the environment being active; no proxy comes in between."""


def shell(script: str, folder: Path, **environment: str) -> str:
    """Run a block of the page as a reader would, but stop at the first command that fails.

    Raises:
        AssertionError: A command fails.
    """
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=os.environ | ENVIRONMENT | {"TMPDIR": str(folder)} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{script}\n{done.stdout}{done.stderr}"
    return done.stdout


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

    Between drawing a port and taking it another program may be quicker, so a server that ends at
    once is started again on other ports.

    Args:
        ports: Drawn anew before each try; the server is up when all of them answer.
        prepare: Gives the command, and writes what files it needs.
        folder: Where it runs; its log goes there.

    Raises:
        RuntimeError: The server does not start.
    """
    for nth in range(TRIES):
        ports.draw()
        log = folder / f"server-{nth}.log"
        with log.open("wb") as output:
            server = subprocess.Popen(
                ["bash", "-c", f"exec {prepare()}"],
                cwd=folder,
                env=os.environ | ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        try:
            if _answers(server, ports):
                yield
                return
        finally:
            _end(server)
    message = f"the server does not start: {log.read_text('utf-8', 'replace')}"
    raise RuntimeError(message)


def _answers(server: subprocess.Popen[bytes], ports: Ports) -> bool:
    """Wait until a server answers on all its ports; false if it ends before."""
    deadline = time.monotonic() + PATIENCE
    waiting = [int(port) for port in ports.drawn]
    while waiting and server.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection((LOCAL, waiting[0]), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            waiting.pop(0)
    return not waiting and server.poll() is None


def _end(process: subprocess.Popen[bytes] | subprocess.Popen[str]) -> None:
    """End a process and all that it started."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, how)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                continue
    process.wait()


def post(url: str, query: str) -> bytes:
    """Send a query to an endpoint and take its results as SPARQL JSON."""
    request = Request(  # noqa: S310 - the address is that of a server of our own
        url,
        data=urlencode({"query": query}).encode(),
        headers={"Accept": "application/sparql-results+json"},
    )
    with build_opener(ProxyHandler({})).open(request, timeout=PATIENCE) as answer:
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
        for line in iter(_pipe(self._process.stdout).readline, "END\n"):
            assert line, "the program ended before it had said all"
            yield line


@contextmanager
def conversation(command: list[str], folder: Path, **environment: str) -> Iterator[Conversation]:
    """Start a program and talk to it; what it says before its first `END` is `printed`."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | ENVIRONMENT | environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        yield Conversation(process)
    finally:
        _end(process)
        _pipe(process.stdin).close()
        _pipe(process.stdout).close()


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
