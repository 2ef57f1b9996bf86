"""What questions answer on data of the user's own: platforms, labels and facts put in by hand."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pytest
import rdflib

from mediagora.querying import query
from mediagora.vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    from mediagora.querying.result import Result

HEADER: Final = "@prefix ex: <https://example.org/> .\n" + "".join(
    f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items()
)

BARE: Final = """
ex:chirp a mediagora:MicroblogPlatform ; rdfs:label "Chirp"@en ; skos:altLabel "Tweeper"@en ;
  mediagora:homepage "https://chirp.example/"^^xsd:anyURI ; mediagora:launchYear 2001 ;
  mediagora:formerlyOperatedBy ex:old ; mediagora:operatedBy ex:new ;
  mediagora:usesTechnology technology:python ;
  skos:exactMatch wd:Q999999999 .
"""
"""A platform as somebody states it who gives no evidence, run by who has no label."""

EQUIPPED: Final = """
ex:chirp a mediagora:MicroblogPlatform ; rdfs:label "Chirp"@en ; mediagora:countryCode "AQ" ;
  mediagora:hasFeature feature:muting, feature:blocking, feature:privacy-settings,
    feature:group-chat, feature:end-to-end-encryption, feature:pages, feature:groups,
    feature:commenting .
"""


def answers(name: str, turtle: str, **params: Any) -> list[tuple[str, ...]]:
    """The rows that tell of things in our example, as CURIEs and texts."""
    data = rdflib.Graph().parse(data=HEADER + turtle, format="turtle")
    found: Result = query(name, data=data, **params)
    rows = [tuple("" if cell is None else shorten(str(cell)) for cell in row) for row in found]
    return [row for row in rows if any("example.org" in cell for cell in row)]


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("names", ("Chirp", "Tweeper", "", "")),
        ("homepages", ("https://chirp.example/", "")),
        ("wikidata", ("wd:Q999999999", "")),
        (
            "former-operators",
            ("https://example.org/old", "", "https://example.org/new", "", ""),
        ),
        ("technology", ("mediagora:usesTechnology", "technology:python", "", "")),
        ("overview", ("Chirp", "https://example.org/new", "2001", "", "")),
    ],
)
def test_facts_without_evidence_are_told_without_a_source(name: str, row: tuple[str, ...]) -> None:
    assert answers(name, BARE) == [("https://example.org/chirp", *row)]


def test_timeline_tells_a_year_without_evidence() -> None:
    assert answers("timeline", BARE) == [("2001", "launched", "https://example.org/chirp", "")]


def test_names_of_what_is_no_platform_are_left_out() -> None:
    assert all("/platform/" in str(row.platform) for row in query("names"))
    assert all("/platform/" in str(row.platform) for row in query("wikidata"))


def test_tools_are_listed_in_one_order_and_by_what_they_entail() -> None:
    """Privacy settings are a narrower kind of visibility control."""
    expected = (
        "https://example.org/chirp",
        "Chirp",
        "4",
        "blocking, muting, visibility, encryption",
    )

    assert answers("safety-tools", EQUIPPED) == [expected]
    assert answers("marketing-tools", EQUIPPED) == [(*expected[:2], "1", "pages")]


@pytest.mark.parametrize(
    "name",
    ["safety-tools", "marketing-tools", "encrypted-messages", "safety-gaps", "with-but-without"],
)
def test_closed_platforms_are_left_out(name: str) -> None:
    params: dict[str, str] = {"without": "feature:events"} if name == "with-but-without" else {}
    closed = f"{EQUIPPED} ex:chirp mediagora:closedYear 2020 ."

    assert len(answers(name, EQUIPPED, **params)) == 1
    assert answers(name, closed, **params) == []


def test_with_but_without_gives_only_those_without() -> None:
    """Group chat is a narrower kind of private messages."""
    assert answers("with-but-without", EQUIPPED) == []
    assert answers("with-but-without", EQUIPPED, second="pages", without="events") == [
        ("https://example.org/chirp", "Chirp")
    ]


@pytest.mark.parametrize(
    ("more", "gap"),
    [("", "reporting"), ("feature:content-reporting", None)],
)
def test_safety_gaps(more: str, gap: str | None) -> None:
    turtle = EQUIPPED + (f"ex:chirp mediagora:hasFeature {more} ." if more else "")
    row = ("https://example.org/chirp", "Chirp", "messages, comments", gap)

    assert answers("safety-gaps", turtle) == ([row] if gap else [])


def test_in_country_takes_small_letters() -> None:
    assert answers("in-country", EQUIPPED, country="aq") == [
        ("https://example.org/chirp", "Chirp", "", "", "")
    ]


def test_in_category_and_facts_with_sources() -> None:
    """In the order of the values; what nobody supports has no source."""
    found = answers("in-category", EQUIPPED, category="MicroblogPlatform", feature="groups")
    facts = query("facts-with-sources", platform="xing")

    assert found == [("https://example.org/chirp", "Chirp", "stated")]
    assert {str(row.source) for row in facts if row.source} == {
        str(row.source) for row in query("behind-platform", platform="xing") if int(row.facts)
    }


def test_platforms_of_which_a_thing_is_not_stated_are_counted_too() -> None:
    platforms = {row.platform for row in query("overview")}

    assert sum(int(row.platforms) for row in query("countries")) == len(platforms)
    assert sum(int(row.launched) for row in query("survival")) == len(platforms)
    assert [str(row.country) for row in query("countries")][-1] == "not stated"


def test_platforms_that_changed_hands_come_first() -> None:
    """They are run by somebody now, or were by several."""
    rows = query("former-operators").rows
    former = {(row.platform, row.formerOperator) for row in rows}
    several = Counter(platform for platform, _ in former)
    changed = [bool(row.now) or several[row.platform] > 1 for row in rows]

    assert set(changed) == {True, False}
    assert changed == sorted(changed, reverse=True)


@pytest.mark.parametrize("language", ["fr", "es", "de", "it", "pt"])
def test_an_english_label_pasted_over_a_translation_shows(language: str) -> None:
    karma = (
        'ex:karma a mediagora:Feature ; skos:definition "Points."@en , "Punkte."@de ;'
        f' rdfs:label "karma"@en , "Karma"@{language} .'
    )

    assert answers("same-label", karma) == [("https://example.org/karma", "karma", "2")]


def test_a_language_counts_once_however_many_labels_it_has() -> None:
    karma = (
        'ex:karma a mediagora:Feature ; skos:definition "Points."@en ;'
        ' rdfs:label "karma"@fr , "Karma"@fr , "KARMA"@es .'
    )

    assert answers("same-label", karma) == []


def test_facts_count_once_for_a_kind_of_source() -> None:
    evidence = """
        [] a owl:Axiom ; owl:annotatedSource ex:a ; owl:annotatedProperty ex:b ;
          owl:annotatedTarget ex:c ; dcterms:source ex:one .
        [] a owl:Axiom ; owl:annotatedSource ex:a ; owl:annotatedProperty ex:b ;
          owl:annotatedTarget ex:c ; dcterms:source ex:two ."""
    data = rdflib.Graph().parse(data=HEADER + evidence, format="turtle")

    def others(found: Result) -> tuple[int, int]:
        (row,) = [row for row in found if str(row.kind) == "other page"]
        return int(row.sources), int(row.facts)

    (sources, facts), (more_sources, more_facts) = (
        others(query("kinds-of-source")),
        others(query("kinds-of-source", data=data)),
    )

    assert (more_sources - sources, more_facts - facts) == (2, 1)


def test_a_name_that_nothing_describes_is_told_with_its_place() -> None:
    named = "ex:chirp mediagora:operatedBy organization:nobody , organization:google ."

    assert answers("unknown-names", named) == [
        ("https://example.org/chirp", "mediagora:operatedBy", "organization:nobody")
    ]


def test_homepages_are_the_same_however_they_are_spelt() -> None:
    spelt = ["https://www.Chirp.example/", "http://chirp.example"]
    turtle = "".join(
        f'ex:{number} mediagora:homepage "{page}"^^xsd:anyURI .\n'
        for number, page in enumerate([*spelt, "https://chirp.example/about"])
    )

    assert answers("shared-homepages", turtle) == [
        ("chirp.example", f"https://example.org/{number}", page)
        for number, page in enumerate(spelt)
    ]


def test_a_platform_in_several_categories_is_listed_once() -> None:
    apart = "ex:chirp a mediagora:MicroblogPlatform , mediagora:PodcastPlatform ."
    nested = "ex:chirp a mediagora:SocialNetwork , mediagora:ContactNetwork ."

    assert len(answers("overview", apart)) == 1
    assert answers("overlaps", apart) == [
        (
            "mediagora:MicroblogPlatform",
            "mediagora:PodcastPlatform",
            "1",
            "https://example.org/chirp",
        )
    ]
    assert answers("overlaps", nested) == []
