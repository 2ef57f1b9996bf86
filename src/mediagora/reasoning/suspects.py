"""Which things may contradict the axioms: one pass over any number of facts, none of which is kept.

Each fact is looked at alone, with more than follows from it: where a class takes several things to
be a member, one of them is taken to do. So nothing that contradicts the axioms is missed, and what
is found is mostly few, to be looked at closely. Things stand as their hashes, which are those of
pyoxigraph, of 64 bits and the same in every process.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from mediagora.reading.lexical import is_well_formed
from mediagora.reasoning.axioms import Axiom, Axioms, Pair
from mediagora.reasoning.closing import links_of
from mediagora.reasoning.datatypes import fits
from mediagora.reasoning.owlterms import NOTHING, TYPE
from mediagora.reasoning.rules import Rules, chains, inclusions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from mediagora.reasoning.axioms import Term
    from mediagora.reasoning.rules import Said

_ANYTHING: Final = NamedNode("https://mediagora.invalid/anything")
_IMPOSSIBLE: Final = 1
"""The first bit of a set of classes: something holds that cannot."""


class _Effect(NamedTuple):
    """What a fact says at most: sets of classes, a bit for each that matters.

    Attributes:
        subject: Of its subject.
        object: Of its object, whatever that is.
        others: Of other things, by hash.
        datatypes: Where its value has to be, if that is a literal.
    """

    subject: int = 0
    object: int = 0
    others: tuple[tuple[int, int], ...] = ()
    datatypes: tuple[NamedNode, ...] = ()


class Suspects:
    """Collects what may contradict the axioms.

    Args:
        axioms: The axioms.
        links: Facts with the properties of `mediagora.reasoning.closing.linking`.

    Attributes:
        targets: What facts say the class of without being about it or pointing at it.

    Example:
        >>> from pyoxigraph import Literal, NamedNode, Triple
        >>> year, integer = NamedNode("urn:year"), NamedNode("http://www.w3.org/2001/XMLSchema#int")
        >>> suspects = Suspects(Axioms((Axiom("DataPropertyRange", (year, integer)),)), ())
        >>> suspects.add([Triple(NamedNode("urn:a"), year, Literal("early"))])
        >>> suspects.found() == [hash(NamedNode("urn:a"))]
        True
    """

    def __init__(self, axioms: Axioms, links: Iterable[Triple]) -> None:
        loosened = Axioms(tuple(_loosened(axioms)))
        self._rules = Rules(loosened, links_of(links, loosened))
        self._disjoint = [each.terms for each in axioms.read if each.kind == "DisjointClasses"]
        named = dict.fromkeys(term for terms in self._disjoint for term in terms)
        self._bits: dict[Term, int] = {
            term: _IMPOSSIBLE << number for number, term in enumerate(named, start=1)
        }
        self._bits[NOTHING] = _IMPOSSIBLE
        self._datatypes: dict[NamedNode, list[NamedNode]] = defaultdict(list)
        for each in axioms.read:
            if each.kind == "DataPropertyRange":
                name, datatype = each.terms
                if isinstance(name, NamedNode) and isinstance(datatype, NamedNode):
                    self._datatypes[name].append(datatype)
        self._by_value = (
            {TYPE}
            | {pair.predicate for each in loosened.read for pair in each.left}
            | {first for each in loosened.read for first, _, _ in chains(each)}
        )
        self._of_property: dict[NamedNode, _Effect | None] = {}
        self._of_pair: dict[Pair, _Effect] = {}
        self._classes: defaultdict[int, int] = defaultdict(int)
        self.targets: set[int] = set()

    def add(self, triples: Iterable[Triple]) -> None:
        """Look at some facts."""
        classes, of_property = self._classes, self._of_property
        for triple in triples:
            predicate, value = triple.predicate, triple.object
            effect = of_property.get(predicate) or self._effect(predicate, value)
            of_subject, of_object, others, datatypes = effect
            if of_subject:
                classes[hash(triple.subject)] |= of_subject
            if of_object and not isinstance(value, Literal):
                classes[hash(value)] |= of_object
            for other, found in others:
                classes[other] |= found
            if isinstance(value, Literal) and not (
                all(fits(value, each) for each in datatypes) if datatypes else is_well_formed(value)
            ):
                classes[hash(triple.subject)] |= _IMPOSSIBLE

    def found(self) -> list[int]:
        """Give what may contradict the axioms, in the order of the facts."""
        impossible = {each for each in set(self._classes.values()) if self._is_impossible(each)}
        return [node for node, found in self._classes.items() if found in impossible]

    def concerned(self, triple: Triple) -> set[int]:
        """Give the things, as hashes, of which a fact may say what class they are of."""
        effect = self._effect(triple.predicate, triple.object)
        found = {other for other, _ in effect.others}
        if effect.object:
            found.add(hash(triple.object))
        return found

    def _is_impossible(self, classes: int) -> bool:
        return bool(classes & _IMPOSSIBLE) or any(
            sum(bool(classes & self._bits[term]) for term in terms) > 1 for terms in self._disjoint
        )

    def _effect(self, predicate: NamedNode, value: Term) -> _Effect:
        found = self._of_property.get(predicate)
        if found is not None:
            return found
        if predicate not in self._of_property:
            return self._explored_property(predicate, value)
        pair = Pair(predicate, value)
        effect = self._of_pair.get(pair)
        if effect is None:
            effect = self._of_pair[pair] = self._explored(pair)
        return effect

    def _explored_property(self, predicate: NamedNode, value: Term) -> _Effect:
        above = [predicate, *self._rules.superproperties(predicate)]
        if not self._by_value.isdisjoint(above):
            self._of_property[predicate] = None  # it depends on the value
            return self._effect(predicate, value)
        found = self._of_property[predicate] = self._explored(Pair(predicate, _ANYTHING))
        return found

    def _explored(self, pair: Pair) -> _Effect:
        """Follow what holds of the subject, and of others for that."""
        known, others = self._rules.close([pair])
        of_others: defaultdict[int, int] = defaultdict(int)
        waiting = list(others)
        seen: set[Said] = set()
        while waiting:
            said = waiting.pop()
            if said not in seen:
                seen.add(said)
                target, about = said
                follows, more = self._rules.close([about])
                of_others[hash(target)] |= self._mask(follows)
                waiting += more
        names = [pair.predicate, *self._rules.superproperties(pair.predicate)]
        self.targets |= of_others.keys() - {hash(pair.object)}
        return _Effect(
            self._mask(known),
            of_others.pop(hash(_ANYTHING), 0),
            tuple(of_others.items()),
            tuple(datatype for name in names for datatype in self._datatypes.get(name, ())),
        )

    def _mask(self, known: Iterable[Pair]) -> int:
        found = 0
        for predicate, value in known:
            if predicate == TYPE:
                found |= self._bits.get(value, 0)
            elif isinstance(value, Literal):
                wanted = self._datatypes.get(predicate, ())
                found |= 0 if all(fits(value, each) for each in wanted) else _IMPOSSIBLE
        return found


def _loosened(axioms: Axioms) -> Iterable[Axiom]:
    """Give axioms by which one thing does where several are asked for."""
    for axiom in axioms.read:
        found = inclusions(axiom)
        for body, heads in found:
            yield from (Axiom("SubClassOf", (), (pair,), heads) for pair in body)
        if not found:
            yield axiom
