"""HermiT beside the model: what follows, what it refuses, and that it ends when it is told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from itertools import permutations
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logic import oracles
from mediagora.errors import EngineError, InconsistentError
from mediagora.reading.shipped import shipped
from mediagora.reasoning.hermit import entailments
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from logic.oracles import Statements

LONG: Final = 100.0
"""Seconds that no answer here takes."""

HEAD: Final = "PREFIX : <urn:x:>\n"
MODEL: Final = """
:A a owl:Class ; rdfs:subClassOf :B . :B a owl:Class ; rdfs:subClassOf :C . :C a owl:Class .
:p a owl:ObjectProperty ; rdfs:subPropertyOf :q . :q a owl:ObjectProperty .
:d a owl:DatatypeProperty ; rdfs:subPropertyOf :e . :e a owl:DatatypeProperty .
"""
DECLARED: Final = (
    "".join(f":{name} a owl:Class . " for name in "ABCD")
    + "".join(f":{name} a owl:ObjectProperty . " for name in "pqr")
    + "".join(f":{name} a owl:DatatypeProperty . " for name in "de")
)
AXIOMS: Final = (
    *(f":{a} rdfs:subClassOf :{b}" for a, b in permutations("ABCD", 2)),
    *(f":{a} owl:disjointWith :{b}" for a, b in ("AB", "CD")),
    *(f":p rdfs:{link} :{name}" for link in ("domain", "range") for name in "ABCD"),
    *(f":{name} a owl:TransitiveProperty" for name in "pq"),
    ":p rdfs:subPropertyOf :q",
    ":q rdfs:subPropertyOf :r",
    ":r owl:propertyChainAxiom (:r :p)",
    ":d rdfs:subPropertyOf :e",
    ":A owl:equivalentClass [ a owl:Restriction ; owl:onProperty :q ; owl:hasValue :x ]",
    ":d rdfs:domain :B",
    *(f":{one} :{name} :{two}" for one, two in permutations("xyz", 2) for name in "pqr"),
    *(f":{one} a :{name}" for one in "xyz" for name in "ABCD"),
    *(f":{one} :{name} {value}" for one in "xy" for name in "de" for value in ("1", "'a'@en")),
)
"""What a small graph may be made of. Equivalent names owlready2 does not put below each other."""

PIGEONS: Final = f"""
[] a owl:AllDifferent ; owl:distinctMembers ({" ".join(f":pigeon{nth}" for nth in range(12))}) .
:Hole a owl:Class ; owl:equivalentClass [
    a owl:Class ; owl:oneOf ({" ".join(f":hole{nth}" for nth in range(11))}) ] .
{" ".join(f":pigeon{nth} a :Hole ." for nth in range(12))}
"""
"""Twelve of them in eleven holes, which it takes a reasoner ages to find contradictory."""


def graph(turtle: str) -> Statements:
    """The triples of a piece of Turtle in which `:` stands for `urn:x:`."""
    return oracles.parse(HEAD + turtle)


def follows(turtle: str, *, memory_limit: int | None = None) -> set[str]:
    """What HermiT tells of a piece of Turtle, in lines with short names."""
    found = entailments(graph(turtle), timeout=LONG, memory_limit=memory_limit)
    return {short(" ".join(map(str, triple))) for triple in found}


def short(line: str) -> str:
    """A line of N-Triples with prefixes in place of namespaces."""
    for prefix, namespace in {**PREFIXES, "": "urn:x:"}.items():
        line = line.replace(f"<{namespace}", f"<{prefix}:")
    return line.replace("<", "").replace(">", "")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files with an awkward name, which is to be empty in the end."""
    folder = tmp_path / "with space"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield folder
    assert list(folder.iterdir()) == []


def at_work(folder: Path) -> list[str]:
    """Processes that were given something in a folder."""
    listed = ["ps", "-ww", "-eo", "args"]
    told = subprocess.run(listed, capture_output=True, text=True, check=True).stdout
    names = (str(folder), folder.as_uri())
    return [line for line in told.splitlines() if any(name in line for name in names)]


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for something to become true, which it does at some time."""
    deadline = time.monotonic() + LONG
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def java_is_at_work(folder: Path) -> bool:
    """Whether HermiT is running, and not only the process that starts it."""
    return any("-Xmx" in line and "_watcher.py" not in line for line in at_work(folder))


def fake_java(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program called java in front of the PATH."""
    program = folder / "java"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.java
