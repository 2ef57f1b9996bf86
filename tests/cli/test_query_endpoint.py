"""`mediagora query --endpoint`: each option arrives at the server, whatever the server does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

import pytest

from mediagora.cli import main
from mediagora.errors import EndpointError
from remote import misbehaving
from remote.misbehaving import ROWS, YES, drip, hang, head, raw, reply, results, serving

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Command
    from remote.misbehaving import Act

AB: Final = "SELECT ?a ?b { ?a ?p ?b }"
NO_MANIFEST: Final = b'{"head": {"vars": ["graph", "triples", "how"]}, "results": {"bindings": []}}'
NETWORK: Final = (
    b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri", '
    b'"value": "https://w3id.org/mediagora/ns#SocialNetwork"}}]}}'
)


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    misbehaving.alone(monkeypatch, tmp_path)


def test_the_graphs_that_are_named_are_asked(mediagora: Command) -> None:
    with serving(results()) as server:
        done = mediagora(
            "query", "-e", AB, "--endpoint", server.url, "--graph", "urn:g", "--graph", "urn:h",
            "--format", "csv",
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "a,b\r\nurn:x,\r\n,y\r\n"
    [request] = server.requests
    body = parse_qs(request.partition(b"\r\n\r\n")[2].decode("ascii"))
    assert body["default-graph-uri"] == ["urn:g", "urn:h"]


def test_limit_and_rows_that_fail(mediagora: Command) -> None:
    with serving(results()) as server:
        done = mediagora(
            "query", "-e", AB, "--endpoint", server.url, "--graph", "urn:g",
            "--limit", "1", "--fail-on-rows", "--format", "tsv",
        )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "?a\t?b\n<urn:x>\t\n")
    assert done.stderr == "note: there are more than 1; raise --limit to see them\n"


def test_labels_are_put_in_place_of_iris(mediagora: Command) -> None:
    with serving(results(NETWORK)) as server:
        done = mediagora(
            "query", "-e", "SELECT ?a { ?a ?p ?b }", "--endpoint", server.url,
            "--graph", "urn:g", "--labels", "fr", "--format", "csv",
        )  # fmt: skip
    assert (done.returncode, done.stdout.splitlines()) == (0, ["a", "réseau social"])


def test_a_store_that_does_not_say_what_belongs_together_is_noted(mediagora: Command) -> None:
    with serving(results(NO_MANIFEST), results()) as server:
        done = mediagora("query", "-e", AB, "--endpoint", server.url, "--format", "csv")
    assert (done.returncode, done.stdout[:3]) == (0, "a,b")
    assert done.stderr.startswith(f"note: {server.url} does not say which graphs belong together")


@pytest.mark.parametrize(
    "act",
    [hang(), drip(head(Content_Type=misbehaving.RESULTS, Content_Length=1 << 20))],
    ids=["hangs", "drips"],
)
def test_who_hangs_or_drips_is_named_when_its_time_is_up(mediagora: Command, act: Act) -> None:
    with serving(act) as server:
        done = mediagora(
            "query", "-e", AB, "--endpoint", server.url, "--graph", "urn:g", "--timeout", "2"
        )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: {server.url} did not answer in full within 2 s")
    assert "--timeout" in done.stderr


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (reply(b"<p>", Content_Type="text/html"), "answers with text/html"),
        (results(ROWS, Content_Length=len(ROWS) + 1), "broke off in the midst"),
        (results(ROWS[:-9]), "or a part of it only"),
        (results(YES), "answers with yes or no"),
        (reply(b"", 401), "asks for a user and a password"),
        (raw(b"hello\r\n\r\n"), "does not speak HTTP"),
    ],
)
def test_a_server_that_fails_ends_it_with_2_and_one_sentence(
    mediagora: Command, act: Act, said: str
) -> None:
    with serving(act) as server:
        done = mediagora("query", "-e", AB, "--endpoint", server.url, "--graph", "urn:g")
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {server.url} ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_limit_of_time_is_that_of_the_endpoint_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else its own, a minute, would cut off who asks for more."""
    given: dict[str, object] = {}

    def endpoint(url: str, **options: object) -> None:
        given.update(options, url=url)
        raise EndpointError("enough")

    monkeypatch.setattr("mediagora.remote.endpoint.Endpoint", endpoint)
    arguments = ["query", "overview", "--endpoint", "http://127.0.0.1:9/", "--timeout", "123"]
    with pytest.raises(EndpointError, match="enough"):
        main.mediagora.main(arguments, standalone_mode=False)

    assert (given["url"], given["timeout"]) == ("http://127.0.0.1:9/", 123)
