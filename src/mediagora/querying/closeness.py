"""The classes that a platform is close to, and what is missing for each.

What the model ties to a class is the conditions of its definition, which make a member, and the
features that a source calls common in it, which do not. The two are counted together and told
apart.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import NamedNode, Triple

from mediagora.querying.classified import CloseClass, Condition, Conditions, Features, percent
from mediagora.querying.records import Thing
from mediagora.reasoning.axioms import Pair
from mediagora.reasoning.closing import linking
from mediagora.reasoning.knowledge import Knowledge
from mediagora.reasoning.missing import why_not
from mediagora.reasoning.owlterms import TYPE
from mediagora.reasoning.rules import inclusions
from mediagora.vocabulary import NS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from mediagora.reasoning.axioms import Term

SOCIAL_MEDIA: Final = Pair(TYPE, NamedNode(f"{NS}SocialMedia"))
"""What holds of every platform."""

_FEATURE: Final = NamedNode(f"{NS}hasFeature")
_CHARACTERISTIC: Final = NamedNode(f"{NS}characteristicFeature")

Body = tuple[Pair, ...]


class Closeness:
    """What is tied to each class of platforms.

    Args:
        knowledge: The ontology, and what is described.
        classes: The classes of platforms.
        thing: Names a term.
    """

    def __init__(
        self, knowledge: Knowledge, classes: Iterable[NamedNode], thing: Callable[[Term], Thing]
    ) -> None:
        self._rules = knowledge.rules
        self._thing = thing
        self._classes = [each for each in classes if Pair(TYPE, each) != SOCIAL_MEDIA]
        self._definitions = _definitions(knowledge)
        self._bearing = _bearing(knowledge)
        self._about: dict[Term, list[Triple]] = defaultdict(list)
        self._features: dict[Term, list[Term]] = defaultdict(list)
        for triple in knowledge.facts:
            self._about[triple.subject].append(triple)
            if triple.predicate == _CHARACTERISTIC:
                self._features[triple.subject].append(triple.object)

    def of(self, subject: NamedNode, known: AbstractSet[Pair]) -> tuple[CloseClass, ...]:
        """Give the classes that a platform is not in and of which part holds.

        Args:
            subject: The platform.
            known: What is known of it, with all that follows.

        Returns:
            Those of which the greatest share holds first, then those of which most holds, by name.
        """
        described = Knowledge([*self._bearing, *self._about[subject]])
        found = [
            self._close(described, Triple(subject, TYPE, of_class), known)
            for of_class in self._classes
            if Pair(TYPE, of_class) not in known and self._held(of_class, known)
        ]
        return tuple(
            sorted(
                found,
                key=lambda each: (
                    -each.held / each.tied,
                    -each.held,
                    each.name.casefold(),
                    each.iri,
                ),
            )
        )

    def _held(self, of_class: NamedNode, known: AbstractSet[Pair]) -> bool:
        """Tell whether anything that is tied to a class holds."""
        tied = [Pair(_FEATURE, each) for each in self._features[of_class]]
        return not known.isdisjoint([*self._definition(of_class, known), *tied])

    def _definition(self, of_class: NamedNode, known: AbstractSet[Pair]) -> Body:
        """Of several definitions, the one of which most holds."""
        bodies = self._definitions.get(of_class, ())
        return max(
            bodies, key=lambda body: sum(pair in known for pair in body) / len(body), default=()
        )

    def _close(
        self, described: Knowledge, membership: Triple, known: AbstractSet[Pair]
    ) -> CloseClass:
        of_class = cast("NamedNode", membership.object)
        body = self._definition(of_class, known)
        features = self._features[of_class]
        held = [each for each in features if Pair(_FEATURE, each) in known]
        conditions = Conditions(
            holds=tuple(self._condition(pair, known) for pair in body if pair in known),
            lacks=tuple(self._condition(pair, known) for pair in body if pair not in known),
        )
        holding, tied = len(conditions.holds) + len(held), len(body) + len(features)
        return CloseClass(
            iri=of_class.value,
            name=self._thing(of_class).name,
            held=holding,
            tied=tied,
            percent=percent(holding, tied),
            definition=conditions,
            missing=self._missing(described, membership) if body else (),
            characteristic_features=Features(
                holds=self._sorted(held),
                lacks=self._sorted(each for each in features if each not in held),
            ),
        )

    def _condition(self, pair: Pair, known: AbstractSet[Pair]) -> Condition:
        above = self._rules.superproperties(pair.predicate)
        broader = [] if pair in known else [each for each in above if Pair(each, pair[1]) in known]
        return Condition(
            property=self._thing(pair.predicate),
            value=self._thing(pair.object),
            held_as=self._thing(broader[0]) if broader else None,
        )

    def _missing(
        self, described: Knowledge, membership: Triple
    ) -> tuple[tuple[Condition, ...], ...]:
        """The sets of facts that would do, unless they say of what class it is, or clash."""
        return tuple(
            tuple(
                Condition(
                    property=self._thing(NamedNode(fact.predicate)),
                    value=None if fact.object is None else self._value(fact.object),
                )
                for fact in way.facts
            )
            for way in why_not(described, membership).missing
            if not way.contradictions and all(fact.predicate != TYPE.value for fact in way.facts)
        )

    def _value(self, text: str) -> Thing:
        is_named = not text.startswith(('"', "_:"))
        return self._thing(NamedNode(text)) if is_named else Thing(iri="", name=text)

    def _sorted(self, terms: Iterable[Term]) -> tuple[Thing, ...]:
        things = map(self._thing, terms)
        return tuple(sorted(things, key=lambda each: (each.name.casefold(), each.iri)))


def _definitions(knowledge: Knowledge) -> Mapping[Term, Collection[Body]]:
    """What makes something a member of each class; that it is in another class alone does not."""
    found: dict[Term, list[Body]] = defaultdict(list)
    for axiom in knowledge.axioms.read:
        for body, heads in inclusions(axiom):
            needed = tuple(pair for pair in body if pair != SOCIAL_MEDIA)
            if all(pair.predicate == TYPE for pair in needed):
                continue
            for head in heads:
                if head.predicate == TYPE:
                    found[head.object].append(needed)
    return found


def _bearing(knowledge: Knowledge) -> list[Triple]:
    """The facts that bear on what is missing, whatever platform is asked about.

    They are the axioms, the links of chains, and the classes of what these name. The rest, much of
    which is words for people, would make each search several times as long.
    """
    needed = linking(knowledge.axioms)
    # Axioms keep their order, since that of what is missing rests on it.
    kept = dict.fromkeys(each for axiom in knowledge.axioms.read for each in axiom.triples)
    kept |= dict.fromkeys(each for each in knowledge.facts if each.predicate in needed)
    named = {term for each in kept for term in (each.subject, each.object)}
    kinds = [each for each in knowledge.facts if each.predicate == TYPE and each.subject in named]
    return [*kept, *kinds]
