"""The terms of the user's own shapes: a shape that names none that there is checks nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from mediagora.reading.parsing import parse
from mediagora.reading.queryterms import mentions
from mediagora.validation import names
from mediagora.validation.blanks import Numbers
from mediagora.validation.querytext import prefixes_of
from mediagora.validation.terms import Declared, in_namespace, of_term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import Triple

    from mediagora.declared.terms import Role
    from mediagora.findings import Finding
    from mediagora.validation.names import Term
    from mediagora.validation.shapes import Shapes
    from mediagora.validation.userdata import UserData

_SELECT: Final = NamedNode(f"{names.SH}select")
_CLASSES: Final = {names.RDF_TYPE, names.SH_TARGET_CLASS, NamedNode(f"{names.SH}class")}
_PROPERTIES: Final = {
    names.SH_PATH,
    names.SH_TARGET_SUBJECTS_OF,
    names.SH_TARGET_OBJECTS_OF,
    *(
        NamedNode(names.SH + local)
        for local in (
            *("inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"),
            *("equals", "disjoint", "lessThan", "lessThanOrEquals"),
        )
    ),
}


def faulty_terms_of_shapes(shapes: Shapes, data: UserData) -> Iterator[Finding]:
    """Find what is wrong with the terms of the user's own shapes files (`MG101` to `MG104`).

    Terms of the SHACL namespace itself are the business of `guard`, which refuses unknown ones.

    Args:
        shapes: The shapes of the run.
        data: The data of the run, which may declare terms.
    """
    if not shapes.own_files:
        return
    declared = Declared(data, shapes.triples)
    for file in dict.fromkeys(shapes.own_files):
        yield from _of_file(file, parse(shapes.sources[file]), declared)


def _of_file(file: str, triples: list[Triple], declared: Declared) -> Iterator[Finding]:
    numbers = Numbers()
    numbers.add(Quad(*triple) for triple in triples)
    around: dict[Term, Term] = {
        value: subject for subject, _, value in triples if isinstance(value, BlankNode)
    }
    told: set[str] = set()
    for triple in triples:
        for iri, role in _terms(triple, triples):
            almost = declared.almost_right(iri)
            if almost and almost.found not in told:
                told.add(almost.found)
                yield in_namespace(almost, file)
            elif not iri.startswith(names.SH) and (fault := declared.fault(iri, role)):
                is_predicate = iri == triple.predicate.value
                finding = of_term(
                    fault, file, triple.subject, triple.predicate, None if is_predicate else iri
                )
                yield replace(
                    finding,
                    focus_node=numbers.of(finding.focus_node or ""),
                    shape=_name(triple.subject, around),
                    shape_path=file,
                )


def _terms(triple: Triple, triples: list[Triple]) -> Iterator[tuple[str, Role]]:
    subject, predicate, value = triple
    yield predicate.value, "property"
    if isinstance(value, NamedNode):
        yield value.value, _role(predicate)
    elif isinstance(value, Literal):
        yield value.datatype.value, "term"
        if predicate == _SELECT:
            for mention in mentions(value.value, prefixes_of(triples, subject)):
                if mention.iri and not mention.is_namespace:
                    yield mention.iri, "term"


def _name(node: Term, around: Mapping[Term, Term]) -> str | None:
    """The nearest named node around one."""
    seen: set[Term] = set()
    while node in around and node not in seen:
        seen.add(node)
        node = around[node]
    return node.value if isinstance(node, NamedNode) else None


def _role(predicate: Term) -> Role:
    if predicate in _CLASSES:
        return "class"
    return "property" if predicate in _PROPERTIES else "term"
