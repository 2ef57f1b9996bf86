"""What contradicts what, and which fact or axiom of the user's is most to blame for it."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from mediagora.reading.lexical import is_well_formed
from mediagora.reasoning.axioms import Axiom, is_axiomatic
from mediagora.reasoning.contradicting import unsatisfiable
from mediagora.reasoning.derivations import Atom, Derivations
from mediagora.reasoning.explaining import triple_of
from mediagora.reasoning.minimal import Justifications
from mediagora.reasoning.owlterms import NOTHING, TYPE
from mediagora.reasoning.words import words_of
from mediagora.validation.engine import term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from mediagora.reasoning.axioms import Axioms, Pair
    from mediagora.reasoning.derivations import Inference
    from mediagora.reasoning.records import Contradiction, Fact
    from mediagora.validation.names import Term
    from mediagora.validation.suspected import Suspected

Leaf: TypeAlias = Atom | Axiom
Rank: TypeAlias = tuple[bool, int]
_Step: TypeAlias = "tuple[Inference, Atom]"
_T = TypeVar("_T")

DISJOINT: Final = "MG301"
DATATYPE: Final = "MG302"
NO_MEMBERS: Final = "MG303"
MEMBER: Final = "MG304"

_LIMIT: Final = 100
"""Minimal sets that are looked for of one thing."""

_OF_LITERALS: Final = "dt-not-type"
_OF_DISJOINT: Final = frozenset({"cax-dw", "cax-adc"})


class Clash(NamedTuple):
    """Facts and axioms that cannot hold together.

    Attributes:
        code: Of the finding.
        subject: What they are about.
        blamed: The fact or axiom of the user's that is most to blame.
        facts: The other facts on record that it takes, what ships among them.
        axioms: The axioms, in the order in which they are applied.
        last: The statements of the last step, which are what cannot be.
        more: In how many more ways that fact or axiom contradicts what is there.
    """

    code: str
    subject: Term
    blamed: Triple | Axiom
    facts: tuple[Triple, ...]
    axioms: tuple[Axiom, ...]
    last: tuple[Atom, ...]
    more: int


def clashes(case: Suspected, *, timeout: float) -> Iterator[Clash]:
    """Find what cannot hold together; what has one cause is told once.

    A fact may be the cause of what is wrong with one thing, an axiom with many.

    Args:
        case: What may be contradictory.
        timeout: Seconds that the search may take.

    Raises:
        EngineError: It did not end in time.
    """
    deadline = time.monotonic() + timeout
    own_axioms = any(map(is_axiomatic, case.paths))
    of_classes = unsatisfiable(case.knowledge, timeout=timeout) if own_axioms else []
    empty = {NOTHING.value, *(each.individual for each in of_classes)}
    yield from _of_classes(case, of_classes)
    if case.subjects:
        search = _Search(case, empty, deadline)
        of_axioms: dict[tuple[str, Axiom], Clash] = {}
        for each in (clash for subject in case.subjects for clash in search.of(subject)):
            if isinstance(each.blamed, Axiom):
                first = of_axioms.setdefault((each.code, each.blamed), each)
                if first is not each:
                    of_axioms[each.code, each.blamed] = first._replace(more=first.more + 1)
            else:
                yield each
        yield from of_axioms.values()


class _Search:
    """Minimal sets of the user's facts; what ships is given, and so are axioms where facts do."""

    def __init__(self, case: Suspected, empty: AbstractSet[str], deadline: float) -> None:
        axioms, known = case.knowledge.axioms, case.knowledge.closure(case.subjects).known
        self._case = case
        self._known = known
        self._empty = empty
        self._deadline = deadline
        self._kinds = [_Derivations(axioms, known, literals=each) for each in (False, True)]
        self._order = {triple: number for number, triple in enumerate(case.paths)}

    def of(self, subject: Term) -> Iterator[Clash]:
        blamed: set[Triple | Axiom] = set()
        for each in self._of_axioms(subject):
            blamed.add(each.blamed)
            yield each
        for atom in self._ill_formed(subject):
            if triple_of(atom) not in blamed:
                yield Clash(DATATYPE, subject, triple_of(atom), (), (), (atom,), 0)

    def _ill_formed(self, subject: Term) -> list[Atom]:
        """Give facts with literals that are none, which needs no axiom."""
        atoms = [Atom(subject, *pair) for pair in self._known.get(subject, ())]
        found = [
            atom
            for atom in atoms
            if isinstance(atom.object, Literal)
            and not is_well_formed(atom.object)
            and triple_of(atom) in self._order
        ]
        return sorted(found, key=lambda atom: self._order[triple_of(atom)])

    def _of_axioms(self, subject: Term) -> Iterator[Clash]:
        goal = Atom(subject, TYPE, NOTHING)
        is_stated = triple_of(goal) in self._case.knowledge.facts
        for derivations in self._kinds:
            if is_stated or next(derivations.of(goal), None):
                yield from self._of(goal, derivations)
            is_stated = False

    def _of(self, goal: Atom, derivations: Derivations) -> Iterator[Clash]:
        sets = Justifications(
            derivations, self._standing, axioms_count=False, limit=_LIMIT, deadline=self._deadline
        )
        found = sets.of(goal)
        if found == [frozenset()]:  # the user's axioms contradict what ships
            sets = Justifications(derivations, self._given, limit=_LIMIT, deadline=self._deadline)
            found = sets.of(goal)
        for blamed, leaves, more in _covered(found, self._rank):
            yield self._clash(goal, blamed, leaves, sets.steps(goal, leaves), more)

    def _standing(self, atom: Atom) -> bool | None:
        """The user's facts count; what ships is given."""
        return True if triple_of(atom) in self._case.paths else self._given(atom)

    def _given(self, atom: Atom) -> bool | None:
        return False if triple_of(atom) in self._case.knowledge.facts else None

    def _rank(self, leaf: Atom | Axiom) -> Rank | None:
        """A type is what its author meant; of others, what came last is what does not fit."""
        if isinstance(leaf, Atom):
            return leaf.predicate != TYPE, self._order[triple_of(leaf)]
        order = _order(leaf, self._order)
        return None if order is None else (False, order)

    def _clash(
        self, goal: Atom, blamed: Leaf, leaves: AbstractSet[Leaf], steps: Sequence[_Step], more: int
    ) -> Clash:
        facts = self._case.knowledge.facts
        premises = [premise for inference, _ in steps for premise in inference.premises]
        used = dict.fromkeys(each for each in map(triple_of, premises) if each in facts)
        cause = triple_of(blamed) if isinstance(blamed, Atom) else blamed
        last = steps[-1][0] if steps else None
        return Clash(
            self._code(last, leaves),
            goal.subject,
            cause,
            tuple(each for each in used if each != cause),
            tuple(dict.fromkeys(inference.axiom for inference, _ in steps)),
            last.premises if last else (),
            more,
        )

    def _code(self, last: Inference | None, leaves: AbstractSet[Leaf]) -> str:
        if last and last.rule == _OF_LITERALS:
            return DATATYPE
        of_empty = len(leaves) == 1 and any(
            isinstance(each, Atom)
            and each.predicate == TYPE
            and isinstance(each.object, NamedNode)
            and each.object.value in self._empty
            for each in leaves
        )
        return DISJOINT if last and last.rule in _OF_DISJOINT and not of_empty else MEMBER


