"""How alike platforms are: the features and purposes that both have, of those that either has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from mediagora.querying.classified import Resemblance, percent
from mediagora.vocabulary import NS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from mediagora.querying.records import Thing
    from mediagora.reasoning.axioms import Pair, Term

MOST: Final = 20
"""How many platforms are told, as the catalogue's question comparison/alike tells so many."""

_FEATURE: Final = NamedNode(f"{NS}hasFeature")
_PURPOSE: Final = NamedNode(f"{NS}hasPurpose")


def profile(known: Iterable[Pair]) -> frozenset[Pair]:
    """Give what a platform is compared by: its features and purposes.

    Args:
        known: What is known of it with all that follows, so that main purposes are among the
            purposes and broader features among the features.

    Example:
        >>> profile([])
        frozenset()
    """
    return frozenset(pair for pair in known if pair.predicate in {_FEATURE, _PURPOSE})


def jaccard(one: AbstractSet[Pair], other: AbstractSet[Pair]) -> tuple[int, int]:
    """Count what both have, and what at least one has: the index is the one by the other.

    Example:
        >>> from mediagora.reasoning.axioms import Pair
        >>> groups, polls = (Pair(_FEATURE, NamedNode(f"urn:{name}")) for name in "ab")
        >>> jaccard({groups}, {groups, polls})
        (1, 2)
    """
    shared = len(one & other)
    return shared, len(one) + len(other) - shared


def resembling(
    own: frozenset[Pair],
    others: Mapping[NamedNode, frozenset[Pair]],
    thing: Callable[[Term], Thing],
) -> tuple[Resemblance, ...]:
    """Find what is most like a platform: as comparison/alike, purposes counted with features.

    Args:
        own: What `profile` gives of the platform.
        others: What it gives of those to compare with.
        thing: Names a term.

    Returns:
        Those with which something is shared: the greater index first, then the more that is shared,
        then by IRI. With the purposes of either left out it is the answer of comparison/alike.
    """
    found = [
        (shared, either, platform)
        for platform, theirs in others.items()
        for shared, either in [jaccard(own, theirs)]
        if shared
    ]
    found.sort(key=lambda each: (-each[0] / each[1], -each[0], each[2].value))
    told = []
    for shared, either, platform in found[:MOST]:
        both = own & others[platform]
        told.append(
            Resemblance(
                iri=platform.value,
                name=thing(platform).name,
                shared=shared,
                either=either,
                percent=percent(shared, either),
                features=_values(both, _FEATURE, thing),
                purposes=_values(both, _PURPOSE, thing),
            )
        )
    return tuple(told)


def _values(
    pairs: Iterable[Pair], predicate: NamedNode, thing: Callable[[Term], Thing]
) -> tuple[Thing, ...]:
    values = [thing(pair.object) for pair in pairs if pair.predicate == predicate]
    return tuple(sorted(values, key=lambda each: (each.name.casefold(), each.iri)))
