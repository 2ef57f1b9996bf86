"""The manifest: written and read alike, and what questions are asked of by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.errors import EndpointError
from mediagora.querying.answer import Answer
from mediagora.querying.headers import read
from mediagora.remote.graphs import ENTAILED, MANIFEST, SD, VOID, Known, is_of_run, known, manifest
from mediagora.remote.servers import Addresses, addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def asker(triples: Iterable[ox.Triple]) -> Callable[[str], Answer]:
    """A store with a manifest of these triples; what another graph says counts for nothing."""
    store = ox.Store()
    store.extend(ox.Quad(*triple, ox.NamedNode(MANIFEST)) for triple in triples)
    store.extend(
        ox.Quad(*triple, ox.NamedNode("urn:other"))
        for triple in manifest(Known({"urn:z": 1}), run="other")
    )

    def ask(text: str) -> Answer:
        found = store.query(text)
        assert isinstance(found, ox.QuerySolutions)
        return Answer("select", read(text), solutions=[tuple(each) for each in found])

    return ask


@given(
    st.dictionaries(st.integers(0, 99).map("urn:g{}".format), st.integers(0, 10**9), min_size=1),
    st.sets(st.sampled_from(sorted(ENTAILED))),
)
def test_what_is_written_is_read(triples: dict[str, int], profiles: set[str]) -> None:
    entailed = {profile: ENTAILED[profile] for profile in profiles}
    told = Known({**triples, **dict.fromkeys(entailed.values(), 7)}, entailed)
    titles = dict.fromkeys(triples, 'a "title"\n')
    assert known(asker(manifest(told, titles=titles, run="r"))) == told
    assert told.default_graphs("none") == sorted(triples)
    for profile in ("rdfs", "rl"):
        if profile in profiles:
            assert told.default_graphs(profile) == [*sorted(triples), ENTAILED[profile]]
        else:
            with pytest.raises(EndpointError, match=f"push --inference {profile} --endpoint"):
                told.default_graphs(profile)


def test_without_a_manifest_nobody_knows() -> None:
    assert known(asker([])).default_graphs("none") is None
    assert known(asker([])).default_graphs("rl") is None


@pytest.mark.parametrize("run", ["one", "other"])
def test_a_push_is_told_from_others(run: str) -> None:
    assert is_of_run(asker(manifest(Known({"urn:a": 1}), run="one")), run) == (run == "one")


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        (f"{VOID}triples", ox.Literal("many")),
        (f"{VOID}triples", ox.BlankNode()),
        (f"{SD}entailmentRegime", ox.NamedNode("urn:unknown")),
    ],
)
def test_what_is_no_manifest_is_refused(predicate: str, value: ox.Literal) -> None:
    graph = ox.NamedNode("urn:a")
    said = ox.Triple(graph, ox.NamedNode(predicate), value)
    with pytest.raises(EndpointError, match="is not as `mediagora push` writes it"):
        known(asker([*manifest(Known({"urn:a": 3})), said]))


@pytest.mark.parametrize(
    ("endpoint", "update", "store"),
    [
        ("http://h:1/query", "http://h:1/update", "http://h:1/store"),
        ("http://h/sparql", "http://h/sparql-auth", "http://h/sparql-graph-crud-auth"),
        ("http://h/sparql-auth", "http://h/sparql-auth", "http://h/sparql-graph-crud-auth"),
        ("http://h/ds/sparql", "http://h/ds/update", "http://h/ds/data"),
        ("http://h/ds/query", "http://h/ds/update", "http://h/ds/data"),
        (
            "https://h/x/repositories/r",
            "https://h/x/repositories/r/statements",
            "https://h/x/repositories/r/rdf-graphs/service",
        ),
        ("http://h/ask?key=1", "http://h/ask?key=1", None),
    ],
)
def test_addresses_are_those_of_known_servers(
    endpoint: str, update: str, store: str | None
) -> None:
    assert addresses(endpoint) == Addresses(endpoint, update, store)
    assert addresses(endpoint, "http://h/u") == Addresses(endpoint, "http://h/u", None)
    assert addresses(endpoint, "http://h/u", "http://h/s").store == "http://h/s"
    assert addresses(endpoint, store="http://h/s") == Addresses(endpoint, update, "http://h/s")
