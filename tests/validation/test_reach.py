"""What shapes look at beside the node they check, and that data may be cut where they do not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

import pytest
import shacl
from hypothesis import Phase, assume, find, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from mediagora.validation.names import RDF_FIRST, RDF_NIL, RDF_REST, RDF_TYPE, RDFS_SUBCLASS, SH
from mediagora.validation.reach import Reach, reach
from mediagora.validation.shapes import load_shapes
from mediagora.vocabulary import shorten
from validation.conftest import AS_OF, HEADER
from validation.strategies import CLASSES, EX, LITERALS, NODES, data_graphs, ntriples, shapes_graphs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Case = tuple[list[Triple], list[Triple], list[int]]

ALWAYS: Final = frozenset({RDF_TYPE, RDFS_SUBCLASS})


def reach_of(text: str) -> Reach | None:
    return reach(quad.triple for quad in parse(HEADER + text, RdfFormat.TURTLE))


def looks(found: Reach | None) -> tuple[frozenset[NamedNode], frozenset[NamedNode]] | None:
    return (found.forward, found.inverse) if found else None


def names_in(predicates: frozenset[NamedNode]) -> set[str]:
    return {shorten(predicate.value).removeprefix(EX) for predicate in predicates}


# What a shape looks like, what it follows from other nodes, and what backwards.
UNDERSTOOD: Final = {
    "nothing": ("", "", ""),
    "a step": ("sh:property [ sh:path ex:p ; sh:minCount 1 ]", "", ""),
    "the classes of values": ("sh:property [ sh:path ex:p ; sh:class ex:C ]", "", ""),
    "a second step": ("sh:property [ sh:path ( ex:p ex:q ex:r ) ]", "q r", ""),
    "zero or one": ("sh:property [ sh:path [ sh:zeroOrOnePath ex:p ] ]", "", ""),
    "after zero or one": ("sh:property [ sh:path ( [ sh:zeroOrOnePath ex:p ] ex:q ) ]", "q", ""),
    "zero or more": ("sh:property [ sh:path [ sh:zeroOrMorePath ex:p ] ]", "p", ""),
    "one or more": ("sh:property [ sh:path [ sh:oneOrMorePath ex:p ] ]", "p", ""),
    "a choice": ("sh:property [ sh:path [ sh:alternativePath ( ex:p ( ex:q ex:r ) ) ] ]", "r", ""),
    "more of a choice": (
        "sh:property [ sh:path [ sh:zeroOrMorePath [ sh:alternativePath ( ex:p ex:q ) ] ] ]",
        "p q",
        "",
    ),
    "a step back": ("sh:property [ sh:path [ sh:inversePath ex:p ] ]", "", "p"),
    "on from a step back": ("sh:property [ sh:path ( [ sh:inversePath ex:p ] ex:q ) ]", "q", "p"),
    "a way back": ("sh:property [ sh:path [ sh:inversePath ( ex:p ex:q ) ] ]", "", "p q"),
    "back and forth": (
        "sh:property [ sh:path [ sh:inversePath ( [ sh:inversePath ex:p ] ex:q ) ] ]",
        "p",
        "q",
    ),
    "forth": ("sh:property [ sh:path [ sh:inversePath [ sh:inversePath ex:p ] ] ]", "", ""),
    "forth and back": (
        "sh:property [ sh:path [ sh:inversePath ( ex:q [ sh:inversePath ex:p ] ) ] ]",
        "",
        "q",
    ),
    "pairs at the focus node": (
        "sh:equals ex:q ; sh:property [ sh:path ex:p ; sh:disjoint ex:q ; sh:lessThan ex:r ]",
        "",
        "",
    ),
    "pairs at values": (
        "sh:property [ sh:path ex:p ; sh:node [ sh:equals ex:q ; sh:disjoint ex:r ] ]",
        "q r",
        "",
    ),
    "a pair at a property of values": (
        """sh:property [ sh:path ex:p ;
        sh:node [ sh:property [ sh:path ex:q ; sh:lessThanOrEquals ex:r ] ] ]""",
        "q r",
        "",
    ),
    "shapes at the focus node": (
        """sh:node [ sh:property [ sh:path ex:p ] ] ; sh:not [ sh:path ex:q ; sh:minCount 1 ] ;
        sh:and ( [ sh:xone ( [ sh:path ex:r ] ) ] ) ; sh:or ( [ sh:equals ex:p ] )""",
        "",
        "",
    ),
    "shapes at values": (
        """sh:property [ sh:path ex:a ; sh:node [ sh:property [ sh:path ex:p ] ] ;
        sh:not [ sh:path ex:q ; sh:minCount 1 ] ; sh:or ( [ sh:equals ex:t ] ) ;
        sh:and ( [ sh:xone ( [ sh:path ex:r ] ) ] ) ]""",
        "p q r t",
        "",
    ),
    "qualified values": (
        """sh:property [ sh:path ex:p ; sh:qualifiedMinCount 1 ;
        sh:qualifiedValueShape [ sh:path ex:q ; sh:hasValue 1 ] ]""",
        "q",
        "",
    ),
    "closed at the focus node": (
        "sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path ex:p ]",
        "",
        "",
    ),
    "open values": ("sh:property [ sh:path ex:p ; sh:node [ sh:closed false ] ]", "", ""),
    "targets": ("sh:targetNode ex:a , 5 ; sh:targetSubjectsOf ex:p ; sh:targetClass ex:C", "", ""),
    "targets found backwards": ("sh:targetObjectsOf ex:p", "", "p"),
    "both at the focus node and at values": (
        """sh:node ex:T ; sh:property [ sh:path ex:p ; sh:node ex:T ] .
        ex:T sh:property [ sh:path ex:q ]""",
        "q",
        "",
    ),
    "itself": ("sh:property [ sh:path ex:p ; sh:node ex:S ]", "p", ""),
    "itself at the focus node": ("sh:node ex:S ; sh:property [ sh:path ex:p ]", "", ""),
    "what is not SHACL": ("ex:code 'X1' ; dcterms:source [ ex:closed true ]", "", ""),
    "words": (
        """sh:name 'S' ; sh:severity sh:Info ; sh:message 'no'@en ; sh:property [ sh:path ex:p ;
        sh:group ex:G ; sh:order 1 ; sh:defaultValue [] ; sh:description 'a step' ]""",
        "",
        "",
    ),
}


@pytest.mark.parametrize(("shape", "forward", "inverse"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_reach_is_what_a_shape_follows_from_other_nodes(
    shape: str, forward: str, inverse: str
) -> None:
    found = reach_of(f"ex:S a sh:NodeShape ; sh:targetClass ex:C ; {shape} .")
    assert found
    assert found.forward >= ALWAYS
    assert names_in(found.forward - ALWAYS) == set(forward.split())
    assert names_in(found.inverse) == set(inverse.split())


def test_from_most_platforms_the_shipped_shapes_go_to_features_alone() -> None:
    found = reach(load_shapes(["platform", "recommended", "ranges"], as_of=AS_OF).triples)
    assert found
    assert names_in(found.entered) == {
        "mediagora:hasFeature",
        "mediagora:broaderFeature",
        "rdf:rest",
    }
    assert not found.goes_on_from_subjects
    assert not found.looks_at_subjects


NOT_UNDERSTOOD: Final = {
    "values of siblings": """sh:property [ sh:path ex:p ; sh:qualifiedMinCount 1 ;
            sh:qualifiedValueShape ex:Other ; sh:qualifiedValueShapesDisjoint true ] ,
        [ sh:path ex:q ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:path ex:r ] ]""",
    "on from a class": "sh:property [ sh:path ( rdf:type rdfs:label ) ]",
    "the class of a class": "sh:property [ sh:path rdf:type ; sh:class ex:C ]",
    "back from a class": "sh:property [ sh:path [ sh:inversePath rdf:type ] ]",
    "a query": "sh:sparql [ sh:select 'SELECT $this {}' ]",
    "a target by query": "sh:target [ a sh:SPARQLTarget ; sh:select 'SELECT ?this {}' ]",
    "a rule": "sh:rule [ sh:order 1 ]",
    "an expression": "sh:expression [ sh:path ex:p ]",
    "a computed target": "sh:targetNode [ sh:path ex:p ]",
    "a computed switch": "sh:deactivated [ sh:path ex:p ]",
    "what SHACL does not know": "sh:minimumCount 1",
    "a kind that SHACL does not know": "a sh:ShapeClass",
    "closed values": "sh:property [ sh:path ex:p ; sh:node [ sh:closed true ] ]",
    "values closed in the property": "sh:property [ sh:path ex:p ; sh:closed true ]",
    "results at values": "sh:property [ sh:path ex:p ; sh:property [ sh:path ex:q ] ]",
    "closed by types": "sh:closed sh:ByTypes",
    "closed at values also": "sh:closed true ; sh:property [ sh:path ex:p ; sh:not ex:S ]",
    "an entailment": "sh:entailment <http://www.w3.org/ns/entailment/RDFS>",
    "no path": "sh:property [ sh:path 'p' ]",
    "an empty sequence": "sh:property [ sh:path () ]",
    "two paths": "sh:property [ sh:path ex:p , ex:q ]",
    "an empty path": "sh:property [ sh:path [] ]",
    "two operators": "sh:property [ sh:path [ sh:inversePath ex:p ; sh:zeroOrOnePath ex:q ] ]",
    "an operator twice": "sh:property [ sh:path [ sh:inversePath ex:p , ex:q ] ]",
    "a named operator": "sh:property [ sh:path ex:x ] . ex:x sh:inversePath ex:p",
    "a list that is an operator": (
        "sh:property [ sh:path _:x ] . _:x sh:inversePath ex:p ; rdf:first ex:p ; rdf:rest ( ex:q )"
    ),
    "a path around itself": "sh:property [ sh:path _:x ] . _:x sh:zeroOrMorePath _:x",
    "a list around itself": "sh:or _:x . _:x rdf:first ex:T ; rdf:rest _:x",
    "a list with two ends": "sh:or _:x . _:x rdf:first ex:T ; rdf:rest () , ( ex:U )",
    "no list": "sh:in ex:p",
    "no shape": "sh:node 'S'",
    "a pair with a path": "sh:equals [ sh:inversePath ex:p ]",
}


@pytest.mark.parametrize("shape", NOT_UNDERSTOOD.values(), ids=NOT_UNDERSTOOD)
def test_shapes_that_are_not_understood_are_run_whole(shape: str) -> None:
    assert reach_of(f"ex:S sh:targetClass ex:C ; {shape} .") is None


def test_a_component_of_its_own_is_run_whole() -> None:
    component = """
    ex:Component a sh:ConstraintComponent ; sh:parameter [ sh:path ex:longest ] ;
        sh:validator [ a sh:SPARQLAskValidator ; sh:ask 'ASK {}' ] .
    ex:S sh:targetClass ex:C ; ex:longest 5 .
    """
    assert reach_of(component) is None
    assert reach_of("ex:Component a sh:ConstraintComponent .") is None


def test_depth_is_no_matter() -> None:
    path, node = NamedNode(f"{SH}path"), NamedNode(f"{SH}node")
    shapes = [BlankNode() for _ in range(5_000)]
    deep = [Triple(a, node, b) for a, b in pairwise(shapes)]
    step = NamedNode(f"{EX}p")
    assert looks(reach([*deep, Triple(shapes[-1], path, step)])) == (ALWAYS, frozenset())
    found = reach([*deep, Triple(shapes[0], path, step), Triple(shapes[-1], path, step)])
    assert looks(found) == (ALWAYS | {step}, frozenset())
    wrap = NamedNode(f"{SH}zeroOrOnePath")
    nested = [Triple(a, wrap, b) for a, b in pairwise(shapes[1:])]
    assert reach([Triple(shapes[0], path, shapes[1]), *nested]) is None


def test_a_path_of_shared_halves_is_followed_once() -> None:
    levels = [BlankNode(f"level{number}") for number in range(20)]
    triples = [Triple(NamedNode(f"{EX}S"), NamedNode(f"{SH}path"), levels[0])]
    for number, (level, inner) in enumerate(
        zip(levels, [*levels[1:], NamedNode(f"{EX}p")], strict=True)
    ):
        rest = BlankNode(f"rest{number}")
        triples += [Triple(level, RDF_FIRST, inner), Triple(level, RDF_REST, rest)]
        triples += [Triple(rest, RDF_FIRST, inner), Triple(rest, RDF_REST, RDF_NIL)]
    assert looks(reach(triples)) == (ALWAYS | {NamedNode(f"{EX}p")}, frozenset())


SHIPPED: Final = {
    "platform": (
        "mediagora:broaderFeature mediagora:closedYear mediagora:launchYear rdfs:label",
        "mediagora:partOfPlatform",
    ),
    "recommended": ("mediagora:broaderFeature", "mediagora:homepage"),
    "ranges": ("", ""),
    "evidence": (
        "dcterms:source mediagora:validFrom mediagora:validUntil owl:annotatedProperty",
        "",
    ),
    "ontology": (
        """dcterms:created dcterms:description dcterms:isReplacedBy dcterms:license
        dcterms:modified dcterms:source dcterms:title mediagora:broaderFeature
        mediagora:broaderPurpose owl:deprecated owl:versionIRI owl:versionInfo rdfs:domain
        rdfs:isDefinedBy rdfs:label rdfs:range skos:definition vann:preferredNamespacePrefix
        vann:preferredNamespaceUri""",
        """mediagora:broaderFeature mediagora:broaderPurpose owl:members rdf:first rdf:rest
        rdfs:subClassOf""",
    ),
}


@pytest.mark.parametrize("name", SHIPPED)
def test_data_can_be_cut_for_the_shipped_shapes(name: str) -> None:
    forward, inverse = SHIPPED[name]
    found = reach(load_shapes([name], as_of=AS_OF).triples)
    assert found
    assert names_in(found.forward - ALWAYS) == set(forward.split())
    assert names_in(found.inverse) == set(inverse.split())


# What a shape looks like, after which predicates it goes on, and whether it does so, or looks at
# classes, where it came backwards.
GOING_ON: Final = {
    "a step": ("sh:property [ sh:path ex:p ; sh:class ex:C ]", "", False, False),
    "a second step": ("sh:property [ sh:path ( ex:p ex:q ex:r ) ]", "p q", False, False),
    "after a step that may be left out": (
        "sh:property [ sh:path ( ex:p [ sh:zeroOrOnePath ex:q ] ex:r ) ]",
        "p q",
        False,
        False,
    ),
    "a circle": (
        "sh:property [ sh:path ( ex:p [ sh:zeroOrMorePath ex:q ] ) ]",
        "p q",
        False,
        False,
    ),
    "to a class by path": (
        """sh:property [ sh:path ex:p ; sh:not [
            sh:path ( rdf:type [ sh:zeroOrMorePath rdfs:subClassOf ] ) ; sh:hasValue ex:C ] ]""",
        "",
        False,
        False,
    ),
    "another shape": (
        "sh:property [ sh:path ex:p ; sh:node [ sh:or ( [ sh:path ex:q ] ) ] ]", "p", False, False
    ),
    "a pair": ("sh:property [ sh:path ex:p ; sh:node [ sh:equals ex:q ] ]", "p", False, False),
    "a look at values": (
        "sh:property [ sh:path ex:p ; sh:node [ sh:nodeKind sh:IRI ] ]", "", False, False
    ),
    "back": ("sh:property [ sh:path [ sh:inversePath ex:p ] ; sh:minCount 1 ]", "", False, False),
    "back, again and again": (
        "sh:property [ sh:path [ sh:oneOrMorePath [ sh:inversePath ex:p ] ] ]", "", False, False
    ),
    "back, to a class": (
        "sh:property [ sh:path [ sh:inversePath ex:p ] ; sh:class ex:C ]", "", False, True
    ),
    "back, and on": (
        "sh:property [ sh:path ( [ sh:inversePath ex:p ] ex:q ) ]", "", True, True
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GOING_ON)
def test_where_shapes_go_on_is_told(name: str) -> None:
    text, entered, goes_on, looks_at = GOING_ON[name]
    found = reach_of(f"ex:S sh:targetClass ex:C ; {text} .")
    assert found
    assert names_in(found.entered) == set(entered.split())
    assert (found.goes_on_from_subjects, found.looks_at_subjects) == (goes_on, looks_at)


# Random shapes on random data, each subject's triples in one of three parts.
# Half of the shapes have little but what leads from node to node, and most data is dense.
LOCAL: Final = (
    *("datatype", "nodeKind", "minLength", "maxLength", "pattern", "languageIn", "uniqueLang"),
    *("minExclusive", "minInclusive", "maxExclusive", "maxInclusive", "closed", "deactivated"),
    *("severity", "message"),
)
CASES: Final = st.tuples(
    st.one_of(shapes_graphs(), shapes_graphs(without=LOCAL)),
    st.lists(data_graphs(literals=LITERALS[:3]), min_size=1, max_size=3).map(
        lambda drawn: list(dict.fromkeys(chain.from_iterable(drawn)))
    ),
    st.lists(st.integers(0, 2), min_size=len(NODES + CLASSES), max_size=len(NODES + CLASSES)),
)


def everything(data: Sequence[Triple], found: Reach) -> list[Triple]:
    return [triple for triple in data if triple.predicate in found.forward | found.inverse]


def of_nodes_that_can_be_entered(data: Sequence[Triple], found: Reach) -> list[Triple]:
    backwards = [triple for triple in data if triple.predicate in found.inverse]
    entered = {triple.object for triple in data} | {triple.subject for triple in backwards}
    return backwards + [
        triple for triple in data if triple.predicate in found.forward and triple.subject in entered
    ]


def results(shapes: shacl.Shapes, data: Sequence[Triple]) -> Counter[tuple[object, ...]]:
    return Counter(
        (
            *(result.focus_node, result.path, result.value, result.component_iri),
            *(result.source_shape, result.severity_iri, *sorted(result.messages)),
        )
        for result in shapes.validate_text(ntriples(data), "ntriples").results
    )


def gives_the_same_in_parts(
    case: Case,
    found: Reach,
    beside: Callable[[Sequence[Triple], Reach], list[Triple]],
) -> bool:
    triples, data, numbers = case
    shapes = shacl.Shapes.from_text(ntriples(triples), "ntriples")
    part_of = {str(node): number for node, number in zip(NODES + CLASSES, numbers, strict=True)}
    subjects = {str(triple.subject) for triple in data}
    whole, context = results(shapes, data), beside(data, found)
    for number in range(3):
        part = [triple for triple in data if part_of[str(triple.subject)] == number]
        elsewhere = {subject for subject in subjects if part_of[subject] != number}
        expected, got = (
            Counter({row: times for row, times in rows.items() if row[0] not in elsewhere})
            for rows in (whole, results(shapes, list(dict.fromkeys(part + context))))
        )
        if expected != got:
            return False
    return True


@settings(max_examples=150)
@given(CASES)
def test_parts_give_the_results_of_one_piece(case: Case) -> None:
    found = reach(case[0])
    assume(found)
    assert found
    assert gives_the_same_in_parts(case, found, everything)
    assert gives_the_same_in_parts(case, found, of_nodes_that_can_be_entered)


WEAKER: Final[dict[str, Callable[[Reach], Reach]]] = {
    "nothing": lambda found: replace(found, forward=frozenset()),
    "no types": lambda found: replace(found, forward=found.forward - {RDF_TYPE}),
    "no classes": lambda found: replace(found, forward=found.forward - {RDFS_SUBCLASS}),
    "types and classes only": lambda found: replace(found, forward=ALWAYS),
    "nothing backwards": lambda found: replace(found, inverse=frozenset()),
}


@pytest.mark.parametrize("weaker", WEAKER.values(), ids=WEAKER)
def test_random_cases_tell_when_something_is_missing(weaker: Callable[[Reach], Reach]) -> None:
    def tells(case: Case) -> bool:
        found = reach(case[0])
        return bool(found) and not gives_the_same_in_parts(case, weaker(found), everything)

    assert find(CASES, tells, settings=settings(max_examples=2000, phases=[Phase.generate]))
