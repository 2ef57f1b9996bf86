"""The shipped graph with short names for its terms, and the golden tables that it must equal."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from mediagora import bundle
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CASES: Final = Path(__file__).resolve().parents[1] / "cases" / "claims"
Fact = tuple[str, str, str]


def short(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    """A term as it stands in the tables: prefixed name, or literal with its language or type."""
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in PREFIXES.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
        return str(term)
    if not isinstance(term, ox.Literal):
        return str(term)
    if term.language:
        return f'"{term.value}"@{term.language}'
    datatype = short(term.datatype)
    if datatype == "xsd:integer":
        return term.value
    return f'"{term.value}"' + ("" if datatype == "xsd:string" else f"^^{datatype}")


def full(name: str) -> ox.NamedNode:
    """The IRI behind a prefixed name."""
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


@cache
def store() -> ox.Store:
    """Ontology, plain facts and evidence."""
    loaded = ox.Store()
    for path in [*bundle.ontology_files(), *bundle.data_files(), *bundle.evidence_files()]:
        loaded.load(path=path, format=ox.RdfFormat.TURTLE)
    return loaded


def triples(subject: str | None = None, predicate: str | None = None) -> Iterator[Fact]:
    """Triples in short form, of one subject and with one predicate where these are given."""
    pattern = (full(subject) if subject else None, full(predicate) if predicate else None)
    for quad in store().quads_for_pattern(*pattern, None):
        yield short(quad.subject), short(quad.predicate), short(quad.object)


def values(subject: str, predicate: str) -> list[str]:
    """What a subject has for a predicate, sorted."""
    return sorted(value for _, _, value in triples(subject, predicate))


def instances(kind: str) -> set[str]:
    """Whatever is stated to be of a type."""
    return {
        short(quad.subject)
        for quad in store().quads_for_pattern(None, full("rdf:type"), full(kind))
    }


@cache
def platforms() -> frozenset[str]:
    """Whatever has a file of its own in data/platforms."""
    folder = bundle.root() / "data" / "platforms"
    return frozenset(f"platform:{path.stem}" for path in folder.glob("*.ttl"))


@cache
def evidence() -> dict[Fact, list[dict[str, list[str]]]]:
    """For each fact the axiom nodes on it; of each node, what it says beside the fact."""
    found: dict[Fact, list[dict[str, list[str]]]] = {}
    place = {"owl:annotatedSource": 0, "owl:annotatedProperty": 1, "owl:annotatedTarget": 2}
    for node in store().quads_for_pattern(None, full("rdf:type"), full("owl:Axiom")):
        fact = ["", "", ""]
        rest: dict[str, list[str]] = {}
        for quad in store().quads_for_pattern(node.subject, None, None):
            name, value = short(quad.predicate), short(quad.object)
            if name in place:
                fact[place[name]] = value
            elif name != "rdf:type":
                rest.setdefault(name, []).append(value)
        found.setdefault((fact[0], fact[1], fact[2]), []).append(rest)
    return found


def upward(names: Iterable[str], predicate: str) -> set[str]:
    """The names and all that a predicate leads to from them."""
    reached: set[str] = set()
    ahead = set(names)
    while ahead:
        reached |= ahead
        ahead = {value for name in ahead for value in values(name, predicate)} - reached
    return reached


def words(names: Iterable[str]) -> str:
    """Names side by side in one cell, a dash where there is none."""
    return " ".join(sorted(names)) or "-"


def rows(name: str) -> list[tuple[str, ...]]:
    """Rows of a golden table without its head."""
    with (CASES / f"{name}.tsv").open(encoding="utf-8", newline="") as table:
        return [tuple(row) for row in csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]


def difference(golden: Iterable[tuple[str, ...]], found: Iterable[tuple[str, ...]]) -> list[str]:
    """Rows that only the table has (-) and rows that only the graph has (+)."""
    table, graph = set(golden), set(found)
    lines = [(row, "-") for row in table - graph] + [(row, "+") for row in graph - table]
    return [f"{sign} " + " | ".join(row) for row, sign in sorted(lines)]


def evidence_cells(fact: Fact) -> tuple[str, str]:
    """Sources of a fact, and in the same order the claims that each of its nodes rests on."""
    nodes = sorted(
        (
            "+".join(sorted(node.get("dcterms:source", []))),
            "+".join(sorted(node.get("mediagora:restsOn", []))) or "-",
        )
        for node in evidence().get(fact, [])
    )
    sources = " ".join(source.replace("source:", "") for source, _ in nodes)
    claims = " ".join(claim.replace("claim:", "") for _, claim in nodes)
    return sources or "-", claims or "-"


def dates(fact: Fact) -> str:
    """When a fact held, by the words of its sources: `validUntil 2023 (editorial)`."""
    told = sorted(
        f"{name} {value.split(chr(34))[1]} ({words(node['dcterms:source'])})"
        for node in evidence().get(fact, [])
        for name in ("validFrom", "validUntil")
        for value in node.get(f"mediagora:{name}", [])
    )
    return "; ".join(told).replace("source:", "") or "-"


def facts_found(subjects: Iterable[str]) -> list[tuple[str, ...]]:
    """What the graph says of the named platforms and organizations, as rows of facts.tsv."""
    return [
        (*fact, *evidence_cells(fact), dates(fact))
        for subject in subjects
        for fact in triples(subject)
    ]


def axioms_found() -> list[tuple[str, ...]]:
    """Axioms of the ontology that carry evidence, as rows of axioms.tsv."""
    return [
        (*fact, *evidence_cells(fact))
        for fact in evidence()
        if not fact[0].startswith(("platform:", "organization:"))
    ]


KINDS: Final = (
    "Definition",
    "Contrast",
    "Recommendation",
    "Objective",
    "Consideration",
    "Observation",
)
UNSAID: Final = {"rdf:type", "rdfs:label", "dcterms:description", "mediagora:statedBy"}


def claims_found() -> list[tuple[str, ...]]:
    """The claims of the graph, as rows of claims.tsv."""
    return [_claim(name) for name in instances("mediagora:Claim")]


def _claim(name: str) -> tuple[str, ...]:
    """One claim; a contrast is given by the classes of its sides."""
    types = [kind for kind in KINDS if f"mediagora:{kind}" in values(name, "rdf:type")]
    resting = {
        short(quad.subject)
        for quad in store().quads_for_pattern(None, full("mediagora:restsOn"), full(name))
        if isinstance(quad.subject, ox.NamedNode)
    }
    said: dict[str, list[str]] = {}
    for _, predicate, value in triples(name):
        if predicate == "mediagora:hasSide":
            said.setdefault(predicate, []).extend(values(value, "mediagora:aboutSubject"))
        elif predicate not in UNSAID:
            said.setdefault(predicate, []).append(value)
    return (
        name.removeprefix("claim:"),
        words(source.removeprefix("source:") for source in values(name, "mediagora:statedBy")),
        words(types),
        words(resting),
        "; ".join(f"{key.removeprefix('mediagora:')} {words(said[key])}" for key in sorted(said)),
    )
