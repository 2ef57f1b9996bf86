"""Where a query's syntax is at fault: line, column and the line itself.

The engine's own message tells what its parser tried last, often far from the fault; rdflib's tells
where the first thing begins that cannot be read. rdflib is asked only once a query has failed.
What is too large or nested too deep is refused before, as it would sink a parser.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from typing import TYPE_CHECKING, Final

from mediagora.errors import QueryError
from mediagora.reading.queryterms import mentions
from mediagora.vocabulary import PREFIXES, nearest

if TYPE_CHECKING:
    import pyoxigraph as ox
    from pyparsing import ParseResults

RDFLIB: Final = threading.RLock()
"""To be held by whoever uses rdflib's parser of SPARQL: it fails if threads are its first users."""
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

MAX_LENGTH: Final = 100_000
"""Characters in a query."""

MAX_WORDS: Final = 3_000
"""Words and signs in a query: in a chain of some thousand operators each nests in the next."""

MAX_DEPTH: Final = 64
"""Brackets within brackets: at some thousands the engine's parser overflows its stack."""

_WORDS: Final = re.compile(r"""<https?://[^\s<>"{}|^`\\]*>|[\w:?$]+|[^\w\s]""")
_NOT_TO_RUN: Final = re.compile(r"service|\\u", re.IGNORECASE)
_NO_ROWS: Final = "\nVALUES () {}"
"""After a query: it asks for nothing then, so that the engine answers at once."""


class QuerySyntaxError(QueryError):
    """A query that cannot be parsed.

    Args:
        reason: What is wrong, in half a sentence.
        line: Of the fault, counted from 1.
        column: Of the fault in Unicode code points, counted from 1.
        shown: The line and a mark under the fault, each on a line of its own.
        where: The file, where the query is in one.
    """

    def __init__(
        self,
        reason: str,
        line: int | None = None,
        column: int | None = None,
        shown: str = "",
        where: str = "",
    ) -> None:
        place = "" if line is None else f"line {line}, column {column}: "
        if where:
            place = f"{where}: " if line is None else f"{where}:{line}:{column}: "
        super().__init__(f"{place}{reason}{shown}")
        self.reason = reason
        self.line = line
        self.column = column
        self.shown = shown

    def within(self, where: str) -> QuerySyntaxError:
        """Give the same error with the name of the file that holds the query.

        Example:
            >>> str(QuerySyntaxError("the query is empty", 1, 1).within("mine.rq"))
            'mine.rq:1:1: the query is empty'
        """
        return QuerySyntaxError(self.reason, self.line, self.column, self.shown, where)


def refuse_large(text: str) -> None:
    """Refuse a query that is more than a parser takes.

    Raises:
        QuerySyntaxError: It is too long, too large or nested too deep.
    """
    if len(text) > MAX_LENGTH:
        message = f"the query is longer than {MAX_LENGTH} characters"
        raise QuerySyntaxError(message)
    if sum(1 for _ in _WORDS.finditer(text)) > MAX_WORDS:
        message = (
            f"the query holds more than {MAX_WORDS} words and signs; ask in parts, or give long "
            "lists of values as data"
        )
        raise QuerySyntaxError(message)
    depth = deepest = 0
    for bracket in re.findall(r"[({\[\])}]", text):
        depth += 1 if bracket in "({[" else -1
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        message = f"the query nests its brackets more than {MAX_DEPTH} deep"
        raise QuerySyntaxError(message)


def check(text: str) -> None:
    """Tell whether a text is a SPARQL query, without running it.

    Args:
        text: All line ends are line feeds. The prefixes of Mediagora need no declaration.

    Raises:
        QuerySyntaxError: It is none, or too large.

    Example:
        >>> check("SELECT ?platform { ?platform a mediagora:WikiPlatform }")
        >>> check("SELECT ?platform { ?platform a }")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        mediagora.reading.sparql.QuerySyntaxError: line 1, column 20: '?platform' cannot be ...
    """
    import pyoxigraph

    refuse_large(text)
    if _NOT_TO_RUN.search(text):  # nothing of it may reach the network
        _check_prefixes(text, tree(text))
        return
    try:
        pyoxigraph.Store().query(text + _NO_ROWS, prefixes=PREFIXES)
    except SyntaxError as cause:
        _check_prefixes(text, tree(text))
        place = _PLACE.match(str(cause))
        beyond = place and int(place[1]) > text.count("\n") + 1
        if not beyond or any(marker in str(cause) for marker in _SPECIAL):
            raise error(text, cause) from None
        # Else it ends with VALUES of its own.
    except (OSError, RuntimeError, ValueError):  # of what it does, not of its syntax
        return


