"""Draw the README's two pictures from the graph: the class tree and one platform with its sources.

Run `python docs/pictures.py` after a change of ontology or data; it needs Graphviz (`dot`). A test
compares the pictures in `docs/pictures/` with the graph, so that they cannot grow old unnoticed.
"""

from __future__ import annotations

import html
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from mediagora import bundle
from mediagora.vocabulary import NS, PREFIXES, shorten

PICTURES = Path(__file__).parent / "pictures"
LABEL = PREFIXES["rdfs"] + "label"
TYPE = PREFIXES["rdf"] + "type"
FONT = 'fontname="DejaVu Sans, Verdana, sans-serif"'
TREE_STYLE = f"""
  graph [rankdir=LR, bgcolor=white, pad=0.15, nodesep=0.1, ranksep=0.7]
  node [{FONT}, fontsize=11, shape=box, style="rounded,filled", color="#7a8793",
        fillcolor="#f3f5f7", fontcolor="#1d2730", height=0.28, margin="0.12,0.03"]
  edge [color="#7a8793", dir=back, arrowtail=empty, arrowsize=0.6,
        tailport=e, headport=w]
"""
NETWORK = 'fillcolor="#dcebfa", color="#2f6fae"'

Facts = dict[tuple[str, str], list[str]]


def read(paths: list[Path]) -> Facts:
    """Objects by subject and predicate, in the order of the files; of labels the English ones."""
    facts: Facts = defaultdict(list)
    for path in paths:
        for triple in parse(path=str(path), format=RdfFormat.TURTLE):
            subject, value = triple.subject, triple.object
            if isinstance(value, Literal) and value.language not in {None, "en"}:
                continue
            if isinstance(subject, NamedNode | BlankNode) and isinstance(
                value, NamedNode | Literal
            ):
                facts[str(subject.value), triple.predicate.value].append(value.value)
    return facts


def name(facts: Facts, value: str) -> str:
    """English label of a thing; of what has none, its short form."""
    return (facts.get((value, LABEL)) or [shorten(value)])[0]


def quoted(text: str) -> str:
    """A string of the DOT language."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def class_tree(facts: Facts) -> str:
    """DOT of everything under `mediagora:SocialMedia`, social networks set off."""
    children: dict[str, list[str]] = defaultdict(list)
    for (subject, predicate), values in facts.items():
        if predicate == PREFIXES["rdfs"] + "subClassOf":
            for value in values:
                children[value].append(subject)
    lines: list[str] = []

    def walk(iri: str, *, network: bool) -> None:
        network = network or iri == NS + "SocialNetwork"
        colour = ", " + NETWORK if network else ""
        lines.append(f"{quoted(shorten(iri))} [label={quoted(name(facts, iri))}{colour}]")
        for child in sorted(children[iri], key=lambda one: (not children[one], name(facts, one))):
            lines.append(f"{quoted(shorten(iri))} -> {quoted(shorten(child))}")
            walk(child, network=network)

    walk(NS + "SocialMedia", network=False)
    return "digraph classes {" + TREE_STYLE + "  " + "\n  ".join(lines) + "\n}\n"


def sources(facts: Facts) -> dict[tuple[str, str, str], list[str]]:
    """Sources of each fact, read from the `owl:Axiom` nodes."""
    by_fact: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    annotated = [PREFIXES["owl"] + "annotated" + part for part in ("Source", "Property", "Target")]
    for node, predicate in list(facts):
        if predicate == annotated[0]:
            subject, prop, value = (facts[node, part][0] for part in annotated)
            by_fact[subject, prop, value] += facts[node, PREFIXES["dcterms"] + "source"]
    return by_fact


def platform(facts: Facts, slug: str) -> str:
    """DOT of one platform: a table of its plain facts, each with its sources."""
    iri = PREFIXES["platform"] + slug
    evidence = sources(facts)
    rows = [
        f'<tr><td colspan="3" bgcolor="#dcebfa"><b>{html.escape(name(facts, iri))}</b></td></tr>'
    ]
    for (subject, predicate), values in facts.items():
        if subject != iri or predicate in {LABEL, PREFIXES["dcterms"] + "source"}:
            continue
        for nth, value in enumerate(values):
            label = "is a" if predicate == TYPE else name(facts, predicate)
            named = sorted(evidence[iri, predicate, value])
            who = ", ".join(shorten(one).partition(":")[2] for one in named)
            cells = (label if nth == 0 else "", name(facts, value), who)
            rows.append(
                "<tr>"
                + "".join(f'<td align="left">{html.escape(cell)}  </td>' for cell in cells)
                + "</tr>"
            )
    table = (
        '<table border="1" color="#7a8793" cellborder="0" cellspacing="0" cellpadding="2">'
        + "".join(rows)
        + "</table>"
    )
    return (
        f"digraph platform {{ graph [bgcolor=white, pad=0.15] node [shape=plain, {FONT},"
        f' fontsize=10, fontcolor="#1d2730"] platform [label=<{table}>] }}\n'
    )


def draw(dot: str, target: Path) -> None:
    """Lay the graph out with Graphviz and write it as SVG."""
    svg = subprocess.run(["dot", "-Tsvg"], input=dot, capture_output=True, text=True, check=True)
    target.write_text(svg.stdout, encoding="utf-8")


def main() -> int:
    """Write both pictures."""
    facts = read([*bundle.ontology_files(), *bundle.data_files(), *bundle.evidence_files()])
    PICTURES.mkdir(exist_ok=True)
    draw(class_tree(facts), PICTURES / "class-tree.svg")
    draw(platform(facts, "facebook"), PICTURES / "facebook.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
