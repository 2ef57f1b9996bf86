"""Languages of texts: none is in another language than its tag says, as far as letters tell.

No shape can tell this. The labels of all other terms, hundreds in six languages, say what letters
and words of a language look like; how well a label fits them is measured in natural logarithms.
That needs no language model from elsewhere, finds most labels that stand under a wrong tag, and
says so of none that stands right.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest

from mediagora.reading.shipped import shipped
from mediagora.vocabulary import BASE, LANGUAGES, PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Labels = Mapping[str, str]

LABEL: Final = ox.NamedNode(f"{PREFIXES['rdfs']}label")
SWAPPED: Final = 20.0
"""How much better two labels fit under each other's tag before they count as swapped."""
FOREIGN: Final = 30.0
"""How much better one label fits under another tag before it counts as foreign there."""
# Words that a language has taken over from English, and that look like nothing else in it.
BORROWED: Final = {("purpose:professional-networking", "pt")}

# Texts are in English where its commonest words are commoner than those of the other languages.
COMMON: Final = {
    "en": "the of to a an and that is in for on it which as with or by who from not are has",
    "fr": "le la les un une des du de et que qui est en pour sur dans il avec ou par ne pas au aux",
    "es": "el la los las un una unos y que es en para por con o se no del al lo su como",
    "de": "der die das ein eine und dass ist in für auf es mit oder von nicht den dem des sich zu",
    "it": "il lo la i gli le un uno una e che è di per con o non della dei si al da sono come",
    "pt": "o a os as um uma e que é de em para por com ou não do da dos das se ao no na como",
}
IN_WORDS: Final = ("skos:definition", "skos:scopeNote", "skos:example", "dcterms:description")


@cache
def labels() -> dict[str, dict[str, str]]:
    """Labels of the terms that have one in each language."""
    found: dict[str, dict[str, str]] = {}
    for subject, predicate, value in shipped(data=False, evidence=False):
        if predicate == LABEL and isinstance(value, ox.Literal) and value.language in LANGUAGES:
            found.setdefault(shorten(str(subject).strip("<>")), {})[value.language] = value.value
    return {term: said for term, said in found.items() if len(said) == len(LANGUAGES)}


@cache
def parts(text: str) -> Counter[str]:
    """Letters, pairs and triples of letters, with the ends of the text as letters."""
    padded = f" {text.casefold()} "
    return Counter(
        padded[start : start + length]
        for length in (1, 2, 3)
        for start in range(len(padded) - length + 1)
    )


@cache
def everything() -> dict[str, Counter[str]]:
    """Parts of all labels by language."""
    return {
        language: sum((parts(said[language]) for said in labels().values()), Counter[str]())
        for language in LANGUAGES
    }


def fits(judged: Labels, own: Labels) -> dict[tuple[str, str], float]:
    """How well a label of one language fits those of another; the term's own are left out."""
    kinds = len(set().union(*everything().values()))
    found: dict[tuple[str, str], float] = {}
    for other in LANGUAGES:
        rest, without = everything()[other], parts(own[other])
        base = math.log(rest.total() - without.total() + 0.3 * kinds)
        for language in LANGUAGES:
            found[language, other] = sum(
                times * (math.log(rest[part] - without[part] + 0.3) - base)
                for part, times in parts(judged[language]).items()
            )
    return found


def swapped(term: str, judged: Labels) -> set[frozenset[str]]:
    """Pairs of languages whose labels fit far better the other way round."""
    fit = fits(judged, labels()[term])
    return {
        frozenset((one, two))
        for one, two in permutations(LANGUAGES, 2)
        if fit[one, two] + fit[two, one] - fit[one, one] - fit[two, two] > SWAPPED
    }


def foreign(term: str, judged: Labels) -> set[str]:
    """Languages whose label fits another one far better."""
    fit = fits(judged, labels()[term])
    return {
        one for one, two in permutations(LANGUAGES, 2) if fit[one, two] - fit[one, one] > FOREIGN
    }


def test_no_two_labels_of_a_term_are_swapped() -> None:
    assert len(labels()) > 200
    assert {term: found for term, said in labels().items() if (found := swapped(term, said))} == {}


def test_no_label_is_in_another_language() -> None:
    found = {(term, one) for term, said in labels().items() for one in foreign(term, said)}

    assert found == BORROWED


def test_most_swapped_labels_are_caught() -> None:
    """Planted one by one: any two labels of any term, unless they are the same words."""
    seen = [
        frozenset((one, two)) in swapped(term, {**said, one: said[two], two: said[one]})
        for term, said in labels().items()
        for one, two in permutations(LANGUAGES, 2)
        if one < two and said[one].casefold() != said[two].casefold()
    ]

    assert sum(seen) / len(seen) > 0.8


def test_most_labels_pasted_from_another_language_are_caught() -> None:
    """As far as they are words enough to tell: of twenty letters or more."""
    seen = [
        one in foreign(term, {**said, one: said[two]})
        for term, said in labels().items()
        for one, two in permutations(LANGUAGES, 2)
        if len(said[two]) >= 20 and said[one].casefold() != said[two].casefold()
    ]

    assert sum(seen) / len(seen) > 0.6


def english() -> list[tuple[str, str, str]]:
    """Subject, property and text of what is tagged as English; names of platforms are not asked."""
    return [
        (shorten(subject.value), shorten(predicate.value), value.value)
        for subject, predicate, value in shipped(evidence=False)
        if isinstance(value, ox.Literal)
        and value.language == "en"
        and isinstance(subject, ox.NamedNode)
        and subject.value.startswith(BASE)
        and not shorten(subject.value).startswith(("platform:", "organization:"))
    ]


def likely(text: str) -> str:
    """The language whose commonest words are commonest in a text."""
    words = re.findall(r"\w+", text.casefold())
    return max(COMMON, key=lambda language: sum(word in COMMON[language].split() for word in words))


def other_than_english(texts: Iterable[tuple[str, str, str]]) -> list[tuple[str, str]]:
    return [
        (subject, text)
        for subject, name, text in texts
        if name in IN_WORDS and likely(text) != "en"
    ]


def test_what_is_tagged_as_english_is_english() -> None:
    assert len(english()) > 1000
    assert other_than_english(english()) == []


@pytest.mark.parametrize(
    "text",
    [
        "Un groupe de personnes qui partagent un centre d'intérêt et en discutent.",
        "Un conjunto de personas que comparten un interés y hablan de él.",
        "Eine Gruppe von Leuten, die sich für dasselbe interessieren.",
        "Un gruppo di persone che condividono un interesse e ne parlano.",
        "Um grupo de pessoas que partilham um interesse e falam dele.",
    ],
)
def test_a_definition_in_another_language_is_caught(text: str) -> None:
    planted = [("feature:groups", "skos:definition", text)]

    assert other_than_english([*english(), *planted]) == [("feature:groups", text)]


def odd(texts: Iterable[tuple[str, str, str]]) -> set[tuple[str, str]]:
    """Texts with letters that English is not written with."""
    return {
        (subject, text)
        for subject, _, text in texts
        if any(letter.isalpha() and not letter.isascii() for letter in text)
    }


def test_what_is_tagged_as_english_is_in_english_letters() -> None:
    assert odd(english()) == set()


@pytest.mark.parametrize("text", ["Как закрыть профиль", "Löschblatt", "新浪微博"])
def test_a_title_in_other_letters_is_caught(text: str) -> None:
    planted = [("source:S9", "dcterms:title", text)]

    assert ("source:S9", text) in odd([*english(), *planted])
