"""What the shapes looked at: focus nodes, and where they looked at nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import NamedNode

from mediagora.declared.namespaces import ALMOST_RIGHT
from mediagora.findings import Finding, Severity
from mediagora.validation import names
from mediagora.validation.selection import Wanted
from mediagora.vocabulary import NS, PREFIXES, nearest, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mediagora.validation.extract import Extract
    from mediagora.validation.names import Term
    from mediagora.validation.places import Select
    from mediagora.validation.shapes import Shapes, Target
    from mediagora.validation.userdata import UserData

_NOTHING_CHECKED: Final = "MG401"
_TARGET_WITHOUT_NODES: Final = "MG402"

Selected: TypeAlias = dict[tuple[NamedNode, "Term"], set[int]]
"""Focus nodes, as hashes, by kind and value of the target."""


def focus_nodes(shapes: Shapes, data: UserData, select: Select) -> tuple[Selected, set[int]]:
    """Give the nodes of the user's data that each kind and value of a target selects.

    Many shapes share a target; each is looked up once (SHACL, section 2.1.3).

    Args:
        shapes: The shapes of the run.
        data: The data of the run.
        select: Looks statements up in all documents.

    Returns:
        The nodes; and the numbers of documents that point at one that a target names.
    """
    distinct = {(target.kind, target.value): target for target in shapes.targets}
    named, documents = _named(distinct.values(), data, select)
    noted: dict[NamedNode, set[int]] = {}
    selected: Selected = {}
    for known_by, target in distinct.items():
        if target.kind == names.SH_TARGET_NODE:
            selected[known_by] = named & {hash(target.value)}
        elif target.kind == names.SH_TARGET_CLASS:
            selected[known_by] = data.members(target.value)
        elif not isinstance(target.value, NamedNode):
            selected[known_by] = set()
        elif target.kind == names.SH_TARGET_OBJECTS_OF:
            found = _union(each.pointed.get(target.value) for each in data.documents)
            selected[known_by] = found - data.only_ships
        else:
            under = data.interest.subjects_of[target.value]
            if under not in noted:
                noted[under] = _union(each.pointing.get(under) for each in data.documents)
            selected[known_by] = noted[under]
    return selected, documents


def _named(targets: Iterable[Target], data: UserData, select: Select) -> tuple[set[int], set[int]]:
    """Give the nodes named by targets that the user's data speaks of, and where it does."""
    nodes = {hash(target.value) for target in targets if target.kind == names.SH_TARGET_NODE}
    described = {node for node in nodes if data.of_the_user(node)}
    others = frozenset(nodes.difference(data.subjects, data.shipped))
    if not others:
        return described, set()
    found = select(Wanted(objects=others))
    return (
        described | {hash(statement.triple.object) for statement in found},
        {statement.document for statement in found},
    )


def _union(sets: Iterable[set[int] | None]) -> set[int]:
    found: set[int] = set()
    return found.union(*(each for each in sets if each))


def targets_without_nodes(
    shapes: Shapes,
    selected: Selected,
    data: UserData,
    told: Sequence[Finding] = (),
) -> Iterator[Finding]:
    """Find targets in the user's own shapes that select nothing (`MG402`).

    Args:
        shapes: The shapes of the run.
        selected: What `focus_nodes` gave.
        data: The data of the run, in which what was meant is looked for.
        told: Findings about terms: what is no term need not be told to match nothing as well.
    """
    known = {(finding.path, finding.value) for finding in told}
    namespaces = tuple(finding.value or "" for finding in told if finding.code == ALMOST_RIGHT)
    for target in shapes.targets:
        if target.file not in shapes.own_files or selected[target.kind, target.value]:
            continue
        kind, value = shorten(target.kind.value), names.plain(target.value)
        if (target.file, value) in known or (namespaces and value.startswith(namespaces)):
            continue
        yield Finding(
            code=_TARGET_WITHOUT_NODES,
            severity=Severity.INFO,
            message=f"The target {kind} {shorten(value)} matches nothing in the data.",
            path=target.file,
            property=target.kind.value,
            value=value,
            shape=target.shape,
            shape_path=target.file,
            suggestion=_meant(target, data),
        )


