"""`why` and `why-not`, asked with names as people use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediagora.querying.asking import Asking
from mediagora.reasoning.explaining import DEFAULT_TIMEOUT
from mediagora.reasoning.minimal import DEFAULT_LIMIT

if TYPE_CHECKING:
    from mediagora.querying.store import Data
    from mediagora.reasoning.records import Abduction, Explanation


def why(
    subject: str,
    *rest: str,
    data: Data | None = None,
    limit: int = DEFAULT_LIMIT,
    timeout: float = DEFAULT_TIMEOUT,
) -> Explanation:
    """Explain why a thing is of a class, has a value, or why a class lies under another.

    Args:
        subject: An IRI, a CURIE, a short name or a label.
        rest: A class, or a property and a value.
        data: Files, folders, globs or an rdflib graph, added to what ships.
        limit: Most justifications to give.
        timeout: Seconds that the search may take.

    Returns:
        All minimal justifications, the simplest first, each with its steps, sources and places.

    Raises:
        EngineError: The search did not end in time.
        InputError: Data that is no RDF.
        UnknownNameError: Nothing has one of the names.
        UsageError: There are too few or too many names, or a path matches nothing.

    Example:
        >>> import mediagora
        >>> explanation = mediagora.why("linkedin", "SocialNetwork")
        >>> explanation.justifications[-1].steps[-1].rule
        'cls-int2'
    """
    return Asking(data).why(subject, *rest, limit=limit, timeout=timeout)


def why_not(
    subject: str,
    *rest: str,
    data: Data | None = None,
    limit: int = DEFAULT_LIMIT,
    timeout: float = DEFAULT_TIMEOUT,
) -> Abduction:
    """Tell which facts would make something hold, and which of them contradict what is there.

    Args:
        subject: An IRI, a CURIE, a short name or a label.
        rest: A class, or a property and a value.
        data: Files, folders, globs or an rdflib graph, added to what ships.
        limit: Most sets of facts to give.
        timeout: Seconds that the search may take.

    Raises:
        EngineError: The search did not end in time.
        InputError: Data that is no RDF.
        UnknownNameError: Nothing has one of the names.
        UsageError: There are too few or too many names, or a path matches nothing.

    Example:
        >>> import mediagora
        >>> answer = mediagora.why_not("whatsapp", "SocialNetwork")
        >>> answer.missing[0].facts[0].object
        'https://w3id.org/mediagora/purpose/build-relationships'
    """
    return Asking(data).why_not(subject, *rest, limit=limit, timeout=timeout)
