"""Running a query: by name, as text, from a file; on what ships and on the user's data."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import pytest
import rdflib

import mediagora
from mediagora.errors import InputError, QueryError, UnknownNameError, UsageError
from mediagora.querying import query
from mediagora.querying.run import answer_of, resolve
from mediagora.querying.store import open_store, open_stores
from mediagora.reading.shipped import shipped
from mediagora.reasoning.closure import entail
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from mediagora.querying.catalogue import Inference

CHIRP: Final = """
@prefix mediagora: <https://w3id.org/mediagora/ns#> .
@prefix feature: <https://w3id.org/mediagora/feature/> .
@prefix purpose: <https://w3id.org/mediagora/purpose/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://example.org/chirp> a mediagora:SocialMedia ; rdfs:label "Chirp"@en ;
  mediagora:hasMainPurpose purpose:keep-in-contact ; mediagora:hasFeature feature:groups .
"""


@pytest.fixture
def chirp(tmp_path: Path) -> Path:
    path = tmp_path / "chirp.ttl"
    path.write_text(CHIRP)
    return path


def test_rows_are_named_tuples_of_rdflib_terms() -> None:
    result = query(
        """SELECT ?iri ?text ?tagged ?number ?typed ?none {
             VALUES (?iri ?text ?tagged ?number ?typed) {
               (<urn:a> "b" "c"@en 7 "x"^^<urn:type>) } }"""
    )
    (row,) = result.rows

    assert row.iri == rdflib.URIRef("urn:a")
    assert row.text == rdflib.Literal("b")
    assert row.tagged == rdflib.Literal("c", lang="en")
    assert row.number == rdflib.Literal(7)
    assert row.typed == rdflib.Literal("x", datatype=rdflib.URIRef("urn:type"))
    assert row.none is None
    assert result.columns == row._fields


def test_column_that_is_no_name_for_an_attribute() -> None:
    (row,) = query("SELECT ?_x ?class { VALUES (?_x ?class) { (1 2) } }").rows

    assert [int(value) for value in row] == [1, 2]


def test_ask_is_true_or_false() -> None:
    assert query("ASK { platform:facebook a mediagora:SocialNetwork }")
    assert not query("ASK { platform:whatsapp a mediagora:SocialNetwork }")


def test_rows_count_and_iterate() -> None:
    result = query("SELECT ?x { VALUES ?x { 1 2 } }")

    assert len(result) == 2
    assert [int(row.x) for row in result] == [1, 2]
    assert not query("SELECT ?x { VALUES ?x { } }")


def test_construct_gives_an_rdflib_graph() -> None:
    result = query("CONSTRUCT WHERE { platform:xing mediagora:launchYear ?year }")

    assert isinstance(result.graph, rdflib.Graph)
    assert len(result) == len(result.graph) == len(list(result)) == 1


def test_describe_gives_a_graph() -> None:
    assert len(query("DESCRIBE feature:groups").graph) > 5


def test_blank_nodes_keep_their_identity() -> None:
    (row,) = query("SELECT ?a ?b { ?a owl:annotatedTarget wd:Q355 . BIND (?a AS ?b) }").rows

    assert isinstance(row.a, rdflib.BNode)
    assert row.a == row.b


def test_file_with_a_header(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(
        "#+ params:\n#+   year: {type: integer, default: 2005}\n#+ inference: rl\n"
        "SELECT ?p { ?p a mediagora:SocialNetwork ; mediagora:launchYear ?y ."
        " FILTER (?y >= COALESCE(?_year_integer, 2005)) } ORDER BY ?p"
    )

    assert len(query(path)) > len(query(path, year=2010)) > 0


@pytest.mark.parametrize(
    "make", [str, Path, lambda path: [path], lambda path: rdflib.Graph().parse(path)]
)
def test_data_is_added_to_ours(chirp: Path, make: object) -> None:
    assert callable(make)
    result = query("who-has-feature", data=make(chirp))

    assert "Chirp" in [str(row.name) for row in result]
    assert "Facebook" in [str(row.name) for row in result]
    assert "Chirp" not in [str(row.name) for row in query("who-has-feature")]


@pytest.mark.parametrize(
    ("data", "said"),
    [([], "no path was given"), (3, "a list of paths or an rdflib"), ({"a"}, "not as set")],
)
def test_data_that_is_none_is_a_usage_error(data: Any, said: str) -> None:
    for ask in (
        lambda: query("overview", data=data),
        lambda: mediagora.describe("facebook", data=data),
        lambda: mediagora.compare("facebook", "linkedin", data=data),
    ):
        with pytest.raises(UsageError, match=said):
            ask()


@pytest.mark.parametrize("inference", ["none", "rl"])
def test_what_ships_given_again_counts_once(inference: Inference) -> None:
    assert (
        query("contributions", data=mediagora.load(), inference=inference).rows
        == query("contributions", inference=inference).rows
    )


@pytest.mark.parametrize(
    ("changed", "added"),
    [
        ("", 0),
        ("; rdfs:comment 'more'", 6),
        ("; rdfs:seeAlso <urn:x>", 6),
        (". <urn:x> rdfs:seeAlso _:axiom", 5),
        (". [] a owl:Axiom ; rdfs:seeAlso _:axiom", 7),
    ],
)
def test_evidence_of_the_users_own_is_kept(tmp_path: Path, changed: str, added: int) -> None:
    ours = list(
        query("""SELECT ?s ?p ?o ?source {
        ?axiom a owl:Axiom ; owl:annotatedSource ?s ; owl:annotatedProperty ?p ;
            owl:annotatedTarget ?o ; dcterms:source ?source .
        FILTER NOT EXISTS { ?axiom ?other ?value FILTER (?other NOT IN (rdf:type,
            owl:annotatedSource, owl:annotatedProperty, owl:annotatedTarget, dcterms:source)) }
        FILTER NOT EXISTS { ?axiom dcterms:source ?one , ?two FILTER (?one != ?two) } }""")
    )
    s, p, o, source = (term.n3() for term in ours[0])
    path = tmp_path / "mine.ttl"
    path.write_text(
        "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
        + f"""_:axiom a owl:Axiom ; owl:annotatedSource {s} ; owl:annotatedProperty {p} ;
            owl:annotatedTarget {o} ; dcterms:source {source} {changed} ."""
    )
    text = "SELECT (COUNT(?axiom) AS ?n) { ?axiom a owl:Axiom ; ?p ?o }"
    [before], [after] = query(text).rows, query(text, data=path).rows
    assert int(after.n) - int(before.n) == added


def test_evidence_takes_no_part_in_what_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    axiom = ox.NamedNode("http://www.w3.org/2002/07/owl#Axiom")
    seen = []
    monkeypatch.setattr(
        "mediagora.reasoning.closure.entail",
        lambda store, profile: seen.append(
            (profile, len(list(store.quads_for_pattern(None, None, axiom))))
        ),
    )
    data = mediagora.load()
    open_store(data, inference="rl")
    assert seen == [("rl", 0)]
    monkeypatch.undo()
    whole = ox.Store()
    whole.bulk_extend(ox.Quad(*triple) for triple in shipped())
    entail(whole, profile="rl")
    assert {quad.triple for quad in whole} == {quad.triple for quad in open_store(inference="rl")}


def test_classes_of_the_users_data_follow_under_rl(chirp: Path) -> None:
    text = "ASK { <https://example.org/chirp> a mediagora:ContactNetwork }"

    assert not query(text, data=chirp)
    assert query(text, data=chirp, inference="rl")


def test_parameter_may_name_a_thing_of_the_users_own(chirp: Path) -> None:
    with pytest.raises(UnknownNameError):
        query("of-platform", platform="chirp")

    assert len(query("of-platform", data=chirp, platform="chirp")) == 1


def test_data_that_is_no_rdf(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<urn:a> <urn:b>")

    with pytest.raises(InputError, match=r"broken\.ttl:1"):
        query("overview", data=broken)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("overvew", "there is no query 'overvew'; did you mean 'overview'?"),
        ("who-has", "did you mean 'who-has-feature'?"),
        ("zzz", "there is no query 'zzz'$"),
    ],
)
def test_unknown_query(name: str, message: str) -> None:
    with pytest.raises(UnknownNameError, match=message):
        query(name)


def test_unknown_parameter_names_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="no parameter 'zzz'; did you mean 'feature'"):
        query("who-has-feature", zzz="groups")


def test_unknown_inference() -> None:
    with pytest.raises(UsageError, match="inference is none, rdfs or rl, not 'owl'"):
        query("overview", inference="owl")


def test_missing_file() -> None:
    with pytest.raises(UsageError, match=r"'none\.rq' cannot be read: no such file"):
        query(Path("none.rq"))


def test_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "latin.rq"
    path.write_bytes(b"ASK { ?s ?p '\xe9' }")

    with pytest.raises(QueryError, match="not valid UTF-8"):
        query(path)


@pytest.mark.parametrize(
    ("text", "place", "line"),
    [
        ("SELECT ?s WERE { }", "line 1, column 11: 'WERE'", "SELECT ?s WERE { }\n              ^"),
        ("SELECT *\nWHERE {\n  ?s ?p }\n", "line 3, column 3: '?s'", "      ?s ?p }\n      ^"),
        ("SELECT *\n{ ?s ?p ?o .", "line 2, column 13: the query ends too early", "{ ?s ?p ?o ."),
        ("ASK {\n ?s a mediagora:X\n ?t a ?u }", "line 3, column 2: '?t'", " ?t a ?u }\n     ^"),
        ("hello there", "line 1, column 1: 'hello'", "    hello there\n    ^"),
        ("SELECT ?x ?y { ?x ?y ?z } GROUP BY ?x", "neither grouped nor aggregated", "GROUP BY ?x"),
        ("ASK { ?s a <relative> }", "an IRI is relative or malformed", "<relative>"),
        ("SELECT ?x { BIND (1 AS ?x) BIND (2 AS ?x) }", "no valid SPARQL", "BIND (2 AS ?x) }"),
    ],
)  # fmt: skip
def test_syntax_error_shows_the_place(text: str, place: str, line: str) -> None:
    with pytest.raises(QueryError) as caught:
        query(text)

    assert place in str(caught.value)
    assert line in str(caught.value)


def test_long_line_is_shown_around_the_fault() -> None:
    with pytest.raises(QueryError) as caught:
        query("SELECT ?s { " + "?s ?p ?o . " * 40 + " ?s ?p ! }")

    shown, caret = str(caught.value).splitlines()[1:3]
    assert len(shown) <= 104
    assert shown[caret.index("^")] != " "


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ASK { ?s a feture:x }", "prefix 'feture:' is not declared; did you mean 'feature:'?"),
        ("ASK { ?s a zzz:x }", "prefix 'zzz:' is not declared; add a PREFIX line"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "an update is refused"),
        ("{", "cannot be read here"),
        ("\n", "the query is empty"),
        ("", "the query is empty"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        query(text)


def test_a_query_changes_nothing() -> None:
    before = len(open_store())
    query("CONSTRUCT { ?s a <urn:new> } WHERE { ?s a ?o }")

    assert len(open_store()) == before


def test_stores_are_loaded_once_for_what_ships() -> None:
    assert open_stores() == open_stores()
    assert isinstance(open_store(), ox.Store)


def test_public_functions_are_documented() -> None:
    for name in ("query", "queries", "describe", "compare"):
        assert "Example:" in (inspect.getdoc(getattr(mediagora, name)) or "")


def test_a_query_error_is_told_once() -> None:
    with pytest.raises(QueryError) as caught:
        query("SELECT ?s WERE { }")

    assert "failed" not in str(caught.value)


@pytest.mark.parametrize("end", ["", "\n", "\n\n  \n"])
def test_the_end_of_a_query_is_where_its_text_ends(end: str) -> None:
    with pytest.raises(QueryError) as caught:
        query("ASK { ?s ?p ?o" + end)

    assert str(caught.value) == (
        "line 1, column 15: the query ends too early\n    ASK { ?s ?p ?o\n                  ^"
    )


def test_data_alone_is_asked_with_the_ontology(chirp: Path) -> None:
    found = query("SELECT ?p { ?p a mediagora:SocialNetwork }", data=chirp, with_shipped=False)
    entailed = query(
        "SELECT ?p { ?p a mediagora:ContactNetwork }",
        data=chirp,
        with_shipped=False,
        inference="rl",
    )

    assert len(found) == 0
    assert [str(row.p) for row in entailed] == ["https://example.org/chirp"]
    assert len(query("hierarchy", data=chirp, with_shipped=False)) == len(query("hierarchy"))


def test_rdf_schema_entails_less_than_owl(chirp: Path) -> None:
    def networks(inference: Inference) -> int:
        text = "SELECT DISTINCT ?p { ?p a mediagora:SocialNetwork }"
        return len(query(text, data=chirp, inference=inference))

    def media(inference: Inference) -> int:
        return len(query("SELECT DISTINCT ?p { ?p a mediagora:SocialMedia }", inference=inference))

    assert networks("none") <= networks("rdfs") < networks("rl")
    assert media("none") < media("rdfs") <= media("rl")


def test_limit_tells_whether_there_is_more() -> None:
    some, every = query("overview", limit=3), query("overview")
    exact = query("overview", limit=len(every))

    assert (len(some), some.truncated) == (3, True)
    assert some.solutions == every.solutions[:3]
    assert (len(exact), exact.truncated, every.truncated) == (len(every), False, False)
    assert len(query("tree", limit=2)) == 2


def test_negative_limit() -> None:
    with pytest.raises(UsageError, match="from 0 on, not -1"):
        query("overview", limit=-1)


def test_fault_in_a_file_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("SELECT ?p\n{ ?p a }")

    with pytest.raises(QueryError, match=r"mine\.rq:2:"):
        query(path)
    path.write_text("SELECT *\n{ SERVICE <urn:x> { ?a ?b ?c } }")
    with pytest.raises(QueryError, match=r"mine\.rq: SERVICE is refused"):
        query(path)


def test_an_answer_is_drawn_row_by_row() -> None:
    """Of millions of rows no more is made than is taken."""
    asked = resolve("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    answer = answer_of(open_store(), asked, {})
    few, first = answer.limited(3)

    assert len(list(few.solutions)) == 3
    assert first.more


def test_file_as_text_and_keyword_of_another_function_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.rq").write_text("ASK {}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"is a file; give it as Path\('mine.rq'\)"):
        query("mine.rq")
    with pytest.raises(UsageError, match="no parameter 'endpoint', nor is it a keyword here"):
        query("overview", endpoint="http://127.0.0.1:1/")
