"""All that follows from documents of any size, drawn while they are read.

Documents are read twice. The first time tells which subjects other statements have a bearing on:
those that are linked (`mediagora.reasoning.closing.linking`), those that become members of a class
by being a value, and those of which a document speaks in several places. These, a small part of
platform data, are kept in memory; what follows for any other subject is drawn from its own
statements alone, when they are read the second time, and given at once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mediagora.reading.parsing import chunks
from mediagora.reading.seeking import Names
from mediagora.reasoning.axioms import Pair, axioms_of, is_axiomatic
from mediagora.reasoning.closing import EVIDENCE, Closure, hierarchy, linking, links_of
from mediagora.reasoning.owlterms import PREDICATES, TYPE, TYPES
from mediagora.reasoning.owlterms import node as node_of
from mediagora.reasoning.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mediagora.reading.inputs import Source
    from mediagora.reasoning.axioms import Axioms
    from mediagora.reasoning.owlterms import Term

_BYTES_A_CHUNK: Final = 20_000
"""About how many bytes the statements take that are read at a time."""
_MAX_TOLD: Final = 100
"""Subjects with a contradiction that are kept in mind."""


@dataclass(slots=True)
class Account:
    """What a run has met with; complete when its triples have all been taken.

    Attributes:
        stated: How many triples the documents state.
        entailed: How many follow that no document states.
        left_out: How many of these were not given, since they are about blank nodes.
        contradicted: The first subjects that cannot be what they are said to be.
        contradictions: How many there are.
        unread: Axioms that were not applied, by kind.
    """

    stated: int = 0
    entailed: int = 0
    left_out: int = 0
    contradicted: list[Term] = field(default_factory=list)
    contradictions: int = 0
    unread: dict[str, int] = field(default_factory=dict)

    def contradict(self, subjects: Iterable[Term]) -> None:
        """Take down subjects with a contradiction."""
        for subject in subjects:
            self.contradictions += 1
            if len(self.contradicted) < _MAX_TOLD:
                self.contradicted.append(subject)


@dataclass(slots=True)
class _Survey:
    """What is to be known of documents before conclusions are drawn."""

    links: list[Triple] = field(default_factory=list)
    axioms: list[Triple] = field(default_factory=list)
    kept: set[Term] = field(default_factory=set)


class _Bearing(NamedTuple):
    """What the statements with a property have a bearing on beyond their subjects."""

    is_link: bool
    is_axiom: bool
    types_values: bool


class Materialisation:
    """The entailments of an ontology over documents.

    Args:
        sources: The documents; axioms among their triples are applied as well.
        ontology: Triples that are known besides.
        choose: Picks the axioms to be applied.
        progress: Called now and then with the share that is done, from 0 to 1.

    Attributes:
        account: What the run has met with.

    Example:
        >>> from mediagora.reading.inputs import Source
        >>> from mediagora.reading.shipped import shipped
        >>> text = b"<urn:a> a <https://w3id.org/mediagora/ns#ForumPlatform> ."
        >>> run = Materialisation([Source("a.ttl", "turtle", text)], shipped(data=False))
        >>> found = [each.object.value for each in run.new() if each.subject.value == "urn:a"]
        >>> sorted(iri.partition("#")[2] for iri in found)
        ['DiscussionPlatform', 'SocialMedia']
    """

    def __init__(
        self,
        sources: Sequence[Source],
        ontology: Iterable[Triple],
        *,
        choose: Callable[[Axioms], Axioms] = lambda axioms: axioms,
        progress: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._sources = sources
        names = Names()  # the same at each run, and of no document
        self._ontology = [names.named(triple) for triple in ontology]
        self._blanks = len(names)
        self._choose = choose
        self._progress = progress
        self._share = 0.0
        self.account = Account()

    def new(self) -> Iterator[Triple]:
        """Give what follows and is not stated, as it is found.

        What follows for blank nodes is left out: nothing outside their document can refer to them.

        Raises:
            InputError: A document cannot be read as RDF.
            UsageError: A file cannot be read.
        """
        for triple in self._run(stated=False):
            if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
                self.account.left_out += 1
            else:
                yield triple

    def every(self) -> Iterator[Triple]:
        """Give what the ontology and the documents state, and what follows.

        Raises:
            InputError: A document cannot be read as RDF.
            UsageError: A file cannot be read.
        """
        return self._run(stated=True)

    def _run(self, *, stated: bool) -> Iterator[Triple]:
        axioms, survey = self._surveyed()
        self.account.unread = dict(axioms.unread)
        needed = linking(axioms)
        links = [each for each in self._ontology if each.predicate in needed]
        rules = Rules(axioms, links_of(chain(links, survey.links), axioms, tick=self._tick))
        closure = Closure(rules, tick=self._tick)
        on_record = set(self._ontology)
        if stated:
            yield from on_record
        for subject, predicate, value in on_record:
            closure.add(subject, Pair(predicate, value))
        kept = survey.kept.union(*((each.subject, each.object) for each in on_record))
        for subject, said in self._blocks(0.5):
            self.account.stated += len(said)
            is_kept = subject in kept
            if stated or is_kept:
                triples = dict.fromkeys(Triple(node_of(subject), *pair) for pair in said)
                if stated:
                    yield from (triple for triple in triples if triple not in on_record)
                if is_kept:
                    on_record.update(triples)
            if is_kept:
                for pair in said:
                    closure.add(subject, pair)
            elif EVIDENCE not in said:
                yield from self._concluded(subject, said, rules, closure)
        closure.run()
        self.account.contradict(
            subject
            for subject, pairs in closure.known.items()
            if EVIDENCE not in pairs and rules.contradict(pairs)
        )
        for triple in chain(closure.triples(), hierarchy(axioms, rules)):
            self._tick()
            if triple not in on_record:
                self.account.entailed += 1
                yield triple
        self._progress(1.0)

    def _concluded(
        self, subject: Term, said: list[Pair], rules: Rules, closure: Closure
    ) -> Iterator[Triple]:
        known, others = rules.close(said)
        for other, pair in others:
            closure.add(other, pair)
        if rules.contradict(known):
            self.account.contradict([subject])
        node = node_of(subject)
        for pair in known.difference(said):
            self.account.entailed += 1
            yield Triple(node, *pair)

    def _surveyed(self) -> tuple[Axioms, _Survey]:
        given = [each for each in self._ontology if is_axiomatic(each)]
        axioms = self._choose(axioms_of(given))
        survey = self._survey(axioms)
        if survey.axioms:  # with axioms of its own more of the data may matter
            axioms = self._choose(axioms_of([*given, *survey.axioms]))
            survey = self._survey(axioms)
        return axioms, survey

    def _survey(self, axioms: Axioms) -> _Survey:
        needed, rules = linking(axioms), Rules(axioms)
        survey = _Survey()
        survey.kept |= {term for axiom in axioms.read for term in axiom.terms}
        found: dict[NamedNode, _Bearing] = {}
        seen: set[int] = set()
        for subject, said in self._blocks(0.0):
            known_by = hash(subject)
            if known_by in seen:
                survey.kept.add(subject)
            seen.add(known_by)
            for predicate, value in said:
                bears = found.get(predicate)
                if bears is None:
                    bears = found[predicate] = _Bearing(
                        is_link=predicate in needed,
                        is_axiom=predicate in PREDICATES,
                        types_values=rules.types_objects(predicate),
                    )
                # What a link leads to is a value of all that chains make of it.
                if (bears.types_values or bears.is_link) and not isinstance(value, Literal):
                    survey.kept.add(value)
                if bears.is_link:
                    survey.links.append(Triple(node_of(subject), predicate, value))
                    survey.kept.add(subject)
                if bears.is_axiom or (predicate == TYPE and value in TYPES):
                    survey.axioms.append(Triple(node_of(subject), predicate, value))
        return survey

    def _blocks(self, done: float) -> Iterator[tuple[Term, list[Pair]]]:
        """The statements of all documents, those about one subject in a row together."""
        blanks = self._blanks
        for number, source in enumerate(self._sources):
            names = Names(blanks)
            subject: Term | None = None
            said: list[Pair] = []
            expected = source.size() / _BYTES_A_CHUNK
            for read, chunk in enumerate(chunks(source)):
                for quad in chunk:
                    about, predicate, value = quad.triple
                    if isinstance(about, BlankNode) or isinstance(value, BlankNode):
                        about, predicate, value = names.named(quad.triple)
                    if about != subject:
                        if subject is not None:
                            yield subject, said
                        subject, said = about, []
                    said.append(Pair(predicate, value))
                share = min(1.0, read / expected)
                self._share = done + 0.5 * (number + share) / len(self._sources)
                self._tick()
            if subject is not None:
                yield subject, said
            blanks += len(names)

    def _tick(self) -> None:
        """Tell how far it is; who is told may end it."""
        self._progress(self._share)
