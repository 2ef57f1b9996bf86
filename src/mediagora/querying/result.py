"""What a query answers: rows, yes or no, or a graph; in rdflib's terms for callers."""

from __future__ import annotations

from collections import namedtuple
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox
    import rdflib
    from rdflib.term import Node

    from mediagora.querying.catalogue import Question

    Row = tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, ...]


@dataclass(frozen=True)
class Result:
    """The answer to one query.

    `len()` and iteration give the rows (or triples), truth is the answer of an `ASK` and otherwise
    whether there is anything at all.

    Attributes:
        form: `select`, `ask` or `graph` (of `CONSTRUCT` and `DESCRIBE`).
        question: What was asked.
        columns: Names of the selected variables, in order.
        solutions: The rows as the engine gave them.
        triples: The triples of the graph.
        boolean: The answer of an `ASK`, otherwise `None`.
        notes: Terms in a query of the user's that nothing declares, each in a sentence.

    Example:
        >>> from mediagora.querying.run import query
        >>> result = query("SELECT ?p { ?p a mediagora:ContactNetwork }")
        >>> [str(row.p) for row in result]
        ['https://w3id.org/mediagora/platform/facebook']
    """

    form: Literal["select", "ask", "graph"]
    question: Question
    columns: tuple[str, ...] = ()
    solutions: tuple[Row, ...] = field(default=(), repr=False)
    triples: tuple[ox.Triple, ...] = field(default=(), repr=False)
    boolean: bool | None = None
    notes: tuple[str, ...] = field(default=(), repr=False)

    @cached_property
    def rows(self) -> list[Any]:
        """The rows as named tuples of rdflib terms; `None` where a variable is unbound.

        A column whose name cannot be an attribute is reached by its position.
        """
        # The fields are the query's own variables, so no class can be written down beforehand.
        row = namedtuple("Row", self.columns, rename=True)  # type: ignore[misc] # noqa: PYI024
        return [row(*map(_to_rdflib, solution)) for solution in self.solutions]

    @cached_property
    def graph(self) -> rdflib.Graph:
        """The graph of a `CONSTRUCT` or `DESCRIBE`; empty for the other forms."""
        from mediagora.reading.interop import to_rdflib

        return to_rdflib(self.triples)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.graph if self.form == "graph" else self.rows)

    def __len__(self) -> int:
        return len(self.triples if self.form == "graph" else self.solutions)

    def __bool__(self) -> bool:
        return len(self) > 0 if self.boolean is None else self.boolean


def _to_rdflib(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Node | None:
    import pyoxigraph as ox

    from mediagora.reading.interop import term_to_rdflib

    # rdflib has no word for a triple as a term.
    return None if term is None or isinstance(term, ox.Triple) else term_to_rdflib(term)
