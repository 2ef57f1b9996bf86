"""Options of `mediagora validate` for living with old data, for mending, and for other tools."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

from mediagora.vocabulary import PREFIXES
from validation.conftest import HEADER

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command

START = HEADER.count("\n") + 1
"""The line after the header."""

GOOD = """ex:a a mediagora:BlogPlatform ; rdfs:label "A"@en ; mediagora:launchYear 2009 ;
    mediagora:homepage "https://a.example/"^^xsd:anyURI .
"""
OLD = GOOD.replace("2009", "1066").replace("ex:a ", "ex:o ").replace("//a.", "//o.")
MISSPELT = """
# A comment   that stays.
ex:b a mediagora:BlogPlatfrom ;   rdfs:label "B"@en ; mediagora:launchYaer 2009 ;
\tmediagora:hasFeature feature:grups ; # and this one
    mediagora:homepage "https://b.example/"^^xsd:anyURI .
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.ttl").write_text(HEADER + GOOD)
    (tmp_path / "old.ttl").write_text(HEADER + OLD)
    (tmp_path / "misspelt.ttl").write_text(HEADER + MISSPELT)
    return tmp_path


def found(command: Command, folder: Path, *arguments: str) -> list[dict[str, Any]]:
    done = command("validate", *arguments, "--format", "json", cwd=folder)
    findings: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return findings


def codes(command: Command, folder: Path, *arguments: str) -> list[str]:
    return [finding["code"] for finding in found(command, folder, *arguments)]


def test_codes_are_selected_and_ignored(mediagora: Command, folder: Path) -> None:
    everything = codes(mediagora, folder, ".")
    assert everything == ["MG101", "MG101", "MG101", "MG207"]
    assert codes(mediagora, folder, ".", "--select", "MG2") == ["MG207"]
    assert codes(mediagora, folder, ".", "--ignore", "mg207") == ["MG101"] * 3
    assert mediagora("validate", "old.ttl", "--ignore", "MG207", cwd=folder).returncode == 0
    done = mediagora("validate", ".", "--select", "MG999", cwd=folder)
    assert done.returncode == 2
    assert "there is no code 'MG999'" in done.stderr


def test_a_baseline_keeps_the_old_quiet_and_tells_the_new(mediagora: Command, folder: Path) -> None:
    arguments = ["validate", ".", "--baseline", "known.json"]
    done = mediagora(*arguments, cwd=folder)
    assert done.returncode == 2
    assert "--update-baseline makes one" in done.stderr
    done = mediagora(*arguments, "--update-baseline", cwd=folder)
    assert done.returncode == 0
    assert done.stderr == "baseline known.json: 4 findings\n"
    done = mediagora(*arguments, cwd=folder)
    assert done.returncode == 0
    assert "4 " in done.stdout
    assert "baseline" in done.stdout
    # Lines that move stay quiet; what is new fails; what is gone is told.
    new = OLD.replace("ex:o ", "ex:new ").replace("//o.", "//new.")
    (folder / "old.ttl").write_text(f"{HEADER}\n\n{OLD}{new}")
    (folder / "misspelt.ttl").write_text(HEADER + MISSPELT.replace("grups", "groups"))
    done = mediagora(*arguments, "--format", "json", cwd=folder)
    assert done.returncode == 1
    assert [each["focus_node"] for each in json.loads(done.stdout)["findings"]] == [
        "https://example.org/new"
    ]
    assert "1 entry of the baseline" in mediagora(*arguments, cwd=folder).stdout


def test_a_broken_baseline_is_told_before_the_check(mediagora: Command, folder: Path) -> None:
    (folder / "known.json").write_text('{"version": 99, "findings": []}')
    done = mediagora("validate", ".", "--baseline", "known.json", cwd=folder)
    assert done.returncode == 2
    assert "known.json" in done.stderr
    assert done.stdout == ""
    assert mediagora("validate", ".", "--update-baseline", cwd=folder).returncode == 2


