"""The terms of a Turtle statement with their places, from rdflib's own parser as it reads on.

rdflib's `SinkParser` is no public interface; `tests/reading/test_locating_conformance.py` says
whether it still does what is relied on here. Who asks takes any failure as "cannot be told".
"""

# ruff: noqa: N802 -- rdflib calls its methods so

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rdflib.plugins.parsers.notation3 import RDF_type, RDFSink, SinkParser

from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableSequence

_RDF: Final = PREFIXES["rdf"]
FIRST: Final = _RDF + "first"
REST: Final = _RDF + "rest"
_DEEPEST: Final = 20_000
"""Calls within each other while rdflib reads, seven for a bracket; these take no stack of C."""
_BLANK: Final = re.compile(r"(?>(?:[ \t\r\n]++|#[^\r\n]*+)*)")
_TO_QUOTES: Final = {
    mark * 3: re.compile(rf"(?>(?:[^{mark}\\]++|\\.|{mark}(?!{mark}{mark}))*){mark * 3}", re.DOTALL)
    for mark in "\"'"
}


class Label(str):
    """A blank node by its label."""

    __slots__ = ()


class Text(str):
    """What a literal in quotes holds."""

    __slots__ = ()


class Node:
    """A blank node without a label.

    Attributes:
        start: Place of the bracket that opens it; a list's nodes have the place of the list.
        end: Place behind the bracket that closes it.
        in_list: Whether it is a node of a list.
    """

    __slots__ = ("end", "head", "in_list", "start")

    def __init__(self, head: Node | None = None, *, in_list: bool = False) -> None:
        self.head = head or self
        self.in_list = in_list
        self.start = self.end = -1


class Term(NamedTuple):
    """A term and where it stands, as offsets of characters; -1 where it is not written out.

    Attributes:
        value: An IRI as `str`, a `Label`, a `Node`, a `Text`; anything else is a number or a truth
            value, of which only the place counts.
    """

    value: Any
    start: int = -1
    end: int = -1


_FIRST: Final = Term(FIRST)
_REST: Final = Term(REST)
_NIL: Final = Term(_RDF + "nil")

Terms = tuple[Term, Term, Term]


class TermReader(SinkParser):
    """Reads one statement after another.

    Example:
        >>> reader = TermReader()
        >>> reader.declare({"e": "urn:e:"}, None)
        >>> for terms in reader.read("e:a e:b 12, [ ] ."):
        ...     print([(term.start, term.end) for term in terms])
        [(0, 3), (4, 7), (8, 10)]
        [(0, 3), (4, 7), (12, 15)]
    """

    def __init__(self) -> None:
        super().__init__(_Sink(self), thisDoc="urn:x", turtle=True)
        self.found: list[Terms] = []

    def declare(self, prefixes: Mapping[str, str], base: str | None) -> None:
        """Set the namespaces by prefix, and the base.

        Relative IRIs may come out wrong: rdflib does not follow RFC 3986 in all, and fails where
        the base has no path.
        """
        self._bindings = dict(prefixes)
        self._baseURI = base if base and "://" in base else "urn:/"

    def read(self, text: str) -> list[Terms]:
        """Read one statement; what stands behind its objects does not count.

        Raises:
            Exception: Of any kind. rdflib refuses it, or has its troubles with it.
        """
        self.found = []
        usual = sys.getrecursionlimit()
        sys.setrecursionlimit(max(usual, _DEEPEST))
        try:
            end = self.statement(text + " .", 0)
        finally:
            sys.setrecursionlimit(usual)
        if end < 0:
            raise ValueError
        return self.found

    # What follows is called by rdflib; its names are its own. Places ride along with the terms,
    # which rdflib only hands on.

    def skipSpace(self, argstr: str, i: int) -> int:
        """As rdflib's own, which takes no carriage return alone for the end of a line."""
        found = _BLANK.match(argstr, i)
        end = found.end() if found else i
        return end if end < len(argstr) else -1

    def item(self, argstr: str, i: int, res: MutableSequence[Any]) -> int:
        """Read a term and note its place; without the paths of N3."""
        start = self.skipSpace(argstr, i)
        end = self.nodeOrLiteral(argstr, start, res) if start >= 0 else -1
        if end >= 0:
            value = res[-1]
            if isinstance(value, Node):
                value.start, value.end = start, end
            res[-1] = Term(value, start, end)
        return end

    def strconst(self, argstr: str, i: int, delim: str) -> tuple[int, str]:
        """Read a string. To rdflib, one right before another ends in the quotes of that."""
        end, text = super().strconst(argstr, i, delim)
        closed = _TO_QUOTES[delim].match(argstr, i) if delim in _TO_QUOTES else None
        if closed and closed.end() < end:
            return closed.end(), text[: closed.end() - end]
        return end, text

    def verb(self, argstr: str, i: int, res: MutableSequence[Any]) -> int:
        """Read a predicate; `a` is no term to rdflib."""
        end = super().verb(argstr, i, res)
        if end >= 0 and res[-1][1] is RDF_type:
            res[-1] = ("->", Term(_RDF + "type", end - 1, end))
        return end

    def here(self, i: int) -> str:  # noqa: ARG002 -- rdflib's signature
        """Make no name for a blank node."""
        return ""

    def blankNode(self, uri: str | None = None) -> Any:  # noqa: ANN401, ARG002 -- no node of rdflib
        """Make a blank node."""
        return Node()

    def anonymousNode(self, ln: str) -> Any:  # noqa: ANN401 -- no node of rdflib
        """Make a blank node with a label."""
        return Label(ln)

    def makeStatement(self, quadruple: tuple[Any, Any, Any, Any]) -> None:
        """Note a statement."""
        _, predicate, subject, value = quadruple
        if isinstance(subject, Node):
            subject = Term(subject)
        self.found.append((subject, predicate, value))


class _Sink(RDFSink):
    """Makes terms that cost nothing, in the place of rdflib's, which may change literals."""

    def __init__(self, reader: TermReader) -> None:
        self._reader = reader

    def newSymbol(self, *args: str) -> Any:  # noqa: ANN401 -- no node of rdflib
        return args[0]

    def newLiteral(self, s: str, dt: Any, lang: str | None) -> Any:  # noqa: ANN401, ARG002 -- rdflib's
        return Text(s)

    def newList(self, n: list[Any], f: Any) -> Any:  # noqa: ANN401, ARG002 -- rdflib's
        if not n:
            return _NIL.value
        head = node = Node(in_list=True)
        for number, item in enumerate(n, start=1):
            self._reader.found.append((Term(node), _FIRST, item))
            following = Node(head, in_list=True) if number < len(n) else None
            rest = _NIL if following is None else Term(following)
            self._reader.found.append((Term(node), _REST, rest))
            node = following or node
        return head
