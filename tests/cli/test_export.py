"""`mediagora export`, in a process of its own."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

import mediagora as package

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command


def test_to_standard_output(mediagora: Command) -> None:
    done = mediagora("export", "features")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == package.export("features")
    assert mediagora("export", "features", "-o", "-").stdout == done.stdout


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("out.ttl", "turtle"),
        ("out.trig", "trig"),
        ("out.nt", "ntriples"),
        ("out.nq", "nquads"),
        ("out.rdf", "rdfxml"),
        ("out.OWL", "rdfxml"),
        ("out.jsonld", "jsonld"),
        ("out.csv", "csv"),
    ],
)
def test_the_ending_says_the_format(
    mediagora: Command, tmp_path: Path, name: str, form: str
) -> None:
    done = mediagora("export", "facebook", "--no-evidence", "-o", tmp_path / name)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    text = package.export("facebook", format=form, evidence=False)  # type: ignore[arg-type] # one
    assert (tmp_path / name).read_bytes() == text.encode()
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_the_option_goes_before_the_ending(mediagora: Command, tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    assert mediagora("export", "facebook", "--format", "jsonld", "-o", path).returncode == 0
    assert "@graph" in json.loads(path.read_bytes())


def test_output_is_utf8_in_any_locale(mediagora: Command) -> None:
    environment = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = mediagora("export", "features", environment=environment)
    assert done.returncode == 0
    assert "é" in done.stdout


def test_entailments_and_evidence_are_asked_for(mediagora: Command) -> None:
    done = mediagora("export", "twitch", "--entailed", "--no-evidence", "--format", "nquads")
    graphs = {str(quad.graph_name) for quad in ox.parse(done.stdout, ox.RdfFormat.N_QUADS)}
    assert graphs == {
        "<https://w3id.org/mediagora/data/twitch>",
        "<https://w3id.org/mediagora/data/entailed/twitch>",
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["featurs"], "there is no part or module 'featurs'; did you mean 'features'?"),
        (["platform:facebook"], "no part or module 'platform:facebook'; did you mean 'facebook'?"),
        (["-o", "out"], "'out' has no ending that names a format (.ttl .trig"),
        (["-o", ""], "'' has no ending that names a format"),
        (["-o", "missing/out.nq"], "cannot write 'missing/out.nq': there is no such folder"),
        (["--format", "n3"], "'n3' is not one of 'turtle'"),
        (["ontology", "--format", "csv"], "describes no platform"),
        (["--entailed", "--format", "csv"], "CSV has no entailments"),
    ],
)
def test_a_wrong_call_is_told_and_writes_nothing(
    mediagora: Command, tmp_path: Path, arguments: list[str], said: str
) -> None:
    done = mediagora("export", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_told(mediagora: Command) -> None:
    full = "/dev/full"
    if not os.path.exists(full):  # noqa: PTH110 -- a device, not a path
        pytest.skip("this system has no /dev/full")
    done = mediagora("export", "facebook", "--format", "nquads", "-o", full)
    assert done.returncode == 2
    assert done.stderr == "error: cannot write '/dev/full': no space left on device\n"


def test_help_shows_examples(mediagora: Command) -> None:
    said = mediagora("export", "--help").stdout
    assert "mediagora export -o mediagora.trig" in said
    assert "empty where nothing is known" in " ".join(said.split())
