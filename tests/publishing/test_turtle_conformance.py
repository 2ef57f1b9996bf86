"""The formatter on the W3C's Turtle suite: each document is formatted, or refused for a reason."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

import mediagora
from mediagora.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/"
REASONS = ("comment", "not text")
"""Comments that belong to no statement, and control characters that only a program writes."""


def canonical(text: str) -> Dataset | None:
    """A graph whose blank nodes are named by pyoxigraph's RDFC-1.0, or `None` for no Turtle."""
    try:
        found = Dataset(parse(text, format=RdfFormat.TURTLE))
    except SyntaxError:
        return None
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return found


@pytest.mark.conformance
def test_w3c_suite(w3c_suite: Path) -> None:
    seen: Counter[str] = Counter()
    messages = {}
    for file in sorted((w3c_suite / "rdf" / "rdf-turtle").glob("*.ttl")):
        written = file.read_bytes().decode(errors="replace")
        with_base = f"@base <{BASE}{file.name}> .\n{written}"
        text = next((each for each in (written, with_base) if canonical(each) is not None), None)
        if text != written:  # relative IRIs, or no Turtle at all
            with pytest.raises(InputError):
                mediagora.format(written)
        if text is None:
            seen["bad"] += 1
            continue
        graph = canonical(text)
        try:
            result = mediagora.format(text)
        except InputError as error:
            messages[file.name] = error.message
            continue
        assert canonical(result) == graph, file.name
        assert mediagora.format(result) == result, file.name
        seen["formatted"] += 1
    for name, message in messages.items():
        assert any(reason in message for reason in REASONS), name
    assert seen["formatted"] > 180
    assert len(messages) < 20
    assert seen["bad"] > 80
