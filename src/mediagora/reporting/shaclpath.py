"""Property paths: from the SPARQL syntax that findings have to nodes of SHACL, in Turtle."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import NamedNode

_TOKEN: Final = re.compile(r"<([^<>]*)>|[()^*+?/|]")
_SUFFIXES: Final = {
    "*": "sh:zeroOrMorePath",
    "+": "sh:oneOrMorePath",
    "?": "sh:zeroOrOnePath",
}
_DEEPEST: Final = 100
"""Brackets and inversions in each other; shapes with more than ten are refused."""


def path_node(path: str) -> str | None:
    """Write a path as a node of the shapes graph (SHACL, section 2.3.1).

    Args:
        path: An IRI, or a SPARQL property path of full IRIs.

    Returns:
        Turtle that uses the prefix `sh:`; nothing where the text is no path.

    Example:
        >>> path_node("https://example.org/p")
        '<https://example.org/p>'
        >>> path_node("<https://example.org/p>/^<https://example.org/q>")
        '( <https://example.org/p> [ sh:inversePath <https://example.org/q> ] )'
    """
    try:
        if "<" not in path:
            return str(NamedNode(path))
        return _Reader(path).read()
    except ValueError:
        return None


class _Reader:
    """Reads a path by SPARQL's grammar (rules 89 to 94), one method a rule.

    `ValueError` is raised for what is no path.
    """

    def __init__(self, path: str) -> None:
        tokens = list(_TOKEN.finditer(path))
        if sum(len(token[0]) for token in tokens) != len(path):
            raise ValueError(path)
        self._tokens = [token[0] for token in reversed(tokens)]
        self._depth = 0

    def read(self) -> str:
        node = self._alternatives()
        if self._tokens:
            raise ValueError(self._tokens)
        return node

    def _alternatives(self) -> str:
        parts = [self._sequence()]
        while self._take("|"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else f"[ sh:alternativePath ( {' '.join(parts)} ) ]"

    def _sequence(self) -> str:
        parts = [self._step()]
        while self._take("/"):
            parts.append(self._step())
        return parts[0] if len(parts) == 1 else f"( {' '.join(parts)} )"

    def _step(self) -> str:
        if self._take("^"):
            return f"[ sh:inversePath {self._element()} ]"
        return self._element()

    def _element(self) -> str:
        node = self._primary()
        for suffix, operator in _SUFFIXES.items():
            if self._take(suffix):
                return f"[ {operator} {node} ]"
        return node

    def _primary(self) -> str:
        if not self._take("("):
            iri = self._tokens.pop() if self._tokens else ""
            return str(NamedNode(iri[1:-1]))
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError(self._depth)
        node = self._alternatives()
        if not self._take(")"):
            raise ValueError(node)
        self._depth -= 1
        return node

    def _take(self, token: str) -> bool:
        found = bool(self._tokens) and self._tokens[-1] == token
        if found:
            self._tokens.pop()
        return found
