"""grlc (https://grlc.io) reads the catalogue as a folder of its own, and serves each question."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.request import ProxyHandler, Request, build_opener

import pyoxigraph as ox
import pytest

from mediagora import bundle
from mediagora.querying import queries
from mediagora.querying.catalogue import expected_answer, find
from mediagora.querying.store import open_store
from mediagora.vocabulary import expand
from remote import servers

if TYPE_CHECKING:
    from mediagora.querying.catalogue import Question

pytestmark = pytest.mark.grlc

PYTHON: Final = Path(sys.prefix) / "grlc" / "bin" / "python"
"""In an environment of its own: grlc pins what it needs to versions that are not ours."""

ASK: Final = """
import json, sys
from grlc import server
client = server.app.test_client()
asked = json.load(sys.stdin)
print(json.dumps({
    name: client.get(f"/api-local/{name}", query_string=values, headers={"Accept": "text/csv"}).text
    for name, values in asked.items()
}))
"""
READ: Final = """
import json, sys
from grlc import gquery, server
client = server.app.test_client()
told = {"swagger": client.get("/api-local/swagger").get_json(), "metadata": {}, "rewritten": {}}
for name, (text, values) in json.load(sys.stdin).items():
    found = gquery.get_metadata(text, "")
    told["metadata"][name] = {key: found.get(key) for key in ("summary", "tags", "type")}
    told["metadata"][name]["parameters"] = found["parameters"]
    told["rewritten"][name] = gquery.rewrite_query(found["query"], found["parameters"], values)
print(json.dumps(told))
"""
QUESTIONS: Final = queries()
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.name)


def values(question: Question) -> dict[str, str]:
    """Each default as grlc takes it: an IRI in full."""
    return {
        each.name: (expand(each.default or "") if each.type == "iri" else None)
        or each.default
        or ""
        for each in question.parameters
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where grlc runs: it takes the files of one folder."""
    folder = tmp_path_factory.mktemp("grlc")
    (folder / "queries").mkdir()
    for path in bundle.query_files():
        (folder / "queries" / path.name).write_bytes(path.read_bytes())
    (folder / "config.ini").write_text("[local]\nlocal_sparql_dir = queries\n", encoding="utf-8")
    return folder


def run(script: str, folder: Path, given: object) -> dict[str, Any]:
    """Run a script where grlc is installed."""
    done = subprocess.run(
        [PYTHON, "-c", script],
        cwd=folder,
        input=json.dumps(given),
        env=os.environ | {"PYTHONUTF8": "1", "NO_PROXY": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    read: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return read


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, Any]:
    """What grlc says of every file: of its text, and as an operation of the API that it serves."""
    return run(READ, folder, {each.name: (each.text, values(each)) for each in QUESTIONS})


@every_question
def test_header_is_read(question: Question, told: dict[str, Any]) -> None:
    found = told["metadata"][question.name]

    assert found["summary"] == question.summary
    assert tuple(found["tags"]) == question.tags
    assert found["type"] in {"SelectQuery", "ConstructQuery"}


@every_question
def test_parameters_are_read(question: Question, told: dict[str, Any]) -> None:
    found = told["metadata"][question.name]["parameters"]

    assert set(found) == {each.name for each in question.parameters}
    for parameter in question.parameters:
        one = found[parameter.name]
        assert one.get("format") == ("iri" if parameter.type == "iri" else None)
        kinds = {"iri": None, "string": None}
        assert one.get("datatype") == kinds.get(parameter.type, f"xsd:{parameter.type}")
        assert one.get("lang") == parameter.language


@every_question
def test_no_value_has_to_be_given(question: Question, told: dict[str, Any]) -> None:
    """Every question has its defaults in its text; two underscores tell grlc so."""
    found = told["metadata"][question.name]["parameters"]

    assert [name for name, one in found.items() if one["required"]] == []


@every_question
def test_values_arrive(question: Question, told: dict[str, Any]) -> None:
    """Grlc pastes them; where its values are the defaults, nothing of the question changes."""
    rewritten = told["rewritten"][question.name]

    assert not [each for each in question.parameters if f"_{each.name}" in rewritten]


@every_question
def test_question_is_an_operation_of_the_api(question: Question, told: dict[str, Any]) -> None:
    [operation] = told["swagger"]["paths"][f"/{question.slug}"].values()
    names = {each["name"] for each in operation["parameters"]}

    assert operation["summary"] == question.summary
    assert tuple(operation["tags"]) == question.tags
    assert names == {each.name for each in question.parameters} | {"endpoint"}


def test_api_has_every_question_and_no_warning(told: dict[str, Any]) -> None:
    swagger = told["swagger"]

    assert set(swagger["paths"]) == {f"/{question.slug}" for question in QUESTIONS}
    assert swagger["info"]["description"] == "API generated from local files"
    assert f"/{find('who-has-feature').slug}" in swagger["paths"]


@pytest.mark.oxigraph
def test_api_answers_what_is_recorded(folder: Path, tmp_path: Path) -> None:
    """Every question that needs nothing entailed, asked of an endpoint through grlc's server."""
    asked = {each.slug: each for each in QUESTIONS if each.inference == "none"}
    facts = io.BytesIO()
    open_store().dump(facts, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    with servers.oxigraph(tmp_path) as served:
        put = Request(  # noqa: S310 -- the test's own server
            f"{served.store}?default",
            data=facts.getvalue(),
            method="PUT",
            headers={"Content-Type": "application/n-triples"},
        )
        with build_opener(ProxyHandler({})).open(put, timeout=60):
            pass
        given = {name: {"endpoint": served.query, **values(each)} for name, each in asked.items()}
        answers = run(ASK, folder, given)

    for name, question in asked.items():
        recorded = expected_answer(question)
        if not recorded.startswith("@prefix"):
            assert Counter(answers[name].splitlines()) == Counter(recorded.splitlines()), name
