"""Random SHACL core shapes and random data for them: small, well formed, no shape recursive.

Both speak of the same few nodes, classes and predicates, so that most shapes have something to
look at. Everything that a result can come from has an IRI, as it has after `load_shapes`.
"""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Final, TypeAlias

import pyoxigraph
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mediagora.validation.names import RDF_FIRST, RDF_NIL, RDF_REST, RDF_TYPE, RDFS_SUBCLASS, SH
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from mediagora.validation.names import Term

EX: Final = "https://example.org/"
XSD: Final = PREFIXES["xsd"]


def _typed(local: str, *texts: str) -> list[Literal]:
    return [Literal(text, datatype=NamedNode(XSD + local)) for text in texts]


NODES: Final = [NamedNode(EX + name) for name in "abcde"]
CLASSES: Final = [NamedNode(EX + name) for name in ("C", "D", "E")]
PREDICATES: Final = [NamedNode(EX + name) for name in "pqr"]
BLANKS: Final = [BlankNode("x"), BlankNode("y")]
LITERALS: Final = [
    *_typed("integer", "1", "2", "5", "01", "-3", "many"),
    *_typed("decimal", "1.0", "1.5"),
    *_typed("double", "2.0E0", "NaN", "x"),
    *_typed("boolean", "true", "0", "maybe"),
    *_typed("date", "2024-02-29", "2025-01-01", "2025-02-30"),
    *_typed("dateTime", "2024-02-29T12:00:00Z", "2025-01-01T00:00:00"),
    *_typed("gYear", "2024"),
    *_typed("anyURI", "https://example.org/a"),
    *(Literal(text) for text in ("", "a", "abc", "ABC", "Zoë", "1")),
    *(Literal("abc", language=tag) for tag in ("en", "en-gb", "fr")),
    *(Literal("other", language=tag) for tag in ("en", "fr")),
    Literal("1", datatype=NamedNode(EX + "datatype")),
]
"""Of several datatypes, some ill-formed, some equal in value and not in text."""

Path: TypeAlias = "NamedNode | tuple[str, list[Path]]"
"""A predicate, or what combines paths (`sequencePath` stands for a plain list) and the paths."""

