"""Hostile data and shapes, through both engines: each ends in its time, with a finding or an error.

What a run gives is asked for, and never how long it took: a case that hangs is stopped by the limit
that it is given, and fails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mediagora.cli.main import main
from mediagora.errors import EngineError, ShapesError
from mediagora.validation import validate
from validation.conftest import AS_OF, HEADER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mediagora.validation.engine import EngineName

    Judge = Callable[..., list[str]]

ENGINES = ("fast", "reference")
TARGET = "ex:S sh:targetNode ex:x ; "


@pytest.fixture(params=ENGINES)
def judge(request: pytest.FixtureRequest, tmp_path: Path) -> Judge:
    """Gives the codes of what an engine finds, in a child process with a limit on its time."""
    name: EngineName = request.param

    def run(shapes: str | None, data: str, *, timeout: float = 60) -> list[str]:
        file, own = tmp_path / "data.ttl", tmp_path / "own.ttl"
        file.write_text(HEADER + data)
        own.write_text(HEADER + (shapes or ""))
        wanted = ["platform"] if shapes is None else [str(own)]
        report = validate(file, shapes=wanted, engine=name, timeout=timeout, as_of=AS_OF)
        return [finding.code for finding in report.findings]

    return run


def on_property(said: str) -> str:
    return f"{TARGET} sh:property [ sh:path ex:p ; {said} ] ."


def values(count: int, start: int = 0) -> str:
    return ", ".join(map(str, range(start, start + count)))


CATASTROPHE = on_property("sh:pattern '^(a+)+$'")
MANY_AS = f"ex:x ex:p '{'a' * 40}!' ."


STOPPED = "error: the reference engine did not end within 3 seconds; raise the limit"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_pattern_that_takes_for_ever(
    engine: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data, own = tmp_path / "data.ttl", tmp_path / "own.ttl"
    data.write_text(f"{HEADER} ex:x ex:p '{'a' * 40}!' .")
    own.write_text(HEADER + on_property("sh:pattern '^(a+)+$'"))
    options = ["--engine", engine, "--timeout", "3", "--shapes", str(own)]
    monkeypatch.setattr("sys.argv", ["mediagora", "validate", str(data), *options])
    code = main()
    shown, complaint = capsys.readouterr()
    if engine == "fast":
        assert (code, "MG294" in shown) == (1, True)
    else:
        assert (code, shown, complaint[: len(STOPPED)]) == (2, "", STOPPED)


def test_a_literal_of_50_mb(judge: Judge) -> None:
    codes = judge(on_property("sh:maxCount 0"), f"ex:x ex:p '{'a' * 50_000_000}' .")
    assert codes == ["MG004", "MG402"]


def test_a_literal_as_long_as_the_parser_takes(judge: Judge) -> None:
    codes = judge(on_property("sh:maxLength 9"), f"ex:x ex:p '{'a' * 15_000_000}' .")
    assert codes == ["MG294"]


def test_blank_nodes_20_000_deep(judge: Judge) -> None:
    nested = f"ex:x {'ex:p [ ' * 20_000} ex:p 1 {'] ' * 20_000} ."
    assert judge(on_property("sh:maxCount 0"), nested) == ["MG292"]


def test_a_list_of_20_000(judge: Judge) -> None:
    members = "( ex:p [ sh:zeroOrMorePath rdf:rest ] rdf:first )"
    shapes = f"{TARGET} sh:property [ sh:path {members} ; sh:maxCount 2 ] ."
    data = f"ex:x ex:p ( {values(20_000).replace(',', '')} ) ."
    assert judge(shapes, data) == ["MG292"]


def test_a_circle_and_a_long_chain_of_classes(judge: Judge) -> None:
    chain = " ".join(f"ex:C{i + 1} rdfs:subClassOf ex:C{i} ." for i in range(500))
    circle = "ex:C0 rdfs:subClassOf mediagora:BlogPlatform, ex:C500 ."
    assert judge(None, f"ex:x a ex:C500 . {chain} {circle}") == ["MG201"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_chain_of_10_000_classes(engine: EngineName, tmp_path: Path) -> None:
    file = tmp_path / "data.ttl"
    chain = " ".join(f"ex:C{i + 1} rdfs:subClassOf ex:C{i} ." for i in range(10_000))
    root = "ex:C0 rdfs:subClassOf mediagora:BlogPlatform ."
    file.write_text(f"{HEADER} ex:x a ex:C10000 . {chain} {root}")
    if engine == "reference":  # pyshacl goes from class to class by recursion
        with pytest.raises(EngineError, match=r"^the reference engine failed: .*recursion"):
            validate(file, shapes=["platform"], engine=engine)
    else:
        [found] = validate(file, shapes=["platform"], engine=engine).findings
        assert found.code == "MG201"


@pytest.mark.parametrize(
    ("said", "results"), [("sh:disjoint ex:q", 2999), ("sh:equals ex:q", 2), ("sh:maxCount 0", 1)]
)
def test_a_node_with_3_000_values(said: str, results: int, judge: Judge) -> None:
    data = f"ex:x ex:p {values(3000)} ; ex:q {values(3000, start=1)} ."
    assert len(judge(on_property(said), data)) == results


def test_20_000_texts_in_one_language(judge: Judge) -> None:
    data = "ex:x ex:p " + ", ".join(f"'{number}'@en" for number in range(20_000)) + " ."
    assert judge(on_property("sh:uniqueLang true"), data) == ["MG294"]


def test_a_node_that_50_000_point_at(judge: Judge) -> None:
    shapes = f"{TARGET} sh:property [ sh:path [ sh:inversePath ex:p ] ; sh:maxCount 3 ] ."
    data = "\n".join(f"ex:n{number} ex:p ex:x ." for number in range(50_000))
    assert judge(shapes, data) == ["MG292"]


def test_values_of_many_qualified_shapes(judge: Judge) -> None:
    each = "sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true"
    shapes = " ".join(
        f"sh:property [ sh:path ex:p ; sh:qualifiedValueShape [ sh:minInclusive {i} ] ; {each} ] ;"
        for i in range(8)
    )
    codes = judge(f"{TARGET} {shapes} .", f"ex:x ex:p {values(500)} .")
    assert codes == ["MG297"]


def test_10_000_property_shapes(judge: Judge) -> None:
    each = " ".join(f"sh:property [ sh:path ex:p{i} ; sh:maxCount 0 ] ;" for i in range(10_000))
    assert judge(f"{TARGET} {each} .", "ex:x ex:p5 1 .") == ["MG292"]


def test_a_long_chain_of_features_seen_from_many_platforms(judge: Judge) -> None:
    # Five million steps: more than is waited for here, so it is stopped.
    chain = [f"ex:f{i} ex:broader ex:f{i + 1} ." for i in range(5000)]
    platforms = [f"ex:n{i} ex:has ex:f0 ." for i in range(1000)]
    path = "( ex:has [ sh:zeroOrMorePath ex:broader ] )"
    shapes = f"ex:S sh:targetSubjectsOf ex:has ; sh:property [ sh:path {path} ; sh:hasValue 5 ] ."
    with pytest.raises(EngineError, match="did not end within 2 seconds"):
        judge(shapes, "\n".join(chain + platforms), timeout=2)


def nested(start: str, end: str, depth: int) -> str:
    return f"{TARGET} {start * depth} sh:nodeKind sh:IRI {end * depth} ."


SHAPES = {
    "sh:not 5,000 deep": (nested("sh:not [ ", "] ", 5000), "nested 5000 deep"),
    "sh:and 5,000 deep": (nested("sh:and ( [ ", "] ) ", 5000), "nested 5000 deep"),
    "a path of 5,000 steps": (
        f"{TARGET} sh:property [ sh:path ( {'ex:p ' * 5000}) ; sh:minCount 1 ] .",
        "sh:path has more than 1000 steps|longer or deeper than 10 steps",
    ),
    "5,000 alternatives": (
        f"{TARGET} sh:property [ sh:path [ sh:alternativePath ( {'ex:p ' * 5000}) ] ] .",
        "sh:path has more than 1000 steps",
    ),
    "alternatives that double with each of 40 levels": (
        f"{TARGET} sh:property [ sh:path _:p0 ] . "
        + " ".join(f"_:p{i} sh:alternativePath ( _:p{i + 1} _:p{i + 1} ) ." for i in range(40)),
        "sh:path",
    ),
    "a circle of 10,000 shapes": (
        f"{TARGET} sh:node ex:S0 . "
        + " ".join(f"ex:S{i} sh:node ex:S{(i + 1) % 10_000} ." for i in range(10_000)),
        "refers to itself",
    ),
    "10,000 faults": (
        f"{TARGET} sh:class {values(10_000)} .",
        "for 10000 reasons:(?s:.*)and 9990 more$",
    ),
    "faults in shapes 3,000 deep": (
        nested("sh:class 5 ; sh:not [ ", "] ", 3000),
        "for 3001 reasons:(?s:.*)and 2991 more$",
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_that_no_engine_is_given(name: str, tmp_path: Path) -> None:
    data, own = tmp_path / "data.ttl", tmp_path / "own.ttl"
    data.write_text(f"{HEADER} ex:x ex:p 1 .")
    shapes, said = SHAPES[name]
    own.write_text(HEADER + shapes)
    with pytest.raises(ShapesError, match=said) as caught:
        validate(data, shapes=[str(own)])
    assert len(str(caught.value)) < 5000


def test_shapes_above_the_limit_on_files(tmp_path: Path) -> None:
    data, own = tmp_path / "data.ttl", tmp_path / "own.ttl"
    data.write_text(f"{HEADER} ex:x ex:p 1 .")
    own.write_text(f"{HEADER} {TARGET} sh:class ex:C . #{' ' * 10_000}")
    with pytest.raises(ShapesError, match=r"shapes cannot be read: .* is larger than"):
        validate(data, shapes=[str(own)], max_bytes=9000)
