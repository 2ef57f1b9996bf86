"""The catalogue of questions as text and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Final

from mediagora.reporting.layout import fields, paragraph

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


def catalogue_text(questions: Sequence[Question], *, width: int = 80) -> str:
    """List questions by group, each with its name and its parameters; the rule comes first.

    Args:
        questions: Those of a group are listed in the order given.
        width: Columns of the terminal.
    """
    lines: list[str] = []
    ordered = sorted(questions, key=_place)
    for group, members in groupby(ordered, key=lambda question: question.group):
        pairs = [(question.slug, question.question + _notes(question)) for question in members]
        lines += [group, *paragraph(GROUPS.get(group, ""), width), *fields(pairs, width), ""]
    lines.append(f"{len(questions)} questions; ask one with: mediagora query NAME")
    return "\n".join([*lines, ""])


def catalogue_json(questions: Sequence[Question]) -> str:
    """Give every question with all its fields, the SPARQL text included."""
    listed = [{"name": question.name, **asdict(question)} for question in questions]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def _place(question: Question) -> tuple[int, str]:
    known = list(GROUPS)
    return known.index(question.group) if question.group in known else len(known), question.group


def _notes(question: Question) -> str:
    named = [
        f"{parameter.name}={parameter.default}" if parameter.default else parameter.name
        for parameter in question.parameters
    ]
    parameters = f" [{', '.join(named)}]" if named else ""
    return parameters + (" (no row is right)" if "defects" in question.tags else "")
