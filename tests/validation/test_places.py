"""The document that a finding is told at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from mediagora.validation.extract import Extractor, Interest
from mediagora.validation.names import XSD_INTEGER
from mediagora.validation.places import Places
from mediagora.validation.selection import Statement, Wanted, select
from mediagora.validation.userdata import UserData
from mediagora.vocabulary import PREFIXES
from validation.conftest import HEADER

if TYPE_CHECKING:
    from collections.abc import Iterable

EX = "https://example.org/"


def node(name: str) -> NamedNode:
    return NamedNode(name if ":" in name else EX + name)


class Made:
    """The places of some nodes in some documents, and what was looked up for them."""

    def __init__(
        self, *texts: str, nodes: Iterable[str], pointed: Iterable[str] = (), evidence: bool = False
    ) -> None:
        self.asked: list[Wanted] = []
        self._documents = [
            list(pyoxigraph.parse(HEADER + text, RdfFormat.TURTLE)) for text in texts
        ]
        objects_of = frozenset(map(node, pointed))
        interest = Interest(frozenset(), objects_of=objects_of, evidence=evidence)
        extracts = []
        for number, quads in enumerate(self._documents):
            extractor = Extractor(str(number), interest)
            extractor.add(quads)
            extracts.append(extractor.done())
        asked = map(hash, map(node, nodes))
        self._places = Places(UserData(extracts, interest), self._select, asked)

    def _select(self, wanted: Wanted) -> list[Statement]:
        self.asked.append(wanted)
        return [
            statement
            for number, quads in enumerate(self._documents)
            for statement in select([quads], wanted, document=number, blanks_before=0)
        ]

    def of(self, name: str, predicate: str | None = None, value: str | None = None) -> int | None:
        path = predicate and EX + predicate
        return self._places.of(hash(node(name)), path, value)


def test_a_node_is_where_it_is_described_and_nothing_is_looked_up_for_that() -> None:
    made = Made("ex:a ex:p ex:b .", "ex:b ex:p 1 .", nodes="ab")
    assert (made.of("a"), made.of("b"), made.of("b", "p", '"1"')) == (0, 1, 1)
    assert made.asked == []


def test_of_a_node_described_twice_the_document_that_says_so_is_meant() -> None:
    made = Made("ex:a ex:p 1 .", "ex:a ex:p 2 ; ex:q ex:b .", nodes="a")
    assert made.of("a") == 0
    assert made.of("a", "p") == 0
    assert made.of("a", "p", f'"2"^^<{XSD_INTEGER.value}>') == 1
    assert made.of("a", "q", f"<{EX}b>") == 1
    assert made.of("a", "q", '"other"') == 1  # the one that has the property at all
    assert made.of("a", "r", '"2"') == 0
    assert made.of("a", "p>/<q", '"2"') == 0  # a path of several steps


def test_values_of_one_text_are_told_apart() -> None:
    made = Made(
        "ex:a ex:p 2, 'b'@en .", "ex:a ex:p '2', <urn:b>, [] .", "ex:a ex:p '2' .", nodes="a"
    )
    assert made.of("a", "p", f'"2"^^<{XSD_INTEGER.value}>') == 0
    assert made.of("a", "p", '"2"') == 1
    assert made.of("a", "p", '"urn:b"') == 1  # where the text is, if the value is nowhere
    assert made.of("a", "p", '"b"') == 0
    assert made.of("a", "p", "_:b1") == 1


def test_many_values_that_two_documents_tell() -> None:
    of_first, of_second = (
        "ex:a ex:p " + ",".join(map(str, each)) + " ."
        for each in (range(10_000), range(10_000, 20_000))
    )
    made = Made(of_first, of_second, nodes="a")
    found = [made.of("a", "p", f'"{value}"^^<{XSD_INTEGER.value}>') for value in range(20_000)]
    assert found == [0] * 10_000 + [1] * 10_000


def test_a_node_that_nobody_describes_is_where_it_is_pointed_at() -> None:
    made = Made("ex:b ex:p 1 .", "ex:a ex:p ex:x .", "ex:c ex:p ex:x .", nodes="xy")
    assert (made.of("x"), made.of("y")) == (1, None)


def test_an_extract_may_know_who_points_at_a_node() -> None:
    made = Made("ex:b ex:p 1 .", "ex:a ex:q ex:x .", nodes="x", pointed="q")
    assert made.of("x") == 1
    assert made.asked == []


def test_evidence_points_last() -> None:
    evidence = "[] a owl:Axiom ; ex:p ex:x ."
    assert Made(evidence, "ex:a ex:p ex:x .", nodes="x").of("x") == 1
    assert Made(evidence, nodes="x").of("x") == 0


def test_evidence_that_is_left_out_has_no_place() -> None:
    proof = "ex:proof a owl:Axiom ; ex:p 1 ."
    assert Made(proof, nodes=["proof"]).of("proof") is None
    assert Made(proof, nodes=["proof"], evidence=True).of("proof") == 0


def test_what_only_ships_has_no_place() -> None:
    feature = PREFIXES["feature"] + "member-search"
    made = Made("ex:a ex:p feature:member-search .", nodes=[feature])
    assert made.of(feature) is None
    assert made.asked == []
