"""Parts of a document: together they say what the whole says, or are as wrong as it is."""

from __future__ import annotations

import mmap
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mediagora.reading.parts import cut

if TYPE_CHECKING:
    from mediagora.reading.inputs import Format
    from mediagora.reading.parts import Part

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(
    file for folder in ("ontology", "data", "shapes") for file in (ROOT / folder).rglob("*.ttl")
)
FORMATS = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES}
BASE = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/x.ttl"
SIZES = (1, 7, 40, 200)
PREFIXES = b"@prefix e: <urn:e:> .\n@prefix : <urn:x:> .\n"


def parsed(data: bytes, form: Format, base: str | None = None) -> list[ox.Quad]:
    return list(ox.parse(data, format=FORMATS[form], base_iri=base))


def canonical(quads: list[ox.Quad]) -> ox.Dataset:
    found = ox.Dataset(quads)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return found


def alone(data: bytes, part: Part, form: Format, base: str | None = None) -> list[ox.Quad]:
    return parsed(part.prologue + data[part.start : part.end], form, base)


def first_error(
    data: bytes, parts: list[Part], form: Format, base: str | None = None
) -> tuple[int, int | None]:
    for part in parts:
        try:
            alone(data, part, form, base)
        except SyntaxError as error:
            return part.line + (error.lineno or 0) - 2, error.offset
    pytest.fail("each part parses, and the whole does not")


def check(
    data: bytes, size: int, form: Format = "turtle", base: str | None = None
) -> tuple[list[Part], bool]:
    """Compare the parts with the whole; give the parts, and whether the document is good."""
    parts = cut(data, form, size=size)
    assert [parts[0].start, parts[-1].end] == [0, len(data)]
    assert all(one.end == other.start for one, other in pairwise(parts))
    assert all(part.start < part.end for part in parts) or not data
    for part in parts:
        assert part.line == 1 + len(re.findall(rb"\r\n|\r|\n", data[: part.start]))
        assert part.prologue.count(b"\n") == 1
        assert part.prologue.endswith(b"\n")
    try:
        whole = parsed(data, form, base)
    except SyntaxError as error:
        wrong = error
    else:
        union = [quad for part in parts for quad in alone(data, part, form, base)]
        assert len(union) == len(whole)
        assert canonical(union) == canonical(whole)
        return parts, True
    place = first_error(data, parts, form, base)
    assert place[0] == wrong.lineno
    return parts, False


