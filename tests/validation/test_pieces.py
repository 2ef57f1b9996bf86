"""Large data in pieces: the findings are those of one piece, wherever it is cut."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import golden
from mediagora import bundle
from mediagora.errors import EngineError, MediagoraError
from mediagora.validation import engine, judging, sizes, validate
from mediagora.validation.onepiece import OnePiece
from mediagora.validation.pieces import Pieces
from validation.conftest import AS_OF, HEADER, _InThisProcess
from validation.strategies import LITERALS, data_graphs, shapes_graphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pyoxigraph import Triple

    from mediagora.validation.onepiece import Found
    from mediagora.validation.userdata import UserData

WHOLE: Final = 1 << 40


@contextmanager
def cut_at(size: int) -> Iterator[list[str]]:
    """Cut data into pieces of so many bytes; tells whether a run took the way of one piece."""
    ways: list[str] = []

    class Watched(OnePiece):
        def __init__(self, *arguments: Any) -> None:
            ways.append("whole")
            super().__init__(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "Children", _InThisProcess)
        patch.setattr(judging, "OnePiece", Watched)
        patch.setattr(sizes, "SMALLEST", size)
        patch.setattr(sizes, "LARGEST", size)
        yield ways


def outcome(files: Sequence[Path | str], size: int, **options: Any) -> tuple[Any, bool]:
    """Give all that a report says but for the time it took, and whether data was in pieces."""
    with cut_at(size) as ways:
        try:
            report = validate([str(file) for file in files], as_of=AS_OF, jobs=2, **options)
        except MediagoraError as error:
            return (type(error), str(error)), not ways
    return (report.findings, {**asdict(report.summary), "seconds": 0}), not ways


def same(files: Sequence[Path | str], *sizes: int, **options: Any) -> list[str]:
    """Check that pieces give what one piece gives, without a second attempt; give the codes."""
    expected, _ = outcome(files, WHOLE, **options)
    for size in sizes:
        found, in_pieces = outcome(files, size, **options)
        assert in_pieces, size
        assert found == expected, size
    return [finding.code for finding in expected[0]]


# Files that there are


def cases(with_syntax_errors: bool) -> list[Path]:  # noqa: FBT001 -- one fixture of two kinds
    # Evidence with one name in several files keeps the data in one piece.
    # Nor are class expressions cut, as those of the logic have.
    every = [
        file
        for file in golden.files("validate")
        if file.suffix == ".ttl" and not golden.is_about_logic(file.parent.name)
    ]
    found = [file for file in every if " a owl:Axiom" not in file.read_text(encoding="utf-8")]
    return [file for file in found if with_syntax_errors or file.parent.name != "MG001"]


def test_the_cases_as_they_are() -> None:
    codes = same(cases(with_syntax_errors=True), 1_000, 5_000, 20_000)
    assert len(set(codes)) > 20


@pytest.mark.parametrize("number", [1, 3])
def test_the_cases_put_together(number: int, tmp_path: Path) -> None:
    files = []
    for which in range(number):
        files.append(tmp_path / f"{which}.ttl")
        text = "\n".join(
            file.read_text(encoding="utf-8")
            for file in cases(with_syntax_errors=False)[which::number]
            if "_:" not in file.read_text(encoding="utf-8")
        )
        files[-1].write_text(text, encoding="utf-8")
    codes = same(files, 1_000, 7_000, 20_000)
    assert len(set(codes)) > 20


def test_what_ships() -> None:
    same([bundle.root() / "data"], 2_000, 60_000)
    both = [bundle.root() / "data", bundle.root() / "ontology"]
    # Class expressions hang on blank nodes: such data stays in one piece.
    (expected, _), (found, in_pieces) = outcome(both, WHOLE), outcome(both, 60_000)
    assert not in_pieces
    assert found == expected


# What belongs together, in pieces of its own: each text is a file, which is cut where it can be

FILLER: Final = "\n".join(f"ex:filler{n} ex:note {n} ." for n in range(30))
NETWORK: Final = "mediagora:SocialNetwork"
HOME: Final = 'mediagora:homepage "https://a.example/"^^xsd:anyURI'

TOGETHER: Final[dict[str, list[str]]] = {
    "homepages shared": [f"ex:a {HOME} ; a mediagora:BlogPlatform .", f"ex:b {HOME} ."],
    "a subject in several files": ["ex:a a mediagora:BlogPlatform .", "ex:a rdfs:label 'A', 'B' ."],
    "labels in several files": [
        "ex:a a mediagora:BlogPlatform ; rdfs:label 'A' .",
        "ex:a rdfs:label 'B' .",
    ],
    "years in several files": [
        "ex:a a mediagora:BlogPlatform ; mediagora:launchYear 2010 .",
        "ex:a mediagora:closedYear 2001 .",
    ],
    "part of itself by another": [
        "ex:a a mediagora:BlogPlatform ; mediagora:partOfPlatform ex:b .",
        "ex:b a mediagora:BlogPlatform ; mediagora:partOfPlatform ex:c .",
        "ex:c a mediagora:BlogPlatform ; mediagora:partOfPlatform ex:a .",
    ],
    "a class in another file": [
        "ex:a a ex:Own .",
        "ex:Own rdfs:subClassOf ex:Middle .",
        f"ex:Middle rdfs:subClassOf {NETWORK} .",
    ],
    "a purpose in another file": [
        "ex:a a mediagora:SocialMedia .",
        "ex:a mediagora:hasMainPurpose ex:purpose .",
        "ex:purpose a mediagora:Purpose ; mediagora:broaderPurpose purpose:keep-in-contact .",
    ],
    "a main purpose and nothing else": ["ex:a mediagora:hasMainPurpose purpose:keep-in-contact ."],
    "a feature in another file": [
        f"ex:a a {NETWORK} ; mediagora:hasFeature ex:f, ex:g .",
        "ex:f a mediagora:Feature ; mediagora:broaderFeature ex:h .",
        "ex:h a mediagora:Feature ; mediagora:broaderFeature feature:befriending .",
    ],
    "an operator in another file": [
        "ex:a a mediagora:BlogPlatform ; mediagora:operatedBy ex:o, ex:p .",
        "ex:o a org:Organization ; rdfs:label 'O' .",
    ],
    "an equivalent class in another file": [
        "ex:a mediagora:hasMainPurpose ex:chat .",
        f"ex:C owl:equivalentClass {NETWORK} . ex:b a ex:C .",
    ],
    "undeclared terms": [
        "ex:a a mediagora:BlogPlatfrom ; mediagora:hasFeatur feature:nope .",
        "mediagora:BlogPlatfrom a owl:Class .",
        "ex:b a mediagora:Nope ; mediagora:hasFeature feature:comenting .",
    ],
    "blank nodes": [
        "[] a mediagora:BlogPlatform ; mediagora:operatedBy [ a org:Organization ] .",
        "_:x a mediagora:SocialNetwork . ex:a mediagora:partOfPlatform _:x .",
        f"_:x a mediagora:BlogPlatform ; {HOME} . [] a mediagora:BlogPlatform ; {HOME} .",
    ],
    "evidence": [
        "ex:a a mediagora:BlogPlatform ; mediagora:launchYear 2001 .",
        """[] a owl:Axiom ; owl:annotatedSource ex:a ; owl:annotatedTarget 2001 ;
        owl:annotatedProperty mediagora:launchYear ; dcterms:source ex:source .""",
        "ex:n a owl:Axiom ; owl:annotatedSource ex:b ; mediagora:launchYear 'x' .",
    ],
    "a list": ["ex:a ex:p ( 1 2 ) .", "ex:b a mediagora:BlogPlatform ."],
    "nothing to check": ["ex:note ex:of 1 .", "ex:a a mediagora:BlogPlatform ."],
    "what ships": [
        "platform:facebook mediagora:launchYear 'x' .",
        f"ex:a mediagora:partOfPlatform platform:facebook ; a {NETWORK} .",
    ],
}


def written(texts: Sequence[str], folder: Path, header: str = HEADER) -> list[Path]:
    files = []
    for number, text in enumerate(texts):
        files.append(folder / f"{number}.ttl")
        files[-1].write_text(f"{header}{text}\n", encoding="utf-8", newline="")
    return files


@pytest.mark.parametrize("name", TOGETHER)
def test_what_belongs_together(name: str, tmp_path: Path) -> None:
    texts = TOGETHER[name]
    assert same(written([f"{text}\n{FILLER}" for text in texts], tmp_path), 100, 700)
    one = f"\n{FILLER}\n".join(texts).replace("_:x", "ex:x")
    same(written([one], tmp_path), 100, 400)


OWN: Final = """
ex:S sh:targetNode ex:only, ex:a, 5 ; sh:targetObjectsOf mediagora:partOfPlatform, ex:p ;
    sh:property [ sh:path [ sh:inversePath ex:p ] ; sh:maxCount 1 ] ,
        [ sh:path ( ex:p ex:p ) ; sh:maxCount 0 ] ,
        [ sh:path ( ex:p rdf:type ) ; sh:hasValue ex:T ] ,
        [ sh:path ( [ sh:inversePath ex:p ] ex:p [ sh:zeroOrMorePath ex:q ] ) ; sh:maxCount 1 ] ,
        [ sh:path [ sh:inversePath ex:p ] ; sh:class mediagora:SocialMedia ] .
