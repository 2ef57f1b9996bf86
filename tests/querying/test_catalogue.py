"""The catalogue: what every question that ships must keep to, and how headers are read."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import pytest
import rdflib
import yaml
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from mediagora import bundle
from mediagora.errors import QueryError, UnknownNameError
from mediagora.querying import guard, queries, query
from mediagora.querying.catalogue import INFERENCES, expected_answer, find, read
from mediagora.querying.store import open_store
from mediagora.reading.interop import to_rdflib
from mediagora.reporting.tables import csv_text
from mediagora.vocabulary import OWN_PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediagora.querying.catalogue import Question

QUESTIONS: Final = queries()
PARAMETRISED: Final = [question for question in QUESTIONS if question.parameters]
GROUPS: Final = {
    "rule", "categories", "features", "platforms", "comparison", "advice", "sources", "quality",
}  # fmt: skip
KEYS: Final = {"summary", "question", "description", "reading", "tags", "params", "inference"}
DEFAULT: Final = re.compile(r"COALESCE\(\?_(\w+?)(?:_iri|_integer)?, ([^()\s]+)\)")

every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.name)
every_parametrised = pytest.mark.parametrize("question", PARAMETRISED, ids=lambda each: each.name)


@cache
def graph(inference: str) -> rdflib.Graph:
    """What a question is asked of, in rdflib and without prefixes of ours."""
    chosen = next(each for each in INFERENCES if each == inference)
    bare = rdflib.Graph(bind_namespaces="none")
    for triple in to_rdflib(quad.triple for quad in open_store(inference=chosen)):
        bare.add(triple)
    return bare


def header(question: Question) -> dict[str, Any]:
    """The header as grlc reads it: all `#+` lines, freed of their marks, as one YAML document."""
    lines = [line.lstrip("#+") for line in question.text.split("\n") if line.startswith("#+")]
    read_header: dict[str, Any] = yaml.safe_load("\n".join(lines))
    return read_header


def rows(text: str, inference: str) -> list[tuple[object, ...]]:
    """What rdflib answers; its graphs are put in an order, its rows keep theirs."""
    answer = graph(inference).query(text)
    return sorted(answer) if answer.type == "CONSTRUCT" else [tuple(row) for row in answer]


def terms(node: object) -> Iterator[str]:
    """Every IRI in a translated query."""
    if isinstance(node, rdflib.URIRef):
        yield str(node)
    elif isinstance(node, dict):
        for value in node.values():
            yield from terms(value)
    elif isinstance(node, list | tuple | set):
        for value in node:
            yield from terms(value)
    elif hasattr(node, "args") and not isinstance(node, str):
        yield from terms(node.args)


def test_the_catalogue_has_every_group_and_enough_questions() -> None:
    assert len(QUESTIONS) >= 24
    assert {question.group for question in QUESTIONS} == GROUPS


def test_no_two_questions_share_a_name() -> None:
    """A slug alone names a question."""
    shared = [name for name, count in Counter(each.slug for each in QUESTIONS).items() if count > 1]

    assert not shared


@every_question
def test_header_is_complete(question: Question) -> None:
    keys = set(header(question))

    assert keys <= KEYS
    assert question.summary
    assert question.question.endswith("?")
    assert question.reading.endswith(".")
    assert question.group in question.tags
    assert "inference" in keys
    assert all(parameter.default for parameter in question.parameters)
    assert all(
        parameter.of_class or parameter.type != "iri" or parameter.name == "term"
        for parameter in question.parameters
    )


@every_question
def test_file_is_named_by_the_rule(question: Question) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", question.slug)


@every_question
def test_query_parses_as_pasted_and_uses_declared_terms_only(question: Question) -> None:
    """Without any prefix but its own, in both parsers."""
    ox.Store().query(question.text)
    algebra = translateQuery(parseQuery(question.text)).algebra
    ours = tuple(OWN_PREFIXES.values())
    used = {iri for iri in terms(algebra) if iri.startswith(ours) and iri not in ours}
    declared = {str(subject) for subject in graph("none").subjects()}

    assert used <= declared


@every_question
def test_head_says_where_entailed_facts_are_asked_for(question: Question) -> None:
    """For whoever pastes it into a tool that entails nothing."""
    told = "`mediagora export --entailed`" in question.text

    assert told == (question.inference == "rl")


@every_question
def test_query_reaches_nothing_but_the_graph(question: Question) -> None:
    """What the catalogue holds is run unchecked, so it is checked here."""
    assert guard.checked(question.text) == question.text


@every_question
def test_answer_is_as_recorded(question: Question) -> None:
    result = query(question.name)

    assert result or "defects" in question.tags  # a question on defects is right with no row
    if result.form == "graph":
        recorded = rdflib.Graph().parse(data=expected_answer(question), format="turtle")
        assert set(result.graph) == set(recorded)
    else:
        assert csv_text(result).splitlines() == expected_answer(question).splitlines()


@every_question
def test_rdflib_gives_the_same_rows(question: Question) -> None:
    result = query(question.name)
    other = rows(question.text, question.inference)

    assert Counter(tuple(row) for row in result) == Counter(other)


@every_question
def test_order_is_fixed_by_the_query(question: Question) -> None:
    """The sort keys leave no two rows equal, so another store gives the rows in the same order."""
    result = query(question.name)
    if result.form == "graph" or len(result) == 1:
        return
    shuffled = ox.Store()
    quads = list(open_store(inference=question.inference))
    shuffled.bulk_extend(reversed(quads))

    assert "ORDER BY" in question.text
    assert [tuple(row) for row in shuffled.query(question.text)] == list(result.solutions)


@every_parametrised
def test_default_in_the_header_is_the_one_in_the_text(question: Question) -> None:
    told = {parameter.name: parameter.default for parameter in question.parameters}

    written = {name: value.strip('"') for name, value in DEFAULT.findall(question.text)}
    assert written == told


@every_parametrised
def test_default_given_by_name_changes_nothing(question: Question) -> None:
    given = {parameter.name: parameter.default for parameter in question.parameters}

    assert query(question.name, **given).solutions == query(question.name).solutions


@every_parametrised
def test_value_bound_as_a_term_answers_as_one_pasted(question: Question) -> None:
    """Tools that follow grlc paste the value in the variable's place; ours never does."""
    parameter = question.parameters[-1]
    members = open_store(inference="rl").query(
        f"SELECT DISTINCT ?x {{ ?x a <{parameter.of_class}> FILTER (isIRI(?x)) }} ORDER BY ?x"
        if parameter.of_class
        else "SELECT ?x { VALUES ?x { <https://w3id.org/mediagora/feature/groups> } }"
    )
    first = str(next(iter(members))["x"])
    value, pasted = {
        "iri": (first, first), "integer": ("2007", "2007"), "string": ("US", '"US"')
    }[parameter.type]  # fmt: skip
    text = re.sub(rf"\?_{parameter.name}(_\w+)?\b", pasted, question.text)
    bound = query(question.name, **{parameter.name: value})

    assert Counter(tuple(row) for row in bound) == Counter(rows(text, question.inference))


