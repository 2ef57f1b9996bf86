"""Engines that apply the rules of OWL 2 RL: our own, sparq-rdf and owlrl."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from logic import oracles
from logic.engines.engine import Engine, one_by_one
from mediagora import __version__
from mediagora.reading.inputs import Source
from mediagora.reasoning import closure, fast
from mediagora.reasoning.materialising import entailments

if TYPE_CHECKING:
    from collections.abc import Callable

    from logic.oracles import Entailed, Statements


def ours(graph: Statements) -> Entailed:
    """What follows by Mediagora's own rules, in memory and from nothing but the graph."""
    return _in_store(graph, lambda store: closure.entail(store, profile="rl"))


def _reason(graph: Statements) -> Entailed:
    """What `mediagora reason --all` writes, which streams and brings the ontology along."""
    asked = oracles.facts(graph)
    given = ox.serialize(asked, format=ox.RdfFormat.N_TRIPLES)
    triples, account = entailments([Source("graph", "ntriples", given)], stated=True)
    answer = oracles.entailed(triples, asked)
    assert not account.contradictions
    assert not account.unread
    return answer


def _in_store(graph: Statements, entail: Callable[[ox.Store], None]) -> Entailed:
    asked = oracles.facts(graph)
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in asked)
    entail(store)
    return oracles.entailed((quad.triple for quad in store), asked)


OURS: Final = Engine(
    name="the reference",
    version=lambda: __version__,
    answers=one_by_one(ours),
    needs="nothing",
)
"""What all others are compared with. It needs nothing, and it is compared with all of them."""

ENGINES: Final = (
    Engine(
        name="`mediagora reason`",
        version=lambda: __version__,
        answers=one_by_one(_reason),
        needs="nothing",
    ),
    Engine(
        name="sparq-rdf",
        version=lambda: version("sparq-rdf"),
        answers=one_by_one(lambda graph: _in_store(graph, fast.entail)),
        needs="`pip install 'mediagora[fast]'`",
    ),
    Engine(
        name="owlrl",
        version=lambda: version("owlrl"),
        answers=one_by_one(oracles.owl_rl),
        needs="`pip install owlrl`",
    ),
)
