"""The engines behind one adapter: shapes in, data in, the same record out.

`fast` is the pinned `shacl` package, `reference` is `pyshacl`. Both run in processes of their own,
with limits on time and memory; where the fast engine cannot be imported, the other takes its place.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Self

import pyoxigraph

from mediagora.errors import EngineError
from mediagora.validation.names import RDF_FIRST
from mediagora.validation.paths import OPERATORS
from mediagora.validation.process import Children, NotInstalled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mediagora.validation._worker import Row
    from mediagora.validation.names import Term

EngineName = Literal["fast", "reference"]

DEFAULT_TIMEOUT: Final = 600.0
"""Seconds that one validation may take unless told otherwise."""

DEFAULT_MEMORY_LIMIT: Final = 4 << 30
"""Bytes that a process of an engine may take unless told otherwise: 4 GiB."""


@dataclass(frozen=True, slots=True)
class Result:
    """One SHACL validation result; terms are in N-Triples syntax, the component is an IRI."""

    focus_node: str
    path: str | None
    value: str | None
    component: str
    source_shape: str | None
    messages: tuple[str, ...]

    @classmethod
    def of(cls, row: Row) -> Result:
        """Take what a process answered."""
        return cls(*row[:5], messages=tuple(row[5]))


class Engine:
    """An engine with its shapes, in one process or several, for the time of a `with` block.

    The processes are started at once, and take the shapes while the caller reads the data.

    Args:
        shapes: The shapes graph.
        engine: `fast` or `reference`.
        timeout: Seconds that shapes and data may take, each.
        memory_limit: Bytes that each process may take.
        processes: How many; the reference engine has one.
        own: Whether the shapes have to be checked against SHACL's own before they are used.

    Attributes:
        name: Name and version, once there was an answer.
    """

    def __init__(
        self,
        shapes: Iterable[pyoxigraph.Triple],
        *,
        engine: EngineName = "fast",
        timeout: float = DEFAULT_TIMEOUT,
        memory_limit: int = DEFAULT_MEMORY_LIMIT,
        processes: int = 1,
        own: bool = False,
    ) -> None:
        self.name = ""
        all_shapes = list(shapes)
        self._shapes = ntriples(all_shapes).decode()
        self._rules = (_shacl_for_shacl(), _checked(all_shapes)) if own else ()
        self._timeout = timeout
        self._memory_limit = memory_limit
        self._children = self._start(engine, processes)

    def _start(self, engine: EngineName, processes: int) -> Children:
        children = Children(processes, engine=engine, memory_limit=self._memory_limit)
        children.tell("shapes", engine, self._shapes, *self._rules)
        return children

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._children.end()

    def ready(self) -> None:
        """Wait until the shapes are taken.

        Raises:
            EngineError: The engine failed, ran out of time or of memory, or there is none.
            ShapesError: The engine refused the shapes.
        """
        if self.name:
            return
        try:
            self.name = self._children.told(self._timeout)
        except NotInstalled:
            self._children.end()
            self._children = self._start("reference", 1)
            try:
                self.name = self._children.told(self._timeout)
            except NotInstalled as error:
                message = "no SHACL engine can be imported; install mediagora again"
                raise EngineError(message) from error

    def take(self, shapes: Iterable[pyoxigraph.Triple]) -> None:
        """Take other shapes from now on.

        Raises:
            EngineError: As `ready`.
            ShapesError: The engine refused the shapes.
        """
        self.tell("shapes", "fast", ntriples(shapes).decode())

    def is_fast(self) -> bool:
        """Tell whether the fast engine runs, and no other in its place."""
        self.ready()
        return self.name.startswith("shacl ")

    def check(self, file: Path) -> list[Result]:
        """Validate the data graph in a file of N-Triples, which is changed by it.

        Raises:
            EngineError: As `ready`.
            ShapesError: The engine refused the shapes.
        """
        [(_, rows)] = self.ask([("check_file", str(file))])
        return [Result.of(row) for row in rows]

    def tell(self, *question: Any) -> None:  # noqa: ANN401 -- as the functions of `_worker` say
        """Put a question to each process, which has no answer.

        Raises:
            EngineError: As `ready`.
        """
        self.ready()
        self._children.tell(*question)
        self._children.told(self._timeout)

    def ask(self, questions: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Any]]:
        """Put questions to the processes, as `Children.ask` does.

        Raises:
            EngineError: As `ready`.
            ShapesError: The engine refused the shapes.
        """
        self.ready()
        return self._children.ask(questions, timeout=self._timeout)


def _checked(shapes: list[pyoxigraph.Triple]) -> str:
    """Leave out what the engines pass over: another path on a node that is a list already.

    W3C's suite has that in a test (core/path/path-strange-002), and SHACL's own shapes refuse it.
    """
    lists = {triple.subject for triple in shapes if triple.predicate == RDF_FIRST}
    return ntriples(
        triple
        for triple in shapes
        if triple.subject not in lists or triple.predicate not in OPERATORS
    ).decode()


def _shacl_for_shacl() -> str:
    """Give the shapes by which shapes are checked, which come with pyshacl, in N-Triples."""
    found = find_spec("pyshacl")  # which imports nothing of it
    if found is None or found.origin is None:
        message = "the package pyshacl is missing; install mediagora again"
        raise EngineError(message)
    file = Path(found.origin).parent / "assets" / "shacl-shacl.ttl"
    return ntriples(pyoxigraph.parse(path=str(file), format=pyoxigraph.RdfFormat.TURTLE)).decode()


def ntriples(triples: Iterable[pyoxigraph.Triple] | Iterable[pyoxigraph.Quad]) -> bytes:
    r"""Write triples as N-Triples.

    Example:
        >>> from pyoxigraph import NamedNode, Triple
        >>> ntriples([Triple(NamedNode("urn:a"), NamedNode("urn:b"), NamedNode("urn:c"))])
        b'<urn:a> <urn:b> <urn:c> .\n'
    """
    # Without a file to write to, pyoxigraph gives bytes.
    return pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""


@lru_cache(maxsize=4096)
def term(text: str) -> Term:
    """Read one term in N-Triples syntax.

    Example:
        >>> term("<urn:a>")
        <NamedNode value=urn:a>
    """
    if text.startswith("_:"):
        return pyoxigraph.BlankNode(text[2:])
    if text.startswith("<"):
        return pyoxigraph.NamedNode(text[1:-1])
    statement = f"<urn:a> <urn:b> {text} ."
    quad: pyoxigraph.Quad = next(pyoxigraph.parse(statement, format=pyoxigraph.RdfFormat.N_TRIPLES))
    return quad.object


def run(
    shapes: Iterable[pyoxigraph.Triple],
    data: Iterable[pyoxigraph.Triple],
    *,
    engine: EngineName = "fast",
    timeout: float = DEFAULT_TIMEOUT,
    memory_limit: int = DEFAULT_MEMORY_LIMIT,
) -> tuple[list[Result], str]:
    """Validate data against shapes; give the results, and the name and version of the engine.

    Args:
        shapes: The shapes graph.
        data: The data graph; labels of its blank nodes come back in the results.
        engine: `fast` or `reference`.
        timeout: Seconds until the engine is stopped.
        memory_limit: Bytes that the engine may take.

    Raises:
        EngineError: The engine failed, is not installed, ran out of time or of memory.
        ShapesError: The engine refused the shapes.
    """
    limits: dict[str, Any] = {"timeout": timeout, "memory_limit": memory_limit}
    with (
        tempfile.TemporaryDirectory(prefix="mediagora-") as folder,
        Engine(shapes, engine=engine, **limits) as started,
    ):
        file = Path(folder, "data.nt")
        file.write_bytes(ntriples(data))
        results = started.check(file)
        return results, started.name
