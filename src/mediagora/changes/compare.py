"""Two versions side by side: what they state, what holds in them, what they answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mediagora.changes.answers import answers, differing
from mediagora.changes.consequences import AXIOMS, TYPE, holding, lost
from mediagora.changes.contents import OWL, Contents
from mediagora.changes.kinds import Kinds, subjects
from mediagora.changes.naming import mentioned, plain
from mediagora.changes.records import (
    Change,
    Deprecation,
    Difference,
    Side,
    Statement,
    Suggestion,
)
from mediagora.changes.semver import suggestion
from mediagora.changes.versions import ours, read, read_both
from mediagora.errors import EngineError
from mediagora.garbage import without_collector
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pyoxigraph import Store, Triple

    from mediagora.changes.answers import Rows
    from mediagora.changes.consequences import Holding
    from mediagora.changes.contents import Term
    from mediagora.changes.versions import Data, Version

    _Slot = tuple[str, str | None, str]

DEPRECATED: Final = f"{OWL}deprecated"
REPLACED_BY: Final = f"{PREFIXES['dcterms']}isReplacedBy"
_LABEL: Final = f"{PREFIXES['rdfs']}label"
_TRUE: Final = frozenset({"true", "1"})


def diff(a: Data, b: Data, *, data: Data | None = None) -> Difference:
    """Tell what differs between two versions of ontology or data, and what comes of it.

    The order of triples, prefixes, formats and labels of blank nodes make no difference. Where
    neither version holds Mediagora's ontology, the one that ships is added to both.

    Args:
        a: The older version: a file, folder or glob, several of them, or an rdflib graph.
        b: The newer one.
        data: What is added to both, so that consequences for it are seen. What it states is told
            of only as far as it follows.

    Raises:
        InputError: A file is no RDF.
        UsageError: A path matches nothing, or a file's format is unknown.

    Example:
        >>> import rdflib
        >>> older, newer = rdflib.Graph(), rdflib.Graph()
        >>> newer = newer.parse(data='''@prefix m: <https://w3id.org/mediagora/ns#> .
        ...   <https://example.org/chirp> a m:BlogPlatform .''')
        >>> found = diff(older, newer)
        >>> [each.iri for each in found.things_added], found.suggestion.level
        (['https://example.org/chirp'], 'patch')
    """
    with without_collector():
        versions = read_both(a, b)
        known = [] if data is None else [read(data)]
        added = _Added(
            [*ours([*versions, *known]), *(each for one in known for each in one.triples)]
        )
        one, other = (_Reading(version, added) for version in versions)
        return _difference(one, other)


class _Added:
    """What is added to both versions."""

    def __init__(self, triples: list[Triple]) -> None:
        self.triples = triples
        self.contents = Contents(triples)
        self.statements = self.contents.statements
        kinds = Kinds(self.statements, ())
        self.terms, self.things = kinds.terms, kinds.things


class _Reading:
    """One version, read and reasoned over; what it states by itself is kept apart."""

    def __init__(self, version: Version, added: _Added) -> None:
        self.version = version
        self.added = added
        self.contents = Contents(version.triples, path=version.name)
        self.statements = self.contents.statements
        triples = [*version.triples, *added.triples]
        stated, entailed = _stores(triples)
        self.holding: Holding = holding([*self.statements, *added.statements], entailed)
        self.answers: dict[str, Rows] = answers(stated, entailed, self._written)
        self.kinds = Kinds(self.statements, self.holding.platforms)
        terms = self.kinds.terms.keys() | added.terms.keys()
        self.contradictions, self.notes = _contradictions(triples, terms)

    def _written(self, term: Term) -> str:
        # Blank nodes of two documents are two nodes: either knows its own.
        home = self.contents if self.contents.knows(term) else self.added.contents
        return home.written(term)

    def side(self) -> Side:
        """What is told of it."""
        return Side(
            name=self.version.name,
            files=self.version.files,
            triples=len(self.version.triples),
            version=self.version.number,
            contradictions=self.contradictions,
        )


def _stores(triples: list[Triple]) -> tuple[Store, Store]:
    """The graph as stated, and with all that follows; evidence is kept from the reasoning."""
    from pyoxigraph import Quad, Store

    from mediagora.reasoning.closure import entail

    kind, axiom = f"<{TYPE}>", f"<{OWL}Axiom>"
    told = {
        triple.subject
        for triple in triples
        if str(triple.object) == axiom and str(triple.predicate) == kind
    }
    facts = [Quad(*triple) for triple in triples if triple.subject not in told]
    evidence = [Quad(*triple) for triple in triples if triple.subject in told]
    stated, entailed = Store(), Store()
    stated.bulk_extend(facts)
    entailed.bulk_extend(facts)
    entail(entailed, profile="rl")
    for store in (stated, entailed):
        store.bulk_extend(evidence)
    return stated, entailed


def _contradictions(
    triples: list[Triple], terms: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What cannot hold together, and what to note where that took too long to find."""
    from pyoxigraph import NamedNode

    from mediagora.reasoning.contradicting import contradictions, unsatisfiable
    from mediagora.reasoning.knowledge import Knowledge

    # Whether a class can have members is up to the terms alone, however much data there is.
    model = [
        triple
        for triple in triples
        if not isinstance(triple.subject, NamedNode)
        or triple.subject.value in terms
        or triple.predicate.value in AXIOMS
    ]
    try:
        found = [
            *contradictions(Knowledge(triples), limit=1),
            *unsatisfiable(Knowledge(model), limit=1),
        ]
    except EngineError as error:
        return (), (f"not searched to the end for contradictions: {error}",)
    return tuple(dict.fromkeys(each.words for each in found)), ()


