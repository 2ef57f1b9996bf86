"""Namespaces that are almost right are told from those that are, and from all others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediagora.declared import VOCABULARIES, names
from mediagora.declared.namespaces import almost_right
from mediagora.findings import Severity
from mediagora.vocabulary import BASE, NS, OWN_PREFIXES, SHAPES

OURS = {f"{NS}BlogPlatform", f"{BASE}feature/groups"}
KNOWN = [*OWN_PREFIXES.values(), *(each.namespace for each in VOCABULARIES)]


def found(iri: str) -> tuple[str, str] | None:
    answer = almost_right(iri, OURS.__contains__)
    return answer and (answer.found, answer.right)


ALMOST = {
    "http://w3id.org/mediagora/ns#|BlogPlatform": NS,
    "https://www.w3id.org/mediagora/ns#|x": NS,
    "https://w3id.org/mediagora/ns|BlogPlatform": NS,
    "https://w3id.org/mediagora/ns/|BlogPlatform": NS,
    "https://w3id.org/mediagora/ns##|BlogPlatform": NS,
    "https://w3id.org/mediagora/ns/0.1.0#|BlogPlatform": NS,
    "https://w3id.org/mediagora/ns/v1.2#|BlogPlatform": NS,
    "https://w3id.org/Mediagora/NS#|BlogPlatform": NS,
    "https://w3id.org/mediagora/|BlogPlatform": NS,
    "https://w3id.org/mediagora#|BlogPlatform": NS,
    "https://w3id.org/mediagora/feature#|groups": f"{BASE}feature/",
    "https://w3id.org/mediagora/feature//|groups": f"{BASE}feature/",
    "https://w3id.org/mediagora/features/|groups": f"{BASE}feature/",
    "https://w3id.org/mediagora/feature|groups": f"{BASE}feature/",
    "http://w3id.org/mediagora/platform/|facebook": f"{BASE}platform/",
    "https://w3id.org/mediagora/shapes/0.1.0#|Platform": SHAPES,
    "http://schema.org/|name": "https://schema.org/",
    "https://www.schema.org/|name": "https://schema.org/",
    "https://schema.org|name": "https://schema.org/",
    "http://xmlns.com/foaf/|Person": "http://xmlns.com/foaf/0.1/",
    "https://xmlns.com/foaf/0.1/|Person": "http://xmlns.com/foaf/0.1/",
    "http://www.w3.org/2004/02/skos/core|prefLabel": "http://www.w3.org/2004/02/skos/core#",
    "http://www.w3.org/2001/02/rdf-schema#|label": "http://www.w3.org/2000/01/rdf-schema#",
    "http://www.w3.org/2000/10/XMLSchema#|integer": "http://www.w3.org/2001/XMLSchema#",
    "http://www.w3.org/ns/shacl/|NodeShape": "http://www.w3.org/ns/shacl#",
    "http://purl.org/dc/terms#|title": "http://purl.org/dc/terms/",
    "http://purl.org/dc/elements/1.0/|title": "http://purl.org/dc/elements/1.1/",
    "http://rdfs.org/sioc/ns/|Post": "http://rdfs.org/sioc/ns#",
    "http://rdfs.org/sioc/types/|Weblog": "http://rdfs.org/sioc/types#",
    "http://www.w3.org/ns/org/|Organization": "http://www.w3.org/ns/org#",
    "https://www.w3.org/ns/prov#|Agent": "http://www.w3.org/ns/prov#",
}


@pytest.mark.parametrize("iri", ALMOST)
def test_an_almost_right_namespace_is_found(iri: str) -> None:
    assert found(iri.replace("|", "")) == (iri.partition("|")[0], ALMOST[iri])


@pytest.mark.parametrize(
    "iri",
    [
        *sorted(OURS),
        *(f"{namespace}anything" for namespace in KNOWN),
        *KNOWN,
        *(namespace.rstrip("#/") for namespace in KNOWN),
        f"{BASE}ns/0.1.0",
        f"{BASE}features",
        f"{BASE}features/0.1.0",
        f"{BASE}shapes/platform",
        f"{BASE}shapes/platform/0.1.0",
        f"{BASE}data/platforms",
        f"{BASE}alignments/foaf",
        "https://w3id.org/mediagora/nsSomething",
        "https://w3id.org/mediagora-next/ns#BlogPlatform",
        "https://w3id.org.example/mediagora/ns#BlogPlatform",
        "https://schema.org.example/name",
        "https://schema.org/docs/full.html",
        "https://pending.schema.org/name",
        "http://www.w3.org/2001/XMLSchema-instance#type",
        "http://www.w3.org/ns/prov-aq#x",
        "http://rdfs.org/sioc/services#Service",
        "https://example.org/ns#BlogPlatform",
        "urn:x",
        "",
    ],
)
def test_others_are_left_alone(iri: str) -> None:
    assert found(iri) is None


@given(st.sampled_from(VOCABULARIES), st.data())
def test_every_way_to_write_a_namespace_wrong_is_found(
    vocabulary: object, data: st.DataObject
) -> None:
    of = next(each for each in VOCABULARIES if each is vocabulary)
    local = data.draw(st.sampled_from(sorted(names(of.prefix))))
    scheme, _, rest = of.namespace.partition("://")
    host, slash, path = rest.rstrip("#/").partition("/")
    scheme = data.draw(st.sampled_from(["http", "https"]))
    host = data.draw(
        st.sampled_from([host.removeprefix("www."), f"www.{host.removeprefix('www.')}"])
    )
    path = data.draw(st.sampled_from([path, path.upper(), path.capitalize()]))
    end = data.draw(st.sampled_from(["", "#", "/", "##", "//"]))
    written = f"{scheme}://{host}{slash}{path}{end}"
    expected = None if written == of.namespace else (written, of.namespace)
    assert found(written + local) == expected


def test_only_one_of_them_is_legal() -> None:
    legal = almost_right("http://schema.org/name", OURS.__contains__)
    assert legal
    assert legal.severity is Severity.INFO
    wrong = almost_right("http://www.schema.org/name", OURS.__contains__)
    assert wrong
    assert wrong.severity is Severity.WARNING
