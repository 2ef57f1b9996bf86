"""Alignments: every mapping has its reason, and leads to what the other vocabulary really has."""

from __future__ import annotations

import csv
import importlib.util
import re
import shlex
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

import mediagora as library
from knowledge.graph import full, instances, triples
from mediagora import bundle
from mediagora.vocabulary import BASE, NS, PREFIXES

if TYPE_CHECKING:
    from types import ModuleType

    from conftest import Command

ROOT: Final = Path(__file__).resolve().parents[2]
CASES: Final = ROOT / "tests" / "cases" / "alignments"
FILES: Final = {path.stem: path for path in bundle.alignment_files()}
NAMESPACES: Final = {
    "activitystreams": ("https://www.w3.org/ns/activitystreams#",),
    "foaf": ("http://xmlns.com/foaf/0.1/",),
    "org": ("http://www.w3.org/ns/org#",),
    "prov": ("http://www.w3.org/ns/prov#",),
    "schema-org": ("https://schema.org/",),
    "sioc": ("http://rdfs.org/sioc/ns#", "http://rdfs.org/sioc/types#"),
    "wikidata": ("http://www.wikidata.org/entity/",),
}
MAPPINGS: Final = {full(f"skos:{name}Match") for name in ("close", "broad", "narrow", "related")}
AXIOMS: Final = {full("rdfs:subClassOf"), full("rdfs:subPropertyOf")}
CLASSES: Final = {full("owl:Class"), full("rdfs:Class")}
PROPERTIES: Final = {full("rdf:Property")} | {
    full(f"owl:{kind}Property") for kind in ("Object", "Datatype", "Annotation", "Transitive")
}
RETIRED: Final = {full(f"owl:Deprecated{kind}") for kind in ("Class", "Property")}
CATALOG: Final = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"

Fact = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]


@cache
def read(path: Path) -> tuple[ox.Triple, ...]:
    """The triples of a Turtle file."""
    return tuple(quad.triple for quad in ox.parse(path=path))


def facts(name: str) -> list[Fact]:
    """What an alignment states of our terms."""
    return [
        (triple.subject, triple.predicate, triple.object)
        for triple in read(FILES[name])
        if triple.predicate in MAPPINGS | AXIOMS
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.NamedNode)
    ]


def reasons(name: str) -> dict[str, dict[ox.NamedNode, list[ox.Term]]]:
    """What each axiom node of an alignment says."""
    nodes: dict[str, dict[ox.NamedNode, list[ox.Term]]] = {}
    for triple in read(FILES[name]):
        if isinstance(triple.subject, ox.BlankNode):
            node = nodes.setdefault(triple.subject.value, {})
            node.setdefault(triple.predicate, []).append(triple.object)
    return nodes


@cache
def kinds(name: str) -> dict[ox.NamedNode, set[ox.NamedNode]]:
    """Terms of the other vocabulary, with the types that they have there."""
    found: dict[ox.NamedNode, set[ox.NamedNode]] = {}
    for path in [CASES / f"{name}.ttl", *([CASES / "sioc-types.ttl"] if name == "sioc" else [])]:
        for triple in read(path):
            if triple.predicate == full("rdf:type") and isinstance(triple.subject, ox.NamedNode):
                found.setdefault(triple.subject, set()).add(triple.object)
            elif triple.predicate.value == "https://schema.org/supersededBy":
                found.setdefault(triple.subject, set()).update(RETIRED)
    return found


def labels() -> dict[str, str]:
    """The labels that the Wikidata items aligned have there."""
    with (CASES / "wikidata.tsv").open(encoding="utf-8", newline="") as table:
        return {row["id"]: row["label"] for row in csv.DictReader(table, delimiter="\t")}


def entries(catalog: Path) -> dict[str, Path]:
    """The files that a catalogue names, by IRI."""
    # The catalogue is our own file.
    root = ET.parse(catalog).getroot()  # noqa: S314
    assert root.tag == f"{CATALOG}catalog"
    uris = root.findall(f"{CATALOG}uri")
    assert len({uri.attrib["id"] for uri in uris}) == len(uris)
    found = {uri.attrib["name"]: catalog.parent / uri.attrib["uri"] for uri in uris}
    assert len(found) == len(uris)
    return found


def headers(path: Path) -> list[ox.Triple]:
    """What a file says of its own ontology."""
    kind = (full("rdf:type"), full("owl:Ontology"))
    (iri,) = {triple.subject for triple in read(path) if (triple.predicate, triple.object) == kind}
    return [triple for triple in read(path) if triple.subject == iri]


def test_there_is_a_file_for_each_vocabulary() -> None:
    assert set(FILES) == set(NAMESPACES)


