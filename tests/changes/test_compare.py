"""`diff` as a whole: edits are found exactly, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings

from changes.graphs import HEADER, PREFIXES, are_isomorphic, edited, parsed, relabelled
from mediagora.changes import diff
from mediagora.changes.compare import paired
from mediagora.changes.contents import Contents
from mediagora.changes.records import Statement
from mediagora.errors import UsageError
from mediagora.reading.interop import to_rdflib
from mediagora.reading.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from mediagora.changes.records import Difference, Evidence

NS: Final = "https://w3id.org/mediagora/ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
EX: Final = "https://example.org/"


def compared(a: str, b: str, *, header: str = "") -> Difference:
    """The difference between two texts in Turtle."""
    one, other = (rdflib.Graph().parse(data=PREFIXES + header + text) for text in (a, b))
    return diff(one, other)


def turtle(statements: Iterable[Statement], evidence: Iterable[Evidence]) -> str:
    """Write out what a difference tells, as Turtle."""
    lines = []
    for subject, predicate, value in statements:
        if predicate is None or value is None:
            lines.append(f"{subject} .")
        else:
            lines.append(f"<{subject}> <{predicate}> {_term(value)} .")
    for each in evidence:
        told = [
            ("owl:annotatedSource", _term(each.subject)),
            ("owl:annotatedProperty", f"<{each.predicate}>"),
            ("owl:annotatedTarget", _term(each.object)),
            *((f"<{predicate}>", _term(value)) for predicate, value in each.annotations),
        ]
        lines.append(f"[] a owl:Axiom ; {' ; '.join(map(' '.join, told))} .")
    return "\n".join(lines)


def _term(text: str) -> str:
    return text if text.startswith(('"', "[", "(")) else f"<{text}>"


@given(edited())
def test_the_difference_makes_b_out_of_a(texts: tuple[Sequence[str], Sequence[str]]) -> None:
    """Taken from A and added to it, what is told gives B, blank nodes and evidence included."""
    a, b = (Contents(parsed("\n".join(each))) for each in texts)
    removed, added, changed = paired(a.statements - b.statements, b.statements - a.statements)

    result = a.statements.copy()
    result.subtract(removed)
    result.subtract(Statement(each.subject, each.predicate, each.old) for each in changed)
    assert min(result.values(), default=0) >= 0
    result.update(added)
    result.update(Statement(each.subject, each.predicate, each.new) for each in changed)
    evidence = a.evidence - (a.evidence - b.evidence) + (b.evidence - a.evidence)

    again = parsed(turtle(result.elements(), evidence.elements()))
    assert are_isomorphic(again, parsed("\n".join(texts[1])))


@settings(max_examples=15)
@given(edited())
def test_nothing_is_told_beyond_the_edit(texts: tuple[Sequence[str], Sequence[str]]) -> None:
    """Between B and B there is no difference; between A and B what `paired` tells."""
    one, other = (to_rdflib(parsed(HEADER + "\n".join(each))) for each in texts)
    again = to_rdflib(relabelled(parsed(HEADER + "\n".join(texts[1]))))
    found, same = diff(one, other), diff(other, again)

    assert same.is_equal
    assert not same.answers
    assert (same.suggestion.level, same.gained, same.lost) == ("none", (), ())
    assert found.is_equal == are_isomorphic(*(parsed("\n".join(each)) for each in texts))
    assert (found.suggestion.level == "none") == found.is_equal


@pytest.mark.parametrize("ending", ["jsonld", "nt", "rdf", "trig"])
def test_what_ships_is_itself_in_any_form_and_order(ending: str, tmp_path: Path) -> None:
    a, b = tmp_path / "a.ttl", tmp_path / f"b.{ending}"
    form = ox.RdfFormat.from_extension(ending)
    assert form is not None
    ox.serialize(shipped(data=False), a, format=ox.RdfFormat.TURTLE)
    reordered = sorted(relabelled(shipped(data=False)), key=lambda triple: str(triple)[::-1])
    ox.serialize(reordered, b, format=form)

    found = diff(a, b)
    assert found.is_equal
    assert (found.answers, found.gained, found.lost) == ((), (), ())
    assert found.questions > 50


def test_a_value_in_place_of_another() -> None:
    found = compared(
        """ex:a ex:year 2004 ; ex:p ex:b, ex:c, ex:d ; rdfs:label "A"@en, "B"@fr ; ex:q "x" .""",
        """ex:a ex:year 2005 ; ex:p ex:b, ex:e, ex:f ; rdfs:label "AA"@en, "B"@de ; ex:q "x" .""",
        header=HEADER,
    )
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    assert [each[1:] for each in found.changed] == [
        (f"{RDFS}label", '"A"@en', '"AA"@en'),
        (f"{EX}year", f'"2004"{integer}', f'"2005"{integer}'),
    ]
    assert [each.object for each in found.removed] == ['"B"@fr', f"{EX}c", f"{EX}d"]
    assert [each.object for each in found.added] == ['"B"@de', f"{EX}e", f"{EX}f"]


def test_things_and_terms() -> None:
    """Told apart by what they are: a platform by what follows, a term by its declaration."""
    found = compared(
        "",
        """ex:Chirps a owl:Class ; rdfs:subClassOf mediagora:SocialMedia ; rdfs:label "chirps"@en .
           ex:chirp a ex:Chirps . ex:zap a mediagora:Feature ; rdfs:isDefinedBy ex:features .
           feature:zip a mediagora:Feature . ex:me a mediagora:Source . feature:groups ex:q true .
           ex:rule mediagora:code "X1" .""",
    )
    assert [(each.iri, each.kind) for each in found.terms_added] == [
        (f"{EX}Chirps", "class"),
        (f"{EX}rule", "code"),
        (f"{EX}zap", "feature"),
        ("https://w3id.org/mediagora/feature/zip", "feature"),
    ]
    assert [(each.iri, each.kind) for each in found.things_added] == [
        (f"{EX}chirp", "platform"),
        (f"{EX}me", "source"),
    ]
    assert found.labels[f"{EX}Chirps"] == "chirps"
    assert found.labels[f"{NS}SocialMedia"] == "social media"


def test_the_shipped_ontology_is_added_where_neither_holds_it() -> None:
    """A platform alone is classified; the data that ships is left out, else it would hide edits."""
    a = "<https://w3id.org/mediagora/platform/xing> rdfs:label 'XING'@en ."
    chirp = "ex:chirp a mediagora:SocialMedia ; mediagora:hasMainPurpose purpose:keep-in-contact ."
    assert [each.object for each in compared(a, a + chirp).gained if not each.is_stated][:2] == [
        f"{NS}ContactNetwork",
        f"{NS}SocialNetwork",
    ]
    assert not [each for each in compared(a, a + chirp, header=HEADER).gained if not each.is_stated]
    lone = compared(a, "")
    assert [each.iri for each in lone.things_removed] == [
        "https://w3id.org/mediagora/platform/xing"
    ]


def test_what_ships_hides_nothing() -> None:
    """What is gone is told; where a whole module is compared, ours does not stand in for it."""
    groups = "feature:groups a mediagora:Feature ; rdfs:label 'groups'@en ."
    found = compared(groups, "ex:a ex:p 1 .")
    assert (len(found.removed), found.terms_removed) == (2, ())
    module = compared(groups, "", header="<https://w3id.org/mediagora/features> a owl:Ontology .")
    assert [each.iri.rpartition("/")[2] for each in module.terms_removed] == ["groups"]
    assert module.suggestion.level == "major"


def test_only_the_newer_one_holds_the_ontology() -> None:
    """Nothing is added then: the older one lacks it, and that is told."""
    found = compared("ex:a ex:p 1 .", HEADER + "ex:C a owl:Class .")
    assert [each.iri for each in found.terms_added] == [f"{EX}C"]
    assert found.a.triples == 1


def test_data_for_both_sides_shows_what_an_axiom_does() -> None:
    data = rdflib.Graph().parse(data=PREFIXES + "ex:chirp a ex:Chirps .")
    one, other = (
        rdflib.Graph().parse(data=PREFIXES + text)
        for text in (
            "ex:Chirps a owl:Class .",
            "ex:Chirps a owl:Class ; rdfs:subClassOf mediagora:SocialMedia .",
        )
    )
    found = diff(one, other, data=data)
    assert (f"{EX}chirp", f"{NS}SocialMedia") in {
        (each.subject, each.object) for each in found.gained
    }
    assert len(found.added) == 1
    assert found.b.triples == 2


def test_answers_that_differ() -> None:
    """By hand: who has groups is asked by default, and one more has it now, and one no more."""
    platform = "mediagora:SocialMedia ; rdfs:label '{}'@en ; mediagora:hasFeature feature:{} ."
    found = compared(
        f"ex:a a {platform.format('Aye', 'groups')} ex:b a {platform.format('Bee', 'pages')}",
        f"ex:a a {platform.format('Aye', 'pages')} ex:b a {platform.format('Bee', 'groups')}",
    )
    answer = {each.query: each for each in found.answers}["features/who-has-feature"]
    assert [(row[0], row[1]) for row in answer.added] == [(f"{EX}b", '"Bee"@en')]
    assert [(row[0], row[1]) for row in answer.removed] == [(f"{EX}a", '"Aye"@en')]


def test_contradictions_are_told() -> None:
    good, bad = (
        "ex:a a mediagora:SocialMedia .",
        "ex:a a mediagora:SocialMedia, mediagora:Feature .",
    )
    found = compared(good, bad)
    assert found.a.contradictions == ()
    (words,) = found.b.contradictions
    assert "nothing is both" in words


def test_a_class_without_members_is_told() -> None:
    found = compared("", "ex:C rdfs:subClassOf mediagora:SocialMedia, mediagora:Feature .")
    assert any("can have no members" in words for words in found.b.contradictions)


def test_what_is_no_data() -> None:
    with pytest.raises(UsageError, match="not as int"):
        diff(1, 2)  # type: ignore[arg-type] # what a caller may get wrong
