"""Constraint components of `pyshacl` that do not do what SHACL says, set right for `_reference.py`.

- It orders values as rdflib sorts terms: a number is below a date, `"x"^^xsd:integer` below a
  string, an IRI is compared with texts; decimals with NaN, and blank nodes, end the run. SHACL asks
  for the order of SPARQL, where values of different kinds have none. As in the fast engine, that is
  so for numbers, for `xsd:boolean`, `xsd:date`, `xsd:dateTime`, `xsd:time`, `xsd:duration`, and for
  texts: `xsd:string`, `xsd:anyURI` and those in a language, compared by their characters.
- A blank node passes `sh:minLength 0`, where it has no length at all.
- It takes `" 1 "` for an integer, `1e3` for a decimal and `99999999999999999999` for an `xsd:long`,
  and finds fault with the years 0 and 10000 and with `24:00:00`. Every literal has the datatype
  `rdfs:Literal`. SHACL asks for the datatype as written, and for lexical forms of those datatypes
  that SPARQL knows; the rest may have any form, as in the fast engine.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from math import inf
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph
from pyshacl.constraints import CONSTRAINT_PARAMETERS_MAP
from rdflib import RDF, SH, XSD, BNode, Literal

from mediagora.reading.interop import term_from_rdflib

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rdflib import Graph
    from rdflib.term import Node

    Holds = Callable[[Node, Node], bool]

_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_FLOAT: Final = re.compile(rf"{_DECIMAL.pattern}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_LIMITS: Final[dict[Node, tuple[float, float]]] = {
    XSD.integer: (-inf, inf),
    XSD.nonNegativeInteger: (0, inf),
    XSD.positiveInteger: (1, inf),
    XSD.nonPositiveInteger: (-inf, 0),
    XSD.negativeInteger: (-inf, -1),
    **{
        XSD[name]: (-(1 << bits - 1), (1 << bits - 1) - 1)
        for name, bits in (("byte", 8), ("short", 16), ("int", 32), ("long", 64))
    },
    **{
        XSD[f"unsigned{name}"]: (0, (1 << bits) - 1)
        for name, bits in (("Byte", 8), ("Short", 16), ("Int", 32), ("Long", 64))
    },
}
_NUMBERS: Final[dict[Node, re.Pattern[str]]] = {
    **dict.fromkeys(_LIMITS, _INTEGER),
    XSD.decimal: _DECIMAL,
    XSD.float: _FLOAT,
    XSD.double: _FLOAT,
}
_TEXTS: Final = frozenset({None, XSD.string, XSD.anyURI, RDF.langString})
_BOOLEANS: Final = {"false": 0, "0": 0, "true": 1, "1": 1}
_SOME: Final[dict[Node, tuple[str, ...]]] = {
    XSD.date: ("1000-01-01", "2000-01-01"),
    XSD.dateTime: ("1000-01-01T00:00:00", "2000-01-01T00:00:00"),
    XSD.time: ("12:00:00", "12:00:01", "12:00:00Z", "12:00:01Z"),
    XSD.duration: ("P1D", "P2D"),
}
"""Some values of each kind: whatever is of that kind is above or below one of them."""

_STORE: Final = pyoxigraph.Store()


def is_less(first: Node, second: Node) -> bool:
    """Tell whether SPARQL's `<` is true of two terms; it is not where they have no order.

    Example:
        >>> is_less(Literal(1), Literal(1.5)), is_less(Literal(1), Literal("b"))
        (True, False)
    """
    return _is_ordered(first, second, "<")


def is_no_more(first: Node, second: Node) -> bool:
    """Tell whether SPARQL's `<=` is true of two terms."""
    return _is_ordered(first, second, "<=")


def has_datatype(term: Node, datatype: Node) -> bool:
    """Tell whether a term is a literal of a datatype, and well-formed."""
    if not isinstance(term, Literal) or datatype != _datatype(term):
        return False
    if datatype in _SOME:
        return _is_in_time(term)
    if datatype not in _NUMBERS and datatype != XSD.boolean:
        return True
    low, high = _LIMITS.get(datatype, (-inf, inf))
    number = _value(term)
    return number is not None and not (number < low or number > high)  # NaN is neither


