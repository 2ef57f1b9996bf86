"""Runs sparq-rdf in a process of its own, which can be ended while it works.

`python _fast.py question.nt answer.nt` reads the one file and writes the other; what goes wrong is
printed in one line.
"""

from __future__ import annotations

import sys

from pyoxigraph import RdfFormat, Store, serialize

from mediagora.errors import EngineError
from mediagora.reasoning.fast import derived


def run(question: str, answer: str) -> None:
    """Write what follows from the triples of one file into another."""
    store = Store()
    store.bulk_load(path=question, format=RdfFormat.N_TRIPLES)
    serialize(derived(store), answer, format=RdfFormat.N_TRIPLES)


if __name__ == "__main__":
    try:
        run(*sys.argv[1:])
    except EngineError as error:
        sys.exit(str(error))
