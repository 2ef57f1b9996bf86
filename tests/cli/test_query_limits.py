"""`mediagora query` within its limits: time, memory, rows; and what it refuses to do."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command

RUNAWAYS: Final = {
    "an aggregate": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "a filter that nothing passes": (
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (CONCAT(STR(?c), STR(?f)) = '') }"
    ),
    "a question": "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (STR(?c) = CONCAT(STR(?f), '-')) }",
    "a path": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b }",
    "a graph": (
        "CONSTRUCT { ?a ?b ?f } "
        "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (CONCAT(STR(?c), STR(?f)) = '') }"
    ),
}


@pytest.mark.parametrize("text", RUNAWAYS.values(), ids=RUNAWAYS)
def test_a_runaway_is_ended(mediagora: Command, text: str) -> None:
    done = mediagora("query", "-e", text, "--timeout", "1")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: the query did not end within 1 seconds; raise the limit with --timeout\n"
    )


def test_a_query_that_takes_too_much_memory_is_ended(mediagora: Command) -> None:
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c"
    done = mediagora("query", "-e", text, "--memory-limit", "300MB")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: the query needs more memory than 300 MB; raise the limit with --memory-limit\n"
    )


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "markdown", "xml"])
def test_memory_does_not_grow_with_the_rows(form: str, tmp_path: Path) -> None:
    """A tenth of the rows takes as much, but for what the allocator keeps."""

    def most(rows: int) -> int:
        text = f"SELECT ?a ?b ?f {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {rows}"
        command = [sys.executable, "-m", "mediagora", "query", "-e", text, "--format", form]
        with (tmp_path / "out").open("wb") as out, subprocess.Popen(command, stdout=out) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0
        assert (tmp_path / "out").read_bytes().count(b"\n") > rows / 2
        return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)

    few, many = most(30_000), most(300_000)
    assert many - few < 24 << 20


@pytest.mark.parametrize(("limit", "more"), [("2", True), ("1000", False)])
def test_limit_and_what_is_left_out(mediagora: Command, limit: str, more: bool) -> None:  # noqa: FBT001 -- a case
    done = mediagora("query", "overview", "--limit", limit, "--format", "csv")
    told = f"note: there are more than {limit}; raise --limit to see them\n" if more else ""

    assert (done.returncode, done.stderr) == (0, told)
    assert len(done.stdout.splitlines()) == (3 if more else 86)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--limit", "0"], "0 is not in the range x>=1"),
        (["--timeout", "0"], "0.0 is not in the range"),
        (["--timeout", "nan"], "'nan' is no number of seconds"),
        (["--memory-limit", "much"], "'much' is no size; write it as 500MB or 2GiB"),
        (["--memory-limit", "1MB"], "'1MB' is too little; the least is"),
        (["--inference", "owl"], "'owl' is not one of 'none', 'rdfs', 'rl'"),
        (["--labels", "e n"], "'e n'"),
        (["--labels", "en", "--format", "json"], "label"),
        (["--graph", "urn:g"], "name the endpoint as well"),
        (["--endpoint", "http://localhost:1", "--data", "x.ttl"], "mediagora push"),
        (["--endpoint", ""], "'' is no address of an endpoint"),
        (["--labels", ""], "'' is no language tag"),
        (["--queries", "no-such-folder"], "no-such-folder"),
    ],
)
def test_options_that_make_no_sense(mediagora: Command, options: list[str], said: str) -> None:
    done = mediagora("query", "overview", *options)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", "SERVICE is refused"),
        ("SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?a ?b ?c } }", "SERVICE is refused"),
        ("SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }", "FROM is refused"),
        ("SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?a ?b ?c } }", "FROM is refused"),
        ("LOAD <file:///etc/passwd>", "an update is refused"),
        ("DELETE WHERE { ?a ?b ?c }", "an update is refused"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "an update is refused"),
        ("DROP ALL", "an update is refused"),
        ("SELECT * { ?a ?b ?c } ; DROP ALL", "line 1, column 23"),
    ],
)
def test_what_is_more_than_a_question_is_refused(mediagora: Command, text: str, said: str) -> None:
    done = mediagora("query", "-e", text)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize(
    "value",
    [
        'x" } # ',
        "groups> } ; DROP ALL #",
        "feature:groups } UNION { ?platform ?p ?o",
        "<https://w3id.org/mediagora/feature/groups> . ?a ?b ?c",
        "\\u0022 }",
    ],
)
def test_a_value_stays_a_value(mediagora: Command, value: str) -> None:
    iri = mediagora("query", "who-has-feature", "-p", f"feature={value}")
    text = mediagora(
        "query", "-e", "SELECT ?x { BIND (?_text AS ?x) }", "-p", f"text={value}", "--format", "tsv"
    )

    assert (iri.returncode, iri.stdout) == (2, "")
    assert "there is no value for 'feature'" in iri.stderr
    assert text.returncode == 0
    assert len(text.stdout.splitlines()) == 2
