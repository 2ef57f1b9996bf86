"""`mediagora format`, as a user, a hook and a CI job meet it: files, exit codes, words."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
import yaml

from mediagora.cli.main import main
from mediagora.errors import EngineError
from mediagora.publishing import files, turtle

if TYPE_CHECKING:
    from _pytest.capture import CaptureResult

    from conftest import Command

GOOD: Final = "<urn:a> <urn:p> 1, 2 .\n"
UGLY: Final = "<urn:a><urn:p> 2,1."
COMMENTED: Final = "<urn:a> <urn:p> 1 . # why\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.ttl").write_text(GOOD)
    (tmp_path / "ugly.ttl").write_text(UGLY)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "er.ttl").write_text(UGLY)
    (tmp_path / "other.nt").write_text("<urn:a> <urn:p> <urn:b> .\n")
    (tmp_path / "notes.txt").write_text("no Turtle")
    return tmp_path


def in_process(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    folder: Path,
    *arguments: str,
) -> tuple[int, CaptureResult[str]]:
    """Call the command here, where parts of it can be set to fail."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["mediagora", "format", *arguments])
    return main(), capsys.readouterr()


def test_files_are_rewritten_in_place(folder: Path, mediagora: Command) -> None:
    good = folder / "good.ttl"
    before = good.stat().st_mtime_ns, good.stat().st_ino
    done = mediagora("format", ".", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "deep/er.ttl\nugly.ttl\n")
    assert done.stderr == "2 files formatted, 1 file unchanged\n"
    assert (folder / "ugly.ttl").read_text() == (folder / "deep" / "er.ttl").read_text() == GOOD
    assert (good.stat().st_mtime_ns, good.stat().st_ino) == before  # reading it may set its atime
    assert (folder / "other.nt").read_text() == "<urn:a> <urn:p> <urn:b> .\n"
    again = mediagora("format", ".", cwd=folder)
    assert (again.returncode, again.stdout) == (0, "")
    assert sorted(path.name for path in folder.iterdir()) == [
        "deep",
        "good.ttl",
        "notes.txt",
        "other.nt",
        "ugly.ttl",
    ]


