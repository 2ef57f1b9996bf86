"""What a platform is: as text and as JSON."""

from __future__ import annotations

import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from mediagora.querying.classified import MEASURE
from mediagora.reasoning.records import Fact
from mediagora.reasoning.words import with_article
from mediagora.reporting.explanations import contradictions_text
from mediagora.reporting.layout import fields, one_line, paragraph, section, title
from mediagora.reporting.proofjson import contradiction, document
from mediagora.reporting.verbalising import command
from mediagora.vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediagora.querying.classified import (
        Classification,
        CloseClass,
        Condition,
        Membership,
        Resemblance,
    )
    from mediagora.querying.records import Thing
    from mediagora.reporting.verbalising import Names

_MOST: Final = 5
"""How many close classes, and how many platforms, people are told."""

_TYPE: Final = f"{PREFIXES['rdf']}type"
_STANDING: Final = {"stated": "stated", "entailed": "follows"}

_COMMON: Final = (
    "Common features are what a source calls common in a class. They are no part of its "
    "definition: having them all makes nothing a member."
)
_LIKE: Final = (
    f"What is alike is told by the {MEASURE}: of all that at least one has, how much both have. "
    "What follows counts, and platforms known to have closed are left out."
)
_CONTRADICTED: Final = (
    "Of what contradicts itself nothing is certain. What is told below rests on it all the same."
)
_ALONE: Final = "Nothing on record shares a feature or a purpose with it."
_SAVE: Final = (
    "Why, and what else would do, `mediagora why` and `mediagora why-not` tell of a platform that "
    "is described in a file, under an IRI."
)


def classify_text(
    platforms: Sequence[Classification],
    *,
    names: Names = shorten,
    width: int = 80,
    data: Sequence[str] = (),
) -> str:
    """Tell what platforms are, for people: what contradicts itself first, then one after another.

    Args:
        platforms: What `classify` gave.
        names: Gives a short name for an IRI, for what contradicts itself.
        width: Columns of the terminal.
        data: The files that describe them, for the commands that are named to go on with.

    Example:
        >>> from mediagora.querying.classified import Classification
        >>> nothing = Classification(platform=None, classes=(), close=(), resembles=())
        >>> print(classify_text([nothing]), end="")
        The platform described
        ======================
        <BLANKLINE>
        Nothing on record shares a feature or a purpose with it.
    """
    lines: list[str] = []
    clashes = platforms[0].contradictions if platforms else ()
    if clashes:
        lines += contradictions_text(clashes, names=names, width=width).splitlines()
        lines += ["", *textwrap.wrap(_CONTRADICTED, width), ""]
    for number, platform in enumerate(platforms):
        lines += ["", *_platform(platform, width)] if number else _platform(platform, width)
        lines += _next(platform, data)
    lines += _legend(platforms, width)
    return "\n".join([*lines, ""])


def classify_json(platforms: Sequence[Classification]) -> str:
    """Give one platform as an object, several as `{"platforms": [...]}`; IRIs stand in full.

    Example:
        >>> import json
        >>> from mediagora.querying.classified import Classification
        >>> nothing = Classification(platform=None, classes=(), close=(), resembles=())
        >>> list(json.loads(classify_json([nothing])))[:4]
        ['platform', 'classes', 'close', 'resembles']
        >>> list(json.loads(classify_json([nothing, nothing])))
        ['platforms']
    """
    told = [_object(each) for each in platforms]
    return document(told[0] if len(told) == 1 else {"platforms": told})


def _object(platform: Classification) -> dict[str, Any]:
    return {
        **asdict(platform),
        "measure": MEASURE,
        "contradictions": [contradiction(each) for each in platform.contradictions],
    }


