"""What a platform is, as people read it and as programs get it."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from mediagora.querying.classified import (
    MEASURE,
    Classification,
    CloseClass,
    Condition,
    Conditions,
    Features,
    Membership,
    Resemblance,
)
from mediagora.querying.classifying import classify
from mediagora.querying.records import Thing
from mediagora.reporting.classifications import classify_json, classify_text

CASES: Final = Path(__file__).parents[1] / "cases" / "classify"
GOLDEN: Final = sorted(folder.name for folder in CASES.iterdir())

GROUPS: Final = Thing(iri="https://w3id.org/mediagora/feature/groups", name="groups")
TIES: Final = Thing(iri="https://w3id.org/mediagora/purpose/ties", name="ties")
LIKE: Final = (
    Resemblance(
        iri="https://w3id.org/mediagora/platform/agora",
        name="Agora",
        shared=2,
        either=3,
        percent=67,
        features=(GROUPS,),
        purposes=(TIES,),
    ),
    Resemblance(
        iri="https://w3id.org/mediagora/platform/forum",
        name="Forum",
        shared=1,
        either=3,
        percent=33,
        features=(GROUPS,),
        purposes=(),
    ),
)
"""Stands for our platforms, of which more becomes known over time."""


@cache
def told(case: str) -> tuple[Classification, ...]:
    found = classify(CASES / case / "description.ttl")
    return tuple(
        dataclasses.replace(each, resembles=LIKE if each.resembles else ()) for each in found
    )


def compare(case: str, name: str, text: str) -> None:
    """Compare with a golden file; MEDIAGORA_WRITE_GOLDEN=1 writes it anew, to be read in a diff."""
    path = CASES / case / name
    if os.environ.get("MEDIAGORA_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode()


@pytest.mark.parametrize("case", GOLDEN)
def test_text_is_as_on_record(case: str) -> None:
    compare(case, "expected.txt", classify_text(told(case), data=["description.ttl"]))


@pytest.mark.parametrize("case", GOLDEN)
def test_json_is_as_on_record(case: str) -> None:
    compare(case, "expected.json", classify_json(told(case)))


@pytest.mark.parametrize("case", GOLDEN)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_text_fits_the_terminal(case: str, width: int) -> None:
    for line in classify_text(told(case), width=width).splitlines():
        assert len(line) <= width or line.startswith("  mediagora why")


def platform(**changes: Any) -> Classification:
    """A platform of which nothing is known but what is changed."""
    nothing = Classification(
        platform=Thing(iri="urn:example:chirp", name="Chirp"), classes=(), close=(), resembles=()
    )
    return dataclasses.replace(nothing, **changes)


def close(name: str, **changes: Any) -> CloseClass:
    """A class of which one of two common features is held, and that nothing defines."""
    bare = CloseClass(
        iri=f"urn:example:{name}",
        name=name,
        held=1,
        tied=2,
        percent=50,
        definition=Conditions(),
        missing=(),
        characteristic_features=Features(holds=(GROUPS,), lacks=(TIES,)),
    )
    return dataclasses.replace(bare, **changes)


def test_five_are_told_and_all_are_in_json() -> None:
    many = [platform(close=tuple(close(f"class{number}") for number in range(9)))]
    many.append(platform(resembles=LIKE * 5))
    text, document = classify_text(many), json.loads(classify_json(many))

    assert len(re.findall(r"class\d, 1 of 2 hold", text)) == 5
    assert len(re.findall("67 %|33 %", text)) == 5
    assert len(document["platforms"][0]["close"]) == 9
    assert len(document["platforms"][1]["resembles"]) == 10


def test_common_features_are_said_to_make_no_member() -> None:
    text = classify_text([platform(close=(close("salon"),))])

    assert "definition        none: that something is one has to be stated" in text
    assert "common, held      groups" in text
    assert "common, not held  ties" in text
    assert "having them all makes nothing a member" in " ".join(text.split())
    assert "having them all" not in classify_text([platform()])


def test_what_is_there_in_a_weaker_way_is_told() -> None:
    main, weak = Thing(iri="urn:main", name="has main purpose"), Thing(iri="urn:p", name="likes")
    has = Thing(iri="urn:has", name="has purpose")
    lacks = tuple(Condition(property=main, value=TIES, held_as=each) for each in (has, weak))
    text = classify_text([platform(close=(close("salon", definition=Conditions(lacks=lacks)),))])

    assert "has main purpose 'ties' (as a purpose only)" in text
    assert "(as 'likes' only)" in " ".join(text.split())


def test_what_would_be_enough_is_told_where_it_is_not_what_is_lacking() -> None:
    is_a = Thing(iri="http://www.w3.org/1999/02/22-rdf-syntax-ns#type", name="is a")
    has = Thing(iri="urn:has", name="has purpose")
    network = Thing(iri="urn:network", name="network")
    lacking = Condition(property=is_a, value=network)
    fact, anything = Condition(property=has, value=TIES), Condition(property=has, value=None)
    salon = close("salon", definition=Conditions(lacks=(lacking,)), missing=((fact,), (anything,)))
    same = close("pub", definition=Conditions(lacks=(anything,)), missing=((anything,),))
    text = classify_text([platform(close=(salon, same))])

    assert "lacks             is a network" in text
    assert "enough            has purpose 'ties' (one of 2 ways)" in text
    assert "lacks             has purpose of any kind" in text
    assert text.count("enough") == 1


def test_the_commands_to_go_on_with() -> None:
    forum = Membership(
        iri="https://w3id.org/mediagora/ns#ForumPlatform", name="forum", standing="stated"
    )
    known = platform(classes=(forum,), close=(close("salon"),))
    text = classify_text([known], data=["a b.ttl"])

    assert "mediagora why urn:example:chirp mediagora:ForumPlatform --data 'a b.ttl'" in text
    assert "mediagora why-not urn:example:chirp urn:example:salon --data 'a b.ttl'" in text


def test_a_platform_without_an_iri_has_no_command() -> None:
    forum = Membership(iri="urn:forum", name="forum", standing="stated")
    text = classify_text([platform(platform=None, classes=(forum,))])

    assert text.startswith("The platform described\n")
    assert "To go on" not in text
    assert "described in a file" in " ".join(text.split())


def test_names_of_others_play_no_tricks_on_the_terminal() -> None:
    evil = Thing(iri="urn:example:evil", name="Evil\x1b[2J\nname")
    text = classify_text([platform(platform=evil, notes=("\x1b[2J",))])

    assert text.startswith("Evil\\x1b[2J name (urn:example:evil)\n")
    assert "\x1b" not in text


def test_measure_is_named() -> None:
    assert MEASURE in " ".join(classify_text([platform(resembles=LIKE)]).split())
    assert MEASURE not in classify_text([platform()])
    assert json.loads(classify_json([platform()]))["measure"] == MEASURE


def test_json_has_what_the_design_fixes_and_more() -> None:
    document = json.loads(classify_json(told("network")))

    assert {"classes", "close", "resembles"} <= set(document)
    assert document["platform"] == {"iri": "https://example.org/chirp", "name": "Chirp"}
    assert document["classes"][-1]["name"] == "social media"
    assert document["contradictions"] == []


def test_what_contradicts_itself_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "clash.ttl"
    path.write_text(
        "@prefix m: <https://w3id.org/mediagora/ns#> . <urn:a> a m:SocialMedia, m:Feature ."
    )
    found = classify(path)
    text = classify_text(found)
    document = json.loads(classify_json(found))

    assert text.startswith("This cannot be: urn:a is ")
    assert "Of what contradicts itself nothing is certain" in text
    assert text.index("This cannot be") < text.index("What it is")
    assert document["contradictions"][0]["individual"] == "urn:a"
