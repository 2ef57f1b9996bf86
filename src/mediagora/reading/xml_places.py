"""Tags, attributes, namespaces (https://www.w3.org/TR/xml-names/) of XML, each with its place.

For documents that a parser has taken: nothing is checked here, and a DOCTYPE was refused before.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Place = tuple[int, int]
    """Offsets in the text: from, and up to."""

RDF: Final = PREFIXES["rdf"]
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_TAG: Final = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|"
    r"""<(/?)([^\s/>!?]+)([^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*)>""",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(r"""([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
_OLD: Final = frozenset({"about", "ID", "resource", "nodeID", "parseType", "type", "datatype"})
"""Names that once could go without the prefix."""


class Tag(NamedTuple):
    """A tag, or both of an element without content.

    Attributes:
        place: Of the tag.
        name: Of the element's name.
        opens: Whether an element begins.
        closes: Whether an element ends.
    """

    place: Place
    name: Place
    opens: bool
    closes: bool


class Attribute(NamedTuple):
    """An attribute, with the places of its name and of its value in quotes."""

    iri: str
    name: Place
    value: Place


def tags(text: str) -> Iterator[Tag]:
    """Give the tags of a document in order.

    Example:
        >>> text = '<a b=">"><!-- <c> --></a>'
        >>> [text[slice(*tag.place)] for tag in tags(text)]
        ['<a b=">">', '</a>']
    """
    for found in _TAG.finditer(text):
        if found[2]:
            is_end = bool(found[1])
            is_empty = found[3].endswith("/") or found[2].endswith("/")
            yield Tag(found.span(), found.span(2), not is_end, is_end or is_empty)


def declared(text: str, tag: Tag) -> Iterator[tuple[str, str, Place]]:
    """Give the prefixes that a tag declares, each with its namespace and the place of that.

    Example:
        >>> text = '<a xmlns:e="urn:e#"/>'
        >>> [(prefix, iri) for prefix, iri, _ in declared(text, next(tags(text)))]
        [('e', 'urn:e#')]
    """
    for found in _ATTRIBUTE.finditer(text, tag.name[1], tag.place[1]):
        head, _, prefix = found[1].partition(":")
        if head == "xmlns":
            yield prefix, unescape(found[2][1:-1]), found.span(2)


def attributes(text: str, tag: Tag, namespaces: Mapping[str, str]) -> Iterator[Attribute]:
    """Give the attributes of a tag but for `xmlns` and `xml:`, with their names in full.

    Example:
        >>> text = '<a e:b="c"/>'
        >>> [each.iri for each in attributes(text, next(tags(text)), {"e": "urn:e#"})]
        ['urn:e#b']
    """
    for found in _ATTRIBUTE.finditer(text, tag.name[1], tag.place[1]):
        prefix, colon, local = found[1].rpartition(":")
        if prefix in {"xml", "xmlns"} or found[1] == "xmlns":
            continue
        namespace = namespaces.get(prefix, "") if colon else RDF if local in _OLD else ""
        yield Attribute(namespace + local, found.span(1), found.span(2))


def expanded(name: str, namespaces: Mapping[str, str]) -> str:
    """Give the name of an element in full.

    Example:
        >>> expanded("e:T", {"e": "urn:e#"})
        'urn:e#T'
    """
    prefix, _, local = name.rpartition(":")
    return namespaces.get(prefix, "") + local


def said(text: str) -> str:
    """Give the text that a piece of XML without elements stands for.

    Example:
        >>> said("a &lt; <![CDATA[b]]><!-- c -->")
        'a < b'
    """
    pieces = []
    last = 0
    for found in _TAG.finditer(text):
        pieces.append(unescape(text[last : found.start()]))
        last = found.end()
        if found[0].startswith("<!["):
            pieces.append(found[0][9:-3])
    return "".join([*pieces, unescape(text[last:])])
