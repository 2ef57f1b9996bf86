"""Jena's rule engine, with its own rules for OWL and with what docs/portability.md adds to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from interop import page as importing
from interop.processes import shell
from logic import oracles, owl_api
from logic.engines import page
from logic.engines.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from logic.engines.engine import Answers
    from logic.oracles import Entailed, Statements

_CHAIN: Final = ox.NamedNode(f"{oracles.OWL}propertyChainAxiom")
_JARS: Final = Path("/usr/share/java")
_PLAIN: Final = "@include <OWLMicro>.\n"


def _answers(rules: str) -> Answers:
    """Jena with some rules, run by the program of the page."""

    def answers(graphs: Sequence[Statements], folder: Path) -> list[Entailed]:
        setting, *_ = importing.blocks("Jena", "sh")
        classpath = shell(f"{setting}printenv CLASSPATH", folder).strip()
        program, file = folder / "Infer.java", folder / "mediagora.rules"
        program.write_text(page.block("java"), encoding="utf-8")
        file.write_text(rules, encoding="utf-8")
        return [_entailed(oracles.facts(graph), program, classpath, file) for graph in graphs]

    return answers


def _entailed(asked: Statements, program: Path, classpath: str, rules: Path) -> Entailed:
    given = program.parent / "given.ttl"
    given.write_bytes(ox.serialize(asked, format=ox.RdfFormat.TURTLE))
    lines = owl_api.launch(program, classpath, str(rules), str(given))
    document = "\n".join("\t".join(line) for line in lines)
    answered = ox.parse(document, ox.RdfFormat.N_TRIPLES)
    return oracles.entailed((quad.triple for quad in answered), asked)


def _version() -> str:
    (jar,) = _JARS.glob("jena-core-*.jar")
    return jar.stem.removeprefix("jena-core-")


def _read(graph: Statements) -> Statements:
    return frozenset(triple for triple in graph if triple.predicate != _CHAIN)


ENGINES: Final = (
    Engine(
        name="Jena, OWL rules",
        version=_version,
        answers=_answers(_PLAIN),
        needs="`apt-get install libapache-jena-java`, Java",
        reads=_read,
        loses=("types", "values"),
        limit="property chains, which came with OWL 2: no broader feature or purpose of a "
        "platform, and no type that rests on one",
        marks=("java", "jena"),
    ),
    Engine(
        name="Jena, with three rules more",
        version=_version,
        answers=_answers(page.block("text")),
        needs="`apt-get install libapache-jena-java`, Java",
        marks=("java", "jena"),
    ),
)
