"""The ontology's own style: its shapes at work on what ships, and on their golden cases."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from rdflib import RDFS, SKOS, Literal, Namespace, URIRef

from mediagora import bundle
from mediagora.reading.interop import to_rdflib
from mediagora.vocabulary import BASE, NS
from shapes import engines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pyoxigraph import Triple
    from rdflib import Graph

MEDIAGORA = Namespace(NS)
CASES = sorted((engines.CASES / "ontology").glob("MG*/*.ttl"))


@pytest.fixture(scope="module")
def shipped() -> list[Triple]:
    """Ontology and plain facts."""
    return engines.read(*bundle.ontology_files(), *bundle.data_files())


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """Give the shapes that hold the style."""
    return engines.as_rdflib(engines.FOR_THE_ONTOLOGY)


@pytest.mark.parametrize("engine", [engines.fast, engines.reference])
def test_what_ships_is_in_style(
    shipped: list[Triple],
    engine: Callable[[tuple[str, ...], Iterable[Triple]], list[engines.Result]],
) -> None:
    # MG244 and MG245 of the ranges complete MG280: the broader term is of the same kind.
    assert engine(("ontology", "ranges"), shipped) == []


def test_evidence_of_what_ships_is_complete(shipped: list[Triple]) -> None:
    evidence = engines.read(*bundle.evidence_files())
    assert evidence
    assert engines.fast(("evidence",), [*shipped, *evidence]) == []


def test_no_definition_only_repeats_the_label(shipped: list[Triple]) -> None:
    graph = to_rdflib(shipped)

    def bare(text: object) -> str:
        return re.sub(r"^(an?|the|to) |\W", "", str(text).casefold())

    repeated = [
        term
        for term, definition in graph.subject_objects(SKOS.definition)
        if isinstance(term, URIRef)
        and term.startswith(BASE)
        and bare(definition) in {bare(label) for label in graph.objects(term, RDFS.label)}
    ]
    assert repeated == []


@pytest.mark.parametrize("file", CASES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_case_gives_just_its_finding(file: Path, shapes: Graph) -> None:
    found = []
    for focus, node, value, severity in engines.fast(engines.FOR_THE_ONTOLOGY, engines.read(file)):
        shape = URIRef(node)
        about = shapes.value(shape, MEDIAGORA.aboutProperty) or shapes.value(
            shape, URIRef("http://www.w3.org/ns/shacl#path")
        )
        code = shapes.value(shape, MEDIAGORA.code)
        assert isinstance(code, Literal)
        found.append(
            {
                "code": str(code),
                "severity": severity.lower(),
                "focus_node": focus,
                "property": str(about),
                "value": value,
            }
        )
    if file.stem.startswith("good"):
        assert found == []
    else:
        name = "expected.json" if file.stem == "bad" else f"{file.stem}.expected.json"
        assert found == [json.loads((file.parent / name).read_text(encoding="utf-8"))]
