"""What `mediagora validate` does between its options and its exit code."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from mediagora.cli.interrupt import ends_in_order
from mediagora.cli.progress import progress_bar
from mediagora.errors import EngineError, UsageError
from mediagora.output import write_whole
from mediagora.reading.inputs import STDIN, collect
from mediagora.reporting.forms import render
from mediagora.reporting.wording import count
from mediagora.validation import validate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediagora.findings import Report
    from mediagora.publishing.mending import Mended
    from mediagora.reading.inputs import Source

_ENDINGS: Final = {
    ".sarif": "sarif",
    ".sarif.json": "sarif",
    ".json": "json",
    ".xml": "junit",
    ".ttl": "turtle",
    ".txt": "text",
}
_MAX_ROUNDS: Final = 10
"""Times that a file is mended: a right namespace brings other mistakes to light."""


class Checking:
    """One call of the command.

    Args:
        paths: What to check.
        arguments: The others, for `validate`.
        form: Form of the report.
        output: File for the report, besides.

    Raises:
        UsageError: The file for the report has no known ending, cannot be made, or is one of those
            that the run reads.
    """

    def __init__(
        self, paths: Sequence[str], arguments: dict[str, Any], *, form: str, output: str | None
    ) -> None:
        self._paths = paths
        self._arguments = arguments
        self._form = form
        self._output = output
        if output is not None:
            self._output_form = _form_of(output)
            self._refuse_overwriting(output)

    def run(self, **others: Any) -> Report:  # noqa: ANN401 -- as `validate` says
        """Validate, with a progress bar.

        Args:
            others: Arguments in place of those of the command line.
        """
        with ends_in_order(), progress_bar("checking") as progress:
            return validate(self._paths, **(self._arguments | others), progress=progress)

    def fix(self) -> Report:
        """Mend the files, until nothing more can be mended; give what remains.

        Raises:
            EngineError: A file was changed meanwhile.
            UsageError: Standard input is among them, or a file cannot be written.
        """
        mended, files = 0, set()
        for _ in range(_MAX_ROUNDS):
            found = self._mended()
            for source, result in found:
                write_whole(str(source.data), result.data)
                mended += len(result.applied)
                files.add(source.path)
            if not found:
                break
        _say(f"mended: {count(mended, 'finding')} in {count(len(files), 'file')}")
        return self.run()

    def show_fixes(self) -> bool:
        """Print as a diff what `fix` would write first, and tell whether there is anything.

        Raises:
            UsageError: Standard input is among the paths.
        """
        from mediagora.publishing.difference import unified

        found = self._mended()
        for source, result in found:
            before, after = source.read().decode(), result.data.decode()
            click.echo(unified(before, after, source.path).encode(), nl=False)
        mended = sum(len(result.applied) for _, result in found)
        _say(f"to be mended: {count(mended, 'finding')} in {count(len(found), 'file')}")
        return bool(found)

    def _mended(self) -> list[tuple[Source, Mended]]:
        from mediagora.publishing.mending import mend

        if STDIN in self._paths:
            message = "standard input (-) cannot be mended; name a file"
            raise UsageError(message)
        started = time.time_ns()
        by_path: dict[str, list[Any]] = {}
        # What the baseline knows is mended as well: that is how it gets shorter.
        run = self.run(max_findings=None, baseline=None, update_baseline=False)
        for finding in run.findings:
            if finding.fix is not None and finding.path is not None:
                by_path.setdefault(finding.path, []).append(finding)
        size = self._arguments["max_bytes"]
        excluded = self._arguments["excluded"]
        given = collect(self._paths, max_bytes=size, queries=True, excluded=excluded)
        mended = []
        for source in [*given, *collect(self._shapes_files(), max_bytes=size)]:
            findings = by_path.get(source.path, [])
            if not findings:
                continue
            result = mend(source, findings)
            if not isinstance(source.data, bytes) and source.data.stat().st_mtime_ns > started:
                raise EngineError(
                    f"'{source.path}' was changed while it was checked; check it again"
                )
            if result.applied:
                mended.append((source, result))
        return mended

    def _shapes_files(self) -> list[str]:
        """Paths and patterns among the names of shapes, by the marks that tell them."""
        return [name for name in self._arguments["shapes"] if any(each in name for each in "./\\*")]

    def write(self, report: Report) -> None:
        """Print the report, and write it into its file.

        Raises:
            UsageError: The file cannot be written.
        """
        if self._output is not None:
            text = render(report, self._output_form)
            write_whole(self._output, text.encode(errors="replace"))
        at_terminal = sys.stdout.isatty()
        color = at_terminal and not os.environ.get("NO_COLOR")
        width = shutil.get_terminal_size().columns if at_terminal else None
        text = render(report, self._form, color=color, width=width)
        click.echo(text.encode(errors="replace"), nl=False)
        if self._arguments["update_baseline"]:
            _say(f"baseline {self._arguments['baseline']}: {count(report.known, 'finding')}")

    def _refuse_overwriting(self, output: str) -> None:
        folder = Path(output).absolute().parent
        if not folder.is_dir():
            raise UsageError(f"--output: there is no folder '{folder}'")
        baseline = self._arguments["baseline"]
        if baseline and os.path.realpath(baseline) == os.path.realpath(output):
            raise UsageError(f"--output: '{output}' is the baseline")
        if not Path(output).is_file():
            return
        paths = [path for path in self._paths if path != STDIN]
        read = collect(paths, queries=True, excluded=self._arguments["excluded"])
        read += collect(self._shapes_files())
        if any(Path(str(source.data)).samefile(output) for source in read):
            raise UsageError(f"--output: '{output}' is a file that this run reads")


def _form_of(output: str) -> str:
    for ending, form in _ENDINGS.items():
        if output.lower().endswith(ending):
            return form
    raise UsageError(
        f"--output: the ending of '{output}' names no form; known are {' '.join(_ENDINGS)}"
    )


def _say(message: str) -> None:
    click.echo(message, err=True)
