"""What `validate` does with files and graphs: what is checked, what is found, and in which file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import rdflib

import mediagora
from mediagora.errors import EngineError, UnknownNameError, UsageError
from mediagora.findings import Severity
from mediagora.validation import judging
from validation.conftest import HEADER

if TYPE_CHECKING:
    from pathlib import Path

    from mediagora.findings import Finding, Report
    from validation.conftest import Check

LINES = HEADER.count("\n")
BLOG = """ex:a a mediagora:BlogPlatform ; rdfs:label "A"@en ; mediagora:launchYear 2009 ;
    mediagora:homepage "https://a.example/"^^xsd:anyURI ."""


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


def only(report: Report) -> Finding:
    [finding] = report.findings
    return finding


def test_a_sound_platform_gives_no_finding(check: Check) -> None:
    report = check(BLOG)
    assert report.findings == ()
    assert report.conforms
    summary = report.summary
    # The platform, and its homepage, which no other may have.
    assert (summary.files, summary.triples, summary.focus_nodes) == (1, 4, 2)
    assert (summary.violations, summary.warnings, summary.infos, summary.fixable) == (0, 0, 0, 0)
    assert summary.seconds > 0


def test_the_shipped_data_has_no_violation() -> None:
    report = mediagora.validate(str(mediagora.bundle.root() / "data"), as_of=date(2026, 11, 22))
    assert report.conforms
    assert report.summary.focus_nodes >= 13
    assert "MG401" not in codes(report)


def test_the_shipped_data_has_a_source_for_every_fact() -> None:
    folder = str(mediagora.bundle.root() / "data")
    report = mediagora.validate(folder, shapes=["evidence"], as_of=date(2026, 11, 22))
    assert codes(report) == []


def test_a_graph_is_validated_as_a_file_is(check: Check, tmp_path: Path) -> None:
    from_file = check("ex:a a mediagora:BlogPlatform .")
    graph = rdflib.Graph().parse(tmp_path / "0.ttl")
    from_graph = mediagora.validate(graph)
    assert codes(from_graph) == codes(from_file) == ["MG201", "MG222", "MG223"]
    assert {finding.path for finding in from_graph.findings} == {None}
    assert from_graph.summary.files == 0


def test_a_graph_that_is_no_rdf_is_a_finding(engine_in_process: None) -> None:
    del engine_in_process
    graph = rdflib.Graph()
    graph.add((rdflib.Literal("a"), rdflib.RDFS.label, rdflib.Literal("b")))
    assert codes(mediagora.validate(graph)) == ["MG001"]


def test_a_file_that_cannot_be_read_does_not_hide_the_others(check: Check) -> None:
    report = check("ex:a a", "ex:b a mediagora:BlogPlatform .", BLOG)
    assert codes(report) == ["MG001", "MG201", "MG222", "MG223"]
    assert report.summary.files == 3
    first = report.findings[0]
    assert (first.severity, first.line, first.column) == (Severity.VIOLATION, LINES + 1, 7)
    assert not report.conforms


def test_findings_are_in_the_file_that_says_it(check: Check, tmp_path: Path) -> None:
    report = check(
        "ex:b a mediagora:BlogPlatform ; rdfs:label 'B' . ex:a rdfs:seeAlso ex:b .",
        BLOG,
        "ex:a mediagora:hasFeature ex:nonsense ; rdfs:label 'second'@en .",
    )
    files = [(finding.code, finding.path) for finding in report.findings]
    assert files == [
        ("MG222", str(tmp_path / "0.ttl")),
        ("MG223", str(tmp_path / "0.ttl")),
        ("MG202", str(tmp_path / "1.ttl")),
        ("MG231", str(tmp_path / "2.ttl")),
    ]


def test_findings_are_sorted_and_none_is_told_twice(check: Check) -> None:
    text = "ex:a a mediagora:BlogPlatform . ex:b a mediagora:SocialMedia ."
    report = check(text, text)
    keys = [finding.sort_key() for finding in report.findings]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert len({finding.fingerprint for finding in report.findings}) == len(keys)


def test_a_platform_is_checked_as_what_its_purposes_make_it(check: Check) -> None:
    report = check(BLOG.replace("BlogPlatform", "SocialMedia").replace(
        "rdfs:label", "mediagora:hasMainPurpose purpose:professional-networking ; rdfs:label"
    ))  # fmt: skip
    assert codes(report) == ["MG204", "MG205", "MG224", "MG225", "MG226"]


def test_types_are_not_taken_from_domains_and_ranges(check: Check) -> None:
    report = check("ex:a mediagora:hasFeature ex:f ; mediagora:operatedBy ex:firm .")
    assert codes(report) == ["MG203"]


def test_what_ships_is_known_and_is_not_checked(check: Check) -> None:
    report = check(
        BLOG + "ex:a mediagora:partOfPlatform platform:facebook ; "
        "mediagora:operatedBy organization:meta-platforms ; mediagora:hasFeature feature:groups ."
    )
    assert report.findings == ()
    assert report.summary.focus_nodes == 2


def test_data_may_describe_what_ships_anew(check: Check) -> None:
    found = only(check("platform:facebook a mediagora:BlogPlatform ; rdfs:label 'F' ; "
                       "mediagora:launchYear 1900 ; "
                       "mediagora:homepage 'https://f.example/'^^xsd:anyURI ."))  # fmt: skip
    assert (found.code, found.value) == ("MG207", "1900")


def test_own_classes_and_features_are_followed(check: Check) -> None:
    report = check(
        BLOG.replace("mediagora:BlogPlatform", "ex:Diary")
        + "ex:Diary rdfs:subClassOf mediagora:BlogPlatform . ex:a mediagora:hasFeature ex:ink ."
        "ex:ink a mediagora:Feature ; mediagora:broaderFeature feature:commenting ."
    )
    assert report.findings == ()


def test_the_date_decides_what_is_in_the_future(check: Check) -> None:
    text = BLOG.replace("2009", "2030")
    assert codes(check(text, as_of=date(2029, 12, 31))) == ["MG208"]
    assert codes(check(text, as_of=date(2030, 1, 1))) == []


def test_a_misspelt_feature_is_told_once_with_the_right_name(check: Check) -> None:
    found = only(check(BLOG + "ex:a mediagora:hasFeature feature:grups ."))
    assert found.code == "MG231"
    assert found.suggestion == "https://w3id.org/mediagora/feature/groups"
    assert found.value == "https://w3id.org/mediagora/feature/grups"
    assert found.shape == "https://w3id.org/mediagora/shapes#FeatureIsFeature"
    assert found.shape_path == "shapes/ranges.ttl"


def test_a_misspelt_class_is_told_once_with_the_right_name(check: Check) -> None:
    found = only(check(BLOG.replace("BlogPlatform", "BlogPlatfrom")))
    assert found.code == "MG101"
    assert found.suggestion == "https://w3id.org/mediagora/ns#BlogPlatform"


def test_blank_nodes_are_numbered_in_the_order_of_the_documents(check: Check) -> None:
    texts = ("ex:x rdfs:seeAlso [] .", "[] a mediagora:SocialMedia . [] a mediagora:SocialMedia .")
    reports = [check(*texts, shapes=["platform"], engine=name) for name in ("fast", "reference")]
    for report in reports:
        found = [(finding.code, finding.focus_node) for finding in report.findings]
        assert found[1:] == [("MG201", "_:b2"), ("MG201", "_:b3")]
    assert reports[0].findings == reports[1].findings == check(*texts, shapes=["platform"]).findings


def test_evidence_is_checked_on_request_only(check: Check) -> None:
    facts = (
        BLOG
        + "ex:a skos:altLabel 'Aa' ; mediagora:usesTechnology ex:t . ex:t a mediagora:Technology ."
    )
    assert codes(check(facts)) == []
    report = check(facts, shapes=["evidence"])
    assert set(codes(report)) == {"MG250"}
    about = {
        (finding.property or "").rpartition("/")[2].rpartition("#")[2]
        for finding in report.findings
    }
    assert about == {
        "type",
        "altLabel",
        "launchYear",
        "homepage",
        "usesTechnology",
    }
    assert report.summary.focus_nodes == 1


def test_evidence_of_the_user_is_no_platform(check: Check) -> None:
    evidence = """[] a owl:Axiom ; owl:annotatedSource ex:a ;
        owl:annotatedProperty mediagora:launchYear ; owl:annotatedTarget 2009 ;
        dcterms:source source:S0 ; mediagora:countryCode "neither looked at nor counted" ."""
    report = check(BLOG, evidence)
    assert report.findings == ()
    assert report.summary.focus_nodes == 2
    report = check(BLOG, evidence, shapes=["evidence"])
    assert "launchYear" not in str([finding.property for finding in report.findings])
    assert set(codes(report)) == {"MG250"}


def test_evidence_without_a_source_is_told_once(check: Check) -> None:
    evidence = "".join(
        f"[] a owl:Axiom ; owl:annotatedSource ex:a ; owl:annotatedProperty {name} ; "
        f"owl:annotatedTarget {value} . "
        for name, value in (
            ("rdf:type", "mediagora:BlogPlatform"),
            ("mediagora:launchYear", "2009"),
            ("mediagora:homepage", "'https://a.example/'^^xsd:anyURI"),
        )
    )
    assert codes(check(BLOG + evidence, shapes=["evidence"])) == ["MG252"] * 3


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"shapes": ["platfrom"]}, UnknownNameError, "did you mean 'platform'"),
        ({"shapes": ["no/such.ttl"]}, UsageError, "there is no file or folder"),
    ],
)
def test_bad_options_are_usage_errors(
    check: Check, options: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        check(BLOG, **options)


def test_too_much_for_the_reference_engine_is_refused_at_once(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "REFERENCE_MAX_TRIPLES", 3)
    with pytest.raises(EngineError, match="4 triples are too many for the reference engine"):
        check(BLOG, engine="reference")
    assert codes(check(BLOG)) == []


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *(("timeout", value) for value in (0, -1, float("nan"), float("inf"), 1e300)),
        *(("jobs", value) for value in (0, -3)),
        *(("memory_limit", value) for value in (0, -1)),
        ("max_bytes", 0),
    ],
)
def test_limits_that_are_none_are_usage_errors(check: Check, option: str, value: float) -> None:
    with pytest.raises(UsageError, match=r"above 0|at least 1"):
        check(BLOG, **{option: value})


def test_a_path_a_list_and_a_tuple_will_do(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("")
    for data in (file, str(file), [file], (str(file), file)):
        assert codes(mediagora.validate(data)) == ["MG401"]
    with pytest.raises(UsageError):
        mediagora.validate(tmp_path / "b.ttl")


@pytest.mark.parametrize(
    ("data", "said"),
    [([], "no path was given"), (3, "a list of paths or an rdflib"), ({"a"}, "not as set")],
)
def test_data_that_is_none_is_a_usage_error(data: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        mediagora.validate(data)
