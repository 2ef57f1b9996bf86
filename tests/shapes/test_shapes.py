"""The shipped shapes: well-formed, told apart by their codes, each with cases of its own."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph
import pyshacl
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, XSD, Graph, Literal, Namespace, URIRef

from mediagora import bundle
from mediagora.reading.interop import to_rdflib
from mediagora.vocabulary import BASE, NS, SHAPES
from shapes import engines

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

NAMES = ("platform", "recommended", "ranges", "evidence", "ontology")
HUNDREDS = {
    "platform": {*range(201, 219)},
    "recommended": {*range(221, 228)},
    "ranges": {*range(231, 247)},
    "evidence": {219, 228, 229, *range(247, 250), *range(251, 261)},
    "ontology": {220, 230, *range(261, 291)},
}
SEVERITIES = dict.fromkeys(NAMES, "Violation") | {"recommended": "Warning"}
MEDIAGORA = Namespace(NS)
ANNOTATIONS = {"name", "message", "severity"}
TARGETS = {"targetClass", "targetSubjectsOf", "targetObjectsOf"}
# The parts of SHACL core that we use; sh:sparql, sh:js and sh:rule are no part of it.
CORE = (
    ANNOTATIONS
    | TARGETS
    | {"NodeShape", "PropertyShape", "Violation", "Warning", "IRI", "Literal", "property", "path"}
    | {"inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"}
    | {"and", "or", "not", "node", "qualifiedValueShape", "qualifiedMinCount", "qualifiedMaxCount"}
    | {"class", "datatype", "nodeKind", "hasValue", "in", "languageIn", "uniqueLang"}
    | {"minCount", "maxCount", "minInclusive", "maxInclusive", "maxLength", "pattern", "flags"}
    | {"disjoint", "lessThanOrEquals"}
)
# Case folders that no shape answers for.
OTHER_CASES = re.compile(r"clean|MG[0134]\d\d|MG250|MG29[1-9]")


@cache
def shapes(name: str) -> Graph:
    return engines.as_rdflib((name,))


def coded(name: str) -> dict[str, Node]:
    return {str(code): node for node, code in shapes(name).subject_objects(MEDIAGORA.code)}


CODED = [(name, code) for name in NAMES for code in sorted(coded(name))]


def local(term: Node) -> str:
    return re.split("[#/]", str(term))[-1]


def test_these_are_the_shape_files() -> None:
    assert set(bundle.shape_files()) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_shape_file_says_what_it_is(name: str) -> None:
    file = bundle.shape_files()[name]
    by_rdflib = Graph().parse(file)
    by_pyoxigraph = to_rdflib(engines.read(file))
    assert by_rdflib.isomorphic(by_pyoxigraph)
    iri = URIRef(f"{BASE}shapes/{name}")
    assert set(by_rdflib.subjects(RDF.type, OWL.Ontology)) == {iri}
    said = dict(by_rdflib.predicate_objects(iri))
    assert said[OWL.versionIRI] == URIRef(f"{iri}/{said[OWL.versionInfo]}")
    for predicate in (DCTERMS.title, DCTERMS.description):
        text = said[predicate]
        assert isinstance(text, Literal)
        assert text.language == "en"
    assert said[DCTERMS.license] == URIRef("https://creativecommons.org/publicdomain/zero/1.0/")
    vann = Namespace("http://purl.org/vocab/vann/")
    assert str(said[vann.preferredNamespacePrefix]) == "shape"
    assert str(said[vann.preferredNamespaceUri]) == SHAPES
    assert str(said[DCTERMS.created]) <= str(said[DCTERMS.modified])


@pytest.mark.parametrize("name", NAMES)
def test_only_core(name: str) -> None:
    used = {
        local(term)
        for triple in shapes(name)
        for term in triple
        if isinstance(term, URIRef) and term in SH
    }
    assert used <= CORE


@pytest.mark.parametrize("name", NAMES)
def test_shapes_meet_shacl_s_own_shapes(name: str) -> None:
    graph = engines.as_rdflib((name,))
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms, text


@pytest.mark.parametrize("name", NAMES)
def test_whatever_can_report_is_named_and_has_a_code(name: str) -> None:
    graph = shapes(name)
    reporting = set(coded(name).values())
    assert set(graph.objects(None, SH.property)) <= reporting
    assert set(graph.subjects(RDF.type, SH.PropertyShape)) <= reporting
    assert all(str(node).startswith(SHAPES) for node in reporting)
    only_a_frame = {*(SH[target] for target in TARGETS), SH.name, SH.property, RDF.type}
    for target in TARGETS:
        for node in graph.subjects(SH[target], None):
            assert node in reporting or set(graph.predicates(node)) <= only_a_frame


@pytest.mark.parametrize("name", NAMES)
def test_every_shape_is_reached(name: str) -> None:
    graph = shapes(name)
    declared = set(graph.subjects(RDF.type, SH.NodeShape)) | set(
        graph.subjects(RDF.type, SH.PropertyShape)
    )
    targeted = {node for target in TARGETS for node in graph.subjects(SH[target], None)}
    pointed_at = {node for node in declared if any(graph.subjects(None, node))}
    assert declared == targeted | pointed_at


@pytest.mark.parametrize(("name", "code"), CODED)
def test_a_code_comes_with_severity_and_message(name: str, code: str) -> None:
    graph, node = shapes(name), coded(name)[code]
    assert int(code.removeprefix("MG")) in HUNDREDS[name]
    assert len(list(graph.objects(node, MEDIAGORA.code))) == 1
    assert list(graph.objects(node, SH.severity)) == [SH[SEVERITIES[name]]]
    (title,) = graph.objects(node, SH.name)
    (message,) = graph.objects(node, SH.message)
    assert isinstance(title, Literal)
    assert isinstance(message, Literal)
    assert title.language == message.language == "en"
    # What is wrong, then what would be right: more than one sentence, or two halves of one.
    assert re.fullmatch(r"[A-Z].{60,}\.", message)
    assert re.search(r"[.:,;] \w", message)


def test_no_code_is_used_twice() -> None:
    used = Counter(
        str(code) for name in NAMES for code in shapes(name).objects(None, MEDIAGORA.code)
    )
    assert [code for code, count in used.items() if count > 1] == []


def test_no_shape_is_declared_in_two_files() -> None:
    declared = Counter(
        node for name in NAMES for node in set(shapes(name).subjects()) if isinstance(node, URIRef)
    )
    assert [node for node, count in declared.items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_term_used_is_declared(name: str) -> None:
    sources = bundle.root() / "data" / "sources.ttl"
    declared = to_rdflib(engines.read(*bundle.ontology_files(), sources))
    built_in = tuple(str(space) for space in (RDF, RDFS, OWL, SH, XSD))
    graph = shapes(name)
    own = set(graph.subjects())
    files = {URIRef(NS.removesuffix("#")), *graph.objects(None, OWL.versionIRI)}
    files |= set(graph.objects(None, DCTERMS.license))
    used = {term for triple in graph for term in triple if isinstance(term, URIRef)}
    unknown = {
        term
        for term in used - own - files
        if not str(term).startswith(built_in) and (term, RDF.type, None) not in declared
    }
    assert unknown == set()


def test_the_future_begins_after_the_release() -> None:
    graph = shapes("platform")
    (bound,) = graph.subjects(MEDIAGORA.measuredAgainst, Literal("as-of"))
    (modified,) = graph.objects(URIRef(f"{BASE}shapes/platform"), DCTERMS.modified)
    assert str(graph.value(bound, SH.maxInclusive)) == str(modified)[:4]


# --- the golden cases ---------------------------------------------------------------------------


def folders(group: str) -> list[Path]:
    return sorted(
        folder
        for folder in (engines.CASES / group).iterdir()
        if folder.is_dir() and not OTHER_CASES.fullmatch(folder.name)
    )


def expected(bad: Path) -> dict[str, str | None]:
    name = "expected.json" if bad.stem == "bad" else f"{bad.stem}.expected.json"
    found: dict[str, str | None] = json.loads((bad.parent / name).read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(("name", "code"), CODED)
def test_a_code_has_good_and_bad_cases(name: str, code: str) -> None:
    folder = engines.CASES / ("ontology" if name == "ontology" else "validate") / code
    assert list(folder.glob("good*.ttl"))
    bad = list(folder.glob("bad*.ttl"))
    assert bad
    assert len(list(folder.glob("*expected.json"))) == len(bad)
    for file in bad:
        wanted = expected(file)
        assert set(wanted) == {
            *("code", "severity", "message", "focus_node", "property", "value"),
            *("line", "column", "end_line", "end_column"),
        }
        assert None not in (wanted["line"], wanted["end_column"])
        assert wanted["code"] == code
        assert wanted["severity"] == SEVERITIES[name].lower()


@pytest.mark.parametrize("group", ["validate", "ontology"])
def test_every_case_belongs_to_a_code(group: str) -> None:
    codes = {code for name, code in CODED if (name == "ontology") == (group == "ontology")}
    assert {folder.name for folder in folders(group)} == codes


# --- circles, which have no single bad node -----------------------------------------------------

CIRCLES = [
    ("platform", "PlatformIsNotPartOfItself", "partOfPlatform", "SocialMedia"),
    ("ontology", "FeatureIsNotBelowItself", "broaderFeature", "Feature"),
    ("ontology", "PurposeIsNotBelowItself", "broaderPurpose", "Purpose"),
]


@pytest.mark.parametrize(("name", "shape", "prop", "kind"), CIRCLES)
@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_circle_is_found_on_each_of_its_nodes(
    name: str, shape: str, prop: str, kind: str, length: int
) -> None:
    nodes = [f"https://example.org/{number}" for number in range(length)]
    pairs = list(zip(nodes, [*nodes[1:], nodes[0]], strict=True))
    # One more below the circle: it is no part of it.
    text = "".join(
        f"<{low}> a <{NS}{kind}> ; <{NS}{prop}> <{high}> .\n"
        for low, high in [*pairs, ("https://example.org/below", nodes[0])]
    )
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)
    data = [quad.triple for quad in quads]
    for engine in (engines.fast, engines.reference):
        found = {
            (focus, value)
            for focus, node, value, _ in engine((name,), data)
            if node == SHAPES + shape
        }
        assert found == set(pairs)


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_circle_of_classes_is_found(length: int) -> None:
    nodes = [f"https://example.org/{number}" for number in range(length)]
    text = "".join(
        f"<{low}> a <{OWL.Class}> ; <{RDFS.subClassOf}> <{high}> .\n"
        for low, high in zip(nodes, [*nodes[1:], nodes[0]], strict=True)
    )
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)
    data = [quad.triple for quad in quads]
    for engine in (engines.fast, engines.reference):
        shape = f"{SHAPES}ClassIsNotBelowItself"
        found = [focus for focus, node, _, _ in engine(("ontology",), data) if node == shape]
        assert found == nodes
