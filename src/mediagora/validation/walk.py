"""A walk over shapes that notes how far they look: what `reach.py` tells."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import BlankNode, NamedNode

from mediagora.validation.names import (
    RDF_FIRST,
    RDF_NIL,
    RDF_REST,
    RDF_TYPE,
    RDFS_SUBCLASS,
    SH,
    SH_NODE_SHAPE,
    SH_PROPERTY_SHAPE,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from mediagora.validation.names import Term

# All of SHACL that is understood; whatever else there is of it, nothing is said of the shapes.
_PLAIN: Final = frozenset(
    (
        *("targetClass", "targetNode", "targetSubjectsOf", "deactivated", "class", "datatype"),
        *("nodeKind", "hasValue", "closed", "uniqueLang", "pattern", "flags"),
        *("minCount", "maxCount", "minLength", "maxLength"),
        *("minExclusive", "minInclusive", "maxExclusive", "maxInclusive"),
        *("qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShapesDisjoint"),
    )
)
"""Looks at the node it is applied to, and perhaps at its classes."""
_LISTS: Final = frozenset({"ignoredProperties", "in", "languageIn"})
_COMPARED: Final = frozenset({"disjoint", "equals", "lessThan", "lessThanOrEquals"})
_SHAPES: Final = frozenset({"node", "not", "property", "qualifiedValueShape"})
_LISTS_OF_SHAPES: Final = frozenset({"and", "or", "xone"})
_OPERATORS: Final = frozenset(
    {"alternativePath", "inversePath", "oneOrMorePath", "zeroOrMorePath", "zeroOrOnePath"}
)
_DESCRIPTIVE: Final = frozenset(
    (
        *("name", "description", "message", "severity", "order", "group", "defaultValue"),
        *("declare", "prefixes", "prefix", "namespace"),
    )
)
_Ends: TypeAlias = set[tuple["NamedNode", bool] | None]

_TO_CLASSES: Final[_Ends] = {(RDF_TYPE, False), (RDFS_SUBCLASS, False)}
"""Steps to a class. What classes are like is told to no piece, but for those that are broader."""

_UNDERSTOOD: Final = frozenset().union(
    *(_PLAIN, _LISTS, _COMPARED, _SHAPES, _LISTS_OF_SHAPES, _OPERATORS, _DESCRIPTIVE),
    {"path", "targetObjectsOf"},
)
_KINDS: Final = {SH_NODE_SHAPE, SH_PROPERTY_SHAPE, NamedNode(f"{SH}PropertyGroup")}

_MAX_PATH_DEPTH: Final = 20
"""A deeper path holds itself."""


class NotUnderstood(Exception):  # noqa: N818 -- leads to data in one piece
    """The shapes hold what this walk does not know."""


class Walk:
    """A walk over the shapes: each once as applied to the focus node, once to other nodes."""

    def __init__(self, shapes: Iterable[Triple]) -> None:
        self._facts: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self.forward = {RDF_TYPE, RDFS_SUBCLASS}
        self.inverse: set[NamedNode] = set()
        self.entered: set[NamedNode] = set()
        self.goes_on_from_subjects = False
        self.looks_at_subjects = False
        self._followed: dict[tuple[Term, bool, bool], _Ends] = {}
        for subject, predicate, value in shapes:
            if predicate.value.startswith(SH):
                local = predicate.value.removeprefix(SH)
                _expect(local in _UNDERSTOOD)
                _expect(local not in _PLAIN or not isinstance(value, BlankNode))
                self._facts[subject][local].append(value)
            elif predicate in (RDF_FIRST, RDF_REST):
                self._facts[subject][predicate.value].append(value)
            elif predicate in (RDF_TYPE, RDFS_SUBCLASS) and plain(value).startswith(SH):
                _expect(value in _KINDS)

    def run(self) -> None:
        """Visit all shapes."""
        # Any shape may be a target's; one that is not loses nothing by being taken for one.
        to_visit = [(shape, False) for shape in self._facts]
        visited = set(to_visit)
        while to_visit:
            shape, away = to_visit.pop()
            found = set(self._visit(shape, away=away)) - visited
            visited |= found
            to_visit += found

    def _visit(self, shape: Term, *, away: bool) -> list[tuple[Term, bool]]:
        """Look at one shape; `away` if it is applied to other nodes than the focus node.

        Returns:
            The shapes that it refers to, and whether those are applied to other nodes.
        """
        _expect(isinstance(shape, NamedNode | BlankNode))
        facts = self._facts.get(shape, {})
        values_away = away
        if "path" in facts:
            _expect(len(facts["path"]) == 1)
            ends = self._follow(facts["path"][0], away=away)
            inner = self._inner(facts)
            if self._goes_on(inner):
                self._enter(ends)
            looks_on = "class" in facts or self._goes_on(inner, to_classes_as_well=True)
            _expect(not looks_on or ends.isdisjoint(_TO_CLASSES))
            if (inner or "class" in facts) and any(end and end[1] for end in ends):
                self.looks_at_subjects = True
            values_away = True
            _expect("property" not in facts)  # whose results would be the values'
        for kind in _COMPARED & facts.keys():
            for predicate in facts[kind]:
                self._step(predicate, away=away)
        for predicate in facts.get("targetObjectsOf", ()):
            self._step(predicate, away=True, backwards=True)
        for disjoint in facts.get("qualifiedValueShapesDisjoint", ()):
            _expect(plain(disjoint) == "false")  # else siblings' shapes are asked as well
        for closed in facts.get("closed", ()):
            _expect(plain(closed) in {"true", "false"})
            _expect(plain(closed) == "false" or not values_away)
        for kind in _LISTS & facts.keys():
            for items in facts[kind]:
                self._items(items)
        return [(shape, values_away) for shape in self._inner(facts)]

    def _inner(self, facts: dict[str, list[Term]]) -> list[Term]:
        """Give the shapes that a shape refers to."""
        inner = [shape for kind in _SHAPES & facts.keys() for shape in facts[kind]]
        for kind in _LISTS_OF_SHAPES & facts.keys():
            for items in facts[kind]:
                inner += self._items(items)
        return inner

    def _goes_on(self, shapes: list[Term], *, to_classes_as_well: bool = False) -> bool:
        """Tell whether one of the shapes looks further than at a node, and perhaps its classes."""
        waiting = list(shapes)
        seen: set[Term] = set()
        while waiting:
            shape = waiting.pop()
            if shape in seen:
                continue
            seen.add(shape)
            facts = self._facts.get(shape, {})
            if to_classes_as_well and not {"path", "class"}.isdisjoint(facts):
                return True
            to_classes = all(map(self._is_to_classes, facts.get("path", ())))
            if not to_classes or not _COMPARED.isdisjoint(facts):
                return True
            waiting += self._inner(facts)
        return False

    def _is_to_classes(self, path: Term) -> bool:
        """Tell whether a path leads to the classes of a node, broader ones perhaps among them."""
        if path in {RDF_TYPE, RDFS_SUBCLASS}:
            return True
        facts = self._facts.get(path, {})
        if RDF_FIRST.value in facts:
            return all(map(self._is_to_classes, self._items(path)))
        repeated = ("zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
        inner = [each for kind in repeated for each in facts.get(kind, ())]
        return bool(inner) and all(map(self._is_to_classes, inner))

    def _follow(self, path: Term, *, away: bool, backwards: bool = False, depth: int = 0) -> _Ends:
        """Follow a path; `away` if it may start at other nodes than the focus node.

        Returns:
            The last steps: predicates, and whether they are followed backwards. `None` is among
            them if the path may take no step.
        """
        known = self._followed.get((path, away, backwards))
        if known is not None:
            return known
        _expect(depth <= _MAX_PATH_DEPTH and path != RDF_NIL)
        facts = self._facts.get(path, {})
        operators = [(kind, value) for kind in _OPERATORS & facts.keys() for value in facts[kind]]
        ends: _Ends = set()
        if isinstance(path, NamedNode):
            _expect(not operators and RDF_FIRST.value not in facts)
            self._step(path, away=away, backwards=backwards)
            ends = {(path, backwards)}
        elif RDF_FIRST.value in facts:
            _expect(not operators)
            steps = self._items(path)
            ends = {None}
            for number, step in enumerate(reversed(steps) if backwards else steps):
                if number:
                    _expect(self._is_to_classes(step) or ends.isdisjoint(_TO_CLASSES))
                    self._enter(ends)
                found = self._follow(
                    step, away=away or number > 0, backwards=backwards, depth=depth + 1
                )
                ends = (found - {None}) | ends if None in found else found
        else:
            _expect(len(operators) == 1)
            kind, inner = operators[0]
            away = away or kind in {"oneOrMorePath", "zeroOrMorePath"}
            backwards = backwards != (kind == "inversePath")
            for part in self._items(inner) if kind == "alternativePath" else [inner]:
                ends |= self._follow(part, away=away, backwards=backwards, depth=depth + 1)
            if kind in {"oneOrMorePath", "zeroOrMorePath"} and not self._only_back(inner):
                _expect(self._is_to_classes(inner) or ends.isdisjoint(_TO_CLASSES))
                self._enter(ends)
            if kind in {"zeroOrOnePath", "zeroOrMorePath"}:
                ends = ends | {None}
        self._followed[path, away, backwards] = ends
        return ends

    def _only_back(self, path: Term) -> bool:
        """Tell whether a path is one predicate followed backwards."""
        facts = self._facts.get(path, {})
        return isinstance(next(iter(facts.get("inversePath", ())), None), NamedNode)

    def _enter(self, ends: _Ends) -> None:
        for end in ends - {None} - _TO_CLASSES:
            if end and end[1]:
                self.goes_on_from_subjects = self.looks_at_subjects = True
            elif end:
                self.entered.add(end[0])

    def _step(self, predicate: Term, *, away: bool, backwards: bool = False) -> None:
        if not isinstance(predicate, NamedNode):
            raise NotUnderstood
        if backwards:
            _expect(predicate != RDF_TYPE)  # of which the data does not state all
            self.inverse.add(predicate)
        elif away:
            self.forward.add(predicate)

    def _items(self, items: Term) -> list[Term]:
        found: list[Term] = []
        seen: set[Term] = set()
        while items != RDF_NIL:
            _expect(items not in seen)
            seen.add(items)
            facts = self._facts.get(items, {})
            first, rest = facts.get(RDF_FIRST.value, []), facts.get(RDF_REST.value, [])
            _expect(len(first) == len(rest) == 1)
            found += first
            items = rest[0]
        return found


def _expect(condition: bool) -> None:  # noqa: FBT001 -- reads as a sentence
    if not condition:
        raise NotUnderstood
