"""Marks in the place of classes that are targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat

from mediagora.validation import names
from mediagora.validation.marking import mark
from validation.conftest import HEADER

if TYPE_CHECKING:
    from pyoxigraph import Triple

C, D = NamedNode("https://example.org/C"), NamedNode("https://example.org/D")


def read(text: str) -> list[Triple]:
    return [quad.triple for quad in pyoxigraph.parse(HEADER + text, RdfFormat.TURTLE)]


def test_each_class_that_is_a_target_has_a_mark_of_its_own() -> None:
    marked, marks = mark(read("ex:S sh:targetClass ex:C, ex:D . ex:T sh:targetClass ex:C ."))
    assert marks.keys() == {C, D}
    assert marks[C] != marks[D]
    assert {each.predicate for each in marked} == {names.SH_TARGET_SUBJECTS_OF}
    of = [(each.subject.value[-1], each.object) for each in marked]
    assert sorted(of, key=str) == sorted(
        [("S", marks[C]), ("S", marks[D]), ("T", marks[C])], key=str
    )


def test_all_else_stays_as_it_is() -> None:
    rest = read(
        "ex:S sh:targetNode ex:C ; sh:targetSubjectsOf ex:p ; sh:class ex:C ;"
        " sh:closed false ; sh:property [ sh:path ex:p ; sh:class ex:C ] ."
    )
    marked, marks = mark([*rest, *read("ex:S sh:targetClass ex:C .")])
    assert marked[:-1] == rest
    assert marked[-1].object == marks[C]
    assert mark(rest) == (rest, {})


@pytest.mark.parametrize("closed", ["true", "'1'^^xsd:boolean"])
def test_there_are_no_marks_where_a_shape_is_closed(closed: str) -> None:
    shapes = read(f"ex:S sh:targetClass ex:C . ex:T sh:closed {closed} .")
    assert mark(shapes) == (shapes, {})
