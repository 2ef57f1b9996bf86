"""An answer as it arrives: rows or triples that can be gone through once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from operator import index
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from mediagora.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyoxigraph as ox

    from mediagora.querying.catalogue import Question

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    Row = tuple[Term | None, ...]


Item = TypeVar("Item")


@dataclass(frozen=True)
class Answer:
    """The answer to one query, of which no more is kept than is looked at.

    Attributes:
        form: `select`, `ask` or `graph` (of `CONSTRUCT` and `DESCRIBE`).
        question: What was asked.
        columns: Names of the selected variables, in order.
        solutions: The rows; each has a term, or `None`, for each column.
        triples: The triples of a graph, none of them twice.
        boolean: The answer of an `ASK`, otherwise `None`.

    Example:
        >>> from mediagora.querying.catalogue import read
        >>> Answer("ask", read("ASK {}"), boolean=True).columns
        ()
    """

    form: Literal["select", "ask", "graph"]
    question: Question
    columns: tuple[str, ...] = ()
    solutions: Iterable[Row] = field(default=(), repr=False)
    triples: Iterable[ox.Triple] = field(default=(), repr=False)
    boolean: bool | None = None

    def __bool__(self) -> bool:
        """Give the answer of an `ASK`; any other is true, since nobody has looked for rows yet."""
        return self.boolean is not False

    def limited(self, limit: int) -> tuple[Answer, First[Row] | First[ox.Triple]]:
        """Give an answer of so many rows or triples at most, and what tells whether it is all.

        Raises:
            UsageError: The limit is negative.

        Example:
            >>> from mediagora.querying.catalogue import read
            >>> answer = Answer("select", read("SELECT * {}"), solutions=[(), ()])
            >>> few, first = answer.limited(1)
            >>> list(few.solutions), first.more
            ([()], True)
        """
        if self.form == "graph":
            triples = First(self.triples, limit)
            return replace(self, triples=triples), triples
        solutions = First(self.solutions, limit)
        return replace(self, solutions=solutions), solutions


class First(Iterator[Item], Generic[Item]):
    """The first of some items.

    Args:
        items: Drawn one beyond the limit, and no further.
        limit: How many there are to be at most.

    Attributes:
        more: Whether there are more; told once the others are taken.
        taken: How many were taken so far.

    Raises:
        UsageError: The limit is negative.

    Example:
        >>> first = First("abc", 2)
        >>> list(first), first.more
        (['a', 'b'], True)
    """

    def __init__(self, items: Iterable[Item], limit: int) -> None:
        try:
            is_number = index(limit) >= 0
        except TypeError:
            is_number = False
        if not is_number:
            message = f"a limit is a number of rows from 0 on, not {limit}"
            raise UsageError(message)
        self._items = iter(items)
        self._limit = limit
        self.more = False
        self.taken = 0

    def __next__(self) -> Item:
        if self.taken < self._limit:
            item = next(self._items)
            self.taken += 1
            return item
        for _ in self._items:
            self.more = True
            break
        raise StopIteration
