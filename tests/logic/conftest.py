"""What ships, as sets of triples, and what HermiT says of it: read and asked once.

`--write-matrix`: the engines write docs/portability.md instead of being compared with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from logic import oracles
from mediagora import bundle

if TYPE_CHECKING:
    from logic.oracles import Entailed, Statements


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-matrix", action="store_true", help="write docs/portability.md")


@pytest.fixture(scope="session")
def ontology() -> Statements:
    """The ontology: classes, properties, features, purposes and the other concepts."""
    return oracles.read(bundle.ontology_files())


@pytest.fixture(scope="session")
def shipped(ontology: Statements) -> Statements:
    """The ontology and the plain facts, without evidence."""
    return ontology | oracles.read(bundle.data_files())


@pytest.fixture(scope="session")
def everything(shipped: Statements) -> Statements:
    """The ontology, the facts and their evidence."""
    return shipped | oracles.read(bundle.evidence_files())


@pytest.fixture(scope="session")
def by_hermit(shipped: Statements) -> Entailed:
    """What follows from ontology and facts, by HermiT."""
    return oracles.hermit(shipped)
