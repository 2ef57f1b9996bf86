"""What ships, parsed: the ontology, the plain facts, and what is known about each fact."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mediagora import bundle
from mediagora.reading.inputs import FORMATS, Source
from mediagora.reading.parsing import parse

if TYPE_CHECKING:
    from pathlib import Path

    import pyoxigraph


def shipped(
    *, ontology: bool = True, data: bool = True, evidence: bool = True
) -> list[pyoxigraph.Triple]:
    """Give the triples that ship: all of them, or the parts asked for.

    Args:
        ontology: Classes, properties, features, purposes and the other concepts.
        data: Sources, claims, organizations and platforms as plain facts.
        evidence: The `owl:Axiom` nodes that hold the source of each fact.

    Raises:
        EngineError: The installation is incomplete.

    Example:
        >>> len(shipped(data=False, evidence=False)) < len(shipped())
        True
    """
    files: list[Path] = []
    if ontology:
        files += bundle.ontology_files()
    if data:
        files += bundle.data_files()
    if evidence:
        files += bundle.evidence_files()
    return [triple for file in files for triple in _parsed(file)]


@cache
def _parsed(file: Path) -> tuple[pyoxigraph.Triple, ...]:
    name = str(file.relative_to(bundle.root()))
    return tuple(parse(Source(name, FORMATS[file.suffix], file)))