_WRAPPERS: Final = ("inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
_COMBINERS: Final = ("sequencePath", "alternativePath")

_TRUE: Final = Literal(value=True)
_COUNTS: Final = st.integers(0, 2).map(Literal)
_DATATYPES: Final = [
    *(NamedNode(XSD + local) for local in ("integer", "decimal", "string", "date", "boolean")),
    NamedNode(PREFIXES["rdf"] + "langString"),
    NamedNode(EX + "datatype"),
]
_KINDS: Final = ("IRI", "Literal", "BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral")
_PATTERNS: Final = ("^a", "b", "^[A-Z]+$", "example", "^$", "o.$")
_RANGES: Final = ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive")
_PAIRS: Final = ("equals", "disjoint", "lessThan", "lessThanOrEquals")

_VALUES: Final[dict[str, SearchStrategy[Term]]] = {
    "class": st.sampled_from(CLASSES),
    "datatype": st.sampled_from(_DATATYPES),
    "nodeKind": st.sampled_from([NamedNode(SH + kind) for kind in _KINDS]),
    "pattern": st.sampled_from([Literal(text) for text in _PATTERNS]),
    "uniqueLang": st.just(_TRUE),
    "maxLength": st.integers(0, 4).map(Literal),
    **dict.fromkeys(("minLength", "minCount", "maxCount"), _COUNTS),
    **dict.fromkeys(_PAIRS, st.sampled_from(PREDICATES)),
}
_REPEATABLE: Final = {"class", "hasValue", *_PAIRS}

# What a shape is made of; what is named twice is drawn twice as often.
_NESTED: Final = ("not", "and", "or", "xone", "node", "property") * 2
_ANYWHERE: Final = (
    *("class", "datatype", "nodeKind", "minLength", "maxLength", "pattern", "hasValue"),
    *("equals", "disjoint", "in", "languageIn", *_RANGES),
)
_AT_NODES: Final = (*_ANYWHERE, "closed")
_IN_NODES: Final = (*_NESTED, *("property",) * 8)
_AT_PROPERTIES: Final = (
    *(*_ANYWHERE, "uniqueLang", "lessThan", "lessThanOrEquals"),
    *("minCount", "maxCount") * 2,
)
_IN_PROPERTIES: Final = (*_NESTED, *("qualifiedValueShape",) * 3)

_LEVELS: Final = [NamedNode(SH + level) for level in ("Info", "Warning", "Violation")]
_DESCRIPTIONS: Final[dict[str, list[Term | None]]] = {
    "severity": [None, None, *_LEVELS],
    "message": [None, Literal("bad"), Literal("bad", language="en"), Literal("mal", language="fr")],
    "deactivated": [*[None] * 15, _TRUE],
}
_TARGETS: Final[dict[str, list[Term]]] = {
    "targetClass": [*CLASSES],
    "targetNode": [*NODES, Literal("abc"), *_typed("integer", "5")],
    "targetSubjectsOf": [*PREDICATES],
    "targetObjectsOf": [*PREDICATES],
    "implicitClass": [],
}


def ntriples(triples: Iterable[Triple]) -> str:
    """Write triples as the engines read them."""
    written = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return written.decode()


def data_graphs(
    *, literals: Sequence[Literal] = LITERALS, blank_nodes: bool = False
) -> SearchStrategy[list[Triple]]:
    """Draw data: links, literals, types and subclass links, no triple twice.

    Args:
        literals: What to draw literals from.
        blank_nodes: Whether `_:x` and `_:y` are among the nodes.
    """
    nodes = st.sampled_from([*NODES, *(BLANKS if blank_nodes else [])])
    predicates = st.sampled_from(PREDICATES)
    classes = st.sampled_from(CLASSES)
    values = st.sampled_from([*literals, *(text for text in literals if text.language)])
    parts = st.tuples(
        st.lists(st.builds(Triple, nodes, predicates, nodes), max_size=12),
        st.lists(st.builds(Triple, nodes, predicates, values), max_size=12),
        st.lists(st.builds(Triple, nodes, st.just(RDF_TYPE), classes), max_size=6),
        st.lists(st.builds(Triple, classes, st.just(RDFS_SUBCLASS), classes), max_size=3),
    )
    return parts.map(lambda drawn: list(dict.fromkeys(chain.from_iterable(drawn))))


def paths(*, without: Collection[str] = ()) -> SearchStrategy[Path]:
    """Draw property paths, nested a little; `without` names kinds such as `inversePath`."""
    step: SearchStrategy[Path] = st.sampled_from([*PREDICATES * 3, RDF_TYPE])

    def longer(inner: SearchStrategy[Path]) -> SearchStrategy[Path]:
        one = st.lists(inner, min_size=1, max_size=1)
        several = st.lists(inner, min_size=2, max_size=3)
        kinds = [(kind, one) for kind in _WRAPPERS] + [(kind, several) for kind in _COMBINERS]
        allowed = [st.tuples(st.just(kind), parts) for kind, parts in kinds if kind not in without]
        return st.one_of(step, *allowed)

    return st.one_of(step, st.recursive(step, longer, max_leaves=4))


@st.composite
def shapes_graphs(
    draw: DrawFn,
    *,
    literals: Sequence[Literal] = LITERALS,
    without: Collection[str] = (),
    max_shapes: int = 3,
) -> list[Triple]:
    """Draw a shapes graph: up to `max_shapes` shapes with targets, and those they refer to.

    Args:
        draw: Hypothesis's.
        literals: What to draw the literals of constraints from.
        without: Local names of what is not to occur: constraint parameters (`closed`, `lessThan`),
            kinds of paths (`inversePath`, `sequencePath`) and of targets (`targetNode`,
            `implicitClass`), `flags`, `severity`, `message`, `deactivated`.
        max_shapes: Largest number of shapes with targets.
    """
    drawing = _Drawing(draw, literals, without)
    for _ in range(draw(st.integers(1, max_shapes))):
        drawing.shape_with_targets()
    return drawing.triples


class _Drawing:
    """One shapes graph while it is drawn; a shape refers to finished ones only, so none recurs."""

    def __init__(self, draw: DrawFn, literals: Sequence[Literal], without: Collection[str]) -> None:
        terms = st.sampled_from([*NODES, *literals])
        limits = st.sampled_from([*literals, *list(literals[:3]) * 3])
        tags = st.sampled_from([Literal(tag) for tag in ("en", "fr", "de")])
        self.triples: list[Triple] = []
        self._draw = draw
        self._without = without
        self._finished: dict[bool, list[NamedNode]] = {False: [], True: []}
        self._classes = list(CLASSES)
        self._names = (NamedNode(f"{EX}S{number}") for number in count(1))
        self._blanks = (BlankNode(f"s{number}") for number in count(1))
        self._paths = paths(without=without)
        self._values = {**_VALUES, "hasValue": terms, **dict.fromkeys(_RANGES, limits)}
        self._lists: dict[str, SearchStrategy[list[Term]]] = {
            "in": st.lists(terms, max_size=4),
            "languageIn": st.lists(tags, max_size=2),
            "ignoredProperties": st.lists(st.sampled_from([*PREDICATES, RDF_TYPE]), max_size=3),
        }

    def shape_with_targets(self) -> None:
        is_property = self._draw(st.integers(0, 3)) == 3
        kinds = st.sampled_from([kind for kind in _TARGETS if kind not in self._without])
        chosen = self._draw(st.lists(kinds, min_size=1, max_size=2, unique=True))
        if "implicitClass" in chosen and not is_property and self._classes:
            shape = self._shape(is_property=False, depth=2, name=self._classes.pop())
            self._add(shape, RDF_TYPE, NamedNode(PREFIXES["rdfs"] + "Class"))
        else:
            shape = self._shape(is_property=is_property, depth=2)
        for kind in chosen:
            if _TARGETS[kind]:
                self._sh(shape, kind, self._draw(st.sampled_from(_TARGETS[kind])))

    def _shape(self, *, is_property: bool, depth: int, name: NamedNode | None = None) -> NamedNode:
        shape = name or next(self._names)
        self._add(shape, RDF_TYPE, NamedNode(f"{SH}{'Property' if is_property else 'Node'}Shape"))
        if is_property:
            self._sh(shape, "path", self._path(self._draw(self._paths)))
        own, nested = (_AT_PROPERTIES, _IN_PROPERTIES) if is_property else (_AT_NODES, _IN_NODES)
        kinds = [kind for kind in (*own, *(nested if depth else ())) if kind not in self._without]
        chosen = self._draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3))
        for kind in dict.fromkeys(chosen):
            self._constrain(shape, kind, depth, times=chosen.count(kind))
        for kind, terms in _DESCRIPTIONS.items():
            term = None if kind in self._without else self._draw(st.sampled_from(terms))
            if term is not None:
                self._sh(shape, kind, term)
        self._finished[is_property].append(shape)
        return shape

    def _constrain(self, shape: NamedNode, kind: str, depth: int, times: int) -> None:
        if kind in self._lists:
            self._sh(shape, kind, self._list(self._draw(self._lists[kind])))
        elif kind in self._values:
            for _ in range(times if kind in _REPEATABLE else 1):
                self._sh(shape, kind, self._draw(self._values[kind]))
            if kind == "pattern" and self._sometimes("flags"):
                self._sh(shape, "flags", Literal("i"))
        elif kind == "closed":
            self._sh(shape, kind, _TRUE)
            if self._sometimes("ignoredProperties"):
                self._constrain(shape, "ignoredProperties", depth, times=1)
        elif kind in ("and", "or", "xone"):
            size = self._draw(st.integers(1, 2))
            self._sh(shape, kind, self._list([self._any_shape(depth) for _ in range(size)]))
        elif kind == "qualifiedValueShape":
            self._sh(shape, kind, self._any_shape(depth))
            for bound in self._draw(st.sampled_from([("Min",), ("Max",), ("Min", "Max")])):
                self._sh(shape, f"qualified{bound}Count", self._draw(_COUNTS))
            if self._sometimes("qualifiedValueShapesDisjoint"):
                self._sh(shape, "qualifiedValueShapesDisjoint", _TRUE)
        else:
            is_property = {"not": None, "node": False, "property": True}[kind]
            for _ in range(times):
                self._sh(shape, kind, self._any_shape(depth, is_property=is_property))

    def _sometimes(self, kind: str) -> bool:
        return kind not in self._without and self._draw(st.booleans())

    def _any_shape(self, depth: int, *, is_property: bool | None = None) -> NamedNode:
        """A shape to refer to: a new one, or sometimes one that there is."""
        if is_property is None:
            is_property = self._draw(st.booleans())
        if self._finished[is_property] and self._draw(st.integers(0, 3)) == 3:
            return self._draw(st.sampled_from(self._finished[is_property]))
        return self._shape(is_property=is_property, depth=depth - 1)

    def _path(self, path: Path) -> Term:
        if isinstance(path, NamedNode):
            return path
        kind, inner = path
        parts = [self._path(part) for part in inner]
        if kind == "sequencePath":
            return self._list(parts)
        node = next(self._blanks)
        self._sh(node, kind, self._list(parts) if kind == "alternativePath" else parts[0])
        return node

    def _list(self, items: Sequence[Term]) -> Term:
        rest: Term = RDF_NIL
        for item in reversed(items):
            node = next(self._blanks)
            self._add(node, RDF_FIRST, item)
            self._add(node, RDF_REST, rest)
            rest = node
        return rest

    def _sh(self, subject: NamedNode | BlankNode, local: str, value: Term) -> None:
        self._add(subject, NamedNode(SH + local), value)

    def _add(self, subject: NamedNode | BlankNode, predicate: NamedNode, value: Term) -> None:
        triple = Triple(subject, predicate, value)
        if triple not in self.triples:
            self.triples.append(triple)
