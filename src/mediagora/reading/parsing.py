"""Bytes to triples, with a clear word and a place where that fails; never the network.

The parser is pyoxigraph's. It reads RDF 1.2; the engines behind validation read RDF 1.1, so triple
terms are refused here and the base direction of a string is left out. Named graphs are merged.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from mediagora.errors import InputError
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyoxigraph

    from mediagora.reading.inputs import Source

_NO_BASE: Final = "https://no-base.invalid/"
"""Stands for the base that a JSON-LD document lacks; without one the parser drops relative IRIs."""

_MAX_TRIPLE_TERMS: Final = 1_000
"""Nesting of `<<` at which the file is refused: some ten thousand overflow the parser's stack."""

_MAX_JSON: Final = 500
"""Nesting of objects and arrays at which JSON-LD is refused: some four thousand overflow it too."""

_MAX_MESSAGE: Final = 300
"""Characters of the parser's own message that are shown; it may quote a value of any length."""

_MAGIC: Final = (
    (b"\x1f\x8b", "a gzip archive"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_PLACE: Final = re.compile(r"^Parser error (?:at|between) line \d+ [^:]*: ")
_TOKEN: Final = re.compile(r"^(\S+) is(?= not a valid)")
"""What stands in the document, at the start of the parser's words about it."""
_JSON: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[{\[\]}]', re.DOTALL)
"""Strings, the last perhaps not closed, and brackets outside of them."""
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
    import pyoxigraph

    data = source.read()
    _refuse_binary(source, data)
    _refuse_bad_encoding(source, data)
    data = data.removeprefix(b"\xef\xbb\xbf")
    base = None
    if source.format == "rdfxml":
        _refuse_doctype(source, data)
    elif source.format == "jsonld":
        base = _NO_BASE
        _refuse_deep_json(source, data)
    else:
        _refuse_deep_triple_terms(source, data)
    formats = {
        "turtle": pyoxigraph.RdfFormat.TURTLE,
        "trig": pyoxigraph.RdfFormat.TRIG,
        "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
        "nquads": pyoxigraph.RdfFormat.N_QUADS,
        "rdfxml": pyoxigraph.RdfFormat.RDF_XML,
        "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    }
    try:
        quads = pyoxigraph.parse(
            data, format=formats[source.format], base_iri=base, rename_blank_nodes=True
        )
        triples = [quad.triple for quad in quads]
    except SyntaxError as error:
        raise _syntax_error(source, data, error) from error
    except MemoryError as error:  # the parser's own limit, not the machine's
        message = (
            "one literal, IRI or comment is larger than the 16 MiB that the parser takes, or a "
            "string is never closed"
        )
        raise InputError(message, code="MG004", path=source.path) from error
    except ValueError as error:
        raise InputError(str(error), code="MG001", path=source.path) from error
    if base:
        _refuse_relative(source, triples)
    if base or source.format == "rdfxml" or b"<<" in data or b"--" in data:
        return [_rdf11(source, triple) for triple in triples]
    return triples


def _refuse_binary(source: Source, data: bytes) -> None:
    kind = next((name for magic, name in _MAGIC if data.startswith(magic)), None)
    if data.startswith(_UTF16):
        message = "the file is in UTF-16; save it in UTF-8"
        raise InputError(message, code="MG002", path=source.path)
    if (kind and not data.isascii()) or b"\0" in data:
        message = f"the file is not text: it looks like {kind or 'binary data'}"
        raise InputError(message, code="MG003", path=source.path)


def _refuse_bad_encoding(source: Source, data: bytes) -> None:
    if data.isascii():  # no copy is made of the common case
        return
    try:
        data.decode()
    except UnicodeDecodeError as error:
        start = data.rfind(b"\n", 0, error.start) + 1
        raise InputError(
            f"byte 0x{data[error.start]:02x} (offset {error.start}) is not valid UTF-8; save the "
            "file in UTF-8",
            code="MG002",
            path=source.path,
            line=data.count(b"\n", 0, start) + 1,
            column=len(data[start : error.start].decode()) + 1,
        ) from error


class _RootReached(Exception):  # noqa: N818 -- ends the scan of a prolog, no error
    pass


def _refuse_doctype(source: Source, data: bytes) -> None:
    """Read XML up to its root element; a DOCTYPE can define entities, which are never expanded."""
    parser = expat.ParserCreate()

    def doctype(*_: object) -> None:
        message = (
            "a DOCTYPE is refused, for the entities it may define; write IRIs and text in full"
        )
        raise InputError(message, code="MG001", path=source.path, line=parser.CurrentLineNumber)

    def root(*_: object) -> None:
        raise _RootReached

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = root
    try:
        parser.Parse(data, True)  # noqa: FBT003 -- expat takes no keywords
    except _RootReached:
        return
    except InputError:
        raise
    except expat.ExpatError as error:
        raise InputError(
            f"no XML: {expat.ErrorString(error.code)}",
            code="MG001",
            path=source.path,
            line=error.lineno,
            column=error.offset + 1,
        ) from error
    except (LookupError, ValueError) as error:  # an encoding that Python does not know
        raise InputError(f"no XML: {error}", code="MG001", path=source.path) from error


def _refuse_deep_triple_terms(source: Source, data: bytes) -> None:
    if data.count(b"<<") < _MAX_TRIPLE_TERMS:
        return
    depth = 0
    for mark in re.finditer(rb"<<|>>", data):
        depth += 1 if mark[0] == b"<<" else -1
        if depth >= _MAX_TRIPLE_TERMS:
            message = f"triple terms are nested more than {_MAX_TRIPLE_TERMS} deep"
            raise InputError(message, code="MG004", path=source.path)


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


def _refuse_deep_json(source: Source, data: bytes) -> None:
    if data.count(b"{") + data.count(b"[") <= _MAX_JSON:
        return
    depth = 0
    for mark in _JSON.finditer(data):
        if mark[0] in b"{[":
            depth += 1
        elif mark[0] in b"]}":
            depth -= 1
        if depth > _MAX_JSON:
            start = data.rfind(b"\n", 0, mark.start()) + 1
            raise InputError(
                f"objects and arrays are nested more than {_MAX_JSON} deep",
                code="MG004",
                path=source.path,
                line=data.count(b"\n", 0, start) + 1,
                column=len(data[start : mark.start()].decode()) + 1,
            )


def _refuse_relative(source: Source, triples: Iterable[pyoxigraph.Triple]) -> None:
    for triple in triples:
        for term in triple:
            value = getattr(term, "value", "")
            if value.startswith(_NO_BASE):
                raise InputError(
                    f"'{value.removeprefix(_NO_BASE)}' is a relative IRI and the document sets no "
                    '"@base"; set one, or write the IRI in full',
                    code="MG001",
                    path=source.path,
                )


def _rdf11(source: Source, triple: pyoxigraph.Triple) -> pyoxigraph.Triple:
    import pyoxigraph

    value = triple.object
    if isinstance(value, pyoxigraph.Triple):
        message = "a triple in the place of a value (RDF 1.2) is not supported"
        raise InputError(message, code="MG001", path=source.path)
    if isinstance(value, pyoxigraph.Literal) and value.direction:
        plain = pyoxigraph.Literal(value.value, language=value.language)
        return pyoxigraph.Triple(triple.subject, triple.predicate, plain)
    return triple


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
    return InputError(
        message, code="MG001", path=source.path, line=error.lineno, column=error.offset
    )