def empty(text: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Ask a query for nothing, of an empty store: the engine's answer tells its form and columns.

    Args:
        text: A query of which nothing reaches beyond the graph. The prefixes of Mediagora need no
            declaration.

    Raises:
        SyntaxError: It is none.

    Example:
        >>> [variable.value for variable in empty("SELECT ?a ?b { ?a ?p ?b }").variables]
        ['a', 'b']
    """
    import pyoxigraph as ox

    store = ox.Store()
    try:
        return store.query(text + _NO_ROWS, prefixes=PREFIXES)
    except SyntaxError:  # perhaps it ends with VALUES of its own
        return store.query(text, prefixes=PREFIXES)


def tree(text: str) -> ParseResults:
    """Parse a query with rdflib.

    Raises:
        QuerySyntaxError: The text is no SPARQL query; the message shows the place.
    """
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        with RDFLIB:
            # pyparsing takes a tab for up to eight columns.
            return parseQuery(text.replace("\t", " "))
    except ParseException as error:
        if _is_update(text):
            message = "an update is refused: queries only read; begin with SELECT, ASK or CONSTRUCT"
            raise QuerySyntaxError(message) from None
        raise _fault(text, error.lineno, error.column) from None
    except (RecursionError, ValueError, TypeError) as error:
        message = "the query cannot be parsed"
        raise QuerySyntaxError(message) from error


def error(text: str, cause: SyntaxError) -> QuerySyntaxError:
    """Say what is wrong with a query that the engine could not parse.

    Args:
        text: The query.
        cause: What the engine raised.

    Returns:
        The error to raise, with line, column and the line shown.
    """
    try:
        _check_prefixes(text, tree(text))
    except QuerySyntaxError as found:
        return found
    match = _PLACE.match(str(cause))
    if not match:
        return QuerySyntaxError(f"the query cannot be parsed: {cause}")
    known = (told for marker, told in _SPECIAL.items() if marker in match[3])
    reason = next(known, "what stands before this is no valid SPARQL")
    return _fault(text, int(match[1]), int(match[2]), reason)


def _check_prefixes(text: str, parsed: ParseResults) -> None:
    from rdflib.plugins.sparql.algebra import translateQuery

    try:
        translateQuery(parsed, initNs=PREFIXES)
    except Exception as error:  # rdflib raises bare Exceptions here
        found = _NO_NAMESPACE.search(str(error))
        if found:
            close = nearest(found[1], PREFIXES)
            hint = f"; did you mean '{close[0]}:'?" if close else "; add a PREFIX line"
            message = f"prefix '{found[1]}:' is not declared{hint}"
            for mention in mentions(text):
                if mention.prefix == found[1] and mention.iri is None:
                    raise _fault(text, mention.span.line, mention.span.column, message) from error
            raise QuerySyntaxError(message) from error


def _fault(text: str, line: int, column: int, reason: str | None = None) -> QuerySyntaxError:
    lines = text.split("\n")
    if not text.strip():
        return QuerySyntaxError("the query is empty")
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
    caret = "".join(map(_blank, shown[start : column - 1].ljust(column - 1 - start))) + "^"
    excerpt = f"\n    {shown[start : start + _WIDTH]}\n    {caret}"
    return QuerySyntaxError(reason, line, column, excerpt)


def _blank(character: str) -> str:
    """As many blanks as a character takes columns of a terminal."""
    if unicodedata.category(character) in {"Mn", "Me"}:
        return ""
    return "  " if unicodedata.east_asian_width(character) in "WF" else " "


def _is_update(text: str) -> bool:
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseUpdate

    try:
        with RDFLIB:
            return len(parseUpdate(text)["request"]) > 0
    except (ParseException, KeyError, RecursionError, TypeError, ValueError):
        return False
