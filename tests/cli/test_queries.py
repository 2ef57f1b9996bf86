"""`mediagora queries`, each in a process of its own."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
import rdflib

from mediagora import bundle
from mediagora.publishing.turtle import format as laid_out
from mediagora.querying import queries

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command

GOOD = """#+ summary: Contact networks
#+ params:
#+   year: {type: integer, pattern: "[0-9]{4}", default: 2000}
SELECT ?p {
  BIND (COALESCE(?__year_integer, 2000) AS ?year)
  ?p a mediagora:ContactNetwork ; mediagora:launchYear ?launched .
  FILTER (?launched > ?year)
}
ORDER BY ?p
"""
ANSWER = "p\nhttps://w3id.org/mediagora/platform/facebook\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A catalogue of somebody's own."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "contacts.rq").write_text(GOOD, encoding="utf-8")
    (tmp_path / "mine" / "contacts.expected.csv").write_text(ANSWER, encoding="utf-8")
    return tmp_path


def test_all_questions_by_group(mediagora: Command) -> None:
    done = mediagora("queries", environment={"COLUMNS": "80"})
    lines = done.stdout.splitlines()

    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0] == "rule"
    assert lines[-1] == f"{len(queries())} questions; ask one with: mediagora query NAME"
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("advice", {each.name for each in queries() if each.group == "advice"}),
        ("Encrypt", {"features/encrypted-messages"}),
        ("in-numbers", {"rule/in-numbers"}),
    ],
)
def test_group_or_word_picks(mediagora: Command, word: str, names: set[str]) -> None:
    listed = json.loads(mediagora("queries", word, "--format", "json").stdout)

    assert {each["name"] for each in listed} == names


def test_word_that_nothing_has(mediagora: Command) -> None:
    done = mediagora("queries", "featurs")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: there is no group or question 'featurs'; did you mean 'features'?\n"
    )


def test_own_questions_come_first(mediagora: Command, own: Path) -> None:
    done = mediagora("queries", "--queries", own, environment={"COLUMNS": "80"})
    lines = done.stdout.splitlines()

    assert done.returncode == 0
    assert lines[:2] == ["mine", "  contacts  Contact networks [year=2000]"]
    assert "rule" in lines
    assert lines[-1].startswith(f"{len(queries()) + 1} questions")


def test_json_has_all_fields(mediagora: Command) -> None:
    listed = json.loads(mediagora("queries", "in-country", "--format", "json").stdout)
    [country] = listed[0]["parameters"]

    assert (country["name"], country["type"], country["default"]) == ("country", "string", "CN")
    assert listed[0]["text"].startswith("#+ summary")


def test_turtle(mediagora: Command) -> None:
    done = mediagora("queries", "--format", "turtle", "--endpoint", "https://example.org/sparql")
    graph = rdflib.Graph().parse(data=done.stdout, format="turtle")

    assert (done.returncode, done.stderr) == (0, "")
    assert len(set(graph.subjects(rdflib.RDF.type, rdflib.SH.SPARQLExecutable))) == len(queries())
    assert laid_out(done.stdout) == done.stdout


def test_catalogue_that_holds(mediagora: Command, own: Path) -> None:
    done = mediagora("queries", "--queries", own, "--check")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "1 question, no fault\n")


def test_our_own_catalogue_holds(mediagora: Command) -> None:
    done = mediagora("queries", "--check")

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"{len(queries())} questions, no fault\n"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+ summary: Con", "#+ summary: [Con", ":2: the '#+' header is not YAML"),
        ("#+ summary: Contact networks\n", "", ": has no 'summary' in its header"),
        ("SELECT ?p", "SELECT ?p {", "line 9, column 1: 'ORDER' cannot be read"),
        ("ContactNetwork", "ContactNetwrk", "did you mean mediagora:ContactNetwork"),
        (", default: 2000", "", ": parameter 'year' has no default under 'params' in the header"),
        ("default: 2000", "default: 10", ":3: parameter 'year' is declared wrongly: "),
        ("default: 2000", "default: 2010", ": answers otherwise when it is given the defaults"),
        ("_integer, 2000", "_intger, 2000", ":5: parameter '?__year_intger' ends in '_intger'"),
        ("> ?year", "> ?year + 100", ": does not answer what is recorded beside it"),
        ("SELECT ?p {", "INSERT { ?p a ?p } WHERE {", "'INSERT' cannot be read here"),
        ("ORDER BY ?p", "# SERVICE <http://127.0.0.1:9/> {}", None),
    ],
)
def test_each_fault_is_one_line(
    mediagora: Command, own: Path, old: str, new: str, message: str | None
) -> None:
    file = own / "mine" / "contacts.rq"
    assert old in GOOD
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    (own / "good.rq").write_text("#+ summary: fine\nASK {}\n", encoding="utf-8")

    done = mediagora("queries", "--queries", own, "--check")

    if message is None:
        assert (done.returncode, done.stdout) == (0, "")
        return
    [line] = done.stdout.splitlines()
    assert line.startswith(str(file))
    assert message in line
    assert (done.returncode, done.stderr) == (1, "2 questions, 1 fault\n")


def test_other_answer_on_record_is_a_fault(mediagora: Command, own: Path) -> None:
    (own / "mine" / "contacts.expected.csv").write_text(f"{ANSWER}urn:a\n", encoding="utf-8")

    done = mediagora("queries", "--queries", own, "--check")

    assert done.stdout == (
        f"{own / 'mine' / 'contacts.rq'}: does not answer what is recorded beside it\n"
    )


def test_question_that_answers_nothing(mediagora: Command, own: Path) -> None:
    """Unless nothing is what is recorded, or it asks for defects."""
    (own / "mine" / "contacts.expected.csv").unlink()
    empty = GOOD.replace("> ?year", "> ?year + 100")
    (own / "mine" / "contacts.rq").write_text(empty, encoding="utf-8")

    done = mediagora("queries", "--queries", own, "--check")
    assert "contacts.rq: answers nothing" in done.stdout

    tagged = empty.replace("#+ params", "#+ tags: [defects]\n#+ params")
    (own / "mine" / "contacts.rq").write_text(tagged, encoding="utf-8")
    assert mediagora("queries", "--queries", own, "--check").returncode == 0


def test_own_questions_are_asked_of_own_data(mediagora: Command, tmp_path: Path) -> None:
    (tmp_path / "q").mkdir()
    (tmp_path / "q" / "things.rq").write_text(
        "#+ summary: Things\nSELECT ?s { ?s a <urn:e:Thing> }\n", encoding="utf-8"
    )
    (tmp_path / "d.ttl").write_text("<urn:e:a> a <urn:e:Thing> .\n", encoding="utf-8")

    assert mediagora("queries", "--queries", tmp_path / "q", "--check").returncode == 1
    done = mediagora(
        "queries", "--queries", tmp_path / "q", "--check", "--data", tmp_path / "d.ttl"
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--check", "features"), "--check goes through the whole catalogue"),
        (("--data", "a.ttl"), "--data is asked by --check alone"),
        (("--endpoint", "https://example.org/"), "--endpoint is told by --format turtle alone"),
        (("--queries", "nowhere"), "'nowhere' is no folder"),
        (("--queries", "."), "'.' holds no query"),
        (("--check", "--queries", "nowhere"), "'nowhere' is no folder"),
    ],
)
def test_what_makes_no_sense(
    mediagora: Command, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = mediagora("queries", *arguments, cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_copy_of_ours_is_a_catalogue_of_ones_own(mediagora: Command, tmp_path: Path) -> None:
    shutil.copytree(bundle.root() / "queries" / "advice", tmp_path / "q" / "advice")

    done = mediagora("queries", "--queries", tmp_path / "q", "--check")

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize(
    ("name", "recorded", "said"),
    [
        ("csv", b"p,q\n", "no Turtle"),
        ("ttl", b"<urn:a> <urn:b>", "no Turtle"),
        ("ttl", b"\xe9", "not valid UTF-8"),
    ],
)
def test_what_is_recorded_beside_a_graph_cannot_be_read(
    mediagora: Command, tmp_path: Path, name: str, recorded: bytes, said: str
) -> None:
    text = "#+ summary: A graph\nCONSTRUCT WHERE { ?p a mediagora:ContactNetwork }\n"
    (tmp_path / "graph.rq").write_text(text, encoding="utf-8")
    (tmp_path / f"graph.expected.{name}").write_bytes(recorded)
    (tmp_path / "later.rq").write_text("ASK {", encoding="utf-8")
    done = mediagora("queries", "--queries", ".", "--check", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("graph.rq: what is recorded beside it is ")
    assert said in done.stdout.splitlines()[0]
    assert "later.rq: line 1" in done.stdout


def test_byte_order_mark_is_no_part_of_a_question(mediagora: Command, own: Path) -> None:
    file = own / "mine" / "contacts.rq"
    for path in (file, file.with_suffix(".expected.csv")):
        path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    done = mediagora("queries", "--queries", str(own), "--check")
    assert (done.returncode, done.stdout) == (0, "")
    for how in (["contacts", "--queries", str(own)], [str(file)]):
        assert mediagora("query", *how, "--format", "csv").stdout.splitlines() == ANSWER.split()
    piped = mediagora("query", "-", "--format", "csv", stdin=file.read_bytes())
    assert piped.stdout.splitlines() == ANSWER.split()


def test_query_that_no_question_is_made_of_is_told(mediagora: Command, own: Path) -> None:
    (own / "mine" / "other.sparql").write_text("ASK {", encoding="utf-8")
    (own / "mine" / "deep").mkdir()
    (own / "mine" / "deep" / "deeper.rq").write_text("ASK {", encoding="utf-8")
    done = mediagora("queries", "--queries", ".", "--check", cwd=own)
    said = ": is no question where it stands; put it at GROUP/NAME.rq or NAME.rq"
    assert done.returncode == 1
    assert done.stdout.splitlines() == [f"mine/deep/deeper.rq{said}", f"mine/other.sparql{said}"]
