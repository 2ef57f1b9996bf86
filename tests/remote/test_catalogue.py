"""Every question of the catalogue has the same answer on a server as embedded.

What ships is pushed as a user pushes it, with a file that has every defect that questions look for,
and all is asked as a user asks. One thing that servers do by their nature is let pass: Virtuoso
gives an integer beyond 32 bits as an `xsd:decimal`, the same number. No answer holds a boolean, a
blank node or a fraction, which it writes in its own way.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import pytest

from mediagora.querying import queries
from mediagora.querying.run import query_on, resolve
from mediagora.querying.store import open_stores
from mediagora.remote.asking import answer_from
from mediagora.remote.endpoint import Endpoint
from mediagora.remote.pushing import push
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from mediagora.querying.answer import Answer
    from mediagora.querying.catalogue import Question
    from remote.servers import Served

VALUES: Final[dict[str, dict[str, object]]] = {
    "advice/for-goal": {"goal": "keep-in-contact"},
    "categories/in-common": {"category": "MicroblogPlatform"},
    "categories/platforms-in": {"category": "MicroblogPlatform"},
    "comparison/alike": {"platform": "linkedin"},
    "comparison/two-classes": {"first": "SocialNetwork", "second": "SocialMedia"},
    "comparison/two-platforms": {"first": "linkedin", "second": "xing"},
    "comparison/what-tells-apart": {"first": "SocialNetwork", "second": "VideoSharingPlatform"},
    "features/by-decade": {"feature": "groups"},
    "features/go-together": {"feature": "private-messages"},
    "features/in-category": {"category": "MicroblogPlatform", "feature": "groups"},
    "features/of-platform": {"platform": "linkedin"},
    "features/pages-cited": {"feature": "private-messages"},
    "features/who-has-feature": {"feature": "private-messages"},
    "features/with-but-without": {"first": "pages", "second": "groups", "without": "events"},
    "platforms/facts": {"platform": "linkedin"},
    "platforms/facts-with-sources": {"platform": "linkedin"},
    "platforms/in-country": {"country": "us"},
    "platforms/launched-since": {"year": 2005},
    "platforms/of-operator": {"organization": "google"},
    "platforms/sharing-content": {"content": "video"},
    "quality/wikidata-support": {"most": 2},
    "sources/behind-platform": {"platform": "linkedin"},
    "sources/behind-term": {"term": "mediagora:SocialMedia"},
    "sources/claims-of": {"source": "S1"},
}
"""Values that differ from the defaults, for each question that takes any."""

DEFECTS: Final = (
    "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    + """
@prefix ex: <https://example.org/> .
ex:defects a owl:Ontology .
ex:chirp a mediagora:MicroblogPlatform ; rdfs:label "Chirp"@en ;
  mediagora:homepage "https://www.chirp.example/"^^xsd:anyURI ;
  mediagora:operatedBy organization:nobody ; mediagora:hasFeature feature:groups .
ex:cheep a mediagora:MicroblogPlatform ; rdfs:label "Cheep"@en ;
  mediagora:homepage "http://chirp.example"^^xsd:anyURI .
[] a owl:Axiom ; owl:annotatedSource ex:chirp ; owl:annotatedProperty mediagora:launchYear ;
  owl:annotatedTarget 2001 ; dcterms:source source:S1 .
[] a owl:Axiom ; owl:annotatedSource ex:chirp ; owl:annotatedProperty mediagora:hasFeature ;
  owl:annotatedTarget feature:groups ; dcterms:source source:S1 .
[] a owl:Axiom ; owl:annotatedSource ex:chirp ; owl:annotatedProperty mediagora:hasFeature ;
  owl:annotatedTarget feature:groups ; dcterms:source source:S1 ; dcterms:date "2026" .
"""
)

ASKED: Final = [
    *(pytest.param(each, {}, id=each.name) for each in queries()),
    *(
        pytest.param(each, VALUES.get(each.name, {}), id=f"{each.name}-given")
        for each in queries()
        if each.parameters
    ),
]
OXIGRAPH: Final = pytest.param("oxigraph", marks=pytest.mark.oxigraph)
VIRTUOSO: Final = pytest.param("virtuoso", marks=pytest.mark.virtuoso)

DECIMAL: Final = ox.NamedNode(PREFIXES["xsd"] + "decimal")
BEYOND: Final = 2**31
"""The least number that takes more than 32 bits, one of them the sign."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file with the defects."""
    path = tmp_path_factory.mktemp("data") / "defects.ttl"
    path.write_text(DEFECTS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def stores(data: Path) -> dict[str, ox.Store]:
    """What is asked, embedded: as stated, and with all that follows."""
    return dict(zip(("none", "rl"), open_stores(data), strict=True))


@pytest.fixture(scope="module", params=[OXIGRAPH, VIRTUOSO])
def endpoint(request: pytest.FixtureRequest, data: Path) -> Endpoint:
    """The same on a server."""
    served: Served = request.getfixturevalue(request.param)
    with pytest.MonkeyPatch.context() as environment:
        if served.user:
            environment.setenv("MEDIAGORA_ENDPOINT_USER", served.user)
            environment.setenv("MEDIAGORA_ENDPOINT_PASSWORD", served.password)
        push(data, endpoint=served.query)
    return Endpoint(served.query)


def bag(answer: Answer) -> Counter[tuple[Any, ...]]:
    """The rows or triples of an answer, in no order."""
    if answer.form == "graph":
        return Counter(tuple(triple) for triple in answer.triples)
    return Counter(tuple(map(number, row)) for row in answer.solutions)


def number(term: object) -> object:
    """A term, or the integer that a decimal beyond 32 bits stands for."""
    if isinstance(term, ox.Literal) and term.datatype == DECIMAL and term.value.isdecimal():
        return ox.Literal(int(term.value)) if int(term.value) >= BEYOND else term
    return term


def test_every_question_has_an_answer_and_every_value_changes_it(
    stores: dict[str, ox.Store],
) -> None:
    for question in queries():
        values = VALUES.get(question.name, {})
        store, asked = stores[question.inference], resolve(question.name)
        default, given = bag(query_on(store, asked, {})), bag(query_on(store, asked, values))

        assert default
        assert given
        assert set(values) == {parameter.name for parameter in question.parameters}
        assert not values or given != default


@pytest.mark.parametrize(("question", "values"), ASKED)
def test_answer_is_the_embedded_one(
    endpoint: Endpoint, stores: dict[str, ox.Store], question: Question, values: dict[str, Any]
) -> None:
    asked = resolve(question.name)
    embedded = query_on(stores[question.inference], asked, values)
    remote = answer_from(endpoint, asked, values)

    assert remote.columns == embedded.columns
    assert bag(remote) == bag(embedded)
