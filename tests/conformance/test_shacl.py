"""Both engines on the W3C's SHACL suite: each test passes in full, or is refused and says why.

What is compared is told in `suite`, how a test is run in `trial`; docs/conformance.md holds what
came of it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, TypeAlias, get_args

import pyoxigraph as ox
import pytest

from conformance import page, suite, trial
from mediagora.findings import Severity
from mediagora.validation import validate
from mediagora.validation.engine import EngineName
from mediagora.validation.messages import code_for

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.suite import Case, Row
    from conformance.trial import Outcome

pytestmark = pytest.mark.conformance

Ran: TypeAlias = dict[EngineName, dict[str, "Outcome"]]

ENGINES = get_args(EngineName)
IN_CHILD = (
    "core/complex/personexample",
    "core/misc/severity-002",
    "core/path/path-complex-002",
    "core/property/datatype-ill-formed",
    "core/property/uniqueLang-002",
    "sparql/node/prefixes-001",
    "sparql/property/sparql-001",
)
"""Tests that the reference engine also runs in a process of its own."""


@pytest.fixture(scope="module")
def cases(w3c_suite: Path) -> list[Case]:
    return [case for part in page.PARTS for case in suite.read(w3c_suite / "shacl", part)]


@pytest.fixture(scope="module")
def ran(cases: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """What came of each test, by engine and name."""
    return {
        engine: {
            case.name: trial.run(
                case, engine, tmp_path_factory.mktemp("case"), in_child=engine == "fast"
            )
            for case in cases
        }
        for engine in ENGINES
    }


def of(part: str, cases: list[Case]) -> list[Case]:
    return [case for case in cases if case.name.startswith(f"{part}/")]


def test_the_suite_is_whole(cases: list[Case]) -> None:
    assert len({case.name for case in cases}) == len(cases)
    assert [len(of(part, cases)) for part in page.PARTS] == [98, 23]
    assert sum(case.expected is None for case in cases) == 7
    assert sum(sum((case.expected or {}).values()) for case in cases) > 200


@pytest.mark.parametrize("engine", ENGINES)
def test_core_passes_in_full(cases: list[Case], ran: Ran, engine: EngineName) -> None:
    outcomes = {case.name: ran[engine][case.name] for case in of("core", cases)}
    assert outcomes == {case.name: trial.Outcome(case.expected) for case in of("core", cases)}


@pytest.mark.parametrize("engine", ENGINES)
def test_sparql_passes_in_full_or_is_refused(
    cases: list[Case], ran: Ran, engine: EngineName
) -> None:
    for case in of("sparql", cases):
        outcome = ran[engine][case.name]
        if outcome.message is None:
            assert case.expected is not None, f"{case.name} is not refused"
            assert outcome.got == case.expected, case.name
        else:
            name = case.name.rpartition("/")[2]
            assert re.search(rf" in 'http[^']+' of '{name}\.ttl' ", outcome.message)


def test_both_engines_end_alike(ran: Ran) -> None:
    assert ran["fast"] == ran["reference"]


@pytest.mark.parametrize("name", IN_CHILD)
def test_the_reference_engine_does_the_same_in_its_process(
    name: str, cases: list[Case], ran: Ran, tmp_path: Path
) -> None:
    [case] = [case for case in cases if case.name == name]
    assert trial.run(case, "reference", tmp_path, in_child=True) == ran["reference"][name]


def test_validate_finds_what_the_suite_expects(cases: list[Case], ran: Ran, tmp_path: Path) -> None:
    """From files to findings, in whose words a value is text and a severity one of three."""
    for number, case in enumerate(cases):
        if case.expected is None or ran["fast"][case.name].message:
            continue
        shapes, data = (tmp_path / f"{number}-{name}.nt" for name in ("shapes", "data"))
        trial.write(shapes, case.shapes)
        trial.write(data, case.data)
        report = validate(data, shapes=[str(shapes)], as_of=date(2026, 1, 1))
        found = {
            (
                found.code,
                unlabelled(found.focus_node),
                step(found.property),
                unlabelled(found.value),
                found.severity,
                found.shape,
            )
            for found in report.findings
            if found.code.startswith("MG29")
        }
        assert found == {as_found(row) for row in case.expected}, case.name


def as_found(row: Row) -> tuple[str | None, ...]:
    focus, path, value, component, severity, shape = row
    is_query = component == f"<{suite.SH}SPARQLConstraintComponent>"
    is_about_node = value == focus and (path is None or is_query)
    local = severity.strip("<>").removeprefix(suite.SH).lower()
    return (
        code_for(component.strip("<>")),
        plain(focus),
        step(plain(path)),
        None if is_about_node else plain(value),
        local if local in set(Severity) else Severity.VIOLATION,
        plain(shape),
    )


def step(path: str | None) -> str | None:
    """A path that is no IRI is written as in SPARQL by the one, as a structure by the other."""
    return "a longer path" if path and re.search(r"[<\[]", path) else path


def unlabelled(text: str | None) -> str | None:
    """Findings give blank nodes labels of their own."""
    return "_:" if text and text.startswith("_:") else text


def plain(term: str | None) -> str | None:
    """An IRI in full or the text of a literal."""
    if term is None or not term.startswith(("<", '"')):
        return unlabelled(term)
    [quad] = ox.parse(f"<urn:a> <urn:b> {term} .", format=ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return quad.object.value


def test_the_page_says_so(cases: list[Case], ran: Ran, request: pytest.FixtureRequest) -> None:
    text = page.text(cases, ran)
    if request.config.getoption("--write-page", default=False):
        page.PAGE.write_text(text, encoding="utf-8")
    committed = page.PAGE.read_text("utf-8")
    assert page.without_versions(committed) == page.without_versions(text), "make conformance"
