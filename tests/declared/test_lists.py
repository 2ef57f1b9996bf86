"""The lists of declared terms: whole, sorted, and no slower to have than they must be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import rdflib.namespace

from mediagora import declared
from mediagora.vocabulary import PREFIXES

VOCABULARIES = {each.prefix: each for each in declared.VOCABULARIES}
OF_RDFLIB = {
    "dc": rdflib.namespace.DC,
    "dcterms": rdflib.namespace.DCTERMS,
    "foaf": rdflib.namespace.FOAF,
    "org": rdflib.namespace.ORG,
    "owl": rdflib.namespace.OWL,
    "prov": rdflib.namespace.PROV,
    "rdf": rdflib.namespace.RDF,
    "rdfs": rdflib.namespace.RDFS,
    "schema": rdflib.namespace.SDO,
    "sh": rdflib.namespace.SH,
    "skos": rdflib.namespace.SKOS,
    "xsd": rdflib.namespace.XSD,
}


@pytest.mark.parametrize("prefix", OF_RDFLIB)
def test_every_name_that_rdflib_knows_is_in_the_list(prefix: str) -> None:
    known = OF_RDFLIB[prefix]
    assert str(known) == VOCABULARIES[prefix].namespace
    assert set(known.__annotations__) - declared.names(prefix) == set()


def test_there_is_a_sorted_list_for_each_vocabulary_and_no_other() -> None:
    folder = Path(declared.__file__).parent
    assert {file.stem for file in folder.glob("*.txt")} == set(VOCABULARIES)
    for prefix in VOCABULARIES:
        lines = (folder / f"{prefix}.txt").read_text(encoding="utf-8").splitlines()
        assert lines == sorted(set(lines))
        assert len(lines) >= 15
        assert not any(character.isspace() or character in "/#" for character in "".join(lines))


def test_prefixes_mean_the_same_everywhere() -> None:
    for prefix, vocabulary in VOCABULARIES.items():
        assert PREFIXES.get(prefix, vocabulary.namespace) == vocabulary.namespace


@pytest.mark.parametrize(
    ("iri", "found"),
    [
        ("http://xmlns.com/foaf/0.1/Person", ("foaf", "Person")),
        ("http://www.w3.org/2001/XMLSchema#integer", ("xsd", "integer")),
        ("http://rdfs.org/sioc/types#Weblog", ("sioct", "Weblog")),
        ("https://schema.org/docs/about.html", None),
        ("https://schema.org/", None),
        ("http://schema.org/name", None),
        ("https://example.org/name", None),
        ("urn:isbn:3", None),
    ],
)
def test_a_term_belongs_to_a_vocabulary(iri: str, found: tuple[str, str] | None) -> None:
    answer = declared.vocabulary_of(iri)
    assert (answer and (answer[0].prefix, answer[1])) == found


def test_members_of_containers_are_declared() -> None:
    rdf = VOCABULARIES["rdf"]
    assert declared.declares(rdf, "_1")
    assert not declared.declares(rdf, "_0")
    assert not declared.declares(rdf, "_")
    assert not declared.declares(VOCABULARIES["rdfs"], "_1")


def test_no_list_is_read_where_none_is_needed() -> None:
    script = (
        "import mediagora.declared as d, mediagora.declared.terms as t\n"
        "t.Terms(()).fault('https://example.org/x', 'property')\n"
        "print(d.names.cache_info().currsize)\n"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "0\n"
