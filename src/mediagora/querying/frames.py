"""Rows as Python values, and as a data frame of pandas.

What a literal is worth follows XML Schema 1.1, part 2. One that is no value of its datatype, or
that Python has no exact value for, stays the text that it is: nothing is lost.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from mediagora.errors import EngineError
from mediagora.reading.lexical import is_well_formed
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from types import ModuleType

    import pandas as pd
    import pyoxigraph as ox

    from mediagora.querying.answer import Row, Term

Value = str | int | float | Decimal | bool | date | datetime
"""What a term is in Python; an IRI is a string."""

_INT64: Final = range(-(1 << 63), 1 << 63)
_EXACT: Final = range(-(1 << 53), (1 << 53) + 1)
"""Integers that a float can hold, all of them."""

_LARGEST: Final = Decimal(10) ** 300
_MICROSECONDS: Final = 6


def value_of(term: Term | None) -> Value | None:
    """Give what a term is in Python.

    Args:
        term: An IRI or a blank node (a string, the latter with `_:` before it), a literal, or
            `None`. Integers of all sizes are `int`, `xsd:decimal` is `Decimal`, `xsd:double` and
            `xsd:float` are `float`, `xsd:boolean` is `bool`, `xsd:date` without a time zone is
            `date`, `xsd:dateTime` is `datetime`; all else is a string as it is written.

    Example:
        >>> import pyoxigraph
        >>> value_of(pyoxigraph.Literal(2004)), value_of(pyoxigraph.Literal("2004"))
        (2004, '2004')
    """
    import pyoxigraph as ox

    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return term.value
    if not isinstance(term, ox.Literal):
        return str(term)
    return _of_literal(term)


def frame(columns: Sequence[str], rows: Iterable[Row]) -> pd.DataFrame:
    """Make a data frame, each column of the type that fits its values.

    Integers become `Int64`, other numbers `Float64`, texts and IRIs `string`, truth values
    `boolean`, dates and times `datetime64`; times with a zone are told in UTC. Columns with values
    of several kinds, or too large for these, stay `object`. What is missing is `NA` or `NaT`.

    Args:
        columns: Their names.
        rows: A term, or `None`, for each column.

    Raises:
        EngineError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        message = "pandas is not installed: pip install 'mediagora[pandas]'"
        raise EngineError(message) from error
    values = [tuple(map(value_of, row)) for row in rows]
    # One column at a time, so that pandas guesses nothing.
    data = {name: _series([row[nth] for row in values], pd) for nth, name in enumerate(columns)}
    return pd.DataFrame(data, index=range(len(values)), columns=list(columns))


def _of_literal(literal: ox.Literal) -> Value:
    reader = _READERS.get(literal.datatype.value)
    if reader is None or not is_well_formed(literal):
        return literal.value
    try:
        return reader(literal.value)
    except (KeyError, ValueError):  # what XML Schema allows and Python does not, such as year 0
        return literal.value


def _datetime(text: str) -> datetime:
    fraction = text.partition(".")[2].rstrip("Z").split("+")[0].split("-")[0]
    if len(fraction.rstrip("0")) > _MICROSECONDS:
        raise ValueError(text)
    return datetime.fromisoformat(text)


_READERS: Final[dict[str, Callable[[str], Value]]] = {
    PREFIXES["xsd"] + name: reader
    for names, reader in (
        ("integer nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger", int),
        ("long int short byte unsignedLong unsignedInt unsignedShort unsignedByte", int),
        ("decimal", Decimal),
        ("double float", float),
        ("boolean", {"true": True, "1": True, "false": False, "0": False}.__getitem__),
        ("date", date.fromisoformat),
        ("dateTime", _datetime),
    )
    for name in names.split()
}


def _series(values: list[Any], pd: ModuleType) -> Any:  # noqa: ANN401 -- a Series
    found = [each for each in values if each is not None]
    dtype = _dtype(found)
    if dtype == "Float64":
        values = [None if each is None else float(each) for each in values]
    if dtype == "datetime64[us, UTC]":
        values = [None if each is None else each.astimezone(UTC) for each in values]
    if dtype == "object":
        values = [pd.NA if each is None else each for each in values]
    return pd.Series(values, dtype=dtype)


def _dtype(found: list[Any]) -> str:
    """Name the type of a column, by its values."""
    kinds = {type(each) for each in found}
    if kinds == {int}:
        return "Int64" if all(each in _INT64 for each in found) else "object"
    if kinds and kinds <= {int, float, Decimal}:
        return "Float64" if all(map(_is_float, found)) else "object"
    if kinds == {datetime}:
        if all(each.tzinfo is None for each in found):
            return "datetime64[us]"
        return "datetime64[us, UTC]" if all(map(_is_in_utc, found)) else "object"
    dtypes = {str: "string", bool: "boolean", date: "datetime64[s]"}
    return dtypes.get(kinds.pop(), "object") if len(kinds) == 1 else "object"


def _is_in_utc(time: datetime) -> bool:
    """Whether a time has a zone, and Python has it in UTC as well."""
    return time.tzinfo is not None and datetime.min.year < time.year < datetime.max.year


def _is_float(number: float | Decimal) -> bool:
    """Whether a number is of a size that a float has."""
    if isinstance(number, int):
        return number in _EXACT
    return isinstance(number, float) or abs(number) < _LARGEST
