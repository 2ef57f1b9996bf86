"""Patterns of files that a project leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediagora.reading.excluding import Excluded

FILES = (
    "a.ttl",
    "data/a.ttl",
    "data/old/b.ttl",
    "data/old/deep/c.nt",
    "old/d.ttl",
    "data/x.old.ttl",
)


@pytest.mark.parametrize(
    ("pattern", "left_out"),
    [
        ("a.ttl", {"a.ttl", "data/a.ttl"}),
        ("/a.ttl", {"a.ttl"}),
        ("./a.ttl", {"a.ttl"}),
        ("old/", {"data/old/b.ttl", "data/old/deep/c.nt", "old/d.ttl"}),
        ("old", {"data/old/b.ttl", "data/old/deep/c.nt", "old/d.ttl"}),
        ("data/old", {"data/old/b.ttl", "data/old/deep/c.nt"}),
        ("*.nt", {"data/old/deep/c.nt"}),
        ("*.old.ttl", {"data/x.old.ttl"}),
        ("data/*.ttl", {"data/a.ttl", "data/x.old.ttl"}),
        ("data/**", {"data/a.ttl", "data/old/b.ttl", "data/old/deep/c.nt", "data/x.old.ttl"}),
        ("data/**/*.ttl", {"data/a.ttl", "data/old/b.ttl", "data/x.old.ttl"}),
        ("**/old/*.ttl", {"data/old/b.ttl", "old/d.ttl"}),
        ("?.ttl", {"a.ttl", "data/a.ttl", "data/old/b.ttl", "old/d.ttl"}),
        ("dat", set()),
        (".ttl", set()),
        ("a.(ttl|nt)", set()),
        ("", set()),
    ],
)
def test_a_pattern_leaves_out(pattern: str, left_out: set[str], tmp_path: Path) -> None:
    excluded = Excluded([pattern], tmp_path)
    assert {file for file in FILES if excluded(tmp_path / file)} == left_out


def test_any_of_several_is_enough(tmp_path: Path) -> None:
    excluded = Excluded(["old/", "*.nt"], tmp_path)
    assert [excluded(tmp_path / file) for file in FILES[:4]] == [False, False, True, True]


def test_no_pattern_leaves_out_nothing(tmp_path: Path) -> None:
    assert not Excluded([], tmp_path)(tmp_path / "a.ttl")


def test_patterns_are_seen_from_their_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path / "data")
    excluded = Excluded(["data/a.ttl"], Path(".."))
    assert excluded(Path("a.ttl"))
    assert excluded(tmp_path / "data" / "a.ttl")
    assert not excluded(Path("b.ttl"))
    assert not excluded(Path("../a.ttl"))
    assert not excluded(Path("../../elsewhere/data/a.ttl"))
