"""The W3C's results formats: what is written, the engine and rdflib read back as it was."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql.results.jsonresults import JSONResultParser
from rdflib.plugins.sparql.results.tsvresults import TSVResultParser
from rdflib.plugins.sparql.results.xmlresults import XMLResultParser

from mediagora.errors import UsageError
from mediagora.reading.interop import term_to_rdflib
from mediagora.reporting.answers import printed
from reporting.solutions import TERMS, TEXTUAL, Drawn, rows_of, yes

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMATS: Final = {
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
PARSERS: Final = {"json": JSONResultParser, "xml": XMLResultParser}
ROWS: Final = st.lists(st.tuples(TERMS, st.none() | TERMS), max_size=4)
FACEBOOK: Final = ox.NamedNode("https://w3id.org/mediagora/platform/facebook")
BOUND: Final = (FACEBOOK, ox.Literal('a, "b" <c>', language="en"), ox.Literal(7), None)
DIRECTED: Final = ox.Literal("x", language="ar", direction=ox.BaseDirection.RTL)
TRIPLE: Final = ox.Triple(FACEBOOK, ox.NamedNode("urn:b"), DIRECTED)


def written(columns: str, rows: Sequence[Any], form: str) -> str:
    return "".join(printed(rows_of(columns, rows), form))


def read(text: str, form: str) -> list[tuple[Any, ...]]:
    answer = ox.parse_query_results(text, FORMATS[form])
    assert isinstance(answer, ox.QuerySolutions)
    return [tuple(solution) for solution in answer]


def is_xml(row: tuple[Any, ...]) -> bool:
    allowed = {"\t", "\n", "\r"}
    return all(
        (" " <= each <= "\ufffd" or each in allowed or each > "\uffff")
        for each in str(row_text(row))
    )


def row_text(row: tuple[Any, ...]) -> str:
    return "".join(term.value for term in row if term is not None)


def test_csv_to_the_letter() -> None:
    assert written("p n y none", [BOUND], "csv") == (
        'p,n,y,none\r\nhttps://w3id.org/mediagora/platform/facebook,"a, ""b"" <c>",7,\r\n'
    )


def test_tsv_to_the_letter() -> None:
    assert written("p n y none", [BOUND], "tsv") == (
        "?p\t?n\t?y\t?none\n"
        '<https://w3id.org/mediagora/platform/facebook>\t"a, \\"b\\" <c>"@en\t'
        '"7"^^<http://www.w3.org/2001/XMLSchema#integer>\t\n'
    )


def test_json_to_the_letter() -> None:
    assert written("p y none", [(FACEBOOK, ox.Literal(7), None), (None, None, None)], "json") == (
        '{"head": {"vars": ["p", "y", "none"]},\n'
        '"results": {"bindings": [\n'
        '{"p": {"type": "uri", "value": "https://w3id.org/mediagora/platform/facebook"}, '
        '"y": {"type": "literal", "value": "7", '
        '"datatype": "http://www.w3.org/2001/XMLSchema#integer"}},\n'
        "{}\n"
        "]}}\n"
    )


def test_xml_to_the_letter() -> None:
    row = (ox.Literal(' a, "b" <c>\r', language="en"), None)

    assert written("n none", [row], "xml") == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
        '<head><variable name="n"/><variable name="none"/></head>\n'
        "<results>\n"
        '<result><binding name="n"><literal xml:lang="en">'
        "&#32;a, &quot;b&quot; &lt;c&gt;&#13;</literal></binding></result>\n"
        "</results>\n"
        "</sparql>\n"
    )


@given(ROWS)
@pytest.mark.parametrize("form", ["tsv", "json"])
def test_the_engine_reads_the_terms_back(form: str, rows: list[tuple[Any, ...]]) -> None:
    assert read(written("a b", rows, form), form) == rows


@given(ROWS.map(lambda rows: [row for row in rows if is_xml(row)]))
def test_the_engine_reads_the_terms_of_xml_back(rows: list[tuple[Any, ...]]) -> None:
    assert read(written("a b", rows, "xml"), "xml") == rows


@given(st.lists(st.tuples(TEXTUAL, st.none() | TEXTUAL), min_size=1, max_size=3))
@pytest.mark.parametrize("form", ["json", "xml"])
def test_rdflib_reads_the_terms_back(form: str, rows: list[tuple[Any, ...]]) -> None:
    rows = [row for row in rows if form != "xml" or is_xml(row)]
    result = PARSERS[form]().parse(io.BytesIO(written("a b", rows, form).encode()))
    got = [tuple(binding.get(name) for name in result.vars) for binding in result.bindings]
    values = [tuple(None if term is None else str(term) for term in row) for row in got]

    assert values == [tuple(None if t is None else str(term_to_rdflib(t)) for t in r) for r in rows]
    assert [str(name) for name in result.vars] == ["a", "b"]


def test_rdflib_reads_tsv() -> None:
    result = TSVResultParser().parse(io.BytesIO(written("p n y none", [BOUND], "tsv").encode()))

    assert [{str(k): str(v) for k, v in each.items()} for each in result.bindings] == [
        {"p": FACEBOOK.value, "n": 'a, "b" <c>', "y": "7"}
    ]


@given(st.lists(st.tuples(TERMS, TERMS), max_size=4))
def test_other_readers_of_csv_get_the_values(rows: list[tuple[Any, ...]]) -> None:
    text = written("a b", rows, "csv")
    plain = [[str(t) if isinstance(t, ox.BlankNode) else t.value for t in row] for row in rows]

    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], *plain]


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_it_is_what_the_engine_writes(form: str) -> None:
    """Values that the engine does not write in another spelling, so that texts can be compared."""
    store = ox.Store()
    store.update(
        'INSERT DATA { <urn:a> <urn:b> "a, \\"b\\"\\n<&>", " c"@en, <urn:d>, "e"^^<urn:f> }'
    )
    text = "SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY STR(?o)"
    solutions = store.query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    ours = written("s o none", [tuple(each) for each in solutions], form)
    formats = FORMATS | {"csv": ox.QueryResultsFormat.CSV}
    theirs = (store.query(text).serialize(format=formats[form]) or b"").decode()

    if form == "json":
        assert json.loads(ours) == json.loads(theirs)
    elif form == "xml":
        assert ours.replace(' encoding="UTF-8"', "").replace("\n<", "<") == f"{theirs}\n"
    else:
        assert ours == theirs


def test_answer_of_an_ask() -> None:
    texts = {form: "".join(printed(yes(), form)) for form in ("csv", "tsv", "json", "xml")}

    assert texts["csv"] == "true\r\n"
    assert texts["tsv"] == "true\n"
    for form in ("json", "xml"):
        assert bool(ox.parse_query_results(texts[form], FORMATS[form]))


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_nothing_is_an_answer_too(form: str) -> None:
    text = written("a b", [], form)

    if form == "csv":
        assert text == "a,b\r\n"
    else:
        assert read(text, form) == []
    assert "".join(printed(rows_of("", [(), ()]), form))


@pytest.mark.parametrize("form", ["json", "xml"])
def test_triple_terms_are_as_the_engine_has_them(form: str) -> None:
    assert read(written("x", [(TRIPLE,), (DIRECTED,)], form), form) == [(TRIPLE,), (DIRECTED,)]


def test_triple_terms_are_in_their_own_notation_else() -> None:
    assert "urn:b" in written("x", [(TRIPLE,)], "csv")
    assert read(written("x", [(TRIPLE,)], "tsv"), "tsv") == [(TRIPLE,)]


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x0b", "\ufffe"])
def test_xml_is_refused_what_it_cannot_hold(character: str) -> None:
    answer = rows_of("x", [(ox.Literal(f"a{character}b"),)])
    pieces = printed(answer, "xml")

    with pytest.raises(UsageError, match=f"U\\+{ord(character):04X}.*ask for json, csv or tsv"):
        next(pieces)  # nothing was written before


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml", "table", "markdown"])
def test_rows_are_drawn_as_they_are_written(form: str) -> None:
    rows = Drawn(5000, BOUND)
    pieces = printed(rows_of("p n y none", rows), form)
    assert rows.taken == 0
    text = ""
    while "facebook" not in text:
        text += next(pieces)

    assert rows.taken <= 1001
    text += "".join(pieces)
    assert text.count("facebook") == 5000 * (2 if form == "markdown" else 1)


def test_labels_stand_for_iris_in_csv() -> None:
    answer = rows_of("x", [(FACEBOOK,), (ox.NamedNode("urn:a"),), (ox.Literal("b"),), (None,)])

    assert "".join(printed(answer, "csv", names={FACEBOOK.value: "Face, book"}.get)) == (
        'x\r\n"Face, book"\r\nurn:a\r\nb\r\n""\r\n'
    )
