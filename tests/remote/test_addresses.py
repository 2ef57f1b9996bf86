"""Which URLs are asked, and where a redirect may lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.errors import EndpointError
from mediagora.remote.addresses import checked, redirected, shown


@pytest.mark.parametrize(
    "url",
    ["http://localhost", "https://example.org/sparql?a=b", "http://[::1]:8890/sparql", "HTTP://A/"],
)
def test_addresses_of_endpoints(url: str) -> None:
    assert checked(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org/sparql",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://",
        "http:///sparql",
        "http://example.org:port/",
        "http://example.org:99999/",
        "http://[::1/",
        "http://example.org/a b",
        "http://example.org/\r\nX: y",
        "http://example.org/ä",
        "http://exämple.org/",
        "data",
    ],
)
def test_what_is_no_address_of_an_endpoint(url: str) -> None:
    with pytest.raises(EndpointError, match="is no address of an endpoint") as raised:
        checked(url)
    assert str(raised.value).isprintable()


def test_a_key_in_a_url_is_not_shown() -> None:
    assert shown("https://me:secret@example.org/q?key=secret#secret") == "https://example.org/q"
    with pytest.raises(EndpointError) as raised:
        checked("htp://example.org/q?key=secret")
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "location", "there"),
    [
        ("http://a/x", "/y", "http://a/y"),
        ("http://a/x", "y?z=1", "http://a/y?z=1"),
        ("http://a/x", "http://A:80/y", "http://A:80/y"),
        ("http://a/x", "https://a/x", "https://a/x"),
        ("http://a:8080/x", "https://a:8080/x", "https://a:8080/x"),
        ("https://a:8443/x", "//a:8443/y", "https://a:8443/y"),
    ],
)
def test_redirects_that_are_followed(url: str, location: str, there: str) -> None:
    assert redirected(url, location) == there


@pytest.mark.parametrize(
    ("url", "location"),
    [
        ("http://a/x", None),
        ("http://a/x", ""),
        ("http://a/x", "http://b/x"),
        ("http://a/x", "//b/x"),
        ("http://a/x", "http://a.b/x"),
        ("http://a/x", "http://a:81/x"),
        ("http://a:8080/x", "https://a:8443/x"),
        ("https://a/x", "http://a/x"),
        ("https://a/x", "https://a:444/x"),
        ("http://a/x", "http://me@a/x"),
        ("http://a/x", "file:///x"),
        ("http://a/x", "http://a:x/"),
        ("http://a/x", "/y\x01"),
    ],
)
def test_redirects_that_are_not_followed(url: str, location: str | None) -> None:
    with pytest.raises(EndpointError, match="redirects to"):
        redirected(url, location)


@given(st.text())
def test_any_location_stays_on_the_host_or_is_refused(location: str) -> None:
    try:
        there = redirected("http://example.org/sparql", location)
    except EndpointError:
        return
    assert there.lower().startswith(
        ("http://example.org/", "http://example.org?", "https://example.org")
    )


@given(st.text())
def test_any_url_is_taken_or_refused(url: str) -> None:
    try:
        told = checked(url)
    except EndpointError as error:
        told = str(error)
    assert told.isprintable()


@pytest.mark.parametrize(
    "url",
    [
        "https:/me:secret@host/s",
        "me:secret@host/sparql",
        "https://me:sec[ret@host/",
        "https://me:secret/x@host/",
        "https://me:secret#x@host/",
    ],
)
def test_a_password_in_a_malformed_url_is_not_repeated(url: str) -> None:
    with pytest.raises(EndpointError, match="a user or a password") as raised:
        checked(url)
    assert "sec" not in str(raised.value)
