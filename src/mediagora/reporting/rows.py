"""Rows for programs, in the W3C's results formats of SPARQL 1.1, a block of rows at a time."""

from __future__ import annotations

import csv
import io
import json
import re
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mediagora.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mediagora.querying.answer import Answer, Row, Term

BLOCK: Final = 1000
"""Rows to a piece: writing them one by one takes twice the time."""

_VALUED: Final = (ox.Literal, ox.NamedNode)
_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_DIRECTED: Final = ' xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0" its:dir='
_XML_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
)
_SPACE: Final = {" ": "&#32;", "\t": "&#9;", "\n": "&#10;"}
_NO_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_json: Final = json.JSONEncoder(ensure_ascii=False).encode


def csv_pieces(
    answer: Answer, *, names: Callable[[str], str | None] | None = None
) -> Iterator[str]:
    r"""Write rows as CSV (https://www.w3.org/TR/sparql11-results-csv-tsv/#csv), for spreadsheets.

    Args:
        answer: Rows, or a yes or no.
        names: Gives the label of an IRI, where labels are to stand for IRIs.

    Example:
        >>> from mediagora.querying.answer import Answer
        >>> from mediagora.querying.catalogue import read
        >>> "".join(csv_pieces(Answer("select", read("SELECT ?a ?b {}"), columns=("a", "b"))))
        'a,b\r\n'
    """
    if answer.boolean is not None:
        yield f"{_boolean(answer)}\r\n"
        return
    cell = _labelled(names) if names else plain
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(answer.columns)
    for block in blocks(answer.solutions):
        writer.writerows([list(map(cell, row)) for row in block])
        yield text.getvalue()
        text.seek(0)
        text.truncate()
    yield text.getvalue()  # where there were no rows, the head


def tsv_pieces(answer: Answer) -> Iterator[str]:
    r"""Write rows as TSV (https://www.w3.org/TR/sparql11-results-csv-tsv/#tsv), terms in full.

    Example:
        >>> from mediagora.querying.answer import Answer
        >>> from mediagora.querying.catalogue import read
        >>> "".join(tsv_pieces(Answer("select", read("SELECT ?a ?b {}"), columns=("a", "b"))))
        '?a\t?b\n'
    """
    if answer.boolean is not None:
        yield f"{_boolean(answer)}\n"
        return
    head = "\t".join([f"?{name}" for name in answer.columns])
    yield f"{head}\n"
    for block in blocks(answer.solutions):
        # The notation of N-Triples, which is Turtle, has tabs and line ends escaped.
        lines = [
            "\t".join(["" if term is None else notation(term) for term in row]) for row in block
        ]
        yield "\n".join([*lines, ""])


def json_pieces(answer: Answer) -> Iterator[str]:
    """Write an answer as JSON (https://www.w3.org/TR/sparql11-results-json/), a row to a line.

    A triple term, which SPARQL 1.1 has not, is written as in SPARQL 1.2.

    Example:
        >>> from mediagora.querying.answer import Answer
        >>> from mediagora.querying.catalogue import read
        >>> print("".join(json_pieces(Answer("ask", read("ASK {}"), boolean=True))), end="")
        {"head": {}, "boolean": true}
    """
    if answer.boolean is not None:
        yield f'{{"head": {{}}, "boolean": {_boolean(answer)}}}\n'
        return
    keys = [f"{_json(name)}: " for name in answer.columns]
    yield f'{{"head": {{"vars": {_json(answer.columns)}}},\n"results": {{"bindings": ['
    before = "\n"
    for block in blocks(answer.solutions):
        lines = [
            ", ".join(
                [
                    key + _json_term(term)
                    for key, term in zip(keys, row, strict=True)
                    if term is not None
                ]
            )
            for row in block
        ]
        yield before + ",\n".join([f"{{{line}}}" for line in lines])
        before = ",\n"
    yield "\n]}}\n"


