"""Write as many made-up platforms as are wanted, with mistakes of known kind and number.

`python benchmarks/platforms.py 10000 out.ttl` writes them and prints what was planted. The same
arguments give the same bytes; memory does not grow with the number of platforms.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from mediagora.reading.shipped import shipped
from mediagora.vocabulary import NS, PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Facts = dict[str, list[str]]

SEED: Final = 20261122
EVERY: Final = 100
"""One platform in so many has a mistake."""

_PLATFORMS_AN_OPERATOR: Final = 20
_NODE: Final = "[]"
_NAMESPACES: Final = {
    "site": "https://example.org/platforms/",
    "firm": "https://example.org/organizations/",
    **PREFIXES,
}

_FIRST: Final = ("Plauder", "Lumo", "Kivi", "Über", "Novo", "Café ", "Talk", "Piazza", "Ágora")
_LAST: Final = ("treff", "vista", "net", "loop", "rede", "garten", "wave", "cercle", "board")
_ASCII: Final = str.maketrans("ÜÁé", "UAe")
_LANGUAGES: Final = ("en", "de", "fr", "es", "it", "pt")
_COUNTRIES: Final = ("BR", "CN", "DE", "FR", "GB", "IN", "IT", "JP", "KR", "NG", "SE", "US")
_COMMON: Final = ("personal-profile", "connections", "content-sharing", "interactions", "groups")
_NETWORKS: Final = {
    "ContactNetwork": ["keep-in-contact"],
    "ContentNetwork": ["build-relationships", "share-original-content"],
    "ProfessionalNetwork": ["professional-networking"],
    "SocialNetwork": ["build-relationships"],
}
_OTHERS: Final = {
    "BlogPlatform": ["publish"],
    "ForumPlatform": ["discuss"],
    "LiveStreamingPlatform": ["stream-live"],
    "MessagingPlatform": ["exchange-messages"],
    "MicroblogPlatform": ["publish", "stay-informed"],
    "PhotoSharingPlatform": ["share-content"],
    "VideoSharingPlatform": ["share-content", "entertain"],
    "WikiPlatform": ["contribute-knowledge"],
}


class Planted(NamedTuple):
    """What a file holds."""

    platforms: int
    triples: int
    mistakes: dict[str, int]
    """Of each kind of mistake how many: the code of the one finding that it gives."""


def write(
    file: Path,
    number: int,
    *,
    every: int = EVERY,
    evidence: bool = False,
    form: str = "ttl",
    seed: int = SEED,
) -> Planted:
    """Write platforms to a file and tell what is in it.

    Args:
        file: Where to.
        number: How many platforms.
        every: One platform in so many has a mistake, each kind in its turn; an even number.
        evidence: Whether each fact comes with the node that holds its source.
        form: `ttl`, one statement a platform, or `nt`.
        seed: Another seed gives other platforms.

    Raises:
        ValueError: `every` is odd: then a mistake could change what other platforms refer to.
    """
    if every < 1 or every % 2:
        raise ValueError(f"one platform in {every} is to have a mistake: give an even number")
    mistakes: Counter[str] = Counter()
    triples = nodes = 0
    with file.open("w", encoding="utf-8", buffering=1 << 20) as stream:
        if form == "ttl":
            stream.writelines(f"@prefix {name}: <{iri}> .\n" for name, iri in _NAMESPACES.items())
        for subject, facts, mistake in _things(number, every, random.Random(seed)):
            mistakes.update([mistake] if mistake else [])
            nodes_of_it = _evidence(subject, facts) if evidence else ()
            for about, told in ((subject, facts), *nodes_of_it):
                triples += sum(map(len, told.values()))
                nodes += about == _NODE
                stream.write(_turtle(about, told) if form == "ttl" else _lines(about, told, nodes))
    return Planted(number, triples, dict(sorted(mistakes.items())))


def _things(
    number: int, every: int, chance: random.Random
) -> Iterator[tuple[str, Facts, str | None]]:
    """Each platform with the code of its mistake, if it has one; among them the organizations."""
    platforms = _Platforms(number, chance)
    codes = tuple(_MISTAKES)
    for place in range(number):
        if place % _PLATFORMS_AN_OPERATOR == 0:
            label = f'"{_name(place)} Works"@en'
            yield _firm(place), {"a": ["org:Organization"], "rdfs:label": [label]}, None
        facts = platforms.draw(place)
        turn, left = divmod(place, every)
        code = codes[turn % len(codes)] if left == every - 1 else None
        if code:
            _MISTAKES[code](facts, place)
        yield _site(place), facts, code


class _Platforms:
    """Draws what is told of a platform; nothing in it is wrong or missing."""

    def __init__(self, number: int, chance: random.Random) -> None:
        self._number = number
        self._chance = chance
        terms: dict[str, list[str]] = {"Feature": [], "ContentType": []}
        self._narrower: dict[str, list[str]] = {f"feature:{name}": [] for name in _COMMON}
        for subject, predicate, value in sorted(shipped(data=False, evidence=False), key=str):
            name = shorten(getattr(subject, "value", ""))
            kind = shorten(getattr(value, "value", ""))
            if predicate.value == PREFIXES["rdf"] + "type" and kind[10:] in terms:
                terms[kind[10:]].append(name)
            elif predicate.value == NS + "broaderFeature" and kind in self._narrower:
                self._narrower[kind].append(name)
        self._features, self._contents = terms["Feature"], terms["ContentType"]

    def draw(self, place: int) -> Facts:
        chance = self._chance.random
        kinds = _NETWORKS if chance() < 0.25 else _OTHERS
        kind = self._one_of(list(kinds))
        language = self._one_of(_LANGUAGES)
        launched = 1997 + int(28 * chance())
        facts: Facts = {
            "a": [f"mediagora:{kind}"],
            "rdfs:label": [f'"{_name(place)}"@{language}'],
            "mediagora:hasMainPurpose": [f"purpose:{name}" for name in kinds[kind]],
            "mediagora:hasFeature": self._features_of(kinds is _NETWORKS),
            "mediagora:sharesContent": self._some_of(self._contents, 1, 3),
            "mediagora:launchYear": [str(launched)],
            "mediagora:homepage": [_homepage(place)],
        }
        if chance() < 0.3:
            facts["skos:altLabel"] = [f'"{_name(place).upper()}"@{language}']
        if chance() < 0.8:
            facts["mediagora:operatedBy"] = [_firm(int(self._number * chance()))]
            facts["mediagora:countryCode"] = [f'"{self._one_of(_COUNTRIES)}"']
        if chance() < 0.15:
            facts["mediagora:closedYear"] = [str(launched + int((2026 - launched) * chance()))]
        if chance() < 0.3:
            facts["skos:exactMatch"] = [f"wd:Q{900_000_000 + place}"]
        if place % 10 == 3:  # what is part of another is never the whole of a third
            facts["mediagora:partOfPlatform"] = [_site(int(self._number / 10 * chance()) * 10)]
        return facts

    def _features_of(self, network: bool) -> list[str]:  # noqa: FBT001 -- private
        common = self._narrower.items() if network else ()
        needed = [self._one_of([name, *narrower]) for name, narrower in common]
        return list(dict.fromkeys([*needed, *self._some_of(self._features, 1, 5)]))

    def _one_of(self, names: Sequence[str]) -> str:
        return names[int(len(names) * self._chance.random())]

    def _some_of(self, names: Sequence[str], least: int, most: int) -> list[str]:
        count = least + int((most - least + 1) * self._chance.random())
        return list(dict.fromkeys(self._one_of(names) for _ in range(count)))


def _without_connections(facts: Facts, _: int) -> None:
    facts["a"] = ["mediagora:ContactNetwork"]
    facts["mediagora:hasFeature"] = [f"feature:{name}" for name in _COMMON if name != "connections"]


def _put(**values: str) -> Callable[[Facts, int], None]:
    put = {f"mediagora:{name}": [value] for name, value in values.items()}
    return lambda facts, _: facts.update(put)


def _take(name: str, of: Callable[[int], str]) -> Callable[[Facts, int], None]:
    """Give a value of the platform before: its place is even, so nothing is wrong with it."""
    return lambda facts, place: facts.update({f"mediagora:{name}": [of(place - 1)]})


def _name(place: int) -> str:
    last, first = divmod(place, len(_FIRST))
    return f"{_FIRST[first]}{_LAST[last % len(_LAST)]} {place}"


def _slug(place: int) -> str:
    return _name(place).translate(_ASCII).lower().replace(" ", "-")


def _site(place: int) -> str:
    return f"site:{_slug(place)}"


def _firm(place: int) -> str:
    return f"firm:{_slug(place - place % _PLATFORMS_AN_OPERATOR)}-works"


def _homepage(place: int) -> str:
    return f'"https://{_slug(place)}.example/"^^xsd:anyURI'


_MISTAKES: Final[dict[str, Callable[[Facts, int], object]]] = {
    "MG201": lambda facts, _: facts.pop("rdfs:label"),
    "MG203": lambda facts, _: facts.pop("a"),
    "MG205": _without_connections,
    "MG206": _put(launchYear="2011", closedYear="2004"),
    "MG209": _put(closedYear="2094"),
    "MG214": _put(launchYear='"2004"'),
    "MG222": lambda facts, _: facts.pop("mediagora:homepage"),
    "MG227": _take("homepage", _homepage),
    "MG231": lambda facts, _: facts["mediagora:hasFeature"].append("content:video"),
    "MG235": _take("operatedBy", _site),
    "MG238": _take("homepage", lambda place: _homepage(place).replace("https://", "www.")),
    "MG241": _put(countryCode='"Germany"'),
}


def _evidence(subject: str, facts: Facts) -> Iterator[tuple[str, Facts]]:
    """A node for each fact that needs a source, as in data/evidence/."""
    for predicate, values in facts.items():
        if predicate == "rdfs:label" or values == ["org:Organization"]:
            continue
        for value in values:
            yield (
                _NODE,
                {
                    "a": ["owl:Axiom"],
                    "owl:annotatedSource": [subject],
                    "owl:annotatedProperty": ["rdf:type" if predicate == "a" else predicate],
                    "owl:annotatedTarget": [value],
                    "dcterms:source": ["source:editorial"],
                },
            )


def _turtle(subject: str, facts: Facts) -> str:
    told = " ;\n    ".join(f"{name} {', '.join(values)}" for name, values in facts.items())
    return f"\n{subject} {told} .\n"


def _lines(subject: str, facts: Facts, node: int) -> str:
    about = f"_:node{node}" if subject == _NODE else _in_full(subject)
    return "".join(
        f"{about} {_in_full(predicate)} {_in_full(value)} .\n"
        for predicate, values in facts.items()
        for value in values
    )


@lru_cache(maxsize=4096)
def _in_full(term: str) -> str:
    """A term of ours in N-Triples."""
    if term == "a":
        term = "rdf:type"
    text, _, datatype = term.partition("^^")
    if text.isdecimal():
        return f'"{text}"^^<{PREFIXES["xsd"]}integer>'
    if text.startswith('"'):
        return f"{text}^^{_in_full(datatype)}" if datatype else text
    prefix, _, local = term.partition(":")
    return f"<{_NAMESPACES[prefix]}{local}>"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a file and print what is in it, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, help="how many platforms")
    parser.add_argument("file", type=Path, help="where to")
    parser.add_argument("--evidence", action="store_true", help="with the source of each fact")
    parser.add_argument("--every", type=int, default=EVERY, help="one in so many has a mistake")
    parser.add_argument("--format", choices=["ttl", "nt"], default="ttl", dest="form")
    given = parser.parse_args(arguments)
    planted = write(
        given.file, given.number, every=given.every, evidence=given.evidence, form=given.form
    )
    sys.stdout.write(json.dumps(planted._asdict(), indent=2) + "\n")


if __name__ == "__main__":
    main()
