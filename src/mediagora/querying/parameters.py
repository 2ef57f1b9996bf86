"""Parameters of a query: variables named the BASIL way, values bound as terms.

`?_feature_iri` is the parameter `feature`, an IRI; `?_year_integer` is `year`, an integer; `?_text`
is `text`, a string. A query reads each in an expression, with its default, and runs as it stands:

    BIND (COALESCE(?_feature_iri, feature:groups) AS ?feature)

A value never becomes part of the query's text. The variable is replaced by a call of a function
that exists for this one run, and the function returns the term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from mediagora import vocabulary
from mediagora.errors import QueryError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pyoxigraph as ox

    Term = ox.NamedNode | ox.Literal
    Functions = dict[ox.NamedNode, Callable[[], Term]]

Type = Literal["iri", "string", "integer"]
"""What a parameter takes, by the ending of its variable: `_iri`, `_integer`, none for a string."""

TYPES: Final[tuple[Type, ...]] = get_args(Type)

_VARIABLE: Final = re.compile(r"[?$]__?([A-Za-z0-9]+)(?:_([A-Za-z0-9_]+))?(?!\w)")
_COMMENT: Final = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_SUFFIXES: Final[dict[str | None, Type]] = {
    None: "string",
    "literal": "string",
    "string": "string",
    "iri": "iri",
    "integer": "integer",
}
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,18}")
_FUNCTION: Final = f"{vocabulary.BASE}parameter/"
_HINTS: Final = 3
_LEAST_PART: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a query.

    Attributes:
        name: The name a user gives, such as `feature`.
        type: `iri`, `string` or `integer`.
        of_class: IRI of the class whose instances are the allowed values, where there is one.
        default: The value that the query takes by itself, as written in its header.
    """

    name: str
    type: Type
    of_class: str | None = None
    default: str | None = None


def used_in(text: str) -> dict[str, Parameter]:
    """Find the parameters that a query reads, by the names of its variables.

    Args:
        text: SPARQL text.

    Returns:
        The parameters by name, in the order of their first use.

    Raises:
        QueryError: A variable's suffix names a type there is none of.

    Example:
        >>> used_in("SELECT * { BIND (?_year_integer AS ?year) }")["year"].type
        'integer'
    """
    found: dict[str, Parameter] = {}
    for match in _VARIABLE.finditer(_COMMENT.sub("", text)):
        name, suffix = match.groups()
        if suffix not in _SUFFIXES:
            message = (
                f"parameter '{match[0]}' ends in '_{suffix}', which is no type of parameter; "
                "write _iri, _integer, or no ending for a string"
            )
            raise QueryError(message)
        parameter = Parameter(name=name, type=_SUFFIXES[suffix])
        if found.setdefault(name, parameter).type != parameter.type:
            message = f"parameter '{name}' is read with two types; give its variables one ending"
            raise QueryError(message)
    return found


def term(parameter: Parameter, value: object, *, members: Callable[[str], Iterable[str]]) -> Term:
    """Check a value and turn it into the RDF term that the query will see.

    Args:
        parameter: The parameter the value is for.
        value: A string (IRI, CURIE or slug for an `iri`), an integer, or an rdflib term.
        members: Gives the IRIs of a class's instances; asked where the parameter names a class.

    Raises:
        QueryError: The value is of another type.
        UnknownNameError: The value is no instance of the parameter's class.

    Example:
        >>> feature = Parameter(name="feature", type="iri", of_class="urn:Feature")
        >>> groups = "https://w3id.org/mediagora/feature/groups"
        >>> term(feature, "groups", members=lambda _: [groups]).value == groups
        True
    """
    import pyoxigraph as ox

    text = str(value)
    match parameter.type:
        case "string":
            return ox.Literal(text)
        case "integer":
            if isinstance(value, bool) or not _INTEGER.fullmatch(text):
                message = f"parameter '{parameter.name}' takes an integer, not '{text}'"
                raise QueryError(message)
            return ox.Literal(int(text))
        case "iri":
            return _named_node(parameter, text, members)


def bound(text: str, terms: Mapping[str, Term]) -> tuple[str, Functions]:
    """Prepare a query for running with its parameters.

    Args:
        text: SPARQL text.
        terms: The terms by parameter name; a parameter without one keeps its default.

    Returns:
        The text with each bound variable replaced by a call, and the functions called.

    Example:
        >>> bound("SELECT * { BIND (?_text AS ?x) }", {"text": "a term"})[0]
        'SELECT * { BIND (<https://w3id.org/mediagora/parameter/text>() AS ?x) }'
    """
    import pyoxigraph as ox

    def call(match: re.Match[str]) -> str:
        return f"<{_FUNCTION}{match[1]}>()" if match[1] in terms else match[0]

    functions = {ox.NamedNode(_FUNCTION + name): _giving(value) for name, value in terms.items()}
    return _VARIABLE.sub(call, text), functions


def _giving(value: Term) -> Callable[[], Term]:
    return lambda: value


def _named_node(
    parameter: Parameter, text: str, members: Callable[[str], Iterable[str]]
) -> ox.NamedNode:
    import pyoxigraph as ox

    iri = vocabulary.expand(text)
    if parameter.of_class is not None:
        iri = _member(parameter, text, sorted(members(parameter.of_class)))
    try:
        return ox.NamedNode(iri or "")
    except ValueError as error:
        message = f"parameter '{parameter.name}' takes an IRI or a CURIE, not '{text}'"
        raise QueryError(message) from error


def _member(parameter: Parameter, text: str, declared: Sequence[str]) -> str:
    iri = vocabulary.expand(text)
    if iri is not None and iri in declared:
        return iri
    named = [candidate for candidate in declared if vocabulary.slug(candidate) == text]
    if named:
        return named[0]
    raise UnknownNameError(
        f"value for '{parameter.name}' called", text, _meant(vocabulary.slug(iri or text), declared)
    )


def _meant(name: str, declared: Sequence[str]) -> list[str]:
    """Short names of declared values: by label in any language, by spelling, or by a part."""
    from mediagora.querying.store import open_store
    from mediagora.querying.view import View

    view = View(open_store())
    try:
        found = view.resolve(name)
    except UnknownNameError:
        labelled = set[str]()
    else:
        labelled = {found, *view.others(found)} & set(declared)
    if labelled:
        return sorted(map(vocabulary.slug, labelled))[:_HINTS]
    names = sorted(map(vocabulary.slug, declared))
    part = "-".join(name.casefold().split())
    within = [each for each in names if len(part) >= _LEAST_PART and part in each.casefold()]
    return list(dict.fromkeys([*vocabulary.nearest(name, names), *within]))[:_HINTS]
