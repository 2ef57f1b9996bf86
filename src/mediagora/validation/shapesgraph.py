"""A shapes graph by subject and predicate, and the names of its shapes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from mediagora.validation import names
from mediagora.vocabulary import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from mediagora.validation.names import Term

NAMELESS: Final = "urn:mediagora:nameless-shape:"
"""Starts the names that nameless property shapes get for the run."""

_MAX_SHOWN: Final = 60
"""Characters of a value that are shown."""


class ShapesGraph:
    """Triples by subject and predicate; a shapes graph is small."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = list(triples)
        self.subjects: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self.parents: dict[Term, list[Term]] = defaultdict(list)
        self.known_as: dict[Term, str | None] = {}
        """What `public_name` has found."""
        for subject, predicate, value in self.triples:
            self.subjects[subject][predicate].append(value)
            if predicate == names.SH_PROPERTY:
                self.parents[value].append(subject)

    def get(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """Give the values of a property, none where there is none."""
        return self.subjects[subject].get(predicate, []) if subject in self.subjects else []

    def members(self, head: Term) -> list[Term] | None:
        """Give the members of a list, `None` where it is broken, circular or no list at all."""
        found: list[Term] = []
        seen: set[Term] = set()
        while head != names.RDF_NIL:
            first, rest = self.get(head, names.RDF_FIRST), self.get(head, names.RDF_REST)
            if head in seen or len(first) != 1 or len(rest) != 1:
                return None
            seen.add(head)
            found += first
            head = rest[0]
        return found


def is_named(node: Term) -> bool:
    """Whether a node has a name of its own, not one for the run."""
    return isinstance(node, NamedNode) and not node.value.startswith(NAMELESS)


def public_name(graph: ShapesGraph, node: Term) -> str | None:
    """Give the IRI of a shape, or of the nearest named shape around it."""
    seen: dict[Term, None] = {}
    while not is_named(node) and node not in graph.known_as:
        parents = [parent for parent in graph.parents.get(node, []) if parent not in seen]
        seen[node] = None
        if not parents:
            break
        node = parents[0]
    name = names.plain(node) if is_named(node) else graph.known_as.get(node)
    graph.known_as.update(dict.fromkeys(seen, name))  # shapes may nest by the thousand
    return name


def shown(term: Term) -> str:
    """Write a term for a message, short."""
    if is_named(term):
        return shorten(names.plain(term))
    if not isinstance(term, Literal):
        return "a blank node"
    text = str(term)
    datatype = f"^^<{term.datatype.value}>"
    if text.endswith(datatype):
        text = f"{text.removesuffix(datatype)}^^{shorten(term.datatype.value)}"
    return text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}..."
