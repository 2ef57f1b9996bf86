"""A difference by what it is about: one group a term or platform, as text and Markdown show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.changes.consequences import TYPE
from mediagora.changes.naming import apart, predicate_name, short
from mediagora.changes.records import Statement
from mediagora.reporting.layout import one_line, source_names
from mediagora.reporting.wording import count
from mediagora.vocabulary import NS, OWN_PREFIXES, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from mediagora.changes.records import Difference, Evidence, Subject

NAMELESS: Final = ""
"""Stands for all blank nodes that are told whole."""

_CONTRADICTIONS: Final = 3
_WORDY: Final = frozenset({f"{PREFIXES['dcterms']}description", f"{NS}restsOn"})
"""What evidence says that is left out beside a fact; where evidence alone differs, it is told."""
_SOURCE: Final = f"{PREFIXES['dcterms']}source"
_RANKS: Final = ("term gone", "loses", "term new", "deprecated", "gone", "new", "changed")


class Line(NamedTuple):
    """Something about a group's subject.

    Attributes:
        mark: `+`, `-`, `~`, or the words for what follows or is on record.
        predicate: Name of the property, empty where there is none.
        values: What it has, has no more, or has now.
    """

    mark: str
    predicate: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """All that differs about one term or thing.

    Attributes:
        subject: Its IRI or label of a blank node; empty for what has no name.
        name: Its CURIE, or IRI.
        label: Its label, empty where it has none.
        standing: What happened to it in a word or two; empty where it is in both versions.
        rank: How early it is told.
        lines: What differs.
    """

    subject: str
    name: str
    label: str
    standing: str
    rank: int
    lines: tuple[Line, ...]


def groups(difference: Difference) -> list[Group]:
    """Give the groups: first what is gone or loses something, then what is new, then the others.

    Example:
        >>> from mediagora.changes.records import Difference, Side, Statement, Suggestion
        >>> side = Side(name="a.ttl", files=1, triples=1, version=None)
        >>> found = groups(Difference(a=side, b=side, suggestion=Suggestion(level="patch"),
        ...     labels={}, added=(Statement("urn:a", "urn:p", "urn:b"),)))
        >>> [(each.name, each.lines[0].mark) for each in found]
        [('<urn:a>', '+')]
    """
    lines = _lines(difference)
    standings = _standings(difference)
    losing = {each.subject for each in difference.lost}
    told = []
    for subject in lines.keys() | standings.keys():
        kind, standing = standings.get(subject, ("loses" if subject in losing else "changed", ""))
        told.append(
            Group(
                subject=subject,
                name=short(subject) if subject else "(without a name)",
                label=one_line(difference.labels.get(subject, "")),
                standing=standing,
                rank=_RANKS.index(kind),
                lines=tuple(sorted(lines.get(subject, ()), key=_order)),
            )
        )
    return sorted(told, key=lambda each: (each.rank, each.subject))


def gist(difference: Difference) -> list[tuple[str, str]]:
    """Sum a difference up: what is counted, and the counts in words.

    Example:
        >>> from mediagora.changes.records import Difference, Side, Suggestion
        >>> side = Side(name="a.ttl", files=1, triples=1, version=None)
        >>> gist(Difference(a=side, b=side, suggestion=Suggestion(level="none"), labels={}))[1]
        ('facts', 'the same')
    """
    deprecated = (len(difference.deprecated), "deprecated")
    lost = (len(difference.lost), "lost")
    differing = count(len(difference.answers), "question")
    things = _by_kind(difference.things_added, "new"), _by_kind(difference.things_removed, "gone")
    pairs = [
        ("terms", _counts(difference.terms_added, difference.terms_removed, deprecated)),
        ("things", ", ".join(filter(None, things)) or "the same"),
        (
            "facts",
            _counts(difference.added, difference.removed, (len(difference.changed), "changed")),
        ),
        ("evidence", _counts(difference.evidence_added, difference.evidence_removed)),
        ("consequences", _numbers((len(difference.gained), "gained"), lost)),
        ("answers", f"{differing} answered differently" if difference.answers else "the same"),
    ]
    if not things[0] and not things[1]:
        del pairs[1]
    return pairs


def warnings(difference: Difference) -> list[str]:
    """Say which version does not hold together, and what else to know; mostly nothing.

    Example:
        >>> from mediagora.changes.records import Difference, Side, Suggestion
        >>> side = Side(name="a.ttl", files=1, triples=1, version=None, contradictions=("x",))
        >>> good = Side(name="b.ttl", files=1, triples=1, version=None)
        >>> warnings(Difference(a=side, b=good, suggestion=Suggestion(level="none"), labels={}))
        ['A does not hold together: x']
    """
    told = []
    for name, side in (("A", difference.a), ("B", difference.b)):
        words = list(side.contradictions[:_CONTRADICTIONS])
        if more := side.contradictions[_CONTRADICTIONS:]:
            words.append(f"and in {len(more):,} more ways")
        told += [f"{name} does not hold together: {each}" for each in words]
    return [*told, *difference.notes]


def _counts(added: Sequence[object], removed: Sequence[object], *others: tuple[int, str]) -> str:
    return _numbers((len(added), "new"), (len(removed), "gone"), *others)


def _numbers(*numbers: tuple[int, str]) -> str:
    return ", ".join(f"{number:,} {word}" for number, word in numbers if number) or "the same"


def _by_kind(subjects: Iterable[Subject], word: str) -> str:
    kinds: dict[str, int] = {}
    for each in subjects:
        kinds[each.kind] = kinds.get(each.kind, 0) + 1
    told = [count(number, kind) for kind, number in sorted(kinds.items())]
    return f"{', '.join(told)} {word}" if told else ""


def _standings(difference: Difference) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for each in difference.deprecated:
        instead = ", ".join(map(short, each.replaced_by)) or "nothing"
        found[each.iri] = ("deprecated", f"deprecated, replaced by {instead}")
    for subjects, rank, word in (
        (difference.things_added, "new", "new"),
        (difference.things_removed, "gone", "gone"),
        (difference.terms_added, "term new", "new"),
        (difference.terms_removed, "term gone", "gone"),
    ):
        found |= {each.iri: (rank, f"{each.kind}, {word}") for each in subjects}
    return found


def _lines(difference: Difference) -> dict[str, list[Line]]:
    told: dict[tuple[str, str, str], list[str]] = {}

    def add(subject: str, mark: str, predicate: str, value: str) -> None:
        told.setdefault((subject, mark, predicate), []).append(value)

    gone, new = _sources(difference.evidence_removed), _sources(difference.evidence_added)
    for subject, predicate, old, value in difference.changed:
        told_old, told_new = apart(old, value)
        by_old = _listed(gone.pop(Statement(subject, predicate, old), ()), without=_WORDY)
        by_new = _listed(new.pop(Statement(subject, predicate, value), ()), without=_WORDY)
        words = (told_old, by_old, "→", told_new, by_new)
        add(subject, "~", predicate_name(predicate), " ".join(filter(None, words)))
    for mark, statements, sources in (
        ("-", difference.removed, gone),
        ("+", difference.added, new),
    ):
        for statement in statements:
            by = _listed(sources.pop(statement, ()), without=_WORDY)
            add(*_told(mark, statement, f" {by}" if by else ""))
        for about, on_record in sources.items():
            fact = f"{predicate_name(about.predicate or '')} {short(about.object or '')}"
            add(about.subject, f"evidence {mark}", fact, _listed(on_record))
    for mark, consequences in (
        ("no longer follows:", difference.lost),
        ("follows:", difference.gained),
    ):
        for consequence in consequences:
            if not consequence.is_stated:  # else it is told as a fact
                add(*_told(mark, consequence.statement, ""))
    lines: dict[str, list[Line]] = {}
    for (subject, mark, predicate), values in told.items():
        lines.setdefault(subject, []).append(Line(mark, predicate, tuple(values)))
    return lines


def _told(mark: str, statement: Statement, by: str) -> tuple[str, str, str, str]:
    """Subject, mark, name of the property and value."""
    subject, predicate, value = statement
    if predicate is None or value is None:
        return NAMELESS, mark, "", short(subject)
    return subject, mark, predicate_name(predicate), short(value) + by


def _sources(evidence: Iterable[Evidence]) -> dict[Statement, list[Evidence]]:
    found: dict[Statement, list[Evidence]] = {}
    for each in evidence:
        found.setdefault(Statement(*each[:3]), []).append(each)
    return found


def _listed(evidence: Iterable[Evidence], *, without: Collection[str] = ()) -> str:
    """Who says so, and what else is on record; nothing where there is no evidence."""
    told = (_on_record(each, without) for each in evidence)
    listed = ", ".join(dict.fromkeys(told))
    return f"[{listed}]" if listed else ""


def _on_record(evidence: Evidence, without: Collection[str]) -> str:
    ordered = sorted(evidence.annotations, key=lambda pair: pair[0] != _SOURCE)
    told = [
        source_names([value])
        if predicate == _SOURCE and value.startswith(OWN_PREFIXES["source"])
        else f"{predicate_name(predicate)} {short(value)}"
        for predicate, value in ordered
        if predicate not in without
    ]
    return " ".join(told) or "without a source"


def _order(line: Line) -> tuple[int, bool, str, int]:
    marks = ("-", "~", "+", "no longer follows:", "follows:", "evidence -", "evidence +")
    mark = marks.index(line.mark)
    is_fact = mark <= marks.index("+")
    return 0 if is_fact else mark, line.predicate != predicate_name(TYPE), line.predicate, mark
