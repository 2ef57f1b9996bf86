"""Facts in words and in Turtle, and the commands that are named to go on with."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora import bundle
from mediagora.reporting import verbalising
from mediagora.reporting.verbalising import command, sayer, term, turtle
from mediagora.vocabulary import NS, OWN_PREFIXES, PREFIXES
from reporting.explained import LINKEDIN, NOTHING, SUBCLASS, TYPE, any_fact, any_names, fact, names
from reporting.sample import ANY_TEXT

if TYPE_CHECKING:
    from mediagora.reasoning.records import Fact

GROUPS = f"{OWN_PREFIXES['feature']}groups"
INTEGER = f"^^<{PREFIXES['xsd']}integer>"
NETWORK = f"{NS}SocialNetwork"


def said(told: Fact, *asked: Fact) -> str:
    return sayer(asked, names)(told)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (fact(LINKEDIN, TYPE, NETWORK), "LinkedIn is a social network"),
        (fact(LINKEDIN, TYPE, f"{NS}SocialMedia"), "LinkedIn is social media"),
        (fact(LINKEDIN, TYPE, None), "LinkedIn is (any)"),
        (fact(LINKEDIN, TYPE, NOTHING), "LinkedIn cannot be what it is said to be"),
        (fact(NETWORK, SUBCLASS, f"{NS}SocialMedia"), "every social network is social media"),
        (fact(NETWORK, SUBCLASS, NOTHING), "no social network can exist"),
        (fact(LINKEDIN, f"{NS}hasFeature", GROUPS), "LinkedIn has the feature feature:groups"),
        (fact(LINKEDIN, f"{NS}hasFeature", None), "LinkedIn has the feature (any)"),
        (fact(LINKEDIN, f"{NS}launchYear", f'"2003"{INTEGER}'), "LinkedIn was launched in 2003"),
        (fact(LINKEDIN, "urn:likes", '"a\\nb"@en'), "LinkedIn urn:likes 'a b'"),
        (fact("_:b1", "urn:likes", "urn:a"), "_:b1 urn:likes urn:a"),
    ],
)
def test_fact_is_said_in_words(told: Fact, words: str) -> None:
    assert said(told) == words


def test_what_may_be_a_verb_is_quoted() -> None:
    purpose = OWN_PREFIXES["purpose"]
    kind = fact(f"{purpose}keep-in-contact", f"{NS}broaderPurpose", f"{purpose}build-relationships")
    assert said(kind) == "'keep in contact' is a kind of 'build relationships'"


def test_what_is_said_of_a_class_is_said_of_every_member() -> None:
    under = fact(NETWORK, SUBCLASS, f"{NS}SocialMedia")
    has = fact(NETWORK, f"{NS}hasMainPurpose", f"{OWN_PREFIXES['purpose']}build-relationships")

    assert said(has, under) == "every social network has the main purpose 'build relationships'"
    assert said(has) == "'social network' has the main purpose 'build relationships'"


def test_every_property_of_ours_makes_a_sentence() -> None:
    """What stands in no table has a label with a verb in it."""
    owl = PREFIXES["owl"]
    triples = [
        triple
        for path in bundle.ontology_files()
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    ]
    properties = {
        triple.subject.value
        for triple in triples
        if triple.object
        in {ox.NamedNode(f"{owl}{kind}Property") for kind in ("Object", "Datatype")}
        and triple.subject.value.startswith(NS)
    }
    assert {iri for iri in verbalising._VERBS if iri.startswith(NS)} <= properties
    assert {iri.removeprefix(NS) for iri in properties - set(verbalising._VERBS)} == {
        "denotes",
        "disagreesWith",
        "measures",
        "statesAtLeast",
    }


@pytest.mark.parametrize(
    ("told", "written"),
    [
        (fact(LINKEDIN, TYPE, NETWORK), "platform:linkedin a mediagora:SocialNetwork ."),
        (
            fact(LINKEDIN, f"{NS}launchYear", f'"2003"{INTEGER}'),
            "platform:linkedin mediagora:launchYear 2003 .",
        ),
        (
            fact("urn:a", "urn:p", f'"U"^^<{PREFIXES["xsd"]}anyURI>'),
            '<urn:a> <urn:p> "U"^^xsd:anyURI .',
        ),
        (fact("urn:a", "urn:p", '"a^^<b>"'), '<urn:a> <urn:p> "a^^<b>" .'),
        (
            fact("urn:a", "urn:p", '"^^<urn:b>  c"^^<urn:b>'),
            '<urn:a> <urn:p> "^^<urn:b>  c"^^<urn:b> .',
        ),
        (fact("urn:a", "urn:p", '"a"@en'), '<urn:a> <urn:p> "a"@en .'),
        (fact("_:b1", "urn:p", "_:b2"), "_:b1 <urn:p> _:b2 ."),
    ],
)
def test_fact_is_written_in_turtle(told: Fact, written: str) -> None:
    assert turtle(told) == written
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    [quad] = ox.parse(prefixes + written, ox.RdfFormat.TURTLE)
    if not told.subject.startswith("_:"):
        assert str(quad.subject) == f"<{told.subject}>"
        assert str(quad.object) in {told.object, f"<{told.object}>"}


def test_command_asks_for_a_type_with_two_names_and_for_a_value_with_three() -> None:
    assert command("why", fact(LINKEDIN, TYPE, NETWORK)) == (
        "mediagora why platform:linkedin mediagora:SocialNetwork"
    )
    assert command("why-not", fact(LINKEDIN, f"{NS}hasFeature", GROUPS), ["a.ttl", "b.ttl"]) == (
        "mediagora why-not platform:linkedin mediagora:hasFeature feature:groups "
        "--data a.ttl --data b.ttl"
    )


@given(ANY_TEXT, ANY_TEXT)
def test_a_shell_reads_one_command(value: str, path: str) -> None:
    literal = str(ox.Literal(value.encode(errors="replace").decode()))
    words = shlex.split(command("why", fact("urn:a", "urn:p", literal), [path]))

    assert words[:4] == ["mediagora", "why", "urn:a", "urn:p"]
    assert words[-2] == "--data"
    assert len(words) == 7


@given(any_fact(), any_names())
def test_any_fact_is_said_and_written_on_one_line(told: Fact, any_name: object) -> None:
    for line in (sayer([], any_name)(told), turtle(told), command("why", told)):
        assert line.isprintable()
        assert line.strip()


@given(st.text())
def test_any_literal_is_named(text: str) -> None:
    assert term(str(ox.Literal(text)), str)
