"""Write ontology/context.jsonld: JSON-LD in plain words for what the ontology declares.

Run `python docs/context.py` after a change of ontology or data; a test compares the file with the
graph, so that it cannot grow old unnoticed.

A class or property is called by its local name. Whether its values are IRIs, texts by language or
lists is read off the declarations and the values that ship. Datatypes are not: where a year ships,
somebody else may have a day. So only what is declared or fixed has one, and other values are
written in full. What has no word falls into Mediagora's namespace, where `mediagora validate` finds
it; a misspelt word would vanish otherwise.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode

from mediagora import bundle
from mediagora.publishing.merging import merged
from mediagora.publishing.selection import select
from mediagora.vocabulary import NS, PREFIXES, shorten, slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import BlankNode, Triple

    Term = NamedNode | BlankNode | Literal | Triple

RDF: Final = PREFIXES["rdf"]
OWL: Final = PREFIXES["owl"]
DCTERMS: Final = PREFIXES["dcterms"]
TYPE: Final = f"{RDF}type"
FIRST: Final = f"{RDF}first"
RANGE: Final = f"{PREFIXES['rdfs']}range"
CLASS: Final = f"{OWL}Class"
RELATION: Final = f"{OWL}ObjectProperty"
PROPERTIES: Final = frozenset({RELATION, f"{OWL}DatatypeProperty", f"{OWL}AnnotationProperty"})
UNSAID: Final = frozenset({TYPE, FIRST, f"{RDF}rest"})
"""Properties that JSON-LD says in its own way."""

KEYWORDS: Final = {"id": "@id", "type": "@type"}
RENAMED: Final = {f"{DCTERMS}source": "hasSource"}
"""A word cannot be a prefix as well: `source:` is the namespace of the sources."""

FIXED: Final = {
    f"{DCTERMS}created": "xsd:date",
    f"{DCTERMS}modified": "xsd:date",
    f"{NS}readOn": "xsd:date",
    f"{PREFIXES['schema']}url": "xsd:anyURI",
    f"{DCTERMS}isReplacedBy": "@id",
}
"""Types of values that are always the same, though no range says so."""

LITERAL: Final = "a literal"


def make() -> dict[str, Any]:
    """The context, from all that ships.

    Raises:
        ValueError: Two terms would have one word; one of them needs another.
    """
    triples = merged(select())
    lists = {triple.subject for triple in triples if triple.predicate.value == FIRST}
    kinds: dict[str, set[str]] = defaultdict(set)
    types: dict[str, set[str]] = defaultdict(set)
    ranges: dict[str, str] = {}
    for subject, predicate, value in triples:
        kinds[predicate.value].add("@list" if value in lists else _kind(value))
        if predicate.value == TYPE:
            types[_iri(value)].add(_iri(subject))
        elif predicate.value == RANGE:
            ranges[_iri(subject)] = shorten(_iri(value))
    declared = set[str]().union(*(types[kind] for kind in PROPERTIES))
    meanings: dict[str, Any] = {
        iri: shorten(iri) for iri in sorted((types.keys() | types[CLASS]) - {""})
    }
    for iri in sorted((kinds.keys() | declared) - UNSAID):
        found = {"@id"} if iri in types[RELATION] else kinds[iri]
        meanings[iri] = _meaning(iri, FIXED.get(iri) or ranges.get(iri, ""), found)
    words = {"@vocab": NS, **PREFIXES, **KEYWORDS}
    for iri, meaning in meanings.items():
        word = RENAMED.get(iri, slug(iri))
        if word in words:
            message = f"two terms would be called '{word}' in JSON-LD; give {iri} another word"
            raise ValueError(message)
        words[word] = meaning
    return words


def page(words: Mapping[str, Any]) -> str:
    """The file, one word to a line."""
    lines = (f"    {json.dumps(word)}: {json.dumps(meaning)}" for word, meaning in words.items())
    return '{\n  "@context": {\n' + ",\n".join(lines) + "\n  }\n}\n"


def _kind(value: Term) -> str:
    if not isinstance(value, Literal):
        return "@id"
    return "@language" if value.language else LITERAL


def _meaning(iri: str, datatype: str, kinds: set[str]) -> str | dict[str, str]:
    """A property's definition; where values are of several kinds, all are written in full."""
    name = shorten(iri)
    if iri in FIXED or (datatype.startswith("xsd:") and datatype != "xsd:string"):
        return {"@id": name, "@type": datatype}
    if kinds == {"@id"}:
        return {"@id": name, "@type": "@id"}
    if kinds == {"@language"}:
        return {"@id": name, "@container": "@language"}
    if kinds == {"@list"}:  # every list that ships is one of IRIs and of nodes
        return {"@id": name, "@type": "@id", "@container": "@list"}
    return name


def _iri(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else ""


if __name__ == "__main__":
    bundle.context_file().write_text(page(make()), encoding="utf-8")
