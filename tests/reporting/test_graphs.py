"""Graphs in Turtle and JSON-LD: laid out or streamed, it is the same graph when it is read back."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from mediagora.errors import UsageError
from mediagora.reporting import graphs
from mediagora.reporting.answers import printed
from reporting.solutions import TRIPLES, XSD, Drawn, graph_of

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMATS: Final = {"turtle": ox.RdfFormat.TURTLE, "json-ld": ox.RdfFormat.JSON_LD}
NS: Final = "https://w3id.org/mediagora/"
XING: Final = ox.NamedNode(f"{NS}platform/xing")
P: Final = ox.NamedNode(f"{NS}ns#hasFeature")
YEAR: Final = ox.Triple(XING, ox.NamedNode(f"{NS}ns#launchYear"), ox.Literal(2003))


def written(triples: Iterable[ox.Triple], form: str) -> str:
    return "".join(printed(graph_of(triples), form))


def canonical(quads: Iterable[Any]) -> set[ox.Quad]:
    dataset = ox.Dataset(ox.Quad(*each) if isinstance(each, ox.Triple) else each for each in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


def test_turtle_to_the_letter() -> None:
    assert written([YEAR], "turtle") == (
        "@prefix mediagora: <https://w3id.org/mediagora/ns#> .\n"
        "@prefix platform: <https://w3id.org/mediagora/platform/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
        "platform:xing mediagora:launchYear 2003 .\n\n"
    )


def test_json_ld_to_the_letter() -> None:
    kind = ox.NamedNode(f"{NS}ns#SocialMedia")
    rdf_type = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    name = ox.NamedNode("urn:name")
    triples = [
        ox.Triple(XING, name, ox.Literal("Xing", language="de")),
        ox.Triple(XING, rdf_type, kind),
        ox.Triple(XING, P, ox.BlankNode("b")),
        ox.Triple(XING, name, ox.Literal("XING")),
    ]

    assert json.loads(written(triples, "json-ld")) == {
        "@context": {"mediagora": f"{NS}ns#", "platform": f"{NS}platform/"},
        "@graph": [
            {
                "@id": "platform:xing",
                "@type": "mediagora:SocialMedia",
                "mediagora:hasFeature": {"@id": "_:b"},
                "urn:name": [{"@language": "de", "@value": "Xing"}, "XING"],
            }
        ],
    }


@given(st.lists(TRIPLES, max_size=6, unique=True), st.booleans())
@pytest.mark.parametrize("form", ["turtle", "json-ld"])
def test_it_reads_back(form: str, triples: list[ox.Triple], is_small: bool) -> None:  # noqa: FBT001 -- drawn
    with pytest.MonkeyPatch.context() as patch:
        if not is_small:
            patch.setattr(graphs, "SMALL", 0)
            patch.setattr(graphs, "BLOCK", 2)
        text = written(triples, form)

    assert canonical(ox.parse(text, FORMATS[form])) == canonical(triples)


@pytest.mark.parametrize("form", ["turtle", "json-ld"])
def test_a_large_graph_is_drawn_as_it_is_written(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphs, "SMALL", 100)
    triples = Drawn(5000, YEAR)
    pieces = printed(graph_of(triples), form)
    assert triples.taken == 0
    first = [next(pieces), next(pieces)]

    assert triples.taken <= 2000
    text = "".join([*first, *pieces])
    assert text.count("2003") == 5000
    assert canonical(ox.parse(text, FORMATS[form])) == canonical([YEAR])
    other = {"turtle": "turtle", "json-ld": "json-ld"}[form]
    assert len(rdflib.Graph().parse(data=text, format=other)) == 1


@pytest.mark.parametrize(
    "literal",
    [("1", "boolean"), ("5", "decimal"), ("1.5E0", "double"), ("a", "integer"), ("x", "date")],
    ids=lambda literal: literal[1],
)
def test_no_literal_is_rewritten_and_nothing_logged(
    literal: tuple[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    value, datatype = literal
    triple = ox.Triple(XING, P, ox.Literal(value, datatype=ox.NamedNode(XSD + datatype)))
    with caplog.at_level(logging.WARNING):
        text = written([triple], "turtle")

    assert [quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE)] == [triple]
    assert caplog.records == []


def test_an_iri_that_looks_like_a_curie_is_itself() -> None:
    short = ox.NamedNode("http://www.wikidata.org/entity/Q2")
    for subject in (XING, short):
        triple = ox.Triple(subject, P, ox.NamedNode("wd:Q1"))
        text = written([triple], "json-ld")

        assert [quad.triple for quad in ox.parse(text, ox.RdfFormat.JSON_LD)] == [triple]


def test_what_rdf_1_2_adds() -> None:
    about = ox.Triple(XING, P, ox.Triple(XING, P, XING))
    directed = ox.Triple(XING, P, ox.Literal("x", language="ar", direction=ox.BaseDirection.RTL))

    for triple in (about, directed):
        read = ox.parse(written([triple], "turtle"), ox.RdfFormat.TURTLE)
        assert [quad.triple for quad in read] == [triple]
    with pytest.raises(UsageError, match="ask for turtle"):
        written([about], "json-ld")


@pytest.mark.parametrize("form", ["turtle", "json-ld"])
def test_nothing_is_a_graph_too(form: str) -> None:
    assert list(ox.parse(written([], form), FORMATS[form])) == []
