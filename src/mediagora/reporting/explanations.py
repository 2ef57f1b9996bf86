"""Why something holds or does not, and what cannot hold together: as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediagora.reasoning.owlterms import NOTHING, SUBCLASS, SUBPROPERTY
from mediagora.reporting.proofjson import document, justification, triple
from mediagora.reporting.prooftext import Page, full
from mediagora.reporting.verbalising import command, headline, sayer
from mediagora.reporting.wording import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediagora.reasoning.records import Contradiction, Explanation, Fact, Justification
    from mediagora.reporting.verbalising import Names


def why_text(
    explanation: Explanation,
    *,
    names: Names,
    width: int = 80,
    color: bool = False,
    data: Sequence[str] = (),
) -> str:
    """Tell why something holds, reason by reason, or why it does not, for people.

    Args:
        explanation: What `why` gave.
        names: Gives a short name, such as a label or a CURIE, for an IRI.
        width: Columns of the terminal.
        color: Whether to colour with ANSI sequences.
        data: What was given as `--data`, for the command that is named to go on with.

    Example:
        >>> from mediagora.reasoning.records import Explanation, Fact, Justification
        >>> from mediagora.vocabulary import slug
        >>> fact = Fact(subject="urn:Xing", predicate="https://w3id.org/mediagora/ns#launchYear",
        ...             object='"2003"', path="a.ttl", line=3)
        >>> reason = Justification(facts=(fact,), axioms=(), steps=())
        >>> told = Explanation(question=fact, holds=True, justifications=(reason,))
        >>> print(why_text(told, names=slug), end="")
        Xing was launched in '2003'
        ===========================
        <BLANKLINE>
        Reason: it is stated
          1. Xing was launched in '2003'  [a.ttl:3]
    """
    say = sayer([explanation.question], names)
    page = Page(width, color, names, say)
    lines = page.title(headline(explanation, say))
    if not explanation.holds:
        lines += page.apart(full(explanation.reason))
        if not _beyond_facts(explanation.question):
            asked = command("why-not", explanation.question, data)
            lines += [*page.apart("What would make it true:"), page.pasted(asked, "  ")]
    else:
        lines += page.apart(_counted(explanation))
        for number, reason in enumerate(explanation.justifications, 1):
            nth = f" {number}" if len(explanation.justifications) > 1 else ""
            lines += page.heading(f"Reason{nth}: {_kind(reason)}")
            lines += page.justification(reason)
        lines += page.sources(explanation.justifications)
    lines += page.apart(*(f"note: {note}" for note in explanation.notes))
    return "\n".join([*lines, ""])


def _beyond_facts(question: Fact) -> bool:
    """Whether no facts would make it true: `why-not` has nothing to tell."""
    return question.object == NOTHING.value or question.predicate in {
        SUBCLASS.value,
        SUBPROPERTY.value,
    }


def why_json(explanation: Explanation) -> str:
    """Give all that is known, IRIs in full; a fact has its sources, and its file and line.

    Example:
        >>> import json
        >>> from mediagora.reasoning.records import Explanation, Fact
        >>> fact = Fact(subject="urn:a", predicate="urn:p", object="urn:b")
        >>> list(json.loads(why_json(Explanation(question=fact, holds=False))))
        ['question', 'holds', 'complete', 'total', 'reason', 'notes', 'justifications']
    """
    content = {
        "question": triple(explanation.question),
        "holds": explanation.holds,
        "complete": explanation.is_complete,
        "total": explanation.total,
        "reason": explanation.reason,
        "notes": explanation.notes,
        "justifications": [justification(each) for each in explanation.justifications],
    }
    return document(content)


def contradictions_text(
    contradictions: Sequence[Contradiction], *, names: Names, width: int = 80, color: bool = False
) -> str:
    """Tell what cannot hold together, each with the smallest set to blame, for people.

    Args:
        contradictions: Any.
        names: Gives a short name for an IRI.
        width: Columns of the terminal.
        color: Whether to colour with ANSI sequences.

    Example:
        >>> from mediagora.reasoning.records import Contradiction, Justification
        >>> blamed = Justification(facts=(), axioms=(), steps=())
        >>> one = Contradiction(individual="urn:a", words="a is b and c", justification=blamed)
        >>> print(contradictions_text([one], names=str), end="")
        This cannot be: a is b and c
    """
    lines: list[str] = []
    for contradiction in contradictions:
        blamed = contradiction.justification
        say = sayer([step.conclusion for step in blamed.steps], names)
        page = Page(width, color, names, say)
        lines += page.heading(f"This cannot be: {contradiction.words}")
        lines += page.justification(blamed)
    page = Page(width, color, names, str)
    lines += page.sources(each.justification for each in contradictions)
    return "\n".join([*lines[1:], ""]) if lines else ""


def _counted(explanation: Explanation) -> str | None:
    reasons = len(explanation.justifications)
    if not reasons:
        return "It holds, and no reason was found within the limits given."
    if not explanation.is_complete:
        if explanation.total is None:
            return f"At least {count(reasons, 'reason')}; a higher --limit may tell more."
        return f"{reasons} of {explanation.total} reasons, the simplest; --limit tells more."
    if reasons > 1:
        return f"{count(reasons, 'reason')}, each enough by itself."
    return None


def _kind(reason: Justification) -> str:
    if not reason.steps:
        return "it is stated"
    if not reason.facts:
        return "it follows from axioms"
    return f"it follows from {count(len(reason.facts), 'fact')}"
