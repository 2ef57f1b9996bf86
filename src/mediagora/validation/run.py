"""`validate`: from paths or a graph to a report, in the order syntax, vocabulary, shapes, logic."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Final, cast

from mediagora.errors import UsageError
from mediagora.findings import Finding, Report, Severity, Summary
from mediagora.garbage import without_collector
from mediagora.reading.inputs import DEFAULT_MAX_BYTES, collect, paths_of
from mediagora.reading.interop import from_rdflib
from mediagora.rules import codes
from mediagora.validation import evidence, names, results, targets, terms, unused
from mediagora.validation.baseline import read as read_baseline
from mediagora.validation.choice import Choice, codes_of
from mediagora.validation.documents import documents_of, excerpts, refuse_changed
from mediagora.validation.engine import DEFAULT_MEMORY_LIMIT, DEFAULT_TIMEOUT
from mediagora.validation.fixes import spelt
from mediagora.validation.judging import Limits, judged
from mediagora.validation.listing import Listing, Wishes, listing
from mediagora.validation.queries import faults_of_queries
from mediagora.validation.shapes import load_shapes
from mediagora.validation.shapeterms import faulty_terms_of_shapes
from mediagora.validation.userdata import interest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from os import PathLike

    from rdflib import Graph

    from mediagora.errors import InputError
    from mediagora.reading.inputs import Source
    from mediagora.validation.documents import Document
    from mediagora.validation.engine import EngineName
    from mediagora.validation.judging import Judged

    Path = str | PathLike[str]

DEFAULT_SHAPES: Final = ("platform", "recommended", "ranges")

_EVIDENCE: Final = "evidence"
_ABOUT_THE_CHECK: Final = frozenset({"MG401", "MG402", "MG403", "MG404"})
"""What is checked in vain; an import that is not followed (`MG405`) need not be missed."""


def validate(
    data: Path | Sequence[Path] | Graph,
    *,
    shapes: Sequence[str] = DEFAULT_SHAPES,
    logic: bool = False,
    as_of: date | None = None,
    engine: EngineName = "fast",
    timeout: float = DEFAULT_TIMEOUT,
    memory_limit: int = DEFAULT_MEMORY_LIMIT,
    jobs: int | None = None,
    max_bytes: int = DEFAULT_MAX_BYTES,
    progress: Callable[[float], None] = lambda _: None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    baseline: Path | None = None,
    update_baseline: bool = False,
    max_findings: int | None = None,
    stdin_name: str | None = None,
    excluded: Callable[[FilePath], bool] = lambda _: False,
) -> Report:
    """Check platform data against the model: can it be read, are its terms known, do shapes hold.

    Args:
        data: A file, a folder, a glob, `-` (standard input), several of these, or an rdflib graph.
            Of queries (`.rq`, where they are named) the terms are checked.
        shapes: Names of shipped shapes (`platform`, `recommended`, `ranges`, `evidence`,
            `ontology`), and files with shapes of your own.
        logic: Whether to look for what contradicts the axioms as well; selecting such codes, `MG3`
            and the like, asks for it too.
        as_of: What "in the future" is measured against; today by default.
        engine: `fast`, or `reference` to have it judged by pyshacl.
        timeout: Seconds that each part of the work may take: taking the shapes, reading large data,
            looking things up in it, checking, finding what contradicts the axioms.
        memory_limit: Bytes of memory that each process of the engine may take.
        jobs: How many processes check large data at once; one for each core by default. The
            findings are the same.
        max_bytes: Largest size of one file, in bytes.
        progress: Called now and then on large data, with the share that is done, from 0 to 1.
        select: Codes of findings that count, or their beginnings such as `MG2`; all by default.
        ignore: Codes of those that do not count, or their beginnings.
        baseline: File with findings that are known already and do not count.
        update_baseline: Whether to write the findings into that file instead.
        max_findings: How many findings are listed, the gravest; all by default, and if it is 0. The
            summary counts all of them.
        stdin_name: What standard input is called; its ending tells the format, else it is Turtle.
        excluded: Tells of a file found in a folder or by a pattern whether it is left out.

    Raises:
        UsageError: No path is given; one matches nothing, cannot be read or has no known format;
            there are no such shapes or codes; the baseline cannot be read or written.
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
    shapes = [shapes] if isinstance(shapes, str) else shapes
    paths = paths_of(data)
    wishes = Wishes(
        baseline=None if baseline is None else FilePath(baseline),
        update_baseline=update_baseline,
        max_findings=_limit(max_findings),
        roots=tuple(paths or ()),
    )
    if wishes.baseline is not None:  # a bad one should not cost a run
        read_baseline(wishes.baseline, may_be_new=update_baseline)
    all_shapes = load_shapes(shapes, as_of=as_of or date.today(), max_bytes=max_bytes)
    of_run = codes_of(all_shapes, codes())
    choice = Choice({*codes(), *of_run}, of_run=of_run, select=select, ignore=ignore)
    sources = collect(
        paths or (), max_bytes=max_bytes, queries=True, stdin_name=stdin_name, excluded=excluded
    )
    documents, queries = _sorted(sources)
    with_evidence = _EVIDENCE in shapes
    interest = interest_of(all_shapes, evidence=with_evidence or bool(all_shapes.own_files))
    with (
        without_collector(),
        judged(
            documents,
            cast("Graph", data) if paths is None else None,
            all_shapes,
            interest,
            engine=engine,
            limits=Limits(timeout=timeout, memory=memory_limit, jobs=jobs, size=max_bytes),
            in_pieces=not with_evidence,  # which is of all documents together
            progress=progress,
        ) as judgement,
    ):
        user, look_up = judgement.data, judgement.select
        declared = terms.Declared(user)
        of_shapes = list(faulty_terms_of_shapes(all_shapes, user))
        of_queries, no_queries = faults_of_queries(queries, declared)
        of_terms = list(terms.faulty_terms(user, declared, look_up))
        findings = [_unreadable(error) for error in (*judgement.failures, *no_queries)]
        findings += [*of_shapes, *of_queries]
        findings += _told_once(
            of_terms, list(results.findings(judgement.found, all_shapes, user, declared, look_up))
        )
        selected, named_in = targets.focus_nodes(all_shapes, user, look_up)
        checked = set().union(*selected.values())
        if with_evidence:
            findings += evidence.facts_without_source(user, look_up)
            checked |= evidence.described(user)
    findings += targets.targets_without_nodes(all_shapes, selected, user, of_shapes)
    findings += targets.unchecked_documents(user, selected, checked, named_in, of_terms)
    findings += unused.files_without_target(all_shapes)
    findings += unused.imports_not_followed(all_shapes)
    places = documents_of(judgement, all_shapes, queries)
    try:
        if logic or any(code.upper().startswith("MG3") for code in select):
            findings += _contradictions(judgement, data, places, timeout)
        found = listing(_distinct(findings), wishes, choice, places)
        lines = excerpts(found.listed, places)
    except ValueError:  # of which those of reading are some: a file may not be what it was
        refuse_changed(judgement.states)
        raise
    refuse_changed(judgement.states)
    return _report(
        found,
        lines,
        sources=sources,
        triples=user.triples,
        focus_nodes=len(checked),
        seconds=time.perf_counter() - started,
        engine=judgement.engine,
    )


