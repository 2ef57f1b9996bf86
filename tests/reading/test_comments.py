"""Comments that say to ignore something: only true ones, each at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.errors import InputError, UsageError
from mediagora.reading.comments import comments
from mediagora.reading.inputs import Source
from mediagora.reading.spans import Span

if TYPE_CHECKING:
    from pathlib import Path

    from mediagora.reading.inputs import Format

WORDS = "# mediagora: ignore"
FORMATS: dict[str, tuple[Format, ox.RdfFormat]] = {
    ".ttl": ("turtle", ox.RdfFormat.TURTLE),
    ".trig": ("trig", ox.RdfFormat.TRIG),
    ".nt": ("ntriples", ox.RdfFormat.N_TRIPLES),
    ".nq": ("nquads", ox.RdfFormat.N_QUADS),
}
BASE = "https://w3c.github.io/rdf-tests/x"


def source(text: str | bytes, form: Format = "turtle") -> Source:
    return Source("a", form, text if isinstance(text, bytes) else text.encode())


def found(text: str | bytes, form: Format = "turtle") -> list[tuple[int, int, str]]:
    return [(each.span.line, each.span.column, each.text) for each in comments(source(text, form))]


@pytest.mark.parametrize(
    "written",
    [
        "# mediagora: ignore",
        "#mediagora:ignore",
        "#\tMediagora : IGNORE",
        "## mediagora: ignore",
    ],
)
def test_spaces_and_case_do_not_matter(written: str) -> None:
    [(line, column, text)] = found(f"<urn:a> <urn:b> 1 . {written}  \n")
    assert (line, text) == (1, written.lstrip("#").strip())
    assert column == 20 + written.count("#")


@pytest.mark.parametrize(
    "written",
    [
        "# see mediagora: ignore",
        "# mediagora: ignored here",
        "# mediagora: ignore-list",
        "# mediagora ignore",
        "# my-mediagora: ignore",
    ],
)
def test_other_comments_are_none_of_ours(written: str) -> None:
    assert found(f"<urn:a> <urn:b> 1 . {written}\n") == []


def test_one_comment_may_follow_another() -> None:
    text = "e:a e:b 1 . # why # mediagora: ignore[MG1] # mediagora: ignore[MG2] so"
    assert found(text) == [
        (1, 19, "mediagora: ignore[MG1]"),
        (1, 44, "mediagora: ignore[MG2] so"),
    ]


@pytest.mark.parametrize(
    "before",
    [
        '"# mediagora: ignore"',
        "'# mediagora: ignore'",
        '"\\"# mediagora: ignore"',
        '"""# mediagora: ignore\n# mediagora: ignore\\"" # mediagora: ignore"""',
        "'''''# mediagora: ignore\n\n'# mediagora: ignore'''",
        "<urn:a#mediagora:ignore>",
        "<urn:it's#mediagora:ignore>",
        "e:a\\#mediagora:ignore",
        "e:it\\'s",
    ],
)
def test_strings_iris_and_names_are_no_comments(before: str) -> None:
    text = f"e:a e:b {before} ."
    after = f"{text} {WORDS}\ne:a e:b 1 . {WORDS}\n"
    lines = 1 + text.count("\n")
    assert [line for line, _, _ in found(after)] == [lines, lines + 1]


@pytest.mark.parametrize(
    "before",
    [
        "ASK { ?a ?b ?c FILTER(?c < 3) }",
        "ASK { ?a ?b ?c FILTER(?c<3 && 2>?c) }",
        "PREFIX e: <urn:e#> ASK { ?a e:b '''it's\n#''' }",
        "ASK { ?a ?b '#' }",
    ],
)
def test_queries_have_comments_too(before: str) -> None:
    [comment] = comments(source(f"{before} {WORDS}[MG101]", "sparql"))
    assert comment.text == "mediagora: ignore[MG101]"
    assert comment.span.line == 1 + before.count("\n")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_a_place_counts_lines_as_parsers_do_and_columns_in_code_points(end: str) -> None:
    lines = ["\ufeff# one", 'e:a e:b "é\U0001f600\u0301\u2028" . # mediagora: ignore  ', ""]
    [comment] = comments(source(end.join(lines)))
    column = lines[1].index("#") + 1
    assert comment.span == Span(2, column, 2, column + len(WORDS))
    [first] = comments(source(f"\ufeff\t{WORDS}{end}"))
    assert first.span == Span(1, 2, 1, 2 + len(WORDS))


def test_a_comment_may_be_alone_on_its_line() -> None:
    text = f'\t{WORDS}\ne:a e:b """\n""" {WORDS}\n  # why {WORDS}\n{WORDS}'
    assert [each.alone for each in comments(source(text))] == [True, False, False, True]


XML = """<?xml version="1.0"?> <!-- mediagora: ignore -->
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="urn:a# mediagora: ignore"> <!-- Mediagora:ignore[MG203] so -->
    <e:b xmlns:e="urn:e:"><![CDATA[<!-- mediagora: ignore -->]]></e:b>
    <!-- not mediagora: ignore -->
    <!--
      mediagora: ignore
    -->
  </rdf:Description><?pi <!-- mediagora: ignore -->?> # mediagora: ignore
</rdf:RDF>
"""


