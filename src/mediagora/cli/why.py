"""`mediagora why`: the reasons for a fact or a type, down to files, lines and sources."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from mediagora.cli import completing
from mediagora.cli.amounts import seconds
from mediagora.cli.interrupt import ends_at_once, ends_in_time
from mediagora.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., Any]")

LIMIT: Final = 10
"""Reasons, or ways, that are told unless more are asked for."""
TIMEOUT: Final = 60
"""Seconds that the search for them may take."""


def takes_question(function: Function) -> Function:
    """Give a command what `why` and `why-not` have in common: a question, data and limits.

    Example:
        >>> @click.command()
        ... @takes_question
        ... def ask(**options): ...
        >>> [parameter.name for parameter in ask.params]
        ['subject', 'rest', 'data', 'limit', 'timeout']
    """
    for added in reversed(
        (
            click.argument("subject", shell_complete=completing.things()),
            click.argument(
                "rest",
                metavar="[PREDICATE] CLASS|OBJECT",
                nargs=-1,
                required=True,
                shell_complete=completing.objects,
            ),
            click.option(
                "--data",
                metavar="PATH",
                multiple=True,
                help="Your own RDF files or folders, added.",
            ),
            click.option(
                "--limit",
                metavar="N",
                type=click.IntRange(min=1),
                default=LIMIT,
                show_default=True,
                help="Tell at most so many.",
            ),
            click.option(
                "--timeout",
                metavar="SECONDS",
                type=click.FloatRange(min=0, min_open=True),
                callback=seconds,
                default=TIMEOUT,
                show_default=True,
                help="Work no longer than this.",
            ),
        )
    ):
        function = added(function)
    return function


@click.command()
@takes_question
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "mermaid", "svg"]),
    default="text",
    show_default=True,
    help="Form of the explanation: words, data, a Mermaid flowchart or a picture.",
)
@ends_at_once()
def command(
    *,
    subject: str,
    rest: tuple[str, ...],
    data: tuple[str, ...],
    limit: int,
    timeout: float,
    form: str,
) -> int:
    """Tell why SUBJECT is a CLASS, or why SUBJECT has OBJECT as its PREDICATE.

    Every reason is told step by step: the facts, with their sources and where they stand, the axiom
    that applies to them, and what follows. Each name is an IRI, a CURIE such as `feature:groups`,
    a short name such as `linkedin`, or a label. Where it does not hold, or data cannot be read, the
    exit code is 1.

    \b
    mediagora why linkedin SocialNetwork
    mediagora why linkedin hasPurpose build-relationships
    mediagora why chirp 'social network' --data chirp.ttl --format svg > chirp.svg
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    from mediagora.querying.asking import Asking

    asked = question("why", subject, rest)
    with ends_in_time(timeout, "the search"):
        asking = Asking(data or None)
        explanation = asking.why(*asked, limit=limit, timeout=timeout)
    match form:
        case "json":
            from mediagora.reporting.explanations import why_json

            told = why_json(explanation)
        case "mermaid":
            from mediagora.reporting.mermaid import why_mermaid

            told = why_mermaid(explanation, names=asking.name)
        case "svg":
            from mediagora.reporting.proofpicture import why_svg

            told = why_svg(explanation, names=asking.name)
        case _:
            from mediagora.reporting.explanations import why_text

            told = why_text(explanation, names=asking.name, data=data, **terminal())
    click.echo(told, nl=False, color=True)  # what is coloured is decided above
    return int(not explanation.holds)


def question(name: str, subject: str, rest: tuple[str, ...]) -> tuple[str, ...]:
    """Check that a class, or a predicate and an object, is asked about.

    Raises:
        UsageError: It is more than that.

    Example:
        >>> question("why", "linkedin", ("SocialNetwork",))
        ('linkedin', 'SocialNetwork')
    """
    if len(rest) > 2:  # noqa: PLR2004 -- a predicate and an object
        message = (
            f"{name} takes SUBJECT CLASS or SUBJECT PREDICATE OBJECT, not {len(rest) + 1} names; "
            "put quotes around a name that has spaces, such as 'social network'"
        )
        raise UsageError(message)
    return (subject, *rest)


def terminal() -> dict[str, Any]:
    """Tell for what terminal to write: its width, and whether it shows colours.

    Example:
        >>> sorted(terminal())
        ['color', 'width']
    """
    return {
        "color": sys.stdout.isatty() and not os.environ.get("NO_COLOR"),
        "width": shutil.get_terminal_size().columns,
    }
