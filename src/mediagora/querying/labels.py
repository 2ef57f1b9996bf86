"""Labels to show in place of IRIs, looked up one by one as they are needed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mediagora.errors import UsageError
from mediagora.vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyoxigraph as ox

_PROPERTIES: Final = (f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}prefLabel")
_REMEMBERED: Final = 1 << 16
"""Things whose label is kept; an answer may name millions."""


def labels(store: ox.Store, language: str) -> Callable[[str], str | None]:
    """Give the function that names a thing in a language.

    A thing is named by its `rdfs:label` or else `skos:prefLabel`: in the language, else in English,
    else in no language, else in any. Where something else has the same label, as a platform and the
    company that runs it, the CURIE stands behind it in brackets.

    Args:
        store: Where labels are looked up; nothing is read that is not asked for.
        language: A tag of BCP 47 such as `fr`, which `fr-CA` answers as well.

    Returns:
        From an IRI to its label, or `None` where it has none.

    Raises:
        UsageError: The language is no language tag.

    Example:
        >>> from mediagora.querying.store import open_store
        >>> name = labels(open_store(), "fr")
        >>> name("https://w3id.org/mediagora/ns#SocialNetwork")
        'réseau social'
        >>> name("https://w3id.org/mediagora/platform/vimeo")
        'Vimeo (platform:vimeo)'
        >>> name("https://example.org/x") is None
        True
    """
    import pyoxigraph as ox

    wanted = language.lower()
    try:
        ox.Literal("", language=wanted)
    except ValueError as error:
        message = f"'{language}' is no language tag; give one such as 'fr' or 'pt-BR'"
        raise UsageError(message) from error
    properties = [ox.NamedNode(iri) for iri in _PROPERTIES]

    def rank(label: ox.Literal) -> int:
        tag = (label.language or "").lower()
        return [_is_in(tag, wanted), _is_in(tag, "en"), not tag, True].index(True)

    def is_shared(label: ox.Literal, iri: str) -> bool:
        alike = [
            label,
            ox.Literal(label.value),
            *(ox.Literal(label.value, language=tag) for tag in (wanted, "en")),
        ]
        return any(
            quad.subject.value != iri
            for each in dict.fromkeys(alike)
            for of in properties
            for quad in store.quads_for_pattern(None, of, each)
            if isinstance(quad.subject, ox.NamedNode)
        )

    @lru_cache(maxsize=_REMEMBERED)
    def name(iri: str) -> str | None:
        thing = ox.NamedNode(iri)
        found = [
            (rank(quad.object), order, str(quad.object), quad.object)
            for order, of in enumerate(properties)
            for quad in store.quads_for_pattern(thing, of, None)
            if isinstance(quad.object, ox.Literal) and quad.object.value.strip()
        ]
        if not found:
            return None
        best = min(found, key=lambda each: each[:3])[3]
        return f"{best.value} ({shorten(iri)})" if is_shared(best, iri) else best.value

    return name


def _is_in(tag: str, language: str) -> bool:
    return tag == language or tag.startswith(f"{language}-")
