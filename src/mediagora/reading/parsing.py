"""Bytes to triples, with a clear word and a place where that fails; never the network.

The parser is pyoxigraph's. It reads RDF 1.2; the engines behind validation read RDF 1.1, so triple
terms are refused here and the base direction of a string is left out. Named graphs are merged.
"""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Final, cast

from mediagora.errors import InputError
from mediagora.reading.linemap import LineMap
from mediagora.reading.refusals import refuse
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

    import pyoxigraph

    from mediagora.reading.inputs import Source

_NO_BASE: Final = "https://no-base.invalid/"
"""Stands for the base that a JSON-LD document lacks; without one the parser drops relative IRIs."""

_CHUNK: Final = 500
"""Statements read at a time: enough to make the loop around them cheap, some MB of memory."""

_MAX_MESSAGE: Final = 300
"""Characters of the parser's own message that are shown; it may quote a value of any length."""

_PLACE: Final = re.compile(r"^Parser error (?:at|between) line \d+ [^:]*: ")
_TOKEN: Final = re.compile(r"^(\S+) is(?= not a valid)")
"""What stands in the document, at the start of the parser's words about it."""
_ENTITY: Final = re.compile(r"unrecognized entity `(.*?)`", re.DOTALL)
_UNDECLARED: Final = re.compile(r"The prefix (\S*): has not been declared")


def parse(source: Source) -> list[pyoxigraph.Triple]:
    """Read one document. Labels of blank nodes are made anew, so that documents can be merged.

    Raises:
        InputError: The bytes are no RDF (`MG001`), not in UTF-8 (`MG002`), no text at all (`MG003`)
            or more than the limit (`MG004`).
        UsageError: The file cannot be read.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> for triple in parse(Source("note.ttl", "turtle", b"<urn:a> <urn:b> 'c', 'd' .")):
        ...     print(triple)
        <urn:a> <urn:b> "c"
        <urn:a> <urn:b> "d"
    """
    return [quad.triple for chunk in chunks(source) for quad in chunk]


def chunks(source: Source) -> Iterator[list[pyoxigraph.Quad]]:
    """Read one document as `parse` does, some hundred statements at a time.

    All statements are in the default graph. What a fault leaves unread raises at its place, after
    the statements before it were given: a caller that takes no half documents drops those.

    Raises:
        InputError: As `parse`.
        UsageError: The file cannot be read.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> [len(chunk) for chunk in chunks(Source("a.ttl", "turtle", b"<urn:a> <urn:b> 'c' ."))]
        [1]
    """
    import pyoxigraph

    data = source.read()
    refuse(source, data)
    data = data.removeprefix(b"\xef\xbb\xbf")
    base = _NO_BASE if source.format == "jsonld" else None
    formats = {
        "turtle": pyoxigraph.RdfFormat.TURTLE,
        "trig": pyoxigraph.RdfFormat.TRIG,
        "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
        "nquads": pyoxigraph.RdfFormat.N_QUADS,
        "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
        "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    }
    is_rdf11 = source.format in {"turtle", "ntriples"} and b"<<" not in data and b"--" not in data
    try:
        quads = pyoxigraph.parse(
            data, format=formats[source.format], base_iri=base, rename_blank_nodes=True
        )
        while chunk := list(islice(quads, _CHUNK)):
            if base:
                _refuse_relative(source, chunk)
            yield chunk if is_rdf11 else [_rdf11(source, quad) for quad in chunk]
    except SyntaxError as error:
        raise _syntax_error(source, data, error) from error
    except MemoryError as error:  # the parser's own limit, not the machine's
        message = (
            "one literal, IRI or comment is larger than the 16 MiB that the parser takes, or a "
            "string is never closed"
        )
        raise InputError(message, code="MG004", path=source.path) from error
    except InputError:
        raise
    except ValueError as error:
        raise InputError(str(error), code="MG001", path=source.path) from error


def is_context(source: Source) -> bool:
    """Tell whether a document is a JSON-LD context and nothing else, so that it states nothing.

    Raises:
        InputError: It cannot be read.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> is_context(Source("c.jsonld", "jsonld", b'{"@context": {"name": "urn:name"}}'))
        True
    """
    if source.format != "jsonld":
        return False
    document = json.loads(source.read())
    return isinstance(document, dict) and document.keys() == {"@context"}


def _refuse_relative(source: Source, quads: Iterable[pyoxigraph.Quad]) -> None:
    for quad in quads:
        for term in quad.triple:
            value = getattr(term, "value", "")
            if value.startswith(_NO_BASE):
                raise InputError(
                    f"'{value.removeprefix(_NO_BASE)}' is a relative IRI and the document sets no "
                    '"@base"; set one, or write the IRI in full',
                    code="MG001",
                    path=source.path,
                )


def _rdf11(source: Source, quad: pyoxigraph.Quad) -> pyoxigraph.Quad:
    import pyoxigraph

    subject, predicate, value = quad.triple
    if isinstance(value, pyoxigraph.Triple):
        message = "a triple in the place of a value (RDF 1.2) is not supported"
        raise InputError(message, code="MG001", path=source.path)
    if isinstance(value, pyoxigraph.Literal) and value.direction:
        value = pyoxigraph.Literal(value.value, language=value.language)
    return pyoxigraph.Quad(subject, predicate, value)


def _syntax_error(source: Source, data: bytes, error: SyntaxError) -> InputError:
    message = _TOKEN.sub(r"'\1' is", _PLACE.sub("", str(error.msg)))
    if len(message) > _MAX_MESSAGE:
        message = message[:_MAX_MESSAGE] + " ..."
    undeclared = _UNDECLARED.search(message)
    if not data.strip():
        message = "the file is empty"
    elif undeclared:
        prefix = undeclared[1]
        message = f"the prefix '{prefix}:' is not declared"
        if prefix in PREFIXES:
            message += f"; add: @prefix {prefix}: <{PREFIXES[prefix]}> ."
    elif "No scheme found in an absolute IRI" in message:
        name = "xml:base" if source.format == "rdfxml" else "@base"
        message = (
            f"a relative IRI, and the document sets no {name}; set one, or write the IRI in full"
        )
    elif "LoadDocumentCallback" in message:
        message = (
            "the document asks for a JSON-LD context from the network, which is never fetched; "
            "write the context into the document"
        )
    line, column = error.lineno, error.offset
    if source.format == "rdfxml" and line is None:
        line, column = _place_in_xml(data, str(error.msg))
    return InputError(message, code="MG001", path=source.path, line=line, column=column)


class _Piecewise:
    """Gives bytes up to the next `>` at a time, so that they are parsed before more are given."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        start = self.given
        end = self._data.find(b">", start) + 1 or len(self._data)
        self.given = end if size < 0 else min(end, start + size)
        return self._data[start : self.given]


def _place_in_xml(data: bytes, message: str) -> tuple[int | None, int | None]:
    """Tell the line and the column of a fault in RDF/XML, of which the parser gives no place.

    It is the tag in or behind which the parser stops; of an entity, the entity.
    """
    import pyoxigraph

    stream = _Piecewise(data)
    try:
        for _ in pyoxigraph.parse(cast("IO[bytes]", stream), pyoxigraph.RdfFormat.RDF_XML):
            pass
    except SyntaxError:
        entity = _ENTITY.search(message)
        sought = b"&" + entity[1].encode() if entity else b"<"
        start = data.rfind(sought, 0, stream.given)
        if start >= 0:
            before = data[:start].decode()
            span = LineMap(before).span(len(before), len(before))
            return span.line, span.column
    return None, None
