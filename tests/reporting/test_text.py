"""The report as people read it."""

from __future__ import annotations

import dataclasses
import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.findings import Report, Severity
from mediagora.reporting.excerpt import columns
from mediagora.reporting.text import finding_text, text_report
from reporting.sample import CLEAN, EX, NS, REPORT, any_finding, any_report, finding

OWN_COLOURS: Final = re.compile(r"\x1b\[[0-9;]+m")
FULL: Final = finding(
    code="MG231",
    message="This value is no feature. Take another.",
    path="a.ttl",
    line=3,
    column=5,
    end_line=3,
    end_column=18,
    focus_node=f"{EX}a",
    property=f"{NS}ns#hasFeature",
    value=f"{NS}feature/grups",
    suggestion=f"{NS}feature/groups",
    shape=f"{NS}shapes#FeatureIsFeature",
    shape_path="shapes/ranges.ttl",
    shape_line=88,
)
LINES: Final = {("a.ttl", 3): "    feature:grups ;"}


def text(
    one: object = FULL, lines: dict[tuple[str, int], str] | None = None, **fields: object
) -> str:
    return finding_text(dataclasses.replace(one, **fields), LINES if lines is None else lines)


def marked(line: str, start: int, end: int, *, width: int | None = None) -> tuple[str, str]:
    """The line of source that is shown, and the one with the mark."""
    there = {"column": start, "end_column": end, "focus_node": None, "value": None}
    told = finding_text(dataclasses.replace(FULL, **there), {("a.ttl", 3): line}, width=width)
    [source, mark] = re.findall(r"^(?:3|.) \| (.*)$", told, flags=re.MULTILINE)
    return source, mark


def test_finding_says_where_what_and_what_was_meant() -> None:
    assert text() == (
        "MG231 violation: This value is no feature.\n"
        " --> a.ttl:3:5\n"
        "  |\n"
        "3 |     feature:grups ;\n"
        "  |     ^^^^^^^^^^^^^\n"
        "  = property: mediagora:hasFeature\n"
        "  = node: https://example.org/a\n"
        "  = help: did you mean feature:groups?\n"
        "  = help: Take another.\n"
        "  = shape: shape:FeatureIsFeature, shapes/ranges.ttl:88"
    )


def test_finding_without_source_tells_the_value() -> None:
    assert "\n  = found: feature:grups\n" in text(lines={})
    assert "|" not in text(lines={})


def test_finding_without_a_place_is_still_whole() -> None:
    bare = finding(code="MG401", severity=Severity.WARNING, message="Nothing.")
    assert finding_text(bare, {}) == "MG401 warning: Nothing."
    nowhere = text(path=None, line=None, column=None)
    assert nowhere.startswith(
        "MG231 violation: This value is no feature.\n  = found: feature:grups\n"
    )


def test_standard_input_is_named() -> None:
    assert "\n --> <stdin>:3:5\n" in text(path="-", lines={("-", 3): LINES["a.ttl", 3]})


def test_line_without_a_column_has_no_mark() -> None:
    told = text(column=None, end_column=None)
    assert "\n --> a.ttl:3\n  |\n3 |     feature:grups ;\n  = " in told
    assert "^" not in told


@pytest.mark.parametrize(
    ("spelt", "value", "is_seen"),
    [
        ("feature:grups", f"{NS}feature/grups", True),
        ("ex:a\\,b", f"{EX}a,b", True),
        (f"<{EX}a>", f"{EX}a", True),
        ('"a"@en', "a", True),
        ('"abc"', "x", False),
        ("2204", "2204", True),
        ("2204", "220", False),
        ("mediagora:hasFeature", f"{NS}feature/grups", False),
        ('""', "", True),
        ("[", "_:b1", False),
    ],
)
def test_value_is_told_unless_it_is_seen(spelt: str, value: str, *, is_seen: bool) -> None:
    told = text(value=value, column=1, end_column=len(spelt) + 1, lines={("a.ttl", 3): spelt})
    assert ("= found:" in told) != is_seen


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("", "(an empty text)"),
        ("\x1b[2J\n", "\\x1b[2J\\n"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b", "a\\u202eb"),
        ("é ü", "é ü"),
        ("x" * 1000, "x" * 200 + "…"),
        (
            "see <http://www.w3.org/2004/02/skos/core#x>",
            "see <http://www.w3.org/2004/02/skos/core#x>",
        ),
    ],
)
def test_any_value_is_shown_in_a_line(value: str, shown: str) -> None:
    assert f"\n  = found: {shown}\n" in text(value=value, lines={})


