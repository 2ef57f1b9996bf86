"""What an endpoint replies, as rows, yes or no, or triples: parsed as it comes in, none of it kept.

A reply that is cut off is never taken for a whole one. SPARQL Results in JSON show it themselves; a
graph has to come with its length or in chunks; and a server that tells of a limit is believed.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import pyoxigraph as ox

from mediagora.errors import EndpointError, UsageError
from mediagora.remote import streams
from mediagora.remote.addresses import shown
from mediagora.remote.failures import printable
from mediagora.remote.protocol import GRAPHS, RESULTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediagora.querying.answer import Row
    from mediagora.remote.protocol import Form
    from mediagora.remote.transport import Reply

Item = TypeVar("Item")

_PARTIAL: Final = 206
_RETURNED: Final = "__ASK_RETVAL"
"""The column in which Virtuoso answers an ASK: a row with 1, or none."""
_MISREAD: Final = (EndpointError, SyntaxError, ValueError, OSError)
_FORMS: Final = {
    "select": "rows, as a SELECT asks for",
    "ask": "yes or no, as an ASK asks for",
    "graph": "a graph",
}


class Streamed(Iterator[Item], Generic[Item]):
    """Rows or triples of a reply; its connection is closed after the last, or by `close`.

    Args:
        reply: Of which they are.
        items: What a parser makes of it.
        most: How many the server gives at most, where it tells.

    Raises:
        EndpointError: Anything is wrong with the rest of the reply.
    """

    def __init__(self, reply: Reply, items: Iterable[Item], most: int | None = None) -> None:
        self._reply = reply
        self._items = iter(items)
        self._most = most
        self._given = 0
        self._thread = threading.get_ident()

    def __next__(self) -> Item:
        if threading.get_ident() != self._thread:  # the parser would end the process
            message = "an answer is read by the thread that asked for it"
            raise UsageError(message)
        failed: EndpointError | None = None
        try:
            item = next(self._items)
        except StopIteration:
            most = self._most
            self.close()
            if most is None or self._given < most:
                raise
            failed = _cut(self._reply, f"it gives {most} rows at most")
        except _MISREAD as error:
            # Without its traceback, and so without the parser, which ends in its own thread only.
            failed = misread(self._reply, error.with_traceback(None))
        except BaseException:
            self.close()
            raise
        if failed:
            self.close()
            raise failed
        self._given += 1
        return item

    def close(self) -> None:
        """Close the connection; there are no more items then."""
        self._items = iter(())
        self._most = None
        self._reply.close()


def refuse_partial(reply: Reply) -> int | None:
    """Refuse a reply of which the server says that it is not whole.

    Virtuoso says so in headers of its own, `X-SQL-State` where its time was up and
    `X-SPARQL-MaxRows` where its limit of rows was met.

    Returns:
        The server's limit of rows, where it tells one.

    Raises:
        EndpointError: The reply is not whole.
    """
    if reply.status == _PARTIAL:
        raise _cut(reply, "it says so (status 206)")
    state = reply.headers.get("X-SQL-State")
    if state and state.strip() != "00000":
        told = printable(reply.headers.get("X-SQL-Message", "")) or state
        raise _cut(reply, f"it says: {told}")
    most = reply.headers.get("X-SPARQL-MaxRows", "").strip()
    return int(most[:9]) if most.isascii() and most.isdigit() else None


def rows(reply: Reply, columns: tuple[str, ...]) -> Streamed[Row]:
    """Read the rows of a SELECT (SPARQL 1.1 Query Results JSON Format).

    Args:
        reply: Read from its start.
        columns: The variables that the query selects.

    Returns:
        Rows with a term, or `None`, for each column, in the order of the columns.

    Raises:
        EndpointError: The reply is no such thing, here or while it is read.
    """
    most = refuse_partial(reply)
    parsed = _results(reply)
    if not isinstance(parsed, ox.QuerySolutions):
        raise _other(reply, "yes or no", "select")
    names = tuple(variable.value for variable in parsed.variables)
    if sorted(names) != sorted(columns):
        del parsed  # ends in its own thread only, and may not outlive this in a traceback
        message = (
            f"{shown(reply.url)} answers with other columns than were asked for: "
            f"{printable(', '.join(names)) or 'none'} instead of {', '.join(columns) or 'none'}"
        )
        raise EndpointError(message)
    each: Iterable[Row] = map(tuple, parsed)
    if names != columns:
        order = [names.index(column) for column in columns]
        each = (tuple(solution[place] for place in order) for solution in parsed)
    return Streamed(reply, each, most)


def boolean(reply: Reply) -> bool:
    """Read the answer of an ASK, and close the reply.

    Raises:
        EndpointError: The reply is no such thing.
    """
    refuse_partial(reply)
    with reply:
        parsed = _results(reply)
        if isinstance(parsed, ox.QueryBoolean):
            # The parser may stop at the word; the rest tells whether all of it has come.
            while reply.read(1 << 16):
                pass
            return bool(parsed)
        if [variable.value for variable in parsed.variables] == [_RETURNED]:
            return [str(row[0].value) for row in Streamed(reply, parsed)] == ["1"]
        del parsed  # as above
        raise _other(reply, "rows", "ask")


def triples(reply: Reply) -> Streamed[ox.Triple]:
    """Read the triples of a CONSTRUCT or DESCRIBE, none of them twice.

    Raises:
        EndpointError: The reply is no such thing, here or while it is read.
    """
    _expect(reply, GRAPHS, "a graph in N-Triples or Turtle")
    if not reply.says_its_end:
        message = (
            f"{shown(reply.url)} sends a graph without its length and not in chunks, so that a "
            "part of it could pass for the whole"
        )
        raise EndpointError(message)
    form = ox.RdfFormat.from_media_type(reply.content_type)
    most = refuse_partial(reply)
    return Streamed(
        reply, _once(ox.parse(streams.graph(reply), form, rename_blank_nodes=True)), most
    )


def _once(quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    seen: set[ox.Triple] = set()
    for quad in quads:
        triple = quad.triple
        if triple not in seen:
            seen.add(triple)
            yield triple


def _results(reply: Reply) -> ox.QuerySolutions | ox.QueryBoolean:
    _expect(reply, RESULTS, "SPARQL results in JSON")
    try:
        return ox.parse_query_results(streams.results(reply), ox.QueryResultsFormat.JSON)
    except _MISREAD as error:
        raise misread(reply, error) from error


def _expect(reply: Reply, types: tuple[str, ...], what: str) -> None:
    if reply.content_type in types:
        return
    told = printable(reply.content_type) or "no type of content"
    message = (
        f"{shown(reply.url)} answers with {told} (status {reply.status}), not with {what}; is it "
        "the address of a SPARQL endpoint?"
    )
    raise EndpointError(message)


def misread(reply: Reply, error: Exception) -> EndpointError:
    """Say that a reply is not what its type says, or not all of it."""
    if isinstance(error, EndpointError):
        return error
    told = printable(error.msg if isinstance(error, SyntaxError) else str(error))
    message = (
        f"{shown(reply.url)} sends what is no valid {reply.content_type}, or a part of it only: "
        f"{told}"
    )
    return EndpointError(message)


def _other(reply: Reply, got: str, form: Form) -> EndpointError:
    return EndpointError(f"{shown(reply.url)} answers with {got}, not with {_FORMS[form]}")


def _cut(reply: Reply, why: str) -> EndpointError:
    message = (
        f"{shown(reply.url)} gives a part of the answer only; {why}; ask in parts, with ORDER BY, "
        "LIMIT and OFFSET"
    )
    return EndpointError(message)
