"""`mediagora tour`: the story in a few seconds, of what ships, computed while it is told."""

from __future__ import annotations

import shutil
import tempfile
import textwrap
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from mediagora.errors import EngineError
from mediagora.vocabulary import NS, OWN_PREFIXES, PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pyoxigraph as ox

_MOST_ROWS: Final = 9
"""Rows of an answer that are shown."""
_BLOG: Final = "https://example.org/platform/blog"
_NETWORKS: Final = frozenset(
    f"{NS}{name}"
    for name in ("SocialNetwork", "ContactNetwork", "ContentNetwork", "ProfessionalNetwork")
)
_BROKEN: Final = """\
@prefix mediagora: <https://w3id.org/mediagora/ns#> .
@prefix feature:   <https://w3id.org/mediagora/feature/> .
@prefix rdfs:      <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd:       <http://www.w3.org/2001/XMLSchema#> .

<https://example.org/platform/chirp> a mediagora:SocialNetwork ;
    rdfs:label "Chirp"@en ;
    mediagora:hasFeature feature:following, feature:grups ;
    mediagora:launchYear 2015 ;
    mediagora:closedYear 2012 ;
    mediagora:homepage "chirp"^^xsd:anyURI .
"""
_MISTAKES: Final = ("MG204", "MG206", "MG231", "MG238")
"""No profile, closed before launched, no such feature, no web address: what is wrong with it."""


class _Tour:
    """Prints the story, and keeps in mind what did not come out as told."""

    def __init__(self) -> None:
        self.width = min(shutil.get_terminal_size().columns, 100)
        self.failed: list[str] = []

    def chapter(self, number: int, title: str) -> None:
        click.echo(f"\n{number}. {title}\n{'-' * (len(title) + 3)}")

    def say(self, text: str) -> None:
        click.echo(textwrap.fill(text, self.width))

    def show(self, text: str) -> None:
        click.echo(textwrap.indent(text.rstrip("\n"), "    "))

    def command(self, line: str) -> None:
        click.echo(f"\n  $ {line}")

    def expect(self, told: str, *, holds: bool) -> None:
        mark = "yes" if holds else "NO"
        click.echo(
            textwrap.fill(
                told, self.width, initial_indent=f"  {mark:<4}", subsequent_indent=" " * 6
            )
        )
        if not holds:
            self.failed.append(told)


@click.command()
def command() -> None:
    """Walk through Mediagora in a few seconds: load, reason, ask, validate, refuse."""
    tour = _Tour()
    tour.say(
        "Mediagora is a knowledge graph of social media. Its rule: every social network is social "
        "media, and not the other way round. What follows is computed now, on the data that ships; "
        "each line after a $ is a command to try yourself."
    )
    chapters: Iterable[Callable[[_Tour], None]] = (_load, _reason, _ask, _accept, _refuse)
    for chapter in chapters:
        chapter(tour)
    if tour.failed:
        message = f"the tour did not come out as told: {'; '.join(tour.failed)}"
        raise EngineError(message)
    click.echo("\nAll came out as told. Next: mediagora --help, and mediagora queries.")


def _load(tour: _Tour) -> None:
    from mediagora.querying.store import Members, open_store

    tour.chapter(1, "The graph loads")
    store = open_store(inference="rl")
    counts = {
        name: len(Members(store, f"{NS}{of_class}"))
        for name, of_class in (
            ("platforms", "SocialMedia"),
            ("features", "Feature"),
            ("claims", "Claim"),
            ("sources", "Source"),
        )
    }
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    tour.expect(f"{len(open_store())} triples: {told}", holds=all(counts.values()))
    tour.command("mediagora describe facebook")


def _reason(tour: _Tour) -> None:
    tour.chapter(2, "The rule at work")
    platform, purpose = OWN_PREFIXES["platform"], OWN_PREFIXES["purpose"]
    linkedin = _classes(
        f"{platform}linkedin",
        [("type", f"{NS}SocialMedia"), ("hasMainPurpose", f"{purpose}professional-networking")],
    )
    tour.say(
        "LinkedIn, given only that it is social media and for professional networking above all:"
    )
    wanted = {f"{NS}{name}" for name in ("ProfessionalNetwork", "SocialNetwork", "SocialMedia")}
    tour.expect(f"is entailed to be {_named(linkedin)}", holds=linkedin == wanted)
    tour.say("WhatsApp, with all that is on record of it:")
    whatsapp = _classes_on_record(f"{platform}whatsapp")
    tour.expect(
        f"is {_named(whatsapp)}: social media and no social network",
        holds=f"{NS}SocialMedia" in whatsapp and not whatsapp & _NETWORKS,
    )
    tour.say("A blog platform, of which nothing else is known:")
    blog = _classes(_BLOG, [("type", f"{NS}BlogPlatform")])
    tour.expect(
        f"is {_named(blog)}: social media and no social network",
        holds=f"{NS}SocialMedia" in blog and not blog & _NETWORKS,
    )
    tour.command("mediagora query platforms-in --param category=SocialNetwork")


