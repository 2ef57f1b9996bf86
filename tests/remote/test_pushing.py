"""`push` into real stores: whole or not at all, whatever goes wrong; nothing of others touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora import bundle
from mediagora.errors import EndpointError, InconsistentError, InputError, UsageError
from mediagora.remote.endpoint import Endpoint
from mediagora.remote.graphs import ENTAILED, MANIFEST, OURS, known
from mediagora.remote.modules import Spool
from mediagora.remote.pushing import OWN, push
from mediagora.remote.servers import addresses
from mediagora.remote.swapping import JOURNAL
from mediagora.remote.writing import Store
from mediagora.vocabulary import PREFIXES
from remote.between import between

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from remote.servers import Served

HEAD: Final = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
SHIPPED: Final = """
<https://w3id.org/mediagora/small> a owl:Ontology .
mediagora:Forum rdfs:subClassOf mediagora:Media .
[] a owl:Axiom ; owl:annotatedTarget mediagora:Media ; dcterms:source [ rdfs:label "one" ] .
"""
OLD: Final = """
<https://example.org/mine> a owl:Ontology . <urn:a> a mediagora:Forum ; rdfs:label "old" .
[] a owl:Axiom ; owl:annotatedSource <urn:a> ; dcterms:source [ rdfs:label "mine" ] .
"""
NEW: Final = OLD.replace("old", "new") + "<urn:b> a mediagora:Forum ."
FOREIGN: Final = "https://example.org/foreign"

FAULTS: Final = ("refused", "lost", "broken")
OXIGRAPH: Final = pytest.param("oxigraph", marks=pytest.mark.oxigraph)
VIRTUOSO: Final = pytest.param("virtuoso", marks=pytest.mark.virtuoso)
on_both = pytest.mark.parametrize("world", [OXIGRAPH, VIRTUOSO], indirect=True)
on_oxigraph = pytest.mark.parametrize("world", [OXIGRAPH], indirect=True)


class World:
    """A server with a foreign graph in it, and a small ontology in place of what ships."""

    def __init__(self, served: Served, folder: Path) -> None:
        self.served = served
        self._folder = folder
        self.store = Store(addresses(served.query, served.update, served.store), timeout=60)

    def file(self, name: str, text: str) -> Path:
        path = self._folder / name
        path.write_text(HEAD + text, encoding="utf-8")
        return path

    def contents(self) -> dict[str, set[str]]:
        """All graphs but those that a server has for itself, with their blank nodes made alike."""
        names = [
            row[0].value
            for row in self.store.ask(
                "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
            ).solutions
        ]
        found = {}
        for name in names:
            if "openlink" in name or "localuriqa" in name or name == "http://www.w3.org/ns/ldp#":
                continue
            text = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
            made = ox.Dataset(ox.Quad(*each) for each in self.store.ask(text).triples)
            made.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
            found[name] = {str(quad) for quad in made}
        return found


@pytest.fixture
def world(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    served = request.getfixturevalue(request.param)
    if served.user:
        monkeypatch.setenv("MEDIAGORA_ENDPOINT_USER", served.user)
        monkeypatch.setenv("MEDIAGORA_ENDPOINT_PASSWORD", served.password)
    world = World(served, tmp_path)
    small = world.file("small.ttl", SHIPPED)
    monkeypatch.setattr(bundle, "root", lambda: tmp_path)
    monkeypatch.setattr(bundle, "ontology_files", lambda: [small])
    monkeypatch.setattr(bundle, "data_files", list)
    monkeypatch.setattr(bundle, "evidence_files", list)
    world.store.add(FOREIGN, b'_:a <urn:p> _:b .\n<urn:s> <urn:p> "of others" .\n')
    yield world
    for graph in world.contents():
        world.store.update(f"DROP SILENT GRAPH <{graph}>")


@on_both
def test_push_puts_each_file_into_the_graph_its_ontology_names(world: World) -> None:
    pushed = push(world.file("mine.ttl", OLD), endpoint=world.served.query)
    contents = world.contents()
    assert set(contents) == {
        "https://w3id.org/mediagora/small", "https://example.org/mine", ENTAILED["rl"], MANIFEST,
        FOREIGN,
    }  # fmt: skip
    assert {each.iri: each.triples for each in pushed.graphs} == {
        graph: len(triples)
        for graph, triples in contents.items()
        if graph not in {MANIFEST, FOREIGN}
    }
    assert contents["https://example.org/mine"] == _expected(OLD)
    assert (
        f"<urn:a> <{PREFIXES['rdf']}type> <{PREFIXES['mediagora']}Media>"
        in contents[ENTAILED["rl"]]
    )


def _expected(text: str) -> set[str]:
    made = ox.Dataset(ox.parse(HEAD + text, ox.RdfFormat.TURTLE))
    made.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in made}


@on_both
def test_what_is_pushed_is_what_a_question_is_asked_of(world: World) -> None:
    ask = world.store.ask
    assert known(ask).default_graphs("none") is None
    push(world.file("mine.ttl", OLD), endpoint=world.served.query, inference="rdfs")
    stated = ["https://example.org/mine", "https://w3id.org/mediagora/small"]
    assert known(ask).default_graphs("none") == stated
    assert known(ask).default_graphs("rdfs") == [*stated, ENTAILED["rdfs"]]
    with pytest.raises(EndpointError, match="mediagora push --inference rl"):
        known(ask).default_graphs("rl")
    endpoint = Endpoint(world.served.query, graphs=known(ask).default_graphs("rdfs"))
    rows = list(endpoint.ask("SELECT ?k WHERE { <urn:a> a ?k } ORDER BY ?k").solutions)
    assert [row[0].value.rpartition("#")[2] for row in rows] == ["Forum", "Media"]


@on_both
def test_a_newer_version_replaces_all_and_doubles_nothing(world: World) -> None:
    endpoint = world.served.query
    gone = world.file("gone.ttl", "<urn:x> a mediagora:Forum .")
    first = push([world.file("mine.ttl", OLD), gone], endpoint=endpoint)
    (own,) = {each.iri for each in first.graphs if each.source == str(gone)}
    assert own == OWN
    again = push(world.file("mine.ttl", NEW), endpoint=endpoint, inference="none")
    assert {iri for iri, _ in again.removed} == {own, ENTAILED["rl"]}
    contents = world.contents()
    assert contents["https://example.org/mine"] == _expected(NEW)
    assert set(contents) == {
        "https://w3id.org/mediagora/small", "https://example.org/mine", MANIFEST, FOREIGN
    }  # fmt: skip
    assert len(contents[FOREIGN]) == 2


@on_both
def test_a_graph_of_the_name_is_replaced_though_no_manifest_tells_of_it(world: World) -> None:
    world.store.add("https://example.org/mine", b"_:a <urn:p> _:b .\n")
    pushed = push(world.file("mine.ttl", OLD), endpoint=world.served.query, inference="none")
    assert {each.replaced for each in pushed.graphs} == {None, 1}
    assert [each.iri for each in pushed.graphs if each.is_foreign] == ["https://example.org/mine"]
    again = push(world.file("mine.ttl", OLD), endpoint=world.served.query, inference="none")
    assert not any(each.is_foreign for each in again.graphs)
    assert world.contents()["https://example.org/mine"] == _expected(OLD)


@pytest.mark.parametrize(
    ("world", "fault"),
    [
        *(pytest.param("oxigraph", fault, marks=pytest.mark.oxigraph) for fault in FAULTS),
        *(pytest.param("virtuoso", fault, marks=pytest.mark.virtuoso) for fault in FAULTS),
        pytest.param("virtuoso", "half", marks=pytest.mark.virtuoso),
    ],
    indirect=["world"],
)
def test_all_or_nothing_whichever_request_fails(world: World, fault: str) -> None:
    old, new = world.file("old.ttl", OLD), world.file("new.ttl", NEW)
    push(old, endpoint=world.served.query)
    before = world.contents()
    with between(world.served) as proxy:
        for nth in range(1, 1000):
            proxy.bodies.clear()
            proxy.fault = lambda number, *_, at=nth: fault if number == at else None
            try:
                push(new, endpoint=proxy.served.query)
            except EndpointError:
                failed = True
            else:
                failed = False
            contents = world.contents()
            if contents["https://example.org/mine"] == before["https://example.org/mine"]:
                assert failed
                assert contents == before, f"after request {nth}"
            else:
                assert not failed, f"after request {nth}"
                assert not any(graph.startswith(OURS) for graph in contents)
                assert set(contents) == set(before)
                assert contents["https://example.org/mine"] == _expected(NEW), f"request {nth}"
                push(old, endpoint=world.served.query)
                before = world.contents()
            if len(proxy.bodies) < nth:
                break
    assert nth > 8


@on_both
def test_a_store_that_loses_triples_is_found_out(world: World) -> None:
    push(world.file("mine.ttl", OLD), endpoint=world.served.query)
    before = world.contents()
    with between(world.served) as proxy:
        proxy.fault = lambda _, path, body: (
            "swallowed" if b"urn:b" in body and "graph=" in path else None
        )
        with pytest.raises(EndpointError, match=r"took in 0 of .* the store is as it was"):
            push(world.file("mine.ttl", NEW), endpoint=proxy.served.query, inference="none")
    assert world.contents() == before


@on_both
def test_an_interrupted_push_leaves_nothing(world: World) -> None:
    push(world.file("mine.ttl", OLD), endpoint=world.served.query)
    before = world.contents()

    def interrupt(share: float) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        push(world.file("mine.ttl", NEW), endpoint=world.served.query, progress=interrupt)
    assert world.contents() == before


@on_both
def test_what_a_killed_push_left_is_restored_and_removed_by_the_next(world: World) -> None:
    """As a server without transactions is left when the connection is lost during the swap."""
    push(world.file("mine.ttl", OLD), endpoint=world.served.query)
    copy, staged = f"{OURS}dead/old/0", f"{OURS}dead/0"
    world.store.update(f"MOVE GRAPH <https://example.org/mine> TO GRAPH <{copy}>")
    for graph in (staged, "https://example.org/mine", "https://example.org/new"):
        world.store.add(graph, b"<urn:half> <urn:p> <urn:o> .\n")
    said = [
        (copy, "isVersionOf", "https://example.org/mine"),
        (staged, "isVersionOf", "https://example.org/mine"),
        (FOREIGN, "isVersionOf", "https://example.org/mine"),
        ("https://example.org/mine", "replaces", copy),
        ("https://example.org/new", "replaces", f"{PREFIXES['rdf']}nil"),
    ]
    dcterms = PREFIXES["dcterms"]
    world.store.insert(
        JOURNAL, [ox.Triple(*map(ox.NamedNode, (s, f"{dcterms}{p}", o))) for s, p, o in said]
    )
    with pytest.raises(InconsistentError):  # nothing is cleared before all is known to be good
        push(world.file("bad.ttl", _CONTRADICTION), endpoint=world.served.query)
    assert staged in world.contents()
    other = world.file("other.ttl", "<urn:x> a mediagora:Forum .")
    push(other, endpoint=world.served.query, inference="none")
    contents = world.contents()
    assert len(contents) == 4
    assert len(contents[FOREIGN]) == 2
    assert not {"https://example.org/new", "https://example.org/mine"} & set(contents)


_CONTRADICTION: Final = """
<urn:A> owl:disjointWith <urn:B> . <urn:A> a owl:Class . <urn:B> a owl:Class .
<urn:x> a <urn:A> , <urn:B> .
"""


@on_oxigraph
@pytest.mark.parametrize(
    ("text", "error"), [("<urn:a> oops .", InputError), (_CONTRADICTION, InconsistentError)]
)
def test_bad_data_is_told_before_anything_is_sent(
    world: World, text: str, error: type[Exception]
) -> None:
    good, bad = world.file("good.ttl", OLD), world.file("z.ttl", text)
    with between(world.served) as proxy:
        with pytest.raises(error):
            push([good, bad], endpoint=proxy.served.query)
        assert proxy.bodies == []


@on_oxigraph
def test_dry_run_changes_nothing(world: World) -> None:
    before = world.contents()
    pushed = push(world.file("mine.ttl", OLD), endpoint=world.served.query, dry_run=True)
    assert pushed.dry
    assert pushed.triples > 10
    assert world.contents() == before


@on_both
def test_without_a_graph_store_updates_do_it_and_blank_nodes_stay_whole(world: World) -> None:
    tree = "".join(f"_:n{n} rdfs:seeAlso _:n{n // 3} , <urn:o{n}> .\n" for n in range(1, 400))
    flat = "".join(f"<urn:f{n}> rdfs:label 'é {n}' .\n" for n in range(1200))
    path = world.file("mine.ttl", f"{OLD}{flat}{tree}")
    with between(world.served) as proxy:
        push(path, endpoint=proxy.served.query, update=proxy.served.update, inference="none")
        assert (
            max(body.count(b"rdfs") + body.count(b"rdf-schema#label") for body in proxy.bodies)
            < 800
        )
    assert world.contents()["https://example.org/mine"] == _expected(f"{OLD}{flat}{tree}")


@on_oxigraph
def test_a_file_with_the_name_of_one_that_ships_takes_its_place(world: World) -> None:
    mine = world.file("mine.ttl", SHIPPED.replace("Forum", "Wiki"))
    push(mine, endpoint=world.served.query, inference="none")
    assert world.contents()["https://w3id.org/mediagora/small"] == _expected(
        SHIPPED.replace("Forum", "Wiki")
    )


@on_oxigraph
def test_no_triple_is_in_two_graphs(world: World) -> None:
    text = "<urn:a> a mediagora:Forum . mediagora:Forum rdfs:subClassOf mediagora:Media ."
    files = [
        world.file("one.ttl", text),
        world.file("two.ttl", f"{text} <urn:b> a mediagora:Forum ."),
    ]
    pushed = push(files, endpoint=world.served.query, graph="https://example.org/mine")
    assert pushed.repeated == 3
    graphs = [triples for graph, triples in world.contents().items() if graph != MANIFEST]
    plain = [triple for triples in graphs for triple in triples if "_:" not in triple]
    assert len(plain) == len(set(plain)) > 4


@pytest.mark.parametrize("name", [MANIFEST, f"{OURS}x", ENTAILED["rl"], "no iri"])
def test_a_graph_of_push_itself_is_no_graph_for_data(name: str) -> None:
    with pytest.raises(UsageError, match="--graph"):
        push(endpoint="http://127.0.0.1:1/query", graph=name)


_NODES = st.sampled_from([f"_:n{n}" for n in range(6)] + [f"<urn:n{n}>" for n in range(6)])
_TRIPLES = st.lists(st.tuples(_NODES, _NODES), max_size=30)


@given(st.lists(_TRIPLES, max_size=4), st.integers(1, 5))
def test_batches_have_each_triple_once_and_each_blank_node_whole(
    documents: list[list[tuple[str, str]]], most: int
) -> None:
    every = []
    with Spool(most_triples=most) as spool:
        for nth, pairs in enumerate(documents):
            lines = [f"{s} <urn:p> {o} .\n".replace("_:n", f"_:d{nth}n") for s, o in pairs]
            every += lines
            spool.add(
                (q.triple for q in ox.parse("".join(lines), ox.RdfFormat.N_TRIPLES)), f"urn:{nth}"
            )
        portions = spool.portions()
        batches = [spool.read(b).decode() for each in portions.values() for b in each.batches]
    lines = [line for batch in batches for line in batch.splitlines(keepends=True)]
    assert sorted(lines) == sorted(set(every))
    assert sum(each.count for each in portions.values()) == len(lines)
    assert spool.repeated == len(every) - len(lines)
    for label in {term for line in lines for term in line.split() if term.startswith("_:")}:
        assert sum(f"{label} " in batch for batch in batches) == 1


def test_two_pushes_at_once_are_not_both_taken_for_whole(oxigraph: Served, tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    files = [tmp_path / "a.nt", tmp_path / "b.nt"]
    for file in files:
        file.write_text(f'_:a <urn:p> "{file.name}" .\n')

    def pushed(file: Path) -> bool:
        try:
            push(file, endpoint=oxigraph.query, with_shipped=False, inference="none")
        except EndpointError:
            return False
        return True

    text = f"SELECT ?o {{ GRAPH <{OWN}> {{ ?s <urn:p> ?o }} }}"
    for _ in range(3):
        with ThreadPoolExecutor(2) as threads:
            done = list(threads.map(pushed, files))
        standing = len(list(Endpoint(oxigraph.query).ask(text).solutions))
        assert not all(done) or standing == 1
