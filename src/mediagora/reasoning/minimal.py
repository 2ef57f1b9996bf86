"""All minimal sets of facts and axioms from which a conclusion follows.

Every statement has the sets that its inferences make of those of their premises; a set that holds
another one is dropped. That goes round until nothing changes, which gives all minimal sets, cycles
notwithstanding: it is the why-provenance of Buneman, Khanna and Tan (ICDT 2001). A set is kept as a
whole number, of which each bit stands for a fact or an axiom.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from mediagora.errors import EngineError
from mediagora.reasoning.axioms import Axiom
from mediagora.reasoning.derivations import Atom

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from mediagora.reasoning.derivations import Derivations, Inference

DEFAULT_LIMIT: Final = 100
"""How many justifications are looked for, unless told otherwise."""

_ON_THE_WAY: Final = 1_000
"""Sets that are kept for a statement on the way, at least; ten times the limit, if that is more."""

_AT_MOST: Final = 10_000
"""Sets that are kept for a statement, whatever the limit: they have to find room in memory."""

Leaf = Atom | Axiom


class Justifications:
    """Minimal sets for statements, out of the leaves that count.

    Args:
        derivations: The inferences.
        leaf: Tells of a statement how it counts: as a leaf (`True`), as given without being counted
            (`False`), or not at all (`None`).
        axioms_count: Whether axioms are leaves.
        limit: Most sets to look for.
        deadline: Time on the monotonic clock at which the search has to have ended.

    Attributes:
        is_complete: Whether all are given.
        total: How many there are, once they are found; `None` where they are too many to tell.
    """

    def __init__(
        self,
        derivations: Derivations,
        leaf: Callable[[Atom], bool | None],
        *,
        axioms_count: bool = True,
        limit: int = DEFAULT_LIMIT,
        deadline: float = float("inf"),
    ) -> None:
        self._derivations = derivations
        self._leaf = leaf
        self._axioms_count = axioms_count
        self._limit = limit
        self._most = max(_ON_THE_WAY, min(10 * limit, _AT_MOST))
        self._deadline = deadline
        self._bits: dict[Leaf, int] = {}
        self._leaves: list[Leaf] = []
        self._inferences: dict[Atom, list[Inference]] = {}
        self.is_complete = True
        self.total: int | None = None

    def of(self, goal: Atom) -> list[frozenset[Leaf]]:
        """Give the minimal sets for a statement, the smallest first, then the simplest.

        Raises:
            EngineError: It took too long.
        """
        self._explore(goal)
        sets = self._fixpoint()
        found = sets.get(goal, [])
        if not self.is_complete:  # a smaller set may have been dropped on the way
            found = self._antichain([self._shrunk(goal, each) for each in found])
        else:
            self.total = len(found)
            self.is_complete = len(found) <= self._limit
        return sorted(map(self._named, found), key=_simplest_first)[: self._limit]

    def steps(self, goal: Atom, leaves: Iterable[Leaf]) -> list[tuple[Inference, Atom]]:
        """Give inferences that lead from a set to a statement, each after those it builds on."""
        first = self._forward(sum(self._bits[each] for each in leaves))
        order: list[tuple[Inference, Atom]] = []
        done: set[Atom] = set()
        waiting = [goal]
        while waiting:
            atom = waiting[-1]
            inference = first.get(atom)
            if atom in done or inference is None:
                waiting.pop()
                continue
            ahead = [each for each in inference.premises if each not in done and first.get(each)]
            if ahead:
                waiting += reversed(ahead)
            else:
                waiting.pop()
                done.add(atom)
                order.append((inference, atom))
        return order

    def _explore(self, goal: Atom) -> None:
        waiting = [goal]
        while waiting:
            atom = waiting.pop()
            if atom in self._inferences:
                continue
            self._check_time()
            found = list(self._derivations.of(atom))
            self._inferences[atom] = found
            if self._leaf(atom):
                self._bit(atom)
            for inference in found:
                if self._axioms_count:
                    self._bit(inference.axiom)
                waiting += inference.premises

    def _bit(self, leaf: Leaf) -> int:
        if leaf not in self._bits:
            self._bits[leaf] = 1 << len(self._leaves)
            self._leaves.append(leaf)
        return self._bits[leaf]

    def _named(self, mask: int) -> frozenset[Leaf]:
        return frozenset(leaf for leaf in self._leaves if mask & self._bits[leaf])

    def _fixpoint(self) -> dict[Atom, list[int]]:
        used_by: dict[Atom, list[Atom]] = {}
        sets: dict[Atom, list[int]] = {}
        waiting: dict[Atom, None] = {}
        for atom, inferences in self._inferences.items():
            standing = self._leaf(atom)
            sets[atom] = [] if standing is None else [self._bits[atom] if standing else 0]
            waiting[atom] = None
            for inference in inferences:
                for premise in inference.premises:
                    used_by.setdefault(premise, []).append(atom)
        while waiting:
            self._check_time()
            atom = next(reversed(waiting))
            del waiting[atom]
            found = self._combined(atom, sets)
            if found != sets[atom]:
                sets[atom] = found
                waiting |= dict.fromkeys(used_by.get(atom, ()))
        return sets

    def _combined(self, atom: Atom, sets: dict[Atom, list[int]]) -> list[int]:
        found = set(sets[atom])
        for inference in self._inferences[atom]:
            joint = [self._bits[inference.axiom] if self._axioms_count else 0]
            for premise in inference.premises:  # one after the other: all at once explodes
                joint = self._joined(joint, sets[premise])
            found.update(joint)
            if len(found) > 2 * self._most:
                found = set(self._fewest(found))
        return self._fewest(found)

    def _joined(self, some: list[int], others: list[int]) -> list[int]:
        found: set[int] = set()
        for one in some:
            found.update(one | other for other in others)
            if len(found) > 2 * self._most:
                found = set(self._fewest(found))
        return self._fewest(found)

    def _fewest(self, found: Iterable[int]) -> list[int]:
        self._check_time()
        return self._cut(self._antichain(found))

    def _antichain(self, sets: Iterable[int]) -> list[int]:
        """Drop sets that hold another one; the smallest first."""
        kept: list[int] = []
        for number, each in enumerate(sorted(set(sets), key=lambda mask: (mask.bit_count(), mask))):
            if not number % 256:
                self._check_time()
            if not any(smaller & each == smaller for smaller in kept):
                kept.append(each)
        return kept

    def _cut(self, sets: list[int]) -> list[int]:
        if len(sets) > self._most:
            self.is_complete = False
        return sets[: self._most]

    def _forward(self, mask: int) -> dict[Atom, Inference | None]:
        """What follows from the leaves in a set, and by what; `None` for what is given."""
        held: dict[Atom, Inference | None] = {}
        for atom in self._inferences:
            standing = self._leaf(atom)
            if standing is False or (standing and mask & self._bits[atom]):
                held[atom] = None
        grown = True
        while grown:
            grown = False
            for atom, inferences in self._inferences.items():
                if atom in held:
                    continue
                for inference in inferences:
                    allowed = not self._axioms_count or mask & self._bits[inference.axiom]
                    if allowed and all(each in held for each in inference.premises):
                        held[atom] = inference
                        grown = True
                        break
        return held

    def _shrunk(self, goal: Atom, mask: int) -> int:
        for leaf in self._leaves:
            self._check_time()
            without = mask & ~self._bits[leaf]
            if without != mask and goal in self._forward(without):
                mask = without
        return mask

    def _check_time(self) -> None:
        if time.monotonic() > self._deadline:
            message = "the search for justifications did not end in time; raise --timeout"
            raise EngineError(message)


def _simplest_first(leaves: Collection[Leaf]) -> tuple[int, int, list[str]]:
    kinds = [each.kind for each in leaves if isinstance(each, Axiom)]
    effort = 3 * kinds.count("EquivalentClasses") + 2 * len(kinds) - 2 * kinds.count("SubClassOf")
    return len(leaves), effort, sorted(" ".join(map(str, _terms(each))) for each in leaves)


def _terms(leaf: Leaf) -> Iterable[object]:
    return (leaf.kind, *leaf.terms) if isinstance(leaf, Axiom) else leaf
