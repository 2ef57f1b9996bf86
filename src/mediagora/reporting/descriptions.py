"""A description as text and as JSON."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Final

from mediagora.reporting.layout import fields, paragraph, section, source_names, title
from mediagora.vocabulary import OWN_PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediagora.querying.records import Description, Fact, Thing, Told

_COMMON: Final = "The source 'editorial' is common knowledge or our own reading."
_EDITORIAL: Final = f"{OWN_PREFIXES['source']}editorial"


def describe_text(description: Description, *, width: int = 80) -> str:
    """Tell what is known, for people: one fact a line with its sources.

    Args:
        description: What `describe` gave.
        width: Columns of the terminal.
    """
    lines = title(f"{description.name} ({description.kind}, {shorten(description.iri)})", width)
    if description.definition:
        lines += ["", *paragraph(description.definition, width)]
    lines += section("About", fields(_about(description), width))
    lines += section("Characteristic features", _values(description.characteristic, width))
    lines += section("Facts, with their sources", _facts(description.facts, width))
    lines += section("Follows from the facts", _facts(description.follows, width))
    lines += section("Claims", fields(_claims(description.claims), width))
    if any(_EDITORIAL in fact.sources for fact in description.facts):
        lines += ["", *textwrap.wrap(_COMMON, width)]
    return "\n".join([*lines, ""])


def describe_json(description: Description) -> str:
    """Give all fields under their own names; IRIs stand in full."""
    return json.dumps(asdict(description), ensure_ascii=False, indent=2) + "\n"


def _about(description: Description) -> list[tuple[str, str]]:
    labels = [
        f"{label} ({language})" if language else label
        for language, label in description.labels.items()
        if language != "en"
    ]
    pairs = (
        ("also called", ", ".join(labels)),
        ("note", description.scope_note or ""),
        ("examples", " ".join(description.examples)),
        ("defined as", _conditions(description.definition_by)),
        ("above it", _names(description.broader)),
        ("below it", _names(description.narrower)),
        ("platforms", _names(description.platforms)),
        ("sources", source_names(description.sources)),
        ("same name", ", ".join(shorten(other.iri) for other in description.others)),
    )
    return [(name, text) for name, text in pairs if text]


def _conditions(parts: Iterable[Fact]) -> str:
    said = [
        part.value.name
        if part.property.name == "is a"
        else f"{part.property.name} {part.value.name}"
        for part in parts
    ]
    return " and ".join(said)


def _names(things: Iterable[Thing]) -> str:
    return ", ".join(thing.name for thing in things)


def _values(facts: Sequence[Fact], width: int) -> list[str]:
    return fields([(fact.value.name, source_names(fact.sources)) for fact in facts], width)


def _facts(facts: Sequence[Fact], width: int) -> list[str]:
    pairs = []
    for name, group in groupby(facts, key=lambda fact: fact.property.name):
        for index, fact in enumerate(group):
            dates = _dates(fact)
            sources = f" [{source_names(fact.sources)}]" if fact.sources else ""
            pairs.append(("" if index else name, fact.value.name + dates + sources))
    return fields(pairs, width)


def _dates(fact: Fact) -> str:
    told = [("since", fact.since), ("until", fact.until)]
    return "".join(f", {word} {date}" for word, date in told if date)


def _claims(claims: Iterable[Told]) -> list[tuple[str, str]]:
    prefix = OWN_PREFIXES["claim"]
    return [
        (told.claim.removeprefix(prefix), f"{told.statement} [{source_names(told.sources)}]")
        for told in claims
    ]
