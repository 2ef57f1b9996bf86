"""A query in a process of its own gives what it gives here, and ends in time."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any, Final

import pytest
import rdflib

from mediagora.errors import (
    EngineError,
    InputError,
    MediagoraError,
    QueryError,
    UnknownNameError,
    UsageError,
)
from mediagora.querying import query

if TYPE_CHECKING:
    from pathlib import Path

RUNAWAY: Final = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
CHIRP: Final = "<urn:chirp> a <https://w3id.org/mediagora/ns#WikiPlatform> ."


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("who-has-feature", {"feature": "marketplace"}),
        ("social-networks", {}),
        ("tree", {}),
        ("ASK { platform:xing a mediagora:SocialMedia }", {}),
    ],
)
def test_answers_are_the_same(name: str, params: dict[str, str]) -> None:
    here, there = query(name, **params), query(name, timeout=60, **params)  # type: ignore[arg-type]

    assert set(there.triples) == set(here.triples)
    assert (there.form, there.columns, there.solutions, there.boolean, there.question) == (
        here.form, here.columns, here.solutions, here.boolean, here.question,
    )  # fmt: skip


def test_a_runaway_is_ended() -> None:
    with pytest.raises(EngineError, match=r"not end within 0\.5 seconds; raise the limit with t"):
        query(RUNAWAY, timeout=0.5)


def test_a_query_that_takes_too_much_memory_is_ended() -> None:
    with pytest.raises(EngineError, match="more memory than 300 MB; raise the limit with memory_l"):
        query("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c", memory_limit=300 << 20)


@pytest.mark.parametrize("as_graph", [False, True])
def test_data_is_read_there(tmp_path: Path, as_graph: bool) -> None:  # noqa: FBT001 -- a case
    path = tmp_path / "chirp.ttl"
    path.write_text(CHIRP)
    data: Any = rdflib.Graph().parse(path) if as_graph else path
    rows = query(
        "SELECT ?p { ?p a mediagora:WikiPlatform }", data=data, with_shipped=False, timeout=60
    )

    assert [str(row.p) for row in rows] == ["urn:chirp"]


def test_paths_are_those_of_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.ttl").write_text("<urn:a> <urn:b>")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(InputError, match=r"^bad\.ttl:1:") as caught:
        query("overview", data="bad.ttl", timeout=60)
    assert caught.value.line == 1


@pytest.mark.parametrize(
    ("kind", "ask"),
    [
        (UnknownNameError, {"query": "who-has-feature", "feature": "grups"}),
        (QueryError, {"query": "SELECT ?a { ?a }"}),
        (QueryError, {"query": "launched-since", "year": "soon"}),
        (UsageError, {"query": "overview", "data": "-"}),
        (UsageError, {"query": "overview", "limit": -1}),
        (UsageError, {"query": "overview", "limit": "3"}),
        (QueryError, {"query": "launched-since", "year": lambda: 2010}),
    ],
)
def test_errors_cross_over_as_they_are(kind: type[Exception], ask: dict[str, Any]) -> None:
    text = ask.pop("query")
    with pytest.raises(kind) as caught:
        query(text, timeout=60, **ask)
    assert "Traceback" not in str(caught.value)


@pytest.mark.parametrize(
    "limits", [{"timeout": 0}, {"timeout": -1}, {"timeout": "5"}, {"memory_limit": 0}]
)
def test_limits_are_above_zero(limits: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="numbers above 0"):
        query("overview", **limits)


@pytest.mark.parametrize(
    "error",
    [
        InputError("a dot is missing", code="MG001", path="a.ttl", line=3),
        UnknownNameError("term", "x", ["y"]),
        EngineError("out of time"),
    ],
)
def test_every_error_can_be_pickled(error: MediagoraError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 -- our own

    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))
