"""Golden pairs of `tests/cases`: which files there are, and what they are checked with.

A folder is named for its code and holds `bad*` files, each with the one finding it gives, and
`good*` files, which give none. Shapes of its own stand beside them: `shapes.ttl` for all of the
folder, or `bad.shapes.ttl` for one file.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

CASES: Final = Path(__file__).parent / "cases"
AS_OF: Final = date(2026, 11, 22)
PLATFORM_SHAPES: Final = ("platform", "recommended", "ranges")
EVIDENCE_CODES: Final = {219, 228, 229, *range(247, 261)}

_FORMATS: Final = frozenset({".jsonld", ".nt", ".ttl"})
_ABOUT_LOGIC: Final = ("MG3", "MG406")
_TARGETLESS: Final = "MG403"


def files(group: str) -> list[Path]:
    """Data files of a group, `validate` or `ontology`; shapes are none."""
    return sorted(
        file
        for file in (CASES / group).glob("*/*")
        if file.suffix in _FORMATS and not file.name.endswith("shapes.ttl")
    )


def own_shapes(file: Path) -> Path | None:
    """Shapes that stand beside a file, for it alone or for all of its folder."""
    beside = (file.with_suffix(".shapes.ttl"), file.with_name("shapes.ttl"))
    return next((shapes for shapes in beside if shapes.exists()), None)


def is_about_logic(code: str) -> bool:
    """Tell whether a code is found only where the logic is asked for."""
    return code.startswith(_ABOUT_LOGIC)


def shapes_for(file: Path) -> tuple[str, ...]:
    """What a file is checked with: names of shipped shapes, or shapes of its own."""
    if file.parent.parent.name == "ontology":
        return ("ontology",)
    own = own_shapes(file)
    if own:  # where those look at nothing, ours do
        return (*PLATFORM_SHAPES, str(own)) if file.parent.name == _TARGETLESS else (str(own),)
    number = file.parent.name.removeprefix("MG")
    about_evidence = number.isdigit() and int(number) in EVIDENCE_CODES
    return ("evidence",) if about_evidence else PLATFORM_SHAPES
