"""`mediagora rule`, in a process of its own."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from mediagora.rules import help_uri, rule, rules

if TYPE_CHECKING:
    from conftest import Command


def test_a_rule_is_explained(mediagora: Command) -> None:
    done = mediagora("rule", "MG203", environment={"COLUMNS": "60"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("MG203: Platform without a type (violation)\n=====")
    told = [line for line in done.stdout.splitlines() if not line.startswith("    ")]
    for heading in ("Why it matters", "Bad", "Good", "How to mend it"):
        assert heading in told
    assert max(map(len, told)) <= 60
    assert "    ex:federkiel a mediagora:BlogPlatform ;" in done.stdout.splitlines()
    assert "    $ mediagora validate bad.ttl" in done.stdout.splitlines()
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("code", ["mg203", " MG203 "])
def test_a_code_may_be_written_as_it_comes(mediagora: Command, code: str) -> None:
    assert mediagora("rule", code).stdout == mediagora("rule", "MG203").stdout


def test_several_rules_come_in_the_order_asked_for_and_once(mediagora: Command) -> None:
    done = mediagora("rule", "MG222", "MG001", "mg222")
    heads = [line for line in done.stdout.splitlines() if line.startswith("MG")]
    assert [head.partition(":")[0] for head in heads[:1] + heads[-1:]] == ["MG222", "MG001"]
    assert done.stdout.count("MG222: ") == 1


def test_without_a_code_all_rules_are_listed(mediagora: Command) -> None:
    done = mediagora("rule", environment={"COLUMNS": "80"})
    assert done.returncode == 0
    listed = [line.split() for line in done.stdout.splitlines() if line.startswith("  MG")]
    assert [words[:2] for words in listed] == [[each.code, each.severity] for each in rules()]
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert f"{len(rules())} rules; " in done.stdout


def test_markdown_is_the_page_itself(mediagora: Command) -> None:
    assert mediagora("rule", "MG203", "--format", "markdown").stdout == rule("MG203").text
    table = mediagora("rule", "--format", "markdown").stdout
    for each in rules():
        assert f"| [{each.code}]({help_uri(each.code)}) | {each.title} | {each.severity} |" in table


def test_json_has_all_there_is(mediagora: Command) -> None:
    [document] = json.loads(mediagora("rule", "MG222", "--format", "json").stdout)
    assert document == {
        "code": "MG222",
        "title": rule("MG222").title,
        "severity": "warning",
        "help_uri": "https://w3id.org/mediagora/rules/MG222",
        "text": rule("MG222").text,
    }
    every = json.loads(mediagora("rule", "--format", "json").stdout)
    assert [each["code"] for each in every] == [each.code for each in rules()]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("MG2222", "there is no rule 'MG2222'; did you mean 'MG222'"),
        ("label", "there is no rule 'LABEL'"),
        ("", "there is no rule ''"),
        ("../MG203", "there is no rule '../MG203'; did you mean 'MG203'"),
    ],
)
def test_no_such_rule(mediagora: Command, code: str, said: str) -> None:
    done = mediagora("rule", "MG203", code)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_colour_on_a_terminal_only(no_color: str, *, coloured: bool) -> None:
    person, program = pty.openpty()
    subprocess.run(
        [sys.executable, "-m", "mediagora", "rule", "MG292"],
        stdout=program,
        env=os.environ | {"NO_COLOR": no_color},
        check=True,
        timeout=120,
    )
    os.set_blocking(person, False)
    shown = os.read(person, 1 << 20).decode(errors="replace")
    assert ("\x1b[36msh:minCount\x1b[0m" in shown) == coloured
    assert ("\x1b" in shown) == coloured
    os.close(person)
    os.close(program)
