"""What the catalogue's questions are answered in a version, and where two versions differ."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mediagora.changes.contents import Contents
from mediagora.changes.records import Answer
from mediagora.errors import EngineError
from mediagora.querying.catalogue import queries
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Store

    from mediagora.changes.contents import Term
    from mediagora.querying.catalogue import Question

    Row = tuple[str | None, ...]


class Rows(NamedTuple):
    """An answer: columns, and rows with how often each is there; their order is left out."""

    columns: tuple[str, ...]
    rows: Counter[Row]


def answers(stated: Store, entailed: Store, written: Callable[[Term], str]) -> dict[str, Rows]:
    """Ask every question of the catalogue, its parameters at their defaults.

    Args:
        stated: The version as it stands, evidence included.
        entailed: The same with all that follows.
        written: Gives a term as a text, a blank node as what it says.

    Raises:
        EngineError: The engine fails.

    Returns:
        The answers by the questions' names.

    Example:
        >>> from pyoxigraph import Store
        >>> answers(Store(), Store(), str)["features/who-has-feature"].rows
        Counter()
    """
    return {
        question.name: _asked(
            question, stated if question.inference == "none" else entailed, written
        )
        for question in _catalogue()
    }


def differing(a: dict[str, Rows], b: dict[str, Rows]) -> tuple[Answer, ...]:
    """Give the questions whose answers differ, in the catalogue's order.

    Example:
        >>> one = {"features/who-has-feature": Rows(("name",), Counter([('"Chirp"',)]))}
        >>> differing(one, one)
        ()
    """
    return tuple(
        Answer(
            query=question.name,
            question=question.question,
            columns=b[question.name].columns,
            added=_sorted(b[question.name].rows - a[question.name].rows),
            removed=_sorted(a[question.name].rows - b[question.name].rows),
        )
        for question in _catalogue()
        if question.name in a and a[question.name].rows != b[question.name].rows
    )


@cache
def _catalogue() -> tuple[Question, ...]:
    return tuple(queries())


def _asked(question: Question, store: Store, written: Callable[[Term], str]) -> Rows:
    import pyoxigraph as ox

    try:
        answer = store.query(question.text, prefixes=PREFIXES)
        if isinstance(answer, ox.QueryBoolean):
            return Rows(("answer",), Counter([("yes" if answer else "no",)]))
        if isinstance(answer, ox.QueryTriples):
            graph = Contents(answer, evidence=False)
            return Rows(("subject", "predicate", "object"), Counter(map(tuple, graph.statements)))
        columns = tuple(variable.value for variable in answer.variables)
        found = (
            tuple(None if term is None else written(term) for term in solution)
            for solution in answer
        )
        return Rows(columns, Counter(found))
    except (OSError, RuntimeError, ValueError) as error:
        raise EngineError(f"the question {question.name} failed: {error}") from error


def _sorted(rows: Iterable[Row]) -> tuple[Row, ...]:
    # A row that is there twice is told once: which rows there are is what people ask for.
    return tuple(sorted(set(rows), key=lambda row: [each or "" for each in row]))
