"""Draw conclusions from one file with one reasoner, as little around it as there can be.

`python reasoners.py owlrl in.nt out.nt` reads the one and writes the other, with what is stated or
without. Each run is a process of its own that is measured whole, so it imports nothing else.
"""

from __future__ import annotations

import sys


def owlrl(given: str, out: str) -> None:
    """The reference for the rules of OWL 2 RL, in Python."""
    import owlrl as engine
    import rdflib

    graph = rdflib.Graph().parse(given, format="nt")
    engine.DeductiveClosure(engine.OWLRL_Semantics).expand(graph)
    for triple in list(graph):
        if isinstance(triple[0], rdflib.Literal):  # which N-Triples cannot hold
            graph.remove(triple)
    graph.serialize(out, format="nt", encoding="utf-8")


def sparq(given: str, out: str) -> None:
    """The engine behind `--engine fast`, bare."""
    from pathlib import Path

    import sparq as engine

    graph = engine.Graph.load(Path(given).read_text(encoding="utf-8"), "ntriples")
    graph.reason("owl")
    every = graph.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(!isLiteral(?s)) }")
    with Path(out).open("w", encoding="utf-8") as stream:
        for triple in every:  # N-Triples in `Term(...)`
            stream.writelines((*(f"{repr(term)[5:-1]} " for term in triple), ".\n"))


def reasonable(given: str, out: str) -> None:
    """OWL 2 RL in Rust."""
    from pathlib import Path

    import reasonable as engine

    reasoner = engine.PyReasoner()
    reasoner.load_file(given)
    with Path(out).open("w", encoding="utf-8") as stream:
        for triple in reasoner.reason():
            stream.writelines((*(f"{term.n3()} " for term in triple), ".\n"))


def hermit(given: str, out: str) -> None:
    """OWL 2 DL by HermiT, as owlready2 runs it."""
    from pathlib import Path

    import owlready2 as engine

    world = engine.World()
    with Path(given).open("rb") as stream:
        world.get_ontology("urn:given").load(fileobj=stream)
    engine.sync_reasoner_hermit(world, infer_property_values=True, debug=0)
    world.save(out, format="ntriples")


if __name__ == "__main__":
    every = {"owlrl": owlrl, "sparq": sparq, "reasonable": reasonable, "hermit": hermit}
    try:
        every[sys.argv[1]](sys.argv[2], sys.argv[3])
    except Exception as error:  # of any engine
        sys.exit(f"{type(error).__name__}: {error}")
