"""Places on the W3C's suites: every statement of every document that is no fault is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from mediagora.reading.inputs import FORMATS, Source
from reading.located import check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BASE: Final = "https://w3c.github.io/rdf-tests/rdf/rdf11/"
ACTION: Final = NamedNode("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#action")
TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

COUNTS: Final = {"rdf-turtle": 219, "rdf-trig": 241, "rdf-n-triples": 41, "rdf-n-quads": 53}
"""Positive tests of each suite."""


def positive_tests(folder: Path) -> Iterator[Source]:
    """The documents of a suite that are in order, each with its base where it may need one."""
    base = f"{BASE}{folder.name}/"
    quads = list(parse(path=folder / "manifest.ttl", format=RdfFormat.TURTLE, base_iri=base))
    action = {quad.subject: quad.object.value for quad in quads if quad.predicate == ACTION}
    for quad in quads:
        kind = quad.object.value if quad.predicate == TYPE else ""
        if kind.endswith(("Eval", "PositiveSyntax")):
            iri = action[quad.subject]
            name = iri.removeprefix(base)
            # Mediagora takes no NUL for text; another control character stands in for it.
            data = (folder / name).read_bytes().replace(b"\0", b"\1")
            form = FORMATS[(folder / name).suffix]
            if form in {"turtle", "trig"}:
                data = f"@base <{iri}> .\n".encode() + data
            yield Source(name, form, data)


@pytest.mark.conformance
@pytest.mark.parametrize("suite", COUNTS)
def test_every_statement_is_placed(w3c_suite: Path, suite: str) -> None:
    seen = 0
    for source in positive_tests(w3c_suite / "rdf" / suite):
        check(source)
        seen += 1
    assert seen == COUNTS[suite]
