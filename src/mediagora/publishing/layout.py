"""Statements laid out for a reader: one subject each, long values on lines of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from mediagora.publishing.order import (
    SECTIONS,
    TYPE,
    evidence_key,
    natural,
    predicate_key,
    section_of,
    type_key,
    value_key,
)
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mediagora.publishing.blanks import Statements, Subject
    from mediagora.publishing.order import Key
    from mediagora.publishing.terms import Names
    from mediagora.reading.interop import Term

_LINE: Final = 100
"""Columns that several values of a predicate may take up before each gets a line of its own."""

_BRACKET: Final = 120
"""Columns that `[ … ]` and `( … )` may take up, which are easier to read in one piece."""

_NIL: Final = NamedNode(PREFIXES["rdf"] + "nil")
_STEP: Final = 4


@dataclass(frozen=True, slots=True)
class Statement:
    """All that a document says of one subject.

    Attributes:
        subject: The node at its start.
        section: Where in the document it belongs.
        text: The statement in Turtle, without a line end.
    """

    subject: Subject
    section: str
    text: str


class Writer:
    """Writes the statements of a graph, in order.

    Args:
        graph: The graph.
        names: How IRIs and literals are written.
        comments: Lines of comment by subject; they decide the order of statements that are alike.

    Attributes:
        graph: The graph.
        comments: Lines of comment by subject.
        statements: The statements, in order.

    Example:
        >>> from pyoxigraph import RdfFormat, parse
        >>> from mediagora.publishing.blanks import Statements
        >>> from mediagora.publishing.terms import Names
        >>> quads = parse("<urn:a> <urn:p> 2, 1, ( [] ) .", format=RdfFormat.TURTLE)
        >>> graph = Statements([quad.triple for quad in quads], path="-")
        >>> print(Writer(graph, Names({}, graph.iris()), {}).statements[0].text)
        <urn:a> <urn:p> 1, 2, ( [] ) .
    """

    def __init__(
        self, graph: Statements, names: Names, comments: Mapping[Subject, Sequence[str]]
    ) -> None:
        self.graph = graph
        self._names = names
        self.comments = comments
        self._sorted: dict[Term, list[tuple[NamedNode, list[Term]]]] = {}
        self._flats: dict[Term, str] = {}
        keyed = sorted(map(self._keyed, graph.roots()), key=lambda pair: pair[0])
        self.statements = [statement for _, statement in keyed]

    def blank_nodes(self) -> list[BlankNode]:
        """All blank nodes, in the order in which they are written."""
        found: dict[BlankNode, None] = {}
        for statement in self.statements:
            self._collect(statement.subject, found, start=True)
        return list(found)

    def _collect(self, node: Term, found: dict[BlankNode, None], *, start: bool = False) -> None:
        if node in self.graph.lists:
            found.update(dict.fromkeys(self.graph.lists[node]))
            for item in self.graph.items(node):
                self._collect(item, found)
            return
        if isinstance(node, BlankNode):
            found[node] = None
        if start or (isinstance(node, BlankNode) and node not in self.graph.labels):
            for _, values in self._properties(node):
                for value in values:
                    self._collect(value, found)

    def _keyed(self, subject: Subject) -> tuple[Key, Statement]:
        properties = self.graph.by_subject[subject]
        section = section_of(subject, properties)
        bare = properties.keys() == {TYPE} and isinstance(subject, NamedNode)  # stands last
        statement = Statement(subject, section, self._statement(subject))
        by_name = (
            natural(subject.value) if isinstance(subject, NamedNode) else evidence_key(properties)
        )
        rank = SECTIONS.index(section)
        named = isinstance(subject, BlankNode)
        comments = tuple(self.comments.get(subject, ()))
        return (rank, bare, named, by_name, statement.text, comments), statement

    def _statement(self, subject: Subject) -> str:
        head = self._flat(subject) if subject in self.graph.labels else self._subject(subject)
        properties = self._properties(subject)
        (first, values), *rest = properties
        text = f"{head} {self._predicate(first, values, 0, len(head) + 1)}"
        if first == TYPE or (not rest and "\n" not in text and len(text) <= _BRACKET):
            lines = [text]
        else:
            lines = [f"{head}\n{' ' * _STEP}{self._predicate(first, values, _STEP, _STEP)}"]
        lines += [
            " " * _STEP + self._predicate(predicate, found, _STEP, _STEP)
            for predicate, found in rest
        ]
        return " ;\n".join(lines) + " ."

    def _subject(self, subject: Subject) -> str:
        return self._names.iri(subject) if isinstance(subject, NamedNode) else "[]"

    def _properties(self, node: Term) -> list[tuple[NamedNode, list[Term]]]:
        if node not in self._sorted:
            found = self.graph.by_subject.get(node, {})
            self._sorted[node] = [
                (predicate, sorted(found[predicate], key=self._key_of(predicate)))
                for predicate in sorted(found, key=predicate_key)
            ]
        return self._sorted[node]

    def _key_of(self, predicate: NamedNode) -> Callable[[Term], Key]:
        def key(value: Term) -> Key:
            if isinstance(value, BlankNode):
                return (2, self._flat(value))
            if predicate == TYPE and isinstance(value, NamedNode):
                return (0, *type_key(value))
            return value_key(value)

        return key

    def _predicate(self, predicate: NamedNode, values: list[Term], indent: int, column: int) -> str:
        """A predicate and its values; `column` is where the line has got to."""
        name = self._names.predicate(predicate)
        column += len(name) + 1
        if len(values) == 1:
            return f"{name} {self._value(values[0], indent, column)}"
        flat = ", ".join(map(self._flat, values))
        if "\n" not in flat and column + len(flat) <= _LINE and not _multilingual(values):
            return f"{name} {flat}"
        inner = indent + _STEP
        pad = "\n" + " " * inner
        return f"{name}{pad}" + f",{pad}".join(self._value(value, inner, inner) for value in values)

    def _value(self, value: Term, indent: int, column: int) -> str:
        flat = self._flat(value)
        is_list = value in self.graph.lists
        in_place = isinstance(value, BlankNode) and value not in self.graph.labels
        if not (is_list or in_place) or ("\n" not in flat and column + len(flat) <= _BRACKET):
            return flat
        inner = indent + _STEP
        pad = "\n" + " " * inner
        if is_list:
            items = [self._value(item, inner, inner) for item in self.graph.items(value)]
            return f"({pad}{pad.join(items)}\n{' ' * indent})"
        lines = [
            self._predicate(predicate, values, inner, inner)
            for predicate, values in self._properties(value)
        ]
        return f"[{pad}" + f" ;{pad}".join(lines) + f"\n{' ' * indent}]"

    def _flat(self, value: Term) -> str:
        """A term on one line, except where a string has several itself."""
        if value not in self._flats:
            self._flats[value] = self._flatten(value)
        return self._flats[value]

    def _flatten(self, value: Term) -> str:
        if isinstance(value, Literal):
            return self._names.literal(value)
        if isinstance(value, NamedNode):
            return "()" if value == _NIL else self._names.iri(value)
        if value in self.graph.labels:
            return f"_:{self.graph.labels[value]}"
        if value in self.graph.lists:
            return f"( {' '.join(map(self._flat, self.graph.items(value)))} )"
        inside = " ; ".join(
            f"{self._names.predicate(predicate)} {', '.join(map(self._flat, values))}"
            for predicate, values in self._properties(value)
        )
        return f"[ {inside} ]" if inside else "[]"


def _multilingual(values: list[Term]) -> bool:
    languages = {value.language for value in values if isinstance(value, Literal)} - {None}
    return len(languages) > 1


def assemble(
    statements: Sequence[Statement],
    prefixes: Mapping[str, str],
    headings: Mapping[str, str],
    comments: Mapping[Subject, Sequence[str]],
) -> Iterator[str]:
    """Put statements under their prefixes and headings; what is given out is parted by empty lines.

    A heading is written where a document has several sections besides its header. Statements of
    one line stand together.
    """
    if prefixes:
        yield "\n".join(
            f"@prefix {prefix}: {NamedNode(prefixes[prefix])} ." for prefix in sorted(prefixes)
        )
    sections = {statement.section for statement in statements} - {"header"}
    section = ""
    short: list[str] = []
    for statement in statements:
        lines = comments.get(statement.subject, ())
        new = statement.section not in {section, "header"} and len(sections) > 1
        joins = not lines and "\n" not in statement.text
        if short and (new or not joins):
            yield "\n".join(short)
            short = []
        if new:
            yield headings[statement.section]
        section = statement.section
        if joins:
            short.append(statement.text)
        else:
            yield "\n".join([*lines, statement.text])
    if short:
        yield "\n".join(short)
