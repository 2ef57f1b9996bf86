"""What would make something true: as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mediagora.reporting.layout import one_line
from mediagora.reporting.proofjson import contradiction, document, triple
from mediagora.reporting.prooftext import Page, full
from mediagora.reporting.verbalising import command, headline, sayer, turtle
from mediagora.reporting.wording import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mediagora.reasoning.records import Abduction, MissingFacts
    from mediagora.reporting.verbalising import Names

_OPEN: Final = "What nobody states is unknown, not false. State what a source says, nothing else."


def why_not_text(
    abduction: Abduction,
    *,
    names: Names,
    width: int = 80,
    color: bool = False,
    data: Sequence[str] = (),
) -> str:
    """Tell what would make something true, way by way, for people.

    Args:
        abduction: What `why_not` gave.
        names: Gives a short name, such as a label or a CURIE, for an IRI.
        width: Columns of the terminal.
        color: Whether to colour with ANSI sequences.
        data: What was given as `--data`, for the command that is named to go on with.

    Example:
        >>> from mediagora.reasoning.records import Abduction, Fact
        >>> from mediagora.vocabulary import slug
        >>> fact = Fact(subject="urn:Chirp", predicate="urn:likes", object="urn:Xing")
        >>> told = Abduction(question=fact, holds=False, reason="Nothing is known of Chirp.")
        >>> print(why_not_text(told, names=slug), end="")
        Nothing says that Chirp likes Xing
        ==================================
        <BLANKLINE>
        Nothing is known of Chirp.
    """
    say = sayer([abduction.question], names)
    page = Page(width, color, names, say)
    lines = page.title(headline(abduction, say))
    if abduction.holds:
        lines += page.apart(full(abduction.reason or "It holds already"))
        asked = command("why", abduction.question, data)
        lines += [*page.apart("Why it does:"), page.pasted(asked, "  ")]
    else:
        lines += page.apart(full(abduction.reason))
        ways = abduction.missing
        lines += page.apart(_counted(abduction) if ways else None)
        lines += [""] if ways else []
        wide = len(str(len(ways)))
        for number, way in enumerate(ways, 1):
            lines += _way(page, f"  {number:>{wide}}. ", way)
        lines += page.sources(each.justification for way in ways for each in way.contradictions)
        lines += page.apart(_OPEN if ways else None)
    lines += page.apart(*(f"note: {note}" for note in abduction.notes))
    return "\n".join([*lines, ""])


def _counted(abduction: Abduction) -> str:
    ways = len(abduction.missing)
    enough = "" if ways == 1 else ", each enough by itself"
    if abduction.is_complete:
        return f"{count(ways, 'way')} to make it true{enough}:"
    if abduction.total is None:
        return f"At least {count(ways, 'way')} to make it true{enough}; --limit tells more:"
    return (
        f"The nearest {ways} of {abduction.total} ways to make it true{enough}; --limit tells more:"
    )


def why_not_json(abduction: Abduction) -> str:
    """Give the sets of facts, and what contradicts each, at the same place of another list.

    Example:
        >>> import json
        >>> from mediagora.reasoning.records import Abduction, Fact, MissingFacts
        >>> fact = Fact(subject="urn:a", predicate="urn:p", object="urn:b")
        >>> told = Abduction(question=fact, holds=False, missing=(MissingFacts(facts=(fact,)),))
        >>> json.loads(why_not_json(told))["missing"]
        [[{'subject': 'urn:a', 'predicate': 'urn:p', 'object': 'urn:b'}]]
    """
    content = {
        "question": triple(abduction.question),
        "holds": abduction.holds,
        "complete": abduction.is_complete,
        "total": abduction.total,
        "reason": abduction.reason,
        "notes": abduction.notes,
        "missing": [[triple(fact) for fact in way.facts] for way in abduction.missing],
        "contradictions": [
            [contradiction(each) for each in way.contradictions] for way in abduction.missing
        ],
    }
    return document(content)


def _way(page: Page, head: str, way: MissingFacts) -> Iterator[str]:
    hanging = " " * len(head)
    for number, fact in enumerate(way.facts):
        said = f"and {page.say(fact)}" if number else page.say(fact)
        yield from page.item(hanging if number else head, said)
        yield page.pasted(turtle(fact), f"{hanging}  ")
    for each in way.contradictions:
        yield from page.item(hanging, f"but this cannot be: {one_line(each.words)}")
        yield from page.justification(each.justification, f"{hanging}  ", supposed=way.facts)
