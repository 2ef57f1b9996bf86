"""What other vocabularies declare: the names of their classes and properties, and nothing else.

One list a vocabulary, in a text file beside this one, read when it is first asked for.
`docs/declared.py` writes the lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from mediagora.vocabulary import PREFIXES, shorten


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A vocabulary that many use.

    Attributes:
        prefix: Under which its terms are shown; also the name of its list.
        namespace: In which all its terms are.
        title: What people call it.
    """

    prefix: str
    namespace: str
    title: str

    def short(self, local: str) -> str:
        """Write a name with the prefix.

        Example:
            >>> Vocabulary("foaf", "http://xmlns.com/foaf/0.1/", "FOAF").short("Person")
            'foaf:Person'
        """
        return f"{self.prefix}:{local}"


VOCABULARIES: Final = (
    Vocabulary("dc", "http://purl.org/dc/elements/1.1/", "Dublin Core 1.1"),
    Vocabulary("dcterms", PREFIXES["dcterms"], "DCMI Metadata Terms"),
    Vocabulary("foaf", "http://xmlns.com/foaf/0.1/", "FOAF"),
    Vocabulary("org", PREFIXES["org"], "the Organization Ontology"),
    Vocabulary("owl", PREFIXES["owl"], "OWL"),
    Vocabulary("prov", PREFIXES["prov"], "PROV"),
    Vocabulary("rdf", PREFIXES["rdf"], "RDF"),
    Vocabulary("rdfs", PREFIXES["rdfs"], "RDF Schema"),
    Vocabulary("schema", PREFIXES["schema"], "schema.org"),
    Vocabulary("sh", PREFIXES["sh"], "SHACL"),
    Vocabulary("sioc", "http://rdfs.org/sioc/ns#", "SIOC"),
    Vocabulary("sioct", "http://rdfs.org/sioc/types#", "the SIOC Types module"),
    Vocabulary("skos", PREFIXES["skos"], "SKOS"),
    Vocabulary("xsd", PREFIXES["xsd"], "XML Schema"),
)

_BY_NAMESPACE: Final = {each.namespace: each for each in VOCABULARIES}
_CUT: Final = re.compile(r"(.*[#/])(.*)", re.DOTALL)
_MEMBER: Final = re.compile(r"_[1-9][0-9]*")


def vocabulary_of(iri: str) -> tuple[Vocabulary, str] | None:
    """Give the vocabulary in whose namespace an IRI is, and its name there; `None` for others.

    Example:
        >>> found = vocabulary_of("http://www.w3.org/2004/02/skos/core#prefLabel")
        >>> found and (found[0].title, found[1])
        ('SKOS', 'prefLabel')
        >>> vocabulary_of("https://schema.org/") is None
        True
    """
    cut = _CUT.fullmatch(iri)
    if cut is None or not cut[2] or cut[1] not in _BY_NAMESPACE:
        return None
    return _BY_NAMESPACE[cut[1]], cut[2]


def shown(iri: str) -> str:
    """Write an IRI for people, with the prefix that it usually has.

    Example:
        >>> shown("http://xmlns.com/foaf/0.1/Person"), shown("https://w3id.org/mediagora/ns#code")
        ('foaf:Person', 'mediagora:code')
    """
    found = vocabulary_of(iri)
    return found[0].short(found[1]) if found else shorten(iri)


@cache
def names(prefix: str) -> frozenset[str]:
    """Give the names that a vocabulary declares.

    Args:
        prefix: Of one of `VOCABULARIES`.

    Example:
        >>> "altLabel" in names("skos"), len(names("schema")) > 2500
        (True, True)
    """
    text = (Path(__file__).parent / f"{prefix}.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def declares(vocabulary: Vocabulary, local: str) -> bool:
    """Tell whether a vocabulary declares a name (RDF declares `_1`, `_2` and so on as well).

    Example:
        >>> rdf = next(each for each in VOCABULARIES if each.prefix == "rdf")
        >>> declares(rdf, "_12"), declares(rdf, "tpye")
        (True, False)
    """
    is_member = vocabulary.prefix == "rdf" and _MEMBER.fullmatch(local) is not None
    return is_member or local in names(vocabulary.prefix)
