"""Shapes files of the user's own that do nothing, or less than they seem to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from mediagora.findings import Finding, Severity
from mediagora.validation import names
from mediagora.validation.shapesgraph import ShapesGraph
from mediagora.vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.validation.names import Term
    from mediagora.validation.shapes import Shapes

_WITHOUT_TARGET: Final = "MG403"
_NOT_FOLLOWED: Final = "MG405"

_IMPORTS: Final = NamedNode(PREFIXES["owl"] + "imports")
_ONTOLOGY: Final = PREFIXES["mediagora"].removesuffix("#")
"""And its versions, `.../ns/0.1.0`."""

_TARGETS: Final = (
    names.SH_TARGET_CLASS,
    names.SH_TARGET_NODE,
    names.SH_TARGET_SUBJECTS_OF,
    names.SH_TARGET_OBJECTS_OF,
)
_CLASSES: Final = {names.RDFS_CLASS, names.OWL_CLASS}


def files_without_target(shapes: Shapes) -> Iterator[Finding]:
    """Find shapes files of the user's own of which no shape is ever applied (`MG403`).

    That is where none has a target, is its own (SHACL, section 2.1.3.3) or is referred to by one
    that has.

    Args:
        shapes: The shapes of the run.
    """
    if not shapes.own_files:
        return
    graph = ShapesGraph(shapes.triples)
    with_target = [node for node in graph.subjects if _has_target(shapes, graph, node)]
    active = [node for node in with_target if not _is_deactivated(graph, node)]
    applied = {shapes.files.get(node) for node in _reached(graph, active)}
    switched_off = {shapes.files.get(node) for node in with_target}
    for file in dict.fromkeys(shapes.own_files):
        if file in applied:
            continue
        if file in switched_off:
            said = "Every shape with a target in this file is deactivated, so it checks nothing."
        else:
            said = (
                "No shape in this file has a target, so it checks nothing. Give one a target, such "
                "as sh:targetClass mediagora:SocialMedia."
            )
        yield Finding(
            code=_WITHOUT_TARGET,
            severity=Severity.WARNING,
            message=said,
            path=file,
        )


def imports_not_followed(shapes: Shapes) -> Iterator[Finding]:
    """Find `owl:imports` in the user's own shapes of what the run does not have (`MG405`).

    Nothing is fetched. An import is of no consequence where the run has a file that says it is
    what is imported, as those that ship do, or where it is Mediagora's ontology.

    Args:
        shapes: The shapes of the run.
    """
    own = set(shapes.own_files)
    present = {triple.subject for triple in shapes.triples}
    for subject, predicate, value in shapes.triples:
        file = shapes.files.get(subject)
        if predicate != _IMPORTS or file not in own or value in present:
            continue
        iri = names.plain(value)
        if iri.startswith(_ONTOLOGY):
            continue
        yield Finding(
            code=_NOT_FOLLOWED,
            severity=Severity.INFO,
            message=(
                f"The import of {shorten(iri)} is not followed, as nothing is fetched; if it holds "
                "shapes, name its file with --shapes as well."
            ),
            path=file,
            focus_node=names.plain(subject),
            property=_IMPORTS.value,
            value=iri,
        )


def _has_target(shapes: Shapes, graph: ShapesGraph, node: Term) -> bool:
    is_class = not _CLASSES.isdisjoint(graph.get(node, names.RDF_TYPE))
    is_its_own = is_class and names.plain(node) in shapes.by_name
    return is_its_own or any(graph.get(node, target) for target in _TARGETS)


def _is_deactivated(graph: ShapesGraph, node: Term) -> bool:
    return any(names.plain(value) == "true" for value in graph.get(node, names.SH_DEACTIVATED))


def _reached(graph: ShapesGraph, start: list[Term]) -> set[Term]:
    """All nodes that shapes refer to, whatever by."""
    seen: set[Term] = set()
    waiting = list(start)
    while waiting:
        node = waiting.pop()
        if node not in seen and node in graph.subjects:
            seen.add(node)
            waiting += [value for values in graph.subjects[node].values() for value in values]
    return seen
