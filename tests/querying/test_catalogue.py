"""The catalogue: what every question that ships must keep to, and how headers are read."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import pytest
import rdflib
import yaml
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery

from mediagora import bundle
from mediagora.errors import QueryError, UnknownNameError, UsageError
from mediagora.querying import guard, queries, query
from mediagora.querying.catalogue import INFERENCES, expected_answer, find, read
from mediagora.querying.headers import RESERVED
from mediagora.querying.parameters import Parameter
from mediagora.querying.store import Members, open_store
from mediagora.querying.values import term
from mediagora.reading.interop import to_rdflib
from mediagora.reporting.answers import printed
from mediagora.vocabulary import OWN_PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mediagora.querying.catalogue import Question

QUESTIONS: Final = queries()
PARAMETRISED: Final = [question for question in QUESTIONS if question.parameters]
GROUPS: Final = {
    "rule", "categories", "features", "platforms", "comparison", "advice", "sources", "quality",
}  # fmt: skip
KEYS: Final = {"summary", "question", "description", "reading", "tags", "params", "inference"}
DEFAULT: Final = re.compile(r"COALESCE\(\?__?(\w+?)(?:_iri|_integer)?, ([^()\s]+)\)")

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
    answer: Any = graph(inference).query(text)
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
    for parameter in question.parameters:
        if parameter.name != "term":  # which is any IRI
            assert parameter.of_class or parameter.values or parameter.pattern, parameter.name


@every_parametrised
def test_each_parameter_says_what_it_is(question: Question) -> None:
    """In its header as well as by the ending of its variable."""
    for parameter in question.parameters:
        assert header(question)["params"][parameter.name]["type"] == parameter.type


@every_parametrised
def test_default_is_a_value_that_is_allowed(question: Question) -> None:
    store = open_store(inference=question.inference)
    for parameter in question.parameters:
        term(parameter, parameter.default, members=lambda name: Members(store, name))


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
        assert (
            "".join(printed(result, "csv")).splitlines() == expected_answer(question).splitlines()
        )


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
    answer = shuffled.query(question.text)
    assert isinstance(answer, ox.QuerySolutions)
    assert [tuple(row) for row in answer] == list(result.solutions)


@every_parametrised
def test_default_in_the_header_is_the_one_in_the_text(question: Question) -> None:
    told = {parameter.name: parameter.default for parameter in question.parameters}

    written = {name: value.strip('"') for name, value in DEFAULT.findall(question.text)}
    assert written == told


@every_parametrised
def test_default_given_by_name_changes_nothing(question: Question) -> None:
    given: dict[str, Any] = {parameter.name: parameter.default for parameter in question.parameters}

    assert query(question.name, **given).solutions == query(question.name).solutions


@every_parametrised
def test_value_bound_as_a_term_answers_as_one_pasted(question: Question) -> None:
    """Tools that follow grlc paste the value in the variable's place; ours never does."""
    parameter = question.parameters[-1]
    answer = open_store(inference="rl").query(
        f"SELECT DISTINCT ?x {{ ?x a <{parameter.of_class}> FILTER (isIRI(?x)) }} ORDER BY ?x"
        if parameter.of_class
        else "SELECT ?x { VALUES ?x { <https://w3id.org/mediagora/feature/groups> } }"
    )
    assert isinstance(answer, ox.QuerySolutions)
    first = str(next(iter(answer))["x"])
    value, pasted = {
        "iri": (first, first), "integer": ("2007", "2007"), "string": ("US", '"US"')
    }[parameter.type]  # fmt: skip
    text = re.sub(rf"\?__?{parameter.name}(_\w+)?\b", pasted, question.text)
    given: dict[str, Any] = {parameter.name: value}
    bound = query(question.name, **given)

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
        ("#+ !!timestamp x\nASK {}", "a.rq: the '#+' header is not YAML"),
        ("#+ just words\nASK {}", "holds no 'key: value' lines"),
        ("#+ summary: [a]\nASK {}", "'summary' is a text"),
        ("#+ tags: a b\nASK {}", "'tags' is a list of words"),
        ("#+ inference: owl\nASK {}", "a.rq:1: 'inference' is none, rdfs or rl, not 'owl'"),
        ("#+ params: [a]\nASK {}", "'params' maps each parameter's name"),
        ("#+ params: {a: {type: iri}}\nASK {}", "parameter 'a' is declared and never used"),
        ("#+ params: {a: iri}\nASK { BIND (?_a_iri AS ?a) }", "is declared by 'type', 'class', "),
        ("#+ params: {a: {typ: iri}}\nASK { BIND (?_a_iri AS ?a) }", "'pattern' and 'default'"),
        ("#+ params: {a: {type: float}}\nASK { BIND (?_a_iri AS ?a) }", "is of type 'float'"),
        ("#+ params: {a: {type: integer}}\nASK { BIND (?_a_iri AS ?a) }", "is of type 'integer'"),
        ("#+ params: {a: {class: nonsense}}\nASK { BIND (?_a_iri AS ?a) }", "a class that is no"),
        ("#+ params: {a: {class: owl:Class}}\nASK { BIND (?_a AS ?a) }", "a class that is no IRI"),
        ("ASK {\n BIND (?_a_day AS ?a) }", "a.rq:2: parameter '?_a_day' ends in '_day'"),
        ("ASK { BIND (?_a_en_GB_x AS ?a) }", "ends in '_en_GB_x'"),
        ("ASK { BIND (?_a AS ?a) BIND (?_a_iri AS ?b) }", "read with two types"),
        ("ASK { BIND (?_data AS ?a) }", "no parameter may be called 'data'"),
    ],
)  # fmt: skip
def test_malformed_header(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        read(text, where="a.rq")


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ("a: {values: x}", "a.rq:3: parameter 'a' has 'values' that are no list"),
        ("a: {values: [[x]]}", "has 'values' that are no list"),
        ("a: {values: [x, y], default: z}", "is declared wrongly: there is no value for 'a' calle"),
        ("a: {pattern: '['}", "has a 'pattern' that is no regular expression"),
        ("a: {pattern: 2}", "has a 'pattern' that is no regular expression"),
        ("a: {pattern: '[A-Z]{2}', default: NO}", "YAML reads as false; put it in quotes"),
        ("a: {default: NO}", "a.rq:3: parameter 'a' is a text, which YAML reads as false"),
        ("a: {values: [SE, NO]}", "which YAML reads as false; put it in quotes"),
        ("a: {default: [x]}", "a.rq:3: parameter 'a' has a 'default' that is no single value"),
        ("b: {values: [1, x]}", "a.rq:3: parameter 'b' is declared wrongly: "),
        ("b: {default: x}", "a.rq:3: parameter 'b' is declared wrongly: "),
        ("c: {default: nonsense}", "takes an IRI or a CURIE, not 'nonsense'"),
        ("c: {values: ['feature:groups'], default: 'feature:grups'}", "did you mean 'groups'?"),
    ],
)  # fmt: skip
def test_what_is_allowed_is_declared_wrongly(declared: str, message: str) -> None:
    text = f"#+ summary: a\n#+ params:\n#+   {declared}\nASK {{ ?_a ?_b_integer ?_c_iri }}"

    with pytest.raises(QueryError, match=re.escape(message)):
        read(text, where="a.rq")


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_keyword_of_query_is_no_name_of_a_parameter(name: str) -> None:
    shown = name.partition("_")[0]
    if shown == name:
        with pytest.raises(QueryError, match=f"no parameter may be called '{name}'"):
            read(f"ASK {{ BIND (?_{name} AS ?x) }}")
    assert name in inspect.signature(query).parameters or name in {"endpoint", "graphs"}


