"""Exports in every form, read back by two libraries and held against the files that ship."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

import mediagora
from mediagora import bundle
from mediagora.errors import UnknownNameError, UsageError
from mediagora.publishing.entailments import IRI as ENTAILED
from mediagora.publishing.export import FORMS
from mediagora.publishing.merging import merged
from mediagora.publishing.selection import Module, called, select
from mediagora.reading.interop import from_rdflib
from mediagora.vocabulary import BASE, NS, OWN_PREFIXES, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mediagora.publishing.export import Form

READ: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
READ_BY_RDFLIB: Final = {
    "turtle": "turtle",
    "trig": "trig",
    "ntriples": "nt",
    "nquads": "nquads",
    "rdfxml": "xml",
    "jsonld": "json-ld",
}
ONE_GRAPH: Final = ("turtle", "ntriples", "rdfxml", "jsonld")
BY_GRAPH: Final = ("trig", "nquads")

TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
ONTOLOGY: Final = ox.NamedNode(f"{PREFIXES['owl']}Ontology")
AXIOM: Final = ox.NamedNode(f"{PREFIXES['owl']}Axiom")
IMPORTS: Final = ox.NamedNode(f"{PREFIXES['owl']}imports")
PART: Final = ox.NamedNode(f"{PREFIXES['dcterms']}hasPart")

Quads = frozenset[ox.Quad]


def labelled(quads: Iterable[ox.Quad]) -> Quads:
    """The same quads with canonical labels, so that equal means isomorphic."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(dataset)


def read(text: str, form: str) -> Quads:
    return labelled(ox.parse(text, READ[form]))


@cache
def exported(*parts: str, form: Form, evidence: bool = True, entailed: bool = False) -> str:
    """An export, made once for all tests that look at it."""
    return mediagora.export(*parts, format=form, evidence=evidence, entailed=entailed)


@cache
def quads(*parts: str, form: Form, evidence: bool = True, entailed: bool = False) -> Quads:
    return read(exported(*parts, form=form, evidence=evidence, entailed=entailed), form)


def read_by_rdflib(text: str, form: str) -> Quads:
    dataset = rdflib.Dataset()
    # A literal is to come back as it was written.
    rdflib.NORMALIZE_LITERALS, before = False, rdflib.NORMALIZE_LITERALS
    try:
        dataset.parse(data=text, format=READ_BY_RDFLIB[form])
    finally:
        rdflib.NORMALIZE_LITERALS = before
    return labelled(ox.parse(dataset.serialize(format="nquads"), ox.RdfFormat.N_QUADS))


def of_files(paths: Iterable[Path]) -> dict[ox.NamedNode, list[ox.Triple]]:
    """What files hold, by the IRI of their ontology headers, read without the code under test."""
    found = {}
    for path in paths:
        triples = [quad.triple for quad in ox.parse(path=path, rename_blank_nodes=True)]
        (header,) = subjects(triples, ONTOLOGY)
        found[header] = triples
    return found


def subjects(triples: Iterable[ox.Triple], kind: ox.NamedNode) -> set[object]:
    return {each.subject for each in triples if each.predicate == TYPE and each.object == kind}


def triples_of(quads: Iterable[ox.Quad]) -> list[ox.Triple]:
    return [quad.triple for quad in quads]


def without_headers(triples: Iterable[ox.Triple], headers: Iterable[object]) -> Quads:
    aside = {*headers, PART}
    return labelled(ox.Quad(*each) for each in triples if each.subject not in aside)


@pytest.fixture(scope="module")
def plain() -> dict[ox.NamedNode, list[ox.Triple]]:
    return of_files([*bundle.ontology_files(), *bundle.data_files()])


@pytest.fixture(scope="module")
def everything(
    plain: dict[ox.NamedNode, list[ox.Triple]],
) -> dict[ox.NamedNode, list[ox.Triple]]:
    return plain | of_files(bundle.evidence_files())


@pytest.fixture(scope="module")
def follows() -> list[ox.Triple]:
    """What an export says follows from ontology and data, its header left out."""
    return [
        quad.triple
        for quad in quads(form="nquads", evidence=False, entailed=True)
        if quad.graph_name == ox.NamedNode(ENTAILED) and quad.subject != quad.graph_name
    ]


@pytest.mark.parametrize("evidence", [True, False], ids=["evidence", "plain"])
@pytest.mark.parametrize("form", BY_GRAPH)
def test_each_module_is_a_graph_of_its_own(
    form: Form,
    evidence: bool,  # noqa: FBT001 -- a test's parameter
    plain: dict[ox.NamedNode, list[ox.Triple]],
    everything: dict[ox.NamedNode, list[ox.Triple]],
) -> None:
    shipped = everything if evidence else plain
    wanted = labelled(
        ox.Quad(each.subject, each.predicate, each.object, iri)
        for iri, triples in shipped.items()
        for each in triples
    )

    assert quads(form=form, evidence=evidence) == wanted