def _ask(tour: _Tour) -> None:
    tour.chapter(3, "Questions answered")
    _question(tour, "social-media-only", columns=("platform", "name"))
    _question(tour, "contact-or-content", columns=("class", "aspect", "value"))
    _question(
        tour, "for-goal", columns=("recommended", "source", "statement"), goal="generate-leads"
    )


def _accept(tour: _Tour) -> None:
    from mediagora import bundle
    from mediagora.validation import validate

    tour.chapter(4, "The platforms that ship are valid")
    folder = bundle.root() / "data" / "platforms"
    report = validate(folder)
    summary = report.summary
    tour.expect(
        f"{summary.files} files checked: {summary.violations} violations, "
        f"{summary.warnings} warnings (what is not on record of a platform)",
        holds=report.conforms and summary.files > 0,
    )
    tour.command(f"mediagora validate {_nearby(folder)}")


def _refuse(tour: _Tour) -> None:
    from mediagora.findings import Severity
    from mediagora.reporting.text import finding_text
    from mediagora.validation import validate

    tour.chapter(5, "A broken file is refused")
    tour.say("Somebody describes a platform, with mistakes, in chirp.ttl:")
    tour.show(_BROKEN)
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        Path("chirp.ttl").write_text(_BROKEN, encoding="utf-8")
        report = validate("chirp.ttl")
    codes = {finding.code for finding in report.findings}
    violations = report.summary.violations
    tour.expect(
        f"it is refused, with {violations} violations",
        holds=not report.conforms and codes.issuperset(_MISTAKES),
    )
    for finding in report.findings:
        if finding.severity == Severity.VIOLATION:
            tour.show(finding_text(finding, report.lines, width=tour.width - 4))
            click.echo()
    tour.command("mediagora validate chirp.ttl")


def _question(tour: _Tour, name: str, *, columns: tuple[str, ...], **params: Any) -> None:  # noqa: ANN401 -- as `query`
    from dataclasses import replace

    from mediagora.querying import query
    from mediagora.querying.catalogue import expected_answer
    from mediagora.reporting.answers import printed

    result = query(name, data=None, inference=None, **params)
    given = "".join(f" --param {key}={value}" for key, value in params.items())
    tour.command(f"mediagora query {name}{given}")
    tour.say(result.question.question)
    picked = [result.columns.index(column) for column in columns]
    shown = tuple(
        tuple(solution[index] for index in picked) for solution in result.solutions[:_MOST_ROWS]
    )
    few = replace(result, columns=columns, solutions=shown)
    tour.show("".join(printed(few, "table", width=tour.width - 4)))
    if len(result) > len(shown):
        tour.say(f"These are the first of {len(result)}.")
    tour.expect(
        "this is the answer on record in the catalogue",
        holds="".join(printed(result, "csv")).splitlines()
        == expected_answer(result.question).splitlines(),
    )


def _classes(iri: str, facts: Iterable[tuple[str, str]]) -> set[str]:
    """Classes of a thing of which only a few facts are known, by the ontology alone."""
    import pyoxigraph as ox

    from mediagora.reading.shipped import shipped
    from mediagora.reasoning.closure import entail

    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in shipped(data=False, evidence=False))
    for name, value in facts:
        namespace = PREFIXES["rdf"] if name == "type" else NS
        store.add(ox.Quad(ox.NamedNode(iri), ox.NamedNode(namespace + name), ox.NamedNode(value)))
    entail(store, profile="rl")
    return _types(store, iri)


def _classes_on_record(iri: str) -> set[str]:
    from mediagora.querying.store import open_store

    return _types(open_store(inference="rl"), iri)


def _types(store: ox.Store, iri: str) -> set[str]:
    import pyoxigraph as ox

    rdf_type = ox.NamedNode(f"{PREFIXES['rdf']}type")
    found = store.quads_for_pattern(ox.NamedNode(iri), rdf_type, None)
    return {quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)}


def _nearby(path: Path) -> Path:
    """A path as one would type it here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _named(classes: Iterable[str]) -> str:
    return ", ".join(sorted(shorten(each).partition(":")[2] for each in classes))
