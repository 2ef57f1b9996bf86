"""Places of statements in documents that are written at random, and in some that are not."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode

from mediagora.reading.inputs import Source
from mediagora.reading.locating import directives, locate
from mediagora.reading.spans import Directive, Sought, Span
from mediagora.reading.termspans import Term, TermReader
from reading.located import Text, check, told
from reading.turtle_texts import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from mediagora.reading.inputs import Format
    from mediagora.reading.spans import Placed
    from mediagora.reading.termspans import Terms

FORMATS = ("turtle", "trig", "ntriples", "nquads")
EVERYTHING = Sought(everything=True)
RANDOMS = st.randoms(use_true_random=False)


def turtle(text: str, form: Format = "turtle") -> Source:
    return Source("a", form, text.encode())


def written(source: Source, sought: Sought = EVERYTHING) -> list[tuple[str | None, ...]]:
    """What stands at the places of the terms."""
    text = Text(source.read())
    return [
        tuple(span and text.at(span) for span in (placed.subject, placed.predicate, placed.object))
        for placed in locate(source, sought)
    ]


@pytest.mark.parametrize("form", FORMATS)
@given(random=RANDOMS)
def test_every_term_stands_where_it_was_written(form: Format, random: Random) -> None:
    writer = Writer(random, form)
    placed = check(turtle(writer.document(), form))
    assert Counter((each.subject, each.predicate, each.object) for each in placed) == writer.spans()


@pytest.mark.parametrize("form", FORMATS)
@given(random=RANDOMS, before=st.integers(0, 3))
def test_what_is_sought_is_found_and_nothing_else(
    form: Format, random: Random, before: int
) -> None:
    source = turtle(Writer(random, form).document(), form)
    everything = list(locate(source, EVERYTHING, blanks_before=before))
    assert Counter(each.triple for each in everything) == Counter(told(source, before))
    nodes = {each.triple.subject for each in everything} | {
        each.triple.object for each in everything
    }
    some = [each for each in sorted(nodes, key=str) if random.random() < 0.3]
    iris = [each.value for each in some if isinstance(each, NamedNode)]
    sought = Sought(
        subjects=frozenset(iris[::2]),
        objects=frozenset(iris[1::2]) if random.random() < 0.5 else frozenset(),
        blanks=frozenset(each.value for each in some if isinstance(each, BlankNode))
        if random.random() < 0.5
        else frozenset(),
    )

    def is_sought(placed: Placed) -> bool:
        subject, value = placed.triple.subject, placed.triple.object
        if isinstance(subject, BlankNode):
            is_subject = subject.value in sought.blanks
        else:
            is_subject = subject.value in sought.subjects
        return is_subject or (isinstance(value, NamedNode) and value.value in sought.objects)

    found = Counter(locate(source, sought, blanks_before=before))
    assert found == Counter(each for each in everything if is_sought(each))


def test_each_kind_of_term() -> None:
    source = turtle(
        "@prefix e: <urn:e:> .\n"
        "e:a a e:B ; # e:no e:no e:no .\n"
        '  e:p \'x\'@en, """y\n.z"""^^e:t, 007 , true,1.e5;;\n'
        "\te:q [ e:r _:x ] , ( 1 () ) ."
    )
    whole = "( 1 () )"
    assert written(source) == [
        ("e:a", "a", "e:B"),
        ("e:a", "e:p", "'x'@en"),
        ("e:a", "e:p", '"""y\n.z"""^^e:t'),
        ("e:a", "e:p", "007"),
        ("e:a", "e:p", "true"),
        ("e:a", "e:p", "1.e5"),
        ("e:a", "e:q", "[ e:r _:x ]"),
        ("e:a", "e:q", whole),
        (whole, None, "1"),
        (whole, None, whole),
        (whole, None, "()"),
        (whole, None, None),
        ("[ e:r _:x ]", "e:r", "_:x"),
    ]


def test_columns_are_characters() -> None:
    source = turtle(
        "\ufeff<urn:\U0001f600> <urn:e\u0301>\t'\u4e2d' ,\r<urn:b> .\r\n<urn:c><urn:d>1."
    )
    [first, second, third] = locate(source, EVERYTHING)
    assert first[1:] == (Span(1, 1, 1, 8), Span(1, 9, 1, 17), Span(1, 18, 1, 21))
    assert second.object == Span(2, 1, 2, 8)
    assert third[1:] == (Span(3, 1, 3, 8), Span(3, 8, 3, 15), Span(3, 15, 3, 16))


def test_literals_stay_as_they_are_written() -> None:
    text = "<urn:a> <urn:b> 01, 1.50, '01'^^<http://www.w3.org/2001/XMLSchema#integer>, 'x'@EN-us ."
    found = [placed.triple.object for placed in locate(turtle(text), EVERYTHING)]
    assert [each.value for each in found] == ["01", "1.50", "01", "x"]
    assert found == [triple.object for triple in told(turtle(text))]


def test_prefixes_and_bases_count_from_where_they_stand() -> None:
    text = (
        "@prefix e: <urn:a:> . e:x e:p 1 .\n"
        "PREFIX e: <urn:b:> e:x e:p 2 .\n"
        "BASE <http://h/d/> <x> <p> 3 . @base <sub/> . <x> <p> 4 .\n"
        "prefix e: <../> e:x e:p 5 ."
    )
    for iri, number in {
        "urn:a:x": "1",
        "urn:b:x": "2",
        "http://h/d/x": "3",
        "http://h/d/sub/x": "4",
    }.items():
        [found] = written(turtle(text.replace("e:x e:p 5", "e:y e:p 5")), Sought(frozenset({iri})))
        assert found[2] == number
    [*_, last] = written(turtle(text), Sought(frozenset({"http://h/d/x"})))
    assert last == ("e:x", "e:p", "5")


def test_names_are_found_however_they_are_written() -> None:
    text = (
        "@prefix e: <urn:e:> . @prefix : <urn:> . @base <urn:> .\n"
        "e:a\\,b :p 1 . <urn:e:a,b> :p 2 . :e:a\\,b :p 3 . <\\u0075rn:e:a,b> :p 4 .\n"
        ":x :p e:a\\,b . :x :p [ :q ( <urn:e:a\\u002cb> ) ] . :x :p 'urn:e:a,b', e:ab ."
    )
    iri = frozenset({"urn:e:a,b"})
    assert [found[2] for found in written(turtle(text), Sought(subjects=iri))] == [
        "1",
        "2",
        "3",
        "4",
    ]
    assert [found[2] for found in written(turtle(text), Sought(objects=iri))] == [
        "e:a\\,b",
        "<urn:e:a\\u002cb>",
    ]


def test_graphs_are_looked_into() -> None:
    text = (
        "@prefix : <urn:> . :g { :a :b 1 . :a :b 2 }\r\nGRAPH _:g { [] :b [] . _:g :b 3 . }\n"
        "{ :a :b 4 } :a :b 5 ."
    )
    source = turtle(text, "trig")
    assert [found[2] for found in written(source, Sought(frozenset({"urn:a"})))] == list("1245")
    assert written(source, Sought(blanks=frozenset({"b3"}))) == [("_:g", ":b", "3")]


def test_graph_names_of_quads_are_no_terms() -> None:
    source = turtle('<urn:a> <urn:b> <urn:c> <urn:g> . # x\n_:a <urn:b> "c" _:g .', "nquads")
    assert written(source) == [("<urn:a>", "<urn:b>", "<urn:c>"), ("_:a", "<urn:b>", '"c"')]


def test_strings_without_a_blank_between() -> None:
    text = '<urn:a> <urn:b> (\'\'\'a\'\'\'\'b\' """\\""""""""""\'c\'\'\').'
    check(turtle(text))
    found = [found[2] for found in written(turtle(text))]
    assert [each for each in found if each and "(" not in each] == [
        "'''a'''",
        "'b'",
        '"""\\""""',
        '""""""',
        "'c'",
        "''",
    ]


def test_relative_names_are_found_as_objects() -> None:
    text = "@base <http://h/d/> . <x> <p> <../y#z>, 'x' ."
    sought = Sought(objects=frozenset({"http://h/y#z"}))
    assert written(turtle(text), sought) == [("<x>", "<p>", "<../y#z>")]


def test_documents_may_hold_the_marks_between_statements() -> None:
    text = "<urn:mark:> <urn:mark:> <urn:mark:> . <urn:mark:x> <urn:mark:x> <urn:mark:x> ."
    assert len(check(turtle(text))) == 2


def test_what_rdflib_refuses_has_its_subject_placed() -> None:
    source = turtle("<urn:a> <urn:b> 'x'@en--ltr , [ <urn:c> 1 ] .\n<urn:a> <urn:b> 2 .")
    first, inner, second, last = locate(source, EVERYTHING)
    assert first.triple.object == Literal("x", language="en")
    assert first.subject == second.subject == Span(1, 1, 1, 8)
    assert (first.predicate, first.object) == (None, None)
    assert inner[1:] == (None, None, None)
    assert last.object == Span(2, 17, 2, 18)
    assert Counter(each.triple for each in (first, inner, second, last)) == Counter(told(source))


def _fails(terms: list[Terms]) -> list[Terms]:
    raise KeyError(terms)


@pytest.mark.parametrize(
    "spoil",
    [
        _fails,
        lambda terms: terms[1:],
        lambda terms: [*terms, terms[0]],
        lambda terms: [*terms, (Term("urn:x"), *terms[0][1:])],
        lambda terms: [(*terms[0][:2], terms[1][2]), (*terms[1][:2], terms[0][2]), *terms[2:]],
        lambda terms: [(terms[0][0], terms[0][2], terms[0][1]), *terms[1:]],
        lambda terms: [(*terms[0][:2], terms[-1][2]), *terms[1:]],
        lambda terms: [*terms[:-1], (*terms[-1][:2], terms[0][2])],
    ],
)
def test_where_the_parsers_do_not_agree_only_the_subject_is_placed(
    spoil: Callable[[list[Terms]], list[Terms]], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = turtle("<urn:a> <urn:b> 'x' , <urn:c> , 1 , _:d .")
    read = TermReader.read
    assert {each.object for each in locate(source, EVERYTHING)} > {Span(1, 17, 1, 20)}
    monkeypatch.setattr(TermReader, "read", lambda self, text: spoil(read(self, text)))
    placed = list(locate(source, EVERYTHING))
    assert Counter(each.triple for each in placed) == Counter(told(source))
    assert {each[1:] for each in placed} == {(Span(1, 1, 1, 8), None, None)}


@pytest.mark.parametrize("form", FORMATS)
@given(
    random=RANDOMS,
    share=st.floats(0, 1),
    gone=st.integers(0, 20),
    junk=st.binary(max_size=4) | st.sampled_from([b"<", b'"', b"{", b"[", b"@base <x> .", b"."]),
)
def test_a_document_that_changed_is_no_failure(
    form: Format, random: Random, share: float, gone: int, junk: bytes
) -> None:
    whole = Writer(random, form).document().encode()
    start = int(len(whole) * share)
    source = Source("a", form, whole[:start] + junk + whole[start + gone :])
    for sought in (EVERYTHING, Sought(frozenset({"urn:x1"}), frozenset({"urn:e:"}))):
        list(locate(source, sought))
    directives(source)


@pytest.mark.parametrize(("opening", "closing"), [("[ <urn:y> ", "]"), ("( ", ")")])
def test_deep_terms_are_placed(opening: str, closing: str) -> None:
    usual = sys.getrecursionlimit()
    text = f"<urn:a> <urn:b> {opening * 2_000}'x'{closing * 2_000} , <urn:c> ."
    placed = list(locate(turtle(text), EVERYTHING))
    [deepest] = (each for each in placed if each.triple.object == Literal("x"))
    assert deepest.object == Span(1, text.index("'x'") + 1, 1, text.index("'x'") + 4)
    [beside] = (each for each in placed if each.triple.object == NamedNode("urn:c"))
    assert beside.object == Span(1, text.index("<urn:c>") + 1, 1, text.index("<urn:c>") + 8)
    assert sys.getrecursionlimit() == usual


def test_deep_nesting_is_no_failure() -> None:
    depth = 20_000
    source = turtle(f"<urn:a> <urn:b> {'[ <urn:c> ' * depth}1{']' * depth} .\n<urn:d> <urn:e> [] .")
    [found] = locate(source, Sought(subjects=frozenset({"urn:d"})))
    assert found.object == Span(2, 17, 2, 19)
    assert found.triple.object == BlankNode(f"b{depth + 1}")
    [found] = locate(source, Sought(subjects=frozenset({"urn:a"})))
    assert found.subject == Span(1, 1, 1, 8)


def test_files_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_bytes(b"\xef\xbb\xbf<urn:a> <urn:b> 1 .")
    [found] = locate(Source("a.ttl", "turtle", file), EVERYTHING)
    assert found.object == Span(1, 17, 1, 18)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", ["", "# nothing", " \n"])
def test_no_statements(form: Format, text: str) -> None:
    source = turtle(text, form)
    assert list(locate(source, EVERYTHING)) == []
    assert directives(source) == []


def test_directives() -> None:
    text = (
        "# @prefix no: <urn:no> .\r\n"
        "@prefix e: <urn:\u4e2d:> . <urn:a> <urn:b> '@prefix no: <urn:no> .' .\r"
        "prefix : # none\n <rel#> BASE<http://x/\\u00e9/>\n"
        "@base <../> . @version '1.1' . prefix:a e:b 1 . Prefix prefix:<urn:p> "
    )
    for form in ("turtle", "trig"):
        assert directives(turtle(text, form)) == [
            Directive("e", "urn:\u4e2d:", Span(2, 12, 2, 20)),
            Directive("", "rel#", Span(4, 2, 4, 8)),
            Directive(None, "http://x/\\u00e9/", Span(4, 13, 4, 31)),
            Directive(None, "../", Span(5, 7, 5, 12)),
            Directive("prefix", "urn:p", Span(5, 63, 5, 70)),
        ]
