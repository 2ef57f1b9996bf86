"""Which release a difference makes, by the project's rule for versions (see CONTRIBUTING.md).

Patch: labels, definitions, facts. Minor: new terms and codes, new axioms, a term that is
deprecated. Major: a consequence that held no longer holds, or a term, code or platform is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mediagora.changes.consequences import AXIOMS, TYPE
from mediagora.changes.kinds import CODE, PLATFORM
from mediagora.changes.naming import plain, sentence, short
from mediagora.changes.records import Reason, Suggestion
from mediagora.reporting.wording import count
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mediagora.changes.records import Consequence, Difference, Level, Subject

_LEVELS: Final[tuple[Level, ...]] = ("none", "patch", "minor", "major")
_EXAMPLES: Final = 3
_WORDS: Final = frozenset(
    PREFIXES[prefix] + name
    for prefix, names in {
        "rdfs": ("label", "comment"),
        "skos": ("prefLabel", "altLabel", "hiddenLabel", "definition", "scopeNote", "example"),
        "dcterms": ("title", "description"),
    }.items()
    for name in names
)


def suggestion(difference: Difference) -> Suggestion:
    """Suggest a release, with the reasons for it.

    Example:
        >>> from mediagora.changes.records import Difference, Side
        >>> side = Side(name="a.ttl", files=1, triples=1, version=None)
        >>> suggestion(Difference(a=side, b=side, suggestion=Suggestion(level="none"), labels={}))
        Suggestion(level='none', reasons=())
    """
    reasons = [*_major(difference), *_minor(difference), *_patch(difference)]
    highest = max((_LEVELS.index(reason.level) for reason in reasons), default=0)
    return Suggestion(level=_LEVELS[highest], reasons=tuple(reasons))


def _major(difference: Difference) -> Iterator[Reason]:
    if set(difference.b.contradictions) - set(difference.a.contradictions):
        yield Reason("major", "B does not hold together; mend that before any release")
    if difference.terms_removed:
        told = f"{_counted(difference.terms_removed)} gone"
        yield Reason("major", f"{told}: {_names(difference.terms_removed)}")
    codes = [
        *(each.object for each in difference.removed if each.predicate == CODE),
        *(each.old for each in difference.changed if each.predicate == CODE),
    ]
    new = {each.object for each in difference.added if each.predicate == CODE}
    gone = sorted(plain(code) for code in codes if code is not None and code not in new)
    if gone:
        yield Reason("major", f"{count(len(gone), 'code')} gone: {_some(gone)}")
    platforms = [each for each in difference.things_removed if each.kind == PLATFORM]
    if platforms:
        yield Reason("major", f"{count(len(platforms), PLATFORM)} gone: {_names(platforms)}")
    # A source or a claim that is gone takes its own types with it, and no more.
    gone_whole = (*difference.terms_removed, *difference.things_removed)
    if lost := _besides(difference.lost, gone_whole):
        verb = "holds" if len(lost) == 1 else "hold"
        told = f"{count(len(lost), 'consequence')} no longer {verb}"
        yield Reason("major", f"{told}: {_told(lost)}")


def _minor(difference: Difference) -> Iterator[Reason]:
    if difference.terms_added:
        told = f"{_counted(difference.terms_added)} new"
        yield Reason("minor", f"{told}: {_names(difference.terms_added)}")
    if difference.deprecated:
        names = [
            f"{short(each.iri)} (replaced by {', '.join(map(short, each.replaced_by))})"
            if each.replaced_by
            else f"{short(each.iri)} (nothing replaces it)"
            for each in difference.deprecated
        ]
        yield Reason("minor", f"{count(len(names), 'term')} deprecated: {_some(names)}")
    axioms = [each for each in difference.gained if each.is_stated and _is_axiom(each)]
    if axioms := _besides(axioms, difference.terms_added):
        yield Reason("minor", f"{count(len(axioms), 'axiom')} new: {_told(axioms)}")


def _patch(difference: Difference) -> Iterator[Reason]:
    gone = [each.predicate for each in difference.removed]
    gone += [each.predicate for each in difference.changed]
    added = [each.predicate for each in difference.added]
    words = sum(each in _WORDS for each in (*gone, *added))
    if words:
        texts = "1 label or definition" if words == 1 else f"{words:,} labels or definitions"
        yield Reason("patch", f"{texts} changed, new or gone")
    corrected = sum(each not in _WORDS for each in gone)
    if corrected:
        yield Reason("patch", f"{count(corrected, 'fact')} corrected or gone")
    new = sum(each not in _WORDS for each in added)
    if new:
        yield Reason("patch", f"{count(new, 'fact')} new")
    evidence = len(difference.evidence_added) + len(difference.evidence_removed)
    if evidence:
        yield Reason("patch", f"{count(evidence, 'piece')} of evidence new or gone")


def _besides(consequences: Iterable[Consequence], subjects: Iterable[Subject]) -> list[Consequence]:
    """Leave out what is about something that is new or gone as a whole."""
    known = {each.iri for each in subjects}
    return [each for each in consequences if each.subject not in known]


def _is_axiom(consequence: Consequence) -> bool:
    if consequence.predicate == TYPE:
        return consequence.object in AXIOMS
    return consequence.predicate is None or consequence.predicate in AXIOMS


def _counted(subjects: Sequence[Subject]) -> str:
    return count(len(subjects), "term")


def _names(subjects: Iterable[Subject]) -> str:
    return _some([short(each.iri) for each in subjects])


def _told(consequences: Iterable[Consequence]) -> str:
    return _some([sentence(*each.statement) for each in consequences], between="; ")


def _some(words: Sequence[str], *, between: str = ", ") -> str:
    more = len(words) - _EXAMPLES
    told = between.join(words[:_EXAMPLES])
    return f"{told}{between}and {more:,} more" if more > 0 else told
