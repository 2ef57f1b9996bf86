"""Comments that suppress findings of their line, and what is said of those that do not."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.findings import Finding, Severity
from mediagora.reading.inputs import Source
from mediagora.validation.choice import Choice
from mediagora.validation.suppressions import Applied, apply, comments

if TYPE_CHECKING:
    from collections.abc import Sequence

CODES: Final = ("MG001", "MG101", "MG201", "MG203", "MG222", "MG250", "MG404", "ACME1")
CASES: Final = Path(__file__).parent.parent / "cases" / "validate" / "MG404"


FORM: Final = (
    "This comment suppresses nothing. Write it as mediagora: ignore or as mediagora: "
    "ignore[MG203, MG222], with a reason behind the brackets."
)


def at(line: int | None, code: str = "MG203", *, end: tuple[int, int] | None = None) -> Finding:
    end_line, end_column = end or (line, 9)
    return Finding(
        code=code,
        severity=Severity.WARNING,
        message="Wrong.",
        path="a.ttl",
        line=line,
        column=1 if line else None,
        end_line=end_line,
        end_column=end_column,
        focus_node="urn:a",
    )


def run(text: str, *findings: Finding, choice: Choice | None = None) -> Applied:
    found = comments(Source("a.ttl", "turtle", text.encode()))
    return apply(findings, {"a.ttl": found}, choice or Choice(CODES))


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ("# mediagora: ignore", set(CODES) - {"MG001"}),
        ("# mediagora: ignore # why", set(CODES) - {"MG001"}),
        ("# mediagora: ignore[MG203]", {"MG203"}),
        ("# mediagora: ignore [ mg203 ,MG222 ] since it is so", {"MG203", "MG222"}),
        ("# mediagora: ignore[MG203 MG101]", {"MG203", "MG101"}),
        ("# mediagora: ignore[MG20]", {"MG201", "MG203"}),
        ("# mediagora: ignore[MG2, acme1]", {"MG201", "MG203", "MG222", "MG250", "ACME1"}),
        ("# mediagora: ignore[MG203] # mediagora: ignore[MG101]", {"MG203", "MG101"}),
        ("# mediagora: ignore[MG0]", set()),
        ("# mediagora: ignore[]", set()),
        ("# mediagora: ignore MG203", set()),
        ("# mediagora: ignore[MG203", set()),
        ("# mediagora: ignore: MG203", set()),
        ("# mediagora: ignore[MG999]", set()),
        ("# mediagora: ignored", set()),
    ],
)
def test_a_comment_covers_the_codes_it_names(comment: str, codes: set[str]) -> None:
    applied = run(f"x {comment}\n", *(at(1, code) for code in CODES))
    assert {finding.code for finding in applied.suppressed} == codes
    assert {finding.code for finding in applied.kept} == set(CODES) - codes


@pytest.mark.parametrize(
    ("finding", "covered"),
    [
        (at(1), False),
        (at(2), True),
        (at(3), False),
        (at(None), False),
        (at(1, end=(2, 5)), True),
        (at(1, end=(2, 1)), False),
        (at(1, end=(9, 1)), True),
        (at(3, end=(4, 1)), False),
        (at(2, end=(2, 1)), True),
    ],
)
def test_a_comment_covers_what_has_a_part_on_its_line(finding: Finding, *, covered: bool) -> None:
    applied = run('x "\n" # mediagora: ignore\ny\n'.replace('"', ""), finding)
    assert applied.suppressed == ([finding] if covered else [])
    assert bool(applied.useless) is not covered


def test_a_finding_of_another_file_is_not_covered() -> None:
    found = comments(Source("b.ttl", "turtle", b"x # mediagora: ignore"))
    assert apply([at(1)], {"b.ttl": found}, Choice(CODES)).kept == [at(1)]


def messages(applied: Applied) -> list[str]:
    return [finding.message for finding in applied.useless]


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("ignore", "This comment suppresses nothing: there is no such finding on its line."),
        (
            "ignore[MG1, MG22]",
            "This comment suppresses nothing by MG1 or MG22: there is no such finding on its line.",
        ),
        (
            "ignore[MG203, MG101]",
            "This comment suppresses nothing by MG101: there is no such finding on its line.",
        ),
        ("ignore[MG203, MG22X]", "There is no code 'MG22X' to suppress. The nearest is MG222."),
        ("ignore[MG203, zzzzz]", "There is no code 'zzzzz' to suppress."),
        (
            "ignore MG203",
            FORM,
        ),
    ],
)
def test_what_suppresses_nothing_is_told_at_the_comment(comment: str, said: str) -> None:
    findings = [at(1)] if comment.startswith("ignore[") else [at(2)]
    [found] = run(f"é # mediagora: {comment} \n", *findings).useless
    assert found.message == said
    assert (found.code, found.severity, found.path) == ("MG404", Severity.WARNING, "a.ttl")
    place = found.line, found.column, found.end_line, found.end_column
    assert place == (1, 3, 1, 3 + len(f"# mediagora: {comment}"))


def test_a_comment_alone_on_its_line_is_told_where_it_belongs() -> None:
    [said] = messages(run("# mediagora: ignore[MG203]\nx y z .\n", at(2)))
    assert said.endswith("It belongs at the end of the line at which a finding points.")


@pytest.mark.parametrize(
    ("comment", "choice", "told"),
    [
        ("ignore[MG222]", Choice(CODES, select=["MG101"]), False),
        ("ignore[MG222]", Choice(CODES, ignore=["MG222"]), False),
        ("ignore[MG222]", Choice(CODES, of_run=["MG203", "MG404"]), False),
        ("ignore[MG222]", Choice(CODES, of_run=["MG222", "MG404"]), True),
        ("ignore[MG222]", Choice(CODES, select=["MG2"]), False),  # MG404 itself is not selected
        ("ignore[MG222]", Choice(CODES, select=["MG2", "MG4"]), True),
        ("ignore[MG2]", Choice(CODES, ignore=["MG222"]), False),
        ("ignore[MG2]", Choice(CODES, of_run=["MG222", "MG404"]), True),
        ("ignore", Choice(CODES, ignore=["MG101"]), False),
        ("ignore", Choice(CODES, of_run=["MG203", "MG404"]), True),
        ("ignore[MG222, MG404]", Choice(CODES), False),
        ("ignore[MG20X, MG4]", Choice(CODES), False),
        ("ignore[MG222]", Choice(CODES, ignore=["MG404"]), False),
    ],
)
def test_only_what_was_checked_can_be_of_no_use(
    comment: str, choice: Choice, *, told: bool
) -> None:
    assert bool(run(f"x # mediagora: {comment}\n", choice=choice).useless) is told


def test_comments_of_a_file_that_cannot_be_read_are_not_judged() -> None:
    applied = run("x # mediagora: ignore\n", at(1, "MG001"))
    assert applied.useless == []
    assert applied.kept == [at(1, "MG001")]
    assert comments(Source("a.ttl", "turtle", Path("no-such-file.ttl"))) == []
    assert comments(Source("a.ttl", "turtle", b"# mediagora: ignore", max_bytes=3)) == []


def test_a_comment_of_a_query_and_one_of_xml() -> None:
    [found] = comments(Source("a.rq", "sparql", b"ASK {} # mediagora: ignore[MG101]"))
    assert (found.names, found.path) == (("MG101",), "a.rq")
    [found] = comments(Source("a.rdf", "rdfxml", b"<a/> <!-- mediagora: ignore[MG101] so -->"))
    assert found.names == ("MG101",)


LINES: Final = st.integers(1, 6)


@given(
    st.lists(st.tuples(LINES, st.sampled_from(CODES), LINES), max_size=12),
    st.dictionaries(LINES, st.sampled_from(["", "[MG203]", "[MG2]", "[MG101,ACME1]", "[MG00]"])),
)
def test_what_is_covered_is_what_a_line_by_line_look_says(
    found: list[tuple[int, str, int]], written: dict[int, str]
) -> None:
    findings = [at(line, code, end=(max(line, end), 2)) for line, code, end in found]
    text = "\n".join(
        f"x # mediagora: ignore{written[line]}" if line in written else "x" for line in range(1, 7)
    )
    applied = run(text, *findings)

    def covers(line: int, name: str, finding: Finding) -> bool:
        is_there = line in range(finding.line or 0, (finding.end_line or 0) + 1)
        return is_there and finding.code.startswith(name) and finding.code != "MG001"

    names = [(line, name) for line in written for name in written[line].strip("[]").split(",")]
    covered = [each for each in findings if any(covers(*name, each) for name in names)]
    assert applied.suppressed == covered
    assert applied.kept == [each for each in findings if each not in covered]
    idle = {line for line, name in names if not any(covers(line, name, each) for each in findings)}
    is_read = all(each.code != "MG001" for each in findings)
    assert {finding.line for finding in applied.useless} == (idle if is_read else set())


def many(number: int) -> Sequence[Finding]:
    return [at(line) for line in range(1, number + 1)]


def test_many_comments_and_findings() -> None:
    applied = run("x # mediagora: ignore[MG203]\n" * 20_000, *many(20_000))
    assert (len(applied.suppressed), applied.useless) == (20_000, [])


@pytest.mark.parametrize("file", sorted(CASES.glob("bad*.ttl")), ids=lambda file: file.stem)
def test_the_place_in_a_golden_case_is_that_of_the_comment(file: Path) -> None:
    """The rest of these cases is tested with the others."""
    name = "expected.json" if file.stem == "bad" else f"{file.stem}.expected.json"
    expected = json.loads((CASES / name).read_text(encoding="utf-8"))
    text = file.read_text(encoding="utf-8").splitlines()
    [found] = comments(Source(str(file), "turtle", file))
    span = found.span._asdict()
    assert {key: expected[key] for key in span} == span
    assert text[found.span.line - 1][found.span.column - 1 :].startswith("# mediagora: ignore")
    assert asdict(at(1)).keys() >= expected.keys()
