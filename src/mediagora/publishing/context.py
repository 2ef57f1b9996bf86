"""The JSON-LD context as the ontology asks for it; run as a module, it writes the file that ships.

A class or property is called by its local name. What a property's values are (IRIs, texts by
language, lists, one datatype or several) is read off the values that ship.

    python -m mediagora.publishing.context
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from mediagora import bundle
from mediagora.publishing.jsonld import write_context
from mediagora.publishing.merging import merged
from mediagora.publishing.selection import select
from mediagora.vocabulary import PREFIXES, shorten, slug

if TYPE_CHECKING:
    import pyoxigraph as ox

_RDF: Final = PREFIXES["rdf"]
_OWL: Final = PREFIXES["owl"]
_TYPE: Final = f"{_RDF}type"
_FIRST: Final = f"{_RDF}first"
_RANGE: Final = f"{PREFIXES['rdfs']}range"
_CLASS: Final = f"{_OWL}Class"
_RELATION: Final = f"{_OWL}ObjectProperty"
_PROPERTIES: Final = frozenset({_RELATION, f"{_OWL}DatatypeProperty", f"{_OWL}AnnotationProperty"})
_UNSAID: Final = frozenset({_TYPE, _FIRST, f"{_RDF}rest"})
"""Properties that JSON-LD says in its own way."""

_STRING: Final = "xsd:string"
_KEYWORDS: Final = {"id": "@id", "type": "@type"}
_RENAMED: Final = {f"{PREFIXES['dcterms']}source": "hasSource"}
"""A word cannot be a prefix as well: `source:` is the namespace of the sources."""


def make() -> dict[str, Any]:
    """Make the context from all that ships.

    Raises:
        ValueError: Two terms would have one word; one of them needs another.

    Example:
        >>> words = make()
        >>> words["hasFeature"], words["SocialMedia"]
        ({'@id': 'mediagora:hasFeature', '@type': '@id'}, 'mediagora:SocialMedia')
    """
    triples = merged(select())
    used: dict[str, set[str]] = defaultdict(set)
    pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
    lists = {triple.subject for triple in triples if triple.predicate.value == _FIRST}
    for subject, predicate, value in triples:
        used[predicate.value].add("@list" if value in lists else _kind(value))
        if predicate.value in {_TYPE, _RANGE}:
            pairs[predicate.value].add((_iri(subject), _iri(value)))
    kinds = {iri: found for iri, found in used.items() if iri not in _UNSAID}
    for iri, kind in pairs[_TYPE]:
        if kind in _PROPERTIES and iri not in used:
            said = {value for name, value in pairs[_RANGE] if name == iri}
            kinds[iri] = {"@id"} if kind == _RELATION else set(map(shorten, said))
    classes = {kind for _, kind in pairs[_TYPE]} | {
        iri for iri, kind in pairs[_TYPE] if kind == _CLASS
    }
    meanings: dict[str, Any] = {iri: shorten(iri) for iri in sorted(classes - {""})}
    meanings |= {iri: _meaning(iri, kinds[iri]) for iri in sorted(kinds)}
    words = {**PREFIXES, **_KEYWORDS}
    for iri, meaning in meanings.items():
        word = _RENAMED.get(iri, slug(iri))
        if word in words:
            message = f"two terms would be called '{word}' in JSON-LD; give {iri} another word"
            raise ValueError(message)
        words[word] = meaning
    return words


def _kind(value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    import pyoxigraph as ox

    if not isinstance(value, ox.Literal):
        return "@id"
    return "@language" if value.language else shorten(value.datatype.value)


def _meaning(iri: str, kinds: set[str]) -> str | dict[str, str]:
    """A property's definition: values of one kind are written short, all others in full."""
    name = shorten(iri)
    kind = next(iter(kinds)) if len(kinds) == 1 else _STRING
    if kind == _STRING:
        return name
    if kind == "@language":
        return {"@id": name, "@container": kind}
    if kind == "@list":  # every list that ships is one of IRIs and of nodes
        return {"@id": name, "@type": "@id", "@container": kind}
    return {"@id": name, "@type": kind}


def _iri(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    import pyoxigraph as ox

    return term.value if isinstance(term, ox.NamedNode) else ""


if __name__ == "__main__":
    bundle.context_file().write_text(write_context(make()), encoding="utf-8")
