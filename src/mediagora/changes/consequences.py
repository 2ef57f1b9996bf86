"""What holds in a version: all that is stated and all that follows, and which of it to follow up.

Told of are the class hierarchy and the other axioms, the types of platforms, what the axioms reason
with (features, purposes, and what is broader among them), and whatever else follows without being
stated. That a launch year or an operator is another one is a change of a fact, and told as such.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from mediagora.changes.contents import OWL, RDF
from mediagora.changes.records import Consequence, Statement
from mediagora.vocabulary import NS, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import QuerySolutions, Store

RDFS: Final = PREFIXES["rdfs"]
TYPE: Final = f"{RDF}type"
SUBCLASS: Final = f"{RDFS}subClassOf"
SOCIAL_MEDIA: Final = f"{NS}SocialMedia"

_DISJOINT_WITH: Final = f"{OWL}disjointWith"
_SIDES: Final = frozenset({f"{RDFS}domain", f"{RDFS}range"})
AXIOMS: Final = _SIDES | {
    SUBCLASS,
    _DISJOINT_WITH,
    f"{RDFS}subPropertyOf",
    *(
        f"{OWL}{name}"
        for name in (
            "AllDisjointClasses",
            "AsymmetricProperty",
            "FunctionalProperty",
            "InverseFunctionalProperty",
            "IrreflexiveProperty",
            "ReflexiveProperty",
            "SymmetricProperty",
            "TransitiveProperty",
            "differentFrom",
            "disjointUnionOf",
            "equivalentClass",
            "equivalentProperty",
            "hasKey",
            "inverseOf",
            "propertyChainAxiom",
            "propertyDisjointWith",
            "sameAs",
        )
    ),
}
"""Properties, and types of properties, that make an axiom."""

_META: Final = (OWL, RDF, RDFS, PREFIXES["sh"])
"""Namespaces whose classes say what a term is, not what a platform is."""

# Properties that a chain, a transitivity or a restriction speaks of, and those that lie under them.
_REASONED_WITH: Final = """
SELECT DISTINCT ?property WHERE {
  { ?above owl:propertyChainAxiom ?chain }
  UNION { ?some owl:propertyChainAxiom/rdf:rest*/rdf:first ?above }
  UNION { ?above a owl:TransitiveProperty }
  UNION { ?restriction owl:onProperty ?above }
  ?property rdfs:subPropertyOf* ?above
  FILTER(isIRI(?property))
}"""

_DISJOINT: Final = """
SELECT ?list ?class WHERE {
  ?list a owl:AllDisjointClasses ; owl:members/rdf:rest*/rdf:first ?class
  FILTER(isIRI(?class))
}"""


class Holding(NamedTuple):
    """What holds in a version.

    Attributes:
        everything: All that holds, blank nodes left out but in axioms.
        followed_up: What of it is told of where it is gained or lost.
        platforms: IRIs of what is under `mediagora:SocialMedia`.
        reasoned_with: IRIs of the properties that axioms reason with.
    """

    everything: frozenset[Statement]
    followed_up: frozenset[Statement]
    platforms: frozenset[str]
    reasoned_with: frozenset[str]


def holding(statements: Iterable[Statement], entailed: Store) -> Holding:
    """Tell what holds.

    Args:
        statements: What is stated.
        entailed: The same with all that follows.

    Example:
        >>> from pyoxigraph import NamedNode, Quad, Store
        >>> store = Store()
        >>> store.add(Quad(NamedNode("urn:a"), NamedNode(SUBCLASS), NamedNode("urn:b")))
        >>> stated = Statement("urn:a", SUBCLASS, "urn:b")
        >>> [told.object for told in holding([stated], store).followed_up]
        ['urn:b']
    """
    stated = frozenset(statements)
    closure = set(_named(entailed))
    closure |= set(_broader_sides(closure))
    axioms = {each for each in stated if _is_axiom(each)} | set(_disjoint(stated, entailed))
    platforms = frozenset(each.subject for each in closure if each[1:] == (TYPE, SOCIAL_MEDIA))
    reasoned_with = frozenset(each for (each,) in _rows(entailed, _REASONED_WITH))
    followed_up = {
        each
        for each in closure
        if each.predicate in reasoned_with
        or (each.predicate == TYPE and each.subject in platforms)
        or (each not in stated and each.predicate not in _SIDES)
        if not _is_trivial(each)
    }
    return Holding(
        everything=frozenset(closure | stated | axioms),
        followed_up=frozenset(followed_up | axioms),
        platforms=platforms,
        reasoned_with=reasoned_with,
    )


def lost(before: Holding, after: Holding, stated: Iterable[Statement]) -> tuple[Consequence, ...]:
    """Give what holds before and not after, in order; with the sides changed, what is gained.

    Args:
        before: What holds in one version.
        after: What holds in the other.
        stated: What the first states.

    Example:
        >>> one = Statement("urn:a", SUBCLASS, "urn:b")
        >>> all_of_it = frozenset({one})
        >>> some = Holding(all_of_it, all_of_it, frozenset(), frozenset())
        >>> none = Holding(*[frozenset()] * 4)
        >>> lost(some, none, [one])[0].is_stated, lost(some, some, [one])
        (True, ())
    """
    told = frozenset(stated)
    gone = sorted(before.followed_up - after.everything, key=_key)
    return tuple(Consequence(*each, is_stated=each in told) for each in gone)


def _key(statement: Statement) -> tuple[str, ...]:
    return tuple(each or "" for each in statement)


def _named(store: Store) -> Iterator[Statement]:
    from pyoxigraph import BlankNode, NamedNode

    for quad in store:
        if isinstance(quad.subject, NamedNode) and not isinstance(quad.object, BlankNode):
            value = quad.object
            told = value.value if isinstance(value, NamedNode) else str(value)
            yield Statement(quad.subject.value, quad.predicate.value, told)


def _rows(store: Store, query: str) -> list[tuple[str, ...]]:
    solutions = cast("QuerySolutions", store.query(query, prefixes=PREFIXES))
    return [tuple(term.value for term in solution) for solution in solutions]


def _is_axiom(statement: Statement) -> bool:
    """Whether it is an axiom; disjoint classes are told pair by pair, and not here."""
    subject, predicate, value = statement
    if predicate is None:
        types = f"[ a <{OWL}", f"[ a <{OWL}AllDisjointClasses>"
        return subject.startswith(types[0]) and not subject.startswith(types[1])
    if predicate == _DISJOINT_WITH:
        return False
    return predicate in AXIOMS or (predicate == TYPE and value in AXIOMS)


def _is_trivial(statement: Statement) -> bool:
    """Whether it says what a term is, that it is itself, or that it is anything at all."""
    if statement.object in {statement.subject, f"{OWL}Thing"}:
        return True
    if statement.subject.startswith(_META):
        return True
    return statement.predicate == TYPE and (statement.object or "").startswith(_META)


def _broader_sides(closure: Iterable[Statement]) -> Iterator[Statement]:
    """What has a domain or a range has every broader one (scm-dom1, scm-rng1 of OWL 2 RL)."""
    broader: dict[str | None, list[str | None]] = {}
    sides = []
    for each in closure:
        if each.predicate == SUBCLASS:
            broader.setdefault(each.subject, []).append(each.object)
        elif each.predicate in _SIDES:
            sides.append(each)
    for each in sides:
        for above in broader.get(each.object, ()):
            yield each._replace(object=above)


def _disjoint(stated: Iterable[Statement], store: Store) -> Iterator[Statement]:
    """Classes that are disjoint pair by pair: one more in the list takes nothing away."""
    for each in stated:
        if each.predicate == _DISJOINT_WITH and each.object is not None:
            yield Statement(*_in_order(each.subject, _DISJOINT_WITH, each.object))
    lists: dict[str, set[str]] = {}
    for node, each_class in _rows(store, _DISJOINT):
        lists.setdefault(node, set()).add(each_class)
    for classes in lists.values():
        for one, other in combinations(sorted(classes), 2):
            yield Statement(one, _DISJOINT_WITH, other)


def _in_order(one: str, predicate: str, other: str) -> tuple[str, str, str]:
    return min(one, other), predicate, max(one, other)
