"""`mediagora.format`: what the layout looks like, and which texts are refused with which words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import mediagora
from mediagora.errors import EngineError, InputError
from mediagora.publishing import turtle
from mediagora.publishing.layout import Writer

if TYPE_CHECKING:
    from mediagora.publishing.blanks import Subject

CASES: Final = Path(__file__).parent.parent / "cases" / "format"
NAMES: Final = sorted(path.stem for path in CASES.glob("*.ttl") if ".expected" not in path.name)

EX: Final = "@prefix ex: <https://example.org/> .\n"


def formatted(body: str) -> str:
    """What becomes of statements with one prefix; the prefix is left out again."""
    result = mediagora.format(EX + body)
    assert mediagora.format(result) == result
    return result.removeprefix(EX).lstrip("\n")


@pytest.mark.parametrize("name", NAMES)
def test_cases(name: str) -> None:
    expected = (CASES / f"{name}.expected.ttl").read_text()
    assert mediagora.format((CASES / f"{name}.ttl").read_text()) == expected
    assert mediagora.format(expected) == expected


def test_there_are_cases() -> None:
    assert {"ontology", "evidence", "shapes", "terms", "blanks"} <= set(NAMES)


class TestPrefixes:
    """Which prefixes are declared, under which names."""

    def test_own_names_are_kept_and_sorted_and_what_is_not_used_goes(self) -> None:
        text = "@prefix z: <urn:z:> . @prefix a: <urn:a:> . @prefix no: <urn:no:> . z:s a:p 1 ."
        assert mediagora.format(text) == (
            "@prefix a: <urn:a:> .\n@prefix z: <urn:z:> .\n\nz:s a:p 1 .\n"
        )

    def test_well_known_names_are_added(self) -> None:
        text = "<http://purl.org/dc/terms/title> a <http://www.w3.org/2002/07/owl#Thing> ."
        assert mediagora.format(text) == (
            "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
            "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n\n"
            "dcterms:title a owl:Thing .\n"
        )

    def test_a_well_known_name_that_stands_for_something_else_is_left_to_it(self) -> None:
        text = (
            "@prefix owl: <https://birds.example/> .\n\n"
            "owl:barn a <http://www.w3.org/2002/07/owl#Thing> .\n"
        )
        assert mediagora.format(text) == text

    def test_of_two_names_for_one_namespace_the_first_is_kept_or_the_known_one(self) -> None:
        text = "@prefix b: <urn:x:> . @prefix a: <urn:x:> . b:s a:p 1 ."
        assert mediagora.format(text) == "@prefix a: <urn:x:> .\n\na:s a:p 1 .\n"
        owl = "<http://www.w3.org/2002/07/owl#>"
        text = f"@prefix a: {owl} . @prefix owl: {owl} . a:b a:c 1 ."
        assert "owl:b owl:c 1 ." in mediagora.format(text)

    def test_the_longest_namespace_wins(self) -> None:
        text = "@prefix a: <urn:x:> . @prefix b: <urn:x:y:> . <urn:x:y:s> <urn:x:p> 1 ."
        assert "b:s a:p 1 ." in mediagora.format(text)

    def test_one_that_is_declared_twice_means_each_time_what_it_says(self) -> None:
        text = "@prefix a: <urn:x:> . a:s a:p 1 . @prefix a: <urn:y:> . a:s a:p 2 ."
        assert mediagora.format(text) == (
            "@prefix a: <urn:y:> .\n\n<urn:x:s> <urn:x:p> 1 .\na:s a:p 2 .\n"
        )

    def test_a_document_of_prefixes_alone_keeps_them(self) -> None:
        assert mediagora.format("@prefix b: <urn:b:> . @prefix a: <urn:a:> .") == (
            "@prefix a: <urn:a:> .\n@prefix b: <urn:b:> .\n"
        )
        assert mediagora.format("") == ""


class TestBase:
    """Relative IRIs."""

    def test_relative_iris_are_resolved_and_written_in_full(self) -> None:
        text = "@base <https://example.org/a/> . @prefix : <#> . <b> <../c> :d ."
        assert mediagora.format(text) == (
            "@prefix : <https://example.org/a/#> .\n\n"
            "<https://example.org/a/b> <https://example.org/c> :d .\n"
        )

    def test_without_a_base_they_are_refused(self) -> None:
        with pytest.raises(InputError, match=r"^a\.ttl:2:1: a relative IRI, .* sets no @base"):
            mediagora.format("# Head.\n<b> <urn:p> 1 .", path="a.ttl")


class TestLayout:
    """Lines, brackets and orders."""

    def test_several_values_share_a_line_as_long_as_they_are_few(self) -> None:
        assert formatted("ex:s ex:p ex:b, ex:a ; ex:q 1 .") == (
            "ex:s\n    ex:p ex:a, ex:b ;\n    ex:q 1 .\n"
        )
        names = [f"ex:a-rather-long-name-{number}" for number in range(5)]
        assert formatted(f"ex:s ex:p {', '.join(names)} ; ex:q 1 .").startswith(
            "ex:s\n    ex:p\n        " + ",\n        ".join(names) + " ;\n    ex:q 1 .\n"
        )

    def test_languages_have_a_line_each_in_their_order(self) -> None:
        assert formatted("ex:s ex:p 'x'@pt-BR, 'x'@it, 'x'@nl, 'x'@fr, 'x'@en, 'x', 'x'@pt .") == (
            "ex:s\n    ex:p\n"
            '        "x",\n        "x"@en,\n        "x"@fr,\n        "x"@it,\n        "x"@pt,\n'
            '        "x"@pt-br,\n        "x"@nl .\n'
        )

    def test_numbers_in_names_count_as_such(self) -> None:
        assert formatted("ex:s ex:p ex:c10, ex:c9, ex:c09, ex:b11 .") == (
            "ex:s ex:p ex:b11, ex:c09, ex:c9, ex:c10 .\n"
        )

    def test_a_number_of_any_length_can_be_sorted(self) -> None:
        digits = "1" * 10_000
        assert f"ex:a{digits}" in formatted(f"ex:s ex:p ex:a{digits}, ex:a2 .")

    def test_brackets_are_broken_where_a_line_does_not_hold_them(self) -> None:
        long = " ".join(f"ex:a-rather-long-name-{number}" for number in range(5))
        assert formatted(f"ex:s ex:p [ ex:q ( {long} ) ; a ex:T ] .") == (
            "ex:s\n    ex:p [\n        a ex:T ;\n        ex:q (\n            "
            + long.replace(" ", "\n            ")
            + "\n        )\n    ] .\n"
        )

    def test_an_empty_list_and_an_empty_blank_node(self) -> None:
        assert formatted("ex:s ex:p ( ), [ ] .") == "ex:s ex:p (), [] .\n"

    def test_types_of_standards_come_first_then_ours_then_others(self) -> None:
        text = (
            "ex:s a ex:T, <https://w3id.org/mediagora/ns#Source>, "
            "<http://www.w3.org/2002/07/owl#NamedIndividual> ."
        )
        assert "ex:s a owl:NamedIndividual, mediagora:Source, ex:T ." in formatted(text)

    def test_a_predicate_that_nobody_knows_stands_between_what_it_is_and_where_it_is_from(
        self,
    ) -> None:
        text = (
            "@prefix dcterms: <http://purl.org/dc/terms/> .\n@prefix ex: <https://example.org/> .\n"
            "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\n"
            'ex:s a ex:T ;\n    rdfs:label "s" ;\n    ex:a 1 ;\n    ex:b 1 ;\n'
            "    dcterms:source ex:o .\n"
        )
        assert mediagora.format(text) == text

    def test_a_shape_without_a_type_is_known_by_what_it_says(self) -> None:
        text = "ex:S <http://www.w3.org/ns/shacl#targetNode> ex:a . ex:a a ex:T ."
        result = formatted(text)
        assert result.index("# Individuals") < result.index("# Shapes") < result.index("ex:S sh:")

    def test_statements_of_one_line_stand_together(self) -> None:
        text = "ex:a ex:p 1 .\nex:b ex:p 2 .\n\n# On c.\nex:c ex:p 3 .\n\nex:d ex:p 4 .\n"
        assert formatted(text.replace("\n\nex:d", " ex:d")) == text

    def test_what_has_no_type_here_has_a_section_of_its_own(self) -> None:
        assert formatted("ex:a ex:p 1 . ex:b a ex:T .") == (
            "# Individuals\n\nex:b a ex:T .\n\n# Terms defined elsewhere\n\nex:a ex:p 1 .\n"
        )

    def test_one_section_has_no_heading(self) -> None:
        assert formatted("ex:a a ex:T . ex:b a ex:T .") == "ex:a a ex:T .\nex:b a ex:T .\n"


REFUSED: Final = {
    "no Turtle": ("<urn:a> <urn:b> .", r":1:17: "),
    "a prefix that is missing": ("owl:a <urn:b> 1 .", r":1:1: .*add: @prefix owl:"),
    "a triple term": (
        "<urn:a> <urn:b>\n  <<( <urn:a> <urn:b> 1 )>> .",
        r":2:3: '<<' is .*RDF 1\.2",
    ),
    "a reified triple": ("<< <urn:a> <urn:b> 1 >> <urn:c> 2 .", r":1:1: '<<' is .*RDF 1\.2"),
    "an annotation": ("<urn:a> <urn:b> 1 {| <urn:c> 2 |} .", r":1:19: '{\|' is .*RDF 1\.2"),
    "a reifier": ("<urn:a> <urn:b> 1 ~ <urn:r> .", r":1:19: '~' is .*RDF 1\.2"),
    "a direction": ("<urn:a> <urn:b> 'x'@ar--rtl .", r":1:20: '@ar--rtl' is .*RDF 1\.2"),
    "a version": ("VERSION '1.2'\n<urn:a> <urn:b> 1 .", r":1:1: 'VERSION' is .*RDF 1\.2"),
    "another version": ("<urn:a> <urn:b> 1 .\n@version '1.1' .", r":2:1: '@version' is .*RDF 1"),
    "half a character": ("<urn:a> <urn:b> '\ud800' .", r": the text holds half a surrogate"),
    "no text": ("<urn:a> <urn:b> '\0' .", r": the file is not text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    text, message = REFUSED[name]
    with pytest.raises(InputError, match=rf"^a\.ttl{message}"):
        mediagora.format(text, path="a.ttl")


def test_version_is_a_language_as_good_as_any() -> None:
    text = '<urn:a> <urn:b> "x"@version .\n'
    assert mediagora.format(text) == text


def test_language_tags_come_out_in_lower_case() -> None:
    assert mediagora.format("<urn:a> <urn:b> 'x'@pt-BR .") == '<urn:a> <urn:b> "x"@pt-br .\n'


def test_a_byte_order_mark_goes() -> None:
    assert mediagora.format("\ufeff<urn:a> <urn:b> 1 .") == "<urn:a> <urn:b> 1 .\n"
    assert mediagora.format("\ufeff") == ""


def test_marks_for_comments_are_never_taken_for_data() -> None:
    text = f"# Mine.\n<urn:a> <{turtle._MARK}> 0 .\n"
    assert mediagora.format(text) == text


SPOILT: Final = {
    "a literal": ("007", "7"),
    "a blank node": (", []", ""),
    "a statement": ("ex:a\n", "ex:a ex:p 1 .\nex:b\n"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_another_graph_is_never_given_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    statement = Writer._statement

    def spoilt(self: Writer, subject: Subject) -> str:
        return statement(self, subject).replace(*SPOILT[name])

    monkeypatch.setattr(Writer, "_statement", spoilt)
    with pytest.raises(EngineError, match=r"^a\.ttl: formatting would change more than the layout"):
        mediagora.format(EX + "ex:a ex:p 007, [] ; ex:q [] .", path="a.ttl")


def test_a_lost_comment_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    assemble = turtle.assemble
    monkeypatch.setattr(turtle, "assemble", lambda *given: assemble(*given[:3], {}))
    with pytest.raises(EngineError):
        mediagora.format("# Kept.\n<urn:a> <urn:p> 1 .")


STATEMENTS: Final = ("<urn:a> <urn:p> 1 .", "<urn:b> <urn:p> 1 .")
MISPLACED: Final = {
    "swapped": (["# On b.", "# On a."], True),
    "both on one": (["# On a.\n# On b.", ""], True),
    "in another order": (["# Too.\n# On a.", "# On b."], True),
    "out of its place": (["# On a.\n\n# Too.", "# On b."], True),
    "as they were": (["# On a.\n# Too.", "# On b."], False),
}


@pytest.mark.parametrize("name", MISPLACED)
def test_a_comment_on_another_statement_is_noticed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines, wrong = MISPLACED[name]
    text = "# On a.\n# Too.\n<urn:a> <urn:p> 1 .\n\n# On b.\n<urn:b> <urn:p> 1 .\n"
    ends = [f"{line}\n{end}".lstrip() for line, end in zip(lines, STATEMENTS, strict=True)]
    monkeypatch.setattr(turtle, "assemble", lambda *_: ends)
    if wrong:
        with pytest.raises(EngineError):
            mediagora.format(text)
    else:
        assert mediagora.format(text) == text


def test_a_comment_from_the_end_in_another_place_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs = iter([["# More.", STATEMENTS[0]], STATEMENTS[:1]])
    monkeypatch.setattr(turtle, "assemble", lambda *_: next(runs))
    with pytest.raises(EngineError):
        mediagora.format(f"# Head.\n\n{STATEMENTS[0]}")


def test_a_graph_that_finding_the_comments_would_change_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mark = turtle.mark
    monkeypatch.setattr(turtle, "mark", lambda *given: mark(*given).replace("1 .", "2 ."))
    with pytest.raises(EngineError):
        mediagora.format(f"# On a.\n{STATEMENTS[0]}")


def test_a_result_that_cannot_be_read_again_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turtle, "assemble", lambda *_: [f"{STATEMENTS[0]} # On a."])
    with pytest.raises(EngineError):
        mediagora.format(f"# On a.\n{STATEMENTS[0]}")


def test_what_a_second_run_would_change_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    heights = iter(range(100))
    monkeypatch.setattr(Writer, "_subject", lambda *_: f"<urn:a>{' ' * next(heights)}")
    with pytest.raises(EngineError):
        mediagora.format("<urn:a> <urn:p> 1 .")
