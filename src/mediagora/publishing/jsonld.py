"""JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/) in the words of the context that ships.

A node stands once, under its IRI; a blank node that is pointed at once stands where it is pointed
at, a list as `@list`. Every value comes back as it was: what a word's own type does not cover is
written out in full, and a prefix that is the scheme of an IRI is taken back.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from mediagora import bundle
from mediagora.publishing.selection import ONTOLOGY, TYPE
from mediagora.vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyoxigraph as ox

    Subject = ox.NamedNode | ox.BlankNode | ox.Triple
    Term = Subject | ox.Literal
    Values = dict[str, list[Term]]

_RDF: Final = PREFIXES["rdf"]
_FIRST: Final = f"{_RDF}first"
_REST: Final = f"{_RDF}rest"
_NIL: Final = f"{_RDF}nil"
_STRING: Final = f"{PREFIXES['xsd']}string"
_INTEGER: Final = f"{PREFIXES['xsd']}integer"
_BOOLEAN: Final = f"{PREFIXES['xsd']}boolean"
_NUMBER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Integers that every JSON reader takes in as they are written."""


def context() -> dict[str, Any]:
    """Give the context that ships: prefixes, and plain words for what the ontology declares.

    Example:
        >>> context()["label"]
        {'@id': 'rdfs:label', '@container': '@language'}
    """
    document: dict[str, dict[str, Any]] = json.loads(bundle.context_file().read_bytes())
    return document["@context"]


def write(triples: Iterable[ox.Triple], words: Mapping[str, Any]) -> str:
    """Write triples as one document that embeds its context, nodes and keys in a fixed order.

    Args:
        triples: A graph, its blank nodes labelled in a stable way.
        words: The context; it has `id` and `type` for the keywords, and Mediagora's prefixes.

    Example:
        >>> import pyoxigraph as ox
        >>> words = {"id": "@id", "type": "@type", "word": {"@id": "urn:p"}}
        >>> quads = ox.parse("<urn:a> <urn:p> 1, 'b' .", ox.RdfFormat.TURTLE)
        >>> json.loads(write([quad.triple for quad in quads], words))["@graph"]
        [{'id': 'urn:a', 'word': ['b', 1]}]
    """
    writer = _Writer(triples, words)
    lines = (f"    {_text(word)}: {_text(meaning)}" for word, meaning in words.items())
    given = "{\n" + ",\n".join(lines) + "\n  }"
    if writer.schemes:
        given = f"[{given}, {_text(dict.fromkeys(sorted(writer.schemes)))}]"
    nodes = json.dumps(writer.nodes(), ensure_ascii=False, indent=2)
    graph = nodes.replace("\n", "\n  ")
    return f'{{\n  "@context": {given},\n  "@graph": {graph}\n}}\n'


