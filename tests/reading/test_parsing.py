"""Bytes to triples: what is read, and what is said of the rest."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mediagora.errors import InputError
from mediagora.reading.inputs import FORMATS, Format, Source
from mediagora.reading.parsing import chunks, parse

if TYPE_CHECKING:
    from collections.abc import Callable

RDF = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="urn:e:">'
ALL_FORMATS = sorted(set(FORMATS.values()))


def read(data: bytes, form: Format = "turtle") -> list[str]:
    return [str(triple) for triple in parse(Source("x", form, data))]


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("turtle", b"@prefix e: <urn:e:> . e:s e:p 'o' ."),
        ("trig", b"@prefix e: <urn:e:> . e:g { e:s e:p 'o' }"),
        ("ntriples", b'<urn:e:s> <urn:e:p> "o" .'),
        ("nquads", b'<urn:e:s> <urn:e:p> "o" <urn:e:g> .'),
        ("rdfxml", RDF + b'<rdf:Description rdf:about="urn:e:s" e:p="o"/></rdf:RDF>'),
        ("jsonld", b'{"@id": "urn:e:s", "urn:e:p": "o"}'),
    ],
)
def test_each_format_is_read_and_named_graphs_are_merged(form: Format, data: bytes) -> None:
    assert read(data, form) == ['<urn:e:s> <urn:e:p> "o"']
    with_mark = b"\xef\xbb\xbf" + data
    assert read(with_mark, form) == ['<urn:e:s> <urn:e:p> "o"']


def test_literals_stay_as_they_were_written() -> None:
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert read(b"<urn:a> <urn:b> 007 .") == [f'<urn:a> <urn:b> "007"^^<{integer}>']


def test_blank_nodes_of_two_documents_stay_apart() -> None:
    [first], [second] = (parse(Source("x", "turtle", b"_:a <urn:p> 1 .")) for _ in range(2))
    assert first.subject != second.subject


def test_an_empty_document_holds_no_triples() -> None:
    assert read(b"") == read(b"# nothing\n") == read(b"", "ntriples") == []


BAD: dict[str, tuple[Format, bytes, str]] = {
    "no dot": (
        "turtle",
        b"<urn:a> <urn:b> 1\n<urn:c> <urn:d> 2 .",
        "MG001 x:2:1: A dot is expected",
    ),
    "columns are code points": ("turtle", "<urn:a> <urn:b> 'é𝔘' x .".encode(), "MG001 x:1:22: "),
    "prefix of ours": (
        "turtle",
        b"<urn:a> feature:b 1 .",
        "MG001 x:1:9: the prefix 'feature:' is not declared; add: @prefix feature: <https://w3id",
    ),
    "other prefix": (
        "turtle",
        b"<urn:a> ex:b 1 .",
        "MG001 x:1:9: the prefix 'ex:' is not declared",
    ),
    "no base": (
        "turtle",
        b"<a> <urn:b> 1 .",
        "MG001 x:1:1: a relative IRI, and the document sets no @base",
    ),
    "no base in XML": (
        "rdfxml",
        RDF + b'<rdf:Description rdf:about="a" e:p="o"/></rdf:RDF>',
        "MG001 x:1:83: a relative IRI, and the document sets no xml:base",
    ),
    "no base in JSON-LD": (
        "jsonld",
        b'{"@id": "a", "urn:e:p": "o"}',
        "MG001 x: 'a' is a relative IRI and the document sets no \"@base\"",
    ),
    "space in IRI": ("turtle", b"<urn:a b> <urn:b> 1 .", "MG001 x:1:1: Invalid IRI code point"),
    "remote context": (
        "jsonld",
        b'{"@context": "http://example.org/c.jsonld"}',
        "MG001 x: the document asks for a JSON-LD context from the network, which is never fetched",
    ),
    "imported context": (
        "jsonld",
        b'{"@context": {"@import": "http://example.org/c.jsonld"}}',
        "MG001 x: the document asks for a JSON-LD context from the network",
    ),
    "empty JSON-LD": ("jsonld", b"", "MG001 x:1:1: the file is empty"),
    "empty XML": ("rdfxml", b"", "MG001 x:1:1: no XML: no element found"),
    "no XML": ("rdfxml", b"\nhello", "MG001 x:2:1: no XML: syntax error"),
    "XML with a hole": ("rdfxml", RDF + b"<e:a></rdf:RDF>", "MG001 x:1:88: ill-formed document"),
    "XML with another end": (
        "rdfxml",
        RDF + b"\n<rdf:Description>\n</rdf:RDF>",
        "MG001 x:3:1: ill-formed document: expected `</rdf:Description>`",
    ),
    "other XML": ("rdfxml", b"<!-- > -->\n<html></html>", "MG001 x:2:1: XML namespaces are requ"),
    "bad element": (
        "rdfxml",
        # A stricter reader would stop at the comment.
        RDF + '<!-- a -- b -->\n<e:T e:p="é > b"/>\n<e:é/><rdf:li/></rdf:RDF>'.encode(),
        "MG001 x:3:7: Invalid property element tag name",
    ),
    "bad IRI over lines": (
        "rdfxml",
        RDF + b'\n<e:T e:p="a > b"\n\nrdf:about="c d"/></rdf:RDF>',
        "MG001 x:2:1: error while parsing IRI 'c d'",
    ),
    "entity": ("rdfxml", RDF + b"<e:T>\n&amp; &foo;</e:T></rdf:RDF>", "MG001 x:2:7: at "),
    "XML that ends in a tag": ("rdfxml", RDF + b"\n<e:T", "MG001 x:2:1: syntax error"),
    "strange encoding": (
        "rdfxml",
        b'<?xml version="1.0" encoding="xyz"?><r/>',
        "MG001 x: no XML: unknown encoding",
    ),
    "doctype": (
        "rdfxml",
        b'<?xml version="1.0"?>\n<!-- <r> -->\n<!DOCTYPE r [<!ENTITY a "b">]><r/>',
        "MG001 x:3: a DOCTYPE is refused",
    ),
    "triple term": (
        "turtle",
        b"<urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> .",
        "MG001 x: a triple in the place of a value (RDF 1.2) is not supported",
    ),
    "triple terms without end": (
        "turtle",
        b"<urn:a> <urn:b> " + b"<<( <urn:a> <urn:b> " * 100_000,
        "MG004 x: triple terms are nested more than 1000 deep",
    ),
    "nested JSON": (
        "jsonld",
        b'{"urn:b": "[[{\\"[",\n"urn:p":' + b'{"@id":"urn:a","urn:p":' * 4_000,
        "MG004 x:2:11486: objects and arrays are nested more than 500 deep",
    ),
    "nested JSON arrays": ("jsonld", b"[" * 100_000, "MG004 x:1:501: objects and arrays"),
    "bad UTF-8": (
        "turtle",
        b"<urn:a> <urn:b>\n '\xc3\xa9\xff' .",
        "MG002 x:2:4: byte 0xff (offset 20) is not valid UTF-8; save the file in UTF-8",
    ),
    "bad UTF-8 in a comment": ("turtle", b"# caf\xe9\n", "MG002 x:1:6: byte 0xe9"),
    "UTF-16": ("turtle", "<urn:a> <urn:b> 1 .".encode("utf-16"), "MG002 x: the file is in UTF-16"),
    "gzip": (
        "turtle",
        b"\x1f\x8b\x08\x00",
        "MG003 x: the file is not text: it looks like a gzip archive",
    ),
    "zip": (
        "rdfxml",
        b"PK\x03\x04\xff",
        "MG003 x: the file is not text: it looks like a zip archive",
    ),
    "binary": (
        "ntriples",
        b"<urn:a> <urn:b> '\0' .",
        "MG003 x: the file is not text: it looks like binary data",
    ),
}


@pytest.mark.parametrize(("form", "data", "said"), BAD.values(), ids=BAD)
def test_what_cannot_be_read_is_told_with_its_place(form: Format, data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data, form)
    assert f"{caught.value.code} {caught.value}".startswith(said)
    assert len(str(caught.value)) < 500


def test_entities_are_never_expanded_and_a_doctype_is_told_as_such() -> None:
    bomb = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    bomb += b"".join(
        b'<!ENTITY %c "%s">' % (98 + level, (b"&%c;" % (97 + level)) * 10) for level in range(9)
    )
    with pytest.raises(InputError, match="a DOCTYPE is refused"):
        read(bomb + b"]>" + RDF + b"<e:x>&j;</e:x></rdf:RDF>", "rdfxml")


def test_a_doctype_in_a_text_is_a_text() -> None:
    data = RDF + b'<rdf:Description rdf:about="urn:s"><e:p><![CDATA[<!DOCTYPE]]></e:p>'
    assert read(data + b"</rdf:Description></rdf:RDF>", "rdfxml") == [
        '<urn:s> <urn:e:p> "<!DOCTYPE"'
    ]


def test_the_base_direction_of_a_text_is_left_out() -> None:
    assert read(b"<urn:a> <urn:b> 'x'@ar--rtl .") == ['<urn:a> <urn:b> "x"@ar']


def test_a_relative_iri_is_read_where_there_is_a_base() -> None:
    assert read(b"@base <https://e.org/> . <y> <urn:b> 'o' .") == ['<https://e.org/y> <urn:b> "o"']
    jsonld = b'{"@context": {"@base": "https://e.org/"}, "@id": "y", "urn:p": "o"}'
    assert read(jsonld, "jsonld") == ['<https://e.org/y> <urn:p> "o"']


FETCHING: list[tuple[Format, bytes]] = [
    ("jsonld", b'{"@context": "http://127.0.0.1:9/c"}'),
    ("rdfxml", b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/d"><r/>'),
    ("rdfxml", b'<!DOCTYPE r [<!ENTITY % a SYSTEM "file:///etc/hosts"> %a;]><r/>'),
]


@pytest.mark.parametrize(("form", "data"), FETCHING)
def test_nothing_is_fetched(form: Format, data: bytes) -> None:
    # Audit hooks stay for good, so this is done in a process of its own.
    script = (
        "import sys\n"
        "from mediagora.errors import InputError\n"
        "from mediagora.reading.inputs import Source\n"
        "from mediagora.reading.parsing import parse\n"
        "import pyoxigraph\n"
        "def watch(event, arguments):\n"
        "    if event == 'open' or event.startswith(('socket.', 'urllib.')):\n"
        "        print(event, arguments)\n"
        "sys.addaudithook(watch)\n"
        "try:\n"
        f"    parse(Source('x', {form!r}, {data!r}))\n"
        "except InputError:\n"
        "    print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "refused\n"


# Scraps of each syntax, so that random documents get past the first character.
SCRAPS = st.sampled_from(
    [
        *b"""<urn:a> _:b "x" @en ^^ . ; [ ] ( ) { } << >> e:x 1 # "@id": "@context": : , </rdf:RDF>
        <!DOCTYPE <!-- --> &a; \\u00e9 \xff \0 \xef\xbb\xbf null --""".split(),
        *(b" ", b"\n", b"@prefix e: <urn:e:> .", b"<?xml version='1.0'?>", RDF),
    ]
)


@given(
    st.one_of(st.binary(max_size=200), st.lists(SCRAPS, max_size=25).map(b"".join)),
    st.sampled_from(ALL_FORMATS),
)
@example(b"<<" * 999 + b">>" * 999, "turtle")
@example(b"\x1f\x8b", "jsonld")
def test_whatever_the_bytes_they_are_read_or_refused(data: bytes, form: Format) -> None:
    try:
        triples = parse(Source("x", form, data))
    except InputError as error:
        refused: InputError | None = error
        triples = []
    else:
        refused = None
    assert not any(isinstance(triple.object, ox.Triple) for triple in triples)
    if refused:
        assert refused.code in {"MG001", "MG002", "MG003", "MG004"}
        assert refused.path == "x"
        assert refused.line is None or refused.line >= 1
        assert refused.column is None or refused.column >= 1


IRIS = st.sampled_from(["urn:a", "urn:b", "https://example.org/é"]).map(ox.NamedNode)
LITERALS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(ox.Literal),
    st.integers().map(lambda number: ox.Literal(str(number), datatype=ox.NamedNode("urn:int"))),
    st.text(max_size=3).map(lambda text: ox.Literal(text.replace("\0", ""), language="pt-br")),
)
TRIPLES = st.builds(ox.Triple, IRIS, IRIS, IRIS | LITERALS)
WRITERS: dict[Format, Callable[[list[ox.Triple]], bytes | None]] = {
    "turtle": lambda triples: ox.serialize(triples, format=ox.RdfFormat.TURTLE),
    "ntriples": lambda triples: ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES),
}


@given(st.lists(TRIPLES, max_size=8, unique=True), st.sampled_from(sorted(WRITERS)))
def test_what_was_written_is_read_back(triples: list[ox.Triple], form: Format) -> None:
    data = WRITERS[form](triples)
    assert data is not None
    assert set(parse(Source("x", form, data))) == set(triples)


def test_a_string_over_the_limit_of_the_parser_is_told_as_a_limit() -> None:
    """A literal of 17 MiB, and a string that nobody closes, are MG004 and not a memory error."""
    for end in (b'" .', b""):
        source = Source("large.ttl", "turtle", b'<urn:a> <urn:b> "' + b"a" * (17 << 20) + end)

        with pytest.raises(InputError, match="16 MiB") as caught:
            parse(source)

        assert caught.value.code == "MG004"


def test_a_fault_over_several_lines_is_told_by_its_start() -> None:
    """The place stands before the message and not in it again."""
    source = Source("open.ttl", "turtle", b'@prefix a: <urn:a> .\na:b a:c "x\n')

    with pytest.raises(InputError) as caught:
        parse(source)

    assert (caught.value.line, caught.value.column) == (2, 9)
    assert "line" not in caught.value.message


def test_brackets_in_texts_and_side_by_side_are_no_nesting() -> None:
    text = b'{"@id":"urn:a","urn:p":[' + b'{"@value":"[[[{\\"["},' * 600 + b'"o"]}'
    assert len(set(read(text, "jsonld"))) == 2
    deep = b'{"@id":"urn:a","urn:p":' * 500 + b'"o"' + b"}" * 500
    assert len(read(deep, "jsonld")) == 500


def test_a_token_of_the_document_is_quoted_as_it_stands() -> None:
    with pytest.raises(InputError) as caught:
        parse(Source("a.ttl", "turtle", b"foo bar baz"))
    assert caught.value.message == "'foo' is not a valid subject or graph name"


def lines(number: int, graph: str = "") -> bytes:
    return "".join(f'<urn:s> <urn:p> "{each}" {graph}.\n' for each in range(number)).encode()


@pytest.mark.parametrize("number", [0, 1, 499, 500, 501, 1_234])
@pytest.mark.parametrize("form", ["ntriples", "nquads", "turtle", "trig"])
def test_chunks_hold_all_statements_in_their_order(form: Format, number: int) -> None:
    found = list(chunks(Source("x", form, lines(number))))
    assert all(found)  # none is empty
    assert all(len(chunk) <= 500 for chunk in found)
    values = [quad.object.value for chunk in found for quad in chunk]
    assert values == [str(each) for each in range(number)]


def test_a_blank_node_is_the_same_in_all_chunks_of_a_document() -> None:
    data = b"_:a <urn:p> _:b .\n" + lines(1_000) + b"_:a <urn:p> _:b .\n"
    first, *_, last = (quad for chunk in chunks(Source("x", "ntriples", data)) for quad in chunk)
    assert first == last


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("trig", b"<urn:g> { <urn:s> <urn:p> 'a' } <urn:s> <urn:p> 'b' ."),
        ("trig", b"GRAPH _:g { <urn:s> <urn:p> 'a', 'b' }"),
        ("nquads", lines(2, "<urn:g> ")),
        ("jsonld", b'{"@id": "urn:g", "@graph": [{"@id": "urn:s", "urn:p": ["a", "b"]}]}'),
    ],
)
def test_chunks_are_in_the_default_graph(form: Format, data: bytes) -> None:
    [chunk] = chunks(Source("x", form, data))
    assert [quad.graph_name for quad in chunk] == [ox.DefaultGraph()] * 2


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (b"<urn:a> <urn:b> x .", "MG001"),
        (b"<urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>> .", "MG001"),
        (b"<urn:a> <urn:b> '" + b"a" * (17 << 20) + b"' .", "MG004"),
    ],
    ids=["syntax", "triple term", "too long"],
)
def test_a_fault_raises_after_the_chunks_before_it(fault: bytes, code: str) -> None:
    reading = chunks(Source("x", "turtle", lines(1_200) + fault))
    assert [len(next(reading)), len(next(reading))] == [500, 500]
    with pytest.raises(InputError) as caught:
        next(reading)
    assert caught.value.code == code
    assert caught.value.line in {1_201, None}


def test_what_can_be_seen_in_the_bytes_is_refused_before_the_first_chunk() -> None:
    with pytest.raises(InputError, match="UTF-8"):
        next(chunks(Source("x", "turtle", lines(1_200) + b"# \xff")))
