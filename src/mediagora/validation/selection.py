"""Statements looked up again in a document: which speak of a node, or use a term.

A run keeps few statements. What it needs only to tell where a fault stands is read once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import BlankNode, NamedNode, Triple

from mediagora.validation import names
from mediagora.validation.blanks import Numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements: any of these conditions is enough. Nodes stand as their hashes.

    Attributes:
        subjects: Of one of these nodes.
        objects: With one of these nodes as the object ...
        objects_of: ... and one of these predicates, or any where there are none.
        predicates: With one of these predicates.
        values: With one of these terms as the object.
    """

    subjects: frozenset[int] = frozenset()
    objects: frozenset[int] = frozenset()
    objects_of: frozenset[NamedNode] = frozenset()
    predicates: frozenset[NamedNode] = frozenset()
    values: frozenset[NamedNode] = frozenset()

    def __contains__(self, quad: Quad) -> bool:
        return (
            hash(quad.subject) in self.subjects
            or quad.predicate in self.predicates
            or quad.object in self.values
            or (
                bool(self.objects)
                and hash(quad.object) in self.objects
                and (not self.objects_of or quad.predicate in self.objects_of)
            )
        )


class Statement(NamedTuple):
    """A statement of a document; blank nodes have the names that people are told.

    Attributes:
        document: Number of the document.
        triple: What is stated.
        of_evidence: Whether it belongs to a node that holds evidence.
    """

    document: int
    triple: Triple
    of_evidence: bool


def select(
    chunks: Iterable[list[Quad]], wanted: Wanted, *, document: int, blanks_before: int
) -> list[Statement]:
    """Look statements up in one document.

    Args:
        chunks: All statements of the document.
        wanted: Which are meant.
        document: Its number.
        blanks_before: How many blank nodes the documents before it have.
    """
    numbers = Numbers(blanks_before)
    holders = set()
    found = []
    for chunk in chunks:
        numbers.add(chunk)
        for quad in chunk:
            if quad.object == names.OWL_AXIOM and quad.predicate == names.RDF_TYPE:
                holders.add(quad.subject)
            if quad in wanted:
                found.append(quad)
    return [
        Statement(document, _numbered(quad, numbers), quad.subject in holders) for quad in found
    ]


def _numbered(quad: Quad, numbers: Numbers) -> Triple:
    subject, value = quad.subject, quad.object
    if isinstance(subject, BlankNode):
        subject = BlankNode(numbers.of(str(subject))[2:])
    if isinstance(value, BlankNode):
        value = BlankNode(numbers.of(str(value))[2:])
    return Triple(subject, quad.predicate, value)