@pytest.mark.parametrize("evidence", [True, False], ids=["evidence", "plain"])
@pytest.mark.parametrize("form", ONE_GRAPH)
def test_one_graph_holds_all_that_the_modules_state(
    form: Form,
    evidence: bool,  # noqa: FBT001 -- a test's parameter
    plain: dict[ox.NamedNode, list[ox.Triple]],
    everything: dict[ox.NamedNode, list[ox.Triple]],
) -> None:
    shipped = everything if evidence else plain
    stated = [each for triples in shipped.values() for each in triples]

    triples = triples_of(quads(form=form, evidence=evidence))

    (header,) = subjects(triples, ONTOLOGY)
    assert without_headers(triples, [header, *shipped]) == without_headers(stated, shipped)
    assert {each.object for each in triples if each.predicate == PART} == set(shipped)
    annotations = [each for each in stated if each.subject in shipped]
    assert {each.predicate.value for each in {*annotations} - {*triples}} == {
        TYPE.value,
        f"{PREFIXES['owl']}versionIRI",
    }


@pytest.mark.parametrize("form", READ)
def test_entailments_are_added_in_every_form(form: Form, follows: list[ox.Triple]) -> None:
    without = quads(form=form, evidence=False)

    found = quads(form=form, evidence=False, entailed=True)

    assert set(follows) <= set(triples_of(found))
    assert len(found) > len(without) + len(follows)


@pytest.mark.parametrize("form", READ)
def test_without_evidence_there_is_no_axiom_node(form: Form) -> None:
    assert subjects(triples_of(quads(form=form)), AXIOM)
    bare = quads(form=form, evidence=False, entailed=True)
    assert not subjects(triples_of(bare), AXIOM)


@pytest.mark.parametrize("form", ONE_GRAPH)
@pytest.mark.parametrize("name", ["features", "shapes/platform", "mediagora"])
def test_a_single_module_is_its_file(form: Form, name: str) -> None:
    folder, _, stem = name.rpartition("/")
    path = bundle.root() / (folder or "ontology") / f"{stem}.ttl"
    text = mediagora.export(name, format=form)

    assert read(text, form) == labelled(ox.parse(path=path))
    assert read_by_rdflib(text, form) == labelled(ox.parse(path=path))


@pytest.mark.parametrize("form", READ)
def test_rdflib_reads_the_same(form: Form) -> None:
    parts = ("ontology", "claims", "facebook", "alignments", "shapes")
    text = mediagora.export(*parts, format=form, entailed=True)
    assert read_by_rdflib(text, form) == read(text, form)


def test_the_default_is_what_load_gives() -> None:
    triples = triples_of(quads(form="nquads"))
    assert labelled(ox.Quad(*each) for each in triples) == labelled(
        ox.Quad(*each) for each in from_rdflib(mediagora.load())
    )


@pytest.mark.parametrize("form", ["ntriples", "nquads"])
def test_lines_are_sorted_and_each_is_there_once(form: Form) -> None:
    lines = exported(form=form).split("\n")
    assert lines.pop() == ""
    assert lines == sorted(set(lines))