class _Writer:
    def __init__(self, triples: Iterable[ox.Triple], words: Mapping[str, Any]) -> None:
        self._values: dict[Subject, Values] = {}
        self._pointers: Counter[Term] = Counter()
        self._pointing: dict[Term, Subject] = {}
        iris: set[str] = set()
        for subject, predicate, value in triples:
            self._values.setdefault(subject, {}).setdefault(predicate.value, []).append(value)
            self._pointers[value] += 1
            self._pointing[value] = subject
            iris |= _iris([subject, predicate, getattr(value, "datatype", value)])
        self.schemes = {iri.partition(":")[0] for iri in iris if ":" in iri} & PREFIXES.keys()
        """Prefixes that are the scheme of an IRI, which would be read as a prefix and a name."""
        meanings = {
            word: meaning if isinstance(meaning, dict) else {"@id": meaning}
            for word, meaning in words.items()
            if word not in PREFIXES and not word.startswith("@")
        }
        self._meanings = meanings
        self._words = {_full(meaning["@id"]): word for word, meaning in meanings.items()}

    def nodes(self) -> list[dict[str, Any]]:
        """All that does not stand inside another: headers, then what has a name, then the rest."""
        top = [
            (ONTOLOGY not in _iris(values.get(TYPE, [])), "id" not in node, _text(node), node)
            for subject, values in self._values.items()
            if not self._stands_inside(subject)
            for node in [self._node(subject)]
        ]
        return [node for *_, node in sorted(top, key=lambda each: each[:3])]

    def _stands_inside(self, node: Term) -> bool:
        """Whether a node is written where it is pointed at; of a ring of nodes none would be."""
        import pyoxigraph as ox

        start = node
        passed: set[Term] = set()
        while isinstance(node, ox.BlankNode) and self._pointers[node] == 1:
            if node in passed:
                return False
            passed.add(node)
            node = self._pointing[node]
        return node != start

    def _node(self, subject: Subject) -> dict[str, Any]:
        import pyoxigraph as ox

        node: dict[str, Any] = {}
        if isinstance(subject, ox.NamedNode):
            node["id"] = self._short(subject.value)
        elif self._pointers[subject] and not self._stands_inside(subject):
            node["id"] = str(subject)
        values = dict(self._values[subject])
        types = values.pop(TYPE, [])
        named = [each for each in types if isinstance(each, ox.NamedNode)]
        if named:
            node["type"] = _one_or_many(
                sorted(self._words.get(each.value, self._short(each.value)) for each in named)
            )
        if len(named) < len(types):  # `type` takes IRIs alone
            values[TYPE] = [each for each in types if each not in named]
        pairs = [self._pair(predicate, each) for predicate, each in values.items()]
        return node | dict(sorted(pairs, key=lambda pair: (pair[0] != "label", pair[0])))

    def _pair(self, predicate: str, values: list[Term]) -> tuple[str, Any]:
        """A word and what stands after it; a word that does not suit the values is not used."""
        import pyoxigraph as ox

        word = self._words.get(predicate, "")
        meaning = self._meanings.get(word, {})
        container = meaning.get("@container")
        lists = [self._list(value) for value in values]
        if container == "@list" and len(values) == 1 and lists[0] is not None:
            return word, [self._value(item, meaning) for item in lists[0]]
        tagged = [each for each in values if isinstance(each, ox.Literal) and each.language]
        if container == "@language" and len(tagged) == len(values):
            texts: dict[str, list[str]] = {}
            for each in sorted(tagged, key=str):
                texts.setdefault(each.language or "", []).append(each.value)
            return word, {tag: _one_or_many(texts[tag]) for tag in sorted(texts)}
        if container or not word:
            word, meaning = self._short(predicate), {}
        written = [
            self._value(value, meaning)
            if items is None
            else {"@list": [self._value(item, meaning) for item in items]}
            for value, items in zip(values, lists, strict=True)
        ]
        return word, _one_or_many(sorted(written, key=_text))

    def _list(self, value: Term) -> list[Term] | None:
        """The items of a list that is nothing but a list and is pointed at from here alone."""
        import pyoxigraph as ox

        items: list[Term] = []
        while isinstance(value, ox.BlankNode):
            cell = self._values.get(value, {})
            plain = cell.keys() == {_FIRST, _REST} and self._stands_inside(value)
            if not plain or len(cell[_FIRST]) != 1 or len(cell[_REST]) != 1:
                return None
            items += cell[_FIRST]
            value = cell[_REST][0]
        return items if items and getattr(value, "value", "") == _NIL else None

    def _value(self, value: Term, meaning: Mapping[str, str]) -> Any:  # noqa: ANN401 -- JSON
        import pyoxigraph as ox

        kind = meaning.get("@type")
        if isinstance(value, ox.Literal):
            return self._literal(value, kind)
        if isinstance(value, ox.BlankNode) and value in self._values and self._stands_inside(value):
            return self._node(value)
        iri = self._short(value.value) if isinstance(value, ox.NamedNode) else str(value)
        return iri if kind == "@id" else {"id": iri}

    def _literal(self, value: ox.Literal, kind: str | None) -> Any:  # noqa: ANN401 -- JSON
        datatype = value.datatype.value
        if value.language:
            return {"@language": value.language, "@value": value.value}
        covered = bool(kind) and _full(kind or "") == datatype
        if (covered or not kind) and datatype == _INTEGER and _NUMBER.fullmatch(value.value):
            return int(value.value)
        if covered:
            return value.value
        if not kind and datatype == _BOOLEAN and value.value in {"true", "false"}:
            return value.value == "true"
        if datatype == _STRING:
            return {"@value": value.value} if kind else value.value
        return {"@type": self._short(datatype), "@value": value.value}

    def _short(self, iri: str) -> str:
        short = shorten(iri)
        return iri if short.partition(":")[0] in self.schemes else short


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else name


def _iris(terms: Iterable[Term]) -> set[str]:
    return {getattr(term, "value", "") for term in terms}


def _one_or_many(values: list[Any]) -> Any:  # noqa: ANN401 -- JSON
    return values[0] if len(values) == 1 else values


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
