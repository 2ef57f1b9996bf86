"""What contradicts the axioms: found, told at what is to blame, and as HermiT judges it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from logic import oracles
from mediagora import bundle
from mediagora.errors import EngineError
from mediagora.findings import Severity
from mediagora.reading.inputs import FORMATS, Source
from mediagora.reading.parsing import chunks
from mediagora.reasoning.contradicting import contradictions, unsatisfiable
from mediagora.reasoning.explaining import written
from mediagora.reasoning.knowledge import Knowledge
from mediagora.validation import suspected, validate
from mediagora.validation.clashes import NO_MEMBERS, clashes
from mediagora.validation.documents import Document
from mediagora.validation.extract import Extract, Extractor, Interest
from mediagora.validation.logic import faults_of_logic
from mediagora.vocabulary import NS, OWN_PREFIXES, PREFIXES
from validation.conftest import HEADER
from validation.test_pieces import cut_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mediagora.findings import Finding
    from validation.conftest import Check

EX: Final = "https://example.org/"
OWL: Final = PREFIXES["owl"]
RDF: Final = PREFIXES["rdf"]
RDFS: Final = PREFIXES["rdfs"]
PLATFORM: Final = OWN_PREFIXES["platform"]


def taken(*texts: str, form: str = ".ttl") -> tuple[list[Extract], dict[str, Document]]:
    """What validation knows of documents before it looks at their logic."""
    extracts: list[Extract] = []
    documents: dict[str, Document] = {}
    before = 0
    for number, text in enumerate(texts):
        path = f"{number}{form}"
        source = Source(path, FORMATS[form], (HEADER * (form == ".ttl") + text).encode())
        taking = Extractor(path, Interest(kept=frozenset()))
        for chunk in chunks(source):
            taking.add(chunk)
        extracts.append(taking.done())
        documents[path] = Document(source, before)
        before += extracts[-1].blanks
    return extracts, documents


def faults(*texts: str) -> list[Finding]:
    """What the logic finds in documents, without shapes; unsorted, and not all placed."""
    return faults_of_logic(*taken(*texts), timeout=60)


def codes(*texts: str) -> list[str]:
    return sorted(finding.code for finding in faults(*texts))


def where(finding: Finding) -> tuple[str | None, ...]:
    """Code, focus node, property and value of a finding, the namespace of examples left out."""
    parts = (finding.code, finding.focus_node, finding.property, finding.value)
    return tuple(part and part.removeprefix(EX).removeprefix(NS) for part in parts)


# What there is to find, and what not. HermiT says the same of each, below.

CONTRADICTORY: Final = {
    "two types": ("ex:a a mediagora:SocialMedia, mediagora:Feature .", ["MG301"]),
    "a domain": ("ex:a a mediagora:Purpose ; mediagora:hasFeature feature:groups .", ["MG301"]),
    "a range": (
        "ex:a mediagora:hasFeature ex:b . ex:b a mediagora:WikiPlatform .",
        ["MG301"],
    ),
    "a chain": (
        """ex:a mediagora:hasFeature ex:f . ex:f mediagora:broaderFeature ex:b .
        ex:b mediagora:hasMainPurpose purpose:publish .""",
        ["MG301"],
    ),
    "a consequence of a class": (
        "ex:a a mediagora:SocialNetwork . purpose:build-relationships a mediagora:Feature .",
        ["MG301"],
    ),
    "a text for a number": ('ex:a mediagora:launchYear "early" .', ["MG302"]),
    "a fraction": ("ex:a mediagora:launchYear 2004.5 .", ["MG302"]),
    "a text for an address": ('ex:a mediagora:homepage "https://a.example/" .', ["MG302"]),
    "a range of its own": (
        """ex:p a owl:DatatypeProperty ; rdfs:range xsd:nonNegativeInteger .
        ex:a ex:p -1 .""",
        ["MG302"],
    ),
    "a text in a language": (
        'ex:p a owl:DatatypeProperty ; rdfs:range xsd:string . ex:a ex:p "x"@en .',
        ["MG302"],
    ),
    "a narrower property": (
        """ex:p a owl:DatatypeProperty ; rdfs:subPropertyOf mediagora:launchYear .
        ex:a ex:p "early" .""",
        ["MG302"],
    ),
    "nothing": ("ex:a a owl:Nothing .", ["MG304"]),
    "a class without members": (
        """ex:C a owl:Class ; rdfs:subClassOf mediagora:Feature, mediagora:Purpose .
        ex:a a ex:C .""",
        ["MG303", "MG304"],
    ),
    "a disjointness of its own": (
        """ex:C a owl:Class ; owl:disjointWith mediagora:WikiPlatform .
        ex:a a ex:C, mediagora:WikiPlatform .""",
        ["MG301"],
    ),
    "a definition of its own": (
        """ex:C a owl:Class ; rdfs:subClassOf mediagora:Feature ; owl:equivalentClass [
          a owl:Class ; owl:intersectionOf ( mediagora:SocialMedia [ a owl:Restriction ;
            owl:onProperty mediagora:hasFeature ; owl:hasValue ex:f ] ) ] .
        ex:a a mediagora:SocialMedia ; mediagora:hasFeature ex:f .""",
        ["MG301", "MG303"],
    ),
    "what ships": ("platform:facebook a mediagora:Purpose .", ["MG301"]),
}
EMPTY_CLASS: Final = "ex:C a owl:Class ; rdfs:subClassOf mediagora:Feature, mediagora:Purpose ."
CONSISTENT: Final = {
    "a platform": """ex:a a mediagora:SocialMedia ; mediagora:hasFeature feature:groups ;
        mediagora:launchYear 2004 ; mediagora:homepage "https://a.example/"^^xsd:anyURI .""",
    "a whole number as a decimal": "ex:a mediagora:launchYear 2004.0 .",
    "classes that share members": """ex:C a owl:Class ; owl:disjointWith mediagora:WikiPlatform .
        ex:a a ex:C, mediagora:BlogPlatform .""",
    "two categories": "ex:a a mediagora:ForumPlatform, mediagora:ContactNetwork .",
    "a definition that is not met": """ex:C a owl:Class ; rdfs:subClassOf mediagora:Feature ;
        owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( mediagora:SocialMedia
          [ a owl:Restriction ; owl:onProperty mediagora:hasFeature ; owl:hasValue ex:f ] ) ] .
        ex:a mediagora:hasFeature ex:g . ex:f a mediagora:Feature .""",
}


@pytest.mark.parametrize("name", CONTRADICTORY)
def test_what_contradicts_the_axioms_is_found(name: str) -> None:
    text, expected = CONTRADICTORY[name]
    assert codes(text) == expected
    assert {finding.severity for finding in faults(text)} == {Severity.VIOLATION}


@pytest.mark.parametrize("name", CONSISTENT)
def test_what_does_not_is_not(name: str) -> None:
    text = CONSISTENT[name]
    assert [each for each in codes(text) if name != "a definition that is not met"] == []
    assert set(codes(text)) <= {"MG303"}


@pytest.fixture(scope="module")
def facts_that_ship() -> oracles.Statements:
    return oracles.read([*bundle.ontology_files(), bundle.root() / "data/platforms/facebook.ttl"])


@pytest.mark.java
@pytest.mark.parametrize("name", [*CONTRADICTORY, *CONSISTENT])
def test_hermit_says_the_same(name: str, facts_that_ship: oracles.Statements) -> None:
    text = CONTRADICTORY[name][0] if name in CONTRADICTORY else CONSISTENT[name]
    asked = facts_that_ship | oracles.parse(f"PREFIX ex: <{EX}>\n{text}")
    if name in CONTRADICTORY:
        with pytest.raises(oracles.InconsistentError):
            oracles.hermit(asked, values=False)
        return
    expected = [each.removeprefix(EX) for each in oracles.hermit(asked, values=False).unsatisfiable]
    assert [where(finding)[1] for finding in faults(text)] == expected


@pytest.mark.java
def test_hermit_finds_the_same_class_without_members(facts_that_ship: oracles.Statements) -> None:
    asked = facts_that_ship | oracles.parse(f"PREFIX ex: <{EX}>\n{EMPTY_CLASS}")
    assert oracles.hermit(asked, values=False).unsatisfiable == {f"{EX}C"}
    assert [where(finding)[:2] for finding in faults(EMPTY_CLASS)] == [("MG303", "C")]


def test_an_ill_formed_literal_needs_no_axiom() -> None:
    [finding] = faults('ex:a ex:p "x"^^xsd:integer, 1, "y"^^ex:unknown .')
    assert where(finding) == ("MG302", "a", "p", "x")
    assert finding.message == f'The value "x"^^xsd:integer of {EX}p is not well-formed.'


def test_long_texts_and_labels_do_not_fill_the_message() -> None:
    text = "x" * 10_000
    for finding in faults(
        f"""ex:a mediagora:launchYear "{text}", "{text}"^^xsd:integer ; rdfs:label "a\\n{text}" .
        ex:b mediagora:hasFeature ex:a ."""
    ):
        assert len(finding.message) < 1_500
        assert finding.message.isprintable()


# Where it is told


def test_the_fact_to_blame_is_what_most_contradicts() -> None:
    [finding] = faults(
        """ex:a a mediagora:BlogPlatform, mediagora:Feature ;
        mediagora:launchYear 2004 ; mediagora:hasFeature feature:groups ."""
    )
    assert where(finding) == ("MG301", "a", f"{RDF}type", "Feature")
    assert finding.message.endswith("It does so in 2 more ways.")


def test_of_a_type_and_a_use_the_use_is_to_blame() -> None:
    [finding] = faults("ex:b a mediagora:BlogPlatform . ex:a mediagora:hasFeature ex:b .")
    assert where(finding) == ("MG301", "a", "hasFeature", "b")
    [finding] = faults("ex:a mediagora:hasFeature ex:b . ex:b a mediagora:BlogPlatform .")
    assert where(finding) == ("MG301", "a", "hasFeature", "b")


def test_what_ships_is_never_to_blame() -> None:
    [finding] = faults("ex:a mediagora:hasFeature platform:facebook .")
    assert where(finding) == ("MG301", "a", "hasFeature", f"{PLATFORM}facebook")
    assert finding.path == "0.ttl"


def test_the_message_names_the_other_facts_and_axioms_with_their_places() -> None:
    [finding] = faults(
        "ex:x rdfs:label 'x' .",
        """ex:a mediagora:launchYear 1999 .
        ex:b mediagora:hasFeature
          ex:a .""",
    )
    assert finding.path == "1.ttl"
    line = HEADER.count("\n") + 1
    words = re.sub(r"(ontology/\w+\.ttl):\d+", r"\1", finding.message)
    assert words == (
        f"This makes {EX}a both a feature and social media, which share no members. It "
        f'contradicts: {EX}a mediagora:launchYear "1999"^^xsd:integer (1.ttl:{line}); '
        "a value of 'has feature' is a feature (ontology/mediagora.ttl); what has a value for "
        "'launch year' is social media (ontology/mediagora.ttl); the disjointness of "
        "mediagora:Feature and mediagora:SocialMedia (ontology/mediagora.ttl)."
    )


def test_an_axiom_is_to_blame_where_all_facts_ship_and_once_for_all_of_them() -> None:
    [finding] = faults("mediagora:WikiPlatform\n  owl:disjointWith\n    mediagora:SocialMedia .")[
        1:
    ]
    of_class = faults("mediagora:WikiPlatform owl:disjointWith mediagora:SocialMedia .")[0]
    assert of_class.code == "MG303"
    assert where(finding) == ("MG301", "WikiPlatform", f"{OWL}disjointWith", "SocialMedia")
    assert re.search(r"It does so in \d+ more ways\.", finding.message)
    assert finding.line == HEADER.count("\n") + 3


def test_a_class_under_one_without_members_is_not_told_as_well() -> None:
    found = faults(f"{EMPTY_CLASS} ex:D rdfs:subClassOf ex:C . ex:E owl:equivalentClass ex:D .")
    assert [where(finding)[:2] for finding in found] == [("MG303", "C")]


def test_all_members_of_a_class_without_members_are_told() -> None:
    found = faults(f"{EMPTY_CLASS} ex:D rdfs:subClassOf ex:C . ex:a a ex:C . ex:b a ex:D .")
    assert [where(finding)[:2] for finding in found] == [
        ("MG303", "C"),
        ("MG304", "a"),
        ("MG304", "b"),
    ]


def test_what_is_wrong_with_values_and_with_classes_is_told_apart() -> None:
    found = faults('ex:a a mediagora:Feature ; mediagora:launchYear "a", "b" .')
    assert sorted(map(where, found)) == [
        ("MG301", "a", f"{RDF}type", "Feature"),
        ("MG302", "a", "launchYear", "a"),
        ("MG302", "a", "launchYear", "b"),
    ]


def test_axioms_that_are_not_looked_at_are_told_with_their_file() -> None:
    [finding] = faults("ex:a ex:p 1 .", "ex:C owl:unionOf (ex:A ex:B) . ex:p owl:inverseOf ex:q .")
    assert (finding.code, finding.path, finding.severity) == ("MG406", "1.ttl", Severity.INFO)
    assert "owl:inverseOf (1), owl:unionOf (1)" in finding.message


def test_what_ships_contradicts_nothing() -> None:
    report = validate([str(bundle.root() / each) for each in ("data", "ontology")], logic=True)
    assert [finding for finding in report.findings if finding.code.startswith("MG3")] == []


def test_data_that_contradicts_itself_everywhere_is_looked_at_in_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(suspected, "_MOST", 3)
    found = faults("".join(f"ex:a{each} mediagora:launchYear 'x' ." for each in range(8)))
    assert [finding.code for finding in found] == ["MG302"] * 3 + ["MG406"]
    assert found[-1].message.startswith("5 more things may contradict the axioms")


def test_a_search_without_end_is_ended() -> None:
    with pytest.raises(EngineError, match="time"):
        faults_of_logic(*taken(CONTRADICTORY["two types"][0]), timeout=1e-9)


# In a run


BAD: Final = """ex:a a mediagora:BlogPlatform .
[] a mediagora:Purpose ;
  mediagora:launchYear 2004 .
