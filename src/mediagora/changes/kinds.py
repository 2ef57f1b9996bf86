"""What is described in a version: its terms, and the things that are told of by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mediagora.changes.contents import OWL, RDF
from mediagora.changes.records import Subject
from mediagora.vocabulary import NS, OWN_PREFIXES, PREFIXES, slug

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from mediagora.changes.records import Statement

CODE: Final = f"{NS}code"
PLATFORM: Final = "platform"

_TYPE: Final = f"{RDF}type"
_DEFINED_BY: Final = f"{PREFIXES['rdfs']}isDefinedBy"
_DECLARED: Final = {
    f"{OWL}Class": "class",
    f"{PREFIXES['rdfs']}Class": "class",
    f"{OWL}ObjectProperty": "property",
    f"{OWL}DatatypeProperty": "property",
    f"{OWL}AnnotationProperty": "property",
    f"{RDF}Property": "property",
    f"{PREFIXES['rdfs']}Datatype": "datatype",
}
_CONCEPTS: Final = tuple(
    OWN_PREFIXES[name]
    for name in (
        "mediagora",
        "content",
        "criterion",
        "device",
        "feature",
        "indicator",
        "kind",
        "purpose",
        "service",
        "technology",
    )
)
"""Namespaces of terms that are no classes and properties, but instances of our own classes."""


class Kinds:
    """What is described, each with its kind in a word.

    Args:
        statements: What is stated.
        platforms: IRIs of what is a platform.

    Attributes:
        terms: Classes, properties, features and the like, and shapes with a code, by their IRIs.
        things: Everything else.

    Example:
        >>> from mediagora.changes.records import Statement
        >>> groups = OWN_PREFIXES["feature"] + "groups"
        >>> found = Kinds([Statement(groups, _TYPE, f"{NS}Feature")], frozenset())
        >>> found.terms[groups], found.things
        ('feature', {})
    """

    def __init__(self, statements: Iterable[Statement], platforms: Collection[str]) -> None:
        types: dict[str, list[str]] = {}
        defined, coded = set[str](), set[str]()
        for subject, predicate, value in statements:
            if predicate is None or value is None or subject.startswith("_:"):
                continue
            known = types.setdefault(subject, [])
            match predicate:
                case _ if predicate == _TYPE:
                    known.append(value)
                case _ if predicate == _DEFINED_BY:
                    defined.add(subject)
                case _ if predicate == CODE:
                    coded.add(subject)
        self.terms: dict[str, str] = {}
        self.things: dict[str, str] = {}
        for iri, found in types.items():
            declared = next((_DECLARED[each] for each in sorted(found) if each in _DECLARED), None)
            if declared:
                self.terms[iri] = declared
            elif iri in coded:
                self.terms[iri] = "code"
            elif iri in defined or (found and iri.startswith(_CONCEPTS)):
                self.terms[iri] = _word(found)
            else:
                self.things[iri] = PLATFORM if iri in platforms else _word(found)


def subjects(described: Mapping[str, str], *, but: Collection[str]) -> tuple[Subject, ...]:
    """Give what is described, but for some, in the order of kinds and IRIs.

    Example:
        >>> [each.iri for each in subjects({"urn:b": "class", "urn:a": "class"}, but={"urn:b"})]
        ['urn:a']
    """
    found = sorted((kind, iri) for iri, kind in described.items() if iri not in but)
    return tuple(Subject(iri=iri, kind=kind) for kind, iri in found)


def _word(types: Iterable[str]) -> str:
    """The kind in a word: by a class of ours, if there is one."""
    ordered = sorted(types, key=lambda each: (not each.startswith(NS), each))
    name = slug(ordered[0]) if ordered else "thing"
    spaced = "".join(f" {each}" if each.isupper() else each for each in name)
    return spaced.strip().lower()
