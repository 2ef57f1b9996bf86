"""Graphs put in place of others in a store, all of them or none, whatever fails or interrupts it.

New graphs are filled beside the old ones and counted there. A store that rolls a failed request
back then gets one request that puts all of them in place. For one that does not (Virtuoso) the old
graphs are copied first, and restored if anything fails. A graph in the store, the journal, names
what is to be restored and removed: if the connection is lost for good, the next push does it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mediagora.errors import EndpointError, MediagoraError
from mediagora.remote.graphs import OURS, is_of_run
from mediagora.remote.writing import TRIPLES_AN_INSERT, parted
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mediagora.remote.writing import Store

JOURNAL: Final = f"{OURS}journal"
_FOR: Final = f"{PREFIXES['dcterms']}isVersionOf"
"""Says of a graph that is to be removed for which one it was made."""
_REPLACES: Final = f"{PREFIXES['dcterms']}replaces"
"""Says of a graph that it may have been changed, and which copy it is restored from."""
_NOTHING: Final = f"{PREFIXES['rdf']}nil"
"""Stands for the copy where there was no graph."""


class Swap:
    """One exchange of graphs.

    Args:
        store: Where.
        new: The graphs that are to come, with the number of their triples; the manifest among them.
        old: Graphs that stand in the store, with the number of theirs; those that are not among the
            new ones are removed.
        run: What the new manifest tells this exchange by.

    Attributes:
        staged: Where each graph that is to come is filled.
    """

    def __init__(
        self, store: Store, new: Mapping[str, int], old: Mapping[str, int], *, run: str
    ) -> None:
        self._store = store
        self._new = new
        self._old = old
        self._run = run
        self.staged = {graph: f"{OURS}{run}/{nth}" for nth, graph in enumerate(new)}
        self._probe = f"{OURS}{run}/probe"
        self._copies = {graph: f"{OURS}{run}/old/{nth}" for nth, graph in enumerate(old)}

    def run(self, fill: Callable[[], None]) -> None:
        """Fill the new graphs, and put them in place of the old ones.

        Args:
            fill: Fills the graphs of `staged`.

        Raises:
            EndpointError: Something has failed; the message says how the store was left.
        """
        try:
            made = [(self._probe, JOURNAL)]
            for graphs in (self._copies, self.staged):
                made += ((copy, graph) for graph, copy in graphs.items())
            self._note((copy, _FOR, graph) for copy, graph in made)
            fill()
            self._check({self.staged[graph]: count for graph, count in self._new.items()})
            if self._store.rolls_back(self._probe):
                self._store.update(*self._exchange(), f"DROP SILENT GRAPH <{JOURNAL}>")
            else:
                self._exchange_with_copies()
        except MediagoraError as error:
            if not self._is_done_in_spite_of(error):
                raise EndpointError(f"{error}; the store is as it was before") from error
        except BaseException:  # Ctrl-C and SIGTERM
            clear(self._store)
            raise
        self._refuse_mixed()

    def _refuse_mixed(self) -> None:
        """See whether another push has put its graphs in place at the very same time.

        Oxigraph lets two requests that clear and fill a graph at once both succeed.
        """
        try:
            found = self._store.counts(self._new)
        except EndpointError:  # all is in its place as far as anybody can tell
            return
        if any(found[graph] != count for graph, count in self._new.items()):
            message = (
                "another push was going on at the same time, and the store may hold graphs of "
                "both: push again, one at a time"
            )
            raise EndpointError(message)

    def _exchange(self) -> list[str]:
        return [
            *(f"MOVE GRAPH <{new}> TO GRAPH <{graph}>" for graph, new in self.staged.items()),
            *(f"DROP SILENT GRAPH <{graph}>" for graph in self._old if graph not in self._new),
        ]

    def _exchange_with_copies(self) -> None:
        # One at a time: what a request changes in all is limited (TransactionAfterImageLimit).
        for graph, copy in self._copies.items():
            self._store.update(f"COPY GRAPH <{graph}> TO GRAPH <{copy}>")
        self._check({self._copies[graph]: count for graph, count in self._old.items()})
        self._note(
            (graph, _REPLACES, self._copies.get(graph, _NOTHING))
            for graph in {**self._new, **self._old}
        )
        for operation in self._exchange():
            self._store.update(operation)
        self._check(self._new)
        self._store.update(_forgotten())
        clear(self._store)

    def _note(self, said: Iterator[tuple[str, str, str]]) -> None:
        triples = [ox.Triple(*map(ox.NamedNode, each)) for each in said]
        for some in parted(triples, TRIPLES_AN_INSERT):
            self._store.insert(JOURNAL, some)

    def _check(self, expected: Mapping[str, int]) -> None:
        found = self._store.counts(expected)
        for graph, count in expected.items():
            if found[graph] != count:
                message = (
                    f"the store took in {found[graph]} of {count} triples of a graph without a "
                    "word, or counts values as one that are written differently (1 and 01)"
                )
                raise EndpointError(message)

    def _is_done_in_spite_of(self, error: MediagoraError) -> bool:
        """Clear up, and tell whether the new graphs stand: a reply may be lost after the work."""
        try:
            clear(self._store)
            return is_of_run(self._store.ask, self._run)
        except MediagoraError as another:
            message = (
                f"{error}; what the store was left with could not be looked at ({another}): push "
                "again, which first restores what stood there"
            )
            raise EndpointError(message) from error


def clear(store: Store) -> None:
    """Restore and remove what the journal of a push that broke off tells, if there is one.

    Raises:
        EndpointError: The store fails.
    """
    text = f"SELECT ?one ?how ?other WHERE {{ GRAPH <{JOURNAL}> {{ ?one ?how ?other }} }}"
    told = [[getattr(term, "value", "") for term in row] for row in store.ask(text).solutions]
    if not told:
        return
    changed = {one: other for one, how, other in told if how == _REPLACES}
    # Nobody but us names graphs so, and no other graph is ever removed for being in the journal.
    removed = [one for one, how, _ in told if how == _FOR and one.startswith(OURS)]
    for operation in _restoring(changed):
        store.update(operation)
    if changed:
        store.update(_forgotten())
    for graph in (*removed, JOURNAL):
        store.update(f"DROP SILENT GRAPH <{graph}>")


def _restoring(changed: Mapping[str, str]) -> Iterator[str]:
    for graph, copy in changed.items():
        if copy == _NOTHING:
            yield f"DROP SILENT GRAPH <{graph}>"
        elif copy.startswith(OURS):
            yield f"COPY GRAPH <{copy}> TO GRAPH <{graph}>"


def _forgotten() -> str:
    return f"DELETE WHERE {{ GRAPH <{JOURNAL}> {{ ?graph <{_REPLACES}> ?copy }} }}"
