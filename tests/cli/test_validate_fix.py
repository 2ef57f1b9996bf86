"""What `mediagora validate --fix` mends, and above all what it leaves alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from mediagora.validation import validate
from validation.conftest import HEADER

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command

GRUPS = "https://w3id.org/mediagora/feature/grups"
GROUPS = "https://w3id.org/mediagora/feature/groups"
WRONG_NS = "http://w3id.org/mediagora/ns#"
PLATFORM = 'ex:a a mediagora:BlogPlatform ; rdfs:label "A"@en ; '


def fix(command: Command, folder: Path, name: str, text: str, *arguments: str) -> tuple[str, str]:
    """Mend a file; give its text then, and what is said of it on standard error."""
    file = folder / name
    file.write_text(text, encoding="utf-8", newline="")
    done = command("validate", name, "--fix", "--isolated", *arguments, cwd=folder)
    assert done.returncode in {0, 1}, done.stderr
    return file.read_bytes().decode(), done.stderr


def test_a_literal_of_the_same_text_is_left(mediagora: Command, tmp_path: Path) -> None:
    text = f'{HEADER}{PLATFORM}rdfs:seeAlso "{GRUPS}" , feature:grups .\n'
    mended, _ = fix(mediagora, tmp_path, "a.ttl", text)
    assert mended == text.replace("feature:grups", "feature:groups")


def test_a_namespace_in_full_iris_is_told_at_one_and_mended_at_none(
    mediagora: Command, tmp_path: Path
) -> None:
    text = (
        f"# {WRONG_NS}BlogPlatform\n"
        f'<urn:p> <http://www.w3.org/2000/01/rdf-schema#comment> "<{WRONG_NS}x>" .\n'
        f"<urn:p> a <{WRONG_NS}BlogPlatform> .\n"
    )
    (tmp_path / "a.ttl").write_text(text)
    found = [each for each in validate(tmp_path / "a.ttl").findings if each.code == "MG103"]
    assert [(each.line, each.column, each.fix) for each in found] == [(3, 11, None)]
    assert fix(mediagora, tmp_path, "a.ttl", text) == (text, "mended: 0 findings in 0 files\n")


def test_what_is_legal_is_left(mediagora: Command, tmp_path: Path) -> None:
    text = HEADER.replace("https://schema.org/", "http://schema.org/")
    text += (
        f'{PLATFORM}schema:image <urn:x> ; mediagora:homepage "https://a.example/"^^xsd:anyURI .'
    )
    mended, said = fix(mediagora, tmp_path, "a.ttl", text)
    assert (mended, said) == (text, "mended: 0 findings in 0 files\n")
    [finding] = [each for each in validate(tmp_path / "a.ttl").findings if each.code == "MG103"]
    assert (finding.suggestion, finding.fix) == ("https://schema.org/", None)


def test_a_property_becomes_no_class(mediagora: Command, tmp_path: Path) -> None:
    text = f"{HEADER}{PLATFORM}mediagora:feature feature:groups ; a mediagora:HasFeature .\n"
    assert fix(mediagora, tmp_path, "a.ttl", text)[0] == text


def test_line_ends_and_byte_order_mark_stay(mediagora: Command, tmp_path: Path) -> None:
    text = "\ufeff" + f"{HEADER}{PLATFORM}mediagora:hasFeature feature:grups .\n".replace(
        "\n", "\r\n"
    )
    mended, _ = fix(mediagora, tmp_path, "a.ttl", text)
    assert mended == text.replace("grups", "groups")


def test_an_element_that_has_an_end_is_left_and_the_rest_is_mended(
    mediagora: Command, tmp_path: Path
) -> None:
    text = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:m="https://w3id.org/mediagora/ns#">
  <m:BlogPlatform rdf:about="urn:a">
    <m:launchYer>2009</m:launchYer>
    <m:hasFeature rdf:resource="{GRUPS}"/>
  </m:BlogPlatform>
</rdf:RDF>
"""
    mended, said = fix(mediagora, tmp_path, "a.rdf", text)
    assert mended == text.replace(GRUPS, GROUPS)
    assert said == "mended: 1 finding in 1 file\n"


@pytest.mark.parametrize(
    "context",
    [
        '"hasFaeture": {"@id": "m:hasFaeture", "@type": "@id"}',
        '"hasFaeture": "m:hasFaeture", "hasFeature": "https://example.org/other"',
    ],
)
def test_a_word_of_a_context_is_left(mediagora: Command, tmp_path: Path, context: str) -> None:
    text = (
        f'{{"@context": {{"m": "https://w3id.org/mediagora/ns#", {context}}}, "@id": "urn:a",\n'
        f' "@type": "m:BlogPlatform", "hasFaeture": "{GROUPS}"}}'
    )
    assert fix(mediagora, tmp_path, "a.jsonld", text)[0] == text


def test_queries_are_mended(mediagora: Command, tmp_path: Path) -> None:
    text = "PREFIX feature: <https://w3id.org/mediagora/feature/> ASK { ?x ?y feature:grups }"
    mended, _ = fix(mediagora, tmp_path, "a.rq", text)
    assert mended == text.replace("grups", "groups")


def test_what_the_baseline_knows_is_mended_as_well(mediagora: Command, tmp_path: Path) -> None:
    text = f"{HEADER}{PLATFORM}mediagora:hasFeature feature:grups .\n"
    baseline = ("--baseline", "known.json")
    mended, _ = fix(mediagora, tmp_path, "a.ttl", text, *baseline, "--update-baseline")
    assert mended == text.replace("grups", "groups")
    (tmp_path / "a.ttl").write_text(text)
    mediagora("validate", "a.ttl", *baseline, "--update-baseline", cwd=tmp_path)
    assert "grups" in (tmp_path / "known.json").read_text()
    mended, _ = fix(mediagora, tmp_path, "a.ttl", text, *baseline)
    assert mended == text.replace("grups", "groups")


def test_all_that_can_be_mended_is_counted(mediagora: Command, tmp_path: Path) -> None:
    lines = [
        f"ex:p{each} a mediagora:BlogPlatform ; mediagora:hasFeature feature:grups ."
        for each in range(5)
    ]
    (tmp_path / "a.ttl").write_text(HEADER + "\n".join(lines))
    done = mediagora("validate", "a.ttl", "--max-findings", "2", "--format", "json", cwd=tmp_path)
    content: dict[str, Any] = json.loads(done.stdout)
    assert (len(content["findings"]), content["summary"]["fixable"]) == (2, 5)


def test_a_report_that_lists_little_conforms_to_nothing_more(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(f"{HEADER}{PLATFORM}mediagora:launchYear 1066 .")
    for limit in (0, 1, None):
        report = validate(tmp_path / "a.ttl", max_findings=limit)
        assert not report.conforms
    with pytest.raises(ValueError, match="max_findings is a number from 0 on"):
        validate(tmp_path / "a.ttl", max_findings=-1)
