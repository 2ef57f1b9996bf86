"""What is known of one term or platform: its names, its place, its facts and who says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mediagora.querying.records import Description, Fact, Thing, Told
from mediagora.querying.store import open_stores
from mediagora.querying.view import (
    DCTERMS,
    LABEL,
    OWL,
    RDFS,
    SKOS,
    SOCIAL_MEDIA,
    SOURCE,
    SUBCLASS,
    TYPE,
    View,
)
from mediagora.vocabulary import LANGUAGES, NS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyoxigraph as ox

    from mediagora.querying.store import Data

# Told in fields of their own, or of no use to a reader.
_ELSEWHERE: Final = frozenset(
    {
        LABEL,
        SOURCE,
        SUBCLASS,
        f"{DCTERMS}description",
        f"{NS}broaderFeature",
        f"{NS}broaderPurpose",
        f"{NS}characteristicFeature",
        f"{NS}restsOn",
        f"{OWL}equivalentClass",
        f"{RDFS}isDefinedBy",
        f"{SKOS}definition",
        f"{SKOS}example",
        f"{SKOS}scopeNote",
    }
)
_BROADER: Final = (SUBCLASS, f"{NS}broaderFeature", f"{NS}broaderPurpose")
_PLAIN: Final = {
    TYPE: "is a",
    f"{SKOS}altLabel": "other name",
    f"{SKOS}exactMatch": "exact match",
}
_KINDS: Final = {
    f"{OWL}Class": "class",
    f"{OWL}ObjectProperty": "property",
    f"{OWL}DatatypeProperty": "property",
    f"{OWL}AnnotationProperty": "annotation property",
}


def describe(term: str, *, data: Data | None = None) -> Description:
    """Tell what is known of a class, a property, a platform, a feature or anything else on record.

    Args:
        term: An IRI, a CURIE (`feature:groups`), a short name (`groups`) or a label in any of the
            six languages. Where a name means several things, a platform goes before a class, a
            class before a feature, and `others` lists the rest.
        data: Files, folders, globs or an rdflib graph, added to what ships.

    Raises:
        InputError: Data that is no RDF.
        UnknownNameError: Nothing has that name; the nearest names are given.
        UsageError: A path matches nothing.

    Example:
        >>> import mediagora
        >>> mediagora.describe("Kontaktnetzwerk").name
        'contact network'
    """
    return look_up(term, data=data)[0]


def look_up(term: str, *, data: Data | None = None) -> tuple[Description, View]:
    """Describe a term, and give the view of the graph that the description was read from."""
    stated, entailed = map(View, open_stores(data))
    iri = stated.resolve(term)
    kind = kind_of(entailed, iri)
    known = stated.statements(iri)
    description = Description(
        iri=iri,
        kind=kind,
        name=stated.name(iri),
        labels=_labels(stated, iri),
        definition=stated.text(iri, f"{SKOS}definition")
        or stated.text(iri, f"{DCTERMS}description"),
        scope_note=stated.text(iri, f"{SKOS}scopeNote"),
        examples=tuple(stated.values(iri, f"{SKOS}example")),
        definition_by=_definition(stated, iri),
        broader=_things(stated, [each for up in _BROADER for each in stated.values(iri, up)]),
        narrower=_things(stated, [each for up in _BROADER for each in stated.subjects(up, iri)]),
        characteristic=_facts(
            stated,
            {pair for pair in known if pair[0] == f"{NS}characteristicFeature"},
            about=iri,
        ),
        platforms=_platforms(entailed, iri),
        facts=_facts(stated, {pair for pair in known if pair[0] not in _ELSEWHERE}, about=iri),
        follows=_follows(stated, entailed, iri) if kind == "platform" else (),
        sources=tuple(stated.values(iri, SOURCE)),
        claims=_claims(stated, iri),
        others=_things(stated, stated.others(iri)),
    )
    return description, stated


def graph_of(description: Description, view: View) -> list[ox.Triple]:
    """Give the triples behind a description: the thing's own, the evidence, the claims it rests on.

    Example:
        >>> len(graph_of(*look_up("groups"))) > 10
        True
    """
    things = [description.iri, *(told.claim for told in description.claims)]
    return sorted({triple for iri in things for triple in view.neighbourhood(iri)}, key=str)


def kind_of(view: View, iri: str) -> str:
    """Say in a word what kind of thing an IRI is; the view must hold what is entailed."""
    types = view.values(iri, TYPE)
    if SOCIAL_MEDIA in types:
        return "platform"
    for each in types:
        if each in _KINDS:
            return _KINDS[each]
    # The most special type speaks: a recommendation is a claim as well.
    own = [each for each in types if each.startswith(NS)] or types
    special = [each for each in own if not (view.below(each) - {each}) & set(own)]
    return view.name(special[0]) if special else "thing"


def _labels(view: View, iri: str) -> dict[str, str]:
    import pyoxigraph as ox

    labels = {
        node.language or "": node.value
        for node in view.nodes(iri, LABEL)
        if isinstance(node, ox.Literal)
    }
    order = [*LANGUAGES, *sorted(set(labels) - set(LANGUAGES))]
    return {language: labels[language] for language in order if language in labels}


def _definition(view: View, iri: str) -> tuple[Fact, ...]:
    import pyoxigraph as ox

    found = []
    for part in view.definition(iri):
        if isinstance(part, ox.NamedNode):
            found.append(Fact(property=_thing(view, TYPE), value=_thing(view, part.value)))
            continue
        found += [
            Fact(property=_thing(view, on), value=_thing(view, value))
            for on in view.values(part, f"{OWL}onProperty")
            for value in view.values(part, f"{OWL}hasValue")
        ]
    return tuple(found)


def _facts(
    view: View,
    statements: set[tuple[str, ox.NamedNode | ox.BlankNode | ox.Literal]],
    *,
    about: str | None = None,
) -> tuple[Fact, ...]:
    """Statements with what evidence says of them, where it is told about whom they are."""
    import pyoxigraph as ox

    evidence = view.evidence(about) if about else {}
    since = view.dates(about, "validFrom") if about else {}
    until = view.dates(about, "validUntil") if about else {}
    facts = [
        Fact(
            property=_thing(view, predicate),
            value=_thing(view, value.value)
            if isinstance(value, ox.NamedNode)
            else Thing(iri="", name=value.value),
            sources=tuple(evidence.get((predicate, str(value)), ())),
            since=since.get((predicate, str(value))),
            until=until.get((predicate, str(value))),
        )
        for predicate, value in statements
        if not isinstance(value, ox.BlankNode) and not str(value).startswith(f"<{OWL}")
    ]
    return tuple(
        sorted(
            facts, key=lambda fact: (fact.property.iri != TYPE, fact.property.name, fact.value.name)
        )
    )


def _follows(stated: View, entailed: View, iri: str) -> tuple[Fact, ...]:
    new = entailed.statements(iri) - stated.statements(iri)
    own = {
        (predicate, value)
        for predicate, value in new
        if predicate.startswith(NS) or (predicate == TYPE and str(value).startswith(f"<{NS}"))
    }
    return _facts(stated, own)


def _platforms(view: View, iri: str) -> tuple[Thing, ...]:
    uses = (
        TYPE,
        *(
            f"{NS}{name}"
            for name in (
                "hasFeature",
                "hasPurpose",
                "sharesContent",
                "usesTechnology",
                "operatedBy",
            )
        ),
    )
    platforms = set(view.subjects(TYPE, SOCIAL_MEDIA))
    return _things(view, {each for use in uses for each in view.subjects(use, iri)} & platforms)


def _claims(view: View, iri: str) -> tuple[Told, ...]:
    claims = set(view.values(iri, f"{NS}restsOn"))
    for relation in (
        "aboutSubject",
        "definesTerm",
        "recommends",
        "forGoal",
        "statedBy",
        "disagreesWith",
    ):
        claims |= set(view.subjects(f"{NS}{relation}", iri))
    told = [
        Told(
            claim=claim,
            statement=view.text(claim, f"{DCTERMS}description") or view.name(claim),
            sources=tuple(view.values(claim, f"{NS}statedBy")),
        )
        for claim in sorted(claims, key=_in_number_order)
    ]
    return tuple(each for each in told if each.sources)


def _in_number_order(iri: str) -> list[tuple[int, str]]:
    """Sort T2 before T10: digits by their value, the rest by letters."""
    parts = re.findall(r"\d+|\D+", iri)
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts]


def _things(view: View, iris: Iterable[str]) -> tuple[Thing, ...]:
    return tuple(
        sorted((_thing(view, iri) for iri in set(iris)), key=lambda thing: thing.name.casefold())
    )


def _thing(view: View, iri: str) -> Thing:
    return Thing(iri=iri, name=_PLAIN.get(iri) or view.name(iri))
