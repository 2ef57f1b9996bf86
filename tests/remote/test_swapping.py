"""An exchange of graphs in a store that undoes nothing, whichever of its requests goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pyoxigraph as ox
import pytest

from mediagora.errors import EndpointError
from mediagora.querying.answer import Answer
from mediagora.querying.headers import read
from mediagora.remote.graphs import MANIFEST, OURS
from mediagora.remote.swapping import JOURNAL, Swap, clear

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mediagora.remote.writing import Store

OLD, GONE, NEW = "urn:old", "urn:gone", "urn:new"


class Careless:
    """A store as Virtuoso is one: each operation stands by itself. It may lose what is copied."""

    def __init__(self, *, loses: str = "", fails: str = "") -> None:
        self.held = ox.Store()
        self._loses = loses
        self._fails = fails

    def update(self, *operations: str) -> None:
        for operation in operations:
            if self._fails and self._fails in operation:
                self._fails = ""
                message = "http://localhost/ fails"
                raise EndpointError(message)
            self.held.update(operation)
            if self._loses and operation.startswith(self._loses):
                target = ox.NamedNode(operation.rpartition("<")[2].rstrip(">"))
                self.held.remove(next(self.held.quads_for_pattern(None, None, None, target)))

    def insert(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        self.held.extend(ox.Quad(*triple, ox.NamedNode(graph)) for triple in triples)

    def ask(self, text: str) -> Answer:
        found = self.held.query(text)
        if isinstance(found, ox.QueryBoolean):
            return Answer("ask", read(text), boolean=bool(found))
        rows = [tuple(row) for row in cast("Iterable[Any]", found)]
        return Answer("select", read(text), solutions=rows)

    def counts(self, graphs: Iterable[str]) -> dict[str, int]:
        return {
            graph: len(list(self.held.quads_for_pattern(None, None, None, ox.NamedNode(graph))))
            for graph in graphs
        }

    def rolls_back(self, _probe: str) -> bool:
        return False


def facts(graph: str, count: int) -> list[ox.Triple]:
    node = ox.NamedNode(graph)
    return [ox.Triple(node, node, ox.Literal(number)) for number in range(count)]


def swapped(store: Careless) -> None:
    """Put two graphs in the place of two others, of which one goes."""
    for graph, count in ((OLD, 3), (GONE, 2)):
        store.insert(graph, facts(graph, count))
    there = cast("Store", store)
    swap = Swap(there, {OLD: 4, NEW: 1, MANIFEST: 1}, {OLD: 3, GONE: 2}, run="run")

    def fill() -> None:
        for graph, count in ((OLD, 4), (NEW, 1), (MANIFEST, 1)):
            store.insert(swap.staged[graph], facts(graph, count))

    swap.run(fill)


def standing(store: Careless) -> dict[str, int]:
    return store.counts(graph.value for graph in store.held.named_graphs())


def test_all_are_exchanged_and_nothing_is_left() -> None:
    store = Careless()
    swapped(store)
    assert {graph: count for graph, count in standing(store).items() if count} == {
        OLD: 4, NEW: 1, MANIFEST: 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "make",
    [
        lambda: Careless(loses="COPY"),
        lambda: Careless(loses="MOVE"),
        lambda: Careless(fails="COPY GRAPH <urn:gone>"),
        lambda: Careless(fails=f"TO GRAPH <{NEW}>"),
        lambda: Careless(fails=f"DROP SILENT GRAPH <{GONE}>"),
    ],
    ids=["copy loses", "move loses", "copy fails", "move fails", "drop fails"],
)
def test_what_stood_there_stands_if_anything_goes_wrong(make: Callable[[], Careless]) -> None:
    """Of a copy that is not whole nothing is restored: the graphs are not touched before."""
    store = make()
    with pytest.raises(EndpointError, match=r"the store is as it was before$"):
        swapped(store)
    assert {graph: count for graph, count in standing(store).items() if count} == {OLD: 3, GONE: 2}


@pytest.mark.parametrize("how", ["isVersionOf", "replaces"])
def test_a_journal_that_others_wrote_removes_and_copies_nothing_of_theirs(how: str) -> None:
    """Anybody who may write could have put graphs of others there."""
    store = Careless()
    for graph, count in ((OLD, 3), (GONE, 2)):
        store.insert(graph, facts(graph, count))
    said = f"http://purl.org/dc/terms/{how}"
    store.insert(JOURNAL, [ox.Triple(*map(ox.NamedNode, (OLD, said, GONE)))])
    clear(cast("Store", store))
    assert store.counts([OLD, GONE, JOURNAL]) == {OLD: 3, GONE: 2, JOURNAL: 0}
    assert JOURNAL.startswith(OURS)
