"""Whether a document, after names in it were replaced, states what it stated before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from mediagora.errors import InputError
from mediagora.reading.parsing import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from mediagora.findings import Finding
    from mediagora.reading.inputs import Source

_NAMESPACE: Final = "MG103"


class Renamed:
    """The IRIs that fixes put for others.

    Args:
        findings: With their fixes; what is meant is their suggestion.

    Example:
        >>> from mediagora.findings import Finding, Severity
        >>> finding = Finding(code="MG101", severity=Severity.VIOLATION, message="",
        ...                   value="urn:grups", suggestion="urn:groups", fix="e:groups")
        >>> Renamed([finding])("urn:grups")
        'urn:groups'
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._terms: dict[str, str] = {}
        self._namespaces: dict[str, str] = {}
        for finding in findings:
            wrong, right = finding.value or finding.property, finding.suggestion
            if wrong and right:
                known = self._namespaces if finding.code == _NAMESPACE else self._terms
                known[wrong] = right

    def __call__(self, iri: str) -> str:
        """Give the right name for a wrong one, and any other as it is."""
        for wrong, right in self._namespaces.items():
            if iri.startswith(wrong) and not iri.startswith(right):
                iri = right + iri.removeprefix(wrong)
        return self._terms.get(iri, iri)


def says_the_same(before: Source, after: Source, renamed: Renamed) -> bool:
    """Tell whether two documents state the same, but for names that were replaced.

    Blank nodes are compared by what is said of them, not one by one.

    Args:
        before: The document as it was; an RDF document or a query.
        after: The document as it would be.
        renamed: Which names were replaced.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> before, after = (Source("a", "turtle", b"<urn:a> <urn:b> %d ." % n) for n in (1, 2))
        >>> says_the_same(before, after, Renamed([]))
        False
    """
    if before.format == "sparql":
        return _is_query(after)
    if before.format == "jsonld" and _has_doubled_keys(after):  # of which others read but one
        return False
    try:
        return _digest(before, renamed) == _digest(after, renamed)
    except (InputError, ValueError):  # it cannot be read any more
        return False


def _is_query(source: Source) -> bool:
    from mediagora.reading.sparql import QuerySyntaxError, check

    try:
        check(source.read().decode(errors="replace"))
    except QuerySyntaxError:
        return False
    return True


def _has_doubled_keys(source: Source) -> bool:
    doubled = False

    def members(pairs: list[tuple[str, object]]) -> None:
        nonlocal doubled
        doubled = doubled or len({key for key, _ in pairs}) < len(pairs)

    json.loads(source.read(), object_pairs_hook=members)
    return doubled


def _digest(source: Source, renamed: Renamed) -> tuple[int, int]:
    """Number of statements, and a sum over them in which their order does not count."""
    total = number = 0
    for chunk in chunks(source):
        for quad in chunk:
            total += hash(_known_by(quad.triple, renamed))
            number += 1
    return number, total


def _known_by(triple: Triple, renamed: Renamed) -> tuple[object, ...]:
    parts: list[object] = []
    for term in triple:
        if isinstance(term, NamedNode):
            parts.append(renamed(term.value))
        elif isinstance(term, Literal):
            parts.append((term.value, term.language, renamed(term.datatype.value)))
        else:
            parts.append(BlankNode)
    return tuple(parts)
