"""Which statement comes from which place, told by the marks among the statements of a parser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mediagora.reading.json_nodes import Node, Slot
from mediagora.reading.json_places import decoded
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    from mediagora.reading.json_marks import Marks
    from mediagora.reading.json_nodes import Leaf, Place
    from mediagora.reading.json_words import Words

    Term = NamedNode | BlankNode | Literal | Triple
    Places = tuple[Place | None, Place | None, Place | None]

_RDF: Final = PREFIXES["rdf"]
_TYPE: Final = f"{_RDF}type"
_REST: Final = f"{_RDF}rest"
_NIL: Final = f"{_RDF}nil"
_JSON: Final = f"{_RDF}JSON"
_MOST_PAIRS: Final = 10_000
"""Pairs of a type and a term that are tried, one by one."""


class Follower:
    """Takes in the statements of a document with marks, one by one.

    Args:
        marks: What was put into the document.
        scheme: The property that marks have.
    """

    def __init__(self, marks: Marks, scheme: str) -> None:
        self._marks = marks
        self._scheme = scheme
        self._triples: list[Triple] = []
        self._pending: list[int] = []
        self._slot: Slot | None = None
        self._cells: dict[str, Slot] = {}
        """Cells of lists, by their labels."""

    def take(self, triple: Triple) -> bool:
        """Take in a statement; tell whether it is of the document, and not a mark."""
        if triple.predicate.value != self._scheme:
            self._pending.append(len(self._triples))
            self._triples.append(triple)
            return True
        import pyoxigraph as ox

        subject, _, value = triple
        if isinstance(value, ox.Literal):
            number = int(value.value)
        else:
            number = int(getattr(subject, "value", "").removeprefix(self._scheme))
            subject = value
        place = self._marks.marked[number]
        if isinstance(place, Slot):
            self._flush()
            self._slot = place
        elif number in self._marks.ends:
            self._flush()
            self._slot = place.within
        else:
            self._begin(place, subject)
        return False

    def _begin(self, node: Node, subject: Term) -> None:
        """What an object's types state comes just before its first mark."""
        import pyoxigraph as ox

        if isinstance(subject, ox.NamedNode | ox.BlankNode):
            node.subject = subject
        first = len(self._pending)
        while first and len(self._pending) - first < len(node.types):
            triple = self._triples[self._pending[first - 1]]
            if triple.predicate.value != _TYPE or triple.subject != subject:
                break
            first -= 1
        node.found = self._pending[first:]
        del self._pending[first:]
        self._flush()

    def _flush(self) -> None:
        for number in self._pending:
            self._assign(number)
        self._pending.clear()

    def _assign(self, number: int) -> None:
        """Give a statement to the innermost member that may have made it."""
        import pyoxigraph as ox

        subject, _, value = self._triples[number]
        slot = self._slot
        while slot is not None:
            own = value if slot.is_reversed else subject
            is_cell = isinstance(subject, ox.BlankNode) and (self._cells.get(subject.value) is slot)
            if is_cell or own == slot.node.subject:
                slot.found.append(number)
                if slot.has_lists and isinstance(value, ox.BlankNode):
                    self._cells[value.value] = slot
                return
            slot = slot.node.within

    def places(
        self, text: str, words: Words, sought: AbstractSet[int]
    ) -> Iterator[tuple[int, Places]]:
        """Give the number of each statement whose places are known, all or some of them.

        Args:
            text: Of the document, without marks.
            words: Of the document.
            sought: Numbers of statements; others may be left out.
        """
        self._flush()
        matcher = _Matcher(text, words)
        for node in self._marks.nodes:
            if node.subject is not None and not matcher.names(node.name, node.subject):
                node.name = (node.place[0], node.place[0] + 1)
        for node in self._marks.nodes:
            if sought.isdisjoint(node.found):
                continue
            terms = [(number, self._triples[number].object) for number in node.found]
            pairs = dict(matcher.unordered(node.types, terms))
            for number in node.found:
                leaf = pairs.get(number)
                key, place = (leaf.key, leaf.place) if leaf else (None, None)
                yield number, (node.name, key, place)
        for slot in self._marks.slots:
            if sought.isdisjoint(slot.found):
                continue
            yield from self._of_slot(slot, matcher)

    def _of_slot(self, slot: Slot, matcher: _Matcher) -> Iterator[tuple[int, Places]]:
        terms = []
        own = set()
        for number in slot.found:
            subject, predicate, value = self._triples[number]
            if (value if slot.is_reversed else subject) == slot.node.subject:
                own.add(number)
            elif predicate.value == _REST:
                yield number, (None, None, None)
                continue
            terms.append((number, subject if slot.is_reversed and number in own else value))
        pairs = dict(matcher.pairs(slot.leaves, terms))
        for number, _ in terms:
            leaf = pairs.get(number)
            place = leaf.place if leaf else None
            if number not in own:
                yield number, (None, None, place)
            elif slot.is_reversed:
                yield number, (place, slot.key, slot.node.name)
            else:
                yield number, (slot.node.name, slot.key, place)


