"""`mediagora push`, in a process of its own, into a real store."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import pytest

from interop.processes import Ports, serving, shell
from mediagora.cli.push import command
from mediagora.remote.pushing import INFERENCES, TIMEOUT
from mediagora.remote.servers import addresses
from mediagora.remote.writing import Store
from remote import servers
from remote.between import between

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Command
    from remote.servers import Served

PAGE: Final = Path(__file__).parents[2] / "docs" / "push.md"

MINE: Final = "https://example.org/mine"
TEXT: Final = f"<{MINE}> a <http://www.w3.org/2002/07/owl#Ontology> . <urn:a> <urn:p> 'old' ."


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as served:
        yield served


def counts(served: Served) -> dict[str, int]:
    store = Store(addresses(served.query), timeout=60)
    text = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    return {row[0].value: int(row[1].value) for row in store.ask(text).solutions}


@pytest.mark.oxigraph
def test_push_tells_what_it_did_and_queries_find_it(
    mediagora: Command, served: Served, tmp_path: Path
) -> None:
    (tmp_path / "mine.ttl").write_text(TEXT, encoding="utf-8")
    how = ["push", "mine.ttl", "--endpoint", served.query]
    dry = mediagora(*how, "--dry-run", cwd=tmp_path)
    assert (dry.returncode, dry.stderr) == (0, "")
    assert dry.stdout.startswith("would push ")
    assert counts(served) == {}
    done = mediagora(*how, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    first, *rest = done.stdout.splitlines()
    assert first == dry.stdout.splitlines()[0].replace("would push", "pushed")
    assert f"  mine.ttl: <{MINE}>, 2 triples" in rest
    assert rest[-1] == f"ask it with: mediagora query NAME --endpoint {served.query}"
    asked = ["who-has-feature", "-p", "feature=marketplace", "--format", "csv"]
    there = mediagora("query", *asked, "--endpoint", served.query)
    assert there.returncode == 0
    assert there.stdout == mediagora("query", *asked).stdout
    again = mediagora(*how, "--inference", "none", "--without-shipped", cwd=tmp_path)
    assert "removed <https://w3id.org/mediagora/entailed/rl>" in again.stdout
    assert "in place of " in again.stdout


@pytest.mark.oxigraph
def test_what_another_put_into_the_graph_is_not_lost_in_silence(
    mediagora: Command, served: Served, tmp_path: Path
) -> None:
    (tmp_path / "mine.ttl").write_text("<urn:a> <urn:p> 'old' .", encoding="utf-8")
    Store(addresses(served.query), timeout=60).add(
        "urn:precious", b"<urn:b> <urn:p> <urn:c> .\n<urn:b> <urn:p> <urn:d> .\n"
    )
    how = ["push", "mine.ttl", "--graph", "urn:precious", "--endpoint", served.query]
    said = "what <urn:precious> held and no push had put there"
    dry = mediagora(*how, "--dry-run", cwd=tmp_path)
    assert f"{said} would be lost: 2 triples" in dry.stdout
    done = mediagora(*how, cwd=tmp_path)
    assert f"{said} is lost: 2 triples" in done.stdout
    assert said not in mediagora(*how, cwd=tmp_path).stdout


@pytest.mark.oxigraph
def test_files_that_cannot_be_read_end_it_with_1_and_their_place(
    mediagora: Command, served: Served, tmp_path: Path
) -> None:
    (tmp_path / "bad.ttl").write_text("<urn:a> oops .", encoding="utf-8")
    done = mediagora("push", "bad.ttl", "--endpoint", served.query, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: bad.ttl:1:")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Missing option '--endpoint'"),
        (["--endpoint", "ftp://example.org/"], "is no address of an endpoint"),
        (["--endpoint", "http://me:secret@example.org/"], "is refused"),
        (["--endpoint", "http://127.0.0.1:1/query"], "127.0.0.1:1"),
        (["--endpoint", "http://127.0.0.1:1/query", "--timeout", "nan"], "no number"),
        (["--endpoint", "http://127.0.0.1:1/query", "no-such.ttl"], "no-such.ttl"),
        (["--endpoint", "http://127.0.0.1:1/query", "--graph", "mine"], "no IRI"),
    ],
)
def test_what_cannot_work_ends_with_2(mediagora: Command, arguments: list[str], said: str) -> None:
    done = mediagora("push", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "secret" not in done.stderr


@pytest.mark.oxigraph
@pytest.mark.parametrize(
    ("how", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["SIGTERM", "SIGINT"]
)
def test_an_interrupted_push_leaves_the_store_as_it_was(
    mediagora: Command, served: Served, tmp_path: Path, how: signal.Signals, code: int
) -> None:
    (tmp_path / "mine.ttl").write_text(TEXT, encoding="utf-8")
    options = ["--inference", "none", "--without-shipped"]
    assert mediagora(
        "push", "mine.ttl", *options, "--endpoint", served.query, cwd=tmp_path
    ).returncode == 0  # fmt: skip
    before = counts(served)
    (tmp_path / "mine.ttl").write_text(TEXT.replace("old", "new"), encoding="utf-8")
    with between(served) as proxy:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "mediagora", "push", "mine.ttl", *options),
                *("--endpoint", proxy.served.query),
            ],
            cwd=tmp_path,
            env=os.environ,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

        def end(_: int, path: str, body: bytes) -> None:
            if "graph=" in path and b'"new"' in body:
                process.send_signal(how)

        proxy.fault = end
        output, errors = process.communicate(timeout=60)
    assert (process.returncode, output) == (code, b""), errors
    assert counts(served) == before


def blocks(title: str) -> list[str]:
    """The shell blocks of a section of the page."""
    section = PAGE.read_text(encoding="utf-8").split(f"## {title}\n")[1].split("\n## ")[0]
    return re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


@pytest.mark.oxigraph
def test_the_page_is_right_about_oxigraph(tmp_path: Path) -> None:
    start, push = blocks("Oxigraph")
    ports = Ports("7878")
    with serving(ports, lambda: ports.put_in(start), tmp_path):
        assert "Facebook" in shell(ports.put_in(push), tmp_path)


@pytest.mark.virtuoso
def test_the_page_is_right_about_virtuoso(tmp_path: Path) -> None:
    (push,) = blocks("Virtuoso")
    with servers.virtuoso(tmp_path) as served:
        at = str(urlsplit(served.query).port)
        assert "Facebook" in shell(push.replace("8890", at), tmp_path)


def test_options_are_those_of_the_function() -> None:
    options = {option.name: option for option in command.params}
    assert tuple(options["inference"].type.choices) == INFERENCES
    assert options["timeout"].default == TIMEOUT


@pytest.mark.oxigraph
def test_an_unknown_name_is_told_with_the_reason_where_nothing_was_pushed(
    mediagora: Command, tmp_path: Path
) -> None:
    with servers.oxigraph(tmp_path) as empty:
        how = ["query", "who-has-feature", "-p", "feature=groups", "--endpoint", empty.query]
        done = mediagora(*how)
    assert done.returncode == 2
    note, error = done.stderr.splitlines()
    assert note.endswith("with nothing entailed but what it entails itself")
    assert error == "error: there is no value for 'feature' called 'groups'"
