"""The one way in which Turtle is written here: same graph, same bytes, in a reader's order.

pyoxigraph reads the text and escapes its terms. The layout is made here, since no library gives one
that people enjoy and that keeps what they wrote. rdflib reads `007` as `7`, and its `longturtle`
writes `1e0` as `1e+00`; diffable-rdf keeps numbers, but only as `"2004"^^xsd:integer`, puts labels
in the order of their letters, the header among the shapes and evidence in the order of a hash; in
neither can the order be set.

Before a text is given out it is read again, and the blank nodes of both graphs are paired in the
order in which they are written: the graphs must then be equal to the triple, which shows that they
are isomorphic (RDF 1.1 Concepts, section 3.6), and the text must come out the same once more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph

from mediagora.errors import EngineError, InputError
from mediagora.publishing.blanks import Statements
from mediagora.publishing.comments import HEADINGS, find_comments, mark
from mediagora.publishing.layout import Writer, assemble
from mediagora.publishing.terms import Names
from mediagora.reading.inputs import STDIN, Source
from mediagora.reading.parsing import parse

if TYPE_CHECKING:
    from mediagora.publishing.blanks import Subject
    from mediagora.publishing.comments import Block, Comments

_BOM: Final = "\ufeff"
_MARK: Final = "urn:mediagora:comment:"


def format(  # noqa: A001 -- the name of the command
    text: str, *, path: str = STDIN
) -> str:
    """Lay out a Turtle document; the graph stays the same, and so does every literal.

    Prefixes keep their names, and IRIs are written in full where no prefix fits; relative ones are
    resolved against the document's `@base`, which is then no longer needed. Comments stay with the
    statement below them, at the head or at the end.

    Args:
        text: The document, in Turtle 1.1.
        path: What to call it in messages.

    Raises:
        InputError: The text is no Turtle, uses RDF 1.2 or relative IRIs without `@base`, has a
            comment inside a statement or elsewhere out of place (`MG001`), or blank nodes that are
            too entangled (`MG004`).
        EngineError: The result would not be the same graph.

    Example:
        >>> print(format("<urn:b> <urn:q> 02, 'x'@fr ; a <urn:C> . <urn:a> a <urn:C> ."), end="")
        <urn:b> a <urn:C> ;
            <urn:q> 02, "x"@fr .
        <BLANKLINE>
        <urn:a> a <urn:C> .
    """
    _refuse_bad(text, path)
    text = text.removeprefix(_BOM)
    comments = find_comments(text, path=path)
    triples, declared = _read(text)
    by_subject: dict[Subject, list[str]] = {}
    original = Statements(triples, path=path)
    graph = original
    if comments.blocks:
        triples, by_subject = _read_marked(text, comments, path)
        graph = Statements(triples, path=path)
    names = Names(declared, graph.iris())
    writer = Writer(graph, names, by_subject)
    prefixes = names.used if triples else declared
    parts = [
        *map(_lines, comments.head),
        *assemble(writer.statements, prefixes, HEADINGS, by_subject),
        *map(_lines, comments.foot),
    ]
    result = "\n\n".join(parts) + "\n" if parts else ""
    _check(result, original, writer, comments, path)
    return result


def _refuse_bad(text: str, path: str) -> None:
    try:
        parse(Source(path, "turtle", text.encode()))
    except UnicodeEncodeError as error:
        message = "the text holds half a surrogate pair, which is no character"
        raise InputError(message, code="MG002", path=path) from error
    except InputError as error:
        if error.code == "MG001" and error.line is None:  # a triple term: the syntax tells where
            find_comments(text, path=path)
        raise


def _read(text: str) -> tuple[list[pyoxigraph.Triple], dict[str, str]]:
    parser = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)
    triples = [quad.triple for quad in parser]
    return triples, parser.prefixes


def _read_marked(
    text: str, comments: Comments, path: str
) -> tuple[list[pyoxigraph.Triple], dict[Subject, list[str]]]:
    """Read the text with marks in it, and take them out: the lines of comment by subject."""
    predicate = _MARK
    while predicate in text:
        predicate += ":"
    marked, _ = _read(mark(text, comments, f"<{predicate}>"))
    triples = [triple for triple in marked if triple.predicate.value != predicate]
    roots = set(Statements(triples, path=path).roots())
    found: dict[Subject, list[str]] = {}
    for triple in marked:
        subject, marking, number = triple
        if marking.value == predicate:
            block = comments.blocks[int(number.value)]
            if subject not in roots:
                message = (
                    "this comment is on a blank node that is written inside another statement; "
                    "move it before that one"
                )
                raise InputError(message, code="MG001", path=path, line=block.line, column=1)
            found.setdefault(subject, []).extend(block.lines)
    return triples, found


def _lines(block: Block) -> str:
    return "\n".join(block.lines)


def _check(
    result: str, original: Statements, written: Writer, comments: Comments, path: str
) -> None:
    """Read the result again: the same graph, the same comments, and nothing left to change."""
    triples, declared = _read(result)
    graph = Statements(triples, path=path)
    names = Names(declared, graph.iris())
    again = Writer(graph, names, {})
    source = Writer(original, names, {})
    if not (
        _same(source, original, again, graph)
        and [each.text for each in again.statements] == [each.text for each in written.statements]
        and _comment_lines(find_comments(result, path=path)) == _comment_lines(comments)
    ):
        message = "formatting would change more than the layout, so nothing is written"
        raise EngineError(f"{path}: {message}; please report this")


def _same(one: Writer, first: Statements, other: Writer, second: Statements) -> bool:
    """Tell whether two graphs are equal when their blank nodes are paired as they are written."""
    ours, theirs = one.blank_nodes(), other.blank_nodes()
    if len(ours) != len(theirs):
        return False
    pairs = dict(zip(ours, theirs, strict=True))
    renamed = {
        pyoxigraph.Triple(pairs.get(subject, subject), predicate, pairs.get(value, value))
        for subject, predicate, value in first.triples
    }
    return renamed == second.triples


def _comment_lines(comments: Comments) -> list[str]:
    blocks = [*comments.head, *comments.blocks, *comments.foot]
    return sorted(line for block in blocks for line in block.lines)
