"""Where the `mediagora` command starts and ends: finding the command, and every way to fail.

Exit codes: 0 clean, 1 findings (or data that cannot be read), 2 the tool could not do its work, 130
interrupted, 141 the reader of the output has gone, 143 terminated.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any, Final, TextIO

import click

from mediagora import __version__
from mediagora.cli.interrupt import Terminated
from mediagora.errors import MediagoraError
from mediagora.vocabulary import nearest

FAILED: Final = 2
INTERRUPTED: Final = 130
READER_GONE: Final = 141
"""As the shell tells of a process that SIGPIPE ended."""
TERMINATED: Final = 143
"""As it tells of one that SIGTERM ended."""

_UNWRITABLE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "tour": (
        "mediagora.cli.tour",
        "See the main job done on the data that ships, in a few seconds.",
    ),
    "validate": ("mediagora.cli.validate", "Check platform data against the model."),
    "rule": ("mediagora.cli.rule", "Explain a code: what it finds, why, and how to mend it."),
    "query": ("mediagora.cli.query", "Run a question of the catalogue, or SPARQL of your own."),
    "queries": ("mediagora.cli.queries", "List the catalogue of questions."),
    "describe": ("mediagora.cli.describe", "Tell what is known of a term or platform."),
    "compare": ("mediagora.cli.compare", "Set two classes or two platforms side by side."),
    "classify": ("mediagora.cli.classify", "Tell what a platform is, by what is known of it."),
    "why": ("mediagora.cli.why", "Explain why something holds, step by step, with its sources."),
    "why-not": ("mediagora.cli.why_not", "Tell which facts would make something hold."),
    "reason": ("mediagora.cli.reason", "Write what follows from ontology and data."),
    "diff": ("mediagora.cli.diff", "Compare two versions, and what follows from them."),
    "push": ("mediagora.cli.push", "Put ontology and data into a SPARQL store."),
    "format": ("mediagora.cli.format", "Lay out Turtle files in one way."),
    "export": ("mediagora.cli.export", "Write what ships as RDF in any form, or as CSV."),
}
"""Module and one line of help by name; the module is imported when its command is called."""


class _Lazy(click.Group):
    """A group that knows its commands by name and loads the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 -- click's signature
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            close = nearest(args[0], COMMANDS, limit=1)
            hint = f" Did you mean '{close[0]}'?" if close else ""
            ctx.fail(f"No such command '{args[0]}'.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 -- click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="mediagora %(version)s")
def mediagora() -> None:
    """Query, describe and validate a knowledge graph of social media."""


def main() -> int:
    """Run the command and give its exit code; what goes wrong is said in one line, never shown raw.

    Example:
        >>> import sys
        >>> from mediagora.cli.main import main
        >>> sys.argv = ["mediagora", "--version"]
        >>> main()
        mediagora 0.1.0
        0
    """
    if getattr(sys, "stdout", None) is None:  # closed by the caller, as with `>&-`
        _say("error: cannot write the output: standard output is closed\n")
        return FAILED
    _write_utf8(sys.stdout)
    try:
        code = _called()
        sys.stdout.flush()
    except click.exceptions.Exit as leave:
        code = leave.exit_code
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        _say(_printable(shown.getvalue()))
        code = FAILED
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted\n")
        code = INTERRUPTED
    except Terminated:
        _say("terminated\n")
        code = TERMINATED
    except (BrokenPipeError, SystemExit):  # the reader has gone; click makes an exit of it
        _discard(sys.stdout)
        code = READER_GONE
    except MediagoraError as error:
        _say(f"error: {_printable(str(error))}\n")
        code = error.exit_code
    except Exception as error:
        if os.environ.get("MEDIAGORA_DEBUG"):
            raise
        if isinstance(error, OSError) and error.errno in _UNWRITABLE:
            _discard(sys.stdout)
            _say(f"error: cannot write the output: {(error.strerror or '').lower()}\n")
        else:
            _say(
                f"error: mediagora failed unexpectedly ({type(error).__name__}: "
                f"{_printable(' '.join(str(error).split()))}); please report this with the command "
                "you ran; MEDIAGORA_DEBUG=1 shows the traceback\n"
            )
        code = FAILED
    return code if isinstance(code, int) else 0


def _write_utf8(stream: TextIO) -> None:
    """Write UTF-8 to a file or a pipe on every system: JSON, XML and Turtle are nothing else."""
    if not isinstance(stream, io.TextIOWrapper):
        return
    if stream.isatty():
        stream.reconfigure(errors="backslashreplace")  # it shows what it can
    else:
        stream.reconfigure(encoding="utf-8", newline="\n")


def _called() -> Any:  # noqa: ANN401 -- click gives what a command gives
    """Call what the arguments name, or answer a shell that completes them."""
    if instruction := os.environ.get("_MEDIAGORA_COMPLETE"):
        from mediagora.cli.shells import complete

        return complete(mediagora, instruction)
    return mediagora.main(prog_name="mediagora", standalone_mode=False)


def _say(message: str) -> None:
    """Write to standard error, where there is one; the exit code tells the rest."""
    if getattr(sys, "stderr", None) is None:
        return
    try:
        sys.stderr.write(message)
        sys.stderr.flush()
    except OSError:
        _discard(sys.stderr)


def _discard(stream: TextIO) -> None:
    """Let what could not be written go nowhere, else Python tries again as it ends."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _printable(message: str) -> str:
    """A message may quote what the user gave; its own lines stay as they are."""
    from mediagora.reporting.layout import printable

    return "\n".join(map(printable, message.split("\n")))


if __name__ == "__main__":
    sys.exit(main())
