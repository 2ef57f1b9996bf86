"""All that follows from some triples, in memory."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode, Triple

from mediagora.reasoning.axioms import Pair
from mediagora.reasoning.owlterms import AXIOM, SUBCLASS, SUBPROPERTY, TYPE
from mediagora.reasoning.rules import Rules, broader, chains, inclusions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mediagora.reasoning.axioms import Axioms, Term
    from mediagora.reasoning.rules import Links

EVIDENCE: Final = Pair(TYPE, AXIOM)
"""What is known about facts: it has no consequences."""


class Closure:
    """What is said of each thing, and what follows.

    Args:
        rules: The axioms, with the links of the same data.
        tick: Called for each thing that conclusions are drawn for.

    Attributes:
        known: By subject all that is said of it or follows for it.
    """

    def __init__(self, rules: Rules, *, tick: Callable[[], None] = lambda: None) -> None:
        self._rules = rules
        self._tick = tick
        self._waiting: dict[Term, set[Pair]] = defaultdict(set)
        self.known: dict[Term, set[Pair]] = {}

    def add(self, subject: Term, pair: Pair) -> None:
        """Say something of a thing. `run` draws the conclusions."""
        if pair not in self.known.get(subject, ()):
            self._waiting[subject].add(pair)

    def run(self) -> None:
        """Draw all conclusions, those for the objects of statements among them."""
        while self._waiting:
            self._tick()
            subject, said = self._waiting.popitem()
            said |= self.known.get(subject, set())
            if EVIDENCE in said:
                self.known[subject] = said
                continue
            self.known[subject], others = self._rules.close(said)
            for other, pair in others:
                self.add(other, pair)

    def triples(self) -> Iterator[Triple]:
        """Give all that is known as triples; what is said of a literal is left out."""
        for subject, pairs in self.known.items():
            if isinstance(subject, NamedNode | BlankNode):
                for predicate, value in pairs:
                    yield Triple(subject, predicate, value)


def closed(
    triples: Iterable[Triple], rules: Rules, *, tick: Callable[[], None] = lambda: None
) -> Closure:
    """Draw all conclusions from some triples.

    Example:
        >>> from mediagora.reasoning.axioms import axioms_of
        >>> media, forum = NamedNode("urn:Media"), NamedNode("urn:Forum")
        >>> data = [Triple(forum, SUBCLASS, media), Triple(NamedNode("urn:a"), TYPE, forum)]
        >>> Pair(TYPE, media) in closed(data, Rules(axioms_of(data))).known[NamedNode("urn:a")]
        True
    """
    closure = Closure(rules, tick=tick)
    for subject, predicate, value in triples:
        closure.add(subject, Pair(predicate, value))
    closure.run()
    return closure


def linking(axioms: Axioms) -> frozenset[NamedNode]:
    """Give the properties whose statements have to be known before the rules can be applied.

    They are the second links of chains, and all that these follow from. Where a class is among what
    they follow from, rdf:type is one of them.

    Example:
        >>> from mediagora.reasoning.axioms import Axiom, Axioms
        >>> axiom = Axiom("TransitiveObjectProperty", (NamedNode("urn:p"),))
        >>> [each.value for each in linking(Axioms((axiom,)))]
        ['urn:p']
    """
    found = {second for axiom in axioms.read for _, second, _ in chains(axiom)}
    while True:
        more: set[NamedNode] = set()
        for axiom in axioms.read:
            more |= {narrow for narrow, wide in broader(axiom) if wide in found}
            for first, second, result in chains(axiom):
                if result in found:
                    more |= {first, second}
            for body, heads in inclusions(axiom):
                if any(pair.predicate in found for pair in heads):
                    more |= {pair.predicate for pair in body}
            if axiom.kind in {"ObjectPropertyDomain", "ObjectPropertyRange"} and TYPE in found:
                more |= {each for each in axiom.terms[:1] if isinstance(each, NamedNode)}
        if more <= found:
            return frozenset(found)
        found |= more


def links_of(
    triples: Iterable[Triple], axioms: Axioms, *, tick: Callable[[], None] = lambda: None
) -> Links:
    """Find the links that the rules on chains need, in triples with the properties of `linking`.

    Example:
        >>> from mediagora.reasoning.axioms import Axiom, Axioms
        >>> p, a, b = NamedNode("urn:p"), NamedNode("urn:a"), NamedNode("urn:b")
        >>> axioms = Axioms((Axiom("TransitiveObjectProperty", (p,)),))
        >>> links_of([Triple(a, p, b), Triple(b, p, a)], axioms)[p][a] == {a, b}
        True
    """
    every = [chain for axiom in axioms.read for chain in chains(axiom)]
    seconds = {second for _, second, _ in every}
    transitive = {first for first, second, result in every if first == second == result}
    given = list(triples)
    found: dict[NamedNode, dict[Term, set[Term]]] = {}
    links: dict[NamedNode, dict[Term, set[Term]]] = {}
    while True:
        is_new = False
        for subject, pairs in closed(given, Rules(axioms, links), tick=tick).known.items():
            for predicate, value in pairs:
                if predicate not in seconds or value in links.get(predicate, {}).get(subject, ()):
                    continue
                found.setdefault(predicate, {}).setdefault(subject, set()).add(value)
                is_new = True
        if not is_new:
            return links
        # All the way at once, which link by link would take as many rounds as the way is long.
        links = {
            name: _all_the_way(steps, tick) if name in transitive else steps
            for name, steps in found.items()
        }


def _all_the_way(steps: dict[Term, set[Term]], tick: Callable[[], None]) -> dict[Term, set[Term]]:
    reached: dict[Term, set[Term]] = {}
    for start in steps:
        tick()
        reached[start] = set()
        waiting = [start]
        while waiting:
            new = steps.get(waiting.pop(), set()) - reached[start]
            reached[start] |= new
            waiting += new
    return reached


def hierarchy(axioms: Axioms, rules: Rules) -> Iterator[Triple]:
    """Give what lies under what, of named classes and of properties, itself left out.

    A class lies under another where whatever is said to be of the one turns out to be of the other.

    Example:
        >>> from mediagora.reasoning.axioms import Axiom, Axioms, axioms_of
        >>> a, b, c = map(NamedNode, ("urn:A", "urn:B", "urn:C"))
        >>> axioms = axioms_of([Triple(a, SUBCLASS, b), Triple(b, SUBCLASS, c)])
        >>> Triple(a, SUBCLASS, c) in set(hierarchy(axioms, Rules(axioms)))
        True
    """
    for of_class in axioms.classes:
        for predicate, value in rules.close([Pair(TYPE, of_class)])[0]:
            if predicate == TYPE and value != of_class:
                yield Triple(of_class, SUBCLASS, value)
    for name in {each for axiom in axioms.read for each, _ in broader(axiom)}:
        for above in rules.superproperties(name):
            yield Triple(name, SUBPROPERTY, above)


def consequences(triples: Iterable[Triple], axioms: Axioms) -> Iterator[Triple]:
    """Give what follows from triples and axioms and is not among the triples, in no order.

    Example:
        >>> from mediagora.reasoning.axioms import axioms_of
        >>> media, forum, a = map(NamedNode, ("urn:Media", "urn:Forum", "urn:a"))
        >>> data = [Triple(forum, SUBCLASS, media), Triple(a, TYPE, forum)]
        >>> [str(triple.object) for triple in consequences(data, axioms_of(data))]
        ['<urn:Media>']
    """
    stated = set(triples)
    needed = linking(axioms)
    links = links_of((each for each in stated if each.predicate in needed), axioms)
    rules = Rules(axioms, links)
    yield from (each for each in closed(stated, rules).triples() if each not in stated)
    yield from (each for each in hierarchy(axioms, rules) if each not in stated)