def test_value_is_told_where_the_message_names_a_longer_one() -> None:
    one = dataclasses.replace(FULL, value=f"{NS}feature/grup", line=None, column=None)
    assert "= found: feature:grup\n" in text(one, message="There is no feature:grups.")
    assert "= found:" not in text(one, message="There is no feature:grup.")


def test_node_is_told_unless_it_is_seen() -> None:
    assert "= node: https://example.org/a" in text()
    at_node = {"column": 1, "end_column": 5, "lines": {("a.ttl", 3): "ex:a a ex:B ."}}
    assert "= node:" not in text(**at_node)
    assert "= node:" not in text(message=f"No {EX}a. Take another.")
    assert "= node:" not in text(lines={("a.ttl", 3): f"    feature:grups ; ex:of <{EX}a> ."})
    assert "= node:" not in text(focus_node="_:b7")
    assert "= node: one without a name (_:b7)\n" in text(focus_node="_:b7", lines={})


@pytest.mark.parametrize(
    ("suggestion", "fix", "help_"),
    [
        (f"{NS}feature/groups", None, "did you mean feature:groups?"),
        (f"{NS}feature/groups", "feature:groups", "did you mean feature:groups? --fix writes it"),
        (
            f"{NS}feature/groups",
            "f:groups",
            "did you mean feature:groups? --fix writes f:groups here",
        ),
        (None, "<https://schema.org/>", "--fix writes <https://schema.org/> here"),
    ],
)
def test_help_tells_the_mend_and_what_the_tool_would_write(
    suggestion: str | None, fix: str | None, help_: str
) -> None:
    assert f"\n  = help: {help_}\n" in text(suggestion=suggestion, fix=fix)


@pytest.mark.parametrize(
    ("shape", "path", "line", "told"),
    [
        (f"{NS}shapes#A", "a.ttl", 8, "shape:A, a.ttl:8"),
        (f"{NS}shapes#A", "a.ttl", None, "shape:A, a.ttl"),
        (f"{NS}shapes#A", None, None, "shape:A"),
        (None, "a.ttl", 8, "a shape without a name, a.ttl:8"),
    ],
)
def test_shape_has_its_own_place(
    shape: str | None, path: str | None, line: int | None, told: str
) -> None:
    assert text(shape=shape, shape_path=path, shape_line=line).endswith(f"\n  = shape: {told}")


@pytest.mark.parametrize(
    ("line", "start", "end", "shown", "mark"),
    [
        ("ab cd ef", 4, 6, "ab cd ef", "   ^^"),
        ("\tab\tcd", 5, 7, "    ab    cd", "          ^^"),
        ("漢字 cd", 4, 6, "漢字 cd", "     ^^"),
        ("cd 漢字", 4, 6, "cd 漢字", "   ^^^^"),
        ("e\u0301 cd", 4, 6, "e\u0301 cd", "  ^^"),
        ("\u1112\u1161\u11ab cd", 5, 7, "\u1112\u1161\u11ab cd", "   ^^"),
        ("\x1b[2J cd", 6, 8, "\\x1b[2J cd", "        ^^"),
        ("cd", 3, 4, "cd", "  ^"),
        ("cd", 9, 12, "cd", "  ^"),
        ("cd", 2, 2, "cd", " ^"),
        ("", 1, 2, "", "^"),
    ],
)  # fmt: skip
def test_mark_stands_under_what_is_meant(
    line: str, start: int, end: int, shown: str, mark: str
) -> None:
    told = text(value=None, column=start, end_column=end, lines={("a.ttl", 3): line})
    assert f"\n{f'3 | {shown}'.rstrip()}\n  | {mark}\n" in told


