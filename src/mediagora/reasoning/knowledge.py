"""What explanations are asked of: axioms, facts, who states each fact, and where it stands."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mediagora import bundle
from mediagora.reading.inputs import FORMATS, Source
from mediagora.reading.whereabouts import numbered, whereabouts
from mediagora.reasoning.axioms import axioms_of
from mediagora.reasoning.closing import Closure, closed, linking, links_of
from mediagora.reasoning.owlterms import OWL, TYPE
from mediagora.reasoning.rules import Rules, inclusions
from mediagora.vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from mediagora.reading.whereabouts import Place
    from mediagora.reasoning.axioms import Axioms, Term

_AXIOM: Final = NamedNode(f"{OWL}Axiom")
_ON: Final = tuple(NamedNode(f"{OWL}annotated{part}") for part in ("Source", "Property", "Target"))
_SOURCE: Final = NamedNode(f"{PREFIXES['dcterms']}source")
_LABEL: Final = NamedNode(f"{PREFIXES['rdfs']}label")


class Knowledge:
    """Triples, and what is known about them.

    Args:
        triples: Ontology, data and evidence (`owl:Axiom` nodes, from which nothing follows).
        sources: The documents that they are from, for their places; none for those of a graph.
        blanks_before: How many blank nodes come before each document.

    Attributes:
        axioms: The axioms among the triples.
        facts: All triples but the evidence.

    Example:
        >>> knowledge = shipped_knowledge()
        >>> facebook = NamedNode("https://w3id.org/mediagora/platform/facebook")
        >>> len(knowledge.closure([facebook]).known[facebook]) > 20
        True
    """

    def __init__(
        self,
        triples: Iterable[Triple],
        *,
        sources: Sequence[Source] = (),
        blanks_before: Sequence[int] = (),
    ) -> None:
        self._sources = sources
        self._blanks_before = blanks_before
        every = list(triples)
        nodes = {each.subject for each in every if each.predicate == TYPE and each.object == _AXIOM}
        self.facts = frozenset(each for each in every if each.subject not in nodes)
        self._evidence = [each for each in every if each.subject in nodes]
        self._modules: dict[frozenset[Term], Collection[Triple]] = {}
        self._closures: dict[frozenset[Term], Closure] = {}
        self.axioms: Axioms = axioms_of(each for each in every if each.subject not in nodes)

    @cached_property
    def rules(self) -> Rules:
        """The rules, with the links of chains."""
        needed = linking(self.axioms)
        links = links_of((each for each in self.facts if each.predicate in needed), self.axioms)
        return Rules(self.axioms, links)

    def closure(self, subjects: Iterable[Term], more: Iterable[Triple] = ()) -> Closure:
        """Draw all conclusions about some things, and what is needed for that about others.

        Args:
            subjects: What to draw conclusions about; none stands for everything.
            more: Triples to suppose.
        """
        wanted, supposed = frozenset(subjects), list(more)
        if supposed:
            return closed([*self._module(wanted), *supposed], self._rules_with(supposed))
        if wanted not in self._closures:
            self._closures[wanted] = closed(self._module(wanted), self.rules)
        return self._closures[wanted]

    def _rules_with(self, supposed: Sequence[Triple]) -> Rules:
        """The rules, with the links that what is supposed makes."""
        needed = linking(self.axioms)
        if not any(each.predicate in needed for each in supposed):
            return self.rules
        every = (each for each in (*self.facts, *supposed) if each.predicate in needed)
        return Rules(self.axioms, links_of(every, self.axioms))

    def _module(self, wanted: frozenset[Term]) -> Collection[Triple]:
        """The facts that bear on some things: theirs, those that point at them, and all links."""
        if wanted not in self._modules:
            self._modules[wanted] = self._facts_about(wanted)
        return self._modules[wanted]

    def _facts_about(self, wanted: frozenset[Term]) -> Collection[Triple]:
        needed = linking(self.axioms)
        if not wanted or TYPE in needed:
            return self.facts
        links = [each for each in self.facts if each.predicate in needed]
        # What points at a narrower feature points at the broader one as well.
        targets: set[Term] = set(wanted)
        grown = True
        while grown:
            below = {each.subject for each in links if each.object in targets} - targets
            targets |= below
            grown = bool(below)
        # A class may give a value to its members, and then no fact points at it.
        by_class = (inclusion for axiom in self.axioms.read for inclusion in inclusions(axiom))
        given = {pair.object for _, heads in by_class for pair in heads if pair.predicate != TYPE}
        if given & targets:
            return self.facts
        subjects = wanted | {each.subject for each in self.facts if each.object in targets}
        return [each for each in self.facts if each.subject in subjects or each.predicate in needed]

    @cached_property
    def _stated_by(self) -> dict[Triple, list[str]]:
        """Sources by fact, of the evidence."""
        by_node: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in self._evidence:
            by_node[subject][predicate].append(value)
        found: dict[Triple, list[str]] = defaultdict(list)
        for about in by_node.values():
            named = [each.value for each in about.get(_SOURCE, ()) if isinstance(each, NamedNode)]
            for subject in about.get(_ON[0], ()):
                for predicate in about.get(_ON[1], ()):
                    for value in about.get(_ON[2], ()):
                        if isinstance(predicate, NamedNode) and not isinstance(subject, Literal):
                            found[Triple(subject, predicate, value)] += named
        return found

    def sources_of(self, triple: Triple) -> tuple[str, ...]:
        """Give the IRIs of the sources on record for a fact, in order."""
        return tuple(sorted(set(self._stated_by.get(triple, ()))))

    def sources_of_term(self, term: Term) -> tuple[str, ...]:
        """Give the IRIs of the sources of a class or property."""
        return tuple(
            sorted(
                each.value
                for each in self._values.get((term, _SOURCE), ())
                if isinstance(each, NamedNode)
            )
        )

    def places(self, triples: Iterable[Triple]) -> dict[Triple, Place]:
        """Find where triples stand; those of a graph in memory stand nowhere."""
        return whereabouts(self._sources, set(triples), blanks_before=self._blanks_before)

    @cached_property
    def _values(self) -> dict[tuple[Term, NamedNode], list[Term]]:
        found: dict[tuple[Term, NamedNode], list[Term]] = defaultdict(list)
        for subject, predicate, value in self.facts:
            if predicate in {_SOURCE, _LABEL}:
                found[subject, predicate].append(value)
        return found

    def name(self, term: Term) -> str:
        """Give the English label of a thing, else its IRI, shortened where that can be done."""
        if isinstance(term, Literal):
            return term.value
        if isinstance(term, BlankNode | Triple):
            return str(term)
        labels = {
            each.language: each.value
            for each in self._values.get((term, _LABEL), ())
            if isinstance(each, Literal)
        }
        return labels.get("en") or labels.get(None) or shorten(term.value)


def knowledge_of(
    sources: Sequence[Source], *, shipped: bool = True, more: Iterable[Triple] = ()
) -> Knowledge:
    """Read documents, what ships before them.

    Args:
        sources: Documents of the user's.
        shipped: Whether to add ontology, data and evidence of ours.
        more: Triples that are in no document.

    Raises:
        InputError: A document cannot be read as RDF.
        UsageError: A file cannot be read.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> source = Source("a.ttl", "turtle", b"<urn:a> <urn:p> <urn:b> .")
        >>> knowledge = knowledge_of([source], shipped=False)
        >>> [place.line for place in knowledge.places(knowledge.facts).values()]
        [1]
    """
    every = [*(_shipped_sources() if shipped else ()), *sources]
    triples: list[Triple] = []
    before: list[int] = []
    count = 0
    for source in every:
        before.append(count)
        found, blanks = numbered(source, count)
        triples += found
        count += blanks
    return Knowledge([*triples, *more], sources=every, blanks_before=before)


def shipped_knowledge() -> Knowledge:
    """Read what ships: ontology, data and evidence."""
    return knowledge_of(())


def _shipped_sources() -> list[Source]:
    files: list[Path] = [
        *bundle.ontology_files(),
        *bundle.data_files(),
        *bundle.evidence_files(),
    ]
    return [
        Source(file.relative_to(bundle.root()).as_posix(), FORMATS[file.suffix], file)
        for file in files
    ]
