"""The W3C's SHACL suite: its tests, each with its shapes, its data and the results it expects.

A result is compared in full: focus node, path, value, constraint component, severity and source
shape. No blank node matches just any other:

- those of the data keep their labels, which come back in the results;
- a shape that the suite expects as the source of a result, and that has no name, is given one;
- a path is known by what it is made of, however deep.

`sh:resultMessage` and `sh:detail` are left out, as the suite itself leaves them out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import pyoxigraph as ox

from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row: TypeAlias = tuple[str, str | None, str | None, str, str, str]
"""Focus node, path, value, component, severity and source shape of a result, as in N-Triples."""

BASE: Final = "https://example.org/suite/"
MANIFEST: Final = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TESTS: Final = "http://www.w3.org/ns/shacl-test#"
SH: Final = PREFIXES["sh"]
RDF_FIRST: Final = PREFIXES["rdf"] + "first"
RDF_REST: Final = PREFIXES["rdf"] + "rest"
_NAMED: Final = "urn:x-suite:shape:"


class Triples:
    """Some triples, by subject and predicate."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self.triples = list(triples)
        self._values: dict[tuple[Term, str], list[Term]] = {}
        self._predicates: dict[Term, list[str]] = {}
        for subject, predicate, value in self.triples:
            self._values.setdefault((subject, predicate.value), []).append(value)
            self._predicates.setdefault(subject, []).append(predicate.value)

    def all(self, subject: Term, predicate: str) -> list[Term]:
        return self._values.get((subject, predicate), [])

    def one(self, subject: Term, predicate: str) -> Term | None:
        return next(iter(self.all(subject, predicate)), None)

    def structure(self, node: Term) -> str:
        """What a node is made of, if it is blank: two paths are the same where these are."""
        if not isinstance(node, ox.BlankNode):
            return str(node)
        parts = {
            f"{predicate} {self.structure(value)}"
            for predicate in self._predicates_of(node)
            for value in self.all(node, predicate)
        }
        return f"[{' ; '.join(sorted(parts))}]"

    def _predicates_of(self, node: Term) -> Iterable[str]:
        """Of a list nothing else counts: the suite has sequences that say they are inverse too."""
        stated = self._predicates.get(node, [])
        return [RDF_FIRST, RDF_REST] if RDF_FIRST in stated else stated


@dataclass(frozen=True, slots=True)
class Case:
    """One test.

    Attributes:
        name: Its place in the suite, such as `core/node/and-001`.
        shapes: The shapes graph.
        data: The data graph.
        expected: How often each result is expected; `None` where the engine must refuse.
        is_listed: A manifest of the suite includes it.
    """

    name: str
    shapes: list[ox.Triple]
    data: list[ox.Triple]
    expected: Counter[Row] | None
    is_listed: bool


def read(suite: Path, part: str) -> list[Case]:
    """Read the tests of `core` or `sparql`, in the order of their names."""
    files = sorted((suite / part).rglob("*.ttl"))
    documents = {_iri(suite, file): _parse(suite, file) for file in files}
    listed = {
        str(value)
        for document in documents.values()
        for _, predicate, value in document.triples
        if predicate.value == f"{MANIFEST}include"
    }
    return [
        _case(node, document, documents, is_listed=f"<{iri}>" in listed)
        for iri, document in documents.items()
        for node in _tests(document)
    ]


def _iri(suite: Path, file: Path) -> str:
    return BASE + file.relative_to(suite).as_posix()


def _parse(suite: Path, file: Path) -> Triples:
    return Triples(quad.triple for quad in ox.parse(path=file, base_iri=_iri(suite, file)))


def _tests(document: Triples) -> list[Term]:
    validate = (ox.NamedNode(PREFIXES["rdf"] + "type"), ox.NamedNode(f"{TESTS}Validate"))
    return [subject for subject, *stated in document.triples if tuple(stated) == validate]


def _case(test: Term, document: Triples, documents: dict[str, Triples], *, is_listed: bool) -> Case:
    action, result = (
        document.one(test, f"{MANIFEST}action"),
        document.one(test, f"{MANIFEST}result"),
    )
    assert isinstance(test, ox.NamedNode)
    assert action is not None
    assert result is not None
    shapes, data = (
        documents[graph.value].triples
        for name in ("shapesGraph", "dataGraph")
        if isinstance(graph := document.one(action, TESTS + name), ox.NamedNode)
    )
    results = document.all(result, f"{SH}result")
    named = {
        shape: ox.NamedNode(_NAMED + shape.value)
        for each in results
        if isinstance(shape := document.one(each, f"{SH}sourceShape"), ox.BlankNode)
    }
    expected = None
    if result != ox.NamedNode(f"{TESTS}Failure"):
        expected = Counter(_row(document, each, named) for each in results)
        conforms = document.one(result, f"{SH}conforms")
        assert isinstance(conforms, ox.Literal)
        assert (conforms.value == "true") == (not expected)
    return Case(
        name=test.value.removeprefix(BASE),
        shapes=[
            ox.Triple(named.get(subject, subject), predicate, named.get(value, value))
            for subject, predicate, value in shapes
        ],
        data=data,
        expected=expected,
        is_listed=is_listed,
    )


def _row(document: Triples, result: Term, named: dict[ox.BlankNode, ox.NamedNode]) -> Row:
    def told(name: str) -> Term | None:
        return document.one(result, SH + name)

    path, value, shape = told("resultPath"), told("value"), told("sourceShape")
    return (
        str(told("focusNode")),
        None if path is None else document.structure(path),
        None if value is None else str(value),
        str(told("sourceConstraintComponent")),
        str(told("resultSeverity")),
        str(named.get(shape, shape) if isinstance(shape, ox.BlankNode) else shape),
    )
