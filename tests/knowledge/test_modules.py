"""Files: each is an ontology of its own, which says what it is and from when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest

from mediagora import bundle
from mediagora.vocabulary import BASE, PREFIXES, shorten
from shapes import engines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILES: Final = sorted(
    file
    for folder in ("ontology", "data", "shapes")
    for file in (bundle.root() / folder).rglob("*.ttl")
)
TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
ONTOLOGY: Final = ox.NamedNode(f"{PREFIXES['owl']}Ontology")
# Each is needed; the shape MG230 asks for it, of files that have a header at all.
NEEDED: Final = [
    "owl:versionIRI",
    "owl:versionInfo",
    "dcterms:title",
    "dcterms:description",
    "dcterms:license",
    "dcterms:created",
    "dcterms:modified",
    "vann:preferredNamespacePrefix",
    "vann:preferredNamespaceUri",
]


def iri_of(file: Path) -> str:
    """The IRI that a file has as an ontology of its own."""
    path = file.relative_to(bundle.root()).with_suffix("").as_posix()
    if path == "ontology/mediagora":
        return f"{BASE}ns"
    return BASE + path.removeprefix("ontology/").replace("data/platforms/", "data/")


def header(file: Path) -> list[ox.Triple]:
    """What a file says of itself."""
    triples = engines.read(file)
    subjects = {
        each.subject for each in triples if (each.predicate, each.object) == (TYPE, ONTOLOGY)
    }
    return [each for each in triples if each.subject in subjects]


def faults(triples: Iterable[ox.Triple]) -> list[tuple[str, str]]:
    """Node and shape of what the style of the ontology finds fault with."""
    return [(about, shorten(shape)) for about, shape, _, _ in engines.fast(("ontology",), triples)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: iri_of(file).removeprefix(BASE))
def test_a_file_is_an_ontology_of_its_own(file: Path) -> None:
    triples = header(file)
    said = {(shorten(each.predicate.value), each.object) for each in triples}
    versions = [value for predicate, value in said if predicate == "owl:versionInfo"]

    assert {each.subject for each in triples} == {ox.NamedNode(iri_of(file))}
    assert len(versions) == 1
    assert isinstance(versions[0], ox.Literal)
    assert ("owl:versionIRI", ox.NamedNode(f"{iri_of(file)}/{versions[0].value}")) in said
    assert faults(triples) == []


def test_no_two_files_are_the_same_ontology() -> None:
    assert len({iri_of(file) for file in FILES}) == len(FILES) > 100


@pytest.mark.parametrize("predicate", NEEDED)
def test_a_header_that_lacks_something_is_caught(predicate: str) -> None:
    [file] = [file for file in FILES if file.stem == "claims"]
    triples = [each for each in header(file) if shorten(each.predicate.value) != predicate]

    assert faults(triples) == [(iri_of(file), "shape:ModuleHasHeader")]
