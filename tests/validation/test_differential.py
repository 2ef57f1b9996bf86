"""Both engines find the same: in what ships, in platforms with planted mistakes, at random.

The files of `tests/cases` are checked by both in `test_cases.py`, W3C's suite in
`tests/conformance`. Results are compared as sets: where several values or solutions give equal
results, the reference engine tells one.

Known differences, each held by a test below. Where the fast engine is not what SHACL asks for:

- A query sees numbers and booleans in their canonical form: `str("01"^^xsd:integer)` is `"1"`.
- In a query, `<` knows no order of `xsd:date` and `xsd:boolean`; `sh:lessThan` and the ranges do.
- A blank node in the message of a query has a label of the engine's own.

Where the reference engine is not what SHACL asks for:

- A query with a path such as `ex:p+` takes a focus node that Python holds for false (`""`, 0) for
  any node.
- In a query, `<` answers for values of different kinds, and `!=` for those of datatypes that SPARQL
  does not know, which it holds for an error.
- In a query, `MAX` and `MIN` pass over what is no literal.
- Blanks within an `xsd:token` or `xsd:normalizedString` are collapsed.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

import pytest
from benchmarks.platforms import write
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from mediagora import bundle
from mediagora.errors import ShapesError
from mediagora.validation import engine, validate
from mediagora.validation._worker import Fast, Reference
from mediagora.validation.engine import EngineName
from mediagora.validation.guard import refuse_queries
from mediagora.validation.names import RDF_TYPE, SH
from validation.conftest import AS_OF, HEADER, _InThisProcess
from validation.strategies import EX, LITERALS, XSD, data_graphs, ntriples, shapes_graphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediagora.findings import Report
    from mediagora.validation.names import Term

    Results = set[tuple[object, ...]]

ENGINES: Final = get_args(EngineName)
_STEP: Final = re.compile("<[^<>]*>")


def results(name: str, shapes: Iterable[Triple], data: Iterable[Triple]) -> Results:
    """What `engine.run` gives, without a process; of a path of several steps, that there is one."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "data.nt")
        file.write_text(ntriples(data), encoding="utf-8")
        started = (Fast if name == "fast" else Reference)(ntriples(shapes))
        rows = started.check_file(str(file))
    return {
        (
            focus,
            path if path and _STEP.fullmatch(path) else bool(path),
            *row,
            tuple(sorted(messages)),
        )
        for focus, path, *row, messages in rows
    }


