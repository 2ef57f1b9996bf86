"""Where entailments come from, in PROV-O (https://www.w3.org/TR/prov-o/)."""

from __future__ import annotations

import base64
import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from mediagora.reading.shipped import shipped
from mediagora.reasoning.owlterms import OWL, RDFS, TYPE
from mediagora.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mediagora.reading.inputs import Source
    from mediagora.reasoning.owlterms import Term
    from mediagora.reasoning.streaming import Account

_PROV = PREFIXES["prov"]
_DCTERMS = PREFIXES["dcterms"]


def provenance(
    sources: Sequence[Source] | None,
    account: Account,
    *,
    version: str,
    profile: str,
    engine: str,
    output: str | None = None,
    stated: bool = False,
) -> bytes:
    """Describe a run of `reason` in Turtle: what it used, what it made, and by which rules.

    Files are known by their contents, as named information (RFC 6920), with their name as a title.
    The same run gives the same bytes.

    Args:
        sources: The documents; what ships if `None`.
        account: What the run has met with.
        version: Version of Mediagora.
        profile: `rdfs`, `rl` or `dl`.
        engine: `rules` or `fast`.
        output: File that holds what was found, if any.
        stated: Whether it holds what was stated as well.

    Raises:
        UsageError: A file cannot be read any more.

    Example:
        >>> from mediagora.reasoning.streaming import Account
        >>> text = provenance([], Account(), version="1.0.0", profile="rl", engine="rules")
        >>> b"prov:wasGeneratedBy" in text
        True
    """
    inputs = [(_named(each.data), each.path) for each in sources or ()]
    made = _named(Path(output)) if output else BlankNode("made")
    run, tool = BlankNode("run"), BlankNode("tool")
    ontologies = _versions(data=sources is None)
    triples = [
        *_about(made, {f"{_PROV}wasGeneratedBy": run}, kind="Entity", title=output),
        *_about(run, {f"{_PROV}wasAssociatedWith": tool}, kind="Activity"),
        _text(run, f"{RDFS}label", _words(profile, engine, stated=stated)),
        _number(run, "stated", account.stated),
        _number(run, "entailed", account.entailed - account.left_out),
        *_about(tool, {}, kind="SoftwareAgent"),
        _text(tool, f"{RDFS}label", f"mediagora {version}"),
    ]
    for name, path in inputs:
        triples += _about(name, {}, kind="Entity", title=path)
    for name in [*ontologies, *(name for name, _ in inputs)]:
        triples.append(Triple(run, NamedNode(f"{_PROV}used"), name))
        triples.append(Triple(made, NamedNode(f"{_PROV}wasDerivedFrom"), name))
    prefixes = {name: PREFIXES[name] for name in ("dcterms", "prov", "rdfs")}
    ordered = sorted(set(triples), key=str)
    return serialize(ordered, format=RdfFormat.TURTLE, prefixes=prefixes) or b""


def _named(data: bytes | Path) -> NamedNode:
    with io.BytesIO(data) if isinstance(data, bytes) else data.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").digest()
    return NamedNode(f"ni:///sha-256;{base64.urlsafe_b64encode(digest).decode().rstrip('=')}")


def _versions(*, data: bool) -> list[NamedNode]:
    """The version IRIs of the files that ship."""
    return sorted(
        (
            each.object
            for each in shipped(data=data, evidence=False)
            if each.predicate.value == f"{OWL}versionIRI" and isinstance(each.object, NamedNode)
        ),
        key=str,
    )


def _about(
    node: NamedNode | BlankNode,
    values: dict[str, Term],
    *,
    kind: str,
    title: str | None = None,
) -> Iterator[Triple]:
    yield Triple(node, TYPE, NamedNode(_PROV + kind))
    for predicate, value in values.items():
        yield Triple(node, NamedNode(predicate), value)
    if title is not None:
        yield _text(node, f"{_DCTERMS}title", title)


def _text(node: NamedNode | BlankNode, predicate: str, text: str) -> Triple:
    return Triple(node, NamedNode(predicate), Literal(text))


def _number(node: BlankNode, what: str, number: int) -> Triple:
    words = f"{number} triples {what}"
    return _text(node, f"{RDFS}comment", words)


def _words(profile: str, engine: str, *, stated: bool) -> str:
    names = {"rdfs": "RDF Schema", "rl": "OWL 2 RL", "dl": "OWL 2 DL, by HermiT"}
    by = " by sparq-rdf" if engine == "fast" else ""
    return f"entailments of {names[profile]}{by}" + (", with what is stated" if stated else "")
