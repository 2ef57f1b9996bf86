"""A graph that is held in memory: read once, and once more for each kind of conclusion drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediagora.errors import UsageError
from mediagora.garbage import without_collector
from mediagora.vocabulary import NS

if TYPE_CHECKING:
    import pyoxigraph as ox

    from mediagora.querying.catalogue import Inference
    from mediagora.querying.store import Data
    from mediagora.querying.things import Entries


class Held:
    """What ships, and data of the user's, read at first use.

    Args:
        data: Files, folders, globs or an rdflib graph.
        with_shipped: Whether the platform data that ships is there as well; the ontology always is.

    Example:
        >>> held = Held()
        >>> held.store("none") is held.store("none")
        True
    """

    def __init__(self, data: Data | None = None, *, with_shipped: bool = True) -> None:
        self._data = data
        self._with_shipped = with_shipped
        self._stores: dict[Inference, ox.Store] = {}

    def store(self, inference: Inference) -> ox.Store:
        """Give the graph with what follows by a profile; callers only read it.

        Raises:
            InputError: Data that is no RDF.
            UsageError: A path matches nothing, or there is no such inference.
        """
        from mediagora.querying.catalogue import INFERENCES

        if inference not in INFERENCES:
            message = f"there is no inference '{inference}'; there are {', '.join(INFERENCES)}"
            raise UsageError(message)
        if inference not in self._stores:
            self._stores[inference] = self._made(inference)
        return self._stores[inference]

    def _made(self, inference: Inference) -> ox.Store:
        from mediagora.querying.store import filled, open_store

        if self._data is None or inference == "none":
            return open_store(self._data, inference=inference, with_shipped=self._with_shipped)
        stated = (quad.triple for quad in self.store("none"))
        with without_collector():
            return filled(stated, inference, with_shipped=False)

    def copy(self, inference: Inference) -> ox.Store:
        """Give the graph for callers who change it; as `store`.

        Example:
            >>> held = Held()
            >>> len(held.copy("rl")) == len(held.store("rl"))
            True
        """
        import pyoxigraph as ox

        copy = ox.Store()
        copy.bulk_extend(self.store(inference))
        return copy

    def members(self, kind: str, of_class: str) -> Entries:
        """Collect what is stated to be in a class of Mediagora's, or in one under it.

        Args:
            kind: What each is, in a word.
            of_class: Local name of the class.

        Example:
            >>> len(Held().members("feature", "Feature")) > 50
            True
        """
        from mediagora.querying.store import Members
        from mediagora.querying.things import entries

        store = self.store("none")
        return entries(kind, store, list(Members(store, NS + of_class)))

    def classes(self) -> Entries:
        """Collect the classes of platforms.

        Example:
            >>> "SocialMedia" in Held().classes()
            True
        """
        from mediagora.querying.things import entries
        from mediagora.querying.view import SOCIAL_MEDIA, View

        store = self.store("none")
        return entries("class", store, View(store).below(SOCIAL_MEDIA))
