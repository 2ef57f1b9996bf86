"""Where a query's syntax is at fault: line, column and the line itself.

The engine's own message tells what its parser tried last, often far from the fault; rdflib's tells
where the first thing begins that cannot be read. rdflib is asked only once a query has failed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mediagora.errors import QueryError
from mediagora.vocabulary import PREFIXES, nearest

if TYPE_CHECKING:
    from pyparsing import ParseResults

_PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_WORD: Final = re.compile(r"[^\s{}()\[\];,]+|\S")
_NO_NAMESPACE: Final = re.compile(r"Unknown namespace prefix : (.*)")
_SPECIAL: Final = {
    "The SELECT contains a variable that is unbound": (
        "a variable is selected that is neither grouped nor aggregated"
    ),
    "IRI parsing failed": "an IRI is relative or malformed; write it in full",
}
_WIDTH: Final = 100


def tree(text: str) -> ParseResults:
    """Parse a query with rdflib.

    Raises:
        QueryError: The text is no SPARQL query; the message shows the place.
    """
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        return parseQuery(text)
    except ParseException as error:
        if _is_update(text):
            message = "an update is refused: queries only read; begin with SELECT, ASK or CONSTRUCT"
            raise QueryError(message) from None
        raise _fault(text, error.lineno, error.column) from None
    except (RecursionError, ValueError, TypeError) as error:
        message = "the query cannot be parsed"
        raise QueryError(message) from error


def error(text: str, cause: SyntaxError) -> QueryError:
    """Say what is wrong with a query that the engine could not parse.

    Args:
        text: The query.
        cause: What the engine raised.

    Returns:
        The error to raise, with line, column and the line shown.
    """
    try:
        parsed = tree(text)
        _check_prefixes(parsed)
    except QueryError as found:
        return found
    match = _PLACE.match(str(cause))
    if not match:
        return QueryError(f"the query cannot be parsed: {cause}")
    known = (told for marker, told in _SPECIAL.items() if marker in match[3])
    reason = next(known, "what stands before this is no valid SPARQL")
    return _fault(text, int(match[1]), int(match[2]), reason)


def _check_prefixes(parsed: ParseResults) -> None:
    from rdflib.plugins.sparql.algebra import translateQuery

    try:
        translateQuery(parsed, initNs=PREFIXES)
    except Exception as error:  # rdflib raises bare Exceptions here
        found = _NO_NAMESPACE.search(str(error))
        if found:
            close = nearest(found[1], PREFIXES)
            hint = f"; did you mean '{close[0]}:'?" if close else "; add a PREFIX line"
            message = f"prefix '{found[1]}:' is not declared{hint}"
            raise QueryError(message) from error


def _fault(text: str, line: int, column: int, reason: str | None = None) -> QueryError:
    lines = text.split("\n")
    if not text.strip():
        return QueryError("the query is empty")
    if not "".join(lines[line - 1 :])[column - 1 :].strip():
        reason = reason or "the query ends too early"
        lines = text.rstrip().split("\n")
        line, column = len(lines), len(lines[-1]) + 1
    shown = lines[min(line, len(lines)) - 1]
    word = _WORD.match(shown, column - 1)
    reason = reason or (f"'{word[0]}' cannot be read here" if word else "this cannot be read")
    # A mark for each character keeps the caret in its place, and tricks off the terminal.
    shown = "".join(character if character.isprintable() else " " for character in shown)
    start = max(0, column - _WIDTH // 2) if len(shown) > _WIDTH else 0
    caret = " " * (column - 1 - start) + "^"
    return QueryError(
        f"line {line}, column {column}: {reason}\n    {shown[start : start + _WIDTH]}\n    {caret}"
    )


def _is_update(text: str) -> bool:
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseUpdate

    try:
        return len(parseUpdate(text)["request"]) > 0
    except (ParseException, KeyError, RecursionError, TypeError, ValueError):
        return False
