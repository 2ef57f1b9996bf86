"""New findings told from known ones: moves of lines and files stay quiet, more of a kind do not."""

from __future__ import annotations

import glob
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.findings import Finding, Severity
from mediagora.validation.known import Baseline, Checked, Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE: Final = Path()


def finding(**fields: Any) -> Finding:
    about = {
        "code": "MG203",
        "severity": Severity.VIOLATION,
        "message": "Wrong.",
        "path": "a.ttl",
        "line": 3,
        "focus_node": "https://example.org/a",
        "property": "https://example.org/p",
        "value": "x",
    }
    return Finding(**about | fields)


def known(*findings: Finding) -> Baseline:
    return Baseline(HERE).updated(findings)


def new(baseline: Baseline, *findings: Finding) -> list[Finding]:
    found, old = baseline.split(findings)
    assert len(found) + len(old) == len(findings)
    return found


def test_what_is_in_it_is_known_and_the_rest_new() -> None:
    baseline = known(finding(), finding(code="MG201"))
    others = [
        finding(code="MG204"),
        finding(focus_node="https://example.org/b"),
        finding(property="https://example.org/q"),
        finding(value="y"),
        finding(value=None),
        finding(value=""),
        finding(property=None),
    ]
    assert new(baseline, finding(), *others, finding(code="MG201")) == others


@pytest.mark.parametrize(
    "moved",
    [
        {"line": 99, "column": 4, "end_line": 99, "end_column": 9},
        {"path": "folder/b.ttl"},
        {"path": None},
        {"message": "Said in other words."},
        {"severity": Severity.WARNING},
        {"shape": "urn:s", "shape_path": "s.ttl", "shape_line": 3},
        {"suggestion": "urn:t", "fix": "e:t", "fingerprint": "other"},
    ],
)
def test_moves_and_words_do_not_make_a_finding_new(moved: dict[str, Any]) -> None:
    assert new(known(finding()), finding(**moved)) == []


def test_one_more_of_a_kind_is_new() -> None:
    one, other, third = (finding(line=line) for line in (1, 2, 3))
    assert new(known(one), one, other) == [other]
    assert new(known(one, other), one, other, third) == [third]
    assert new(known(one, other, third), one) == []


def test_of_a_kind_those_in_the_file_of_the_baseline_are_known_first() -> None:
    here, elsewhere = finding(path="b.ttl"), finding(path="a.ttl")
    assert new(known(here), elsewhere, here) == [elsewhere]
    assert new(known(here, here), elsewhere, here) == []


def test_a_finding_about_a_file_is_known_in_that_file() -> None:
    about = {"code": "MG401", "focus_node": None, "property": None, "value": None}
    baseline = known(finding(**about))
    assert new(baseline, finding(**about, message="In other words.")) == []
    elsewhere = finding(**about, path="b.ttl")
    assert new(baseline, elsewhere) == [elsewhere]


@pytest.mark.parametrize(("name", "other"), [("focus_node", "value"), ("value", "focus_node")])
def test_a_node_without_a_name_is_known_by_the_fingerprint(name: str, other: str) -> None:
    baseline = known(finding(**{name: "_:b3"}, fingerprint="0123"))
    [entry] = baseline.entries
    assert (getattr(entry, name), entry.fingerprint) == (None, "0123")
    assert getattr(entry, other) is not None
    same = finding(**{name: "_:b7"}, fingerprint="0123", path="b.ttl")
    different = finding(**{name: "_:b3"}, fingerprint="4567")
    assert new(baseline, same, different) == [different]


def test_a_long_value_is_cut_and_known_by_the_fingerprint() -> None:
    one, other = finding(value="x" * 100_000), finding(value="x" * 100_001)
    baseline = known(one)
    [entry] = baseline.entries
    assert entry.value == "x" * 200
    assert new(baseline, one, other) == [other]
    [entry] = known(finding(value="x" * 200)).entries
    assert entry.fingerprint is None


