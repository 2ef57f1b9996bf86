"""Write the lists of declared terms in src/mediagora/declared/, one a vocabulary, names only.

Run `python docs/declared.py` after an update of rdflib, which knows the terms of most vocabularies;
those of SIOC are in tests/cases/alignments/. A name that a list holds stays: what was declared once
is no mistake where it is used.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import rdflib.namespace
from pyoxigraph import NamedNode, RdfFormat, parse

from mediagora import declared

FOLDER: Final = Path(declared.__file__).parent
EXTRACTS: Final = Path(__file__).parent.parent / "tests" / "cases" / "alignments"
FROM_RDFLIB: Final = {
    "dc": rdflib.namespace.DC,
    "dcterms": rdflib.namespace.DCTERMS,
    "foaf": rdflib.namespace.FOAF,
    "org": rdflib.namespace.ORG,
    "owl": rdflib.namespace.OWL,
    "prov": rdflib.namespace.PROV,
    "rdf": rdflib.namespace.RDF,
    "rdfs": rdflib.namespace.RDFS,
    "schema": rdflib.namespace.SDO,
    "sh": rdflib.namespace.SH,
    "skos": rdflib.namespace.SKOS,
    "xsd": rdflib.namespace.XSD,
}
FROM_EXTRACTS: Final = {"schema": "schema-org", "sioc": "sioc", "sioct": "sioc-types"}
NOT_YET_IN_RDFLIB: Final = {"rdf": {"dirLangString", "reifies"}}
"""Of RDF 1.2, which the parser reads."""


def found(vocabulary: declared.Vocabulary) -> set[str]:
    """All names of a vocabulary, from wherever there are some."""
    names = set(NOT_YET_IN_RDFLIB.get(vocabulary.prefix, ()))
    if vocabulary.prefix in FROM_RDFLIB:
        names |= of_rdflib(vocabulary)
    if vocabulary.prefix in FROM_EXTRACTS:
        file = EXTRACTS / f"{FROM_EXTRACTS[vocabulary.prefix]}.ttl"
        names |= of_extract(file, vocabulary.namespace)
    return names


def of_rdflib(vocabulary: declared.Vocabulary) -> set[str]:
    """The names that the installed rdflib knows."""
    known = FROM_RDFLIB[vocabulary.prefix]
    if str(known) != vocabulary.namespace:
        message = f"rdflib has {known} for {vocabulary.prefix}:"
        raise ValueError(message)
    extras: list[str] = known._extras  # noqa: SLF001 -- names that no Python class can have
    return {*known.__annotations__, *extras}


def of_extract(file: Path, namespace: str) -> set[str]:
    """The subjects of a file that are in a namespace."""
    subjects = {quad.subject for quad in parse(path=file, format=RdfFormat.TURTLE)}
    iris = {subject.value for subject in subjects if isinstance(subject, NamedNode)}
    return {iri.removeprefix(namespace) for iri in iris if iri.startswith(namespace)}


def main() -> None:
    """Write all lists."""
    for vocabulary in declared.VOCABULARIES:
        file = FOLDER / f"{vocabulary.prefix}.txt"
        before = set(file.read_text(encoding="utf-8").split()) if file.exists() else set()
        names = sorted(before | found(vocabulary))
        file.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
        print(f"{file.name}: {len(names)} names, {len(names) - len(before)} new")


if __name__ == "__main__":
    main()
