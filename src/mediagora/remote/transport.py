"""One request to an endpoint, sent again where that helps, and its reply as it comes in.

A reply is bounded by one deadline over everything and by a size. Redirects stay on the host. A
server that is busy (429, 503) is asked again after a while. Everything else that goes wrong is an
`EndpointError` with one clear sentence.
"""

from __future__ import annotations

import time
from contextlib import closing, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, Self

from mediagora.errors import EndpointError, UsageError
from mediagora.remote.addresses import checked, origin, shown
from mediagora.remote.connecting import Deadline
from mediagora.remote.credentials import credentials, how
from mediagora.remote.exchange import Exchange
from mediagora.remote.failures import CAUGHT, failure, printable, refusal

if TYPE_CHECKING:
    import http.client
    import urllib.request
    from collections.abc import Callable
    from types import TracebackType

TIMEOUT: Final = 60.0
"""Seconds that an endpoint has for its whole answer, if nothing else is said."""

MAX_BYTES: Final = 1 << 30
"""Bytes of a reply that are read, if nothing else is said."""

_WAITS: Final = 4
_WAIT: Final = 0.5
"""Seconds before the second try; doubled with each."""
_CHALLENGES: Final = 2
_DIGITS: Final = 9
_FOLLOWED: Final = frozenset({301, 302, 303, 307, 308})
_BUSY: Final = frozenset({429, 503})
_UNAVAILABLE: Final = 503
_UNAUTHORISED: Final = 401
_FORBIDDEN: Final = 403
_TOLD: Final = 2000
_PIECE: Final = 1 << 16


