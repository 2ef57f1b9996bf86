"""What shapes may not do: what SHACL forbids, and what an engine would pass over in silence.

A shape is refused, with its name and its file, rather than applied in part. That holds for

- terms of the SHACL namespace that are not of SHACL 1.0 (Core and SPARQL-based constraints): a
  misspelt one, and those of SHACL Advanced Features, SHACL JavaScript and SHACL 1.2;
- custom constraint components, of which both engines miss results, and not the same ones;
- queries that SHACL's rules on pre-bound variables forbid: with `MINUS`, `VALUES` or `SERVICE`, an
  `AS` that gives `$this` another value, or a nested `SELECT` that does not give it;
- queries with `FROM` or `GRAPH`, or about the shapes themselves: a shape sees the data alone.

Most queries are seen at a glance to hold nothing of the kind. Where a word occurs that might be
one of these keywords, rdflib parses the query: its tree tells keywords from prefixes, variables,
strings and comments. Code point escapes could hide a word and are refused before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mediagora.errors import ShapesError
from mediagora.reading.sparql import RDFLIB
from mediagora.validation.names import SH, SH_PATH, plain
from mediagora.validation.querytext import syntax_fault
from mediagora.vocabulary import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.plugins.sparql.parserutils import CompValue
    from rdflib.term import Variable

    from mediagora.validation.names import Term

_APPLIED: Final = frozenset({
    "alternativePath", "and", "class", "closed", "datatype", "deactivated", "defaultValue",
    "description", "disjoint", "equals", "flags", "group", "hasValue", "ignoredProperties", "in",
    "inversePath", "languageIn", "lessThan", "lessThanOrEquals", "maxCount", "maxExclusive",
    "maxInclusive", "maxLength", "message", "minCount", "minExclusive", "minInclusive", "minLength",
    "name", "node", "nodeKind", "not", "oneOrMorePath", "or", "order", "path", "pattern",
    "property", "qualifiedMaxCount", "qualifiedMinCount", "qualifiedValueShape",
    "qualifiedValueShapesDisjoint", "severity", "targetClass", "targetNode", "targetObjectsOf",
    "targetSubjectsOf", "uniqueLang", "xone", "zeroOrMorePath", "zeroOrOnePath", "declare",
    "namespace", "prefix", "prefixes", "select", "sparql",
})  # fmt: skip
_WITHOUT_EFFECT: Final = frozenset({
    "shapesGraph", "suggestedShapesGraph", "conforms", "detail", "focusNode", "result",
    "resultMessage", "resultPath", "resultSeverity", "shapesGraphWellFormed", "sourceConstraint",
    "sourceConstraintComponent", "sourceShape", "value", "nodeShape",
})  # fmt: skip
"""Which shapes are meant for which data, what reports are written in, and a term of a draft that
the W3C's suite has in its data."""

_SPARQL_INSTEAD: Final = "write its query into the shape, with sh:sparql"
_INSTEAD: Final = {
    "target": "name its nodes with sh:targetClass, sh:targetNode, sh:targetSubjectsOf or "
    "sh:targetObjectsOf",
    "rule": "add what it infers to the data, and check that",
    "entailment": "add what is entailed to the data, and check that",
} | dict.fromkeys(
    ("parameter", "validator", "nodeValidator", "propertyValidator", "ask"), _SPARQL_INSTEAD
)
_MEANT: Final = {"target": "sh:target (sh:SPARQLTarget)"} | {
    name: f"sh:{name} (a constraint component of its own)"
    for name, instead in _INSTEAD.items()
    if instead == _SPARQL_INSTEAD
}

_FLAGS: Final = (NamedNode(f"{SH}closed"), NamedNode(f"{SH}deactivated"))
"""Not `sh:uniqueLang` and `sh:qualifiedValueShapesDisjoint`: in the W3C's suite a `1` is without
effect there."""

_ONE: Final = Literal("1", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))
_PATTERN_FLAGS: Final = NamedNode(f"{SH}flags")
_SELECT: Final = NamedNode(f"{SH}select")
_SPARQL: Final = NamedNode(f"{SH}sparql")

_ESCAPE: Final = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
_HARMLESS: Final = re.compile(
    r"(?:\s*PREFIX[^#{]*>)?\s*SELECT\b[^{#]*[$?]this\b[^{#]*\{", re.IGNORECASE
)
_WORD: Final = re.compile(
    r"SERVICE|FROM|GRAPH|MINUS|VALUES|SELECT.*SELECT|\bAS\b|[$?](?:shapesGraph|currentShape)\b",
    re.IGNORECASE | re.DOTALL,
)
_PATH: Final = re.compile(r"[$?]PATH\b")
_OTHER_DATA: Final = "asks for other data, with {}; shapes see only what they are given"
_FORBIDDEN: Final = "has {}, which SHACL forbids"
_PATTERNS: Final = {
    "ServiceGraphPattern": _OTHER_DATA.format("SERVICE"),
    "DatasetClause": _OTHER_DATA.format("FROM"),
    "GraphGraphPattern": _OTHER_DATA.format("GRAPH"),
    "MinusGraphPattern": _FORBIDDEN.format("MINUS"),
    "InlineData": _FORBIDDEN.format("VALUES"),
    "ValuesClause": _FORBIDDEN.format("VALUES"),
    "AskQuery": "is no SELECT",
    "ConstructQuery": "is no SELECT",
    "DescribeQuery": "is no SELECT",
}
"""Productions of rdflib's grammar, with what is told of a query that has them."""


