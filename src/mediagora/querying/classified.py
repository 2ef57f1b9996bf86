"""What `classify` gives: plain records, which print as text and as JSON alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mediagora.querying.comparing import Standing
    from mediagora.querying.records import Thing
    from mediagora.reasoning.records import Contradiction

MEASURE: Final = "Jaccard index of features and purposes"
"""What resemblance is measured by: of all that either platform has, how much both have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A class that a platform is in, and whether that is stated or follows."""

    iri: str
    name: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A value of a property that membership takes; of rdf:type, a class to be in.

    Attributes:
        property: The property.
        value: The value; `None` stands for any value at all.
        held_as: Where the value is lacking as such, a broader property by which it is there: a
            purpose that is no main one.
    """

    property: Thing
    value: Thing | None
    held_as: Thing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The conditions of a definition, those that hold and those that do not."""

    holds: tuple[Condition, ...] = ()
    lacks: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """The features that a source calls common in a class, those that a platform has and lacks."""

    holds: tuple[Thing, ...] = ()
    lacks: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseClass:
    """A class that a platform is not known to be in, though part of what is tied to it holds.

    Attributes:
        iri: The class.
        name: Its English label.
        held: How many conditions and characteristic features hold.
        tied: How many there are.
        percent: The share of those that hold, in whole percent.
        definition: The conditions of its definition; none where the ontology defines it by none.
            That it is social media is left out, as that holds of every platform.
        missing: The smallest sets of facts of which each would make the platform a member; that it
            simply be said to be of a class is left out.
        characteristic_features: Features that a source calls common in it. They are no condition:
            having them all makes nothing a member.
    """

    iri: str
    name: str
    held: int
    tied: int
    percent: int
    definition: Conditions
    missing: tuple[tuple[Condition, ...], ...]
    characteristic_features: Features


@dataclass(frozen=True, slots=True, kw_only=True)
class Resemblance:
    """A platform on record that is like the one described.

    Attributes:
        iri: The platform on record.
        name: Its label.
        shared: How many features and purposes both have, what follows included.
        either: How many at least one of them has.
        percent: The Jaccard index, `shared` of `either`, in whole percent.
        features: The features that both have.
        purposes: The purposes that both have.
    """

    iri: str
    name: str
    shared: int
    either: int
    percent: int
    features: tuple[Thing, ...]
    purposes: tuple[Thing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """What a platform is, by what is said of it.

    Attributes:
        platform: The platform; `None` where it is described without an IRI.
        classes: The classes that it is in, the most specific first.
        close: Classes that it is close to, those of which the greatest share holds first.
        resembles: Platforms on record, at most twenty, the most alike first.
        contradictions: What cannot hold together in all that is described.
        notes: What a reader should know besides.
    """

    platform: Thing | None
    classes: tuple[Membership, ...]
    close: tuple[CloseClass, ...]
    resembles: tuple[Resemblance, ...]
    contradictions: tuple[Contradiction, ...] = ()
    notes: tuple[str, ...] = ()


def percent(part: int, whole: int) -> int:
    """Give a share in whole percent, halves rounded up as SPARQL's ROUND does.

    Example:
        >>> percent(1, 8), percent(0, 0)
        (13, 0)
    """
    return (200 * part + whole) // (2 * whole) if whole else 0
