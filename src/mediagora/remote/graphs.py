"""What a push has put into a store, described there in a graph of its own: the manifest.

It is a description of a dataset in the words of SPARQL 1.1 Service Description
(https://www.w3.org/TR/sparql11-service-description/) and VoID (https://www.w3.org/TR/void/).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, cast

from mediagora.errors import EndpointError
from mediagora.vocabulary import BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import pyoxigraph as ox

    from mediagora.querying.answer import Answer

    Inference = Literal["none", "rdfs", "rl"]

MANIFEST: Final = f"{BASE}pushed"
"""The graph that names the others; also the name of the dataset they are."""
OURS: Final = f"{MANIFEST}/"
"""Graphs whose names begin with it are of use while a push is going on, and never after it."""
ENTAILED: Final = {"rdfs": f"{BASE}entailed/rdfs", "rl": f"{BASE}entailed/rl"}
"""The graph of what follows and is not stated, by profile."""

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"

_TITLE: Final = f"{PREFIXES['dcterms']}title"
_RUN: Final = f"{PREFIXES['dcterms']}identifier"
_INTEGER: Final = f"{PREFIXES['xsd']}integer"
_TYPE: Final = f"{PREFIXES['rdf']}type"
_HOW: Final = {
    "rdfs": (f"{SD}entailmentRegime", "http://www.w3.org/ns/entailment/RDFS"),
    "rl": (f"{SD}supportedEntailmentProfile", "http://www.w3.org/ns/owl-profile/RL"),
}

_ALL: Final = f"""
PREFIX sd: <{SD}>
PREFIX void: <{VOID}>
SELECT ?graph ?triples ?how WHERE {{
  GRAPH <{MANIFEST}> {{
    <{MANIFEST}> sd:namedGraph ?graph .
    ?graph void:triples ?triples .
    OPTIONAL {{ ?graph sd:supportedEntailmentProfile|sd:entailmentRegime ?how }}
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What the manifest of a store tells.

    Attributes:
        triples: How many triples each graph has, by the graph's IRI; empty without a manifest.
        entailed: The graph of what follows, by profile.
    """

    triples: Mapping[str, int] = field(default_factory=dict)
    entailed: Mapping[str, str] = field(default_factory=dict)

    def default_graphs(self, inference: Inference) -> list[str] | None:
        """Give the graphs that a question is to be asked of, together.

        Args:
            inference: Whether what follows belongs to them, and by which profile.

        Returns:
            Their IRIs in order; `None` where there is no manifest, and nobody knows.

        Raises:
            EndpointError: What follows by the profile is not in the store.

        Example:
            >>> Known({"urn:a": 3, "urn:rl": 2}, {"rl": "urn:rl"}).default_graphs("none")
            ['urn:a']
            >>> Known().default_graphs("rl") is None
            True
        """
        if not self.triples:
            return None
        stated = sorted(set(self.triples) - set(self.entailed.values()))
        if inference == "none":
            return stated
        if inference not in self.entailed:
            message = (
                f"the store has nothing of what follows by {inference}; push it with "
                f"`mediagora push --inference {inference} --endpoint ...`"
            )
            raise EndpointError(message)
        return [*stated, self.entailed[inference]]


def known(ask: Callable[[str], Answer]) -> Known:
    """Read the manifest of a store, by one query.

    Args:
        ask: Asks the store a `SELECT`.

    Raises:
        EndpointError: The store does not answer, or what it has is no manifest.

    Example:
        >>> from mediagora.querying.answer import Answer
        >>> from mediagora.querying.headers import read
        >>> known(lambda text: Answer("select", read(text))).default_graphs("none") is None
        True
    """
    triples: dict[str, int] = {}
    entailed: dict[str, str] = {}
    profiles = {value: profile for profile, (_, value) in _HOW.items()}
    for graph, count, how in cast("Iterable[tuple[ox.NamedNode, ...]]", ask(_ALL).solutions):
        try:
            triples[graph.value] = int(count.value)
            if how is not None:
                entailed[profiles[how.value]] = graph.value
        except (AttributeError, KeyError, ValueError) as error:
            message = f"the graph <{MANIFEST}> of the store is not as `mediagora push` writes it"
            raise EndpointError(message) from error
    return Known(triples, entailed)


def manifest(
    known: Known, *, titles: Mapping[str, str] | None = None, run: str = ""
) -> Iterator[ox.Triple]:
    """Describe graphs for the manifest.

    Args:
        known: The graphs.
        titles: What people call some of them, by IRI.
        run: What tells this push from others.

    Example:
        >>> for triple in manifest(Known({"urn:a": 3})):
        ...     print(triple.predicate.value.rpartition("#")[2], triple.object)
        type <http://www.w3.org/ns/sparql-service-description#Dataset>
        type <http://rdfs.org/ns/void#Dataset>
        namedGraph <urn:a>
        type <http://www.w3.org/ns/sparql-service-description#NamedGraph>
        name <urn:a>
        triples "3"^^<http://www.w3.org/2001/XMLSchema#integer>
    """
    import pyoxigraph as ox

    def said(subject: str, predicate: str, value: str | ox.Literal) -> ox.Triple:
        node = ox.NamedNode(value) if isinstance(value, str) else value
        return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), node)

    yield said(MANIFEST, _TYPE, f"{SD}Dataset")
    yield said(MANIFEST, _TYPE, f"{VOID}Dataset")
    if run:
        yield said(MANIFEST, _RUN, ox.Literal(run))
    profiles = {graph: profile for profile, graph in known.entailed.items()}
    for graph, count in known.triples.items():
        yield said(MANIFEST, f"{SD}namedGraph", graph)
        yield said(graph, _TYPE, f"{SD}NamedGraph")
        yield said(graph, f"{SD}name", graph)
        yield said(graph, f"{VOID}triples", ox.Literal(str(count), datatype=ox.NamedNode(_INTEGER)))
        if graph in profiles:
            yield said(graph, *_HOW[profiles[graph]])
        if titles and graph in titles:
            yield said(graph, _TITLE, ox.Literal(titles[graph]))


def is_of_run(ask: Callable[[str], Answer], run: str) -> bool:
    """Tell whether the manifest in a store is that of a certain push.

    Raises:
        EndpointError: The store does not answer.
    """
    text = f"SELECT ?run WHERE {{ GRAPH <{MANIFEST}> {{ <{MANIFEST}> <{_RUN}> ?run }} }}"
    return any(getattr(row[0], "value", None) == run for row in ask(text).solutions)