def test_comments_of_xml() -> None:
    each = list(comments(source(XML, "rdfxml")))
    assert [one.text for one in each] == [
        "mediagora: ignore",
        "Mediagora:ignore[MG203] so",
        "mediagora: ignore",
    ]
    assert [one.span for one in each] == [
        Span(1, 23, 1, 49),
        Span(3, 58, 3, 93),
        Span(6, 5, 8, 8),
    ]
    assert [one.alone for one in each] == [False, False, True]


def test_json_has_no_comments() -> None:
    assert found('{"@id": "urn:a"} # mediagora: ignore', "jsonld") == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('# mediagora: ignore\n"""' + '\\"""' * 50_000, "turtle"),
        ("# mediagora: ignore\n'''\\", "turtle"),
        ("# mediagora: ignore\n" + '"\\"' * 50_000, "turtle"),
        ("# mediagora: ignore\n" + "<a#" * 50_000, "turtle"),
        ("<!-- mediagora: ignore" + "<!--" * 50_000, "rdfxml"),
        ("<!-- mediagora: ignore -->" + "<![CDATA[" * 50_000, "rdfxml"),
    ],
)
def test_what_is_never_closed_is_looked_through_once(text: str, form: Format) -> None:
    assert found(text, form)[0][0] == 1


def test_bytes_that_are_no_text_do_no_harm() -> None:
    assert found(b"\xff\x00\xfe # mediagora: ignore[\xff]\n") == [
        (1, 5, "mediagora: ignore[\ufffd]")
    ]


@pytest.mark.parametrize("before", [(1 << 20) - 30 + step for step in range(0, 40, 3)])
def test_a_comment_is_found_wherever_a_large_file_is_cut(before: int, tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text(f"#{'x' * before}\ne:a e:b 1 . # mediagora: ignore\n" + "# x\n" * 1_000)
    [comment] = comments(Source("a.ttl", "turtle", file))
    assert comment.span == Span(2, 13, 2, 32)


def test_a_file_that_is_gone_or_too_large_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    with pytest.raises(UsageError):
        list(comments(Source("a.ttl", "turtle", file)))
    file.write_text(WORDS)
    with pytest.raises(InputError):
        list(comments(Source("a.ttl", "turtle", file, max_bytes=3)))


OBJECTS = st.sampled_from(
    [
        f'"{WORDS}"',
        f"'it\\'s {WORDS}'",
        f'"""\n{WORDS}\n" "" {WORDS}"""',
        f"'''\n'\\'''{WORDS}\n'''",
        "<urn:a#mediagora:ignore>",
        "e:a\\#mediagora:ignore",
        "1.5",
        "(1 'x' [ e:b \"#\" ])",
        '"a"@en',
    ]
)
ENDS = st.sampled_from(["", " # a", f" {WORDS}", f'# it\'s """ {WORDS}[MG203]', f"{WORDS}"])
BREAKS = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])


@given(st.lists(st.tuples(OBJECTS, ENDS, BREAKS), max_size=8))
def test_all_comments_are_found_and_nothing_else(parts: list[tuple[str, str, str]]) -> None:
    text, expected = "@prefix e: <urn:e:> .\n", []
    for value, end, line_break in parts:
        text += f"e:s e:p {value} .{end}"
        if WORDS in end:
            before = text[: text.rindex("#")]
            lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            expected.append((len(lines), len(lines[-1]) + 1))
        text += line_break
    list(ox.parse(text, format=ox.RdfFormat.TURTLE))  # so that the parts above are Turtle
    assert [place[:2] for place in found(text)] == expected


@pytest.mark.conformance
@pytest.mark.parametrize("folder", ["rdf-turtle", "rdf-trig", "rdf-n-triples", "rdf-n-quads"])
def test_what_changes_no_graph_is_a_comment(w3c_suite: Path, folder: str) -> None:
    seen = in_strings = 0
    for file in sorted((w3c_suite / "rdf" / folder).iterdir()):
        if file.suffix not in FORMATS:
            continue
        form, parser = FORMATS[file.suffix]
        text = file.read_bytes().decode(errors="replace")
        graph = parsed(text, parser)
        if graph is None:
            continue
        lines = text.split("\n")
        for number in range(0, len(lines), 1 + len(lines) // 50):  # manifests are long
            marked = lines.copy()
            marked[number] = marked[number].removesuffix("\r") + f" {WORDS}"
            changed = "\n".join(marked)
            is_comment = parsed(changed, parser) == graph
            assert bool(found(changed, form)) == is_comment, f"{file.name}:{number + 1}"
            seen += 1
            in_strings += not is_comment
    assert seen > 60
    assert in_strings or folder not in {"rdf-turtle", "rdf-trig"}


def parsed(text: str, parser: ox.RdfFormat) -> list[list[object]] | None:
    """The statements in their order, with one sign for all blank nodes."""
    try:
        quads = list(ox.parse(text, format=parser, base_iri=BASE))
    except (SyntaxError, ValueError):
        return None
    return [[None if isinstance(term, ox.BlankNode) else term for term in quad] for quad in quads]