@pytest.mark.parametrize("name", FILES)
def test_header_names_file_and_version(name: str) -> None:
    said = {(triple.predicate, triple.object) for triple in headers(FILES[name])}
    iri = f"{BASE}alignments/{name}"

    assert {triple.subject for triple in headers(FILES[name])} == {ox.NamedNode(iri)}
    assert (full("owl:versionIRI"), ox.NamedNode(f"{iri}/{library.__version__}")) in said
    assert (full("dcterms:requires"), ox.NamedNode(NS.removesuffix("#"))) in said
    spaces = {
        space
        for subject, _, _ in facts(name)
        for space in PREFIXES.values()
        if subject.value.startswith(space)
    }
    assert spaces == {
        value.value for part, value in said if part == full("vann:preferredNamespaceUri")
    }


@pytest.mark.parametrize("name", FILES)
def test_every_mapping_has_one_reason_and_every_reason_a_mapping(name: str) -> None:
    parts = [full(f"owl:annotated{part}") for part in ("Source", "Property", "Target")]
    explained = [tuple(node[part][0] for part in parts) for node in reasons(name).values()]

    assert facts(name)
    assert Counter(explained) == Counter(facts(name))


@pytest.mark.parametrize("name", FILES)
def test_nothing_but_mappings_and_declarations_stands_in_a_file(name: str) -> None:
    """No exact match above all: no term of another vocabulary means just what ours does."""
    body = [triple for triple in read(FILES[name]) if triple not in headers(FILES[name])]

    assert {triple.predicate for triple in body if isinstance(triple.subject, ox.NamedNode)} <= (
        MAPPINGS | AXIOMS | {full("rdf:type")}
    )


@pytest.mark.parametrize("name", FILES)
def test_every_reason_is_a_sentence_in_english_with_a_source(name: str) -> None:
    sources = instances("mediagora:Source")
    for node in reasons(name).values():
        (why,) = node[full("dcterms:description")]
        (source,) = node[full("dcterms:source")]

        assert isinstance(why, ox.Literal)
        assert why.language == "en"
        assert re.fullmatch(r"[A-Z][^|]+\.", why.value)
        assert source in {full(known) for known in sources}


@pytest.mark.parametrize("name", FILES)
def test_two_terms_have_one_relation(name: str) -> None:
    pairs = Counter((ours, theirs) for ours, _, theirs in facts(name))

    assert [pair for pair, times in pairs.items() if times > 1] == []


@pytest.mark.parametrize("name", FILES)
def test_only_what_annotates_is_declared(name: str) -> None:
    """A mapping property that is an object property would make individuals of classes."""
    used = {predicate for _, predicate, _ in facts(name) if predicate in MAPPINGS}
    declared = {
        triple.subject
        for triple in read(FILES[name])
        if triple.object == full("owl:AnnotationProperty")
    }

    assert declared == used


@pytest.mark.parametrize("name", FILES)
def test_our_side_is_declared_and_not_retired(name: str) -> None:
    declared = {full(subject) for subject, _, _ in triples(None, "rdfs:isDefinedBy")}
    retired = {full(subject) for subject, _, _ in triples(None, "owl:deprecated")}

    assert {ours for ours, _, _ in facts(name)} <= declared - retired


@pytest.mark.parametrize("name", [name for name in FILES if name != "wikidata"])
def test_their_side_is_there_with_the_same_kind_as_ours(name: str) -> None:
    """Classes lead to classes and properties to properties; a concept may lead to either."""
    for ours, predicate, theirs in facts(name):
        there = kinds(name).get(theirs, set())
        local = ours.value.removeprefix(NS)
        expected = CLASSES | PROPERTIES
        if local != ours.value:
            expected = CLASSES if local[0].isupper() else PROPERTIES
        if predicate in AXIOMS:
            expected = CLASSES if predicate == full("rdfs:subClassOf") else PROPERTIES

        assert theirs.value.startswith(NAMESPACES[name])
        assert there & expected, (ours, theirs)
        assert not there & RETIRED, (ours, theirs)


def test_wikidata_items_are_those_verified_and_are_named() -> None:
    for node in reasons("wikidata").values():
        (theirs,) = node[full("owl:annotatedTarget")]
        (why,) = node[full("dcterms:description")]
        (source,) = node[full("dcterms:source")]
        label = labels()[theirs.value.removeprefix(PREFIXES["wd"])]

        assert why.value.casefold().startswith(f"{label}:")
        assert source == full("source:public-label-maps")


def test_launch_is_not_taken_for_founding() -> None:
    subjects = {ours for name in FILES for ours, _, _ in facts(name)}

    assert not subjects & {full("mediagora:launchYear"), full("mediagora:closedYear")}


