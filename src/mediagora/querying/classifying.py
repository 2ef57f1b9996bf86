"""What a platform is: its classes, those it is close to, and the platforms it resembles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast, overload

import pyoxigraph as ox

from mediagora.errors import InputError, UsageError
from mediagora.querying.classified import Classification, Membership
from mediagora.querying.closeness import SOCIAL_MEDIA, Closeness
from mediagora.querying.known import Known, known_with, ours
from mediagora.querying.resemblance import profile, resembling
from mediagora.reading.inputs import collect, paths_of
from mediagora.reading.whereabouts import numbered
from mediagora.reasoning.axioms import Pair
from mediagora.reasoning.contradicting import contradictions
from mediagora.reasoning.explaining import unread
from mediagora.reasoning.owlterms import TYPE
from mediagora.vocabulary import NS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import rdflib

    from mediagora.querying.store import Data
    from mediagora.reading.inputs import Source
    from mediagora.reasoning.knowledge import Knowledge
    from mediagora.reasoning.records import Contradiction

    Names = str | Sequence[str]
    _Classified = tuple[tuple[Classification, ...], Callable[[str], str]]

_DESCRIBED: Final = ox.NamedNode("https://mediagora.invalid/described")
"""Stands for a platform that has no IRI."""

_KINDS: Final = {
    "features": ("feature", "hasFeature", "Feature"),
    "purposes": ("purpose", "hasPurpose", "Purpose"),
    "main_purposes": ("purpose", "hasMainPurpose", "Purpose"),
    "content": ("content type", "sharesContent", "ContentType"),
}
"""What each argument names, the property it is the value of, and the class it is in."""


@overload
def classify(
    data: None = None,
    *,
    types: Names = (),
    features: Names = (),
    purposes: Names = (),
    main_purposes: Names = (),
    content: Names = (),
) -> Classification: ...


@overload
def classify(
    data: Data,
    *,
    types: Names = (),
    features: Names = (),
    purposes: Names = (),
    main_purposes: Names = (),
    content: Names = (),
) -> tuple[Classification, ...]: ...


def classify(
    data: Data | None = None,
    *,
    types: Names = (),
    features: Names = (),
    purposes: Names = (),
    main_purposes: Names = (),
    content: Names = (),
) -> Classification | tuple[Classification, ...]:
    """Tell what a platform is, described in RDF or by the names of what it has.

    What ships says nothing of it: where one of our own platforms is described, it is classified by
    the description alone.

    Args:
        data: Files, folders, globs or an rdflib graph in which platforms are described.
        types: Instead of data, names of classes that it is in: IRIs, CURIEs, short names or labels.
        features: Names of its features.
        purposes: Names of its purposes.
        main_purposes: Names of its main purposes.
        content: Names of the types of content that are shared there.

    Returns:
        Of data, one classification for each platform in it, by name. Of names, a single one.

    Raises:
        EngineError: What is missing was not found in time.
        InputError: The data is no RDF, or describes no platform.
        UnknownNameError: Nothing has one of the names; the nearest ones are given.
        UsageError: Neither data nor a name is given, or both are, or a path matches nothing.

    Example:
        >>> import mediagora
        >>> found = mediagora.classify(main_purposes=["professional networking"])
        >>> [each.name for each in found.classes]
        ['professional network', 'social network', 'social media']
    """
    found, _ = classified(
        data,
        types=types,
        features=features,
        purposes=purposes,
        main_purposes=main_purposes,
        content=content,
    )
    return found[0] if data is None else found


def classified(data: Data | None, **named: Names) -> _Classified:
    """Classify as `classify` does, and give besides what tells the name of a term by its IRI."""
    listed = {kind: [each] if isinstance(each, str) else each for kind, each in named.items()}
    if data is None:
        return _by_names(listed)
    if any(listed.values()):
        message = "describe the platform in RDF or by names of what it has, not by both"
        raise UsageError(message)
    return _by_data(data)


def classified_in(knowledge: Knowledge, platform: ox.NamedNode) -> Classification:
    """Classify one platform of a graph, by all that the graph says.

    Args:
        knowledge: What ships, and data of a user's.
        platform: The platform.

    Raises:
        EngineError: What is missing was not found in time.
        InputError: It is no platform.

    Example:
        >>> from mediagora.reasoning.knowledge import shipped_knowledge
        >>> linkedin = ox.NamedNode("https://w3id.org/mediagora/platform/linkedin")
        >>> classified_in(shipped_knowledge(), linkedin).classes[0].name
        'professional network'
    """
    known = Known(knowledge, knowledge.facts)
    if SOCIAL_MEDIA not in known.of(platform):
        message = f"{known.name(platform.value)} is no platform: nothing says it is social media"
        raise InputError(message, code="MG401")
    (found,) = _all(known, [platform])
    return found


def _by_names(named: dict[str, Sequence[str]]) -> _Classified:
    if not any(named.values()):
        message = (
            "there is nothing to classify; name a file that describes a platform, or what it has, "
            "such as --feature groups or --main-purpose keep-in-contact"
        )
        raise UsageError(message)
    known = ours()
    said = {
        ox.Triple(_DESCRIBED, TYPE, known.choose("class of platforms", name, known.classes))
        for name in named["types"]
    }
    for argument, (kind, predicate, of_class) in _KINDS.items():
        if named[argument]:
            declared = known.members(ox.NamedNode(NS + of_class))
            values = {known.choose(kind, name, declared) for name in named[argument]}
            said |= {ox.Triple(_DESCRIBED, ox.NamedNode(NS + predicate), each) for each in values}
    told = known_with(said)
    return tuple(replace(each, platform=None) for each in _all(told, [_DESCRIBED])), told.name


def _by_data(data: Data) -> _Classified:
    paths = paths_of(data)
    triples: list[ox.Triple] = []
    before: list[int] = []
    sources: list[Source] = []
    if paths is None:
        from mediagora.reading.interop import from_rdflib

        triples = from_rdflib(cast("rdflib.Graph", data))
    else:
        sources, blanks = collect(paths), 0
        for source in sources:
            before.append(blanks)
            found, more = numbered(source, blanks)
            triples += found
            blanks += more
    known = known_with(triples, sources=sources, blanks_before=before)
    subjects = {each.subject for each in triples}
    platforms = {each for each in subjects if SOCIAL_MEDIA in known.of(each)}
    named = {each for each in platforms if isinstance(each, ox.NamedNode)}
    if not named:
        raise _no_platform(sources, nameless=bool(platforms))
    return _all(known, named), known.name


def _no_platform(sources: Sequence[Source], *, nameless: bool) -> InputError:
    if nameless:
        message = "the platform described has no IRI; give it one, such as <urn:example:chirp>"
    else:
        message = (
            "no platform is described; one has a type such as mediagora:SocialNetwork, or what "
            "only platforms have, such as a value of mediagora:hasFeature"
        )
    path = sources[0].path if len(sources) == 1 else None
    return InputError(message, code="MG401", path=path)


def _all(known: Known, platforms: Iterable[ox.NamedNode]) -> tuple[Classification, ...]:
    clashes = _contradictions(known)
    closeness = Closeness(known.knowledge, known.classes, known.thing)
    profiles = ours().running
    told = []
    for platform in sorted(platforms, key=lambda each: _order(known, each)):
        pairs = known.of(platform)
        others = {other: theirs for other, theirs in profiles.items() if other != platform}
        told.append(
            Classification(
                platform=known.thing(platform),
                classes=_classes(known, platform),
                close=closeness.of(platform, pairs),
                resembles=resembling(profile(pairs), others, known.thing),
                contradictions=clashes,
                notes=(*known.undeclared(platform), *unread(known.knowledge)),
            )
        )
    return tuple(told)


def _order(known: Known, platform: ox.NamedNode) -> tuple[str, str]:
    return known.thing(platform).name.casefold(), platform.value


def _classes(known: Known, platform: ox.NamedNode) -> tuple[Membership, ...]:
    """What is in more classes by being in a class stands before what is in fewer."""
    pairs, facts = known.of(platform), known.knowledge.facts
    found = [
        Membership(
            iri=of_class.value,
            name=known.thing(of_class).name,
            standing="stated" if ox.Triple(platform, TYPE, of_class) in facts else "entailed",
        )
        for of_class in known.classes
        if Pair(TYPE, of_class) in pairs
    ]
    return tuple(
        sorted(
            found,
            key=lambda each: (-known.depth(each.iri), each.name.casefold(), each.iri),
        )
    )


def _contradictions(known: Known) -> tuple[Contradiction, ...]:
    """What cannot be, once each, however many facts of ours make it so."""
    suspects = known.contradicted()
    found: dict[tuple[str, str], Contradiction] = {}
    for each in contradictions(known.knowledge, suspects) if suspects else ():
        found.setdefault((each.individual, each.words), each)
    return tuple(found.values())
