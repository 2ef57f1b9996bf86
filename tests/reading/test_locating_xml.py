"""Where the statements of RDF/XML stand: each span's text says the term it was found for."""

from __future__ import annotations

import re
from html import unescape
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

import mediagora
from mediagora.errors import InputError
from mediagora.reading.inputs import Source
from mediagora.reading.locating_xml import directives_rdfxml, locate_rdfxml
from mediagora.reading.parsing import chunks
from mediagora.reading.spans import Placed, Sought, Span
from mediagora.reading.xml_places import said
from mediagora.validation.blanks import Numbers

if TYPE_CHECKING:
    from pathlib import Path

EVERYTHING = Sought(everything=True)
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
ROOT = f'<rdf:RDF xmlns:rdf="{RDF}" xmlns:e="urn:e#"'


def source(document: str) -> Source:
    return Source("a.rdf", "rdfxml", document.encode())


def cut(document: str, span: Span | None) -> str:
    """The text of a span, from the rules for lines and columns alone."""
    if span is None:
        return ""
    document = document.removeprefix("\ufeff")
    ends = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", document))]
    start = ends[span.line - 1] + span.column - 1
    return document[start : ends[span.end_line - 1] + span.end_column - 1]


def found(body: str, sought: Sought = EVERYTHING) -> list[tuple[str, str, str]]:
    """The texts of subject, predicate and object of each statement, in order."""
    document = f"{ROOT}>{body}</rdf:RDF>"
    return [
        (cut(document, each.subject), cut(document, each.predicate), cut(document, each.object))
        for each in locate_rdfxml(source(document), sought)
    ]


def stated(document: str) -> list[Triple]:
    """The statements as the parser gives them, with names for the blank nodes."""
    numbers = Numbers()
    triples = []
    for chunk in chunks(source(document)):
        numbers.add(chunk)
        for quad in chunk:
            terms = [
                BlankNode(numbers.of(str(term))[2:]) if isinstance(term, BlankNode) else term
                for term in quad.triple
            ]
            triples.append(Triple(*terms))
    return triples


