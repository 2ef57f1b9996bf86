"""The IRIs and the variables in the text of a query, and where each stands.

This is no parser: it tells IRIs, prefixed names and variables from strings and comments, and
nothing else. The text has been parsed before, or what is found is no more than a hint.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.reading.linemap import LineMap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mediagora.reading.spans import Span

# In time linear to the text, whatever it holds: a string that is not closed ends with the text, and
# a prefix is not looked for beyond 100 characters. `(?>...)` and not `*+`: see reading/lexis.py.
_TOKEN: Final = re.compile(
    r"""
    (?P<comment>\#[^\r\n]*)
    | (?P<string>\"{3}(?>(?:[^"\\]|\\.|"{1,2}(?!"))*)(?:\"{3})?
        | '{3}(?>(?:[^'\\]|\\.|'{1,2}(?!'))*)(?:'{3})?
        | "(?>(?:[^"\\\r\n]|\\.)*)"? | '(?>(?:[^'\\\r\n]|\\.)*)'?)
    | (?i:(?<![\w?$:@-])PREFIX)\s+(?P<declared>[^\s:<>{}]*):\s*<(?P<namespace>[^\s<>"{}|^`\\]*)>
    | <(?P<iri>[^\s<>"{}|^`\\]*)>
    | (?P<variable>[?$]\w+) | @[A-Za-z-]+ | _:\S+
    | (?P<name>(?P<prefix>(?:[^\W\d_](?:[\w.-]{0,99}[\w-])?)?)
        :(?P<local>(?:[\w:]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])
            (?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%])*
               (?:[\w:-]|%[0-9A-Fa-f]{2}|\\[-_~.!$&'()*+,;=/?\#@%]))?)?)
    | [\w]+
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\(.)")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Mention(NamedTuple):
    """An IRI in a query.

    Attributes:
        iri: In full; `None` where its prefix is not declared.
        span: Where it stands, brackets included.
        prefix: Under which it is written; `None` where it is written in full.
        is_namespace: Whether it is what a prefix stands for, and no term.
    """

    iri: str | None
    span: Span
    prefix: str | None = None
    is_namespace: bool = False


class Variable(NamedTuple):
    """A variable in a query.

    Attributes:
        name: Without its mark.
        start: Where it starts, its mark included, in code points.
        end: Where it ends.
    """

    name: str
    start: int
    end: int


def variables(text: str) -> Iterator[Variable]:
    """Find all variables in a query, in order: none in a string, a comment or an IRI.

    Args:
        text: SPARQL.

    Example:
        >>> [found.name for found in variables("SELECT ?a { ?a ?b <urn:?c>, '?d' } # ?e")]
        ['a', 'a', 'b']
    """
    for token in _TOKEN.finditer(text):
        if token["variable"] is not None:
            yield Variable(token["variable"][1:], token.start(), token.end())


def mentions(text: str, prefixes: Mapping[str, str] | None = None) -> Iterator[Mention]:
    """Find all absolute IRIs in a query, in order.

    Args:
        text: SPARQL.
        prefixes: Namespaces of prefixes that need no declaration.

    Example:
        >>> text = "PREFIX e: <urn:e:> SELECT ?a { ?a e:knows <urn:b> } # e:f"
        >>> for mention in mentions(text):
        ...     print(mention.iri, mention.span.column, mention.is_namespace)
        urn:e: 11 True
        urn:e:knows 35 False
        urn:b 43 False
    """
    lines = LineMap(text)
    known = dict(prefixes or {})
    for token in _TOKEN.finditer(text):
        if token["namespace"] is not None:
            known[token["declared"]] = token["namespace"]
            span = lines.span(token.start("namespace") - 1, token.end("namespace") + 1)
            yield Mention(token["namespace"], span, token["declared"], is_namespace=True)
        elif token["iri"] is not None:
            if _ABSOLUTE.match(token["iri"]):
                yield Mention(token["iri"], lines.span(token.start(), token.end()))
        elif token["name"] is not None:
            namespace = known.get(token["prefix"])
            local = _ESCAPE.sub(r"\1", token["local"] or "")
            iri = None if namespace is None else namespace + local
            yield Mention(iri, lines.span(token.start(), token.end()), token["prefix"])
