"""Mediagora's own terms in the user's data: is each declared, and if not, which is the nearest?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from mediagora.findings import Finding, Severity
from mediagora.validation import names
from mediagora.validation.selection import Wanted
from mediagora.vocabulary import OWN_PREFIXES, nearest, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.validation.names import Term
    from mediagora.validation.places import Select
    from mediagora.validation.userdata import UserData

_UNDECLARED: Final = "MG101"

_OPEN: Final = frozenset({"claim", "organization", "platform", "shape", "source"})
"""Namespaces whose names are data, not terms: the shapes say what is wrong with those."""

_TERM_NAMESPACES: Final = tuple(
    namespace for prefix, namespace in OWN_PREFIXES.items() if prefix not in _OPEN
)


class Declared:
    """The terms that the ontology or the user's data describes."""

    def __init__(self, data: UserData) -> None:
        described = {triple.subject for triple in data.ontology}.union(
            *(document.declared for document in data.documents)
        )
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


def undeclared_terms(data: UserData, declared: Declared, select: Select) -> Iterator[Finding]:
    """Find terms in Mediagora's namespaces that nothing declares (`MG101`).

    Args:
        data: The data of the run.
        declared: What is declared.
        select: Looks statements up in all documents.
    """
    predicates: set[NamedNode] = set().union(*(each.predicates for each in data.documents))
    objects: set[NamedNode] = set().union(*(each.own for each in data.documents))
    predicates = {predicate for predicate in predicates if declared.lacks(predicate)}
    objects = {value for value in objects if declared.lacks(value)}
    if not predicates and not objects:
        return
    wanted = Wanted(predicates=frozenset(predicates), values=frozenset(objects))
    for number, (subject, predicate, value), _ in select(wanted):
        path = data.documents[number].path
        if predicate in predicates:
            yield _finding(predicate, declared, path, subject)
        if value in objects and isinstance(value, NamedNode):
            yield _finding(value, declared, path, subject, predicate)


def _finding(
    term: NamedNode,
    declared: Declared,
    path: str | None,
    subject: Term,
    predicate: NamedNode | None = None,
) -> Finding:
    kind = "class" if predicate == names.RDF_TYPE else "property" if predicate is None else "term"
    name = shorten(term.value)
    return Finding(
        code=_UNDECLARED,
        severity=Severity.VIOLATION,
        message=f"The {kind} {name} is declared neither by Mediagora nor in the data.",
        path=path,
        focus_node=str(subject) if isinstance(subject, BlankNode) else names.plain(subject),
        property=(predicate or term).value,
        value=term.value if predicate else None,
        suggestion=declared.suggest(term.value),
    )
