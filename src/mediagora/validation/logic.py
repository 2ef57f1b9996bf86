"""The logic of the data: what contradicts the axioms of the model, or those of the data itself.

The reasoner's conclusions are those of `mediagora.reasoning`; here they become findings, each at
the fact or axiom of the user's that is most to blame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from mediagora.findings import Finding, Severity
from mediagora.reading.whereabouts import whereabouts
from mediagora.reasoning.axioms import Axiom
from mediagora.reasoning.words import with_article, words_of
from mediagora.validation import names
from mediagora.validation.clashes import DATATYPE, DISJOINT, NO_MEMBERS, clashes
from mediagora.validation.suspected import suspected
from mediagora.vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import Triple

    from mediagora.reading.whereabouts import Place
    from mediagora.validation.clashes import Clash
    from mediagora.validation.documents import Document
    from mediagora.validation.extract import Extract
    from mediagora.validation.names import Term
    from mediagora.validation.suspected import Suspected

_NOT_LOOKED_AT: Final = "MG406"
_XSD_STRING: Final = NamedNode(PREFIXES["xsd"] + "string")

_MOST_REASONS: Final = 4
"""Facts and axioms that a message names."""

_LONGEST: Final = 120
"""Characters of one of them."""


def faults_of_logic(
    extracts: Sequence[Extract],
    documents: Mapping[str, Document],
    graph: Sequence[Triple] = (),
    *,
    timeout: float,
) -> list[Finding]:
    """Find what contradicts the axioms.

    That is a member of two disjoint classes (`MG301`), a value outside its property's datatype
    (`MG302`), a class that can have no members (`MG303`) and a member of one (`MG304`); and where
    the data has axioms that are not looked at, that (`MG406`).

    Args:
        extracts: What was taken from each document, or from each part of one.
        documents: By path.
        graph: What the caller has in memory.
        timeout: Seconds that the search may take.

    Raises:
        EngineError: It did not end in time.
        InputError: A document is no longer what it was.
        UsageError: A file cannot be read any more.
    """
    case = suspected(extracts, documents, graph)
    found = list(clashes(case, timeout=timeout))
    reasons = {each for clash in found for each in _reasons(clash)}
    blamed = {clash.blamed.triples[0] for clash in found if isinstance(clash.blamed, Axiom)}
    triples = {each.triples[0] if isinstance(each, Axiom) else each for each in reasons} | blamed
    places = whereabouts(case.sources, triples, blanks_before=case.blanks_before)
    told = [_Telling(case, clash, places).finding() for clash in found]
    return [*told, *_not_looked_at(case)]


def _reasons(clash: Clash) -> list[Triple | Axiom]:
    """What a clash rests on besides what is blamed for it."""
    axioms = [each for each in clash.axioms if each != clash.blamed and each.triples]
    return [*clash.facts, *axioms]


class _Telling:
    """Tells of one clash."""

    def __init__(self, case: Suspected, clash: Clash, places: Mapping[Triple, Place]) -> None:
        self._case = case
        self._clash = clash
        self._places = places

    def finding(self) -> Finding:
        blamed = self._clash.blamed
        triple = blamed.triples[0] if isinstance(blamed, Axiom) else blamed
        is_axiom, is_of_class = isinstance(blamed, Axiom), self._clash.code == NO_MEMBERS
        value = triple.object
        paths = self._case.paths
        stated = triple
        if isinstance(blamed, Axiom):  # of which the user may have stated a part
            stated = next(each for each in blamed.triples if each in paths)
        finding = Finding(
            code=self._clash.code,
            severity=Severity.VIOLATION,
            message=f"{_sentence(self._what())}{self._why()}",
            path=paths[stated],
            focus_node=_text(self._clash.subject if is_of_class else triple.subject),
            property=triple.predicate.value,
            value=None if is_axiom and isinstance(value, BlankNode) else _text(value),
        )
        place = self._places.get(triple)
        if isinstance(blamed, Axiom) and place is not None and place.path == finding.path:
            return finding.at(*place[1:])
        return finding

    def _what(self) -> str:
        clash, name = self._clash, self._name
        subject = name(clash.subject)
        if clash.code == DATATYPE:
            [atom] = clash.last
            value = f"the value {_short(atom.object)} of {_short(atom.predicate)}"
            if not clash.axioms:
                return f"{value} is not well-formed"
            return f"{value} is no {_short(clash.axioms[-1].terms[1])}"
        if clash.code == DISJOINT:
            kinds = " and ".join(with_article(name(atom.object)) for atom in clash.last)
            return f"this makes {subject} both {kinds}, which share no members"
        if clash.code == NO_MEMBERS:
            kinds = " and ".join(with_article(name(atom.object)) for atom in clash.last)
            words = f", as they would be both {kinds}, which share none" if kinds else ""
            return f"the class {_short(clash.subject)} can have no members{words}"
        fact = clash.blamed
        if isinstance(fact, Axiom) or fact.predicate != names.RDF_TYPE:
            return f"this puts {subject} into a class that can have no members"
        return f"this puts {subject} into {_short(fact.object)}, which can have no members"

    def _why(self) -> str:
        clash = self._clash
        reasons = _reasons(clash)
        told = "; ".join(map(self._reason, reasons[:_MOST_REASONS]))
        left = len(reasons) - _MOST_REASONS
        words = f" It contradicts: {told}" if told else ""
        words += f"; and {left} more" if left > 0 else ""
        if clash.more:
            ways = "one more way" if clash.more == 1 else f"{clash.more} more ways"
            words += f". It does so in {ways}"
        return f"{words}." if words else ""

    def _reason(self, reason: Triple | Axiom) -> str:
        if isinstance(reason, Axiom):
            words, triple = self._axiom(reason), reason.triples[0]
        else:
            words, triple = " ".join(map(_short, reason)), reason
        place = self._places.get(triple)
        return f"{_cut(words)} ({place.path}:{place.line})" if place else _cut(words)

    def _axiom(self, axiom: Axiom) -> str:
        if axiom.kind != "DisjointClasses":
            return words_of(axiom, self._name)
        found = [atom.object for atom in self._clash.last]
        terms = [each for each in axiom.terms if each in found] or axiom.terms
        return f"the disjointness of {' and '.join(map(_short, terms))}"

    def _name(self, term: Term) -> str:
        return _cut(self._case.knowledge.name(term))


def _not_looked_at(case: Suspected) -> Iterator[Finding]:
    for path, unread in case.unread.items():
        kinds = ", ".join(f"{kind} ({count})" for kind, count in sorted(unread.items()))
        yield Finding(
            code=_NOT_LOOKED_AT,
            severity=Severity.INFO,
            message=f"Axioms of these kinds are not looked at: {kinds}.",
            path=path,
        )
    if case.left:
        yield Finding(
            code=_NOT_LOOKED_AT,
            severity=Severity.INFO,
            message=(
                f"{case.left} more things may contradict the axioms, and are not looked at before "
                "the others are mended."
            ),
        )


def _text(term: Term) -> str:
    return str(term) if isinstance(term, BlankNode) else names.plain(term)


def _short(term: Term) -> str:
    if isinstance(term, NamedNode):
        return "a" if term == names.RDF_TYPE else shorten(term.value)
    if isinstance(term, Literal) and not term.language and term.datatype != _XSD_STRING:
        return f'"{_cut(term.value)}"^^{shorten(term.datatype.value)}'
    return _cut(str(term))


def _cut(words: str) -> str:
    words = _printable(words)
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _printable(words: str) -> str:
    return "".join(each if each.isprintable() else " " for each in words)


def _sentence(words: str) -> str:
    text = _printable(words)
    return f"{text[:1].upper()}{text[1:]}."
