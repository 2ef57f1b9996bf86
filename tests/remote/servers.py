"""Real SPARQL servers on ports of their own: Oxigraph's, which pip installs, and Virtuoso.

Either starts empty in a folder of the test's, answers on the loopback address alone, and ends with
the `with` block. Graphs are not merged: a query sees those that its request names, and without any
Oxigraph sees its default graph, which is empty, and Virtuoso all that it has.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interop import page
from interop.processes import LOCAL, Ports, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Served:
    """Where a server takes requests.

    Attributes:
        query: For SPARQL queries, without a user.
        update: For SPARQL updates, and for queries as the user.
        store: For the Graph Store Protocol.
        user: Who may write, empty where anybody may.
        password: Of the user.
    """

    query: str
    update: str
    store: str
    user: str = ""
    password: str = ""


@contextmanager
def oxigraph(folder: Path) -> Iterator[Served]:
    """Start Oxigraph's server with a store in memory, for tests with the mark `oxigraph`.

    Args:
        folder: Where its log goes.
    """
    ports = Ports("7878")
    with serving(ports, lambda: f"oxigraph serve --bind {LOCAL}:{ports.drawn[0]}", folder):
        url = f"http://{LOCAL}:{ports.drawn[0]}"
        yield Served(f"{url}/query", f"{url}/update", f"{url}/store")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Served]:
    """Start Virtuoso as docs/import.md says, for tests with the mark `virtuoso`.

    Args:
        folder: Where its database and its log go; an empty one takes some seconds to set up.
    """
    (settings,) = page.blocks("Virtuoso", "ini")
    start = page.blocks("Virtuoso", "sh")[0]
    ports = Ports("1111", "8890")

    def prepare() -> str:
        (folder / "virtuoso.ini").write_text(ports.put_in(settings), encoding="utf-8")
        return start

    with serving(ports, prepare, folder):
        url = f"http://{LOCAL}:{ports.drawn[1]}"
        yield Served(
            query=f"{url}/sparql",
            update=f"{url}/sparql-auth",
            store=f"{url}/sparql-graph-crud-auth",
            user="dba",
            password="dba",  # noqa: S106 - what it is before anybody changes it
        )
