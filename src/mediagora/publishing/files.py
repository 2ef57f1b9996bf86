"""Turtle files on disk: which ones are meant, and what they hold."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mediagora.errors import InputError, UsageError
from mediagora.reading.inputs import STDIN, Source, collect
from mediagora.reading.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

_END: Final = ".ttl"
_MAX_BYTES: Final = 16 << 20
"""Largest file that is laid out: 16 MiB. More than that is data for machines, and takes minutes."""


def turtle_files(paths: Sequence[str]) -> list[Source]:
    """Find the Turtle that files, folders, globs and `-` stand for; nothing is read but `-`.

    Args:
        paths: As the user gave them; a folder stands for every `.ttl` file in it and below it.

    Raises:
        UsageError: A path matches no `.ttl` file, or `-` is not alone.

    Example:
        >>> turtle_files(["notes.txt"])
        Traceback (most recent call last):
        mediagora.errors.UsageError: there is no file or folder 'notes.txt'
    """
    if STDIN in paths and len(paths) > 1:
        message = "standard input (-) is formatted to standard output, and so stands alone"
        raise UsageError(message)
    found: dict[str, Source] = {}
    for path in paths:
        named = path != STDIN and "\0" not in path and Path(path).is_file()
        if named and Path(path).suffix.lower() != _END:
            raise UsageError(
                f"'{path}' is no Turtle file; only files that end in {_END} are formatted"
            )
        sources = [
            source for source in collect([path], max_bytes=_MAX_BYTES) if source.format == "turtle"
        ]
        if not sources:
            raise UsageError(f"'{path}' holds no file that ends in {_END}")
        for source in sources:
            found.setdefault(os.path.realpath(source.path), source)
    return list(found.values())


def read_text(source: Source) -> str:
    """Give the text of a file.

    Raises:
        InputError: It is no text in UTF-8 (`MG002`, `MG003`) or too large (`MG004`).
        UsageError: It cannot be read.

    Example:
        >>> read_text(Source("a.ttl", "turtle", "# é".encode()))
        '# é'
    """
    try:
        data = source.read()
    except InputError as error:  # whose advice is on another command's option
        message = error.message.partition(";")[0]
        raise InputError(message, code=error.code, path=error.path) from error
    try:
        return data.decode()
    except UnicodeDecodeError:
        parse(Source(source.path, "turtle", data))  # says where and why
        raise
