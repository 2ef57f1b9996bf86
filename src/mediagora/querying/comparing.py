"""Two classes side by side by what the sources say, or two platforms by what they have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mediagora.errors import UsageError
from mediagora.querying.describing import kind_of
from mediagora.querying.records import Thing
from mediagora.querying.store import open_stores
from mediagora.querying.view import DCTERMS, LABEL, OWL, SKOS, SOCIAL_MEDIA, SUBCLASS, TYPE, View
from mediagora.vocabulary import NS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediagora.querying.store import Data
    from mediagora.querying.view import Node

Standing = Literal["stated", "entailed"]
"""Whether something is on record of a platform or follows from what is."""

_BY_PLATFORM: Final = {
    "categories": TYPE,
    "features": f"{NS}hasFeature",
    "main purposes": f"{NS}hasMainPurpose",
    "purposes": f"{NS}hasPurpose",
    "content": f"{NS}sharesContent",
    "operators": f"{NS}operatedBy",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastRow:
    """What sources say of either class in one respect."""

    criterion: Thing
    first: str
    second: str
    sources: tuple[str, ...]
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """What the ontology holds of either class in one respect."""

    name: str
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassComparison:
    """Two classes side by side.

    Attributes:
        first: One class.
        second: The other.
        relation: How one stands to the other, in words.
        contrasts: What sources set against each other, criterion by criterion; may be empty.
        aspects: Definition, marking main purpose, characteristic features and platforms of both.
    """

    first: Thing
    second: Thing
    relation: str
    contrasts: tuple[ContrastRow, ...]
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A value that at least one of two platforms has: on record, by entailment, or not at all."""

    value: Thing
    first: Standing | None
    second: Standing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformComparison:
    """Two platforms side by side.

    Attributes:
        first: One platform.
        second: The other.
        aspects: All values that either platform has, those of both first, by `categories`,
            `features`, `main purposes`, `purposes`, `content` and `operators`. Blank nodes without
            a label are left out.
    """

    first: Thing
    second: Thing
    aspects: dict[str, tuple[Held, ...]]


def compare(
    first: str, second: str, *, data: Data | None = None
) -> ClassComparison | PlatformComparison:
    """Set two classes or two platforms side by side.

    Args:
        first: An IRI, a CURIE, a short name or a label.
        second: Another one.
        data: Files, folders, globs or an rdflib graph, added to what ships.

    Raises:
        InputError: Data that is no RDF.
        UnknownNameError: Nothing has one of the names.
        UsageError: The two are not both classes or both platforms, or are one and the same.

    Example:
        >>> import mediagora
        >>> comparison = mediagora.compare("social media", "social network")
        >>> len(comparison.contrasts)
        6
    """
    stated, entailed = map(View, open_stores(data))
    one, other = stated.resolve(first), stated.resolve(second)
    if one == other:
        message = f"'{first}' and '{second}' are one and the same: {stated.name(one)}"
        raise UsageError(message)
    kinds = kind_of(entailed, one), kind_of(entailed, other)
    match kinds:
        case ("class", "class"):
            return _classes(stated, entailed, one, other)
        case ("platform", "platform"):
            return _platforms(stated, entailed, one, other)
        case _:
            message = (
                f"two classes or two platforms can be compared; '{first}' is a {kinds[0]} "
                f"and '{second}' is a {kinds[1]}"
            )
            raise UsageError(message)


def _classes(stated: View, entailed: View, one: str, other: str) -> ClassComparison:
    platforms = set(entailed.subjects(TYPE, SOCIAL_MEDIA))

    def aspect(name: str, of_one: Iterable[str], of_other: Iterable[str]) -> Aspect:
        return Aspect(name=name, first=tuple(of_one), second=tuple(of_other))

    def names(iris: Iterable[str]) -> list[str]:
        return sorted((stated.name(iri) for iri in iris), key=str.casefold)

    def examples(of_class: str) -> list[str]:
        return names(platforms & set(entailed.subjects(TYPE, of_class)))

    aspects = (
        aspect(
            "definition",
            stated.values(one, f"{SKOS}definition"),
            stated.values(other, f"{SKOS}definition"),
        ),
        aspect("main purpose", names(_marks(stated, one)), names(_marks(stated, other))),
        aspect(
            "characteristic features",
            names(stated.values(one, f"{NS}characteristicFeature")),
            names(stated.values(other, f"{NS}characteristicFeature")),
        ),
        aspect("platforms", examples(one), examples(other)),
    )
    return ClassComparison(
        first=_thing(stated, one),
        second=_thing(stated, other),
        relation=_relation(stated, one, other),
        contrasts=_contrasts(stated, one, other),
        aspects=tuple(each for each in aspects if each.first or each.second),
    )


