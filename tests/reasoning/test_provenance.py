"""What a run says of itself: valid PROV-O, with the digests of the very bytes."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

import pyoxigraph as ox

from mediagora.reading.inputs import Source
from mediagora.reasoning.provenance import provenance
from mediagora.reasoning.streaming import Account
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

PROV = PREFIXES["prov"]


def digest(data: bytes) -> ox.NamedNode:
    """The name of some bytes by RFC 6920, section 3."""
    text = base64.b64encode(hashlib.sha256(data).digest(), altchars=b"-_").decode()
    return ox.NamedNode(f"ni:///sha-256;{text.rstrip('=')}")


def described(folder: Path, *, output: bytes | None = b"<urn:a> <urn:b> <urn:c> .\n") -> bytes:
    (folder / "in.ttl").write_bytes(b"<urn:a> a <urn:b> .")
    if output is not None:
        (folder / "out.nt").write_bytes(output)
    sources = [Source("in.ttl", "turtle", folder / "in.ttl"), Source("-", "turtle", b"# none")]
    return provenance(
        sources,
        Account(stated=7, entailed=3),
        version="1.2.3",
        profile="rl",
        engine="fast",
        output=None if output is None else str(folder / "out.nt"),
        stated=True,
    )


def graph(text: bytes) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE)}


def test_files_are_known_by_their_bytes(tmp_path: Path) -> None:
    triples = graph(described(tmp_path))
    title = ox.NamedNode(f"{PREFIXES['dcterms']}title")
    titles = {each.subject: each.object for each in triples if each.predicate == title}
    assert titles == {
        digest(b"<urn:a> a <urn:b> ."): ox.Literal("in.ttl"),
        digest(b"# none"): ox.Literal("-"),
        digest((tmp_path / "out.nt").read_bytes()): ox.Literal(str(tmp_path / "out.nt")),
    }


def test_an_activity_used_what_its_result_is_derived_from(tmp_path: Path) -> None:
    triples = graph(described(tmp_path))

    def pairs(name: str) -> set[tuple[object, object]]:
        return {
            (each.subject, each.object)
            for each in triples
            if each.predicate == ox.NamedNode(PROV + name)
        }

    made = digest((tmp_path / "out.nt").read_bytes())
    [(subject, run)] = pairs("wasGeneratedBy")
    assert subject == made
    assert {value for _, value in pairs("used")} == {value for _, value in pairs("wasDerivedFrom")}
    assert {subject for subject, _ in pairs("used")} == {run}
    assert {subject for subject, _ in pairs("wasDerivedFrom")} == {made}
    assert len(pairs("used")) > 2  # the files, and the versions of the ontology
    [(subject, agent)] = pairs("wasAssociatedWith")
    assert subject == run
    kinds = {
        (each.subject, str(each.object).removeprefix(f"<{PROV}").rstrip(">"))
        for each in triples
        if each.predicate.value.endswith("#type")
    }
    assert {(made, "Entity"), (run, "Activity"), (agent, "SoftwareAgent")} <= kinds
    known = {each.split()[1] for each in map(str, triples) if f"<{PROV}" in each.split()[1]}
    assert known == {
        f"<{PROV}{name}>"
        for name in ("used", "wasAssociatedWith", "wasDerivedFrom", "wasGeneratedBy")
    }


def test_rules_engine_and_numbers_are_told(tmp_path: Path) -> None:
    text = described(tmp_path).decode()
    for words in (
        "entailments of OWL 2 RL by sparq-rdf, with what is stated",
        "mediagora 1.2.3",
        "7 triples stated",
        "3 triples entailed",
    ):
        assert words in text


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    assert described(tmp_path) == described(tmp_path)
    assert described(tmp_path) != described(tmp_path, output=b"")


def test_without_a_file_the_result_has_no_name(tmp_path: Path) -> None:
    [made] = {
        each.subject
        for each in graph(described(tmp_path, output=None))
        if each.predicate == ox.NamedNode(f"{PROV}wasGeneratedBy")
    }
    assert isinstance(made, ox.BlankNode)