def test_check_lists_and_writes_nothing(folder: Path, mediagora: Command) -> None:
    done = mediagora("format", "--check", ".", cwd=folder)
    assert (done.returncode, done.stdout) == (1, "deep/er.ttl\nugly.ttl\n")
    assert done.stderr == "2 files would be formatted, 1 file unchanged\n"
    assert (folder / "ugly.ttl").read_text() == UGLY
    done = mediagora("format", "--check", "good.ttl", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")


def test_diff_shows_what_patch_applies(folder: Path, mediagora: Command) -> None:
    done = mediagora("format", "--diff", "ugly.ttl", "good.ttl", cwd=folder)
    assert done.returncode == 1
    assert done.stdout == (
        "--- ugly.ttl\n+++ ugly.ttl\n@@ -1 +1 @@\n"
        "-<urn:a><urn:p> 2,1.\n\\ No newline at end of file\n+<urn:a> <urn:p> 1, 2 .\n"
    )
    assert (folder / "ugly.ttl").read_text() == UGLY
    assert mediagora("format", "--diff", "good.ttl", cwd=folder).returncode == 0


def test_diff_leaves_odd_line_separators_alone(folder: Path, mediagora: Command) -> None:
    text = "<urn:a> <urn:p> 'é\u2028\x0b'@FR."
    (folder / "odd.ttl").write_text(text)
    done = mediagora(
        "format", "--diff", "odd.ttl", cwd=folder, environment={"PYTHONIOENCODING": "ascii"}
    )
    assert f"-{text}\n" in done.stdout


def test_standard_input_goes_to_standard_output(mediagora: Command) -> None:
    text = "# é\n\n<urn:a><urn:p> 'é'."
    done = mediagora("format", "-", stdin=text.encode(), environment={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == '# é\n\n<urn:a> <urn:p> "é" .\n'


@pytest.mark.parametrize(("text", "code"), [(UGLY, 1), (GOOD, 0)])
def test_standard_input_can_be_checked(text: str, code: int, mediagora: Command) -> None:
    assert mediagora("format", "--check", "-", stdin=text.encode()).returncode == code
    done = mediagora("format", "--diff", "-", stdin=text.encode())
    assert done.returncode == code
    assert done.stdout.startswith("--- -\n+++ -\n" if code else "")


def test_a_refused_file_stays_and_the_others_are_done(folder: Path, mediagora: Command) -> None:
    (folder / "bad.ttl").write_text("<urn:a> <urn:p> .")
    (folder / "commented.ttl").write_text(COMMENTED)
    (folder / "latin.ttl").write_bytes("<urn:a> <urn:p> 'é' .".encode("latin-1"))
    done = mediagora("format", ".", cwd=folder)
    assert done.returncode == 1
    assert done.stdout == "deep/er.ttl\nugly.ttl\n"
    advice = "move it to a line of its own, directly before the statement it belongs to"
    assert done.stderr.splitlines() == [
        "error: bad.ttl:1:17: '.' is not a valid RDF object",
        "error: commented.ttl:1:21: a comment at the end of a line cannot be kept in its place; "
        + advice,
        "error: latin.ttl:1:18: byte 0xe9 (offset 17) is not valid UTF-8; save the file in UTF-8",
        "2 files formatted, 1 file unchanged, 3 files could not be formatted",
    ]
    assert (folder / "commented.ttl").read_text() == COMMENTED


def test_an_error_of_the_tool_itself_keeps_no_other_file_from_being_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(text: str, *, path: str) -> str:
        if path == "good.ttl":
            message = "good.ttl: the engine broke"
            raise EngineError(message)
        return lay_out(text, path=path)

    lay_out = turtle.format
    monkeypatch.setattr(turtle, "format", broken)
    (folder / "refused.ttl").write_text(COMMENTED)
    code, shown = in_process(monkeypatch, capsys, folder, ".")
    assert code == 2
    assert shown.out == "deep/er.ttl\nugly.ttl\n"
    assert shown.err.startswith("error: good.ttl: the engine broke\nerror: refused.ttl:1:21: a com")
    assert shown.err.endswith(
        "2 files formatted, 0 files unchanged, 2 files could not be formatted\n"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_write_protected_file_is_told_and_the_others_are_done(
    folder: Path, mediagora: Command
) -> None:
    (folder / "deep" / "er.ttl").chmod(0o444)
    done = mediagora("format", ".", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "ugly.ttl\n")
    assert "cannot write 'deep/er.ttl': permission denied" in done.stderr
    assert (folder / "deep" / "er.ttl").read_text() == UGLY


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    enabled: bool,
) -> None:
    (folder / "bad.ttl").write_text("no Turtle")
    was = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        assert in_process(monkeypatch, capsys, folder, ".")[0] == 1
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing.ttl"], "there is no file or folder 'nothing.ttl'"),
        (["none*.ttl"], "the pattern 'none*.ttl' matches no RDF file"),
        (["notes.txt"], "'notes.txt' is no Turtle file; only files that end in .ttl are formatted"),
        (["other.nt"], "'other.nt' is no Turtle file"),
        (["*.nt"], "'*.nt' holds no file that ends in .ttl"),
        (["empty"], "the folder 'empty' holds no RDF file"),
        (["ugly.ttl", "-"], "standard input (-) is formatted to standard output"),
        ([], "Missing argument 'PATH...'"),
    ],
)
def test_paths_that_make_no_sense(
    arguments: list[str], message: str, folder: Path, mediagora: Command
) -> None:
    (folder / "empty").mkdir()
    done = mediagora("format", *arguments, cwd=folder)
    assert done.returncode == 2
    assert message in done.stderr
    assert (folder / "ugly.ttl").read_text() == UGLY


def test_permissions_and_links_stay(folder: Path, mediagora: Command) -> None:
    (folder / "ugly.ttl").chmod(0o640)
    (folder / "link.ttl").symlink_to("ugly.ttl")
    done = mediagora("format", "link.ttl", "ugly.ttl", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "link.ttl\n")
    assert (folder / "link.ttl").is_symlink()
    assert (folder / "ugly.ttl").read_text() == GOOD
    assert (folder / "ugly.ttl").stat().st_mode & 0o777 == 0o640


def test_a_full_disk_leaves_the_file_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, shown = in_process(monkeypatch, capsys, folder, "ugly.ttl")
    assert (code, shown.out) == (2, "")
    assert "cannot write 'ugly.ttl': no space left on device" in shown.err
    assert (folder / "ugly.ttl").read_text() == UGLY
    assert len(list(folder.iterdir())) == 5


def test_a_file_that_is_too_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_MAX_BYTES", 10)
    [source] = files.turtle_files([str(folder / "ugly.ttl")])
    with pytest.raises(files.InputError, match=r"larger than the limit of 10 bytes \(19 bytes\)$"):
        files.read_text(source)


def test_a_folder_may_be_a_link(folder: Path, tmp_path: Path, mediagora: Command) -> None:
    (tmp_path / "link").symlink_to(folder / "deep")
    done = mediagora("format", "link", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "link/er.ttl\n")
    assert (folder / "deep" / "er.ttl").read_text() == GOOD


def test_an_empty_file_stays_empty(folder: Path, mediagora: Command) -> None:
    (folder / "empty.ttl").touch()
    assert mediagora("format", "--check", "empty.ttl", cwd=folder).returncode == 0
    (folder / "empty.ttl").write_bytes(b"\xef\xbb\xbf")
    assert mediagora("format", "empty.ttl", cwd=folder).returncode == 0
    assert (folder / "empty.ttl").read_bytes() == b""


def test_line_ends_are_made_the_same(folder: Path, mediagora: Command) -> None:
    (folder / "good.ttl").write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert mediagora("format", "--check", "good.ttl", cwd=folder).returncode == 1
    assert mediagora("format", "good.ttl", cwd=folder).returncode == 0
    assert (folder / "good.ttl").read_bytes() == GOOD.encode()


def test_help_shows_how_to_call_it(mediagora: Command) -> None:
    done = mediagora("format", "--help")
    assert done.returncode == 0
    assert "mediagora format --check ." in done.stdout


def test_the_hook_calls_the_command(mediagora: Command) -> None:
    root = Path(__file__).parent.parent.parent
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text())
    [hook] = [each for each in hooks if each["id"] == "mediagora-format"]
    program, *arguments = hook["entry"].split()
    assert (program, hook["language"]) == ("mediagora", "python")
    assert "Lay out the Turtle files" in mediagora(*arguments, "--help").stdout
