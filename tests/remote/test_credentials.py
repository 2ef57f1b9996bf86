"""Who asks is told to the endpoint alone, never in the clear, and never to a reader of messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from mediagora.errors import EndpointError
from mediagora.remote.credentials import Credentials, credentials
from mediagora.remote.transport import Transport
from remote import misbehaving
from remote.misbehaving import ROWS, asking, reply, results, serving

if TYPE_CHECKING:
    from pathlib import Path

SECRET: Final = "s3cr3t-word"  # noqa: S105 -- of nobody
BASIC: Final = b"Basic bWU6czNjcjN0LXdvcmQ="
DIGEST: Final = 'Digest realm="SPARQL", nonce="abc", qop="auth", algorithm=MD5, opaque="xyz"'
ABROAD: Final = "http://example.org/sparql"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    misbehaving.alone(monkeypatch, tmp_path)


@pytest.fixture
def _me(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIAGORA_ENDPOINT_USER", "me")
    monkeypatch.setenv("MEDIAGORA_ENDPOINT_PASSWORD", SECRET)


@pytest.fixture
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIAGORA_ENDPOINT_TOKEN", SECRET)


def netrc(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str) -> None:
    """Let NETRC name a file with a text."""
    file = folder / "mine"
    file.write_text(text, encoding="utf-8")
    monkeypatch.setenv("NETRC", str(file))


def said(request: bytes) -> bytes | None:
    """The Authorization header of a request."""
    found = re.search(rb"(?im)^authorization: (.*?)\r$", request)
    return found and found[1]


def got(url: str, **options: object) -> bytes:
    with Transport(url).send(asking(url, **options)) as answer:
        return answer.read()


@pytest.mark.usefixtures("_me")
def test_user_and_password_of_the_environment() -> None:
    with serving(results()) as server:
        assert got(server.url) == ROWS
    assert said(server.requests[0]) == BASIC


@pytest.mark.usefixtures("_token")
def test_token_of_the_environment() -> None:
    with serving(results()) as server:
        assert got(server.url) == ROWS
    assert said(server.requests[0]) == b"Bearer " + SECRET.encode()


def test_user_and_password_of_netrc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc(monkeypatch, tmp_path, f"machine 127.0.0.1 login me password {SECRET}\n")
    with serving(results()) as server:
        assert got(server.url) == ROWS
    assert said(server.requests[0]) == BASIC


def test_netrc_of_other_hosts_is_theirs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = f"machine example.org login me password {SECRET}\ndefault login me password {SECRET}\n"
    netrc(monkeypatch, tmp_path, text)
    with serving(results()) as server:
        assert got(server.url) == ROWS
    assert said(server.requests[0]) is None


@pytest.mark.parametrize("text", [f"machine {SECRET}\n {SECRET}", f"{SECRET} x y", "\0"])
def test_netrc_that_is_none_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    netrc(monkeypatch, tmp_path, text)
    with pytest.raises(EndpointError, match="cannot be read as netrc, line") as raised:
        Transport(ABROAD)
    assert SECRET not in str(raised.value)


def test_netrc_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))
    with pytest.raises(EndpointError, match="none' cannot be read: No such file"):
        Transport(ABROAD)


def test_netrc_at_home_that_others_may_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("NETRC")
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / ".netrc"
    file.write_text(f"machine example.org login me password {SECRET}\n", encoding="utf-8")
    file.chmod(0o644)
    with pytest.raises(EndpointError, match="nobody but you may read it"):
        Transport(ABROAD)
    file.chmod(0o600)
    assert repr(credentials(ABROAD)) == f"<Credentials of '{file}'>"


@pytest.mark.parametrize(
    ("environment", "wrong"),
    [
        ({"USER": "me"}, "PASSWORD is not set"),
        ({"PASSWORD": SECRET}, "USER is not set"),
        ({"USER": "me", "PASSWORD": SECRET, "TOKEN": SECRET}, "not both"),
        ({"TOKEN": f"{SECRET}\n"}, "signs that no token has"),
        ({"USER": "me:too", "PASSWORD": SECRET}, "a colon"),
    ],
)
def test_what_is_incomplete_is_told(environment: dict[str, str], wrong: str) -> None:
    named = {f"MEDIAGORA_ENDPOINT_{name}": value for name, value in environment.items()}
    with pytest.raises(EndpointError, match=wrong) as raised:
        credentials(ABROAD, named)
    assert SECRET not in str(raised.value)


@pytest.mark.usefixtures("_me")
def test_digest_where_the_server_asks_for_it_and_from_then_on() -> None:
    challenge = reply(status=401, WWW_Authenticate=DIGEST)
    with serving(challenge, results()) as server:
        transport = Transport(server.url)
        for _ in range(2):
            transport.send(asking(server.url, data=b"q")).close()
    first, second, third = map(said, server.requests)
    assert first == BASIC
    assert second is not None
    assert third is not None
    assert second.startswith(b'Digest username="me", realm="SPARQL", nonce="abc", uri="/sparql"')
    assert b"nc=00000001" in second
    assert b"nc=00000002" in third
    assert server.requests[2].endswith(b"\r\n\r\nq")


@pytest.mark.usefixtures("_me")
def test_digest_where_the_server_is_silent_about_it_when_given_basic() -> None:
    acts = [reply(status=401), reply(status=401, WWW_Authenticate=DIGEST), results()]
    with serving(*acts) as server:
        assert got(server.url, data=b"q") == ROWS
    assert [request[:4] for request in server.requests] == [b"POST", b"GET ", b"POST"]
    first, second, third = map(said, server.requests)
    assert (first, second) == (BASIC, None)
    assert third is not None
    assert third.startswith(b"Digest ")


def test_digest_is_what_rfc_7616_says() -> None:
    me = Credentials("Mufasa", "Circle of Life", source="the RFC")
    url = "http://www.example.org/dir/index.html"
    challenge = (
        'Basic realm="x", Digest realm="http-auth@example.org", qop="auth, auth-int", '
        'algorithm=MD5, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", '
        'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
    )
    assert me.take(url, [challenge])
    me._digest.get_cnonce = lambda _: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
    made = me.header(asking(url))
    assert made is not None
    assert 'response="8ca523f5e9506fed4657c9700eebdbec"' in made


@pytest.mark.usefixtures("_me")
def test_a_wrong_password_is_told_once() -> None:
    with (
        serving(reply(status=401, WWW_Authenticate=DIGEST)) as server,
        pytest.raises(EndpointError, match="does not accept what MEDIAGORA_") as raised,
    ):
        got(server.url)
    assert SECRET not in str(raised.value)
    assert len(server.requests) == 3


@pytest.mark.usefixtures("_me")
@pytest.mark.parametrize("kind", ["algorithm=SHA-512-256", 'qop="auth-int"'])
def test_a_kind_of_digest_that_is_not_spoken(kind: str) -> None:
    challenge = f'Digest realm="SPARQL", nonce="abc", {kind}'
    with (
        serving(reply(status=401, WWW_Authenticate=challenge)) as server,
        pytest.raises(EndpointError, match="a kind of Digest authentication that is not"),
    ):
        got(server.url)


@pytest.mark.usefixtures("_token")
def test_a_token_is_not_sent_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(results()) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/sparql"))
        with pytest.raises(EndpointError, match="a token in the clear; use https") as raised:
            got(ABROAD)
    assert proxy.requests == []
    assert SECRET not in str(raised.value)


@pytest.mark.usefixtures("_me")
@pytest.mark.parametrize("digest", [False, True])
def test_a_password_is_not_sent_in_the_clear(
    monkeypatch: pytest.MonkeyPatch, *, digest: bool
) -> None:
    challenge = DIGEST if digest else 'Basic realm="SPARQL"'
    with serving(reply(status=401, WWW_Authenticate=challenge), results()) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/sparql"))
        if digest:
            assert got(ABROAD) == ROWS
        else:
            with pytest.raises(EndpointError, match="asks for a password in the clear; use https"):
                got(ABROAD)
    sent = list(map(said, proxy.requests))
    assert sent[0] is None
    assert all(header.startswith(b"Digest ") for header in sent[1:] if header)
    assert len(sent) == 1 + digest


@pytest.mark.usefixtures("_me")
def test_credentials_stay_on_the_host() -> None:
    with (
        serving(results()) as other,
        serving(reply(status=307, Location=other.url)) as server,
        pytest.raises(EndpointError, match="another server"),
    ):
        got(server.url)
    assert other.requests == []


@pytest.mark.parametrize("url", ["http://me:{}@example.org/", "https://{}@example.org/sparql"])
def test_a_url_with_a_user_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(EndpointError, match="a URL with a user or a password") as raised:
        Transport(url.format(SECRET))
    assert SECRET not in str(raised.value)


@pytest.mark.usefixtures("_me")
def test_nothing_shows_them() -> None:
    shown = f"{credentials(ABROAD)!r} {credentials(ABROAD)} {Transport(ABROAD)!r}"
    assert SECRET not in shown