def test_comments_suppress_and_are_told_when_they_do_nothing(
    mediagora: Command, folder: Path
) -> None:
    line = OLD.replace(" ;\n", " ; # mediagora: ignore[MG207]\n")
    (folder / "old.ttl").write_text(HEADER + line)
    done = mediagora("validate", "old.ttl", cwd=folder)
    assert done.returncode == 0
    assert "1 suppressed" in done.stdout or "suppressed" in done.stdout
    (folder / "old.ttl").write_text(HEADER + line.replace("1066", "2009"))
    assert codes(mediagora, folder, "old.ttl") == ["MG404"]
    assert mediagora("validate", "old.ttl", "--strict", cwd=folder).returncode == 1


def test_the_gravest_are_listed_and_all_are_counted(mediagora: Command, folder: Path) -> None:
    arguments = ["validate", ".", "--max-findings", "1", "--format", "json"]
    content = json.loads(mediagora(*arguments, cwd=folder).stdout)
    assert len(content["findings"]) == 1
    assert content["findings"][0]["severity"] == "violation"
    assert content["summary"]["violations"] == 4
    done = mediagora("validate", "old.ttl", "--fail-on", "violation", "--max-findings", "0")
    assert done.returncode == 2  # no such file here: 0 means all and is no error of its own
    assert len(found(mediagora, folder, ".", "--max-findings", "0")) == 4
    assert "--max-findings 0" in mediagora(*arguments[:-2], cwd=folder).stdout


def test_exit_zero_forgives_findings_and_no_failures(mediagora: Command, folder: Path) -> None:
    assert mediagora("validate", "old.ttl", "--exit-zero", cwd=folder).returncode == 0
    assert mediagora("validate", "gone.ttl", "--exit-zero", cwd=folder).returncode == 2


def test_what_is_certain_is_mended_and_the_rest_stays(mediagora: Command, folder: Path) -> None:
    done = mediagora("validate", "misspelt.ttl", "--fix", cwd=folder)
    right = (
        MISSPELT.replace("BlogPlatfrom", "BlogPlatform")
        .replace("launchYaer", "launchYear")
        .replace("grups", "groups")
    )
    assert (folder / "misspelt.ttl").read_text() == HEADER + right
    assert done.returncode == 0
    assert done.stderr == "mended: 3 findings in 1 file\n"
    before = (folder / "misspelt.ttl").stat().st_mtime_ns
    assert mediagora("validate", "misspelt.ttl", "--fix", cwd=folder).returncode == 0
    assert (folder / "misspelt.ttl").stat().st_mtime_ns == before


def test_a_diff_shows_what_would_be_mended(mediagora: Command, folder: Path) -> None:
    done = mediagora("validate", "misspelt.ttl", "--diff", cwd=folder)
    assert done.returncode == 1
    assert "-ex:b a mediagora:BlogPlatfrom ;" in done.stdout
    assert "+ex:b a mediagora:BlogPlatform ;" in done.stdout
    assert (folder / "misspelt.ttl").read_text() == HEADER + MISSPELT
    assert mediagora("validate", "good.ttl", "--diff", cwd=folder).returncode == 0


def test_standard_input_is_not_mended(mediagora: Command) -> None:
    done = mediagora("validate", "-", "--fix", stdin=(HEADER + MISSPELT).encode())
    assert done.returncode == 2
    assert "cannot be mended" in done.stderr


def test_a_namespace_that_is_almost_right_is_mended(mediagora: Command, folder: Path) -> None:
    wrong = (HEADER + GOOD).replace(
        "https://w3id.org/mediagora/ns#", "http://w3id.org/mediagora/ns#"
    )
    (folder / "wrong.ttl").write_text(wrong)
    [finding] = [each for each in found(mediagora, folder, "wrong.ttl") if each["code"] == "MG103"]
    assert finding["line"] == 1 + wrong[: wrong.index("<http://w3id")].count("\n")
    assert finding["fix"] == "<https://w3id.org/mediagora/ns#>"
    mediagora("validate", "wrong.ttl", "--fix", cwd=folder)
    assert (folder / "wrong.ttl").read_text() == HEADER + GOOD


