"""An answer as it arrives: rows or triples that can be gone through once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyoxigraph as ox

    from mediagora.querying.catalogue import Question

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
    Row = tuple[Term | None, ...]


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
