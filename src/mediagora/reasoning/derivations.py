"""The ways in which a conclusion can be drawn, one rule back at a time."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from mediagora.reasoning.axioms import Pair
from mediagora.reasoning.datatypes import fits
from mediagora.reasoning.owlterms import NOTHING, TYPE
from mediagora.reasoning.rules import broader, chains, inclusions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mediagora.reasoning.axioms import Axiom, Axioms, Term


class Atom(NamedTuple):
    """A statement: of a thing, a property and a value.

    That something is of the class `owl:Nothing` is a contradiction.
    """

    subject: Term
    predicate: NamedNode
    object: Term


class Inference(NamedTuple):
    """One application of a rule.

    Attributes:
        rule: Its name in OWL 2 RL.
        axiom: The axiom.
        premises: What has to hold.
    """

    rule: str
    axiom: Axiom
    premises: tuple[Atom, ...]


class Derivations:
    """All inferences that lead to a statement, from statements that hold.

    Args:
        axioms: The axioms.
        known: By subject what is said of it or follows for it, as
            `mediagora.reasoning.closing.Closure` has it.
    """

    def __init__(self, axioms: Axioms, known: Mapping[Term, set[Pair]]) -> None:
        self._known = known
        self._heads: dict[Pair, list[tuple[tuple[Pair, ...], Axiom]]] = defaultdict(list)
        self._narrower: dict[NamedNode, list[tuple[NamedNode, Axiom]]] = defaultdict(list)
        self._chains: dict[NamedNode, list[tuple[NamedNode, NamedNode, Axiom]]] = defaultdict(list)
        self._domains: dict[Term, list[tuple[NamedNode, Axiom]]] = defaultdict(list)
        self._ranges: dict[Term, list[tuple[NamedNode, Axiom]]] = defaultdict(list)
        self._of_data: list[tuple[NamedNode, NamedNode, Axiom]] = []
        self._disjoint: list[Axiom] = []
        self._values: dict[Term, dict[NamedNode, list[Term]]] = {}
        self._subjects: dict[Term, list[tuple[NamedNode, Term]]] | None = None
        for axiom in axioms.read:
            self._add(axiom)

    def _add(self, axiom: Axiom) -> None:
        for body, heads in inclusions(axiom):
            for head in heads:
                self._heads[head].append((body, axiom))
        for narrow, wide in broader(axiom):
            self._narrower[wide].append((narrow, axiom))
        for first, second, result in chains(axiom):
            self._chains[result].append((first, second, axiom))
        if axiom.kind == "DisjointClasses":
            self._disjoint.append(axiom)
        elif axiom.kind in {"ObjectPropertyDomain", "ObjectPropertyRange", "DataPropertyRange"}:
            name, value = axiom.names
            if axiom.kind == "DataPropertyRange":
                self._of_data.append((name, value, axiom))
            else:
                home = self._domains if axiom.kind == "ObjectPropertyDomain" else self._ranges
                home[value].append((name, axiom))

    def contradicted(self) -> Iterator[Term]:
        """Give the subjects that cannot be what they are said to be, in the order of the data."""
        for subject in self._known:
            stated = Pair(TYPE, NOTHING) in self._known[subject]
            if stated or next(self.of(Atom(subject, TYPE, NOTHING)), None):
                yield subject

    def of(self, atom: Atom) -> Iterator[Inference]:
        """Give the inferences by which a statement follows at once from others that hold.

        Example:
            >>> from mediagora.reasoning.axioms import Axioms
            >>> atom = Atom(NamedNode("urn:a"), TYPE, NamedNode("urn:C"))
            >>> list(Derivations(Axioms(()), {}).of(atom))
            []
        """
        subject, predicate, value = atom
        known = self._known.get(subject, set())
        for body, axiom in self._heads.get(Pair(predicate, value), ()):
            if known.issuperset(body):
                rule = _rule_of_class(axiom, body, Pair(predicate, value))
                yield Inference(rule, axiom, tuple(Atom(subject, *pair) for pair in body))
        if predicate == TYPE:
            yield from self._of_type(subject, value)
            if value == NOTHING:
                yield from self._contradictions(subject)
        else:
            yield from self._of_value(atom)

    def _of_type(self, subject: Term, of_class: Term) -> Iterator[Inference]:
        about = self._about(subject)
        for name, axiom in self._domains.get(of_class, ()):
            for value in about.get(name, ()):
                yield Inference("prp-dom", axiom, (Atom(subject, name, value),))
        ranges = self._ranges.get(of_class, ())
        if ranges:
            pointing = self._pointing_at(subject)
            for name, axiom in ranges:
                for predicate, other in pointing:
                    if predicate == name:
                        yield Inference("prp-rng", axiom, (Atom(other, name, subject),))

    def _of_value(self, atom: Atom) -> Iterator[Inference]:
        subject, predicate, value = atom
        about = self._about(subject)
        for narrow, axiom in self._narrower.get(predicate, ()):
            if Pair(narrow, value) in self._known.get(subject, ()):
                yield Inference("prp-spo1", axiom, (Atom(subject, narrow, value),))
        for first, second, axiom in self._chains.get(predicate, ()):
            rule = "prp-trp" if axiom.kind == "TransitiveObjectProperty" else "prp-spo2"
            for between in about.get(first, ()):
                premises = Atom(subject, first, between), Atom(between, second, value)
                holds = Pair(second, value) in self._known.get(between, ())
                if holds and atom not in premises:
                    yield Inference(rule, axiom, premises)

    def _contradictions(self, subject: Term) -> Iterator[Inference]:
        about = self._about(subject)
        types = set(about.get(TYPE, ()))
        for axiom in self._disjoint:
            among = [each for each in axiom.terms if each in types]
            rule = "cax-dw" if len(axiom.terms) == 2 else "cax-adc"  # noqa: PLR2004 -- a pair
            for number, one in enumerate(among):
                for other in among[number + 1 :]:
                    atoms = Atom(subject, TYPE, one), Atom(subject, TYPE, other)
                    yield Inference(rule, axiom, atoms)
        for name, datatype, axiom in self._of_data:
            for value in about.get(name, ()):
                if isinstance(value, Literal) and not fits(value, datatype):
                    yield Inference("dt-not-type", axiom, (Atom(subject, name, value),))

    def _about(self, subject: Term) -> dict[NamedNode, list[Term]]:
        found = self._values.get(subject)
        if found is None:
            found = self._values[subject] = {}
            for predicate, value in self._known.get(subject, ()):
                found.setdefault(predicate, []).append(value)
        return found

    def _pointing_at(self, value: Term) -> list[tuple[NamedNode, Term]]:
        if self._subjects is None:
            self._subjects = defaultdict(list)
            for subject, pairs in self._known.items():
                for predicate, target in pairs:
                    if predicate != TYPE and not isinstance(target, Literal):
                        self._subjects[target].append((predicate, subject))
        return self._subjects.get(value, [])


def _rule_of_class(axiom: Axiom, body: tuple[Pair, ...], head: Pair) -> str:
    """What OWL 2 RL calls the rule by which a class axiom is applied."""
    if head.predicate != TYPE:
        return "cls-hv1"
    if len(body) > 1:
        return "cls-int1"
    if body[0].predicate != TYPE:
        return "cls-hv2"
    if axiom.kind == "SubClassOf":
        return "cax-sco"
    return "cax-eqc1" if len(axiom.left) == len(axiom.right) == 1 else "cls-int2"
