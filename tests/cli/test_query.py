"""`mediagora query` and `mediagora queries`, each in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from typing import TYPE_CHECKING, Final

import pytest
import rdflib

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command

ARGUMENTS: Final = {
    "query": ["query", "overview"],
    "describe": ["describe", "facebook"],
    "compare": ["compare", "facebook", "linkedin"],
}
ONE: Final = "SELECT ?x { BIND (1 AS ?x) }"


def test_by_name(mediagora: Command) -> None:
    done = mediagora("query", "who-has-feature", "--param", "feature=job-search")

    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.splitlines()[2:3] == ["platform:linkedin  LinkedIn  feature:job-search"]


def test_by_file(mediagora: Command, tmp_path: Path) -> None:
    path = tmp_path / "one.rq"
    path.write_text(ONE)

    assert mediagora("query", path, "--format", "csv").stdout == "x\r\n1\r\n"
    assert mediagora("query", "./one.rq", "--format", "csv", cwd=tmp_path).returncode == 0


def test_by_text(mediagora: Command) -> None:
    assert mediagora("query", "-e", ONE, "--format", "csv").stdout == "x\r\n1\r\n"


def test_from_standard_input(mediagora: Command) -> None:
    done = mediagora("query", "-", "--format", "csv", stdin=ONE.encode())

    assert (done.returncode, done.stdout) == (0, "x\r\n1\r\n")


def test_the_catalogue_goes_before_a_file_of_the_same_name(
    mediagora: Command, tmp_path: Path
) -> None:
    (tmp_path / "in-numbers").write_text(ONE)

    assert "socialMedia" in mediagora("query", "in-numbers", cwd=tmp_path).stdout
    assert "socialMedia" not in mediagora("query", "./in-numbers", cwd=tmp_path).stdout


def test_ask(mediagora: Command) -> None:
    done = mediagora("query", "-e", "ASK { platform:whatsapp a mediagora:SocialNetwork }")

    assert (done.returncode, done.stdout) == (0, "no\n")


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_forms_of_rows(mediagora: Command, form: str) -> None:
    done = mediagora("query", "overview", "--format", form)

    assert done.returncode == 0
    assert "Facebook" in done.stdout
    if form == "json":
        assert json.loads(done.stdout)["head"]["vars"][0] == "platform"


def test_graph_is_turtle_unless_told_otherwise(mediagora: Command) -> None:
    done = mediagora("query", "facts", "-p", "platform=xing")

    assert len(rdflib.Graph().parse(data=done.stdout, format="turtle")) > 5
    assert (
        "platform:xing"
        in mediagora("query", "facts", "-p", "platform=xing", "--format", "table").stdout
    )


def test_data_and_inference(mediagora: Command, tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        "@prefix mediagora: <https://w3id.org/mediagora/ns#> .\n"
        "@prefix purpose: <https://w3id.org/mediagora/purpose/> .\n"
        "<urn:mine> a mediagora:SocialMedia ; mediagora:hasMainPurpose purpose:keep-in-contact .\n"
    )
    ask = ("query", "-e", "ASK { <urn:mine> a mediagora:ContactNetwork }")

    assert mediagora(*ask, "--data", path).stdout == "no\n"
    assert mediagora(*ask, "--data", path, "--inference", "rl").stdout == "yes\n"
    assert (
        mediagora(*ask, "--data", "-", "--inference", "rl", stdin=path.read_bytes()).stdout
        == "yes\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "give one query"),
        (["overview", "-e", ONE], "give one query"),
        (["overvew"], "there is no query 'overvew'; did you mean 'overview'?"),
        (["none/of-these.rq"], "there is no file or query 'none/of-these.rq'"),
        (["none.sparql"], "there is no file or query 'none.sparql'"),
        (["overvew.rq"], "there is no file or query 'overvew.rq'; did you mean 'overview'?"),
        (["-e", "ASK { ?s ?p ?o "], "line 1, column 15: the query ends too early\n    ASK {"),
        (
            ["with-but-without", "-p", "first=grups"],
            "there is no value for 'first' called 'grups'; did you mean 'groups'?",
        ),
        (
            ["who-has-feature", "-p", "feture=groups"],
            "no parameter 'feture'; did you mean 'feature'?",
        ),
        (["who-has-feature", "-p", "groups"], "'groups' is no parameter; write name=value"),
        (["who-has-feature", "-p", "=groups"], "write name=value"),
        (["who-has-feature", "-p", "feature=pages", "-p", "feature=groups"], "given twice"),
        (["overview", "-p", "data=x"], "no parameter 'data'"),
        (["overview", "-p", "inference=rl"], "no parameter 'inference'"),
        (["launched-since", "-p", "year=soon"], "parameter 'year' takes an integer, not 'soon'"),
        (["-e", "SELECT ?s WERE { }"], "line 1, column 11: 'WERE' cannot be read here"),
        (["-e", "ASK { SERVICE <http://127.0.0.1:9/> {} }"], "SERVICE is refused"),
        (["-e", "LOAD <http://127.0.0.1:9/>"], "an update is refused"),
        (["-e", ""], "the query is empty"),
        (["-"], "the query is empty"),
        (["-", "--data", "-"], "either the query or data"),
        (["facts", "--format", "csv"], "no CSV form"),
        (["facts", "--format", "json"], "no JSON form"),
        (["overview", "--format", "turtle"], "no Turtle form"),
        (["overview", "--format", "sql"], "'sql' is not one of"),
        (["overview", "--inference", "owl"], "'owl' is not one of"),
        (["overview", "--data", "none.ttl"], "there is no file or folder 'none.ttl'"),
    ],
)
def test_what_cannot_be_asked(mediagora: Command, arguments: list[str], message: str) -> None:
    done = mediagora("query", *arguments)

    assert done.returncode == 2
    assert done.stdout == ""
    assert message in done.stderr


@pytest.mark.parametrize("command", ["query", "describe", "compare"])
def test_ctrl_c_ends_a_query_at_once(command: str, tmp_path: Path) -> None:
    # The engine is in the middle of counting 10^18 rows, and lets Python do nothing meanwhile.
    running = tmp_path / "running"
    script = textwrap.dedent(f"""
        import signal, sys
        from pathlib import Path
        from mediagora.cli import main
        from mediagora.querying import comparing, describing, run, store
        signal.signal(signal.SIGINT, signal.default_int_handler)  # `nohup` has it ignored
        def long(*_, **__):
            graph = store.open_store()
            Path({str(running)!r}).touch()
            count = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }}"
            next(iter(graph.query(count)))
        run._found = comparing.open_stores = describing.open_stores = long
        sys.argv = ["mediagora", *{ARGUMENTS[command]!r}]
        sys.exit(main.main())
    """)
    child = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE)
    while not running.exists():
        assert child.poll() is None
        time.sleep(0.05)
    time.sleep(0.2)
    child.send_signal(signal.SIGINT)
    try:
        _, said = child.communicate(timeout=2)
    finally:
        child.kill()
    assert (child.returncode, said) == (-signal.SIGINT, b"")


def test_broken_data_is_at_fault_itself(mediagora: Command, tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("<urn:a> <urn:b>")
    done = mediagora("query", "overview", "--data", path)

    assert done.returncode == 1
    assert "broken.ttl:1:" in done.stderr


def test_standard_input_that_is_no_text(mediagora: Command) -> None:
    done = mediagora("query", "-", stdin=b"ASK { \xff }")

    assert done.returncode == 2
    assert "not valid UTF-8" in done.stderr


def test_width_of_the_terminal_is_respected(mediagora: Command) -> None:
    for columns in ("40", "120"):
        done = mediagora("query", "recommendations", environment={"COLUMNS": columns})
        assert max(map(len, done.stdout.splitlines())) <= int(columns)


def test_a_file_with_its_ending_goes_before_the_catalogue(
    mediagora: Command, tmp_path: Path
) -> None:
    (tmp_path / "in-numbers.rq").write_text(ONE)

    assert "socialMedia" not in mediagora("query", "in-numbers.rq", cwd=tmp_path).stdout
    (tmp_path / "in-numbers.rq").unlink()
    assert "socialMedia" in mediagora("query", "in-numbers.rq", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["stated-twice"], 0),
        (["who-has-feature"], 1),
        (["-e", "ASK { platform:facebook a mediagora:SocialMedia }"], 1),
        (["-e", "ASK { platform:facebook a mediagora:WikiPlatform }"], 0),
    ],
)
def test_rows_can_fail_a_run(mediagora: Command, arguments: list[str], code: int) -> None:
    plain, strict = mediagora("query", *arguments), mediagora("query", *arguments, "--fail-on-rows")

    assert (plain.returncode, strict.returncode) == (0, code)
    assert strict.stdout == plain.stdout


@pytest.mark.parametrize("form", ["table", "csv"])
def test_a_person_is_told_how_to_read_an_answer(form: str) -> None:
    """On a terminal, and on standard error: what goes into a file or a pipe stays as it is."""
    command = [sys.executable, "-m", "mediagora", "query", "with-but-without", "--format", form]
    reading = "One row per platform that still runs"
    leader, follower = os.openpty()
    try:
        seen = subprocess.run(command, stdout=follower, stderr=subprocess.PIPE, check=True)
        piped = subprocess.run(command, capture_output=True, check=True)
    finally:
        os.close(follower)
        os.close(leader)

    assert (reading in seen.stderr.decode()) == (form == "table")
    assert piped.stderr == b""


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "markdown", "xml"])
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_what_goes_to_a_file_is_utf8(mediagora: Command, form: str, encoding: str) -> None:
    """Whatever the system would write: Latin-1 in what calls itself UTF-8, or nothing at all."""
    done = mediagora(
        "query",
        "-e",
        'SELECT ?x { BIND ("é日" AS ?x) }',
        "--format",
        form,
        environment={"PYTHONIOENCODING": encoding},
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "é日" in done.stdout
