"""Findings to their places: the value that is wrong, else the property, else the subject.

Documents are read once more for it, and only the statements concerned.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from mediagora.reading.spans import Sought
from mediagora.validation.names import plain
from mediagora.validation.pathsteps import following, may_end, starting, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mediagora.findings import Finding
    from mediagora.reading.inputs import Source
    from mediagora.reading.spans import Placed, Span
    from mediagora.validation.documents import Document
    from mediagora.validation.names import Term
    from mediagora.validation.pathsteps import Step

_ALMOST_RIGHT: Final = "MG103"
_OF_TERMS: Final = "MG1"

_UNNAMED: Final = ("_:", '"')
"""How blank nodes and literals start, as they are known here."""

_MAX_STEPS: Final = 5
"""Statements that a path is followed along; beyond, the property that it starts with is shown."""

_SMALL: Final = 4 << 20
"""Bytes up to which a document is looked through for a node that is found in no other way."""


@dataclass(slots=True)
class _Node:
    """A focus node: where it stands, and the ways that lead from it."""

    subject: Span | None = None
    pointed_at: Span | None = None
    said: list[str] = field(default_factory=list)
    ways: dict[str, _Way] = field(default_factory=dict)


@dataclass(slots=True)
class _Way:
    """All findings of one focus node and one path, many as there may be."""

    steps: tuple[Step, ...]
    of_property: Span | None = None
    by_value: dict[str, list[Finding]] = field(default_factory=dict)
    spans: dict[int, Span] = field(default_factory=dict)
    """Places of values, by the identity of the finding."""
    seen: set[tuple[str, int]] = field(default_factory=set)

    def meet(self, term: Term, span: Span | None) -> None:
        """Take the place of a value at the end of the way."""
        for finding in self.by_value.get(_text(term), ()):
            if span is not None and id(finding) not in self.spans and _is_value(finding, term):
                self.spans[id(finding)] = span

    @property
    def goes_on(self) -> bool:
        """Whether a value is still to be found."""
        return len(self.spans) < sum(map(len, self.by_value.values()))


_Frontier = dict[str, list[tuple[_Way, int]]]
"""Nodes at which statements are looked at next, with the step to take there."""


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
    sought = []
    for finding in findings:
        if finding.line is None and finding.code == _ALMOST_RIGHT:
            yield _at_namespace(finding, document.source)
        elif finding.line is None and _node(finding):
            sought.append(finding)
        else:  # it has a place, or is about the file as a whole
            yield finding
    nodes: dict[str, _Node] = {}
    for finding in sought:
        node = nodes.setdefault(_node(finding), _Node())
        about = finding.property or ""
        way = node.ways.get(about)
        if way is None:
            way = node.ways[about] = _Way(steps_of(about))
        if finding.value is not None:
            way.by_value.setdefault(finding.value, []).append(finding)
    if nodes:
        _look(nodes, document)
    for finding in sought:
        yield _placed(finding, nodes[_node(finding)])


def _placed(finding: Finding, node: _Node) -> Finding:
    way = node.ways[finding.property or ""]
    span = way.spans.get(id(finding))
    if (finding.focus_node or "").startswith("_:"):
        # A node without a name is known by what is said of it, as its number changes.
        known_as = replace(finding, focus_node="\x1e".join(sorted(node.said)), fingerprint="")
        finding = replace(finding, fingerprint=known_as.fingerprint)
    span = span or way.of_property or node.subject or node.pointed_at
    return finding if span is None else finding.at(*span)


def _look(nodes: dict[str, _Node], document: Document) -> None:
    forward: _Frontier = {}
    back: _Frontier = {}
    for name, node in nodes.items():
        for way in node.ways.values():
            _go(way, name, starting(way.steps), forward, back)
    pointed_at = {
        name for name in nodes if not name.startswith(_UNNAMED) and not document.describes(name)
    }
    sought = _sought([*nodes, *forward], [*back, *pointed_at, *nodes])
    forward, back = _step(nodes, forward, back, sought, document)
    for _ in range(_MAX_STEPS - 1):
        if not (forward or back):
            break
        forward, back = _step({}, forward, back, _sought(forward, back), document)
    # A literal that is written with escapes, a node written as [].
    lost = {
        name for name, node in nodes.items() if not (node.subject or node.pointed_at or node.said)
    }
    if lost and document.source.size() <= _SMALL:
        _step({name: nodes[name] for name in lost}, {}, {}, Sought(everything=True), document)


def _step(
    nodes: Mapping[str, _Node],
    forward: _Frontier,
    back: _Frontier,
    sought: Sought,
    document: Document,
) -> tuple[_Frontier, _Frontier]:
    """Look at the statements of some nodes once; give those at which ways go on.

    Args:
        nodes: The focus nodes, where they have not been looked at yet.
        forward: Ways that go on from the subject of a statement.
        back: Ways that go on from its object.
        sought: These nodes.
        document: Where to look.
    """
    from mediagora.reading.locating import locate

    onward: _Frontier = {}
    onward_back: _Frontier = {}
    for statement in locate(document.source, sought, blanks_before=document.blanks_before):
        subject, predicate, value = statement.triple
        start, end = _key(subject), _key(value)
        if start in nodes:
            _describe(nodes[start], statement)
        if end in nodes:
            nodes[end].pointed_at = nodes[end].pointed_at or statement.object
        for way, number in forward.get(start, ()):
            properties = way.steps[number].forward
            if properties is not None and predicate.value not in properties:
                continue
            if properties is not None and nodes:
                way.of_property = way.of_property or statement.predicate
            if may_end(way.steps, number):
                way.meet(value, statement.object)
            if not isinstance(value, Literal):
                _go(way, end, following(way.steps, number), onward, onward_back)
        for way, number in back.get(end, ()):
            if predicate.value in way.steps[number].inverse:
                if may_end(way.steps, number):
                    way.meet(subject, statement.subject)
                _go(way, start, following(way.steps, number), onward, onward_back)
    return _still(onward), _still(onward_back)


def _describe(node: _Node, statement: Placed) -> None:
    subject, predicate, value = statement.triple
    node.subject = node.subject or statement.subject
    if isinstance(subject, BlankNode):
        said = "_:" if isinstance(value, BlankNode) else plain(value)
        node.said.append(f"{predicate.value} {said}")


def _go(way: _Way, node: str, numbers: Iterable[int], forward: _Frontier, back: _Frontier) -> None:
    """Let a way go on from a node, by steps that it has not taken there."""
    for number in numbers:
        if (node, number) not in way.seen:
            way.seen.add((node, number))
            step = way.steps[number]
            if step.forward is None or step.forward:
                forward.setdefault(node, []).append((way, number))
            if step.inverse:
                back.setdefault(node, []).append((way, number))


def _still(frontier: _Frontier) -> _Frontier:
    """Leave out the ways whose values have been found."""
    left = {
        node: [(way, number) for way, number in ways if way.goes_on]
        for node, ways in frontier.items()
    }
    return {node: ways for node, ways in left.items() if ways}


def _sought(subjects: Iterable[str], objects: Iterable[str]) -> Sought:
    """Tell the reader what to look for; literals are looked for where they are pointed at."""
    names, ends = frozenset(subjects), frozenset(objects)
    return Sought(
        subjects=frozenset(name for name in names if not name.startswith(_UNNAMED)),
        objects=frozenset(name for name in ends if not name.startswith(_UNNAMED)),
        blanks=frozenset(name[2:] for name in names if name.startswith("_:")),
        literals=frozenset(name[1:] for name in ends if name.startswith('"')),
    )


def _at_namespace(finding: Finding, source: Source) -> Finding:
    """Place a finding about a namespace where the document declares it, or else first uses it."""
    from mediagora.reading.iris import first_iri
    from mediagora.reading.locating import directives

    for directive in directives(source):
        if directive.iri == finding.value:
            return finding.at(*directive.span)
    span = first_iri(source, finding.value or "")
    finding = replace(finding, fix=None)  # one of many: `--fix` would leave two namespaces
    return finding if span is None else finding.at(*span)


def _node(finding: Finding) -> str:
    """Give what the focus node is known by here, as `_key` does for terms."""
    node, origin = finding.focus_node, finding.origin
    if node is None:
        return finding.shape or ""
    # That of `sh:targetObjectsOf` may be a literal, with the text of an IRI.
    return f'"{node}' if origin and origin.focus_node.startswith('"') else node


def _is_value(finding: Finding, term: Term) -> bool:
    """Tell two terms of the same text apart, as far as the finding knows which is meant."""
    if finding.code.startswith(_OF_TERMS):
        return isinstance(term, NamedNode)
    origin = finding.origin
    return origin is None or not origin.value or origin.value == str(term)


def _key(term: Term) -> str:
    return f'"{term.value}' if isinstance(term, Literal) else _text(term)


def _text(term: Term) -> str:
    return str(term) if isinstance(term, BlankNode) else plain(term)
