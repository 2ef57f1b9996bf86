"""Where the statements of a document stand: beside the graph, never in it.

Documents are read once more for it, and only as far as what is sought demands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.reading.inputs import Source
    from mediagora.reading.spans import Directive, Placed, Sought


def locate(source: Source, sought: Sought, *, blanks_before: int = 0) -> Iterator[Placed]:
    """Find statements of a document that `mediagora.reading.parsing` has read without a fault.

    What cannot be placed is left out, or has the place of its subject only. A blank node in
    brackets, and a list, has the place of all that stands between its brackets.

    Args:
        source: The document.
        sought: Which statements to find; those that are found are no others.
        blanks_before: How many blank nodes the documents before it have. The next one is `b` and
            the number after it, and so on as the parser gives them.

    Raises:
        InputError: There are more bytes than the limit.
        UsageError: The file cannot be read.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> from mediagora.reading.spans import Sought
        >>> source = Source("a.ttl", "turtle", b"<urn:a> <urn:b> 'c' .")
        >>> [placed] = locate(source, Sought(subjects=frozenset({"urn:a"})))
        >>> placed.object
        Span(line=1, column=17, end_line=1, end_column=20)
    """
    if source.format == "jsonld":
        from mediagora.reading.locating_json import locate_jsonld

        return locate_jsonld(source, sought, blanks_before=blanks_before)
    if source.format == "rdfxml":
        from mediagora.reading.locating_xml import locate_rdfxml

        return locate_rdfxml(source, sought, blanks_before=blanks_before)
    from mediagora.reading.locating_turtle import locate_turtle

    return locate_turtle(source, sought, blanks_before=blanks_before)


def directives(source: Source) -> list[Directive]:
    """Give the prefixes and bases that a document declares, in the order of the document.

    Raises:
        InputError: There are more bytes than the limit.
        UsageError: The file cannot be read.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> directives(Source("a.ttl", "turtle", b"@prefix e: <urn:e:> ."))[0].span
        Span(line=1, column=12, end_line=1, end_column=20)
    """
    if source.format == "jsonld":
        from mediagora.reading.locating_json import directives_jsonld

        return directives_jsonld(source)
    if source.format == "rdfxml":
        from mediagora.reading.locating_xml import directives_rdfxml

        return directives_rdfxml(source)
    from mediagora.reading.locating_turtle import directives_turtle

    return directives_turtle(source)
