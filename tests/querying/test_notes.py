"""A query that asks for what nothing declares is answered, and told so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mediagora
from mediagora import bundle
from mediagora.vocabulary import NS

if TYPE_CHECKING:
    from pathlib import Path


OURS = "is declared neither by Mediagora nor in the data; did you mean"
NOTES = {
    "ASK { ?x mediagora:hasFeatur feature:grups }": [
        f"line 1, column 10: the term mediagora:hasFeatur {OURS} mediagora:hasFeature?",
        f"line 1, column 30: the term feature:grups {OURS} feature:groups?",
    ],
    "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\nASK { ?x foaf:nmae 1, foaf:nmae }": [
        "line 2, column 10: the term foaf:nmae is not declared by FOAF; did you mean foaf:name?",
    ],
    "PREFIX m: <http://w3id.org/mediagora/ns#> ASK { ?x a m:X, m:Y }": [
        (
            f"line 1, column 54: the namespace <http{NS[5:]}> is almost that of Mediagora, <{NS}>; "
            "its terms are not recognised"
        ),
    ],
    "ASK { ?x a mediagora:WikiPlatform, schema:WebSite, <urn:x>, platform:none }": [],
}


@pytest.mark.parametrize("text", NOTES)
def test_terms_that_nothing_declares_are_noted(text: str) -> None:
    assert list(mediagora.query(text).notes) == NOTES[text]


def test_what_the_data_declares_is_no_note(tmp_path: Path) -> None:
    data = tmp_path / "mine.ttl"
    data.write_text("<https://w3id.org/mediagora/feature/mine> a <urn:x> .", encoding="utf-8")
    text = "ASK { ?x ?p feature:mine , feature:yours }"
    assert ["feature:mine" in note for note in mediagora.query(text, data=data).notes] == [False]
    assert ["feature:mine" in note for note in mediagora.query(text).notes] == [True, False]


def test_questions_of_the_catalogue_have_none() -> None:
    assert mediagora.query(bundle.query_files()[0]).notes == ()
    assert mediagora.query("who-has-feature", feature="marketplace").notes == ()
