"""What ships: ontology, data, shapes and queries, found alike from a wheel and from a checkout.

A wheel carries the four folders as `mediagora/_bundle/`; an editable install and a plain checkout
use the folders at the repository's root.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from mediagora.errors import EngineError

FOLDERS: Final = ("ontology", "data", "shapes", "queries")


@cache
def root() -> Path:
    """Folder that holds `ontology/`, `data/`, `shapes/` and `queries/`.

    Raises:
        EngineError: The installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    for candidate in (package / "_bundle", package.parent.parent):
        if all((candidate / folder).is_dir() for folder in FOLDERS):
            return candidate
    message = (
        "this installation lacks its ontology, data, shapes and queries; install mediagora again"
    )
    raise EngineError(message)


def ontology_files() -> list[Path]:
    """The ontology: classes and properties, features, purposes and the other concepts."""
    return sorted((root() / "ontology").glob("*.ttl"))


def alignment_files() -> list[Path]:
    """What links the ontology to other vocabularies; never loaded unless named."""
    return sorted((root() / "ontology" / "alignments").glob("*.ttl"))


def context_file() -> Path:
    """The JSON-LD context: plain words for the ontology's terms."""
    return root() / "ontology" / "context.jsonld"


def data_files() -> list[Path]:
    """Plain facts: sources, claims, organizations and platforms, without their evidence."""
    data = root() / "data"
    return sorted([*data.glob("*.ttl"), *(data / "platforms").glob("*.ttl")])


def evidence_files() -> list[Path]:
    """What is known about each fact: `owl:Axiom` nodes with source, claim and dates."""
    return sorted((root() / "data" / "evidence").glob("*.ttl"))


def shape_files() -> dict[str, Path]:
    """The shapes by name, such as `platform` or `recommended`."""
    return {path.stem: path for path in sorted((root() / "shapes").glob("*.ttl"))}


def query_files() -> list[Path]:
    """The catalogue: `<group>/<slug>.rq`."""
    return sorted((root() / "queries").glob("*/*.rq"))