class Same:
    """Compares statements of two parses in order, where each names blank nodes its own way."""

    def __init__(self) -> None:
        self._there: dict[str, str] = {}
        self._back: dict[str, str] = {}

    def __call__(self, one: Triple, other: Triple) -> bool:
        """Tell whether two statements are the same, and go with those before them."""
        import pyoxigraph as ox

        for here, there in zip(one, other, strict=True):
            if isinstance(here, ox.BlankNode) and isinstance(there, ox.BlankNode):
                name = self._there.setdefault(here.value, there.value)
                back = self._back.setdefault(there.value, here.value)
                if name != there.value or back != here.value:
                    return False
            elif here != there:
                return False
        return True


class _Matcher:
    """Pairs values with the terms that come from them, which have the same order."""

    def __init__(self, text: str, words: Words) -> None:
        self._text = text
        self._words = words

    def pairs(
        self, leaves: list[Leaf], terms: list[tuple[int, Term]]
    ) -> Iterable[tuple[int, Leaf]]:
        if len(leaves) == len(terms) and all(
            self._may_be(leaf, term) for leaf, (_, term) in zip(leaves, terms, strict=True)
        ):
            return [(number, leaf) for leaf, (number, _) in zip(leaves, terms, strict=True)]
        return self._certain(leaves, terms)

    def unordered(
        self, leaves: list[Leaf], terms: list[tuple[int, Term]]
    ) -> Iterator[tuple[int, Leaf]]:
        """Pair each term with the only value that is left for it, whatever the order."""
        if len(leaves) * len(terms) > _MOST_PAIRS:
            return
        if len(leaves) * len(terms) > _MOST_PAIRS:
            return
        free = list(leaves)
        waiting = dict(terms)
        was = None
        while waiting and len(waiting) != was:
            was = len(waiting)
            for number, term in list(waiting.items()):
                fitting = [leaf for leaf in free if self._may_be(leaf, term)]
                if len({self._text[slice(*leaf.place)] for leaf in fitting}) == 1:
                    free.remove(fitting[0])
                    del waiting[number]
                    yield number, fitting[0]

    def _certain(
        self, leaves: list[Leaf], terms: list[tuple[int, Term]]
    ) -> Iterator[tuple[int, Leaf]]:
        """Pair what is certain where the parser left some values out.

        What the first and the last of all ways agree on is the same in every way.
        """
        first = self._first_way(leaves, [term for _, term in terms])
        last = self._first_way(leaves[::-1], [term for _, term in reversed(terms)])[::-1]
        if len(first) == len(last) == len(terms):
            for (number, _), one, other in zip(terms, first, last, strict=True):
                if one == len(leaves) - 1 - other:
                    yield number, leaves[one]

    def _first_way(self, leaves: list[Leaf], terms: list[Term]) -> list[int]:
        way = []
        at = 0
        for term in terms:
            while at < len(leaves) and not self._may_be(leaves[at], term):
                at += 1
            if at < len(leaves):
                way.append(at)
                at += 1
        return way

    def _may_be(self, leaf: Leaf, term: Term) -> bool:
        import pyoxigraph as ox

        text = self._text[leaf.place[0] : leaf.place[1]]
        if isinstance(term, ox.Literal):
            is_json = term.datatype.value == _JSON
            return is_json if leaf.kind == "json" else is_json or _says(text, term.value)
        if leaf.node is not None and leaf.node.subject is not None:
            return term == leaf.node.subject
        if leaf.kind == "list":
            return isinstance(term, ox.BlankNode) or getattr(term, "value", "") == _NIL
        return self.names(leaf.place, term)

    def names(self, place: Place, term: Term) -> bool:
        """Tell whether what stands at a place may name a node."""
        import pyoxigraph as ox

        text = self._text[slice(*place)]
        if not text.startswith('"'):
            return text == "{" and isinstance(term, ox.BlankNode)
        name = decoded(text)
        if isinstance(term, ox.NamedNode):
            return self._words.may_name(name, term.value)
        return name.startswith("_:")


def _says(text: str, value: str) -> bool:
    if text.startswith('"'):
        return decoded(text) == value
    if text in {"true", "false"}:
        return text == value
    try:
        return float(text) == float(value)
    except ValueError:
        return False
