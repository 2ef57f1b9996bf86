"""Namespaces and names: the prefixes every file uses, CURIEs, and "did you mean".

The prefixes are those of the Turtle files in `ontology/`; `xsd:`, `sh:` and the like keep the names
that their own specifications give them.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

BASE: Final = "https://w3id.org/mediagora/"
NS: Final = f"{BASE}ns#"
SHAPES: Final = f"{BASE}shapes#"

OWN_PREFIXES: Final[dict[str, str]] = {
    "mediagora": NS,
    "shape": SHAPES,
    **{
        name: f"{BASE}{name}/"
        for name in (
            "claim",
            "content",
            "criterion",
            "device",
            "feature",
            "indicator",
            "kind",
            "organization",
            "platform",
            "purpose",
            "service",
            "source",
            "technology",
        )
    },
}
"""Namespaces of Mediagora; every IRI in them is ours to declare."""

PREFIXES: Final[dict[str, str]] = {
    **OWN_PREFIXES,
    "dcterms": "http://purl.org/dc/terms/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""All prefixes known to the command line and put before every query's output in Turtle."""

LANGUAGES: Final = ("en", "fr", "es", "de", "it", "pt")
"""Languages in which every term has a label."""

_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def shorten(iri: str) -> str:
    """Write an IRI as prefix and local name where a known namespace allows it, else unchanged.

    Example:
        >>> shorten("https://w3id.org/mediagora/feature/groups")
        'feature:groups'
        >>> shorten("https://example.org/x")
        'https://example.org/x'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def slug(iri: str) -> str:
    """Give the last part of an IRI or a CURIE, the short name that people use.

    Example:
        >>> slug("https://w3id.org/mediagora/feature/groups"), slug("feature:groups")
        ('groups', 'groups')
    """
    return re.split(r"[/#:]", iri)[-1]


def expand(name: str) -> str | None:
    """Give the IRI that a CURIE or an IRI (in angle brackets or bare) stands for, or `None`.

    Example:
        >>> expand("feature:groups")
        'https://w3id.org/mediagora/feature/groups'
        >>> expand("groups") is None
        True
    """
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    prefix, colon, local = name.partition(":")
    if not colon:
        return None
    if prefix in PREFIXES:
        return PREFIXES[prefix] + local
    return name if local.startswith("//") or prefix in {"urn", "mailto"} else None


def nearest(name: str, declared: Iterable[str], *, limit: int = 2) -> list[str]:
    """Find the declared names closest to a misspelt one, the closest first.

    Example:
        >>> nearest("grups", ["groups", "pages"])
        ['groups']
    """
    by_folded = {candidate.casefold(): candidate for candidate in sorted(declared)}
    close = difflib.get_close_matches(name.casefold(), by_folded, n=limit, cutoff=0.72)
    return [by_folded[folded] for folded in close]
