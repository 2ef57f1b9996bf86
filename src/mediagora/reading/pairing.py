"""The triples of a statement, as one parser gives them, to the places that another one gives.

Both give the same triples, in orders of their own, and name blank nodes anew. What is said of a
node, they give in the order of the document; so the statement is followed down from its subject.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import BlankNode, NamedNode, Triple

from mediagora.reading.termspans import FIRST, REST, Label, Node

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from pyoxigraph import Literal

    from mediagora.reading.termspans import Term, Terms

_T = TypeVar("_T")


def pairs(
    triples: Sequence[Triple],
    places: Sequence[Terms],
    same: Callable[[Term, NamedNode | Literal], bool],
) -> list[tuple[Triple, Terms]] | None:
    """Put triples and places of one statement together, or give `None` if they do not agree.

    Args:
        triples: As pyoxigraph gives them, labels kept.
        places: As rdflib gives them.
        same: Tells whether a term with a place is a term that is no blank node.

    Example:
        >>> from pyoxigraph import Literal, parse, RdfFormat
        >>> from mediagora.reading.termspans import TermReader
        >>> text = "<urn:a> <urn:b> [ <urn:c> 1 ] ."
        >>> triples = [quad.triple for quad in parse(text, RdfFormat.TURTLE)]
        >>> for triple, terms in pairs(triples, TermReader().read(text), lambda *_: True):
        ...     print(triple.predicate, terms[2].start)
        <urn:b> 16
        <urn:c> 26
    """
    said = _by_subject(triples, lambda triple: triple.subject)
    placed = _by_subject(places, lambda terms: terms[0].value)
    nodes = _roots(said, placed)
    found: list[tuple[Triple, Terms]] = []
    while nodes:
        node, place = nodes.pop()
        ours, theirs = said.pop(node, []), placed.pop(place, [])
        if len(ours) != len(theirs):
            return None
        if isinstance(place, Node) and place.in_list:
            ours.sort(key=lambda triple: _rank(triple.predicate.value))
            theirs.sort(key=lambda terms: _rank(terms[1].value))
        for triple, terms in zip(ours, theirs, strict=True):
            value, at = triple.object, terms[2]
            if not same(terms[1], triple.predicate):
                return None
            if isinstance(value, BlankNode):
                if isinstance(at.value, Node):
                    nodes.append((value, at.value))
                elif not isinstance(at.value, Label) or at.value != value.value:
                    return None
            elif isinstance(value, Triple) or not same(at, value):
                return None
            found.append((triple, terms))
    return None if said or placed else found


def _rank(predicate: str) -> int:
    """What makes a list comes in either order; what else is said of it, in that of the document."""
    return {FIRST: 0, REST: 1}.get(predicate, 2)


def _by_subject(items: Iterable[_T], subject: Callable[[_T], Hashable]) -> dict[Hashable, list[_T]]:
    found: dict[Hashable, list[_T]] = {}
    for item in items:
        found.setdefault(subject(item), []).append(item)
    return found


def _roots(
    said: dict[Hashable, list[Triple]], placed: dict[Hashable, list[Terms]]
) -> list[tuple[Hashable, Hashable]]:
    """Give the statement's subject, once as each of the parsers has it."""
    inner = {terms[2].value for group in placed.values() for terms in group}
    tops = [each for each in placed if not isinstance(each, Node) or each not in inner]
    if len(tops) != 1:
        return []
    [top] = tops
    if isinstance(top, Label):
        return [(BlankNode(top), top)]
    if not isinstance(top, Node):
        return [(each, top) for each in said if isinstance(each, NamedNode)]
    pointed_at = {triple.object for group in said.values() for triple in group}
    return [(each, top) for each in said if each not in pointed_at]
