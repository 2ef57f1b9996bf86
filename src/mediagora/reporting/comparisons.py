"""A comparison as text and as JSON."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from mediagora.querying.comparing import ClassComparison
from mediagora.reporting.layout import fields, paragraph, section, source_names, title
from mediagora.vocabulary import OWN_PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediagora.querying.comparing import ContrastRow, Held, PlatformComparison

_FOLLOWS: Final = "* not stated, but follows from what is (of one of them at least)"


def compare_text(comparison: ClassComparison | PlatformComparison, *, width: int = 80) -> str:
    """Set the two sides below each other, respect by respect, for people.

    Args:
        comparison: What `compare` gave.
        width: Columns of the terminal.
    """
    if isinstance(comparison, ClassComparison):
        lines = _classes(comparison, width)
    else:
        lines = _platforms(comparison, width)
    return "\n".join([*lines, ""])


def compare_json(comparison: ClassComparison | PlatformComparison) -> str:
    """Give all fields under their own names; IRIs stand in full."""
    return json.dumps(asdict(comparison), ensure_ascii=False, indent=2) + "\n"


def _classes(comparison: ClassComparison, width: int) -> list[str]:
    first, second = comparison.first.name, comparison.second.name
    lines = [*title(f"{first} | {second}", width), "", *paragraph(comparison.relation + ".", width)]
    for row in comparison.contrasts:
        lines += section(_criterion(row), fields([(first, row.first), (second, row.second)], width))
    for aspect in comparison.aspects:
        sides = [(first, aspect.first), (second, aspect.second)]
        told = [(name, ", ".join(values) or "(none)") for name, values in sides]
        lines += section(f"By {aspect.name}, in the ontology", fields(told, width))
    return lines


def _criterion(row: ContrastRow) -> str:
    claim = row.claim.removeprefix(OWN_PREFIXES["claim"])
    return f"By {row.criterion.name}, says {source_names(row.sources)} ({claim})"


def _platforms(comparison: PlatformComparison, width: int) -> list[str]:
    first, second = comparison.first.name, comparison.second.name
    lines = title(f"{first} | {second}", width)
    for name, held in comparison.aspects.items():
        groups = (
            ("both", [each for each in held if each.first and each.second]),
            (f"only {first}", [each for each in held if not each.second]),
            (f"only {second}", [each for each in held if not each.first]),
        )
        told = [(label, _listed(group)) for label, group in groups if group]
        lines += section(name.capitalize(), fields(told, width))
    if any(
        "entailed" in {each.first, each.second}
        for held in comparison.aspects.values()
        for each in held
    ):
        lines += ["", *textwrap.wrap(_FOLLOWS, width)]
    return lines


def _listed(held: Iterable[Held]) -> str:
    return ", ".join(
        each.value.name + ("*" if "entailed" in {each.first, each.second} else "") for each in held
    )
