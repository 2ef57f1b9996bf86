"""sparq-rdf asked in a process of its own: it holds the interpreter and cannot be interrupted."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, Triple, parse, serialize

from mediagora.errors import EngineError
from mediagora.reasoning import _fast, _hermit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GRACE: Final = 10.0
"""Seconds in which the processes are to end once nobody waits for them."""


def entailments(triples: Iterable[Triple], *, timeout: float) -> Iterator[Triple]:
    """Give what follows by OWL 2 RL and is not stated, as `mediagora.reasoning.fast` tells.

    Args:
        triples: Ontology and data.
        timeout: Seconds until the answer has to be there; then every process is ended.

    Raises:
        EngineError: sparq-rdf is not installed, ran out of time, or cannot work on this.

    Example:
        >>> list(entailments([], timeout=60))
        []
    """
    with tempfile.TemporaryDirectory(prefix="mediagora-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        serialize(triples, folder / "question.nt", format=RdfFormat.N_TRIPLES)
        _run(folder, timeout)
        for quad in parse(path=folder / "answer.nt", format=RdfFormat.N_TRIPLES):
            yield quad.triple


def _run(folder: Path, timeout: float) -> None:
    # What watches over HermiT does so over this as well.
    python = [sys.executable, "-P"]
    command = [*python, _fast.__file__, "question.nt", "answer.nt"]
    complaints = folder / "complaints"
    with (
        complaints.open("wb") as errors,
        subprocess.Popen(  # noqa: S603 -- this interpreter and files of ours
            [*python, _hermit.__file__, str(folder), *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,  # Ctrl-C reaches us alone, and we end it
        ) as process,
    ):
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            message = (
                f"sparq-rdf did not end within {timeout:g} seconds; raise the limit with --timeout"
            )
            raise EngineError(message) from None
        finally:
            if process.stdin:  # nobody waits any more: that ends both processes
                process.stdin.close()
            process.wait(_GRACE)
    if code:
        told = complaints.read_text("utf-8", errors="replace").strip().splitlines()
        raise EngineError(told[-1] if told else f"sparq-rdf failed with exit code {code}")
