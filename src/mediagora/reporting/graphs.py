"""Graphs as Turtle and JSON-LD: laid out for people where they are small, else in a stream."""

from __future__ import annotations

import json
import logging
import threading
import warnings
from collections import Counter
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from mediagora.errors import UsageError
from mediagora.vocabulary import PREFIXES, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mediagora.querying.answer import Answer

SMALL: Final = 5000
"""Triples up to which a graph is held whole, to put what belongs together in one place."""
BLOCK: Final = 1000
"""Triples to a piece of a larger one."""

_ONE_AT_A_TIME: Final = threading.Lock()
"""Levels of logs and warnings are those of the process, not of a thread."""

_TYPE: Final = f"{PREFIXES['rdf']}type"


def turtle_pieces(answer: Answer) -> Iterator[str]:
    """Write a graph as Turtle (https://www.w3.org/TR/turtle/) with Mediagora's prefixes.

    A small graph has those that occur in it, with subjects and predicates in order; a large one has
    all of them, and its triples in the order in which they come.

    Example:
        >>> from mediagora.querying import query
        >>> result = query("CONSTRUCT WHERE { platform:xing mediagora:launchYear ?year }")
        >>> print("".join(turtle_pieces(result)), end="")
        @prefix mediagora: <https://w3id.org/mediagora/ns#> .
        @prefix platform: <https://w3id.org/mediagora/platform/> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <BLANKLINE>
        platform:xing mediagora:launchYear 2003 .
        <BLANKLINE>
    """
    return _pieces(answer.triples, _laid_out_turtle, _streamed_turtle)


def json_ld_pieces(answer: Answer) -> Iterator[str]:
    """Write a graph as JSON-LD (https://www.w3.org/TR/json-ld11/).

    A small graph has each node once, its IRIs shortened by Mediagora's prefixes that occur in it;
    a large one is in the expanded form, a node in as many parts as it comes in.

    Raises:
        UsageError: A triple is about a triple, for which JSON-LD 1.1 has no form.

    Example:
        >>> from mediagora.querying import query
        >>> result = query("CONSTRUCT WHERE { platform:xing mediagora:launchYear ?year }")
        >>> json.loads("".join(json_ld_pieces(result)))["@graph"][0]["@id"]
        'platform:xing'
    """
    return _pieces(answer.triples, _laid_out_json_ld, _streamed_json_ld)


def _pieces(
    triples: Iterable[ox.Triple],
    laid_out: Callable[[Sequence[ox.Triple]], str | None],
    streamed: Callable[[Iterator[ox.Triple]], Iterator[str]],
) -> Iterator[str]:
    left = iter(triples)
    first = list(islice(left, SMALL + 1))
    text = laid_out(first) if len(first) <= SMALL else None
    if text is not None:
        yield text
    else:
        yield from streamed(chain(first, left))


def _laid_out_turtle(triples: Sequence[ox.Triple]) -> str | None:
    """A graph as rdflib lays it out, unless that is another graph, as with `5` for `"5.0"`."""
    from mediagora.reading.interop import to_rdflib

    if any(_has_more_than_rdflib(triple) for triple in triples):
        return None
    with _quiet():
        text = to_rdflib(triples).serialize(format="turtle")
    try:
        read = [quad.triple for quad in ox.parse(text, ox.RdfFormat.TURTLE)]
    except SyntaxError:
        return None
    return text if _nameless(read) == _nameless(triples) else None


def _has_more_than_rdflib(triple: ox.Triple) -> bool:
    """Whether RDF 1.2 is needed for it: triples as terms, and text with a direction."""
    term = triple.object
    return isinstance(term, ox.Triple) or (isinstance(term, ox.Literal) and bool(term.direction))


def _nameless(triples: Iterable[ox.Triple]) -> Counter[tuple[object, ...]]:
    """Triples without the names of their blank nodes, which a writer may choose anew."""
    return Counter(
        tuple(None if isinstance(term, ox.BlankNode) else term for term in triple)
        for triple in triples
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from a traceback in the log for each literal that its datatype does not have."""
    logger = logging.getLogger("rdflib.term")
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        level = logger.level
        logger.setLevel(logging.ERROR)
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            logger.setLevel(level)


def _streamed_turtle(triples: Iterator[ox.Triple]) -> Iterator[str]:
    yield "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))
    while block := list(islice(triples, BLOCK)):
        # Each block comes with the prefixes, a line each, in whatever order.
        written = ox.serialize(block, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
        yield written.decode().split("\n", len(PREFIXES))[-1]


def _laid_out_json_ld(triples: Sequence[ox.Triple]) -> str | None:
    nodes: dict[str, dict[str, list[Any]]] = {}
    for part in json.loads(_expanded(triples)):
        node = nodes.setdefault(part.pop("@id"), {})
        for predicate, values in part.items():
            node.setdefault(predicate, []).extend(values)
    writer = _Compact()
    graph = [writer.node(name, nodes[name]) for name in sorted(nodes)]
    if writer.used & writer.schemes:  # `org:x` in full would be read as prefix and name
        return None
    context = {name: PREFIXES[name] for name in sorted(writer.used)}
    document = {"@context": context, "@graph": graph}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


class _Compact:
    """Shortens the IRIs of an expanded document, and counts what it takes for that.

    Attributes:
        used: Prefixes that occur.
        schemes: What stands before the colon in IRIs that are written in full.
    """

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.schemes: set[str] = set()

    def node(self, name: str, properties: dict[str, list[Any]]) -> dict[str, Any]:
        node: dict[str, Any] = {"@id": self._iri(name)}
        for predicate in sorted(properties, key=lambda each: (each != _TYPE, each)):
            values = properties[predicate]
            if predicate == _TYPE and all("@id" in value for value in values):
                node["@type"] = _alone([self._iri(value["@id"]) for value in values])
            else:
                node[self._iri(predicate)] = _alone([self._value(value) for value in values])
        return node

    def _value(self, value: dict[str, str]) -> dict[str, str] | str:
        if value.keys() == {"@value"}:
            return value["@value"]
        named = {"@id", "@type"}
        return {key: self._iri(each) if key in named else each for key, each in value.items()}

    def _iri(self, iri: str) -> str:
        short = shorten(iri)
        (self.schemes if short == iri else self.used).add(short.partition(":")[0])
        return short


def _alone(values: list[Any]) -> Any:  # noqa: ANN401 -- whatever a node of JSON-LD has
    return values[0] if len(values) == 1 else values


def _streamed_json_ld(triples: Iterator[ox.Triple]) -> Iterator[str]:
    before = "["
    while block := list(islice(triples, BLOCK)):
        yield before + _expanded(block)[1:-1]
        before = ",\n"
    yield "]\n" if before != "[" else "[]\n"


def _expanded(triples: Sequence[ox.Triple]) -> str:
    try:
        return (ox.serialize(triples, format=ox.RdfFormat.JSON_LD) or b"").decode()
    except OSError as error:  # the engine's word for what the form has no way to write
        message = "JSON-LD 1.1 has no form for a triple about a triple; ask for turtle"
        raise UsageError(message) from error
