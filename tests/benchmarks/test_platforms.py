"""The made-up platforms: the same at each run, and wrong where it is said, and nowhere else."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest
from benchmarks.peers import AS_OF
from pyoxigraph import CanonicalizationAlgorithm, Dataset, parse

from benchmarks import platforms
from mediagora.validation import validate

if TYPE_CHECKING:
    from pathlib import Path

    from mediagora.validation.engine import EngineName


@pytest.mark.parametrize("engine", ["fast", "reference"])
def test_what_was_planted_is_found_and_nothing_else(engine: EngineName, tmp_path: Path) -> None:
    file = tmp_path / "platforms.ttl"
    planted = platforms.write(file, 200, every=8)
    report = validate(file, engine=engine, as_of=date.fromisoformat(AS_OF))
    assert len(planted.mistakes) == 12
    assert planted.mistakes == Counter(finding.code for finding in report.findings)
    assert planted.triples == report.summary.triples


@pytest.mark.parametrize("evidence", [False, True])
def test_both_forms_say_the_same(evidence: bool, tmp_path: Path) -> None:  # noqa: FBT001 -- pytest's
    graphs = []
    for form in ("ttl", "nt"):
        file = tmp_path / f"platforms.{form}"
        planted = platforms.write(file, 40, every=4, evidence=evidence, form=form)
        graph = Dataset(parse(path=file))
        graph.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
        assert len(graph) == planted.triples
        graphs.append(graph)
    assert graphs[0] == graphs[1]


def test_evidence_is_no_finding_and_six_times_the_triples(tmp_path: Path) -> None:
    plain = platforms.write(tmp_path / "plain.ttl", 50)
    full = platforms.write(tmp_path / "full.ttl", 50, evidence=True)
    assert plain.mistakes == full.mistakes == {}
    assert 5 < full.triples / plain.triples < 6.1


@pytest.mark.parametrize("form", ["ttl", "nt"])
def test_the_same_arguments_give_the_same_bytes(form: str, tmp_path: Path) -> None:
    written = []
    for name, seed in (("one", 1), ("two", 1), ("three", 2)):
        platforms.write(tmp_path / name, 60, evidence=True, form=form, seed=seed)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1] != written[2]


def test_mistakes_that_others_could_refer_to_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="even number"):
        platforms.write(tmp_path / "platforms.ttl", 10, every=5)


def test_the_command_tells_what_was_planted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    platforms.main(["100", str(tmp_path / "platforms.ttl")])
    told = json.loads(capsys.readouterr().out)
    assert told["platforms"] == 100
    assert told["mistakes"] == {"MG201": 1}