def reports(data: str | Path | Sequence[Path], **options: object) -> tuple[Report, Report]:
    """The findings of both engines, in the process of the test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "Children", _InThisProcess)
        fast, reference = (
            # The options are validate's own.
            validate(data, engine=name, as_of=AS_OF, **options)  # type: ignore[arg-type]
            for name in ENGINES
        )
    return fast, reference


def read(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(HEADER + text, RdfFormat.TURTLE)]


# What ships, and made-up platforms.

ROOT: Final = bundle.root()
SHIPPED: Final = {
    "platforms": ([ROOT / "data"], ("platform", "recommended", "ranges")),
    "platforms and their evidence": ([ROOT / "data"], ("platform", "evidence")),
    "ontology": ([ROOT / "ontology"], ("ontology",)),
    "ontology and data": ([ROOT / "ontology", ROOT / "data"], ("platform", "ranges")),
}


@pytest.mark.parametrize(("files", "shapes"), SHIPPED.values(), ids=SHIPPED)
def test_what_ships(files: list[Path], shapes: tuple[str, ...]) -> None:
    fast, reference = reports(files, shapes=shapes)
    assert fast.findings == reference.findings
    assert fast.summary.focus_nodes == reference.summary.focus_nodes > 20


@pytest.mark.parametrize("evidence", [False, True], ids=["facts", "facts with evidence"])
def test_planted_mistakes(evidence: bool, tmp_path: Path) -> None:  # noqa: FBT001 -- a parameter
    file = tmp_path / "platforms.ttl"
    planted = write(file, 60, every=4, evidence=evidence)
    assert len(planted.mistakes) == 12
    fast, reference = reports(file)
    assert Counter(finding.code for finding in fast.findings) == planted.mistakes
    assert fast.findings == reference.findings
    fast, reference = reports(file, shapes=["evidence"])
    assert fast.findings == reference.findings


# Random shapes and data.


@settings(max_examples=300)
@given(shapes_graphs(), data_graphs(blank_nodes=True))
def test_random_shapes_give_the_same_results(shapes: list[Triple], data: list[Triple]) -> None:
    fast, reference = (results(name, shapes, data) for name in ENGINES)
    assert fast == reference


@settings(max_examples=60, phases=[Phase.generate])
@given(shapes_graphs(), data_graphs())
def test_random_shapes_give_the_same_findings(shapes: list[Triple], data: list[Triple]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file, own = Path(folder, "data.nt"), Path(folder, "own.nt")
        file.write_text(ntriples(data), encoding="utf-8")
        own.write_text(ntriples(shapes), encoding="utf-8")
        try:
            fast, reference = reports(file, shapes=[str(own)])
        except ShapesError as error:
            assert "the engines know no order of others" in str(error)  # noqa: PT017 -- some may
        else:
            # Of one node and code, findings come as the engine gives them.
            assert set(fast.findings) == set(reference.findings)


def _typed(kind: str, *texts: str) -> list[Literal]:
    return [Literal(text, datatype=NamedNode(XSD + kind)) for text in texts]


TRAPS: Final = [
    *LITERALS,
    *_typed("integer", " 1 ", "+1", "1.0", "", "-0", "99999999999999999999"),
    *_typed("decimal", "1e3", ".5", "1.", "0.1"),
    *(literal for kind in ("float", "double") for literal in _typed(kind, "INF", "0.1", "1", "E")),
    *_typed("long", "99999999999999999999"),
    *_typed("byte", "300", "-128"),
    *_typed("unsignedByte", "-1", "255"),
    *_typed("positiveInteger", "0"),
    *_typed("boolean", "1", "false", "TRUE"),
    *_typed("date", "2025-01-01Z", "2025-01-01+10:00", "-0001-01-01", "12024-01-01", "2024-2-9"),
    *_typed("dateTime", "2025-01-01T24:00:00Z", "2025-01-01T02:00:00+02:00", "2024-02-29 12:00:00"),
    *_typed("dateTime", "0000-01-01T00:00:00", "2024-12-31T20:00:00"),
    *_typed("time", "12:00:00", "13:00:00Z", "24:00:00", "25:00:00"),
    *_typed("gYear", "2025", "2024Z", "24"),
    *_typed("gYearMonth", "2024-01"),
    *_typed("duration", "P1D", "PT24H", "P1M", "1D"),
    *_typed("dayTimeDuration", "P1D"),
    *_typed("hexBinary", "0G"),
    *_typed("token", "a"),
    *(Literal("abc", language=tag) for tag in ("EN", "en-GB", "en-Latn-GB")),
    *(Literal(text) for text in ("b", "a\nb", "\U0001f600", "\ufb01", "e\u0301", " ")),
    Literal("<a", datatype=NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral")),
]
"""What is ill-formed, equal in value alone, in no order, or in a language by another case."""

RDFS_LITERAL: Final = "http://www.w3.org/2000/01/rdf-schema#Literal"
DATATYPES: Final = sorted({RDFS_LITERAL, f"{EX}other", *(each.datatype.value for each in TRAPS)})


def _shapes_for_each(constraints: Iterable[tuple[str, Term]]) -> list[Triple]:
    """A shape for each constraint, applied to all of `TRAPS`."""
    shapes = []
    for number, (local, value) in enumerate(constraints):
        shape = NamedNode(f"{EX}S{number}")
        shapes += [
            Triple(shape, RDF_TYPE, NamedNode(f"{SH}NodeShape")),
            Triple(shape, NamedNode(SH + local), value),
            *(Triple(shape, NamedNode(f"{SH}targetNode"), each) for each in TRAPS),
        ]
    return shapes


RANGES: Final = ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive")
ALONE: Final[dict[str, list[tuple[str, Term]]]] = {
    "datatype": [("datatype", NamedNode(name)) for name in DATATYPES],
    **{kind: [(kind, literal) for literal in TRAPS] for kind in RANGES},
    "hasValue": [("hasValue", literal) for literal in TRAPS],
    "lengths": [(kind, Literal(n)) for kind in ("minLength", "maxLength") for n in range(5)],
    "patterns": [
        ("pattern", Literal(text)) for text in ("^a", "^$", "^.$", r"\w", r"\d", r"^\S+$", "1")
    ],
}


@pytest.mark.parametrize("constraints", ALONE.values(), ids=ALONE)
def test_every_literal_under_every_constraint(constraints: list[tuple[str, Term]]) -> None:
    shapes = _shapes_for_each(constraints)
    fast, reference = (results(name, shapes, ()) for name in ENGINES)
    assert fast == reference
    assert 0 < len(fast) < len(constraints) * len(TRAPS)


def test_every_literal_beside_every_other() -> None:
    shapes = read("""
        ex:P a sh:PropertyShape ; sh:path ex:p ; sh:targetSubjectsOf ex:p ;
            sh:lessThan ex:q ; sh:equals ex:q ; sh:disjoint ex:q ; sh:uniqueLang true .
        ex:Q a sh:PropertyShape ; sh:path ex:p ; sh:targetSubjectsOf ex:p ;
            sh:lessThanOrEquals ex:q ; sh:maxCount 1 .""")
    terms: list[Term] = [*TRAPS, NamedNode(f"{EX}a"), NamedNode(f"{EX}b")]
    data = [
        triple
        for i, one in enumerate(terms)
        for j, other in enumerate(terms)
        for triple in (
            Triple(NamedNode(f"{EX}n{i}-{j}"), NamedNode(f"{EX}p"), one),
            Triple(NamedNode(f"{EX}n{i}-{j}"), NamedNode(f"{EX}q"), other),
        )
    ]
    fast, reference = (results(name, shapes, data) for name in ENGINES)
    assert fast == reference
    assert len(fast) > len(terms)


# Queries.

NUMBERS_AND_TEXTS: Final = [
    *(Literal(text) for text in ("a", "abc", "ABC", "Zoë", "x1")),
    *(Literal("abc", language=tag) for tag in ("en", "en-gb", "fr")),
    *_typed("integer", "1", "2", "5", "-3"),
]
"""What the engines' queries see alike."""

