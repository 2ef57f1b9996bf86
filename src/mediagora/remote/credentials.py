"""Who asks: a user and a password, or a token, from the environment or from netrc.

They are never part of a URL, a message or a `repr`, go to the endpoint's own host only, and are
never sent in the clear to another machine. Basic (RFC 7617), Bearer (RFC 6750) and Digest (RFC
7616, as far as the standard library has it) are spoken.
"""

from __future__ import annotations

import os
import re
import urllib.request
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.error import URLError
from urllib.parse import urlsplit

from mediagora.errors import EndpointError
from mediagora.remote.addresses import is_private, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

USER: Final = "MEDIAGORA_ENDPOINT_USER"
PASSWORD: Final = "MEDIAGORA_ENDPOINT_PASSWORD"  # noqa: S105 -- the name of a variable
TOKEN: Final = "MEDIAGORA_ENDPOINT_TOKEN"  # noqa: S105 -- the name of a variable

_DIGEST: Final = re.compile(r"(?:^|,\s*)Digest\s+(.*)", re.IGNORECASE | re.DOTALL)
_BASIC: Final = re.compile(r"(?:^|,\s*)Basic\b", re.IGNORECASE)
_TOKEN: Final = re.compile(r"[A-Za-z0-9._~+/-]+=*")  # RFC 6750, section 2.1


class Credentials:
    """What proves who asks.

    Args:
        user: Name of the user; empty where there is none.
        password: Password of the user.
        token: A bearer token; empty where there is none.
        source: Where they come from, for messages.

    Attributes:
        source: As given.

    Example:
        >>> Credentials("me", "secret", source="the environment")
        <Credentials of the environment>
    """

    def __init__(self, user: str = "", password: str = "", token: str = "", *, source: str) -> None:
        self.source = source
        self._user = user
        self._password = password
        self._token = token
        self._passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        self._digest = urllib.request.HTTPDigestAuthHandler(self._passwords)
        self._challenge: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"<Credentials of {self.source}>"

    def header(self, request: urllib.request.Request) -> str | None:
        """Give the Authorization header of a request, if one may be sent.

        Raises:
            EndpointError: A token would go over the network in the clear, or the server asks for a
                kind of Digest that is not spoken.
        """
        url = request.full_url
        if self._token:
            if not is_private(url):
                message = f"{shown(url)} would be sent a token in the clear; use https"
                raise EndpointError(message)
            return f"Bearer {self._token}"
        if self._challenge:
            return self._digested(request)
        return self._basic() if is_private(url) else None

    def take(self, url: str, challenges: Iterable[str]) -> bool:
        """Take what a server asks for that has refused the first header.

        Args:
            url: That was asked.
            challenges: The `WWW-Authenticate` headers of the refusal (RFC 9110, section 11.6.1).

        Returns:
            Whether there is another header to try.

        Raises:
            EndpointError: The server asks for a password in the clear.
        """
        together = ", ".join(challenges)
        if self._token:
            return False
        if digest := _DIGEST.search(together):
            parts = urllib.request.parse_http_list(digest[1])
            pairs = [part for part in parts if "=" in part]
            self._challenge = urllib.request.parse_keqv_list(pairs)
            return True
        if _BASIC.search(together) and not is_private(url):
            message = f"{shown(url)} asks for a password in the clear; use https"
            raise EndpointError(message)
        return False

    def _basic(self) -> str:
        return f"Basic {b64encode(f'{self._user}:{self._password}'.encode()).decode()}"

    def _digested(self, request: urllib.request.Request) -> str | None:
        self._passwords.add_password(None, request.full_url, self._user, self._password)
        try:
            made = self._digest.get_authorization(request, self._challenge)
        except (URLError, ValueError) as error:  # also of names and passwords beyond ASCII
            message = (
                f"{shown(request.full_url)} asks for a kind of Digest authentication that is not "
                "spoken here, or for a name or password beyond ASCII"
            )
            raise EndpointError(message) from error
        return f"Digest {made}" if made else None


def credentials(url: str, environment: Mapping[str, str] = os.environ) -> Credentials | None:
    """Look for what proves to an endpoint who asks.

    Args:
        url: Of the endpoint.
        environment: Variables; `NETRC` names a file to be read instead of `~/.netrc`.

    Returns:
        What the environment says, else what netrc says of this host, else nothing.

    Raises:
        EndpointError: What is there is incomplete or cannot be read.

    Example:
        >>> credentials("https://example.org/", {"MEDIAGORA_ENDPOINT_TOKEN": "abc"})
        <Credentials of MEDIAGORA_ENDPOINT_TOKEN>
    """
    user, password, token = (environment.get(name, "") for name in (USER, PASSWORD, TOKEN))
    if token and (user or password):
        message = f"set either {TOKEN} or {USER} and {PASSWORD}, not both"
        raise EndpointError(message)
    if token:
        if not _TOKEN.fullmatch(token):
            message = f"{TOKEN} holds signs that no token has, perhaps a blank or a line end"
            raise EndpointError(message)
        return Credentials(token=token, source=TOKEN)
    if bool(user) != bool(password):
        message = f"{PASSWORD if user else USER} is not set; it takes both, {USER} and {PASSWORD}"
        raise EndpointError(message)
    if ":" in user:
        message = f"{USER} holds a colon, which no user's name may (RFC 7617)"
        raise EndpointError(message)
    if user:
        return Credentials(user, password, source=f"{USER} and {PASSWORD}")
    return _in_netrc(urlsplit(url).hostname or "", environment.get("NETRC"))


def _in_netrc(host: str, named: str | None) -> Credentials | None:
    """Read netrc for one host; its `default` is left alone: it would go to whoever is asked."""
    from netrc import NetrcParseError, netrc

    file = Path(named) if named else Path.home() / ".netrc"
    if not named and not file.is_file():
        return None
    try:
        # Without a name the library also refuses a file that others may read.
        entries = netrc(str(file) if named else None).hosts
    except NetrcParseError as error:  # its message may hold a word of the file, even a password
        message = (
            f"'{file}' cannot be read as netrc, line {error.lineno}: it holds 'machine HOST login "
            "USER password PASSWORD', and nobody but you may read it (chmod 600)"
        )
        raise EndpointError(message) from None
    except (OSError, UnicodeDecodeError) as error:
        message = f"'{file}' cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}"
        raise EndpointError(message) from None
    user, _account, password = entries.get(host) or ("", "", "")
    if not user or not password:
        return None
    return Credentials(user, password, source=f"'{file}'")


def how(environment: Mapping[str, str] = os.environ) -> str:
    """Say how to give credentials.

    Example:
        >>> print(how({}).partition(" and ")[0])
        set MEDIAGORA_ENDPOINT_USER
    """
    file = environment.get("NETRC") or "~/.netrc"
    return f"set {USER} and {PASSWORD}, or {TOKEN}, or add the host to {file}"
