"""Platforms, features and the like as collections: an entry each, found by any of its names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mediagora.errors import UnknownNameError
from mediagora.querying.notebook import counted, shown, table
from mediagora.querying.records import Thing
from mediagora.querying.view import DCTERMS, LABEL, SKOS, folded
from mediagora.vocabulary import BASE, LANGUAGES, expand, nearest, shorten, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyoxigraph as ox

_FEW: Final = 5
_OTHER_NAME: Final = f"{SKOS}altLabel"
_MEANINGS: Final = (f"{SKOS}definition", f"{DCTERMS}description")
"""Where a thing's definition is looked for, the first before the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Thing):
    """A thing with all its names. As text it is its IRI, so that it serves as a parameter.

    Attributes:
        iri: The IRI in full.
        name: The English label, or what comes closest.
        labels: Labels by language; that of none has the key `""`.
        other_names: What else it is or was called, in any language.
        definition: What it means, in English where there is a choice, or `None`.

    Example:
        >>> import mediagora
        >>> entry = mediagora.Graph().features["group-chat"]
        >>> entry.curie, entry.name, entry.label("de")
        ('feature:group-chat', 'group chat', 'Gruppenchat')
    """

    labels: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    other_names: tuple[str, ...] = field(default=(), repr=False, compare=False)
    definition: str | None = field(default=None, repr=False, compare=False)

    @property
    def slug(self) -> str:
        """The short name, which is the last part of the IRI."""
        return slug(self.iri)

    @property
    def curie(self) -> str:
        """The IRI with one of Mediagora's prefixes, or in full where none fits."""
        return shorten(self.iri)

    def label(self, language: str) -> str:
        """Give the label in a language, such as `fr`; where there is none, the name."""
        return self.labels.get(language, self.name)

    def __str__(self) -> str:
        return self.iri


class UnknownKeyError(UnknownNameError, KeyError):
    """A name that no entry of a collection has: an unknown name, and a missing key."""

    __str__ = Exception.__str__  # that of a KeyError puts the sentence in quotes


class Entries(Mapping[str, Entry]):
    """A collection that nobody changes: entries by short name, in alphabetical order.

    An entry is found by its short name, its IRI, its CURIE or a label in any language, former and
    other names included. Capitals do not matter, nor does a space instead of a hyphen. Where a name
    means several entries, short names go before labels, labels before other names, and
    Mediagora's own entries before others. Short names are attributes as well, with `_` for `-`.

    Args:
        kind: What an entry is, in a word.
        entries: The entries.

    Example:
        >>> import mediagora
        >>> platforms = mediagora.Graph().platforms
        >>> platforms["Facebook"] is platforms.facebook
        True
        >>> "facebook" in platforms, "groups" in platforms
        (True, False)
    """

    def __init__(self, kind: str, entries: Iterable[Entry]) -> None:
        self._kind = kind
        every = sorted(entries, key=lambda each: (each.slug.casefold(), each.iri))
        slugs = Counter(each.slug for each in every)
        # IRIs of the user's may end alike, or in nothing.
        self._entries = {
            each.slug if each.slug and slugs[each.slug] == 1 else each.iri: each for each in every
        }

    def __getitem__(self, name: str) -> Entry:
        """Give the entry that a name means.

        Raises:
            UnknownNameError: None has it, and the nearest names are given; a `KeyError` as well.
        """
        found = self._find(str(name))
        if found is None:
            raise UnknownKeyError(self._kind, str(name), self._nearest(str(name)))
        return found

    def __contains__(self, name: object) -> bool:
        return self._find(str(name)) is not None  # without a search for near names

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __getattr__(self, name: str) -> Entry:
        # Python, notebooks and pandas ask every object for names that begin with an underscore.
        if name.startswith("_"):
            raise AttributeError(name=name, obj=self)
        try:
            return self[name]
        except UnknownKeyError as error:
            raise AttributeError(str(error), name=name, obj=self) from error

    def __dir__(self) -> list[str]:
        slugs = (each.replace("-", "_") for each in self)
        return [*super().__dir__(), *(each for each in slugs if each.isidentifier())]

    def __repr__(self) -> str:
        few = [*list(self)[:_FEW], *(["..."] if len(self) > _FEW else [])]
        return f"<{counted(len(self), self._kind)}{': ' if few else ''}{', '.join(few)}>"

    def _ipython_key_completions_(self) -> list[str]:
        return list(dict.fromkeys([*self, *(each.name for each in self.values())]))

    def _repr_html_(self) -> str:
        import pyoxigraph as ox

        rows = (
            (each.name, ox.NamedNode(each.iri), each.definition or "") for each in self.values()
        )
        return table(("name", "IRI", "definition"), rows, below=[shown(len(self), self._kind)])

    def _find(self, name: str) -> Entry | None:
        iri = expand(name) or name
        return self._entries.get(name) or self._by_iri.get(iri) or self._by_name.get(folded(name))

    def _nearest(self, name: str) -> list[str]:
        if expand(name) is not None:
            return nearest(name, [each.curie for each in self.values()])
        spelt: dict[str, str] = {}
        for entry in self.values():
            for each in _names(entry):
                spelt.setdefault(folded(each), each)
        return [spelt[each] for each in nearest(folded(name), spelt)]

    @cached_property
    def _by_iri(self) -> dict[str, Entry]:
        return {each.iri: each for each in self._entries.values()}

    @cached_property
    def _by_name(self) -> dict[str, Entry]:
        ranked = sorted(
            (rank, not entry.iri.startswith(BASE), entry.iri, folded(name))
            for entry in self.values()
            for rank, names in enumerate((_slugs(entry), entry.labels.values(), entry.other_names))
            for name in names
        )
        # The first is to stand, so it comes last.
        return {name: self._by_iri[iri] for _, _, iri, name in reversed(ranked)}


