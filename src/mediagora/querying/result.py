"""What a query answers: rows, yes or no, or a graph; in rdflib's terms for callers."""

from __future__ import annotations

from collections import namedtuple
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Self

from mediagora.errors import UsageError
from mediagora.querying.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd
    import pyoxigraph as ox
    import rdflib
    from rdflib.term import Node

    from mediagora.querying.answer import Row, Term
    from mediagora.querying.frames import Value

_TRIPLE: Final = ("subject", "predicate", "object")


@dataclass(frozen=True, repr=False)
class Result(Answer):
    """The answer to one query, whole.

    `len()` and iteration give the rows (or triples), truth is the answer of an `ASK` and otherwise
    whether there is anything at all. `rows` has rdflib's terms, `values` and `to_dicts` have
    numbers and dates of Python; notebooks show a table.

    Attributes:
        form: `select`, `ask` or `graph` (of `CONSTRUCT` and `DESCRIBE`).
        question: What was asked.
        columns: Names of the selected variables, in order.
        solutions: The rows as the engine gave them.
        triples: The triples of the graph.
        boolean: The answer of an `ASK`, otherwise `None`.
        notes: Terms in a query of the user's that nothing declares, each in a sentence.
        truncated: Whether there are more rows or triples than were asked for.

    Example:
        >>> from mediagora.querying.run import query
        >>> result = query("SELECT ?p { ?p a mediagora:ContactNetwork }")
        >>> [str(row.p) for row in result]
        ['https://w3id.org/mediagora/platform/facebook']
    """

    solutions: tuple[Row, ...] = field(default=(), repr=False)
    triples: tuple[ox.Triple, ...] = field(default=(), repr=False)
    notes: tuple[str, ...] = field(default=(), repr=False)
    truncated: bool = False

    @classmethod
    def of(cls, answer: Answer, *, limit: int | None = None, notes: Iterable[str] = ()) -> Self:
        """Take an answer as a whole.

        Args:
            answer: Its rows and triples are used up.
            limit: Most rows or triples to take; by default all.
            notes: As the attribute.

        Raises:
            EngineError: The engine failed on the way.
            QueryError: The query failed on the way.
            UsageError: The limit is negative.
        """
        first = None
        if limit is not None:
            answer, first = answer.limited(limit)
        return cls(
            form=answer.form,
            question=answer.question,
            columns=answer.columns,
            solutions=tuple(answer.solutions),
            triples=tuple(answer.triples),
            boolean=answer.boolean,
            notes=tuple(notes),
            truncated=first is not None and first.more,
        )

    @cached_property
    def rows(self) -> list[Any]:
        """The rows as named tuples of rdflib terms; `None` where a variable is unbound.

        A column whose name cannot be an attribute is reached by its position.
        """
        row = _named(self.columns)
        return [row._make(map(_to_rdflib, solution)) for solution in self.solutions]

    @cached_property
    def graph(self) -> rdflib.Graph:
        """The graph of a `CONSTRUCT` or `DESCRIBE`; empty for the other forms."""
        from mediagora.reading.interop import to_rdflib

        return to_rdflib(self.triples)

    def values(self) -> list[Any]:
        """Give the rows as named tuples of Python values; for a graph, its triples.

        Integers are `int`, decimals `Decimal`, doubles `float`, booleans `bool`, dates `date` and
        `datetime`. IRIs, texts and all else are strings, and so is a literal that is no value of
        its datatype. `None` stands where a variable is unbound.

        Raises:
            UsageError: The query is an `ASK`, which has no rows.

        Example:
            >>> from mediagora.querying.run import query
            >>> query("SELECT ?year { platform:facebook mediagora:launchYear ?year }").values()
            [Row(year=2004)]
        """
        from mediagora.querying.frames import value_of

        columns, rows = self._table()
        made = _named(columns)
        return [made._make(map(value_of, row)) for row in rows]

    def to_dicts(self) -> list[dict[str, Value | None]]:
        """Give the rows as dicts of Python values by column; for a graph, its triples.

        Raises:
            UsageError: The query is an `ASK`, which has no rows.

        Example:
            >>> from mediagora.querying.run import query
            >>> query("SELECT ?year { platform:facebook mediagora:launchYear ?year }").to_dicts()
            [{'year': 2004}]
        """
        from mediagora.querying.frames import value_of

        columns, rows = self._table()
        return [dict(zip(columns, map(value_of, row), strict=True)) for row in rows]

    def to_pandas(self) -> pd.DataFrame:
        """Give the rows, or the triples of a graph, as a data frame.

        Integers are `Int64`, other numbers `Float64`, texts and IRIs `string`, truth values
        `boolean`, dates and times `datetime64`, those with a zone in UTC. A column with values of
        several kinds stays `object`. What is missing is `NA`, or `NaT` among dates.

        Raises:
            EngineError: pandas is not installed: `pip install 'mediagora[pandas]'`.
            UsageError: The query is an `ASK`, which has no rows.
        """
        from mediagora.querying.frames import frame

        return frame(*self._table())

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what was made for callers: the class of `rows` is found by no other process."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def __iter__(self) -> Iterator[Any]:
        return iter(self.graph if self.form == "graph" else self.rows)

    def __len__(self) -> int:
        return len(self.triples if self.form == "graph" else self.solutions)

    def __bool__(self) -> bool:
        return len(self) > 0 if self.boolean is None else self.boolean

    def __repr__(self) -> str:
        name = f" {self.question.name}" if self.question.slug else ""
        return f"<Result{name}: {self._told(shown=False)}>"

    def _repr_html_(self) -> str:
        from mediagora.querying.notebook import line, table

        below = [self._told(shown=True), *self.notes]
        if self.form == "ask":
            return "\n".join(map(line, below))
        columns, rows = self._table()
        return table(columns, rows, below=below)

    def _told(self, *, shown: bool) -> str:
        """Say what there is in a line; how much of it a notebook shows as well, or the columns."""
        from mediagora.querying import notebook

        if self.form == "ask":
            return "yes" if self else "no"
        count = notebook.shown if shown else notebook.counted
        told = count(len(self), "triple" if self.form == "graph" else "row")
        more = " and more, which the limit left out" if self.truncated else ""
        columns = f" ({', '.join(self.columns)})" if self.columns and not shown else ""
        return told + more + columns

    def _table(self) -> tuple[Sequence[str], Sequence[Row]]:
        if self.form == "ask":
            message = "an ASK has no rows; it answers yes or no: bool(result)"
            raise UsageError(message)
        if self.form == "graph":
            return _TRIPLE, [(each.subject, each.predicate, each.object) for each in self.triples]
        return self.columns, self.solutions


def _named(columns: Sequence[str]) -> Any:  # noqa: ANN401 -- a class that is made here
    # The fields are the query's own variables, so no class can be written down beforehand.
    return namedtuple("Row", columns, rename=True)  # noqa: PYI024


def _to_rdflib(term: Term | None) -> Node | None:
    import pyoxigraph as ox

    from mediagora.reading.interop import term_to_rdflib

    # rdflib has no word for a triple as a term.
    return None if term is None or isinstance(term, ox.Triple) else term_to_rdflib(term)