def _platform(platform: Classification, width: int) -> list[str]:
    about = platform.platform
    named = f"{about.name} ({shorten(about.iri)})" if about else "The platform described"
    if about and about.name == shorten(about.iri):
        named = about.name
    lines = title(named, width)
    lines += section("What it is, the most specific first", _classes(platform.classes, width))
    if platform.close:
        lines += ["", "What it is close to, without being known to be one"]
        for each in platform.close[:_MOST]:
            lines += paragraph(f"{each.name}, {each.held} of {each.tied} hold", width)
            lines += [f"  {line}" for line in fields(_close(each), width - 2)]
    if platform.resembles:
        lines += section("What it is most like", _resembles(platform.resembles, width))
    else:
        lines += ["", *textwrap.wrap(_ALONE, width)]
    for note in platform.notes:
        lines += ["", *textwrap.wrap(one_line(f"note: {note}"), width)]
    return lines


def _classes(classes: Iterable[Membership], width: int) -> list[str]:
    return fields([(each.name, _STANDING[each.standing]) for each in classes], width)


def _close(close: CloseClass) -> list[tuple[str, str]]:
    told = []
    defined, features = close.definition, close.characteristic_features
    if defined.holds:
        told.append(("holds", _conditions(defined.holds)))
    if defined.lacks:
        told.append(("lacks", _conditions(defined.lacks)))
    else:
        told.append(("definition", "none: that something is one has to be stated"))
    if close.missing and set(map(_said, close.missing[0])) != set(map(_said, defined.lacks)):
        ways = f" (one of {len(close.missing)} ways)" if len(close.missing) > 1 else ""
        told.append(("enough", _conditions(close.missing[0]) + ways))
    if features.holds:
        told.append(("common, held", _listed(features.holds)))
    if features.lacks:
        told.append(("common, not held", _listed(features.lacks)))
    return told


def _conditions(conditions: Iterable[Condition]) -> str:
    return " and ".join(map(_condition, conditions))


def _condition(condition: Condition) -> str:
    if condition.held_as:
        weaker = condition.held_as.name
        known = with_article(weaker[4:]) if weaker.startswith("has ") else f"'{weaker}'"
        return f"{_said(condition)} (as {known} only)"
    return _said(condition)


def _said(condition: Condition) -> str:
    value = condition.value
    if condition.property.iri == _TYPE and value:
        return f"is {with_article(value.name)}"
    return f"{condition.property.name} " + (f"'{value.name}'" if value else "of any kind")


def _resembles(resembles: Iterable[Resemblance], width: int) -> list[str]:
    pairs = []
    for number, each in enumerate(resembles):
        if number < _MOST:
            noun = "purpose" if len(each.purposes) == 1 else "purposes"
            groups = ((each.features, ""), (each.purposes, f"{noun}: "))
            shared = "; ".join(word + _listed(group) for group, word in groups if group)
            told = f"{each.percent} % ({each.shared} of {each.either}): {shared}"
            pairs.append((each.name, told))
    return fields(pairs, width)


def _listed(things: Iterable[Thing]) -> str:
    return ", ".join(thing.name for thing in things)


def _next(platform: Classification, data: Sequence[str]) -> list[str]:
    """The commands that tell more, each on one line that can be pasted."""
    if platform.platform is None:
        return []
    about = platform.platform.iri
    follows = [each.iri for each in platform.classes if each.standing == "entailed"]
    stated = [each.iri for each in platform.classes]
    defined = [each.iri for each in platform.close if each.missing]
    asked = {
        "why": (follows or stated)[:1],
        "why-not": (defined or [each.iri for each in platform.close])[:1],
    }
    lines = [
        f"  {command(name, Fact(subject=about, predicate=_TYPE, object=of_class), data)}"
        for name, classes in asked.items()
        for of_class in classes
    ]
    return section("To go on", lines)


def _legend(platforms: Sequence[Classification], width: int) -> list[str]:
    lines = []
    if any(each.close for each in platforms):
        lines += ["", *textwrap.wrap(_COMMON, width)]
    if any(each.resembles for each in platforms):
        lines += ["", *textwrap.wrap(_LIKE, width)]
    if any(each.platform is None and each.classes for each in platforms):
        lines += ["", *textwrap.wrap(_SAVE, width)]
    return lines
