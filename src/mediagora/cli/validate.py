"""`mediagora validate`: check files, folders, globs or standard input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from mediagora.cli.amounts import MAX_SECONDS, MEMORY, seconds, size
from mediagora.cli.configuration import Configuration, configured
from mediagora.errors import UsageError
from mediagora.findings import Severity
from mediagora.reading.inputs import DEFAULT_MAX_BYTES, human_size
from mediagora.reporting.forms import FORMS

if TYPE_CHECKING:
    from datetime import datetime

    from mediagora.findings import Report

_FILE: Final = (0, 16 << 30)
"""Least and most bytes of a file."""

_MAX_JOBS: Final = 1_000
_MAX_FINDINGS: Final = 1_000
"""Findings that are listed unless told otherwise: more than anybody reads, and soon printed."""


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--shapes",
    metavar="NAME|FILE",
    multiple=True,
    help="Shapes to check with: platform, recommended, ranges, evidence, ontology, or a file of "
    "your own. May be given several times. [default: platform, recommended and ranges]",
)
@click.option(
    "--extend-shapes",
    metavar="NAME|FILE",
    multiple=True,
    help="Shapes to check with beside the others. May be given several times.",
)
@click.option(
    "--logic/--no-logic",
    default=False,
    help="Also look for what contradicts the axioms (MG3), those of the data among them.",
)
@click.option(
    "--select",
    metavar="CODES",
    multiple=True,
    help="Report these codes only, or those that start so: MG2,MG101. [default: all]",
)
@click.option("--ignore", metavar="CODES", multiple=True, help="Do not report these codes.")
@click.option(
    "--baseline",
    metavar="FILE",
    help="Findings that are known already: they are not reported and fail nothing.",
)
@click.option(
    "--update-baseline", is_flag=True, help="Write the findings into the baseline instead."
)
@click.option("--fix", is_flag=True, help="Mend what can be mended for certain, in the files.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    show_default=True,
    help="Form of the report.",
)
@click.option(
    "--output",
    metavar="FILE",
    help="Write the report to a file as well, in the form that its ending names: .sarif, .json, "
    ".xml (JUnit), .ttl (SHACL report), .txt.",
)
@click.option(
    "--max-findings",
    type=click.IntRange(min=0),
    default=_MAX_FINDINGS,
    show_default=True,
    metavar="N",
    help="Findings that are listed, the gravest; 0 lists all. All are counted.",
)
@click.option(
    "--fail-on",
    type=click.Choice([str(severity) for severity in Severity]),
    default="violation",
    show_default=True,
    help="Least severity that makes the exit code 1.",
)
@click.option(
    "--strict/--no-strict",
    default=False,
    help="Also fail where something is checked in vain (MG401 to MG404).",
)
@click.option(
    "--exit-zero",
    is_flag=True,
    help="Exit with 0 whatever is found; 2 if the check could not be made.",
)
@click.option(
    "--stdin-name",
    metavar="NAME",
    help="What standard input is called; its ending tells the format. [default: Turtle]",
)
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
    type=click.FloatRange(min=0, max=MAX_SECONDS, min_open=True),
    callback=seconds,
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
@configured
@click.pass_obj
def command(configuration: Configuration, /, **options: Any) -> int:  # noqa: ANN401 -- click's values
    """Check the RDF files, folders and globs PATH (`-` is standard input).

    The terms of queries (`.rq`) are checked where these are named. Exit code 0: nothing as grave as
    --fail-on; 1: findings; 2: the check could not be made. Nothing is fetched from the network.

    \b
    mediagora validate my-platforms.ttl
    mediagora validate data/ --extend-shapes my-shapes.ttl --format github --output out.sarif
    mediagora validate data/ --baseline known.json --update-baseline
    mediagora rule MG203
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    from mediagora.cli.checking import Checking

    checking = Checking(
        options["paths"],
        _arguments(configuration, options),
        form=options["form"],
        output=options["output"],
    )
    if options["diff"]:
        return int(checking.show_fixes() and not options["exit_zero"])
    report = checking.fix() if options["fix"] else checking.run()
    if options["engine"] == "fast" and report.summary.engine.startswith("pyshacl"):
        click.echo("note: the shacl package cannot be imported; pyshacl took over", err=True)
    checking.write(report)
    if options["exit_zero"]:
        return 0
    return _exit_code(report, Severity(options["fail_on"]), strict=options["strict"])


def _arguments(configuration: Configuration, options: dict[str, Any]) -> dict[str, Any]:
    """Turn options into what `validate` takes."""
    from mediagora.reading.excluding import Excluded
    from mediagora.validation.run import DEFAULT_SHAPES

    if options["update_baseline"] and not options["baseline"]:
        message = "--update-baseline needs --baseline FILE, or 'baseline' in the configuration"
        raise UsageError(message)
    if options["fix"] and options["diff"]:
        message = "--fix and --diff exclude each other"
        raise UsageError(message)
    as_of: datetime | None = options["as_of"]
    return {
        "shapes": [*(options["shapes"] or DEFAULT_SHAPES), *options["extend_shapes"]],
        "logic": options["logic"],
        "select": options["select"],
        "ignore": options["ignore"],
        "baseline": options["baseline"] or None,
        "update_baseline": options["update_baseline"],
        "max_findings": options["max_findings"] or None,
        "stdin_name": options["stdin_name"],
        "excluded": Excluded(configuration.exclude, configuration.folder),
        "as_of": as_of.date() if as_of else None,
        "engine": options["engine"],
        "timeout": options["timeout"],
        "jobs": options["jobs"],
        "memory_limit": size("--memory-limit", options["memory_limit"], *MEMORY),
        "max_bytes": size("--max-size", options["max_size"], *_FILE),
    }


def _exit_code(report: Report, threshold: Severity, *, strict: bool) -> int:
    """Judge by all findings that count, of which the report may list but some."""
    counts = {
        Severity.VIOLATION: report.summary.violations,
        Severity.WARNING: report.summary.warnings,
        Severity.INFO: report.summary.infos,
    }
    if any(number for severity, number in counts.items() if severity.at_least(threshold)):
        return 1
    return int(strict and report.checks_too_little)