def test_two_processes_write_the_same_bytes() -> None:
    # Lists and nested nodes, evidence and what follows: all that blank nodes and sets are made for.
    script = (
        "import hashlib, mediagora\n"
        "from mediagora.publishing.export import FORMS\n"
        "parts = ('mediagora', 'claims', 'facebook', 'linkedin', 'shapes/evidence')\n"
        "for form in FORMS:\n"
        "    text = mediagora.export(*parts, format=form, entailed=form != 'csv')\n"
        "    print(form, hashlib.sha256(text.encode()).hexdigest())\n"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(said) == 1
    assert len(said.pop().splitlines()) == len(FORMS)


def test_importing_twice_doubles_nothing() -> None:
    document = exported(form="trig", entailed=True)
    store = ox.Store()

    def take_in() -> int:
        for graph in {quad.graph_name for quad in ox.parse(document, ox.RdfFormat.TRIG)}:
            store.remove_graph(graph)
        store.load(document, ox.RdfFormat.TRIG)
        return len(store)

    assert take_in() == take_in()


def test_entailments_restate_nothing_and_are_no_noise(
    follows: list[ox.Triple], plain: dict[ox.NamedNode, list[ox.Triple]]
) -> None:
    stated = {each for triples in plain.values() for each in triples}
    subclass = ox.NamedNode(f"{PREFIXES['rdfs']}subClassOf")

    assert follows
    assert stated.isdisjoint(follows)
    assert all(isinstance(each.subject, ox.NamedNode) for each in follows)
    assert not any(isinstance(each.object, ox.BlankNode) for each in follows)
    assert not any(each.object == ox.NamedNode(f"{PREFIXES['owl']}Thing") for each in follows)
    assert not any(each.predicate == subclass and each.subject == each.object for each in follows)


def test_every_platform_is_social_media_once_entailments_are_added() -> None:
    triples = triples_of(quads(form="ntriples", evidence=False, entailed=True))
    platforms = {
        each.subject
        for each in triples
        if each.predicate == TYPE and str(each.subject).startswith(f"<{OWN_PREFIXES['platform']}")
    }
    assert len(platforms) == len(list((bundle.root() / "data" / "platforms").glob("*.ttl")))
    assert platforms <= subjects(triples, ox.NamedNode(f"{NS}SocialMedia"))


def test_what_follows_is_that_of_the_modules_asked_for() -> None:
    every = quads("twitch", form="nquads", entailed=True)
    graph = ox.NamedNode(f"{ENTAILED}/twitch")
    twitch = ox.NamedNode(f"{OWN_PREFIXES['platform']}twitch")
    found = {quad.triple for quad in every if quad.graph_name == graph}

    assert {each.subject for each in found} == {graph, twitch}
    social = ox.Triple(twitch, TYPE, ox.NamedNode(f"{NS}SocialMedia"))
    stated = {quad.triple for quad in every if quad.graph_name != graph}
    assert social in found | stated
    assert found.isdisjoint(stated)


def test_nothing_follows_from_shapes() -> None:
    assert exported("shapes", form="ntriples", entailed=True) == exported("shapes", form="ntriples")


def test_every_module_can_be_named_and_every_piece_of_evidence_belongs_to_one() -> None:
    everything = select(["ontology", "data", "alignments", "shapes"])
    assert {module.name for module in everything if module.part == "evidence"} == {
        path.stem for path in bundle.evidence_files()
    }
    assert len({module.iri for module in everything}) == len(everything)
    for module in everything:
        if module.part != "evidence":
            assert module.iri in {each.iri for each in select([module.name])}


def test_parts_may_come_in_any_order_and_twice() -> None:
    assert exported("data", "ontology", form="ntriples") == exported(form="ntriples")
    assert exported("facebook", "data", form="nquads") == exported("data", form="nquads")
    assert exported("linkedin", "facebook", "linkedin", form="turtle") == exported(
        "facebook", "linkedin", form="turtle"
    )
    assert called(select(["linkedin", "facebook"])) == "facebook+linkedin+evidence"


def test_merged_imports_are_those_of_other_ontologies() -> None:
    inside, outside = ox.NamedNode("urn:b"), ox.NamedNode("urn:outside")
    modules = [
        Module("data", "a", "urn:a", header("urn:a", inside, outside)),
        Module("data", "b", "urn:b", header("urn:b", outside)),
    ]

    triples = merged(modules)

    imports = [each for each in triples if each.predicate == IMPORTS]
    whole = ox.NamedNode(f"{BASE}export/a+b")
    assert imports == [ox.Triple(whole, IMPORTS, outside)]
    assert subjects(triples, ONTOLOGY) == {whole}
    assert merged(modules[:1]) == list(modules[0].triples)


def header(iri: str, *imported: ox.NamedNode) -> tuple[ox.Triple, ...]:
    subject = ox.NamedNode(iri)
    return (
        ox.Triple(subject, TYPE, ONTOLOGY),
        *(ox.Triple(subject, IMPORTS, each) for each in imported),
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [("featurs", "'features'"), ("facebok", "'facebook'"), ("shape/platform", "'shapes/platform'")],
)
def test_a_misspelt_part_is_told_with_the_right_one(name: str, hint: str) -> None:
    with pytest.raises(UnknownNameError, match="did you mean") as caught:
        mediagora.export("ontology", name)
    assert hint in str(caught.value)


@given(name=st.text())
def test_any_other_name_is_an_unknown_one(name: str) -> None:
    with pytest.raises(UnknownNameError):
        mediagora.export(f"\0{name}")


def test_turtle_is_the_default() -> None:
    assert mediagora.export("twitch") == exported("twitch", form="turtle")


def test_evidence_is_no_part() -> None:
    with pytest.raises(UnknownNameError):
        mediagora.export("evidence")


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(UsageError, match="there is no format 'n3'; there are turtle, trig"):
        mediagora.export(format="n3")  # type: ignore[arg-type] # what a caller may do
