"""Pages of rules in a terminal: nothing lost, nothing too wide, colour where it is wanted."""

from __future__ import annotations

import json
import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.findings import Severity
from mediagora.reporting.rulepage import (
    GROUPS,
    rule_text,
    rules_json,
    rules_markdown,
    rules_text,
)
from mediagora.rules import Rule, rules

PAGE: Final = """# MG999: Something odd

One two three four, `five six` seven.
Eight.

## Bad

```turtle
ex:a ex:b "## no heading" ;

    ex:c 1 .
```

```console
$ mediagora validate bad.ttl
```

## How to mend it

Take it out.
"""
SHOWN: Final = """MG999: Something odd
(warning)
====================

  One two three
  four, `five six`
  seven. Eight.

Bad

    ex:a ex:b "## no heading" ;

        ex:c 1 .

    $ mediagora validate bad.ttl

How to mend it

  Take it out.
"""
ODD: Final = Rule("MG999", "Something odd", Severity.WARNING, PAGE)
ESCAPES: Final = re.compile(r"\x1b\[[0-9;]*m")
LANGUAGES: Final = re.compile(r"^```\w+$", re.MULTILINE)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_a_page_as_it_is_shown() -> None:
    assert rule_text(ODD, width=20) == SHOWN


def test_a_page_in_colour() -> None:
    shown = rule_text(ODD, width=80, color=True)
    assert "(\x1b[1;33mwarning\x1b[0m)" in shown
    assert "\n\x1b[1mBad\x1b[0m\n" in shown
    assert " \x1b[36mfive six\x1b[0m seven" in shown
    assert ESCAPES.sub("", shown) == rule_text(ODD, width=80).replace("`", "")


@given(page=st.sampled_from(rules()), width=st.integers(20, 200))
def test_every_page_is_shown_whole_and_keeps_to_the_width(page: Rule, width: int) -> None:
    shown = rule_text(page, width=width)
    title, prose = page.text.split("\n", 1)
    told = words(f"{title} {page.severity} {LANGUAGES.sub('', prose)}")
    assert "".join(words(shown)) == "".join(told)  # a word may be cut where it is too long
    lines = [line for line in shown.splitlines() if not line.startswith("    ")]
    assert max(map(len, lines)) <= width
    assert not any(line != line.rstrip() for line in lines)


@pytest.mark.parametrize("page", rules(), ids=lambda page: page.code)
def test_every_code_is_of_one_group(page: Rule) -> None:
    assert len([name for codes, name in GROUPS if re.match(codes, page.code)]) == 1


def test_a_list_has_each_rule_once_below_its_group() -> None:
    text = rules_text(rules(), width=80)
    for page in rules():
        assert len(re.findall(rf"^  {page.code}  {page.severity} +\w", text, re.MULTILINE)) == 1
    heads = [line for line in text.splitlines() if line in {name for _, name in GROUPS}]
    assert heads == [name for _, name in GROUPS]
    assert text.endswith(f"\n{len(rules())} rules; read about one with: mediagora rule CODE\n")


def test_a_table_links_each_rule_to_its_page() -> None:
    page = Rule("MG401", "Something odd", Severity.WARNING, PAGE)
    assert rules_markdown([page], address=lambda code: f"{code}.md").splitlines()[2:] == [
        "| **The check itself** | | |",
        "| [MG401](MG401.md) | Something odd | warning |",
    ]


def test_rules_as_json() -> None:
    [told] = json.loads(rules_json([ODD]))
    assert told == {
        "code": "MG999",
        "title": "Something odd",
        "severity": "warning",
        "help_uri": "https://w3id.org/mediagora/rules/MG999",
        "text": PAGE,
    }
