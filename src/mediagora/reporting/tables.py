"""Answers as a table for people: aligned in columns for a terminal, or in GitHub's Markdown."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mediagora.reporting.columns import layout, spaced
from mediagora.reporting.layout import one_line
from mediagora.reporting.rows import BLOCK, plain
from mediagora.vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mediagora.querying.answer import Answer, Row, Term

    Names = Callable[[str], str | None]

_TRIPLE: Final = ("subject", "predicate", "object")
_NUMBERS: Final = frozenset(
    PREFIXES["xsd"] + name for name in ("integer", "decimal", "double", "float")
)
_WEB: Final = ("https://", "http://")
_SPECIAL: Final = re.compile(r"[\\`*_\[\]|~<>&$]")
_ADDRESS: Final = re.compile(r"(?i)\b(https?|ftp|www)([:.])")
_CALL: Final = re.compile(r"[@#](?=\w)")
_TARGET: Final = re.compile(r"[()$]")


def table_pieces(answer: Answer, *, width: int, names: Names | None = None) -> Iterator[str]:
    """Align an answer in columns, IRIs shortened to CURIEs, with a count below.

    Columns are as wide as the first 1,000 rows ask for; a longer cell is wrapped, never cut. The
    triples of a graph are in order, unless there are more than that.

    Args:
        answer: What was answered; a graph is shown as its triples.
        width: Columns of the terminal.
        names: Gives the label of an IRI, where labels are to stand for IRIs.

    Returns:
        Lines without colour and control characters.

    Example:
        >>> from mediagora.querying import query
        >>> result = query("SELECT ?x { VALUES ?x { feature:groups } }")
        >>> print("".join(table_pieces(result, width=80)))
        x
        --------------
        feature:groups
        <BLANKLINE>
        1 row
        <BLANKLINE>
    """
    if answer.boolean is not None:
        yield _yes_or_no(answer)
        return
    columns, terms = _rows(answer)
    rows = ([_cell(term, names) for term in row] for row in terms)
    first = list(islice(rows, BLOCK))
    if answer.form == "graph" and len(first) < BLOCK:
        first.sort()
    heading, lay_out = layout(columns, first, width)
    blocks = list(map(lay_out, first))
    yield "".join([f"{line}\n" for line in heading])
    count = 0
    is_apart = any(len(block) > 1 for block in blocks)
    for text in spaced(chain(blocks, map(lay_out, rows)), is_apart=is_apart):
        count += 1
        yield text
    noun = "triple" if answer.form == "graph" else "row"
    yield f"\n{count} {noun}{'' if count == 1 else 's'}\n"


def markdown_pieces(answer: Answer, *, names: Names | None = None) -> Iterator[str]:
    r"""Write an answer as a table in GitHub's Markdown (https://github.github.com/gfm/).

    Web addresses are links; whatever else a value holds stays the text of its cell. A column of
    numbers, by the first 1,000 rows, is set to the right.

    Args:
        answer: What was answered; a graph is shown as its triples.
        names: Gives the label of an IRI, where labels are to stand for IRIs.

    Example:
        >>> from mediagora.querying import query
        >>> result = query("SELECT ?x ?n { VALUES (?x ?n) { (feature:groups 7) ('a|b' 8) } }")
        >>> print("".join(markdown_pieces(result)), end="")
        | x | n |
        | --- | --: |
        | [feature:groups](https://w3id.org/mediagora/feature/groups) | 7 |
        | a\|b | 8 |
    """
    if answer.boolean is not None:
        yield _yes_or_no(answer)
        return
    columns, rows = _rows(answer)
    first = list(islice(rows, BLOCK))
    rules = ["--:" if _is_numeric(column) else "---" for column in zip(*first, strict=True)]
    yield _markdown_row([_escaped(name) for name in columns])
    yield _markdown_row(rules or ["---"] * len(columns))
    for row in chain(first, rows):
        yield _markdown_row([_markdown_cell(term, names) for term in row])


def _rows(answer: Answer) -> tuple[tuple[str, ...], Iterator[Row]]:
    if answer.form == "graph":
        return _TRIPLE, map(tuple, answer.triples)
    return answer.columns, iter(answer.solutions)


def _yes_or_no(answer: Answer) -> str:
    return "yes\n" if answer.boolean else "no\n"


def _cell(term: Term | None, names: Names | None) -> str:
    return one_line(_shown(term, names))


def _shown(term: Term | None, names: Names | None) -> str:
    if isinstance(term, ox.NamedNode):
        return (names(term.value) if names else None) or shorten(term.value)
    return plain(term)


def _is_numeric(column: Iterable[Term | None]) -> bool:
    bound = [term for term in column if term is not None]
    return bool(bound) and all(
        isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS for term in bound
    )


def _markdown_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _markdown_cell(term: Term | None, names: Names | None) -> str:
    text = _escaped(_shown(term, names))
    if isinstance(term, ox.NamedNode) and term.value.startswith(_WEB):
        target = _TARGET.sub(r"\\\g<0>", term.value).replace("&", "&amp;")
        return f"[{text}]({target})"
    return text


def _escaped(text: str) -> str:
    """Text in which Markdown and HTML mean nothing, and which calls nobody."""
    escaped = _SPECIAL.sub(r"\\\g<0>", one_line(text))
    return _CALL.sub(r"\g<0><!-- -->", _ADDRESS.sub(r"\g<1>\\\g<2>", escaped))