@pytest.mark.parametrize("name", ["r.sarif", "r.json", "r.xml", "r.ttl", "r.txt", "R.SARIF.JSON"])
def test_a_report_goes_into_a_file_as_well(mediagora: Command, folder: Path, name: str) -> None:
    done = mediagora("validate", "old.ttl", "--format", "concise", "--output", name, cwd=folder)
    assert done.returncode == 1
    assert done.stdout.startswith(f"old.ttl:{START}:74: MG207 violation")
    text = (folder / name).read_text()
    if name.endswith(".xml"):
        assert ET.fromstring(text).tag == "testsuites"  # noqa: S314 -- our own
    elif name.endswith(".ttl"):
        conforms = ox.NamedNode(PREFIXES["sh"] + "conforms")
        quads = ox.parse(text, format=ox.RdfFormat.TURTLE)
        assert [quad.object.value for quad in quads if quad.predicate == conforms] == ["false"]
    elif name.endswith(".txt"):
        assert text.startswith("MG207 violation: ")
    else:
        assert ("runs" if "sarif" in name.lower() else "findings") in json.loads(text)


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("r.csv", "names no form"),
        ("gone/r.json", "there is no folder"),
        ("old.ttl", "is a file that this run reads"),
        ("own.ttl", "is a file that this run reads"),
        ("known.json", "is the baseline"),
        ("./known.json", "is the baseline"),
    ],
)
def test_no_file_of_the_run_is_overwritten(
    mediagora: Command, folder: Path, output: str, said: str
) -> None:
    (folder / "own.ttl").write_text(HEADER + "ex:S sh:targetNode ex:a ; sh:nodeKind sh:IRI .")
    (folder / "known.json").write_text("")
    before = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    arguments = ["old.ttl", "--extend-shapes", "./own.ttl", "--baseline", "known.json"]
    done = mediagora("validate", *arguments, "--output", output, cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()} == before


def test_standard_input_has_a_name_and_the_format_of_its_ending(
    mediagora: Command, folder: Path
) -> None:
    text = '{"@id": "https://example.org/a", "@type": "https://w3id.org/mediagora/ns#Blog"}'
    arguments = ["validate", "-", "--stdin-name", "editor/a.jsonld", "--format", "json"]
    done = mediagora(*arguments, stdin=text.encode(), cwd=folder)
    [finding] = [each for each in json.loads(done.stdout)["findings"] if each["code"] == "MG101"]
    assert finding["path"] == "editor/a.jsonld"
    assert (finding["line"], finding["column"]) == (1, 1 + text.index('"https://w3id'))
    assert finding["end_column"] == len(text)
    done = mediagora("validate", "-", "--stdin-name", "a.docx", stdin=b"", cwd=folder)
    assert done.returncode == 2


def test_a_configuration_is_found_and_the_command_line_wins(
    mediagora: Command, folder: Path
) -> None:
    (folder / "mediagora.toml").write_text(
        'ignore = ["MG101"]\nexclude = ["old.ttl"]\nfail-on = "warning"\n'
    )
    inner = folder / "inner"
    inner.mkdir()
    assert codes(mediagora, inner, "..") == []
    assert codes(mediagora, inner, "..", "--ignore", "") == ["MG101"] * 3
    assert codes(mediagora, inner, "../old.ttl") == ["MG207"]  # named, so not left out
    assert len(codes(mediagora, inner, "..", "--isolated")) == 4
    (folder / "both.ttl").write_text(HEADER + GOOD.replace("form ;", "form, org:Organization ;"))
    assert codes(mediagora, folder, "both.ttl", "--isolated") == []
    assert codes(mediagora, folder, "both.ttl", "--isolated", "--logic") == ["MG301"]
    (folder / "mediagora.toml").write_text("logic = true")
    assert codes(mediagora, inner, "../both.ttl") == ["MG301"]
    assert codes(mediagora, inner, "../both.ttl", "--no-logic") == []
    (folder / "mediagora.toml").write_text("ignroe = []")
    done = mediagora("validate", "..", cwd=inner)
    assert done.returncode == 2
    assert "did you mean 'ignore'?" in done.stderr


