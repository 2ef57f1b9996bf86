"""Collections: each entry under all its names, and nothing else."""

from __future__ import annotations

import copy
import pickle
import re
from typing import Final

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.errors import UnknownNameError
from mediagora.querying.store import Members, open_store
from mediagora.querying.things import Entries, Entry, entries
from mediagora.querying.view import RDF, SOCIAL_MEDIA, View
from mediagora.vocabulary import LANGUAGES, NS, OWN_PREFIXES

PLATFORM: Final = OWN_PREFIXES["platform"]


@pytest.fixture(scope="module")
def platforms() -> Entries:
    return entries("platform", open_store(), Members(open_store(), SOCIAL_MEDIA))


@pytest.fixture(scope="module")
def features() -> Entries:
    return entries("feature", open_store(), Members(open_store(), f"{NS}Feature"))


def entry(iri: str, *, label: str = "", other: str = "") -> Entry:
    """An entry with a label and another name."""
    labels = {"en": label} if label else {}
    return Entry(iri=iri, name=label or iri, labels=labels, other_names=(other,) if other else ())


class TestEveryPlatform:
    """The collection holds all of them, by all their names."""

    def test_that_follows_from_what_ships_is_stated(self, platforms: Entries) -> None:
        entailed = View(open_store(inference="rl")).subjects(f"{RDF}type", SOCIAL_MEDIA)

        assert sorted(each.iri for each in platforms.values()) == entailed

    def test_is_found_by_all_its_names(self, platforms: Entries) -> None:
        for key, each in platforms.items():
            names = [key, each.slug, each.iri, f"<{each.iri}>", each.curie, each.slug.upper()]
            assert {platforms[name].iri for name in names} == {each.iri}


def test_a_feature_is_found_by_its_label_in_every_language(features: Entries) -> None:
    for each in features.values():
        assert set(each.labels) >= set(LANGUAGES)
        for label in each.labels.values():
            # Where two features share a word in some language, either may come.
            found = features[label]
            assert label in found.labels.values() or found.slug.replace("-", " ") == label.lower()


def test_a_former_name_is_a_name(platforms: Entries) -> None:
    assert platforms["Twitter"].iri == f"{PLATFORM}twitter"
    assert "Twitter" in (*platforms.twitter.other_names, platforms.twitter.name)


def test_only_what_is_in_the_collection_is_found(platforms: Entries, features: Entries) -> None:
    assert platforms["Facebook"].iri == f"{PLATFORM}facebook"
    assert "groups" in features
    assert "groups" not in platforms
    assert "Meta Platforms" not in platforms
    assert platforms.get("groups") is None
    assert 5 not in platforms


