"""Query files: is each a query, and are its terms declared, up to date and rightly prefixed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediagora.errors import InputError
from mediagora.findings import Finding
from mediagora.reading.queryterms import mentions
from mediagora.reading.refusals import refuse
from mediagora.validation.terms import in_namespace
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mediagora.declared.terms import Terms
    from mediagora.reading.inputs import Source
    from mediagora.reading.spans import Span


def faults_of_query(source: Source, terms: Terms) -> Iterator[Finding]:
    """Find what is wrong with the terms of a query (`MG101` to `MG104`), each at its place.

    Args:
        source: The file.
        terms: All terms that the run knows.

    Raises:
        InputError: It is no SPARQL query (`MG001`), not in UTF-8 (`MG002`), no text (`MG003`) or
            larger than the limit (`MG004`).
        UsageError: The file cannot be read.

    Example:
        >>> from mediagora.declared.terms import Terms
        >>> from mediagora.reading.inputs import Source
        >>> source = Source("a.rq", "sparql", b"ASK { ?x a feature:grups }")
        >>> terms = Terms({"https://w3id.org/mediagora/feature/groups"})
        >>> [(found.code, found.column) for found in faults_of_query(source, terms)]
        [('MG101', 12)]
    """
    text = _checked(source)
    told = set()
    namespaces: dict[str, Span] = {}
    for mention in mentions(text, PREFIXES):
        if mention.iri is None:
            continue
        if mention.is_namespace:
            namespaces.setdefault(mention.iri, mention.span)
        elif almost := terms.almost_right(mention.iri):
            if almost.found not in told:
                told.add(almost.found)
                span = namespaces.get(almost.found, mention.span)
                yield in_namespace(almost, source.path).at(*span)
        elif fault := terms.fault(mention.iri, "term"):
            finding = Finding(
                code=fault.code,
                severity=fault.severity,
                message=fault.message,
                path=source.path,
                value=mention.iri,
                suggestion=fault.suggestion,
                fix=fault.fix,
            )
            yield finding.at(*mention.span)


def _checked(source: Source) -> str:
    # What parses queries is needed for queries alone.
    from mediagora.reading.sparql import QuerySyntaxError, check

    data = source.read()
    refuse(source, data)
    text = data.decode().removeprefix("\N{BYTE ORDER MARK}")
    try:
        check(text.replace("\r\n", "\n").replace("\r", "\n"))
    except QuerySyntaxError as error:
        raise InputError(
            error.reason, code="MG001", path=source.path, line=error.line, column=error.column
        ) from error
    return text


def faults_of_queries(
    sources: Iterable[Source], terms: Terms
) -> tuple[list[Finding], list[InputError]]:
    """Find what is wrong with several queries, and which of them are none.

    Args:
        sources: The files.
        terms: All terms that the run knows.

    Raises:
        UsageError: A file cannot be read.
    """
    findings: list[Finding] = []
    failures: list[InputError] = []
    for source in sources:
        try:
            findings += faults_of_query(source, terms)
        except InputError as error:
            failures.append(error)
    return findings, failures
