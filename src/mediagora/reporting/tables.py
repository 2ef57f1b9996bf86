"""Query results as text: an aligned table for people, the W3C's CSV and JSON, Turtle for graphs."""

from __future__ import annotations

import csv
import io
import json
import textwrap
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from mediagora.errors import UsageError
from mediagora.reporting.layout import one_line
from mediagora.vocabulary import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyoxigraph as ox

    from mediagora.querying.result import Result

    Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

DEFAULT_WIDTH: Final = 80
_GAP: Final = "  "
_NARROWEST_TEXT: Final = 24


def table(result: Result, *, width: int = DEFAULT_WIDTH) -> str:
    """Align the answer in columns, IRIs shortened to CURIEs.

    Args:
        result: What `query` gave; a graph is shown as its triples.
        width: Columns of the terminal; longer cells are wrapped, never cut.

    Returns:
        Lines without colour, the last one a count.

    Example:
        >>> from mediagora.querying import query
        >>> print(table(query("SELECT ?x { VALUES ?x { feature:groups } }")))
        x
        --------------
        feature:groups
        <BLANKLINE>
        1 row
        <BLANKLINE>
    """
    match result.form:
        case "ask":
            return "yes\n" if result else "no\n"
        case "graph":
            rows = sorted([_cell(term) for term in triple] for triple in result.triples)
            return _counted(
                aligned(("subject", "predicate", "object"), rows, width), rows, "triple"
            )
        case _:
            rows = [[_cell(term) for term in solution] for solution in result.solutions]
            return _counted(aligned(result.columns, rows, width), rows, "row")


def csv_text(result: Result) -> str:
    """Write the rows as SPARQL 1.1 Query Results CSV (https://www.w3.org/TR/sparql11-results-csv-tsv/).

    Raises:
        UsageError: The answer is a graph.
    """
    if result.form == "graph":
        message = "a CONSTRUCT or DESCRIBE gives a graph, which has no CSV form; ask for turtle"
        raise UsageError(message)
    if result.form == "ask":
        return f"{_boolean(result)}\r\n"
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(result.columns)
    writer.writerows([_plain(term) for term in solution] for solution in result.solutions)
    return text.getvalue()


def json_text(result: Result) -> str:
    """Write the answer as SPARQL 1.1 Query Results JSON (https://www.w3.org/TR/sparql11-results-json/).

    Raises:
        UsageError: The answer is a graph.
    """
    if result.form == "graph":
        message = "a CONSTRUCT or DESCRIBE gives a graph, which has no JSON form; ask for turtle"
        raise UsageError(message)
    document: dict[str, Any] = {"head": {}, "boolean": bool(result)}
    if result.form == "select":
        bindings = [
            {
                name: _binding(term)
                for name, term in zip(result.columns, solution, strict=True)
                if term is not None
            }
            for solution in result.solutions
        ]
        document = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def turtle(result: Result) -> str:
    """Write the graph as Turtle, with Mediagora's prefixes.

    Raises:
        UsageError: The answer is no graph.
    """
    if result.form != "graph":
        message = (
            "a SELECT or ASK gives no graph and has no Turtle form; ask for table, csv or json"
        )
        raise UsageError(message)
    return result.graph.serialize(format="turtle")


def aligned(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Lay out cells in columns under a ruled head, or as one record below the other.

    Words are not broken while the width allows: text is wrapped first, and where names alone are
    too wide to stand side by side, each row becomes a record of its own.

    Example:
        >>> for line in aligned(["a", "b"], [["one", "two three"]], 14):
        ...     print(line)
        a    b
        ---  ---------
        one  two three
        >>> for line in aligned(["a", "b"], [["one", "two three"]], 9):
        ...     print(line)
        a  one
        b  two
           three
    """
    cells = [[name, *(row[index] for row in rows)] for index, name in enumerate(columns)]
    natural = [max(map(_width, column)) for column in cells]
    least = [_least(column) for column in cells]
    room = width - len(_GAP) * (len(columns) - 1)
    if sum(least) > room and rows:
        return _records(columns, rows, width)
    widths = _fitted(natural, least, room)
    lines = _wrapped(columns, widths)
    lines.append(_GAP.join("-" * each for each in widths))
    return lines + _spaced([_wrapped(row, widths) for row in rows])


def _least(column: Sequence[str]) -> int:
    """The width below which a column is no longer read with ease."""
    longest_word = max(_width(word) for cell in column for word in cell.split() or [""])
    return max(longest_word, min(_NARROWEST_TEXT, max(map(_width, column))))


def _fitted(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Narrow the column with most to spare, one step at a time, until all fit."""
    widths = list(natural)
    while sum(widths) > room:
        spare = [width - floor for width, floor in zip(widths, least, strict=True)]
        if max(spare) <= 0:
            break
        widths[spare.index(max(spare))] -= 1
    return widths


def _records(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    head = max(map(_width, columns))
    widths = (head, max(width - head - len(_GAP), 1))
    return _spaced(
        [
            [line for pair in zip(columns, row, strict=True) for line in _wrapped(pair, widths)]
            for row in rows
        ]
    )


def _spaced(blocks: Sequence[list[str]]) -> list[str]:
    """Set rows apart by an empty line where one of them takes several."""
    several = any(len(block) > 1 for block in blocks)
    lines: list[str] = []
    for block in blocks:
        lines += ["", *block] if several and lines else block
    return lines


def _wrapped(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [
        textwrap.wrap(cell, width, break_on_hyphens=False) or [""]
        for cell, width in zip(cells, widths, strict=True)
    ]
    lines = []
    for depth in range(max(map(len, wrapped), default=1)):
        parts = [
            part[depth] + " " * (width - _width(part[depth])) if depth < len(part) else " " * width
            for part, width in zip(wrapped, widths, strict=True)
        ]
        lines.append(_GAP.join(parts).rstrip())
    return lines


def _counted(lines: Iterable[str], rows: Sequence[object], noun: str) -> str:
    count = f"{len(rows)} {noun}" + ("" if len(rows) == 1 else "s")
    return "\n".join([*lines, "", count, ""])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _cell(term: Term | None) -> str:
    plain = _plain(term)
    import pyoxigraph as ox

    return one_line(shorten(plain) if isinstance(term, ox.NamedNode) else plain)


def _plain(term: Term | None) -> str:
    import pyoxigraph as ox

    match term:
        case None:
            return ""
        case ox.NamedNode() | ox.Literal():
            return term.value
        case _:
            return str(term)


def _binding(term: Term) -> dict[str, Any]:
    import pyoxigraph as ox

    match term:
        case ox.NamedNode():
            return {"type": "uri", "value": term.value}
        case ox.BlankNode():
            return {"type": "bnode", "value": term.value}
        case ox.Literal() if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        case ox.Literal():
            plain = term.datatype.value.endswith("XMLSchema#string")
            datatype = {} if plain else {"datatype": term.datatype.value}
            return {"type": "literal", "value": term.value, **datatype}
        case _:
            return {"type": "triple", "value": str(term)}


def _boolean(result: Result) -> str:
    return "true" if result else "false"
