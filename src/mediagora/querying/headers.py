"""The header of a query: `#+` comment lines that hold YAML, as for grlc (https://grlc.io).

A file is plain SPARQL that runs unchanged when pasted. grlc ignores the keys that are ours, and we
ignore those that are only grlc's:

    #+ summary: Platforms with a feature
    #+ question: Which platforms have groups?
    #+ reading: One row per platform; ...
    #+ tags: [features]
    #+ params:
    #+   feature: {type: iri, class: mediagora:Feature, default: feature:groups}
    #+ inference: none

A parameter may have `values`, a list, or a `pattern`, a regular expression, in place of a class.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, cast, get_args

from mediagora import vocabulary
from mediagora.errors import QueryError, UnknownNameError
from mediagora.querying.parameters import Parameter, used_in
from mediagora.querying.values import matches, spelt, term
from mediagora.reading.queryterms import mentions

if TYPE_CHECKING:
    from collections.abc import Callable

Inference = Literal["none", "rdfs", "rl"]
"""What is entailed before a query runs: nothing, what RDFS says, or what OWL RL says."""

INFERENCES: Final[tuple[Inference, ...]] = get_args(Inference)

RESERVED: Final = frozenset(
    {
        "data",
        "endpoint",
        "graphs",
        "inference",
        "limit",
        "memory_limit",
        "queries",
        "query",
        "timeout",
        "with_shipped",
    }
)
"""Keywords of `mediagora.query` itself, which no parameter may be called."""

_MARK: Final = "#+"
_KEYS: Final = ("type", "class", "values", "pattern", "default")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One query and what its header says of it.

    Attributes:
        text: The SPARQL text, header included.
        group: Folder of the catalogue; empty for a query that is in none.
        slug: File name without its ending; empty for a query of no catalogue.
        summary: What it is, in a few words.
        question: What it answers, as one would ask it.
        description: More about it, often empty.
        reading: How to read the result.
        tags: Keywords.
        parameters: By name, in the header's order.
        inference: What it needs to have entailed.
        is_shipped: Whether it is of the catalogue that ships, which our tests have checked.

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
    is_shipped: bool = False

    @property
    def name(self) -> str:
        """Group and slug, `features/who-has-feature`; the slug alone where there is no group."""
        return f"{self.group}/{self.slug}" if self.group else self.slug


def read(text: str, *, where: str = "the query") -> Question:
    """Read a query's header, if it has one, and find its parameters.

    Args:
        text: SPARQL text, with or without `#+` lines.
        where: How messages name the query.

    Raises:
        QueryError: The header is not YAML, or a key holds what it cannot hold.
    """
    return _Header(text, where).question()


class _Header:
    """A header while it is read; every fault is told with its line."""

    def __init__(self, text: str, where: str) -> None:
        self._text = text
        self._where = where
        self._keys = self._loaded()

    def question(self) -> Question:
        parameters = self._parameters()
        inference = self._keys.get("inference", "none")
        if inference not in INFERENCES:
            *others, last = INFERENCES
            known = f"{', '.join(others)} or {last}"
            told = f", not '{inference}'" if isinstance(inference, str) else ""
            raise self._fault(f"'inference' is {known}{told}", "inference")
        return Question(
            text=self._text,
            summary=self._words("summary"),
            question=self._words("question"),
            description=self._words("description"),
            reading=self._words("reading"),
            tags=self._tags(),
            parameters=parameters,
            inference=cast("Inference", inference),
        )

    def _loaded(self) -> dict[str, Any]:
        # Lines of the query stay as empty lines, so that a fault is told by the line of the file.
        lines = [
            line.removeprefix(_MARK) if line.startswith(_MARK) else ""
            for line in self._text.split("\n")
        ]
        if not any(lines):
            return {}
        import yaml

        try:
            header = yaml.safe_load("\n".join(lines))
        except yaml.MarkedYAMLError as error:
            line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
            message = f"{self._where}{line}: the '#+' header is not YAML: {error.problem}"
            raise QueryError(message) from error
        except Exception as error:  # of a value under a tag it is no value of, PyYAML's are any
            message = f"{self._where}: the '#+' header is not YAML"
            raise QueryError(message) from error
        if not isinstance(header, dict):
            message = f"{self._where}: the '#+' header holds no 'key: value' lines"
            raise QueryError(message)
        return header

    def _fault(self, message: str, key: str) -> QueryError:
        """Say what is wrong, with the line of the header where a key first stands."""
        at = re.search(rf"^#\+\s*(?:.*[{{,]\s*)?{re.escape(key)}\s*:", self._text, re.MULTILINE)
        line = f":{self._text.count(chr(10), 0, at.start()) + 1}" if at else ""
        return QueryError(f"{self._where}{line}: {message}")

    def _words(self, key: str) -> str:
        value = self._keys.get(key, "")
        if not isinstance(value, str):
            raise self._fault(f"'{key}' is a text; put it in quotes if it holds a colon", key)
        return " ".join(value.split())

    def _tags(self) -> tuple[str, ...]:
        tags = self._keys.get("tags", [])
        if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
            message = "'tags' is a list of words, such as [features, platforms]"
            raise self._fault(message, "tags")
        return tuple(tags)

    def _parameters(self) -> tuple[Parameter, ...]:
        used = used_in(self._text, where=self._where)
        if taken := RESERVED & set(used):
            message = f"no parameter may be called '{min(taken)}'; choose another name"
            raise self._fault(message, min(taken))
        declared = self._keys.get("params", {})
        if not isinstance(declared, dict):
            message = "'params' maps each parameter's name to its type and default"
            raise self._fault(message, "params")
        for name in declared:
            if name not in used:
                message = f"parameter '{name}' is declared and never used; read ?_{name}"
                raise self._fault(message, str(name))
        return tuple(
            self._parameter(used[name], declared[name]) if name in declared else used[name]
            for name in {**dict.fromkeys(declared), **used}
        )

    def _parameter(self, used: Parameter, declared: object) -> Parameter:
        def fault(message: str) -> QueryError:
            return self._fault(f"parameter '{used.name}' {message}", used.name)

        if not isinstance(declared, dict) or not set(declared) <= set(_KEYS):
            *others, last = (f"'{key}'" for key in _KEYS)
            raise fault(f"is declared by {', '.join(others)} and {last}")
        if any(not isinstance(declared.get(key, ""), str) for key in ("type", "class")):
            raise fault("has a type or a class that is no text")
        if declared.get("type", used.type) != used.type:
            ends = f"its variable ends as {_article(used.type)} does"
            raise fault(f"is of type '{declared['type']}', but {ends}")
        of_class = self._expanded(declared["class"]) if "class" in declared else None
        if "class" in declared and (of_class is None or used.type != "iri"):
            raise fault("has a class that is no IRI, or is itself none")
        values = declared.get("values", [])
        if not isinstance(values, list) or any(isinstance(each, list | dict) for each in values):
            raise fault("has 'values' that are no list, such as [one, two]")
        if isinstance(declared.get("default"), list | dict):
            raise fault("has a 'default' that is no single value")
        if used.type == "string":
            for each in (*values, declared.get("default", "")):
                if isinstance(each, bool):  # to YAML, NO is false, and so is the code of Norway
                    raise fault(f"is a text, which YAML reads as {spelt(each)}; put it in quotes")
        pattern = declared.get("pattern")
        if "pattern" in declared and (not isinstance(pattern, str) or matches(pattern, "") is None):
            raise fault("has a 'pattern' that is no regular expression in quotes")
        parameter = replace(
            used,
            of_class=of_class,
            values=tuple(map(self._value, values)),
            pattern=pattern,
            default=self._value(declared["default"]) if "default" in declared else None,
        )
        self._check(parameter, fault)
        return parameter

    def _check(self, parameter: Parameter, fault: Callable[[str], QueryError]) -> None:
        """Refuse values and a default that could not be given; of a class only its graph knows."""
        for each in (*parameter.values, *([parameter.default] if parameter.default else [])):
            try:
                term(replace(parameter, of_class=None), each, members=lambda _: ())
            except (QueryError, UnknownNameError) as error:
                raise fault(f"is declared wrongly: {error}") from None

    def _value(self, value: object) -> str:
        """Give a value as text; an IRI under a prefix of the query's own is written in full."""
        try:
            text = spelt(value)
        except ValueError as error:  # a number of more digits than Python writes
            raise self._fault("a value in the header is too long a number", "params") from error
        return text if vocabulary.expand(text) else self._expanded(text) or text

    def _expanded(self, name: object) -> str | None:
        prefix, colon, local = str(name).partition(":")
        for mention in mentions(self._text) if colon else ():
            if mention.is_namespace and mention.prefix == prefix and mention.iri is not None:
                return mention.iri + local
        return vocabulary.expand(str(name))


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