def xml_pieces(answer: Answer) -> Iterator[str]:
    """Write an answer as XML (https://www.w3.org/TR/rdf-sparql-XMLres/), a row to a line.

    A triple term, which SPARQL 1.1 has not, is written as in SPARQL 1.2.

    Raises:
        UsageError: A value holds a character that XML 1.0 has no way to write; what came before it
            has been given already, and is no whole document.

    Example:
        >>> from mediagora.querying.answer import Answer
        >>> from mediagora.querying.catalogue import read
        >>> print("".join(xml_pieces(Answer("ask", read("ASK {}"), boolean=True))), end="")
        <?xml version="1.0" encoding="UTF-8"?>
        <sparql xmlns="http://www.w3.org/2005/sparql-results#">
        <head/>
        <boolean>true</boolean>
        </sparql>
    """
    if answer.boolean is not None:
        yield f"{_XML_HEAD}<head/>\n<boolean>{_boolean(answer)}</boolean>\n</sparql>\n"
        return
    variables = "".join([f'<variable name="{name}"/>' for name in answer.columns])
    tags = [f'<binding name="{name}">' for name in answer.columns]
    before = f"{_XML_HEAD}<head>{variables}</head>\n<results>\n"
    for block in blocks(answer.solutions):
        lines = [
            "".join(
                [
                    f"{tag}{_xml_term(term)}</binding>"
                    for tag, term in zip(tags, row, strict=True)
                    if term is not None
                ]
            )
            for row in block
        ]
        text = "".join([f"<result>{line}</result>\n" for line in lines])
        if found := _NO_XML.search(text):
            message = (
                f"a value holds U+{ord(found[0]):04X}, a character that XML cannot; ask for json, "
                "csv or tsv"
            )
            raise UsageError(message)
        yield before + text
        before = ""
    yield f"{before}</results>\n</sparql>\n"


def blocks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Give rows in blocks, drawing none before it is asked for.

    Example:
        >>> [len(block) for block in blocks([()] * 2500)]
        [1000, 1000, 500]
    """
    left = iter(rows)
    while block := list(islice(left, BLOCK)):
        yield block


def plain(term: Term | None) -> str:
    """Give a term without what tells its kind, as CSV has it; nothing for an unbound variable.

    Example:
        >>> plain(ox.Literal("Facebook", language="en")), plain(ox.BlankNode("b"))
        ('Facebook', '_:b')
    """
    if isinstance(term, _VALUED):
        return term.value
    return "" if term is None else notation(term)


def notation(term: Term) -> str:
    """Give a term in the notation of N-Triples 1.2, of which the engine leaves triples bare.

    Example:
        >>> notation(ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c")))
        '<<( <urn:a> <urn:b> "c" )>>'
    """
    if isinstance(term, ox.Triple):
        return f"<<( {' '.join(map(notation, term))} )>>"
    return str(term)


def _labelled(names: Callable[[str], str | None]) -> Callable[[Term | None], str]:
    def cell(term: Term | None) -> str:
        name = names(term.value) if isinstance(term, ox.NamedNode) else None
        return name or plain(term)

    return cell


def _json_term(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f'{{"type": "uri", "value": {_json(term.value)}}}'
    if isinstance(term, ox.Literal):
        return f'{{"type": "literal", "value": {_json(term.value)}{_json_kind(term)}}}'
    if isinstance(term, ox.BlankNode):
        return f'{{"type": "bnode", "value": {_json(term.value)}}}'
    subject, predicate, value = map(_json_term, term)
    return (
        f'{{"type": "triple", "value": {{"subject": {subject}, "predicate": {predicate}, '
        f'"object": {value}}}}}'
    )


def _json_kind(term: ox.Literal) -> str:
    if term.language:
        direction = f', "its:dir": "{term.direction}"' if term.direction else ""
        return f', "xml:lang": {_json(term.language)}{direction}'
    datatype = term.datatype.value
    return "" if datatype == _STRING else f', "datatype": {_json(datatype)}'


def _xml_term(term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        return f"<uri>{_xml(term.value)}</uri>"
    if isinstance(term, ox.Literal):
        return f"<literal{_xml_kind(term)}>{_xml(term.value)}</literal>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{_xml(term.value)}</bnode>"
    subject, predicate, value = map(_xml_term, term)
    return (
        f"<triple><subject>{subject}</subject><predicate>{predicate}</predicate>"
        f"<object>{value}</object></triple>"
    )


def _xml_kind(term: ox.Literal) -> str:
    if term.language:
        direction = f'{_DIRECTED}"{term.direction}"' if term.direction else ""
        return f' xml:lang="{_xml(term.language)}"{direction}'
    datatype = term.datatype.value
    return "" if datatype == _STRING else f' datatype="{_xml(datatype)}"'


def _xml(text: str) -> str:
    """Escape markup, line ends that a parser would change, and space that some readers trim."""
    escaped = escape(text).replace("\r", "&#13;")
    if escaped[:1] in _SPACE:
        escaped = _SPACE[escaped[:1]] + escaped[1:]
    if escaped[-1:] in _SPACE:
        escaped = escaped[:-1] + _SPACE[escaped[-1:]]
    return escaped


def _boolean(answer: Answer) -> str:
    return "true" if answer.boolean else "false"
