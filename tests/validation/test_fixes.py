"""Fixes spelt as the document spells what they replace, or not at all."""

from __future__ import annotations

import pytest

from mediagora.findings import Finding, Severity
from mediagora.validation.fixes import spelt

WRONG = "https://w3id.org/mediagora/feature/grups"
RIGHT = "https://w3id.org/mediagora/feature/groups"


def fix(
    text: str, *, wrong: str = WRONG, right: str = RIGHT, as_property: bool = False
) -> str | None:
    finding = Finding(
        code="MG101",
        severity=Severity.VIOLATION,
        message="",
        path="a.ttl",
        line=1,
        column=3,
        end_line=1,
        end_column=3 + len(text),
        property=wrong if as_property else "urn:p",
        value=None if as_property else wrong,
        fix=right,
    )
    return spelt(finding, {("a.ttl", 1): f"☕ {text} ."}).fix


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("feature:grups", "feature:groups"),
        (":grups", ":groups"),
        (f"<{WRONG}>", f"<{RIGHT}>"),
        ("<grups>", None),
        ("<feature/grups>", "<feature/groups>"),
        ("<#grups>", "<#groups>"),
        ('"feature:grups"', '"feature:groups"'),
        ('"grups"', None),
        (f'"{WRONG}"', f'"{RIGHT}"'),
        ("feature:gru\\u0070s", None),
        ("feature:notgrups", None),
        ("grups", None),
        ("", None),
    ],
)
def test_a_name_is_spelt_as_it_was(text: str, mended: str | None) -> None:
    assert fix(text) == mended
    assert fix(text, as_property=True) == mended


def test_a_name_of_another_namespace_is_not_guessed() -> None:
    assert fix("feature:grups", right="https://w3id.org/mediagora/purpose/groups") is None
    assert fix(f"<{WRONG}>", right="https://example.org/groups") == "<https://example.org/groups>"


def test_a_namespace_is_replaced_within_its_brackets() -> None:
    wrong, right = "http://w3id.org/mediagora/ns#", "https://w3id.org/mediagora/ns#"
    assert fix(f"<{wrong}>", wrong=wrong, right=right) == f"<{right}>"


def test_the_name_of_an_element_stands_twice_and_is_not_mended() -> None:
    finding = Finding(
        code="MG101",
        severity=Severity.VIOLATION,
        message="",
        path="a.rdf",
        line=1,
        column=2,
        end_line=1,
        end_column=9,
        property="urn:x:grups",
        fix="urn:x:groups",
    )
    lines = {("a.rdf", 1): "<x:grups>a</x:grups>"}
    assert spelt(finding, lines).fix == "x:groups"
    assert spelt(finding, lines, in_xml=True).fix is None


def test_without_a_place_there_is_no_fix() -> None:
    finding = Finding(
        code="MG101", severity=Severity.VIOLATION, message="", path="a.ttl", value=WRONG, fix=RIGHT
    )
    assert spelt(finding, {}).fix is None
