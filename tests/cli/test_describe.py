"""`mediagora describe` and `mediagora compare`, each in a process of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest
import rdflib

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command

CHIRP: Final = """@prefix mediagora: <https://w3id.org/mediagora/ns#> .
@prefix feature: <https://w3id.org/mediagora/feature/> .
<urn:chirp> a mediagora:SocialNetwork ; mediagora:hasFeature feature:groups ;
  <http://www.w3.org/2000/01/rdf-schema#label> "Chirp"@en .
"""


@pytest.mark.parametrize("term", ["facebook", "platform:facebook", "Facebook"])
def test_describe(mediagora: Command, term: str) -> None:
    done = mediagora("describe", term)

    assert done.returncode == 0
    assert done.stdout.startswith("Facebook (platform, platform:facebook)\n")
    assert "marketplace [S2]" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_describe_in_any_language(mediagora: Command) -> None:
    assert mediagora("describe", "réseau social").stdout.startswith("social network (class")


def test_describe_in_json(mediagora: Command) -> None:
    document = json.loads(mediagora("describe", "groups", "--format", "json").stdout)

    assert document["iri"] == "https://w3id.org/mediagora/feature/groups"
    assert document["labels"]["fr"]


def test_describe_in_turtle(mediagora: Command) -> None:
    done = mediagora("describe", "xing", "--format", "turtle")
    graph = rdflib.Graph().parse(data=done.stdout, format="turtle")

    assert (None, rdflib.RDF.type, rdflib.OWL.Axiom) in graph


def test_data_of_the_users_own(mediagora: Command) -> None:
    described = mediagora("describe", "Chirp", "--data", "-", stdin=CHIRP.encode())
    compared = mediagora("compare", "Chirp", "facebook", "--data", "-", stdin=CHIRP.encode())

    assert described.stdout.startswith("Chirp (platform, urn:chirp)")
    assert compared.stdout.startswith("Chirp | Facebook\n")


def test_compare_classes(mediagora: Command) -> None:
    done = mediagora("compare", "social media", "social network")

    assert done.returncode == 0
    assert "By content or connections, says S0, S2 (K2)" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_compare_platforms_in_json(mediagora: Command) -> None:
    document = json.loads(mediagora("compare", "facebook", "xing", "--format", "json").stdout)

    held = {each["first"] for each in document["aspects"]["features"]}
    assert held == {"stated", "entailed", None}  # the last of what XING alone has


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["describe", "facebok"], "there is no term 'facebok'; did you mean 'facebook'?"),
        (["describe", "feature:grups"], "did you mean 'feature:groups'"),
        (["describe"], "Missing argument 'TERM'"),
        (["compare", "facebook"], "Missing argument 'B'"),
        (["compare", "facebook", "social media"], "two classes or two platforms can be compared"),
        (["compare", "facebook", "Facebook"], "one and the same"),
        (["compare", "facebook", "xng"], "did you mean 'xing'?"),
    ],
)
def test_what_cannot_be_told(mediagora: Command, arguments: list[str], message: str) -> None:
    done = mediagora(*arguments)

    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr


def test_broken_data(mediagora: Command, tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("<urn:a> ")

    assert mediagora("describe", "xing", "--data", path).returncode == 1