GOOD = {
    "numbers": "e:a e:b 1.5, .5, -1.e5, 1.E5, 2 .\ne:a e:b 1.\ne:a e:b 1.5.\ne:a e:b 1.e5.\n",
    "dots in names": (
        "e:a.b e:c.d.e e:f.1, e:f..g .\ne:a.b e:c _:b.c.\ne:a e:b e:c.\ne:a e:b e:d.#\n"
    ),
    "keyword in a name": "e:a.prefix e:b.base e:c.PREFIX .\ne:a.base.b e:b 1 .\ne:a e:b 2 .\n",
    "escapes": "e:a\\.\\#\\' e:b\\( e:\\; .\ne:a e:b 1 .\n",
    "IRIs": "<urn:a#.b> <urn:a'b> <urn:.\\u00e9> .\n<urn:a;.> e:b 'x' .\n",
    "strings": "e:a e:b \" .\\\"\\n# '\", ' .\\' # \"', \"\", '' .\ne:a e:b 1 .\n",
    "long strings": 'e:a e:b """ .\n\n@prefix e: <urn:f:> .\n" "" \\""""@en .\ne:a e:b 1 .\n',
    "long strings 2": "e:a e:b ''' .\n\nPREFIX e: <urn:f:>\n' '' \\'''' .\ne:a e:b ''''''.\n",
    "strings end": 'e:a e:b "\\\\" .\ne:a e:b """a\\"""" .\ne:a e:b """a""" .\ne:a e:b """""" .\n',
    "languages": 'e:a e:b "x"@en-GB, "y"@prefix, "z"@base .\ne:a e:b "x"@en.\n[] e:b "x"^^e:y.\n',
    "comments": (
        '# it\'s " <\ne:a # \'\n e:b # """\n 1 # .\n . # <\n# @prefix e: <urn:f:> .\ne:a e:b 2 .'
    ),
    "comment in the end": "e:a e:b 1 .\ne:a e:b 2 .\n# it's",
    "line ends": (
        "e:a e:b 1 .\r\n# x\re:a e:b 2 .\r\r\n# '\re:c e:b '''\r\n\r''' .\n\re:a e:b 3 .\n"
    ),
    "other line ends": "# \u2028\x0c\x0b PREFIX e: <urn:f:>\ne:a e:b '\u2028\x0b' .\ne:a e:b 2 .\n",
    "lists": "e:a e:b (1.5 2 ( e:a.b ) [ e:b 'x.' ; e:c [] ]) .\n[ e:b 1 ] .\n[] e:b [ ] .\n",
    "labels": "_:a e:b _:b .\n_:b e:b _:c .\n_:c e:b _:a .\n[] e:b _:a .\n",
    "one line": "e:a e:b 1 . e:a e:b 2 . e:a e:b 3 .\ne:a e:b 4 . e:a e:b 5 .\n",
    "glued": 'e:a e:b "x".e:a e:b "y".\n<urn:a>e:b<urn:c>.<urn:a>e:b<urn:d>.\ne:a e:b 3 .\n',
    "glued @prefix": "e:a e:b 1 .\ne:a e:b e:c.@prefix e: <urn:f:> .\ne:a e:b 2 .\ne:a e:b 3 .\n",
    "glued PREFIX": 'e:a e:b 1 .\ne:a e:b "x".PREFIX e: <urn:f:>\ne:a e:b 2 .\ne:a e:b 3 .\n',
    "glued to a number": "e:a e:b 1 .\ne:a e:b 1.PREFIX e: <urn:f:>\ne:a e:b 2 .\ne:a e:b 3 .\n",
    "glued to a tag": 'e:a e:b 1 .\ne:a e:b "x"@en.base<urn:f:>\ne:a e:b 2 .\n<a> e:b 3 .\n',
    "directives": (
        "e:a e:b 1 .\nprefix e:<urn:f:>prefix f: # '\n<urn:g:>\ne:a f:b 2 .\ne:a f:b 3 .\n"
    ),
    "directives 2": (
        "@prefix:<urn:f:>.@prefix f: <urn:\\u0041> .:a f:b 1 .\n:a f:b 2 .\n:a f:b 3 .\n"
    ),
    "directives 3": (
        "PREFIX#\nf:<urn:f:> f:a e:b 1 .\n@prefix e.é: <urn:f:> . e.é:a e:b 2 .\n:a e:b 3 .\n"
    ),
    "base": (
        "@base <http://x/a/b> .\n<c> e:b <../d> .\nBASE<http://y/> <c> e:b <d> .\n<c> e:b <e> .\n"
    ),
    "base and dots": (
        "@base <http://x/> .\n@prefix f: <http://a/b/../c> .\nf:d e:b 1 .\nf:d e:b 2 .\n"
    ),
    "relative": "@base <http://x/a/b> .\n<c> e:b 1 .\n@base <c/> .\n<c> e:b 1 .\n<c> e:b 2 .\n",
    "relative prefix": (
        "@base <http://x/a/> .\n:a e:b 1 .\n@prefix e: <c/> .\n:a e:b 1 .\n:a e:b 2 .\n"
    ),
    "named as keywords": (
        "@prefix prefix: <urn:p:> .\nPREFIX base: <urn:b:>\nprefix version: <urn:v:>\n"
        "prefix:a base:b version:c .\nprefix:<urn:p><urn:o> .\nbase: e:b 1 .\nversion: e:b 1 .\n"
        "PREFIX PREFIXe: <urn:g:>\nPREFIXe: <urn:p> <urn:o> .\nPREFIXe:e e:b 1 .\n"
    ),
    "versions": 'e:a e:b 1 .\nVERSION "1.2" PREFIX e: <urn:f:> e:a e:b 1 .\ne:a e:b 2 .\n',
    "glued version": 'e:a e:b "x".VERSION "1.2" PREFIX e: <urn:f:>\ne:a e:b 1 .\ne:a e:b 2 .\n',
    "triple terms": "e:a e:b 1 .\ne:a e:b <<( e:a e:b e:c )>> .\ne:a e:b 2 .\n",
    "annotations": "e:a e:b 1 .\ne:a e:b 2 {| e:c 3 |} .\ne:a e:b 2 .\n",
    "empty": "",
    "only comments": "# a\n# b",
}


