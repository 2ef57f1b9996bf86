"""What stands between a client and a real server, and lets requests go wrong."""

from __future__ import annotations

import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urlsplit

from remote.servers import Served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Fault = Literal["refused", "lost", "broken", "swallowed", "half"]
"""Answered 500 and not passed on; passed on and the answer lost; cut off, not passed on; said to be
done and not passed on; half of an update's operations, or the only one, passed on and answered 500.
"""

_PASSED: Final = ("Accept", "Authorization", "Content-Type")


@dataclass
class Between:
    """A proxy.

    Attributes:
        served: Its own addresses.
        fault: Tells by number, method, path and body what is to go wrong with a request.
        bodies: What was sent, by request.
    """

    served: Served
    fault: Callable[[int, str, bytes], Fault | None] = lambda *_: None
    bodies: list[bytes] = field(default_factory=list)


@contextmanager
def between(real: Served) -> Iterator[Between]:
    """Stand before a server until the end of the `with` block."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    lock = Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._pass_on(None)

        def do_HEAD(self) -> None:
            self._pass_on(None)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with lock:
                proxy.bodies.append(body)
                fault = proxy.fault(len(proxy.bodies), self.path, body)
            if fault in {"refused", "broken", "swallowed"}:
                if fault != "broken":
                    self._answer(500 if fault == "refused" else 204, "text/plain", b"")
                return
            if fault == "half":
                operations = body.split(b" ;\n")
                body = b" ;\n".join(operations[: len(operations) // 2 or 1])
            self._pass_on(body, fault)

        def _pass_on(self, body: bytes | None, fault: Fault | None = None) -> None:
            request = urllib.request.Request(  # noqa: S310 - the address is that of a server of ours
                f"{upstream.scheme}://{upstream.netloc}{self.path}",
                body,
                {name: self.headers[name] for name in _PASSED if name in self.headers},
                method=self.command,
            )
            try:
                with opener.open(request, timeout=60) as reply:
                    status, headers, content = reply.status, reply.headers, reply.read()
            except urllib.error.HTTPError as error:
                with error:
                    status, headers, content = error.code, error.headers, error.read()
            if fault == "half" and status < 300:  # else it asks who asks, or refuses itself
                status = 500
            if fault != "lost":
                challenge = headers.get("WWW-Authenticate", "")
                self._answer(status, headers.get("Content-Type", ""), content, challenge)

        def _answer(self, status: int, kind: str, content: bytes, challenge: str = "") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            if status != 204:
                self.send_header("Content-Length", str(len(content)))
            if challenge:
                self.send_header("WWW-Authenticate", challenge)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    upstream = urlsplit(real.query)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        own = f"127.0.0.1:{server.server_port}"
        addresses = (
            url.replace(upstream.netloc, own) for url in (real.query, real.update, real.store)
        )
        proxy = Between(Served(*addresses, real.user, real.password))
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield proxy
        finally:
            server.shutdown()
            thread.join()
