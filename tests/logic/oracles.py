"""The judges of the logic, HermiT and owlrl, and the form in which their answers are compared.

A judge gets a graph without ontology headers (owlready2 would fetch every `owl:imports`) and
without evidence, which asserts nothing. What comes back, from a judge or from Mediagora's own
closure, is cut down to `Entailed`: what it says of named individuals in the classes and properties
that the graph declares.
"""

from __future__ import annotations

import io
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

RDF: Final = PREFIXES["rdf"]
RDFS: Final = PREFIXES["rdfs"]
OWL: Final = PREFIXES["owl"]

TYPE: Final = ox.NamedNode(f"{RDF}type")
IMPORTS: Final = ox.NamedNode(f"{OWL}imports")
VERSION: Final = ox.NamedNode(f"{OWL}versionIRI")
ONTOLOGY: Final = ox.NamedNode(f"{OWL}Ontology")
AXIOM: Final = ox.NamedNode(f"{OWL}Axiom")
MERGED: Final = ox.NamedNode("https://w3id.org/mediagora/merged")

Statements = frozenset[ox.Triple]


@dataclass(frozen=True, slots=True)
class Entailed:
    """What follows from a graph.

    Attributes:
        types: Individual and class, as IRIs.
        values: Individual, property and value, in N-Triples.
        subclasses: Class and superclass, reflexive pairs left out, as IRIs.
        unsatisfiable: Classes that can have no member, as IRIs.
    """

    types: frozenset[tuple[str, str]]
    values: frozenset[tuple[str, str, str]]
    subclasses: frozenset[tuple[str, str]]
    unsatisfiable: frozenset[str]

    def classes_of(self, individual: str) -> set[str]:
        """The classes that an individual is a member of."""
        return {kind for member, kind in self.types if member == individual}


class InconsistentError(Exception):
    """HermiT finds that the graph contradicts itself."""


def read(paths: Iterable[Path]) -> Statements:
    """All triples of some Turtle files, blank nodes kept apart."""
    return frozenset(
        quad.triple for path in paths for quad in ox.parse(path=path, rename_blank_nodes=True)
    )


def parse(turtle: str) -> Statements:
    """The triples of a piece of Turtle, with every prefix of Mediagora known."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    document = ox.parse(prefixes + turtle, ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    return frozenset(quad.triple for quad in document)


def members(statements: Statements, kind: ox.NamedNode) -> set[object]:
    """All subjects that are asserted to be of a kind."""
    return {
        triple.subject
        for triple in statements
        if triple.predicate == TYPE and triple.object == kind
    }


def properties_of(statements: Statements) -> list[ox.NamedNode]:
    """The object and data properties that are declared, in order."""
    kinds = (ox.NamedNode(f"{OWL}{kind}Property") for kind in ("Object", "Datatype"))
    declared = {found for kind in kinds for found in members(statements, kind)}
    return sorted((term for term in declared if isinstance(term, ox.NamedNode)), key=str)


def merged(statements: Statements) -> Statements:
    """One ontology out of many: a single header that keeps all annotations and imports nothing."""
    headers = members(statements, ONTOLOGY)
    return frozenset(
        ox.Triple(MERGED, triple.predicate, triple.object) if triple.subject in headers else triple
        for triple in statements
        if triple.predicate not in {IMPORTS, VERSION}
    )


def facts(statements: Statements) -> Statements:
    """The statements without headers and without evidence: what a reasoner is asked about."""
    aside = members(statements, ONTOLOGY) | members(statements, AXIOM)
    return frozenset(triple for triple in statements if triple.subject not in aside)


def hermit(statements: Statements, *, values: bool = True) -> Entailed:
    """Classify and realise with HermiT.

    Args:
        statements: The graph; headers and evidence are left out.
        values: Whether property values are wanted as well.

    Raises:
        InconsistentError: The graph contradicts itself.
    """
    import owlready2

    asked = facts(statements)
    document = ox.serialize(asked, format=ox.RdfFormat.N_TRIPLES)
    answer = io.BytesIO()
    world = owlready2.World()
    world.get_ontology(MERGED.value).load(fileobj=io.BytesIO(document))
    with _temporary_files_removed():
        try:
            owlready2.sync_reasoner_hermit(world, infer_property_values=values, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError as error:
            raise InconsistentError from error
    world.save(answer, format="ntriples")
    world.close()
    answered = ox.parse(answer.getvalue(), ox.RdfFormat.N_TRIPLES)
    return entailed((quad.triple for quad in answered), asked, hierarchy=True)


@contextmanager
def _temporary_files_removed() -> Iterator[None]:
    """Give owlready2 a folder of its own: it leaves its file behind when HermiT objects."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = before


