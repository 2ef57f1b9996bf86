"""IRIs in queries are found where they stand, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora import bundle
from mediagora.reading.queryterms import mentions
from mediagora.vocabulary import PREFIXES

E = "urn:e:"


def found(text: str) -> list[tuple[str | None, str]]:
    lines = text.split("\n")
    return [
        (each.iri, lines[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1])
        for each in mentions(text, {"e": E})
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e:a", [(f"{E}a", "e:a")]),
        ("?e:a ?x $y", [(None, ":a")]),
        ("e:", [(E, "e:")]),
        ("e:a.", [(f"{E}a", "e:a")]),
        ("e:a.b.c .", [(f"{E}a.b.c", "e:a.b.c")]),
        (r"e:a\,b", [(f"{E}a,b", r"e:a\,b")]),
        ("e:a%20b", [(f"{E}a%20b", "e:a%20b")]),
        ("e:1:2", [(f"{E}1:2", "e:1:2")]),
        ("e:a/e:b|^e:c", [(f"{E}a", "e:a"), (f"{E}b", "e:b"), (f"{E}c", "e:c")]),
        ("x:a", [(None, "x:a")]),
        ("_:a _:e", []),
        ("'e:a' \"e:a\" '''e:a ' e:b''' \"\"\"e:a\n\" \"\" e:b\"\"\"", []),
        (r"'it\'s e:a' e:b", [(f"{E}b", "e:b")]),
        ("# e:a\ne:b # e:c", [(f"{E}b", "e:b")]),
        ("<urn:a#b> # <urn:c>", [("urn:a#b", "<urn:a#b>")]),
        ("<relative>", []),
        ("?a < ?b && ?c > ?d", []),
        ("'x'@en-GB e:a", [(f"{E}a", "e:a")]),
        ("'1'^^e:a", [(f"{E}a", "e:a")]),
        ("prefix f: <urn:f:> f:a", [("urn:f:", "<urn:f:>"), ("urn:f:a", "f:a")]),
        ("PREFIX : <urn:f:>\n:a", [("urn:f:", "<urn:f:>"), ("urn:f:a", ":a")]),
        ("PREFIX e: <urn:f:>\r\n e:a", [("urn:f:", "<urn:f:>"), ("urn:f:a", "e:a")]),
        ("e:\N{LATIN SMALL LETTER E WITH ACUTE}t\N{CJK UNIFIED IDEOGRAPH-4E00}",
         [(f"{E}\N{LATIN SMALL LETTER E WITH ACUTE}t\N{CJK UNIFIED IDEOGRAPH-4E00}",
           "e:\N{LATIN SMALL LETTER E WITH ACUTE}t\N{CJK UNIFIED IDEOGRAPH-4E00}")]),
    ],
)  # fmt: skip
def test_iris_are_told_from_what_looks_like_them(
    text: str, expected: list[tuple[str | None, str]]
) -> None:
    assert found(text.replace("\r\n", "\n")) == expected
    assert [iri for iri, _ in found(text)] == [iri for iri, _ in expected]


NOISE = st.sampled_from(
    ["?x", "'e:no'", '"""e:no\n\t"""', "# <urn:no>\n", "{", "}", ";", "\n", "\t", "\N{PILE OF POO}",
     "'\N{COMBINING ACUTE ACCENT}'", "12.5", "<relative>", "_:b", "@en"]
)  # fmt: skip


@given(st.lists(st.one_of(NOISE, st.integers(0, 99)), max_size=30))
def test_each_term_is_found_at_its_place(parts: list[str | int]) -> None:
    text, expected = "", []
    for part in parts:
        if isinstance(part, int):
            line = text.count("\n") + 1
            column = len(text) - text.rfind("\n")
            expected.append((f"{E}t{part}", line, column))
            text += f"e:t{part} "
        else:
            text += f"{part} "
    got = [(each.iri, each.span.line, each.span.column) for each in mentions(text, {"e": E})]
    assert got == expected


def test_all_iris_of_the_catalogue_are_found() -> None:
    for file in bundle.query_files():
        found = list(mentions(file.read_text(encoding="utf-8"), PREFIXES))
        assert all(each.iri for each in found)
