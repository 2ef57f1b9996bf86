"""What went wrong with an endpoint, in one sentence each.

A sentence begins with the address that was asked, without its query, and ends with what can be
done.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
from typing import TYPE_CHECKING, Final
from urllib.error import URLError

from mediagora.errors import EndpointError
from mediagora.remote.addresses import shown

if TYPE_CHECKING:
    from mediagora.remote.connecting import Deadline

_EXPIRED: Final = 10
_NOT_YET: Final = 9
_SELF_SIGNED: Final = {18, 19}
_UNKNOWN: Final = {2, 20, 21}
_OTHER_NAME: Final = {62, 64}
"""Codes of OpenSSL's X509_verify_cert_error_string."""

_LONGEST: Final = 200
_SERVERS: Final = 500
_STATUS: Final = {
    400: "does not accept the request",
    403: "refuses this",
    404: "knows no such address; is it that of a SPARQL endpoint?",
    405: "takes no such request; is it the address of a SPARQL endpoint?",
    406: "has no answer in a format that is read here",
    407: "is behind a proxy that asks for a password",
    408: "gave up waiting for the request",
    413: "finds the request too large",
    414: "finds the request too large",
    415: "does not read requests of this kind; is it the address of a SPARQL endpoint?",
    500: "failed",
    501: "cannot do this",
    502: "is not to be reached behind its gateway",
    503: "has no time now",
    504: "did not answer its gateway in time; ask for less",
}

_HUNG_UP: Final = "closed the connection without an answer"
_SENTENCES: Final[tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...]] = (
    ((ssl.SSLEOFError, ssl.SSLZeroReturnError), _HUNG_UP),
    (ssl.SSLError, "does not speak TLS as it is spoken here; is its address http, not https?"),
    (socket.gaierror, "cannot be found: the name of the host is not known here"),
    (ConnectionRefusedError, "cannot be reached: nothing listens there; is the server running?"),
    (http.client.IncompleteRead, "broke off in the midst of its answer"),
    ((http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError), _HUNG_UP),
    (
        (http.client.BadStatusLine, http.client.UnknownProtocol),
        "does not speak HTTP; is it the address of a SPARQL endpoint, or is it https?",
    ),
    (http.client.HTTPException, "sends headers that are too long or malformed"),
)
"""What is said of each kind of error; the first that fits counts."""

CAUGHT: Final = (OSError, http.client.HTTPException, ValueError)
"""What sending and reading raise: URLError, TimeoutError and TLS errors are OSErrors."""


def failure(url: str, error: Exception, deadline: Deadline) -> EndpointError:
    """Say why there is no answer, or no more of it.

    Args:
        url: What was asked.
        error: One of `CAUGHT`.
        deadline: What was kept.
    """
    if isinstance(error, EndpointError):
        return error
    if isinstance(error, URLError) and isinstance(error.reason, Exception):
        error = error.reason
    return EndpointError(f"{shown(url)} {_said(error, deadline)}")


def _said(error: Exception, deadline: Deadline) -> str:
    if isinstance(error, TimeoutError) and error.errno is None:
        return (
            f"did not answer in full within {deadline.seconds:g} s; ask for less, or raise the "
            "limit with --timeout"
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"shows a certificate that {_distrusted(error)}"
    for kinds, said in _SENTENCES:
        if isinstance(error, kinds):
            return said
    if isinstance(error, OSError):
        told = error.strerror or printable(str(error)) or type(error).__name__
        return f"cannot be reached: {told.lower()}"
    return "sends a reply that cannot be read as HTTP"


def _distrusted(error: ssl.SSLCertVerificationError) -> str:
    code = error.verify_code
    if code == _EXPIRED:
        return "has expired"
    if code == _NOT_YET:
        return "is not valid yet; is the clock right?"
    if code in _SELF_SIGNED:
        return "it signed itself; if you trust it, name its file in SSL_CERT_FILE"
    if code in _UNKNOWN:
        return (
            "nobody known here has signed; if you trust its issuer, name the file in SSL_CERT_FILE"
        )
    if code in _OTHER_NAME:
        return "is for another host"
    return f"is not trusted: {error.verify_message}"


def refusal(url: str, status: int, content_type: str, body: bytes) -> EndpointError:
    """Say what a status of 300 and more means, with the first line of what the server says.

    Args:
        url: What was asked.
        status: From 100 to 999.
        content_type: Of the body.
        body: The first of it.

    Example:
        >>> print(refusal("http://localhost/q", 400, "text/plain", b"no such prefix: ex"))
        http://localhost/q does not accept the request (status 400): no such prefix: ex
    """
    said = _STATUS.get(status) or ("failed" if status >= _SERVERS else "does not answer this")
    line = first_line(content_type, body)
    return EndpointError(f"{shown(url)} {said} (status {status})" + (f": {line}" if line else ""))


def first_line(content_type: str, body: bytes) -> str:
    r"""Give the first line of a message that a person may read; none of a web page.

    Example:
        >>> first_line("text/plain", b"\n  Parse error\n at line 1")
        'Parse error'
    """
    text = body.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if "html" in content_type or "xml" in content_type or text.startswith("<"):
        return ""
    return printable(text.partition("\n")[0])


def printable(text: str) -> str:
    r"""Keep what a terminal shows as it is, and no more than a line of it.

    Example:
        >>> printable("\x1b[31mred")
        '[31mred'
    """
    kept = "".join(sign for sign in text if sign.isprintable())
    kept = re.sub(r"\s+", " ", kept).strip()
    return kept if len(kept) <= _LONGEST else f"{kept[:_LONGEST]} …"
