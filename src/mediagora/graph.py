"""The graph as one object: what ships and data of your own, read once and asked many times."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import rdflib

    from mediagora.querying.asking import Asking
    from mediagora.querying.classified import Classification
    from mediagora.querying.store import Data
    from mediagora.reasoning.materialising import Engine, Profile
    from mediagora.reasoning.records import Abduction, Contradiction, Explanation


class Graph:
    """What ships, and data of your own.

    Args:
        data: Files, folders, globs or an rdflib graph, added to what ships.

    Example:
        >>> import mediagora
        >>> graph = mediagora.Graph()
        >>> graph.why("linkedin", "SocialNetwork").holds
        True
        >>> len(graph.why_not("whatsapp", "SocialNetwork").missing) > 3
        True
    """

    def __init__(self, data: Data | None = None) -> None:
        self._data = data

    @cached_property
    def _asking(self) -> Asking:
        from mediagora.querying.asking import Asking

        return Asking(self._data)

    def why(self, subject: str, *rest: str, **how: Any) -> Explanation:  # noqa: ANN401
        """Explain why something holds; as `mediagora.why`, which says what can be asked and how."""
        return self._asking.why(subject, *rest, **how)

    def why_not(self, subject: str, *rest: str, **how: Any) -> Abduction:  # noqa: ANN401
        """Tell which facts would make something hold; as `mediagora.why_not`."""
        return self._asking.why_not(subject, *rest, **how)

    def contradictions(self) -> list[Contradiction]:
        """Find facts and axioms that cannot hold together, and classes without possible members.

        Raises:
            EngineError: The search did not end in time.

        Example:
            >>> Graph().contradictions()
            []
        """
        from mediagora.reasoning.contradicting import contradictions, unsatisfiable

        knowledge = self._asking.knowledge
        return [*contradictions(knowledge), *unsatisfiable(knowledge)]

    def reason(
        self,
        *,
        profile: Profile = "rl",
        engine: Engine = "rules",
        **how: Any,  # noqa: ANN401
    ) -> rdflib.Graph:
        """Give what follows from the whole graph; as `mediagora.reason`.

        Example:
            >>> len(Graph().reason()) > 500
            True
        """
        from mediagora.reasoning.materialising import reason

        return reason(self._data, profile=profile, engine=engine, with_shipped=True, **how)

    def classify(self, platform: str) -> Classification:
        """Tell what a platform of the graph is; as `mediagora.classify`, by all that is known here.

        Args:
            platform: An IRI, a CURIE, a short name or a label.

        Raises:
            InputError: It is no platform.
            UnknownNameError: Nothing has the name.

        Example:
            >>> Graph().classify("linkedin").classes[0].name
            'professional network'
        """
        from mediagora.querying.classifying import classified_in

        return classified_in(self._asking.knowledge, self._asking.term(platform))
