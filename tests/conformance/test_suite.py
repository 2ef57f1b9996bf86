"""What the comparison with the W3C's suite tells apart."""

from __future__ import annotations

import pyoxigraph as ox

from conformance import suite


def test_a_path_is_known_by_what_it_is_made_of() -> None:
    def structure(path: str) -> str:
        text = f"PREFIX sh: <{suite.SH}> <urn:shape> sh:path {path} ."
        triples = suite.Triples(quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE))
        [node] = triples.all(ox.NamedNode("urn:shape"), f"{suite.SH}path")
        return triples.structure(node)

    paths = (
        "<urn:p>",
        "[ sh:inversePath <urn:p> ]",
        "[ sh:zeroOrMorePath <urn:p> ]",
        "( <urn:p> <urn:q> )",
        "( <urn:q> <urn:p> )",
        "[ sh:alternativePath ( <urn:p> <urn:q> ) ]",
        "( <urn:p> [ sh:inversePath <urn:q> ] )",
    )
    assert [structure(path) for path in paths] == [structure(path) for path in paths]
    assert len({structure(path) for path in paths}) == len(paths)
