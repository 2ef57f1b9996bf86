"""Write the tables of docs/alignments.md from ontology/alignments/.

Run `python docs/alignments.py` after a change of an alignment; a test compares the page with the
files, so that it cannot grow old unnoticed. The words around the tables are written by hand.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from mediagora import bundle
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

PAGE: Final = Path(__file__).parent / "alignments.md"
TABLE: Final = re.compile(r"(?<=<!-- table: )([a-z-]+)( -->\n).*?(?=<!-- end -->)", re.DOTALL)
NAMESPACES: Final = PREFIXES | {
    "as": "https://www.w3.org/ns/activitystreams#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "sioc": "http://rdfs.org/sioc/ns#",
    "sioct": "http://rdfs.org/sioc/types#",
}
ORDER: Final = ("mediagora", "kind", "feature", "content")
MATCHES: Final = {
    "skos:closeMatch": "close",
    "skos:broadMatch": "broad",
    "skos:narrowMatch": "narrow",
    "skos:relatedMatch": "related",
}
AXIOMS: Final = {"rdfs:subClassOf": "subclass of", "rdfs:subPropertyOf": "subproperty of"}
RELATIONS: Final = MATCHES | AXIOMS
ANNOTATED: Final = [
    NamedNode(f"{PREFIXES['owl']}annotated{part}") for part in ("Source", "Property", "Target")
]
WHY: Final = NamedNode(f"{PREFIXES['dcterms']}description")


class Mapping(NamedTuple):
    """Our term, how it is related to theirs, and why; the terms as prefixed names."""

    ours: str
    relation: str
    theirs: str
    why: str


def short(iri: str) -> str:
    """An IRI as prefix and local name."""
    prefix, namespace = next(pair for pair in NAMESPACES.items() if iri.startswith(pair[1]))
    return f"{prefix}:{iri.removeprefix(namespace)}"


def mappings(path: Path) -> list[Mapping]:
    """What an alignment says: of classes, of properties, of kinds, features and content types."""
    nodes: dict[str, dict[NamedNode, str]] = {}
    for triple in parse(path=path, format=RdfFormat.TURTLE):
        subject, value = triple.subject, triple.object
        if isinstance(subject, BlankNode) and isinstance(value, NamedNode | Literal):
            nodes.setdefault(subject.value, {})[triple.predicate] = value.value
    found = []
    for node in nodes.values():
        ours, relation, theirs = (short(node[part]) for part in ANNOTATED)
        found.append(Mapping(ours, relation, theirs, node[WHY]))
    return sorted(found, key=_place)


def _place(mapping: Mapping) -> tuple[int, bool, Mapping]:
    prefix, _, name = mapping.ours.partition(":")
    return ORDER.index(prefix), name[0].islower(), mapping


def markdown(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table."""
    names = list(head)
    lines = [names, ["---"] * len(names), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def overview() -> str:
    """How much each alignment says."""
    counts = {
        path.stem: Counter(RELATIONS[mapping.relation] for mapping in mappings(path))
        for path in bundle.alignment_files()
    }
    matches = [name for name in MATCHES.values() if any(count[name] for count in counts.values())]
    return markdown(
        ("file", *matches, "OWL axioms"),
        (
            (
                f"[{name}](../ontology/alignments/{name}.ttl)",
                *(str(count[name]) for name in matches),
                str(sum(count[name] for name in AXIOMS.values())),
            )
            for name, count in counts.items()
        ),
    )


def table(name: str) -> str:
    """All that one alignment says, with reasons."""
    path = bundle.root() / "ontology" / "alignments" / f"{name}.ttl"
    return markdown(
        ("here", "relation", "there", "why"),
        (
            (f"`{mapping.ours}`", RELATIONS[mapping.relation], f"`{mapping.theirs}`", mapping.why)
            for mapping in mappings(path)
        ),
    )


def filled(page: str) -> str:
    """The page with its tables as the files have it."""

    def fill(place: re.Match[str]) -> str:
        name, end = place.groups()
        return name + end + (overview() if name == "overview" else table(name))

    return TABLE.sub(fill, page)


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text("utf-8")), encoding="utf-8")
