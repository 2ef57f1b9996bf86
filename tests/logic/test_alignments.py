"""An alignment changes no conclusion of the other vocabulary and breaks no profile.

HermiT, through the OWL API, classifies each vocabulary alone and again with the ontology and the
alignment; the vocabularies are the extracts in tests/cases/alignments/.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest

from logic import oracles, owl_api
from mediagora import bundle
from mediagora.vocabulary import BASE, NS, PREFIXES

if TYPE_CHECKING:
    from logic.oracles import Statements

pytestmark = pytest.mark.java

CASES: Final = Path(__file__).resolve().parents[1] / "cases" / "alignments"
CATALOGS: Final = [
    bundle.root() / "ontology" / "catalog-v001.xml",
    bundle.root() / "ontology" / "alignments" / "catalog-v001.xml",
]
FILES: Final = {path.stem: path for path in bundle.alignment_files()}
EXTRACTS: Final = {
    name: [path for path in (CASES / f"{name}.ttl", CASES / f"{name}-types.ttl") if path.is_file()]
    for name in FILES
    if name != "wikidata"  # no vocabulary of its own: its items are not classes of OWL
}
ASSERTS: Final = {"prov": 2}
"""Alignments with OWL axioms, and how many; the others assert nothing."""

PREFIX: Final = "PREFIX sioc: <http://rdfs.org/sioc/ns#>\n"
BROKEN: Final = {
    "class": """sioc:Site rdfs:subClassOf mediagora:SocialMedia .
        mediagora:SocialMedia rdfs:subClassOf sioc:Forum .""",
    "property": """sioc:has_owner rdfs:subPropertyOf mediagora:operatedBy .
        mediagora:operatedBy rdfs:subPropertyOf sioc:has_creator .""",
    "unsatisfiable": "sioc:Site rdfs:subClassOf mediagora:SocialMedia, mediagora:Claim .",
}
"""What would change the conclusions of SIOC, each in another way."""

NOTHING: Final = f"{PREFIXES['owl']}Nothing"
RDF_PROPERTY: Final = ox.NamedNode(f"{PREFIXES['rdf']}Property")
OBJECT_PROPERTY: Final = ox.NamedNode(f"{PREFIXES['owl']}ObjectProperty")

Pairs = set[tuple[str, str]]


@dataclass
class Profiles:
    """What the OWL API says of one graph.

    Attributes:
        axioms: Number of its logical axioms.
        violations: How often it breaks a profile, by profile and way.
    """

    axioms: int = 0
    violations: Counter[tuple[str, str]] = field(default_factory=Counter)


def vocabulary(name: str) -> Statements:
    """The other vocabulary; where it is in RDFS alone, its properties as object properties."""
    statements = oracles.read(EXTRACTS[name])
    typed = Counter(triple.subject for triple in statements if triple.predicate == oracles.TYPE)
    plain = {subject for subject in oracles.members(statements, RDF_PROPERTY) if typed[subject] < 2}
    return statements | {
        ox.Triple(subject, oracles.TYPE, OBJECT_PROPERTY)
        for subject in plain
        if isinstance(subject, ox.NamedNode)
    }


def names(statements: Statements) -> set[str]:
    """All that a graph says something of."""
    return {
        triple.subject.value for triple in statements if isinstance(triple.subject, ox.NamedNode)
    }


@pytest.fixture(scope="module")
def core() -> Statements:
    """The ontology proper, complete for classification."""
    return oracles.read([bundle.root() / "ontology" / "mediagora.ttl"])


@pytest.fixture(scope="module")
def mapped() -> dict[str, Statements]:
    """The alignments."""
    return {name: oracles.read([path]) for name, path in FILES.items()}


@pytest.fixture(scope="module")
def others() -> dict[str, Statements]:
    """The other vocabularies."""
    return {name: vocabulary(name) for name in EXTRACTS}


@pytest.fixture(scope="module")
def profiles(
    ontology: Statements,
    shipped: Statements,
    mapped: dict[str, Statements],
    others: dict[str, Statements],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Profiles]:
    """What the OWL API says of the ontology with alignments and with other vocabularies."""
    graphs = {"ontology": ontology, "everything": shipped.union(*mapped.values())}
    graphs |= {f"{name}, ours": ontology | mapped[name] for name in mapped}
    graphs |= {f"{name}, beside": ontology | others[name] for name in others}
    graphs |= {f"{name}, aligned": ontology | others[name] | mapped[name] for name in others}
    found = {name: Profiles() for name in graphs}
    for path, what, value in owl_api.run("ProfileCheck", *written(graphs, tmp_path_factory)):
        if what == "AXIOMS":
            found[Path(path).stem].axioms = int(value)
        else:  # the rest of the line repeats the axiom, with names of blank nodes
            way = re.split(r" \[| in annotation", value)[0]
            found[Path(path).stem].violations[what, way] += 1
    return found


@pytest.fixture(scope="module")
def above(
    core: Statements,
    mapped: dict[str, Statements],
    others: dict[str, Statements],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Pairs]:
    """By graph, each class and each property with one that HermiT finds above it."""
    graphs = {"core": core, "prov, ours": core | mapped["prov"]}
    graphs["everything"] = core.union(*mapped.values(), *others.values())
    graphs |= {f"{name}, alone": others[name] for name in others}
    graphs |= {f"{name}, aligned": core | others[name] | mapped[name] for name in others}
    graphs |= {
        f"sioc, {name}": core | others["sioc"] | oracles.parse(PREFIX + turtle)
        for name, turtle in BROKEN.items()
    }
    found: dict[str, Pairs] = {name: set() for name in graphs}
    for path, relation, lower, upper in owl_api.run(
        "HierarchyCheck", *written(graphs, tmp_path_factory)
    ):
        assert relation != "INCONSISTENT", path
        found[Path(path).stem].add((lower, upper))
    return found


def written(graphs: dict[str, Statements], factory: pytest.TempPathFactory) -> list[str]:
    """One file for each graph, named after it."""
    folder = factory.mktemp("alignments")
    for name, statements in graphs.items():
        document = ox.serialize(oracles.merged(statements), format=ox.RdfFormat.RDF_XML)
        (folder / f"{name}.rdf").write_bytes(document)
    return [str(folder / f"{name}.rdf") for name in graphs]


def among(names: set[str], pairs: Pairs) -> Pairs:
    """What is above what among some classes and properties, or below owl:Nothing."""
    return {pair for pair in pairs if set(pair) <= names | {NOTHING}}


def test_every_extract_is_tried() -> None:
    assert {path.name for paths in EXTRACTS.values() for path in paths} == {
        path.name for path in CASES.glob("*.ttl")
    }


@pytest.mark.parametrize("name", EXTRACTS)
def test_alignment_changes_nothing_inside_the_other_vocabulary(
    above: dict[str, Pairs], others: dict[str, Statements], name: str
) -> None:
    within = names(others[name])
    alone = among(within, above[f"{name}, alone"])

    assert alone
    assert among(within, above[f"{name}, aligned"]) == alone


@pytest.mark.parametrize("change", BROKEN)
def test_a_change_inside_the_other_vocabulary_would_be_found(
    above: dict[str, Pairs], others: dict[str, Statements], change: str
) -> None:
    within = names(others["sioc"])

    assert among(within, above[f"sioc, {change}"]) > among(within, above["sioc, alone"])


@pytest.mark.parametrize("name", FILES)
def test_alignment_asserts_nothing_but_its_owl_axioms(
    profiles: dict[str, Profiles], name: str
) -> None:
    added = profiles[f"{name}, ours"].axioms - profiles["ontology"].axioms

    assert added == ASSERTS.get(name, 0)


def test_claims_become_entities_derived_from_their_sources_and_nothing_else_changes(
    above: dict[str, Pairs],
) -> None:
    entity, derived = (f"{PREFIXES['prov']}{name}" for name in ("Entity", "wasDerivedFrom"))
    claims = {lower for lower, upper in above["core"] if upper == f"{NS}Claim"} | {f"{NS}Claim"}

    assert above["prov, ours"] - above["core"] == {(claim, entity) for claim in claims} | {
        (f"{NS}statedBy", derived)
    }


@pytest.mark.parametrize("name", FILES)
def test_ontology_with_alignment_is_in_all_three_profiles(
    profiles: dict[str, Profiles], name: str
) -> None:
    assert profiles[f"{name}, ours"].violations == Counter()


def test_all_that_ships_with_all_alignments_is_in_all_three_profiles(
    profiles: dict[str, Profiles],
) -> None:
    assert profiles["everything"].axioms > profiles["ontology"].axioms
    assert profiles["everything"].violations == Counter()


@pytest.mark.parametrize("name", EXTRACTS)
def test_alignment_breaks_no_profile_beside_the_vocabulary(
    profiles: dict[str, Profiles], name: str
) -> None:
    beside, aligned = profiles[f"{name}, beside"], profiles[f"{name}, aligned"]

    assert aligned.violations == beside.violations
    assert aligned.axioms - beside.axioms == ASSERTS.get(name, 0)


def test_all_vocabularies_together_leave_every_class_of_ours_possible(
    above: dict[str, Pairs],
) -> None:
    together = above["everything"]

    assert above["core"] <= together
    assert not {lower for lower, upper in together if upper == NOTHING and lower.startswith(NS)}


@pytest.mark.parametrize("catalog", CATALOGS, ids=["ontology", "alignments"])
def test_another_reader_finds_the_files_in_the_catalogue(catalog: Path) -> None:
    known = {
        f"{BASE}features": "features.ttl",
        f"{BASE}alignments/sioc/0.1.0": "alignments/sioc.ttl",
    }
    answers = dict(owl_api.run("CatalogCheck", str(catalog), *known, f"{BASE}none"))
    folder = (bundle.root() / "ontology").as_uri().replace("file:///", "file:/")

    assert answers.pop(f"{BASE}none") == ""
    assert answers == {name: f"{folder}/{file}" for name, file in known.items()}
