"""Syntax of the queries in shapes, told with the shape's own prefixes before an engine sees them.

Engines tell it as well, in the words of their grammars and without the shape.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Store

from mediagora.validation.names import SH, plain
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from mediagora.validation.names import Term

_PATH: Final = re.compile(r"[$?]PATH\b")
_AT: Final = re.compile(r"at (\d+):(\d+)")
_NAME: Final = re.compile(r"([\w.-]*:)[\w.-]*$")
_IMPORTS: Final = NamedNode(PREFIXES["owl"] + "imports")


def syntax_fault(triples: Iterable[Triple], query: Term, text: str) -> str | None:
    """Tell what is wrong with the syntax of a query, or `None`.

    Args:
        triples: The shapes graph.
        query: The SPARQL-based constraint.
        text: Its `sh:select` (SHACL, section 5.2.1).

    Example:
        >>> syntax_fault([], NamedNode("urn:q"), "SELECT $this { $this ex:p ?x }")
        'uses the prefix ex:, which is not declared; name it by sh:prefixes, with sh:declare'
    """
    text = _PATH.sub("<urn:x:path>", text)  # in a path stands no variable
    try:
        Store().query(text, prefixes=prefixes_of(triples, query))
    except SyntaxError as error:
        place = _AT.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (1, 1)
        lines = text.split("\n")
        name = _NAME.search(lines[line - 1][: column - 1]) if line <= len(lines) else None
        if name and "Prefix not found" in str(error):
            said = f"uses the prefix {name[1]}, which is not declared"
            return f"{said}; name it by sh:prefixes, with sh:declare"
        return f"is no valid SPARQL: line {line}, column {column} of its text"
    except (ValueError, OSError, RuntimeError):  # of what it does, not of its syntax
        return None
    return None


def prefixes_of(triples: Iterable[Triple], query: Term) -> dict[str, str]:
    """Give the prefixes that a query may use: declared by its `sh:prefixes`, and by their imports.

    Args:
        triples: The shapes graph.
        query: The SPARQL-based constraint (SHACL, section 5.2.1).
    """
    triples = list(triples)

    def values(subject: Term, predicate: NamedNode) -> list[Term]:
        return [each for s, p, each in triples if s == subject and p == predicate]

    found: dict[str, str] = {}
    waiting = values(query, NamedNode(f"{SH}prefixes"))
    seen: list[Term] = []
    while waiting:
        owner = waiting.pop()
        if owner in seen:
            continue
        seen.append(owner)
        waiting += values(owner, _IMPORTS)
        for declared in values(owner, NamedNode(f"{SH}declare")):
            for prefix in values(declared, NamedNode(f"{SH}prefix")):
                for namespace in values(declared, NamedNode(f"{SH}namespace")):
                    found[plain(prefix)] = plain(namespace)
    return found
