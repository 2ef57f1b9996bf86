"""docs/conformance.md: what came of the suite, written by the run itself."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.suite import Case
    from conformance.trial import Outcome
    from mediagora.validation.engine import EngineName

    Ran = Mapping[EngineName, Mapping[str, Outcome]]

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "conformance.md"
PARTS: Final = ("core", "sparql")
PACKAGES: Final[dict[EngineName, str]] = {"fast": "shacl", "reference": "pyshacl"}
_VERSION: Final = re.compile(rf"`({'|'.join(PACKAGES.values())})` [\w.]+")
_EACH: Final = "the shapes cannot be used: "

_PAGE: Final = """\
# SHACL conformance

Both engines of `mediagora validate` on the W3C's [SHACL test suite][suite], every test of it. The
tests write this page (`make conformance`) and hold it, all but the versions, to what they find.

| Engine | Package | Part | Tests | Pass | Refused, as they must be | Refused beside these | Fail |
|---|---|---|--:|--:|--:|--:|--:|
{counts}

**Pass**: the results are those that the test expects, no more and no fewer, each with its focus
node, path, value, constraint component, severity and source shape. Blank nodes are told apart:
those of the data by their labels, paths by what they are made of. **Refused**: the run ends with
exit code 2, a message that names the place, and no result. Either engine ends each test in the same
way.

## Refused, as they must be

The suite expects a failure: SHACL forbids these queries. One that stands in a constraint component
is refused with the component.

{forbidden}

## Refused beside these

The suite expects results. Mediagora refuses what its engines do not apply alike, or would pass over
in silence: a shape that is not applied must not look as if all were well.

{unsupported}

- **Constraint components of one's own** (`sh:ConstraintComponent`). On a property shape the
  reference engine leaves out the values of an `ASK`; where a parameter has two values, the fast
  one checks nothing and the other picks one; a component without a validator is ignored by the
  fast one. The same query in `sh:sparql`, with the parameters written out, works with both.
- **Queries about the shapes** (`$shapesGraph`, `$currentShape`, `GRAPH`): a shape sees the data,
  nothing else.

Refused for the same reason, though the suite does not ask: whatever else of SHACL's namespace is
not of SHACL 1.0 Core or its SPARQL-based constraints, such as `sh:rule`, `sh:js`, `sh:expression`,
`sh:target`, `sh:entailment`, terms of SHACL 1.2, and misspelt terms.

## How it was taken

Each test's shapes are read as a user's own shapes are (`--shapes FILE`), and go with its data to
the engine. The fast engine runs as it does for users, in a process of its own; so does the
reference engine for some of the tests, and for the others the same code runs in the process of the
tests. Beyond that, each test that passes is run by `mediagora validate`, and the findings are held
to the results that the suite expects.

{parts}

[suite]: https://w3c.github.io/data-shapes/data-shapes-test-suite/
"""


def text(cases: list[Case], ran: Ran) -> str:
    """The page for a run."""
    refused = [case for case in cases if ran["fast"][case.name].message]
    return _PAGE.format(
        counts="\n".join(_counts(cases, ran)),
        forbidden=_table([case for case in refused if case.expected is None], ran),
        unsupported=_table([case for case in refused if case.expected is not None], ran),
        parts=_listed(cases),
    )


def without_versions(page: str) -> str:
    """What must not change from one machine to another."""
    return _VERSION.sub(r"`\1`", page)


def _counts(cases: list[Case], ran: Ran) -> list[str]:
    lines = []
    for engine, package in PACKAGES.items():
        for part in PARTS:
            of_part = [case for case in cases if case.name.startswith(f"{part}/")]
            numbers = [0, 0, 0, 0]
            for case in of_part:
                numbers[_column(case, ran[engine][case.name])] += 1
            cells = [engine, f"`{package}` {version(package)}", f"`{part}`", len(of_part), *numbers]
            lines.append(f"| {' | '.join(map(str, cells))} |")
    return lines


def _column(case: Case, outcome: Outcome) -> int:
    """Passed, refused as it must be, refused though it need not be, or failed."""
    if outcome.message:
        return 1 if case.expected is None else 2
    return 0 if outcome.got == case.expected else 3


def _table(cases: list[Case], ran: Ran) -> str:
    lines = ["| Test | Message |", "|---|---|"]
    for case in cases:
        message = (ran["fast"][case.name].message or "").removeprefix(_EACH)
        short = re.sub(r"'http[^']*[#/]", "'ex:", message)
        lines.append(f"| `{case.name}` | {short} |")
    return "\n".join(lines)


def _listed(cases: list[Case]) -> str:
    unlisted = ", ".join(f"`{case.name}`" for case in cases if not case.is_listed)
    return f"The suite's manifests list all of these tests but\n{unlisted}, which lies beside them."
