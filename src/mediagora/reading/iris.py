"""Where a document first writes an IRI in full that starts so."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, Final

from mediagora.reading.forward import Forward
from mediagora.reading.lexis import COMMENT, IRI, SINGLE_QUOTED, STRING
from mediagora.reading.linemap import LineMap
from mediagora.reading.statements import statements

if TYPE_CHECKING:
    from mediagora.reading.inputs import Source
    from mediagora.reading.spans import Span

_TOKEN: Final = re.compile(
    b"|".join((COMMENT, STRING, SINGLE_QUOTED, rb"(?P<iri>%b)" % IRI, rb"\\."))
)


def first_iri(source: Source, start: str) -> Span | None:
    r"""Give the place of the first IRI that starts so; `None` where it is written by a prefix.

    In Turtle and the formats beside it, that is an IRI in angle brackets outside of comments and
    strings; in JSON-LD and RDF/XML a text in quotes.

    Args:
        source: The document.
        start: How the IRI starts.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> source = Source("a.ttl", "turtle", b"# <urn:b>\n<urn:a> <urn:p> '<urn:b>', <urn:b> .")
        >>> first_iri(source, "urn:b")
        Span(line=2, column=28, end_line=2, end_column=35)
    """
    data = source.read().removeprefix(BOM_UTF8)
    forward = Forward(data)
    if source.format in {"jsonld", "rdfxml"}:
        at = data.find(f'"{start}'.encode())
        end = data.find(b'"', at + 1) + 1
        return forward.within(at, _span(data[at:end])) if 0 <= at < end else None
    wanted = f"<{start}".encode()
    if wanted not in data:
        return None
    for each in statements(data, source.format):
        if data.find(wanted, each.start, each.end) < 0:
            continue
        for token in _TOKEN.finditer(data, each.start, each.end):
            if token["iri"] and token["iri"].startswith(wanted):
                return forward.within(token.start(), _span(token["iri"]))
    return None


def _span(written: bytes) -> Span:
    text = written.decode(errors="replace")
    return LineMap(text).span(0, len(text))
