"""Nothing goes to the network, not even when the data asks for it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GUARD: Final = """
import sys

def refuse(event, arguments):
    named = event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
    if named or event == "socket.connect" and isinstance(arguments[1], tuple):
        raise RuntimeError(f"network: {event}{arguments}")

sys.addaudithook(refuse)
"""
"""Put in as sitecustomize, so that every Python that is started obeys it, children too."""

PROGRAM: Final = """
import sys
import mediagora

folder, address = sys.argv[1:]
assert len(mediagora.load()) > 1000
assert len(mediagora.load(f"{folder}/agora.ttl")) > 1
for engine in ("fast", "reference"):
    assert mediagora.validate(f"{folder}/agora.ttl", engine=engine).conforms
assert mediagora.query("ASK { platform:facebook a mediagora:SocialMedia }")
assert mediagora.describe("facebook")
assert mediagora.compare("facebook", "twitter")
for profile in ("rdfs", "rl"):
    assert mediagora.reason(f"{folder}/agora.ttl", profile=profile)
assert mediagora.classify(f"{folder}/agora.ttl")
assert mediagora.why("Agora", "SocialMedia", data=f"{folder}/agora.ttl").holds
assert mediagora.why_not("Agora", "SocialNetwork", data=f"{folder}/agora.ttl").missing
assert not mediagora.diff(f"{folder}/agora.ttl", f"{folder}/agora.ttl").lost
assert not mediagora.Graph(f"{folder}/agora.ttl").contradictions()
assert mediagora.validate(f"{folder}/agora.ttl", logic=True).conforms
mediagora.owl(f"{folder}/agora.ttl").world.close()
try:
    mediagora.query(f"SELECT * {{ SERVICE <{address}/sparql> {{ ?s ?p ?o }} }}")
except mediagora.errors.QueryError:
    print("refused")
try:
    mediagora.load(f"{folder}/agora.jsonld")
except mediagora.errors.InputError:
    print("refused")
"""


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """An address on this machine, and what is said to it."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:  # closed: the test is over
                    return
                with connection:
                    connection.settimeout(2)
                    heard.append(connection.recv(1000))

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", heard


def test_nothing_is_fetched(tmp_path: Path, listener: tuple[str, list[bytes]]) -> None:
    address, heard = listener
    (tmp_path / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    (tmp_path / "agora.ttl").write_text(
        f"""@prefix mediagora: <https://w3id.org/mediagora/ns#> .
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <https://example.org/> a owl:Ontology ; owl:imports <{address}/imported> .
        <https://example.org/agora> a mediagora:ForumPlatform ; rdfs:label "Agora"@en ;
            rdfs:seeAlso <{address}/also> .
        """,
        encoding="utf-8",
    )
    (tmp_path / "agora.jsonld").write_text(
        f'{{"@context": "{address}/context", "@id": "https://example.org/agora"}}', encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-c", "import mediagora.errors\n" + PROGRAM, str(tmp_path), address],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["refused", "refused"]
    assert heard == []


def test_the_guard_refuses(tmp_path: Path, listener: tuple[str, list[bytes]]) -> None:
    address, heard = listener
    (tmp_path / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", f"import urllib.request as r; r.urlopen('{address}')"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "network: socket." in done.stderr
    assert heard == []
