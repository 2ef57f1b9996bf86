"""The catalogue of questions as text and as JSON, and what of it a word picks."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Final

from mediagora.errors import UnknownNameError
from mediagora.reporting.layout import fields, one_line, paragraph
from mediagora.vocabulary import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediagora.querying.catalogue import Question

GROUPS: Final = {
    "rule": "Every social network is social media: what that rests on, and what comes of it.",
    "platforms": "Who runs a platform, since when, from where, and how it ended.",
    "features": "What platforms offer, and which of it is stated of whom.",
    "comparison": "Two platforms or two categories side by side.",
    "categories": "Kinds of social media, and which platforms are in each.",
    "advice": "What sources recommend for a goal.",
    "sources": "Who says what, and where they disagree.",
    "quality": "How well the graph is supported, and what is wrong or missing in it.",
}
"""What each group of questions is about, in the order in which they are listed."""


def picked(questions: Sequence[Question], word: str) -> list[Question]:
    """Pick the questions of a group, or else those that have a word in what is said of them.

    Args:
        questions: Of the catalogue.
        word: A group, or a part of a name, a summary, a question or a keyword.

    Raises:
        UnknownNameError: There is neither; the nearest groups are given.

    Example:
        >>> from mediagora.querying import queries
        >>> {question.group for question in picked(queries(), "Features")}
        {'features'}
        >>> [question.name for question in picked(queries(), "encrypt")]
        ['features/encrypted-messages']
    """
    sought = word.casefold()
    groups = dict.fromkeys(question.group for question in questions if question.group)
    found = [question for question in questions if question.group.casefold() == sought] or [
        each
        for each in questions
        if sought
        and any(
            sought in said.casefold()
            for said in (each.name, each.summary, each.question, *each.tags)
        )
    ]
    if not found:
        raise UnknownNameError("group or question", word, nearest(word, groups))
    return found


def catalogue_text(questions: Sequence[Question], *, width: int = 80) -> str:
    """List questions by group, each with its name and its parameters; the user's own come first.

    Args:
        questions: Those of a group are listed in the order given.
        width: Columns of the terminal.
    """
    lines: list[str] = []
    ordered = sorted(questions, key=_place)
    for (_, _, group), members in groupby(ordered, key=_place):
        listed = list(members)
        pairs = [
            (one_line(each.slug), (each.question or each.summary) + _notes(each)) for each in listed
        ]
        about = GROUPS.get(group, "") if listed[0].is_shipped else ""
        head = [one_line(group)] if group else []
        lines += [*head, *paragraph(about, width), *fields(pairs, width), ""]
    many = "1 question" if len(questions) == 1 else f"{len(questions)} questions"
    lines.append(f"{many}; ask one with: mediagora query NAME")
    return "\n".join([*lines, ""])


def catalogue_json(questions: Sequence[Question]) -> str:
    """Give every question with all its fields, the SPARQL text included."""
    listed = [{"name": question.name, **asdict(question)} for question in questions]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def _place(question: Question) -> tuple[bool, int, str]:
    known, group = list(GROUPS), question.group
    rank = known.index(group) if question.is_shipped and group in known else len(known)
    return question.is_shipped, rank, group


def _notes(question: Question) -> str:
    named = [
        f"{parameter.name}={parameter.default}" if parameter.default else parameter.name
        for parameter in question.parameters
    ]
    parameters = f" [{', '.join(named)}]" if named else ""
    return parameters + (" (no row is right)" if "defects" in question.tags else "")
