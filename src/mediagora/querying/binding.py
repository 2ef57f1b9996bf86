"""Values in a query: bound as terms where it runs here, written as terms where it is sent.

Either way a value takes the place of one token, the parameter's variable, never of text in a
string, a comment or an IRI; and whatever the value is, it stays one term.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mediagora.querying.parameters import reads
from mediagora.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyoxigraph as ox

    from mediagora.querying.parameters import Term

    Functions = dict[ox.NamedNode, Callable[[], Term]]

_FUNCTION: Final = f"{BASE}parameter/"
_BEFORE_U: Final = re.compile(r"(?<=\\)(?=[uU])")


def bound(text: str, terms: Mapping[str, Term]) -> tuple[str, Functions]:
    """Prepare a query for running here: no value becomes part of its text.

    Each variable is replaced by a call of a function that exists for this one run and returns the
    term. It can therefore be read in expressions only.

    Args:
        text: SPARQL text.
        terms: The terms by parameter name; a parameter without one keeps its default.

    Returns:
        The text with each bound variable replaced by a call, and the functions called.

    Example:
        >>> bound("SELECT * { BIND (?_text AS ?x) }", {"text": "a term"})[0]
        'SELECT * { BIND ( <https://w3id.org/mediagora/parameter/text>()  AS ?x) }'
    """
    import pyoxigraph as ox

    functions = {ox.NamedNode(_FUNCTION + name): _giving(value) for name, value in terms.items()}
    return _replaced(text, {name: f"<{_FUNCTION}{name}>()" for name in terms}), functions


def written(text: str, terms: Mapping[str, Term]) -> str:
    r"""Prepare a query for an endpoint, as the SPARQL 1.1 Protocol has no way to bind a value.

    Args:
        text: SPARQL text, which parses.
        terms: The terms by parameter name; a parameter without one keeps its default.

    Returns:
        The text with each bound variable replaced by its term.

    Example:
        >>> from pyoxigraph import Literal
        >>> written("SELECT * { BIND (?_text AS ?x) } # ?_text", {"text": Literal('"} #')})
        'SELECT * { BIND ( "\\"} #"  AS ?x) } # ?_text'
    """
    return _replaced(text, {name: _expression(value) for name, value in terms.items()})


def _replaced(text: str, by: Mapping[str, str]) -> str:
    pieces: list[str] = []
    end = 0
    for name, _, variable in reads(text):
        if name in by:
            # Blanks keep it from growing together with what stands around it: `<` and an IRI.
            pieces += [text[end : variable.start], f" {by[name]} "]
            end = variable.end
    return "".join([*pieces, text[end:]])


def _expression(value: Term) -> str:
    r"""Write a term.

    A store may resolve `\uXXXX` wherever it stands, before it parses (SPARQL 1.1 Query, section
    19.2), so that a backslash of the value and the `u` after it go into two strings.
    """
    import pyoxigraph as ox

    pieces = _BEFORE_U.split(value.value) if isinstance(value, ox.Literal) else []
    if isinstance(value, ox.NamedNode) or len(pieces) == 1:
        return str(value)
    parts = (str(ox.Literal(piece, language=value.language)) for piece in pieces)
    return f"CONCAT({', '.join(parts)})"


def _giving(value: Term) -> Callable[[], Term]:
    return lambda: value
