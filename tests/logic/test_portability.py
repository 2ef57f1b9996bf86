"""Every engine derives the same class tree, types and values: docs/portability.md says so.

An engine with a known limit derives what the others do when they are not told what it passes over:
no less, and no more either, or the page would be out of date.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest

from logic import graphs, oracles
from logic.engines import dl, el, jena, page, rules

if TYPE_CHECKING:
    from logic.engines.engine import Engine
    from logic.oracles import Entailed, Statements

ENGINES = (*rules.ENGINES, *dl.ENGINES, *el.ENGINES, *jena.ENGINES)
ASKED = [
    pytest.param(
        engine, id=engine.name, marks=[getattr(pytest.mark, mark) for mark in engine.marks]
    )
    for engine in ENGINES
]
ON_PROPERTY: Final = ox.NamedNode(f"{oracles.OWL}onProperty")
EQUIVALENT: Final = ox.NamedNode(f"{oracles.OWL}equivalentClass")
LIMITED = [asked for asked, engine in zip(ASKED, ENGINES, strict=True) if engine.limit]


class Asked:
    """The graphs, and what each engine answered: asked once."""

    def __init__(self, given: dict[str, Statements], factory: pytest.TempPathFactory) -> None:
        self.given = given
        self._factory = factory
        self._answers: dict[str, list[Entailed]] = {}

    def of(self, engine: Engine) -> dict[str, Entailed]:
        """What an engine derives, by graph."""
        if engine.name not in self._answers:
            folder = self._factory.mktemp("engine")
            self._answers[engine.name] = engine.answers(list(self.given.values()), folder)
        return dict(zip(self.given, self._answers[engine.name], strict=True))

    def expected(self, engine: Engine) -> dict[str, Entailed]:
        """What follows from what an engine reads, by graph, as our own rules have it."""
        known = self.of(rules.OURS)
        if not engine.limit:
            return known
        read = {name: rules.ours(engine.reads(graph)) for name, graph in self.given.items()}
        return {
            name: replace(known[name], **{part: getattr(read[name], part) for part in engine.loses})
            for name in self.given
        }


@pytest.fixture(scope="module")
def asked(
    ontology: Statements, shipped: Statements, tmp_path_factory: pytest.TempPathFactory
) -> Asked:
    made_up = graphs.made_up(ontology, tmp_path_factory.mktemp("made-up"))
    given = {"ontology": ontology, "shipped": shipped, "generated": ontology | made_up}
    return Asked(given, tmp_path_factory)


@pytest.mark.parametrize("engine", ASKED)
@pytest.mark.parametrize("graph", page.GRAPHS)
def test_engine_derives_what_the_others_derive(engine: Engine, asked: Asked, graph: str) -> None:
    got, expected = asked.of(engine)[graph], asked.expected(engine)[graph]
    assert got.unsatisfiable == expected.unsatisfiable == frozenset()
    for part in page.PARTS:
        derived, wanted = getattr(got, part), getattr(expected, part)
        lacking, beyond = sorted(wanted - derived), sorted(derived - wanted)
        # Whole sets would fill the screen, and take a minute to compare.
        assert (len(lacking), lacking[:3], len(beyond), beyond[:3]) == (0, [], 0, []), part


@pytest.mark.parametrize("engine", LIMITED)
def test_limit_makes_a_difference(engine: Engine, asked: Asked) -> None:
    known, without = asked.of(rules.OURS)["generated"], asked.expected(engine)["generated"]
    for part in page.PARTS:
        less, more = getattr(without, part), getattr(known, part)
        assert less < more if part in engine.loses else less == more


@pytest.mark.parametrize("graph", page.GRAPHS)
def test_something_follows(asked: Asked, graph: str) -> None:
    given = oracles.facts(asked.given[graph])
    stated, entailed = oracles.entailed(given, given), asked.of(rules.OURS)[graph]
    assert stated.subclasses < entailed.subclasses
    if graph != "ontology":
        assert stated.types < entailed.types
        assert stated.values < entailed.values


def test_no_two_restrictions_say_the_same(ontology: Statements) -> None:
    """An engine that cannot tell would lose what follows from one to the other."""
    told: dict[object, set[ox.Triple]] = defaultdict(set)
    for triple in ontology:
        told[triple.subject].add(triple)
    nodes = {triple.subject for triple in ontology if triple.predicate == ON_PROPERTY}
    said = [frozenset((triple.predicate, triple.object) for triple in told[node]) for node in nodes]
    assert len(said) == len(set(said)) > 0


def test_a_definition_stands_beside_the_class_that_it_is_a_part_of(ontology: Statements) -> None:
    """For who reads `rdfs:subClassOf` and nothing else."""
    stated = oracles.entailed(ontology, ontology).subclasses
    defined = {t.subject.value for t in ontology if t.predicate == EQUIVALENT}
    assert defined
    assert defined <= {lower for lower, _ in stated}


@pytest.mark.parametrize("graph", page.GRAPHS)
def test_the_page_counts_what_follows(
    asked: Asked, graph: str, request: pytest.FixtureRequest
) -> None:
    given = oracles.facts(asked.given[graph])
    stated, entailed = oracles.entailed(given, given), asked.of(rules.OURS)[graph]
    row = page.counts(graph, len(given), stated, entailed)
    if request.config.getoption("--write-matrix", default=False):
        page.write(row)
    assert row == page.committed()[row[0]], "write the page anew: make portability"


@pytest.mark.parametrize("engine", ASKED)
def test_the_page_says_what_the_engine_does(
    engine: Engine, asked: Asked, request: pytest.FixtureRequest
) -> None:
    got, all_of_it = asked.of(engine), asked.of(rules.OURS)
    row = page.row(engine, {name: page.verdict(got[name], all_of_it[name]) for name in got})
    if request.config.getoption("--write-matrix", default=False):
        page.write(row)
    committed = page.committed()[row[0]]
    del row[page.VERSION], committed[page.VERSION]
    assert row == committed, "write the page anew: make portability"


def test_the_page_has_no_other_engines() -> None:
    assert page.engines() == [engine.name for engine in ENGINES]


@pytest.mark.parametrize("engine", [one for one in ENGINES if one.limit], ids=lambda one: one.name)
def test_the_page_tells_the_limits(engine: Engine) -> None:
    assert engine.limit in " ".join(page.PAGE.read_text("utf-8").split())