ex:b mediagora:hasFeature ex:a .
"""
LOGIC: Final = {"logic": True, "select": ["MG3"]}


def test_it_is_looked_for_on_request_only(check: Check) -> None:
    assert not [each for each in check(BAD).findings if each.code.startswith("MG3")]
    assert [each.code for each in check(BAD, **LOGIC).findings] == ["MG301", "MG301"]


def test_findings_are_placed_in_every_format(tmp_path: Path, check: Check) -> None:
    expected = {where(each)[:1] + where(each)[2:] for each in check(BAD, **LOGIC).findings}
    triples = [quad.triple for quad in parse((HEADER + BAD).encode(), RdfFormat.TURTLE)]
    written = {
        ".nt": RdfFormat.N_TRIPLES,
        ".trig": RdfFormat.TRIG,
        ".rdf": RdfFormat.RDF_XML,
        ".jsonld": RdfFormat.JSON_LD,
    }
    for end, form in written.items():
        file = tmp_path / f"bad{end}"
        file.write_bytes(serialize(triples, format=form))
        report = validate(file, logic=True, select=["MG3"])
        assert {where(each)[:1] + where(each)[2:] for each in report.findings} == expected, end
        for finding in report.findings:
            assert finding.line is not None, end
            assert report.lines[str(file), finding.line]


def test_a_graph_from_memory(check: Check) -> None:
    graph = rdflib.Graph().parse(data=HEADER + BAD)
    report = validate(graph, logic=True, select=["MG3"])
    expected = {where(each)[2:] for each in check(BAD, **LOGIC).findings}
    assert {where(each)[2:] for each in report.findings} == expected
    assert {each.path for each in report.findings} == {None}
    assert f"({None}" not in report.findings[0].message


def test_large_data_is_looked_at_as_small_data_is(tmp_path: Path) -> None:
    file = tmp_path / "large.ttl"
    blogs = "".join(
        f"ex:a{each} a mediagora:BlogPlatform ; mediagora:launchYear {2000 + each} .\n"
        for each in range(99)
    )
    file.write_text(
        f'{HEADER}{blogs}ex:a3 a mediagora:Feature .\nex:b mediagora:launchYear "x" .\n{blogs}'
        "ex:C rdfs:subClassOf mediagora:Feature ; owl:disjointWith mediagora:Feature .\n"
    )
    with cut_at(1_000) as ways:
        pieces = validate(file, logic=True, select=["MG3"])
    assert not ways
    whole = validate(file, logic=True, select=["MG3"])
    assert pieces.findings == whole.findings
    assert [where(each)[:2] for each in whole.findings] == [
        ("MG301", "a3"),
        ("MG302", "b"),
        ("MG303", "C"),
    ]


def test_a_file_that_cannot_be_read_hides_nothing_in_others(check: Check) -> None:
    report = check("ex:a a ", BAD, **LOGIC)
    assert [each.code for each in report.findings] == ["MG001", "MG301", "MG301"]


def test_comments_and_baselines_hold_these_findings(check: Check, tmp_path: Path) -> None:
    baseline = tmp_path / "known.json"
    marked = BAD.replace("ex:a .\n", "ex:a . # mediagora: ignore[MG301]\n")
    report = check(marked, **LOGIC)
    assert (len(report.findings), report.suppressed) == (1, 1)
    check(BAD, **LOGIC, baseline=baseline, update_baseline=True)
    moved = f"\n\n[] rdfs:label 'x' .\n{BAD}"
    report = check(moved, **LOGIC, baseline=baseline)
    assert (report.findings, report.known, report.gone) == ((), 2, 0)


# Against the reasoner that looks at everything


CLASSES: Final = [NamedNode(f"{EX}C{each}") for each in range(5)]
THINGS: Final = [NamedNode(f"{EX}t{each}") for each in range(4)]
PROPERTIES: Final = [NamedNode(f"{EX}p{each}") for each in range(3)]


def triples_of(draw: Callable[[st.SearchStrategy[Triple]], Triple]) -> list[Triple]:
    """An ontology and facts, small enough to clash often."""

    def one(kind: str) -> Sequence[Triple]:
        a, b = draw(st.sampled_from(CLASSES)), draw(st.sampled_from(CLASSES))
        p, q = draw(st.sampled_from(PROPERTIES)), draw(st.sampled_from(PROPERTIES))
        x, y = draw(st.sampled_from(THINGS)), draw(st.sampled_from(THINGS))
        node, rest, last, value = BlankNode(), BlankNode(), BlankNode(), BlankNode()

        def t(subject: object, name: str, value: object) -> Triple:
            return Triple(subject, NamedNode(name), value)  # type: ignore[arg-type] -- those above

        definition = [
            t(a, f"{OWL}equivalentClass", node),
            t(node, f"{OWL}intersectionOf", rest),
            t(rest, f"{RDF}first", b),
            t(rest, f"{RDF}rest", last),
            t(last, f"{RDF}first", value),
            t(last, f"{RDF}rest", NamedNode(f"{RDF}nil")),
            t(value, f"{OWL}onProperty", p),
            t(value, f"{OWL}hasValue", x),
        ]
        return {
            "subclass": [t(a, f"{RDFS}subClassOf", b)],
            "disjoint": [t(a, f"{OWL}disjointWith", b)] if a != b else [],
            "empty": [t(a, f"{RDFS}subClassOf", NamedNode(f"{OWL}Nothing"))],
            "domain": [t(p, f"{RDFS}domain", a)],
            "range": [t(p, f"{RDFS}range", a)],
            "datatype": [t(p, f"{RDFS}range", NamedNode(PREFIXES["xsd"] + "integer"))],
            "subproperty": [t(p, f"{RDFS}subPropertyOf", q)] if p != q else [],
            "transitive": [t(p, f"{RDF}type", NamedNode(f"{OWL}TransitiveProperty"))],
            "definition": definition,
            "type": [t(x, f"{RDF}type", a)],
            "text": [Triple(x, p, Literal("text"))],
            "value": [Triple(x, p, y)],
        }[kind]

    kinds = [
        "subclass", "disjoint", "disjoint", "empty", "domain", "range", "datatype", "subproperty",
        "transitive", "definition", "type", "type", "type", "text", "value", "value", "value",
    ]  # fmt: skip
    chosen = draw(st.lists(st.sampled_from(kinds), max_size=25))
    return [triple for kind in chosen for triple in one(kind)]


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_nothing_that_contradicts_itself_is_missed(data: st.DataObject) -> None:
    triples = triples_of(data.draw)
    everything = Knowledge(triples)
    told = {each.individual for each in contradictions(everything, limit=1)}
    impossible = {each.individual for each in unsatisfiable(everything, limit=1)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suspected, "_shipping", list)
        text = serialize(triples, format=RdfFormat.N_TRIPLES).decode()
        case = suspected.suspected(*taken(text, form=".nt"), graph=[])
    found = list(clashes(case, timeout=60))
    assert {written(each.subject) for each in found if each.code != NO_MEMBERS} == told
    classes = {written(each.subject) for each in found if each.code == NO_MEMBERS}
    assert classes <= impossible
    assert bool(classes) == bool(impossible)


def test_selecting_codes_of_logic_asks_for_logic() -> None:
    text = f"<{EX}a> a <{NS}Feature>, <{NS}SocialMedia> ."
    graph = rdflib.Graph().parse(data=text, format="turtle")
    assert {each.code for each in validate(graph, select=["MG3"]).findings} == {"MG301"}
    assert "MG301" not in {each.code for each in validate(graph).findings}
