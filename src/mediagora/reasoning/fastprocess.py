"""sparq-rdf asked in a process of its own: it holds the interpreter and cannot be interrupted."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Triple, parse, serialize

from mediagora.errors import EngineError
from mediagora.reasoning import _fast
from mediagora.reasoning.child import run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


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
        command = [sys.executable, "-P", _fast.__file__, "question.nt", "answer.nt"]
        done = run("sparq-rdf", command, folder, timeout)
        if done.code:
            told = done.complaints.strip().splitlines()
            raise EngineError(told[-1] if told else f"sparq-rdf failed with exit code {done.code}")
        for quad in parse(path=folder / "answer.nt", format=RdfFormat.N_TRIPLES):
            yield quad.triple
