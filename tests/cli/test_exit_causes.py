"""Every cause of each exit code of `mediagora validate`: 0 clean, 1 bad data, 2 a broken job."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from mediagora.cli.main import main
from validation.conftest import HEADER

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command

GOOD = """ex:a a mediagora:BlogPlatform ; rdfs:label "A"@en ; mediagora:launchYear 2009 ;
    mediagora:homepage "https://a.example/"^^xsd:anyURI .
"""
OLD = GOOD.replace("2009", "1066")
DEEP = '{"urn:p":' * 600 + "1" + "}" * 600
SHAPE = "ex:S a sh:NodeShape ; sh:targetNode ex:a ; "
FILES = {
    "good.ttl": HEADER + GOOD,
    "old.ttl": HEADER + OLD,
    "bare.ttl": HEADER + GOOD.replace("mediagora:launchYear 2009", "rdfs:comment 'x'"),
    "quiet.ttl": HEADER + OLD.replace(" ;\n", " ; # mediagora: ignore[MG207]\n"),
    "useless.ttl": HEADER + GOOD + "# mediagora: ignore[MG207]\n",
    "deprecated.ttl": HEADER + "ex:Old a owl:Class ; owl:deprecated true .",
    "misspelt.ttl": HEADER + GOOD.replace("BlogPlatform", "BlogPlatfrom"),
    "almost.ttl": (HEADER + GOOD).replace(
        "https://w3id.org/mediagora/ns#", "http://w3id.org/mediagora/ns#"
    ),
    "foreign.ttl": HEADER + GOOD + "ex:a <http://xmlns.com/foaf/0.1/nmae> 'A' .",
    "a.jsonld": "{",
    "deep.jsonld": DEEP,
    "remote.jsonld": '{"@context": "https://example.org/context", "urn:p": 1}',
    "doctype.rdf": '<!DOCTYPE a [<!ENTITY b "c">]><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>',
    "a.nt": "<urn:a> <urn:b> 1 .",
    "a.nq": "<urn:a> <urn:b> .",
    "a.trig": "{ <urn:a> <urn:b> <urn:c> ",
    "broken.rq": "SELECT * {",
    "terms.rq": "SELECT * { ?x a <https://w3id.org/mediagora/ns#BlogPlatfrom> }",
    "own/info.ttl": HEADER + SHAPE + "sh:nodeKind sh:Literal ; sh:severity sh:Info .",
    "own/warning.ttl": HEADER + SHAPE + "sh:nodeKind sh:Literal ; sh:severity sh:Warning .",
    "own/nobody.ttl": HEADER + "ex:S a sh:NodeShape ; sh:targetNode ex:x ; sh:nodeKind sh:IRI .",
    "own/targetless.ttl": HEADER + "ex:S a sh:NodeShape ; sh:nodeKind sh:IRI .",
    "own/imports.ttl": HEADER
    + SHAPE
    + "sh:nodeKind sh:IRI . <urn:o> a owl:Ontology ; owl:imports <urn:other> .",
    "own/typo.ttl": HEADER + SHAPE + "sh:nodeKnid sh:IRI .",
    "own/two.ttl": HEADER + SHAPE + "sh:property [ sh:path ex:p ; sh:maxCount 1, 2 ] .",
    "own/rule.ttl": HEADER + SHAPE + "sh:rule [ ] .",
    "own/circle.ttl": HEADER + SHAPE + "sh:node ex:S .",
    "own/look-around.ttl": HEADER + SHAPE + 'sh:pattern "(?=a)" .',
    "own/code.ttl": HEADER + SHAPE + "sh:nodeKind sh:IRI ; mediagora:code 'MG203' .",
    "own/none.ttl": HEADER + GOOD,
    "own/empty.ttl": "",
    "own/broken.ttl": "<urn:a> <urn:b> .",
    "own/query.ttl": HEADER
    + SHAPE
    + 'sh:sparql [ sh:select "SELECT $this { SERVICE <urn:x> {} }" ] .',
    "settings/no.toml": "a = ",
    "settings/key.toml": "ignroe = []",
    "settings/value.toml": "strict = 'yes'",
    "settings/exclude.toml": 'exclude = ["*.ttl"]',
    "settings/baseline.toml": 'baseline = "gone.json"',
    "settings/fail.toml": 'fail-on = "warning"',
    "settings/strict.toml": "strict = true",
    "known/empty.json": "",
    "known/none.json": '{"version": 1, "findings": []}',
    "known/list.json": "[]",
    "known/text.json": "known",
    "known/older.json": '{"version": 0, "mediagora": "0.0.9", "findings": []}',
    "known/newer.json": '{"version": 99, "mediagora": "9.9.9", "findings": []}',
    "known/merge.json": '{"version": 1,\n<<<<<<< ours\n"findings": []}',
    "known/entry.json": '{"version": 1, "findings": [{"path": "a"}]}',
    "notes.txt": "",
    "only/notes.txt": "",
}
CAUSES: dict[int, dict[str, str]] = {
    0: {
        "good.ttl": "0 violations",
        "bare.ttl": "MG223 warning",
        "old.ttl --ignore MG207": "0 violations",
        "old.ttl --select MG1": "0 violations",
        "quiet.ttl": "suppressed",
        "useless.ttl": "MG404",
        "old.ttl --exit-zero": "MG207 violation",
        "a.jsonld --exit-zero": "MG001 violation",
        "deprecated.ttl --strict --exit-zero": "MG401",
        "old.ttl --diff --exit-zero": "",
        "good.ttl --diff": "",
        "misspelt.ttl --fix": "0 violations",
        "almost.ttl --fix": "0 violations",
        "foreign.ttl": "MG104 warning",
        "old.ttl --baseline new.json --update-baseline": "",
        "old.ttl --baseline known/empty.json --update-baseline": "",
        "good.ttl --extend-shapes own/info.ttl": "MG291 info",
        "good.ttl --extend-shapes own/warning.ttl": "MG291 warning",
        "good.ttl --extend-shapes own/nobody.ttl": "MG402",
        "good.ttl --extend-shapes own/targetless.ttl": "MG403",
        "good.ttl --extend-shapes own/imports.ttl": "MG405",
        "good.ttl --extend-shapes own/imports.ttl --strict": "MG405",
        "old.ttl good.ttl --ignore MG207,MG210": "0 violations",
    },
    1: {
        "old.ttl": "MG207 violation",
        "bare.ttl --fail-on warning": "MG223 warning",
        "bare.ttl --fail-on info": "MG223 warning",
        "bare.ttl --config settings/fail.toml": "MG223 warning",
        "good.ttl --extend-shapes own/info.ttl --fail-on info": "MG291 info",
        "foreign.ttl --fail-on warning": "MG104 warning",
        "misspelt.ttl": "MG101 violation",
        "misspelt.ttl --diff": "+ex:a a mediagora:BlogPlatform",
        "old.ttl --fix": "MG207 violation",
        "old.ttl --baseline known/none.json": "MG207 violation",
        "old.ttl misspelt.ttl --max-findings 1": "2 more are not listed",
        "a.jsonld": "MG001 violation",
        "a.nt a.nq": "MG001 violation",
        "a.trig": "MG001 violation",
        "broken.rq": "MG001 violation",
        "terms.rq": "MG101 violation",
        "deep.jsonld": "MG004 violation",
        "remote.jsonld": "MG001 violation",
        "doctype.rdf": "MG001 violation",
        "good.ttl --max-size 10": "MG004 violation",
        "a.nt": "MG001 violation",
        "good.ttl --extend-shapes own/nobody.ttl --strict": "MG402",
        "good.ttl --extend-shapes own/targetless.ttl --strict": "MG403",
        "useless.ttl --strict": "MG404",
        "useless.ttl --config settings/strict.toml": "MG404",
        "deprecated.ttl --strict": "MG401",
    },
    2: {
        "gone.ttl": "there is no file or folder",
        "only": "holds no RDF file",
        "*.xml": "matches no RDF file",
        "notes.txt": "has no ending that names an RDF format",
        "pipe.ttl": "is no regular file",
        "- --stdin-name a.docx": "has no ending that names an RDF format",
        "*.ttl --config settings/exclude.toml": "'exclude' does not leave out",
        "good.ttl --shapes platfrom": "did you mean 'platform'?",
        "good.ttl --shapes own/gone.ttl": "there is no file or folder",
        "good.ttl --shapes own/broken.ttl": "shapes cannot be read",
        "good.ttl --shapes own/none.ttl": "holds no SHACL shape",
        "good.ttl --shapes own/empty.ttl": "holds no SHACL shape",
        "good.ttl --extend-shapes own/typo.ttl": "nodeKnid",
        "good.ttl --extend-shapes own/two.ttl": "sh:maxCount",
        "good.ttl --extend-shapes own/rule.ttl": "sh:rule",
        "good.ttl --extend-shapes own/circle.ttl": "refers to itself",
        "good.ttl --extend-shapes own/look-around.ttl": "pattern",
        "good.ttl --extend-shapes own/code.ttl": "has a meaning in Mediagora already",
        "good.ttl --extend-shapes own/query.ttl": "SERVICE",
        "good.ttl --select MG999": "there is no code 'MG999'",
        "good.ttl --ignore MG001": "cannot be ignored",
        "good.ttl --select MG5": "",
        "good.ttl --select MG2 --ignore MG2": "nothing is left to check",
        "good.ttl --baseline gone.json": "there is no baseline",
        "good.ttl --baseline known": "is no file",
        "good.ttl --baseline known/list.json": "is no baseline",
        "good.ttl --baseline known/text.json": "no JSON",
        "good.ttl --baseline known/older.json": "delete it, and --update-baseline makes a new one",
        "good.ttl --baseline known/newer.json": "update mediagora",
        "good.ttl --baseline known/merge.json": "merge conflict (line 2)",
        "good.ttl --baseline known/entry.json": "finding 1",
        "good.ttl --baseline known/empty.json": "is no baseline",
        "good.ttl --baseline known/newer.json --update-baseline": "update mediagora",
        "good.ttl --baseline gone/new.json --update-baseline": "cannot write",
        "good.ttl --update-baseline": "--update-baseline needs --baseline",
        "good.ttl --config settings/baseline.toml": "there is no baseline",
        "good.ttl --config settings/gone.toml": "cannot be read",
        "good.ttl --config settings/no.toml": "is no TOML",
        "good.ttl --config settings/key.toml": "did you mean 'ignore'?",
        "good.ttl --config settings/value.toml": "'strict' must be",
        "good.ttl --config settings/fail.toml --isolated": "--isolated",
        "misspelt.ttl --fix --diff": "exclude each other",
        "- --fix": "cannot be mended",
        "- --diff": "cannot be mended",
        "good.ttl --output out": "names no form",
        "good.ttl --output gone/out.json": "there is no folder",
        "good.ttl --output good.ttl": "is a file that this run reads",
        "good.ttl --output folder.json": "cannot write",
        "good.ttl --max-findings -1": "--max-findings",
        "good.ttl --max-findings many": "--max-findings",
        "good.ttl --format html": "--format",
        "good.ttl --fail-on error": "--fail-on",
        "good.ttl --as-of 2026-13-01": "--as-of",
        "good.ttl --jobs 0": "--jobs",
        "good.ttl --timeout nan": "--timeout",
        "good.ttl --memory-limit 1MB": "too little",
        "good.ttl --max-size 17GiB": "too much",
        "good.ttl --engine jena": "--engine",
        "good.ttl --nope": "No such option",
        "gone.ttl --exit-zero": "there is no file or folder",
    },
}
EVERY = [(arguments, code, said) for code in CAUSES for arguments, said in CAUSES[code].items()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "folder.json").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.ttl")
    return tmp_path


@pytest.mark.parametrize(("arguments", "code", "said"), EVERY, ids=[each[0] for each in EVERY])
def test_each_cause_has_its_exit_code(
    mediagora: Command, folder: Path, arguments: str, code: int, said: str
) -> None:
    if "pipe" in arguments and sys.platform == "win32":
        pytest.skip("has no pipes with a name")
    done = mediagora("validate", *arguments.split(), cwd=folder)
    assert done.returncode == code, done.stdout + done.stderr
    if code == 2:
        assert done.stdout == ""
        assert said in done.stderr
        assert "unexpectedly" not in done.stderr
    else:
        assert said in done.stdout
        assert "error" not in done.stderr


def ends_with(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of a command in this process."""
    monkeypatch.setattr(sys, "argv", ["mediagora", "validate", *arguments])
    return main()