def _difference(a: _Reading, b: _Reading) -> Difference:
    removed, added, changed = paired(a.statements - b.statements, b.statements - a.statements)
    one, other = a.kinds, b.kinds
    known = a.added.terms | a.added.things
    difference = Difference(
        a=a.side(),
        b=b.side(),
        terms_added=subjects(other.terms, but=one.terms | known),
        terms_removed=subjects(one.terms, but=other.terms | known),
        deprecated=_deprecated(a.statements, b.statements),
        things_added=subjects(other.things, but=one.things | one.terms | known),
        things_removed=subjects(one.things, but=other.things | other.terms | known),
        added=added,
        removed=removed,
        changed=changed,
        evidence_added=tuple(sorted((b.contents.evidence - a.contents.evidence).elements())),
        evidence_removed=tuple(sorted((a.contents.evidence - b.contents.evidence).elements())),
        gained=lost(b.holding, a.holding, b.statements),
        lost=lost(a.holding, b.holding, a.statements),
        answers=differing(a.answers, b.answers),
        questions=len(b.answers),
        suggestion=Suggestion(level="none"),
        labels={},
        notes=tuple(
            f"{name}: {note}" for name, each in (("A", a), ("B", b)) for note in each.notes
        ),
    )
    sides = (a.added.statements, a.statements, b.statements)
    difference = replace(difference, labels=_labels(difference, *sides))
    return replace(difference, suggestion=suggestion(difference))


def paired(
    removed: Counter[Statement], added: Counter[Statement]
) -> tuple[tuple[Statement, ...], tuple[Statement, ...], tuple[Change, ...]]:
    """Pair what takes the place of another: one value for one, of a text in one language.

    Returns:
        What remains of either, and the pairs, all in order.

    Example:
        >>> old, new = Statement("urn:a", "urn:p", '"b"@en'), Statement("urn:a", "urn:p", '"c"@en')
        >>> paired(Counter([old]), Counter([new]))[2][0].new
        '"c"@en'
    """
    slots: dict[_Slot, tuple[list[Statement], list[Statement]]] = {}
    for side, statements in enumerate((removed, added)):
        for each in statements.elements():
            if each.object is not None:
                slots.setdefault(_slot(each), ([], []))[side].append(each)
    changed = []
    for gone, new in slots.values():
        if len(gone) == len(new) == 1:
            changed.append(_change(gone[0], new[0]))
            removed, added = removed - Counter(gone), added - Counter(new)
    return _sorted(removed), _sorted(added), tuple(sorted(changed))


def _change(old: Statement, new: Statement) -> Change:
    return Change(old.subject, str(old.predicate), str(old.object), str(new.object))


def _slot(statement: Statement) -> _Slot:
    value = statement.object or ""
    end = value[value.rfind('"') + 1 :] if value.startswith('"') else ""
    return statement.subject, statement.predicate, end if end.startswith("@") else ""


def _sorted(statements: Counter[Statement]) -> tuple[Statement, ...]:
    return tuple(sorted(statements.elements(), key=lambda each: [part or "" for part in each]))


def _deprecated(before: Iterable[Statement], after: Iterable[Statement]) -> tuple[Deprecation, ...]:
    def found(statements: Iterable[Statement]) -> set[str]:
        return {
            each.subject
            for each in statements
            if each.predicate == DEPRECATED and plain(each.object or "") in _TRUE
        }

    new = found(after) - found(before)
    successors: dict[str, list[str]] = {iri: [] for iri in new}
    for each in after:
        if each.predicate == REPLACED_BY and each.subject in new and each.object is not None:
            successors[each.subject].append(each.object)
    return tuple(
        Deprecation(iri=iri, replaced_by=tuple(sorted(successors[iri]))) for iri in sorted(new)
    )


def _labels(difference: Difference, *sides: Iterable[Statement]) -> dict[str, str]:
    """English labels, or those in no language, of the IRIs that are told of; the last side's go."""
    named = set(mentioned(difference))
    labels: dict[str, str] = {}
    for statements in sides:
        found = sorted(
            # English ones come last and stay.
            (each.subject, value.endswith('"@en'), plain(value))
            for each in statements
            if each.predicate == _LABEL
            and each.subject in named
            and (value := each.object or "").endswith(('"@en', '"'))
        )
        labels |= {iri: label for iri, _, label in found}
    return dict(sorted(labels.items()))
