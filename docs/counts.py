"""Count what Mediagora holds and write it to docs/counts.md.

Run `python docs/counts.py` after a change of ontology, data or questions; a test compares the page
with the graph, so that it cannot grow old unnoticed. `python docs/counts.py -` prints it instead.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, Store

from mediagora import bundle
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PAGE: Final = Path(__file__).parent / "counts.md"
TEXT: Final = """# What is in the graph

Written by `python docs/counts.py`; a test holds it to the graph.

{holdings}
## Facts on platforms, by kind of source

A fact counts in every row in which one of its sources stands; the last column counts those that
have that source and no other.

{sources}
## Questions, by group

{questions}"""

OURS: Final = 'FILTER (STRSTARTS(STR(?term), "https://w3id.org/mediagora/"))'
FACT: Final = "owl:annotatedSource ?s ; owl:annotatedProperty ?p ; owl:annotatedTarget ?o"
PLATFORM: Final = 'FILTER (STRSTARTS(STR(?s), "https://w3id.org/mediagora/platform/"))'
FACTS: Final = f"?s ?p ?o . [] a owl:Axiom ; {FACT} . {PLATFORM}"

HOLDINGS: Final = {
    "platforms": ("?s", f"?s a ?type ; rdfs:label [] . {PLATFORM}"),
    "of these ended": ("?s", f"?s mediagora:closedYear [] . {PLATFORM}"),
    "organizations": ("?s", "?s a org:Organization"),
    "facts on platforms": ("?s ?p ?o", FACTS),
    "of these on features": ("?s ?o", f"{FACTS} FILTER (?p = mediagora:hasFeature)"),
    "claims": ("?claim", "?claim a mediagora:Claim"),
    "sources": ("?source", "?source a mediagora:Source"),
    "classes": ("?term", f"?term a owl:Class . {OURS}"),
    "properties": (
        "?term",
        f"""?term a ?kind . {OURS}
        VALUES ?kind {{ owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }}""",
    ),
    "features": ("?term", "?term a mediagora:Feature"),
    "purposes": ("?term", "?term a mediagora:Purpose"),
    "content types": ("?term", "?term a mediagora:ContentType"),
    "triples": ("?s ?p ?o", "?s ?p ?o"),
}
"""What is counted: variables and a pattern."""

KINDS: Final = {
    "the platform's own pages": "?source a mediagora:FirstPartySource .",
    "the five articles": "?source a schema:Article .",
    "public data sets": "?source a schema:Dataset .",
    "other pages": "?source a schema:WebPage .",
    "common knowledge": "VALUES ?source { source:editorial }",
}
"""Kinds of source; one is of the first that fits it."""


def graph() -> Store:
    """Ontology, facts and evidence."""
    store = Store()
    for path in [*bundle.ontology_files(), *bundle.data_files(), *bundle.evidence_files()]:
        store.load(path=path, format=RdfFormat.TURTLE)
    return store


def count(store: Store, what: str, pattern: str) -> int:
    """Number of distinct answers."""
    found = store.query(f"SELECT DISTINCT {what} {{ {pattern} }}", prefixes=PREFIXES)
    return sum(1 for _ in found)  # type: ignore[union-attr] -- a SELECT gives rows


def kinds(store: Store) -> Iterable[tuple[str, int, int, int]]:
    """Of each kind of source: how many, the facts with one of them, those with that one alone."""
    taken = ""
    for name, pattern in KINDS.items():
        kind = f"{pattern} {taken}"
        resting = f"[] {FACT} ; dcterms:source ?source . {kind} {PLATFORM}"
        alone = f"""{resting} FILTER NOT EXISTS {{
            [] {FACT} ; dcterms:source ?other . FILTER (?other != ?source) }}"""
        facts = [count(store, "?s ?p ?o", each) for each in (resting, alone)]
        yield (name, count(store, "?source", kind), facts[0], facts[1])
        taken += f" FILTER NOT EXISTS {{ {pattern} }}"


def table(head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """A Markdown table whose first column is text and whose others are numbers."""
    ruler = ["---", *["---:"] * (len(head) - 1)]
    cells = [head, ruler, *([str(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(row) + " |" for row in cells) + "\n"


def page() -> str:
    """The page, from the files that ship."""
    store = graph()
    groups = Counter(path.parent.name for path in bundle.query_files())
    holdings = [(name, count(store, *asked)) for name, asked in HOLDINGS.items()]
    return TEXT.format(
        holdings=table(["what", "number"], [*holdings, ("questions", groups.total())]),
        sources=table(["kind of source", "sources", "facts", "on one alone"], kinds(store)),
        questions=table(["group", "questions"], sorted(groups.items())),
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["-"]:
        sys.stdout.write(page())
    else:
        PAGE.write_text(page(), encoding="utf-8")
