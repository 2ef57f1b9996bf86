"""Query results as text: every form is what its specification says, and fits the terminal."""

from __future__ import annotations

import csv
import io
import json
import re

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql.results.jsonresults import JSONResultParser

from mediagora.errors import UsageError
from mediagora.querying import queries, query
from mediagora.reporting.tables import aligned, csv_text, json_text, table, turtle

MIXED = """SELECT ?iri ?text ?tagged ?number ?blank ?none {
  VALUES (?iri ?text ?tagged ?number) { (feature:groups "a, \\"b\\"\\nc" "d"@pt-BR 7) }
  BIND (BNODE() AS ?blank) }"""
GRAPH = "CONSTRUCT WHERE { platform:xing mediagora:launchYear ?year }"
ASK = "ASK { platform:xing mediagora:launchYear 2003 }"

WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
CELLS = st.lists(WORDS, max_size=8).map(" ".join)


def test_table_is_aligned_and_short() -> None:
    result = query("SELECT ?a ?b { VALUES (?a ?b) { (feature:groups 'x') (wd:Q1 'yy') } }")

    assert table(result) == (
        "a               b\n--------------  --\nfeature:groups  x\nwd:Q1           yy\n\n2 rows\n"
    )


def test_table_without_rows() -> None:
    assert table(query("SELECT ?a ?b { VALUES (?a ?b) { } }")) == "a  b\n-  -\n\n0 rows\n"


def test_table_of_an_answer() -> None:
    assert table(query(ASK)) == "yes\n"
    assert table(query("ASK {} LIMIT 0")) in {"no\n", "yes\n"}


def test_table_of_a_graph_shows_its_triples() -> None:
    text = table(query(GRAPH))

    assert re.search(r"^platform:xing +mediagora:launchYear +2003$", text, re.MULTILINE)
    assert text.endswith("1 triple\n")


def test_rows_that_are_too_wide_become_records() -> None:
    result = query(
        "SELECT ?name ?text { VALUES (?name ?text) { (feature:groups 'one two three') } }"
    )

    assert table(result, width=20) == ("name  feature:groups\ntext  one two three\n\n1 row\n")


@pytest.mark.parametrize("question", queries(), ids=lambda each: each.name)
def test_no_answer_of_the_catalogue_is_wider_than_a_terminal(question: object) -> None:
    text = table(query(getattr(question, "name", "")), width=80)

    assert max(map(len, text.splitlines())) <= 80


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=4), st.integers(20, 100))
def test_nothing_is_lost_in_a_table(rows: list[list[str]], width: int) -> None:
    """Whatever is wrapped or broken, all characters are there, in their order within a cell."""
    shown = "".join("\n".join(aligned(["a", "b", "c"], rows, width)).split())

    for row in rows:
        for cell in row:
            for word in cell.split():
                assert len(word) > 8 or word in shown


def test_wide_characters_take_two_columns() -> None:
    lines = aligned(["a", "b"], [["日本", "x"], ["ab", "y"]], 80)

    assert lines[1:] == ["----  -", "日本  x", "ab    y"]


def test_control_characters_do_not_reach_the_terminal() -> None:
    text = table(query("SELECT ?x { BIND ('\\u001b[31mred\\u0007' AS ?x) }"))

    assert "\x1b" not in text
    assert "\x07" not in text


def test_csv_is_as_the_w3c_says() -> None:
    text = csv_text(query(MIXED))
    head, body = text.split("\r\n", 1)
    (row,) = csv.reader(io.StringIO(body))

    assert head == "iri,text,tagged,number,blank,none"
    assert text.endswith("\r\n")
    assert row[:4] == ["https://w3id.org/mediagora/feature/groups", 'a, "b"\nc', "d", "7"]
    assert row[4].startswith("_:")
    assert row[5] == ""


def test_json_is_as_the_w3c_says() -> None:
    document = json.loads(json_text(query(MIXED)))
    (binding,) = document["results"]["bindings"]

    assert document["head"] == {"vars": ["iri", "text", "tagged", "number", "blank", "none"]}
    assert binding["iri"] == {"type": "uri", "value": "https://w3id.org/mediagora/feature/groups"}
    assert binding["text"] == {"type": "literal", "value": 'a, "b"\nc'}
    assert binding["tagged"] == {"type": "literal", "value": "d", "xml:lang": "pt-br"}
    assert binding["number"]["datatype"] == str(rdflib.XSD.integer)
    assert binding["blank"]["type"] == "bnode"
    assert "none" not in binding


@pytest.mark.parametrize("name", ["overview", "definitions", "in-numbers", "languages"])
def test_other_readers_understand_the_json(name: str) -> None:
    result = query(name)
    read = JSONResultParser().parse(io.BytesIO(json_text(result).encode()))
    ours = [
        {k: v for k, v in zip(result.columns, row, strict=True) if v is not None} for row in result
    ]

    assert [{str(k): v for k, v in binding.items()} for binding in read.bindings] == ours


def test_answer_of_an_ask() -> None:
    assert json.loads(json_text(query(ASK))) == {"head": {}, "boolean": True}
    assert csv_text(query(ASK)) == "true\r\n"


def test_turtle_reads_back() -> None:
    result = query(GRAPH)

    assert set(rdflib.Graph().parse(data=turtle(result), format="turtle")) == set(result.graph)
    assert "@prefix platform:" in turtle(result)


@pytest.mark.parametrize("form", [csv_text, json_text])
def test_graph_has_no_rows(form: object) -> None:
    assert callable(form)
    with pytest.raises(UsageError, match="ask for turtle"):
        form(query(GRAPH))


@pytest.mark.parametrize("text", [ASK, "SELECT ?x { BIND (1 AS ?x) }"])
def test_rows_are_no_graph(text: str) -> None:
    with pytest.raises(UsageError, match="ask for table, csv or json"):
        turtle(query(text))


def test_blank_and_literal_of_a_triple_term() -> None:
    """What RDF 1.2 may give is shown in its own notation."""
    store = ox.Store()
    store.update("INSERT DATA { <urn:a> <urn:b> <<( <urn:c> <urn:d> <urn:e> )>> }")
    answer = store.query("SELECT ?x { ?a ?b ?x }")
    result = query("SELECT ?x { VALUES ?x { 1 } }")
    shown = type(result)(
        form="select",
        question=result.question,
        columns=("x",),
        solutions=tuple(tuple(row) for row in answer),
    )

    assert "urn:c" in table(shown)
    assert "urn:c" in csv_text(shown)
