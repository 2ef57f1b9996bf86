"""HermiT's answer in triples: what is above the most specific that it names is added here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as ox

from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

_RDF, _RDFS, _OWL = (PREFIXES[name] for name in ("rdf", "rdfs", "owl"))
_TYPE: Final = ox.NamedNode(f"{_RDF}type")
_SUBCLASS: Final = f"{_RDFS}subClassOf"
_SUBPROPERTY: Final = f"{_RDFS}subPropertyOf"
_EQUIVALENT_CLASS: Final = f"{_OWL}equivalentClass"
_EQUIVALENT_PROPERTY: Final = f"{_OWL}equivalentProperty"
_LINKS: Final = {_TYPE.value, _SUBCLASS, _SUBPROPERTY, _EQUIVALENT_CLASS, _EQUIVALENT_PROPERTY}
_BOTTOM: Final = {f"{_OWL}Nothing", f"{_OWL}bottomObjectProperty", f"{_OWL}bottomDataProperty"}
_TOP: Final = {
    f"{_OWL}Class": f"{_OWL}Thing",
    f"{_OWL}ObjectProperty": f"{_OWL}topObjectProperty",
    f"{_OWL}DatatypeProperty": f"{_OWL}topDataProperty",
}
"""What is above everything, by what the names below it are declared as. HermiT does not say it."""

_LINE: Final = re.compile(r"^(\w+)\( (.*) \)$", re.MULTILINE)
# HermiT opens the second of equivalent data properties with the wrong bracket.
_NAME: Final = re.compile(r"(ObjectInverseOf\( )?[<>]([^<>\s]+)>")
_VALUES: Final = re.compile(r"^<([^<>\s]+)> \(known instances: (.*) \| possible", re.MULTILINE)
_PAIR: Final = re.compile(r"\(<([^<>\s]+)>, <([^<>\s]+)>\)")
_SAID: Final = " (known instances: "


class _Name(NamedTuple):
    """A class or property, or the inverse of a property."""

    iri: str
    inverted: bool = False


class _Hierarchy:
    """What is above what, among classes or among properties."""

    def __init__(self) -> None:
        self._above: dict[_Name, set[_Name]] = {}

    def add(self, lower: _Name, upper: _Name) -> None:
        """Put one above another. HermiT says of the inverses what follows for them."""
        self._above.setdefault(lower, set()).add(upper)

    def names(self) -> set[str]:
        """All that has something above it."""
        return {name.iri for name in self._above}

    def above(self, iri: str) -> set[_Name]:
        """All that is above a name, and itself where it is equivalent to one of them."""
        found: set[_Name] = set()
        waiting = list(self._above.get(_Name(iri), ()))
        while waiting:
            if (each := waiting.pop()) not in found:
                found.add(each)
                waiting.extend(self._above.get(each, ()))
        return found


def is_answer(text: str) -> bool:
    r"""Tell HermiT's answer, which may be blank lines, from what another program prints.

    Example:
        >>> is_answer("usage: java [options]"), is_answer("\n")
        (False, True)
    """
    lines = text.splitlines()
    return bool(lines) and all(not line or _LINE.match(line) or _SAID in line for line in lines)


def entailed(text: str, question: AbstractSet[ox.Triple]) -> set[ox.Triple]:
    """Give what an answer says of the names in the question, what is stated there among it.

    Args:
        text: What HermiT printed.
        question: What it was asked about: axioms and facts.

    Example:
        >>> from pyoxigraph import NamedNode, Triple
        >>> stated = Triple(NamedNode("urn:a"), NamedNode("urn:p"), NamedNode("urn:B"))
        >>> [str(triple) for triple in entailed("Type( <urn:a> <urn:B> )", {stated})]
        ['<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:B>']
    """
    classes, properties, types = _read(text)
    for triple in question:
        kind = triple.object.value if isinstance(triple.object, ox.NamedNode) else ""
        if triple.predicate == _TYPE and kind in _TOP and isinstance(triple.subject, ox.NamedNode):
            hierarchy = classes if kind == f"{_OWL}Class" else properties
            hierarchy.add(_Name(triple.subject.value), _Name(_TOP[kind]))
    found = {
        *_types(types, classes),
        *_values(text, question, properties),
        *_order(classes, _SUBCLASS, _EQUIVALENT_CLASS),
        *_order(properties, _SUBPROPERTY, _EQUIVALENT_PROPERTY),
    }
    names = {term.value for triple in question for term in triple if isinstance(term, ox.NamedNode)}
    return {triple for triple in found if _is_about(triple, names)}


def _read(text: str) -> tuple[_Hierarchy, _Hierarchy, list[tuple[str, str]]]:
    """Take classes, properties, and pairs of individual and class out of the lines."""
    classes, properties = _Hierarchy(), _Hierarchy()
    types: list[tuple[str, str]] = []
    for kind, words in _LINE.findall(text):
        names = [_Name(iri, bool(inverse)) for inverse, iri in _NAME.findall(words)]
        hierarchy = classes if "Class" in kind else properties
        for other in names[1:]:
            if kind == "Type":
                types.append((names[0].iri, other.iri))
                continue
            hierarchy.add(names[0], other)
            if kind.startswith("Equivalent"):
                hierarchy.add(other, names[0])
    return classes, properties, types


def _types(types: list[tuple[str, str]], classes: _Hierarchy) -> Iterator[ox.Triple]:
    for individual, kind in types:
        for each in classes.above(kind) | {_Name(kind)}:
            yield ox.Triple(ox.NamedNode(individual), _TYPE, ox.NamedNode(each.iri))


def _values(
    text: str, question: AbstractSet[ox.Triple], properties: _Hierarchy
) -> Iterator[ox.Triple]:
    for iri, pairs in _VALUES.findall(text):
        above = properties.above(iri) | {_Name(iri)}
        for one, other in _PAIR.findall(pairs):
            nodes = ox.NamedNode(one), ox.NamedNode(other)
            for each in above:
                subject, value = reversed(nodes) if each.inverted else nodes
                yield ox.Triple(subject, ox.NamedNode(each.iri), value)
    for triple in question:  # of data properties, HermiT gives the hierarchy and no values
        if isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.Literal):
            for each in properties.above(triple.predicate.value):
                yield ox.Triple(triple.subject, ox.NamedNode(each.iri), triple.object)


def _order(hierarchy: _Hierarchy, link: str, equivalent: str) -> Iterator[ox.Triple]:
    above = {
        iri: {each.iri for each in hierarchy.above(iri) if not each.inverted}
        for iri in hierarchy.names()
    }
    for iri, uppers in above.items():
        name = ox.NamedNode(iri)
        for upper in uppers & _BOTTOM or uppers - {iri}:  # what is below all is said to be that
            yield ox.Triple(name, ox.NamedNode(link), ox.NamedNode(upper))
            if iri in above.get(upper, ()) and upper not in _BOTTOM:
                yield ox.Triple(name, ox.NamedNode(equivalent), ox.NamedNode(upper))


def _is_about(triple: ox.Triple, names: AbstractSet[str]) -> bool:
    """Tell whether a triple is about what the question names, and says more than that it exists."""
    subject, predicate, *values = (term.value for term in triple if isinstance(term, ox.NamedNode))
    return (
        subject in names
        and (predicate in _LINKS or predicate in names)
        and all(value in names or value in _BOTTOM for value in values)
        and not subject.startswith(_OWL)
        and not any(value.startswith(_OWL) and value not in _BOTTOM for value in values)
    )