def test_types_values_and_hierarchies_are_told_up_to_the_top() -> None:
    assert follows(MODEL + ":x a :A ; :p :y ; :d 5 .") == {
        ":A rdfs:subClassOf :C",
        ":x rdf:type :B",
        ":x rdf:type :C",
        ":x :q :y",
        ':x :e "5"^^xsd:integer',
    }


@pytest.mark.java
@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        (
            ":A owl:equivalentClass :F . :F a owl:Class . :x a :F .",
            {":F rdfs:subClassOf :A", ":A rdfs:subClassOf :F", ":F owl:equivalentClass :A"}
            | {":F rdfs:subClassOf :B", ":x rdf:type :A", ":x rdf:type :C"},
        ),
        (
            ":r a owl:ObjectProperty ; owl:inverseOf :p . :x :p :y .",
            {":x :q :y", ":y :r :x"},
        ),
        (
            ":r a owl:ObjectProperty ; rdfs:subPropertyOf [ owl:inverseOf :p ] . :x :r :y .",
            {":y :p :x", ":y :q :x"},
        ),
        (
            """:r a owl:ObjectProperty ; owl:inverseOf :p ; rdfs:subPropertyOf :t .
               :s a owl:ObjectProperty ; owl:equivalentProperty :p . :t a owl:ObjectProperty .
               :x :p :y .""",
            {":x :s :y", ":y :r :x", ":y :t :x"},
        ),
        (
            """:r a owl:ObjectProperty ; rdfs:subPropertyOf [ owl:inverseOf :p ] .
               :t a owl:ObjectProperty . :p rdfs:subPropertyOf [ owl:inverseOf :t ] . :x :r :y .""",
            {":r rdfs:subPropertyOf :t", ":x :t :y", ":y :q :x"},
        ),
        (
            ":f a owl:DatatypeProperty ; owl:equivalentProperty :d . :x :d 'a' .",
            {":d rdfs:subPropertyOf :f", ":f rdfs:subPropertyOf :e", ':x :f "a"', ':x :e "a"'},
        ),
        (
            "[] a owl:AllDifferent ; owl:distinctMembers (:x :y) . :x owl:sameAs :z . :z a :A .",
            {":x rdf:type :A", ":x rdf:type :B"},
        ),
        (
            """:E a owl:Class ; owl:equivalentClass [
                   a owl:Restriction ; owl:onProperty :q ; owl:someValuesFrom :C ] .
               :x :p [ a :A ] .""",
            {":x rdf:type :E"},
        ),
        (
            "<http://exämple.org/日本_(a)(b)> a :A ; :p <urn:x:y> .",
            {"http://exämple.org/日本_(a)(b) :q :y", "http://exämple.org/日本_(a)(b) rdf:type :B"},
        ),
        (
            r""" :x :d "a\"b\nc\\", "x"@en, "", "ends\\", "cr\r", "😀", "a > b ( c )" .""",
            {r':x :e "a\"b\nc\\"', ':x :e "x"@en', ':x :e "😀"', r':x :e "cr\r"'},
        ),
    ],
    ids=[
        "equivalent",
        "inverse",
        "under-inverse",
        "over-inverse",
        "twice-inverse",
        "equal-data",
        "same",
        "exists",
        "iris",
        "texts",
    ],
)
def test_what_follows_is_told(
    turtle: str, expected: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever letters the system is set to."""
    monkeypatch.setenv("LC_ALL", "C")
    assert expected - follows(MODEL + turtle) == set()


@pytest.mark.java
def test_a_class_without_possible_members_is_told_as_that_alone() -> None:
    impossible = ":N a owl:Class ; owl:disjointWith :C ; rdfs:subClassOf :A . :M a owl:Class ;"
    assert follows(MODEL + impossible + " rdfs:subClassOf :N .") - follows(MODEL) == {
        ":N rdfs:subClassOf owl:Nothing",
        ":M rdfs:subClassOf owl:Nothing",
    }


@pytest.mark.java
def test_nothing_is_told_of_blank_nodes_nor_of_what_is_no_class() -> None:
    turtle = MODEL + "[] a :A ; :p :x . :x :p [ a :A ; :d 4 ] . :B rdfs:subClassOf [ a owl:Class ;"
    turtle += " owl:unionOf (:C [ a owl:Restriction ; owl:onProperty :p ]) ] ."
    assert follows(turtle) == {":A rdfs:subClassOf :C"}


@pytest.mark.java
def test_what_is_beside_the_facts_entails_nothing_and_is_no_hindrance() -> None:
    """A date that HermiT cannot read among it, and an import that leads nowhere."""
    beside = """
        <urn:untyped> owl:imports <https://127.0.0.1:9/nowhere> .
        <urn:o> a owl:Ontology ; owl:imports <https://127.0.0.1:9/nowhere> ; :d "2020"^^xsd:date .
        [] a owl:Axiom ; owl:annotatedSource :x ; owl:annotatedProperty :p ;
            owl:annotatedTarget :y ; :since "2020"^^xsd:gYear ; :d "x"^^:unknown .
        :since a owl:AnnotationProperty . :x :since "2020-01-01"^^xsd:date ; :undeclared 2 .
        :x rdfs:label "x"^^:unknown ; rdfs:seeAlso :y . :A owl:versionInfo "1"^^:unknown .
    """
    assert follows(MODEL + beside + ":x a :A .") == follows(MODEL + ":x a :A .")


@pytest.mark.java
def test_all_that_ships_is_as_owlready2_has_it() -> None:
    """The judge is owlready2's own way to HermiT."""
    stated = frozenset(shipped())
    found = frozenset(entailments(stated, timeout=LONG))

    assert len(found) > 500
    assert not stated & found
    assert oracles.entailed(stated | found, oracles.facts(stated)) == oracles.hermit(stated)


@pytest.mark.java
@settings(max_examples=8)
@given(st.lists(st.sampled_from(AXIOMS), min_size=4, max_size=14, unique=True))
def test_whatever_is_stated_owlready2_has_it_too(axioms: list[str]) -> None:
    stated = graph(f"{DECLARED} {' . '.join(axioms)} .")
    try:
        found = frozenset(entailments(stated, timeout=LONG))
    except InconsistentError:
        with pytest.raises(oracles.InconsistentError):
            oracles.hermit(stated)
    else:
        nothing = ox.NamedNode(f"{PREFIXES['owl']}Nothing")
        impossible = {each.subject.value for each in found if each.object == nothing}
        told, expected = oracles.entailed(stated | found, stated), oracles.hermit(stated)
        assert impossible == expected.unsatisfiable
        assert told.types == expected.types
        assert told.values == expected.values
        for lower, upper in told.subclasses ^ expected.subclasses:
            assert lower in impossible, upper


@pytest.mark.java
def test_a_folder_with_a_space_changes_nothing(temporary: Path) -> None:
    """It is part of the name of every blank node, such as those of a chain."""
    chain = ":r a owl:ObjectProperty ; owl:propertyChainAxiom (:r :q) . :x :r :y . :y :p :z ."
    assert ":x :r :z" in follows(MODEL + chain)
    assert list(temporary.iterdir()) == []


@pytest.mark.java
@pytest.mark.parametrize(
    ("turtle", "named"),
    [
        (":x a :A, :F . :A owl:disjointWith :F . :F a owl:Class .", "contradicts itself"),
        (":d rdfs:range xsd:integer . :x :d 'early' .", "contradicts itself"),
        (":x :d 'early'^^xsd:integer .", "'early' is no xsd:integer, in urn:x:x urn:x:d"),
        (":x :d 'Inconsistent ontology'^^xsd:int .", "'Inconsistent ontology' is no xsd:int, in"),
        (":x :d '\\u0001' .", r"'\x01' is no rdf:PlainLiteral, in urn:x:x urn:x:d"),
    ],
    ids=["disjoint", "range", "ill-typed", "ill-typed-words", "no-character"],
)
def test_a_contradiction_is_an_error_of_its_own(turtle: str, named: str) -> None:
    with pytest.raises(InconsistentError) as caught:
        follows(MODEL + turtle)
    assert named in str(caught.value)
    assert caught.value.exit_code == 1


@pytest.mark.java
@pytest.mark.parametrize(
    ("turtle", "named"),
    [
        (
            ":x :d '2020-01-01'^^xsd:date .",
            "xsd:date, which is outside OWL 2 DL, in urn:x:x urn:x:d",
        ),
        (
            ":d rdfs:range xsd:gYear .",
            "xsd:gYear, which is outside OWL 2 DL, in urn:x:d rdfs:range",
        ),
        (":k a rdfs:Datatype . :x :d 'a'^^:k .", "urn:x:k, which is outside OWL 2 DL, in urn:x:x"),
        (
            """:q a owl:TransitiveProperty . :A rdfs:subClassOf [
                   a owl:Restriction ; owl:onProperty :q ; owl:maxCardinality 1 ] .""",
            "outside of it: Non-simple property",
        ),
    ],
    ids=["date", "range", "unknown", "not-simple"],
)
def test_what_hermit_does_not_take_is_named(turtle: str, named: str) -> None:
    with pytest.raises(EngineError) as caught:
        follows(MODEL + turtle)
    assert named in str(caught.value)
    assert "Exception" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.java
@pytest.mark.parametrize("limit", [1, 1 << 20, 4 << 20, 1 << 60], ids=["1", "1M", "4M", "1E"])
def test_memory_is_limited(limit: int, temporary: Path) -> None:
    with pytest.raises(EngineError, match=r"HermiT needs more memory than .*--memory-limit"):
        entailments(shipped(), timeout=LONG, memory_limit=limit)
    assert list(temporary.iterdir()) == []


@pytest.mark.java
def test_two_runs_at_once_do_not_meet(temporary: Path) -> None:
    found: dict[int, set[str]] = {}

    def ask(number: int) -> None:
        found[number] = follows(MODEL + f":x{number} a :A .")

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(3):
        assert f":x{number} rdf:type :C" in found[number]
        assert not any(f":x{(number + 1) % 3} " in line for line in found[number])
    assert list(temporary.iterdir()) == []


@pytest.mark.java
def test_a_time_limit_ends_java_too(temporary: Path) -> None:
    with pytest.raises(EngineError, match=r"HermiT did not end within 2 seconds; .*--timeout"):
        entailments(graph(PIGEONS), timeout=2)
    assert at_work(temporary) == []
    assert list(temporary.iterdir()) == []


@pytest.mark.java
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_outlives_the_one_who_asked(
    number: signal.Signals, temporary: Path, tmp_path: Path
) -> None:
    """However it ends: with Ctrl-C, asked to, or without a chance to do anything."""
    (tmp_path / "pigeons.ttl").write_text(
        "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + HEAD + PIGEONS,
        encoding="utf-8",
    )
    script = """
        import sys, pyoxigraph
        from mediagora.reasoning.hermit import entailments
        triples = [quad.triple for quad in pyoxigraph.parse(path=sys.argv[1])]
        entailments(triples, timeout=1000)
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(tmp_path / "pigeons.ttl")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asking:
        try:
            wait_until(lambda: java_is_at_work(temporary))
            asking.send_signal(number)
            printed, _ = asking.communicate(timeout=LONG)
        finally:
            asking.kill()

    assert asking.returncode != 0
    assert printed == b""
    wait_until(lambda: at_work(temporary) == [])
    wait_until(lambda: list(temporary.iterdir()) == [])


def test_without_java_it_is_said_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError) as caught:
        entailments(graph(MODEL), timeout=LONG)
    assert "there is no java on the PATH: install" in str(caught.value)
    assert "the profiles rl and rdfs work without it" in str(caught.value)


@pytest.mark.parametrize(
    ("script", "named"),
    [
        (
            "echo 'The operation could not be completed.' >&2; exit 1",
            "does not work (The operation",
        ),
        ("exit 3", "does not work (exit code 3)"),
        ("kill -9 $$", "does not work (exit code"),
        ("exit 0", "does not work (exit code 0)"),
        ("echo java.lang.UnsupportedClassVersionError: Main >&2; exit 1", "is too old (java.lang"),
        ("echo 'Error: Could not find or load main class x'; exit 1", "HermiT is incomplete"),
        (
            "echo 'Exception in thread \"main\" java.lang.StackOverflowError' >&2; exit 1",
            "HermiT failed: StackOverflowError",
        ),
    ],
    ids=["stub", "silent", "killed", "no-answer", "old", "incomplete", "too-deep"],
)
def test_a_java_that_does_not_work_is_told(
    script: str, named: str, temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_java(tmp_path, script, monkeypatch)
    with pytest.raises(EngineError) as caught:
        entailments(graph(MODEL), timeout=LONG)
    assert named in str(caught.value)
    assert list(temporary.iterdir()) == []


def test_a_java_that_cannot_be_started_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_java(tmp_path, "", monkeypatch)
    (tmp_path / "java").write_bytes(b"\x7fELF and nothing more")
    with pytest.raises(EngineError, match=r"does not work \(.*java: Exec format error\)"):
        entailments(graph(MODEL), timeout=LONG)


def test_nothing_it_says_reaches_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    fake_java(tmp_path, "echo out; echo err >&2; exit 1", monkeypatch)
    with pytest.raises(EngineError):
        entailments(graph(MODEL), timeout=LONG)
    assert capfd.readouterr() == ("", "")


def test_of_nothing_nothing_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no Java is needed for that."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert entailments(graph(":x :p :y ; rdfs:label 'x' ."), timeout=LONG) == []
