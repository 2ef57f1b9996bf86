"""What `describe` gives: plain records, which print as text and as JSON alike."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An IRI with the name that people know it by."""

    iri: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that is stated, or follows, and the sources that say so (none where it follows).

    `since` and `until` are the dates between which it held, as written, where a source tells them.
    """

    property: Thing
    value: Thing
    sources: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim that the description rests on, and who holds it."""

    claim: str
    statement: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What is known of one thing. IRIs stand in full; names are English where there is a choice.

    Attributes:
        iri: The thing.
        kind: What it is: `class`, `property`, `platform`, `feature`, `claim` and so on.
        name: Its English label.
        labels: Its labels by language.
        definition: What it means; for a claim or source, what it says.
        scope_note: How the definition is to be read.
        examples: Examples in words.
        definition_by: For a defined class, its conditions: class or property, and value.
        broader: What stands directly above it.
        narrower: What stands directly below it.
        characteristic: Features that sources call characteristic of a class.
        platforms: Platforms in a class, or with a feature, purpose or content type.
        facts: What is stated of it.
        follows: What is not stated of it and follows from the ontology's axioms.
        sources: Sources of the term itself.
        claims: Claims that it rests on or that speak of it.
        others: Other things with the same name.
    """

    iri: str
    kind: str
    name: str
    labels: dict[str, str]
    definition: str | None
    scope_note: str | None
    examples: tuple[str, ...]
    definition_by: tuple[Fact, ...]
    broader: tuple[Thing, ...]
    narrower: tuple[Thing, ...]
    characteristic: tuple[Fact, ...]
    platforms: tuple[Thing, ...]
    facts: tuple[Fact, ...]
    follows: tuple[Fact, ...]
    sources: tuple[str, ...]
    claims: tuple[Told, ...]
    others: tuple[Thing, ...]
