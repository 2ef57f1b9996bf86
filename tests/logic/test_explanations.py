"""Our justifications are all there are and minimal: the same as the OWL API's with HermiT."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest

from logic import oracles
from logic.explaining import AXIOMS, FACTS, Question, by_mediagora, by_owl_api, graph, question
from mediagora import bundle
from mediagora.reasoning.closing import consequences
from mediagora.reasoning.knowledge import Knowledge, shipped_knowledge
from mediagora.reasoning.owlterms import SUBCLASS
from mediagora.vocabulary import NS, OWN_PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from logic.explaining import Answer
    from logic.oracles import Statements

pytestmark = pytest.mark.java

P_V: Final = "[ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :v ]"
Q_W: Final = "[ a owl:Restriction ; owl:onProperty :q ; owl:hasValue :w ]"

CASES: Final = [
    (":x a :A . :A rdfs:subClassOf :B . :B rdfs:subClassOf :C .", "type x C", 1),
    (":x a :A, :B . :A rdfs:subClassOf :C . :B rdfs:subClassOf :C .", "type x C", 2),
    (":x a :A, :C . :A rdfs:subClassOf :B . :B rdfs:subClassOf :C .", "type x C", 2),
    (":x a :A . :A rdfs:subClassOf :B . :B rdfs:subClassOf :A, :C .", "type x C", 1),
    (":x a :A . :A owl:equivalentClass :B . :C owl:equivalentClass :B .", "type x C", 1),
    (f":x a :A ; :p :v . :E owl:equivalentClass [ owl:intersectionOf ( :A {P_V} ) ] .",
     "type x E", 1),
    ((f":x a :A ; :p :v . :p rdfs:domain :A . :E owl:equivalentClass "
     f"[ owl:intersectionOf ( :A {P_V} ) ] ."), "type x E", 2),
    (f":x a :E . :E owl:equivalentClass [ owl:intersectionOf ( :A {P_V} ) ] . :p rdfs:range :D .",
     "type v D", 1),
    (f":x a :E . :E owl:equivalentClass [ owl:intersectionOf ( :A {P_V} ) ] .", "value x p v", 1),
    (f":x :d 4 . :d rdfs:domain :E . :E rdfs:subClassOf {P_V} . :p rdfs:range :D .",
     "type v D", 1),
    (f":x a :F . :F rdfs:subClassOf [ owl:intersectionOf ( {P_V} {Q_W} ) ] .", "value x q w", 1),
    (f":x :p :v . {P_V} rdfs:subClassOf :D .", "type x D", 1),
    (":x :r :u . :r rdfs:subPropertyOf :p .", "value x p u", 1),
    (":x :r :u . :r owl:equivalentProperty :p . :p rdfs:domain :A .", "type x A", 1),
    (":x :r :u ; :p :u . :r rdfs:subPropertyOf :p . :p rdfs:range :A .", "type u A", 2),
    (":x :e 4 . :e rdfs:subPropertyOf :d . :d rdfs:domain :A .", "type x A", 1),
    (":x :e 4 . :e rdfs:subPropertyOf :d .", "value x d 4", 1),
    (":x :p :u . :u :q :v . :p owl:propertyChainAxiom ( :p :q ) .", "value x p v", 1),
    (":x :p :u, :w . :u :q :v . :w :q :v . :p owl:propertyChainAxiom ( :p :q ) .",
     "value x p v", 2),
    ((":x :p :u . :u :q :v . :v :q :w . :q a owl:TransitiveProperty ; rdfs:domain :C . "
     ":p owl:propertyChainAxiom ( :p :q ) ."), "value x p w", 1),
    (":u :q :v . :v :q :w . :w :q :u . :q a owl:TransitiveProperty .", "value u q u", 1),
    (":u :q :v, :w . :v :q :w . :w :q :u, :v . :q a owl:TransitiveProperty .", "value u q v", 2),
    (":x :p :u . :u :q :u . :q a owl:TransitiveProperty . :p owl:propertyChainAxiom ( :p :q ) .",
     "value x p u", 1),
    (":A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :A rdfs:subClassOf :C .", "subclass A C", 2),
    ((f":E owl:equivalentClass [ owl:intersectionOf ( :A {P_V} ) ] . :A rdfs:subClassOf :B . "
     ":E rdfs:subClassOf :B ."), "subclass E B", 2),
    (f":C rdfs:subClassOf {P_V} . :p rdfs:domain :D .", "subclass C D", 1),
    ((f":C rdfs:subClassOf {P_V} . :v :q :w . :p owl:propertyChainAxiom ( :p :q ) . "
     ":D owl:equivalentClass [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :w ] ."),
     "subclass C D", 1),
    ((f":C rdfs:subClassOf {P_V} . :p rdfs:range :D . :D rdfs:subClassOf {Q_W} . "
     ":p owl:propertyChainAxiom ( :p :q ) . [ a owl:Restriction ; owl:onProperty :p ; "
     "owl:hasValue :w ] rdfs:subClassOf :E ."), "subclass C E", 1),
    (":E rdfs:subClassOf :A, :B . :A owl:disjointWith :B .", "unsatisfiable E", 1),
    (":E rdfs:subClassOf :A, :B, :C . [] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) .",
     "unsatisfiable E", 3),
    (":E rdfs:subClassOf owl:Nothing . :F rdfs:subClassOf :E .", "unsatisfiable F", 1),
    (f":E rdfs:subClassOf {P_V} . :p rdfs:range :A . :v a :B . :A owl:disjointWith :B .",
     "unsatisfiable E", 1),
    ((":E rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :d ; owl:hasValue 'four' ] . "
     ":d rdfs:range xsd:integer ."), "unsatisfiable E", 1),
    (":x a :A, :B . :A owl:disjointWith :B .", "inconsistent", 1),
    ((":x a :A, :B, :C . :A owl:disjointWith :B . "
     "[] a owl:AllDisjointClasses ; owl:members ( :A :B :C ) ."), "inconsistent", 4),
    (":x a :A ; :p :y . :y a :A . :p rdfs:domain :B ; rdfs:range :B . :A owl:disjointWith :B .",
     "inconsistent", 2),
    (":x a owl:Nothing .", "inconsistent", 1),
    (":x :d 'early' . :d rdfs:range xsd:integer .", "inconsistent", 1),
    (":x :e 'early' . :e rdfs:subPropertyOf :d . :d rdfs:range xsd:integer .", "inconsistent", 1),
    (":x :d 4, 2.5, '4'^^xsd:decimal, 'early'^^xsd:anyURI . :d rdfs:range xsd:integer .",
     "inconsistent", 2),
    (":x :d '2004-01-01T00:00:00'^^xsd:dateTime, '2004'@en . :d rdfs:range xsd:string .",
     "inconsistent", 2),
    (":x a :A . :A rdfs:subClassOf :B .", "inconsistent", 0),
    (":x :d 4 . :d rdfs:range xsd:decimal .", "inconsistent", 0),
    (":x a :A . :B rdfs:subClassOf :A .", "type x B", 0),
    (f":x a :A ; :p :u . :E owl:equivalentClass [ owl:intersectionOf ( :A {P_V} ) ] .",
     "type x E", 0),
]  # fmt: skip
"""What is said, what is asked, and how many justifications that has."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> list[Answer]:
    """The OWL API's answers to the small cases."""
    graphs = {str(number): graph([said]) for number, (said, _, _) in enumerate(CASES)}
    asked = [(str(number), question(text)) for number, (_, text, _) in enumerate(CASES)]
    answers = by_owl_api(graphs, asked, tmp_path_factory.mktemp("small"))
    return [answers[each] for each in asked]


