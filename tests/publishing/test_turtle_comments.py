"""Comments: kept with the statement below, at the head and at the end, or the file is refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

import mediagora
from mediagora.errors import InputError
from mediagora.publishing.comments import HEADINGS

PREFIX: Final = "@prefix ex: <https://example.org/> .\n"


def formatted(text: str) -> str:
    result = mediagora.format(text)
    assert mediagora.format(result) == result
    return result


def test_a_comment_moves_with_its_statement() -> None:
    text = f"{PREFIX}\n# On b,\n  #  and more. \nex:b a ex:T .\n# On a.\nex:a a ex:T .\n"
    assert formatted(text) == (
        f"{PREFIX}\n# On a.\nex:a a ex:T .\n\n# On b,\n#  and more.\nex:b a ex:T .\n"
    )


def test_comments_on_one_subject_come_together_in_their_order() -> None:
    text = "# One.\n<urn:a> <urn:p> 1 .\n# Two.\n<urn:a> <urn:q> 2 ."
    assert formatted(text) == "# One.\n# Two.\n<urn:a>\n    <urn:p> 1 ;\n    <urn:q> 2 .\n"


@pytest.mark.parametrize(
    ("statement", "start"),
    [
        ("ex:a\\,b ex:p 1 .", "<https://example.org/a,b> "),
        ("ex:100%25 ex:p 1 .", "ex:100%25 "),
        ("<https://example.org/#a> ex:p 1 .", "<https://example.org/#a> "),
        ("_:x ex:p 1 . ex:a ex:q _:x, [ ex:r _:x ] .", "_:b1 "),
        ("[] a ex:T ; ex:p 1 .", "[] a ex:T ;"),
        ("[ a ex:T ; ex:p 1 ] .", "[] a ex:T ;"),
        ("[ ] ex:p 1 .", "[] ex:p 1"),
        ("[\n\n] ex:p 1 .", "[] ex:p 1"),
        ("ex:a ex:p '''\n# no comment\n''', \"# nor this\", '#', '\\'#' .", "ex:a\n"),
        ("ex:a ex:p 1.<urn:b> ex:p 2.", "ex:a ex:p 1 ."),
        ("ex:a.b ex:p true.", "ex:a.b ex:p true ."),
    ],
)
def test_it_stays_whatever_the_subject_looks_like(statement: str, start: str) -> None:
    result = formatted(f"{PREFIX}ex:z a ex:T ; ex:p 1 .\n# On this.\n{statement}\n")
    assert f"# On this.\n{start}" in result
    assert result.count("# On this.") == 1


def test_of_two_nodes_alike_one_keeps_its_comment() -> None:
    text = "[] <urn:p> 1 .\n# On the second.\n[] <urn:p> 1 .\n"
    assert formatted(text) == "[] <urn:p> 1 .\n\n# On the second.\n[] <urn:p> 1 .\n"
    assert formatted("# On the first.\n[] <urn:p> 1 .\n[] <urn:p> 1 .\n") == (
        "[] <urn:p> 1 .\n\n# On the first.\n[] <urn:p> 1 .\n"
    )


def test_head_and_end_stay_in_their_paragraphs() -> None:
    text = f"# One.\n# Two.\n\n\n\n# Three.\n{PREFIX}ex:a ex:p 1 .\n# Four.\n\n# Five."
    assert formatted(text) == (
        f"# One.\n# Two.\n\n# Three.\n\n{PREFIX}\nex:a ex:p 1 .\n\n# Four.\n\n# Five.\n"
    )


def test_without_prefixes_the_head_ends_at_the_empty_line() -> None:
    text = "# Head.\n\n# On a.\n<urn:a> <urn:p> 1 .\n"
    assert formatted(text) == text


def test_a_document_of_comments_alone() -> None:
    assert formatted("  # One.\n\n\n# Two.") == "# One.\n\n# Two.\n"
    assert formatted(f"# One.\n{PREFIX}# Two.") == f"# One.\n\n{PREFIX}\n# Two.\n"


def test_the_formatters_own_headings_are_written_anew() -> None:
    text = (
        f"{PREFIX}@prefix owl: <http://www.w3.org/2002/07/owl#> .\n\n"
        "# Classes\n\nex:C a owl:Class .\n\n# Individuals\n\n# A cat.\nex:tom a ex:C .\n"
    )
    assert formatted(text) == text
    assert "# Classes" not in formatted(text.replace("ex:C a owl:Class .", ""))
    squeezed = text.replace("# Individuals\n\n# A", "# Individuals\n# A")
    assert formatted(squeezed) == text


@pytest.mark.parametrize(
    "text",
    [
        "# Classes of birds\n<urn:a> <urn:p> 1 .\n",
        "# There are\n# Classes\n# Individuals\n<urn:a> <urn:p> 1 .\n",
        "# One paragraph\n# Classes\n\n<urn:a> <urn:p> 1 .\n",
        f"# One paragraph\n# Classes\n\n{PREFIX}\nex:a ex:p 1 .\n",
        "<urn:a> <urn:p> 1 .\n\n# Classes\n",
        f"{PREFIX}\nex:a ex:p 1 .\n\n# Classes\n# of birds\n\n# Individuals\n",
        f"{PREFIX}\n# Classes\n\n# Individuals\n",
        "# Classes\n\n# Individuals\n",
    ],
)
def test_what_cannot_be_a_heading_is_a_comment(text: str) -> None:
    assert formatted(text) == text


@pytest.mark.parametrize("heading", HEADINGS.values())
def test_every_heading_is_known_where_one_may_stand(heading: str) -> None:
    statement = "<urn:a> <urn:p> 1 .\n"
    assert formatted(f"{heading}\n\n{statement}") == statement
    assert formatted(f"{heading}\n{heading}\n# Kept.\n{statement}") == f"# Kept.\n{statement}"


def test_every_heading_is_named_in_the_docs() -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "format.md").read_text()
    assert [each for each in HEADINGS.values() if f"`{each}`" not in page] == []


def test_of_nodes_that_are_told_apart_each_keeps_its_comment() -> None:
    text = (
        "# On the hub.\n_:hub <urn:p> _:a, _:b ; <urn:q> _:a, _:b, _:hub .\n"
        "# On c.\n_:c <urn:p> _:hub .\n"
    )
    result = formatted(text)
    assert re.search(r"# On the hub\.\n_:b\d\n", result)
    assert "# On c.\n[] <urn:p> _:b" in result


def test_headings_differ() -> None:
    assert len(set(HEADINGS.values())) == len(HEADINGS)


def test_line_ends_of_other_systems() -> None:
    text = "# Head.\r\n\r\n# On a.\r\n<urn:a> <urn:p> 1 .\r\n# End."
    assert formatted(text) == "# Head.\n\n# On a.\n<urn:a> <urn:p> 1 .\n\n# End.\n"
    assert formatted(text.replace("\r\n", "\r")) == formatted(text)


REFUSED: Final = {
    "inside a statement": ("<urn:a> # Why?\n <urn:p> 1 .", "1:9: a comment inside a statement"),
    "on a line inside": ("<urn:a> <urn:p> 1 ;\n  # Why?\n <urn:q> 2 .", "2:3: a comment inside"),
    "in a list": ("<urn:a> <urn:p> (\n1\n# Why?\n) .", "3:1: a comment inside"),
    "after strings on several lines": (
        "<urn:a> <urn:p> '''é\n\né''', # Why?\n 1 .",
        "3:7: a comment inside",
    ),
    "at the end of a line": (
        "<urn:a> <urn:p> 1 . # Why?\n",
        "1:21: a comment at the end of a line",
    ),
    "at the end of a prefix": (
        "PREFIX ex: <urn:> # Why?\n",
        "1:19: a comment at the end of a line",
    ),
    "between prefixes": (f"{PREFIX}# Ours:\n{PREFIX}", "2:1: a comment between prefixes"),
    "inside a prefix": ("@prefix ex: # Why?\n<urn:> .", "1:13: a comment inside"),
    "before an empty line": (
        "<urn:a> <urn:p> 1 .\n\n# --- Part two\n\n<urn:b> <urn:p> 1 .",
        "3:1: a comment with an empty line after it",
    ),
    "two paragraphs": (
        "<urn:a> <urn:p> 1 .\n# One.\n\n# Two.\n<urn:b> <urn:p> 1 .",
        "2:1: a comment with an empty line after it",
    ),
    "a heading before prefixes": (
        f"# Classes\n# of birds\n\n{PREFIX}ex:a ex:p 1 .",
        "1:1: '# Classes' is a heading that the formatter writes below the prefixes; take it out",
    ),
    "a heading between prefixes": (
        f"{PREFIX}\n# Classes\n\n{PREFIX}ex:a ex:p 1 .",
        "3:1: '# Classes' is a heading",
    ),
    "on one of two nodes alike": (
        "_:a <urn:p> _:b .\n\n# On b.\n_:b <urn:p> _:a .",
        "3:1: this comment is on a blank node that nothing but its label tells from others",
    ),
    "on one of two parts alike": (
        "_:a <urn:p> _:a .\n# On b.\n_:b <urn:p> _:b .",
        "2:1: this comment is on a blank node that nothing but its label tells from others",
    ),
    "on what one of two nodes alike has": (
        "_:a <urn:p> _:b . _:b <urn:p> _:a .\n# On a.\n[] <urn:q> _:a .\n[] <urn:q> _:b .",
        "2:1: this comment is on a blank node that nothing but its label tells from others",
    ),
    "before a list": (
        "<urn:z> <urn:p> 1 .\n# List.\n(1) <urn:p> 2 .",
        "2:1: a comment before a list",
    ),
    "on a node that moves inside": (
        "<urn:a> <urn:p> _:x .\n# On x.\n_:x <urn:p> 1 .",
        "2:1: this comment is on a blank node that is written inside another",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_the_place(name: str) -> None:
    text, message = REFUSED[name]
    with pytest.raises(InputError) as caught:
        mediagora.format(text, path="a.ttl")
    assert str(caught.value).startswith(f"a.ttl:{message}")
    assert caught.value.code == "MG001"


def test_all_places_are_told_at_once() -> None:
    text = "@prefix ex: <urn:ex:> . # one\n\n# two\n\nex:a ex:b 1 ; # three\n  # four\n  ex:c 2 .\n"
    with pytest.raises(InputError) as caught:
        mediagora.format(text, path="a.ttl")
    assert (caught.value.line, caught.value.column) == (1, 25)
    assert caught.value.message.endswith("(and 3 more like it, on lines 3, 5, 6)")