class _Derivations(Derivations):
    """Inferences, of which those that lead to the contradiction are about literals or are not."""

    def __init__(self, axioms: Axioms, known: Mapping[Term, set[Pair]], *, literals: bool) -> None:
        super().__init__(axioms, known)
        self._literals = literals

    def of(self, atom: Atom) -> Iterator[Inference]:
        is_last = atom.object == NOTHING and atom.predicate == TYPE
        for each in super().of(atom):
            if not is_last or (each.rule == _OF_LITERALS) == self._literals:
                yield each


def _of_classes(case: Suspected, found: Sequence[Contradiction]) -> Iterator[Clash]:
    """Tell of classes that can have no members, but for those that lie under another such."""
    name = case.knowledge.name
    axioms = {(each.kind, words_of(each, name)): each for each in case.knowledge.axioms.read}
    order = {triple: number for number, triple in enumerate(case.paths)}
    told: list[frozenset[Axiom]] = []
    by_class: dict[str, dict[frozenset[Axiom], Contradiction]] = {}
    for each in sorted(found, key=lambda each: len(each.justification.axioms)):
        leaves = frozenset(axioms[used.kind, used.words] for used in each.justification.axioms)
        own = by_class.setdefault(each.individual, {})
        if not any(leaves >= other for other in told if other not in own):
            told.append(leaves)
            own[leaves] = each
    for of_class, sets in by_class.items():
        node = NamedNode(of_class)

        def rank(leaf: Axiom, node: NamedNode = node) -> Rank | None:
            number = _order(leaf, order)
            return None if number is None else (leaf.triples[0].subject == node, number)

        for blamed, leaves, more in _covered(list(sets), rank):
            justification = sets[leaves].justification
            last = justification.steps[-1]
            yield Clash(
                NO_MEMBERS,
                node,
                blamed,
                tuple(triple_of(_atom(each)) for each in justification.facts),
                tuple(axioms[used.kind, used.words] for used in justification.axioms),
                tuple(map(_atom, last.facts)) if last.rule in _OF_DISJOINT else (),
                more,
            )


def _order(axiom: Axiom, order: Mapping[Triple, int]) -> int | None:
    """Tell where among the user's statements an axiom is, if it is one of the user's."""
    return max((order[each] for each in axiom.triples if each in order), default=None)


def _covered(
    sets: Sequence[frozenset[_T]], rank: Callable[[_T], Rank | None]
) -> Iterator[tuple[_T, frozenset[_T], int]]:
    """Give leaves to blame so that each set has one, with the smallest set and how many more.

    The leaf that is in most sets comes first; where that is several, the one of the highest rank.
    Leaves without a rank are never blamed.
    """
    left = list(sets)
    while True:
        ranks = {leaf: found for each in left for leaf in each if (found := rank(leaf)) is not None}
        if not ranks:
            return
        often = Counter(leaf for each in left for leaf in each)
        blamed = max(ranks, key=lambda leaf: (often[leaf], ranks[leaf]))
        smallest = next(each for each in left if blamed in each)
        yield blamed, smallest, often[blamed] - 1
        left = [each for each in left if blamed not in each]


def _atom(fact: Fact) -> Atom:
    def node(text: str) -> Term:
        return term(text) if text.startswith(('"', "_:")) else NamedNode(text)

    return Atom(node(fact.subject), NamedNode(fact.predicate), node(fact.object or ""))
