"""`mediagora validate`: check files, folders, globs or standard input."""

from __future__ import annotations

import math
import os
import re
import sys
from typing import TYPE_CHECKING, Final

import click

from mediagora.errors import UsageError
from mediagora.findings import Severity
from mediagora.reading.inputs import DEFAULT_MAX_BYTES, human_size

if TYPE_CHECKING:
    from datetime import datetime

    from mediagora.findings import Report
    from mediagora.validation.engine import EngineName

_UNITS: Final = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?", re.IGNORECASE)
_MAX_SECONDS: Final = 1_000_000
_FILE: Final = (0, 16 << 30)
_MEMORY: Final = (64 << 20, 1 << 40)
"""Least and most bytes of a file, and of memory: the engine does not start with less."""

_MAX_JOBS: Final = 1_000


def _number(context: click.Context, parameter: click.Parameter, value: float) -> float:
    if math.isnan(value):  # which no range refuses
        message = "'nan' is no number of seconds"
        raise click.BadParameter(message, ctx=context, param=parameter)
    return value


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the report.",
)
@click.option(
    "--shapes",
    metavar="NAME|FILE",
    multiple=True,
    help="Shapes to check with: platform, recommended, ranges, evidence, ontology, or a file of "
    "your own. May be given several times. [default: platform, recommended and ranges]",
)
@click.option(
    "--fail-on",
    type=click.Choice([str(severity) for severity in Severity]),
    default="violation",
    show_default=True,
    help="Least severity that makes the exit code 1.",
)
@click.option("--strict", is_flag=True, help="Also fail on a file in which nothing was checked.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Date that 'in the future' is measured against. [default: today]",
)
@click.option(
    "--engine",
    type=click.Choice(["fast", "reference"]),
    default="fast",
    show_default=True,
    help="SHACL engine: shacl, or pyshacl as the judge.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, max=_MAX_SECONDS, min_open=True),
    callback=_number,
    metavar="SECONDS",
    default=600,
    show_default=True,
    help="Time after which the engine is stopped.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1, max=_MAX_JOBS),
    metavar="N",
    show_default="one for each core",
    help="Processes that check large data at once.",
)
@click.option(
    "--memory-limit",
    metavar="SIZE",
    default="4 GiB",  # held to the library's by a test: to import the engine here takes time
    show_default=True,
    help="Most memory that each process of the engine may take.",
)
@click.option(
    "--max-size",
    metavar="SIZE",
    default=human_size(DEFAULT_MAX_BYTES),
    show_default=True,
    help="Largest file that is read, such as 500MB.",
)
def command(
    *,
    paths: tuple[str, ...],
    form: str,
    shapes: tuple[str, ...],
    fail_on: str,
    strict: bool,
    as_of: datetime | None,
    engine: EngineName,
    timeout: float,
    jobs: int | None,
    memory_limit: str,
    max_size: str,
) -> int:
    """Check the RDF files, folders and globs PATH (`-` is Turtle on standard input).

    Exit code 0: nothing as grave as --fail-on; 1: findings; 2: the check could not be made. Nothing
    is fetched from the network.

    \b
    mediagora validate my-platforms.ttl
    mediagora validate data/ --shapes platform --shapes my-shapes.ttl --format json
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    from mediagora.cli.interrupt import ends_in_order
    from mediagora.cli.progress import progress_bar
    from mediagora.reporting.findings import json_report, text_report
    from mediagora.validation import validate
    from mediagora.validation.run import DEFAULT_SHAPES

    max_bytes = _bytes("--max-size", max_size, *_FILE)
    memory = _bytes("--memory-limit", memory_limit, *_MEMORY)
    with ends_in_order(), progress_bar("checking") as progress:
        report = validate(
            paths,
            shapes=shapes or DEFAULT_SHAPES,
            as_of=as_of.date() if as_of else None,
            engine=engine,
            timeout=timeout,
            memory_limit=memory,
            jobs=jobs,
            max_bytes=max_bytes,
            progress=progress,
        )
    if engine == "fast" and report.summary.engine.startswith("pyshacl"):
        click.echo("note: the shacl package cannot be imported; pyshacl took over", err=True)
    if form == "json":
        click.echo(json_report(report), nl=False)
    else:
        click.echo(text_report(report, color=_wants_color()), nl=False, color=True)
    return _exit_code(report, Severity(fail_on), strict=strict)


def _bytes(option: str, size: str, least: int, most: int) -> int:
    found = _SIZE.fullmatch(size.strip())
    if not found:
        raise UsageError(f"{option}: '{size}' is no size; write it as 500MB or 2GiB")
    number = float(found[1]) * _UNITS[found[2].lower()]
    if number > most:
        raise UsageError(f"{option}: '{size}' is too much; the most is {human_size(most)}")
    if number < least:
        raise UsageError(f"{option}: '{size}' is too little; the least is {human_size(least)}")
    return int(number)


def _wants_color() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _exit_code(report: Report, threshold: Severity, *, strict: bool) -> int:
    unchecked = strict and any(finding.code == "MG401" for finding in report.findings)
    return 1 if unchecked or report.at_least(threshold) else 0
