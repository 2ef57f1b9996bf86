"""`mediagora why-not`: the facts that would make something true, and what speaks against them."""

from __future__ import annotations

import click

from mediagora.cli.interrupt import ends_at_once, ends_in_time
from mediagora.cli.why import question, takes_question, terminal


@click.command()
@takes_question
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the answer.",
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
    """Tell what would make SUBJECT a CLASS, or give it OBJECT as its PREDICATE.

    Every way is a smallest set of facts about SUBJECT that nobody states, with what is there that
    it would contradict. Each name is an IRI, a CURIE such as `feature:groups`, a short name such as
    `whatsapp`, or a label. Where it holds already, no fact makes it true, or data cannot be read,
    the exit code is 1.

    \b
    mediagora why-not whatsapp SocialNetwork
    mediagora why-not whatsapp hasFeature groups
    mediagora why-not chirp 'contact network' --data chirp.ttl
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    from mediagora.querying.asking import Asking
    from mediagora.reporting.abductions import why_not_json, why_not_text

    asked = question("why-not", subject, rest)
    with ends_in_time(timeout, "the search"):
        asking = Asking(data or None)
        abduction = asking.why_not(*asked, limit=limit, timeout=timeout)
    if form == "json":
        told = why_not_json(abduction)
    else:
        told = why_not_text(abduction, names=asking.name, data=data, **terminal())
    click.echo(told, nl=False, color=True)  # what is coloured is decided above
    return int(not abduction.missing)
