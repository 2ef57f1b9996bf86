"""Labels in place of IRIs: the language, what stands in for it, and things named alike."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from mediagora.errors import UsageError
from mediagora.querying.labels import labels
from mediagora.querying.store import open_store

NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX platform: <https://w3id.org/mediagora/platform/>
INSERT DATA {
  <urn:all> rdfs:label "Network"@en, "Réseau"@fr, "Netz"@de, "net" .
  <urn:english> rdfs:label "English"@en, "Deutsch"@de, "none" .
  <urn:none> rdfs:label "Plain", "Klar"@de .
  <urn:any> rdfs:label "Zwei"@nl, "Eins"@de .
  <urn:region> rdfs:label "Rede"@pt-BR, "Net"@en .
  <urn:skos> skos:prefLabel "Skos"@fr ; rdfs:label "Not this"@en .
  <urn:both> skos:prefLabel "A"@fr ; rdfs:label "B"@fr .
  <urn:blank> rdfs:label " "@fr, <urn:x> .
  platform:a rdfs:label "Same"@fr . <urn:b> rdfs:label "Same"@en .
}"""
CASES = {
    "all": "Réseau",
    "english": "English",
    "none": "Plain",
    "any": "Eins",
    "skos": "Skos",
    "both": "B",
    "blank": None,
    "unknown": None,
}


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.update(NAMES)
    return store


@pytest.mark.parametrize("name", CASES)
def test_the_language_or_what_stands_in_for_it(store: ox.Store, name: str) -> None:
    assert labels(store, "fr")(f"urn:{name}") == CASES[name]


@pytest.mark.parametrize("language", ["pt", "pt-BR", "PT-br"])
def test_a_language_of_some_country(store: ox.Store, language: str) -> None:
    assert labels(store, language)("urn:region") == "Rede"


def test_things_named_alike_are_told_apart(store: ox.Store) -> None:
    name = labels(store, "fr")

    assert name("https://w3id.org/mediagora/platform/a") == "Same (platform:a)"
    assert name("urn:b") == "Same (urn:b)"


@pytest.mark.parametrize("language", ["en", "fr", "es", "de", "it", "pt"])
def test_no_two_things_that_ship_have_one_name(language: str) -> None:
    store = open_store()
    name = labels(store, language)
    things = {quad.subject.value for quad in store if isinstance(quad.subject, ox.NamedNode)}
    names = [found for thing in sorted(things) if (found := name(thing))]

    assert len(names) > 500
    assert len(set(names)) == len(names)


def test_each_is_looked_up_once_and_none_beforehand(store: ox.Store) -> None:
    class Counting:
        asked = 0

        def quads_for_pattern(self, *pattern: object) -> object:
            self.asked += 1
            return store.quads_for_pattern(*pattern)  # type: ignore[arg-type] # as it came

    counting = Counting()
    name = labels(counting, "fr")  # type: ignore[arg-type] # what it uses of a store
    assert counting.asked == 0
    name("urn:all")
    before = counting.asked

    assert name("urn:all") == "Réseau"
    assert 0 < counting.asked == before < 12


@pytest.mark.parametrize("language", ["", "f r", "français!"])
def test_what_is_no_language(store: ox.Store, language: str) -> None:
    with pytest.raises(UsageError, match="is no language tag; give one such as 'fr'"):
        labels(store, language)
