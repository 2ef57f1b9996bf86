"""Whether a catalogue holds: for who keeps one, and for the CI that guards it."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from mediagora.errors import MediagoraError
from mediagora.querying.catalogue import expected_answer, files, load
from mediagora.querying.run import query_on, resolve
from mediagora.querying.store import open_store
from mediagora.reading import sparql
from mediagora.reporting.answers import printed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mediagora.querying.catalogue import Inference, Question
    from mediagora.querying.result import Result
    from mediagora.querying.store import Data

    Opener = Callable[[Inference], ox.Store]


def faults(folder: Path | None = None, *, data: Data | None = None) -> Iterator[str]:
    """Check every question of a catalogue, and tell what is wrong with it.

    Each must have a header that says what is asked, parse by two parsers, use declared terms only,
    take each of its defaults, and answer what is recorded beside it; where nothing is recorded, it
    must answer something, unless its keywords hold `defects`.

    Args:
        folder: A catalogue of the user's own; by default ours.
        data: What is asked besides what ships.

    Returns:
        One line for each fault: the file, and what is wrong.

    Raises:
        InputError: Data that is no RDF.
        UsageError: The folder cannot be read, or holds no question.

    Example:
        >>> from pathlib import Path
        >>> from mediagora import bundle
        >>> list(faults(bundle.root() / "queries" / "advice"))
        []
    """
    every = files(folder)

    @cache
    def store(inference: Inference) -> ox.Store:
        return open_store(data, inference=inference)

    if folder is not None:
        taken = set(every.values())
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".rq", ".sparql"} and path not in taken:
                yield f"{path}: is no question where it stands; put it at GROUP/NAME.rq or NAME.rq"
    store("none")  # what is wrong with the data is not said of a question
    for name, path in every.items():
        try:
            question = load(name, path)
            for fault in _faults(question, path, folder, store):
                yield f"{path}: {fault}"
        except MediagoraError as error:
            said = str(error).partition("\n")[0]  # without the excerpt of a fault of syntax
            yield said if said.startswith(f"{path}:") else f"{path}: {said}"


def _faults(question: Question, path: Path, folder: Path | None, open_: Opener) -> Iterator[str]:
    if not question.summary:
        yield "has no 'summary' in its header"
    for parameter in question.parameters:
        if parameter.default is None:
            yield f"parameter '{parameter.name}' has no default under 'params' in the header"
    asked = resolve(path)
    sparql.tree(asked.text)  # by rdflib; the engine parses it when it is asked
    store = open_(question.inference)
    result = query_on(store, asked, {})
    if result.notes:
        yield from result.notes
        return
    defaults = {each.name: each.default for each in question.parameters if each.default is not None}
    if defaults and _bag(query_on(store, asked, defaults)) != _bag(result):
        yield "answers otherwise when it is given the defaults that its header names"
    try:
        recorded = expected_answer(question, folder)
    except FileNotFoundError:
        if not result and result.form != "ask" and "defects" not in question.tags:
            yield "answers nothing; record an answer beside it if that is right"
        return
    except UnicodeDecodeError:
        yield "what is recorded beside it is not valid UTF-8"
        return
    try:
        is_recorded = _is_recorded(result, recorded)
    except SyntaxError as error:
        yield f"what is recorded beside it is no Turtle, as the answer is a graph: {error}"
        return
    if not is_recorded:
        yield "does not answer what is recorded beside it"


def _bag(result: Result) -> object:
    """What is answered, in whatever order."""
    if result.form == "graph":
        return _canonical(result.triples)
    return result.boolean if result.form == "ask" else Counter(result.solutions)


def _is_recorded(result: Result, recorded: str) -> bool:
    if result.form == "graph":
        triples = ox.parse(recorded, format=ox.RdfFormat.TURTLE)
        return _canonical(tuple(quad.triple for quad in triples)) == _canonical(result.triples)
    answered = "".join(printed(result, "csv"))
    return Counter(answered.splitlines()) == Counter(recorded.splitlines())


def _canonical(triples: tuple[ox.Triple, ...]) -> ox.Dataset:
    """The graph with blank nodes named by what is said of them (RDF Dataset Canonicalization)."""
    graph = ox.Dataset(ox.Quad(*triple) for triple in triples)
    graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return graph