QUERIES: Final = (
    "{ $this ex:p ?o FILTER(isIRI(?o)) }",
    "?value { $this ex:p ?value FILTER NOT EXISTS { ?value a ex:C } }",
    "?path ?value { $this ?path ?value FILTER(isLiteral(?value)) }",
    "?value ?other { $this ex:p ?value ; ex:q ?other . FILTER(sameTerm(?value, ?other)) }",
    "(COUNT(?o) AS ?value) { $this ex:p ?o } GROUP BY $this HAVING (COUNT(?o) > 1)",
    "?value { { $this ex:p ?value } UNION { $this ex:q ?value } FILTER(strlen(str(?value)) > 2) }",
    "?value { $this ex:p+ ?value . OPTIONAL { ?value ex:q ?x } FILTER(!bound(?x)) }",
    "{ FILTER NOT EXISTS { $this a ?c } }",
    "{ FILTER(isLiteral($this)) }",
    "?value { $this ex:p ?value BIND(lang(?value) AS ?l) FILTER(?l != '') }",
    "?value { ?value ex:p $this . FILTER(?value != $this) }",
    "?value { $this ex:p/ex:q* ?value . FILTER regex(str(?value), 'a', 'i') }",
    """?value { $this ex:p ?value .
    { SELECT $this (COUNT(?v) AS ?n) { $this ex:p ?v } GROUP BY $this } FILTER(?n > 1) }""",
)
WITH_PATH: Final = (
    "?value { $this $PATH ?value FILTER(!isLiteral(?value)) }",
    "{ $this $PATH ?v . FILTER NOT EXISTS { ?v ex:p ?x } }",
    "?value { $this $PATH ?value FILTER(isNumeric(?value) && ?value >= 2) }",
    "?value ?other { $this $PATH ?value . $this ex:q ?other FILTER(?value IN (?other, 1)) }",
    "?value { $this $PATH ?value FILTER(sameTerm(?value, 1) || langMatches(lang(?value), 'en')) }",
)
PATHS: Final = (
    "ex:p",
    "( ex:p ex:q )",
    "[ sh:inversePath ex:p ]",
    "[ sh:alternativePath ( ex:p ex:q ) ]",
    "[ sh:zeroOrMorePath ex:p ]",
)
TARGETS: Final = (
    "sh:targetSubjectsOf ex:p",
    "sh:targetObjectsOf ex:q",
    "sh:targetClass ex:C",
    "sh:targetNode ex:a, ex:b, 1, 'abc'",
    "sh:targetSubjectsOf ex:r ; sh:targetObjectsOf ex:p",
)
PREFIXES: Final = 'ex:X sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/" ] .'
# No value in them, as it may be a blank node.
MESSAGES: Final = ("", '"plain"', '"{?none} of {?value2}"', '"a"@en, "b"@de')


