"""What is asked of engines: the same graph, the same bag of rows, and an end at the limit."""

from __future__ import annotations

import os
import subprocess
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import pytest
import rdflib
from benchmarks.queryengines import ENGINES, digest, failed, once, within
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import XSD

from benchmarks import queryengines, querypeers
from mediagora import queries
from mediagora.querying.store import open_store
from mediagora.reading.interop import term_to_rdflib

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.querypeers import Graphs, Peer

NUMBER: Final = 20
NAMES: Final = ("advice/user-figure", "features/who-has-feature", "rule/in-numbers")

TERMS: Final = st.one_of(
    st.none(),
    st.builds(ox.NamedNode, st.sampled_from(["https://example.org/a", "urn:b"])),
    st.builds(ox.Literal, st.text(st.characters(codec="utf-8"), max_size=4)),
    st.builds(ox.Literal, st.text("ab", max_size=2), language=st.sampled_from(["en", "de-AT"])),
    st.builds(ox.Literal, st.integers(-99, 99)),
)
ROWS: Final = st.lists(st.tuples(TERMS, TERMS), max_size=6)


forks = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
"""The copy asks for no lock that another thread of pytest may hold."""


def to_rdflib(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(None if term is None else term_to_rdflib(term) for term in row)


@given(ROWS, ROWS)
def test_bags_are_the_same_if_and_only_if_their_digests_are(
    first: list[tuple[Any, ...]], second: list[tuple[Any, ...]]
) -> None:
    assert (digest(first) == digest(second)) == (Counter(first) == Counter(second))


@given(ROWS)
def test_terms_of_both_libraries_are_the_same(rows: list[tuple[Any, ...]]) -> None:
    assert digest(map(to_rdflib, reversed(rows))) == digest(rows)


def test_numbers_are_compared_by_value_and_blank_nodes_by_being_such() -> None:
    decimal = ox.Literal("0.50", datatype=ox.NamedNode(str(XSD.decimal)))

    assert digest([[decimal]]) == digest([[rdflib.Literal("0.5", datatype=XSD.double)]])
    assert digest([[decimal]]) != digest([[rdflib.Literal("0.51", datatype=XSD.decimal)]])
    assert digest([[ox.BlankNode()]]) == digest([[rdflib.BNode()]])
    assert digest([[ox.Literal("1")]]) != digest([[ox.Literal(1)]])


@forks
def test_what_takes_too_long_is_stopped_with_all_that_it_started(tmp_path: Path) -> None:
    written = tmp_path / "written"

    def start_another_and_wait() -> queryengines.Asked:
        subprocess.Popen(["sh", "-c", f"sleep 1; touch {written}"])
        time.sleep(60)
        return failed("not reached")

    assert within(0.2, start_another_and_wait) == failed("over 0.2 s")
    time.sleep(1.2)
    assert not written.exists()


@forks
def test_what_fails_is_told_in_one_line() -> None:
    def fail() -> queryengines.Asked:
        message = "no\nsuch thing"
        raise ValueError(message)

    assert within(30, fail) == failed("failed: ValueError: no such thing")


@forks
def test_what_is_killed_is_told() -> None:
    assert within(30, lambda: os._exit(1))["failure"] == "failed: it was killed"


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Graphs:
    return querypeers.prepare(tmp_path_factory.mktemp("graphs"), NUMBER, sources=True)


@pytest.mark.parametrize("inference", ["none", "rl"])
def test_all_are_given_the_graph_that_mediagora_makes(graphs: Graphs, inference: str) -> None:
    ours = open_store(str(graphs.data), inference="rl" if inference == "rl" else "none")
    theirs = ox.Store()
    theirs.bulk_load(path=graphs.complete[inference], format=ox.RdfFormat.N_TRIPLES)

    assert len(theirs) == len(ours) == graphs.triples[inference]
    assert digest(theirs) == digest(ours)


@pytest.mark.parametrize("engine", ["mediagora", "pyoxigraph", "rdflib"])
def test_every_engine_answers_in_a_process_of_its_own(
    graphs: Graphs, tmp_path: Path, engine: str
) -> None:
    several = [each for each in queries() if each.name in NAMES]

    told = querypeers.ask(of(engine), graphs, several, tmp_path, rounds=1, limit=60)

    assert not told["failure"]
    assert {name: each["failure"] for name, each in told["answers"].items()} == dict.fromkeys(
        NAMES, ""
    )
    job: queryengines.Job = {
        "engine": "pyoxigraph", "source": "", "inference": "", "limit": 60, "rounds": 1,
        "push": None,
    }  # fmt: skip
    for question in several:
        job["source"] = str(graphs.complete[question.inference])
        rows = [*ENGINES["pyoxigraph"](job)(question.name, question.text)]
        assert told["answers"][question.name]["rows"] == len(rows)
        assert told["answers"][question.name]["digest"] == digest(rows)


def of(engine: str) -> Peer:
    return next(each for each in querypeers.peers() if each.engine == engine)


def test_why_an_engine_has_no_figures_is_told(graphs: Graphs, tmp_path: Path) -> None:
    peer = querypeers.Peer("none", "no such engine")

    told = querypeers.ask(peer, graphs, [], tmp_path, rounds=1, limit=60)

    assert told["failure"] == "failed: KeyError: 'no such engine'"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SELECT ?x { ?x a ?y }", "lookup"),
        ("# count (all)\nSELECT ?count { ?count a ?y }", "lookup"),
        ("SELECT (count(*) AS ?n) {}", "aggregate"),
        ("SELECT ?x { ?x a ?y } group\nby ?x", "aggregate"),
        ("SELECT (GROUP_CONCAT (?x) AS ?n) {}", "aggregate"),
    ],
)
def test_kind_of_a_question(text: str, kind: str) -> None:
    assert querypeers.kind(text) == kind


def test_a_program_that_asks_once(graphs: Graphs, tmp_path: Path) -> None:
    question = tmp_path / "ask.rq"
    question.write_text("SELECT * { ?x ?y ?z } LIMIT 7", encoding="utf-8")

    assert once("pyoxigraph", str(graphs.complete["none"]), str(question)) == 7
