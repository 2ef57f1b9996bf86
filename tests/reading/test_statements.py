"""Where statements end: the walker on what is easily mistaken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat, parse

from mediagora.reading.statements import Declaration, Statement, statements

if TYPE_CHECKING:
    from mediagora.reading.inputs import Format

PROLOGUE = (
    b"@prefix : <urn:> . @prefix e: <urn:e:> . @prefix base: <urn:base:> . @base <http://x/> .\n"
)


def walked(text: str, form: Format = "turtle") -> list[str]:
    data = text.encode()
    return [data[each.start : each.end].decode().strip() for each in statements(data, form)]


def subjects(text: str, form: Format = "turtle") -> list[str]:
    data = text.encode()
    found = [each for each in statements(data, form) if isinstance(each, Statement)]
    return [data[each.start : each.subject_end].decode() for each in found]


ENDS = [
    ":s :p 1.|:c :d :e .",
    ":s :p -1.|:c :d :e .",
    ":s :p 1.5.|:c :d :e .",
    ":s :p 1.e5.|:c :d :e .",
    ":s :p .5E-1.|:c :d :e .",
    ":s :p 1.|<c> :d :e .",
    ":s :p :a.:b .",
    ":s :p :a.b .",
    ":s :p :v1.b .",
    ":s :p :v1.b.c1.d:e .",
    ":s :p :1.5 .",
    ":s :p :a...b .",
    ":s :p :a1..b .",
    "<s><p>.5,'x',.5,('x'.5\"\".5).|<s><p>:a.5 .",
    ":s :p :a\\,.b .",
    ":s :p :a\\,1.b .",
    ":s :p :a\\.:b .",
    ":s :p :a.%41 .",
    ":s :p :a.\\~b .",
    ":s :p :\u00e9.\u00e9 .",
    ":s :p _:a.b .",
    ":s :p _:a.|:b :c :d.",
    ":s :p _:a1.b1.|:b :c :d.",
    ':s :p "x"@en.|:b :c :d.',
    ":s :p 'x'@es-419.|e:b :c :d.",
    ":s :p 'x'.|e:b :c :d.",
    ":s :p 'x'^^e:t.u.|<b> :c :d.",
    ":s :p 'x'^^<t>.|e:b :c :d.",
    ":s :p <o>.|e:b :c :d.",
    ":s :p [].|e:b :c :d.",
    ":s :p ().|e:b :c :d.",
    ':s :p (\'a\'"b"\'\'\'c\'\'\'\'d\' """e""""""f.""").|e:b :c :d.',
    ":s :p 'x\\\\'.|e:b :c 'y\\\\1'.|:d :e \"z\\\\\".|:f :g :h .",
    ":s :p :a\\'.:b .",
    ":s :p '. :a :b :c .', \"# '.\", '''. ' '' \n.''', \"\"\"\\\"\"\".\"\"\" .|:s :p 1 .",
    ":s :p <a.#b> # . <\n .|# :x :y :z .\r:s :p 1 .",
    ":a :b 1;;:c 2;.|:a :b :c;.|:d :e :f .",
    "[ :a :b ].|[] :a :b .|[:a [:b (1)]] :c :d .",
    "(1 2) :p () .|() :p :o .",
    "base:a :b :c .|base:base :b :c .",
]


@pytest.mark.parametrize("marked", ENDS)
def test_ends_of_statements(marked: str) -> None:
    *parts, last = marked.split("|")
    text = "".join([*parts, last])
    assert len(walked(text)) == len(parts) + 1
    offset = 0
    for found, part in zip(statements(text.encode(), "turtle"), [*parts, last], strict=True):
        offset += len(part.encode())
        assert found.end == offset
    # The parser sees it so: what is walked is as good alone, and together says the same.
    whole = list(parse(PROLOGUE + text.encode(), format=RdfFormat.TURTLE))
    alone = [
        quad
        for part in walked(text)
        for quad in parse(PROLOGUE + part.encode(), format=RdfFormat.TURTLE)
    ]
    assert [quad.predicate for quad in alone] == [quad.predicate for quad in whole]


def test_directives_are_told_from_names() -> None:
    text = (
        "base:a :b :c . Base <x> prefix prefix: <y> prefixes:a b:c d:e."
        "@base<x>.@prefix :<y> . version '1.2' @version \"1.1\" . PREFIX e:# .\n<x><y><z>1."
    )
    found = list(statements(text.encode(), "turtle"))
    declared = [each for each in found if isinstance(each, Declaration)]
    assert [each.prefix for each in declared] == [None, b"prefix:", None, b":", b"e:"]
    assert [text[each.iri_start : each.iri_end] for each in declared] == [
        "<x>",
        "<y>",
        "<x>",
        "<y>",
        "<x>",
    ]
    assert subjects(text) == ["base:a", "prefixes:a", "<y>"]


def test_subjects() -> None:
    text = "e:a\\,b.c<p> 1 . <a b [ ] . [] :p 1 . (1) :p 1. _:a.b :p 1 . :a#\n:p 1 . :a[:b :c] ."
    assert subjects(text.replace("<a b [ ] . ", "")) == ["e:a\\,b.c", "", "", "_:a.b", ":a", ":a"]


def test_graphs() -> None:
    text = (
        ":g { :a :b 1.} GRAPH <g.> {:a :b _:c . _:c :b '}' } {} _:c{_:x :b :c.}[]{ _:x :b <#> }"
        " :k :l :m ."
    )
    assert walked(text, "trig") == [
        ":a :b 1.",
        ":a :b _:c .",
        "_:c :b '}'",
        "_:x :b :c.",
        "_:x :b <#>",
        ":k :l :m .",
    ]
    assert [each.has_dot for each in statements(text.encode(), "trig")] == [
        True,
        True,
        False,
        True,
        False,
        True,
    ]


def test_lines() -> None:
    text = (
        "<urn:a> <urn:b> 'x . <' . # <c>\r# <urn:a> <urn:b> 1 .\n\n\t_:a.b<urn:b><urn:c>.\r\n"
        "  <urn:a><urn:b> _:c <urn:g>."
    )
    assert subjects(text, "nquads") == ["<urn:a>", "_:a.b", "<urn:a>"]
    assert walked(text, "nquads")[1:] == ["_:a.b<urn:b><urn:c>.", "<urn:a><urn:b> _:c <urn:g>."]


def test_long_statements_go_on() -> None:
    values = ", ".join(f"'{number}', <{number}>" for number in range(5_000))
    text = f":s :p {values} . :s :p 1 ."
    assert [len(found) for found in walked(text)] == [len(text) - 10, 9]


@pytest.mark.parametrize("text", ["", " ", "# x", ":a :b", ":a :b 'x", "{", "}", "\\", "@x", "'''"])
@pytest.mark.parametrize("form", ["turtle", "trig", "ntriples", "nquads"])
def test_what_is_no_document_ends_the_walk(text: str, form: Format) -> None:
    assert list(statements(text.encode(), form)) == []
