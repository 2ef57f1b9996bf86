"""`reason`: data in each form, each profile and engine, and each way not to get an answer."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Any, Final

import pytest
import rdflib

import mediagora
from mediagora.errors import EngineError, InconsistentError, InputError, UsageError
from mediagora.reading.shipped import shipped
from mediagora.reasoning.axioms import axioms_of
from mediagora.reasoning.closing import consequences
from mediagora.reasoning.materialising import entailments, sources_of
from mediagora.vocabulary import NS, PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

A: Final = rdflib.URIRef("urn:a")
HEAD: Final = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
FORUM: Final = HEAD + "<urn:a> a mediagora:ForumPlatform ; mediagora:hasFeature feature:replies ."
INVERSE: Final = HEAD + "<urn:runs> owl:inverseOf <urn:runBy> . <urn:a> <urn:runBy> <urn:b> ."


def kinds(graph: rdflib.Graph) -> set[str]:
    return {str(each).removeprefix(NS) for each in graph.objects(A, rdflib.RDF.type)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "a.ttl").write_text(FORUM, encoding="utf-8")
    return tmp_path / "a.ttl"


def test_paths_lists_and_graphs_give_the_same(file: Path) -> None:
    graph = rdflib.Graph().parse(file)
    found = set(mediagora.reason(file))
    assert kinds(mediagora.reason(file)) == {"DiscussionPlatform", "SocialMedia"}
    assert found == set(mediagora.reason([str(file)])) == set(mediagora.reason(graph))
    assert not found & set(graph)


def test_without_data_it_is_what_ships() -> None:
    triples, account = entailments(None)
    new = set(triples)
    stated = set(shipped(evidence=False))
    every = set(consequences(stated, axioms_of(stated)))
    assert new == {each for each in every if "_:" not in str(each)}
    assert (account.contradictions, account.unread) == (0, {})


def test_what_is_stated_comes_along_when_asked_for(file: Path) -> None:
    every = mediagora.reason(file, stated=True)
    assert kinds(every) == {"ForumPlatform", "DiscussionPlatform", "SocialMedia"}
    assert len(every) > len(shipped(data=False, evidence=False))


def test_rdf_schema_follows_no_definitions(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(
        HEAD + "<urn:a> mediagora:hasMainPurpose purpose:build-relationships .", encoding="utf-8"
    )
    assert kinds(mediagora.reason(path, profile="rdfs")) == {"SocialMedia"}
    assert kinds(mediagora.reason(path)) == {"SocialMedia", "SocialNetwork"}


@pytest.mark.java
def test_owl_dl_finds_what_the_rules_find_and_more(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(
        FORUM + "<urn:C> a owl:Class ; owl:unionOf ( mediagora:ForumPlatform <urn:D> ) . "
        "<urn:D> a owl:Class .", encoding="utf-8"
    )  # fmt: skip
    found = mediagora.reason(path, profile="dl")
    assert kinds(found) == {"DiscussionPlatform", "SocialMedia", "urn:C"}


def test_the_fast_engine_takes_axioms_that_the_model_does_without(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(INVERSE + FORUM.removeprefix(HEAD), encoding="utf-8")
    wanted = (rdflib.URIRef("urn:b"), rdflib.URIRef("urn:runs"), A)
    triples, account = entailments(sources_of(path))
    assert wanted not in mediagora.reason(path)
    list(triples)
    assert account.unread == {"owl:inverseOf": 1}
    fast = mediagora.reason(path, engine="fast")
    assert wanted in fast
    assert set(mediagora.reason(path)) <= set(fast)


CONTRADICTORY: Final = HEAD + "<urn:a> a mediagora:ForumPlatform , mediagora:Feature ."


@pytest.mark.parametrize(
    "how",
    [{}, {"engine": "fast"}, pytest.param({"profile": "dl"}, marks=pytest.mark.java)],
)
def test_a_contradiction_is_told(tmp_path: Path, how: dict[str, Any]) -> None:
    (tmp_path / "a.ttl").write_text(CONTRADICTORY, encoding="utf-8")
    with pytest.raises(InconsistentError, match="validate --logic"):
        mediagora.reason(tmp_path, **how)


CLIQUE: Final = (
    HEAD
    + "<urn:q> a owl:TransitiveProperty . "
    + "".join(
        f"<urn:{one}> <urn:q> <urn:{other}> . "
        for one in range(1000)
        for other in range(0, 1000, 7)
    )
)


@pytest.mark.parametrize("engine", ["rules", "fast"])
def test_what_takes_too_long_is_ended(
    tmp_path: Path, engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.ttl").write_text(CLIQUE, encoding="utf-8")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    with pytest.raises(EngineError, match=r"did not end within 0\.1 seconds; raise the limit"):
        mediagora.reason(tmp_path / "data", engine=engine, timeout=0.1)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_missing_fast_engine_is_told(file: Path, tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "sparq.py").write_text("raise ImportError", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "without"))
    with pytest.raises(EngineError, match="sparq-rdf is not installed: pip install"):
        mediagora.reason(file, engine="fast")


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"profile": "el"}, "there are rdfs, rl, dl"),
        ({"engine": "slow"}, "there are rules, fast"),
        ({"engine": "fast", "profile": "rdfs"}, "one for the profile rl"),
    ],
)
def test_what_there_is_not_is_told(file: Path, how: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        mediagora.reason(file, **how)


def test_data_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> a", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.ttl:1:"):
        mediagora.reason(tmp_path / "a.ttl")
    with pytest.raises(UsageError, match="no file or folder"):
        mediagora.reason(tmp_path / "missing.ttl")