@pytest.mark.parametrize(
    ("name", "close"),
    [("facebok", ["facebook"]), ("platform:facebok", ["platform:facebook"]), ("zzzzzz", [])],
)
def test_a_wrong_name_is_an_unknown_name_and_a_missing_key(
    platforms: Entries, name: str, close: list[str]
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        platforms[name]
    assert caught.value.nearest[: len(close) or None] == close
    assert str(caught.value).startswith(f"there is no platform '{name}'")
    with pytest.raises(KeyError):
        platforms[name]


def test_a_word_in_another_language_is_suggested_as_it_is_spelt(features: Entries) -> None:
    with pytest.raises(UnknownNameError, match="Gruppenchat"):
        features["Grupenchat"]


class TestAttributes:
    """For those who type, and for editors that complete."""

    def test_are_short_names(self, platforms: Entries) -> None:
        assert platforms.apple_podcasts is platforms["apple-podcasts"]
        for name in dir(platforms):
            if name.replace("_", "-") in platforms:
                assert getattr(platforms, name).slug == name.replace("_", "-")
        assert {"facebook", "apple_podcasts", "keys"} <= set(dir(platforms))
        assert "500px" not in dir(platforms)

    def test_that_are_none_are_told(self, platforms: Entries) -> None:
        with pytest.raises(AttributeError, match="did you mean 'facebook'"):
            platforms.facebok  # noqa: B018
        assert not hasattr(platforms, "_repr_png_")

    def test_are_no_hindrance_to_copies(self, platforms: Entries) -> None:
        pickled = pickle.loads(pickle.dumps(platforms))  # noqa: S301 -- our own
        for copied in (copy.deepcopy(platforms), pickled):
            assert copied == platforms
            assert copied["Twitter"].labels == platforms["Twitter"].labels

    def test_keys_are_completed(self, platforms: Entries) -> None:
        keys = platforms._ipython_key_completions_()
        assert {"facebook", "Facebook"} <= set(keys)
        assert all(key in platforms for key in keys)


def test_order_is_alphabetical_and_the_same_whatever_comes_first() -> None:
    every = [entry(f"urn:x:{name}") for name in ("b", "A", "c")]

    assert list(Entries("thing", every)) == list(Entries("thing", every[::-1])) == ["A", "b", "c"]


def test_iris_that_end_alike_are_keys_in_full() -> None:
    found = Entries("thing", [entry("urn:x:a"), entry("urn:y:a"), entry("https://example.org/")])

    assert sorted(found) == ["https://example.org/", "urn:x:a", "urn:y:a"]
    assert all(found[key].iri == key for key in found)
    assert found["a"].iri == "urn:x:a"


def test_where_a_name_means_several_ours_goes_first_and_short_names_before_labels() -> None:
    ours = entry(f"{PLATFORM}tie", other="knot")
    theirs, knot = entry("https://a.example/tie", label="Tie"), entry("https://a.example/knot")
    found = Entries("platform", [theirs, knot, ours])

    assert found["tie"] == ours
    assert found["Knot"] == knot


def test_names_are_those_of_the_graph_and_english_goes_first() -> None:
    store = ox.Store()
    store.load(
        b"""
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        <urn:x:a> rdfs:label "Krawatte"@de, "Tie"@en, "T" ; skos:altLabel "Necktie" ;
            skos:definition "Ein Stoff."@de, "A cloth."@en .
        <urn:x:b> rdfs:label "B"@pt .
        <urn:x:other> rdfs:label "Other" .
        """,
        format=ox.RdfFormat.TURTLE,
    )
    found = entries("thing", store, ["urn:x:a", "urn:x:b", "urn:x:c"])
    a = found["a"]

    assert (a.name, a.label("de"), a.label("fr"), a.labels[""]) == ("Tie", "Krawatte", "Tie", "T")
    assert (a.other_names, a.definition) == (("Necktie",), "A cloth.")
    assert list(a.labels) == ["en", "de", ""]
    assert [each.name for each in found.values()] == ["Tie", "B", "urn:x:c"]
    assert found["necktie"] is found["krawatte"] is a
    assert "other" not in found


def test_an_entry_is_its_iri_as_text_and_cannot_be_changed(platforms: Entries) -> None:
    facebook = platforms.facebook

    assert str(facebook) == facebook.iri
    assert {facebook, copy.copy(facebook)} == {facebook}
    with pytest.raises(AttributeError):
        facebook.name = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        platforms["facebook"] = facebook  # type: ignore[index]
    assert repr(facebook) == f"Entry(iri='{facebook.iri}', name='Facebook')"


def test_what_a_prompt_and_a_notebook_show(platforms: Entries) -> None:
    assert re.fullmatch(r"<\d+ platforms: 500px, 9gag, .*, \.\.\.>", repr(platforms))
    assert repr(Entries("feature", [])) == "<0 features>"
    html = platforms._repr_html_()
    assert html.count("<tr>") == 61
    assert f"the first 60 of {len(platforms)} platforms" in html


@given(st.lists(st.text(min_size=1, max_size=8), unique_by=lambda name: name.casefold()))
def test_every_key_gives_its_own_entry(names: list[str]) -> None:
    found = Entries("thing", [entry(f"urn:x:{nth}/{name}") for nth, name in enumerate(names)])

    assert len(found) == len(names)
    assert all(found[key].slug == key or found[key].iri == key for key in found)
    assert {found[each.iri] for each in found.values()} == set(found.values())
