"""Where triples stand, asked of several documents at once, in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mediagora import bundle
from mediagora.errors import UsageError
from mediagora.reading import whereabouts as module
from mediagora.reading.inputs import FORMATS, Source
from mediagora.reading.spans import Span
from mediagora.reading.whereabouts import Place, numbered, whereabouts
from reading.located import Text, told
from reading.turtle_texts import Writer

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from mediagora.reading.inputs import Format

OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NIL = NamedNode(f"{RDF}nil")
RANDOMS = st.randoms(use_true_random=False)

ONTOLOGY: dict[Format, str] = {
    "turtle": f"""@prefix e: <urn:e:> . @prefix owl: <{OWL}> .
e:Network owl:equivalentClass [
    owl:onProperty e:for ;
    owl:hasValue e:ties ] .
e:has owl:propertyChainAxiom (
    e:has
    e:broader ) .
""",
    "trig": f"""@prefix e: <urn:e:> . @prefix owl: <{OWL}> . e:g {{
e:Network owl:equivalentClass [
    owl:onProperty e:for ;
    owl:hasValue e:ties ] . }} GRAPH e:h {{
e:has owl:propertyChainAxiom (
    e:has
    e:broader ) . }}
""",
    "ntriples": f"""
<urn:e:Network> <{OWL}equivalentClass> _:x .
_:x <{OWL}onProperty> <urn:e:for> .
_:x <{OWL}hasValue> <urn:e:ties> .
<urn:e:has> <{OWL}propertyChainAxiom> _:y .
_:y <{RDF}first> <urn:e:has> .
_:z <{RDF}first> <urn:e:broader> .
_:y <{RDF}rest> _:z .
_:z <{RDF}rest> <{RDF}nil> .
""",
    "rdfxml": f"""<rdf:RDF xmlns:rdf="{RDF}" xmlns:owl="{OWL}" xmlns:e="urn:e:">
<owl:Class rdf:about="urn:e:Network"><owl:equivalentClass><owl:Restriction>
    <owl:onProperty rdf:resource="urn:e:for"/>
    <owl:hasValue rdf:resource="urn:e:ties"/></owl:Restriction></owl:equivalentClass></owl:Class>
<rdf:Description rdf:about="urn:e:has"><owl:propertyChainAxiom rdf:parseType="Collection">
    <rdf:Description rdf:about="urn:e:has"/>
    <rdf:Description rdf:about="urn:e:broader"/></owl:propertyChainAxiom></rdf:Description>
