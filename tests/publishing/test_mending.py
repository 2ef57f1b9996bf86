"""Fixes applied: what is mended is replaced, and every other byte stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mediagora.findings import Finding, Severity
from mediagora.publishing.mending import mend
from mediagora.reading.inputs import Source


def source(text: str) -> Source:
    return Source("a.ttl", "turtle", text.encode())


def finding(line: int, column: int, end: int, fix: str | None, *, end_line: int = 0) -> Finding:
    return Finding(
        code="MG101",
        severity=Severity.VIOLATION,
        message="",
        line=line,
        column=column,
        end_line=end_line or line,
        end_column=end,
        fix=fix,
    )


DOCUMENT = "# ☕ 🐘\r\n<urn:a> <urn:p>\t<urn:🐘> . # kept\r<urn:a> <urn:p> '''x\ny''' .\n"


def test_layout_comments_and_line_ends_stay() -> None:
    mended = mend(source(DOCUMENT), [finding(2, 17, 24, "<urn:b>")])
    assert mended.data.decode() == DOCUMENT.replace("<urn:🐘>", "<urn:b>")
    assert len(mended.applied) == 1


def test_a_byte_order_mark_stays() -> None:
    text = "\N{ZERO WIDTH NO-BREAK SPACE}<urn:a> <urn:p> <urn:b> ."
    assert mend(source(text), [finding(1, 1, 8, "<urn:c>")]).data.decode() == text.replace("a", "c")


def test_several_lines_are_replaced() -> None:
    mended = mend(source(DOCUMENT), [finding(3, 17, 5, '"z"', end_line=4)])
    assert mended.data.decode() == DOCUMENT.replace("'''x\ny'''", '"z"')


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
                findings.append(finding(len(lines), column, column + 11, "<urn:right>"))
            text += name + data.draw(space) + (".\n" if place == 2 else "")
    mended = mend(source(text), findings)
    assert mended.data.decode() == text.replace("<urn:wrong>", "<urn:right>")
    assert mended.applied == findings
