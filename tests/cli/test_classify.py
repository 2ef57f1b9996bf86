"""`mediagora classify`, in a process of its own."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from conftest import Command

CASES: Final = Path(__file__).parents[1] / "cases" / "classify"
CHIRP: Final = CASES / "network" / "description.ttl"
CLASH: Final = b"""@prefix m: <https://w3id.org/mediagora/ns#> .
<urn:example:chirp> a m:SocialNetwork, m:Feature ."""


def test_a_file(mediagora: Command) -> None:
    done = mediagora("classify", CHIRP)

    assert done.returncode == 0
    assert done.stdout.startswith("Chirp (https://example.org/chirp)\n")
    assert "  social network       follows\n" in done.stdout
    assert done.stderr == ""


def test_standard_input(mediagora: Command) -> None:
    done = mediagora("classify", "-", stdin=CHIRP.read_bytes())

    assert done.stdout.splitlines()[:9] == mediagora("classify", CHIRP).stdout.splitlines()[:9]


def test_options(mediagora: Command) -> None:
    done = mediagora(
        "classify", "--main-purpose", "keep in contact", "--feature", "groups", "--feature",
        "commenting", "--purpose", "promote-brand", "--content", "image", "--type", "forum",
    )  # fmt: skip

    assert done.returncode == 0
    assert done.stdout.startswith("The platform described\n")
    assert "  contact network      follows\n" in done.stdout
    assert "  forum platform       stated\n" in done.stdout


def test_json(mediagora: Command) -> None:
    one = json.loads(mediagora("classify", CHIRP, "--format", "json").stdout)
    several = json.loads(mediagora("classify", CASES, "--format", "json").stdout)
    named = json.loads(mediagora("classify", "--feature", "groups", "--format", "json").stdout)

    assert [each["name"] for each in one["classes"]][:1] == ["forum platform"]
    assert [each["platform"]["name"] for each in several["platforms"]] == [
        "Chirp",
        "Pigeon",
        "Quill",
    ]
    assert named["platform"] is None


def test_the_commands_it_names_can_be_run(mediagora: Command) -> None:
    told = mediagora("classify", CHIRP).stdout
    commands = [shlex.split(line) for line in told.splitlines() if line.startswith("  mediagora")]

    assert [command[1] for command in commands] == ["why", "why-not"]
    for _, *arguments in commands:
        assert mediagora(*arguments).returncode == 0


def test_what_contradicts_itself_is_said_first_and_fails(mediagora: Command) -> None:
    done = mediagora("classify", "-", stdin=CLASH)
    document = mediagora("classify", "-", "--format", "json", stdin=CLASH)

    assert done.returncode == document.returncode == 1
    assert done.stdout.startswith("This cannot be: urn:example:chirp is ")
    assert "social network" in done.stdout
    assert json.loads(document.stdout)["contradictions"]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "there is nothing to classify; name a file"),
        (["--feature", "grups"], 2, "there is no feature 'grups'; did you mean 'groups'"),
        (["--type", "SocialNetwrk"], 2, "did you mean 'SocialNetwork'"),
        (["--main-purpose", ""], 2, "there is no purpose ''"),
        (["no-such-file.ttl"], 2, "there is no file or folder 'no-such-file.ttl'"),
        (["-", "--feature", "groups"], 2, "not by both"),
        (["-", "--format", "svg"], 2, "'svg' is not one of 'text', 'json'"),
        (["-"], 1, "-: no platform is described; one has a type such as mediagora:SocialNetwork"),
    ],
)
def test_what_cannot_be_told(
    mediagora: Command, arguments: list[str], code: int, message: str
) -> None:
    done = mediagora("classify", *arguments, stdin=b"<urn:a> <urn:p> <urn:b> .")

    assert done.returncode == code
    assert done.stdout == ""
    assert message in done.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"<urn:a> ", "-:1:9: "),
        (b"", "-: "),
        (b"[] a <https://w3id.org/mediagora/ns#SocialNetwork> .", "has no IRI"),
    ],
)
def test_broken_data(mediagora: Command, text: bytes, message: str) -> None:
    done = mediagora("classify", "-", stdin=text)

    assert done.returncode == 1
    assert message in done.stderr


def test_help_names_all_options(mediagora: Command) -> None:
    done = mediagora("classify", "--help")

    for option in ("--type", "--main-purpose", "--purpose", "--feature", "--content", "--format"):
        assert option in done.stdout