class Reply:
    """A reply that is read as it comes in; closed by `with`, or by `close`.

    Attributes:
        url: Of what replies, after redirects.
        status: From 200 to 299.
        headers: As the server sent them; names in any case.
        content_type: The media type in lower case without parameters; empty where none is told.
        says_its_end: Whether a reply that is cut off is known by its length or its last chunk.
    """

    def __init__(
        self, url: str, response: http.client.HTTPResponse, deadline: Deadline, max_bytes: int
    ) -> None:
        self.url = url
        self.status = response.status
        self.headers = response.headers
        told = response.headers.get("Content-Type", "")
        self.content_type = told.partition(";")[0].strip().lower()
        self._response = response
        self._deadline = deadline
        self._max_bytes = max_bytes
        self._length = None if response.chunked else response.length
        self.says_its_end = bool(response.chunked) or self._length is not None
        self._read = 0

    def read(self, size: int = -1, /) -> bytes:
        """Read some of the body; nothing at its end.

        Args:
            size: Most bytes to give; all that remain if negative.

        Raises:
            EndpointError: The time is up, there is more than the limit, or it breaks off.
        """
        if size < 0:
            return b"".join(iter(lambda: self.read(_PIECE), b""))
        self._deadline.work()
        try:
            self._deadline.left()
            piece = self._response.read1(size)
        except CAUGHT as error:
            raise self._failed(error) from error
        finally:
            self._deadline.rest()
        self._read += len(piece)
        if self._read > self._max_bytes:
            message = (
                f"{shown(self.url)} sends more than {self._max_bytes} bytes; ask for less, such as "
                "with LIMIT"
            )
            raise EndpointError(message)
        if size and not piece and self._length is not None and self._read < self._length:
            message = f"{shown(self.url)} broke off in the midst of its answer"
            raise EndpointError(message)
        return piece

    def _failed(self, error: Exception) -> EndpointError:
        if isinstance(error, ConnectionError):
            return EndpointError(f"{shown(self.url)} broke off in the midst of its answer")
        return failure(self.url, error, self._deadline)

    def close(self) -> None:
        """Close the connection, whether or not all has been read."""
        self._response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class Transport:
    """The way to one host: limits, credentials and manners.

    Args:
        url: Of the endpoint. Requests go to its host only; their path is their own.
        timeout: Seconds for a whole answer, from looking up the name to the last byte.
        max_bytes: Most bytes of a reply.
        sleep: Waits between two tries.

    Raises:
        EndpointError: The URL is no http or https URL, or holds a user or a password; or the
            credentials in the environment or in netrc are incomplete.
        UsageError: A limit is not above 0.

    Example:
        >>> Transport("https://example.org/sparql")
        Transport('https://example.org/sparql')
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: float = TIMEOUT,
        max_bytes: int = MAX_BYTES,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.url = checked(url)
        if not (timeout > 0 and max_bytes > 0):
            message = "a timeout is a number of seconds above 0, a limit of bytes above 0 as well"
            raise UsageError(message)
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._sleep = sleep
        self._credentials = credentials(url)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({shown(self.url)!r})"

    def deadline(self) -> Deadline:
        """Give a deadline that several requests can share."""
        return Deadline(self._timeout)

    def send(
        self,
        request: urllib.request.Request,
        *,
        idempotent: bool = True,
        deadline: Deadline | None = None,
    ) -> Reply:
        """Send a request and give the reply, whose body is still to be read.

        Args:
            request: To the transport's own host; its body is bytes or a file that can seek.
            idempotent: Whether it may be sent again where the server may have begun with it.
            deadline: Kept instead of one that begins now.

        Raises:
            EndpointError: There is no reply with a status from 200 to 299.
        """
        if origin(request.full_url) != origin(self.url):
            message = f"{shown(request.full_url)} is not on the host of {shown(self.url)}"
            raise EndpointError(message)
        kept = deadline or self.deadline()
        kept.work()
        try:
            return self._sent(Exchange(request, kept, self._credentials), idempotent=idempotent)
        finally:
            kept.rest()

    def _sent(self, exchange: Exchange, *, idempotent: bool) -> Reply:
        while True:
            response = exchange.open()
            if 200 <= response.status < 300:  # noqa: PLR2004 -- RFC 9110, section 15.3
                return self._reply(exchange, response)
            with closing(response):
                self._prepare(exchange, response, idempotent=idempotent)

    def _reply(self, exchange: Exchange, response: http.client.HTTPResponse) -> Reply:
        for name, harmless in (("Content-Encoding", "identity"), ("Transfer-Encoding", "chunked")):
            told = response.headers.get(name, harmless)
            if told.strip().lower() != harmless:
                response.close()
                message = (
                    f"{shown(exchange.url)} sends its answer compressed or encoded "
                    f"({printable(told)}) though that was not asked for"
                )
                raise EndpointError(message)
        return Reply(exchange.url, response, exchange.deadline, self._max_bytes)

    def _prepare(
        self, exchange: Exchange, response: http.client.HTTPResponse, *, idempotent: bool
    ) -> None:
        """Make ready to send once more, or raise what the status means."""
        status = response.status
        if status in _FOLLOWED:
            exchange.redirect(response)
        elif status == _UNAUTHORISED and self._may_prove(exchange, response):
            exchange.challenges += 1
        elif status in _BUSY and exchange.waits < _WAITS:
            asked = _asked(response.headers.get("Retry-After"))
            if status == _UNAVAILABLE and asked is None and not idempotent:
                raise self._refused(exchange, response)
            self._wait(exchange, asked, response)
            exchange.waits += 1
        else:
            raise self._refused(exchange, response)

    def _may_prove(self, exchange: Exchange, response: http.client.HTTPResponse) -> bool:
        if self._credentials is None or exchange.challenges >= _CHALLENGES:
            return False
        return self._credentials.take(exchange.url, exchange.asked(response))

    def _wait(
        self, exchange: Exchange, asked: float | None, response: http.client.HTTPResponse
    ) -> None:
        wait = max(asked or 0.0, _WAIT * 2**exchange.waits)
        try:
            in_time = wait < exchange.deadline.left()
        except TimeoutError:
            in_time = False
        if not in_time:
            wish = "" if asked is None else f" and asks to wait {asked:.0f} s"
            message = (
                f"{shown(exchange.url)} is busy (status {response.status}){wish}, which is beyond "
                f"the limit of {exchange.deadline.seconds:g} s; try again later"
            )
            raise EndpointError(message)
        self._sleep(wait)

    def _refused(self, exchange: Exchange, response: http.client.HTTPResponse) -> EndpointError:
        url = shown(exchange.url)
        if response.status == _UNAUTHORISED and self._credentials is not None:
            message = f"{url} does not accept what {self._credentials.source} give"
            return EndpointError(message)
        if response.status == _UNAUTHORISED:
            return EndpointError(f"{url} asks for a user and a password, or a token: {how()}")
        refused = refusal(
            exchange.url, response.status, response.headers.get_content_type(), _begun(response)
        )
        if response.status == _FORBIDDEN and self._credentials is None:
            return EndpointError(f"{refused}; it may want to know who asks: {how()}")
        if exchange.waits:
            return EndpointError(f"{refused}; it was asked {exchange.waits + 1} times")
        return refused


def _begun(response: http.client.HTTPResponse) -> bytes:
    """The first of what a server says of its refusal; the status counts, should it break off."""
    read = b""
    with suppress(*CAUGHT):
        while len(read) < _TOLD and (piece := response.read1(_TOLD)):
            read += piece
    return read


def _asked(header: str | None) -> float | None:
    """Seconds to wait, from Retry-After (RFC 9110, section 10.2.3): seconds or a date."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:_DIGITS])
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    now = datetime.now(UTC)
    return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds())
