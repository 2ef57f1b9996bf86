"""The graphs that engines are asked about: the ontology, what ships, and what is made up."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

from benchmarks import platforms
from logic import oracles
from mediagora.vocabulary import NS

if TYPE_CHECKING:
    from pathlib import Path

    from logic.oracles import Statements

GENERATED: Final = 300
"""How many made-up platforms: what owlrl can still close in some seconds."""

TRIED: Final = """
    <urn:x:linkedin> a mediagora:SocialMedia ;
        mediagora:hasMainPurpose purpose:professional-networking .
    <urn:x:untyped> mediagora:hasMainPurpose <urn:x:narrower> ; mediagora:operatedBy <urn:x:firm> .
    <urn:x:narrower> mediagora:broaderPurpose <urn:x:narrow> .
    <urn:x:narrow> mediagora:broaderPurpose purpose:keep-in-contact .
    <urn:x:said> a mediagora:SocialNetwork ; mediagora:hasFeature feature:commenting ;
        mediagora:hasMainPurpose purpose:share-original-content .
    <urn:x:messenger> a mediagora:MessagingPlatform ;
        mediagora:hasPurpose purpose:keep-in-contact .
    <urn:x:contact> a mediagora:ContactNetwork .
    <urn:x:dated> mediagora:launchYear 2004 ; mediagora:hasFeature <urn:x:feature> .
    <urn:x:feature> mediagora:broaderFeature feature:commenting .
"""
"""Platforms on which each rule has to fire, some of them twice in a row."""

UNTYPED: Final = frozenset({"urn:x:untyped", "urn:x:dated"})
"""Those among them of which only domains tell that they are social media."""

MARKS: Final = (
    "build-relationships",
    "keep-in-contact",
    "professional-networking",
    "share-original-content",
    "connect-by-shared-interest",
    "exchange-messages",
)
"""Purposes that make a network of a platform, by themselves or through a broader one, and one that
makes none."""


def below_social_media(ontology: Statements) -> set[str]:
    """`mediagora:SocialMedia` and every class under it, as IRIs."""
    subclasses = oracles.entailed(ontology, ontology, hierarchy=True).subclasses
    top = f"{NS}SocialMedia"
    return {top} | {lower for lower, upper in subclasses if upper == top}


def every_pair(ontology: Statements) -> Statements:
    """A platform of every class with every main purpose."""
    pairs = product(sorted(below_social_media(ontology)), MARKS)
    return oracles.parse(
        "".join(
            f"<urn:x:{number}> a <{kind}> ; mediagora:hasMainPurpose purpose:{mark} .\n"
            for number, (kind, mark) in enumerate(pairs)
        )
    )


def made_up(ontology: Statements, folder: Path) -> Statements:
    """Platforms by the generator of the benchmarks, none with a mistake, and those made by hand."""
    file = folder / "platforms.ttl"
    platforms.write(file, GENERATED, every=2 * GENERATED)
    return oracles.read([file]) | oracles.parse(TRIED) | every_pair(ontology)
