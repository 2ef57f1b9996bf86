"""`mediagora format`: Turtle files in the one layout."""

from __future__ import annotations

import click

from mediagora.errors import MediagoraError


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--check", is_flag=True, help="Write nothing; list the files that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
def command(*, paths: tuple[str, ...], check: bool, diff: bool) -> int:
    """Lay out the Turtle files, folders and globs PATH, in place (`-`: standard input to output).

    The graph stays the same, literals to the letter (language tags come out in lower case), and
    the same graph always comes out as the same bytes: prefixes, header, classes, properties,
    individuals, shapes, and the statements without a name, each part in order. Comments stay at
    the head, at the end, or with the statement directly below them; a file with a comment
    elsewhere, such as inside a statement, is refused and left as it is. Headings, such as
    "# Classes", are written anew: a line of just these words at the start of a paragraph, with a
    statement below, is taken for one.

    Exit code 0: every file is in the layout; 1: with --check or --diff a file would change, or a
    file cannot be formatted; 2: a path matches nothing or may not be read, and nothing is done, or
    a file cannot be written. Where one file fails, the others are still done.

    \b
    mediagora format ontology/ data/
    mediagora format --check .
    mediagora format --diff my-platforms.ttl
    curl -s https://example.org/a.ttl | mediagora format - > a.ttl
    """  # noqa: D301 -- click's mark, a backspace, for lines to keep
    from mediagora.garbage import without_collector
    from mediagora.output import write_whole
    from mediagora.publishing.difference import unified
    from mediagora.publishing.files import read_text, turtle_files
    from mediagora.publishing.turtle import format as lay_out
    from mediagora.reading.inputs import STDIN
    from mediagora.reporting.layout import printable

    sources = turtle_files(paths)
    changed = failed = code = 0
    with without_collector():
        for source in sources:
            try:
                text = read_text(source)
                result = lay_out(text, path=source.path)
                is_new = text != result
                if is_new and not (check or diff or source.path == STDIN):
                    write_whole(str(source.data), result.encode())
            except MediagoraError as error:  # the other files are still to be done
                click.echo(f"error: {printable(str(error))}", err=True)
                failed += 1
                code = max(code, error.exit_code)
                continue
            changed += is_new
            if source.path == STDIN and not (check or diff):
                click.echo(result.encode(), nl=False)
            elif is_new and diff:
                click.echo(unified(text, result, source.path).encode(), nl=False)
            elif is_new:
                click.echo(printable(source.path))
    if sources[0].path != STDIN:
        verb = "would be formatted" if check or diff else "formatted"
        click.echo(_summary(verb, changed, failed, len(sources)), err=True)
    return max(code, int(bool(changed and (check or diff))))


def _summary(verb: str, changed: int, failed: int, total: int) -> str:
    counts = [f"{_files(changed)} {verb}", f"{_files(total - changed - failed)} unchanged"]
    if failed:
        counts.append(f"{_files(failed)} could not be formatted")
    return ", ".join(counts)


def _files(number: int) -> str:
    return f"{number} file" if number == 1 else f"{number} files"
