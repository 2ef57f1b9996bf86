"""Runs an engine as a process that ends with the one that asked, however that ends.

Started by path, in a process of its own: it imports nothing of Mediagora. Its arguments are a
folder, which is the current one of the engine, and a command. What it reads is a pipe that nobody
writes to: when that closes, nobody waits any more.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading

CANNOT_START = 127
"""Exit code where there is no such command, as shells have it."""


def run(folder: str, command: list[str]) -> int:
    """Run a command until it ends or nobody waits for it; give its exit code."""
    try:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL)  # noqa: S603 -- what child.py says
    except OSError as error:
        sys.stderr.write(f"{command[0]}: {error.strerror}\n")
        return CANNOT_START
    abandoned = threading.Event()

    def watch() -> None:
        while os.read(0, 1):
            pass
        abandoned.set()
        process.kill()

    threading.Thread(target=watch, daemon=True).start()
    code = process.wait()
    if abandoned.is_set():
        shutil.rmtree(folder, ignore_errors=True)
    return code


if __name__ == "__main__":
    code = run(sys.argv[1], sys.argv[2:])
    sys.stderr.flush()
    os._exit(code & 0xFF)  # without waiting for the thread, which reads until the pipe closes
