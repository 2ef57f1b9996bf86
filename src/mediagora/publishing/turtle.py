"""The one way in which Turtle is written here: same graph, same bytes, in a reader's order.

pyoxigraph reads the text and escapes its terms. The layout is made here, since no library gives one
that people enjoy and that keeps what they wrote. rdflib reads `007` as `7`, and its `longturtle`
writes `1e0` as `1e+00`; diffable-rdf keeps numbers, but only as `"2004"^^xsd:integer`, puts labels
in the order of their letters, the header among the shapes and evidence in the order of a hash; in
neither can the order be set.

Before a text is given out it is read again, and the blank nodes of both graphs are paired in the
order in which they are written: the graphs must then be equal to the triple, which shows that they
are isomorphic (RDF 1.1 Concepts, section 3.6), each node must have the comments that it had, and
the text must come out the same once more.
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
    from pyoxigraph import BlankNode

    from mediagora.publishing.blanks import Subject
    from mediagora.publishing.comments import Comments
    from mediagora.reading.interop import Term

_BOM: Final = "\ufeff"
_MARK: Final = "urn:mediagora:comment:"


def format(  # noqa: A001 -- the name of the command
    text: str, *, path: str = STDIN
) -> str:
    """Lay out a Turtle document; the graph stays the same, and so does every literal.

    Prefixes keep their names, and IRIs are written in full where no prefix fits; relative ones are
    resolved against the document's `@base`, which is then no longer needed. Comments stay with the
    statement below them, at the head or at the end. Language tags come out in lower case, which RDF
    1.1 Concepts, section 3.3, allows.

    Args:
        text: The document, in Turtle 1.1.
        path: What to call it in messages.

    Raises:
        InputError: The text is no Turtle, uses RDF 1.2 or relative IRIs without `@base`, has a
            comment inside a statement or elsewhere out of place (`MG001`), or blank nodes that
            cannot be put in order (`MG004`).
        EngineError: The result would not be the same graph with the same comments.

    Example:
        >>> print(format("<urn:b> <urn:q> 2, 'x'@fr ; a <urn:C> . <urn:a> a <urn:C> ."), end="")
        <urn:b> a <urn:C> ;
            <urn:q> 2, "x"@fr .
        <BLANKLINE>
        <urn:a> a <urn:C> .
    """
    _refuse_bad(text, path)
    text = text.removeprefix(_BOM)
    document = _Document(text, path)
    _check(document, path)
    return document.text


class _Document:
    """A text as it is read, and as it is then written.

    Attributes:
        comments: Its comments.
        plain: Its graph.
        writer: Its graph in order, with its comments by subject.
        text: All of it in the layout.
    """

    def __init__(self, text: str, path: str) -> None:
        self.comments = find_comments(text, path=path)
        triples, declared = _read(text)
        self.plain = graph = Statements(triples, path=path)
        by_subject: dict[Subject, list[str]] = {}
        if self.comments.blocks:
            graph, by_subject = _read_marked(text, self.comments, path)
        names = Names(declared, graph.iris())
        self.writer = Writer(graph, names, by_subject)
        prefixes = names.used if triples else declared
        parts = [
            *self.ends[0],
            *assemble(self.writer.statements, prefixes, HEADINGS, by_subject),
            *self.ends[1],
        ]
        self.text = "\n\n".join(parts) + "\n" if parts else ""

    @property
    def ends(self) -> list[list[str]]:
        """The paragraphs of comment at the head, and those at the end."""
        return [
            ["\n".join(block.lines) for block in blocks]
            for blocks in (self.comments.head, self.comments.foot)
        ]


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
) -> tuple[Statements, dict[Subject, list[str]]]:
    """Read the text with marks in it, and take them out: the lines of comment by subject."""
    predicate = _MARK
    while predicate in text:
        predicate += ":"
    marked, _ = _read(mark(text, comments, f"<{predicate}>"))
    triples = [triple for triple in marked if triple.predicate.value != predicate]
    graph = Statements(triples, path=path)
    roots = set(graph.roots())
    found: dict[Subject, list[str]] = {}
    for triple in marked:
        subject, marking, number = triple
        if marking.value == predicate:
            block = comments.blocks[int(number.value)]
            message = ""
            if subject not in roots:
                message = (
                    "this comment is on a blank node that is written inside another statement; "
                    "move it before that one"
                )
            elif subject in graph.alike:
                message = (
                    "this comment is on a blank node that nothing but its label tells from others, "
                    "and labels are not kept; give the node an IRI"
                )
            if message:
                raise InputError(message, code="MG001", path=path, line=block.line, column=1)
            found.setdefault(subject, []).extend(block.lines)
    return graph, found


def _check(document: _Document, path: str) -> None:
    """Read the result again: the same graph, the same comments, and nothing left to change."""
    problem = "formatting would change more than the layout, so nothing is written"
    message = f"{path}: {problem}; please report this"
    try:
        again = _Document(document.text, path)
    except InputError as error:
        raise EngineError(message) from error
    same = _same(document.writer, again.writer)
    if document.comments.blocks:  # its graph was read from a copy with marks in it
        plain = [Writer(each.plain, Names({}, []), {}) for each in (document, again)]
        same = same and _same(*plain)
    if not (same and again.ends == document.ends and again.text == document.text):
        raise EngineError(message)


def _same(one: Writer, other: Writer) -> bool:
    """Tell whether two graphs, with the comments on their nodes, are equal.

    Their blank nodes are paired as they are written.
    """
    ours, theirs = one.blank_nodes(), other.blank_nodes()
    if len(ours) != len(theirs):
        return False
    pairs: dict[Term, BlankNode] = dict(zip(ours, theirs, strict=True))
    triples = {
        pyoxigraph.Triple(pairs.get(subject, subject), predicate, pairs.get(value, value))
        for subject, predicate, value in one.graph.triples
    }
    comments = {pairs.get(subject, subject): lines for subject, lines in one.comments.items()}
    return triples == other.graph.triples and comments == other.comments