def test_each_family_of_claims_is_asked_about() -> None:
    """By a question of its own, beside the one that lists all claims."""
    numbered = re.compile(r"https://w3id\.org/mediagora/claim/([A-Z]\d+)")
    asked = {
        claim
        for question in QUESTIONS
        if question.name not in {"sources/claims", "sources/claims-of", "sources/terms"}
        for claim in numbered.findall(expected_answer(question))
    }

    assert {claim[0] for claim in asked} == set("RDCFTKGP")
    assert len(asked) == 76


def test_every_recorded_answer_belongs_to_a_question() -> None:
    recorded = {
        path.name.split(".")[0] for path in (bundle.root() / "queries").glob("*/*.expected.*")
    }

    assert recorded == {question.slug for question in QUESTIONS}


def test_who_wants_leads_is_told_what_to_use_and_by_whom() -> None:
    (row,) = query("for-goal", goal="generate-leads").rows

    assert row.recommended == rdflib.URIRef("https://w3id.org/mediagora/ns#SocialNetwork")
    assert row.source == rdflib.URIRef("https://w3id.org/mediagora/source/S0")


def test_disagreements_are_those_of_the_sources() -> None:
    """By hand from the five articles: topic, stance and who holds it."""
    found = Counter(
        tuple(re.split(r"[/#]", str(value))[-1] for value in (row.topic, row.stance, row.source))
        for row in query("disagreements")
    )

    assert found == Counter(
        [
            *(("SocialMedia", "platform", source) for source in ("S0", "S1", "S2")),
            ("SocialMedia", "means", "S3"),
            *(("SocialMedia", kind, "S4") for kind in ("practice", "content", "communication")),
            *(("SocialNetwork", "platform", source) for source in ("S0", "S1", "S2", "S4")),
            ("SocialNetwork", "community", "S3"),
            *(("R1", "for", source) for source in ("S0", "S1", "S2", "S4")),
            ("R1", "against", "S2"),
            ("R5", "for", "S3"),
            ("R5", "against", "S4"),
            ("T6-common", "for", "S0"),
            ("T6-common", "against", "S0"),
            ("G1", "for", "S0"),
            ("G1", "against", "S0"),
        ]
    )


