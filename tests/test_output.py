"""A file is written whole or not at all."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from mediagora.errors import UsageError
from mediagora.output import whole, write_whole

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_file_has_the_permissions_of_any(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    write_whole(str(tmp_path / "new.ttl"), b"new")

    assert (tmp_path / "new.ttl").read_bytes() == b"new"
    assert (tmp_path / "new.ttl").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_an_older_file_keeps_its_permissions_and_a_link_its_place(tmp_path: Path) -> None:
    file, link = tmp_path / "old.ttl", tmp_path / "link.ttl"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)

    write_whole(str(link), b"new")

    assert file.read_bytes() == b"new"
    assert link.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link.ttl", "old.ttl"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o000])
def test_meanwhile_nobody_else_may_read_it(
    mode: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "old.ttl"
    file.write_bytes(b"old")
    file.chmod(mode)
    if not os.access(file, os.W_OK):
        pytest.skip("only root may write it")
    seen = []
    monkeypatch.setattr(
        os, "fsync", lambda number: seen.append(stat.S_IMODE(os.fstat(number).st_mode))
    )
    write_whole(str(file), b"new")

    [meanwhile] = seen
    assert meanwhile | mode == mode
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_a_hard_link_keeps_the_older_text(tmp_path: Path) -> None:
    file, other = tmp_path / "old.ttl", tmp_path / "other.ttl"
    file.write_bytes(b"old")
    other.hardlink_to(file)
    write_whole(str(file), b"new")
    assert (file.read_bytes(), other.read_bytes()) == (b"new", b"old")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing/file.ttl", "there is no such folder"),
        ("folder", "it is a folder"),
        ("x" * 300, "file name too long"),
        ("nul\0", "null"),
        ("file.ttl/below.ttl", "no"),
    ],
)
def test_what_cannot_be_written_is_told(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.ttl").write_bytes(b"old")

    with pytest.raises(UsageError, match="cannot write '") as caught:
        write_whole(str(tmp_path / name), b"new")

    assert said in str(caught.value)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file.ttl", "folder"]
    assert (tmp_path / "file.ttl").read_bytes() == b"old"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_is_write_protected_stays(tmp_path: Path) -> None:
    file = tmp_path / "old.ttl"
    file.write_bytes(b"old")
    file.chmod(0o444)
    with pytest.raises(UsageError, match="permission denied"):
        write_whole(str(file), b"new")


def test_a_full_disk_leaves_the_older_file(tmp_path: Path) -> None:
    file = tmp_path / "old.ttl"
    file.write_bytes(b"old")
    script = (
        "import sys\n"
        "from mediagora.output import write_whole\n"
        "write_whole(sys.argv[1], bytes(1 << 20))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(file)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "UsageError: cannot write" in done.stderr
    assert file.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["old.ttl"]


def test_a_device_is_written_to_and_stays_one() -> None:
    write_whole(os.devnull, b"nothing")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)  # noqa: PTH116 -- of a device, not a path


def test_what_is_written_bit_by_bit_appears_in_the_end_alone(tmp_path: Path) -> None:
    file = tmp_path / "old.ttl"
    file.write_bytes(b"old")
    with whole(str(file)) as stream:
        for _ in range(3):
            stream.write(b"new")
            stream.flush()
            assert file.read_bytes() == b"old"
    assert file.read_bytes() == b"newnewnew"
    assert [each.name for each in tmp_path.iterdir()] == ["old.ttl"]


@pytest.mark.parametrize("error", [UsageError("no"), KeyboardInterrupt(), LookupError("no")])
def test_where_the_block_fails_nothing_is_left_of_it(tmp_path: Path, error: BaseException) -> None:
    def write(name: str) -> None:
        with whole(str(tmp_path / name)) as stream:
            stream.write(b"new")
            raise error

    (tmp_path / "old.ttl").write_bytes(b"old")
    for name in ("old.ttl", "new.ttl"):
        with pytest.raises(type(error)):
            write(name)
    assert [each.name for each in tmp_path.iterdir()] == ["old.ttl"]
    assert (tmp_path / "old.ttl").read_bytes() == b"old"