def test_every_keyword_of_query_is_reserved() -> None:
    kinds = inspect.signature(query).parameters.values()

    assert {each.name for each in kinds if each.kind is not each.VAR_KEYWORD} <= RESERVED


def test_values_and_pattern() -> None:
    question = read(
        "#+ params:\n#+   a: {values: [x, 'no', 1, 'true', 2026-01-31]}\n"
        "#+   b: {type: integer, pattern: '[0-9]+', default: 7}\nASK { ?_a ?p ?_b_integer }"
    )

    assert question.parameters == (
        Parameter(name="a", type="string", values=("x", "no", "1", "true", "2026-01-31")),
        Parameter(name="b", type="integer", pattern="[0-9]+", default="7"),
    )


def test_prefix_of_the_query_is_known_in_its_header() -> None:
    """A user's own class and values, under the prefix that the text declares."""
    question = read(
        "#+ params:\n#+   a: {class: 'e:Thing', default: 'e:one'}\n"
        "PREFIX e: <http://e.org/>\nASK { BIND (?_a_iri AS ?a) }"
    )

    assert question.parameters == (
        Parameter(name="a", type="iri", of_class="http://e.org/Thing", default="http://e.org/one"),
    )


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A catalogue of somebody's own: a group, two groups with a name alike, and no group."""
    for name in ("mine/first", "mine/alike", "yours/alike", "features/in-category", "loose"):
        file = tmp_path / f"{name}.rq"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"#+ summary: {name} of my own\nASK {{}}\n", encoding="utf-8")
    return tmp_path


