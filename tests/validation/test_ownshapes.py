"""A code keeps its meaning, and a file without shapes says why if it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mediagora import bundle
from mediagora.errors import ShapesError
from mediagora.validation.shapes import load_shapes
from validation.conftest import AS_OF, HEADER

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:class ex:D ; mediagora:code"


def load(folder: Path, text: str, header: str = HEADER) -> None:
    file = folder / "own.ttl"
    file.write_text(header + text, encoding="utf-8")
    load_shapes([str(file)], as_of=AS_OF)


@pytest.mark.parametrize("code", ["MG001", "MG101", "MG203", "MG290", "MG300", "MG402"])
def test_a_code_of_mediagora_keeps_its_meaning(code: str, tmp_path: Path) -> None:
    with pytest.raises(ShapesError) as caught:
        load(tmp_path, f"{SHAPE} '{code}' .")
    assert f"the shape 'https://example.org/S' of '{tmp_path / 'own.ttl'}'" in str(caught.value)
    assert f"has the code '{code}'" in str(caught.value)


@pytest.mark.parametrize("code", ["OWN203", "MG291", "MG299", "MG2", "MG2033", "mg203"])
def test_other_codes_are_taken(code: str, tmp_path: Path) -> None:
    load(tmp_path, f"{SHAPE} '{code}' .")


@pytest.mark.parametrize("name", sorted(bundle.shape_files()))
def test_a_copy_of_what_ships_keeps_its_codes(name: str, tmp_path: Path) -> None:
    load(tmp_path, bundle.shape_files()[name].read_text(encoding="utf-8"), header="")


def test_a_shape_of_another_name_may_not_take_them(tmp_path: Path) -> None:
    text = bundle.shape_files()["platform"].read_text(encoding="utf-8")
    with pytest.raises(ShapesError, match="has a meaning in Mediagora already"):
        load(tmp_path, text.replace("shape:PlatformAddress", "shape:MyAddress"), header="")


@pytest.mark.parametrize(
    "namespace",
    ["http://www.w3.org/ns/shacl/", "https://www.w3.org/ns/shacl#", "http://www.w3.org/ns/SHACL#"],
)
def test_an_almost_right_namespace_is_why_there_is_no_shape(namespace: str, tmp_path: Path) -> None:
    text = f"@prefix s: <{namespace}> . <urn:s> a s:NodeShape ; s:targetClass <urn:c> ."
    with pytest.raises(ShapesError) as caught:
        load(tmp_path, text, header="")
    assert str(caught.value).endswith(
        f"holds no SHACL shape: the namespace <{namespace}> is almost that of SHACL, "
        "<http://www.w3.org/ns/shacl#>"
    )


def test_no_reason_is_made_up(tmp_path: Path) -> None:
    with pytest.raises(ShapesError, match=r"own\.ttl' holds no SHACL shape$"):
        load(tmp_path, "ex:a rdfs:label 'a' .")
