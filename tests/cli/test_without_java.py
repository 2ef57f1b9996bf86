"""Without Java, all but OWL DL works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command

TEXT: Final = b"""@prefix mediagora: <https://w3id.org/mediagora/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<urn:x:agora> a mediagora:ForumPlatform ; rdfs:label "Agora"@en .
"""


@pytest.mark.parametrize(
    "asked",
    [
        ("reason", "a.ttl"),
        ("reason", "a.ttl", "--profile", "rdfs"),
        ("why", "Agora", "SocialMedia", "--data", "a.ttl"),
        ("why-not", "Agora", "SocialNetwork", "--data", "a.ttl"),
        ("classify", "a.ttl"),
        ("diff", "a.ttl", "a.ttl"),
        ("validate", "--logic", "a.ttl"),
        ("tour",),
    ],
    ids=" ".join,
)
def test_it_works(mediagora: Command, tmp_path: Path, asked: tuple[str, ...]) -> None:
    (tmp_path / "a.ttl").write_bytes(TEXT)
    (tmp_path / "empty").mkdir()
    done = mediagora(*asked, cwd=tmp_path, environment={"PATH": str(tmp_path / "empty")})

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
