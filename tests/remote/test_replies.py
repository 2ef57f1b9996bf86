"""A reply is what its type says, all of it, or there is an error: never a part, never a crash."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from typing import TYPE_CHECKING, Any, Final, cast

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.errors import EndpointError, UsageError
from mediagora.remote import replies
from mediagora.remote.endpoint import Endpoint
from remote import misbehaving
from remote.misbehaving import (
    RESULTS,
    ROWS,
    TURTLE,
    YES,
    chunked,
    flood,
    head,
    raw,
    reply,
    results,
    serving,
)

if TYPE_CHECKING:
    from pathlib import Path

    from mediagora.querying.answer import Answer
    from mediagora.remote.transport import Reply
    from remote.misbehaving import Act

SELECT: Final = "SELECT ?a ?b { ?a ?p ?b }"
ASK: Final = "ASK {}"
CONSTRUCT: Final = "CONSTRUCT { ?a ?p ?b } WHERE { ?a ?p ?b }"
GRAPH: Final = b"<urn:a> <urn:b> <urn:c>, 'x' .\n<urn:a> <urn:b> <urn:c> ."
EXPECTED: Final = [(ox.NamedNode("urn:x"), None), (None, ox.Literal("y"))]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    misbehaving.alone(monkeypatch, tmp_path)


def answered(act: Act, query: str, **limits: Any) -> tuple[Answer, list[Any]]:
    """The answer of a server that does something, and all of its rows or triples."""
    with serving(act) as server:
        answer = Endpoint(server.url, **limits).ask(query)
        return answer, [*answer.solutions, *answer.triples]


def graph(body: bytes = GRAPH, **headers: str) -> Act:
    return reply(body, **{"Content_Type": TURTLE, **headers})


def swapped(body: bytes) -> bytes:
    return body.replace(b'"a", "b"', b'"b", "a"')


@pytest.mark.parametrize(
    "act",
    [
        results(),
        results(Content_Type="application/sparql-results+json; charset=utf-8"),
        results(Content_Type="Application/JSON"),
        results(swapped(ROWS)),
        chunked(ROWS[:40], ROWS[40:]),
        raw(head(Content_Type=RESULTS), ROWS),
        raw(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n", ROWS),
        results(X_SPARQL_MaxRows="10"),
    ],
    ids=["plain", "parameter", "json", "swapped", "chunked", "closed", "1.0", "below the limit"],
)
def test_rows(act: Act) -> None:
    answer, rows = answered(act, SELECT)
    assert answer.columns == ("a", "b")
    assert rows == EXPECTED


@pytest.mark.parametrize("body", [YES, b' {"boolean": true , "head": {}, "link": []}\n'])
def test_yes(body: bytes) -> None:
    assert answered(results(body), ASK)[0].boolean is True
    assert answered(results(body.replace(b"true", b"false")), ASK)[0].boolean is False


@pytest.mark.parametrize(("rows", "expected"), [("", False), ("1", True), ("0", False)])
def test_yes_as_virtuoso_says_it(rows: str, *, expected: bool) -> None:
    cell = f'{{"__ASK_RETVAL": {{"type": "literal", "value": "{rows}"}}}}' if rows else ""
    body = f'{{"head": {{"vars": ["__ASK_RETVAL"]}}, "results": {{"bindings": [{cell}]}}}}'
    assert answered(results(body.encode()), ASK)[0].boolean is expected


def test_triples_none_of_them_twice() -> None:
    _, triples = answered(graph(), CONSTRUCT)
    assert [str(triple.object) for triple in triples] == ["<urn:c>", '"x"']
    lines = b"<urn:a> <urn:b> _:c .\n_:c <urn:b> <urn:a> ."
    _, (one, other) = answered(graph(lines, Content_Type="application/n-triples"), CONSTRUCT)
    assert one.object == other.subject


@pytest.mark.parametrize(
    ("act", "query", "said"),
    [
        (results(ROWS, Content_Type="text/html"), SELECT, "answers with text/html .status 200."),
        (reply(ROWS), SELECT, "answers with no type of content"),
        (reply(status=204), SELECT, "no type of content .status 204.*the address of a SPARQL"),
        (results(b"<html>log in</html>"), SELECT, "no valid application/sparql-results.json"),
        (results(b"{}"), SELECT, "no valid"),
        (results(b""), SELECT, "a part of it only"),
        (results(ROWS + b"more"), SELECT, "no valid"),
        (results(ROWS[:-1]), SELECT, "a part of it only"),
        (results(ROWS, Content_Length=len(ROWS) + 1), SELECT, "broke off in the midst"),
        (results(ROWS.replace(b"urn:x", b"not an iri")), SELECT, "no valid"),
        (results(ROWS.replace(b'{"b"', b'{"c"')), SELECT, "no valid"),
        (results(ROWS), "SELECT ?a { ?a ?p ?b }", "other columns .*: a, b instead of a$"),
        (results(ROWS.replace(b'"b"', b'"c"')), SELECT, "other columns"),
        (results(YES), SELECT, "answers with yes or no, not with rows"),
        (results(ROWS), ASK, "answers with rows, not with yes or no"),
        (results(YES.replace(b"true", b"1")), ASK, "no valid"),
        (results(YES[:-1], Content_Length=len(YES)), ASK, "broke off in the midst"),
        (results(YES + b" " * 40_000, Content_Length=1 << 16), ASK, "broke off in the midst"),
        (results(ROWS), CONSTRUCT, "not with a graph in N-Triples or Turtle"),
        (graph(GRAPH), SELECT, "answers with text/turtle"),
        (graph(GRAPH[:-1]), CONSTRUCT, "no valid text/turtle"),
        (graph(GRAPH, Content_Length="1000"), CONSTRUCT, "broke off in the midst"),
        (chunked(GRAPH, last=b"", content_type=TURTLE), CONSTRUCT, "broke off in the midst"),
        (raw(head(Content_Type=TURTLE), GRAPH), CONSTRUCT, "without its length"),
        (graph(b"<a> <b> <c> ."), CONSTRUCT, "no valid"),
        (reply(ROWS, 206, Content_Type=RESULTS), SELECT, "a part of the answer only; it says so"),
        (results(X_SPARQL_MaxRows="2"), SELECT, "a part of the answer only; it gives 2 rows"),
        (results(X_SQL_State="S1TAT", X_SQL_Message="time up"), SELECT, "part .*says: time up"),
        (results(YES, X_SQL_State="S1TAT"), ASK, "part .*says: S1TAT"),
        (graph(X_SQL_State="S1TAT"), CONSTRUCT, "part .*says: S1TAT"),
        (flood(head(Content_Type=TURTLE, Content_Length=1 << 40), GRAPH), CONSTRUCT, "more than"),
        (flood(head(Content_Type=RESULTS), b" "), SELECT, "more than 100000 bytes"),
    ],
)
def test_what_cannot_be_used_is_told(act: Act, query: str, said: str) -> None:
    with pytest.raises(EndpointError, match=said) as raised:
        answered(act, query, max_bytes=100_000)
    assert "\n" not in str(raised.value)


def test_rows_are_given_before_the_reply_has_ended() -> None:
    more = b', {"a": {"type": "literal", "value": "z"}}' * 1000
    with serving(flood(head(Content_Type=RESULTS) + ROWS[:-3], more)) as server:
        rows = iter(Endpoint(server.url).ask(SELECT).solutions)
        assert [next(rows), next(rows)] == EXPECTED
        assert isinstance(rows, replies.Streamed)
        rows.close()
        assert list(rows) == []


def test_an_answer_that_is_dropped_closes_its_connection() -> None:
    more = b', {"a": {"type": "literal", "value": "z"}}' * 1000
    with serving(flood(head(Content_Type=RESULTS) + ROWS[:-3], more), results()) as server:
        endpoint = Endpoint(server.url)
        endpoint.ask(SELECT)
        # The second act is played once the first has ended: nobody took its bytes any more.
        assert list(endpoint.ask(SELECT).solutions) == EXPECTED


NODES: Final = (
    b'{"head": {"vars": ["a", "b"]}, "results": {"bindings": [{'
    b'"a": {"type": "bnode", "value": "nodeID://b1"}, "b": {"type":"bnode","value":"nodeID://b1"}'
    b'}, {"a": {"type": "literal", "value": "nodeID://b1"},'
    b'"b": {"type": "literal", "value": "\\"bnode\\", \\"value\\": \\"nodeID://b1\\""}}]}}'
)


@given(st.integers(1, len(NODES)))
def test_blank_nodes_as_virtuoso_labels_them(length: int) -> None:
    act = chunked(*(NODES[at : at + length] for at in range(0, len(NODES), length)))
    _, ((one, other), literals) = answered(act, SELECT)
    assert one == other == ox.BlankNode("b1")
    assert [literal.value for literal in literals] == [
        "nodeID://b1",
        '"bnode", "value": "nodeID://b1"',
    ]


class Sent:
    """A reply that is bytes."""

    url = "http://example.org/"
    status = 200
    says_its_end = True

    def __init__(self, body: bytes, content_type: str) -> None:
        self.content_type = content_type
        self.headers = Message()
        self._file = io.BytesIO(body)
        self.read = self._file.read
        self.close = self._file.close

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None:
        self.close()


@st.composite
def spoilt(draw: st.DrawFn, whole: bytes) -> bytes:
    """Bytes that are almost what they should be: a part of them gone, others in its place."""
    start = draw(st.integers(0, len(whole)))
    end = draw(st.integers(start, len(whole)))
    return whole[:start] + draw(st.binary(max_size=8)) + whole[end:]


BODIES: Final = st.one_of(st.binary(), *map(spoilt, (ROWS, YES, GRAPH)))


@given(BODIES)
def test_any_bytes_give_rows_or_an_error(body: bytes) -> None:
    sent = cast("Reply", Sent(body, RESULTS))
    try:
        rows = list(replies.rows(sent, ("a", "b")))
    except EndpointError:
        return
    assert all(len(row) == 2 for row in rows)


@given(BODIES)
def test_any_bytes_give_yes_or_no_or_an_error(body: bytes) -> None:
    try:
        assert replies.boolean(cast("Reply", Sent(body, RESULTS))) in {True, False}
    except EndpointError:
        return


@given(BODIES, st.sampled_from([TURTLE, "application/n-triples"]))
def test_any_bytes_give_triples_or_an_error(body: bytes, content_type: str) -> None:
    try:
        triples = list(replies.triples(cast("Reply", Sent(body, content_type))))
    except EndpointError:
        return
    assert len(set(triples)) == len(triples)


@given(st.integers(1, len(ROWS) - 1))
def test_a_part_of_the_results_never_passes_for_the_whole(length: int) -> None:
    with pytest.raises(EndpointError):
        list(replies.rows(cast("Reply", Sent(ROWS[:length], RESULTS)), ("a", "b")))


IRI: Final = b'{"type":"uri","value":"urn:a"}'
OPEN: Final = b'{"type":"triple","value":{"subject":' + IRI + b',"predicate":' + IRI + b',"object":'


@pytest.mark.parametrize("depth", [500, 20_000])
def test_an_answer_nested_deep_ends_no_process(depth: int) -> None:
    body = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":' + OPEN * depth
    with serving(results(body)) as server, pytest.raises(EndpointError, match="64 deep"):
        list(Endpoint(server.url, graphs=["urn:g"]).ask("SELECT ?a { ?a ?b ?c }").solutions)


def test_a_graph_nested_deep_ends_no_process() -> None:
    deep = b"<urn:a> <urn:b> " + b"<<( <urn:a> <urn:b> " * 100_000
    body = deep + b"<urn:c>" + b" )>>" * 100_000 + b" .\n"
    served = reply(body, Content_Type="application/n-triples", Content_Length=len(body))
    with serving(served) as server, pytest.raises(EndpointError, match="64 deep"):
        list(Endpoint(server.url, graphs=["urn:g"]).ask("CONSTRUCT WHERE { ?a ?b ?c }").triples)


def test_another_thread_is_refused_and_ends_no_process() -> None:
    with serving(results()) as server, ThreadPoolExecutor(1) as threads:
        answer = Endpoint(server.url, graphs=["urn:g"]).ask(SELECT)
        with pytest.raises(UsageError, match="the thread that asked"):
            threads.submit(list, answer.solutions).result()
        assert list(answer.solutions)
