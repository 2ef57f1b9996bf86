"""Where the statements of an RDF/XML document stand in its text."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Final, cast

from mediagora.reading.linemap import LineMap
from mediagora.reading.refusals import refuse
from mediagora.reading.seeking import Names, is_sought
from mediagora.reading.spans import Directive, Placed
from mediagora.reading.xml_follow import Follower
from mediagora.reading.xml_places import declared, tags

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from mediagora.reading.inputs import Source
    from mediagora.reading.spans import Sought

_BOM: Final = b"\xef\xbb\xbf"


def locate_rdfxml(source: Source, sought: Sought, *, blanks_before: int = 0) -> Iterator[Placed]:
    """Place statements of an RDF/XML document.

    The place of an IRI is the attribute's value with its quotes, or the name of the element that
    stands for it; that of a blank node the value of its `rdf:nodeID`, else the element's name;
    that of a text what stands between the tags, or the whole element where there is nothing.

    Args:
        source: What the parser took.
        sought: Which statements.
        blanks_before: How many blank nodes there are in the documents before it.

    Raises:
        InputError: There are more bytes than the source allows.
        UsageError: It cannot be read any more.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> from mediagora.reading.spans import Sought
        >>> data = b'''<e:T xmlns:e="urn:e:"
        ...   xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        ...   rdf:about="urn:a"/>'''
        >>> [placed] = locate_rdfxml(Source("a.rdf", "rdfxml", data), Sought(everything=True))
        >>> placed.subject, placed.object.column
        (Span(line=3, column=13, end_line=3, end_column=20), 2)
    """
    import pyoxigraph as ox

    data = source.read()
    refuse(source, data)
    text = data.removeprefix(_BOM).decode()
    lines = LineMap(text)
    follower = Follower(text)
    names = Names(blanks_before)
    try:
        for quad in ox.parse(
            cast("IO[bytes]", follower), ox.RdfFormat.RDF_XML, rename_blank_nodes=True
        ):
            triple = names.named(quad.triple)
            places = follower.places(quad.triple)
            if is_sought(triple, sought):
                yield Placed(triple, *(place and lines.span(*place) for place in places))
    except (SyntaxError, ValueError):  # no longer what was taken: the rest has no place
        return


def directives_rdfxml(source: Source) -> list[Directive]:
    """Give the namespaces that an RDF/XML document declares, the default one as the empty prefix.

    Raises:
        InputError: There are more bytes than the source allows.
        UsageError: It cannot be read.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> data = b'<e:T xmlns:e="urn:e:"/>'
        >>> directives_rdfxml(Source("a.rdf", "rdfxml", data))[0].iri
        'urn:e:'
    """
    text = source.read().removeprefix(_BOM).decode(errors="replace")  # it may have changed
    last = text.rfind("xmlns")
    lines = LineMap(text[: text.find("<", last) + 1] or text)
    found = []
    for tag in takewhile(lambda tag: tag.place[0] < last, tags(text)):
        if tag.opens and "xmlns" in text[slice(*tag.place)]:
            found += [
                Directive(prefix, iri, lines.span(*place))
                for prefix, iri, place in declared(text, tag)
            ]
    return found