@st.composite
def shapes_with_a_query(draw: st.DrawFn) -> list[Triple]:
    on_path = draw(st.booleans())
    query = draw(st.sampled_from(QUERIES + WITH_PATH * on_path))
    of_query, of_shape = (draw(st.sampled_from(MESSAGES)) for _ in range(2))
    said = [
        f"a sh:{'Property' if on_path else 'Node'}Shape",
        draw(st.sampled_from(TARGETS)),
        draw(st.sampled_from(["sh:severity sh:Info", "sh:severity sh:Violation"])),
        *([f"sh:path {draw(st.sampled_from(PATHS))}"] if on_path else []),
        *([f"sh:message {of_shape}"] if of_shape else []),
        "sh:sparql ex:Q",
    ]
    message = f"; sh:message {of_query}" if of_query else ""
    return read(
        f"ex:S {' ; '.join(said)} . {PREFIXES}"
        f'ex:Q sh:prefixes ex:X ; sh:select """SELECT DISTINCT $this {query}""" {message} .'
    )


@settings(max_examples=150)
@given(shapes_with_a_query(), data_graphs(literals=NUMBERS_AND_TEXTS, blank_nodes=True))
def test_queries_give_the_same_results(shapes: list[Triple], data: list[Triple]) -> None:
    refuse_queries(shapes, "shapes.ttl")
    fast, reference = (results(name, shapes, data) for name in ENGINES)
    assert fast == reference


def test_a_message_tells_what_the_query_found() -> None:
    shapes = read(f"""{PREFIXES} ex:S a sh:NodeShape ; sh:targetNode ex:a ; sh:sparql ex:Q, ex:R ;
        sh:nodeKind sh:Literal ; sh:message "shape {{?value}}", "form"@de .
        ex:Q sh:prefixes ex:X ; sh:select "SELECT $this ?value {{ $this ex:p ?value }}" ;
            sh:message "{{$this}} has {{?value}}, not {{?other}}"@en .
        ex:R sh:prefixes ex:X ; sh:select "SELECT $this ?value {{ $this ex:p ?value }}" .""")
    fast, reference = (results(name, shapes, read("ex:a ex:p 5 .")) for name in ENGINES)
    assert {found[-1] for found in fast} == {
        (f"{EX}a has 5, not {{?other}}",),
        ("form", "shape {?value}"),
    }
    assert fast == reference