def _contrasts(view: View, one: str, other: str) -> tuple[ContrastRow, ...]:
    rows = []
    for claim in view.subjects(TYPE, f"{NS}Contrast"):
        said = {
            subject: view.text(side, f"{DCTERMS}description") or ""
            for side in view.values(claim, f"{NS}hasSide")
            for subject in view.values(side, f"{NS}aboutSubject")
        }
        if one in said and other in said:
            rows += [
                ContrastRow(
                    criterion=_thing(view, criterion),
                    first=said[one],
                    second=said[other],
                    sources=tuple(view.values(claim, f"{NS}statedBy")),
                    claim=claim,
                )
                for criterion in view.values(claim, f"{NS}onCriterion")
            ]
    return tuple(rows)


def _marks(view: View, of_class: str) -> list[str]:
    """The main purposes whose value defines a class."""
    import pyoxigraph as ox

    return [
        value
        for part in view.definition(of_class)
        if isinstance(part, ox.BlankNode)
        and f"{NS}hasMainPurpose" in view.values(part, f"{OWL}onProperty")
        for value in view.values(part, f"{OWL}hasValue")
    ]


def _relation(view: View, one: str, other: str) -> str:
    first, second = view.name(one), view.name(other)
    if other in view.below(one):
        return f"every {second} is {first}, and not the other way round"
    if one in view.below(other):
        return f"every {first} is {second}, and not the other way round"
    shared = [view.name(top) for top in _above(view, one) if top in _above(view, other)]
    if shared:
        return (
            f"both fall under {shared[0]}; neither holds the other, and one platform can be in both"
        )
    return "neither holds the other"


def _above(view: View, of_class: str) -> list[str]:
    """The classes above a class, the nearest first."""
    found: list[str] = []
    waiting = [of_class]
    while waiting:
        up = view.values(waiting.pop(0), SUBCLASS)
        new = [each for each in up if each not in found]
        found += new
        waiting += new
    return found


def _platforms(stated: View, entailed: View, one: str, other: str) -> PlatformComparison:
    categories = entailed.below(SOCIAL_MEDIA)

    def standing(platform: str, predicate: str) -> dict[Node, Standing]:
        held: dict[Node, Standing] = dict.fromkeys(entailed.nodes(platform, predicate), "entailed")
        held |= dict.fromkeys(stated.nodes(platform, predicate), "stated")
        return held

    aspects = {}
    for name, predicate in _BY_PLATFORM.items():
        of_one, of_other = standing(one, predicate), standing(other, predicate)
        held = [
            Held(value=value, first=of_one.get(node), second=of_other.get(node))
            for node in of_one | of_other
            if predicate != TYPE or node.value in categories
            if (value := _value(stated, node))
        ]
        aspects[name] = tuple(sorted(held, key=_shared_first))
    return PlatformComparison(
        first=_thing(stated, one), second=_thing(stated, other), aspects=aspects
    )


def _shared_first(held: Held) -> tuple[bool, bool, str]:
    return held.first is None or held.second is None, held.first is None, held.value.name.casefold()


def _value(view: View, node: Node) -> Thing | None:
    """Name a value; a blank node without a label has no name."""
    import pyoxigraph as ox

    if isinstance(node, ox.NamedNode):
        return _thing(view, node.value)
    names = [node.value] if isinstance(node, ox.Literal) else view.values(node, LABEL)
    return Thing(iri="", name=names[0]) if names else None


def _thing(view: View, iri: str) -> Thing:
    return Thing(iri=iri, name=view.name(iri))