def test_what_cannot_be_read_is_never_known() -> None:
    unreadable = finding(code="MG001", focus_node=None, property=None, value=None)
    assert known(unreadable).entries == ()
    by_hand = Baseline(HERE, (Entry("MG001", "a.ttl"),))
    assert new(by_hand, unreadable) == [unreadable]


def test_what_occurs_no_more_is_told() -> None:
    one, other = finding(path="a.ttl"), finding(path="b.ttl", value="y")
    baseline = known(one, one, one, other)
    assert baseline.gone([one, one, one, other]) == []
    assert baseline.gone([one]) == [
        replace(known(one).entries[0], count=2),
        *known(other).entries,
    ]
    moved = replace(other, path="c.ttl", line=9)
    assert baseline.gone([one, one, one, moved]) == []


def test_entries_that_a_merge_doubled_count_twice() -> None:
    entries = known(finding()).entries
    baseline = Baseline(HERE, entries * 2)
    assert new(baseline, finding(), finding()) == []
    assert baseline.gone([]) == [replace(entries[0], count=2)]
    assert baseline.updated([finding()]).entries == entries


def checked(
    *paths: str, codes: Sequence[str] = ("MG201", "MG203"), roots: Sequence[str] = (".",)
) -> Checked:
    return Checked(paths, codes, roots)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with two files."""
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("run", "gone"),
    [
        (None, ["a.ttl", "b.ttl", "no-more.ttl", None]),
        (checked("a.ttl", "b.ttl"), ["a.ttl", "b.ttl", "no-more.ttl", None]),
        (checked("a.ttl"), ["a.ttl", "no-more.ttl", None]),
        (checked("./a.ttl", codes=["MG201"]), []),
        (checked(), ["no-more.ttl", None]),
        (checked(roots=["a.ttl"]), [None]),
    ],
)
def test_only_what_was_looked_at_can_be_gone(run: Checked | None, gone: list[str | None]) -> None:
    found = [finding(path=path) for path in ("a.ttl", "b.ttl", "no-more.ttl", None)]
    baseline = known(*found)
    assert {entry.path for entry in baseline.gone([], run)} == set(gone)
    left = {entry.path for entry in baseline.updated([], run).entries}
    assert left == {"a.ttl", "b.ttl", "no-more.ttl", None} - set(gone)


@pytest.mark.parametrize(
    ("root", "gone"),
    [
        (".", ["x.ttl", "many/1/x.ttl", "many/3/x.ttl"]),
        ("..", ["x.ttl", "many/1/x.ttl", "many/3/x.ttl", "../x.ttl"]),
        ("many", ["many/1/x.ttl", "many/3/x.ttl"]),
        ("many/1", ["many/1/x.ttl"]),
        ("./many/../many/1/", ["many/1/x.ttl"]),
        ("man", []),
        ("x.ttl", ["x.ttl"]),
        ("*.ttl", ["x.ttl"]),
        ("*/1", ["many/1/x.ttl"]),
        ("many/*/x.*", ["many/1/x.ttl", "many/3/x.ttl"]),
        ("many/*.ttl", []),
        ("**/3/*.ttl", ["many/3/x.ttl"]),
        ("many/**", ["many/1/x.ttl", "many/3/x.ttl"]),
        ("-", []),
    ],
)
@pytest.mark.parametrize("here", ["", "[a]"])
def test_a_file_is_gone_that_the_run_would_have_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch, here: str, root: str, gone: list[str]
) -> None:
    (folder / here / "many" / "1").mkdir(parents=True)
    monkeypatch.chdir(folder / here)
    paths = ["x.ttl", "many/1/x.ttl", "many/3/x.ttl", "../x.ttl", "-"]
    baseline = known(*(finding(path=path, value=path) for path in paths))
    found = baseline.gone([], checked(roots=[root]))
    assert {entry.path for entry in found} == set(gone)
    if root != "-":
        pattern = os.path.join(glob.escape(os.getcwd()), root)  # noqa: PTH109, PTH118 -- no path
        assert baseline.gone([], checked(roots=[pattern])) == found


def test_a_folder_with_marks_of_patterns_in_its_name(folder: Path) -> None:
    (folder / "[ab]").mkdir()
    baseline = known(finding(path="a/x.ttl"), finding(path="[ab]/x.ttl", value="y"))
    [entry] = baseline.gone([], checked(roots=["[ab]"]))
    assert entry.path == "[ab]/x.ttl"


@pytest.mark.usefixtures("folder")
def test_what_cannot_be_read_now_is_not_gone() -> None:
    baseline = known(finding(path="a.ttl"), finding(path="b.ttl"))
    unreadable = finding(code="MG001", path="a.ttl", focus_node=None, property=None, value=None)
    for run in (None, checked("a.ttl", "b.ttl")):
        assert [entry.path for entry in baseline.gone([unreadable], run)] == ["b.ttl"]
        assert [entry.path for entry in baseline.updated([unreadable], run).entries] == ["a.ttl"]


@pytest.mark.usefixtures("folder")
def test_an_update_takes_what_is_found_and_keeps_what_was_not_looked_at() -> None:
    baseline = known(finding(), finding(value="y"), finding(path="b.ttl", value="z"))
    updated = baseline.updated([finding(), finding(), finding(value="n")], checked("a.ttl"))
    assert [(each.path, each.value, each.count) for each in updated.entries] == [
        ("a.ttl", "n", 1),
        ("a.ttl", "x", 2),
        ("b.ttl", "z", 1),
    ]


def test_paths_are_seen_from_the_folder_of_the_baseline(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    about = {"code": "MG401", "focus_node": None, "property": None, "value": None}
    (folder / "data").mkdir()
    baseline = Baseline(folder).updated([finding(**about, path=str(Path("data/a.ttl")))])
    assert baseline.entries[0].path == "data/a.ttl"
    monkeypatch.chdir(folder / "data")
    for path in ("a.ttl", "./a.ttl", str(folder / "data" / "a.ttl"), "../data/a.ttl"):
        assert new(baseline, finding(**about, path=path)) == []
    assert len(new(baseline, finding(**about, path="../a.ttl"))) == 1
    [entry] = Baseline(folder).updated([finding(path="-")]).entries
    assert entry.path == "-"


FINDINGS: Final = st.builds(
    finding,
    code=st.sampled_from(["MG201", "MG203"]),
    path=st.sampled_from(["a.ttl", "b.ttl", None]),
    focus_node=st.sampled_from(["urn:a", "urn:b", "_:b1", None]),
    value=st.sampled_from(["x", "", None]),
    line=st.integers(1, 9),
)


@given(st.lists(FINDINGS), st.randoms(use_true_random=False))
def test_the_same_findings_are_known_in_any_order(found: list[Finding], random: Any) -> None:
    baseline = known(*found)
    shuffled = random.sample(found, len(found))
    assert known(*shuffled) == baseline
    assert new(baseline, *shuffled) == []
    assert baseline.gone(shuffled) == []
    assert baseline.updated(shuffled) == baseline


@given(st.lists(FINDINGS), st.lists(FINDINGS))
def test_new_and_gone_are_what_two_runs_differ_by(
    before: list[Finding], after: list[Finding]
) -> None:
    baseline = known(*before)
    found, old = baseline.split(after)
    missing = sum(entry.count for entry in baseline.gone(after))
    assert len(before) - missing == len(old) == len(after) - len(found)
    assert known(*before).split(old)[0] == []
    assert known(*after).gone(before) == known(*after).gone(old)


def test_a_hundred_thousand_of_one_kind() -> None:
    one = finding()
    baseline = Baseline(
        HERE, (Entry("MG203", "b.ttl", one.focus_node, one.property, "x", None, 90_000),)
    )
    assert len(new(baseline, *[one] * 100_000)) == 10_000
