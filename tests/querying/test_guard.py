"""No query reaches beyond the graph, however it is spelt."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.errors import QueryError
from mediagora.querying import query
from mediagora.querying.guard import checked
from mediagora.reading.sparql import MAX_DEPTH, MAX_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REFUSED: Final = [
    "ASK { SERVICE <URL> {} }",
    "ASK { serVice SILENT <URL> { ?s ?p ?o } }",
    "ASK { SERVICE?g {} VALUES ?g { <URL> } }",
    "ASK { SERVICE:foo {} }",
    "ASK { FILTER EXISTS { ?s ?p ?o SERVICE ?o { ?a ?b ?c } } }",
    "ASK { MINUS { SERVICE <URL> {} } }",
    "ASK { } ORDER BY EXISTS { SERVICE <URL> {} }",
    "ASK { } HAVING (EXISTS { SERVICE <URL> {} })",
    "SELECT (EXISTS { SERVICE <URL> {} } AS ?x) {}",
    "SELECT * { { SELECT * { SERVICE <URL> {} } } }",
    "SELECT * { {} UNION { OPTIONAL { GRAPH ?g { SERVICE <URL> {} } } } }",
    "ASK { # a comment ends here \r SERVICE <URL> {} \n }",
    "ASK { # and here \r\n SERVICE <URL> {} }",
    r"ASK { \u0053ERVICE <URL> {} }",
    r"ASK { \U00000053ervice <URL> {} }",
    r"ASK { \u005Cu0053ERVICE <URL> {} }",
    r'ASK { FILTER ("\u0022" != "") SERVICE <URL> {} FILTER ("\u0022" != "") }',
    "ASK FROM <URL> {}",
    "ASK from<URL> {}",
    "SELECT * FROM NAMED <URL> {}",
    "CONSTRUCT { ?s ?p ?o } FROM <URL> WHERE { ?s ?p ?o }",
    "CONSTRUCT FROM <URL> WHERE { ?s ?p ?o }",
    "DESCRIBE <urn:a> FROM <URL>",
    "LOAD <URL>",
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "ASK {} ; LOAD <URL>",
]

HARMLESS: Final = [
    "ASK { ?service a service:monitoring }",
    "PREFIX from: <urn:from:> ASK { ?from from:service ?SERVICE }",
    "ASK { ?s ?p 'SERVICE <http://example.org/>' } # FROM <http://example.org/>",
    'ASK { ?s ?p """\nSERVICE <http://example.org/> { }\n""" }',
    "ASK { ?s ?p <http://example.org/service#from> }",
    "SELECT ?from { VALUES ?from { 'from' } }",
]


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """An address on this machine, and whatever is sent to it."""
    heard: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def listen() -> None:
        while not done.is_set():
            with contextlib.suppress(OSError):
                connection, _ = server.accept()
                heard.append(b"connected")
                connection.close()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/", heard
    done.set()
    with contextlib.suppress(OSError):
        server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(timeout=5)


def test_the_listener_hears_what_the_engine_sends(listener: tuple[str, list[bytes]]) -> None:
    """Else the tests below would show nothing."""
    address, heard = listener
    with pytest.raises(OSError, match=r".*"):
        bool(ox.Store().query(f"ASK {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))

    assert heard
    heard.clear()


@pytest.mark.parametrize("text", REFUSED)
def test_refused_and_nothing_is_sent(text: str, listener: tuple[str, list[bytes]]) -> None:
    address, heard = listener

    with pytest.raises(QueryError):
        query(text.replace("URL", address))
    assert not heard


@pytest.mark.parametrize("text", REFUSED)
def test_a_catalogue_of_ones_own_is_refused_the_same(
    text: str, listener: tuple[str, list[bytes]], tmp_path: Path
) -> None:
    """By its name, though the questions that ship are trusted by theirs."""
    address, heard = listener
    (tmp_path / "overview.rq").write_text(text.replace("URL", address), encoding="utf-8")

    with pytest.raises(QueryError):
        query("overview", queries=tmp_path)
    assert not heard


@pytest.mark.parametrize("text", HARMLESS)
def test_words_that_are_no_keywords(text: str) -> None:
    assert checked(text) == text
    query(text)


PIECES: Final = [
    *("SERVICE", " <URL> ", "{", "}", "{ ?s ?p ?o }", "FILTER(", ")", "?x", " . ", "1", "true"),
    *('"', "'", '"""', "'''", "\\", "\\u0022", "\\u000A", "\\u0053ERVICE"),
    *("#", "\n", "\r", "<", ">", ":", "service:a"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_passes_sends_nothing(listener: tuple[str, list[bytes]], inner: str) -> None:
    address, heard = listener
    with contextlib.suppress(QueryError):
        query(f"ASK {{ ?s ?p ?o . {inner} }}".replace("URL", address))

    assert not heard


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ASK { ?s ?p 1" + " " * MAX_LENGTH + "}", "longer than"),
        ("ASK " + "{" * (MAX_DEPTH + 1) + "}" * (MAX_DEPTH + 1), "nests its brackets"),
        ("ASK { FILTER (" + "(" * 2_000 + ")", "nests its brackets"),
        ("SELECT (1" + "+1" * 30_000 + " AS ?x) {}", "more than 3000 words and signs"),
        ("ASK { FILTER (" + "!" * 30_000 + "true) }", "more than 3000 words and signs"),
        ("ASK { " + "{} UNION " * 10_000 + "{} }", "more than 3000 words and signs"),
        ("ASK { FILTER (" + "true || " * 10_000 + "true) }", "more than 3000 words and signs"),
        ("ASK { ?s <urn:a>" + "/a" * 20_000 + " ?o }", "more than 3000 words and signs"),
    ],
)
def test_too_long_or_too_deep(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        query(text)


def test_deep_enough_for_people() -> None:
    depth = MAX_DEPTH - 1
    assert query("ASK { FILTER (" + "(" * (depth - 1) + "true" + ")" * (depth - 1) + ") }")


def test_a_list_of_many_values_is_not_too_much() -> None:
    values = " ".join(f"<https://example.org/a/b/c#{number}>" for number in range(1_000))
    assert query(f"SELECT ?x {{ VALUES ?x {{ {values} }} }}")
