"""`validate`: from paths or a graph to a report, in the order syntax, vocabulary, shapes."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import NamedNode

from mediagora.errors import EngineError, InputError
from mediagora.findings import Finding, Report, Severity, Summary
from mediagora.reading.inputs import DEFAULT_MAX_BYTES, collect, paths_of
from mediagora.reading.parsing import is_context, parse
from mediagora.validation import engine as engines
from mediagora.validation import evidence, names, results, targets, terms
from mediagora.validation.shapes import load_shapes
from mediagora.validation.userdata import Document, UserData, ValidationGraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from os import PathLike

    from rdflib import Graph

    from mediagora.validation.engine import EngineName
    from mediagora.validation.shapes import Shapes

    Path = str | PathLike[str]

DEFAULT_SHAPES: Final = ("platform", "recommended", "ranges")

REFERENCE_MAX_TRIPLES: Final = 150_000
"""Triples that the reference engine is given at most: some 10,000 platforms, under a minute."""

_EVIDENCE: Final = "evidence"


def validate(
    data: Path | Sequence[Path] | Graph,
    *,
    shapes: Sequence[str] = DEFAULT_SHAPES,
    as_of: date | None = None,
    engine: EngineName = "fast",
    timeout: float = engines.DEFAULT_TIMEOUT,
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> Report:
    """Check platform data against the model: can it be read, are its terms known, do shapes hold.

    Args:
        data: A file, a folder, a glob, `-` (standard input), several of these, or an rdflib graph.
        shapes: Names of shipped shapes (`platform`, `recommended`, `ranges`, `evidence`,
            `ontology`), and files with shapes of your own.
        as_of: What "in the future" is measured against; today by default.
        engine: `fast`, or `reference` to have it judged by pyshacl.
        timeout: Seconds that the engine may take.
        max_bytes: Largest size of one file, in bytes.

    Raises:
        UsageError: No path is given; one matches nothing, cannot be read or has no known format;
            there are no such shapes.
        ShapesError: The shapes cannot be used.
        EngineError: The engine failed or ran out of time, or there is too much for it.

    Example:
        >>> import mediagora
        >>> text = '''@prefix mediagora: <https://w3id.org/mediagora/ns#> .
        ...   <https://example.org/a> a mediagora:BlogPlatform .'''
        >>> import rdflib
        >>> report = mediagora.validate(rdflib.Graph().parse(data=text))
        >>> sorted(finding.code for finding in report.findings)
        ['MG201', 'MG222', 'MG223']
    """
    started = time.perf_counter()
    all_shapes = load_shapes(shapes, as_of=as_of or date.today(), max_bytes=max_bytes)
    documents, findings, files = _read(data, max_bytes)
    user = UserData(documents, _wanted(all_shapes))
    with_evidence = _EVIDENCE in shapes or bool(all_shapes.own_files)
    graph = ValidationGraph(user, evidence=with_evidence)
    triples = sum(len(document.triples) for document in documents)
    if engine == "reference" and triples > REFERENCE_MAX_TRIPLES:
        message = (
            f"{triples} triples are too many for the reference engine (at most "
            f"{REFERENCE_MAX_TRIPLES}); use --engine fast, or check fewer files at once"
        )
        raise EngineError(message)
    declared = terms.Declared(graph)
    rows, engine_used = engines.run(all_shapes.triples, graph, engine=engine, timeout=timeout)
    findings += _told_once(
        list(terms.undeclared_terms(user, declared)),
        list(results.findings(rows, all_shapes, graph, declared)),
    )
    selected = targets.focus_nodes(all_shapes, graph)
    checked = set().union(*selected.values())
    if _EVIDENCE in shapes:
        findings += evidence.facts_without_source(graph)
        checked |= evidence.described(graph)
    findings += targets.targets_without_nodes(all_shapes, selected)
    findings += targets.unchecked_documents(graph, checked)
    return _report(
        findings,
        files=files,
        triples=triples,
        focus_nodes=len(checked),
        seconds=time.perf_counter() - started,
        engine=engine_used,
    )


def _read(
    data: Path | Sequence[Path] | Graph, max_bytes: int
) -> tuple[list[Document], list[Finding], int]:
    findings: list[Finding] = []
    documents: list[Document] = []
    paths = paths_of(data)
    if paths is None:
        from mediagora.reading.interop import from_rdflib

        try:
            documents.append(Document(None, from_rdflib(cast("Graph", data))))
        except InputError as error:
            findings.append(_unreadable(error))
        return documents, findings, 0
    sources = collect(paths, max_bytes=max_bytes)
    for source in sources:
        try:
            triples = parse(source)
            context = not triples and is_context(source)
            documents.append(Document(source.path, triples, is_context=context))
        except InputError as error:
            findings.append(_unreadable(error))
    return documents, findings, len(sources)


def _unreadable(error: InputError) -> Finding:
    return Finding(
        code=error.code,
        severity=Severity.VIOLATION,
        message=f"{error.message[:1].upper()}{error.message[1:].rstrip('.')}.",
        path=error.path,
        line=error.line,
        column=error.column,
    )


def _wanted(shapes: Shapes) -> set[NamedNode]:
    """Predicates that targets and the search for evidence ask for."""
    return {
        *(target.value for target in shapes.targets if isinstance(target.value, NamedNode)),
        names.ANNOTATED_SOURCE,
        names.ANNOTATED_PROPERTY,
        names.ANNOTATED_TARGET,
    }


def _told_once(undeclared: list[Finding], from_shapes: list[Finding]) -> Iterable[Finding]:
    """Leave out what two findings would say of the same mistake.

    A shape knows better than the vocabulary what a value should be; a class that does not exist is
    why a type is missing.
    """
    told = {(found.focus_node, found.property, found.value) for found in from_shapes}
    kept = [
        found for found in undeclared if (found.focus_node, found.property, found.value) not in told
    ]
    rdf_type = names.RDF_TYPE.value
    mistyped = {found.focus_node for found in kept if found.property == rdf_type}
    return kept + [
        found
        for found in from_shapes
        if not (found.property == rdf_type and not found.value and found.focus_node in mistyped)
    ]


def _report(
    findings: list[Finding],
    *,
    files: int,
    triples: int,
    focus_nodes: int,
    seconds: float,
    engine: str,
) -> Report:
    unique = {
        (found.sort_key(), found.severity, found.message, found.shape): found for found in findings
    }
    ordered = tuple(sorted(unique.values(), key=Finding.sort_key))
    counts = dict.fromkeys(Severity, 0)
    for finding in ordered:
        counts[finding.severity] += 1
    summary = Summary(
        files=files,
        triples=triples,
        focus_nodes=focus_nodes,
        violations=counts[Severity.VIOLATION],
        warnings=counts[Severity.WARNING],
        infos=counts[Severity.INFO],
        fixable=sum(finding.fix is not None for finding in ordered),
        seconds=seconds,
        engine=engine,
    )
    return Report(ordered, summary)
