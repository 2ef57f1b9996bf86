"""Places of findings in a run: longer paths, nodes without a name, files that share labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mediagora.validation import validate
from validation.conftest import AS_OF, HEADER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mediagora.findings import Finding
    from mediagora.reading.spans import Placed
    from validation.conftest import Check

START = HEADER.count("\n")
SHAPE = "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:P . ex:P "


def shown(finding: Finding, *texts: str) -> tuple[int, str]:
    """The number of the text, and what stands at the finding's place in it."""
    assert finding.path is not None
    assert finding.line is not None
    number = int(finding.path.rpartition("/")[2].partition(".")[0])
    line = texts[number].split("\n")[finding.line - START - 1]
    assert finding.end_line == finding.line
    assert finding.column is not None
    assert finding.end_column is not None
    return number, line[finding.column - 1 : finding.end_column - 1]


@pytest.mark.parametrize(
    ("shape", "data", "place"),
    [
        (
            "sh:path ( ex:p ex:q ) ; sh:datatype xsd:integer .",
            "ex:a a ex:C ; ex:p ex:b .\nex:b ex:q 1 , 'x' .",
            "'x'",
        ),
        (
            "sh:path ( ex:p ex:q ex:r ) ; sh:nodeKind sh:IRI .",
            "ex:c ex:r 'wrong' .\nex:a a ex:C ; ex:p [ ex:q ex:c ] .",
            "'wrong'",
        ),
        (
            "sh:path [ sh:alternativePath ( ex:p ex:q ) ] ; sh:datatype xsd:integer .",
            "ex:a a ex:C ; ex:p 1 ;\n ex:q true .",
            "true",
        ),
        (
            "sh:path ( [ sh:zeroOrMorePath ex:next ] ex:p ) ; sh:maxInclusive 5 .",
            "ex:a a ex:C ; ex:next ex:b .\nex:b ex:next ex:c ; ex:p 5 .\nex:c ex:p 6 .",
            "6",
        ),
        (
            "sh:path ( ex:items [ sh:zeroOrMorePath rdf:rest ] rdf:first ) ; sh:maxLength 2 .",
            "ex:a a ex:C ; ex:items ( 1 2\n 'three' 4 ) .",
            "'three'",
        ),
        (
            "sh:path [ sh:inversePath ex:p ] ; sh:nodeKind sh:BlankNode .",
            "ex:a a ex:C .\nex:b ex:q 1 ; ex:p ex:a .",
            "ex:b",
        ),
        (
            "sh:path ( ex:p ex:q ) ; sh:minCount 1 .",
            "ex:b ex:r 1 .\nex:a a ex:C ;\n ex:p ex:b .",
            "ex:p",
        ),
        (
            "sh:path ( ex:p ex:q ) ; sh:minCount 1 .",
            "ex:b ex:r 1 .\nex:a a ex:C .",
            "ex:a",
        ),
    ],
)
def test_a_longer_path_is_followed_to_the_value(
    shape: str, data: str, place: str, check: Check
) -> None:
    [finding] = check(data, own_shapes=SHAPE + shape).findings
    assert shown(finding, data) == (0, place)


def test_files_that_share_labels_have_findings_of_their_own(check: Check) -> None:
    """`_:a` of one file is another node than `_:a` of the next, and is found there."""
    texts = [
        "_:b a ex:D .\n_:a a ex:C ; ex:p 1 .",
        "_:a a ex:C ; ex:p 'x' .\n_:b a ex:C ; ex:p 2 .",
        "_:x ex:q _:a .\n_:a ex:p 'y' ;\n a ex:C .",
    ]
    report = check(*texts, own_shapes=SHAPE + "sh:path ex:p ; sh:datatype xsd:integer .")
    assert [shown(each, *texts) for each in report.findings] == [(1, "'x'"), (2, "'y'")]
    assert len({each.focus_node for each in report.findings}) == 2


def test_a_label_stands_for_a_node_without_a_name(check: Check) -> None:
    texts = ["_:a a ex:C .\n[] a ex:C .", "[ ex:q ( [] ) ; a ex:C ] ."]
    report = check(*texts, own_shapes=SHAPE + "sh:path ex:p ; sh:minCount 1 .")
    assert [shown(each, *texts) for each in report.findings] == [
        (0, "_:a"),
        (0, "[]"),
        (1, "[ ex:q ( [] ) ; a ex:C ]"),
    ]


@pytest.mark.usefixtures("engine_in_process")
def test_thousands_of_files(tmp_path: Path) -> None:
    for number in range(2_000):
        year = 1066 if number % 100 == 0 else 2009
        (tmp_path / f"{number:04}.ttl").write_text(
            f"{HEADER}ex:p{number} a mediagora:BlogPlatform ; rdfs:label 'P' ;\n"
            f"    mediagora:launchYear {year} ;\n"
            f"    mediagora:homepage 'https://p{number}.example/'^^xsd:anyURI .\n"
        )
    report = validate(tmp_path, as_of=AS_OF)
    assert report.summary.files == 2_000
    assert [each.path for each in report.findings] == [
        str(tmp_path / f"{number:04}.ttl") for number in range(0, 2_000, 100)
    ]
    assert {(each.line, each.column, each.end_column) for each in report.findings} == {
        (START + 2, 26, 30)
    }


@pytest.mark.usefixtures("engine_in_process")
def test_of_a_hundred_thousand_findings_the_listed_alone_are_placed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mediagora.reading import locating

    placed = 0

    def counting(*arguments: Any, **options: Any) -> Iterator[Placed]:
        nonlocal placed
        for each in locate(*arguments, **options):
            placed += 1
            yield each

    locate = locating.locate
    monkeypatch.setattr(locating, "locate", counting)
    file, own = tmp_path / "0.nt", tmp_path / "own.ttl"
    file.write_text("".join(f"<urn:{n}> <urn:p> <urn:o> .\n" for n in range(100_000)))
    own.write_text(HEADER + "ex:S sh:targetSubjectsOf <urn:p> ; sh:nodeKind sh:Literal .")
    report = validate(file, shapes=[str(own)], as_of=AS_OF, max_findings=50)
    assert report.summary.violations == 100_000
    assert (len(report.findings), report.unlisted) == (50, 99_950)
    assert all(each.line is not None for each in report.findings)
    assert placed < 100  # a name that ends as one of them does is looked at as well
