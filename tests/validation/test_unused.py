"""Shapes files that check nothing, or less than they seem to, are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mediagora.findings import Severity
from mediagora.validation.shapes import load_shapes
from mediagora.validation.unused import files_without_target, imports_not_followed
from validation.conftest import AS_OF, HEADER

if TYPE_CHECKING:
    from pathlib import Path

    from mediagora.validation.shapes import Shapes

CHECKS = "sh:property [ sh:path ex:p ; sh:minCount 1 ]"


def loaded(folder: Path, *texts: str, also: tuple[str, ...] = ()) -> Shapes:
    files = []
    for number, text in enumerate(texts):
        file = folder / f"{number}.ttl"
        file.write_text(HEADER + text, encoding="utf-8")
        files.append(str(file))
    return load_shapes([*also, *files], as_of=AS_OF)


def untargeted(shapes: Shapes) -> list[str]:
    found = list(files_without_target(shapes))
    assert {each.code for each in found} <= {"MG403"}
    assert {each.severity for each in found} <= {Severity.WARNING}
    return [(each.path or "")[-5:] for each in found]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"ex:S a sh:NodeShape ; {CHECKS} .", True),
        (f"ex:S {CHECKS} . ex:T sh:node ex:S ; {CHECKS} .", True),
        ("[] sh:path ex:p ; sh:minCount 1 .", True),
        (f"ex:S sh:targetClass ex:C ; {CHECKS} ; sh:deactivated true .", True),
        (f"ex:S a owl:Class ; {CHECKS} .", False),
        (f"ex:S {CHECKS} . ex:C a rdfs:Class .", True),
        (f"ex:S sh:targetClass ex:C ; {CHECKS} .", False),
        ("[] sh:targetObjectsOf ex:p ; sh:class ex:D .", False),
        (f"ex:S {CHECKS} . ex:T sh:node ex:S ; sh:targetNode ex:x .", False),
        (f"ex:S a sh:NodeShape , rdfs:Class ; {CHECKS} .", False),
        (f"ex:S a sh:NodeShape , owl:Class ; {CHECKS} .", False),
        (f"ex:S {CHECKS} , [ sh:path ex:q ; sh:targetSubjectsOf ex:q ] .", False),
    ],
)
def test_a_file_in_which_no_shape_has_a_target_is_told(
    text: str,
    *,
    told: bool,
    tmp_path: Path,
) -> None:
    assert untargeted(loaded(tmp_path, text)) == ["0.ttl"] * told


def test_why_is_told(tmp_path: Path) -> None:
    [none] = files_without_target(loaded(tmp_path, f"ex:S a sh:NodeShape ; {CHECKS} ."))
    assert none.message.startswith("No shape in this file has a target")
    off = f"ex:S sh:targetClass ex:C ; {CHECKS} ; sh:deactivated true ."
    [deactivated] = files_without_target(loaded(tmp_path, off))
    assert "is deactivated" in deactivated.message


@pytest.mark.parametrize(
    "reference",
    [
        "sh:node ex:S",
        "sh:or ( [ sh:not ex:S ] ex:T )",
        "sh:property [ sh:path ex:q ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape ex:S ]",
    ],
)
def test_a_file_of_parts_is_used_by_another(reference: str, tmp_path: Path) -> None:
    parts = f"ex:S a sh:NodeShape ; {CHECKS} . ex:T a sh:NodeShape ; sh:class ex:D ."
    user = f"ex:U sh:targetClass ex:C ; {reference} ."
    assert untargeted(loaded(tmp_path, parts, user)) == []
    idle = f"ex:U a sh:NodeShape ; {reference} ."
    assert untargeted(loaded(tmp_path, parts, idle)) == ["0.ttl", "1.ttl"]


def test_what_ships_is_not_told() -> None:
    assert untargeted(load_shapes(["platform", "ranges"], as_of=AS_OF)) == []


@pytest.mark.parametrize(
    ("imported", "told"),
    [
        ("<https://example.org/others>", True),
        ("<https://w3id.org/mediagora/shapes/recommended>", True),
        ("<https://w3id.org/mediagora/shapes/platform>", False),
        ("<https://w3id.org/mediagora/ns>", False),
        ("<https://w3id.org/mediagora/ns/0.1.0>", False),
        ("ex:here", False),
    ],
)
def test_an_import_that_is_not_followed_is_told(
    imported: str,
    *,
    told: bool,
    tmp_path: Path,
) -> None:
    text = f"ex:file owl:imports {imported} . ex:here a owl:Ontology . ex:S sh:targetNode ex:x ."
    found = list(imports_not_followed(loaded(tmp_path, text, also=("platform",))))
    assert len(found) == told
    for finding in found:
        assert (finding.code, finding.severity) == ("MG405", Severity.INFO)
        assert finding.value == imported.strip("<>")
        assert finding.focus_node == "https://example.org/file"
