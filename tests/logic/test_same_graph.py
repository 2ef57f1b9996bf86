"""Every Turtle file that ships says the same to rdflib, pyoxigraph and owlready2."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest

from logic import oracles
from mediagora import bundle

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from logic.oracles import Statements

FILES: Final = [
    *bundle.ontology_files(),
    *bundle.data_files(),
    *bundle.evidence_files(),
    *bundle.shape_files().values(),
]
NAMES: Final = [file.relative_to(bundle.root()).as_posix() for file in FILES]


def canonical(triples: Iterable[ox.Triple]) -> set[str]:
    """The graph in canonical N-Triples (RDFC-1.0): equal sets are the same graph."""
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def by_rdflib(path: Path, monkeypatch: pytest.MonkeyPatch) -> Statements:
    """The triples that rdflib reads, its rewriting of literals switched off."""
    import rdflib

    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    graph = rdflib.Graph().parse(path, format="turtle")
    document = graph.serialize(format="nt", encoding="utf-8")
    return frozenset(quad.triple for quad in ox.parse(document, ox.RdfFormat.N_TRIPLES))


def test_files_are_found() -> None:
    assert {name.split("/")[0] for name in NAMES} == {"ontology", "data", "shapes"}


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_rdflib_and_pyoxigraph_read_the_same_graph(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert canonical(by_rdflib(path, monkeypatch)) == canonical(oracles.read([path]))


def test_a_difference_would_be_seen() -> None:
    one = oracles.parse("[] skos:broader [] . [] rdfs:label 1 .")
    other = oracles.parse("[] skos:broader [] . [] rdfs:label 01 .")
    assert canonical(one) == canonical(oracles.parse("[] rdfs:label 1 . [] skos:broader [] ."))
    assert canonical(one) != canonical(other)


def test_owlready2_finds_the_same_classes_and_individuals(everything: Statements) -> None:
    import owlready2

    facts = oracles.facts(everything)
    world = owlready2.World()
    document = ox.serialize(facts, format=ox.RdfFormat.N_TRIPLES)
    world.get_ontology(oracles.MERGED.value).load(fileobj=io.BytesIO(document))
    classes = {kind.iri for kind in world.classes()}
    individuals = {
        (member.iri, kind.iri) for kind in world.classes() for member in kind.instances()
    }
    world.close()

    asserted = oracles.entailed(facts, facts, hierarchy=True)
    declared = oracles.members(facts, ox.NamedNode(f"{oracles.OWL}Class"))
    assert classes == {kind.value for kind in declared if isinstance(kind, ox.NamedNode)}
    assert individuals == asserted.types
