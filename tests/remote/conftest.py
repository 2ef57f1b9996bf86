"""Real servers for the tests of a file, which share one and find it empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from remote import servers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from remote.servers import Served


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Oxigraph's server; the test needs the mark `oxigraph`."""
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as served:
        yield served


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Virtuoso; the test needs the mark `virtuoso`."""
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as served:
        yield served
