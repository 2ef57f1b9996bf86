"""What is refused before a parser sees it: other kinds of file, and what would overrun it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from mediagora.errors import InputError

if TYPE_CHECKING:
    from mediagora.reading.inputs import Source

_MAX_TRIPLE_TERMS: Final = 1_000
"""Nesting of `<<` at which the file is refused: some ten thousand overflow the parser's stack."""

_MAX_JSON: Final = 500
"""Nesting of objects and arrays at which JSON-LD is refused: some four thousand overflow it too."""

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
_JSON: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[{\[\]}]', re.DOTALL)
"""Strings, the last perhaps not closed, and brackets outside of them."""


def refuse(source: Source, data: bytes) -> None:
    """Check the bytes of a document for what no parser should be given.

    Args:
        source: What is read, for its format and the name in messages.
        data: Its bytes.

    Raises:
        InputError: They are not in UTF-8 (`MG002`), no text (`MG003`), nested too deeply (`MG004`)
            or XML with a DOCTYPE (`MG001`).

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> refuse(Source("a.ttl", "turtle", b""), b"<urn:a> <urn:b> <urn:c> .")
    """
    _refuse_binary(source, data)
    _refuse_bad_encoding(source, data)
    if source.format == "rdfxml":
        _refuse_doctype(source, data)
    elif source.format == "jsonld":
        _refuse_deep_json(source, data)
    else:
        _refuse_deep_triple_terms(source, data)


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
        # In a text or a comment `>>` ends nothing.
        depth = max(0, depth + (1 if mark[0] == b"<<" else -1))
        if depth >= _MAX_TRIPLE_TERMS:
            message = f"triple terms are nested more than {_MAX_TRIPLE_TERMS} deep"
            raise InputError(message, code="MG004", path=source.path)


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
