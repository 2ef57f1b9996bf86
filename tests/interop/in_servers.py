"""Oxigraph and Virtuoso as servers, Jena's TDB2 on disk: the page's shell blocks are run."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from interop import page
from interop.answers import by_sparql
from interop.processes import LOCAL, Ports, post, serving, shell
from interop.tool import Session, Tool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHORT_LIVED: Final = "-XX:+UseSerialGC"
"""Java for commands of a few seconds, which more threads for garbage only slow down."""


@contextmanager
def _in_oxigraph(folder: Path) -> Iterator[Session]:
    title = "Oxigraph server"
    start, load, features = page.blocks(title, "sh")
    ports = Ports("7878")
    with serving(ports, lambda: ports.put_in(start), folder):

        def run(script: str) -> str:
            return shell(ports.put_in(script), folder)

        def ask(query: str) -> bytes:
            return post(ports.put_in(f"http://{LOCAL}:7878/query"), query)

        run(load)
        yield Session(
            shell("oxigraph --version", folder).split()[-1],
            run(features),
            lambda: run(load),
            lambda: by_sparql(ask),
        )


@contextmanager
def _in_virtuoso(folder: Path) -> Iterator[Session]:
    title = "Virtuoso"
    (settings,) = page.blocks(title, "ini")
    start, load, features = page.blocks(title, "sh")
    ports = Ports("1111", "8890")

    def prepare() -> str:
        (folder / "virtuoso.ini").write_text(ports.put_in(settings), encoding="utf-8")
        return start

    with serving(ports, prepare, folder):

        def run(script: str) -> str:
            return shell(ports.put_in(script), folder)

        def ask(query: str) -> bytes:
            return post(ports.put_in(f"http://{LOCAL}:8890/sparql"), query)

        version = shell("virtuoso-t -? 2>&1 || true", folder)
        run(load)
        yield Session(
            re.findall(r"Version ([\d.]+)", version)[0],
            run(features),
            lambda: run(load),
            lambda: by_sparql(ask),
        )


@contextmanager
def _in_jena(folder: Path) -> Iterator[Session]:
    setting, load, features = page.blocks("Jena", "sh")
    classpath = shell(f"{setting}printenv CLASSPATH", folder).strip()

    def run(script: str) -> str:
        return shell(script, folder, CLASSPATH=classpath, JDK_JAVA_OPTIONS=SHORT_LIVED)

    def ask(query: str) -> bytes:
        (folder / "ask.rq").write_text(query, encoding="utf-8")
        command = "java tdb2.tdbquery --loc mediagora.tdb --set tdb2:unionDefaultGraph=true"
        return run(f"{command} --results JSON --query ask.rq").encode()

    run(load)
    yield Session(
        re.findall(r"VERSION: (\S+)", run("java tdb2.tdbquery --version"))[0],
        run(features),
        lambda: run(load),
        lambda: by_sparql(ask),
    )


TOOLS = (
    Tool(
        "Oxigraph server",
        _in_oxigraph,
        marks=("oxigraph",),
        in_graphs=True,
        mind="`--union-default-graph`, or queries see no graph",
    ),
    Tool(
        "Virtuoso",
        _in_virtuoso,
        marks=("virtuoso",),
        in_graphs=True,
        mind="`true` and `false` come back as `1` and `0`, the same values; `ASK` is answered by a "
        "row of 1 or 0; the bulk loader adds",
    ),
    Tool(
        "Jena",
        _in_jena,
        marks=("java", "jena"),
        in_graphs=True,
        mind="`DROP` before `LOAD`; `unionDefaultGraph`, or queries see no graph; "
        "Debian's jars need a class path of their own",
    ),
)
