"""The embedded store and one on the network give the same answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from mediagora.errors import EndpointError, QueryError, UsageError
from mediagora.querying.headers import read
from mediagora.remote.endpoint import Endpoint
from mediagora.remote.transport import Transport
from mediagora.vocabulary import PREFIXES
from remote import misbehaving
from remote.misbehaving import ROWS, YES, asking, results, serving

if TYPE_CHECKING:
    from pathlib import Path

    from remote.servers import Served

DATA: Final = b"""
@prefix : <urn:> .
:a :knows :b, :c ; :name "A"@en, "\\u00c4\\n\\"" ; :age 3 .
:b :knows [ :name "nobody" ] .
"""
QUERIES: Final = (
    "SELECT ?s ?o { ?s <urn:knows> ?o FILTER isIRI(?o) } ORDER BY ?o",
    "SELECT (?o AS ?x) ?s { ?s <urn:name> ?o FILTER isIRI(?s) }",
    "SELECT * { ?s <urn:age> ?o OPTIONAL { ?s <urn:none> ?none } }",
    "SELECT ?s ?n { ?s <urn:knows> ?o } VALUES ?n { 1 2 }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?s { ?s <urn:none> ?o }",
    "ASK { ?s <urn:age> 3 }",
    "ASK { ?s <urn:age> 4 }",
    "CONSTRUCT { ?s a skos:Concept } WHERE { ?s <urn:knows> ?o FILTER isIRI(?s) }",
    "DESCRIBE <urn:a>",
    "# SELECT, and no line end\nASK { <urn:a> <urn:knows> <urn:c> } # INSERT",
)


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    misbehaving.alone(monkeypatch, tmp_path)


@pytest.fixture(scope="module")
def loaded(oxigraph: Served) -> Served:
    headers = {"Content-Type": "text/turtle"}
    request = asking(f"{oxigraph.store}?default", data=DATA, headers=headers, method="PUT")
    Transport(oxigraph.store).send(request).close()
    return oxigraph


def plain(items: Any) -> list[str]:
    """Rows or triples for comparing, whatever their order."""
    return sorted(str(tuple(item)) for item in items)


@pytest.mark.oxigraph
@pytest.mark.parametrize("text", QUERIES)
def test_the_same_answer_as_embedded(loaded: Served, text: str) -> None:
    store = ox.Store()
    store.load(DATA, ox.RdfFormat.TURTLE)
    expected = store.query(text, prefixes=PREFIXES)
    answer = Endpoint(loaded.query).ask(text)
    if isinstance(expected, ox.QueryBoolean):
        assert (answer.form, answer.boolean) == ("ask", bool(expected))
    elif isinstance(expected, ox.QueryTriples):
        assert answer.form == "graph"
        assert plain(answer.triples) == plain(expected)
    else:
        assert answer.form == "select"
        assert answer.columns == tuple(variable.value for variable in expected.variables)
        assert plain(answer.solutions) == plain(expected)


@pytest.mark.oxigraph
def test_values_are_written_as_terms(loaded: Served) -> None:
    question = read("SELECT ?s { BIND (COALESCE(?_name, 'B') AS ?name) ?s <urn:name> ?name }")
    endpoint = Endpoint(loaded.query)
    value = ox.Literal('\u00c4\n"')
    answer = endpoint.answer(question, question.text, {"name": value})
    assert list(answer.solutions) == [(ox.NamedNode("urn:a"),)]
    assert "does not say which graphs belong together" in endpoint.notes[0]
    assert list(endpoint.answer(question, question.text, {}).solutions) == []


@pytest.mark.oxigraph
def test_the_server_is_heard_where_it_refuses(loaded: Served) -> None:
    with pytest.raises(EndpointError, match="status 40"):
        Endpoint(loaded.query.replace("/query", "/none")).ask("ASK {}")


@pytest.mark.virtuoso
def test_virtuoso_as_it_is(virtuoso: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIAGORA_ENDPOINT_USER", virtuoso.user)
    monkeypatch.setenv("MEDIAGORA_ENDPOINT_PASSWORD", virtuoso.password)
    store = Transport(virtuoso.store)
    for _ in range(2):  # asked for Digest, then by itself
        request = asking(
            f"{virtuoso.store}?graph-uri=urn:g",
            data=DATA,
            headers={"Content-Type": "text/turtle"},
            method="PUT",
        )
        store.send(request).close()
    for url in (virtuoso.query, virtuoso.update):
        endpoint = Endpoint(url, graphs=["urn:g"])
        assert endpoint.ask("ASK { <urn:a> <urn:age> 3 }").boolean is True
        assert endpoint.ask("ASK { <urn:a> <urn:age> 4 }").boolean is False
        ((node, name),) = endpoint.ask(
            "SELECT ?node ?name { <urn:b> <urn:knows> ?node . ?node <urn:name> ?name }"
        ).solutions
        assert isinstance(node, ox.BlankNode)
        assert name == ox.Literal("nobody")
        copy = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
        assert len(list(endpoint.ask(copy).triples)) == 7
    monkeypatch.setenv("MEDIAGORA_ENDPOINT_PASSWORD", "wrong")
    with pytest.raises(EndpointError, match="does not accept what MEDIAGORA_ENDPOINT_USER"):
        Endpoint(virtuoso.update).ask("ASK {}")


def asked(requests: list[bytes]) -> dict[str, list[str]]:
    return parse_qs(requests[-1].partition(b"\r\n\r\n")[2].decode("ascii"))


def test_prefixes_of_ours_are_declared_on_the_first_line() -> None:
    with serving(results(YES)) as server:
        Endpoint(server.url).ask("PREFIX foaf: <urn:>\nASK { ?a foaf:b skos:c, 'sioc:d' } # org:e")
    (text,) = asked(server.requests)["query"]
    skos = PREFIXES["skos"]
    assert text.startswith(f"PREFIX skos: <{skos}> PREFIX foaf: <urn:>\nASK")


def test_the_graphs_that_are_named_are_asked_without_a_look_at_the_manifest() -> None:
    with serving(results(YES)) as server:
        question = read("ASK {}")
        Endpoint(server.url, graphs=["urn:g", "urn:h"]).answer(question, question.text, {}, "rl")
    assert len(server.requests) == 1
    assert asked(server.requests)["default-graph-uri"] == ["urn:g", "urn:h"]


def test_members_of_a_class_are_looked_for_where_the_question_is_asked(tmp_path: Path) -> None:
    """Who is in a class by what follows alone is a value of a question that asks what follows."""
    (tmp_path / "own.rq").write_text(
        "#+ inference: rl\n#+ params:\n#+   a: {class: mediagora:SocialNetwork}\n"
        "ASK { BIND (?__a_iri AS ?a) ?a ?p ?o }",
        encoding="utf-8",
    )
    uri, number = '{"type": "uri", "value": "%s"}', '{"type": "literal", "value": "1"}'
    rows = (
        f'{{"graph": {uri % "urn:stated"}, "triples": {number}}}, '
        f'{{"graph": {uri % "urn:entailed"}, "triples": {number}, '
        f'"how": {uri % "http://www.w3.org/ns/owl-profile/RL"}}}'
    )
    manifest = (
        f'{{"head": {{"vars": ["graph", "triples", "how"]}}, "results": {{"bindings": [{rows}]}}}}'
    ).encode()
    with serving(results(manifest), results(YES)) as server:
        assert Endpoint(server.url).query("own", queries=tmp_path, a="urn:x")
    _, member, question = (asked([each]) for each in server.requests)
    assert "subClassOf" in member["query"][0]
    assert set(member["default-graph-uri"]) == {"urn:stated", "urn:entailed"}
    assert set(question["default-graph-uri"]) == {"urn:stated", "urn:entailed"}


def test_what_is_no_graph_is_refused() -> None:
    with pytest.raises(UsageError, match="'no graph' is no IRI"):
        Endpoint("http://127.0.0.1:1/", graphs=["no graph"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * { ?a ?b", "line 1"),
        ("DELETE DATA { <urn:a> <urn:b> <urn:c> }", "update is refused"),
        ("ASK { SERVICE <http://127.0.0.1:1/> {} }", "SERVICE is refused"),
        ("ASK FROM <file:///etc/passwd> {}", "FROM is refused"),
    ],
)
def test_what_is_no_query_is_not_sent(text: str, said: str) -> None:
    with serving(results(ROWS)) as server:
        with pytest.raises(QueryError, match=said):
            Endpoint(server.url).ask(text)
        assert server.requests == []


@pytest.mark.parametrize(("body", "truth"), [(YES, True), (YES.replace(b"true", b"false"), False)])
def test_truth_of_an_ask_is_its_answer(body: bytes, *, truth: bool) -> None:
    with serving(results(body)) as server:
        assert bool(Endpoint(server.url).ask("ASK {}")) is truth


def test_undeclared_terms_are_told_with_the_answer() -> None:
    with serving(results(YES)) as server:
        result = Endpoint(server.url, graphs=["urn:g"]).query("ASK { ?p a mediagora:SocialMedi }")
    assert "did you mean mediagora:SocialMedia?" in " ".join(result.notes)


def test_one_graph_may_be_named_by_itself() -> None:
    with serving(results(YES)) as server:
        Endpoint(server.url, graphs="urn:g").ask("ASK {}")
    assert asked(server.requests)["default-graph-uri"] == ["urn:g"]
