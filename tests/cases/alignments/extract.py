"""Cut the axioms out of a published vocabulary.

`python extract.py VOCABULARY NAMESPACE [TERM ...]` writes Turtle to standard output: what the
vocabulary says of its own terms in RDF, RDFS and OWL, without labels, comments and all other words.
With TERMs, only these and what is above them are kept, as is done for schema.org. README.md says
where each extract comes from.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import pyoxigraph as ox

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
LOGIC: Final = (RDF, RDFS, OWL, XSD)
WORDS: Final = {
    f"{RDFS}{name}" for name in ("label", "comment", "seeAlso", "isDefinedBy", "name")
} | {f"{OWL}{name}" for name in ("imports", "versionInfo", "versionIRI", "priorVersion")}
UPWARD: Final = {f"{RDFS}subClassOf", f"{RDFS}subPropertyOf"}
SUPERSEDED: Final = "https://schema.org/supersededBy"


def read(path: Path, namespace: str) -> set[ox.Triple]:
    """All axioms of a file, with schema.org's terms under https as Mediagora writes them."""
    document = path.read_bytes().replace(b"http://schema.org/", b"https://schema.org/")
    kept = set()
    for quad in ox.parse(document, ox.RdfFormat.N_QUADS):
        own = isinstance(quad.subject, ox.BlankNode) or name(quad.subject).startswith(namespace)
        logic = name(quad.predicate).startswith(LOGIC) and name(quad.predicate) not in WORDS
        if own and (logic or name(quad.predicate) == SUPERSEDED):
            kept.add(quad.triple)
    aside = {
        triple.subject
        for triple in kept
        if name(triple.object) in {f"{OWL}Ontology", f"{OWL}Axiom"}
    }
    return {triple for triple in kept if triple.subject not in aside}


def cone(axioms: set[ox.Triple], namespace: str, terms: list[str]) -> set[ox.Triple]:
    """What is said of some terms and of all above them, within the vocabulary itself."""
    kept: set[ox.Triple] = set()
    reached: set[str] = set()
    ahead = {namespace + term for term in terms}
    while ahead:
        reached |= ahead
        found = {
            triple
            for triple in axioms
            if name(triple.subject) in ahead
            and name(triple.predicate) in {*UPWARD, SUPERSEDED, f"{RDF}type"}
            and name(triple.object).startswith((namespace, RDF, RDFS, OWL))
        }
        kept |= found
        ahead = {name(t.object) for t in found if name(t.predicate) in UPWARD} - reached
    return kept


def name(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """The IRI of a term; nothing where it has none."""
    return term.value if isinstance(term, ox.NamedNode) else ""


def main(path: str, namespace: str, *terms: str) -> None:
    """Write the extract of one vocabulary."""
    axioms = read(Path(path), namespace)
    if terms:
        axioms = cone(axioms, namespace, list(terms))
    dataset = ox.Dataset(ox.Quad(*triple) for triple in axioms)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    prefixes = {"": namespace, "rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD}
    triples = sorted((quad.triple for quad in dataset), key=str)
    sys.stdout.buffer.write(
        ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