def test_own_shapes_come_beside_ours_or_in_their_place(mediagora: Command, folder: Path) -> None:
    (folder / "own.ttl").write_text(
        HEADER + "ex:S sh:targetClass mediagora:BlogPlatform ; sh:property [\n"
        "    sh:path skos:note ; sh:minCount 1 ] ."
    )
    assert codes(mediagora, folder, "old.ttl", "--shapes", "./own.ttl") == ["MG292"]
    both = found(mediagora, folder, "old.ttl", "--extend-shapes", "./own.ttl")
    assert [each["code"] for each in both] == ["MG292", "MG207"]
    assert (both[0]["shape_path"], both[0]["shape_line"]) == ("own.ttl", START)
    assert both[0]["line"] == START


def test_a_query_is_checked_where_it_is_named(mediagora: Command, folder: Path) -> None:
    (folder / "a.rq").write_text("SELECT * {\n  ?x a mediagora:BlogPlatfrom }")
    [finding] = found(mediagora, folder, "a.rq", "good.ttl")
    assert (finding["code"], finding["line"], finding["column"]) == ("MG101", 2, 8)
    assert codes(mediagora, folder, ".", "--ignore", "MG101") == ["MG207"]


def test_a_file_that_changes_meanwhile_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mediagora.errors import EngineError
    from mediagora.validation import run, validate

    def changing(*arguments: Any) -> Any:
        (folder / "old.ttl").write_text(HEADER + OLD + "# more")
        return listing(*arguments)

    listing = run.listing
    monkeypatch.setattr(run, "listing", changing)
    with pytest.raises(EngineError, match="was changed while it was checked"):
        validate(os.fspath(folder / "old.ttl"))


def test_a_part_of_the_data_keeps_what_the_baseline_knows_of_the_rest(
    mediagora: Command, folder: Path
) -> None:
    for name in ("1", "3"):
        (folder / "many" / name).mkdir(parents=True)
        text = OLD.replace("ex:o ", f"ex:o{name} ").replace("//o.", f"//o{name}.")
        (folder / "many" / name / "old.ttl").write_text(HEADER + text)
    options = ["--baseline", "known.json"]
    mediagora("validate", "many", *options, "--update-baseline", cwd=folder)
    (folder / "many" / "3").rename(folder / "many" / "new3")
    done = mediagora("validate", "many/1", *options, cwd=folder)
    assert "of the baseline" not in done.stdout
    mediagora("validate", "many/1", *options, "--update-baseline", cwd=folder)
    assert mediagora("validate", "many", *options, cwd=folder).returncode == 0
    mediagora("validate", "many", *options, "--update-baseline", cwd=folder)
    entries = json.loads((folder / "known.json").read_text())["findings"]
    assert [each["path"] for each in entries] == ["many/1/old.ttl", "many/new3/old.ttl"]


def test_a_report_in_an_excluded_place_is_written_again(mediagora: Command, folder: Path) -> None:
    (folder / "mediagora.toml").write_text('exclude = ["reports"]\n')
    (folder / "reports").mkdir()
    for _ in range(2):
        done = mediagora("validate", ".", "--output", "reports/r.ttl", cwd=folder)
        assert (done.returncode, done.stderr) == (1, "")
    arguments = ["old.ttl", "--extend-shapes", "./reports", "--output", "reports/r.ttl"]
    done = mediagora("validate", *arguments, cwd=folder)
    assert "is a file that this run reads" in done.stderr  # shapes are never left out


def test_one_text_stands_for_one_name(folder: Path) -> None:
    from mediagora.validation import validate

    file = folder / "old.ttl"
    found = validate(file, shapes="platform", select="MG2").findings
    assert [finding.code for finding in found] == ["MG207"]
    assert validate(file, shapes="platform", ignore="MG207").findings == ()
    own = folder / "evidence.ttl"
    own.write_text(HEADER + "ex:S sh:targetClass mediagora:BlogPlatform ; sh:nodeKind sh:IRI .")
    assert validate(file, shapes=str(own)).findings == ()  # these are not the shapes for evidence
