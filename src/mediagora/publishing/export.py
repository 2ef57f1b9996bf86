"""What ships as one document in any form that other tools take in, always the same bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final, Literal, get_args

from mediagora.errors import UsageError
from mediagora.publishing.selection import ONTOLOGY, TYPE, select
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyoxigraph as ox

    from mediagora.publishing.selection import Module

_LABEL: Final = f"{PREFIXES['rdfs']}label"

Form = Literal["turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld", "csv"]

FORMS: Final[tuple[Form, ...]] = get_args(Form)
_BY_GRAPH: Final = frozenset({"trig", "nquads"})
"""Forms that keep modules apart, each in the graph that has its ontology's IRI."""


def export(
    *parts: str,
    format: Form = "turtle",  # noqa: A002 -- the word that every RDF library has for it
    evidence: bool = True,
    entailed: bool = False,
) -> str:
    """Give what ships, or parts of it, as one document.

    In TriG and N-Quads each module stands in a named graph that has the IRI of its ontology, so
    that a newer version replaces an older one graph by graph. The other forms hold one graph and,
    of several modules, one ontology: its header lists them, and their own become annotations.

    Args:
        parts: `ontology`, `data`, `alignments`, `shapes`, or single modules such as `features`,
            `facebook` or `shapes/platform`; ontology and data where none is named.
        format: `turtle`, `trig`, `ntriples`, `nquads`, `rdfxml`, `jsonld`, or `csv` for the table
            of platforms by features.
        evidence: Whether each fact comes with its sources, as `owl:Axiom` nodes.
        entailed: Whether all that OWL 2 RL entails for what the modules describe comes with them.

    Returns:
        The text, to be written in UTF-8 with its line ends as they are.

    Raises:
        UnknownNameError: A part that there is not.
        UsageError: A format that there is not, or CSV of what has no platforms or of entailments.

    Example:
        >>> import mediagora
        >>> print(mediagora.export("facebook", format="turtle").splitlines()[0])
        @prefix claim: <https://w3id.org/mediagora/claim/> .
    """
    if format not in FORMS:
        message = f"there is no format '{format}'; there are {', '.join(FORMS)}"
        raise UsageError(message)
    modules = select(parts, evidence=evidence)
    if format == "csv":
        from mediagora.publishing.matrix import matrix

        if entailed:
            message = "CSV has no entailments: its cells say `narrower` where a feature follows"
            raise UsageError(message)
        return matrix(modules)
    if entailed:
        from mediagora.publishing.entailments import entailed as entailments

        modules += filter(None, [entailments(modules)])
    quads = _by_graph(modules) if format in _BY_GRAPH else _as_one(modules)
    if format == "turtle":  # the layout labels blank nodes itself, where it must
        from mediagora.publishing.turtle import format as laid_out

        return laid_out(_serialized(quads, "turtle"))
    return _written(_labelled(quads), format)


def _by_graph(modules: Iterable[Module]) -> list[ox.Quad]:
    import pyoxigraph as ox

    return [
        ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(module.iri))
        for module in modules
        for triple in module.triples
    ]


def _as_one(modules: Sequence[Module]) -> list[ox.Quad]:
    import pyoxigraph as ox

    from mediagora.publishing.merging import merged

    return [ox.Quad(*triple) for triple in merged(modules)]


def _labelled(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Label blank nodes as RDF Dataset Canonicalization has it (https://www.w3.org/TR/rdf-canon/)."""
    import pyoxigraph as ox

    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def _written(quads: list[ox.Quad], form: Form) -> str:
    match form:
        case "ntriples" | "nquads":
            return "".join(sorted(f"{quad} .\n" for quad in quads))
        case "jsonld":
            from mediagora.publishing.jsonld import context, write

            return write([quad.triple for quad in quads], context())
        case _:
            return _serialized(quads, form)


def _serialized(quads: Iterable[ox.Quad], form: Form) -> str:
    import pyoxigraph as ox

    formats = {
        "turtle": ox.RdfFormat.TURTLE,
        "trig": ox.RdfFormat.TRIG,
        "rdfxml": ox.RdfFormat.RDF_XML,
    }
    every = _in_order(quads)
    document = io.BytesIO()
    ox.serialize(every, document, format=formats[form], prefixes=_prefixes(every))
    return document.getvalue().decode()


def _in_order(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Headers first, blank nodes last; of each thing its types first, then its labels."""
    import pyoxigraph as ox

    every = list(quads)
    headers = {
        quad.subject
        for quad in every
        if quad.predicate.value == TYPE and getattr(quad.object, "value", "") == ONTOLOGY
    }

    def place(quad: ox.Quad) -> tuple[object, ...]:
        return (
            str(quad.graph_name),
            quad.subject not in headers,
            isinstance(quad.subject, ox.BlankNode),
            str(quad.subject),
            quad.predicate.value not in {TYPE, _LABEL},
            quad.predicate.value == _LABEL,
            str(quad.predicate),
            str(quad.object),
        )

    return sorted(every, key=place)


def _prefixes(quads: Iterable[ox.Quad]) -> dict[str, str]:
    """The prefixes that something in the document needs."""
    terms = {term for quad in quads for term in (quad.subject, quad.predicate, quad.object)}
    iris = {getattr(getattr(term, "datatype", term), "value", "") for term in terms}
    return {
        prefix: namespace
        for prefix, namespace in PREFIXES.items()
        if any(iri.startswith(namespace) for iri in iris)
    }