def entries(kind: str, store: ox.Store, iris: Iterable[str]) -> Entries:
    """Read the names of some things.

    Args:
        kind: What each of them is, in a word.
        store: The graph.
        iris: The things.

    Example:
        >>> from mediagora.querying.store import open_store
        >>> groups = "https://w3id.org/mediagora/feature/groups"
        >>> entries("feature", open_store(), [groups])
        <1 feature: groups>
    """
    import pyoxigraph as ox

    texts: dict[str, dict[str, list[ox.Literal]]] = {iri: defaultdict(list) for iri in iris}
    for predicate in (LABEL, _OTHER_NAME, *_MEANINGS):
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None):
            iri = quad.subject.value if isinstance(quad.subject, ox.NamedNode) else ""
            if iri in texts and isinstance(quad.object, ox.Literal):
                texts[iri][predicate].append(quad.object)
    return Entries(kind, (_entry(iri, found) for iri, found in texts.items()))


def _entry(iri: str, texts: dict[str, list[ox.Literal]]) -> Entry:
    labels = _by_language(texts[LABEL])
    definition = next((_best(_by_language(texts[each])) for each in _MEANINGS if texts[each]), None)
    return Entry(
        iri=iri,
        name=_best(labels) or shorten(iri),
        labels=labels,
        other_names=tuple(sorted({each.value for each in texts[_OTHER_NAME]})),
        definition=definition,
    )


def _by_language(texts: Iterable[ox.Literal]) -> dict[str, str]:
    order = {language: nth for nth, language in enumerate(LANGUAGES)}
    pairs = sorted((each.language or "", each.value) for each in texts)
    return dict(sorted(pairs, key=lambda pair: order.get(pair[0], len(order))))


def _best(texts: Mapping[str, str]) -> str | None:
    return texts.get("en") or texts.get("") or next(iter(texts.values()), None)


def _slugs(entry: Entry) -> tuple[str, ...]:
    return (entry.slug,) if entry.slug else ()


def _names(entry: Entry) -> list[str]:
    return [*_slugs(entry), *entry.labels.values(), *entry.other_names]