@pytest.mark.parametrize("number", range(len(CASES)), ids=[text for _, text, _ in CASES])
def test_small_cases(small: list[Answer], number: int) -> None:
    said, text, count = CASES[number]
    found = by_mediagora(Knowledge(graph([said])), question(text))
    assert len(found) == count
    assert found == small[number].justifications


def is_of_interest(triple: ox.Triple) -> bool:
    """Whether a triple says of a thing what OWL 2 could explain: a class or a value of ours."""
    return str(triple.object if triple.predicate == oracles.TYPE else triple.predicate).startswith(
        "<urn:x:"
    )


def entailed(knowledge: Knowledge) -> list[Question]:
    """All that follows in a small graph without being stated, as questions."""
    found = []
    for triple in sorted(consequences(knowledge.facts, knowledge.axioms), key=str):
        if triple.predicate == SUBCLASS and isinstance(triple.object, ox.NamedNode):
            found.append(Question("subclass", (triple.subject, triple.object)))
        elif is_of_interest(triple) and triple.predicate == oracles.TYPE:
            found.append(Question("type", (triple.subject, triple.object)))
        elif is_of_interest(triple):
            found.append(Question("value", tuple(triple)))
    return found


def asked_at_random(seed: int) -> tuple[Statements, list[Question]]:
    """A small graph, and some of what follows from it, of what does not, and of what cannot be."""
    random = Random(seed)  # noqa: S311 -- which graphs are tried is no secret
    said = [*random.sample(AXIOMS, 6 + seed % 8), *random.sample(FACTS, 4 + seed % 6)]
    knowledge = Knowledge(graph(said))
    follows = entailed(knowledge)
    asked = random.sample(follows, min(5, len(follows)))
    pick = random.choice
    asked += [
        question("inconsistent"),
        question(f"type {pick('uvwxyz')} {pick('ABCDEF')}"),
        question(f"value {pick('uvwxyz')} {pick('pqr')} {pick('uvwxyz')}"),
        question("subclass {} {}".format(*random.sample("ABCDEF", 2))),
        *(question(f"unsatisfiable {name}") for name in "EF"),
    ]
    return graph(said), list(dict.fromkeys(asked))


