"""The terms of the user's data: is each declared, up to date, and in a namespace that there is?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from mediagora.declared.namespaces import ALMOST_RIGHT
from mediagora.declared.terms import Terms
from mediagora.findings import Finding
from mediagora.validation import names
from mediagora.validation.selection import Wanted
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

    from mediagora.declared.namespaces import AlmostRight
    from mediagora.declared.terms import Fault, Role
    from mediagora.validation.extract import Extract
    from mediagora.validation.names import Term
    from mediagora.validation.places import Select
    from mediagora.validation.userdata import UserData

_ABOUT_TERMS: Final = frozenset(
    {
        names.ANNOTATED_SOURCE,
        names.ANNOTATED_PROPERTY,
        names.ANNOTATED_TARGET,
        names.REPLACED_BY,
        NamedNode(PREFIXES["dcterms"] + "replaces"),
    }
)
"""Who says these of a deprecated term does not use it."""

_ROLES: Final[dict[NamedNode, Role]] = {
    names.RDF_TYPE: "class",
    names.RDFS_SUBCLASS: "class",
    names.RDFS_SUBPROPERTY: "property",
}


class Declared(Terms):
    """The terms that the ontology or the user's data describes.

    Args:
        data: The data of the run.
        shapes: The user's own shapes files, which may describe terms as well.
    """

    def __init__(self, data: UserData, shapes: Iterable[Triple] = ()) -> None:
        of_shapes = {triple.subject for triple in shapes}
        described = {triple.subject for triple in data.ontology}.union(
            of_shapes, *(document.declared for document in data.documents)
        )
        said = [*data.ontology, *data.kept(names.DEPRECATED), *data.kept(names.REPLACED_BY)]
        super().__init__(
            {node.value for node in described if isinstance(node, NamedNode)},
            _deprecated(said),
            lambda iri: hash(node := NamedNode(iri)) in data.subjects or node in of_shapes,
        )


def _deprecated(said: Iterable[Triple]) -> dict[str, tuple[str, ...]]:
    outdated: dict[str, None] = {}
    successors: dict[str, dict[str, None]] = {}
    for subject, predicate, value in said:
        if predicate == names.DEPRECATED and isinstance(value, Literal):
            if value.value in {"true", "1"}:
                outdated[names.plain(subject)] = None
        elif predicate == names.REPLACED_BY and isinstance(value, NamedNode):
            successors.setdefault(names.plain(subject), {})[value.value] = None
    return {iri: tuple(successors.get(iri, ())) for iri in outdated}


def faulty_terms(data: UserData, declared: Declared, select: Select) -> Iterator[Finding]:
    """Find what is wrong with the terms of the data.

    That is terms of ours that nothing declares (`MG101`) or that are deprecated (`MG102`, as are
    those of the user), namespaces that are almost right (`MG103`), and terms that a well-known
    vocabulary does not declare (`MG104`).

    Args:
        data: The data of the run.
        declared: What is declared.
        select: Looks statements up in all documents.
    """
    told: dict[tuple[str | None, str], AlmostRight] = {}
    predicates: set[NamedNode] = set()
    values: set[NamedNode] = set()
    for document in data.documents:
        used = list(_used_as_values(document))
        for node, _ in [*((each, None) for each in document.predicates), *used]:
            almost = declared.almost_right(node.value)
            if almost:
                told[document.path, almost.found] = almost
        predicates |= {
            each for each in document.predicates if declared.fault(each.value, "property")
        }
        values |= {node for node, role in used if declared.fault(node.value, role)}
    yield from (in_namespace(almost, path) for (path, _), almost in told.items())
    if not predicates and not values:
        return
    wanted = Wanted(predicates=frozenset(predicates), values=frozenset(values))
    for number, triple, _ in select(wanted):
        path = data.documents[number].path
        if triple.predicate in predicates:
            fault = declared.fault(triple.predicate.value, "property")
            if fault:
                yield of_term(fault, path, triple.subject, triple.predicate)
        if triple.object in values:
            yield from _of_value(triple, declared, path)


def _used_as_values(document: Extract) -> Iterator[tuple[NamedNode, Role]]:
    """Classes and the like, and objects in our namespaces."""
    classes = {type_ for types, _ in document.kinds for type_ in types}
    yield from ((each, "class") for each in classes if isinstance(each, NamedNode))
    for predicate in (names.RDFS_SUBCLASS, names.RDFS_SUBPROPERTY):
        for triple in document.kept.get(predicate, ()):
            if isinstance(triple.object, NamedNode):
                yield triple.object, _ROLES[predicate]
    yield from ((each, "term") for each in document.own)


def _of_value(triple: Triple, declared: Declared, path: str | None) -> Iterator[Finding]:
    value = triple.object
    fault = declared.fault(names.plain(value), _ROLES.get(triple.predicate, "term"))
    if fault is None:
        return
    if fault.code == "MG102" and (
        triple.predicate in _ABOUT_TERMS or declared.is_deprecated(names.plain(triple.subject))
    ):
        return
    yield of_term(fault, path, triple.subject, triple.predicate, names.plain(value))


def of_term(
    fault: Fault, path: str | None, subject: Term, predicate: NamedNode, value: str | None = None
) -> Finding:
    """Tell of a term in a statement.

    Args:
        fault: What is wrong with it.
        path: The document.
        subject: Of the statement, named for people.
        predicate: Of the statement.
        value: The term, where it is no predicate.
    """
    return Finding(
        code=fault.code,
        severity=fault.severity,
        message=fault.message,
        path=path,
        focus_node=str(subject) if isinstance(subject, BlankNode) else names.plain(subject),
        property=predicate.value,
        value=value,
        suggestion=fault.suggestion,
        fix=fault.fix,
    )


def in_namespace(almost: AlmostRight, path: str | None) -> Finding:
    """Tell of a namespace, once for a document.

    Args:
        almost: The namespace.
        path: The document.
    """
    return Finding(
        code=ALMOST_RIGHT,
        severity=almost.severity,
        message=almost.message,
        path=path,
        value=almost.found,
        suggestion=almost.right,
        fix=None if almost.is_legal else almost.right,
    )
