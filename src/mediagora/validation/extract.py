"""What validation needs to know of a document, taken from it in one pass.

A large document is never held as a whole: what is kept are hashes of nodes, and the few statements
that others depend on. The hash of a term is pyoxigraph's, of 64 bits and the same in every process,
so that the parts of one run can be read by several; that two nodes share one does not happen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from mediagora.validation import names
from mediagora.vocabulary import BASE, OWN_PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad, Triple

    from mediagora.validation.names import Term

Kind: TypeAlias = tuple[frozenset["Term"], frozenset["Term"]]
"""Types and main purposes: the types that follow are the same for all subjects of a kind."""

_OWN: Final = tuple(OWN_PREFIXES.values())
_ALMOST_OWN: Final = re.compile(r"https?://(?:www\.)?w3id\.org/mediagora", re.IGNORECASE).match
_HINT: Final = "ediagora"
"""In whatever letters the name starts; to look for it takes a fifth of the time of the pattern."""

_NONE: Final[frozenset[Term]] = frozenset()

_SUBJECT: Final = attrgetter("subject")
_PREDICATE: Final = attrgetter("predicate")
_OBJECT: Final = attrgetter("object")


@dataclass(frozen=True, slots=True)
class Interest:
    """What a run wants to know of each document besides what it always wants to know.

    Attributes:
        kept: Predicates whose statements are kept as they are.
        subjects_of: Predicates whose subjects are targets, each with what to note them under.
        objects_of: Predicates whose objects are targets.
        all_kinds: Whether types are to be handed on to subjects without a main purpose as well.
        evidence: Whether nodes that hold evidence are nodes like others.
        in_parts: Whether to note what other parts of the data may know more of.
        entered: Predicates to whose objects shapes go, with more than a look at their classes.
        followed_back: Predicates from whose objects shapes go back.
    """

    kept: frozenset[NamedNode]
    subjects_of: dict[NamedNode, NamedNode] = field(default_factory=dict)
    objects_of: frozenset[NamedNode] = frozenset()
    all_kinds: bool = False
    evidence: bool = False
    in_parts: bool = False
    entered: frozenset[NamedNode] = frozenset()
    followed_back: frozenset[NamedNode] = frozenset()


@dataclass(slots=True)
class Extract:
    """What is known of one document, or of one part of it; nodes stand as their hashes.

    Attributes:
        path: The document as the user named it, `None` for a graph from memory.
        triples: How many statements it has.
        subjects: What it describes, blank nodes aside.
        blanks: How many blank nodes it has.
        predicates: All its predicates.
        own: Objects in Mediagora's namespaces, or in what is almost one of them.
        declared: Subjects in Mediagora's namespaces.
        kinds: Subjects with a type or a main purpose, by kind.
        terms: Those of them whose entailed types shapes have to see, as terms.
        pointing: Subjects by predicate, or by what the run notes them under, for targets.
        pointed: Objects by predicate, for targets.
        foreign: IRIs it points at and does not describe, where the data is in parts.
        entered: Nodes to which shapes may go from it.
        followed_back: Nodes from which shapes may go back along its statements.
        kept: Statements by predicate.
        evidence: Nodes that hold evidence; blank ones only where evidence is wanted.
        is_context: Whether it is a JSON-LD context, which states nothing by its nature.
    """

    path: str | None
    triples: int = 0
    subjects: set[int] = field(default_factory=set)
    blanks: int = 0
    predicates: set[NamedNode] = field(default_factory=set)
    own: set[NamedNode] = field(default_factory=set)
    declared: set[NamedNode] = field(default_factory=set)
    kinds: dict[Kind, set[int]] = field(default_factory=dict)
    terms: dict[Kind, list[Term]] = field(default_factory=dict)
    pointing: dict[NamedNode, set[int]] = field(default_factory=dict)
    pointed: dict[NamedNode, set[int]] = field(default_factory=dict)
    foreign: list[NamedNode] = field(default_factory=list)
    entered: set[int] = field(default_factory=set)
    followed_back: set[int] = field(default_factory=set)
    kept: dict[NamedNode, list[Triple]] = field(default_factory=dict)
    evidence: set[int] = field(default_factory=set)
    is_context: bool = False


class Extractor:
    """Takes an `Extract` from the statements of a document, chunk by chunk.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> from mediagora.reading.parsing import chunks
        >>> taking = Extractor("a.ttl", Interest(kept=frozenset()))
        >>> for chunk in chunks(Source("a.ttl", "turtle", b"<urn:a> a <urn:B> ; <urn:c> 1 .")):
        ...     taking.add(chunk)
        >>> extract = taking.done()
        >>> extract.triples, len(extract.subjects)
        (2, 1)
    """

    def __init__(self, path: str | None, interest: Interest) -> None:
        self._extract = Extract(path)
        self._interest = interest
        self._watched = (
            interest.kept
            | interest.subjects_of.keys()
            | interest.objects_of
            | interest.entered
            | interest.followed_back
            | {names.RDF_TYPE, names.MAIN_PURPOSE}
        )
        self.links: list[Quad] = []
        """Statements that shapes may follow back, for the caller to take away."""
        self._iris: dict[int, NamedNode] = {}
        self._blanks: set[int] = set()
        self._types: dict[int, frozenset[Term]] = {}
        self._purposes: dict[int, frozenset[Term]] = {}
        self._terms: dict[int, Term] = {}
        self._same: dict[frozenset[Term], frozenset[Term]] = {}
        self._grown: dict[tuple[frozenset[Term], Term], frozenset[Term]] = {}

    def add(self, chunk: list[Quad]) -> None:
        """Take what is wanted from some more statements."""
        extract = self._extract
        subjects, predicates = list(map(_SUBJECT, chunk)), list(map(_PREDICATE, chunk))
        nodes = list(map(hash, subjects))
        extract.triples += len(chunk)
        # One look at each distinct node, not at each statement: most of the time goes here.
        for node, subject in dict(zip(nodes, subjects, strict=True)).items():
            if isinstance(subject, NamedNode):
                extract.subjects.add(node)
                if subject.value.startswith(_OWN):
                    extract.declared.add(subject)
            else:
                self._blanks.add(node)
        objects = [value for value in map(_OBJECT, chunk) if not isinstance(value, Literal)]
        for node, value in dict(zip(map(hash, objects), objects, strict=True)).items():
            if isinstance(value, NamedNode):
                if self._interest.in_parts:
                    self._iris[node] = value
                iri = value.value
                if _HINT in iri and (iri.startswith(BASE) or _ALMOST_OWN(iri)):
                    extract.own.add(value)
            else:
                self._blanks.add(node)
        places: dict[NamedNode, list[int]] = {}
        for place, predicate in enumerate(predicates):
            places.setdefault(predicate, []).append(place)
        extract.predicates |= places.keys()
        for predicate in places.keys() & self._watched:
            found = places[predicate]
            self._note(predicate, [nodes[each] for each in found], [chunk[each] for each in found])

    def _note(self, predicate: NamedNode, nodes: list[int], quads: list[Quad]) -> None:
        extract, interest = self._extract, self._interest
        if predicate == names.RDF_TYPE:
            self._sort(self._types, nodes, quads)
            if interest.all_kinds or interest.in_parts:
                self._terms.update(zip(nodes, map(_SUBJECT, quads), strict=True))
        elif predicate == names.MAIN_PURPOSE:
            self._sort(self._purposes, nodes, quads)
            self._terms.update(zip(nodes, map(_SUBJECT, quads), strict=True))
        if predicate in interest.kept:
            extract.kept.setdefault(predicate, []).extend(quad.triple for quad in quads)
        if predicate in interest.subjects_of:
            extract.pointing.setdefault(interest.subjects_of[predicate], set()).update(nodes)
        if predicate in interest.objects_of:
            extract.pointed.setdefault(predicate, set()).update(_objects(quads))
        if predicate in interest.entered:
            extract.entered.update(_objects(quads))
        if predicate in interest.followed_back:
            extract.followed_back.update(_objects(quads))
            self.links += quads

    def _sort(
        self, sorted_: dict[int, frozenset[Term]], nodes: list[int], quads: list[Quad]
    ) -> None:
        """Add each value to those of its node; there are few different sets, each made once."""
        for node, value in zip(nodes, map(_OBJECT, quads), strict=True):
            before = sorted_.get(node, _NONE)
            after = self._grown.get((before, value))
            if after is None:
                after = before | {value}
                after = self._grown[before, value] = self._same.setdefault(after, after)
            sorted_[node] = after

    def done(self) -> Extract:
        """End the document, and give what was taken from it."""
        extract = self._extract
        extract.blanks = len(self._blanks)
        extract.foreign = [iri for node, iri in self._iris.items() if node not in extract.subjects]
        for node in self._types.keys() | self._purposes.keys():
            kind = self._types.get(node, _NONE), self._purposes.get(node, _NONE)
            extract.kinds.setdefault(kind, set()).add(node)
            if node in self._terms:
                extract.terms.setdefault(kind, []).append(self._terms[node])
        holders = {
            node
            for (types, _), nodes in extract.kinds.items()
            if names.OWL_AXIOM in types
            for node in nodes
        }
        if not self._interest.evidence:
            for kind in [kind for kind in extract.kinds if names.OWL_AXIOM in kind[0]]:
                del extract.kinds[kind]
                extract.terms.pop(kind, None)
            for nodes in extract.pointing.values():
                nodes.difference_update(holders)
            holders &= extract.subjects
        extract.evidence = holders
        return extract


def holders_in(chunk: list[Quad]) -> set[str]:
    """Give the nodes that some statements say hold evidence, in N-Triples syntax."""
    return {
        str(quad.subject)
        for quad in chunk
        if quad.object == names.OWL_AXIOM and quad.predicate == names.RDF_TYPE
    }


def _objects(quads: list[Quad]) -> Iterator[int]:
    return map(hash, map(_OBJECT, quads))
