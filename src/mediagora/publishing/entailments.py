"""What follows from the modules, as a module of its own that restates nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mediagora.publishing.merging import header
from mediagora.publishing.selection import DEFAULT, Module, called, select
from mediagora.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Sequence

IRI: Final = f"{BASE}data/entailed"
"""Ontology and graph of all that follows from ontology and data; what follows for fewer modules has
their names after it, so that it never takes the place of the whole."""


def entailed(modules: Sequence[Module]) -> Module | None:
    """Give what follows for the things that the modules describe, or `None` where nothing does.

    The closure is that of OWL 2 RL over the ontology, all data and the modules; evidence takes no
    part in it, since nothing follows from it.

    Example:
        >>> from mediagora.publishing.selection import select
        >>> follows = entailed(select(["linkedin"]))
        >>> follows.iri
        'https://w3id.org/mediagora/data/entailed/linkedin'
        >>> follows == entailed(select(["linkedin"], evidence=False))
        True
    """
    import pyoxigraph as ox

    from mediagora.reasoning.closure import entail

    chosen = [module for module in modules if module.part not in {"evidence", "shapes"}]
    whole = select(evidence=False)
    others = [module for module in chosen if module.part not in DEFAULT]
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for module in (*whole, *others) for triple in module.triples)
    stated = {quad.triple for quad in store}
    described = {triple.subject for module in chosen for triple in module.triples}
    entail(store, profile="rl")
    follows = [
        quad.triple
        for quad in store
        # Blank nodes are the ontology's own machinery: of these nothing is told.
        if quad.triple not in stated
        and quad.subject in described
        and isinstance(quad.subject, ox.NamedNode)
        and not isinstance(quad.object, ox.BlankNode)
    ]
    if not follows:
        return None
    name = called(chosen)
    iri = IRI if name == "+".join(DEFAULT) else f"{IRI}/{name}"
    head = header(
        ox.NamedNode(iri),
        whole[0],
        title=f"Mediagora, what follows: {name.replace('+', ', ')}",
        description="What OWL 2 RL entails and no module states.",
    )
    return Module("entailed", "entailed", iri, (*head, *follows))
