"""Namespaces that are almost right: http for https, a `#` or `/` missing, an old version, ...

In RDF such a namespace is another one. What is said with its terms is not recognised by anybody,
and nothing breaks.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.declared import VOCABULARIES, declares, vocabulary_of
from mediagora.findings import Severity
from mediagora.vocabulary import BASE, NS, OWN_PREFIXES, SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable

ALMOST_RIGHT: Final = "MG103"

_OURS: Final = "Mediagora"
_LEGAL: Final = frozenset({"http://schema.org/"})
"""In wide use, and said to be as good by those whose namespace it is."""

_PARTS: Final = re.compile(r"https?://(?P<host>[^/]+)(?P<path>.*?)(?P<end>[#/])")
_VERSION: Final = r"(?>(?:/v?\d+(?:\.\d+)+)?)"
"""For good: what looks like one is no name."""

_DATE: Final = re.compile(r"\d+(?:/\d+)*")


class AlmostRight(NamedTuple):
    """A namespace as found, and what it should be.

    Attributes:
        found: As it stands in the document.
        right: The namespace that was meant.
        title: Whose it is.
    """

    found: str
    right: str
    title: str

    @property
    def is_legal(self) -> bool:
        """Whether it is right as well, for whoever prefers it."""
        return self.found in _LEGAL

    @property
    def severity(self) -> Severity:
        """How grave it is: `http://schema.org/` is legal, if not what Mediagora writes."""
        return Severity.INFO if self.is_legal else Severity.WARNING

    @property
    def message(self) -> str:
        """What is wrong, and what follows from it."""
        if self.is_legal:
            return (
                f"The namespace <{self.found}> is one of {self.title}, and Mediagora writes "
                f"<{self.right}>; to a query the terms of the two are different."
            )
        return (
            f"The namespace <{self.found}> is almost that of {self.title}, <{self.right}>; its "
            "terms are not recognised."
        )


def almost_right(iri: str, is_ours: Callable[[str], bool]) -> AlmostRight | None:
    """Tell whether an IRI is in a namespace that is almost one of ours or of a known vocabulary.

    Args:
        iri: Of a term, not of a namespace: what names nothing within one is left alone.
        is_ours: Whether Mediagora declares a term, asked where the IRI alone does not tell where
            its namespace ends.

    Example:
        >>> found = almost_right("http://w3id.org/mediagora/feature/groups", lambda _: True)
        >>> found and (found.found, found.right)
        ('http://w3id.org/mediagora/feature/', 'https://w3id.org/mediagora/feature/')
        >>> almost_right("https://w3id.org/mediagora/feature/groups", lambda _: True) is None
        True
    """
    for known in _known():
        match = known.pattern.fullmatch(iri)
        if not match:
            continue
        found, local = iri[: match.start("local")], match["local"]
        if found == known.right:
            return None
        if known.right == SHAPES and "#" not in match["end"]:  # our files of shapes are named so
            continue
        if match["end"] and known.ends_there:
            return AlmostRight(found, known.right, known.title)
        is_term = is_ours if known.title == _OURS else _is_theirs
        if is_term(known.right + local):
            return AlmostRight(found, known.right, known.title)
    return None


class _Known(NamedTuple):
    pattern: re.Pattern[str]
    right: str
    title: str
    ends_there: bool = True
    """Whether the namespace ends at the last `#` or `/` of what the pattern matches."""


@cache
def _known() -> list[_Known]:
    ours = [
        _Known(_pattern(namespace, "" if namespace in {NS, SHAPES} else "s?"), namespace, _OURS)
        for namespace in OWN_PREFIXES.values()
    ]
    others = [_Known(_pattern(each.namespace), each.namespace, each.title) for each in VOCABULARIES]
    return [*ours, _Known(_pattern(BASE), NS, _OURS, ends_there=False), *others]


def _pattern(namespace: str, plural: str = "") -> re.Pattern[str]:
    """Any scheme, with or without `www.`, of any date or version, with any end."""
    parts = _PARTS.fullmatch(namespace)
    assert parts, namespace  # noqa: S101 -- of our own tables
    host = re.escape(parts["host"].removeprefix("www."))
    undated = _DATE.split(re.sub(f"{_VERSION}$", "", parts["path"]))
    path = _DATE.pattern.join(map(re.escape, undated)) + plural + _VERSION
    text = rf"https?://(?:www\.)?{host}{path}(?P<end>[#/]*)(?P<local>[^#/]+)"
    return re.compile(text, re.IGNORECASE)


def _is_theirs(iri: str) -> bool:
    found = vocabulary_of(iri)
    return found is not None and declares(*found)
