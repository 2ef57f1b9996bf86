"""The rules of OWL 2 RL that the axioms call for, applied to what is said of one thing at a time.

Every rule but those on chains looks at one subject alone, and a chain's second link is one of a few
hierarchies, such as `mediagora:broaderFeature`, that are known before. So what follows for a
subject follows from its own statements, and most of it from each statement by itself: that is
worked out once for each property and value, however many subjects have it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from mediagora.reasoning.axioms import Pair
from mediagora.reasoning.datatypes import fits
from mediagora.reasoning.owlterms import NOTHING, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from mediagora.reasoning.axioms import Axiom, Axioms, Term

    Links = Mapping[NamedNode, Mapping[Term, set[Term]]]
    Said = tuple[Term, Pair]

Inclusion = tuple[tuple[Pair, ...], tuple[Pair, ...]]
"""What makes something a member of a class expression, and what then holds of it."""


def inclusions(axiom: Axiom) -> list[Inclusion]:
    """Give a class axiom as one or two inclusions; any other, none.

    Example:
        >>> from mediagora.reasoning.axioms import Axiom
        >>> inclusions(Axiom("TransitiveObjectProperty", ()))
        []
    """
    match axiom.kind:
        case "SubClassOf":
            return [(axiom.left, axiom.right)]
        case "EquivalentClasses":
            return [(axiom.left, axiom.right), (axiom.right, axiom.left)]
        case _:
            return []


def chains(axiom: Axiom) -> list[tuple[NamedNode, NamedNode, NamedNode]]:
    """Give a chain, or a transitive property, as first link, second link and what they make.

    Example:
        >>> from mediagora.reasoning.axioms import Axiom
        >>> [[p.value for p in chain]
        ...     for chain in chains(Axiom("TransitiveObjectProperty", (NamedNode("urn:p"),)))]
        [['urn:p', 'urn:p', 'urn:p']]
    """
    names = axiom.names
    match axiom.kind:
        case "TransitiveObjectProperty":
            return [(names[0], names[0], names[0])]
        case "SubPropertyChainOf":
            return [(names[0], names[1], names[2])]
        case _:
            return []


def broader(axiom: Axiom) -> list[tuple[NamedNode, NamedNode]]:
    """Give an axiom on properties under each other as pairs of the narrower and the broader.

    Example:
        >>> from mediagora.reasoning.axioms import Axiom
        >>> broader(Axiom("TransitiveObjectProperty", (NamedNode("urn:p"),)))
        []
    """
    names = axiom.names
    match axiom.kind:
        case "SubObjectPropertyOf":
            return [(names[0], names[1])]
        case "EquivalentObjectProperties":
            return [(names[0], names[1]), (names[1], names[0])]
        case _:
            return []


class Rules:
    """Axioms, ready to be applied.

    Args:
        axioms: The axioms.
        links: Of each property that is the second link of a chain, what it leads to from where,
            entailed links included; `mediagora.reasoning.closing` finds them.
    """

    def __init__(self, axioms: Axioms, links: Links | None = None) -> None:
        self._links = links or {}
        self._broader: dict[NamedNode, list[NamedNode]] = defaultdict(list)
        self._domains: dict[NamedNode, list[Pair]] = defaultdict(list)
        self._ranges: dict[NamedNode, list[Pair]] = defaultdict(list)
        self._chains: dict[NamedNode, list[tuple[NamedNode, NamedNode]]] = defaultdict(list)
        self._by_one: dict[Pair, list[Pair]] = defaultdict(list)
        self._by_several: dict[Pair, list[tuple[frozenset[Pair], tuple[Pair, ...]]]] = {}
        self._excluded_by: dict[Pair, list[Axiom]] = defaultdict(list)
        self._datatypes: dict[NamedNode, list[NamedNode]] = defaultdict(list)
        self._transitive: set[NamedNode] = set()
        self._impossible = {Pair(TYPE, NOTHING)}
        for axiom in dict.fromkeys(axioms.read):  # two documents may state the same disjointness
            self._add(axiom)
        self._exclusive = frozenset(self._excluded_by)
        self._looked_at = {pair.predicate for pair in (*self._by_one, *self._by_several)}
        self._looked_at |= set(self._chains)
        self._of_property: dict[NamedNode, _OfProperty] = {}
        self._of_pair: dict[Pair, _Following] = {}

    def _add(self, axiom: Axiom) -> None:
        for body, heads in inclusions(axiom):
            if len(set(body)) == 1:
                self._by_one[body[0]] += heads
            else:
                for pair in body:
                    self._by_several.setdefault(pair, []).append((frozenset(body), heads))
        for narrow, wide in broader(axiom):
            self._broader[narrow].append(wide)
        for first, second, result in chains(axiom):
            self._chains[first].append((second, result))
            if first == second == result:
                self._transitive.add(first)
        if axiom.kind in {"ObjectPropertyDomain", "ObjectPropertyRange"}:
            name, of_class = axiom.names
            home = self._domains if axiom.kind == "ObjectPropertyDomain" else self._ranges
            home[name].append(Pair(TYPE, of_class))
        if axiom.kind == "DataPropertyRange":
            self._datatypes[axiom.names[0]].append(axiom.names[1])
        if axiom.kind == "DisjointClasses":
            for name in dict.fromkeys(axiom.names):
                self._excluded_by[Pair(TYPE, name)].append(axiom)
                if axiom.names.count(name) > 1:  # disjoint with itself
                    self._impossible.add(Pair(TYPE, name))

    def types_objects(self, predicate: NamedNode) -> bool:
        """Tell whether a property says of what class its values are, itself or through others."""
        return bool(self._about(predicate).ranges)

    def contradict(self, known: AbstractSet[Pair]) -> bool:
        """Tell whether what is known of a thing, as `close` gives it, contradicts itself."""
        among = known & self._exclusive
        if len(among) > 1:
            axioms = [axiom for pair in among for axiom in self._excluded_by[pair]]
            if len(axioms) > len(set(axioms)):
                return True
        if not self._impossible.isdisjoint(known):
            return True
        return any(
            not fits(value, datatype)
            for predicate, value in known
            if isinstance(value, Literal) and predicate in self._datatypes
            for datatype in self._datatypes[predicate]
        )

    def leading(self, link: NamedNode, target: Term) -> list[Term]:
        """Give what is linked to a thing by the second property of a chain."""
        links = self._links.get(link, {})
        return sorted((each for each, targets in links.items() if target in targets), key=str)

    def superproperties(self, predicate: NamedNode) -> list[NamedNode]:
        """Give the properties above one, itself left out."""
        found: dict[NamedNode, None] = {}
        waiting = [predicate]
        while waiting:
            for each in self._broader.get(waiting.pop(), ()):
                if each not in found and each != predicate:
                    found[each] = None
                    waiting.append(each)
        return list(found)

    def close(self, said: Iterable[Pair]) -> tuple[set[Pair], list[Said]]:
        """Give all that holds of a thing of which something is said.

        Args:
            said: Properties and values.

        Returns:
            What is said and what follows from it, and of other things what follows for them.
        """
        known = set(said)
        others: list[Said] = []
        found: set[Pair] = set()
        for pair in known:
            own, of_others = self._following(pair)
            found |= own
            others += of_others
        known |= found
        fresh = self._by_several.keys() & known
        while fresh:
            more: set[Pair] = set()
            for pair in fresh:
                for body, heads in self._by_several[pair]:
                    if body <= known:
                        more.update(head for head in heads if head not in known)
            for pair in tuple(more):
                own, of_others = self._following(pair)
                more |= own
                others += of_others
            more -= known
            known |= more
            # What has become known may complete what was half known before.
            fresh = self._by_several.keys() & more
        return known, others

    def _following(self, pair: Pair) -> _Following:
        """What follows from one statement alone, for its subject and for its object."""
        predicate, value = pair
        about = self._of_property.get(predicate) or self._about(predicate)
        if about.looks:
            found = self._of_pair.get(pair)
            if found is None:
                found = self._of_pair[pair] = self._explored(pair)
            return found
        if not about.superproperties and not about.ranges:
            return about.types, ()
        own = about.types | {Pair(each, value) for each in about.superproperties}
        if isinstance(value, Literal):
            return own, ()
        return own, tuple((value, each) for each in about.ranges)

    def _about(self, predicate: NamedNode) -> _OfProperty:
        found = self._of_property.get(predicate)
        if found is None:
            above = self.superproperties(predicate)
            every = [predicate, *above]
            types: set[Pair] = set()
            for each in every:
                for pair in self._domains.get(each, ()):
                    types.add(pair)
            looks = any(each in self._looked_at for each in every)
            # A class may say something of a value that it gives to its members.
            looks = looks or any(self._explored(pair)[1] for pair in types)
            closed = frozenset().union(types, *(self._explored(pair)[0] for pair in types))
            found = _OfProperty(
                looks=looks,
                superproperties=tuple(above),
                ranges=tuple({pair for each in every for pair in self._ranges.get(each, ())}),
                types=closed,
            )
            self._of_property[predicate] = found
        return found

    def _explored(self, start: Pair) -> _Following:
        own: set[Pair] = {start}
        others: dict[Said, None] = {}
        waiting = [start]
        # What a transitive property leads to is known all the way: no need to go on from there.
        gone: dict[Pair, NamedNode] = {}
        while waiting:
            predicate, value = pair = waiting.pop()
            new = [*self._by_one.get(pair, ()), *self._domains.get(predicate, ())]
            new += [Pair(each, value) for each in self._broader.get(predicate, ())]
            for second, result in self._chains.get(predicate, ()):
                if result == predicate and gone.get(pair) == second:
                    continue
                targets = self._links.get(second, {}).get(value, ())
                linked = [Pair(result, target) for target in targets]
                if second in self._transitive:
                    gone |= {each: second for each in linked if each not in own}
                new += linked
            if not isinstance(value, Literal):
                others |= dict.fromkeys((value, each) for each in self._ranges.get(predicate, ()))
            for each in new:
                if each not in own:
                    own.add(each)
                    waiting.append(each)
        return frozenset(own - {start}), tuple(others)


_Following = tuple[frozenset[Pair], "tuple[Said, ...]"]


class _OfProperty:
    """What a statement says by its property, whatever its value."""

    __slots__ = ("looks", "ranges", "superproperties", "types")

    def __init__(
        self,
        *,
        looks: bool,
        superproperties: tuple[NamedNode, ...],
        ranges: tuple[Pair, ...],
        types: frozenset[Pair],
    ) -> None:
        self.looks = looks
        self.superproperties = superproperties
        self.ranges = ranges
        self.types = types
