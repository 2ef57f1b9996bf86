"""Terms of RDF as Turtle writes them: prefixes, bare numbers, strings over several lines.

What has to be escaped is pyoxigraph's to know: everything starts from the N-Triples form that it
gives, and is only made shorter where the lexical form stays the same to the letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from mediagora.publishing.order import TYPE
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LETTER: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_START: Final = f"(?:[{_LETTER}_0-9:]|%[0-9A-Fa-f]{{2}})"
_NEXT: Final = f"(?:[{_LETTER}_0-9:\\-\u00b7\u0300-\u036f\u203f-\u2040]|%[0-9A-Fa-f]{{2}})"
_LOCAL: Final = re.compile(rf"{_START}(?:\.*{_NEXT})*")
"""Local names that need no backslash (`PN_LOCAL` of Turtle 1.1); with one, the whole IRI is easier
to read."""

_BARE: Final = {
    PREFIXES["xsd"] + "integer": re.compile(r"0|-?[1-9][0-9]*"),
    PREFIXES["xsd"] + "decimal": re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+"),
    PREFIXES["xsd"] + "double": re.compile(
        r"[+-]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)[eE][+-]?[0-9]+"
    ),
    PREFIXES["xsd"] + "boolean": re.compile(r"true|false"),
}
"""Lexical forms that are written without quotes, by datatype.

Turtle would take `007` and `+1.5` as well, but rdflib reads them as 7 and 1.5; in quotes they
stay as they are."""

_STRING: Final = PREFIXES["xsd"] + "string"
_ESCAPE: Final = re.compile(r'\\(.)(?=(\\"|$)?)')


class Names:
    """Writes IRIs and literals, and knows which prefixes that took.

    Args:
        declared: The document's own prefixes: they keep their names. Others have the names that
            Mediagora uses.
        iris: All that will be written.

    Attributes:
        used: The prefixes that were needed so far.

    Example:
        >>> names = Names({"ex": "https://example.org/"}, [NamedNode("https://example.org/one")])
        >>> names.iri(NamedNode("https://example.org/one")), names.literal(Literal(150))
        ('ex:one', '150')
        >>> names.iri(NamedNode("https://example.org/one/two"))
        '<https://example.org/one/two>'
        >>> names.used
        {'ex': 'https://example.org/'}
    """

    def __init__(self, declared: Mapping[str, str], iris: Iterable[NamedNode]) -> None:
        self._iris: dict[NamedNode, str] = {}
        self.used: dict[str, str] = {}
        # A prefix that nothing needs is not written, so that its name is free for another.
        self._namespaces = _by_length(declared, {})
        for iri in iris:
            self._shorten(iri)
        self._namespaces = _by_length(self.used, PREFIXES)
        self.used = {}

    def iri(self, iri: NamedNode) -> str:
        """Write an IRI, short where a prefix allows it."""
        if iri not in self._iris:
            self._iris[iri] = self._shorten(iri)
        return self._iris[iri]

    def predicate(self, iri: NamedNode) -> str:
        """Write a predicate: `rdf:type` is `a`."""
        return "a" if iri == TYPE else self.iri(iri)

    def literal(self, literal: Literal) -> str:
        """Write a literal; numbers and truth values bare, where they keep every digit.

        Example:
            >>> Names({}, []).literal(Literal("one", language="en"))
            '"one"@en'
        """
        datatype = literal.datatype.value
        if datatype in _BARE and _BARE[datatype].fullmatch(literal.value):
            return literal.value
        quoted = _quoted(literal.value)
        if literal.language:
            return f"{quoted}@{literal.language}"
        return quoted if datatype == _STRING else f"{quoted}^^{self.iri(literal.datatype)}"

    def _shorten(self, iri: NamedNode) -> str:
        for namespace, prefix in self._namespaces.items():
            if iri.value.startswith(namespace) and _LOCAL.fullmatch(iri.value, len(namespace)):
                self.used[prefix] = namespace
                return f"{prefix}:{iri.value[len(namespace) :]}"
        return str(iri)


def _by_length(declared: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    """Prefix by namespace, the longest first; of two for one that which is well known."""
    found: dict[str, str] = {}
    for prefix in sorted(declared, key=lambda each: (PREFIXES.get(each) != declared[each], each)):
        found.setdefault(declared[prefix], prefix)
    for prefix, namespace in others.items():
        if prefix not in declared:
            found.setdefault(namespace, prefix)
    return {each: found[each] for each in sorted(found, key=len, reverse=True) if each}


def _quoted(value: str) -> str:
    quoted = str(Literal(value))
    if "\n" not in value:
        return quoted
    return f'""{_ESCAPE.sub(_unescape, quoted[:-1])}"""'


def _unescape(found: re.Match[str]) -> str:
    """Show line ends and tabs as they are, and quotes that stand alone."""
    character, following = found.groups()
    if character in "nt":
        return "\n" if character == "n" else "\t"
    return '"' if character == '"' and following is None else found[0]
