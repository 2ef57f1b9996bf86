"""rdflib, pyoxigraph and owlready2: the page's block is run as a module, and its `load` again."""

from __future__ import annotations

from contextlib import contextmanager
from importlib.metadata import version
from io import BytesIO
from typing import TYPE_CHECKING

import pyoxigraph as ox
import rdflib

from interop import page
from interop.answers import by_interface, by_sparql, without_header
from interop.tool import Session, Tool, shipping, turtle
from mediagora.vocabulary import NS, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from interop.answers import Answers


@contextmanager
def _in_rdflib(folder: Path) -> Iterator[Session]:
    setting = rdflib.NORMALIZE_LITERALS
    try:
        module, printed = page.run_python("rdflib", folder)

        def load_again() -> None:
            for path in turtle(folder):
                module.load(path)

        def ask(query: str) -> bytes:
            return bytes(module.dataset.query(query).serialize(format="json"))

        yield Session(version("rdflib"), printed, load_again, lambda: by_sparql(ask))
    finally:
        rdflib.NORMALIZE_LITERALS = setting


@contextmanager
def _in_pyoxigraph(folder: Path) -> Iterator[Session]:
    module, printed = page.run_python("pyoxigraph", folder)

    def load_again() -> None:
        for path in turtle(folder):
            module.load(path)

    def ask(query: str) -> bytes:
        results = module.store.query(query, use_default_graph_as_union=True)
        return bytes(results.serialize(format=ox.QueryResultsFormat.JSON))

    yield Session(version("pyoxigraph"), printed, load_again, lambda: by_sparql(ask))


@contextmanager
def _in_owlready2(folder: Path) -> Iterator[Session]:
    with shipping(folder):
        module, printed = page.run_python("owlready2", folder)

    def load_again() -> None:
        with shipping(folder):
            module.load()

    def answers() -> Answers:
        world = module.world
        facebook = world[PREFIXES["platform"] + "facebook"]
        source = world[PREFIXES["dcterms"] + "source"]
        return by_interface(
            _written(world),
            platforms={found.iri for found in world.search(type=world[NS + "SocialMedia"])},
            features={feature.iri for feature in facebook.hasFeature},
            sources={
                found.iri
                for year in facebook.launchYear
                for found in source[facebook, world[NS + "launchYear"], year]
            },
        )

    try:
        yield Session(version("owlready2"), printed, load_again, answers)
    finally:
        module.world.close()


def _written(world: object) -> list[ox.Quad]:
    document = BytesIO()
    world.save(document, format="ntriples")
    return without_header(ox.parse(document.getvalue(), ox.RdfFormat.N_TRIPLES))


TOOLS = (
    Tool(
        "rdflib",
        _in_rdflib,
        marks=(),
        in_graphs=True,
        mind="`NORMALIZE_LITERALS` off, or literals are rewritten; `default_union` on, or queries "
        "see no graph",
    ),
    Tool(
        "pyoxigraph",
        _in_pyoxigraph,
        marks=(),
        in_graphs=True,
        mind="`use_default_graph_as_union` on each query",
    ),
    Tool(
        "owlready2",
        _in_owlready2,
        marks=(),
        in_graphs=False,
        mind="reads no Turtle; `reload=True`, or a newer version is passed over",
    ),
)
