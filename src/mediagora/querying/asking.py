"""A graph that is asked with names as people use them."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from mediagora.errors import UnknownNameError, UsageError
from mediagora.querying.view import View
from mediagora.reading.inputs import collect, paths_of
from mediagora.reading.interop import from_rdflib
from mediagora.reading.locating import directives
from mediagora.reading.shipped import shipped
from mediagora.reasoning import explaining, missing
from mediagora.reasoning.contradicting import why_impossible
from mediagora.reasoning.datatypes import fits
from mediagora.reasoning.explaining import DEFAULT_TIMEOUT
from mediagora.reasoning.knowledge import knowledge_of
from mediagora.reasoning.minimal import DEFAULT_LIMIT
from mediagora.reasoning.owlterms import NOTHING, SUBCLASS, SUBPROPERTY, TYPE
from mediagora.reasoning.words import with_article
from mediagora.vocabulary import BASE, PREFIXES, expand, shorten

if TYPE_CHECKING:
    import rdflib

    from mediagora.querying.store import Data
    from mediagora.reasoning.records import Abduction, Explanation

_PROPERTIES = tuple(
    ox.NamedNode(f"{PREFIXES['owl']}{kind}Property") for kind in ("Object", "Datatype")
)
_RANGE = ox.NamedNode(f"{PREFIXES['rdfs']}range")
_WORDS = {
    "a": TYPE,
    "rdf:type": TYPE,
    TYPE.value: TYPE,
    "owl:Nothing": NOTHING,
    NOTHING.value: NOTHING,
    "rdfs:subClassOf": SUBCLASS,
    SUBCLASS.value: SUBCLASS,
    "rdfs:subPropertyOf": SUBPROPERTY,
    SUBPROPERTY.value: SUBPROPERTY,
}
"""What can be asked with, and has no name of its own in the graph."""


class Asking:
    """A graph of which is asked why something holds, or why not.

    Args:
        data: Files, folders, globs or an rdflib graph, added to what ships.
        with_shipped: Whether the platform data that ships is there; the ontology always is.

    Raises:
        InputError: Data that is no RDF.
        UsageError: A path matches nothing, or has no known format.

    Example:
        >>> asking = Asking()
        >>> asking.why("linkedin", "SocialNetwork").holds
        True
        >>> asking.name("https://w3id.org/mediagora/ns#SocialNetwork")
        'social network'
    """

    def __init__(self, data: Data | None = None, *, with_shipped: bool = True) -> None:
        paths = () if data is None else paths_of(data)
        self._own = collect(paths or ())
        more = from_rdflib(cast("rdflib.Graph", data)) if paths is None else []
        if not with_shipped:
            more += shipped(data=False, evidence=False)
        self.knowledge = knowledge_of(self._own, shipped=with_shipped, more=more)
        store = ox.Store()
        store.bulk_extend(ox.Quad(*triple) for triple in self.knowledge.facts)
        self._view = View(store)
        self._store = store

    def name(self, iri: str) -> str:
        """Give the name of a term: its English label, or its IRI shortened."""
        return self._view.name(iri)

    def why(
        self,
        subject: str,
        *rest: str,
        limit: int = DEFAULT_LIMIT,
        timeout: float = DEFAULT_TIMEOUT,
    ) -> Explanation:
        """Explain why something holds; as `why`."""
        _refuse_limit(limit)
        triple = self.triple(subject, *rest)
        ask = why_impossible if triple.object == NOTHING else explaining.why
        found = ask(self.knowledge, triple, limit=limit, timeout=timeout)
        return replace(found, notes=(*found.notes, *self._namesakes(subject, *rest)))

    def why_not(
        self,
        subject: str,
        *rest: str,
        limit: int = DEFAULT_LIMIT,
        timeout: float = DEFAULT_TIMEOUT,
    ) -> Abduction:
        """Tell what would make something hold; as `why_not`."""
        _refuse_limit(limit)
        triple = self.triple(subject, *rest)
        if triple.object == NOTHING:
            message = "nothing is a member of owl:Nothing; `why` tells what contradicts itself"
            raise UsageError(message)
        found = missing.why_not(self.knowledge, triple, limit=limit, timeout=timeout)
        return replace(found, notes=(*found.notes, *self._namesakes(subject, *rest)))

    def _namesakes(self, *names: str) -> list[str]:
        """Say which names mean something in the data of the user as well: its other meanings."""
        notes = []
        for name in names:
            if name in _WORDS or expand(name) is not None:
                continue
            with suppress(UnknownNameError):  # a text or a number
                taken = self._view.resolve(name)
                others = [
                    each
                    for each in self._view.meanings(name)
                    if each != taken and not each.startswith(BASE)
                ]
                if others:
                    known = " and ".join(map(shorten, others))
                    meant = f"'{name}' was taken to be {shorten(taken)}"
                    notes.append(f"{meant}; it is a name of {known} as well")
        return notes

    def triple(self, subject: str, *rest: str) -> ox.Triple:
        """Give the triple that names mean: a subject and a class, or subject, property and value.

        Raises:
            UnknownNameError: Nothing has one of the names.
            UsageError: There are too few or too many.
        """
        start = self.term(subject)
        match rest:
            case (target,):
                return ox.Triple(start, *self._lies_under(start, target))
            case (predicate, value):
                name = self.term(predicate)
                self._refuse_no_property(name, predicate)
                return ox.Triple(start, name, self._value(start, name, value))
            case _:
                message = "name a subject and a class, or a subject, a property and a value"
                raise UsageError(message)

    def _refuse_no_property(self, term: ox.NamedNode, name: str) -> None:
        kinds = [quad.object for quad in self._store.quads_for_pattern(term, TYPE, None)]
        is_used = any(True for _ in self._store.quads_for_pattern(None, term, None))
        if kinds and not is_used and not any("Property" in str(kind) for kind in kinds):
            message = f"'{name}' is no property; name a subject, a property and a value"
            raise UsageError(message)

    def _lies_under(self, start: ox.NamedNode, target: str) -> tuple[ox.NamedNode, ox.NamedNode]:
        end = self.term(target)
        if start == end:
            raise UsageError(f"'{target}' is the same thing; name another class or property")
        if self._is_class(start):
            return SUBCLASS, end
        if any(self._is(start, kind) and self._is(end, kind) for kind in _PROPERTIES):
            return SUBPROPERTY, end
        if any(self._is(end, kind) for kind in _PROPERTIES):
            raise UsageError(
                f"'{target}' is a property; name a value as well: SUBJECT {target} VALUE"
            )
        if end != NOTHING and not self._is_class(end):
            raise UsageError(
                f"'{target}' is no class; to ask for a value, name the property as well: "
                f"SUBJECT PROPERTY {target}"
            )
        return TYPE, end

    def _value(
        self, subject: ox.NamedNode, predicate: ox.NamedNode, name: str
    ) -> ox.NamedNode | ox.Literal:
        """A literal on record is known by its text; anything else has a name."""
        for quad in self._store.quads_for_pattern(subject, predicate, None):
            if isinstance(quad.object, ox.Literal) and name in {
                quad.object.value,
                str(quad.object),
            }:
                return quad.object
        if self._is(predicate, _PROPERTIES[1]):  # a text or number that nobody states
            for quad in self._store.quads_for_pattern(predicate, _RANGE, None):
                if isinstance(quad.object, ox.NamedNode):
                    value = ox.Literal(name, datatype=quad.object)
                    if not fits(value, quad.object):
                        kind = with_article(shorten(quad.object.value))
                        raise UsageError(f"'{name}' is not {kind}")
                    return value
            return ox.Literal(name)
        return self.term(name)

    def _is_class(self, term: ox.NamedNode) -> bool:
        return term in self.knowledge.axioms.classes

    def _is(self, term: ox.NamedNode, kind: ox.NamedNode) -> bool:
        return ox.Quad(term, TYPE, kind) in self._store

    def term(self, name: str) -> ox.NamedNode:
        """Give what a name means: an IRI, a CURIE, a short name or a label.

        Raises:
            UnknownNameError: Nothing has the name.
        """
        if name in _WORDS:
            return _WORDS[name]
        try:
            return ox.NamedNode(self._view.resolve(name))
        except UnknownNameError:
            iri = expand(name) or self._expanded(name)
            if iri is not None:
                with suppress(ValueError):  # what looks like an IRI and is none
                    node = ox.NamedNode(iri)
                    patterns = ((node, None, None), (None, None, node), (None, node, None))
                    if any(
                        True
                        for pattern in patterns
                        for _ in self._store.quads_for_pattern(*pattern)
                    ):
                        return node
            raise

    def _expanded(self, name: str) -> str | None:
        """Give the IRI of a CURIE with a prefix that a file of the user's declares."""
        prefix, colon, local = name.partition(":")
        if colon:
            for source in self._own:
                for each in directives(source):
                    if each.prefix == prefix:
                        return each.iri + local
        return None


def _refuse_limit(limit: int) -> None:
    if limit < 1:
        raise UsageError(f"limit is a number from 1 on, not {limit}")
