"""Justifications in a form in which ours and the OWL API's can be compared, and what is tried.

An axiom or a fact is a `Canonical`: its kind in OWL 2 and its parts, sorted where their order is of
no matter. OWL 2 keeps object and data properties apart; `Axiom` and `Fact` do not, and so all are
written here as of objects.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from logic import oracles, owl_api
from mediagora.reasoning.contradicting import contradictions, unsatisfiable
from mediagora.reasoning.explaining import why
from mediagora.reasoning.words import words_of
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from logic.oracles import Statements
    from mediagora.reasoning.axioms import Axiom, Pair, Term
    from mediagora.reasoning.knowledge import Knowledge
    from mediagora.reasoning.records import Contradiction, Fact, Justification

Canonical = tuple[str, ...]
Justifications = frozenset[frozenset[Canonical]]

_UNORDERED: Final = frozenset(
    {"DisjointClasses", "EquivalentClasses", "EquivalentObjectProperties"}
)
_SUBCLASS: Final = ox.NamedNode(f"{PREFIXES['rdfs']}subClassOf")
ANYTHING: Final = "urn:x:anything"
_MOST: Final = 10_000
_OF_CLASSES: Final = frozenset({"EquivalentClasses", "SubClassOf"})


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a graph.

    Attributes:
        kind: `type`, `value`, `subclass`, `unsatisfiable` or `inconsistent`.
        terms: What it is about.
    """

    kind: str
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """All justifications.

    Attributes:
        justifications: None where it does not follow.
        is_trivial: Whether it follows from a contradiction alone, as everything does.
    """

    justifications: Justifications = frozenset()
    is_trivial: bool = False


def of_axiom(axiom: Axiom) -> Canonical:
    """The canonical form of an axiom that Mediagora read."""
    if axiom.kind in _OF_CLASSES:
        return _canonical(axiom.kind, [_expression(axiom.left), _expression(axiom.right)])
    return _canonical(axiom.kind, [_text(term) for term in axiom.terms])


def of_triple(triple: ox.Triple) -> Canonical:
    """The canonical form of a fact."""
    subject, predicate, target = (_text(term) for term in triple)
    if triple.predicate == oracles.TYPE:
        return _canonical("ClassAssertion", [subject, target])
    return _canonical("ObjectPropertyAssertion", [subject, predicate, target])


def triple_of(fact: Fact) -> ox.Triple:
    """A fact that Mediagora tells, as a triple; one that stands for any value has `ANYTHING`."""
    terms = (fact.subject, fact.predicate, fact.object or ANYTHING)
    text = " ".join(each if each[0] in '"_' else f"<{each}>" for each in terms)
    [triple] = oracles.parse(f"{text} .")
    return triple


def of_justification(knowledge: Knowledge, justification: Justification) -> frozenset[Canonical]:
    """The canonical form of all that a justification rests on.

    What is told of an axiom is words; two axioms of one knowledge with the same would be an error.
    """
    told = {
        (axiom.kind, words_of(axiom, knowledge.name)): of_axiom(axiom)
        for axiom in knowledge.axioms.read
    }
    assert len(set(told.values())) == len(told)
    axioms = {told[axiom.kind, axiom.words] for axiom in justification.axioms}
    return frozenset(axioms | {of_triple(triple_of(fact)) for fact in justification.facts})


def by_mediagora(knowledge: Knowledge, question: Question) -> Justifications:
    """All justifications as Mediagora finds them."""
    match question.kind:
        case "type":
            subject, kind = question.terms
            found = why(knowledge, _triple(subject, oracles.TYPE, kind), limit=_MOST)
        case "value":
            found = why(knowledge, _triple(*question.terms), limit=_MOST)
        case "subclass":
            lower, upper = question.terms
            found = why(knowledge, _triple(lower, _SUBCLASS, upper), limit=_MOST)
        case "unsatisfiable":
            return _to_blame(
                knowledge,
                (
                    each
                    for each in unsatisfiable(knowledge, limit=_MOST)
                    if [each.individual] == [_text(term) for term in question.terms]
                ),
            )
        case _:
            return _to_blame(knowledge, contradictions(knowledge, limit=_MOST))
    assert found.is_complete
    return frozenset(of_justification(knowledge, each) for each in found.justifications)


def _to_blame(knowledge: Knowledge, found: Iterable[Contradiction]) -> Justifications:
    """The minimal sets: those of one individual may hold those of another."""
    sets = {of_justification(knowledge, each.justification) for each in found}
    return frozenset(each for each in sets if not any(other < each for other in sets))


def by_owl_api(
    graphs: Mapping[str, Statements], questions: Iterable[tuple[str, Question]], folder: Path
) -> dict[tuple[str, Question], Answer]:
    """All justifications as the OWL API and HermiT find them, for all questions in one run.

    Args:
        graphs: Graphs without headers, by name.
        questions: What is asked of which of them.
        folder: An empty one, for files.
    """
    asked = list(questions)
    for name, graph in graphs.items():
        ox.serialize(graph, folder / f"{name}.rdf", ox.RdfFormat.RDF_XML)
    lines = (
        "\t".join([str(folder / f"{name}.rdf"), question.kind, *map(_text, question.terms)])
        for name, question in asked
    )
    (folder / "questions.txt").write_text("\n".join(lines), encoding="utf-8")
    found: dict[int, set[frozenset[Canonical]]] = defaultdict(set)
    trivial: set[int] = set()
    for number, *axioms in owl_api.run("Explanations", str(folder / "questions.txt")):
        if axioms in (["INCONSISTENT"], ["UNSATISFIABLE"]):
            trivial.add(int(number))
        elif axioms != ["CONSISTENT"]:
            found[int(number)].add(frozenset(_read(axiom) for axiom in axioms))
    return {
        question: Answer(frozenset(found[number]), number in trivial)
        for number, question in enumerate(asked)
    }


