"""Which URLs are asked, what of them may be shown, and where a server may send us on to."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final
from urllib.parse import urljoin, urlsplit

from mediagora.errors import EndpointError

_PORTS: Final = {"http": 80, "https": 443}


def checked(url: str) -> str:
    """Refuse what is no address of an endpoint.

    Args:
        url: As the user gave it.

    Returns:
        The same URL.

    Raises:
        EndpointError: It is no http or https URL, or holds a user or a password, which the message
            does not repeat.

    Example:
        >>> checked("https://example.org/sparql")
        'https://example.org/sparql'
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    # Where a URL is malformed, what stands before an @ may be a password wherever it stands.
    is_plain = parts.scheme in _PORTS and host and _is_plain(url)
    if "@" in parts.netloc or ("@" in url and not is_plain):
        message = (
            "a URL with a user or a password is refused: others read command lines and logs; set "
            "MEDIAGORA_ENDPOINT_USER and MEDIAGORA_ENDPOINT_PASSWORD, or write ~/.netrc"
        )
        raise EndpointError(message)
    if not is_plain:
        message = (
            f"{_printable(url)!r} is no address of an endpoint; write it in full and in ASCII, "
            "such as https://example.org/sparql"
        )
        raise EndpointError(message)
    return url


def shown(url: str) -> str:
    """Give the part of a URL that may stand in a message: a query may hold a key.

    Example:
        >>> shown("https://example.org/sparql?key=secret")
        'https://example.org/sparql'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def origin(url: str) -> tuple[str, str | None, int | None]:
    """Give scheme, host and port, the port also where it goes without saying.

    Example:
        >>> origin("HTTPS://Example.org/sparql")
        ('https', 'example.org', 443)
    """
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)


def is_here(url: str) -> bool:
    """Tell whether a URL is on this machine, so that nobody listens on the way.

    Example:
        >>> is_here("http://127.0.0.1:7878/query"), is_here("http://example.org/")
        (True, False)
    """
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_private(url: str) -> bool:
    """Tell whether nobody but the endpoint reads what is sent to a URL.

    Example:
        >>> is_private("https://example.org/sparql"), is_private("http://example.org/sparql")
        (True, False)
    """
    return urlsplit(url).scheme == "https" or is_here(url)


def redirected(url: str, location: str | None) -> str:
    """Follow a redirect, if it stays on the same host and port, or goes on from http to https.

    Args:
        url: What was asked.
        location: What the server says (RFC 9110, section 10.2.2).

    Raises:
        EndpointError: It leads elsewhere, or nowhere.

    Example:
        >>> redirected("http://example.org/a/sparql", "/b/sparql")
        'http://example.org/b/sparql'
    """
    try:
        there = urljoin(url, location or "")
        parts = urlsplit(there)
        scheme, host, port = origin(there)
    except ValueError:
        there, parts, scheme, host, port = "", urlsplit(""), "", None, None
    if not location or not host or scheme not in _PORTS or "@" in parts.netloc:
        message = f"{shown(url)} redirects to nowhere that can be asked"
        raise EndpointError(message)
    if not _is_plain(there):
        message = f"{shown(url)} redirects to an address that is no URL"
        raise EndpointError(message)
    old_scheme, old_host, old_port = origin(url)
    if (host, port) == (old_host, old_port) and scheme == old_scheme:
        return there
    if host == old_host and (old_scheme, scheme) == ("http", "https") and _follows(port, old_port):
        return there
    message = (
        f"{shown(url)} redirects to {shown(there)}, another server; if you trust that one, give "
        "its address as the endpoint"
    )
    if (old_scheme, scheme) == ("https", "http"):
        message = f"{shown(url)} redirects to {shown(there)}, which is not encrypted: refused"
    raise EndpointError(message)


def _follows(port: int | None, old_port: int | None) -> bool:
    return port in {_PORTS["https"], old_port}


def _is_plain(url: str) -> bool:
    return url.isascii() and all(sign.isprintable() and sign not in ' <>"\\^`{|}' for sign in url)


def _printable(url: str) -> str:
    parts = urlsplit("") if "[" in url else urlsplit(url)
    kept = shown(url) if parts.scheme and parts.netloc else url.partition("?")[0]
    return "".join(sign if sign.isprintable() else "?" for sign in kept[:100])