</rdf:RDF>""",
    "jsonld": f"""{{"@context": {{"owl": "{OWL}", "e": "urn:e:"}}, "@graph": [
{{"@id": "e:Network", "owl:equivalentClass": {{
    "owl:onProperty": {{"@id": "e:for"}},
    "owl:hasValue": {{"@id": "e:ties"}}}}}},
{{"@id": "e:has", "owl:propertyChainAxiom": {{"@list": [
    {{"@id": "e:has"}},
    {{"@id": "e:broader"}}]}}}}
]}}""",
}


def e(local: str) -> NamedNode:
    return NamedNode(f"urn:e:{local}")


def read(*sources: Source) -> tuple[list[list[Triple]], list[int]]:
    """The triples of documents, and how many blank nodes come before each."""
    triples, before = [], [0]
    for source in sources:
        found, blanks = numbered(source, before[-1])
        triples.append(found)
        before.append(before[-1] + blanks)
    return triples, before[:-1]


def turtle(text: str, path: str = "a.ttl") -> Source:
    return Source(path, "turtle", text.encode())


@pytest.mark.parametrize("form", ONTOLOGY)
def test_facts_and_parts_of_axioms_are_found_in_every_format(form: Format) -> None:
    other = turtle("[] <urn:p> [] . <urn:e:Network> a <urn:C> .", "other")
    source = Source("ontology", form, ONTOLOGY[form].encode())
    [_, triples], before = read(other, source)
    assert before == [0, 2]
    found = whereabouts([other, source], triples, blanks_before=before)
    assert {place.path for place in found.values()} == {"ontology"}
    lines = {
        (triple.predicate.value, str(triple.object)): found[triple].line
        for triple in triples
        if not isinstance(triple.object, BlankNode) and triple in found
    }
    assert lines[f"{OWL}onProperty", "<urn:e:for>"] == 3
    assert lines[f"{OWL}hasValue", "<urn:e:ties>"] == 4
    assert lines[f"{RDF}first", "<urn:e:has>"] == 6
    assert lines[f"{RDF}first", "<urn:e:broader>"] == 7
    [definition] = [each for each in triples if each.predicate.value == f"{OWL}equivalentClass"]
    [chain] = [each for each in triples if each.predicate.value == f"{OWL}propertyChainAxiom"]
    assert (found[definition].line, found[chain].line) == (2, 5)


@pytest.mark.parametrize("form", ["turtle", "trig", "ntriples", "nquads"])
@settings(max_examples=30)
@given(random=RANDOMS, other=RANDOMS)
def test_all_that_documents_state_is_found_where_it_is_written(
    form: Format, random: Random, other: Random
) -> None:
    texts = [Writer(each, form).document() for each in (random, other)]
    sources = [Source(name, form, text.encode()) for name, text in zip("ab", texts, strict=True)]
    triples, before = read(*sources)
    assert triples == [told(source, blanks) for source, blanks in zip(sources, before, strict=True)]
    # An empty list as a subject is nowhere written as the IRI that it is.
    stated = {triple for found in triples for triple in found if triple.subject != NIL}
    found = whereabouts(sources, stated, blanks_before=before)
    assert found.keys() == stated
    for triple, place in found.items():
        assert triple in triples["ab".index(place.path)]
        written = Text(texts["ab".index(place.path)].encode()).at(Span(*place[1:]))
        if isinstance(triple.object, Literal) and not set(written) & set("\\\r\n'\""):
            assert written == triple.object.value


def test_the_place_is_that_of_the_object() -> None:
    source = turtle("<urn:a> <urn:b>\n  'c' ,\n  'd' .")
    [triples], _ = read(source)
    assert whereabouts([source], triples)[triples[1]] == Place("a.ttl", 3, 3, 3, 6)


def test_the_first_document_that_states_it_counts() -> None:
    first, second = turtle("<urn:a> <urn:b> 1 ."), turtle("\n<urn:a> <urn:b> 1 , 2 .", "b.ttl")
    [_, triples], _ = read(first, second)
    found = whereabouts([first, second], triples)
    assert [found[each].path for each in triples] == ["a.ttl", "b.ttl"]


def test_blank_nodes_are_those_of_their_own_document() -> None:
    first = turtle("[] <urn:p> 1 .")
    none = turtle("<urn:p> <urn:p> <urn:p> .", "none.ttl")
    second = turtle("\n_:x <urn:p> 1 ; <urn:q> [ <urn:p> 1 ] .", "b.ttl")
    triples, before = read(first, none, second)
    assert before == [0, 1, 1]
    found = whereabouts([first, none, second], {*triples[0], *triples[2]}, blanks_before=before)
    one = Literal("1", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    places = {
        f"b{number}": found[Triple(BlankNode(f"b{number}"), NamedNode("urn:p"), one)]
        for number in (1, 2, 3)
    }
    assert places == {
        "b1": Place("a.ttl", 1, 12, 1, 13),
        "b2": Place("b.ttl", 2, 13, 2, 14),
        "b3": Place("b.ttl", 2, 35, 2, 36),
    }


@pytest.mark.parametrize(
    "text",
    [
        "@prefix p: <urn:e:face> . p:book <urn:p> 1 .",
        "<urn:e:face\\u0062ook> <urn:p> 1 .",
        "@base <http://h/> . @prefix e: <urn:e:> . e:facebook <urn:p> 1 .",
    ],
)
def test_names_are_found_however_they_are_written(text: str) -> None:
    [triples], _ = read(turtle(text))
    found = whereabouts([turtle("<urn:x> <urn:y> 'z' .", "x"), turtle(text)], triples)
    assert [place.path for place in found.values()] == ["a.ttl"]


@pytest.mark.parametrize(
    "triple",
    [
        Triple(e("a"), e("p"), e("entailed")),
        Triple(e("nowhere"), e("p"), e("b")),
        Triple(BlankNode("b2"), e("p"), e("b")),
        Triple(BlankNode("anything"), e("p"), e("b")),
    ],
)
def test_what_is_stated_nowhere_has_no_place(triple: Triple) -> None:
    source = turtle("<urn:e:a> <urn:e:p> <urn:e:b> . [] <urn:e:p> <urn:e:b> .")
    assert whereabouts([source], [triple], blanks_before=[0]) == {}
    assert whereabouts([source], [triple]) == {}


def test_documents_that_do_not_hold_the_name_are_not_read_through(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = [*bundle.ontology_files(), *bundle.data_files()]
    sources = [Source(file.name, FORMATS[file.suffix], file) for file in files]
    triples, before = read(*sources)
    located = []
    locate = module.locate

    def spied(source: Source, *args: object, **others: object) -> object:
        located.append(source.path)
        return locate(source, *args, **others)  # type: ignore[arg-type] -- handed on as they came

    monkeypatch.setattr(module, "locate", spied)
    some = [found[0] for found in triples if found[0].subject == found[1].subject][::20]
    assert len(some) >= 5
    assert whereabouts(sources, some, blanks_before=before).keys() == set(some)
    assert len(located) < len(files) / 2


def test_all_that_ships_is_found() -> None:
    files = [*bundle.ontology_files(), *bundle.data_files()]
    sources = [Source(file.name, FORMATS[file.suffix], file) for file in files]
    triples, before = read(*sources)
    stated = {triple for found in triples for triple in found}
    found = whereabouts(sources, stated, blanks_before=before)
    assert found.keys() == stated


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.ttl"):
        whereabouts(
            [Source("gone.ttl", "turtle", tmp_path / "gone.ttl")], [Triple(e("a"), e("p"), e("b"))]
        )
