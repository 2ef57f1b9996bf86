"""One version read: files, folders, patterns, standard input, pipes and the null device."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from mediagora.changes.versions import ours, read, read_both
from mediagora.errors import InputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

FACT = "<urn:a> <urn:p> 1 ."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files of one fact each."""
    for name in ("a.ttl", "b.nt"):
        text = '<urn:b> <urn:p> "x" .' if name.endswith("nt") else FACT
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("path", "files"), [("", 2), ("a.ttl", 1), ("*", 2), ("*.nt", 1)])
def test_files_folders_and_patterns(folder: Path, path: str, files: int) -> None:
    version = read(folder / path)
    assert (version.files, len(version.triples)) == (files, files)
    assert version.name == str(folder / path)


def test_several_paths(folder: Path) -> None:
    version = read([folder / "a.ttl", str(folder / "b.nt")])
    assert (version.files, len(version.triples)) == (2, 2)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_turtle(tmp_path: Path) -> None:
    pipe = tmp_path / "63"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(FACT,))
    writer.start()
    version = read(pipe)
    writer.join()
    assert len(version.triples) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_has_a_limit(tmp_path: Path) -> None:
    pipe = tmp_path / "63"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(FACT,))
    writer.start()
    with pytest.raises(InputError) as refused:
        read(pipe, max_bytes=5)
    writer.join()
    assert refused.value.code == "MG004"


def test_the_null_device_states_nothing() -> None:
    assert read(os.devnull).triples == []


def test_standard_input_is_one_side() -> None:
    with pytest.raises(UsageError, match="not both"):
        read_both(["-"], "-")


@pytest.mark.parametrize("path", ["missing.ttl", "missing/*.ttl", "\0"])
def test_what_is_not_there(path: str) -> None:
    with pytest.raises(UsageError):
        read(path)


def test_a_module_that_one_side_holds_is_not_added(folder: Path) -> None:
    """A feature that is gone from the features would be there again."""
    features = "<https://w3id.org/mediagora/features> a <http://www.w3.org/2002/07/owl#Ontology> ."
    (folder / "features.ttl").write_text(features, encoding="utf-8")
    whole, others = ours([read(folder / "a.ttl")]), ours([read(folder / "features.ttl")])
    stated = [{each.subject.value for each in triples} for triples in (whole, others)]
    assert ["https://w3id.org/mediagora/feature/groups" in each for each in stated] == [True, False]
    assert all("https://w3id.org/mediagora/ns#Feature" in each for each in stated)


def test_the_ontology_that_ships_is_left_out_where_one_side_has_one(folder: Path) -> None:
    header = "<https://w3id.org/mediagora/ns> a <http://www.w3.org/2002/07/owl#Ontology> ; {} ."
    version = '<http://www.w3.org/2002/07/owl#versionInfo> "1.2.3"'
    (folder / "c.ttl").write_text(header.format(version), encoding="utf-8")
    without, having = read(folder / "a.ttl"), read(folder)
    assert len(ours([without, without])) > 1000
    assert ours([without, having]) == ours([having, without]) == []
    assert (without.number, having.number) == (None, "1.2.3")
