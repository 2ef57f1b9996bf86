"""Connections that keep one deadline: looking up the name, connecting, sending and every read.

The standard library's own timeout begins anew with each byte, so that a server that drips never
meets it. Here each wait is given what remains.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
import urllib.request
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_LONGEST: Final = 1_000_000.0
"""Seconds: sockets take no infinite timeout."""


_ECHO: Final = b"x-sparql-default-graph:"


class Deadline:
    """The time that a server has. The clock stands while a reader takes what has come in.

    Args:
        seconds: From now on.

    Attributes:
        seconds: As given.

    Example:
        >>> Deadline(60.0).left() <= 60.0
        True
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._left = min(seconds, _LONGEST)
        self._since: float | None = time.monotonic()

    def work(self) -> None:
        """Let the clock run."""
        if self._since is None:
            self._since = time.monotonic()

    def rest(self) -> None:
        """Let the clock stand."""
        if self._since is not None:
            self._left -= time.monotonic() - self._since
        self._since = None

    def left(self) -> float:
        """Give the seconds that remain.

        Raises:
            TimeoutError: None do.
        """
        running = 0.0 if self._since is None else time.monotonic() - self._since
        left = self._left - running
        if left <= 0:
            raise TimeoutError
        return left


def opener(deadline: Deadline, *, proxies: bool) -> urllib.request.OpenerDirector:
    """Make an opener of our own that follows nothing and judges nothing: statuses are our matter.

    Args:
        deadline: All that it does is over by then.
        proxies: Whether the proxies of the environment are used.

    Example:
        >>> len(opener(Deadline(60.0), proxies=False).handlers)
        2
    """
    made = urllib.request.OpenerDirector()
    made.addheaders = []
    if proxies:
        made.add_handler(urllib.request.ProxyHandler())
    made.add_handler(_Http(deadline))
    made.add_handler(_Https(deadline))
    return made


class _Http(urllib.request.AbstractHTTPHandler):
    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._deadline = deadline

    http_request = urllib.request.AbstractHTTPHandler.do_request_

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_Connection, deadline=self._deadline), req)


class _Https(urllib.request.AbstractHTTPHandler):
    def __init__(self, deadline: Deadline) -> None:
        super().__init__()
        self._deadline = deadline

    https_request = urllib.request.AbstractHTTPHandler.do_request_

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        checking = ssl.create_default_context()
        made = partial(_TlsConnection, deadline=self._deadline, context=checking)
        return self.do_open(made, req)


class _Connection(http.client.HTTPConnection):
    def __init__(self, *args: Any, deadline: Deadline, **options: Any) -> None:  # noqa: ANN401 -- as there
        super().__init__(*args, **options)
        self._deadline = deadline
        self._create_connection = partial(_connected, deadline=deadline)
        self.response_class = _reading(deadline)

    def send(self, data: Any) -> None:  # noqa: ANN401 -- whatever the standard library sends
        if self.sock is not None:
            self.sock.settimeout(self._deadline.left())
        # Who refuses a long request may answer and hang up before all of it is sent.
        try:
            super().send(data)
        except (BrokenPipeError, ConnectionResetError):
            if self.sock is None:
                raise


class _TlsConnection(_Connection, http.client.HTTPSConnection):
    pass


def _reading(deadline: Deadline) -> type[http.client.HTTPResponse]:
    class Response(http.client.HTTPResponse):
        def __init__(self, sock: socket.socket, *args: Any, **options: Any) -> None:  # noqa: ANN401 -- as there
            super().__init__(sock, *args, **options)
            self.fp.close()
            self.fp = _Buffered(_Reader(sock, deadline), 1 << 16)

    return Response


class _Buffered(io.BufferedReader):
    """Bytes without the headers of which Virtuoso sends one for each graph that is asked.

    They are more than `http.client` takes, and tell nothing that we did not say.
    """

    _in_head = True

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        while self._in_head and line.lower().startswith(_ECHO):
            line = super().readline(size)
        self._in_head = self._in_head and line.strip() != b""
        return line


class _Reader(io.RawIOBase):
    """A socket's bytes; each read waits for what remains at most."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._bytes = sock.makefile("rb", buffering=0)
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int | None:
        self._sock.settimeout(self._deadline.left())
        return self._bytes.readinto(buffer)

    def close(self) -> None:
        self._bytes.close()
        super().close()


def _connected(address: tuple[str, int], *_: object, deadline: Deadline) -> socket.socket:
    """Try the addresses of a host, one after the other."""
    failed: OSError = OSError(f"{address[0]} has no address")
    for family, kind, protocol, _name, place in _addresses(*address, deadline):
        made = socket.socket(family, kind, protocol)
        try:
            made.settimeout(deadline.left())
            made.connect(place)
        except OSError as error:
            made.close()
            failed = error
        except BaseException:
            made.close()
            raise
        else:
            return made
    raise failed


def _addresses(host: str, port: int, deadline: Deadline) -> list[Any]:
    """Look a name up in a thread of its own: the system's own call knows no deadline."""
    answers: SimpleQueue[list[Any] | OSError | UnicodeError] = SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    Thread(target=look_up, daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except Empty:
        raise TimeoutError from None
    if isinstance(answer, list):
        return answer
    raise answer
