"""Parameters of a query: variables named the BASIL way.

`?_feature_iri` is the parameter `feature`, an IRI; `?_year_integer` is `year`, an integer; `?_text`
is `text`, a string. A query reads each in an expression, with its default, and runs as it stands:

    BIND (COALESCE(?_feature_iri, feature:groups) AS ?feature)

Tools that follow grlc (https://grlc.io) ask for a value where one underscore stands before the
name, and leave it to the caller where there are two, `?__feature_iri`. Here either is optional.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from mediagora.errors import QueryError
from mediagora.reading.queryterms import variables

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyoxigraph as ox

    from mediagora.reading.queryterms import Variable

    Term = ox.NamedNode | ox.Literal

Type = Literal["iri", "string", "integer", "decimal", "boolean", "date", "dateTime"]
"""What a parameter takes, by the ending of its variable; a string has none, or a language's."""

TYPES: Final[tuple[Type, ...]] = get_args(Type)

_NAME: Final = re.compile(r"__?([A-Za-z0-9]+)(?:_([A-Za-z0-9_]+))?")
_LANGUAGE: Final = re.compile(r"[a-z]{2}(?:_[A-Z]{2})?")  # of three letters, any slip would be one
_SUFFIXES: Final[dict[str | None, Type]] = {
    None: "string",
    "literal": "string",
    **{each: each for each in TYPES},
    **{f"xsd_{each}": each for each in TYPES if each != "iri"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a query.

    Attributes:
        name: The name a user gives, such as `feature`.
        type: One of `TYPES`.
        language: Language tag of a string, such as `en` or `pt-BR`, where its variable names one.
        of_class: IRI of the class whose instances are the allowed values, where there is one.
        values: The allowed values, as written in the query's header; none where others say it.
        pattern: Regular expression that a whole value matches, where there is one.
        default: The value that the query takes by itself, as written in its header.
    """

    name: str
    type: Type
    language: str | None = None
    of_class: str | None = None
    values: tuple[str, ...] = ()
    pattern: str | None = None
    default: str | None = None


def reads(text: str) -> Iterator[tuple[str, str | None, Variable]]:
    """Find the variables of a query that are parameters: name, ending and where each stands.

    Example:
        >>> [(name, ending) for name, ending, _ in reads('ASK { ?s ?_p_iri "?_text" }')]
        [('p', 'iri')]
    """
    for variable in variables(text):
        if match := _NAME.fullmatch(variable.name):
            yield match[1], match[2], variable


def used_in(text: str, *, where: str = "") -> dict[str, Parameter]:
    """Find the parameters that a query reads, by the names of its variables.

    Args:
        text: SPARQL text.
        where: How messages name the query.

    Returns:
        The parameters by name, in the order of their first use.

    Raises:
        QueryError: A variable's ending names a type there is none of.

    Example:
        >>> used_in("SELECT * { BIND (?_year_integer AS ?year) }")["year"].type
        'integer'
        >>> used_in("SELECT * { BIND (?_label_pt_BR AS ?label) }")["label"].language
        'pt-BR'
    """

    def fault(variable: Variable, message: str) -> QueryError:
        line = text.count("\n", 0, variable.start) + 1
        return QueryError(f"{where}:{line}: {message}" if where else message)

    found: dict[str, Parameter] = {}
    for name, ending, variable in reads(text):
        is_language = ending not in _SUFFIXES and _LANGUAGE.fullmatch(ending or "")
        if ending not in _SUFFIXES and not is_language:
            endings = ", ".join(f"_{each}" for each in TYPES if each != "string")
            message = (
                f"parameter '?{variable.name}' ends in '_{ending}', which is no type of parameter; "
                f"write {endings}, a language such as _en, or no ending for a string"
            )
            raise fault(variable, message)
        parameter = Parameter(
            name=name,
            type="string" if is_language else _SUFFIXES[ending],
            language=ending.replace("_", "-") if ending and is_language else None,
        )
        if found.setdefault(name, parameter) != parameter:
            message = f"parameter '{name}' is read with two types; give its variables one ending"
            raise fault(variable, message)
    return found
