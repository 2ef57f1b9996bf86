"""What the shapes looked at: focus nodes, and where they looked at nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, NamedNode

from mediagora.findings import Finding, Severity
from mediagora.validation import names
from mediagora.vocabulary import NS, PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mediagora.validation.names import Term
    from mediagora.validation.shapes import Shapes, Target
    from mediagora.validation.userdata import ValidationGraph

_NOTHING_CHECKED: Final = "MG401"
_TARGET_WITHOUT_NODES: Final = "MG402"


def focus_nodes(shapes: Shapes, graph: ValidationGraph) -> dict[tuple[NamedNode, Term], set[Term]]:
    """Give the nodes of the user's data that each kind and value of a target selects.

    Many shapes share a target; each is looked up once (SHACL, section 2.1.3).
    """
    distinct = {(target.kind, target.value): target for target in shapes.targets}
    return {known_by: _selected(target, graph) for known_by, target in distinct.items()}


def _selected(target: Target, graph: ValidationGraph) -> set[Term]:
    found: set[Term] = set()
    if target.kind == names.SH_TARGET_NODE:
        found = {target.value}
    elif not isinstance(target.value, NamedNode):
        return found
    elif target.kind == names.SH_TARGET_CLASS:
        found = set(graph.members.get(target.value, ()))
    else:
        triples = graph.data.by_predicate.get(target.value, [])
        subjects = target.kind == names.SH_TARGET_SUBJECTS_OF
        found = {triple.subject if subjects else triple.object for triple in triples}
    return graph.of_the_user(found)


def targets_without_nodes(
    shapes: Shapes, selected: Mapping[tuple[NamedNode, Term], set[Term]]
) -> Iterator[Finding]:
    """Find targets in the user's own shapes that select nothing (`MG402`).

    Args:
        shapes: The shapes of the run.
        selected: What `focus_nodes` gave.
    """
    for target in shapes.targets:
        if target.file in shapes.own_files and not selected[target.kind, target.value]:
            kind, value = shorten(target.kind.value), names.plain(target.value)
            yield Finding(
                code=_TARGET_WITHOUT_NODES,
                severity=Severity.INFO,
                message=f"The target {kind} {shorten(value)} matches nothing in the data.",
                path=target.file,
                property=target.kind.value,
                value=value,
                shape=target.shape,
                shape_path=target.file,
            )


def unchecked_documents(graph: ValidationGraph, checked: set[Term]) -> Iterator[Finding]:
    """Find documents in which no shape looked at anything (`MG401`).

    What only accompanies platforms in a run that checked some (evidence, sources, claims,
    organizations, features and other terms, a JSON-LD context) is passed over.

    Args:
        graph: The validation graph.
        checked: All focus nodes of the run.
    """
    pointed_at = {graph.document_of(node) for node in checked}
    for number, document in enumerate(graph.data.documents):
        subjects: set[Term] = {triple.subject for triple in document.triples}
        if number in pointed_at or not subjects.isdisjoint(checked):
            continue
        if document.is_context and checked:
            continue
        if not document.triples:
            message = "The file holds no statement, so nothing was checked."
        elif checked and _accompanies(graph, subjects):
            continue
        else:
            message = (
                "Nothing in this file was checked: no shape has a target among its subjects. "
                "Give each platform a type, such as mediagora:BlogPlatform."
            )
        yield Finding(
            code=_NOTHING_CHECKED, severity=Severity.WARNING, message=message, path=document.path
        )


def _accompanies(graph: ValidationGraph, subjects: set[Term]) -> bool:
    known: set[Term] = set(graph.data.evidence)
    for kind, members in graph.members.items():
        if isinstance(kind, NamedNode) and kind.value.startswith((NS, PREFIXES["owl"])):
            known |= members
    known |= graph.members.get(names.ORGANIZATION, set())
    known -= graph.members.get(names.SOCIAL_MEDIA, set())
    return all(isinstance(subject, BlankNode) or subject in known for subject in subjects)
