"""Names for people: short, in one line, and never so short that two things look the same."""

from __future__ import annotations

import pytest

from mediagora.changes.naming import LONGEST, apart, plain, sentence, short

OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EX = "https://example.org/"


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ("https://w3id.org/mediagora/ns#SocialMedia", "mediagora:SocialMedia"),
        ("http://xmlns.com/foaf/0.1/Person", "foaf:Person"),
        (f"{EX}a", f"<{EX}a>"),
        ("_:b1", "_:b1"),
        ('"a"', '"a"'),
        ('"a"@pt-BR', '"a"@pt-BR'),
        (f'"2004"^^<{XSD}integer>', "2004"),
        (f'"true"^^<{XSD}boolean>', "true"),
        (f'"2004-01-01"^^<{XSD}date>', '"2004-01-01"^^xsd:date'),
        ('"one \\"two\\" <urn:x>"@en', '"one \\"two\\" <urn:x>"@en'),
        ('"one\\ntwo"', '"one\\ntwo"'),
        ("( <urn:a> <urn:b> )", "( <urn:a> <urn:b> )"),
        (
            f'[ a <{OWL}Thing> ; <urn:p> "] ; <urn:q>"@en ]',
            '[ a owl:Thing ; <urn:p> "] ; <urn:q>"@en ]',
        ),
        (
            f"[ a <{OWL}Restriction> ; <{OWL}hasValue> <urn:v> ; <{OWL}onProperty> <urn:p> ]",
            "(<urn:p> value <urn:v>)",
        ),
        (
            f"[ a <{OWL}Restriction> ; <{OWL}onProperty> <urn:p> ; <{OWL}someValuesFrom> <urn:C> ]",
            "(<urn:p> some <urn:C>)",
        ),
        (
            (
                f"[ <{OWL}intersectionOf> ( <urn:A> [ a <{OWL}Restriction> ; <{OWL}allValuesFrom> "
                f"[ a <{OWL}Class> ; <{OWL}unionOf> ( <urn:B> <urn:C> ) ] ; "
                f"<{OWL}onProperty> <urn:p> ] ) ]"
            ),
            "(<urn:A> and (<urn:p> only (<urn:B> or <urn:C>)))",
        ),
    ],
)
def test_short(term: str, told: str) -> None:
    assert short(term) == told


def test_control_characters_are_shown() -> None:
    assert "\x1b" not in short('"\x1b[2J"')
    assert "\x1b" not in short("urn:\x1b[2J")


def test_long_texts_are_cut() -> None:
    assert len(short(f'"{"x" * 5000}"')) == LONGEST + 1


def test_long_texts_are_told_apart() -> None:
    old, new = apart(f'"{"x" * 5000} old {"y" * 500}"@en', f'"{"x" * 5000} new {"y" * 500}"@en')
    assert old != new
    assert "old" in old
    assert "new" in new
    assert max(len(old), len(new)) <= LONGEST + 2


@pytest.mark.parametrize(
    ("literal", "text"),
    [('"a"@en', "a"), ('"a\\"b\\\\n\\n"', 'a"b\\n\n'), ('"\\u00e9\\U0001F600"', "é😀"), ("x", "x")],
)
def test_plain(literal: str, text: str) -> None:
    assert plain(literal) == text


def test_a_statement_without_a_name_is_told_whole() -> None:
    assert sentence("[ a <urn:C> ]", None, None) == "[ a <urn:C> ]"