def test_a_file_that_changes_meanwhile_ends_with_2(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from mediagora.validation import run

    def changing(*arguments: Any) -> Any:
        (folder / "old.ttl").write_text(HEADER + GOOD + "# more")
        return listing(*arguments)

    listing = run.listing
    monkeypatch.setattr(run, "listing", changing)
    assert ends_with(monkeypatch, str(folder / "old.ttl")) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "was changed while it was checked; check it again" in said.err


def test_what_nobody_foresaw_ends_with_2(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(*_: Any) -> Any:
        raise KeyError("nobody")

    monkeypatch.setattr("mediagora.validation.run.listing", failing)
    monkeypatch.delenv("MEDIAGORA_DEBUG", raising=False)
    assert ends_with(monkeypatch, str(folder / "old.ttl")) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("error: mediagora failed unexpectedly (KeyError: ")


@pytest.mark.parametrize(
    "end", ["import os; os._exit(3)", "import os; os.abort()", "raise ValueError(1)"]
)
def test_an_engine_that_fails_ends_with_2(mediagora: Command, folder: Path, end: str) -> None:
    (folder / "spoilt").mkdir()
    (folder / "spoilt" / "shacl.py").write_text(end)
    path = os.pathsep.join([str(folder / "spoilt"), os.environ.get("PYTHONPATH", "")])
    done = mediagora("validate", "old.ttl", cwd=folder, environment={"PYTHONPATH": path})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: the fast engine failed: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="asks for /dev/full")
@pytest.mark.parametrize("redirected", [">/dev/full", ">&-"])
def test_a_report_that_cannot_be_printed_ends_with_2(folder: Path, redirected: str) -> None:
    line = f'"{sys.executable}" -m mediagora validate old.ttl {redirected}'
    done = subprocess.run(
        ["sh", "-c", line], capture_output=True, text=True, check=False, cwd=folder
    )
    assert done.returncode == 2
    assert done.stderr.startswith("error: cannot write the output: ")


@pytest.mark.skipif(sys.platform == "win32", reason="closes a stream by the shell")
def test_standard_input_that_is_closed_ends_with_2(folder: Path) -> None:
    line = f'"{sys.executable}" -m mediagora validate - <&-'
    done = subprocess.run(
        ["sh", "-c", line], capture_output=True, text=True, check=False, cwd=folder
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: standard input cannot be read\n"


def test_nothing_is_written_where_the_check_could_not_be_made(
    mediagora: Command, folder: Path
) -> None:
    """Exit code 2 leaves neither a report nor a baseline behind."""
    arguments = ["old.ttl", "--shapes", "own/typo.ttl", "--output", "out.json"]
    arguments += ["--baseline", "new.json", "--update-baseline"]
    assert mediagora("validate", *arguments, cwd=folder).returncode == 2
    assert not (folder / "out.json").exists()
    assert not (folder / "new.json").exists()


def test_what_is_not_listed_counts_for_the_exit_code(mediagora: Command, folder: Path) -> None:
    """The gravest are listed, so with warnings that count the violation alone is shown."""
    arguments = ["old.ttl", "bare.ttl", "--max-findings", "1", "--format", "json"]
    done = mediagora("validate", *arguments, "--ignore", "MG207,MG210", cwd=folder)
    assert done.returncode == 0
    done = mediagora("validate", "foreign.ttl", *arguments[2:], "--fail-on", "warning", cwd=folder)
    assert done.returncode == 1
    assert len(json.loads(done.stdout)["findings"]) == 1