@pytest.mark.parametrize("name", GOOD)
def test_parts_say_what_the_whole_says(name: str) -> None:
    data = PREFIXES + GOOD[name].encode()
    for size in range(1, len(data) + 1):
        assert check(data, size)[1]


UNCERTAIN = {name for name in GOOD if name.startswith(("glued ", "relative", "version"))} | {
    *("keyword in a name", "triple terms", "annotations"),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_certain_is_cut(name: str) -> None:
    data = PREFIXES + GOOD[name].encode() + b"\n" + b":a e:b 0 .\n" * 30
    last = cut(data, "turtle", size=1)[-1]
    assert (data[last.start : last.end] == b":a e:b 0 .\n") == (name not in UNCERTAIN)


def test_every_line_of_plain_turtle_can_be_a_part() -> None:
    data = PREFIXES + b"e:a e:b '''x''' ; e:c [ e:d 1.5 ] . # x\n" * 9
    parts = cut(data, "turtle", size=1)
    assert [part.line for part in parts] == [1, *range(4, 12)]
    assert {part.prologue for part in parts[1:]} == {PREFIXES.replace(b"\n", b" ").strip() + b"\n"}


def test_an_empty_document_is_one_part() -> None:
    for form in ("turtle", "ntriples"):
        [part] = cut(b"", form, size=1)
        assert (part.start, part.end, part.line) == (0, 0, 1)


def test_other_formats_are_not_cut() -> None:
    data = b"<urn:a> <urn:b> <urn:c> <urn:g> .\n" * 9
    assert len(cut(data, "nquads", size=1)) == len(cut(data, "trig", size=1)) == 1


def test_a_mapped_file_is_cut_as_bytes_are(tmp_path: Path) -> None:
    data = PREFIXES + b"e:a e:b 1 .\r\n" * 99
    file = tmp_path / "a.ttl"
    file.write_bytes(data)
    with (
        file.open("rb") as stream,
        mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
    ):
        assert cut(mapped, "turtle", size=100) == cut(data, "turtle", size=100)


def test_parts_are_about_as_large_as_wished() -> None:
    data = PREFIXES + b"e:a e:b 1 .\n" * 100_000
    for size in (1_000, 300_000):
        parts = cut(data, "turtle", size=size)
        assert all(size <= part.end - part.start <= 2 * size for part in parts[:-1])
        assert parts[-1].end - parts[-1].start <= 2 * size


@pytest.mark.parametrize(
    "statement",
    [b"e:a e:b '''%b''' .\n" % (b"x.\n" * 100_000), b"e:a e:b %b 1 .\n" % (b"1.5, " * 100_000)],
)
def test_a_statement_larger_than_a_window_stays_whole(statement: bytes) -> None:
    data = PREFIXES + b"e:a e:b 1 .\n" + statement + b"e:a e:b 2 .\n" * 90_000
    parts = cut(data, "turtle", size=1_000)
    assert len(parts) > 2
    assert len({quad.triple for quad in parsed(data, "turtle")}) == len(
        {quad.triple for part in parts for quad in alone(data, part, "turtle")}
    )


@pytest.mark.parametrize(
    "rest",
    [
        b"e:a e:b '''" + b"\\'" * 1_000_000,
        b'e:a e:b "' + b'\\"' * 1_000_000,
        b"e:a e:b " + b"'x', " * 500_000 + b"1 .\n",
        b"." * 2_000_000,
        b"#\n" * 1_000_000,
        b"e:a " * 500_000,
        b"[" * 2_000_000,
        b"<a" * 1_000_000,
        b"\\." * 1_000_000,
        b"''" * 1_000_000,
    ],
    ids=range(10),
)
def test_what_never_ends_is_left_in_one_part(rest: bytes) -> None:
    data = PREFIXES + b"e:a e:b 1 .\n" * 200 + rest
    parts = cut(data, "turtle", size=100)
    assert parts[-1].end - parts[-1].start >= len(rest)
    assert len(parts) > 10


def test_columns_stay_where_lines_hold_many_statements() -> None:
    data = PREFIXES + b"e:a e:b 1 . e:a e:b 2 . e:a e:b 3 . e:a oops 4 .\n" * 9
    for size in range(1, len(data)):
        assert first_error(data, cut(data, "turtle", size=size), "turtle") == (3, 41)


def test_nothing_is_cut_after_a_great_many_directives() -> None:
    data = b"".join(b"@prefix e%d: <urn:e:> .\n" % number for number in range(9_000))
    assert len(cut(data + b"e1:a e1:b 1 .\n" * 99, "turtle", size=100)) == 1


def test_ntriples_are_cut_at_line_ends() -> None:
    data = (
        b'<urn:a> <urn:b> "@prefix . #" . # x\n# "\r\n\r\n_:a <urn:b> _:a.b.\r_:a.b <urn:c> _:a .'
    )
    parts, good = check(data, 1, "ntriples")
    assert good
    assert len(parts) == 4
    for bad in (
        b'<urn:a> <urn:b> "x\ny" .\n',
        b"<urn:a> <urn:b>\n<urn:c> .\n",
        b"PREFIX e: <u:>\n",
    ):
        for size in range(1, 90):
            assert not check(data + b"\n" + bad + data, size, "ntriples")[1]


def test_an_error_is_placed_through_the_part() -> None:
    lines = [b"e:a e:b '%d' .\n" % number for number in range(500)]
    lines[321] = b"e:a\r e:b oops .\n"
    data = PREFIXES + b"".join(lines)
    parts, good = check(data, 300)
    assert not good
    assert len(parts) > 10
    with pytest.raises(SyntaxError) as found:
        parsed(data, "turtle")
    assert found.value.lineno == 325  # two lines of prefixes, and one for the lone `\r`


SNIPPETS = [
    *["e:a e:b ", "e:a.b e:c. ", "[ ] ", "( 1.5 'x' ) ", "_:a ", "<urn:p#.'> ", "<r> ", "true "],
    *['"', "'", '"""', "'''", '""', "''", '"a"', "'''b\n'''", '"""c\n"d"""', '"e"@en', "@", "^^"],
    *["1", "1.", ".5", "1.e5", "e:\\'", "\\.", "\\", "#", "# it's\n", '#"\r', "<", ">", "<<", "{"],
    "\u2028",
    *[
        " .\n",
        ".\n",
        ".",
        " . ",
        ".#\n",
        ";",
        ",",
        "]",
        "[",
        "(",
        ")",
        "\n",
        "\r",
        "\r\n",
        " ",
        "\u2028",
    ],
    *["@prefix", "@base", "PREFIX", "prefix ", "Base", "base:a ", "prefix:a ", "VERSION ", '"1.2"'],
    *["@prefix e: <urn:f:> .", "PREFIX e: <urn:g:>", "@prefix e: <h> .", "@base <http://x/> .\n"],
    *["BASE <http://y/>", "e:a e:b 1 .\n", "e:a e:b e:c .\n", "<r> e:b 'x' .\n", "_:a e:b _:c .\n"],
]
STATEMENTS = [name for name in GOOD.values() if "_:" not in name]


@example(['e:a e:b "x".', "PREFIX e: <urn:g:>", "e:a e:b 1 .\n"], 1)
@example(['"""c\n"d"""', '"', "e:a e:b 1 .\n"], 1)
@given(st.lists(st.sampled_from(SNIPPETS), max_size=30), st.integers(1, 60))
def test_anything_is_as_wrong_in_parts(snippets: list[str], size: int) -> None:
    start = PREFIXES + b"@prefix prefix: <urn:p:> .\n@prefix base: <urn:b:> .\n"
    check(start + "".join(snippets).encode(), size, base="http://w/")


SPACE = st.sampled_from([" ", "\n", "\r\n", "\t", "# it's .\n", ' # """ .\r', "\n\n"])
NAME = st.sampled_from(
    ["e:a", "e:a.b", ":", "e:", ":c.1", "<urn:a#.>", "<r>", "e:\\'", "e:x\\.", "base:a", "prefix:a"]
)
OBJECT = st.recursive(
    NAME
    | st.sampled_from(["_:a", "_:b.c", "[]", "()", "1.5", "1.e5", ".5", "1", "true", '""', "''"])
    | st.sampled_from(['"a"@en', "'.\\'#'^^e:t", '""" .\n"" "# """', "'''\n'@prefix e: <u:>.\n'''"])
    | st.sampled_from(['"\\\\"', '"""\\""""', "'''PREFIX e: <urn:q:>'''@prefix", "e:b.prefix"]),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda found: "( " + " ".join(found) + " )")
        | st.tuples(NAME, inner).map(lambda pair: f"[ {pair[0]} {pair[1]} ]")
    ),
    max_leaves=4,
)
STATEMENT = (
    st.tuples(NAME, SPACE, NAME, SPACE, OBJECT, SPACE | st.just(""))
    .map("".join)
    .map(lambda text: text + ".")
)
DIRECTIVE = st.tuples(
    st.sampled_from(["@prefix%se:%s<urn:%d:>%s.", "PreFIX%s e:%s<urn:%d:>%s"])
    | st.sampled_from(["@base%s%s<http://x/%d/>%s.", "bAse%s%s<http://x/%d/>%s"])
    | st.sampled_from(["@base%s%s<%d/>%s.", "@prefix%sbase:%s<%d>%s."]),
    SPACE,
    SPACE,
    st.integers(0, 3),
    SPACE,
).map(lambda found: found[0] % found[1:])