def test_own_questions_come_before_ours_and_in_the_place_of_those_alike(own: Path) -> None:
    names = [question.name for question in queries(own)]

    assert names[:5] == ["loose", "features/in-category", "mine/alike", "mine/first", "yours/alike"]
    assert sorted(names[5:]) == sorted(
        each.name for each in QUESTIONS if each.name != "features/in-category"
    )
    assert [each.is_shipped for each in queries(own)[:6]] == [False] * 5 + [True]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("loose", "loose"),
        ("first", "mine/first"),
        ("mine/first.rq", "mine/first"),
        ("yours/alike", "yours/alike"),
        ("in-category", "features/in-category"),
        ("who-has-feature", "features/who-has-feature"),
    ],
)
def test_find_among_own_and_ours(own: Path, name: str, found: str) -> None:
    question = find(name, own)

    assert question.name == found
    assert question.is_shipped == (found == "features/who-has-feature")


def test_slug_of_two_groups_needs_the_group(own: Path) -> None:
    with pytest.raises(UsageError, match="'alike' is in several groups; name one: mine/alike or y"):
        find("alike", own)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("frist", ["first"]), ("mine/firts", ["mine/first"]), ("who-has-featur", ["who-has-feature"])],
)
def test_unknown_name_is_looked_for_in_both(own: Path, name: str, nearest: list[str]) -> None:
    with pytest.raises(UnknownNameError) as caught:
        find(name, own)

    assert caught.value.nearest[:1] == nearest


def test_own_question_is_run(own: Path) -> None:
    assert query("loose", queries=own)


def test_fault_of_an_own_question_is_told_by_file_and_line(own: Path) -> None:
    file = own / "mine" / "first.rq"
    file.write_text("#+ summary: a\n#+ inference: owl\nASK {}\n", encoding="utf-8")

    for ask in (lambda: queries(own), lambda: find("first", own)):
        with pytest.raises(QueryError, match=re.escape(f"{file}:2: 'inference' is none, rdfs or")):
            ask()


def test_file_that_is_no_text(own: Path) -> None:
    (own / "mine" / "first.rq").write_bytes(b"\xff")

    with pytest.raises(QueryError, match=r"first\.rq' is not valid UTF-8"):
        find("first", own)


def test_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no folder; give one that holds queries"):
        queries(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="holds no query; put each there as GROUP/NAME"):
        find("loose", tmp_path)


def test_answer_recorded_beside_an_own_question(own: Path) -> None:
    (own / "mine" / "first.expected.csv").write_text("x\n", encoding="utf-8")

    assert expected_answer(find("first", own), own) == "x\n"
    with pytest.raises(FileNotFoundError):
        expected_answer(find("loose", own), own)


def test_query_without_a_header() -> None:
    question = read("ASK { BIND (?_year_integer AS ?year) }")

    assert question.inference == "none"
    assert [(each.name, each.type, each.default) for each in question.parameters] == [
        ("year", "integer", None)
    ]


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "#+ ",
                    "#+   ",
                    "summary:",
                    "params:",
                    "a:",
                    "tags: ",
                    "inference: ",
                    "\n",
                    "{",
                    "}",
                    "[",
                    "]",
                    "type: ",
                    "class: ",
                    "values: ",
                    "pattern: ",
                    "default: ",
                    "owl:Class",
                    "integer",
                    "'",
                    '"',
                    ":",
                    ",",
                    "&x ",
                    "*x",
                    "!!python/name:os",
                    "2026-13-45",
                    "|\n",
                    "ASK { BIND (?_a AS ?b) }",
                    "?_a_integer",
                    "?_b_iri",
                    "null",
                    "\x00",
                    "\t",
                    "1",
                ]
            ),
            st.text(max_size=5),
        )
    ).map("".join)
)
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    try:
        question = read(text, where="a.rq")
    except QueryError as error:
        told = str(error)
    else:
        told = "a.rq:"
        assert question.text == text
    assert told.startswith("a.rq:")


def test_keys_of_grlc_are_left_alone() -> None:
    question = read("#+ summary: All\n#+ endpoint: http://example.org/\n#+ method: GET\nASK {}")

    assert question.summary == "All"