def _triple(subject: Term, predicate: Term, target: Term) -> ox.Triple:
    assert isinstance(subject, ox.NamedNode)
    assert isinstance(predicate, ox.NamedNode)
    return ox.Triple(subject, predicate, target)


def _read(axiom: str) -> Canonical:
    kind, *parts = axiom.split(" ")
    if kind in _OF_CLASSES:
        parts = ["&".join(sorted(part.split("&"))) for part in parts]
    return _canonical(kind, parts)


def _canonical(kind: str, parts: list[str]) -> Canonical:
    kind = kind.replace("Data", "Object")
    return (kind, *(sorted(parts) if kind in _UNORDERED else parts))


def _expression(pairs: Iterable[Pair]) -> str:
    """A class expression: the classes and values that it asks for."""
    return "&".join(
        sorted(
            _text(value) if predicate == oracles.TYPE else f"{_text(predicate)}={_text(value)}"
            for predicate, value in pairs
        )
    )


def _text(term: Term) -> str:
    """A term as the Java program writes it."""
    if isinstance(term, ox.Literal):
        end = f"@{term.language}" if term.language else f"^^{term.datatype.value}"
        return f'"{term.value}"'.replace(" ", "\\u0020") + end
    assert isinstance(term, ox.NamedNode), f"{term} has no name"
    return term.value


DECLARED: Final = """
    PREFIX : <urn:x:>
    :A a owl:Class . :B a owl:Class . :C a owl:Class .
    :D a owl:Class . :E a owl:Class . :F a owl:Class .
    :p a owl:ObjectProperty . :q a owl:ObjectProperty . :r a owl:ObjectProperty .
    :d a owl:DatatypeProperty . :e a owl:DatatypeProperty .
    :u a owl:NamedIndividual . :v a owl:NamedIndividual . :w a owl:NamedIndividual .
    :x a owl:NamedIndividual . :y a owl:NamedIndividual . :z a owl:NamedIndividual .
"""
"""Names for small graphs, as OWL 2 DL wants them declared."""

_P_V: Final = "[ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :v ]"
_Q_W: Final = "[ a owl:Restriction ; owl:onProperty :q ; owl:hasValue :w ]"
_D_4: Final = "[ a owl:Restriction ; owl:onProperty :d ; owl:hasValue 4 ]"

AXIOMS: Final = (
    ":A rdfs:subClassOf :B .",
    ":A rdfs:subClassOf :C .",
    ":B rdfs:subClassOf :C .",
    ":C rdfs:subClassOf :A .",
    ":D rdfs:subClassOf :B .",
    ":E rdfs:subClassOf :D .",
    ":B owl:equivalentClass :D .",
    f":E owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :A {_P_V} ) ] .",
    f":F owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :E {_P_V} {_Q_W} ) ] .",
    f":F owl:equivalentClass {_D_4} .",
    f":C rdfs:subClassOf {_Q_W} .",
    f":D rdfs:subClassOf {_D_4} .",
    f"{_P_V} rdfs:subClassOf :D .",
    ":B owl:disjointWith :F .",
    "[] a owl:AllDisjointClasses ; owl:members ( :C :E :F ) .",
    ":p rdfs:domain :A .",
    ":p rdfs:range :D .",
    ":q rdfs:domain :C .",
    ":q rdfs:range :B .",
    ":d rdfs:domain :E .",
    ":d rdfs:range xsd:integer .",
    ":e rdfs:range xsd:anyURI .",
    ":e rdfs:subPropertyOf :d .",
    ":r rdfs:subPropertyOf :p .",
    ":q a owl:TransitiveProperty .",
    ":p owl:propertyChainAxiom ( :p :q ) .",
    ":p owl:propertyChainAxiom ( :r :q ) .",
    ":r owl:propertyChainAxiom ( :r :q ) .",
)
"""Axioms of every kind that the ontology has, each by itself; together they stay in OWL 2 DL."""

FACTS: Final = (
    ":x a :A .",
    ":x a :B .",
    ":x :p :u .",
    ":x :r :y .",
    ":x :d 4 .",
    ":y a :C .",
    ":y :q :v .",
    ":y :q :u .",
    ":y :e 4 .",
    ":z a :E .",
    ":z :p :w .",
    ':z :d "early" .',
    ":u :q :v .",
    ":u :q :w .",
    ":v :q :w .",
    ":w :q :u .",
    ":v a :D .",
    ":w a :F .",
)
"""Facts in these names, each by itself."""


def graph(said: Iterable[str]) -> Statements:
    """A graph of some of the axioms and facts."""
    return oracles.parse(DECLARED + "\n".join(said))


def question(text: str) -> Question:
    """A question in the names of small graphs, such as `type x A` or `value x d 4`."""
    kind, *words = text.split()
    return Question(
        kind,
        tuple(
            ox.Literal(int(word)) if word.isdigit() else ox.NamedNode(f"urn:x:{word}")
            for word in words
        ),
    )
