"""Servers that do what no server should: plain sockets on ports that the system draws.

Each connection is one act; the last act is played for all that follow. A request is read to its
end before the act begins, and everything ends with the `with` block.
"""

from __future__ import annotations

import socket
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Final
from urllib.request import Request

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pytest

    Act = Callable[[socket.socket, Event], None]

LOCAL: Final = "127.0.0.1"
RESULTS: Final = "application/sparql-results+json"
TURTLE: Final = "text/turtle"
ROWS: Final = (
    b'{"head": {"vars": ["a", "b"]}, "results": {"bindings": ['
    b'{"a": {"type": "uri", "value": "urn:x"}}, {"b": {"type": "literal", "value": "y"}}]}}'
)
"""The answer to `SELECT ?a ?b`: two rows."""

YES: Final = b'{"head": {}, "boolean": true}'
_STEP: Final = 0.02


class Server:
    """What a test sees of a server.

    Attributes:
        url: Of an endpoint on it.
        requests: What was sent to it, each as it came in.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.requests: list[bytes] = []


@contextmanager
def serving(
    *acts: Act, context: ssl.SSLContext | None = None, hears: bool = True
) -> Iterator[Server]:
    """Play an act for each connection.

    Args:
        acts: In order.
        context: Makes it speak TLS.
        hears: Whether requests are read before the acts.
    """
    over = Event()
    with socket.create_server((LOCAL, 0)) as listener:
        listener.settimeout(_STEP)
        port = listener.getsockname()[1]
        server = Server(f"http{'s' if context else ''}://{LOCAL}:{port}/sparql")
        player = Thread(
            target=_play, args=(listener, acts, context, server if hears else None, over)
        )
        player.start()
        try:
            yield server
        finally:
            over.set()
            player.join()


def _play(
    listener: socket.socket,
    acts: tuple[Act, ...],
    context: ssl.SSLContext | None,
    server: Server | None,
    over: Event,
) -> None:
    waiting = list(acts)
    while not over.is_set():
        with suppress(OSError):
            plain, _ = listener.accept()
            plain.settimeout(5)
            with plain, _wrapped(plain, context) as connection:
                if server:
                    server.requests.append(_heard(connection))
                act = waiting.pop(0) if len(waiting) > 1 else waiting[0]
                act(connection, over)


@contextmanager
def _wrapped(plain: socket.socket, context: ssl.SSLContext | None) -> Iterator[socket.socket]:
    if context is None:
        yield plain
    else:
        with context.wrap_socket(plain, server_side=True) as connection:
            yield connection


def _heard(connection: socket.socket) -> bytes:
    with connection.makefile("rb") as file:
        head = b"".join(iter(file.readline, b"\r\n"))
        lengths = [line for line in head.splitlines() if line.lower().startswith(b"content-length")]
        return head + b"\r\n" + file.read(int(lengths[0].partition(b":")[2]) if lengths else 0)


def asking(url: str, **options: Any) -> Request:
    """A request to a server of our own."""
    return Request(url, **options)  # noqa: S310 -- http or https, to this machine


def raw(*pieces: bytes) -> Act:
    """Send bytes and hang up."""

    def act(connection: socket.socket, _over: Event) -> None:
        connection.sendall(b"".join(pieces))

    return act


def head(status: int = 200, **headers: str | int) -> bytes:
    """The head of a reply; an underscore in a name stands for a hyphen."""
    lines = [
        f"HTTP/1.1 {status} told",
        *(f"{n.replace('_', '-')}: {v}" for n, v in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def reply(body: bytes = b"", status: int = 200, **headers: str | int) -> Act:
    """Reply in good order."""
    return raw(head(status, **{"Content_Length": len(body), **headers}), body)


def results(body: bytes = ROWS, **headers: str | int) -> Act:
    """Reply with SPARQL results."""
    return reply(body, **{"Content_Type": RESULTS, **headers})


def chunked(*pieces: bytes, last: bytes = b"0\r\n\r\n", content_type: str = RESULTS) -> Act:
    """Reply in chunks; without the last one the reply is cut off."""
    chunks = (b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return raw(head(Content_Type=content_type, Transfer_Encoding="chunked"), *chunks, last)


def hang(*before: bytes) -> Act:
    """Send something and then nothing more, without hanging up."""

    def act(connection: socket.socket, over: Event) -> None:
        connection.sendall(b"".join(before))
        over.wait()

    return act


def drip(before: bytes, drop: bytes = b" ") -> Act:
    """Send a little now and then, for ever."""

    def act(connection: socket.socket, over: Event) -> None:
        connection.sendall(before)
        while not over.wait(_STEP):
            connection.sendall(drop)

    return act


def flood(before: bytes, piece: bytes) -> Act:
    """Send as much as is taken, for ever."""

    def act(connection: socket.socket, over: Event) -> None:
        connection.sendall(before)
        while not over.is_set():
            connection.sendall(piece)

    return act


@contextmanager
def deaf() -> Iterator[str]:
    """Give the URL of a server that accepts no connection, and whose queue is full."""
    with socket.socket() as listener:
        listener.bind((LOCAL, 0))
        listener.listen(0)
        address = listener.getsockname()
        waiting = []
        try:
            for _ in range(3):
                waiting.append(client := socket.socket())
                client.setblocking(False)  # noqa: FBT003 -- as it is called
                client.connect_ex(address)
            yield f"http://{LOCAL}:{address[1]}/sparql"
        finally:
            for client in waiting:
                client.close()


def alone(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Keep the credentials and the proxies of whoever runs the tests out of them."""
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"MEDIAGORA_ENDPOINT_{name}", raising=False)
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    empty = folder / "netrc"
    empty.write_text("", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(empty))
