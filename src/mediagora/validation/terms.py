"""Mediagora's own terms in the user's data: is each declared, and if not, which is the nearest?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from mediagora.findings import Finding, Severity
from mediagora.validation import names
from mediagora.vocabulary import OWN_PREFIXES, nearest, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.validation.userdata import UserData, ValidationGraph

_UNDECLARED: Final = "MG101"

_OPEN: Final = frozenset({"claim", "organization", "platform", "shape", "source"})
"""Namespaces whose names are data, not terms: the shapes say what is wrong with those."""

_TERM_NAMESPACES: Final = tuple(
    namespace for prefix, namespace in OWN_PREFIXES.items() if prefix not in _OPEN
)


class Declared:
    """The terms that the ontology or the user's data describes."""

    def __init__(self, graph: ValidationGraph) -> None:
        described = {triple.subject for triple in graph.ontology} | set(graph.data.subjects)
        self._iris = {
            node.value
            for node in described
            if isinstance(node, NamedNode) and node.value.startswith(_TERM_NAMESPACES)
        }
        self.suggest = lru_cache(maxsize=4096)(self._suggest)

    def lacks(self, term: NamedNode) -> bool:
        """Tell whether this is a term of ours that nothing declares."""
        iri = term.value
        return (
            iri.startswith(_TERM_NAMESPACES)
            and iri not in self._iris
            and iri not in _TERM_NAMESPACES
        )

    def _suggest(self, iri: str) -> str | None:
        """Give the nearest declared term in the same namespace, in full."""
        namespace = next((space for space in _TERM_NAMESPACES if iri.startswith(space)), None)
        if namespace is None or iri in self._iris:
            return None
        locals_ = [other.removeprefix(namespace) for other in self._iris if namespace in other]
        found = nearest(iri.removeprefix(namespace), locals_, limit=1)
        return namespace + found[0] if found else None


def undeclared_terms(data: UserData, declared: Declared) -> Iterator[Finding]:
    """Find terms in Mediagora's namespaces that nothing declares (`MG101`)."""
    predicates = {predicate for predicate in data.predicates if declared.lacks(predicate)}
    objects = {value for value in data.objects if declared.lacks(value)}
    if not predicates and not objects:
        return
    for document in data.documents:
        for triple in document.triples:
            if triple.predicate in predicates:
                yield _finding(triple.predicate, declared, document.path, triple.subject)
            if isinstance(triple.object, NamedNode) and triple.object in objects:
                yield _finding(
                    triple.object, declared, document.path, triple.subject, triple.predicate
                )


def _finding(
    term: NamedNode,
    declared: Declared,
    path: str | None,
    subject: object,
    predicate: NamedNode | None = None,
) -> Finding:
    kind = "class" if predicate == names.RDF_TYPE else "property" if predicate is None else "term"
    name = shorten(term.value)
    return Finding(
        code=_UNDECLARED,
        severity=Severity.VIOLATION,
        message=f"The {kind} {name} is declared neither by Mediagora nor in the data.",
        path=path,
        focus_node=getattr(subject, "value", None),
        property=(predicate or term).value,
        value=term.value if predicate else None,
        suggestion=declared.suggest(term.value),
    )
