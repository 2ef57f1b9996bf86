"""A query is sent as the SPARQL 1.1 Protocol has it, and nothing else with it."""

from __future__ import annotations

import warnings
from urllib.parse import parse_qsl
from urllib.request import getproxies

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.remote.protocol import request

URL = "http://127.0.0.1:1/sparql?key=value"


def sent(data: object) -> list[tuple[str, str]]:
    assert isinstance(data, bytes)
    return parse_qsl(data.decode("ascii"), keep_blank_values=True, strict_parsing=True)


def test_a_query_is_posted_url_encoded() -> None:
    built = request(URL, "SELECT * {}", "select", graphs=["urn:a", "urn:b"])
    assert built.full_url == URL
    assert built.get_method() == "POST"
    assert sorted(sent(built.data)) == [
        ("default-graph-uri", "urn:a"),
        ("default-graph-uri", "urn:b"),
        ("query", "SELECT * {}"),
    ]
    headers = {name.lower(): value for name, value in built.header_items()}
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert headers["accept"] == "application/sparql-results+json"
    assert headers["user-agent"].startswith("mediagora/")
    assert "authorization" not in headers


@pytest.mark.parametrize("form", ["select", "ask", "graph"])
def test_the_form_is_what_is_said_not_what_the_text_looks_like(form: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        built = request(URL, "# INSERT DATA {}\nno query at all", form)  # type: ignore[arg-type] # a str of the three
    assert [name for name, _ in sent(built.data)] == ["query"]
    assert ("text/turtle" in (built.get_header("Accept") or "")) == (form == "graph")


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8")))
def test_every_text_arrives_as_it_is(text: str, graph: str) -> None:
    built = request(URL, text, "ask", graphs=[graph])
    assert dict(sent(built.data)) == {"query": text, "default-graph-uri": graph}


def test_nothing_is_installed_for_others() -> None:
    import urllib.request

    before = urllib.request._opener  # type: ignore[attr-defined] # what install_opener sets
    request(URL, "ASK {}", "ask")
    assert urllib.request._opener is before  # type: ignore[attr-defined] # as above
    assert getproxies() == getproxies()
