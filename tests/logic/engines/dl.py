"""Engines for OWL 2 DL: HermiT as owlready2 runs it, and Konclude."""

from __future__ import annotations

import re
import subprocess
from importlib.metadata import version
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import pyoxigraph as ox

from logic import oracles
from logic.engines import page
from logic.engines.engine import Engine, one_by_one

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from logic.engines.engine import Answers
    from logic.oracles import Entailed, Statements

_SUBCLASS: Final = ox.NamedNode(f"{oracles.RDFS}subClassOf")
_EQUIVALENT: Final = ox.NamedNode(f"{oracles.OWL}equivalentClass")
_NOTHING: Final = ox.NamedNode(f"{oracles.OWL}Nothing")
_SETTINGS: Final = "settings.xml"
_THREADS: Final = "2"
"""Konclude hangs with one, and now and then with more: what takes it a second is tried again."""
_DEADLINE: Final = 30.0
"""Seconds for a try."""
_TRIES: Final = 3
_CHAIN: Final = ox.NamedNode(f"{oracles.OWL}propertyChainAxiom")
_AS_IT_COMES: Final = '<RequestMessage xmlns="http://www.owllink.org/owllink#"/>\n'


def _by_konclude(settings: str) -> Answers:
    """Konclude with settings, in the form of OWLlink."""

    def answers(graphs: Sequence[Statements], folder: Path) -> list[Entailed]:
        (folder / _SETTINGS).write_text(settings, encoding="utf-8")
        return [_konclude(oracles.facts(graph), folder) for graph in graphs]

    return answers


def _konclude(asked: Statements, folder: Path) -> Entailed:
    """The class tree from a classification, types and values from queries over what is entailed."""
    given = folder / "given.ttl"
    given.write_bytes(ox.serialize(asked, format=ox.RdfFormat.TURTLE))
    tree = _run("classification", folder, "-i", str(given))
    answer = {
        ox.Triple(*map(ox.NamedNode, pair))
        for axiom in ET.fromstring(tree)  # noqa: S314 -- written a moment ago by our own child
        for pair in _subclasses(axiom)
    }
    # Answers come in the order in which they are found: a query is known by its variable.
    names = {f"y{n}": name for n, name in enumerate([oracles.TYPE, *oracles.properties_of(asked)])}
    queries = folder / "queries.sparql"
    lines = (
        f"SELECT ?x ?{value} WHERE {{ ?x {name} ?{value} }}\n" for value, name in names.items()
    )
    queries.write_text("".join(lines), encoding="utf-8")
    found = _run("sparqlfile", folder, "-i", str(given), "-s", str(queries))
    results = found.split("<?xml")[1:]
    assert len(results) == len(names)
    for result in results:
        rows = ox.parse_query_results(f"<?xml{result}", ox.QueryResultsFormat.XML)
        value = next(each.value for each in rows.variables if each.value != "x")
        answer |= {ox.Triple(row["x"], names[value], row[value]) for row in rows}
    return oracles.entailed(answer, asked, hierarchy=True)


def _subclasses(axiom: ET.Element) -> Iterator[tuple[str, str, str]]:
    """What an axiom of Konclude's says as triples."""
    kind = axiom.tag.rpartition("}")[2]
    classes = [part.attrib["IRI"] for part in axiom]
    if kind == "SubClassOf":
        yield classes[0], _SUBCLASS.value, classes[1]
    elif kind == "EquivalentClasses":
        for lower in classes:
            for upper in classes:
                if lower != upper:
                    yield lower, _SUBCLASS.value, upper
                    yield lower, _EQUIVALENT.value, upper


def _run(command: str, folder: Path, *arguments: str) -> str:
    """What Konclude writes."""
    written = folder / "written.xml"
    for left in reversed(range(_TRIES)):
        try:
            subprocess.run(
                ["Konclude", command, "-w", _THREADS, "-c", _SETTINGS, *arguments, "-o", written],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                timeout=_DEADLINE,
                check=True,
            )
            break
        except subprocess.TimeoutExpired:
            if not left:
                raise
    return written.read_text("utf-8")


def _version_of_konclude() -> str:
    """What its first lines say; it is not waited for, as it may not end."""
    with subprocess.Popen(
        ["Konclude", "-h"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        found = (re.search(r"Version v([\d.]+)", line) for line in process.stdout)
        version = next(match[1] for match in found if match)
        process.kill()
    return version


def _without_chains(graph: Statements) -> Statements:
    return frozenset(triple for triple in graph if triple.predicate != _CHAIN)


ENGINES: Final = (
    Engine(
        name="HermiT in owlready2",
        version=lambda: f"owlready2 {version('owlready2')}",
        answers=one_by_one(oracles.hermit),
        needs="`pip install owlready2`, Java",
        marks=("java",),
    ),
    Engine(
        name="Konclude, as it comes",
        version=_version_of_konclude,
        answers=_by_konclude(_AS_IT_COMES),
        needs="`apt-get install konclude`",
        reads=_without_chains,
        loses=("types",),
        limit="types that rest on a property chain",
        marks=("konclude",),
    ),
    Engine(
        name="Konclude, with one setting",
        version=_version_of_konclude,
        answers=_by_konclude(page.block("xml")),
        needs="`apt-get install konclude`",
        marks=("konclude",),
    ),
)
