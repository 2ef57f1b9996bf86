"""Which modules are meant: a module is one file that ships, an ontology with an IRI of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mediagora import bundle
from mediagora.errors import EngineError, UnknownNameError
from mediagora.reading.inputs import FORMATS, Source
from mediagora.reading.parsing import parse
from mediagora.vocabulary import PREFIXES, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import pyoxigraph as ox

DEFAULT: Final = ("ontology", "data")
"""What is meant where nothing is named: with the evidence for it, all that `load()` gives."""

TYPE: Final = f"{PREFIXES['rdf']}type"
ONTOLOGY: Final = f"{PREFIXES['owl']}Ontology"
"""What heads each module."""


@dataclass(frozen=True, slots=True)
class Module:
    """One file that ships.

    Attributes:
        part: `ontology`, `data`, `evidence`, `alignments` or `shapes`; `entailed` for what follows
            from others and is in no file.
        name: How it is called, such as `features`, `facebook` or `shapes/platform`.
        iri: The IRI of its `owl:Ontology` header.
        triples: All it holds, the header among them.
    """

    part: str
    name: str
    iri: str
    triples: tuple[ox.Triple, ...] = field(repr=False)


def select(names: Sequence[str] = (), *, evidence: bool = True) -> list[Module]:
    """Read the modules that names stand for, each once, in a fixed order.

    Args:
        names: `ontology`, `data`, `alignments`, `shapes`, or modules such as `features`, `facebook`
            or `shapes/platform`; ontology and data where there are none.
        evidence: Whether the evidence for what the modules state comes with them. Each module of
            the data has evidence of its own; the ontology has it as a whole.

    Raises:
        UnknownNameError: No part and no module has one of the names.

    Example:
        >>> [module.iri for module in select(["features"])]
        ['https://w3id.org/mediagora/features']
        >>> [(module.part, module.name) for module in select(["facebook"])]
        [('data', 'facebook'), ('evidence', 'facebook')]
    """
    parts = _parts()
    wanted = {key for name in names or DEFAULT for key in _meant(name, parts)}
    if evidence:
        wanted |= {
            ("evidence", name)
            for name in parts.get("evidence", ())
            if set(_meant(name, parts)) <= wanted
        }
    return [
        _read(part, name, path)
        for part, files in parts.items()
        for name, path in files.items()
        if (part, name) in wanted
    ]


def called(modules: Iterable[Module]) -> str:
    """Name a selection in short: a part by its own name where it is whole, else by its modules.

    Example:
        >>> called(select()), called(select(["linkedin", "facebook"], evidence=False))
        ('ontology+data+evidence', 'facebook+linkedin')
    """
    chosen: dict[str, list[str]] = {}
    for module in modules:
        chosen.setdefault(module.part, []).append(module.name)
    names: list[str] = []
    for part, files in _parts().items():
        have = chosen.get(part, [])
        if part == "evidence":  # it is that of the modules named before
            names += ["evidence"] if have else []
        else:
            names += [part] if have and len(have) == len(files) else have
    names += chosen.get("entailed", [])
    return "+".join(names)


def _parts() -> dict[str, dict[str, Path]]:
    """The files by part and name, in the order in which a reader needs them."""
    parts = {
        "ontology": _by_stem(bundle.ontology_files()),
        "data": _by_stem(bundle.data_files()),
        "evidence": _by_stem(bundle.evidence_files()),
        "alignments": {
            f"alignments/{name}": path for name, path in _by_stem(bundle.alignment_files()).items()
        },
        "shapes": {f"shapes/{name}": path for name, path in bundle.shape_files().items()},
    }
    return {part: files for part, files in parts.items() if files}


def _by_stem(files: Iterable[Path]) -> dict[str, Path]:
    return {path.stem: path for path in files}


def _meant(name: str, parts: dict[str, dict[str, Path]]) -> list[tuple[str, str]]:
    """Part and name of each module that a user's name stands for."""
    shown = {part: files for part, files in parts.items() if part != "evidence"}
    if name in shown:
        return [(name, each) for each in shown[name]]
    for part, files in shown.items():
        if name in files:
            return [(part, name)]
    known = [*shown, *(each for files in shown.values() for each in files)]
    last = name.replace(":", "/").rpartition("/")[2]  # of a path, an IRI or a prefixed name
    raise UnknownNameError("part or module", name, nearest(name, known) or nearest(last, known))


def _read(part: str, name: str, path: Path) -> Module:
    shown = path.relative_to(bundle.root()).as_posix()
    triples = tuple(parse(Source(shown, FORMATS[path.suffix], path)))
    headers = [
        getattr(triple.subject, "value", "")
        for triple in triples
        if triple.predicate.value == TYPE and getattr(triple.object, "value", "") == ONTOLOGY
    ]
    if len(headers) != 1:
        message = f"{shown} has {len(headers)} ontology headers where one is needed"
        raise EngineError(message)
    return Module(part, name, headers[0], triples)
