"""What a query may not do: reach another server or graph, change anything, or sink the parser.

The engine would send a request for every `SERVICE`, and answers `FROM` with an empty graph. A query
is searched for the two words; only where one occurs is it parsed by rdflib, whose tree tells
keywords from prefixes, strings and comments. The two parsers must then read the text alike. Code
point escapes beside either word are therefore refused, and a carriage return, which ends a comment
for one of them and not for the other, becomes a line feed before anybody reads it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Final

from mediagora.errors import QueryError
from mediagora.reading import sparql

_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_WORDS: Final = re.compile(r"service|\bfrom\b", re.IGNORECASE)
_REFUSED: Final = {
    "ServiceGraphPattern": (
        "SERVICE is refused: a query never reaches the network; load what you need with --data"
    ),
    "DatasetClause": (
        "FROM is refused: a query runs on one graph, ours and your --data; leave the clause out"
    ),
}


def checked(text: str) -> str:
    """Refuse a query that reaches beyond the graph, and give the text that may run.

    Args:
        text: SPARQL text.

    Returns:
        The text with all line ends as line feeds.

    Raises:
        QueryError: The query uses SERVICE or FROM, is too long, too large or nested too deep, or
            cannot be parsed and mentions either word.

    Example:
        >>> checked("ASK { ?service a ?class }")
        'ASK { ?service a ?class }'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    sparql.refuse_large(text)
    plain = _unescaped(text)
    if not _WORDS.search(plain):
        return text
    if plain != text:
        message = (
            "a query with code point escapes (\\u...) may not hold the word SERVICE or FROM; "
            "write the characters themselves"
        )
        raise QueryError(message)
    for name in _names(sparql.tree(text)):
        if name in _REFUSED:
            raise QueryError(_REFUSED[name])
    return text


def _unescaped(text: str) -> str:
    """Resolve code point escapes until none is left: an escape may spell another."""
    while True:
        plain = _ESCAPE.sub(_character, text)
        if plain == text:
            return plain
        text = plain


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= sys.maxunicode else "\N{REPLACEMENT CHARACTER}"


def _names(node: object) -> Iterable[str]:
    """Names of all productions in rdflib's syntax tree, keywords and nested patterns included."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            continue
        if isinstance(name := getattr(node, "name", None), str):
            yield name
        if isinstance(node, dict):
            waiting.extend(node.values())
        elif isinstance(node, Iterable):
            waiting.extend(node)