@given(
    st.lists(st.tuples(STATEMENT | STATEMENT | DIRECTIVE, SPACE | st.just("\n")), max_size=12),
    st.integers(1, 200),
)
def test_generated_turtle(found: list[tuple[str, str]], size: int) -> None:
    start = PREFIXES + b"@prefix prefix: <urn:p:> .\n@prefix base: <urn:b:> .\n"
    data = start + "".join(map("".join, found)).encode()
    assert check(data, size, base="http://w/")[1]


def test_all_that_ships_can_be_cut() -> None:
    assert len(SHIPPED) > 100
    for file in SHIPPED:
        data = file.read_bytes()
        parts, good = check(data, 2_000)
        assert good
        assert len(parts) > 1 or len(data) < 4_000, file
        assert all(part.end - part.start < 12_000 for part in parts), file


@pytest.mark.conformance
def test_w3c_suites(w3c_suite: Path) -> None:
    good = bad = several = 0
    forms: list[tuple[str, str, Format]] = [
        ("rdf-turtle", "*.ttl", "turtle"),
        ("rdf-turtle", "*.nt", "ntriples"),
        ("rdf-n-triples", "*.nt", "ntriples"),
    ]
    for folder, pattern, form in forms:
        for file in sorted((w3c_suite / "rdf" / folder).glob(pattern)):
            data = file.read_bytes()
            for size in SIZES:
                parts, fine = check(data, size, form, BASE)
                good, bad = good + fine, bad + (not fine)
                several += len(parts) > 1
    assert good > 4 * 300
    assert bad > 4 * 100
    assert several > 200