def refuse_terms(triples: Iterable[Triple], path: str) -> None:
    """Refuse shapes with terms of the SHACL namespace that the engines do not apply alike.

    Args:
        triples: A shapes graph.
        path: Its file, for the message.

    Raises:
        ShapesError: There is such a term, or a value of one that the engines do not apply alike.
    """
    triples = list(triples)
    others: dict[str, Term] = {}
    for subject, predicate, value in triples:
        name = predicate.value.removeprefix(SH)
        if name != predicate.value and name not in _APPLIED | _WITHOUT_EFFECT:
            others[name] = subject
        elif predicate in _FLAGS and value == _ONE:
            where = _place(triples, subject, path)
            raise ShapesError(f"a shape in {where} has sh:{name} '1'; write true")
        elif predicate == _PATTERN_FLAGS and not set(plain(value)) <= set("im"):
            where = _place(triples, subject, path)
            raise ShapesError(f"a shape in {where} has sh:flags other than i and m: not supported")
    if others:  # what is told of sh:rule, say, and not of the parts that it has
        name = min(others, key=lambda name: [*_INSTEAD, name].index(name))
        close = [f"sh:{other}" for other in nearest(name, _APPLIED)]
        hint = _INSTEAD.get(name) or (f"did you mean {' or '.join(close)}?" if close else "")
        message = f"a shape in {_place(triples, others[name], path)} has "
        message += f"{_MEANT.get(name, f'sh:{name}')}, which is not supported"
        raise ShapesError(f"{message}; {hint}" if hint else message)


def refuse_queries(triples: Iterable[Triple], path: str) -> None:
    """Refuse shapes with a query that SHACL forbids, or that the engines do not answer alike.

    Args:
        triples: A shapes graph.
        path: Its file, for the message.

    Raises:
        ShapesError: There is such a query.

    Example:
        >>> text = Literal("SELECT $this { $this ?p ?o MINUS { $this a ?o } }")
        >>> shapes = [Triple(NamedNode("urn:query"), NamedNode(SH + "select"), text)]
        >>> refuse_queries(shapes, "own.ttl")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        mediagora.errors.ShapesError: ... a query in 'urn:query' of 'own.ttl' has MINUS, which ...
    """
    triples = list(triples)
    with_path = {subject for subject, predicate, _ in triples if predicate == SH_PATH}
    of_node_shapes = {
        value
        for subject, predicate, value in triples
        if predicate == _SPARQL and subject not in with_path
    }
    for subject, predicate, value in triples:
        if predicate != _SELECT:
            continue
        text = plain(value)
        reason = _objection(text)
        if not reason and subject in of_node_shapes and _PATH.search(text):
            reason = "has $PATH, and its shape has no sh:path"
        if not reason:
            reason = syntax_fault(triples, subject, text)
        if reason:
            message = f"a query in {_place(triples, subject, path)} {reason}"
            raise ShapesError(f"the shapes cannot be used: {message}")


def _place(triples: list[Triple], node: Term, path: str) -> str:
    """The nearest named node around one, and the file."""
    seen: set[Term] = set()
    while isinstance(node, BlankNode) and node not in seen:
        seen.add(node)
        node = next((subject for subject, _, value in triples if value == node), node)
    return f"'{path}'" if isinstance(node, BlankNode) else f"'{plain(node)}' of '{path}'"


def _objection(text: str) -> str | None:
    """Why a query is refused, or `None`."""
    if _ESCAPE.search(text):
        return "has code point escapes (\\u...); write the characters themselves"
    if "\r" in text.replace("\r\n", ""):
        return "has a carriage return without a line feed, where some see the end of a line"
    if _HARMLESS.match(text) and not _WORD.search(text):
        return None
    try:
        query = _parsed(text)
    except ValueError as error:
        return f"is no valid SPARQL: {error}"
    return next(filter(None, map(_fault, _parts(query))), None)


def _parsed(text: str) -> CompValue:
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        query: CompValue
        with RDFLIB:
            _, query = parseQuery(_PATH.sub("<urn:x:path>", text))  # in a path stands no variable
    except ParseException as error:
        message = f"line {error.lineno}, column {error.column}: {error.msg}"
        raise ValueError(message) from error
    except RecursionError as error:
        message = "it nests too deep, or is too long"
        raise ValueError(message) from error
    return query


def _fault(part: CompValue | Variable) -> str | None:
    """What is wrong with one part of a query, whatever stands within it."""
    from rdflib.term import Variable

    if isinstance(part, Variable):
        about_shapes = str(part) in {"shapesGraph", "currentShape"}
        return f"asks for the shapes, with ${part}; shapes see only the data" * about_shapes
    if part.name in _PATTERNS:
        return _PATTERNS[part.name]
    if part.name == "SelectQuery" and part.projection and "this" not in _selected(part):
        return "does not select $this"
    if part.name == "SubSelect" and "this" not in _selected(part):
        return "has a SELECT within it that does not give $this by name, as SHACL asks"
    if str(part.evar or (part.name == "Bind" and part.var)) == "this":
        return "gives $this another value, with AS, which SHACL forbids"
    return None


def _selected(query: CompValue) -> set[str]:
    """Names of the variables that a SELECT gives; none for `*`."""
    return {str(each.var or each.evar) for each in query.projection or ()}


def _parts(tree: object) -> Iterator[CompValue | Variable]:
    """All variables and productions in rdflib's syntax tree, in no order."""
    from rdflib.plugins.sparql.parserutils import CompValue
    from rdflib.term import Variable

    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue | Variable):
            yield part
        if isinstance(part, CompValue):
            waiting.extend(part.values())
        elif isinstance(part, Iterable) and not isinstance(part, str):
            waiting.extend(part)
