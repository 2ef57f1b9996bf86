r"""Patterns: what both engines read alike, what is rewritten for Python, and what is refused."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
import shacl
from hypothesis import given, settings
from hypothesis import strategies as st

from mediagora.validation.patterns import for_python, refusal
from mediagora.vocabulary import PREFIXES

TEXTS = [
    "", "a", "A", "ab", "aa", "a\n", "\n", "a\nb", "é", "É", "e\u0301", "5", "٣", "²", "Ⅷ", "ª",
    "_", "-", "a-b", " ", "\t", "\u00a0", "\u2028", "\u001c", "\u0085", "ß",
    "\u017f", "K", "日本", "😀", "\u200d", "ⓐ", "‿", "]", "[", "^", "&", "a&b", ".", "a.b", "\\",
    "x{2}", "xx", "(", "#",
]  # fmt: skip
"""Words, and what Unicode knows of them that the engines' own rules might not."""

ALIKE = [
    "", "a", "^a$", "a$|b", "[$]", "^.$", r"\.", r"[.\-]", r"[a\]]", "[]a]", "[^]a]", "[a-]",
    "[^a]", r"\w", r"\W", r"^\w+$", r"[\w-]", r"[^\w]", r"[\W_]", r"\d", r"\D", r"\s", r"\S",
    r"[^\s]", r"\ba", r"a\b", r"\B", r"^\S+\b", r"\p{L}", r"\P{L}", r"[\p{Lu}\d]", r"^\p{Lu}",
    r"\p{So}", "(a|b)+", "(?:a|b)*b", "(?P<x>a)", "(?i)A", "(?s)a.b", "(?i:A)", "a{2}", "a{1,2}",
    "a{2,}", "a+?", r"\x41", r"\u00e9", "[é-ü]", r"\Aa", r"\t", r"[\n]", "x", "}", "[{}()$|]",
    r"\#", r"\&", "^#",
]  # fmt: skip

REFUSED = {
    "(?=a)": "(?=", "(?!a)": "(?!", "(?<=a)b": "(?<=", "(?<!a)b": "(?<!", "(?<x>a)": "(?<",
    "(?>a)": "(?>", "(?P=x)": "(?P=", "(?#x)a": "(?#", "(?x)a b": "(?x)", "(?m)^a$": "(?m)",
    r"(a)\1": r"\1", r"\Z": r"\Z", r"\z": r"\z", r"\i": r"\i", r"\<a": r"\<", r"\é": r"\é",
    r"\p{Greek}": r"\p{Greek}", r"\p{IsGreek}": r"\p{IsGreek}", r"\x{41}": r"\x", r"[\b]": r"\b",
    "a++": "++", "a{2}+": "{2}+", "a{,2}": "{", "x{": "{", "{": "{", r"\ud83d": r"\u",
    "[[:alpha:]]": "[", "[a-z&&b]": "&&", "[a-z--b]": "--", "[a~~b]": "~~", "[a[b]]": "[",
    "[]-a]": "[]-", r"[\w-z]": "-",
}  # fmt: skip


def mismatches(pattern: str, flags: str) -> set[str]:
    """Texts of which the fast engine finds that they do not match."""
    ex, sh = "https://example.org/", PREFIXES["sh"]
    shapes = f"""<{ex}S> <{sh}targetSubjectsOf> <{ex}p> ; <{sh}property> [ <{sh}path> <{ex}p> ;
        <{sh}pattern> {ox.Literal(pattern)} ; <{sh}flags> "{flags}" ] ."""
    data = "\n".join(f"<{ex}n> <{ex}p> {ox.Literal(text)} ." for text in TEXTS)
    report = shacl.Shapes.from_text(shapes, "turtle").validate_text(data, "turtle")
    return {result.value_plain for result in report.results}


@pytest.mark.parametrize("flags", ["", "i", "m"])
@pytest.mark.parametrize("pattern", ALIKE)
def test_python_reads_what_is_written_for_it_as_the_fast_engine_does(
    pattern: str, flags: str
) -> None:
    assert refusal(pattern, flags) is None
    letters = {"i": re.IGNORECASE, "m": re.MULTILINE}
    compiled = re.compile(for_python(pattern, flags), letters.get(flags, re.NOFLAG))
    python = {text for text in TEXTS if not compiled.search(text)}
    assert mismatches(pattern, flags) == python


PIECES = [
    "a", "b", ".", "^", "$", "|", "(", ")", "[", "]", "-", "*", "+", "?", "{2}", "{", "}", r"\w",
    r"\W", r"\s", r"\b", r"\d", r"\p{L}", r"\.", r"\Z", "&&", "(?:", "(?i)", "(?=", ":", "é", "\n",
    "\\",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
def test_what_is_not_refused_is_read_alike(pattern: str) -> None:
    if refusal(pattern) is None:
        compiled = re.compile(for_python(pattern))
        python = {text for text in TEXTS if not compiled.search(text)}
        assert mismatches(pattern, "") == python


@pytest.mark.parametrize("pattern", REFUSED)
def test_what_the_engines_read_in_their_own_ways_is_refused(pattern: str) -> None:
    assert (refusal(pattern) or "").startswith(f"has '{REFUSED[pattern]}'")


@pytest.mark.parametrize("pattern", ["(", ")", "[a", "[z-a]", "*a", "a**", "a{3,2}", "(?P<1>a)"])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    assert (refusal(pattern) or "").startswith("is no regular expression: ")


@pytest.mark.parametrize("flag", "sxqz")
def test_a_flag_that_one_engine_does_not_know_is_refused(flag: str) -> None:
    assert refusal("a", f"i{flag}") == f"has the flag '{flag}', and both engines take i and m alone"
