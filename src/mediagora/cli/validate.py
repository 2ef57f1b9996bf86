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

if TYPE_CHECKING:
    from datetime import datetime

    from mediagora.findings import Report
    from mediagora.validation.engine import EngineName

_UNITS: Final = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?", re.IGNORECASE)
_MAX_SECONDS: Final = 1_000_000
_MAX_BYTES: Final = 16 << 30


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
    "--max-size",
    metavar="SIZE",
    default="256MiB",
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
    max_size: str,
) -> int:
    """Check the RDF files, folders and globs PATH (`-` is Turtle on standard input).

    Exit code 0: nothing as grave as --fail-on; 1: findings; 2: the check could not be made. Nothing
    is fetched from the network.

    \b
    mediagora validate my-platforms.ttl
    mediagora validate data/ --shapes platform --shapes my-shapes.ttl --format json
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    from mediagora.reporting.findings import json_report, text_report
    from mediagora.validation import validate
    from mediagora.validation.run import DEFAULT_SHAPES

    report = validate(
        paths,
        shapes=shapes or DEFAULT_SHAPES,
        as_of=as_of.date() if as_of else None,
        engine=engine,
        timeout=timeout,
        max_bytes=_bytes(max_size),
    )
    if engine == "fast" and report.summary.engine.startswith("pyshacl"):
        click.echo("note: the shacl package cannot be imported; pyshacl took over", err=True)
    if form == "json":
        click.echo(json_report(report), nl=False)
    else:
        click.echo(text_report(report, color=_wants_color()), nl=False, color=True)
    return _exit_code(report, Severity(fail_on), strict=strict)


def _bytes(size: str) -> int:
    found = _SIZE.fullmatch(size.strip())
    if not found:
        raise UsageError(f"'{size}' is no size; write it as 500MB or 2GiB")
    number = float(found[1]) * _UNITS[found[2].lower()]
    if number > _MAX_BYTES:
        raise UsageError(f"'{size}' is more than can be read; the most is {_MAX_BYTES >> 30}GiB")
    return int(number)


def _wants_color() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _exit_code(report: Report, threshold: Severity, *, strict: bool) -> int:
    unchecked = strict and any(finding.code == "MG401" for finding in report.findings)
    return 1 if unchecked or report.at_least(threshold) else 0
