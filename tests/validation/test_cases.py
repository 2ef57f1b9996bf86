"""Golden pairs: each `bad*` file gives exactly the finding written beside it, each `good*` none.

The finding of `bad.ttl` is in `expected.json`, that of `bad-x.ttl` in `bad-x.expected.json`; the
folder's name is the code.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Final, get_args

import pytest

import golden
from golden import AS_OF, shapes_for
from mediagora import bundle
from mediagora.reading.inputs import FORMATS, Source
from mediagora.reading.parsing import parse
from mediagora.validation import validate
from mediagora.validation.engine import EngineName
from mediagora.validation.names import CODE, plain

if TYPE_CHECKING:
    from pathlib import Path

FILES: Final = [*golden.files("validate"), *golden.files("ontology")]
# The judge takes seconds for the style of the whole ontology, which each of those files is checked
# with; it sees all of them at once, below.
RUNS: Final = [
    (file, engine)
    for file in FILES
    for engine in get_args(EngineName)
    if engine == "fast" or file.parent.parent.name == "validate"
]


BAD: Final = [run for run in RUNS if run[0].stem.startswith("bad")]
GOOD: Final = [run for run in RUNS if not run[0].stem.startswith("bad")]


def name(of: Path | str) -> str:
    return of if isinstance(of, str) else f"{of.parent.name}/{of.stem}"


@pytest.mark.usefixtures("engine_in_process")
@pytest.mark.parametrize(("file", "engine"), BAD, ids=name)
def test_a_bad_file_gives_exactly_its_finding(file: Path, engine: EngineName) -> None:
    beside = "expected.json" if file.stem == "bad" else f"{file.stem}.expected.json"
    expected = json.loads((file.parent / beside).read_text(encoding="utf-8"))
    assert expected["code"] == file.parent.name
    logic = golden.is_about_logic(file.parent.name)
    report = validate(file, shapes=shapes_for(file), logic=logic, as_of=AS_OF, engine=engine)
    found = [{key: asdict(finding)[key] for key in expected} for finding in report.findings]
    assert found == [expected]
    [finding] = report.findings
    about_shapes = finding.code in {"MG402", "MG403", "MG405"}
    assert finding.path == str(golden.own_shapes(file) if about_shapes else file)
    assert finding.message.isprintable()
    # What users' shapes find may start with the property, "rdfs:label: there are fewer ...".
    assert finding.message[0].isupper() or finding.code.startswith("MG29")
    assert finding.message.endswith(".")


@pytest.mark.usefixtures("engine_in_process")
@pytest.mark.parametrize(("file", "engine"), GOOD, ids=name)
def test_a_good_file_gives_no_finding(file: Path, engine: EngineName) -> None:
    logic = golden.is_about_logic(file.parent.name)
    report = validate(file, shapes=shapes_for(file), logic=logic, as_of=AS_OF, engine=engine)
    assert report.findings == ()
    assert report.summary.focus_nodes > 0


@pytest.mark.usefixtures("engine_in_process")
def test_the_judge_agrees_on_the_style_of_the_ontology() -> None:
    files = [file for file in FILES if file.parent.parent.name == "ontology"]
    fast, reference = (
        validate(files, shapes=["ontology"], as_of=AS_OF, engine=engine)
        for engine in get_args(EngineName)
    )
    assert len({finding.code for finding in fast.findings}) > 20
    assert fast.findings == reference.findings


def test_every_code_has_a_bad_and_a_good_file() -> None:
    codes = {
        plain(triple.object)
        for file in bundle.shape_files().values()
        for triple in parse(Source(file.name, FORMATS[file.suffix], file))
        if triple.predicate == CODE
    }
    assert codes
    assert codes <= {file.parent.name for file, _ in BAD}
    assert codes <= {file.parent.name for file, _ in GOOD}
