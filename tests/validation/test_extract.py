"""What is taken from a document in one pass, however it comes in chunks."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat

from mediagora.validation import names
from mediagora.validation.extract import Extractor, Interest
from mediagora.vocabulary import NS, PREFIXES
from validation.conftest import HEADER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediagora.validation.extract import Extract

NOTHING: Final = Interest(frozenset())
NONE: Final[frozenset[Any]] = frozenset()
PURPOSE: Final = NamedNode(PREFIXES["purpose"] + "p")
P, Q, R, S = (NamedNode(f"https://example.org/{name}") for name in "pqrs")
EVIDENCE: Final = "[] a owl:Axiom ; ex:p ex:a . ex:proof a owl:Axiom ; ex:p ex:a . ex:a ex:p 1 ."


def ex(name: str) -> NamedNode:
    return NamedNode(f"https://example.org/{name}")


def hashes(*names_: str) -> set[int]:
    return {hash(ex(name)) for name in names_}


def taken(text: str, interest: Interest = NOTHING) -> Extract:
    extractor = Extractor("a.ttl", interest)
    extractor.add(list(pyoxigraph.parse(HEADER + text, RdfFormat.TURTLE)))
    return extractor.done()


def test_an_empty_document_holds_nothing() -> None:
    extract = taken("")
    assert extract.path == "a.ttl"
    assert not any(getattr(extract, each.name) for each in fields(extract) if each.name != "path")


def test_statements_subjects_and_blank_nodes_are_counted() -> None:
    extract = taken("ex:a ex:p 1, 2 ; ex:q ex:b, _:x . _:x ex:p [] . _:x ex:q _:y .")
    assert extract.triples == 6
    assert extract.subjects == hashes("a")
    assert extract.blanks == 3
    assert extract.predicates == {P, Q}


def test_terms_of_mediagora_are_noted_as_used_or_as_declared() -> None:
    extract = taken("feature:x ex:p feature:y, 'feature:z' . ex:a a mediagora:C ; feature:w 1 .")
    assert {node.value for node in extract.declared} == {PREFIXES["feature"] + "x"}
    assert {node.value for node in extract.own} == {PREFIXES["feature"] + "y", NS + "C"}


def test_subjects_are_sorted_by_types_and_main_purposes() -> None:
    extract = taken(
        "ex:a a ex:C, ex:D . ex:b a ex:D, ex:C . ex:c a ex:C ; mediagora:hasMainPurpose purpose:p ."
        "ex:d mediagora:hasMainPurpose purpose:p . ex:e ex:p 1 ."
    )
    both, one, purpose = frozenset({ex("C"), ex("D")}), frozenset({ex("C")}), frozenset({PURPOSE})
    assert extract.kinds == {
        (both, NONE): hashes("a", "b"),
        (one, purpose): hashes("c"),
        (NONE, purpose): hashes("d"),
    }
    # Shapes that ship ask for entailed types only of what has a main purpose.
    assert extract.terms == {(one, purpose): [ex("c")], (NONE, purpose): [ex("d")]}


@pytest.mark.parametrize(
    "interest", [Interest(NONE, all_kinds=True), Interest(NONE, in_parts=True)], ids=str
)
def test_terms_of_all_kinds_are_kept_for_own_shapes_and_for_parts(interest: Interest) -> None:
    extract = taken("ex:a a ex:C . ex:b ex:p 1 .", interest)
    assert extract.terms == {(frozenset({ex("C")}), NONE): [ex("a")]}


def test_nodes_of_targets_are_noted() -> None:
    interest = Interest(NONE, subjects_of={Q: S, S: S, R: R}, objects_of=frozenset({P}))
    extract = taken(
        "ex:a ex:p ex:x, ex:y . ex:b ex:q ex:z . ex:c ex:r 1 . ex:d ex:s 1 ; ex:t 1 .", interest
    )
    assert extract.pointing == {S: hashes("b", "d"), R: hashes("c")}
    assert extract.pointed == {P: hashes("x", "y")}


def test_statements_that_others_depend_on_are_kept() -> None:
    extract = taken("ex:a ex:p ex:b . ex:b ex:p 1 . ex:a ex:q ex:b .", Interest(frozenset({P})))
    assert list(extract.kept) == [P]
    assert [str(triple.object) for triple in extract.kept[P]] == [str(ex("b")), str(_one())]


def _one() -> Literal:
    return Literal("1", datatype=names.XSD_INTEGER)


def test_what_other_parts_may_know_more_of_is_noted_in_parts() -> None:
    text = "ex:a ex:p ex:b, ex:x, 1, [ ex:p ex:y ] . ex:b ex:p ex:x ."
    assert taken(text).foreign == []
    assert set(taken(text, Interest(NONE, in_parts=True)).foreign) == {ex("x"), ex("y")}


def test_nodes_on_the_ways_of_shapes_are_noted() -> None:
    extractor = Extractor(
        None, Interest(NONE, entered=frozenset({P}), followed_back=frozenset({Q}))
    )
    extractor.add(list(pyoxigraph.parse(HEADER + "ex:a ex:p ex:b ; ex:q ex:c .", RdfFormat.TURTLE)))
    assert extractor.links == [Quad(ex("a"), Q, ex("c"))]
    extract = extractor.done()
    assert (extract.entered, extract.followed_back) == (hashes("b"), hashes("c"))


@pytest.mark.parametrize("wanted", [False, True])
def test_evidence_is_left_out_unless_it_is_wanted(wanted: bool) -> None:  # noqa: FBT001 -- a case
    interest = Interest(NONE, subjects_of={P: P}, all_kinds=True, evidence=wanted)
    extract = taken(EVIDENCE, interest)
    # The document is counted as a whole in any case.
    assert (extract.triples, extract.subjects) == (5, hashes("proof", "a"))
    if wanted:
        [(kind, nodes)] = extract.kinds.items()
        assert kind == (frozenset({names.OWL_AXIOM}), NONE)
        assert len(nodes) == len(extract.terms[kind]) == 2
        assert extract.evidence == nodes
        assert extract.pointing == {P: nodes | hashes("a")}
    else:
        assert extract.kinds == extract.terms == {}
        assert extract.evidence == hashes("proof")  # nobody asks for a blank node's document
        assert extract.pointing == {P: hashes("a")}


NAMED: Final = [ex("a"), ex("b"), NamedNode(NS + "a"), PURPOSE]
SUBJECTS: Final = st.sampled_from([*NAMED, BlankNode("x"), BlankNode("y")])
PREDICATES: Final = st.sampled_from([P, Q, R, S, names.MAIN_PURPOSE])
CLASSES: Final = st.sampled_from([ex("C"), names.OWL_AXIOM, NamedNode(NS + "C")])
QUADS: Final = st.lists(
    st.one_of(
        st.builds(Quad, SUBJECTS, PREDICATES, SUBJECTS | st.just(Literal("text"))),
        st.builds(Quad, SUBJECTS, st.just(names.RDF_TYPE), CLASSES),
    ),
    max_size=30,
)
INTERESTS: Final = st.builds(
    Interest,
    st.frozensets(PREDICATES),
    subjects_of=st.dictionaries(PREDICATES, PREDICATES),
    objects_of=st.frozensets(PREDICATES),
    all_kinds=st.booleans(),
    evidence=st.booleans(),
    in_parts=st.booleans(),
    entered=st.frozensets(PREDICATES),
    followed_back=st.frozensets(PREDICATES),
)


def in_any_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: in_any_order(each) for key, each in value.items()}
    return sorted(map(str, value)) if isinstance(value, list) else value


def read_in(chunks: Iterable[list[Quad]], interest: Interest) -> dict[str, Any]:
    extractor = Extractor("x", interest)
    links = []
    for chunk in chunks:
        extractor.add(chunk)
        links += extractor.links
        extractor.links.clear()
    extract = extractor.done()
    found = {each.name: getattr(extract, each.name) for each in fields(extract)}
    return in_any_order(found | {"links": links})


@given(QUADS, INTERESTS, st.integers(1, 30))
def test_nothing_depends_on_how_a_document_is_read(
    quads: list[Quad], interest: Interest, size: int
) -> None:
    chunks = [quads[start : start + size] for start in range(0, len(quads), size)]
    assert read_in(chunks, interest) == read_in([quads], interest)


@given(QUADS, INTERESTS)
def test_an_extract_says_what_a_slow_look_says(quads: list[Quad], interest: Interest) -> None:
    found = read_in([quads], interest)
    subjects = {quad.subject for quad in quads}
    objects = {quad.object for quad in quads}
    own = {node for node in NAMED if node.value.startswith(PREFIXES["purpose"])} | {NAMED[2]}
    assert found["triples"] == len(quads)
    assert found["subjects"] == {hash(node) for node in subjects & set(NAMED)}
    assert found["blanks"] == sum(isinstance(node, BlankNode) for node in subjects | objects)
    assert found["predicates"] == {quad.predicate for quad in quads}
    assert found["declared"] == subjects & own
    assert found["own"] == objects & (own | {NamedNode(NS + "C")})
    assert found["entered"] == {
        hash(quad.object) for quad in quads if quad.predicate in interest.entered
    }
    assert found["links"] == sorted(
        str(quad) for quad in quads if quad.predicate in interest.followed_back
    )
    assert found["foreign"] == sorted(
        str(node)
        for node in objects - subjects
        if interest.in_parts and isinstance(node, NamedNode)
    )
