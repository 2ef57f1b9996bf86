"""The forms of an answer by name, each written piece by piece as the rows or triples arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mediagora.errors import UnknownNameError, UsageError
from mediagora.vocabulary import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mediagora.querying.answer import Answer

FORMS: Final = ("table", "csv", "tsv", "json", "markdown", "xml", "turtle", "json-ld")
"""Names of the forms, the one for people first."""

DEFAULT_WIDTH: Final = 80

_OF_ROWS: Final = {"csv": "CSV", "tsv": "TSV", "json": "JSON", "xml": "XML"}
_OF_GRAPHS: Final = {"turtle": "Turtle", "json-ld": "JSON-LD"}
_NAMED: Final = ("table", "markdown", "csv")
"""Where labels may stand for IRIs. CSV keeps no term as it was, labels or not; the others do."""


def printed(
    answer: Answer,
    form: str | None = None,
    *,
    width: int = DEFAULT_WIDTH,
    names: Callable[[str], str | None] | None = None,
) -> Iterator[str]:
    r"""Write an answer in one of its forms, going through it once and keeping little of it.

    CSV, TSV, JSON and XML are the W3C's for results of SPARQL 1.1, of which CSV and TSV have none
    for an `ASK`: it is `true` or `false` there, as other tools have it.

    Args:
        answer: What was answered; its rows or triples are used up.
        form: One of `FORMS`; `None` is `turtle` for a graph and otherwise `table`.
        width: Columns of the terminal, for a table.
        names: Gives the label of an IRI, where labels are to stand for IRIs.

    Returns:
        Pieces of text, to be put one after the other as they are.

    Raises:
        UsageError: The answer has no such form; at once, or where a piece holds what XML cannot.

    Example:
        >>> from mediagora.querying.answer import Answer
        >>> from mediagora.querying.catalogue import read
        >>> "".join(printed(Answer("ask", read("ASK {}"), boolean=True), "csv"))
        'true\r\n'
    """
    form = form or ("turtle" if answer.form == "graph" else "table")
    _refuse(answer, form, has_names=names is not None)
    # Imported here: a command needs one of them, and `FORMS` alone none.
    from mediagora.reporting import graphs, rows, tables

    match form:
        case "table":
            pieces = tables.table_pieces(answer, width=width, names=names)
        case "markdown":
            pieces = tables.markdown_pieces(answer, names=names)
        case "csv":
            pieces = rows.csv_pieces(answer, names=names)
        case "tsv":
            pieces = rows.tsv_pieces(answer)
        case "json":
            pieces = rows.json_pieces(answer)
        case "xml":
            pieces = rows.xml_pieces(answer)
        case "turtle":
            pieces = graphs.turtle_pieces(answer)
        case _:
            pieces = graphs.json_ld_pieces(answer)
    return pieces


def _refuse(answer: Answer, form: str, *, has_names: bool) -> None:
    if form not in FORMS:
        raise UnknownNameError("form", form, nearest(form, FORMS))
    if answer.form == "graph" and form in _OF_ROWS:
        message = (
            f"a CONSTRUCT or DESCRIBE gives a graph, which has no {_OF_ROWS[form]} form; ask for "
            "turtle or json-ld"
        )
        raise UsageError(message)
    if answer.form != "graph" and form in _OF_GRAPHS:
        message = (
            f"a SELECT or ASK gives no graph and has no {_OF_GRAPHS[form]} form; ask for table, "
            "csv or json"
        )
        raise UsageError(message)
    if has_names and form not in _NAMED:
        message = (
            f"labels stand for IRIs in table, markdown and csv; {form} is for programs, which need "
            "the IRIs"
        )
        raise UsageError(message)
