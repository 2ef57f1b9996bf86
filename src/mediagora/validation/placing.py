"""Findings to their places: the value that is wrong, else the property, else the subject.

Documents are read once more for it, and only the statements concerned.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode

from mediagora.reading.spans import Sought
from mediagora.validation.names import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mediagora.findings import Finding
    from mediagora.reading.inputs import Source
    from mediagora.reading.spans import Placed, Span
    from mediagora.validation.documents import Document
    from mediagora.validation.names import Term

_ALMOST_RIGHT: Final = "MG103"

_IRI: Final = re.compile(r"(\^?)<([^<>]*)>")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_MAX_STEPS: Final = 5
"""Statements that a path is followed along; beyond, the property that it starts with is shown."""

_SMALL: Final = 4 << 20
"""Bytes up to which a document is looked through for a literal that is a focus node itself."""

_AT_VALUE, _AT_PROPERTY, _AT_SUBJECT, _AT_OBJECT, _NOWHERE = range(5)


@dataclass(slots=True)
class _Sight:
    """A finding, and the best place for it so far."""

    finding: Finding
    node: str
    forward: frozenset[str]
    inverse: frozenset[str]
    rank: int = _NOWHERE
    span: Span | None = None
    said: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, finding: Finding) -> _Sight:
        about = finding.property or ""
        if "<" in about:
            steps = [(mark, iri) for mark, iri in _IRI.findall(about)]
        else:
            steps = [("", about)] if about else []
        return cls(
            finding,
            finding.focus_node or finding.shape or "",
            frozenset(iri for mark, iri in steps if not mark),
            frozenset(iri for mark, iri in steps if mark),
        )

    @property
    def is_literal(self) -> bool:
        """Whether the focus node is a literal, as that of `sh:targetObjectsOf` may be."""
        origin = self.finding.origin
        return origin is not None and origin.focus_node.startswith('"')

    @property
    def goes_on(self) -> bool:
        """Whether the value may stand in another statement than one of the focus node."""
        many = len(self.forward) + len(self.inverse) > 1 or "*" in (self.finding.property or "")
        return many and self.finding.value is not None and self.rank != _AT_VALUE

    def placed(self) -> Finding:
        """The finding, with its place if there is one."""
        finding = self.finding
        if self.node.startswith("_:") and self.said:
            finding = replace(finding, fingerprint=self._fingerprint())
        return finding if self.span is None else finding.at(*self.span)

    def _fingerprint(self) -> str:
        """Know a node without a name by what is said of it, as its number changes."""
        node = "\x1e".join(sorted(self.said))
        return replace(self.finding, focus_node=node, fingerprint="").fingerprint

    def at(self, rank: int, span: Span | None) -> None:
        if span is not None and rank < self.rank:
            self.rank, self.span = rank, span

    def see(self, statement: Placed) -> str | None:
        """Look at a statement of a node on the path; give the node that it leads to."""
        subject, predicate, value = statement.triple
        found = _text(value)
        on_path = predicate.value in self.forward
        if self._is_value(value, found) and (on_path or not self.forward):
            self.at(_AT_VALUE, statement.object)
        if _text(subject) == self.node:
            if isinstance(subject, BlankNode):
                self.said.append(f"{predicate.value} {'_:' if found[:2] == '_:' else found}")
            if on_path:
                self.at(_AT_PROPERTY, statement.predicate)
            self.at(_AT_SUBJECT, statement.subject)
        return found if on_path else None

    def _is_value(self, value: Term, text: str) -> bool:
        """Tell two literals of the same text apart, where the engine gave the term itself."""
        if text != self.finding.value:
            return False
        origin = self.finding.origin
        return origin is None or not origin.value or origin.value == str(value)

    def see_from_behind(self, statement: Placed) -> None:
        """Look at a statement that points at the focus node."""
        subject, predicate, _ = statement.triple
        if predicate.value in self.inverse and _text(subject) == self.finding.value:
            self.at(_AT_VALUE, statement.subject)
        self.at(_AT_OBJECT, statement.object)


def place(findings: Iterable[Finding], documents: Mapping[str, Document]) -> list[Finding]:
    """Give each finding its lines and columns, where they can be told.

    Findings about a file as a whole, and those that have a place, stay as they are.

    Args:
        findings: Of any documents, in any order.
        documents: By path.
    """
    by_path: dict[str | None, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    placed: list[Finding] = []
    for path, group in by_path.items():
        document = documents.get(path) if path is not None else None
        placed += group if document is None else _in_document(group, document)
    return placed


def _in_document(findings: list[Finding], document: Document) -> Iterator[Finding]:
    sights = []
    for finding in findings:
        if finding.line is None and finding.code == _ALMOST_RIGHT:
            yield _at_namespace(finding, document.source)
        elif finding.line is None and (finding.focus_node or finding.shape):
            sights.append(_Sight.of(finding))
        else:  # it has a place, or is about the file as a whole
            yield finding
    if sights:
        _look(sights, document)
    for sight in sights:
        yield sight.placed()


def _look(sights: list[_Sight], document: Document) -> None:
    by_node: dict[str, list[_Sight]] = {}
    pointed_at: dict[str, list[_Sight]] = {}
    for sight in sights:
        if not sight.is_literal:
            by_node.setdefault(sight.node, []).append(sight)
        is_named = not sight.node.startswith("_:")
        if sight.is_literal or (is_named and (sight.inverse or not document.describes(sight.node))):
            pointed_at.setdefault(sight.node, []).append(sight)
    sought = _sought(by_node, pointed_at)
    seen: set[tuple[int, str]] = set()
    for _ in range(_MAX_STEPS):
        onward = _step(by_node, pointed_at, sought, document)
        by_node = {}
        for node, group in onward.items():
            kept = [each for each in group if each.goes_on and (id(each), node) not in seen]
            seen.update((id(each), node) for each in kept)
            if kept:
                by_node[node] = kept
        if not by_node:
            break
        sought = _sought(by_node, {})
    # A literal that is written with escapes, a node written as [].
    lost = [each for each in sights if each.rank == _NOWHERE]
    if lost and document.source.size() <= _SMALL:
        pointed_at = {}
        for sight in lost:
            pointed_at.setdefault(sight.node, []).append(sight)
        _step({}, pointed_at, Sought(everything=True), document)


def _step(
    by_node: Mapping[str, list[_Sight]],
    pointed_at: Mapping[str, list[_Sight]],
    sought: Sought,
    document: Document,
) -> dict[str, list[_Sight]]:
    """Look at the statements of some nodes once; give the nodes to which paths go on."""
    from mediagora.reading.locating import locate

    onward: dict[str, list[_Sight]] = {}
    for statement in locate(document.source, sought, blanks_before=document.blanks_before):
        for sight in by_node.get(_text(statement.triple.subject), ()):
            following = sight.see(statement)
            if following:
                onward.setdefault(following, []).append(sight)
        for sight in pointed_at.get(_text(statement.triple.object), ()):
            sight.see_from_behind(statement)
    return onward


def _sought(by_node: Iterable[str], pointed_at: Mapping[str, list[_Sight]]) -> Sought:
    literals = [node for node, group in pointed_at.items() if group[0].is_literal]
    nodes = frozenset(by_node)
    blanks = frozenset(node for node in nodes if node.startswith("_:"))
    return Sought(
        subjects=nodes - blanks,
        objects=frozenset(pointed_at),
        literals=frozenset(literals),
        blanks=frozenset(node[2:] for node in blanks),
    )


def _at_namespace(finding: Finding, source: Source) -> Finding:
    """Place a finding about a namespace where the document declares it, or else first uses it."""
    from mediagora.reading.locating import directives

    for directive in directives(source):
        if directive.iri == finding.value:
            return finding.at(*directive.span)
    namespace = (finding.value or "").encode()
    data = source.read().removeprefix(BOM_UTF8)
    start = data.find(namespace) if namespace else -1
    if start < 0:
        return finding
    lines = _LINE_END.split(data[:start].decode(errors="replace"))
    line, column = len(lines), len(lines[-1]) + 1
    return finding.at(line, column, line, column + len(finding.value or ""))


def _text(term: Term) -> str:
    return str(term) if isinstance(term, BlankNode) else plain(term)
