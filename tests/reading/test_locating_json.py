"""Where the statements of JSON-LD stand: each span's text says the term it was found for."""

from __future__ import annotations

import json
import re
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

import mediagora
from mediagora.errors import InputError
from mediagora.reading import json_units, locating_json
from mediagora.reading.inputs import Source
from mediagora.reading.json_places import read
from mediagora.reading.locating_json import _Document, directives_jsonld, locate_jsonld
from mediagora.reading.parsing import chunks
from mediagora.reading.spans import Placed, Sought, Span
from mediagora.validation.blanks import Numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EVERYTHING = Sought(everything=True)
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def source(document: str | bytes) -> Source:
    data = document if isinstance(document, bytes) else document.encode()
    return Source("a.jsonld", "jsonld", data)


def cut(document: str, span: Span | None) -> str:
    """The text of a span, from the rules for lines and columns alone."""
    if span is None:
        return ""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)?", document.removeprefix("\ufeff"))
    start = sum(map(len, lines[: span.line - 1])) + span.column - 1
    end = sum(map(len, lines[: span.end_line - 1])) + span.end_column - 1
    return document.removeprefix("\ufeff")[start:end]


def found(document: str, sought: Sought = EVERYTHING) -> list[tuple[str, str, str]]:
    """The texts of subject, predicate and object of each statement, in order."""
    return [
        (cut(document, each.subject), cut(document, each.predicate), cut(document, each.object))
        for each in locate_jsonld(source(document), sought)
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


CONTEXT = {
    "@version": 1.1,
    "ex": "urn:ex:",
    "name": "urn:ex:name",
    "id": "@id",
    "type": "@type",
    "graph": "@graph",
    "is": "@value",
    "knows": {"@id": "ex:knows", "@type": "@id"},
    "kind": {"@id": "ex:kind", "@type": "@vocab"},
    "Word": "ex:Word",
    "known": {"@reverse": "ex:knows", "@type": "@id"},
    "label": {"@id": "ex:label", "@container": "@language"},
    "list": {"@id": "ex:list", "@container": "@list"},
    "set": {"@id": "ex:set", "@container": "@set"},
    "page": {"@id": "ex:page", "@container": "@index"},
    "paged": {"@id": "ex:paged", "@container": "@index", "@index": "ex:on"},
    "byId": {"@id": "ex:byId", "@container": "@id"},
    "byType": {"@id": "ex:byType", "@container": "@type"},
    "inner": {"@id": "ex:inner", "@container": "@graph"},
    "inners": {"@id": "ex:inners", "@container": ["@graph", "@id"]},
    "json": {"@id": "ex:json", "@type": "@json"},
    "nest": "@nest",
    "date": {"@id": "ex:date", "@type": "http://www.w3.org/2001/XMLSchema#date"},
    "Typed": {"@id": "ex:Typed", "@context": {"name": "urn:ex:other"}},
    "scoped": {"@id": "ex:scoped", "@context": {"name": "urn:ex:third", "is": "urn:ex:is"}},
}

EXAMPLES = {
    "plain": ('"id": "ex:a", "name": "b"', [('"ex:a"', '"name"', '"b"')]),
    "no name": ('"name": "b"', [("{", '"name"', '"b"')]),
    "name at the end": ('"name": "b", "@id": "urn:a"', [('"urn:a"', '"name"', '"b"')]),
    "relative words": ('"ex:p": 1, "urn:q": 2', [("{", '"ex:p"', "1"), ("{", '"urn:q"', "2")]),
    "numbers": (
        '"name": [1, -2.50, 1e3, true, false, 1.0, 12345678901234567890123]',
        [
            ("{", '"name"', each)
            for each in ["1", "-2.50", "1e3", "true", "false", "1.0", "12345678901234567890123"]
        ],
    ),
    "type": ('"type": "Word"', [("{", '"type"', '"Word"')]),
    "types": (
        '"id": "ex:a", "name": "b", "@type": ["ex:S", "Word"]',
        [
            ('"ex:a"', '"@type"', '"Word"'),
            ('"ex:a"', '"@type"', '"ex:S"'),
            ('"ex:a"', '"name"', '"b"'),
        ],
    ),
    "value objects": (
        '"name": [{"@value": "a", "@language": "en"}, {"@type": "ex:d", "is": "b"}]',
        [("{", '"name"', '"a"'), ("{", '"name"', '"b"')],
    ),
    "same key twice": (
        '"name": "a", "name": "b"',
        [("{", '"name"', '"a"'), ("{", '"name"', '"b"')],
    ),
    "names as values": (
        '"knows": ["ex:b", "_:c", {"id": "ex:d"}], "kind": "Word"',
        [
            ("{", '"knows"', '"ex:b"'),
            ("{", '"knows"', '"_:c"'),
            ("{", '"knows"', '"ex:d"'),
            ("{", '"kind"', '"Word"'),
        ],
    ),
    "nodes in nodes": (
        '"knows": {"name": "b", "knows": {"id": "ex:c", "name": "d"}}, "name": "e"',
        [
            ("{", '"knows"', "{"),
            ("{", '"name"', '"b"'),
            ("{", '"knows"', '"ex:c"'),
            ('"ex:c"', '"name"', '"d"'),
            ("{", '"name"', '"e"'),
        ],
    ),
    "the same node in itself": (
        '"id": "ex:a", "knows": {"id": "ex:a", "knows": "ex:a"}, "name": "b"',
        [
            ('"ex:a"', '"knows"', '"ex:a"'),
            ('"ex:a"', '"knows"', '"ex:a"'),
            ('"ex:a"', '"name"', '"b"'),
        ],
    ),
    "reverse": (
        '"id": "ex:a", "@reverse": {"knows": ["ex:b", {"name": "c"}], "ex:p": {"id": "ex:d"}}',
        [
            ('"ex:b"', '"knows"', '"ex:a"'),
            ("{", '"knows"', '"ex:a"'),
            ("{", '"name"', '"c"'),
            ('"ex:d"', '"ex:p"', '"ex:a"'),
        ],
    ),
    "reversed word": (
        '"id": "ex:a", "known": "ex:b", "@reverse": {"known": "ex:c"}',
        [('"ex:b"', '"known"', '"ex:a"'), ('"ex:a"', '"known"', '"ex:c"')],
    ),
    "language map": (
        '"label": {"en": ["a", "b"], "de": "c", "fr": null, "@none": "d"}',
        [("{", '"label"', f'"{each}"') for each in "abcd"],
    ),
    "index map": (
        '"page": {"a": {"id": "ex:b", "name": "c"}, "d": [1, null, 2]}, "name": "e"',
        [
            ("{", '"page"', '"ex:b"'),
            ('"ex:b"', '"name"', '"c"'),
            ("{", '"page"', "1"),
            ("{", '"page"', "2"),
            ("{", '"name"', '"e"'),
        ],
    ),
    "map by name": (
        '"byId": {"ex:a": {"name": "b"}, "@none": {"name": "c"}, "ex:d": {"id": "ex:e"}}',
        [
            ("{", '"byId"', '"ex:a"'),
            ('"ex:a"', '"name"', '"b"'),
            ("{", '"byId"', "{"),
            ("{", '"name"', '"c"'),
            ("{", '"byId"', '"ex:e"'),
        ],
    ),
    "map by type": (
        '"byType": {"Word": {"name": "a"}, "ex:U": [{"name": "b"}]}',
        [
            ("{", '"byType"', "{"),
            ("{", "", '"Word"'),
            ("{", '"name"', '"a"'),
            ("{", '"byType"', "{"),
            ("{", "", '"ex:U"'),
            ("{", '"name"', '"b"'),
        ],
    ),
    "graphs as values": (
        '"inner": {"name": "a"}, "inners": {"ex:b": {"name": "c"}}',
        [
            ("{", '"inner"', "{"),
            ("{", '"name"', '"a"'),
            ("{", '"inners"', '"ex:b"'),
            ("{", '"name"', '"c"'),
        ],
    ),
    "named graph": (
        '"graph": [{"id": "ex:a", "name": "b"}], "name": "c", "id": "ex:d"',
        [('"ex:d"', '"name"', '"c"'), ('"ex:a"', '"name"', '"b"')],
    ),
    "included": (
        '"name": "a", "@included": {"id": "ex:b", "name": "c", "type": "Word"}',
        [("{", '"name"', '"a"'), ('"ex:b"', '"type"', '"Word"'), ('"ex:b"', '"name"', '"c"')],
    ),
    "nest": (
        '"nest": {"name": "a", "knows": {"name": "b"}}, "ex:p": [{"nest": {"ex:q": 1}}, 2]',
        [
            ("{", '"name"', '"a"'),
            ("{", '"knows"', "{"),
            ("{", '"name"', '"b"'),
            ("{", '"ex:p"', "{"),
            ("{", '"ex:q"', "1"),
            ("{", '"ex:p"', "2"),
        ],
    ),
    "JSON": (
        '"json": {"a": [1]}, "ex:p": {"@type": "@json", "is": [2]}',
        [("{", '"json"', '{"a": [1]}'), ("{", '"ex:p"', "[2]")],
    ),
    "set": (
        '"set": [1, 2], "ex:p": {"@set": [3, {"@set": [4]}]}, "ex:q": {"@set": []}',
        [
            ("{", '"set"', "1"),
            ("{", '"set"', "2"),
            ("{", '"ex:p"', "3"),
            ("{", '"ex:p"', "4"),
        ],
    ),
    "list": (
        '"list": [1, {"name": "a"}], "ex:p": {"@list": []}, "list": "b"',
        [
            ("{", '"list"', '[1, {"name": "a"}]'),
            ("", "", "1"),
            ("", "", ""),
            ("", "", "{"),
            ("{", '"name"', '"a"'),
            ("", "", ""),
            ("{", '"ex:p"', "[]"),
            ("{", '"list"', '"b"'),
            ("", "", '"b"'),
            ("", "", ""),
        ],
    ),
    "list in a list": (
        '"list": [[1], ["a"]]',
        [
            ("{", '"list"', '[[1], ["a"]]'),
            ("", "", "[1]"),
            ("", "", "1"),
            ("", "", ""),
            ("", "", ""),
            ("", "", '["a"]'),
            ("", "", '"a"'),
            ("", "", ""),
            ("", "", ""),
        ],
    ),
    "words of a type": (
        '"type": "Typed", "name": "a", "knows": {"name": "b"}',
        [
            ("{", '"type"', '"Typed"'),
            ("{", '"name"', '"a"'),
            ("{", '"knows"', "{"),
            ("{", '"name"', '"b"'),
        ],
    ),
    "words of a word": (
        '"scoped": {"name": "a"}',
        [("{", '"scoped"', "{"), ("{", '"name"', '"a"')],
    ),
    "context in a node": (
        '"knows": {"@context": {"name": null, "n": "ex:n"}, "name": "a", "n": "b"}, "name": "c"',
        [("{", '"knows"', "{"), ("{", '"n"', '"b"'), ("{", '"name"', '"c"')],
    ),
    "nothing": ('"name": null, "knows": [], "label": {}, "ex:p": {"@value": null}', []),
    "typed": (
        '"date": "2020-01-01", "date": 3',
        [("{", '"date"', '"2020-01-01"'), ("{", '"date"', "3")],
    ),
    "left out": (
        '"name": [{"@value": "a", "@language": "!"}, "b", "b"], "no word": "c"',
        [("{", '"name"', '"b"'), ("{", '"name"', '"b"')],
    ),
    "escapes": (
        r'"name": ["\ud83d\ude00", "\u0061", "\"{[,:]}\\"], "n\u0061me": "x"',
        [
            ("{", '"name"', r'"\ud83d\ude00"'),
            ("{", '"name"', r'"\u0061"'),
            ("{", '"name"', r'"\"{[,:]}\\"'),
            ("{", r'"n\u0061me"', '"x"'),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_way_to_write_a_statement_is_placed(name: str) -> None:
    members, expected = EXAMPLES[name]
    context = json.dumps(CONTEXT)
    assert found(f'{{"@context": {context}, {members}}}') == expected
    assert found(f'[{{"@context": {context}, {members}}}, {{"urn:x:after": 1}}]') == [
        *expected,
        ("{", '"urn:x:after"', "1"),
    ]
    in_graph = f'{{"@context": {context}, "graph": [{{{members}}}, {{"urn:x:after": 1}}]}}'
    assert found(in_graph)[:-1] == expected


def test_span_is_counted_in_lines_and_code_points() -> None:
    document = '\ufeff{\r\n\t"urn:ä": "😀é",\r "urn:b"\n:\t\t"x"}'
    first, second = locate_jsonld(source(document), EVERYTHING)
    assert first.subject == Span(1, 1, 1, 2)
    assert first.predicate == Span(2, 2, 2, 9)
    assert first.object == Span(2, 11, 2, 11 + len('"😀é"'))
    assert second.predicate == Span(3, 2, 3, 9)
    assert second.object == Span(4, 4, 4, 7)


def test_only_what_is_sought_is_given() -> None:
    document = """{"@graph": [
        {"@id": "urn:a", "urn:p": {"@id": "urn:b"}},
        {"@id": "urn:b", "urn:p": 1},
        {"@id": "urn:c", "urn:p": {"urn:q": 2}, "urn:r": {"urn:q": 3}}
    ]}"""
    assert found(document, Sought()) == []
    assert found(document, Sought(subjects=frozenset({"urn:b"}))) == [('"urn:b"', '"urn:p"', "1")]
    assert found(document, Sought(objects=frozenset({"urn:b"}))) == [
        ('"urn:a"', '"urn:p"', '"urn:b"')
    ]
    assert found(document, Sought(blanks=frozenset({"b2"}))) == [("{", '"urn:q"', "3")]
    blanks = Sought(blanks=frozenset({"b9"}))
    [placed] = locate_jsonld(source(document), blanks, blanks_before=7)
    assert placed.triple == Triple(BlankNode("b9"), NamedNode("urn:q"), _integer(3))


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))


def test_blank_nodes_have_the_names_that_people_are_told() -> None:
    nodes = ", ".join(
        f'{{"@id": "_:{each}", "urn:p": [{{"urn:q": {each}}}, {{"@id": "_:{each + 1}"}}]}}'
        for each in range(50)
    )
    document = f'{{"@graph": [{nodes}]}}'
    placed = list(locate_jsonld(source(document), EVERYTHING))
    assert [each.triple for each in placed] == stated(document)


def test_parts_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    nodes = ",\n".join(
        f'{{"@id": "_:{each % 7}", "ex:p": [{{"ex:q": "{each}"}}, {{"@list": [{each}, "ä"]}}]}}'
        for each in range(60)
    )
    document = f'{{"@context": {{"ex": "urn:ex:"}}, "@graph": [{nodes}]}}'
    whole = list(locate_jsonld(source(document), EVERYTHING))
    assert len(whole) == len(stated(document))
    monkeypatch.setattr(json_units, "_BATCH", 10)
    assert list(locate_jsonld(source(document), EVERYTHING)) == whole


def test_a_part_that_states_something_else_on_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    document = "[" + ", ".join(f'{{"urn:p": {each}}}' for each in range(20)) + "]"
    expected = list(locate_jsonld(source(document), EVERYTHING))
    monkeypatch.setattr(json_units, "_BATCH", 10)
    right = _Document._parsed

    def wrong(self: _Document, pieces: list[str]) -> Iterator[Triple]:
        """A parser to which the eighth part says something else, and on its own alone."""
        for triple in right(self, pieces):
            swapped = (
                len(pieces) < 20
                and triple.predicate.value == "urn:p"
                and triple.object == _integer(8)
            )
            yield Triple(triple.subject, triple.predicate, _integer(99)) if swapped else triple

    monkeypatch.setattr(_Document, "_parsed", wrong)
    assert [each.triple for each in locate_jsonld(source(document), EVERYTHING)] == [
        each.triple for each in expected
    ]


def test_a_part_that_is_refused_on_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    document = '[{"urn:p": 1}, {"urn:p": 2}]'

    def refused(_: _Document, pieces: list[str]) -> Iterator[Triple]:
        raise SyntaxError(*pieces[:1])

    monkeypatch.setattr(_Document, "_parsed", refused)
    assert found(document) == [(document, "", ""), (document, "", "")]


def test_one_part_that_is_too_large_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locating_json, "_LARGEST", 20)
    assert found('{"urn:p": "0123456789"}') == []
    assert len(found('[{"urn:p": 1}, {"urn:p": 2}]')) == 2


def test_what_is_no_node_here_has_at_least_the_place_of_the_part() -> None:
    context = '{"v": "@value", "k": {"@id": "urn:k", "@context": {"v": "urn:v"}}}'
    document = f'[{{"@context": {context}, "k": {{"v": 1}}}}, {{"urn:o": "z"}}]'
    start, end = document.index("{"), document.rindex(", {")
    assert found(document) == [
        ("{", '"k"', ""),
        (document[start:end], "", ""),
        ("{", '"urn:o"', '"z"'),
    ]


def test_a_document_that_has_changed_is_refused() -> None:
    with pytest.raises(InputError):
        list(locate_jsonld(source('{"urn:p": '), EVERYTHING))


def test_deep_nesting() -> None:
    document = '{"urn:p":' * 400 + '"x"' + "}" * 400
    assert found(document)[-1] == ("{", '"urn:p"', '"x"')
    document = '{"urn:p":{"@list":' + "[" * 300 + '"x"' + "]" * 300 + "}}"
    assert ("", "", '"x"') in found(document)


def test_numbers_of_any_length() -> None:
    number = "1" * 5_000
    assert found(f'[{{"urn:p": {number}}}, {{"urn:p": 2}}]')[0] == ("{", '"urn:p"', number)


@pytest.mark.parametrize("parts", [(), ("ontology", "data", "alignments", "shapes")])
def test_all_that_ships_is_placed(parts: tuple[str, ...]) -> None:
    document = mediagora.export(*parts, format="jsonld")
    lines = document.split("\n")
    words = json.loads(document)["@context"]
    seen = set()
    placed = list(locate_jsonld(source(document), EVERYTHING))
    for each in placed:
        if each.triple.predicate.value == f"{RDF}rest":
            assert each[1:] == (None, None, None)
            continue
        assert each.object
        in_list = each.triple.predicate.value == f"{RDF}first" and not each.predicate
        assert in_list or (each.subject and each.predicate)
        for term, span in zip(each.triple, each[1:], strict=True):
            if span and (term, span) not in seen:
                seen.add((term, span))
                assert says(words, _cut(lines, span), term), (term, span)
    assert len(placed) == len(stated(document))


def _cut(lines: list[str], span: Span) -> str:
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    between = lines[span.line : span.end_line - 1]
    last = lines[span.end_line - 1][: span.end_column - 1]
    return "\n".join([lines[span.line - 1][span.column - 1 :], *between, last])


def says(words: dict[str, Any], text: str, term: Any) -> bool:
    """Whether a piece of a document says a term, with what the context makes of words."""
    if isinstance(term, BlankNode):
        return text == "{" or text.startswith(('"_:', "["))
    value = json.loads(text)
    if isinstance(term, Literal):
        return str(value) == term.value or json.dumps(value) == term.value
    return expanded(words, value) == term.value


def expanded(words: dict[str, Any], name: str) -> str:
    meaning = words.get(name)
    meaning = meaning["@id"] if isinstance(meaning, dict) else meaning
    if meaning:
        return f"{RDF}type" if meaning == "@type" else expanded(words, meaning)
    prefix, colon, local = name.partition(":")
    if colon and prefix in words and not local.startswith("//"):
        return str(words[prefix]) + local
    return name if colon else words["@vocab"] + name


def test_directives_of_a_document_that_is_no_text_any_more() -> None:
    [directive] = directives_jsonld(
        Source("a", "jsonld", b'{"@context": {"ex": "https://example.org/\xff/"}}')
    )
    assert directive.iri.endswith("/\N{REPLACEMENT CHARACTER}/")


def test_directives() -> None:
    document = """{"@context": [
      {"@vocab": "http://w3id.org/mediagora/ns#", "@base": "urn:b:", "id": "@id",
       "ex": {"@id": "https://example.org/", "@prefix": true},
       "mediagora": "https://w3id.org/mediagora/ns", "name": "ex:name",
       "Thing": "https://schema.org/Thing", "T": {"@id": "ex:T", "@context": {"z": "urn://z#"}}},
      null],
    "ex:p": ["\\"@context\\": {", {"@context" : {"y": "http://y/"}}, "@context"]}"""
    assert [(each.prefix, each.iri) for each in directives_jsonld(source(document))] == [
        ("", "http://w3id.org/mediagora/ns#"),
        (None, "urn:b:"),
        ("ex", "https://example.org/"),
        ("mediagora", "https://w3id.org/mediagora/ns"),
        ("z", "urn://z#"),
        ("y", "http://y/"),
    ]
    for each in directives_jsonld(source(document)):
        assert cut(document, each.span) == f'"{each.iri}"'


NAMES = {"@id": ["ex:a", "_:c"], "id": ["ex:b"], "@type": ["Word"], "type": [["Typed", "ex:U"]]}
MAPS = {"@reverse", "label", "page", "paged", "byId", "byType"}
KEYS = {*CONTEXT, *NAMES, *MAPS, "@graph", "@included", "@nest", "urn:p", "ex:q", "no"}
KEYS -= {"@version", "inner", "inners"}


@st.composite
def nodes(draw: Callable[..., Any]) -> Any:
    """JSON-LD of all kinds, much of it not valid; no text or number stands twice."""
    numbers = count(100)

    def scalar() -> Any:
        number = next(numbers)
        made = [f"v{number}", number, number + 0.5, {"@value": f"v{number}"}, f"ex:{number}"]
        return draw(st.sampled_from([*made, {"@id": f"ex:{number}"}, f"_:{number}", None]))

    def value(depth: int, key: str) -> Any:
        kind = draw(st.integers(0, 5)) if depth else 0
        if key in NAMES:
            return draw(st.sampled_from([*NAMES[key], f"ex:{next(numbers)}"]))
        if key in MAPS and kind:
            return {f"ex:{next(numbers)}": value(depth - 1, "") for _ in range(kind % 3)}
        if kind <= 2:
            return scalar()
        if kind == 3:
            return [value(depth - 1, key) for _ in range(draw(st.integers(0, 3)))]
        if kind == 4:
            return {draw(st.sampled_from(["@list", "@set"])): value(depth - 1, "")}
        return node(depth - 1)

    def node(depth: int) -> dict[str, Any]:
        keys = draw(st.lists(st.sampled_from(sorted(KEYS)), max_size=5, unique=True))
        return {key: value(depth, key) for key in keys}

    return {"@context": CONTEXT} | node(3)


@given(st.lists(nodes(), min_size=1, max_size=3), st.booleans(), st.sampled_from([None, 1]))
@settings(max_examples=2000)
def test_no_statement_is_placed_wrongly(tops: list[Any], graph: bool, indent: int | None) -> None:  # noqa: FBT001
    top = {"@context": CONTEXT, "@graph": tops} if graph else tops
    document = json.dumps(top, indent=indent)
    try:
        triples = stated(document)
    except InputError:
        return
    placed = list(locate_jsonld(source(document), EVERYTHING))
    assert [each.triple for each in placed] == triples
    for each in placed:
        check(document, each)


def check(document: str, placed: Placed) -> None:
    """What stands once in the document was found where it stands."""
    triple, subject, predicate, value = placed
    if isinstance(triple.object, Literal) and value:
        written = json.loads(cut(document, value))
        if triple.object.datatype.value == f"{RDF}JSON":
            assert json.loads(triple.object.value) == written
        elif isinstance(written, str):
            assert written == triple.object.value
        else:
            assert float(triple.object.value) == written
    for term, span in ((triple.subject, subject), (triple.object, value)):
        text = cut(document, span)
        if isinstance(term, NamedNode) and text.startswith('"'):
            name = json.loads(text)
            assert term.value.rpartition(":")[2] == name.rpartition(":")[2]
    if predicate and triple.predicate.value.startswith("urn:ex:"):
        name = json.loads(cut(document, predicate)).rpartition(":")[2]
        known = {"name": {"name", "other", "third"}, "known": {"knows"}, "ex": {""}}
        assert triple.predicate.value.removeprefix("urn:ex:") in known.get(name, {name})


SPACE = st.text(alphabet=" \t\n", max_size=3) | st.just("\r\n")
TEXTS = st.text(alphabet='aä😀\u0301\u2028 "\\{}[],:#\t\n', max_size=8)


@given(st.data())
def test_a_planted_value_is_found_where_it_was_put(data: st.DataObject) -> None:
    pieces: list[str] = []
    planted: dict[str, tuple[int, int]] = {}
    numbers = count()

    def put(text: str) -> tuple[int, int]:
        pieces.append(data.draw(SPACE))
        start = sum(map(len, pieces))
        pieces.append(text)
        return start, start + len(text)

    def node(depth: int) -> None:
        put("{")
        for index in range(data.draw(st.integers(0 if depth < 3 else 1, 3))):
            put("," if index else "")
            put(json.dumps(data.draw(st.sampled_from(["urn:p", "urn:q"]))))
            put(":")
            is_list = data.draw(st.booleans())
            put("[" if is_list else "")
            for item in range(data.draw(st.integers(0, 2)) if is_list else 1):
                put("," if item else "")
                if depth and data.draw(st.booleans()):
                    node(depth - 1)
                    continue
                text = f"{data.draw(TEXTS)}{next(numbers)}"
                planted[text] = put(json.dumps(text, ensure_ascii=data.draw(st.booleans())))
            put("]" if is_list else "")
        put("}")

    node(3)
    pieces.append(data.draw(SPACE))
    document = "".join(pieces)
    places = {}
    for each in locate_jsonld(source(document), EVERYTHING):
        if isinstance(each.triple.object, Literal):
            assert json.loads(cut(document, each.predicate)) == each.triple.predicate.value
            places[each.triple.object.value] = each.object
    assert places == {text: _span(document, *place) for text, place in planted.items()}


def _span(document: str, start: int, end: int) -> Span:
    places = []
    for offset in (start, end):
        before = document[:offset].replace("\r\n", "\n")
        places += [before.count("\n") + 1, len(before) - before.rfind("\n")]
    return Span(*places)


def test_reader_refuses_what_does_not_end() -> None:
    with pytest.raises(ValueError, match="ends inside"):
        read('{"a": [1, 2')
