"""Bytes of a reply on their way to a parser: nothing nested too deep, labels that it takes."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Final, cast

from mediagora.errors import EndpointError
from mediagora.remote.addresses import shown

if TYPE_CHECKING:
    from mediagora.remote.transport import Reply

_NODE: Final = re.compile(rb'("bnode"\s*,\s*"value"\s*:\s*")nodeID://')
_DEEPEST: Final = 64
_BRACES: Final = re.compile(
    rb""""(?:[^"\\]|\\.)*+(?:"|(?P<begun>))|(?P<in>[{\[])|(?P<out>[\]}])""", re.DOTALL
)
_TERMS: Final = re.compile(rb"(?P<in><<)|(?P<out>>>)|(?P<begun>[<>])\Z")
_PIECE: Final = 1 << 14
_LONGEST: Final = 1 << 20


def graph(reply: Reply) -> IO[bytes]:
    """Give the bytes of a graph in Turtle or N-Triples, for a parser to read.

    Raises:
        EndpointError: It nests triples too deep; while it is read.
    """
    return cast("IO[bytes]", _Shallow(reply, _TERMS))  # a parser asks for no more than `read`


def results(reply: Reply) -> IO[bytes]:
    """Give the bytes of SPARQL results in JSON, for a parser to read.

    Raises:
        EndpointError: It nests terms too deep; while it is read.
    """
    return cast("IO[bytes]", _Labelled(_Shallow(reply, _BRACES)))


class _Shallow:
    """Bytes of a reply that nests nothing so deep that a parser would end the process.

    Args:
        reply: Read from its start.
        marks: What opens and closes, and strings in which neither does.
    """

    def __init__(self, reply: Reply, marks: re.Pattern[bytes]) -> None:
        self._reply = reply
        self._marks = marks
        self._rest = b""
        self._depth = 0

    def read(self, size: int = -1, /) -> bytes:
        piece = self._reply.read(size)
        whole, self._rest = self._rest + piece, b""
        for mark in self._marks.finditer(whole):
            if mark["in"]:
                self._depth += 1
            elif mark["out"]:
                self._depth = max(0, self._depth - 1)
            elif mark["begun"] is not None:  # it goes on in the next piece
                self._rest = whole[mark.start() :][:1] + whole[mark.end() :]
            if self._depth > _DEEPEST:
                message = f"{shown(self._reply.url)} nests its answer more than {_DEEPEST} deep"
                raise EndpointError(message)
        return piece


class _Labelled:
    """Results in which blank nodes have labels that a parser takes.

    Virtuoso labels them `nodeID://b10001`. The quotes around what is replaced stand in no string.
    """

    def __init__(self, reply: _Shallow) -> None:
        self._reply = reply
        self._ready = self._begun = b""

    def read(self, size: int = -1, /) -> bytes:
        while not self._ready and (piece := self._reply.read(_PIECE)):
            # A blank node ends in a brace: what is replaced never goes on in the next piece.
            done, brace, self._begun = (self._begun + piece).rpartition(b"}")
            self._ready = _NODE.sub(rb"\1", done + brace)
            if len(self._begun) > _LONGEST:
                self._ready, self._begun = self._ready + self._begun, b""
        if not self._ready:
            self._ready, self._begun = self._begun, b""
        given = self._ready if size < 0 else self._ready[:size]
        self._ready = self._ready[len(given) :]
        return given
