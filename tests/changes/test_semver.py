"""The release that is suggested, level by level, by the table in CONTRIBUTING.md."""

from __future__ import annotations

import pytest

from changes.graphs import HEADER
from changes.test_compare import compared

TERM = "ex:C a owl:Class ; rdfs:label 'c'@en ."
PLATFORM = "ex:p a mediagora:SocialMedia ; rdfs:label 'p'@en ."
SUBCLASS = "ex:D a owl:Class ; rdfs:subClassOf ex:C ."


@pytest.mark.parametrize(
    ("level", "old", "new", "words"),
    [
        ("none", TERM, TERM, None),
        ("patch", TERM, TERM.replace("'c'", "'d'"), "1 label or definition changed"),
        ("patch", TERM, TERM + "ex:C skos:definition 'A c.'@en .", "1 label or definition"),
        ("patch", PLATFORM, PLATFORM + "ex:p mediagora:launchYear 2004 .", "1 fact new"),
        ("patch", "", PLATFORM, "1 fact new"),
        (
            "patch",
            PLATFORM + "ex:p mediagora:launchYear 2004 .",
            PLATFORM + "ex:p mediagora:launchYear 2005 .",
            "1 fact corrected or gone",
        ),
        ("patch", "ex:me rdfs:label 'me'@en ; ex:by ex:you .", "", "1 fact corrected or gone"),
        (
            "patch",
            PLATFORM,
            PLATFORM
            + """[] a owl:Axiom ; owl:annotatedSource ex:p ; owl:annotatedProperty rdf:type ;
                 owl:annotatedTarget mediagora:SocialMedia ; dcterms:source source:S1 .""",
            "1 piece of evidence new or gone",
        ),
        ("minor", "", TERM, "1 term new: <https://example.org/C>"),
        ("minor", "", "ex:f a mediagora:Feature ; rdfs:isDefinedBy ex:o .", "1 term new"),
        (
            "minor",
            "",
            "ex:shape mediagora:code 'MG999' .",
            "1 term new: <https://example.org/shape>",
        ),
        (
            "minor",
            TERM,
            TERM + "ex:C owl:deprecated true ; dcterms:isReplacedBy ex:D .",
            "1 term deprecated: <https://example.org/C> (replaced by <https://example.org/D>)",
        ),
        ("minor", TERM, TERM + "ex:C owl:deprecated true .", "(nothing replaces it)"),
        ("minor", TERM, TERM + SUBCLASS, "1 term new: <https://example.org/D>"),
        (
            "minor",
            TERM + "ex:D a owl:Class .",
            TERM + SUBCLASS,
            "1 axiom new: <https://example.org/D> rdfs:subClassOf <https://example.org/C>",
        ),
        ("major", TERM, "", "1 term gone: <https://example.org/C>"),
        ("major", TERM + "ex:C owl:deprecated true .", "", "1 term gone"),
        ("major", TERM + SUBCLASS, TERM + "ex:D a owl:Class .", "1 consequence no longer holds: "),
        ("major", PLATFORM, "ex:p rdfs:label 'p'@en .", "1 consequence no longer holds: "),
        ("major", PLATFORM, "", "1 platform gone: <https://example.org/p>"),
        ("patch", "ex:s a mediagora:Source .", "", "1 fact corrected or gone"),
        (
            "major",
            "ex:shape a ex:Shape ; mediagora:code 'MG998' .",
            "ex:shape a ex:Shape ; mediagora:code 'MG999' .",
            "1 code gone: MG998",
        ),
    ],
)
def test_levels(level: str, old: str, new: str, words: str | None) -> None:
    header = (
        HEADER
        + """mediagora:SocialMedia a owl:Class .
        mediagora:Source rdfs:subClassOf ex:Entity ."""
    )
    suggested = compared(old, new, header=header).suggestion
    assert suggested.level == level
    first = [reason.words for reason in suggested.reasons if reason.level == level]
    assert words is None or words in first[0] or words in first[-1]


def test_reasons_start_with_the_highest_level() -> None:
    suggested = compared(TERM, TERM.replace("ex:C", "ex:B"), header=HEADER).suggestion
    levels = [reason.level for reason in suggested.reasons]
    assert levels == sorted(levels, key=["major", "minor", "patch"].index)


def test_many_examples_are_cut() -> None:
    terms = " ".join(f"ex:C{number} a owl:Class ." for number in range(9))
    (reason,) = (
        each
        for each in compared("", terms, header=HEADER).suggestion.reasons
        if each.level == "minor"
    )
    assert reason.words.startswith("9 terms new: ")
    assert reason.words.endswith("and 6 more")


def test_what_is_about_a_term_that_is_gone_is_no_reason_of_its_own() -> None:
    suggested = compared(TERM + SUBCLASS, TERM, header=HEADER).suggestion
    majors = [reason.words for reason in suggested.reasons if reason.level == "major"]
    assert majors == ["1 term gone: <https://example.org/D>"]
