"""Rules by code: how they are looked up, and how grave they are."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, parse

from mediagora import bundle
from mediagora.errors import UnknownNameError
from mediagora.findings import Severity
from mediagora.rules import help_uri, rule, rules
from mediagora.vocabulary import NS, PREFIXES


def test_a_rule_by_its_code() -> None:
    found = rule("MG203")

    assert found.code == "MG203"
    assert found.text.startswith(f"# MG203: {found.title}\n")
    assert rule("mg203") == found


def test_summary_is_the_first_paragraph_in_one_line() -> None:
    for each in rules():
        assert each.summary
        assert "\n" not in each.summary
        assert not each.summary.startswith("#")
        assert each.summary.split() == each.text.split("\n\n")[1].split()


@pytest.mark.parametrize("code", ["MG9999", "", "../rules/MG203", "MG203.md", "MG203\0"])
def test_a_code_that_nothing_has(code: str) -> None:
    with pytest.raises(UnknownNameError, match="there is no rule"):
        rule(code)


def test_what_may_be_meant() -> None:
    with pytest.raises(UnknownNameError) as caught:
        rule("MG40")

    assert caught.value.nearest == ["MG406", "MG405"]


def test_all_rules_are_in_order() -> None:
    codes = [each.code for each in rules()]

    assert codes == sorted(set(codes))
    assert all(code.startswith("MG") for code in codes)


def test_rules_are_as_grave_as_the_shapes_that_ship() -> None:
    severities = {}
    for file in bundle.shape_files().values():
        told: dict[object, dict[str, str]] = {}
        for quad in parse(path=file):
            if quad.predicate in {NamedNode(f"{NS}code"), NamedNode(f"{PREFIXES['sh']}severity")}:
                told.setdefault(quad.subject, {})[quad.predicate.value] = quad.object.value
        for each in told.values():
            severity = each[f"{PREFIXES['sh']}severity"].removeprefix(PREFIXES["sh"]).lower()
            severities[each[f"{NS}code"]] = Severity(severity)

    assert severities
    assert {code: rule(code).severity for code in severities} == severities


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("MG001", Severity.VIOLATION),
        ("MG101", Severity.VIOLATION),
        ("MG102", Severity.WARNING),
        ("MG103", Severity.WARNING),
        ("MG104", Severity.WARNING),
        ("MG292", Severity.VIOLATION),
        ("MG301", Severity.VIOLATION),
        ("MG401", Severity.WARNING),
        ("MG402", Severity.INFO),
        ("MG403", Severity.WARNING),
        ("MG404", Severity.WARNING),
        ("MG405", Severity.INFO),
        ("MG406", Severity.INFO),
    ],
)
def test_how_grave_a_rule_is_that_no_shape_has(code: str, severity: Severity) -> None:
    assert rule(code).severity == severity


def test_address() -> None:
    assert help_uri("MG203") == "https://w3id.org/mediagora/rules/MG203"
    assert help_uri("own rule/#7") == "https://w3id.org/mediagora/rules/own%20rule%2F%237"
