"""The catalogue of questions as text and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING

from mediagora.reporting.layout import fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediagora.querying.catalogue import Question


def catalogue_text(questions: Sequence[Question], *, width: int = 80) -> str:
    """List questions by group, each with its name and its parameters.

    Args:
        questions: Ordered by group.
        width: Columns of the terminal.
    """
    lines: list[str] = []
    for group, members in groupby(questions, key=lambda question: question.group):
        pairs = [(question.slug, question.question + _parameters(question)) for question in members]
        lines += [group, *fields(pairs, width), ""]
    lines.append(f"{len(questions)} questions; ask one with: mediagora query NAME")
    return "\n".join([*lines, ""])


def catalogue_json(questions: Sequence[Question]) -> str:
    """Give every question with all its fields, the SPARQL text included."""
    listed = [{"name": question.name, **asdict(question)} for question in questions]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def _parameters(question: Question) -> str:
    named = [
        f"{parameter.name}={parameter.default}" if parameter.default else parameter.name
        for parameter in question.parameters
    ]
    return f" [{', '.join(named)}]" if named else ""
