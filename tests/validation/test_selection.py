"""Statements that are looked up again."""

from __future__ import annotations

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat

from mediagora.validation.selection import Wanted, select
from validation.conftest import HEADER

TEXT = """ex:a ex:p ex:x ; ex:q ex:y . ex:b ex:p ex:y ; ex:q [ ex:r 1 ] .
[] a owl:Axiom ; ex:s ex:x ."""


def ex(name: str) -> NamedNode:
    return NamedNode(f"https://example.org/{name}")


def node(name: str) -> frozenset[int]:
    return frozenset({hash(ex(name))})


def found(wanted: Wanted, size: int = 100) -> list[str]:
    quads = list(pyoxigraph.parse(HEADER + TEXT, RdfFormat.TURTLE, rename_blank_nodes=True))
    chunks = [quads[start : start + size] for start in range(0, len(quads), size)]
    short = []
    for number, triple, of_evidence in select(chunks, wanted, document=7, blanks_before=2):
        assert number == 7
        text = " ".join(map(str, triple)).replace("<https://example.org/", "").replace(">", "")
        short.append(text + " of evidence" * of_evidence)
    return sorted(short)


@pytest.mark.parametrize("size", [1, 2, 100])
def test_any_condition_is_enough(size: int) -> None:
    wanted = Wanted(node("a"), predicates=frozenset({ex("s")}), values=frozenset({ex("y")}))
    assert found(wanted, size) == ["_:b4 s x of evidence", "a p x", "a q y", "b p y"]


def test_an_object_is_asked_for_with_some_predicates_or_with_any() -> None:
    assert found(Wanted(objects=node("y"))) == ["a q y", "b p y"]
    assert found(Wanted(objects=node("y"), objects_of=frozenset({ex("p")}))) == ["b p y"]
    assert found(Wanted(objects_of=frozenset({ex("p")}))) == []
    assert found(Wanted()) == []


@pytest.mark.parametrize("size", [1, 100])
def test_blank_nodes_have_numbers_after_those_before(size: int) -> None:
    wanted = Wanted(predicates=frozenset({ex("q"), ex("s")}))
    assert found(wanted, size) == ["_:b4 s x of evidence", "a q y", "b q _:b3"]
