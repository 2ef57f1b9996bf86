"""The ontology's own style: its shapes at work on what ships."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from rdflib import RDFS, SKOS, URIRef

from mediagora import bundle
from mediagora.reading.interop import to_rdflib
from mediagora.vocabulary import BASE
from shapes import engines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Triple


@pytest.fixture(scope="module")
def shipped() -> list[Triple]:
    """Ontology and plain facts."""
    return engines.read(*bundle.ontology_files(), *bundle.data_files())


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