def owl_rl(statements: Statements) -> Entailed:
    """Close the graph under the OWL 2 RL rules with owlrl."""
    import owlrl
    import rdflib

    asked = facts(statements)
    document = ox.serialize(asked, format=ox.RdfFormat.N_TRIPLES)
    graph = rdflib.Graph().parse(data=document, format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    for triple in list(graph):
        if isinstance(triple[0], rdflib.Literal):  # generalised RDF, which no parser takes
            graph.remove(triple)
    answered = ox.parse(graph.serialize(format="nt", encoding="utf-8"), ox.RdfFormat.N_TRIPLES)
    return entailed((quad.triple for quad in answered), asked)


def entailed(
    answer: Iterable[ox.Triple], asked: Statements, *, hierarchy: bool = False
) -> Entailed:
    """Cut an answer down to named individuals and to what the question declares.

    Args:
        answer: All triples that a reasoner gave, the question's own among them.
        asked: The graph it was asked about.
        hierarchy: Whether the answer names only the most specific classes and properties, as
            HermiT's does, and what is above them is to be added. A rule engine names all of them.
    """
    answer = set(answer)
    classes = _names(members(asked, ox.NamedNode(f"{OWL}Class")))
    properties = {name.value for name in properties_of(asked)}
    above = _above(answer, ox.NamedNode(f"{RDFS}subClassOf"), classes, closed=hierarchy)
    above_property = _above(
        answer, ox.NamedNode(f"{RDFS}subPropertyOf"), properties, closed=hierarchy
    )
    types: set[tuple[str, str]] = set()
    values: set[tuple[str, str, str]] = set()
    for subject, predicate, target in ((t.subject, t.predicate, t.object) for t in answer):
        if not isinstance(subject, ox.NamedNode) or isinstance(target, ox.BlankNode):
            continue
        if predicate == TYPE and isinstance(target, ox.NamedNode) and target.value in classes:
            types.add((subject.value, target.value))
            if hierarchy:
                types |= {(subject.value, upper) for upper in above[target.value]}
        elif predicate.value in properties:
            found = {predicate.value} | (above_property[predicate.value] if hierarchy else set())
            values |= {(subject.value, name, str(target)) for name in found}
    equivalent = ox.NamedNode(f"{OWL}equivalentClass")
    nothing = ox.NamedNode(f"{OWL}Nothing")
    return Entailed(
        types=frozenset(types),
        values=frozenset(values),
        subclasses=frozenset((lower, upper) for lower in classes for upper in above[lower]),
        unsatisfiable=frozenset(
            name for name in classes if ox.Triple(ox.NamedNode(name), equivalent, nothing) in answer
        ),
    )


def _names(terms: set[object]) -> set[str]:
    return {term.value for term in terms if isinstance(term, ox.NamedNode)}


def _above(
    answer: set[ox.Triple], link: ox.NamedNode, names: set[str], *, closed: bool
) -> dict[str, set[str]]:
    """All that is above each name by one link, or by a chain of them; itself left out."""
    above: dict[str, set[str]] = {name: set() for name in names}
    for lower, name, upper in ((t.subject, t.predicate, t.object) for t in answer):
        if name != link or not isinstance(lower, ox.NamedNode):
            continue
        if isinstance(upper, ox.NamedNode) and {lower.value, upper.value} <= names:
            above[lower.value] |= {upper.value} - {lower.value}
    grown = closed
    while grown:
        grown = False
        for name, uppers in above.items():
            wider = uppers.union(*(above[upper] for upper in uppers)) - {name}
            grown = grown or wider != uppers
            above[name] = wider
    return above
