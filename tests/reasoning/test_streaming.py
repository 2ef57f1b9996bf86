"""What is drawn while documents are read is what is drawn in memory, whatever is written where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logic import oracles
from logic.explaining import AXIOMS, FACTS, graph
from mediagora.errors import InputError
from mediagora.reading.inputs import Source
from mediagora.reasoning.axioms import Pair, axioms_of
from mediagora.reasoning.closing import EVIDENCE, consequences
from mediagora.reasoning.rules import Rules
from mediagora.reasoning.streaming import Materialisation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediagora.reading.inputs import RdfFormat

FORMS: Final[dict[RdfFormat, ox.RdfFormat]] = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
WITH_GRAPHS: Final = {"trig", "nquads", "jsonld"}

_P_V: Final = "[ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :v ]"
OTHERS: Final = (
    "[] a owl:Axiom ; owl:annotatedSource :x ; dcterms:source :y .",
    ":e1 a owl:Axiom . :e1 dcterms:source :z .",
    "dcterms:source rdfs:range :E ; rdfs:domain :B .",
    "[] a :A ; :p :u .",
    ":x :p [ a :C ; :q :w ] .",
    ":x a :A . :y a :C . :x a :A .",
    ":d rdfs:subPropertyOf :r . :r owl:equivalentProperty :q .",
    "[] a owl:AllDisjointClasses ; owl:members ( :A :D ) .",
    ":A owl:disjointWith :D . :B owl:disjointWith :D .",
    f":C rdfs:subClassOf {_P_V} .",
    ":p rdfs:subClassOf :q . :A a :B .",
    "rdf:type rdfs:range :F .",
    ":r rdfs:range [ a owl:Class ; owl:unionOf ( :A :B ) ] ; rdfs:range :F .",
)
STATEMENTS: Final = tuple(tuple(graph([each])) for each in (*AXIOMS, *FACTS, *OTHERS))
DECLARED: Final = frozenset(graph([]))


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[ox.Triple], list[Source], set[ox.Triple]]:
    """An ontology and documents, none of which holds a blank node of another, and all triples."""
    number = draw(st.integers(1, 3))
    places: list[list[ox.Triple]] = [[] for _ in range(number + 1)]
    for said in draw(st.lists(st.sampled_from(STATEMENTS), max_size=20, unique=True)):
        places[draw(st.integers(0, number))] += (each for each in said if each not in DECLARED)
    sources = []
    for place, triples in enumerate(places[1:]):
        several = draw(st.permutations(triples))
        form = draw(st.sampled_from(sorted(FORMS)))
        if several and draw(st.booleans()):
            several = [*several, several[0]]
        names = [ox.NamedNode("urn:g"), ox.DefaultGraph()] if form in WITH_GRAPHS else [None]
        quads = [
            triple if (name := names[at % len(names)]) is None else ox.Quad(*triple, name)
            for at, triple in enumerate(several)
        ]
        data = ox.serialize(quads, format=FORMS[form])
        sources.append(Source(f"{place}", form, data))
    return places[0], sources, {each for triples in places for each in triples}


def named(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    return [each for each in triples if not any(isinstance(term, ox.BlankNode) for term in each)]


def canonical(triples: Iterable[ox.Triple]) -> ox.Dataset:
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def contradicted(triples: Iterable[ox.Triple]) -> set[object]:
    every = list(triples)
    rules = Rules(axioms_of(every))
    said: dict[object, set[Pair]] = {}
    for subject, predicate, value in every:
        said.setdefault(subject, set()).add(Pair(predicate, value))
    return {
        subject
        for subject, pairs in said.items()
        if EVIDENCE not in pairs and rules.contradict(pairs)
    }


@settings(max_examples=300)
@given(documents())
def test_it_gives_what_is_drawn_in_memory(
    drawn: tuple[list[ox.Triple], list[Source], set[ox.Triple]],
) -> None:
    ontology, sources, stated = drawn
    axioms = axioms_of(stated)
    follows = list(consequences(stated, axioms))

    run = Materialisation(sources, ontology)
    new = list(run.new())
    assert sorted(map(str, new)) == sorted(map(str, set(named(follows))))
    assert run.account.entailed == len(follows)
    assert run.account.left_out == len(follows) - len(new)
    assert run.account.unread == dict(axioms.unread)
    blamed = {each for each in run.account.contradicted if isinstance(each, ox.NamedNode)}
    found = contradicted([*stated, *follows])
    assert blamed == {each for each in found if isinstance(each, ox.NamedNode)}
    assert run.account.contradictions == len(found)

    every = list(Materialisation(sources, ontology).every())
    assert len(every) == len(set(every))
    assert canonical(every) == canonical([*stated, *follows])


@settings(max_examples=30)
@given(st.lists(st.sampled_from((*AXIOMS, *FACTS)), max_size=12, unique=True))
def test_it_gives_what_owlrl_gives(said: list[str]) -> None:
    stated = graph(said)
    data = ox.serialize(stated, format=ox.RdfFormat.N_TRIPLES)
    every = Materialisation([Source("a.nt", "ntriples", data)], []).every()
    ours, theirs = oracles.entailed(every, stated), oracles.owl_rl(stated)
    assert (ours.types, ours.values) == (theirs.types, theirs.values)


def sources_of(*texts: str) -> list[Source]:
    return [
        Source(f"{at}.ttl", "turtle", ("PREFIX : <urn:x:>\n" + PREFIXES + text).encode())
        for at, text in enumerate(texts)
    ]


PREFIXES: Final = "".join(
    f"PREFIX {name}: <{iri}>\n"
    for name, iri in {"owl": oracles.OWL, "rdfs": oracles.RDFS, "rdf": oracles.RDF}.items()
)


def follows(*texts: str) -> set[str]:
    found = Materialisation(sources_of(*texts), []).new()
    return {
        str(each).replace("urn:x:", ":").replace(f"<{oracles.TYPE.value}>", "a") for each in found
    }


_BOTH: Final = ":E owl:equivalentClass [ owl:intersectionOf ( :A :D ) ] . "


@pytest.mark.parametrize(
    "texts",
    [
        (_BOTH, ":v a :A .", ":v a :D ."),
        (_BOTH + ":p rdfs:range :D .", ":v a :A .", ":x :p :v ."),
        (_BOTH + ":p owl:propertyChainAxiom ( :p :q ) ; rdfs:subPropertyOf :r . :r rdfs:range :D .",
         ":u :q :v .", ":x :p :u .", ":v a :A ."),
        (_BOTH + ":C rdfs:subClassOf [ owl:onProperty :p ; owl:hasValue :v ] . :p rdfs:range :D .",
         ":x a :C .", ":v a :A ."),
        (":v a :A .", ":v :p :x . :p rdfs:domain :D .", _BOTH),
    ],
    ids=["scattered", "value", "linked value", "value of a class", "axioms last"],
)  # fmt: skip
def test_what_is_said_in_several_places_is_put_together(texts: Sequence[str]) -> None:
    assert "<:v> a <:E>" in follows(*texts)
    assert "<:v> a <:E>" in follows(*reversed(texts))


def test_a_value_that_only_the_ontology_gives_is_one_subject_with_its_data() -> None:
    text = _BOTH + ":p rdfs:range :D . :x :p :v ."
    ontology = [quad.triple for quad in ox.parse(sources_of(text)[0].read(), ox.RdfFormat.TURTLE)]
    found = Materialisation(sources_of(":v a :A ."), ontology).new()
    wanted = ox.Triple(ox.NamedNode("urn:x:v"), oracles.TYPE, ox.NamedNode("urn:x:E"))
    assert wanted in set(found)


def test_a_fault_is_told_before_anything_follows() -> None:
    texts = sources_of(":x a :A . :A rdfs:subClassOf :B .", ":x a ;")
    found = Materialisation(texts, []).new()
    with pytest.raises(InputError, match=r"1\.ttl:\d+:\d+"):
        next(found)


def test_it_tells_how_far_it_is_and_who_is_told_may_end_it() -> None:
    told: list[float] = []
    list(Materialisation(sources_of(":x a :A .", ":y a :B ."), [], progress=told.append).new())
    assert told == sorted(told)
    assert told[-1] == 1.0

    def end(share: float) -> None:
        if len(told) > 20 or told.append(share):
            raise TimeoutError

    told.clear()
    circle = "".join(f":{at} :q :{(at + 1) % 60} ." for at in range(60))
    text = f":q a owl:TransitiveProperty . {circle}"
    with pytest.raises(TimeoutError):
        list(Materialisation(sources_of(text), [], progress=end).new())
    assert len(told) == 21


def test_the_same_documents_give_the_same_in_the_same_order() -> None:
    text = "".join(f":{at} a :A ; :p :{at * 7 % 50} . " for at in range(50))
    axioms = ":A rdfs:subClassOf :B , :C , [ owl:onProperty :p ; owl:hasValue :v ] ."
    ontology = sources_of(axioms + " [] a owl:AllDisjointClasses ; owl:members ( :A :D ) .")[0]
    runs = []
    for _ in range(2):
        parsed = ox.parse(ontology.read(), ox.RdfFormat.TURTLE, rename_blank_nodes=True)
        run = Materialisation(sources_of(text, "[] a :A ."), [quad.triple for quad in parsed])
        runs.append(list(run.every()))
    assert runs[0] == runs[1]
