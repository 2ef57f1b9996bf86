"""Certificates are checked, and what is wrong with one is said in plain words."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from mediagora.errors import EndpointError
from mediagora.remote.transport import Transport
from remote import misbehaving
from remote.certificates import Authority
from remote.misbehaving import ROWS, asking, chunked, drip, hang, head, raw, reply, results, serving

if TYPE_CHECKING:
    import ssl
    from pathlib import Path

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="needs OpenSSL's command")


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    misbehaving.alone(monkeypatch, tmp_path)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture
def trusted(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that SSL_CERT_FILE names."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority


def got(url: str, timeout: float = 20.0) -> bytes:
    with Transport(url, timeout=timeout).send(asking(url, data=b"q")) as answer:
        return answer.read()


def refused(context: ssl.SSLContext) -> str:
    """What is said of a server with a certificate, to which nothing is sent."""
    with serving(results(), context=context) as server:
        with pytest.raises(EndpointError, match="shows a certificate that") as raised:
            got(server.url)
        assert server.requests == []
    return str(raised.value).partition("certificate that ")[2]


def test_a_certificate_of_a_trusted_authority(trusted: Authority) -> None:
    with serving(chunked(ROWS), context=trusted.context()) as server:
        assert got(server.url) == ROWS


def test_bad_certificates(trusted: Authority) -> None:
    assert refused(trusted.context(old=True)) == "has expired"
    assert refused(trusted.context("DNS:example.org")) == "is for another host"
    assert refused(trusted.context("IP:127.0.0.2")) == "is for another host"


def test_certificates_of_nobody_known(authority: Authority) -> None:
    assert "nobody known here has signed" in refused(authority.context())
    assert "it signed itself; if you trust it" in refused(authority.own())


@pytest.mark.parametrize("place", ["headers", "body"])
def test_dripping_is_ended_under_tls_too(trusted: Authority, place: str) -> None:
    act = drip(b"HTTP/1.1 200 OK\r\nX: " if place == "headers" else head(Content_Length=9999), b"x")
    with (
        serving(act, context=trusted.context()) as server,
        pytest.raises(EndpointError, match="did not answer in full"),
    ):
        got(server.url, timeout=0.5)


def test_a_header_for_each_graph_that_was_asked_is_passed_over() -> None:
    """Virtuoso sends them, and `http.client` takes no more than a hundred headers."""
    echo = b"".join(b"X-SPARQL-default-graph: urn:g%d\r\n" % number for number in range(300))
    status, rest = b"HTTP/1.1 200 OK\r\n", b"X-Other: kept\r\nContent-Length: 29\r\n\r\n"
    with serving(raw(status + echo + rest + b"X-SPARQL-default-graph: body\r")) as server:
        assert got(server.url) == b"X-SPARQL-default-graph: body\r"


def test_a_handshake_that_hangs_is_ended() -> None:
    with serving(hang(), hears=False) as server:
        url = server.url.replace("http:", "https:")
        with pytest.raises(EndpointError, match=r"in full within 0\.3 s"):
            got(url, timeout=0.3)


def test_plain_http_where_tls_is_expected() -> None:
    with serving(raw(b"HTTP/1.1 400 Bad\r\n\r\n"), hears=False) as server:
        url = server.url.replace("http:", "https:")
        with pytest.raises(EndpointError, match="is its address http"):
            got(url)


def test_half_a_reply_under_tls(trusted: Authority) -> None:
    with (
        serving(raw(head(Content_Length=100), b"half"), context=trusted.context()) as server,
        pytest.raises(EndpointError, match="broke off in the midst"),
    ):
        got(server.url)


def test_https_is_not_left_for_http(trusted: Authority) -> None:
    act = reply(status=307, Location="http://127.0.0.1/")
    with (
        serving(act, context=trusted.context()) as server,
        pytest.raises(EndpointError, match="not encrypted: refused"),
    ):
        got(server.url)
