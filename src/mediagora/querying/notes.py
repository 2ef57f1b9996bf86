"""What a query would ask in vain: terms that nothing declares, namespaces that are almost right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediagora.declared import shown
from mediagora.declared.terms import Terms
from mediagora.reading.queryterms import mentions
from mediagora.reading.shipped import shipped
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

    from mediagora.reading.spans import Span


def notes(text: str, store: ox.Store) -> Iterator[str]:
    """Tell of the terms of a query that neither Mediagora nor the data at hand declares.

    Args:
        text: A query that has run.
        store: What ships, and the user's data.

    Example:
        >>> import pyoxigraph
        >>> next(notes("ASK { ?x skos:prefLabl ?y }", pyoxigraph.Store()))  # doctest: +ELLIPSIS
        'line 1, column 10: the term skos:prefLabl is not declared by SKOS; did you mean ...'
    """
    import pyoxigraph as ox

    def is_described(iri: str) -> bool:
        return next(store.quads_for_pattern(ox.NamedNode(iri), None, None), None) is not None

    ontology = {triple.subject for triple in shipped(data=False, evidence=False)}
    terms = Terms(
        {node.value for node in ontology if isinstance(node, ox.NamedNode)},
        is_described=is_described,
    )
    told: set[str] = set()
    for mention in mentions(text, PREFIXES):
        if mention.iri is None or mention.is_namespace or mention.iri in told:
            continue
        almost = terms.almost_right(mention.iri)
        if almost and almost.found not in told:
            told.add(almost.found)
            yield _note(mention.span, almost.message)
        elif fault := terms.fault(mention.iri, "term"):
            told.add(mention.iri)
            hint = f"; did you mean {shown(fault.suggestion)}?" if fault.suggestion else ""
            yield _note(mention.span, fault.message.removesuffix(".") + hint)


def _note(span: Span, message: str) -> str:
    said = message[0].lower() + message[1:].removesuffix(".")
    return f"line {span.line}, column {span.column}: {said}"
