"""Facts that no evidence node speaks of, by set difference.

In SHACL or SPARQL this would be a `NOT EXISTS` for every fact, which is quadratic; as two sets it
is one pass. What an evidence node must hold is for `shapes/evidence.ttl` to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from mediagora.findings import Finding, Severity
from mediagora.validation import names
from mediagora.validation.selection import Wanted
from mediagora.vocabulary import NS, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from mediagora.validation.places import Select
    from mediagora.validation.userdata import UserData

_WITHOUT_SOURCE: Final = "MG250"


def described(data: UserData) -> set[int]:
    """Give the platforms and organizations of the user's data, whose facts count, as hashes."""
    return data.members(names.SOCIAL_MEDIA) | data.members(names.ORGANIZATION)


def facts_without_source(data: UserData, select: Select) -> Iterator[Finding]:
    """Find facts about platforms and organizations that have no evidence node (`MG250`).

    Args:
        data: The data of the run.
        select: Looks statements up in all documents.
    """
    told = _annotated(data)
    for number, triple, _ in select(Wanted(frozenset(described(data)))):
        if _is_fact(triple) and tuple(triple) not in told:
            yield Finding(
                code=_WITHOUT_SOURCE,
                severity=Severity.VIOLATION,
                message=(
                    "This fact has no source. Add an owl:Axiom node for it "
                    f"(owl:annotatedSource, owl:annotatedProperty {_name(triple.predicate)}, "
                    "owl:annotatedTarget) with its dcterms:source."
                ),
                path=data.documents[number].path,
                focus_node=names.plain(triple.subject),
                property=triple.predicate.value,
                value=names.plain(triple.object),
            )


def _annotated(data: UserData) -> set[tuple[object, ...]]:
    def values(predicate: NamedNode) -> dict[object, list[object]]:
        found: dict[object, list[object]] = {}
        for triple in data.kept(predicate):
            found.setdefault(triple.subject, []).append(triple.object)
        return found

    properties = values(names.ANNOTATED_PROPERTY)
    targets = values(names.ANNOTATED_TARGET)
    return {
        (subject, predicate, value)
        for node, subjects in values(names.ANNOTATED_SOURCE).items()
        for subject in subjects
        for predicate in properties.get(node, ())
        for value in targets.get(node, ())
    }


def _is_fact(triple: Triple) -> bool:
    if triple.predicate == names.RDF_TYPE:
        return isinstance(triple.object, NamedNode) and triple.object.value.startswith(NS)
    return triple.predicate in {
        names.EXACT_MATCH,
        names.ALT_LABEL,
    } or triple.predicate.value.startswith(NS)


def _name(predicate: NamedNode) -> str:
    return shorten(predicate.value)