def test_extract_of_schema_org_holds_what_is_aligned_and_what_is_above() -> None:
    above = {full("rdfs:subClassOf"), full("rdfs:subPropertyOf")}
    needed = {theirs for _, _, theirs in facts("schema-org")}
    needed |= {
        triple.object for triple in read(CASES / "schema-org.ttl") if triple.predicate in above
    }

    assert needed == set(kinds("schema-org")) & needed
    assert {"LikeAction", "Action", "Thing"} <= {
        term.value.removeprefix("https://schema.org/") for term in kinds("schema-org")
    }


def test_nothing_loads_an_alignment_unasked() -> None:
    assert not set(bundle.ontology_files()) & set(FILES.values())
    loaded = {predicate for _, predicate, _ in library.load()}
    assert not {str(predicate) for predicate in loaded} & {
        predicate.value for predicate in MAPPINGS
    }


@pytest.mark.parametrize("shapes", ["platform", "recommended", "ranges", "evidence", "ontology"])
def test_validation_of_ontology_with_alignments_finds_nothing(shapes: str) -> None:
    paths = [str(bundle.root() / "ontology"), str(bundle.root() / "data" / "*.ttl")]

    report = library.validate(paths, shapes=[shapes])
    findings = [found for found in report.findings if "alignments" in str(found.path)]
    assert [found for found in findings if found.code != "MG401"] == []  # a shape need not apply


def test_catalogue_names_every_ontology_and_version() -> None:
    """Where this fails, add the line that is missed to ontology/catalog-v001.xml."""
    ontology = bundle.root() / "ontology"
    expected = {
        iri: path
        for path in [*bundle.ontology_files(), *bundle.alignment_files()]
        for triple in headers(path)
        for iri in (
            [triple.subject.value, triple.object.value]
            if triple.predicate == full("owl:versionIRI")
            else []
        )
    }

    assert entries(ontology / "catalog-v001.xml") == expected


def test_catalogue_leads_to_all_that_a_file_requires() -> None:
    links = {full("dcterms:requires"), full("owl:imports")}
    named = entries(bundle.root() / "ontology" / "catalog-v001.xml")
    files = [*bundle.ontology_files(), *bundle.data_files(), *bundle.evidence_files()]
    required = {
        triple.object.value
        for path in [*files, *bundle.alignment_files(), *bundle.shape_files().values()]
        for triple in headers(path)
        if triple.predicate in links
    }

    assert required
    assert required <= set(named)


def test_alignments_opened_in_protege_are_led_to_the_same_catalogue() -> None:
    catalog = bundle.root() / "ontology" / "alignments" / "catalog-v001.xml"
    # The catalogue is our own file.
    (next_one,) = ET.parse(catalog).getroot()  # noqa: S314

    assert next_one.tag == f"{CATALOG}nextCatalog"
    assert (catalog.parent / next_one.attrib["catalog"]).resolve() == (
        bundle.root() / "ontology" / "catalog-v001.xml"
    )


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    """docs/alignments.py, which writes the tables of the page."""
    spec = importlib.util.spec_from_file_location("alignments", ROOT / "docs" / "alignments.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_has_the_tables_of_the_files(writer: ModuleType) -> None:
    """Where this fails, run python docs/alignments.py."""
    page = writer.PAGE.read_text("utf-8")
    tables = re.findall(r"<!-- table: ([a-z-]+) -->", page)

    assert sorted(tables) == sorted([*FILES, "overview"])
    assert page == writer.filled(page)


def test_the_tables_say_all_that_the_files_say(writer: ModuleType) -> None:
    for name, path in FILES.items():
        assert len(writer.mappings(path)) == len(facts(name))


def test_the_query_of_the_page_answers_as_shown(writer: ModuleType, mediagora: Command) -> None:
    page = writer.PAGE.read_text("utf-8")
    (command,) = re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (answer,) = re.findall(r"^```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    done = mediagora(*shlex.split(command)[1:], cwd=ROOT)

    assert done.stdout == answer


def test_the_turtle_of_the_page_is_in_its_file(writer: ModuleType) -> None:
    page = writer.PAGE.read_text("utf-8")
    (turtle,) = re.findall(r"^```turtle\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in writer.NAMESPACES.items())
    shown = [quad.triple for quad in ox.parse(prefixes + turtle, ox.RdfFormat.TURTLE)]
    node = {triple.predicate: [triple.object] for triple in shown if _nameless(triple)}

    (mapping,) = [tuple(triple) for triple in shown if not _nameless(triple)]
    assert mapping in facts("activitystreams")
    assert node in reasons("activitystreams").values()


def _nameless(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode)