def test_social_media_that_are_no_network() -> None:
    names = {str(row.name) for row in query("social-media-only")}
    networks = {str(row.name) for row in query("social-networks")}

    assert {"Instagram Live", "Signal", "Tumblr", "Twitch", "WhatsApp", "YouTube"} <= names
    assert {"Facebook", "LinkedIn", "VK", "SixDegrees.com"} <= networks
    assert names & networks == set()


def test_user_figure() -> None:
    (row,) = query("user-figure").rows

    assert (str(row.atLeast), str(row.date)) == ("4620000000", "2022-01")
    assert str(row.origin).endswith("/source/datareportal")


@pytest.mark.parametrize(
    "name", ["who-has-feature", "features/who-has-feature", "who-has-feature.rq"]
)
def test_find_by_slug_or_full_name(name: str) -> None:
    assert find(name).name == "features/who-has-feature"


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("who-has-featur", ["who-has-feature"]),
        ("feature/who-has-feature", ["features/who-has-feature"]),
        ("overvie", ["overview"]),
        ("indicator", ["indicators"]),
        ("zzz", []),
        ("", []),
    ],
)
def test_unknown_name_gives_the_nearest(name: str, nearest: list[str]) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find(name)

    assert caught.value.nearest[:1] == nearest


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("#+ summary: a: b: c\nASK {}", "a.rq:1: the '#+' header is not YAML"),
        ("# one\n#+ summary: ok\n#+ tags: [a\nASK {}", "a.rq:4: the '#+' header is not YAML"),
        ("#+ just words\nASK {}", "holds no 'key: value' lines"),
        ("#+ summary: [a]\nASK {}", "'summary' is a text"),
        ("#+ tags: a b\nASK {}", "'tags' is a list of words"),
        ("#+ inference: owl\nASK {}", "'inference' is none or rl, not 'owl'"),
        ("#+ params: [a]\nASK {}", "'params' maps each parameter's name"),
        ("#+ params: {a: {type: iri}}\nASK {}", "parameter 'a' is declared and never used"),
        ("#+ params: {a: iri}\nASK { BIND (?_a_iri AS ?a) }", "declared by 'type', 'class' and"),
        ("#+ params: {a: {typ: iri}}\nASK { BIND (?_a_iri AS ?a) }", "declared by 'type', 'class'"),
        ("#+ params: {a: {type: float}}\nASK { BIND (?_a_iri AS ?a) }", "is of type 'float'"),
        ("#+ params: {a: {type: integer}}\nASK { BIND (?_a_iri AS ?a) }", "is of type 'integer'"),
        ("#+ params: {a: {class: nonsense}}\nASK { BIND (?_a_iri AS ?a) }", "a class that is no"),
        ("#+ params: {a: {class: owl:Class}}\nASK { BIND (?_a AS ?a) }", "a class that is no IRI"),
        ("ASK { BIND (?_a_date AS ?a) }", "ends in '_date'"),
        ("ASK { BIND (?_a AS ?a) BIND (?_a_iri AS ?b) }", "read with two types"),
        ("ASK { BIND (?_data AS ?a) }", "no parameter may be called 'data'"),
    ],
)  # fmt: skip
def test_malformed_header(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        read(text, where="a.rq")


def test_query_without_a_header() -> None:
    question = read("ASK { BIND (?_year_integer AS ?year) }")

    assert question.inference == "none"
    assert [(each.name, each.type, each.default) for each in question.parameters] == [
        ("year", "integer", None)
    ]


def test_keys_of_grlc_are_left_alone() -> None:
    question = read("#+ summary: All\n#+ endpoint: http://example.org/\n#+ method: GET\nASK {}")

    assert question.summary == "All"
