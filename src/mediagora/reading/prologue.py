"""Prefixes and base as they stand at some place of a Turtle document."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyoxigraph import Literal, NamedNode, Triple

    from mediagora.reading.statements import Declaration

_RELATIVE: Final = re.compile(rb"<(?![A-Za-z][A-Za-z0-9+.-]*:)")
_TERM: Final = re.compile(
    rb"""<[^\x00-\x20<>"{}]*+>|[^ \t\r\n<>"'#\[\](){};,^\\]*[^ \t\r\n<>"'#\[\](){};,^\\.]"""
)


class Prologue:
    r"""The directives in force, and statements read with them.

    Args:
        format: What the statements are in.

    Attributes:
        prefixes: Namespaces by prefix, without the colon.
        base: The base, if there is one.

    Example:
        >>> [[triple]] = Prologue(RdfFormat.TURTLE).read([b"<urn:a> <urn:b> 1 ."])
        >>> triple.object.value
        '1'
    """

    def __init__(self, format: RdfFormat) -> None:  # noqa: A002 -- as in Source
        self._format = format
        self._text: bytes | None = None
        self.prefixes: dict[str, str] = {}
        self.base: str | None = None

    def declare(self, data: bytes, declared: Declaration) -> tuple[str | None, str]:
        """Take in a directive, which may depend on those before it.

        Returns:
            The prefix, or `None` for a base, and what it stands for.
        """
        text = data[declared.start : declared.end]
        try:
            parser = parse(text, RdfFormat.TURTLE, base_iri=self.base)
            list(parser)
        except SyntaxError:  # the document has changed since it was read
            return None, self.base or ""
        self._text = None
        if declared.prefix is None:
            self.base = str(parser.base_iri)
            return None, self.base
        prefix = declared.prefix[:-1].decode()
        self.prefixes[prefix] = parser.prefixes[prefix]
        return prefix, self.prefixes[prefix]

    def read(self, statements: Sequence[bytes]) -> list[list[Triple] | None]:
        """Read statements; labels of blank nodes stay. `None` for one that cannot be read."""
        try:
            return list(self._read(statements))
        except SyntaxError:  # not as the walker thought
            if len(statements) == 1:
                return [None]
        return [found for statement in statements for found in self.read([statement])]

    def says(self, text: str, term: NamedNode | Literal) -> bool:
        """Tell whether a text, parsed on its own as an object, gives a term."""
        [found] = self.read([b"<urn:x> <urn:x> %b ." % text.encode()])
        return found is not None and [triple.object for triple in found] == [term]

    def _read(self, statements: Sequence[bytes]) -> Iterable[list[Triple]]:
        mark = b"urn:mark:"
        while any(mark in statement for statement in statements):
            mark += b"x"
        between = b"\n<%b> <%b> <%b> .\n" % (mark, mark, mark)
        text = self._prologue() + b"".join(statement + between for statement in statements)
        triples: list[Triple] = []
        end = mark.decode()
        for quad in parse(text, self._format):
            if quad.predicate.value == end:
                yield triples
                triples = []
            else:
                triples.append(quad.triple)

    def _prologue(self) -> bytes:
        if self._text is None:
            lines = [f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in self.prefixes.items()]
            lines += [f"@base <{self.base}> .\n"] if self.base else []
            self._text = "".join(lines).encode()
        return self._text


class Spellings:
    """How IRIs may be written in a document, as far as that can be told at little cost.

    Args:
        iris: The IRIs that are looked for.

    Example:
        >>> spellings = Spellings({"urn:e:a", "urn:f"})
        >>> spellings.declare("e", "urn:e:")
        >>> spellings.may_be(b"e:a"), spellings.may_be(b"<urn:f>"), spellings.may_be(b"e:b")
        (True, True, False)
    """

    def __init__(self, iris: Iterable[str]) -> None:
        self._iris = sorted(iris)
        self._written = {b"<%b>" % iri.encode() for iri in self._iris}
        self._declared: set[tuple[str, str]] = set()
        self._has_base = False

    def declare(self, prefix: str | None, namespace: str) -> None:
        """Take in a prefix, or a base where it is `None`. What stood before counts still."""
        if prefix is None:
            self._has_base = True
        if prefix is None or (prefix, namespace) in self._declared:
            return
        self._declared.add((prefix, namespace))
        for iri in self._iris[bisect_left(self._iris, namespace) :]:
            if not iri.startswith(namespace):
                break
            self._written.add(f"{prefix}:{iri[len(namespace) :]}".encode())

    def may_be(self, written: bytes) -> bool:
        """Tell whether a name or an IRI may stand for one of the IRIs."""
        return bool(self._iris) and (
            written in self._written
            or b"\\" in written
            or (self._has_base and _RELATIVE.match(written) is not None)
        )

    def may_be_in(self, data: bytes, start: int, end: int) -> bool:
        """Tell whether one of the IRIs may stand somewhere in a part of a document."""
        return bool(self._iris) and (
            not self._written.isdisjoint(_TERM.findall(data, start, end))
            or data.find(b"\\", start, end) >= 0
            or (self._has_base and _RELATIVE.search(data, start, end) is not None)
        )
