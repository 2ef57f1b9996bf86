"""Results and collections as tables in HTML, for Jupyter and other notebooks.

Every value is text to the reader's browser, whatever it holds, and only addresses of the web
become links.
"""

from __future__ import annotations

from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Final

from mediagora.vocabulary import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediagora.querying.answer import Term

MOST_ROWS: Final = 60
"""Rows that a notebook shows; more make it slow, and nobody reads them."""

_MOST_CHARACTERS: Final = 500
_WEB: Final = ("http://", "https://")


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Term | str | None]],
    *,
    below: Iterable[str] = (),
) -> str:
    """Write a table of the first rows.

    Args:
        columns: Their names.
        rows: Terms, or plain texts, for each column; no more are taken than are shown.
        below: Lines to put under the table: how many there are, and notes.

    Example:
        >>> print(table(["a"], [["<b>"]]).splitlines()[-2])
        <tr><td style="text-align: left">&lt;b&gt;</td></tr>
    """
    head = "".join(f'<th style="text-align: left">{escape(each)}</th>' for each in columns)
    lines = [
        # Dollar signs in values are no formulas.
        '<table class="tex2jax_ignore mathjax_ignore">',
        f"<thead><tr>{head}</tr></thead>",
        "<tbody>",
    ]
    for row in islice(rows, MOST_ROWS):
        cells = "".join(f'<td style="text-align: left">{_cell(each)}</td>' for each in row)
        lines.append(f"<tr>{cells}</tr>")
    lines += ["</tbody></table>", *map(line, below)]
    return "\n".join(lines)


def line(text: str) -> str:
    """Write a text as a paragraph.

    Example:
        >>> line("1 < 2")
        '<p class="tex2jax_ignore mathjax_ignore">1 &lt; 2</p>'
    """
    return f'<p class="tex2jax_ignore mathjax_ignore">{escape(text)}</p>'


def counted(count: int, noun: str) -> str:
    """Say how many there are.

    Example:
        >>> counted(1, "row"), counted(1000, "row"), counted(2, "class")
        ('1 row', '1,000 rows', '2 classes')
    """
    ending = "" if count == 1 else "es" if noun.endswith("s") else "s"
    return f"{count:,} {noun}{ending}"


def shown(count: int, noun: str) -> str:
    """Say how many there are, and how many of them a table shows.

    Example:
        >>> shown(2, "row"), shown(1000, "row")
        ('2 rows', 'the first 60 of 1,000 rows')
    """
    told = counted(count, noun)
    return told if count <= MOST_ROWS else f"the first {MOST_ROWS} of {told}"


def _cell(term: Term | str | None) -> str:
    import pyoxigraph as ox

    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return _link(term.value)
    if isinstance(term, ox.Literal):
        text = escape(_cut(term.value))
        return f'<span lang="{escape(term.language)}">{text}</span>' if term.language else text
    return escape(_cut(str(term)))


def _link(iri: str) -> str:
    text, full = escape(_cut(shorten(iri))), escape(iri)
    if iri.startswith(_WEB):
        return f'<a href="{full}" title="{full}">{text}</a>'
    return f'<span title="{full}">{text}</span>'


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + "…"
