"""The file of a baseline: what it looks like, what is refused, and that it is written whole."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora import __version__
from mediagora.errors import UsageError
from mediagora.findings import Finding, Severity
from mediagora.validation import baseline
from mediagora.validation.known import Baseline, Checked, Entry


def finding(**fields: Any) -> Finding:
    about = {
        "code": "MG203",
        "severity": Severity.VIOLATION,
        "message": "Wrong.",
        "path": "a.ttl",
        "line": 3,
        "focus_node": "https://example.org/a",
    }
    return Finding(**about | fields)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path("baseline.json")


TEXT: Final = f"""{{
  "version": 1,
  "mediagora": "{__version__}",
  "findings": [
    {{"code": "MG401", "path": "a.ttl"}},
    {{"code": "MG203", "path": "b.ttl", "property": "urn:p", "fingerprint": "0123"}},
    {{"code": "MG203", "path": "b.ttl", "focus_node": "https://example.org/a"}},
    {{"code": "MG203", "path": "b.ttl", "focus_node": "https://example.org/a", \
"property": "urn:p", "value": "", "count": 2}},
    {{"code": "MG203", "path": "b.ttl", "focus_node": "https://example.org/a", \
"property": "urn:p", "value": "\\"é\\n"}}
  ]
}}
"""


def test_a_file_has_one_line_for_each_kind_of_finding_sorted(file: Path) -> None:
    found = [
        finding(path="b.ttl", property="urn:p", value="", line=7),
        finding(path="b.ttl", property="urn:p", value='"é\n'),
        finding(path="b.ttl", property="urn:p", value="", line=2),
        finding(path="b.ttl"),
        finding(path="b.ttl", property="urn:p", focus_node="_:b9", fingerprint="0123"),
        finding(code="MG401", focus_node=None),
    ]
    baseline.write(file, found)
    assert file.read_text(encoding="utf-8") == TEXT
    assert [each.code for each in baseline.read(file).split(found)[1]] == [
        each.code for each in found
    ]
    file.unlink()
    baseline.write(file, list(reversed(found)))
    assert file.read_text(encoding="utf-8") == TEXT


def test_a_new_finding_is_one_line_more(file: Path) -> None:
    found = [finding(value=str(number)) for number in range(10)]
    baseline.write(file, found)
    before = file.read_text(encoding="utf-8").splitlines()
    baseline.write(file, [*found, finding(value="44", line=1)])
    after = file.read_text(encoding="utf-8").splitlines()
    [line] = [line for line in after if line not in before]
    assert line.endswith('"focus_node": "https://example.org/a", "value": "44"},')
    assert len(after) == len(before) + 1


def test_nothing_found_makes_an_empty_baseline(file: Path) -> None:
    baseline.write(file, [])
    assert json.loads(file.read_text(encoding="utf-8"))["findings"] == []
    assert baseline.read(file).entries == ()


TEXTS: Final = st.none() | st.text(st.characters(codec="utf-8"), max_size=8)


@given(
    st.lists(
        st.builds(
            Entry,
            st.sampled_from(["MG203", "A"]),
            TEXTS,
            TEXTS,
            TEXTS,
            TEXTS,
            TEXTS,
            st.integers(1),
        )
    )
)
def test_what_is_written_is_read(entries: list[Entry]) -> None:
    written = baseline.text(Baseline(Path(), tuple(entries)))
    json.loads(written)
    assert tuple(baseline._entries(Path(), baseline._content(Path(), written))) == tuple(entries)
    assert len(written.split("\n")) == 6 + (len(entries) + 1 if entries else 0)


def test_writing_keeps_what_was_not_looked_at(file: Path) -> None:
    Path("a.ttl").touch()
    Path("b.ttl").touch()
    baseline.write(file, [finding(), finding(path="b.ttl", value="x")])
    made = baseline.write(file, [], Checked(["b.ttl"], ["MG203"]))
    assert [entry.path for entry in made.entries] == ["a.ttl"]
    assert baseline.read(file) == made


def test_an_empty_file_becomes_a_baseline(file: Path) -> None:
    file.touch()
    with pytest.raises(UsageError, match="is no baseline: no JSON"):
        baseline.read(file)
    assert baseline.read(file, may_be_new=True).entries == ()
    baseline.write(file, [finding()])
    assert len(baseline.read(file).entries) == 1


def test_a_baseline_in_a_folder_that_is_none_is_told(file: Path) -> None:
    with pytest.raises(UsageError, match="there is no such folder"):
        baseline.write(file / "b.json", [])


def made(version: object = 1, findings: object = None, **more: object) -> str:
    return json.dumps({"version": version, "findings": findings or [], **more})


OURS: Final = baseline.text(Baseline(Path(), (Entry("MG203", "a.ttl"), Entry("MG204", "b.ttl"))))
LINES: Final = OURS.split("\n")
CONFLICT: Final = "\n".join(
    [*LINES[:4], "<<<<<<< ours", LINES[4], "=======", LINES[5], ">>>>>>> theirs", *LINES[6:]]
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "is no baseline: it lacks a 'version' and 'findings'"),
        ('{"name": "x", "version": "1.0"}', "is no baseline: it lacks"),
        ('{"name": "x", "version": 1}', "is no baseline: it lacks"),
        (made(version=True), "is no baseline: it lacks"),
        ('{"version": 1,', r"is no baseline: no JSON \(line 1, column 15: expecting property"),
        ("x" * 10_000, r"no JSON \(line 1, column 1: expecting value\)"),
        ("[" * 100_000, "no JSON that can be read"),
        ('{"version": ' + "1" * 10_000 + "}", "no JSON that can be read"),
        (made(findings={"a": 1}), "its 'findings' are no list"),
        (made(findings=["x"]), "finding 1 is no object of texts with a 'code'"),
        (made(findings=[{"code": "A"}, {"path": "a"}]), "finding 2 is no object of texts"),
        (made(findings=[{"code": 1}]), "finding 1 is no object of texts"),
        (made(findings=[{"code": "A", "value": 1}]), "finding 1 is no object of texts"),
        (made(findings=[{"code": "A", "count": 0}]), "the 'count' of finding 1 is no number"),
        (made(findings=[{"code": "A", "count": True}]), "the 'count' of finding 1 is no number"),
        (made(findings=[{"code": "A", "count": "2"}]), "the 'count' of finding 1 is no number"),
        (made(2, mediagora="3.1"), "by mediagora 3.1, is of version 2, .* 1; update mediagora"),
        (made(2, findings={}), "is of version 2, .* update mediagora"),
        (made(0), "is of version 0, .* delete it, and --update-baseline makes a new one"),
        (CONFLICT, r"merge conflict \(line 5\); take either side, then bring it up to date"),
    ],
)  # fmt: skip
def test_what_is_no_baseline_is_refused_and_stays(file: Path, text: str, said: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said) as told:
        baseline.read(file)
    assert "'baseline.json'" in str(told.value)
    assert told.value.exit_code == 2
    with pytest.raises(UsageError, match=said):
        baseline.write(file, [])
    assert file.read_text(encoding="utf-8") == text


def test_what_is_no_text_is_refused(file: Path) -> None:
    file.write_bytes(b'{"version": "\xff"}')
    with pytest.raises(UsageError, match="it is not in UTF-8"):
        baseline.read(file)


def test_a_missing_file_a_folder_and_a_pipe(file: Path) -> None:
    with pytest.raises(UsageError, match=r"no baseline 'baseline.json'; --update-baseline makes"):
        baseline.read(file)
    file.mkdir()
    for act in (baseline.read, lambda path: baseline.write(path, [])):
        with pytest.raises(UsageError, match=r"'baseline.json' is no file"):
            act(file)
    os.mkfifo("pipe")
    with pytest.raises(UsageError, match="'pipe' is no file"):
        baseline.write("pipe", [])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read(file: Path) -> None:
    file.touch(mode=0o000)
    with pytest.raises(UsageError, match="cannot be read: permission denied"):
        baseline.read(file)


def test_a_file_of_an_older_mediagora_or_with_more_fields_is_read(file: Path) -> None:
    content = made(findings=[{"code": "MG203", "note": "x", "value": None}], mediagora="0.0.1")
    file.write_text("\ufeff" + content, encoding="utf-8")
    assert baseline.read(file).entries == (Entry("MG203"),)


def test_a_broken_write_leaves_the_older_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    baseline.write(file, [finding()])
    before = file.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match=r"cannot write 'baseline.json': no space left"):
        baseline.write(file, [])
    assert file.read_bytes() == before
    assert list(Path().iterdir()) == [file]