# Known differences: if one of these fails, an engine has become better.


def _with_query(query: str) -> list[Triple]:
    return read(f"""{PREFIXES} ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ; sh:sparql ex:Q .
        ex:Q sh:prefixes ex:X ; sh:message "{{?value}}" ; sh:select \"\"\"{query}\"\"\" .""")


COMPARED: Final = "SELECT $this { $this ex:p ?a ; ex:q ?b FILTER(?a %s ?b) }"
MAXIMUM: Final = """SELECT $this ?value { $this ex:p ?value .
    { SELECT $this (MAX(?v) AS ?m) { $this ex:p ?v } GROUP BY $this } FILTER(?m = ?value) }"""
DIFFERENCES: Final = {
    # query, data, how many results the fast engine gives, and how many the reference
    "the form of a number": (
        "SELECT $this { $this ex:p ?v FILTER(strlen(str(?v)) > 1) }",
        "ex:a ex:p '01'^^xsd:integer .",
        (0, 1),
    ),
    "the form of a boolean": (
        "SELECT $this { $this ex:p ?v FILTER(strlen(str(?v)) > 1) }",
        "ex:a ex:p '0'^^xsd:boolean .",
        (1, 0),
    ),
    "dates": (
        COMPARED % "<",
        "ex:a ex:p '2024-02-29'^^xsd:date ; ex:q '2025-01-01'^^xsd:date .",
        (0, 1),
    ),
    "booleans": (COMPARED % "<", "ex:a ex:p false ; ex:q true .", (0, 1)),
    "different kinds in order": (COMPARED % "<", "ex:a ex:p 1 ; ex:q 'b' .", (0, 1)),
    "different kinds": (COMPARED % "!=", "ex:a ex:p 2.0e0 ; ex:q 'b'^^xsd:anyURI .", (0, 1)),
    "the greatest node": (MAXIMUM, "ex:a ex:p ex:b .", (1, 0)),
}


@pytest.mark.parametrize(("query", "data", "found"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_queries_that_differ(query: str, data: str, found: tuple[int, int]) -> None:
    shapes = _with_query(query)
    assert tuple(len(results(name, shapes, read(data))) for name in ENGINES) == found


def test_a_path_from_what_is_false_differs() -> None:
    shapes = read(f"""{PREFIXES} ex:S a sh:NodeShape ; sh:targetNode '' ; sh:sparql ex:Q .
        ex:Q sh:prefixes ex:X ; sh:select "SELECT $this ?value {{ $this ex:p+ ?value }}" .""")
    found = [len(results(name, shapes, read("ex:a ex:p ex:b ."))) for name in ENGINES]
    assert found == [0, 1]


def test_a_blank_node_in_a_message_differs() -> None:
    shapes = _with_query("SELECT $this ?value { $this ex:p ?value }")
    data = [quad.triple for quad in parse(f"<{EX}a> <{EX}p> _:x .", RdfFormat.N_TRIPLES)]
    [fast], [reference] = (results(name, shapes, data) for name in ENGINES)
    assert fast[:-1] == reference[:-1]
    assert fast[-1] != reference[-1]


def test_blanks_within_a_token_differ() -> None:
    shapes = read(
        "ex:S sh:targetSubjectsOf ex:p ; sh:property ex:P . ex:P sh:path ex:p ; sh:in () ."
    )
    [fast], [reference] = (
        results(name, shapes, read("ex:a ex:p 'a  b'^^xsd:token .")) for name in ENGINES
    )
    assert fast[2] == f'"a  b"^^<{XSD}token>'
    assert reference[2] == f'"a b"^^<{XSD}token>'
