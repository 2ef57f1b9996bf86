"""What is known of platforms, those on record and those described, and what it is called."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mediagora.errors import UnknownNameError
from mediagora.querying.closeness import SOCIAL_MEDIA
from mediagora.querying.records import Thing
from mediagora.querying.resemblance import profile
from mediagora.querying.view import LABEL, SKOS, View
from mediagora.reading.shipped import shipped
from mediagora.reasoning.axioms import Pair
from mediagora.reasoning.knowledge import Knowledge
from mediagora.reasoning.owlterms import TYPE
from mediagora.vocabulary import BASE, NS, nearest, shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from mediagora.reading.inputs import Source
    from mediagora.reasoning.axioms import Term

_CLOSED: Final = ox.NamedNode(f"{NS}closedYear")
_IS_A: Final = "is a"
_NAMES: Final = (LABEL, f"{SKOS}altLabel")


class Known:
    """Knowledge with all that follows, and names for it.

    Args:
        knowledge: Ontology and facts.
        labelled: Triples that things are named by.
    """

    def __init__(self, knowledge: Knowledge, labelled: Iterable[ox.Triple]) -> None:
        self.knowledge = knowledge
        self._known = knowledge.closure(()).known
        self._labels = [each for each in labelled if each.predicate.value in _NAMES]
        self._view = _view(self._labels)

    def of(self, subject: Term) -> AbstractSet[Pair]:
        """Give what is said of a thing, and what follows."""
        return self._known.get(subject, frozenset())

    def name(self, iri: str) -> str:
        """Give the English label of a thing, or its CURIE."""
        return self._view.name(iri)

    def thing(self, term: Term) -> Thing:
        """Name a term; a literal or a blank node has no IRI."""
        if isinstance(term, ox.NamedNode):
            return Thing(iri=term.value, name=_IS_A if term == TYPE else self.name(term.value))
        return Thing(iri="", name=term.value if isinstance(term, ox.Literal) else str(term))

    @cached_property
    def classes(self) -> list[ox.NamedNode]:
        """The class of all platforms, and the classes below it."""
        return [each for each, above in self._above.items() if SOCIAL_MEDIA in above]

    @cached_property
    def _above(self) -> dict[ox.NamedNode, AbstractSet[Pair]]:
        close = self.knowledge.rules.close
        return {each: close([Pair(TYPE, each)])[0] for each in self.knowledge.axioms.classes}

    def depth(self, of_class: str) -> int:
        """Count the classes of platforms that a class lies in."""
        above = self._above[ox.NamedNode(of_class)]
        return sum(Pair(TYPE, each) in above for each in self.classes)

    def members(self, of_class: ox.NamedNode) -> list[ox.NamedNode]:
        """Give what is in a class and has an IRI."""
        wanted = Pair(TYPE, of_class)
        found = self._known.items()
        return [each for each, pairs in found if isinstance(each, ox.NamedNode) and wanted in pairs]

    @cached_property
    def running(self) -> Mapping[ox.NamedNode, frozenset[Pair]]:
        """What the platforms are compared by, but of those that are known to have closed."""
        found = self._known.items()
        return {
            platform: profile(pairs)
            for platform, pairs in found
            if isinstance(platform, ox.NamedNode)
            and SOCIAL_MEDIA in pairs
            and not any(pair.predicate == _CLOSED for pair in pairs)
        }

    def choose(self, kind: str, name: str, declared: Collection[ox.NamedNode]) -> ox.NamedNode:
        """Find which of some things a name means: an IRI, a CURIE, a short name or a label.

        Raises:
            UnknownNameError: None has that name.
        """
        among = set(declared)
        view = _view(each for each in self._labels if each.subject in among)
        try:
            return ox.NamedNode(view.resolve(name))
        except UnknownNameError as error:
            raise UnknownNameError(kind, name, error.nearest) from error

    def contradicted(self) -> list[Term]:
        """Give what cannot be what it is said to be, or follows to be."""
        contradict = self.knowledge.rules.contradict
        return [subject for subject, pairs in self._known.items() if contradict(pairs)]

    def undeclared(self, platform: ox.NamedNode) -> Iterator[str]:
        """Tell of names in our namespaces that are said of a platform and declared nowhere."""
        said = {
            term.value
            for pair in self.of(platform)
            for term in pair
            if isinstance(term, ox.NamedNode) and term.value.startswith(BASE)
        }
        for each in sorted(said - self._named):
            space = shorten(each).partition(":")[0] + ":"
            names = [name for name in map(shorten, self._named) if name.startswith(space)]
            close = nearest(shorten(each), names)
            hint = f"; did you mean {' or '.join(close)}?" if close else ""
            yield f"{shorten(each)} is declared nowhere{hint}"

    @cached_property
    def _named(self) -> AbstractSet[str]:
        every = (*self._labels, *self.knowledge.facts)
        return {each.subject.value for each in every if isinstance(each.subject, ox.NamedNode)}


@cache
def ours() -> Known:
    """Give what ships: the ontology, and the facts on platforms without their evidence.

    Example:
        >>> len(ours().running) > 50
        True
    """
    triples = shipped(evidence=False)
    return Known(Knowledge(triples), triples)


def known_with(
    described: Iterable[ox.Triple],
    *,
    sources: Sequence[Source] = (),
    blanks_before: Sequence[int] = (),
) -> Known:
    """Add a description to the ontology, and to what kind of thing everything on record is.

    That is enough to tell what contradicts the description. The rest of our facts is left out, and
    of the platforms that are described their kind as well.

    Args:
        described: The description.
        sources: The documents it is from.
        blanks_before: How many blank nodes come before each document.

    Example:
        >>> facebook = ox.NamedNode(f"{BASE}platform/facebook")
        >>> len(known_with([ox.Triple(facebook, TYPE, SOCIAL_MEDIA.object)]).of(facebook))
        1
    """
    own = list(described)
    subjects = {each.subject for each in own}
    platforms = {each for each in subjects if SOCIAL_MEDIA in ours().of(each)}
    data = shipped(ontology=False, evidence=False)
    kinds = [each for each in data if each.predicate == TYPE and each.subject not in platforms]
    triples = [*shipped(data=False, evidence=False), *kinds, *own]
    knowledge = Knowledge(triples, sources=sources, blanks_before=blanks_before)
    return Known(knowledge, [*triples, *data])


def _view(labels: Iterable[ox.Triple]) -> View:
    store = ox.Store()
    store.extend(ox.Quad(*each) for each in labels)
    return View(store)
