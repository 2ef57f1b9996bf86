"""`reason`: what follows from the ontology and platform data, by the profile that is asked for."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, Literal, cast, get_args

from mediagora.errors import EngineError, InconsistentError, UsageError
from mediagora.reading.inputs import DEFAULT_MAX_BYTES, collect, paths_of
from mediagora.reading.shipped import shipped
from mediagora.reasoning.axioms import RDFS_KINDS
from mediagora.reasoning.streaming import Account, Materialisation
from mediagora.vocabulary import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from os import PathLike

    import rdflib
    from pyoxigraph import Triple

    from mediagora.reading.inputs import Source
    from mediagora.reasoning.owlterms import Term

    Path = str | PathLike[str]

Profile = Literal["rdfs", "rl", "dl"]
PROFILES: Final[tuple[Profile, ...]] = get_args(Profile)
Engine = Literal["rules", "fast"]
ENGINES: Final[tuple[Engine, ...]] = get_args(Engine)

DEFAULT_TIMEOUT: Final = 600.0
"""Seconds that the work may take, unless told otherwise."""


def reason(
    data: Path | Sequence[Path] | rdflib.Graph | None = None,
    *,
    profile: Profile = "rl",
    engine: Engine = "rules",
    stated: bool = False,
    with_shipped: bool = False,
    timeout: float = DEFAULT_TIMEOUT,
) -> rdflib.Graph:
    """Give what follows from the ontology and some data.

    Args:
        data: Files, folders, globs or an rdflib graph; by default the platform data that ships.
        profile: `rdfs` for hierarchies, domains and ranges; `rl` for all that the model's axioms
            entail by the rules of OWL 2 RL; `dl` for OWL 2 DL, by HermiT, which needs Java.
        engine: `rules`, which reads the kinds of axiom that the model has; `fast` for all of OWL 2
            RL, by sparq-rdf (`pip install 'mediagora[fast]'`).
        stated: Whether to give ontology and data as well.
        with_shipped: Whether the platform data that ships takes part beside yours.
        timeout: Seconds that the work may take.

    Returns:
        The new triples; what follows for blank nodes is left out, unless `stated`.

    Raises:
        EngineError: It took too long, or an engine failed or is missing.
        InconsistentError: Ontology and data contradict each other.
        InputError: Data that is no RDF.
        UsageError: A path matches nothing, or there is no such profile or engine.

    Example:
        >>> import mediagora, rdflib
        >>> text = "<urn:a> a <https://w3id.org/mediagora/ns#ForumPlatform> ."
        >>> found = mediagora.reason(rdflib.Graph().parse(data=text, format="turtle"))
        >>> sorted(kind.fragment for kind in found.objects(rdflib.URIRef("urn:a")))
        ['DiscussionPlatform', 'SocialMedia']
    """
    from mediagora.reading.interop import to_rdflib

    triples, account = entailments(
        sources_of(data),
        profile=profile,
        engine=engine,
        stated=stated,
        with_shipped=with_shipped,
        timeout=timeout,
    )
    graph = to_rdflib(triples)
    if account.contradictions:
        raise InconsistentError(contradicted(account))
    return graph


def entailments(
    sources: Sequence[Source] | None,
    *,
    profile: Profile = "rl",
    engine: Engine = "rules",
    stated: bool = False,
    with_shipped: bool = False,
    timeout: float = DEFAULT_TIMEOUT,
    progress: Callable[[float], None] = lambda _: None,
) -> tuple[Iterator[Triple], Account]:
    """Give what follows as it is found, and the account of it, which is complete at the end.

    Args:
        sources: Documents; what ships if `None`.
        profile: As for `reason`.
        engine: As for `reason`.
        stated: As for `reason`.
        with_shipped: As for `reason`.
        timeout: As for `reason`.
        progress: Called now and then with the share that is done, from 0 to 1.

    Raises:
        EngineError: As for `reason`; while triples are taken, as the others.
        InconsistentError: The profile is `dl`, and nothing can be told.
        InputError: A document cannot be read.
        UsageError: There is no such profile or engine, or the two do not go together.

    Example:
        >>> triples, account = entailments(None)
        >>> sum(1 for _ in triples) == account.entailed
        True
    """
    if profile not in PROFILES:
        raise UsageError(f"there is no profile '{profile}'; there are {', '.join(PROFILES)}")
    if engine not in ENGINES:
        raise UsageError(f"there is no engine '{engine}'; there are {', '.join(ENGINES)}")
    if engine == "fast" and profile != "rl":
        raise UsageError(f"the engine 'fast' is one for the profile rl, not for {profile}")
    deadline = time.monotonic() + timeout

    def in_time(share: float) -> None:
        if time.monotonic() > deadline:
            raise EngineError(
                f"reasoning did not end within {timeout:g} seconds; raise the limit with --timeout"
            )
        progress(share)

    ontology = shipped(data=with_shipped or sources is None, evidence=False)
    if profile == "dl" or engine == "fast":
        return _by_others(sources or (), ontology, engine, stated=stated, timeout=timeout)
    run = Materialisation(
        sources or (),
        ontology,
        choose=lambda axioms: axioms if profile == "rl" else axioms.of(RDFS_KINDS),
        progress=in_time,
    )
    return run.every() if stated else run.new(), run.account


def sources_of(data: Path | Sequence[Path] | rdflib.Graph | None) -> list[Source] | None:
    """Give the documents that a caller's data stands for.

    Raises:
        UsageError: A path matches nothing, or it is nothing of the kind.
    """
    if data is None:
        return None
    paths = paths_of(data)
    if paths is not None:
        return collect(paths, max_bytes=DEFAULT_MAX_BYTES)
    from mediagora.reading.inputs import Source

    text = cast("rdflib.Graph", data).serialize(format="nt", encoding="utf-8")
    return [Source("graph", "ntriples", text)]


def contradicted(account: Account) -> str:
    """Say that ontology and data contradict each other, and where to look."""
    first = account.contradicted[0]
    name = shorten(getattr(first, "value", str(first)))
    others = account.contradictions - 1
    more = f" and {others} others" if others > 1 else " and one other" if others else ""
    return (
        f"data and ontology contradict each other about {name}{more}; "
        "`mediagora validate --logic` says how"
    )


def _by_others(
    sources: Sequence[Source],
    ontology: list[Triple],
    engine: Engine,
    *,
    stated: bool,
    timeout: float,
) -> tuple[Iterator[Triple], Account]:
    """Ask HermiT or sparq-rdf, of everything at once."""
    from pyoxigraph import BlankNode

    from mediagora.reading.seeking import Names
    from mediagora.reading.whereabouts import numbered

    account = Account()
    names = Names()
    every = {names.named(triple) for triple in ontology}
    blanks = len(names)
    for source in sources:
        triples, found = numbered(source, blanks)
        blanks += found
        account.stated += len(triples)
        every |= set(triples)

    def found_by() -> Iterator[Triple]:
        new: Iterable[Triple]
        if engine == "fast":
            from mediagora.reasoning import fastprocess

            new = list(fastprocess.entailments(every, timeout=timeout))
            account.contradict(_contradicted([*every, *new]))
        else:
            from mediagora.reasoning import hermit

            new = hermit.entailments(every, timeout=timeout)
        if stated:
            yield from every
        for triple in new:
            account.entailed += 1
            if not stated and any(isinstance(term, BlankNode) for term in triple):
                account.left_out += 1
            else:
                yield triple

    return found_by(), account


def _contradicted(triples: list[Triple]) -> Iterator[Term]:
    """The subjects that cannot be what they are said to be, of all that holds."""
    from mediagora.reasoning.axioms import Pair, axioms_of
    from mediagora.reasoning.closing import EVIDENCE
    from mediagora.reasoning.rules import Rules

    rules = Rules(axioms_of(triples))
    said: dict[Term, set[Pair]] = {}
    for subject, predicate, value in triples:
        said.setdefault(subject, set()).add(Pair(predicate, value))
    return (
        subject
        for subject, pairs in said.items()
        if EVIDENCE not in pairs and rules.contradict(pairs)
    )