"""
OWN_DATA: Final = [
    "ex:a ex:p ex:b, ex:only . ex:b a mediagora:BlogPlatform .",
    "ex:b ex:p ex:c . ex:c ex:q ex:d . ex:x ex:p ex:only .",
    "ex:d ex:q ex:e . ex:c a ex:T . ex:b ex:p 5 . ex:a mediagora:hasMainPurpose purpose:blogging .",
]


def test_shapes_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(HEADER + OWN)
    files = written([f"{text}\n{FILLER}" for text in OWN_DATA], tmp_path)
    for names in ([str(own)], ["platform", str(own)], ["ontology", str(own)]):
        assert len(same(files, 100, 700, shapes=names)) > 5
    one = written([f"\n{FILLER}\n".join(OWN_DATA)], tmp_path)
    assert len(same(one, 60, 300, shapes=[str(own)])) > 5


def shape(text: str, target: str = "sh:targetSubjectsOf ex:p") -> str:
    return f"ex:S a sh:NodeShape ; {target} ; {text} ."


CONTACTS: Final = (
    "ex:n a mediagora:SocialNetwork ; mediagora:hasMainPurpose purpose:keep-in-contact ."
)

# Ways from piece to piece that are easily forgotten: the shape, and a text for each file.
WAYS: Final[dict[str, tuple[str, list[str]]]] = {
    "by a class": (
        shape("sh:property [ sh:path ( rdf:type rdfs:label ) ; sh:minCount 1 ]"),
        ["ex:a ex:p 1 ; a ex:T .", "ex:T rdfs:label 'T' ."],
    ),
    "to the class of a class": (
        shape("sh:property [ sh:path rdf:type ; sh:class ex:Meta ]"),
        ["ex:a ex:p 1 ; a ex:T .", "ex:T a ex:Meta ."],
    ),
    "by broader classes": (
        shape("sh:property [ sh:path ( rdf:type rdfs:subClassOf rdfs:label ) ; sh:minCount 1 ]"),
        ["ex:a ex:p 1 ; a ex:D .", "ex:D rdfs:subClassOf ex:C .", "ex:C rdfs:label 'C' ."],
    ),
    "siblings' shapes": (
        shape(
            "sh:property [ sh:path ex:p ; sh:qualifiedValueShapesDisjoint true ; "
            "sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ] , "
            "[ sh:path ex:q ; sh:qualifiedValueShapesDisjoint true ; sh:qualifiedMaxCount 5 ; "
            "sh:qualifiedValueShape [ sh:property [ sh:path ex:r ; sh:minCount 1 ] ] ]"
        ),
        ["ex:a ex:p ex:v .", "ex:v ex:r 1 ."],
    ),
    "an entailed class of what is told elsewhere": (
        shape("sh:class mediagora:ContactNetwork"),
        ["ex:n ex:p ex:z .", CONTACTS],
    ),
    "back from an entailed class": (
        shape("sh:minCount 1 ; sh:path [ sh:inversePath rdf:type ]", "sh:targetSubjectsOf ex:q")
        .replace("sh:minCount 1 ; sh:path", "sh:property [ sh:minCount 1 ; sh:path")
        .replace(" .", " ] ."),
        ["mediagora:ContactNetwork ex:q 1 .", CONTACTS],
    ),
    "by what ships": (
        shape("sh:property [ sh:path ( ex:p mediagora:broaderFeature ) ; sh:class ex:Z ]"),
        ["ex:a ex:p feature:audio-sharing .", "feature:content-sharing a ex:Z ."],
    ),
    "back by what ships": (
        shape(
            "sh:property [ sh:path ( [ sh:inversePath mediagora:broaderFeature ] ex:q ) ; "
            "sh:minCount 1 ]",
            "sh:targetClass ex:Q",
        ),
        ["feature:content-sharing a ex:Q .", "feature:audio-sharing ex:q 1 ."],
    ),
    "back from what ships": (
        shape(
            "sh:property [ sh:minCount 1 ; "
            "sh:path ( ex:p mediagora:broaderFeature [ sh:inversePath ex:q ] ) ]"
        ),
        ["ex:a ex:p feature:audio-sharing .", "ex:x ex:q feature:content-sharing ."],
    ),
    "a base direction": (
        shape("sh:property [ sh:path ex:p ; sh:datatype rdf:langString ]"),
        ["ex:a ex:p 'x'@en--ltr .", "ex:b ex:p 'x'@en--ltr ."],
    ),
}


@pytest.mark.parametrize("name", WAYS)
def test_ways_that_are_easily_forgotten(name: str, tmp_path: Path) -> None:
    text, texts = WAYS[name]
    own = tmp_path / "own.ttl"
    own.write_text(HEADER + text)
    files = written([f"{text}\n{FILLER}" for text in texts], tmp_path)
    expected, _ = outcome(files, WHOLE, shapes=[str(own)])
    assert isinstance(expected[0], tuple), expected
    for size in (100, 700):
        assert outcome(files, size, shapes=[str(own)])[0] == expected


MENTIONED: Final[dict[str, list[str]]] = {
    "a feature that ships is described anew": [
        f"ex:a a {NETWORK} ; mediagora:hasFeature feature:audio-sharing .",
        "feature:content-sharing mediagora:broaderFeature feature:connections .",
    ],
    "evidence that is a term as well": [
        "ex:a a mediagora:BlogPlatform ; mediagora:usesTechnology ex:f .",
        "ex:f a owl:Axiom, mediagora:Technology .",
    ],
    "evidence of which more is said": [
        f"ex:e a owl:Axiom .\n{FILLER}\nex:e mediagora:hasFeature ex:g .",
    ],
    "no evidence, though it looks like it": [
        "[] a mediagora:BlogPlatform . ex:b a mediagora:BlogPlatform ; rdfs:seeAlso owl:Axiom .",
        "_:x a mediagora:BlogPlatform ; rdfs:seeAlso owl:Axiom .",
    ],
}


@pytest.mark.parametrize("name", MENTIONED)
def test_what_is_easily_overlooked(name: str, tmp_path: Path) -> None:
    files = written([f"{text}\n{FILLER}" for text in MENTIONED[name]], tmp_path)
    expected, _ = outcome(files, WHOLE)
    for size in (100, 700):
        assert outcome(files, size)[0] == expected


def test_a_long_way_within_another_piece_is_not_gone_step_by_step(tmp_path: Path) -> None:
    chain = " ".join(
        f"ex:f{n} a mediagora:Feature ; mediagora:broaderFeature ex:f{n + 1} ." for n in range(12)
    )
    last = "ex:f12 a mediagora:Feature ; mediagora:broaderFeature feature:befriending ."
    texts = [f"ex:a a {NETWORK} ; mediagora:hasFeature ex:f0 .", f"{chain} {last}", ""]
    files = written([f"{text}\n{FILLER}" for text in texts], tmp_path)
    size = max(file.stat().st_size for file in files)
    assert sum(file.stat().st_size for file in files) > 2 * size
    (expected, _), (found, in_pieces) = outcome(files, WHOLE), outcome(files, size)
    assert not in_pieces
    assert found == expected


def test_what_only_mentions_evidence_is_checked(tmp_path: Path) -> None:
    [file] = written(MENTIONED["no evidence, though it looks like it"][:1], tmp_path)
    found, _ = outcome([file], WHOLE)
    assert [each.code for each in found[0]].count("MG201") == 2


# Bytes


def test_files_that_cannot_be_read_among_others(tmp_path: Path) -> None:
    good = f"ex:a a mediagora:BlogPlatform .\n{FILLER}"
    files = written([good, f"{good}\nex:a ex:p ] .", good, f"{FILLER}\n<a> ex:p 1 ."], tmp_path)
    files.append(tmp_path / "bytes.ttl")
    files[-1].write_bytes(files[0].read_bytes() + b"# caf\xe9")
    codes = same(files, 100, 700)
    assert codes.count("MG001") == 2
    assert "MG002" in codes


@pytest.mark.parametrize("place", [0, 1, 2])
def test_empty_files(place: int, tmp_path: Path) -> None:
    texts = [f"{HEADER}ex:a a mediagora:BlogPlatform .\n{FILLER}"] * 2
    texts.insert(place, "")
    files = written(texts, tmp_path, header="")
    files[place].write_bytes(b"")
    assert "MG401" in same(files, 100, 700)


def test_other_formats(tmp_path: Path) -> None:
    import pyoxigraph as ox

    text = f"{HEADER}ex:a a mediagora:BlogPlatform ; {HOME} .\nex:b {HOME} .\n{FILLER}"
    quads = list(ox.parse(text, ox.RdfFormat.TURTLE))
    files = []
    for end, form in (("nt", "N_TRIPLES"), ("rdf", "RDF_XML"), ("trig", "TRIG"), ("nq", "N_QUADS")):
        files.append(tmp_path / f"data.{end}")
        triples = quads if end in {"trig", "nq"} else [quad.triple for quad in quads]
        ox.serialize(triples, files[-1], format=getattr(ox.RdfFormat, form))
    for name, change in {
        "mark.ttl": lambda data: b"\xef\xbb\xbf" + data,
        "windows.ttl": lambda data: data.replace(b"\n", b"\r\n"),
    }.items():
        files.append(tmp_path / name)
        files[-1].write_bytes(change(text.encode()))
    files.append(bundle.root() / "ontology" / "context.jsonld")
    assert "MG227" in same(files, 300, 2_000)
    for file in files[:-1]:
        assert "MG227" in same([file], 300)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys
    from types import SimpleNamespace

    text = f"{HEADER}ex:a a mediagora:BlogPlatform ; {HOME} .\n{FILLER}\nex:b {HOME} .\n"

    def at(size: int) -> Any:
        stream = SimpleNamespace(buffer=io.BytesIO(text.encode()))
        monkeypatch.setattr(sys, "stdin", stream)
        return outcome(["-"], size)

    (expected, _), (found, in_pieces) = at(WHOLE), at(100)
    assert in_pieces
    assert found == expected
    assert "MG227" in [finding.code for finding in found[0]]


def test_processes_of_their_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # Without blank nodes, which would tie all together where so much is said of one subject.
    texts = [
        f"{text}\n{FILLER}"
        for texts in TOGETHER.values()
        for text in texts
        if not {*"[_("} & {*text}
    ]
    files = [str(file) for file in written(texts, tmp_path)]
    expected, _ = outcome(files, WHOLE)
    monkeypatch.setattr(sizes, "SMALLEST", 800)
    monkeypatch.setattr(sizes, "LARGEST", 800)
    shares: list[float] = []
    for jobs in (1, 3):
        report = validate(files, as_of=AS_OF, jobs=jobs, progress=shares.append)
        assert report.findings == expected[0]
    assert shares[-1] == 1.0
    assert all(0 <= share <= 1 for share in shares)


# Random data and random shapes

DOCUMENTS: Final = st.lists(
    st.tuples(
        data_graphs(literals=LITERALS[:3]) | data_graphs(blank_nodes=True),
        st.sampled_from([".ttl", ".nt"]),
    ),
    min_size=1,
    max_size=3,
)
LOCAL: Final = ("datatype", "nodeKind", "minLength", "maxLength", "pattern", "closed", "in")


@settings(max_examples=120)
@given(shapes_graphs() | shapes_graphs(without=LOCAL), DOCUMENTS, st.integers(30, 400))
def test_random_data(
    shapes: list[Triple], documents: list[tuple[list[Triple], str]], size: int
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        own = folder / "own.ttl"
        own.write_text("".join(f"{triple} .\n" for triple in shapes))
        files = []
        for number, (triples, end) in enumerate(documents):
            files.append(folder / f"{number}{end}")
            files[-1].write_text("".join(f"{triple} .\n" for triple in triples))
        expected, _ = outcome(files, WHOLE, shapes=[str(own)])
        found, _ = outcome(files, size, shapes=[str(own)])
        assert found == expected


def test_a_file_that_changes_meanwhile_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("".join(f"<urn:a{n}> <urn:p> {n} .\n" for n in range(200)))
    check = Pieces.check

    def changed(self: Pieces, data: UserData) -> Iterator[Found]:
        file.write_text(file.read_text() + "<urn:b> <urn:p> 1 .\n")
        return check(self, data)

    monkeypatch.setattr(Pieces, "check", changed)
    with cut_at(500), pytest.raises(EngineError, match=r"'.*a\.ttl' was changed while it was"):
        validate(file)
