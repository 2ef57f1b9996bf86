"""Writing a file in one step: who opens it finds the older text or the new one, whole."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from mediagora.errors import MediagoraError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


def write_whole(path: str, data: bytes) -> None:
    """Write a file under a temporary name beside it, then give it its own.

    A symbolic link is followed. An older file is replaced by one with its permissions, which the
    temporary one has from the start; a hard link to it keeps the older text. A pipe or a device,
    which has no older text to keep, is written to directly.

    Raises:
        UsageError: The file cannot be written; an older one is as it was.

    Example:
        >>> write_whole("no-such-folder/file.ttl", b"")
        Traceback (most recent call last):
        mediagora.errors.UsageError: cannot write 'no-such-folder/file.ttl': there is no such folder
    """
    with whole(path) as stream:
        stream.write(data)


@contextmanager
def whole(path: str) -> Iterator[IO[bytes]]:
    """Give a stream for the contents of a file, written as `write_whole` does.

    Where the `with` block raises, the file stays as it was.

    Raises:
        UsageError: As `write_whole`.

    Example:
        >>> with whole("no-such-folder/file.ttl") as stream:
        ...     pass
        Traceback (most recent call last):
        mediagora.errors.UsageError: cannot write 'no-such-folder/file.ttl': there is no such folder
    """
    try:
        with _opened(Path(path)) as stream:
            yield stream
    except MediagoraError:
        raise
    except (OSError, ValueError) as error:  # a name that holds a NUL is a ValueError
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"cannot write '{path}': {reason.lower()}") from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as stream:
            yield stream
        return
    path = Path(os.path.realpath(path))
    if not path.parent.is_dir():
        raise FileNotFoundError(0, "there is no such folder")
    if path.is_dir():
        raise IsADirectoryError(0, "it is a folder")
    is_new = not path.exists()
    mode = 0o666 if is_new else stat.S_IMODE(path.stat().st_mode)
    if not (is_new or os.access(path, os.W_OK)):
        raise PermissionError(0, "permission denied")
    part = path.parent / f".mediagora-{secrets.token_hex(8)}"
    try:
        opener = partial(os.open, mode=mode)
        with open(part, "xb", opener=opener) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if not is_new:  # the umask may have taken some away
            part.chmod(mode)
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