EXAMPLES = {
    "type and attributes": (
        '<e:T rdf:about="urn:a" e:p="1" rdf:type="urn:t"/>',
        [
            ('"urn:a"', "", "e:T"),
            ('"urn:a"', "rdf:type", '"urn:t"'),
            ('"urn:a"', "e:p", '"1"'),
        ],
    ),
    "text": (
        "<rdf:Description rdf:ID='a' xml:base='urn:b'><e:p>x</e:p></rdf:Description>",
        [("'a'", "e:p", "x")],
    ),
    "text of all kinds": (
        '<e:T e:q="a>b"><e:p> &lt;<!-- </e:p> --></e:p><e:p><![CDATA[<x>]]></e:p></e:T>',
        [
            ("e:T", "", "e:T"),
            ("e:T", "e:q", '"a>b"'),
            ("e:T", "e:p", " &lt;<!-- </e:p> -->"),
            ("e:T", "e:p", "<![CDATA[<x>]]>"),
        ],
    ),
    "no text": (
        '<rdf:Description rdf:about="urn:a"><e:p/><e:p></e:p></rdf:Description>',
        [('"urn:a"', "e:p", "<e:p/>"), ('"urn:a"', "e:p", "<e:p></e:p>")],
    ),
    "names": (
        (
            '<rdf:Description rdf:nodeID="a"><e:p rdf:resource="urn:b"/><e:q rdf:nodeID="a"/>'
            "</rdf:Description>"
        ),
        [('"a"', "e:p", '"urn:b"'), ('"a"', "e:q", '"a"')],
    ),
    "nodes in nodes": (
        (
            '<rdf:Description rdf:about="urn:a"><e:p><e:T/></e:p><e:q><rdf:Description '
            'rdf:about="urn:c"><e:p>1</e:p></rdf:Description></e:q></rdf:Description>'
        ),
        [
            ("e:T", "", "e:T"),
            ('"urn:a"', "e:p", "e:T"),
            ('"urn:c"', "e:p", "1"),
            ('"urn:a"', "e:q", '"urn:c"'),
        ],
    ),
    "node without an element": (
        (
            '<rdf:Description rdf:about="urn:a"><e:p rdf:parseType="Resource"><e:q>1</e:q></e:p>'
            '<e:r e:r="2"/></rdf:Description>'
        ),
        [
            ('"urn:a"', "e:p", '"Resource"'),
            ('"Resource"', "e:q", "1"),
            ('<e:r e:r="2"/>', "e:r", '"2"'),
            ('"urn:a"', "e:r", '<e:r e:r="2"/>'),
        ],
    ),
    "attributes of what is pointed at": (
        '<rdf:Description rdf:about="urn:a"><e:p rdf:resource="urn:b" e:q="1"/></rdf:Description>',
        [('"urn:b"', "e:q", '"1"'), ('"urn:a"', "e:p", '"urn:b"')],
    ),
    "collection": (
        (
            '<rdf:Description rdf:about="urn:a"><e:p rdf:parseType="Collection"><rdf:Description/>'
            '<e:T rdf:about="urn:b"/></e:p><e:q rdf:parseType="Collection"/></rdf:Description>'
        ),
        [
            ('"urn:b"', "", "e:T"),
            ('"urn:a"', "e:p", '<rdf:Description/><e:T rdf:about="urn:b"/>'),
            ("", "", ""),
            ("", "", "rdf:Description"),
            ("", "", ""),
            ("", "", '"urn:b"'),
            ('"urn:a"', "e:q", '<e:q rdf:parseType="Collection"/>'),
        ],
    ),
    "container": (
        (
            '<rdf:Seq rdf:about="urn:a"><rdf:li>1</rdf:li><rdf:_7>7</rdf:_7><rdf:li>2</rdf:li>'
            "</rdf:Seq>"
        ),
        [
            ('"urn:a"', "", "rdf:Seq"),
            ('"urn:a"', "rdf:li", "1"),
            ('"urn:a"', "rdf:_7", "7"),
            ('"urn:a"', "rdf:li", "2"),
        ],
    ),
    "XML": (
        (
            '<rdf:Description rdf:about="urn:a"><e:p rdf:parseType="Literal"><e:p><b/>c</e:p></e:p>'
            "<e:q>d</e:q></rdf:Description>"
        ),
        [('"urn:a"', "e:p", "<e:p><b/>c</e:p>"), ('"urn:a"', "e:q", "d")],
    ),
    "namespace of its own": (
        '<T xmlns="urn:e#" rdf:about="urn:a"><p xmlns="urn:f#">1</p><p>2</p></T>',
        [('"urn:a"', "", "T"), ('"urn:a"', "p", "1"), ('"urn:a"', "p", "2")],
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_way_to_write_a_statement_is_placed(name: str) -> None:
    body, expected = EXAMPLES[name]
    assert found(body) == expected
    assert found(f"<!-- <a> -->\r\n<?x <y>?>{body}") == expected


def test_reified_statement() -> None:
    body = (
        '<rdf:Description rdf:about="urn:a" xml:base="urn:b"><e:p rdf:ID="s">x</e:p>'
        "</rdf:Description>"
    )
    placed = found(body)
    assert placed[0] == ('"urn:a"', "e:p", "x")
    assert sorted(placed[1:]) == [
        ('"s"', "", ""),
        ('"s"', "", '"urn:a"'),
        ('"s"', "", "e:p"),
        ('"s"', "", "x"),
    ]


def test_span_is_counted_in_lines_and_code_points() -> None:
    document = (
        f"\ufeff{ROOT}>\r\n\t<rdf:Description\rrdf:about='urn:😀'\n e:ä='é'>\n"
        "<e:p>two\r\nlines</e:p></rdf:Description></rdf:RDF>"
    )
    first, second = locate_rdfxml(source(document), EVERYTHING)
    assert first.subject == Span(3, 11, 3, 18)
    assert first.predicate == Span(4, 2, 4, 5)
    assert first.object == Span(4, 6, 4, 9)
    assert second.predicate == Span(5, 2, 5, 5)
    assert second.object == Span(5, 6, 6, 6)


def test_only_what_is_sought_is_given() -> None:
    body = (
        '<rdf:Description rdf:about="urn:a"><e:p rdf:resource="urn:b"/></rdf:Description>'
        '<rdf:Description rdf:about="urn:b"><e:p>1</e:p></rdf:Description>'
        "<rdf:Description><e:p>2</e:p></rdf:Description>"
        "<rdf:Description><e:p>3</e:p></rdf:Description>"
    )
    assert found(body, Sought()) == []
    assert found(body, Sought(subjects=frozenset({"urn:b"}))) == [('"urn:b"', "e:p", "1")]
    assert found(body, Sought(objects=frozenset({"urn:b"}))) == [('"urn:a"', "e:p", '"urn:b"')]
    third = Sought(blanks=frozenset({"b9"}))
    document = source(f"{ROOT}>{body}</rdf:RDF>")
    [placed] = locate_rdfxml(document, third, blanks_before=7)
    assert placed.triple == Triple(BlankNode("b9"), NamedNode("urn:e#p"), Literal("3"))


def test_document_without_an_outer_element() -> None:
    document = f'<e:T xmlns:rdf="{RDF}" xmlns:e="urn:e#"><e:p>x</e:p></e:T>'
    placed = list(locate_rdfxml(source(document), EVERYTHING))
    assert [cut(document, each.object) for each in placed] == ["e:T", "x"]


def test_tags_and_texts_that_no_parser_takes_at_once() -> None:
    long = "x" * 100_000
    body = f'<e:T e:p="{long}"><e:q>{long}</e:q><e:r rdf:resource="urn:{long}"/></e:T>'
    assert [each[2] for each in found(body)] == ["e:T", f'"{long}"', long, f'"urn:{long}"']


def test_deep_nesting() -> None:
    body = "<rdf:Description><e:p>" * 2_000 + "x" + "</e:p></rdf:Description>" * 2_000
    placed = found(body)
    assert len(placed) == 2_000
    assert placed[0] == ("rdf:Description", "e:p", "x")


def test_a_document_that_has_changed_places_what_it_still_states() -> None:
    document = f"{ROOT}><e:T/><e:T>"
    [placed, _] = locate_rdfxml(source(document), EVERYTHING)
    assert cut(document, placed.object) == "e:T"
    with pytest.raises(InputError, match="DOCTYPE"):
        list(locate_rdfxml(source("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), EVERYTHING))


def test_directives_of_a_document_that_is_no_text_any_more() -> None:
    [directive] = directives_rdfxml(Source("a", "rdfxml", b'<e:T xmlns:e="urn:e:\xff"/>'))
    assert directive.iri.endswith("\N{REPLACEMENT CHARACTER}")


def test_directives() -> None:
    document = f"""{ROOT} xmlns='http://a#'><T xmlns:schema = "http://schema.org/"/></rdf:RDF>"""
    declared = directives_rdfxml(source(document))
    assert [(each.prefix, each.iri) for each in declared] == [
        ("rdf", RDF),
        ("e", "urn:e#"),
        ("", "http://a#"),
        ("schema", "http://schema.org/"),
    ]
    assert [cut(document, each.span)[1:-1] for each in declared] == [each.iri for each in declared]


def check(document: str, placed: Placed, prefixes: dict[str, str], bases: list[str]) -> None:
    """Each span's text says its term, and what has no span is not written out."""
    triple, subject, predicate, value = placed
    if triple.predicate.value in {f"{RDF}first", f"{RDF}rest"} and predicate is None:
        return
    assert subject
    reified = {f"{RDF}{name}" for name in ("type", "subject", "predicate", "object")}
    assert predicate or triple.predicate.value in reified
    statement = NamedNode(f"{RDF}Statement")
    assert value or triple.object == statement
    for term, span in zip(triple, (subject, predicate, value), strict=True):
        text = cut(document, span)
        if span and isinstance(term, NamedNode):
            prefix, _, local = text.rpartition(":")
            named = {prefixes.get(prefix, "") + local}
            if text[0] in "\"'":
                given = unescape(text[1:-1])
                named = {urljoin(base, each) for base in bases for each in (given, f"#{given}")}
            is_item = text in {"li", "rdf:li"} and re.fullmatch(f"{RDF}_[0-9]+", term.value)
            assert term.value in named or is_item, (text, term)
        elif span and isinstance(term, Literal) and term.datatype.value != f"{RDF}XMLLiteral":
            if not term.value:
                assert re.fullmatch(r"<[^>]*/>|<[^>]*></[^>]*>|\"\"|''", text)
                continue
            inner = text[1:-1] if predicate and cut(document, predicate) + "=" + text in (
                document
            ) else text  # fmt: skip
            assert term.value == said(inner).replace("\r\n", "\n")


def positive_tests(folder: Path) -> list[Path]:
    """The documents that the suite's manifest has a graph for."""
    manifest = {
        (str(quad.subject), quad.predicate.value.rpartition("#")[2]): str(quad.object)
        for quad in parse(
            (folder / "manifest.ttl").read_bytes(), RdfFormat.TURTLE, base_iri="file:///m/manifest"
        )
    }
    return [
        folder / value.strip("<>").removeprefix("file:///m/")
        for (test, name), value in manifest.items()
        if name == "action" and manifest[test, "type"].endswith("#TestXMLEval>")
    ]


@pytest.mark.conformance
def test_w3c_suite(w3c_suite: Path) -> None:
    base = "http://example.org/base/file"
    files = positive_tests(w3c_suite / "rdf" / "rdf-xml")
    assert len(files) > 120
    for file in files:
        document = file.read_bytes().decode().removeprefix("\ufeff")
        try:
            triples = stated(document)
        except InputError as error:
            assert "relative IRI" in str(error)  # noqa: PT017 -- of those that are not refused too
            document = re.sub(
                r"<([\w:]+)(?=\s+xmlns)", rf'<\1 xml:base="{base}"', document, count=1
            )
            triples = stated(document)
        placed = list(locate_rdfxml(source(document), EVERYTHING))
        assert [each.triple for each in placed] == triples
        prefixes = {each.prefix or "": each.iri for each in directives_rdfxml(source(document))}
        bases = [base, *re.findall(r"xml:base=[\"']([^\"']*)", document)]
        for each in placed:
            check(document, each, prefixes, bases)


@pytest.mark.parametrize("parts", [(), ("ontology", "data", "alignments", "shapes")])
def test_all_that_ships_is_placed(parts: tuple[str, ...]) -> None:
    document = mediagora.export(*parts, format="rdfxml")
    lines = document.split("\n")
    prefixes = {each.prefix: each.iri for each in directives_rdfxml(source(document))}
    placed = list(locate_rdfxml(source(document), EVERYTHING))
    assert len(placed) == len(stated(document))
    for each in placed:
        assert each.subject
        assert each.object
        written = each.object
        text = "\n".join(lines[written.line - 1 : written.end_line])
        text = text[written.column - 1 :]
        text = text[: len(text) - len(lines[written.end_line - 1]) + written.end_column - 1]
        term = each.triple.object
        if isinstance(term, Literal):
            assert unescape(text) == term.value
        elif isinstance(term, NamedNode) and each.predicate is None:
            prefix, _, local = text.rpartition(":")
            assert prefixes[prefix] + local == term.value
        elif isinstance(term, NamedNode):
            assert unescape(text[1:-1]) == term.value


SPACE = st.text(alphabet=" \t\n", max_size=3) | st.sampled_from(
    ["\r\n", "<!-- <a> -->", "<?b <c>?>"]
)
TEXTS = st.text(alphabet="aä😀\u0301\u2028 \"'<>&\n\t", max_size=8)


@given(st.data())
def test_a_planted_value_is_found_where_it_was_put(data: st.DataObject) -> None:
    pieces = [f"{ROOT}>"]
    planted: dict[str, tuple[int, int]] = {}
    numbers = count()

    def put(text: str) -> tuple[int, int]:
        start = sum(map(len, pieces))
        pieces.append(text)
        return start, start + len(text)

    def value(quote: str) -> tuple[str, str]:
        """A text, and how it is written."""
        text = f"{data.draw(TEXTS)}{next(numbers)}"
        if quote:  # in which space becomes a blank
            text = re.sub(r"\s", " ", text)
        written = text.replace("&", "&amp;").replace("<", "&lt;")
        return text, quote + (
            written.replace(quote, f"&#{ord(quote)};") if quote else written
        ) + quote

    def node(depth: int) -> None:
        put(data.draw(SPACE))
        put("<rdf:Description")
        if data.draw(st.booleans()):
            put(
                data.draw(st.sampled_from(["\n", " "]))
                + "e:a"
                + data.draw(st.sampled_from(["=", " = "]))
            )
            text, written = value(data.draw(st.sampled_from("'\"")))
            planted[text] = put(written)
        put(data.draw(st.sampled_from([">", "\n>"])))
        for _ in range(data.draw(st.integers(0, 3))):
            put(data.draw(SPACE))
            put("<e:p>")
            if depth and data.draw(st.booleans()):
                node(depth - 1)
                put(data.draw(SPACE))
            else:
                text, written = value("")
                planted[text] = put(written)
            put("</e:p>")
        put("</rdf:Description>")

    node(3)
    put("</rdf:RDF>")
    document = "".join(pieces)
    places = {
        each.triple.object.value: each.object
        for each in locate_rdfxml(source(document), EVERYTHING)
        if isinstance(each.triple.object, Literal)
    }
    assert places == {text: _span(document, *place) for text, place in planted.items()}


def _span(document: str, start: int, end: int) -> Span:
    places = []
    for offset in (start, end):
        before = document[:offset].replace("\r\n", "\n")
        places += [before.count("\n") + 1, len(before) - before.rfind("\n")]
    return Span(*places)
