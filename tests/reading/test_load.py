"""`mediagora.load`: files, or what ships, as one rdflib graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import rdflib

import mediagora
from mediagora import bundle
from mediagora.errors import InputError, UsageError
from mediagora.reading.shipped import shipped

if TYPE_CHECKING:
    from pathlib import Path

FACEBOOK = rdflib.URIRef("https://w3id.org/mediagora/platform/facebook")


def test_without_a_path_it_gives_all_that_ships() -> None:
    graph = mediagora.load()
    assert len(graph) == len(set(shipped()))
    assert (FACEBOOK, rdflib.RDFS.label, None) in graph
    assert (None, rdflib.RDF.type, rdflib.OWL.Axiom) in graph
    assert (None, rdflib.RDF.type, rdflib.OWL.Class) in graph


def test_it_merges_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("_:x <urn:p> 1 .")
    (tmp_path / "b.nt").write_text('_:x <urn:p> "2" .')
    graph = mediagora.load(tmp_path, str(tmp_path / "a.ttl"))
    assert len(graph) == 2
    assert len(set(graph.subjects())) == 2


def test_what_is_no_rdf_raises(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("<urn:a>")
    with pytest.raises(InputError, match=r"a\.ttl:1:8: "):
        mediagora.load(file)
    with pytest.raises(InputError, match="larger than the limit of 3 bytes"):
        mediagora.load(file, max_bytes=3)
    with pytest.raises(UsageError):
        mediagora.load(tmp_path / "b.ttl")


def test_the_parts_of_what_ships_add_up() -> None:
    parts = [
        shipped(ontology=True, data=False, evidence=False),
        shipped(ontology=False, data=True, evidence=False),
        shipped(ontology=False, data=False, evidence=True),
    ]
    assert all(parts)
    assert sum(map(len, parts)) == len(shipped())
    assert shipped(ontology=False, data=False, evidence=False) == []


def test_every_shipped_file_is_among_them() -> None:
    files = [*bundle.ontology_files(), *bundle.data_files(), *bundle.evidence_files()]
    on_disk = {
        file for name in ("ontology", "data") for file in (bundle.root() / name).rglob("*.ttl")
    }
    assert set(files) == on_disk - set(bundle.alignment_files())
    assert len(files) == len(set(files))
