"""Fixes applied: what is mended is replaced, and every other byte stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.findings import Finding, Severity
from mediagora.publishing.mending import mend
from mediagora.reading.inputs import Source


def source(text: str) -> Source:
    return Source("a.ttl", "turtle", text.encode())


def finding(line: int, column: int, end: int, fix: str | None, *, wrong: str = "urn:🐘") -> Finding:
    return Finding(
        code="MG101",
        severity=Severity.VIOLATION,
        message="",
        line=line,
        column=column,
        end_line=line,
        end_column=end,
        value=wrong,
        suggestion=fix and fix.strip("<>"),
        fix=fix,
    )


DOCUMENT = "# ☕ 🐘\r\n<urn:a> <urn:p>\t<urn:🐘> . # kept\r<urn:a> <urn:p> '''x\ny''' .\n"


def test_layout_comments_and_line_ends_stay() -> None:
    mended = mend(source(DOCUMENT), [finding(2, 17, 24, "<urn:b>")])
    assert mended.data.decode() == DOCUMENT.replace("<urn:🐘>", "<urn:b>")
    assert len(mended.applied) == 1


def test_a_byte_order_mark_stays() -> None:
    text = "\N{ZERO WIDTH NO-BREAK SPACE}<urn:a> <urn:p> <urn:b> ."
    assert mend(
        source(text), [finding(1, 1, 8, "<urn:c>", wrong="urn:a")]
    ).data.decode() == text.replace("a", "c")


def test_the_first_of_two_that_overlap_is_mended() -> None:
    findings = [finding(2, 17, 24, "<urn:b>"), finding(2, 20, 24, "x")]
    mended = mend(source(DOCUMENT), findings)
    assert mended.data.decode() == DOCUMENT.replace("<urn:🐘>", "<urn:b>")
    assert mended.applied == findings[:1]


def test_two_that_say_the_same_are_both_mended_and_two_that_differ_neither() -> None:
    same = [finding(2, 17, 24, "<urn:b>")] * 2
    assert mend(source(DOCUMENT), same).applied == same
    other = [finding(2, 17, 24, "<urn:b>"), finding(2, 17, 24, "<urn:c>")]
    assert mend(source(DOCUMENT), other) == (DOCUMENT.encode(), [])


def test_nothing_is_mended_that_could_not_be_read_any_more() -> None:
    assert mend(source(DOCUMENT), [finding(2, 17, 24, "<urn:")]) == (DOCUMENT.encode(), [])


def test_what_has_no_fix_or_no_place_is_passed_over() -> None:
    nowhere = Finding(code="MG101", severity=Severity.VIOLATION, message="", fix="<urn:b>")
    findings = [finding(2, 17, 24, None), nowhere, finding(90, 1, 2, "<urn:b>")]
    assert mend(source(DOCUMENT), findings) == (DOCUMENT.encode(), [])


def jsonld(context: str, key: str) -> Source:
    text = f'{{"@context": {{{context}}}, "@id": "urn:s", "{key}": "x"}}'
    return Source("a.jsonld", "jsonld", text.encode())


@pytest.mark.parametrize(
    ("context", "is_mended"),
    [
        ('"m": "urn:m:"', True),
        ('"m": "urn:m:", "m:right": "urn:other"', False),
        ('"m": "urn:m:", "m:right": null', False),
        ('"m": "urn:m:", "m:wrong": "urn:wrong"', False),
    ],
)
def test_a_key_that_means_something_else_then_is_left(context: str, *, is_mended: bool) -> None:
    document = jsonld(context, "m:wrong")
    column = document.read().decode().rindex('"m:wrong"') + 1
    found = replace(
        finding(1, column, column + 9, '"m:right"', wrong="urn:m:wrong"), suggestion="urn:m:right"
    )
    assert bool(mend(document, [found]).applied) == is_mended


def test_no_key_is_doubled() -> None:
    document = jsonld('"m": "urn:m:"', 'm:right": "y", "m:wrong')
    column = document.read().decode().rindex('"m:wrong"') + 1
    found = replace(
        finding(1, column, column + 9, '"m:right"', wrong="urn:m:wrong"), suggestion="urn:m:right"
    )
    assert mend(document, [found]).applied == []


def test_the_others_are_mended_where_one_cannot_be() -> None:
    text = "<urn:a> <urn:p> <urn:🐘> , <urn:🐘> , <urn:🐘> ."
    findings = [finding(1, column, column + 7, "<urn:b>") for column in (17, 27, 37)]
    findings[1] = replace(findings[1], fix="'urn:b'")
    mended = mend(source(text), findings)
    assert mended.data.decode() == "<urn:a> <urn:p> <urn:b> , <urn:🐘> , <urn:b> ."
    assert mended.applied == [findings[0], findings[2]]


def test_queries_are_mended() -> None:
    query = Source("a.rq", "sparql", "ASK { ?x a <urn:🐘> }".encode())
    assert mend(query, [finding(1, 12, 19, "<urn:b>")]).data == b"ASK { ?x a <urn:b> }"
    assert mend(query, [finding(1, 12, 19, "<urn:b")]).applied == []


@given(st.data())
def test_each_marked_name_is_replaced_wherever_it_stands(data: st.DataObject) -> None:
    space = st.sampled_from([" ", "\n", "\r\n", "\t", " # 🐘 <urn:x>\n", "\r"])
    names = st.sampled_from(["<urn:right>", "<urn:wrong>"])
    text = ""
    findings = []
    for _ in range(data.draw(st.integers(1, 8))):
        for place in range(3):
            name = data.draw(names)
            lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            if name == "<urn:wrong>":
                column = len(lines[-1]) + 1
                findings.append(
                    finding(len(lines), column, column + 11, "<urn:right>", wrong="urn:wrong")
                )
            text += name + data.draw(space) + (".\n" if place == 2 else "")
    mended = mend(source(text), findings)
    assert mended.data.decode() == text.replace("<urn:wrong>", "<urn:right>")
    assert mended.applied == findings
