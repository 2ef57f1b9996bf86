"""One request on its way: what is sent, where to, and how often already."""

from __future__ import annotations

import urllib.request
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, cast

from mediagora.errors import EndpointError
from mediagora.remote.addresses import is_here, redirected, shown
from mediagora.remote.connecting import opener
from mediagora.remote.failures import CAUGHT, failure

if TYPE_CHECKING:
    import http.client

    from mediagora.remote.connecting import Deadline
    from mediagora.remote.credentials import Credentials

_REDIRECTS: Final = 5
_SEE_OTHER: Final = 303


class Exchange:
    """What is sent, as redirects leave it.

    Args:
        request: Its body is bytes, or a file that can seek.
        deadline: For all of it.
        credentials: Sent along, where they may be.

    Attributes:
        url: Where it goes now.
        deadline: As given.
        challenges: How often the server has asked who asks.
        waits: How often it has been busy.
    """

    def __init__(
        self,
        request: urllib.request.Request,
        deadline: Deadline,
        credentials: Credentials | None = None,
    ) -> None:
        self.url = request.full_url
        self.deadline = deadline
        self.challenges = 0
        self.waits = 0
        self._method = request.get_method()
        self._headers = {**request.headers, **request.unredirected_hdrs}
        self._data: Any = request.data
        self._start = getattr(self._data, "tell", int)()
        self._credentials = credentials
        self._redirects = 0

    def open(self) -> http.client.HTTPResponse:
        """Send it, and give the response whatever its status.

        Raises:
            EndpointError: There is none.
        """
        if hasattr(self._data, "seek"):
            self._data.seek(self._start)
        request = urllib.request.Request(  # noqa: S310 -- http and https only, it is checked
            self.url, self._data, self._headers, method=self._method
        )
        authorisation = self._credentials.header(request) if self._credentials else None
        if authorisation:
            request.add_unredirected_header("Authorization", authorisation)
        return self._opened(request)

    def asked(self, response: http.client.HTTPResponse) -> list[str]:
        """Give the challenges of a server that has refused for lack of the right credentials.

        Virtuoso does not tell that it wants Digest where it was given Basic: then it is asked
        once more, without either and without the body.

        Raises:
            EndpointError: It does not answer.
        """
        if challenges := response.headers.get_all("WWW-Authenticate"):
            return challenges
        with closing(self._opened(urllib.request.Request(self.url))) as bare:  # noqa: S310 -- above
            return bare.headers.get_all("WWW-Authenticate", [])

    def _opened(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        opening = opener(self.deadline, proxies=not is_here(self.url))
        try:
            opened = opening.open(request, timeout=self.deadline.left())
        except CAUGHT as error:
            raise failure(self.url, error, self.deadline) from error
        return cast("http.client.HTTPResponse", opened)

    def redirect(self, response: http.client.HTTPResponse) -> None:
        """Go where the server says (RFC 9110, section 15.4): a POST stays a POST, save for 303.

        Raises:
            EndpointError: It is another server, or one redirect too many.
        """
        self._redirects += 1
        if self._redirects > _REDIRECTS:
            message = f"{shown(self.url)} redirects more than {_REDIRECTS} times"
            raise EndpointError(message)
        self.url = redirected(self.url, response.headers.get("Location"))
        if response.status == _SEE_OTHER and self._method != "HEAD":
            self._method, self._data = "GET", None
            self._headers = {
                name: value
                for name, value in self._headers.items()
                if not name.lower().startswith("content-")
            }
