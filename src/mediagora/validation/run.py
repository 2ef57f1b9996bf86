"""`validate`: from paths or a graph to a report, in the order syntax, vocabulary, shapes."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING, Final

from mediagora.findings import Finding, Report, Severity, Summary
from mediagora.garbage import without_collector
from mediagora.reading.inputs import DEFAULT_MAX_BYTES
from mediagora.validation import evidence, names, results, targets, terms
from mediagora.validation.engine import DEFAULT_MEMORY_LIMIT, DEFAULT_TIMEOUT
from mediagora.validation.judging import Limits, judged
from mediagora.validation.shapes import load_shapes
from mediagora.validation.userdata import interest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from os import PathLike

    from rdflib import Graph

    from mediagora.errors import InputError
    from mediagora.validation.engine import EngineName

    Path = str | PathLike[str]

DEFAULT_SHAPES: Final = ("platform", "recommended", "ranges")

_EVIDENCE: Final = "evidence"


def validate(
    data: Path | Sequence[Path] | Graph,
    *,
    shapes: Sequence[str] = DEFAULT_SHAPES,
    as_of: date | None = None,
    engine: EngineName = "fast",
    timeout: float = DEFAULT_TIMEOUT,
    memory_limit: int = DEFAULT_MEMORY_LIMIT,
    jobs: int | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    progress: Callable[[float], None] = lambda _: None,
) -> Report:
    """Check platform data against the model: can it be read, are its terms known, do shapes hold.

    Args:
        data: A file, a folder, a glob, `-` (standard input), several of these, or an rdflib graph.
        shapes: Names of shipped shapes (`platform`, `recommended`, `ranges`, `evidence`,
            `ontology`), and files with shapes of your own.
        as_of: What "in the future" is measured against; today by default.
        engine: `fast`, or `reference` to have it judged by pyshacl.
        timeout: Seconds that each part of the engine's work may take: taking the shapes, reading
            large data, looking things up in it, checking.
        memory_limit: Bytes of memory that each process of the engine may take.
        jobs: How many processes check large data at once; one for each core by default. The
            findings are the same.
        max_bytes: Largest size of one file, in bytes.
        progress: Called now and then on large data, with the share that is done, from 0 to 1.

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
    with_evidence = _EVIDENCE in shapes
    interest = interest_of(all_shapes, evidence=with_evidence or bool(all_shapes.own_files))
    with (
        without_collector(),
        judged(
            data,
            all_shapes,
            interest,
            engine=engine,
            limits=Limits(timeout=timeout, memory=memory_limit, jobs=jobs, size=max_bytes),
            in_pieces=not with_evidence,  # which is of all documents together
            progress=progress,
        ) as judgement,
    ):
        user, select = judgement.data, judgement.select
        declared = terms.Declared(user)
        findings = [_unreadable(error) for error in judgement.failures]
        findings += _told_once(
            list(terms.undeclared_terms(user, declared, select)),
            list(results.findings(judgement.found, all_shapes, user, declared, select)),
        )
        selected, named_in = targets.focus_nodes(all_shapes, user, select)
        checked = set().union(*selected.values())
        if with_evidence:
            findings += evidence.facts_without_source(user, select)
            checked |= evidence.described(user)
    findings += targets.targets_without_nodes(all_shapes, selected)
    findings += targets.unchecked_documents(user, selected, checked, named_in)
    return _report(
        findings,
        files=judgement.files,
        triples=user.triples,
        focus_nodes=len(checked),
        seconds=time.perf_counter() - started,
        engine=judgement.engine,
    )


def _unreadable(error: InputError) -> Finding:
    return Finding(
        code=error.code,
        severity=Severity.VIOLATION,
        message=f"{error.message[:1].upper()}{error.message[1:].rstrip('.')}.",
        path=error.path,
        line=error.line,
        column=error.column,
    )


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
        (found.sort_key(), found.severity, found.message, found.shape or ""): found
        for found in findings
    }
    ordered = tuple(found for _, found in sorted(unique.items()))
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
