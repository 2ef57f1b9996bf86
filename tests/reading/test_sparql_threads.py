"""Several threads may ask at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Final

from mediagora.querying import guard

TEXT: Final = "SELECT ?a WHERE { GRAPH <urn:service> { ?a <urn:b>|<urn:c> ?b } }"


def test_threads_do_not_disturb_one_another() -> None:
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(guard.checked, [TEXT] * 20)) == [TEXT] * 20
