"""Ontology, data and evidence stay in OWL 2 DL, EL and RL at once; the OWL API is the judge."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from logic import oracles, owl_api
from mediagora import bundle

if TYPE_CHECKING:
    from logic.oracles import Statements

pytestmark = pytest.mark.java

BROKEN = {
    "inverse": (
        "mediagora:operates a owl:ObjectProperty ; owl:inverseOf mediagora:operatedBy .",
        "EL",
    ),
    "symmetric": ("mediagora:disagreesWith a owl:ObjectProperty, owl:SymmetricProperty .", "EL"),
    "union": (
        """mediagora:Medium a owl:Class ; rdfs:subClassOf
        [ a owl:Class ; owl:unionOf ( mediagora:SocialMedia mediagora:Feature ) ] .""",
        "EL RL",
    ),
    "some": (
        """mediagora:Medium a owl:Class ; rdfs:subClassOf [ a owl:Restriction ;
        owl:onProperty mediagora:hasFeature ; owl:someValuesFrom mediagora:Feature ] .""",
        "RL",
    ),
    "chain": (
        """mediagora:hasPart a owl:ObjectProperty .
        mediagora:hasWhole a owl:ObjectProperty ;
            owl:propertyChainAxiom ( mediagora:hasPart mediagora:hasWhole mediagora:hasPart ) .
        mediagora:hasPart owl:propertyChainAxiom ( mediagora:hasWhole mediagora:hasWhole ) .""",
        "DL EL RL",
    ),
    "undeclared": ('platform:facebook <urn:x:undeclared> "value" .', "DL EL RL"),
    "year": ('platform:facebook mediagora:launchYear "2004"^^xsd:gYear .', "DL EL RL"),
}
"""What would break the profiles, and which of them it breaks."""


@dataclass
class Verdict:
    """What the OWL API says of one graph.

    Attributes:
        axioms: Number of its logical axioms, annotations set aside.
        violations: By profile, what breaks it.
    """

    axioms: int = 0
    violations: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


@pytest.fixture(scope="module")
def verdicts(
    ontology: Statements,
    shipped: Statements,
    everything: Statements,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Verdict]:
    """The verdict on what ships, and on what ships with something broken added."""
    core = oracles.read([bundle.root() / "ontology" / "mediagora.ttl"])
    graphs = {"core": core, "ontology": ontology, "shipped": shipped, "everything": everything}
    graphs |= {name: shipped | oracles.parse(turtle) for name, (turtle, _) in BROKEN.items()}
    folder = tmp_path_factory.mktemp("profiles")
    for name, statements in graphs.items():
        document = ox.serialize(oracles.merged(statements), format=ox.RdfFormat.RDF_XML)
        (folder / f"{name}.rdf").write_bytes(document)
    return _judge([folder / f"{name}.rdf" for name in graphs])


def _judge(paths: list[Path]) -> dict[str, Verdict]:
    verdicts = {path.stem: Verdict() for path in paths}
    for path, what, value in owl_api.run("ProfileCheck", *map(str, paths)):
        verdict = verdicts[Path(path).stem]
        if what == "AXIOMS":
            verdict.axioms = int(value)
        else:
            verdict.violations[what.removeprefix("OWL2_")].append(value)
    return verdicts


@pytest.mark.parametrize("name", ["core", "ontology", "shipped", "everything"])
def test_what_ships_is_in_all_three_profiles(verdicts: dict[str, Verdict], name: str) -> None:
    assert verdicts[name].axioms > 0
    assert verdicts[name].violations == {}


def test_evidence_asserts_nothing(verdicts: dict[str, Verdict]) -> None:
    assert verdicts["everything"].axioms == verdicts["shipped"].axioms


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_a_profile_is_found(verdicts: dict[str, Verdict], name: str) -> None:
    assert " ".join(sorted(verdicts[name].violations)) == BROKEN[name][1]
