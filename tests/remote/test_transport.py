"""Whatever a server does, there is a whole reply or one clear sentence, in time."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final

import pytest

from mediagora.errors import EndpointError, UsageError
from mediagora.remote.transport import Transport
from remote import misbehaving
from remote.misbehaving import (
    ROWS,
    asking,
    chunked,
    drip,
    flood,
    hang,
    head,
    raw,
    reply,
    results,
    serving,
)

if TYPE_CHECKING:
    from pathlib import Path

    from remote.misbehaving import Act

SHORT: Final = 0.3
"""Seconds for those that never answer; others have much more than they need."""

BUSY: Final = reply(b"", 503)


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    misbehaving.alone(monkeypatch, tmp_path)


def got(url: str, *, timeout: float = 20.0, max_bytes: int = 1 << 20, data: bytes = b"q") -> bytes:
    """The whole body that a transport gets for a POST."""
    transport = Transport(url, timeout=timeout, max_bytes=max_bytes)
    with transport.send(asking(url, data=data)) as answer:
        return answer.read()


def test_gives_what_a_good_server_sends() -> None:
    with serving(results()) as server:
        assert got(server.url) == ROWS
    (request,) = server.requests
    assert request.startswith(b"POST /sparql HTTP/1.1\r\n")
    assert request.endswith(b"\r\n\r\nq")
    assert b"accept-encoding: identity" in request.lower()
    assert b"authorization" not in request.lower()


@pytest.mark.parametrize(
    "act",
    [
        hang(),
        hang(head(Content_Type="text/plain")),
        hang(head(Content_Length=1000), b"begun"),
        drip(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x"),
        drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        drip(head(Content_Length=1000)),
        drip(head(Transfer_Encoding="chunked"), b"1\r\n \r\n"),
        drip(head(Transfer_Encoding="chunked") + b"0\r\n", b"X: y\r\n"),
        drip(head(401, Content_Length=1000)),
    ],
    ids=[
        "after the request",
        "after the headers",
        "in the body",
        "dripping headers",
        "dripping continues",
        "dripping body",
        "dripping chunks",
        "dripping trailers",
        "dripping refusal",
    ],
)
def test_who_hangs_or_drips_is_left_in_time(act: Act) -> None:
    with serving(act) as server, pytest.raises(EndpointError) as raised:
        got(server.url, timeout=SHORT)
    expected = "in full within 0.3 s" if "status" not in str(raised.value) else "status"
    assert expected in str(raised.value) or "asks for a user" in str(raised.value)


def test_who_accepts_nothing_is_left_in_time() -> None:
    with misbehaving.deaf() as url, pytest.raises(EndpointError, match=r"in full within 0\.3 s"):
        got(url, timeout=SHORT)


def test_a_name_that_nobody_answers_for_is_left_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    from threading import Event

    never = Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: never.wait(20) and [])
    with pytest.raises(EndpointError, match=r"in full within 0\.3 s"):
        got("http://example.org/", timeout=SHORT)
    never.set()


def test_a_name_that_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(EndpointError, match="the name of the host is not known"):
        got("http://example.org/")


def test_time_in_which_the_reader_rests_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    from mediagora.remote import connecting

    now = [0.0]
    monkeypatch.setattr(connecting.time, "monotonic", lambda: now[0])
    with serving(chunked(b"abc", b"def")) as server:
        answer = Transport(server.url).send(asking(server.url))
        with answer:
            now[0] = 1000.0
            assert answer.read() == b"abcdef"


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (raw(), "closed the connection without an answer"),
        (raw(b"\x16\x03\x01 garbage\r\n\r\n"), "does not speak HTTP"),
        (raw(b"HTTP/1.1 ok fine\r\n\r\n"), "does not speak HTTP"),
        (raw(b"HTTP/1.1 200 OK\r\n", *[b"X-%d: y\r\n" % n for n in range(200)]), "too long"),
        (raw(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 100_000), "too long"),
        (raw(head(Content_Length=100), b"half"), "broke off in the midst"),
        (chunked(b"half", last=b""), "broke off in the midst"),
        (chunked(b"half", last=b"10\r\nhal"), "broke off in the midst"),
        (chunked(b"half", last=b"no number\r\n"), "broke off in the midst|cannot be read as HTTP"),
        (flood(head(), b"x" * 10_000), "more than 1048576 bytes"),
        (flood(head(Transfer_Encoding="chunked"), b"-1\r\n" * 1000), "broke off|more than|HTTP"),
        (reply(b"\x1f\x8b", Content_Encoding="gzip"), "compressed or encoded .gzip."),
        (reply(b"x", Transfer_Encoding="gzip"), "compressed or encoded .gzip."),
        (reply(b"no such prefix\nmore", 400, Content_Type="text/plain"), "400.: no such prefix$"),
        (reply(b"<html>no</html>", 404, Content_Type="text/html"), "SPARQL endpoint.*404.$"),
        (reply(b"Sorry!", 500, Content_Type="text/html"), "failed .status 500.$"),
        (reply(b"\x1b[31mred", 500), r"500.: \[31mred$"),
        (reply(b"", 403), "refuses this .status 403.; .*MEDIAGORA_ENDPOINT_USER"),
        (reply(b"", 401), "asks for a user and a password, .*MEDIAGORA_ENDPOINT_USER"),
        (reply(b"", 418), "status 418"),
        (reply(b"", 999), "status 999"),
        (reply(b"", 302), "redirects to nowhere"),
        (reply(b"", 302, Location="http://[bad"), "redirects to nowhere"),
        (reply(b"", 302, Location="file:///etc/passwd"), "redirects to nowhere"),
        (reply(b"", 302, Location="http://example.org/"), "example.org/, another server"),
        (reply(b"", 302, Location="//127.0.0.1:1/"), "127.0.0.1:1/, another server"),
        (reply(b"", 302, Location="http://a:b@127.0.0.1/"), "redirects to nowhere"),
    ],
)
def test_every_failure_is_one_clear_sentence(act: Act, said: str) -> None:
    with serving(act) as server, pytest.raises(EndpointError, match=said) as raised:
        got(server.url)
    assert "\n" not in str(raised.value)
    assert str(raised.value).startswith(server.url)


def test_nothing_listens() -> None:
    with socket.create_server((misbehaving.LOCAL, 0)) as listener:
        url = f"http://{misbehaving.LOCAL}:{listener.getsockname()[1]}/"
    with pytest.raises(EndpointError, match="nothing listens there"):
        got(url)


def test_who_refuses_a_long_request_early_is_heard() -> None:
    with (
        serving(reply(status=413), hears=False) as server,
        pytest.raises(EndpointError, match=r"too large \(status 413\)"),
    ):
        got(server.url, data=b"x" * 20_000_000)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_on_the_same_host_takes_the_request_along(status: int) -> None:
    with serving(reply(status=status, Location="/other?x=1"), results()) as server:
        assert got(server.url, data=b"query=ASK") == ROWS
    assert server.requests[1].startswith(b"POST /other?x=1 ")
    assert server.requests[1].endswith(b"\r\n\r\nquery=ASK")


def test_who_redirects_for_ever_is_left() -> None:
    with (
        serving(reply(status=307, Location="/sparql")) as server,
        pytest.raises(EndpointError, match="redirects more than 5 times"),
    ):
        got(server.url)
    assert len(server.requests) == 6


def test_see_other_is_a_get() -> None:
    with serving(reply(status=303, Location="/other"), results()) as server:
        assert got(server.url) == ROWS
    assert server.requests[1].startswith(b"GET /other ")
    assert server.requests[1].endswith(b"\r\n\r\n")
    assert b"content-" not in server.requests[1].lower()


@pytest.mark.parametrize("status", [429, 503])
def test_who_is_busy_is_asked_again_later_and_later(status: int) -> None:
    waited: list[float] = []
    busy = reply(status=status)
    with serving(busy, busy, busy, results()) as server:
        transport = Transport(server.url, sleep=waited.append)
        with transport.send(asking(server.url, data=b"q")) as answer:
            assert answer.read() == ROWS
    assert waited == [0.5, 1.0, 2.0]
    assert [request[-1:] for request in server.requests] == [b"q"] * 4


def test_a_file_is_sent_again_from_where_it_began(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_bytes(b"not this: this")
    with path.open("rb") as file, serving(BUSY, results()) as server:
        file.seek(10)
        request = asking(server.url, data=file, headers={"Content-Length": "4"})
        Transport(server.url, sleep=lambda _: None).send(request).close()
    assert [request[-5:] for request in server.requests] == [b"\nthis"] * 2


def test_who_says_how_long_is_believed() -> None:
    waited: list[float] = []
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    acts = [reply(status=429, Retry_After=text) for text in ("7", date, "soon")]
    with serving(*acts, results()) as server:
        Transport(server.url, sleep=waited.append).send(asking(server.url)).close()
    assert waited[0] == 7.0
    assert 1.0 <= waited[1] <= 30.0
    assert waited[2] == 2.0


def test_who_asks_to_wait_beyond_the_limit_is_not_waited_for() -> None:
    waited: list[float] = []
    with serving(reply(status=429, Retry_After=3600)) as server:
        transport = Transport(server.url, timeout=20.0, sleep=waited.append)
        with pytest.raises(EndpointError, match=r"asks to wait 3600 s, .* limit of 20 s"):
            transport.send(asking(server.url))
    assert waited == []


def test_who_stays_busy_is_given_up() -> None:
    with serving(reply(status=503)) as server:
        transport = Transport(server.url, sleep=lambda _: None)
        with pytest.raises(EndpointError, match=r"no time now .status 503.; it was asked 5 times"):
            transport.send(asking(server.url))
    assert len(server.requests) == 5


def test_what_may_have_begun_is_not_sent_again() -> None:
    with serving(BUSY, results()) as server:
        transport = Transport(server.url, sleep=lambda _: None)
        with pytest.raises(EndpointError, match="status 503"):
            transport.send(asking(server.url), idempotent=False)
    with serving(reply(status=503, Retry_After=1), results()) as server:
        transport = Transport(server.url, sleep=lambda _: None)
        transport.send(asking(server.url), idempotent=False).close()


def test_a_reply_left_in_the_midst_closes_its_connection() -> None:
    with serving(flood(head(), b"x" * 1000), results()) as server:
        with Transport(server.url).send(asking(server.url)) as answer:
            assert answer.read(10)
        assert got(server.url) == ROWS  # the first act has ended: nobody took its bytes any more


def test_requests_go_to_the_endpoints_host_only() -> None:
    transport = Transport("http://127.0.0.1:1/")
    with pytest.raises(EndpointError, match="is not on the host of"):
        transport.send(asking("http://127.0.0.1:2/"))


def test_this_machine_is_not_asked_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with serving(results()) as server:
        assert got(server.url) == ROWS


def test_other_machines_are_asked_through_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(results()) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/sparql"))
        assert got("http://example.org/sparql") == ROWS
    assert proxy.requests[0].startswith(b"POST http://example.org/sparql ")


def test_a_proxy_that_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(reply(status=403)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url.removesuffix("/sparql"))
        with pytest.raises(EndpointError, match="tunnel connection failed: 403"):
            got("https://example.org/sparql")
    assert proxy.requests[0].startswith(b"CONNECT example.org:443 ")


def test_a_limit_is_above_nothing() -> None:
    for limits in ({"timeout": 0.0}, {"timeout": float("nan")}, {"max_bytes": 0}):
        with pytest.raises(UsageError):
            Transport("http://127.0.0.1/", **limits)


def test_no_limit_of_time_is_possible() -> None:
    with serving(results()) as server:
        assert got(server.url, timeout=float("inf")) == ROWS


def test_a_date_to_retry_after_may_be_nonsense() -> None:
    from mediagora.remote.transport import _asked

    assert _asked("Wed, 21 Oct 99999999999999999999 07:28:00 GMT") is None