@cache
def mend() -> None:
    """Put components of this module in the place of the engine's, once."""
    ranges: dict[Node, Holds] = {
        SH.minExclusive: lambda value, limit: is_less(limit, value),
        SH.minInclusive: lambda value, limit: is_no_more(limit, value),
        SH.maxExclusive: is_less,
        SH.maxInclusive: is_no_more,
        SH.datatype: has_datatype,
        SH.minLength: lambda value, limit: (
            not isinstance(value, BNode) and len(str(value)) >= int(str(limit))
        ),
    }
    pairs: dict[Node, Holds] = {SH.lessThan: is_less, SH.lessThanOrEquals: is_no_more}
    for parameter, holds in ranges.items():
        _replace(parameter, holds, lambda _, __, limits: limits)
    for parameter, holds in pairs.items():
        _replace(parameter, holds, _values_of)


def _values_of(data: Graph, focus: Node, properties: Iterable[Node]) -> Iterable[Node]:
    return [value for each in properties for value in data.objects(focus, each)]


def _replace(
    parameter: Node, holds: Holds, others: Callable[[Graph, Node, Iterable[Node]], Iterable[Node]]
) -> None:
    def evaluate(
        component: Any,  # noqa: ANN401 -- of the engine
        _executor: object,
        target_graph: Graph,
        focus_value_nodes: dict[Node, Iterable[Node]],
        _evaluation_path: list[Any],
    ) -> tuple[bool, list[Any]]:
        given = list(component.shape.objects(parameter))
        found = [
            component.make_v_result(target_graph, focus, value_node=value)
            for focus, values in focus_value_nodes.items()
            for value in values
            for other in others(target_graph, focus, given)
            if not holds(value, other)
        ]
        return not found, found

    base = CONSTRAINT_PARAMETERS_MAP[parameter]
    CONSTRAINT_PARAMETERS_MAP[parameter] = type(base.__name__, (base,), {"evaluate": evaluate})


@lru_cache(maxsize=4096)
def _is_ordered(first: Node, second: Node, sign: str) -> bool:
    if not isinstance(first, Literal) or not isinstance(second, Literal):
        return False
    kind = _kind(first)
    if kind is None or kind != _kind(second):
        return False
    if kind in _SOME:
        return _is_ordered_in_time(first, second, sign)
    one, other = _value(first), _value(second)
    if one is None or other is None:
        return False
    if isinstance(one, Decimal) != isinstance(other, Decimal):  # SPARQL makes a decimal a float
        one, other = float(one), float(other)
    return bool(one < other if sign == "<" else one <= other)


def _kind(term: Literal) -> Node | str | None:
    """What the literals have in common that are ordered."""
    if term.datatype in _NUMBERS:
        return "number"
    if term.datatype in _TEXTS:
        return "text"
    return term.datatype if term.datatype in {*_SOME, XSD.boolean} else None


def _value(literal: Any) -> Any:  # noqa: ANN401 -- a number or a text
    """What Python orders as SPARQL does; `None` where the literal is ill-formed."""
    if literal.datatype in _TEXTS:
        return str(literal)
    if literal.datatype == XSD.boolean:
        return _BOOLEANS.get(str(literal))
    if not _NUMBERS[literal.datatype].fullmatch(str(literal)):
        return None
    return (float if _NUMBERS[literal.datatype] is _FLOAT else Decimal)(str(literal))


def _datatype(literal: Literal) -> Node:
    return RDF.langString if literal.language else literal.datatype or XSD.string


def _is_in_time(literal: Literal) -> bool:
    term = str(term_from_rdflib(literal))
    some = [f'"{text}"^^<{literal.datatype}>' for text in _SOME[_datatype(literal)]]
    tests = " || ".join(f"{term} < {each} || {term} > {each}" for each in some)
    return bool(_STORE.query(f"ASK {{ FILTER({tests}) }}"))


def _is_ordered_in_time(first: Literal, second: Literal, sign: str) -> bool:
    if not _is_in_time(first):  # to SPARQL, any term is no more than itself, an ill-formed one too
        return False
    one, other = term_from_rdflib(first), term_from_rdflib(second)
    return bool(_STORE.query(f"ASK {{ FILTER({one} {sign} {other}) }}"))
