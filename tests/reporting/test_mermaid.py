"""Explanations as Mermaid flowcharts, of which no label can break out."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given

from mediagora.reporting.mermaid import why_mermaid
from reporting.explained import (
    CONTRADICTION,
    FAILS,
    HOLDS,
    LINKEDIN,
    LONG,
    OF_CLASS,
    any_explanation,
    any_names,
    names,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediagora.reasoning.records import Explanation

LABEL: Final = r'"(?:[^\W_]|[ ,]|(?<=[^\W\d_])[-.](?=[^\W\d_])|#\d+;|<br/>)+"'
NODE: Final = r"(?:r\d+)?n\d+"
LINE: Final = re.compile(
    "|".join(
        (
            "graph TD",
            rf" +{NODE}(?:by)?\[{LABEL}\]:::(?:stated|common|follows|refused)",
            rf' +{NODE}and\(\("and"\)\)',
            rf" +{NODE} --- {NODE}and",
            rf" +{NODE}(?:and|by)? -->(?:\|{LABEL}\|)? {NODE}",
            r'  subgraph r\d+\["Reason \d+ of \d+"\]',
            "    direction TB",
            "  end",
            r"  r1(?: ~~~ r\d+)+",
            r"  style r\d+ fill:none,stroke:#7a8793",
            r"  classDef (?:stated|common|follows|refused) [a-z0-9:#, -]+",
        )
    )
)
"""Each line that there may be: a label holds letters, numbers of characters and line ends."""
NUMBER: Final = re.compile(r"#(\d+);")
BOX: Final = re.compile(r'\["(.*)"\]:::(\w+)')


def boxes(drawn: str) -> list[tuple[str, str]]:
    """What boxes say, read as Mermaid reads it, and of what kind they are."""
    return [
        (NUMBER.sub(lambda found: chr(int(found[1])), label).replace("\u200c", ""), kind)
        for label, kind in BOX.findall(drawn)
    ]


def labelled(label: str) -> str:
    """The first box, where the platform has a label."""
    return boxes(
        why_mermaid(
            dataclasses.replace(HOLDS, justifications=HOLDS.justifications[:1]),
            names=lambda iri: label if iri == LINKEDIN else names(iri),
        )
    )[0][0]


def test_boxes_have_sources_and_say_of_what_kind_they_are() -> None:
    drawn = why_mermaid(dataclasses.replace(HOLDS, justifications=(LONG,)), names=names)

    assert boxes(drawn) == [
        ("LinkedIn is a professional network<br/>S1, digitalstuart", "stated"),
        ("LinkedIn has the main purpose 'professional networking'", "follows"),
        ("'professional networking' is a kind of 'build relationships'<br/>S0", "stated"),
        ("LinkedIn has the main purpose 'build relationships'", "follows"),
        ("LinkedIn is social media<br/>common knowledge", "common"),
        ("LinkedIn is a social network", "follows"),
    ]
    assert drawn.count("-->") == 3
    assert drawn.count("((") == 2


def test_what_does_not_hold_is_one_box() -> None:
    drawn = why_mermaid(FAILS, names=names)
    assert boxes(drawn) == [("Nothing says that WhatsApp is a social network", "refused")]


def test_a_contradiction_ends_in_what_cannot_be() -> None:
    shown = dataclasses.replace(HOLDS, justifications=(CONTRADICTION.justification,))
    assert boxes(why_mermaid(shown, names=names))[-1] == ("This cannot be", "refused")


def test_an_axiom_that_nothing_goes_before_is_a_box() -> None:
    drawn = why_mermaid(OF_CLASS, names=names)
    assert "r2n1by --> r2n1" in drawn
    assert "r1n1by" not in drawn


@pytest.mark.parametrize(
    "label",
    [
        *('A"]', "A`B`", "#quot;", "&lt;", "<b>", "%%{init: {}}%%", "[x](y)", "1. A", "- A", "_A_"),
        *(
            "A:fa-B",
            "$$A$$",
            "A\\n",
            "ﬂ°°60¶ß",
            "Aß",
            "direction LR",
            "漢字",
            "😀",
            "A@{ shape: x }",
        ),
    ],
)
def test_label_is_read_as_it_was(label: str) -> None:
    assert labelled(f"X{label}") == f"X{label} is a social network<br/>S1, S4"


@pytest.mark.parametrize("trick", ["fa:fa-car", "$$x$$", "\\n", "ﬂ°°60¶ß", "direction TB"])
def test_what_mermaid_reads_late_is_cut_in_two(trick: str) -> None:
    shown = dataclasses.replace(HOLDS, justifications=())
    drawn = why_mermaid(shown, names=lambda iri: f"X{trick}" if iri == LINKEDIN else names(iri))
    read = NUMBER.sub(lambda found: "~" if found[1] == "32" else chr(int(found[1])), drawn)

    assert trick not in read


@given(any_explanation(), any_names())
def test_no_label_breaks_out(explanation: Explanation, any_name: Callable[[str], str]) -> None:
    drawn = why_mermaid(explanation, names=any_name)
    lines = drawn.removesuffix("\n").split("\n")

    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert lines[0] == "graph TD"
    assert drawn.endswith("\n")


@given(any_explanation(), any_names())
def test_labels_change_only_what_is_said(
    explanation: Explanation, any_name: Callable[[str], str]
) -> None:
    def nodes(by: Callable[[str], str]) -> list[str]:
        drawn = why_mermaid(explanation, names=by)
        return re.findall(rf"^ +({NODE})\[", drawn, re.MULTILINE)

    assert nodes(any_name) == nodes(str)