@pytest.mark.parametrize("start", [1, 30, 500, 980, 996])
@pytest.mark.parametrize("width", [30, 80, 200])
def test_long_line_is_cut_around_the_mark(start: int, width: int) -> None:
    line = "".join(f"{number:04} " for number in range(200))
    source, mark = marked(line, start, start + 4, width=width)
    at = mark.index("^")
    assert source[at : at + 4] == line[start - 1 : start + 3]
    assert width - 6 <= len(source) + len("3 | ") <= width
    assert source.startswith("…") == (start > 1 and not line.startswith(source[:5]))


@given(st.text(st.sampled_from("ab \t漢e\u0301\x1b😀"), max_size=300), st.data())
def test_excerpt_keeps_to_the_width_and_the_mark_to_the_excerpt(
    line: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(1, len(line) + 1))
    end = data.draw(st.integers(start + 1, len(line) + 2))
    width = data.draw(st.integers(30, 120))
    told = finding_text(
        dataclasses.replace(FULL, column=start, end_column=end, value=None),
        {("a.ttl", 3): line},
        width=width,
    )
    source, mark = told.partition("\n  |\n")[2].split("\n")[:2]
    assert columns(source) <= width
    assert "^" in mark
    assert columns(mark) <= width + 1  # behind a full line


def test_line_of_any_length_is_cut_where_there_is_no_terminal() -> None:
    source, _ = marked("x" * 100_000, 50_000, 50_004)
    assert len(source) < 200


def test_place_behind_the_end_is_marked_there() -> None:
    source, mark = marked("x" * 500 + "y", 900, 901, width=40)
    assert source.endswith("xy")
    assert mark == " " * len(source) + "^"


def test_mark_is_no_longer_than_the_excerpt() -> None:
    source, mark = marked("x" * 500, 5, 400, width=40)
    assert source == "…" + "x" * 34 + "…"
    assert mark == " " + "^" * 34


def test_span_of_several_lines_shows_the_first_two() -> None:
    lines = {("a.ttl", 3): '  "one ', ("a.ttl", 4): "  two", ("a.ttl", 5): 'three" .'}
    told = text(column=3, end_line=5, end_column=7, lines=lines)
    assert '\n3 |   "one\n  |   ^^^^\n4 |   two\n  |   ^^^\n...\n' in told
    told = text(column=3, end_line=4, end_column=6, lines=lines)
    assert "4 |   two\n  |   ^^^\n  = " in told
    later = {(path, number + 6): line for (path, number), line in lines.items()}
    told = text(line=9, column=3, end_line=11, end_column=7, lines=later)
    assert (
        '\n  --> a.ttl:9:3\n   |\n 9 |   "one\n   |   ^^^^\n10 |   two\n   |   ^^^\n...\n' in told
    )
    told = text(column=3, end_line=4, end_column=1, lines=lines)
    assert '3 |   "one\n  |   ^^^^\n  = ' in told


def test_words_keep_to_the_width() -> None:
    told = finding_text(FULL, {}, width=40)
    assert max(map(len, told.split("\n"))) <= 40
    long = dataclasses.replace(FULL, message="word " * 100)
    assert 90 < max(map(len, finding_text(long, {}, width=200).split("\n"))) <= 100
    assert finding_text(FULL, {}).replace("\n", "").replace(" ", "") == told.replace(
        "\n", ""
    ).replace(" ", "")


def test_what_is_wrong_is_parted_from_what_would_be_right() -> None:
    said = text(message="Bad, e.g. A. mediagora:b is\n good. C.")
    assert said.startswith("MG231 violation: Bad, e.g. A. mediagora:b is good.\n")
    assert "\n  = help: C.\n" in said