def _contradictions(
    judgement: Judged, data: object, places: Mapping[str, Document], timeout: float
) -> list[Finding]:
    from mediagora.validation.logic import faults_of_logic

    extracts = judgement.data.documents
    in_memory = any(extract.path is None for extract in extracts)
    graph = from_rdflib(cast("Graph", data)) if in_memory else ()
    return faults_of_logic(extracts, places, graph, timeout=timeout)


def _limit(findings: int | None) -> int | None:
    if findings is not None and findings < 0:
        raise UsageError(f"max_findings is a number from 0 on (0 lists all), not {findings}")
    return findings or None


def _sorted(sources: list[Source]) -> tuple[list[Source], list[Source]]:
    """Tell data from queries."""
    queries = [source for source in sources if source.format == "sparql"]
    return [source for source in sources if source.format != "sparql"], queries


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


def _distinct(findings: list[Finding]) -> Iterable[Finding]:
    return {
        (found.sort_key(), found.severity, found.message, found.shape, found.origin): found
        for found in findings
    }.values()


def _report(
    found: Listing,
    lines: dict[tuple[str, int], str],
    *,
    sources: Sequence[Source],
    triples: int,
    focus_nodes: int,
    seconds: float,
    engine: str,
) -> Report:
    in_xml = {source.path for source in sources if source.format == "rdfxml"}
    listed = sorted(
        (spelt(each, lines, in_xml=each.path in in_xml) for each in found.listed),
        key=Finding.sort_key,
    )
    unlisted = len(found.findings) - len(listed)
    of_unlisted = sum(bool(each.fix) for each in found.findings) - sum(
        bool(each.fix) for each in found.listed
    )
    counts = Counter(finding.severity for finding in found.findings)
    summary = Summary(
        files=len(sources),
        triples=triples,
        focus_nodes=focus_nodes,
        violations=counts[Severity.VIOLATION],
        warnings=counts[Severity.WARNING],
        infos=counts[Severity.INFO],
        fixable=sum(finding.fix is not None for finding in listed) + of_unlisted,
        seconds=seconds,
        engine=engine,
    )
    return Report(
        tuple(listed),
        summary,
        lines,
        unlisted=unlisted,
        suppressed=found.suppressed,
        known=found.known,
        gone=found.gone,
        files=tuple(source.path for source in sources),
        checks_too_little=any(each.code in _ABOUT_THE_CHECK for each in found.findings),
    )
