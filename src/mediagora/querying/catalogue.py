"""The catalogue of questions: `queries/<group>/<slug>.rq`, each with a header that tools can read.

A file is plain SPARQL that runs unchanged when pasted. Its `#+` comment lines hold YAML as for grlc
(https://grlc.io), which ignores the keys that are ours:

    #+ summary: Platforms with a feature
    #+ question: Which platforms have groups?
    #+ reading: One row per platform; ...
    #+ tags: [features]
    #+ params:
    #+   feature: {type: iri, class: mediagora:Feature, default: feature:groups}
    #+ inference: none
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, cast, get_args

from mediagora import bundle, vocabulary
from mediagora.errors import QueryError, UnknownNameError
from mediagora.querying.parameters import TYPES, Parameter, Type, used_in

if TYPE_CHECKING:
    from pathlib import Path

Inference = Literal["none", "rl"]
"""What is entailed before a query runs: nothing, or everything the ontology's OWL RL axioms say."""

INFERENCES: Final[tuple[Inference, ...]] = get_args(Inference)

_MARK: Final = "#+"
_RESERVED: Final = frozenset({"data", "inference"})  # keywords of `mediagora.query` itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One query and what its header says of it.

    Attributes:
        text: The SPARQL text, header included.
        group: Folder of the catalogue, empty for a query of the user's own.
        slug: File name without its ending, empty for a query of the user's own.
        summary: What it is, in a few words.
        question: What it answers, as one would ask it.
        description: More about it, often empty.
        reading: How to read the result.
        tags: Keywords.
        parameters: By name, in the header's order.
        inference: What it needs to have entailed.

    Example:
        >>> read("#+ summary: an empty query").summary
        'an empty query'
    """

    text: str
    group: str = ""
    slug: str = ""
    summary: str = ""
    question: str = ""
    description: str = ""
    reading: str = ""
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    inference: Inference = "none"

    @property
    def name(self) -> str:
        """Group and slug, `features/who-has-feature`."""
        return f"{self.group}/{self.slug}"


def queries() -> list[Question]:
    """Read the whole catalogue, ordered by group and slug.

    Raises:
        QueryError: A header is malformed.

    Example:
        >>> any(question.inference == "rl" for question in queries())
        True
    """
    return [_load(path) for path in bundle.query_files()]


def find(name: str) -> Question:
    """Look up a question by slug, or by group and slug.

    Args:
        name: Such as `who-has-feature` or `features/who-has-feature`.

    Raises:
        UnknownNameError: There is none; the nearest names are given.

    Example:
        >>> find("who-has-feature").group
        'features'
    """
    files = bundle.query_files()
    slugs = {path.stem: path for path in files}
    names = {f"{path.parent.name}/{path.stem}": path for path in files}
    known = name.removesuffix(".rq")
    if path := slugs.get(known) or names.get(known):
        return _load(path)
    candidates = list(names if "/" in known else slugs)
    within = [candidate for candidate in candidates if known and known in candidate]
    raise UnknownNameError("query", name, vocabulary.nearest(known, candidates) or within[:2])


def expected_answer(question: Question) -> str:
    """Give the answer recorded beside a question of the catalogue, for the data that ships.

    Returns:
        W3C CSV with line feeds, or Turtle for a graph.

    Example:
        >>> expected_answer(find("in-numbers")).splitlines()[0]
        'socialMedia,socialNetworks,both,networksOutside'
    """
    folder = bundle.root() / "queries" / question.group
    rows = folder / f"{question.slug}.expected.csv"
    path = rows if rows.exists() else rows.with_suffix(".ttl")
    return path.read_text(encoding="utf-8")


def read(text: str, *, where: str = "the query") -> Question:
    """Read a query's header, if it has one, and find its parameters.

    Args:
        text: SPARQL text, with or without `#+` lines.
        where: How messages name the query.

    Raises:
        QueryError: The header is not YAML, or a key holds what it cannot hold.
    """
    header = _header(text, where)
    parameters = _parameters(header, text, where)
    inference = header.get("inference", "none")
    if inference not in INFERENCES:
        message = f"{where}: 'inference' is {' or '.join(INFERENCES)}, not '{inference}'"
        raise QueryError(message)
    return Question(
        text=text,
        summary=_words(header, "summary", where),
        question=_words(header, "question", where),
        description=_words(header, "description", where),
        reading=_words(header, "reading", where),
        tags=_tags(header, where),
        parameters=parameters,
        inference=cast("Inference", inference),
    )


def _load(path: Path) -> Question:
    name = f"{path.parent.name}/{path.name}"
    question = read(path.read_text(encoding="utf-8"), where=name)
    return replace(question, group=path.parent.name, slug=path.stem)


def _header(text: str, where: str) -> dict[str, Any]:
    import yaml

    # Lines of the query stay as empty lines, so that a fault is told by the line of the file.
    lines = [
        line.removeprefix(_MARK) if line.startswith(_MARK) else "" for line in text.splitlines()
    ]
    if not any(lines):
        return {}
    try:
        header = yaml.safe_load("\n".join(lines))
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        message = f"{where}{line}: the '#+' header is not YAML: {error.problem}"
        raise QueryError(message) from error
    if not isinstance(header, dict):
        message = f"{where}: the '#+' header holds no 'key: value' lines"
        raise QueryError(message)
    return header


def _words(header: dict[str, Any], key: str, where: str) -> str:
    value = header.get(key, "")
    if not isinstance(value, str):
        message = f"{where}: '{key}' is a text; put it in quotes if it holds a colon"
        raise QueryError(message)
    return " ".join(value.split())


def _tags(header: dict[str, Any], where: str) -> tuple[str, ...]:
    tags = header.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        message = f"{where}: 'tags' is a list of words, such as [features, platforms]"
        raise QueryError(message)
    return tuple(tags)


def _parameters(header: dict[str, Any], text: str, where: str) -> tuple[Parameter, ...]:
    used = used_in(text)
    if taken := _RESERVED & set(used):
        message = f"{where}: no parameter may be called '{min(taken)}'; choose another name"
        raise QueryError(message)
    declared = header.get("params", {})
    if not isinstance(declared, dict):
        message = f"{where}: 'params' maps each parameter's name to its type and default"
        raise QueryError(message)
    for name in declared:
        if name not in used:
            message = f"{where}: parameter '{name}' is declared and never used; read ?_{name}"
            raise QueryError(message)
    return tuple(
        _parameter(used[name], declared[name], where) if name in declared else used[name]
        for name in {**dict.fromkeys(declared), **used}
    )


def _parameter(used: Parameter, declared: object, where: str) -> Parameter:
    place = f"{where}: parameter '{used.name}'"
    if not isinstance(declared, dict) or not set(declared) <= {"type", "class", "default"}:
        message = f"{place} is declared by 'type', 'class' and 'default'"
        raise QueryError(message)
    declared_type = declared.get("type", used.type)
    if declared_type not in TYPES or declared_type != used.type:
        message = (
            f"{place} is of type '{declared_type}', but its variable ends as a {used.type} does"
        )
        raise QueryError(message)
    of_class = vocabulary.expand(str(declared["class"])) if "class" in declared else None
    if "class" in declared and (of_class is None or used.type != "iri"):
        message = f"{place} has a class that is no IRI, or is itself none"
        raise QueryError(message)
    default = str(declared["default"]) if "default" in declared else None
    return replace(used, type=cast("Type", declared_type), of_class=of_class, default=default)