def test_findings_of_a_kind_are_explained_once_and_then_told_in_brief() -> None:
    same = [dataclasses.replace(FULL, line=number, end_line=number) for number in range(1, 9)]
    other = dataclasses.replace(FULL, code="MG299", line=9)
    told = text_report(dataclasses.replace(REPORT, findings=(*same, other), lines={}))
    assert told.count("MG231 violation: ") == 6
    assert told.count("= help: did you mean") == 5 + 1
    assert told.count("= shape: ") == 1 + 1
    assert told.count("= help: Take another.") == 1 + 1
    assert (
        "MG231 violation: This value is no feature.\n"
        " --> a.ttl:6:5  feature:grups (did you mean feature:groups?)\n"
        " --> a.ttl:7:5  feature:grups (did you mean feature:groups?)\n"
        " --> a.ttl:8:5  feature:grups (did you mean feature:groups?)\n"
        "\n"
        "MG299 violation: "
    ) in told


def test_many_findings_are_tallied_the_gravest_first() -> None:
    kinds = [
        dataclasses.replace(FULL, code="MG222", severity=Severity.WARNING),
        dataclasses.replace(FULL, code="MG223", severity=Severity.WARNING),
        dataclasses.replace(FULL, code="MG231"),
    ]
    many = (kinds[0],) * 12 + (kinds[1],) * 20 + (kinds[2],)
    told = text_report(Report(many, REPORT.summary))
    assert (
        "\n\n   1  MG231 violation  This value is no feature.\n"
        "  20  MG223 warning    This value is no feature.\n"
        "  12  MG222 warning    This value is no feature.\n\n"
    ) in told
    assert told.endswith("\nmore on a code: mediagora rule MG231\n")
    assert "MG223 warning    " not in text_report(Report(tuple(kinds), REPORT.summary))


def test_code_without_a_page_is_not_pointed_at() -> None:
    own = dataclasses.replace(FULL, code="ACME7")
    warning = dataclasses.replace(FULL, code="MG223", severity=Severity.WARNING)
    assert text_report(Report((own, warning), REPORT.summary)).endswith("mediagora rule MG223\n")
    assert "mediagora rule" not in text_report(Report((own,), REPORT.summary))


def test_clean_run_says_what_was_checked() -> None:
    assert text_report(CLEAN) == (
        "1 file, 1 triple, 2 focus nodes checked in 0.00 s (shacl 0.3.4)\n"
        "0 violations, 0 warnings, 0 infos\n"
    )


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        ({}, ""),
        ({"unlisted": 1}, "1 more is not listed; --max-findings 0 lists all\n"),
        ({"unlisted": 1000}, "1,000 more are not listed; --max-findings 0 lists all\n"),
        ({"known": 3}, "3 known to the baseline\n"),
        ({"suppressed": 2}, "2 suppressed by comments\n"),
        ({"known": 3, "suppressed": 2}, "3 known to the baseline, 2 suppressed by comments\n"),
    ],
)
def test_summary_says_what_is_not_told(left_out: dict[str, int], told: str) -> None:
    said = text_report(dataclasses.replace(CLEAN, **left_out))
    assert said == text_report(CLEAN) + told


def test_summary_says_what_can_be_mended() -> None:
    summary = dataclasses.replace(REPORT.summary, violations=1, warnings=0, infos=0, fixable=1)
    told = text_report(Report((FULL,), summary))
    assert "\n1 violation, 0 warnings, 0 infos; 1 can be mended with --fix\n" in told


@given(any_report(), st.one_of(st.none(), st.integers(20, 200)))
def test_colour_alone_says_nothing(report: Report, width: int | None) -> None:
    coloured = text_report(report, color=True, width=width)
    assert OWN_COLOURS.sub("", coloured) == text_report(report, width=width)


@given(any_report(), st.one_of(st.none(), st.integers(1, 200)))
def test_a_terminal_obeys_nothing_that_comes_from_data(report: Report, width: int | None) -> None:
    told = text_report(report, width=width)
    assert all(character.isprintable() or character == "\n" for character in told)


@given(any_finding())
def test_one_finding_ends_without_a_line_end_and_has_no_trailing_space(one: object) -> None:
    lines = finding_text(one, {}).split("\n")
    assert lines[-1]
    assert all(line == line.rstrip(" ") or "=" in line for line in lines)
