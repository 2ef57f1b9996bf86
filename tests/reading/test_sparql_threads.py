"""Several threads may be the first to ask rdflib's parser, of queries and of those in shapes."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

import pytest

TEXT: Final = "SELECT $this WHERE { GRAPH <urn:service> { $this <urn:b> ?b FILTER (?b > 1) } }"
SCRIPT: Final = """
from concurrent.futures import ThreadPoolExecutor
from mediagora.{module} import {function}
with ThreadPoolExecutor(4) as threads:
    print(len(list(threads.map({function}, [{text!r}] * 20))))
"""


@pytest.mark.parametrize(
    ("module", "function"), [("querying.guard", "checked"), ("validation.guard", "_parsed")]
)
def test_threads_do_not_disturb_one_another(module: str, function: str) -> None:
    """In a new process: once it has read a query, the parser bears more of them."""
    script = SCRIPT.format(module=module, function=function, text=TEXT)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )

    assert (done.stdout, done.stderr) == ("20\n", "")
