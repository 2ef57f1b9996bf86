"""What OWL tools make of an export: one ontology, inside the profiles, with nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

import mediagora
from logic.test_profiles import _judge

if TYPE_CHECKING:
    from pathlib import Path

    from mediagora.publishing.export import Form

pytestmark = pytest.mark.java

FORMS: Final[dict[str, Form]] = {"owl": "rdfxml", "ttl": "turtle", "nt": "ntriples"}
"""Those that the OWL API reads without further parsers."""


def test_the_owl_api_reads_every_form_alike_and_within_the_profiles(tmp_path: Path) -> None:
    paths = []
    for ending, form in FORMS.items():
        # That evidence asserts nothing can be seen in one form.
        for name, evidence in (("all", True), ("plain", False))[: 2 if form == "rdfxml" else 1]:
            paths.append(tmp_path / f"{name}-{form}.{ending}")
            text = mediagora.export(format=form, evidence=evidence, entailed=True)
            paths[-1].write_text(text, encoding="utf-8", newline="")

    verdicts = _judge(paths)

    assert {path.stem for path in paths} == set(verdicts)
    assert all(verdict.violations == {} for verdict in verdicts.values())
    # Every form says the same, and evidence asserts nothing.
    (axioms,) = {verdict.axioms for verdict in verdicts.values()}
    assert axioms > 1000
