"""Whose a finding is: the document that describes a node, says a thing of it, or points at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from mediagora.validation import names
from mediagora.validation.engine import term
from mediagora.validation.selection import Wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mediagora.validation.selection import Statement
    from mediagora.validation.userdata import UserData

    Select = Callable[[Wanted], list[Statement]]


class Places:
    """The documents of nodes, by number; nodes stand as their hashes.

    Args:
        data: The data of the run.
        select: Looks statements up in all documents.
        nodes: All nodes that will be asked for; each document is looked through once for them.
    """

    def __init__(self, data: UserData, select: Select, nodes: Iterable[int]) -> None:
        asked = set(nodes)
        self._data = data
        self._pointed_at: dict[int, int] = {}
        self._told: dict[tuple[int, NamedNode, names.Term | str | None], int] = {}
        """The first document that says it, by the value, by the value's text, and of any value."""
        described_twice = asked & data.shared
        only_pointed_at = {
            node for node in asked if node not in data.subjects and node not in data.shipped
        }
        for number, extract in enumerate(data.documents):
            for targets in extract.pointed.values():
                found = only_pointed_at & targets
                self._pointed_at.update(dict.fromkeys(found, number))
                only_pointed_at -= found
        if not described_twice and not only_pointed_at:
            return
        wanted = Wanted(frozenset(described_twice), objects=frozenset(only_pointed_at))
        of_evidence: dict[int, int] = {}
        for document, triple, is_evidence in select(wanted):
            node = hash(triple.object)
            if node in only_pointed_at:
                (of_evidence if is_evidence else self._pointed_at).setdefault(node, document)
            if hash(triple.subject) in described_twice:
                value = triple.object
                for told in (value, names.plain(value), None):
                    key = hash(triple.subject), triple.predicate, told
                    self._told.setdefault(key, document)
        self._pointed_at = of_evidence | self._pointed_at

    def of(self, node: int, predicate: str | None = None, value: str | None = None) -> int | None:
        """Give the document that a node belongs to, and which says a thing of it if several do.

        That is the document it is a subject of, or else the one that points at it; `None` for what
        only ships, and for evidence where that is left out.

        Args:
            node: A named node or a literal.
            predicate: IRI of the property in question.
            value: The value in question, in N-Triples syntax; `None` stands for any.
        """
        if node in self._data.subjects:
            if not self._data.of_the_user(node):
                return None
            return self._saying(node, predicate, value)
        return self._pointed_at.get(node)

    def _saying(self, node: int, predicate: str | None, value: str | None) -> int:
        first = self._data.subjects[node]
        if node not in self._data.shared or predicate is None or "<" in predicate:
            return first
        about = node, NamedNode(predicate)
        if value is not None:
            exact = term(value)
            for told in (exact, names.plain(exact)):  # an engine may write a literal another way
                if (*about, told) in self._told:
                    return self._told[*about, told]
        return self._told.get((*about, None), first)
