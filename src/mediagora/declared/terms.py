"""Is a term declared, is it deprecated, and which was meant: by Mediagora and by others."""

from __future__ import annotations

import difflib
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from mediagora.declared import declares, names, shown, vocabulary_of
from mediagora.declared.namespaces import almost_right
from mediagora.findings import Severity
from mediagora.vocabulary import NS, OWN_PREFIXES, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from mediagora.declared import Vocabulary
    from mediagora.declared.namespaces import AlmostRight

    Role = Literal["class", "property", "term"]

_OPEN: Final = frozenset({"claim", "organization", "platform", "shape", "source"})
"""Namespaces whose names are data, not terms: the shapes say what is wrong with those."""

TERM_NAMESPACES: Final = tuple(
    namespace for prefix, namespace in OWN_PREFIXES.items() if prefix not in _OPEN
)
"""Those of our namespaces in which every name is a term, and declared."""

_CERTAIN: Final = 0.85
"""How much alike two names are, from 0 to 1, that one may be put for the other unasked."""

_MAX_SUGGESTED: Final = 1_000
"""Terms for which a near one is looked for, some milliseconds each; a file may use any number."""


class Fault(NamedTuple):
    """What is wrong with a term.

    Attributes:
        code: `MG101`, `MG102` or `MG104`.
        severity: How grave it is.
        message: In a sentence.
        suggestion: The IRI that was probably meant, or is to be used instead.
        fix: The same, where it may be put in its place unasked.
    """

    code: str
    severity: Severity
    message: str
    suggestion: str | None
    fix: str | None = None


class Terms:
    """All terms that a run may know.

    Args:
        ours: IRIs in our namespaces that something declares.
        deprecated: Deprecated terms, of any namespace, each with what replaces it.
        is_described: Whether the data at hand describes an IRI: who declares a term may use it.
            It may raise `ValueError` for what is no IRI.

    Example:
        >>> terms = Terms({"https://w3id.org/mediagora/feature/groups"})
        >>> fault = terms.fault("https://w3id.org/mediagora/feature/grups", "term")
        >>> fault and (fault.code, fault.suggestion)
        ('MG101', 'https://w3id.org/mediagora/feature/groups')
        >>> fault = terms.fault("http://www.w3.org/2004/02/skos/core#prefferedLabel", "property")
        >>> fault and fault.message
        'The property skos:prefferedLabel is not declared by SKOS.'
    """

    def __init__(
        self,
        ours: Collection[str],
        deprecated: Mapping[str, tuple[str, ...]] | None = None,
        is_described: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._ours = frozenset(iri for iri in ours if iri.startswith(TERM_NAMESPACES))
        self._deprecated = deprecated or {}
        self._is_described = is_described
        self._suggested = 0
        self._certain: set[str] = set()
        self.fault = lru_cache(maxsize=1 << 16)(self._fault)
        self.almost_right = lru_cache(maxsize=1 << 16)(self._almost_right)
        self.suggest = lru_cache(maxsize=1 << 16)(self._suggest)

    def _fault(self, iri: str, role: Role) -> Fault | None:
        """Tell what is wrong with a term that stands for a class, a property or anything."""
        if iri in self._deprecated:
            return self._outdated(iri, role)
        if self.almost_right(iri):  # which says it better
            return None
        if self._lacks(iri):
            said = f"The {role} {shown(iri)} is declared neither by Mediagora nor in the data."
            return self._misspelt("MG101", Severity.VIOLATION, said, iri, self.suggest(iri, role))
        found = vocabulary_of(iri)
        if found is None or declares(*found) or self._described(iri):
            return None
        vocabulary, local = found
        said = f"The {role} {shown(iri)} is not declared by {vocabulary.title}."
        near = self._near(vocabulary, local, role)
        return self._misspelt("MG104", Severity.WARNING, said, iri, near)

    def _misspelt(
        self, code: str, severity: Severity, said: str, iri: str, near: str | None
    ) -> Fault:
        return Fault(code, severity, said, near, near if self.is_certain(iri) else None)

    def _outdated(self, iri: str, role: Role) -> Fault:
        successors = self._deprecated[iri]
        instead = " and ".join(map(shown, successors))
        said = f"use {instead} instead" if successors else "nothing is named in its place"
        message = f"The {role} {shown(iri)} is deprecated; {said}."
        only = successors[0] if len(successors) == 1 else None
        return Fault("MG102", Severity.WARNING, message, only, only)

    def is_deprecated(self, iri: str) -> bool:
        """Tell whether a term is deprecated."""
        return iri in self._deprecated

    def _lacks(self, iri: str) -> bool:
        """Tell whether this is a term of ours that nothing declares."""
        known = iri in self._ours or iri in TERM_NAMESPACES
        return iri.startswith(TERM_NAMESPACES) and not known and not self._described(iri)

    def _described(self, iri: str) -> bool:
        try:
            return self._is_described(iri)
        except ValueError:  # no IRI at all, as a query can spell with escapes
            return False

    def _almost_right(self, iri: str) -> AlmostRight | None:
        """Tell whether a term is in a namespace that is almost right."""
        return almost_right(iri, self._ours.__contains__)

    def _suggest(self, iri: str, role: Role = "term") -> str | None:
        """Give the nearest declared term of ours, in full: by its name or by its namespace."""
        almost = self.almost_right(iri)
        if almost:
            meant = almost.right + iri.removeprefix(almost.found)
            return meant if meant in self._ours else None
        namespace = next((space for space in TERM_NAMESPACES if iri.startswith(space)), None)
        if namespace is None or iri in self._ours:
            return None
        among: Collection[str] = [
            other.removeprefix(namespace) for other in self._ours if namespace in other
        ]
        if namespace == NS:
            among = _of_role(among, role)
        return self._nearest(namespace, iri.removeprefix(namespace), among)

    def _near(self, vocabulary: Vocabulary, local: str, role: Role) -> str | None:
        """Give the nearest term of another vocabulary; classes have a capital letter there."""
        among = _of_role(names(vocabulary.prefix), role)
        return self._nearest(vocabulary.namespace, local, among)

    def _nearest(self, namespace: str, local: str, among: Collection[str]) -> str | None:
        if self._suggested >= _MAX_SUGGESTED:
            return None
        self._suggested += 1
        found = nearest(local, among, limit=2)
        if sum(_likeness(local, each) >= _CERTAIN for each in found) == 1:
            self._certain.add(namespace + local)
        return namespace + found[0] if found else None

    def is_certain(self, iri: str) -> bool:
        """Tell whether a suggestion for a misspelt term is very near, and no other is.

        Example:
            >>> terms = Terms({"https://w3id.org/mediagora/feature/groups"})
            >>> wrong = "https://w3id.org/mediagora/feature/grups"
            >>> terms.suggest(wrong) is not None and terms.is_certain(wrong)
            True
        """
        return iri in self._certain


def _of_role(names: Collection[str], role: Role) -> Collection[str]:
    """Leave the names of classes, which have a capital letter, or those of properties."""
    if role == "term":
        return names
    return [each for each in names if each[:1].isupper() == (role == "class")]


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
