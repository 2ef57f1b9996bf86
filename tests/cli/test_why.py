"""`mediagora why` and `mediagora why-not`, each in a process of its own."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Final

import pytest

from mediagora.cli import why
from mediagora.reasoning.explaining import DEFAULT_TIMEOUT

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command

CHIRP: Final = """@prefix mediagora: <https://w3id.org/mediagora/ns#> .
<urn:chirp> a mediagora:BlogPlatform ;
  <http://www.w3.org/2000/01/rdf-schema#label> "Chirp & <Co>"@en .
"""


def test_why(mediagora: Command) -> None:
    done = mediagora("why", "linkedin", "SocialNetwork")

    assert done.returncode == 0
    assert done.stdout.startswith("LinkedIn is a social network\n====")
    assert "since every professional network is a social network\n" in done.stdout
    assert "data/platforms/linkedin.ttl:" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_why_in_json(mediagora: Command) -> None:
    done = mediagora("why", "facebook", "hasFeature", "connections", "--format", "json")
    [told] = json.loads(done.stdout)["justifications"]

    assert done.returncode == 0
    assert {each["predicate"].rpartition("#")[2] for each in told["facts"]} == {
        "broaderFeature",
        "hasFeature",
    }
    assert all(each["sources"] and each["path"] and each["line"] for each in told["facts"])


def test_why_as_a_flowchart_and_as_a_picture_of_your_own_data(mediagora: Command) -> None:
    asked = ("why", "urn:chirp", "social media", "--data", "-")
    drawn = mediagora(*asked, "--format", "mermaid", stdin=CHIRP.encode())
    picture = mediagora(*asked, "--format", "svg", stdin=CHIRP.encode())

    assert drawn.returncode == picture.returncode == 0
    assert drawn.stdout.startswith("graph TD\n")
    assert "Chirp #38; #60;Co#62; is a blog platform" in drawn.stdout
    title = ET.fromstring(picture.stdout).find("{http://www.w3.org/2000/svg}title")  # noqa: S314 -- our own
    assert title is not None
    assert title.text == "Chirp & <Co> is social media"


@pytest.mark.parametrize("form", ["text", "json", "mermaid", "svg"])
def test_what_does_not_hold_ends_with_one(mediagora: Command, form: str) -> None:
    done = mediagora("why", "whatsapp", "SocialNetwork", "--format", form)

    assert done.returncode == 1
    assert done.stderr == ""
    if form == "json":
        document = json.loads(done.stdout)
        assert document["holds"] is False
        assert document["reason"]
        assert document["justifications"] == []
    else:
        assert "Nothing says that WhatsApp is a social network" in done.stdout


def test_what_is_named_to_go_on_with_can_be_run(mediagora: Command, tmp_path: Path) -> None:
    (tmp_path / "my data.ttl").write_text(CHIRP)
    failed = mediagora("why", "urn:chirp", "SocialNetwork", "--data", "my data.ttl", cwd=tmp_path)
    command = failed.stdout.rstrip("\n").rpartition("\n")[2].strip()
    assert command == ("mediagora why-not urn:chirp mediagora:SocialNetwork --data 'my data.ttl'")

    done = mediagora(
        "why-not", "urn:chirp", "mediagora:SocialNetwork", "--data", "my data.ttl", cwd=tmp_path
    )
    assert done.returncode == 0
    assert "  1. Chirp & <Co> has the main purpose 'build relationships'\n" in done.stdout
    assert "       <urn:chirp> mediagora:hasMainPurpose purpose:build-relationships .\n" in (
        done.stdout
    )


def test_what_is_missing_makes_it_true(mediagora: Command) -> None:
    told = mediagora("why-not", "whatsapp", "SocialNetwork", "--format", "json")
    missing = json.loads(told.stdout)["missing"]

    assert len(missing) > 1
    for facts in missing:
        stated = "".join(
            "<{subject}> <{predicate}> <{object}> .\n".format(**each) for each in facts
        )
        done = mediagora("why", "whatsapp", "SocialNetwork", "--data", "-", stdin=stated.encode())
        assert done.returncode == 0


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_holds_already_ends_with_one(mediagora: Command, form: str) -> None:
    done = mediagora("why-not", "facebook", "SocialNetwork", "--format", form)

    assert done.returncode == 1
    assert "t holds already" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("why", "linkedin"), "Missing argument"),
        (("why", "my", "social", "network", "platform"), "put quotes around a name"),
        (("why-not", "my", "social", "network", "platform"), "put quotes around a name"),
        (("why", "linkedn", "SocialNetwork"), "did you mean 'linkedin'"),
        (("why", "linkedin", "SocialNetwork", "--limit", "0"), "--limit"),
        (("why", "linkedin", "SocialNetwork", "--timeout", "nan"), "'nan' is no number of seconds"),
        (("why-not", "linkedin", "SocialNetwork", "--format", "svg"), "'text', 'json'"),
    ],
)
def test_a_question_that_cannot_be_asked(
    mediagora: Command, arguments: tuple[str, ...], said: str
) -> None:
    done = mediagora(*arguments)

    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_limit_is_told(mediagora: Command) -> None:
    done = mediagora("why", "linkedin", "SocialNetwork", "--limit", "1")
    assert "1 of 3 reasons, the simplest; --limit tells more." in done.stdout


@pytest.mark.parametrize("command", ["why", "why-not"])
def test_the_time_is_that_of_the_whole_work(mediagora: Command, command: str) -> None:
    done = mediagora(command, "whatsapp", "SocialNetwork", "--timeout", "0.001")

    assert done.returncode == 2
    assert "did not end within 0.001 seconds; raise the limit with --timeout" in done.stderr
    assert done.stdout == ""


def test_the_command_waits_as_long_as_the_function() -> None:
    assert why.TIMEOUT == DEFAULT_TIMEOUT