def _meant(target: Target, data: UserData) -> str | None:
    """Give the class or property of the data that a target may have meant."""
    candidates: set[str] = set()
    if target.kind == names.SH_TARGET_CLASS:
        for types, _ in data.kinds.nodes:
            candidates |= {each.value for each in types if isinstance(each, NamedNode)}
    elif target.kind != names.SH_TARGET_NODE:
        for document in data.documents:
            candidates |= {each.value for each in document.predicates}
    namespace, local = _cut(names.plain(target.value))
    cut = sorted(map(_cut, candidates))
    near = nearest(local, {name for space, name in cut if space == namespace}, limit=1)
    if near:
        return namespace + near[0]
    # Or the same name elsewhere, as foaf:Person for schema:Person.
    return next((space + name for space, name in cut if name.casefold() == local.casefold()), None)


def _cut(iri: str) -> tuple[str, str]:
    end = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:end], iri[end:]


def unchecked_documents(
    data: UserData,
    selected: Selected,
    checked: set[int],
    named_in: set[int],
    told: Iterable[Finding] = (),
) -> Iterator[Finding]:
    """Find documents in which no shape looked at anything (`MG401`).

    What only accompanies platforms in a run that checked some (evidence, sources, claims,
    organizations, features and other terms, a JSON-LD context) is passed over.

    Args:
        data: The data of the run.
        selected: What `focus_nodes` gave.
        checked: All nodes that the run looked at.
        named_in: Documents that point at a node which a target names.
        told: Findings about terms: a namespace that is almost right tells why nothing was checked.
    """
    almost = {
        finding.path: finding
        for finding in told
        if finding.code == ALMOST_RIGHT and finding.suggestion == NS
    }
    parts: dict[str | None, list[int]] = {}
    for number, document in enumerate(data.documents):
        parts.setdefault(document.path, []).append(number)
    accompanying: set[int] | None = None
    for path, numbers in parts.items():
        documents = [data.documents[number] for number in numbers]
        if not named_in.isdisjoint(numbers) or any(
            not document.subjects.isdisjoint(checked) or _has_targets(document, selected)
            for document in documents
        ):
            continue
        if documents[0].is_context and checked:
            continue
        if not any(document.triples for document in documents):
            message = "The file holds no statement, so nothing was checked."
        else:
            if accompanying is None:
                accompanying = _accompanying(data)
            if checked and all(document.subjects <= accompanying for document in documents):
                continue
            message = "Nothing in this file was checked: no shape has a target among its subjects. "
            if path in almost:
                message += (
                    f"Write its namespace <{almost[path].value}> as <{almost[path].suggestion}>."
                )
            else:
                message += "Give each platform a type, such as mediagora:BlogPlatform."
        yield Finding(code=_NOTHING_CHECKED, severity=Severity.WARNING, message=message, path=path)


def _has_targets(document: Extract, selected: Selected) -> bool:
    """Tell whether a node that is no named subject, such as a blank one, is looked at."""
    of_targets = {
        names.SH_TARGET_CLASS: list(document.kinds.values()),
        names.SH_TARGET_SUBJECTS_OF: list(document.pointing.values()),
        names.SH_TARGET_OBJECTS_OF: list(document.pointed.values()),
    }
    return any(
        not nodes.isdisjoint(found)
        for (kind, _), found in selected.items()
        for nodes in of_targets.get(kind, ())
    )


def _accompanying(data: UserData) -> set[int]:
    found: set[int] = set(data.evidence)
    for kind, nodes in data.kinds.nodes.items():
        classes = data.kinds.all_classes(kind)
        if names.SOCIAL_MEDIA not in classes and any(map(_is_of_ours, classes)):
            found |= nodes
    for subject, _, type_ in data.kinds.shipped:
        classes = data.kinds.classes([type_])
        if names.SOCIAL_MEDIA not in classes and any(map(_is_of_ours, classes)):
            found.add(hash(subject))
    return found


def _is_of_ours(class_: Term) -> bool:
    return class_ == names.ORGANIZATION or (
        isinstance(class_, NamedNode) and class_.value.startswith((NS, PREFIXES["owl"]))
    )
