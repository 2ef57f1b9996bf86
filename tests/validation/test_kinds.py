"""What follows for kinds of subjects: categories, definitions, classes of the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyoxigraph
import pytest
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple

from mediagora.validation import names
from mediagora.validation.extract import Extractor, Interest
from mediagora.validation.kinds import SCHEMA, Kinds
from mediagora.vocabulary import NS, PREFIXES
from validation.conftest import HEADER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import Quad

ONTOLOGY: Final = """
mediagora:Network rdfs:subClassOf mediagora:SocialMedia .
mediagora:Narrow rdfs:subClassOf mediagora:Network ; owl:equivalentClass [ owl:intersectionOf (
    mediagora:Network [ owl:onProperty mediagora:hasMainPurpose ; owl:hasValue purpose:broad ] ) ] .
purpose:narrow mediagora:broaderPurpose purpose:broad .
mediagora:term a mediagora:Concept .
mediagora:Concept rdfs:subClassOf mediagora:Any .
mediagora:term rdfs:label "no type, no part of a definition" .
"""
NARROW: Final = "mediagora:hasMainPurpose purpose:narrow"
NONE: Final[frozenset[Any]] = frozenset()


def mediagora(name: str) -> NamedNode:
    return NamedNode(NS + name)


def ex(name: str) -> NamedNode:
    return NamedNode(f"https://example.org/{name}")


def kind(*types: NamedNode, purposes: Sequence[str] = ()) -> tuple[frozenset[Any], frozenset[Any]]:
    of_purposes = (NamedNode(PREFIXES["purpose"] + each) for each in purposes)
    return frozenset(types), frozenset(of_purposes)


def read(text: str) -> list[Quad]:
    return list(pyoxigraph.parse(HEADER + text, RdfFormat.TURTLE, rename_blank_nodes=True))


def made(*texts: str, known: str = "", in_full: bool = True) -> Kinds:
    documents = []
    for text in texts:
        extractor = Extractor("x", Interest(SCHEMA, all_kinds=True, evidence=True))
        extractor.add(read(text))
        documents.append(extractor.done())
    shared = {
        node
        for number, document in enumerate(documents)
        for other in documents[:number]
        for node in document.subjects & other.subjects
    }
    ontology, facts = ([quad.triple for quad in read(each)] for each in (ONTOLOGY, known))
    return Kinds(documents, shared, ontology, facts, in_full=in_full)


def told(kinds: Kinds, *types: str, purposes: Sequence[str] = ()) -> set[str]:
    found = kinds.told(kind(*map(mediagora, types), purposes=purposes))
    return {str(each)[1:-1].removeprefix(NS) for each in found}


def test_all_broader_categories_and_definitions_follow() -> None:
    kinds = made(f"ex:a a mediagora:Network ; {NARROW} . ex:b a mediagora:Narrow .")
    assert told(kinds, "Network", purposes=["narrow"]) == {"Narrow", "SocialMedia"}
    assert told(kinds, "Narrow") == {"Network", "SocialMedia"}


def test_shapes_need_not_be_told_of_a_class_above_another_one() -> None:
    kinds = made(f"ex:a a mediagora:Network ; {NARROW} . ex:b a mediagora:Narrow .", in_full=False)
    assert told(kinds, "Network", purposes=["narrow"]) == {"Narrow"}
    assert told(kinds, "Narrow") == set()


def test_nothing_follows_from_a_main_purpose_alone_or_outside_of_platforms() -> None:
    kinds = made(f"ex:a {NARROW} . ex:b a mediagora:Concept ; {NARROW} .")
    assert told(kinds, purposes=["narrow"]) == set()
    assert told(kinds, "Concept", purposes=["narrow"]) == set()


@pytest.mark.parametrize("in_full", [False, True])
def test_own_classes_in_a_circle_are_each_other(in_full: bool) -> None:  # noqa: FBT001 -- a case
    circle = (
        "ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:A, mediagora:SocialMedia ."
        "mediagora:SocialMedia rdfs:subClassOf ex:A ."
    )
    kinds = made("ex:a a ex:A .", circle, in_full=in_full)
    all_ = {ex("A"), ex("B"), names.SOCIAL_MEDIA}
    of_a = kind(ex("A"))
    assert kinds.all_classes(of_a) == kinds.classes([ex("B")]) == all_
    assert kinds.told(of_a) == (all_ - {ex("A")} if in_full else set())


def test_of_a_circle_that_follows_one_class_is_told() -> None:
    """Each class of it follows from the other; an engine that is told of none finds none."""
    circle = (
        "mediagora:Narrow rdfs:subClassOf ex:A . ex:A rdfs:subClassOf mediagora:Narrow ."
        f"ex:a a mediagora:Network ; {NARROW} ."
    )
    kinds = made(circle, in_full=False)
    of_a = kind(mediagora("Network"), purposes=["narrow"])
    found = kinds.told(of_a)
    assert len(found) == 1
    assert kinds.classes(of_a[0] | found) == kinds.all_classes(of_a)
    assert {ex("A"), mediagora("Narrow")} <= kinds.all_classes(of_a)


def test_what_documents_say_of_one_subject_is_taken_together() -> None:
    kinds = made("ex:a a mediagora:Network . ex:b a mediagora:Network .", f"ex:a {NARROW} .")
    together = kind(mediagora("Network"), purposes=["narrow"])
    a, b = hash(ex("a")), hash(ex("b"))
    assert kinds.of_shared == {a: together}
    assert kinds.nodes[kind(mediagora("Network"))] == {b}
    assert kinds.of({a, hash(ex("c"))}) == {a: together}
    assert kinds.members(mediagora("Narrow")) == {a}
    types = {mediagora("Narrow"), names.SOCIAL_MEDIA}
    expected = {Triple(ex("a"), names.RDF_TYPE, each) for each in types}
    assert set(kinds.entailed_for({a})) == expected


def test_types_that_follow_are_stated_of_each_subject_but_not_those_it_has() -> None:
    of_network = kind(mediagora("Network"))
    subjects = [ex("a"), BlankNode("x")]
    kinds = made("ex:c a mediagora:Network . ex:d a mediagora:Network, mediagora:SocialMedia .")
    assert list(kinds.entailed({of_network: subjects})) == [
        Triple(each, names.RDF_TYPE, names.SOCIAL_MEDIA) for each in subjects
    ]
    both = kind(mediagora("Network"), names.SOCIAL_MEDIA)
    assert list(kinds.entailed({both: [ex("d")]})) == []


def test_members_are_those_of_all_narrower_classes_and_of_what_ships() -> None:
    kinds = made(
        "ex:a a mediagora:Concept . ex:b a ex:Own . ex:c a ex:Other .",
        "ex:Own rdfs:subClassOf mediagora:Concept .",
        known="feature:f a mediagora:Concept .",
    )
    ships = {hash(mediagora("term")), hash(NamedNode(PREFIXES["feature"] + "f"))}
    users = {hash(ex("a")), hash(ex("b"))}
    assert kinds.members(mediagora("Any")) == ships | users
    assert kinds.members(ex("Own")) == {hash(ex("b"))}
    assert kinds.members(ex("Nowhere")) == set()


def test_types_follow_for_what_ships_and_the_data_points_at() -> None:
    kinds = made(known="platform:p a mediagora:Narrow, mediagora:Network .")
    platform = NamedNode(PREFIXES["platform"] + "p")
    assert list(kinds.entailed_of_known()) == [Triple(platform, names.RDF_TYPE, names.SOCIAL_MEDIA)]
