"""Platforms by features as CSV: what is on record, for spreadsheets and data frames."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.errors import UsageError
from mediagora.publishing.selection import TYPE, select
from mediagora.vocabulary import NS, OWN_PREFIXES, PREFIXES, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pyoxigraph as ox

    from mediagora.publishing.selection import Module

_LABEL: Final = f"{PREFIXES['rdfs']}label"
_HAS: Final = f"{NS}hasFeature"
_BROADER: Final = f"{NS}broaderFeature"


class _Platform(NamedTuple):
    labels: set[tuple[bool, str]]
    """Each with whether it is in another language than English, so that English comes first."""
    features: set[str]


def matrix(modules: Sequence[Module]) -> str:
    """Write one row a platform of the modules, one column a feature.

    A cell holds `stated` where a source is on record for the feature, `narrower` where one is only
    for a narrower feature, and nothing where nothing is known: an empty cell is no "no". Features
    stand in the order of their hierarchy, the broader before its narrower ones.

    Raises:
        UsageError: The modules describe no platform.

    Example:
        >>> rows = list(csv.DictReader(matrix(select(["twitch"])).splitlines()))
        >>> [(row["label"], row["live-video"], row["job-search"]) for row in rows]
        [('Twitch', 'stated', '')]
    """
    platforms = _platforms(modules)
    if not platforms:
        message = (
            "what was named describes no platform, and CSV is the table of platforms by features; "
            "name platforms such as 'facebook', or nothing for all"
        )
        raise UsageError(message)
    broader = _broader()
    columns = list(_in_order(broader))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")  # as RFC 4180 and the W3C's CSV have it
    writer.writerow(["platform", "label", *map(slug, columns)])
    for iri, (labels, stated) in sorted(platforms.items()):
        above = {upper for feature in stated for upper in _above(feature, broader)}
        cells = [
            "stated" if each in stated else "narrower" if each in above else "" for each in columns
        ]
        # Values as they are, as in the CSV of `query`: a mark against formulas would be one more
        # character to whoever reads the table with anything but a spreadsheet.
        _, label = min(labels, default=(True, ""))
        writer.writerow([iri, label, *cells])
    return text.getvalue()


def _platforms(modules: Iterable[Module]) -> dict[str, _Platform]:
    """Labels and features of each platform that the modules describe."""
    import pyoxigraph as ox

    found: dict[str, _Platform] = {}
    for triple in _facts(modules):
        subject = _iri(triple.subject)
        if subject.startswith(OWN_PREFIXES["platform"]):
            platform = found.setdefault(subject, _Platform(set(), set()))
            value = triple.object
            if triple.predicate.value == _LABEL and isinstance(value, ox.Literal):
                platform.labels.add((value.language != "en", value.value))
            elif triple.predicate.value == _HAS:
                platform.features.add(_iri(value))
    return found


def _broader() -> dict[str, set[str]]:
    """Every feature with those right above it."""
    facts = list(_facts(select(["ontology"], evidence=False)))
    broader: dict[str, set[str]] = {
        _iri(triple.subject): set()
        for triple in facts
        if triple.predicate.value == TYPE and _iri(triple.object) == f"{NS}Feature"
    }
    for triple in facts:
        if triple.predicate.value == _BROADER:
            broader[_iri(triple.subject)].add(_iri(triple.object))
    return broader


def _facts(modules: Iterable[Module]) -> Iterator[ox.Triple]:
    return (triple for module in modules if module.part != "evidence" for triple in module.triples)


def _in_order(broader: Mapping[str, set[str]]) -> dict[str, None]:
    """All features, each once: those with none above them, and below each its narrower ones."""
    seen: dict[str, None] = {}

    def visit(feature: str) -> None:
        if feature not in seen:
            seen[feature] = None
            for each in sorted(broader):
                if feature in broader[each]:
                    visit(each)

    for feature in sorted(broader):
        if not broader[feature]:
            visit(feature)
    return seen


def _above(feature: str, broader: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = set(broader.get(feature, ()))
    while waiting:
        upper = waiting.pop()
        found.add(upper)
        waiting |= broader.get(upper, set()) - found
    return found


def _iri(term: object) -> str:
    import pyoxigraph as ox

    return term.value if isinstance(term, ox.NamedNode) else ""