def test_small_graphs_at_random(tmp_path: Path) -> None:
    tried = {str(seed): asked_at_random(seed) for seed in range(60)}
    graphs = {name: statements for name, (statements, _) in tried.items()}
    answers = by_owl_api(
        graphs, [(name, each) for name in tried for each in tried[name][1]], tmp_path
    )
    knowledge = {name: Knowledge(statements) for name, statements in graphs.items()}
    compared: Counter[tuple[str, bool]] = Counter()
    for (name, each), answer in answers.items():
        if not answer.is_trivial:
            found = by_mediagora(knowledge[name], each)
            assert found == answer.justifications, (name, each)
            compared[each.kind, len(found) > 1] += 1
    assert len(compared) == 10, "each kind of question has to have one answer, and several"


PLATFORMS: Final = ("whatsapp", "twitch", "linkedin", "facebook", "reddit")
NETWORKS: Final = {"facebook", "linkedin"}
"""Those among them that are social networks; the others serve messages, streams, forums."""


@pytest.fixture(scope="module")
def handful(shipped: Statements) -> Statements:
    """The ontology, and what ships about a few platforms."""
    named = {ox.NamedNode(f"{OWN_PREFIXES['platform']}{name}") for name in PLATFORMS}
    of_data = oracles.read(bundle.data_files())
    others = {each for each in of_data if not {each.subject, each.object} & named}
    return oracles.facts(shipped - others)


def test_what_ships(handful: Statements, tmp_path: Path) -> None:
    network, media = (ox.NamedNode(f"{NS}{name}") for name in ("SocialNetwork", "SocialMedia"))
    platforms = {ox.NamedNode(f"{OWN_PREFIXES['platform']}{name}"): name for name in PLATFORMS}
    few = Knowledge(handful)
    types, values = [], []
    for subject, predicate, value in sorted(consequences(few.facts, few.axioms), key=str):
        if subject in platforms and predicate == oracles.TYPE:
            types.append(Question("type", (subject, value)))
        elif subject in platforms:
            values.append(Question("value", (subject, predicate, value)))
    asked = [
        *(Question("type", (each, network)) for each in platforms),
        *types,
        *values[::6],
        *(Question("subclass", pair) for pair in ((network, media), (media, network))),
    ]
    answers = by_owl_api({"handful": handful}, [("handful", each) for each in asked], tmp_path)
    everything = shipped_knowledge()
    for (_, each), answer in answers.items():
        assert by_mediagora(few, each) == answer.justifications, each
        assert by_mediagora(everything, each) == answer.justifications, each
    networks = {
        name
        for each, name in platforms.items()
        if answers["handful", Question("type", (each, network))].justifications
    }
    assert networks == NETWORKS
    assert not answers["handful", Question("subclass", (media, network))].justifications
