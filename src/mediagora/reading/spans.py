"""Where a statement stands in its document: beside the graph, never in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pyoxigraph import Triple


class Span(NamedTuple):
    """From a place in a text up to another one, which is no longer part of it.

    Lines and columns count from 1, columns in Unicode code points. A line feed, a carriage
    return or both together end a line; a byte order mark is no column.

    Example:
        >>> Span(3, 5, 3, 17).end_column
        17
    """

    line: int
    column: int
    end_line: int
    end_column: int


class Placed(NamedTuple):
    """A statement, and the place of each of its terms; `None` for one that is not written out.

    Attributes:
        triple: What is stated; a blank node has the name that people are told, such as `b3`.
    """

    triple: Triple
    subject: Span | None
    predicate: Span | None
    object: Span | None


class Directive(NamedTuple):
    """A prefix and its namespace as a document declares them.

    Attributes:
        prefix: Without the colon; `None` for a base.
        iri: As written, without the angle brackets.
        span: Place of the namespace, angle brackets or quotes included.
    """

    prefix: str | None
    iri: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sought:
    """Which statements are to be placed: any of these conditions is enough.

    Attributes:
        subjects: IRIs, of which they speak.
        objects: IRIs, at which they point.
        blanks: Names of blank nodes such as `b3`, of which they speak.
        literals: Texts of literals, which they have as their value.
        everything: All statements.
    """

    subjects: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    blanks: frozenset[str] = frozenset()
    literals: frozenset[str] = frozenset()
    everything: bool = False
