"""The JSON-LD context: what documents of other people's say in its words."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import pytest

import mediagora
from mediagora import bundle
from mediagora.publishing.jsonld import context
from mediagora.vocabulary import NS, OWN_PREFIXES, PREFIXES, shorten
from publishing.test_export_jsonld import parsed, parsed_by_rdflib

if TYPE_CHECKING:
    from types import ModuleType

ROOT: Final = Path(__file__).resolve().parents[2]
XSD: Final = PREFIXES["xsd"]
OWL: Final = PREFIXES["owl"]
RDF: Final = PREFIXES["rdf"]


def in_our_words(document: dict[str, Any]) -> str:
    return json.dumps({"@context": context(), **document})


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    """docs/context.py, which writes the context."""
    spec = importlib.util.spec_from_file_location("context", ROOT / "docs" / "context.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_context_that_ships_is_the_one_the_ontology_asks_for(writer: ModuleType) -> None:
    """Where this fails, run python docs/context.py."""
    assert bundle.context_file().read_text("utf-8") == writer.page(writer.make())


def test_no_word_has_a_type_that_the_shapes_do_not_ask_for() -> None:
    shapes = ox.Store()
    for path in bundle.shape_files().values():
        shapes.load(path=path, format=ox.RdfFormat.TURTLE)
    allowed: dict[str, set[str]] = {}
    for path, datatype in shapes.query(  # type: ignore[union-attr,misc] # rows
        """SELECT ?path ?datatype {
            ?shape sh:path ?path ; (sh:node|sh:or/rdf:rest*/rdf:first)*/sh:datatype ?datatype
            FILTER isIRI(?path) }""",
        prefixes=PREFIXES,
    ):
        allowed.setdefault(shorten(path.value), set()).add(shorten(datatype.value))
    types = {
        meaning["@id"]: {meaning["@type"]}
        for meaning in context().values()
        if isinstance(meaning, dict) and "@type" in meaning
    }

    dates = {"xsd:date", "xsd:gYearMonth", "xsd:gYear"}
    assert allowed["mediagora:validFrom"] == allowed["mediagora:validUntil"] == dates
    assert {"mediagora:launchYear", "mediagora:homepage"} <= allowed.keys() & types.keys()
    assert {
        each: types[each] for each in types if types[each] != allowed.get(each, types[each])
    } == {}


def test_every_term_of_the_ontology_has_a_word() -> None:
    kinds = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    quads = [quad for path in bundle.ontology_files() for quad in ox.parse(path=path)]
    declared = {
        quad.subject.value
        for quad in quads
        if quad.predicate == ox.NamedNode(f"{RDF}type")
        and quad.object in {ox.NamedNode(OWL + kind) for kind in kinds}
        and isinstance(quad.subject, ox.NamedNode)
    }
    words = [word for word in context() if word not in {*PREFIXES, "@vocab", "id", "type"}]
    text = json.dumps({"@context": context(), "@id": "urn:a", "@type": words})
    assert len(declared) > 100
    assert declared <= {each.object.value for each in parsed(text)}  # type: ignore[union-attr] # IRIs


def test_the_export_embeds_the_context_that_ships() -> None:
    shipped = json.loads(bundle.context_file().read_bytes())
    assert (
        json.loads(mediagora.export("twitch", format="jsonld"))["@context"] == shipped["@context"]
    )


def test_the_context_alone_makes_sense_of_somebodys_document() -> None:
    mine = "https://example.org/mine"
    document = {
        **json.loads(bundle.context_file().read_bytes()),
        "id": mine,
        "type": "BlogPlatform",
        "label": {"en": "Mine"},
        "hasFeature": ["feature:groups"],
        "launchYear": 2020,
        "hasSource": "source:S0",
    }
    wanted = {
        f"<{mine}> <{RDF}type> <{NS}BlogPlatform>",
        f'<{mine}> <{PREFIXES["rdfs"]}label> "Mine"@en',
        f"<{mine}> <{NS}hasFeature> <{OWN_PREFIXES['feature']}groups>",
        f'<{mine}> <{NS}launchYear> "2020"^^<{XSD}integer>',
        f"<{mine}> <{PREFIXES['dcterms']}source> <{OWN_PREFIXES['source']}S0>",
    }
    text = json.dumps(document)
    assert set(map(str, parsed(text))) == set(map(str, parsed_by_rdflib(text))) == wanted


def test_dates_of_any_precision_come_back_as_somebody_wrote_them(tmp_path: Path) -> None:
    dates = {"2004": "gYear", "2004-05": "gYearMonth", "2004-05-01": "date"}
    node = {
        "type": "Axiom",
        "annotatedSource": "platform:facebook",
        "annotatedProperty": "mediagora:launchYear",
        "annotatedTarget": 2004,
        "hasSource": "source:S0",
    }
    nodes = [
        {**node, "id": f"urn:x:{kind}", "validFrom": {"@type": f"xsd:{kind}", "@value": text}}
        for text, kind in dates.items()
    ]
    text = in_our_words({"@graph": nodes})
    file = tmp_path / "mine.jsonld"
    file.write_text(text, encoding="utf-8")

    wanted = {
        ox.Triple(
            ox.NamedNode(f"urn:x:{kind}"),
            ox.NamedNode(f"{NS}validFrom"),
            ox.Literal(date, datatype=ox.NamedNode(f"{XSD}{kind}")),
        )
        for date, kind in dates.items()
    }
    assert wanted <= set(parsed(text))
    assert wanted <= set(parsed_by_rdflib(text))
    assert mediagora.validate(file, shapes=["evidence"]).findings == ()


def test_a_successor_is_a_term_and_not_a_text() -> None:
    text = in_our_words({"id": "urn:x:old", "isReplacedBy": "feature:groups"})
    wanted = f"<urn:x:old> <{PREFIXES['dcterms']}isReplacedBy> <{OWN_PREFIXES['feature']}groups>"
    assert [str(each) for each in parsed(text)] == [wanted]
    assert [str(each) for each in parsed_by_rdflib(text)] == [wanted]


@pytest.mark.parametrize(
    ("wrong", "told", "meant"),
    [
        ({"lanchYear": 2004}, "property mediagora:lanchYear", f"{NS}launchYear"),
        ({"hasFeatures": "feature:groups"}, "property mediagora:hasFeatures", f"{NS}hasFeature"),
        ({"type": "BlogPlatfrom"}, "class mediagora:BlogPlatfrom", f"{NS}BlogPlatform"),
        (
            {"operatedBy": {"id": "urn:x:b", "type": "Organisation", "label": {"en": "B"}}},
            "class mediagora:Organisation",
            None,
        ),
    ],
    ids=["key", "plural", "class", "type-within"],
)
def test_a_misspelt_word_does_not_vanish(
    tmp_path: Path, wrong: dict[str, Any], told: str, meant: str | None
) -> None:
    file = tmp_path / "mine.jsonld"
    document = {"id": "urn:x:a", "type": "BlogPlatform", "label": {"en": "A"}, **wrong}
    file.write_text(in_our_words(document), encoding="utf-8")

    (found,) = [each for each in mediagora.validate(file).findings if each.code == "MG101"]

    assert told in found.message
    assert found.suggestion == meant


def test_keys_of_ones_own_can_be_left_out_or_explained() -> None:
    mine = {"note": None, "rating": "https://example.org/rating"}
    document = {"id": "urn:x:a", "note": "mine alone", "rating": 5, "launchYear": 2004}
    text = json.dumps({"@context": [context(), mine], **document})
    assert {each.predicate.value for each in parsed(text)} == {
        "https://example.org/rating",
        f"{NS}launchYear",
    }
